"""A small working folder on disk, whose plan a test can let live through years: five KPIs of two departments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from inaxl.plan import defaults
from inaxl.plan.writer import PlanBookData, write_plan_book

KPIS: dict[str, dict[str, Any]] = {
    "K1": {"name": "移住者数", "unit": "人", "accumulation": "annual", "target": 10, "project_id": "p1"},
    "K2": {"name": "相談件数", "unit": "件", "accumulation": "cumulative", "target": 50, "project_id": "p1"},
    "K3": {"name": "満足度", "unit": "%", "accumulation": "point", "target": 80, "project_id": "p2"},
    "K4": {"name": "講座の回数", "unit": "回", "accumulation": "annual", "target": 4, "project_id": "p2"},
}
DEPARTMENTS = {"d1": ("企画部", "地域創造課"), "d2": ("保健福祉部", "子育て支援課")}


def plan_rows(
    first: int = 2020,
    kpis: Mapping[str, Mapping[str, Any]] | None = None,
    departments: Mapping[str, tuple[str, str]] | None = None,
    **tables: Sequence[Mapping[str, Any]],
) -> dict[str, list[Any]]:
    """Rows of a plan book of five years; `tables` adds to or replaces tables."""
    own = kpis or KPIS
    return {
        "facts": [
            {"item": "計画の名称", "value": f"{first}年度からの試験計画"},
            {"item": "状態", "value": "策定"},
            {"item": "市町村", "value": "試験市"},
            {"item": "計画期間の始まり（年度）", "value": first},
            {"item": "計画期間の終わり（年度）", "value": first + 4},
            {"item": "見本", "value": "はい（数値は架空）"},
        ],
        "goals": [
            {
                "id": "goal1", "number": 1, "title": "人が集うまち", "name": "転入者数", "unit": "人",
                "direction": "increase", "accumulation": "annual", "baseline": 100, "baseline_fy": first - 2,
                "target": 120, "target_fy": first + 4,
            }
        ],
        "fields": [{"id": "f1", "number": 1, "title": "移住と子育て", "goal_ids": ("goal1",)}],
        "measures": [{"id": "m1", "field_id": "f1", "number": 1, "title": "支援の充実"}],
        "projects": [
            {"id": "p1", "number": 1, "title": "移住促進事業", "measure_id": "m1", "department_ids": ("d1",)},
            {"id": "p2", "number": 2, "title": "子育て支援事業", "measure_id": "m1", "department_ids": ("d2",)},
        ],
        "kpis": [
            {"id": key, "number": number, "direction": "increase", "target_fy": first + 4, **row}
            for number, (key, row) in enumerate(own.items(), 1)
        ],
        "departments": [
            {"id": key, "number": number, "division": division, "section": section}
            for number, (key, (division, section)) in enumerate((departments or DEPARTMENTS).items(), 1)
        ],
        "vision": [{"indicator": "total_population", "year": first, "value": 1000, "kind": "projection", "unit": "人"}],
        "levels": list(defaults.LEVEL_ROWS),
        "options": list(defaults.OPTION_ROWS),
        "status_words": list(defaults.STATUS_ROWS),
        **{key: list(rows) for key, rows in tables.items()},
    }  # fmt: skip


def write_plan(path: Path, rows: Mapping[str, Sequence[Any]] | None = None) -> Path:
    """A plan book in the house's form."""
    write_plan_book(path, PlanBookData(rows or plan_rows()))
    return path


def write_report(folder: Path, fy_code: str, department: str, rows: Iterable[tuple[str, str, Any]]) -> Path:
    """A department's own table of a year: (name, unit, actual) of each KPI."""
    import xlsxwriter

    target = folder / "workbooks" / fy_code / f"{department}.xlsx"
    target.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("KPI")
        sheet.write_row(0, 0, [f"{fy_code}　実績報告", "", "担当", department])
        sheet.write_row(2, 0, ["指標名", "単位", f"{fy_code}実績", "備考"])
        for number, (name, unit, actual) in enumerate(rows, 3):
            sheet.write_row(number, 0, [name, unit, actual])
    return target


def write_opinions(folder: Path, opinions: Iterable[tuple[str, int, str, str, str]]) -> Path:
    """opinions.xlsx: (number, year, kind, ID, text) of each opinion, all answered."""
    import xlsxwriter

    target = folder / "opinions.xlsx"
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("審議会の意見")
        heads = [
            "番号",
            "年度",
            "日付",
            "種別",
            "対象ID",
            "意見",
            "市の対応",
            "状態",
            "担当",
            "期限",
            "終えた年度",
            "備考",
        ]
        sheet.write_row(0, 0, heads)
        for row, (number, fy, kind, subject, text) in enumerate(opinions, 1):
            sheet.write_row(row, 0, [number, fy, "", kind, subject, text, "計画を改める。", "対応中"])
    return target

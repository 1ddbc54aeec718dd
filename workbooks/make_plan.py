"""Makes the two plan books of this folder from the facts in `sources/`.

plan.xlsx            the strategy as its draft states it: no KPI, no goal–field map, no lead department
plan-published.xlsx  the same plan with the KPIs that are published about the city, each with its source

    python workbooks/make_plan.py [FOLDER]

`sources/strategy.toml` holds the draft's facts with their line numbers; readings that the draft does not
state (`*_inferred`) never reach a book.
"""

from __future__ import annotations

import csv
import sys
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from inaxl.plan import defaults, layout
from inaxl.plan.writer import PlanBookData, write_plan_book

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
Row = dict[str, Any]

# How the draft's words for a target become direction and accumulation; the draft uses neither word itself.
GOAL_DIRECTIONS = {"reach": "increase", "hold": "maintain"}
GOAL_ACCUMULATIONS = {"goal1": "point", "goal2": "cumulative", "goal3": "point", "goal4": "annual"}
GOAL_NOTE = "方向と集計方法は、数値目標の書き方からの読み取り。"
KPI_FORMS = {"table": "表", "flat": "文字の列", "both": "表と文字の列", "none": ""}
PERIOD_KINDS = {"calendar": "暦年", "fiscal": "年度"}
TERM_NAMES = {"1": "第1期", "2": "第2期", "3": "第3期"}
TERM_YEARS = {"1": (2015, 2019), "2": (2020, 2024), "3": (2025, 2029)}
CIRCLED = "①②③④⑤⑥⑦⑧⑨"


def main(folder: Path = HERE) -> None:
    """Write both books into a folder."""
    strategy = tomllib.loads((SOURCES / "strategy.toml").read_text(encoding="utf-8"))
    plan = PlanBookData(plan_tables(strategy, rows_of("population_vision.csv")))
    write_plan_book(folder / "plan.xlsx", plan)
    kpis, actuals = published_tables(rows_of("published_kpis.csv"))
    published = PlanBookData({**plan.tables, "kpis": kpis, "published": actuals})
    write_plan_book(folder / "plan-published.xlsx", published)


def rows_of(name: str) -> list[dict[str, str]]:
    """A table of `sources/` as text."""
    with (SOURCES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plan_tables(strategy: dict[str, Any], vision: list[dict[str, str]]) -> dict[str, list[Row]]:
    """The rows of every sheet, from the draft's facts."""
    departments = [
        department_row(number, item) for number, item in enumerate(strategy["department"], start=1)
    ]
    ids = {row["division"] + row["section"]: row["id"] for row in departments}
    return {
        "facts": list(fact_rows(strategy)),
        "goals": [goal_row(goal) for goal in strategy["goal"]],
        "goal_actuals": [
            {"goal_id": goal["id"], "fy": fy}
            for goal in strategy["goal"]
            for fy in strategy["plan"]["term_fiscal_years"]
        ],
        "fields": [field_row(field) for field in strategy["field"]],
        "measures": [measure_row(measure) for measure in strategy["measure"]],
        "projects": [project_row(project, ids) for project in strategy["project"]],
        "kpis": [],
        "departments": departments,
        "vision": [vision_row(row) for row in vision],
        "levels": list(defaults.LEVEL_ROWS),
        "options": list(defaults.OPTION_ROWS),
        "scales": list(defaults.SCALE_ROWS),
        "status_words": list(defaults.STATUS_ROWS),
        "crosswalk": [],
        "check_rules": [],
        "evidence": [],
        "principle_checks": [],
        "tags": [*defaults.TAG_ROWS, *(pillar_row(pillar) for pillar in strategy["prefecture_pillar"])],
        "taggings": [],
        "partners": [],
        "budgets": [],
        "revisions": [],
        "withheld": [],
    }


def fact_rows(strategy: dict[str, Any]) -> Iterable[Row]:
    """計画: what the draft says about itself, its frame and its gaps. Blank where it says nothing."""
    plan, counts = strategy["plan"], strategy["counts"]
    yield fact(layout.ITEM_TITLE, plan["title"])
    yield fact(layout.ITEM_STATUS, plan["status"])
    yield fact("作成年月", plan["document_date_text"], "表紙")
    yield fact(layout.ITEM_CITY, plan["city"])
    yield fact("都道府県", plan["prefecture"])
    yield fact("団体コード（草案にはない。標準地域コード）", plan["code"])
    yield fact(layout.ITEM_FIRST, plan["term_fiscal_years"][0])
    yield fact(layout.ITEM_LAST, plan["term_fiscal_years"][-1])
    yield fact("計画期間の表記", plan["term_text"], "L53")
    yield fact("見直しの決まり", plan["revision_rule"], "L55")
    yield fact("法的根拠", plan["legal_basis"], "L43, L49")
    yield fact("審議会", plan["council"], "L1380")
    yield fact("審議会の構成", plan["council_composition"], "L1380")
    yield fact("審議会の役割", plan["council_role"], "L1380")
    yield fact("事務局", plan["secretariat"])
    yield fact("構想", plan["concept"], "L222")
    yield fact("上位計画", plan["parent_plan"], "L45")
    yield fact("前の計画", plan["previous_plan"], "L208")
    yield fact("人口ビジョンの文書", plan["population_document"], "L146")
    yield fact(layout.ITEM_SAMPLE, layout.SAMPLE_WORDS["no"])
    for mark, item in zip(CIRCLED, strategy["viewpoint"], strict=False):
        yield fact(f"基本的視点{mark}", f"{item['title']}（{'、'.join(item['items'])}）", "L212-220")
    for item in strategy["principle"]:
        yield fact(f"国の政策5原則　{item['title']}", item["title"], f"L{item['line']}")
    for mark, item in zip(CIRCLED, strategy["crosscutting"], strict=False):
        yield fact(f"国の横断的な考え方{mark}", f"{item['title']}（{'、'.join(item['items'])}）", "L57-67")
    for mark, item in zip(CIRCLED, strategy["prefecture_pillar"], strict=False):
        yield fact(f"県の総合計画の施策展開{mark}", f"{item['title']}（{item['items']}項目）", "L128-138")
    yield fact("県の柱・SDGs との対応", "")
    yield from count_rows(counts)
    for mark, item in zip(CIRCLED, strategy["missing"], strict=False):
        yield fact(f"草案に欠けている部分{mark}", item["what"])
    yield fact("行番号のもとのファイル", f"SHA-256 {plan['source_sha256']}")


def count_rows(counts: dict[str, int]) -> Iterable[Row]:
    """What was counted in the draft; the sheets must agree with it."""
    names = {
        "goals": "基本目標", "fields": "分野", "measures_listed": "施策", "projects": "事業",
        "projects_with_kpi_table": "KPI表のある事業", "projects_without_kpi_table": "KPI表のない事業",
        "kpi_rows_with_data": "値のあるKPIの行", "departments": "部署", "bureaus": "部",
        "project_department_pairs": "事業と担当部署の組", "joint_projects": "複数の部署の共同事業",
        "content_items_total": "事業の内容の項目", "content_subitems_total": "事業の内容の小項目",
    }  # fmt: skip
    for key, name in names.items():
        yield fact(f"草案での数　{name}", counts[key])


def fact(item: str, value: str | int, line: str = "") -> Row:
    """One line of the 計画 sheet; figures are written as text, because the column holds prose."""
    return {"item": item, "value": str(value), "line": line}


def goal_row(goal: dict[str, Any]) -> Row:
    """基本目標 with its numeric target. The year of a baseline is as written; the note says 暦年 or 年度."""
    comparable = goal.get("baseline_comparable_to_target", True)
    period = f"現状値の時期は{goal['baseline_period_text']}、{PERIOD_KINDS[goal['baseline_period_kind']]}。"
    return {
        "id": goal["id"],
        "number": goal["number"],
        "title": goal["title"],
        "name": goal["indicator"],
        "unit": goal["unit"] or layout.NO_UNIT,
        "decimals": goal["decimals"],
        "direction": GOAL_DIRECTIONS[goal["goal_type"]],
        "accumulation": GOAL_ACCUMULATIONS[goal["id"]],
        "baseline": exact(goal["baseline"]),
        "baseline_fy": goal["baseline_year"],
        "baseline_text": goal["baseline_text"],
        "comparable": "yes" if comparable else "no",
        "target": exact(goal["target"]),
        "target_fy": goal["due_fiscal_year"],
        "target_text": goal["target_text"],
        "due_text": goal["due_text"],
        "source": goal["statistic_source"],
        "line": lines(goal["lines"]),
        "note": period + goal["note"] + GOAL_NOTE,
    }


def field_row(field: dict[str, Any]) -> Row:
    """分野; the draft says nowhere which goals it serves."""
    return {
        "id": field["id"],
        "number": field["number"],
        "title": field["title"],
        "leading_text": "yes" if field["leading_project_text"] else "no",
        "summary": "yes" if field["measure_summary"] else "no",
        "line": "、".join(f"L{line}" for line in field["lines"]),
        "note": field.get("note", ""),
    }


def measure_row(measure: dict[str, Any]) -> Row:
    """施策, with the title of its summary where that differs or exists."""
    return {
        "id": measure["id"],
        "field_id": measure["field"],
        "number": measure["number"],
        "title": measure["title"],
        "title_in_summary": measure["title_in_summary"],
        "bullets": measure["description_bullets"] if measure["description_bullets"] >= 0 else None,
        "line": "、".join(f"L{line}" for line in measure["lines"]),
        "note": measure.get("note", ""),
    }


def project_row(project: dict[str, Any], ids: dict[str, str]) -> Row:
    """事業. The order of departments is the printed one and says nothing about the lead."""
    return {
        "id": project["id"],
        "number": project["number"],
        "title": project["title"],
        "field_id": project["field"],
        "measure_id": project["measure"],
        "department_ids": tuple(ids[name] for name in project["departments"]),
        "departments_text": "、\n".join(project["departments"]),
        "purpose": project["purpose"],
        "content_items": project["content_items"],
        "content_subitems": project["content_subitems"],
        "kpi_table": "yes" if project["has_kpi_table"] else "no",
        "kpi_form": KPI_FORMS[project["kpi_form"]],
        "target_label": project["target_label"],
        "kpi_rows": project["kpi_rows_in_draft"],
        "line": f"L{project['line']}",
    }


def department_row(number: int, department: dict[str, Any]) -> Row:
    """部署 in the order of the draft; it gives no dates of validity."""
    return {
        "id": department["id"],
        "number": number,
        "division": department["bu"],
        "section": department["ka"],
    }


def pillar_row(pillar: dict[str, Any]) -> Row:
    """タグ: one pillar of the prefecture's plan; the draft asks for consistency with it and maps nothing."""
    return {"id": pillar["id"], "kind": "prefecture", "title": pillar["title"]}


def vision_row(row: dict[str, str]) -> Row:
    """One value of the population vision."""
    return {
        **row,
        "year": int(row["year"]),
        "value": Decimal(row["value"]),
        "unit": row["unit"] or layout.NO_UNIT,
    }


def published_tables(rows: list[dict[str, str]]) -> tuple[list[Row], list[Row]]:
    """KPI and 公表実績 rows; several years of one indicator are one KPI. Only what is published."""
    kpis: dict[tuple[str, ...], Row] = {}
    actuals: list[Row] = []
    for row in rows:
        same = tuple(row[key] for key in ("term", "name", "unit", "baseline", "target"))
        if same not in kpis:
            kpis[same] = published_kpi(row, len(kpis) + 1, sum(key[0] == row["term"] for key in kpis) + 1)
        if row["actual"]:
            actuals.append(
                {
                    "kpi_id": kpis[same]["id"],
                    "fy": int(row["fy"]),
                    "value": Decimal(row["actual"]),
                    "rating": row["rating_published"],
                    "source": row["source"],
                }
            )
    return list(kpis.values()), actuals


def published_kpi(row: dict[str, str], number: int, number_in_term: int) -> Row:
    """A published KPI; no project, measure, goal or department is published with it."""
    first, last = TERM_YEARS[row["term"]]
    return {
        "id": f"t{row['term']}-k{number_in_term:02}",
        "number": number,
        "name": row["name"],
        "unit": row["unit"] or layout.NO_UNIT,
        "direction": row["direction"],
        "accumulation": row["accumulation"],
        "baseline": Decimal(row["baseline"]) if row["baseline"] else None,
        "baseline_fy": int(row["baseline_year"]) if row["baseline_year"] else None,
        "target": Decimal(row["target"]) if row["target"] else None,
        "target_fy": int(row["target_year"]) if row["target_year"] else None,
        "first_fy": first,
        "last_fy": last,
        "source": row["source"],
        "note": f"{TERM_NAMES[row['term']]}の指標",
    }


def exact(value: float) -> Decimal:
    """The figure with the digits that are written."""
    return Decimal(repr(value))


def lines(span: list[int]) -> str:
    """`L228-242` for [228, 242]."""
    return f"L{span[0]}-{span[-1]}" if len(span) > 1 else f"L{span[0]}"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)

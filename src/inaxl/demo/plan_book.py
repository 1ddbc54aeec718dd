"""The demo's plan book: the real strategy as packaged, plus what only the demo decides, marked as made up.

Made up are the goal–field map, the lead departments, the KPIs and the actuals of the goals, and what `plan_life` holds;
the draft has none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inaxl.demo.plan_life import FOCUS_FIELD, FOCUS_NOTE, MADE_UP, life_rows
from inaxl.demo.sample import SampleKpi, sample_kpis

if TYPE_CHECKING:
    from inaxl.plan.writer import PlanBookData

Row = dict[str, Any]

_MAP_NOTE = "基本目標との対応は見本のための割り当て（計画書に記載なし）"
_LEAD_NOTE = "主担当は見本のための割り当て（計画書に記載なし）"
_SHORT_NOTE = "略称は見本のためのもの。"
GOALS_OF_FIELDS = {
    "field1": "goal1",
    "field2": "goal2",
    "field3": "goal3",
    "field4": "goal4",
    "field5": "goal4",
    "field6": "goal4",
}
LEADS = {
    "p01": "kikaku-chiiki-sozo",
    "p02": "hoken-kosodate",
    "p06": "bunka-bunka-koryu",
    "p07": "kyoiku-gakko",
    "p08": "kikaku-chiiki-sozo",
    "p09": "kensetsu-kanri",
    "p13": "bunka-bunka-koryu",
    "p16": "shoko-shoko-shinko",
    "p24": "kikaku-kikaku-seisaku",
    "p27": "kikaku-kikaku-seisaku",
    "p37": "shimin-seikatsu-kankyo",
}
SHORT_TITLES = {
    "goal1": "結婚・出産・子育て",
    "goal2": "ひとが集うまち",
    "goal3": "安定した雇用",
    "goal4": "地域づくり・連携",
}
GOAL_ACTUALS = {
    "goal1": ("令和{n}年", {2020: "1.50", 2021: "1.46", 2022: "1.43", 2023: "1.41"}),
    "goal2": ("令和{n}年度", {2020: "12", 2021: "-35", 2022: "41", 2023: "28"}),
    "goal3": ("令和{n}年度", {2020: "34610", 2021: "34585", 2022: "34560", 2023: "34540"}),
    "goal4": ("令和{n}年", {2020: "45", 2021: "45", 2022: "46", 2023: "48"}),
}
_TEXTS = ("id", "project_id", "department_id", "name", "unit", "direction", "accumulation", "comparable")
_FIGURES = ("baseline", "target", "interim_2021", "interim_2022", "interim_2023", "minimum", "maximum")
_WHOLE = ("decimals", "baseline_fy", "first_fy")


def plan_book_data(strategy: Path) -> PlanBookData:
    """The demo's plan from the packaged plan book of the real strategy."""
    from inaxl.plan import layout
    from inaxl.plan.writer import PlanBookData

    rows = _rows_of(strategy)
    return PlanBookData(
        {
            **rows,
            layout.FACTS.key: list(_facts(rows[layout.FACTS.key])),
            layout.GOALS.key: [_goal(row) for row in rows[layout.GOALS.key]],
            layout.OPTIONS.key: list(_options(rows[layout.OPTIONS.key])),
            layout.FIELDS.key: [_field(row) for row in rows[layout.FIELDS.key]],
            layout.PROJECTS.key: [_project(row) for row in rows[layout.PROJECTS.key]],
            layout.KPIS.key: [_kpi(number, kpi) for number, kpi in enumerate(sample_kpis(), start=1)],
            layout.GOAL_ACTUALS.key: list(_goal_actuals()),
            **life_rows(),
        }
    )


def _rows_of(book: Path) -> dict[str, list[Row]]:
    """The rows of every sheet of a plan book, as they stand there, by table key."""
    from inaxl.books.read import read_workbook
    from inaxl.plan.tables import find_tables

    found = find_tables(read_workbook(book).grids)
    return {key: [dict(line.cells) for line in table.lines] for key, table in found.items() if table.is_there}


def _facts(rows: Sequence[Row]) -> Iterable[Row]:
    """計画, marked as a sample so that every book and report made from it says so."""
    from inaxl.plan import layout

    for row in rows:
        is_mark = row["item"] == layout.ITEM_SAMPLE
        yield {**row, "value": layout.SAMPLE_WORDS["yes"]} if is_mark else row


def _options(rows: Sequence[Row]) -> Iterable[Row]:
    """The plan's options, with the scale of the national grants shown beside the ratings."""
    from inaxl.plan import defaults, layout

    scale = defaults.SCALE_ROWS[0]["scale"]
    for row in rows:
        yield {**row, "value": scale} if row["item"] == layout.OPTION_SCALE else row


def _goal(row: Row) -> Row:
    return {**row, "short_title": SHORT_TITLES[row["id"]], "note": _joined(row.get("note"), _SHORT_NOTE)}


def _field(row: Row) -> Row:
    changed = {**row, "goal_ids": GOALS_OF_FIELDS[row["id"]], "note": _joined(row.get("note"), _MAP_NOTE)}
    if row["id"] != FOCUS_FIELD:
        return changed
    return {**changed, "is_focus": "yes", "note": _joined(changed["note"], FOCUS_NOTE)}


def _project(row: Row) -> Row:
    from inaxl.plan.cells import items_of

    departments = {"department_ids": items_of(row["department_ids"])}
    lead = LEADS.get(row["id"])
    if lead is None:
        return {**row, **departments}
    return {**row, **departments, "lead_id": lead, "note": _joined(row.get("note"), _LEAD_NOTE)}


def _joined(note: object, addition: str) -> str:
    return f"{note}　{addition}" if note else addition


def _kpi(number: int, kpi: SampleKpi) -> Row:
    row = kpi.definition
    return {
        "number": number,
        **{key: row[key] for key in _TEXTS},
        **{key: Decimal(row[key]) for key in _FIGURES if row[key]},
        **{key: int(row[key]) for key in _WHOLE if row[key]},
        "target_fy": 2024,
        "source": MADE_UP,
        "note": "架空",
    }


def _goal_actuals() -> Iterable[Row]:
    """基本目標実績: one row per goal and year of the term; the last year is still open."""
    for goal, (as_of, values) in GOAL_ACTUALS.items():
        for year, value in values.items():
            period = as_of.format(n=year - 2018)
            yield {
                "goal_id": goal,
                "fy": year,
                "value": Decimal(value),
                "status": "reported",
                "as_of": period,
                "source": MADE_UP,
                "note": "架空",
            }
        yield {"goal_id": goal, "fy": 2024}

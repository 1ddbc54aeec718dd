"""What is wrong or missing in a plan as a whole: the checks that need more than one cell. No file, no pandas.

One-cell checks are in `schemas`; missing sheets and columns are found in `book`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from inaxl.findings import CATALOGUE, Finding
from inaxl.plan import layout
from inaxl.plan.cells import is_blank, number_of, text_of, word_of, year_of
from inaxl.plan.checks_agreements import AGREEMENT_CHECKS
from inaxl.plan.checks_life import LIFE_CHECKS
from inaxl.plan.model import DIRECTION_LABELS, Indicator, Plan
from inaxl.plan.tables import FoundTable, Line

Tables = Mapping[str, FoundTable]
_GLYPHS_OF_MINUS = ("△", "▲")


def plan_findings(plan: Plan, tables: Tables, book: str) -> list[Finding]:
    """All findings about the plan as a whole, in the order of the checks."""
    return [finding for check in _CHECKS for finding in check(plan, tables, book)]


def _at(code: str, table: FoundTable, line: Line, key: str, book: str, **holes: Any) -> Finding:
    kpi_id = (line.text("id") or None) if table.table.key == "kpis" else None
    value = holes.pop("value", line.text(key) or None)
    place = {
        "book": book,
        "sheet": table.sheet,
        "cell": table.cell(line, key),
        "kpi_id": kpi_id,
        "field": key,
    }
    return CATALOGUE[code].at(**place, value=value, **holes)


def _facts(plan: Plan, tables: Tables, book: str) -> Iterator[Finding]:
    """E405 title, E407 status, E409 and E411 term, I404 what the plan does not say, I405 sample."""
    table = tables["facts"]
    by_item = {line.text("item"): line for line in table.lines}
    for item in (
        layout.ITEM_TITLE,
        layout.ITEM_STATUS,
        layout.ITEM_CITY,
        layout.ITEM_FIRST,
        layout.ITEM_LAST,
    ):
        if item not in by_item and table.is_there:
            hint = f"「計画」シートに「{item}」の行を加えてください。"
            yield CATALOGUE["E405"].at(book=book, sheet=table.sheet, column=item, hint=hint)
    for item, line in by_item.items():
        value = line.text("value")
        if not value:
            yield _at("I404", table, line, "value", book, column=item)
        elif item in (layout.ITEM_FIRST, layout.ITEM_LAST) and year_of(value) is None:
            yield _at("E411", table, line, "value", book, column=item)
        elif item == layout.ITEM_STATUS and value not in layout.PLAN_STATUS:
            yield _at("E407", table, line, "value", book, column=item, choices="、".join(layout.PLAN_STATUS))
    if plan.first_fy > plan.last_fy and layout.ITEM_LAST in by_item:
        line = by_item[layout.ITEM_LAST]
        yield _at("E409", table, line, "value", book, start=plan.first_fy, end=plan.last_fy)
    if plan.is_sample:
        yield _at("I405", table, by_item[layout.ITEM_SAMPLE], "value", book)


def _directions(plan: Plan, tables: Tables, book: str) -> Iterator[Finding]:
    """E406: a target on the wrong side of its baseline; none where the two cannot be compared."""
    goals = zip(tables["goals"].lines, (goal.target for goal in plan.goals), strict=True)
    kpis = zip(tables["kpis"].lines, (kpi.indicator for kpi in plan.kpis), strict=True)
    for table, pairs in ((tables["goals"], goals), (tables["kpis"], kpis)):
        for line, indicator in pairs:
            side = _wrong_side(indicator)
            if side and indicator.direction:
                others = [word for key, word in DIRECTION_LABELS.items() if key != indicator.direction]
                yield _at(
                    "E406", table, line, "target", book, target=indicator.target_text,
                    baseline=indicator.baseline_text, side=side,
                    direction=DIRECTION_LABELS[indicator.direction], alternatives="」か「".join(others),
                )  # fmt: skip


def _wrong_side(indicator: Indicator) -> str | None:
    if indicator.baseline is None or indicator.target is None or not indicator.baseline_comparable:
        return None
    if indicator.direction == "increase" and indicator.target < indicator.baseline:
        return "小さい"
    if indicator.direction == "decrease" and indicator.target > indicator.baseline:
        return "大きい"
    return None


def _years(plan: Plan, tables: Tables, book: str) -> Iterator[Finding]:
    """E413: a baseline from after the year of its target. Equal years are spared: 策定時 may be the last year."""
    goals = zip(tables["goals"].lines, (goal.target for goal in plan.goals), strict=True)
    kpis = zip(tables["kpis"].lines, (kpi.indicator for kpi in plan.kpis), strict=True)
    for table, pairs in ((tables["goals"], goals), (tables["kpis"], kpis)):
        for line, aim in pairs:
            if aim.baseline_fy is not None and aim.target_fy is not None and aim.baseline_fy > aim.target_fy:
                yield _at("E413", table, line, "baseline_fy", book, target_fy=aim.target_fy)


def _interim(plan: Plan, tables: Tables, book: str) -> Iterator[Finding]:
    """W407: targets of single years that run against the direction; `maintain` has no direction to run against."""
    table = tables["kpis"]
    for line, kpi in zip(table.lines, plan.kpis, strict=True):
        aim = kpi.indicator
        steps = sorted(aim.interim.items())
        for (_, before), (year, target) in pairwise(steps):
            rises, falls = target > before, target < before
            if (aim.direction == "increase" and falls) or (aim.direction == "decrease" and rises):
                yield _at(
                    "W407", table, line, layout.interim_key(year), book,
                    before=before, direction=DIRECTION_LABELS[aim.direction],
                )  # fmt: skip


def _rating(plan: Plan, tables: Tables, book: str) -> Iterator[Finding]:
    """E410: a step or its threshold is missing; W401: a glyph that reads as a minus sign."""
    table = tables["levels"]
    if not table.header_row:
        return  # E401 or E402 has said so
    there = {table.word(line, "rating"): line for line in table.lines}
    for level in plan.rules.levels:
        line = there.get(level.rating)
        if line is None:
            yield CATALOGUE["E410"].at(
                book=book, sheet=table.sheet, cell=f"A{table.header_row}", value=level.label
            )
        elif level.rating in ("on_track", "mostly_on_track") and is_blank(line.cells.get("at_least")):
            yield _at("E410", table, line, "at_least", book, value=f"「{level.label}」の達成率の下限")
    for line in table.lines:
        if line.text("glyph") in _GLYPHS_OF_MINUS:
            yield _at("W401", table, line, "glyph", book)


def _options(plan: Plan, tables: Tables, book: str) -> Iterator[Finding]:
    """E407 and E408 for the options, which hold a word or a figure by their item."""
    table = tables["options"]
    words = {
        layout.OPTION_JUDGED: layout.JUDGED_WORDS,
        layout.OPTION_DECREASE: layout.DECREASE_WORDS,
        layout.OPTION_INTERPOLATION: layout.INTERPOLATION_WORDS,
    }
    for line in table.lines:
        item, value = line.text("item"), line.cells.get("value")
        if is_blank(value):
            continue  # a blank option has its default
        if item in words and word_of(value, words[item]) is None:
            yield _at(
                "E407", table, line, "value", book, column=item, choices="、".join(words[item].values())
            )
        if item == layout.OPTION_JUMP and ((factor := number_of(value)) is None or factor <= 1):
            yield _at("E408", table, line, "value", book, column=f"{item}（1より大きい数）")


def _goal_actuals(plan: Plan, tables: Tables, book: str) -> Iterator[Finding]:
    """E408: an actual of a goal that is neither a figure nor a word of 状態語."""
    for actual in plan.goal_actuals:
        if actual.status == "invalid":
            place = {"book": book, "sheet": actual.sheet, "cell": actual.cell, "field": "value"}
            yield CATALOGUE["E408"].at(**place, value=actual.text, column="実績値")


def _kpis(plan: Plan, tables: Tables, book: str) -> Iterator[Finding]:
    """W403: no target; W404: nobody who reports; W406: a measure other than its project's."""
    table = tables["kpis"]
    for line, kpi in zip(table.lines, plan.kpis, strict=True):
        if is_blank(line.cells.get("target")):
            yield _at("W403", table, line, "target", book)
        if is_blank(line.cells.get("department_id")) and plan.department_of(kpi) is None:
            yield _at("W404", table, line, "department_id", book)
        project = plan.project_by_id.get(kpi.project_id or "")
        expected = project.measure_id if project else None
        if expected and kpi.measure_id and kpi.measure_id != expected:
            yield _at(
                "W406", table, line, "measure_id", book, column="施策ID", parent="事業", expected=expected
            )


def _projects(plan: Plan, tables: Tables, book: str) -> Iterator[Finding]:
    """W402: joint, without lead; W405: lead not in charge; W406: not its measure's field; I402: no KPI."""
    table = tables["projects"]
    with_kpi = {kpi.project_id for kpi in plan.kpis}
    for line, project in zip(table.lines, plan.projects, strict=True):
        if project.is_joint and project.lead_id is None:
            yield _at("W402", table, line, "lead_id", book, project=project.title)
        if project.lead_id and project.department_ids and project.lead_id not in project.department_ids:
            yield _at("W405", table, line, "lead_id", book)
        measure = plan.measure_by_id.get(project.measure_id or "")
        expected = measure.field_id if measure else None
        if expected and line.text("field_id") and line.text("field_id") != expected:
            yield _at(
                "W406", table, line, "field_id", book, column="分野ID", parent="施策", expected=expected
            )
        if project.id not in with_kpi:
            yield _at("I402", table, line, "id", book, value=project.title or project.id)


def _measures(plan: Plan, tables: Tables, book: str) -> Iterator[Finding]:
    """I401: a measure that no project belongs to."""
    served = {project.measure_id for project in plan.projects}
    table = tables["measures"]
    for line, measure in zip(table.lines, plan.measures, strict=True):
        if measure.id not in served:
            yield _at("I401", table, line, "id", book, value=measure.title or measure.id)


def _fields(plan: Plan, tables: Tables, book: str) -> Iterator[Finding]:
    """I403: no goal; I404: no title."""
    table = tables["fields"]
    for line, field in zip(table.lines, plan.fields, strict=True):
        if not field.goal_ids:
            yield _at("I403", table, line, "goal_ids", book, value=field.label)
        if not field.title:
            yield _at("I404", table, line, "title", book, column=text_of(table.table.column("title").header))


_CHECKS: tuple[Callable[[Plan, Tables, str], Iterator[Finding]], ...] = (
    _facts,
    _directions,
    _years,
    _interim,
    _rating,
    _options,
    _goal_actuals,
    _kpis,
    _projects,
    _measures,
    _fields,
    *AGREEMENT_CHECKS,
    *LIFE_CHECKS,
)

"""What is wrong with the sheets about the plan's own life, and with parents and successors, beyond single cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from inaxl.findings import CATALOGUE, Finding
from inaxl.plan import life
from inaxl.plan.cells import is_blank
from inaxl.plan.layout_life import ACTUAL, WITH_ACTUALS
from inaxl.plan.life_book import withheld_column
from inaxl.plan.model import Kpi, Plan
from inaxl.plan.tables import FoundTable, Line
from inaxl.values.periods import FIRST_MONTH, day_label, fy_label

Tables = Mapping[str, FoundTable]
_PARENTS = {
    "measures": ("field_id", "goal_id"),
    "projects": ("measure_id", "field_id", "goal_id"),
    "kpis": ("project_id", "measure_id", "goal_id"),
}
_CAUSES = {"evaluation": "cause_fy", "council": "cause_ids"}


def _at(code: str, table: FoundTable, line: Line, key: str, book: str, **holes: Any) -> Finding:
    kpi_id = (line.text("id") or None) if table.table.key == "kpis" else None
    value = holes.pop("value", line.text(key) or None)
    holes.setdefault("column", table.table.column(key).header)
    place = {
        "book": book,
        "sheet": table.sheet,
        "cell": table.cell(line, key),
        "kpi_id": kpi_id,
        "field": key,
    }
    return CATALOGUE[code].at(**place, value=value, **holes)


def _repeated(table: FoundTable, keys: tuple[str, ...]) -> Iterator[tuple[Line, Line]]:
    """Rows that say what an earlier row has said already, each with that row; rows with a blank are spared."""
    first: dict[tuple[str, ...], Line] = {}
    for line in table.lines:
        said = tuple(str(line.year(key) or "") if key == "fy" else line.text(key) for key in keys)
        if all(said) and first.setdefault(said, line) is not line:
            yield line, first[said]


def principles(plan: Plan, tables: Tables, book: str) -> Iterator[Finding]:
    """E422: one principle of one project twice; I420: a project that is checked against some of the five only."""
    table = tables["principle_checks"]
    for line, earlier in _repeated(table, ("project_id", "principle")):
        yield _at(
            "E422", table, line, "principle", book,
            project=_title(plan, line.text("project_id")), place=table.cell(earlier, "principle"),
        )  # fmt: skip
    seen: set[str] = set()
    for line in table.lines:
        project = line.text("project_id")
        own = {check.principle for check in plan.life.principles_of(project)}
        missing = [word for key, word in life.PRINCIPLES.items() if key not in own]
        if own and missing and project not in seen:
            seen.add(project)
            yield _at(
                "I420", table, line, "project_id", book,
                value=_title(plan, project), missing="」「".join(missing),
            )  # fmt: skip


def _title(plan: Plan, project_id: str) -> str:
    project = plan.project_by_id.get(project_id)
    return project.title if project else project_id


def tags(plan: Plan, tables: Tables, book: str) -> Iterator[Finding]:
    """E423: an SDG tag whose ID ends in no goal's number; W422: one tag twice on one item."""
    table = tables["tags"]
    numbers = {tag.id: tag.sdg_number for tag in plan.life.tags if tag.kind == "sdg"}
    for line in table.lines:
        identifier = line.text("id")
        if identifier in numbers and numbers[identifier] not in life.SDG_GOALS:
            yield _at("E423", table, line, "id", book)
    table = tables["taggings"]
    for line, earlier in _repeated(table, ("tag_id", "subject_id")):
        yield _at(
            "W422", table, line, "tag_id", book,
            subject=line.text("subject_id"), place=table.cell(earlier, "tag_id"),
        )  # fmt: skip


def amounts(plan: Plan, tables: Tables, book: str) -> Iterator[Finding]:
    """E424: less than nothing, or a part of a person; E425: one project's year twice."""
    for key, columns, wanted in (
        ("evidence", ("people",), "人数"),
        ("budgets", ("budget", "settlement"), "額"),
    ):
        table = tables[key]
        for line in table.lines:
            for column in columns:
                reason = _impossible(line.number(column), whole=key == "evidence")
                if reason:
                    yield _at("E424", table, line, column, book, reason=reason, wanted=wanted)
    table = tables["budgets"]
    for line, earlier in _repeated(table, ("project_id", "fy")):
        yield _at(
            "E425", table, line, "fy", book, project=_title(plan, line.text("project_id")),
            fy=fy_label(line.year("fy") or 0), place=table.cell(earlier, "fy"),
        )  # fmt: skip


def _impossible(number: Decimal | None, *, whole: bool) -> str:
    if number is None:
        return ""
    if number < 0:
        return "負の数"
    return "小数" if whole and number != number.to_integral_value() else ""


def revisions(plan: Plan, tables: Tables, book: str) -> Iterator[Finding]:
    """E426: not after the version above; E427: outside the term; W423: a trigger without what caused it."""
    table = tables["revisions"]
    dated = [(line, day) for line in table.lines if (day := line.date("effective")) is not None]
    for (above, before), (line, day) in pairwise(dated):
        if day <= before:
            yield _at(
                "E426", table, line, "effective", book,
                value=day_label(day), before=above.text("version"), day=day_label(before),
            )  # fmt: skip
    start, end = dt.date(plan.first_fy, FIRST_MONTH, 1), dt.date(plan.last_fy + 1, FIRST_MONTH - 1, 31)
    for line, day in dated:
        if not start <= day <= end:
            yield _at(
                "E427", table, line, "effective", book,
                value=day_label(day), start=day_label(start), end=day_label(end),
            )  # fmt: skip
    for line in table.lines:
        cause = _CAUSES.get(table.word(line, "trigger") or "")
        if cause and is_blank(line.cells.get(cause)):
            column = table.table.column(cause).header
            yield _at("W423", table, line, "trigger", book, column=column)


def successors(plan: Plan, tables: Tables, book: str) -> Iterator[Finding]:
    """E428: a replaced KPI that is itself, replaced in a circle, or still valid beside the one in its place."""
    table = tables["kpis"]
    for line, kpi in zip(table.lines, plan.kpis, strict=True):
        for old in kpi.replaces:
            if old in plan.kpi_by_id and (why := _why_not_replaced(plan, kpi, plan.kpi_by_id[old])):
                yield _at("E428", table, line, "replaces", book, value=old, reason=why)


def _why_not_replaced(plan: Plan, kpi: Kpi, old: Kpi) -> str:
    """What is wrong with a replacement; '' where nothing is."""
    if old.id == kpi.id:
        return "この KPI 自身です"
    if kpi.id in _ancestors(old.id, {item.id: item.replaces for item in plan.kpis}):
        return f"、たどると「{kpi.id}」に戻ります"
    first = plan.first_fy if kpi.first_fy is None else kpi.first_fy
    if old.last_fy is None or old.last_fy >= first:
        return f"、この KPI が始まる{fy_label(first)}にもまだ有効です"
    return ""


def parents(plan: Plan, tables: Tables, book: str) -> Iterator[Finding]:
    """E420: a parent that leads back to the item itself; W420: a measure without field, a project without measure."""
    above: dict[str, tuple[str, ...]] = {}
    for key, columns in _PARENTS.items():
        for line in tables[key].lines:
            above[line.text("id")] = tuple(line.text(column) for column in columns if line.text(column))
    for key, columns in _PARENTS.items():
        table = tables[key]
        for line in table.lines:
            own = line.text("id")
            for column in columns:
                parent = line.text(column)
                if parent and own and (parent == own or own in _ancestors(parent, above)):
                    yield _at("E420", table, line, column, book, own=own)
    for key, column, kind in (("measures", "field_id", "施策"), ("projects", "measure_id", "事業")):
        table = tables[key]
        for line in table.lines:
            if column in table.columns and is_blank(line.cells.get(column)):
                name = line.text("title") or line.text("id")
                yield _at("W420", table, line, column, book, kind=kind, name=name)


def _ancestors(start: str, above: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Everything that is reached from an ID by going up, itself left out unless a circle leads back to it."""
    reached: set[str] = set()
    waiting = list(above.get(start, ()))
    while waiting:
        one = waiting.pop()
        if one not in reached:
            reached.add(one)
            waiting.extend(above.get(one, ()))
    return reached


def withheld(plan: Plan, tables: Tables, book: str) -> Iterator[Finding]:
    """E429: a row of 非公開 that names no row, no column or no year, so that nothing would be held back."""
    table = tables["withheld"]
    for line in table.lines:
        key = table.word(line, "table")
        if key is None or not line.text("id"):
            continue  # E405 or E407 is at that cell
        for column, reason, how in _names_nothing(plan, tables, key, line):
            yield _at("E429", table, line, column, book, reason=reason, how=how)


def _names_nothing(plan: Plan, tables: Tables, key: str, line: Line) -> Iterator[tuple[str, str, str]]:
    target, identifier, item = tables[key], line.text("id"), line.text("column")
    named = "項目" if key == "facts" else "ID"
    known = {other.text("item" if key == "facts" else "id") for other in target.lines}
    if identifier not in known:
        yield (
            "id",
            f"「{target.sheet}」シートに「{identifier}」がありません。",
            f"「{target.sheet}」シートの{named}を確かめてください。",
        )
    column, year = withheld_column(key, item), line.year("fy")
    is_actual = column == "" and bool(item)
    if column is None:
        how = "列の見出しを入れるか、行全体を非公開にするときは空欄にしてください。"
        yield "column", f"「{target.sheet}」シートに「{item}」の列がありません。", how
    elif key not in WITH_ACTUALS and (is_actual or year is not None):
        how = "年度と「実績値」は、基本目標と KPI だけに指定できます。空欄にしてください。"
        yield ("column" if is_actual else "fy"), f"「{target.sheet}」シートの行には実績値がありません。", how
    elif is_actual and year is None:
        yield "column", f"「{ACTUAL}」がどの年度のものか分かりません。", "年度を入れてください。"
    elif column and year is not None:
        how = f"項目を空欄か「{ACTUAL}」にするか、年度を空欄にしてください。"
        yield "fy", f"「{item}」は年度ごとの値ではありません。", how


LIFE_CHECKS: tuple[Callable[[Plan, Tables, str], Iterator[Finding]], ...] = (
    parents,
    successors,
    principles,
    tags,
    amounts,
    revisions,
    withheld,
)

"""What is wrong with the renamings (読替) and check rules (検証規則) of a plan book, beyond single cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from inaxl.findings import CATALOGUE, Finding
from inaxl.plan import agreements
from inaxl.plan.agreements import CARD_FIELDS, COMPARISONS, OPERANDS, RULE_FIELDS, CheckRule
from inaxl.plan.cells import items_of, label_of, number_of
from inaxl.plan.columns import Table
from inaxl.plan.layout import DEPARTMENTS, KPIS, PROJECTS
from inaxl.plan.model import Plan
from inaxl.plan.tables import FoundTable, Line, department_ids_by_name
from inaxl.values.ranges import parse_range

Tables = Mapping[str, FoundTable]
_TARGETS: dict[str, Table] = {"kpi": KPIS, "department": DEPARTMENTS, "project": PROJECTS}


def _at(code: str, table: FoundTable, line: Line, key: str, book: str, **holes: Any) -> Finding:
    value = holes.pop("value", line.text(key) or None)
    place = {"book": book, "sheet": table.sheet, "cell": table.cell(line, key), "field": key}
    return CATALOGUE[code].at(**place, value=value, **holes)


def crosswalk_references(plan: Plan, tables: Tables, book: str) -> Iterator[Finding]:
    """E403: a new ID that is in no table of its kind; IDs only, and for departments also names."""
    table = tables["crosswalk"]
    for line in table.lines:
        kind, new = table.word(line, "kind"), line.text("new_id")
        if kind is None or not new:
            continue  # E407 or E405 is at that cell
        if new not in _ids(tables, kind):
            yield _at("E403", table, line, "new_id", book, target=_TARGETS[kind].sheet)


def _ids(tables: Tables, kind: str) -> set[str]:
    table = tables[_TARGETS[kind].key]
    ids = {line.text("id") for line in table.lines}
    if kind != "department":
        return ids
    names = department_ids_by_name(table)
    return ids | {line.text("division") + line.text("section") for line in table.lines} | set(names)


def crosswalk_names(plan: Plan, tables: Tables, book: str) -> Iterator[Finding]:
    """E414: one old name, two meanings in the same year; W408: an old name that the plan itself still uses."""
    table = tables["crosswalk"]
    seen: dict[tuple[str, str], list[Line]] = {}
    for line in table.lines:
        kind, old = table.word(line, "kind"), line.text("old_name")
        if kind is None or not old:
            continue
        earlier = seen.setdefault((kind, label_of(old)), [])
        other = next((item for item in earlier if _clash(plan, kind, item, line)), None)
        if other is not None:
            yield _at(
                "E414", table, line, "old_name", book,
                other=other.text("new_id"), place=table.cell(other, "new_id"), new=line.text("new_id"),
            )  # fmt: skip
        earlier.append(line)
        if _is_name_in_use(plan, kind, line):
            yield _at("W408", table, line, "old_name", book, sheet_of=_TARGETS[kind].sheet)


def _clash(plan: Plan, kind: str, first: Line, second: Line) -> bool:
    """Two rows with one old name lead to different rows in one year; KPIs of different projects are told apart."""
    one, two = first.text("new_id"), second.text("new_id")
    if one == two or not one or not two:
        return False
    if kind == "kpi" and one in plan.kpi_by_id and two in plan.kpi_by_id:
        projects = plan.kpi_by_id[one].project_id, plan.kpi_by_id[two].project_id
        if None not in projects and projects[0] != projects[1]:
            return False
    return _first(first) <= _last(second) and _first(second) <= _last(first)


def _first(line: Line) -> int:
    return line.year("first_fy") or 0


def _last(line: Line) -> int:
    return line.year("last_fy") or 9999


def _is_name_in_use(plan: Plan, kind: str, line: Line) -> bool:
    """Somewhere in the row's years the plan has a row of that very name: then the name means that row."""
    first, last = max(_first(line), plan.first_fy), min(_last(line), plan.last_fy)
    label = label_of(line.text("old_name"))
    for fy in range(first, last + 1):
        names = {
            "kpi": [kpi.name for kpi in plan.kpis_in(fy)],
            "department": [department.name for department in plan.departments_in(fy)],
            "project": [project.title for project in plan.projects],
        }[kind]
        if label in map(label_of, names):
            return True
    return False


def rules(plan: Plan, tables: Tables, book: str) -> Iterator[Finding]:
    """E415: words that do not go together, or a value that the comparison cannot use; W409: about no KPI at all."""
    table = tables["check_rules"]
    by_id = {rule.id: rule for rule in plan.check_rules}
    for line in table.lines:
        rule = by_id.get(line.text("id"))
        if rule is None:
            continue  # E405 or E407 is at its cells
        comparison, field = COMPARISONS[rule.comparison], RULE_FIELDS[rule.field]
        if rule.comparison not in agreements.OF_TEXTS and rule.field not in agreements.NUMBER_FIELDS:
            reason = f"「{field}」は数値ではありません。"
            yield _at(
                "E415", table, line, "comparison", book, value=comparison, column="比べ方", reason=reason
            )
        elif reason := _unusable(rule, plan):
            yield _at("E415", table, line, "value", book, column="値", reason=reason)
        if not _has_subject(rule, plan):
            yield _at("W409", table, line, "subject", book)


def _unusable(rule: CheckRule, plan: Plan) -> str:
    """Why a comparison cannot use the value that is given; '' where it can."""
    word = COMPARISONS[rule.comparison]
    if rule.comparison in agreements.WITHOUT_VALUE:
        return ""
    if rule.comparison in agreements.RANGES:
        return "" if parse_range(rule.value) else f"「{word}」には 0.5～2 や 50%～200% のように入れます。"
    if rule.comparison in agreements.ORDERINGS:
        known = set(OPERANDS.values()) | set(plan.kpi_by_id)
        good = number_of(rule.value) is not None or rule.value in known
        words = "」「".join(OPERANDS.values())
        return "" if good else f"「{word}」には数値、「{words}」、KPI ID のどれかを入れます。"
    return "" if items_of(rule.value) else f"「{word}」には言葉を入れます。"


def _has_subject(rule: CheckRule, plan: Plan) -> bool:
    if any(rule.names(kpi.id, kpi.name) for kpi in plan.kpis):
        return True
    return rule.field in CARD_FIELDS and any(rule.names(p.id, p.title) for p in plan.projects)


def validity(plan: Plan, tables: Tables, book: str) -> Iterator[Finding]:
    """E412: a row that ends before it begins, on any sheet with 有効開始年度 and 有効終了年度."""
    for table in tables.values():
        if not {"first_fy", "last_fy"} <= set(table.columns):
            continue
        for line in table.lines:
            first, last = line.year("first_fy"), line.year("last_fy")
            if first is not None and last is not None and first > last:
                yield _at("E412", table, line, "last_fy", book, start=first, end=last)


AGREEMENT_CHECKS: tuple[Callable[[Plan, Tables, str], Iterator[Finding]], ...] = (
    validity,
    crosswalk_references,
    crosswalk_names,
    rules,
)

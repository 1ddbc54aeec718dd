"""E112, W106: what a department wrote against the checks that the plan book's sheet 検証規則 sets as data.

`breaks` says whether one value breaks one rule; everything else picks the values. A rule whose other side is not
known (no figure of last year, no target) checks nothing: absence has findings of its own.
One-cell rules run in the pandera schema (`entries/schema.py`), the others here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from inaxl.entries.checks.subject import CheckedEntry
from inaxl.entries.table import Card
from inaxl.findings import E112, W106, Code, Finding
from inaxl.plan.agreements import CARD_FIELDS, OPERANDS, ORDERINGS, CheckRule
from inaxl.plan.cells import items_of, number_of
from inaxl.plan.model import Plan, Project
from inaxl.values.labels import label_key
from inaxl.values.ranges import parse_range

Value = Decimal | str | None
_OTHER_SIDE = ("not_below_last", "not_above_last", "ratio_to_last", "ratio_to_target")
_CELLS = {"note": "name_cell", "unit": "name_cell", "status_text": "status_cell"}
_CODES: dict[str, Code] = {"error": E112, "warning": W106}


def plan_rules(rows: Iterable[CheckedEntry], plan: Plan) -> Iterator[Finding]:
    """Yield the year's own entries that break a rule with another cell, year or KPI on its other side."""
    subjects = [row for row in rows if row.is_current]
    actuals = {row.kpi.id: row.entry.actual for row in subjects}
    for rule in plan.check_rules:
        if is_one_cell(rule):
            continue  # the schema checks it
        for row in subjects:
            if concerns(rule, row) and breaks(rule, value_of(rule, row), _other(rule, row, actuals)):
                yield finding_of(rule, row)


def is_one_cell(rule: CheckRule) -> bool:
    """Whether a rule looks at an entry's own cell alone."""
    if rule.field in CARD_FIELDS or rule.comparison in _OTHER_SIDE:
        return False
    return rule.comparison not in ORDERINGS or number_of(rule.value) is not None


def concerns(rule: CheckRule, row: CheckedEntry) -> bool:
    """Whether a rule is about this KPI in this year."""
    return rule.field not in CARD_FIELDS and rule.is_valid_in(row.fy) and rule.names(row.kpi.id, row.kpi.name)


def value_of(rule: CheckRule, row: CheckedEntry) -> Value:
    """What the entry says in the rule's field: a figure or None, or a text."""
    value: Value = getattr(row.entry, rule.field)
    return value


def finding_of(rule: CheckRule, row: CheckedEntry) -> Finding:
    """The finding with the plan's own message, at the cell of the field (備考 and 単位: at the row's name)."""
    places = {"baseline": row.entry.baseline_cell, "target": row.entry.target_cell}
    own = getattr(row.entry, _CELLS[rule.field]) if rule.field in _CELLS else places.get(rule.field)
    value = row.entry.source_text if rule.field == "actual" else value_of(rule, row)
    field = "status" if rule.field == "status_text" else rule.field
    return row.finding(
        _CODES[rule.severity], field=field, cell=own or None, value=value, message=rule.message, rule=rule.id
    )


def _other(rule: CheckRule, row: CheckedEntry, actuals: dict[str, Decimal | None]) -> Decimal | None:
    """The figure on the other side of a comparison, None where it is not known."""
    aim = row.kpi.indicator
    last = row.before.actual if row.before is not None else None
    target = aim.interim.get(row.fy, aim.target)
    if rule.comparison in _OTHER_SIDE:
        return target if rule.comparison == "ratio_to_target" else last
    named = {OPERANDS["target"]: target, OPERANDS["baseline"]: aim.baseline, OPERANDS["last"]: last}
    return named[rule.value] if rule.value in named else actuals.get(rule.value)


def breaks(rule: CheckRule, value: Value, other: Decimal | None = None) -> bool:
    """Whether a value breaks a rule. `other`: the figure on the other side, for rules that are not one-cell."""
    if rule.comparison == "required":
        return value is None or not str(value).strip()
    if rule.comparison in ("one_of", "contains"):
        return _breaks_words(rule, "" if value is None else str(value))
    if not isinstance(value, Decimal):
        return False  # no figure: that it is missing or unreadable has a finding of its own
    if rule.comparison == "whole":
        return value != value.to_integral_value()
    if rule.comparison == "between":
        return (wanted := parse_range(rule.value)) is not None and value not in wanted
    limit = number_of(rule.value) if rule.comparison in ORDERINGS and other is None else other
    return limit is not None and _breaks_figure(rule, value, limit)


def _breaks_words(rule: CheckRule, text: str) -> bool:
    if not text.strip():
        return False  # 必須 is a rule of its own
    words = [label_key(word) for word in items_of(rule.value)]
    key = label_key(text)
    found = key in words if rule.comparison == "one_of" else any(word in key for word in words)
    return bool(words) and not found


def _breaks_figure(rule: CheckRule, value: Decimal, limit: Decimal) -> bool:
    if rule.comparison in ("ratio_to_last", "ratio_to_target"):
        wanted = parse_range(rule.value)
        return wanted is not None and limit != 0 and value / limit not in wanted
    return {
        "at_least": value < limit,
        "at_most": value > limit,
        "above": value <= limit,
        "below": value >= limit,
        "equal": value != limit,
        "unequal": value == limit,
        "not_below_last": value < limit,
        "not_above_last": value > limit,
    }[rule.comparison]


def card_rules(card: Card, project: Project, plan: Plan, fy: int) -> Iterator[Finding]:
    """Yield what a project's card breaks: rules about 今後の方針 and the other texts, for the project or its KPIs."""
    named = [(project.id, project.title)]
    named += [(kpi.id, kpi.name) for kpi in plan.kpis_in(fy) if kpi.project_id == project.id]
    for rule in plan.check_rules:
        if rule.field not in CARD_FIELDS or not rule.is_valid_in(fy):
            continue
        text = str(getattr(card, rule.field))
        if any(rule.names(*pair) for pair in named) and breaks(rule, text):
            yield _CODES[rule.severity].at(
                book=card.book,
                sheet=card.sheet,
                cell=card.cells.get(rule.field),
                field=rule.field,
                value=text or None,
                message=rule.message,
                rule=rule.id,
            )

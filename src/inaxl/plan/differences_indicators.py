"""What changed between two versions of a plan in what it measures: goals with their numeric targets, and KPIs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from inaxl.plan.difference_words import (
    Difference,
    added,
    changed,
    department_names,
    ended,
    members,
    moved,
    renamed,
    year,
)
from inaxl.plan.differences_tree import place_changes
from inaxl.plan.model import ACCUMULATION_LABELS, DIRECTION_LABELS, Indicator, Kpi, Plan
from inaxl.values.display import number, with_unit
from inaxl.values.labels import label_key
from inaxl.values.periods import fy_label, fy_short


def goal_changes(before: Plan, after: Plan) -> Iterator[Difference]:
    """Goals that came, went or were reworded, and what changed in their numeric targets."""
    yield from members("goals", before.goals, after.goals, lambda goal: goal.title)
    for goal in after.goals:
        old = before.goal_by_id.get(goal.id)
        if old is not None:
            yield from indicator_changes("goals", old.target, goal.target)


def kpi_changes(before: Plan, after: Plan, successors: Mapping[str, str]) -> Iterator[Difference]:
    """KPIs that ended, came, replaced others, or were changed. successors: see `tree_changes`."""
    replaced = {old for kpi in after.kpis for old in kpi.replaces}
    for kpi in before.kpis:
        if kpi.id not in after.kpi_by_id and kpi.id not in replaced:
            yield ended("kpis", kpi.id, kpi.name)
    for kpi in after.kpis:
        old = before.kpi_by_id.get(kpi.id)
        new_replaces = [key for key in kpi.replaces if old is None or key not in old.replaces]
        if new_replaces:
            yield _replaced(kpi, new_replaces, before, after)
        elif old is None:
            yield added("kpis", kpi.id, kpi.name)
        if old is not None:
            yield from _kpi(old, kpi)
            yield from _places(old, kpi, before, after, successors)


def _replaced(kpi: Kpi, keys: Iterable[str], before: Plan, after: Plan) -> Difference:
    known = {**after.kpi_by_id, **before.kpi_by_id}
    names = "、".join(f"「{known[key].name}」" if key in known else key for key in keys)
    text = f"KPI {names}を「{kpi.name}」に置き換えた。"
    return Difference("replaced", "kpis", kpi.id, kpi.name, "replaces", names, kpi.name, text)


def _kpi(old: Kpi, new: Kpi) -> Iterator[Difference]:
    if label_key(old.name) != label_key(new.name):
        yield renamed("kpis", new.id, old.name, new.name)
    yield from indicator_changes("kpis", old.indicator, new.indicator)
    for field, label in (("first_fy", "有効開始年度"), ("defined_fy", "定義の年度")):
        years = [getattr(item, field) for item in (old, new)]
        if years[0] != years[1]:
            yield changed("kpis", new.id, new.name, field, label, *map(year, years))
    if old.last_fy is None and new.last_fy is not None:
        text = f"KPI「{new.name}」を{fy_label(new.last_fy)}で終える。"
        yield Difference("ended", "kpis", new.id, new.name, "last_fy", None, fy_label(new.last_fy), text)
    elif old.last_fy != new.last_fy:
        yield changed(
            "kpis", new.id, new.name, "last_fy", "有効終了年度", year(old.last_fy), year(new.last_fy)
        )
    if (old.minimum, old.maximum) != (new.minimum, new.maximum):
        ranges = (f"{number(item.minimum)}～{number(item.maximum)}" for item in (old, new))
        yield changed("kpis", new.id, new.name, "range", "ありうる範囲", *ranges)


def _places(
    old: Kpi, new: Kpi, before: Plan, after: Plan, successors: Mapping[str, str]
) -> Iterator[Difference]:
    yield from place_changes("kpis", new.name, old, new, before, after)
    keys = [(key,) if key else () for key in (old.department_id, new.department_id)]
    if {successors.get(key, key) for key in keys[0]} != set(keys[1]):
        names = department_names(before, keys[0]), department_names(after, keys[1])
        yield from moved("kpis", new.id, new.name, "department_id", "担当", *names)


def indicator_changes(table: str, old: Indicator, new: Indicator) -> Iterator[Difference]:
    """Definition and targets of a KPI, or of a goal's numeric target."""
    if table == "goals" and label_key(old.name) != label_key(new.name):
        yield changed(table, new.id, new.name, "name", "数値目標", old.name, new.name)
    worded: tuple[tuple[str, str, Callable[[Indicator], str]], ...] = (
        ("unit", "単位", lambda item: item.unit),
        ("direction", "方向", lambda item: DIRECTION_LABELS.get(item.direction or "", "")),
        ("accumulation", "集計方法", lambda item: ACCUMULATION_LABELS.get(item.accumulation or "", "")),
        ("baseline_fy", "現状値の年度", lambda item: year(item.baseline_fy)),
        ("target_fy", "指標値の年度", lambda item: year(item.target_fy)),
    )
    for field, label, words in worded:
        if words(old) != words(new):
            yield changed(table, new.id, new.name, field, label, words(old), words(new))
    figures: list[tuple[str, str, Callable[[Indicator], str]]] = [
        ("baseline", "現状値", lambda item: _figure(item, item.baseline, item.baseline_text)),
        ("target", "指標値", _target),
    ]
    for field, label, shown in figures:
        if _amount(old, field) != _amount(new, field):
            yield changed(table, new.id, new.name, field, label, shown(old), shown(new))
    for fy in sorted({*old.interim, *new.interim}):
        if old.interim.get(fy) != new.interim.get(fy):
            texts = _figure(old, old.interim.get(fy)), _figure(new, new.interim.get(fy))
            yield changed(table, new.id, new.name, f"interim_{fy}", f"{fy_short(fy)}の目標値", *texts)


def _amount(item: Indicator, field: str) -> tuple[object, object]:
    """What a figure is without its unit, whose change is told already; its wording where it is no figure."""
    value = getattr(item, field)
    other = item.target_upper if field == "target" else None
    return (value, other) if value is not None else (getattr(item, f"{field}_text"), None)


def _figure(item: Indicator, value: Decimal | None, text: str = "") -> str:
    """With all its digits, or a change might not show."""
    return with_unit(value, item.unit) if value is not None else text


def _target(item: Indicator) -> str:
    if item.target_upper is None:
        return _figure(item, item.target, item.target_text)
    return f"{number(item.target)}～{with_unit(item.target_upper, item.unit)}"

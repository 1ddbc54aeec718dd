"""What the versions of a plan have in common: which KPIs measure the same in both, and what earlier ones still knew.

The one rule about comparing: a KPI is compared with earlier years only as far back as its definition (unit, direction,
way of counting, name without 読替, 定義の年度) is the one of the evaluated year. Pure; which version judges which year is
`versions`, what changed in words `differences`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple

from inaxl.plan.differences import Difference
from inaxl.plan.model import ACCUMULATION_LABELS, DIRECTION_LABELS, Indicator, Kpi, Plan
from inaxl.values.labels import label_key
from inaxl.values.periods import fy_label


class PlanVersion(NamedTuple):
    """One version as the papers name it.

    `label`: its word in the sheet 改訂, else a stand-in; `effective`: the day from which it is in force, None where
    nothing says so; `until`: the last one, None for the newest; `book`: relative to the working folder.
    `trigger`: a key of `life.TRIGGERS`, '' for a version that no revision made; `cause_fy`, `cause_ids`, `reason` as in
    `life.Revision`. `changes`: what is different from the version before, in words.
    """

    label: str
    effective: dt.date | None
    until: dt.date | None
    book: str
    trigger: str = ""
    cause_fy: int | None = None
    cause_ids: tuple[str, ...] = ()
    reason: str = ""
    changes: tuple[Difference, ...] = ()


class Versions(NamedTuple):
    """The versions behind the evaluation of one fiscal year.

    `plans`: the plan that judges an earlier fiscal year of the term, only for years that another version judges than the
    evaluated one. `told`: the version of every fiscal year of the term up to the evaluated one, empty where nobody has
    read the folder.
    """

    plans: Mapping[int, Plan] = MappingProxyType({})
    told: Mapping[int, PlanVersion] = MappingProxyType({})

    def plan_of(self, fy: int, own: Plan) -> Plan:
        """The plan that judges a fiscal year; `own` is that of the evaluated one."""
        return self.plans.get(fy, own)

    def seen_from(self, fy: int, own: Plan) -> Versions:
        """The plans for an earlier year as the evaluated one."""
        judging = self.plan_of(fy, own)
        return Versions(
            {year: plan for year, plan in self.plans.items() if year < fy and plan is not judging}
        )

    def by_plan(self, fy: int, own: Plan) -> list[tuple[Plan, tuple[int, ...]]]:
        """Every plan with the years of the term up to `fy` that it judges, the oldest first."""
        found: list[tuple[Plan, list[int]]] = []
        for year in range(own.first_fy, fy + 1):
            plan = self.plan_of(year, own)
            if not found or found[-1][0] is not plan:
                found.append((plan, []))
            found[-1][1].append(year)
        return [(plan, tuple(years)) for plan, years in found]


ONE_VERSION = Versions()
"""A folder in which one plan judges all years."""


class Break(NamedTuple):
    """A KPI or numeric target that is not compared with the years before `since`, and why, as part of a sentence."""

    id: str
    name: str
    since: int
    words: str

    @property
    def text(self) -> str:
        """`「移住者数」は、令和4年度から単位が「件」から「人」に変わった。令和3年度以前とは比べない。`"""
        return f"「{self.name}」は、{fy_label(self.since)}から{self.words}。{fy_label(self.since - 1)}以前とは比べない。"


def changed_definition(before: Indicator, after: Indicator, plan: Plan) -> str:
    """How the definition of an indicator changed, in words; '' where both measure the same.

    plan: the later version, whose sheet 読替 may accept a new name.
    """
    words = []
    if label_key(before.unit) != label_key(after.unit):
        words.append(f"単位が{_quoted(before.unit)}から{_quoted(after.unit)}に変わった")
    if before.direction != after.direction:
        old, new = (DIRECTION_LABELS.get(item.direction or "", "") for item in (before, after))
        words.append(f"方向が{_quoted(old)}から{_quoted(new)}に変わった")
    if before.accumulation != after.accumulation:
        old, new = (ACCUMULATION_LABELS.get(item.accumulation or "", "") for item in (before, after))
        words.append(f"集計方法が{_quoted(old)}から{_quoted(new)}に変わった")
    if label_key(before.name) != label_key(after.name) and not _is_renaming(before.name, after.id, plan):
        words.append(f"指標が「{before.name}」から「{after.name}」に変わった")
    return "、".join(words).replace("変わった、", "変わり、")


def _quoted(word: str) -> str:
    return f"「{word}」" if word else "「（なし）」"


def _is_renaming(old_name: str, kpi_id: str, plan: Plan) -> bool:
    return any(
        renaming.kind == "kpi"
        and renaming.new_id == kpi_id
        and label_key(renaming.old_name) == label_key(old_name)
        for renaming in plan.renamings
    )


def break_of(kpi: Kpi, plan: Plan, fy: int, versions: Versions = ONE_VERSION) -> Break | None:
    """From when on a KPI may be compared with its value of `fy`; None where nothing stands in the way.

    plan: that of `fy`. The years are gone through backwards, up to the first that measured something else.
    """
    for year in range(fy - 1, plan.first_fy - 1, -1):
        earlier = versions.plan_of(year, plan)
        known = earlier.kpi_by_id.get(kpi.id)
        if known is None or not known.is_valid_in(year):
            continue
        words = changed_definition(known.indicator, kpi.indicator, plan) if known is not kpi else ""
        if kpi.defined_fy is not None and year < kpi.defined_fy <= fy:
            words = words or "定義が変わった"
        if words:
            return Break(kpi.id, kpi.name, year + 1, words)
    return None


def breaks_in(plan: Plan, fy: int, versions: Versions = ONE_VERSION) -> dict[str, Break]:
    """The breaks of every KPI of a fiscal year, by its ID in the order of the plan."""
    found = {kpi.id: break_of(kpi, plan, fy, versions) for kpi in plan.kpis_in(fy)}
    return {key: item for key, item in found.items() if item is not None}


def with_known_actuals(plan: Plan, fy: int, versions: Versions) -> Plan:
    """The plan with the goals' actuals that earlier versions know and its own book does not, where they are comparable.

    Actuals of years before a goal's numeric target was changed are left out, also those in its own book.
    """
    if not versions.plans:
        return plan
    first = goal_breaks(plan, fy, versions)
    own = {(actual.goal_id, actual.fy): actual for actual in plan.goal_actuals}
    for year, earlier in versions.plans.items():
        for actual in earlier.goal_actuals:
            if actual.fy == year:
                own.setdefault((actual.goal_id, year), actual)
    kept = [
        actual for (goal, year), actual in own.items() if (at := first.get(goal)) is None or year >= at.since
    ]
    return replace(plan, goal_actuals=tuple(kept))


def goal_break(target: Indicator, plan: Plan, fy: int, versions: Versions) -> Break | None:
    """As `break_of`, for a goal's numeric target."""
    for year in range(fy - 1, plan.first_fy - 1, -1):
        known = versions.plan_of(year, plan).goal_by_id.get(target.id)
        words = changed_definition(known.target, target, plan) if known is not None else ""
        if words:
            return Break(target.id, target.name, year + 1, words)
    return None


def goal_breaks(plan: Plan, fy: int, versions: Versions = ONE_VERSION) -> dict[str, Break]:
    """The breaks of the goals' numeric targets, by the ID of the goal."""
    found = {goal.id: goal_break(goal.target, plan, fy, versions) for goal in plan.goals}
    return {key: item for key, item in found.items() if item is not None}


_TABLES = ("goals", "fields", "measures", "projects", "kpis", "departments")


def with_ended(plan: Plan, earlier: Iterable[Plan]) -> Plan:
    """The plan with what only earlier versions have: an opinion or survey of those years may still name it.

    For looking up names only: what has ended is judged and counted nowhere.
    """
    older = tuple(earlier)
    if not older:
        return plan
    added: dict[str, Any] = {}
    for table in _TABLES:
        items = {item.id: item for item in getattr(plan, table)}
        for item in chain.from_iterable(getattr(other, table) for other in reversed(older)):
            items.setdefault(item.id, item)
        added[table] = tuple(items.values())
    return replace(plan, **added)

"""How far back a KPI is compared: as long as it measures the same, by whatever version of the plan."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.small_plan import kpi

from inaxl.plan.agreements import Renaming
from inaxl.plan.lineage import Versions, break_of, breaks_in, with_ended, with_known_actuals
from inaxl.plan.model import Department, GoalActual


def revised(plan, **changes):
    """The plan with K1 changed."""
    first = plan.kpis[0]
    indicator = replace(first.indicator, **changes)
    return replace(plan, kpis=(replace(first, indicator=indicator), *plan.kpis[1:]))


def since(before, after, fy: int = 2023, last: int = 2021):
    """First comparable year and words for K1, where `before` judges up to `last`."""
    versions = Versions(dict.fromkeys(range(2020, last + 1), before))
    found = break_of(after.kpi_by_id["K1"], after, fy, versions)
    return (found.since, found.words) if found else None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"unit": "世帯"}, "単位が「人」から「世帯」に変わった"),
        ({"unit": ""}, "単位が「人」から「（なし）」に変わった"),
        ({"direction": "decrease"}, "方向が「増やす」から「減らす」に変わった"),
        ({"accumulation": "point"}, "集計方法が「単年度」から「時点」に変わった"),
        ({"name": "移住した世帯の数"}, "指標が「移住者数」から「移住した世帯の数」に変わった"),
        ({"unit": "世帯", "name": "移住世帯"}, "単位が「人」から「世帯」に変わり、指標が「移住者数」から「移住世帯」に変わった"),
    ],
)  # fmt: skip
def test_another_definition_ends_the_comparison(plan, changes, words):
    """Unit, direction, way of counting and name make a definition."""
    assert since(plan, revised(plan, **changes)) == (2022, words)


@pytest.mark.parametrize(
    "changes",
    [
        {"target": Decimal(99)},
        {"baseline": Decimal(5)},
        {"interim": {2022: Decimal(3)}},
        {"name": "移住者　数"},
    ],
)
def test_another_target_does_not(plan, changes):
    """A KPI with another aim still measures the same; blanks in a name say nothing."""
    assert since(plan, revised(plan, **changes)) is None


def test_a_name_that_the_sheet_of_renamings_accepts_is_the_same_kpi(plan):
    """読替 in the later book; one for another KPI does not help."""
    after = revised(plan, name="転入者数")
    accepted = Renaming("kpi", "移住者数", "K1", None, None, "", "")
    assert since(plan, replace(after, renamings=(accepted,))) is None
    other = replace(accepted, new_id="K2")
    assert since(plan, replace(after, renamings=(other,))) is not None


def test_the_year_of_definition_ends_the_comparison_within_one_version(plan):
    """定義の年度 2022: FY2023 is compared with FY2022 only, FY2021 with FY2020."""
    own = replace(plan, kpis=(replace(plan.kpis[0], defined_fy=2022), *plan.kpis[1:]))
    found = break_of(own.kpis[0], own, 2023)
    assert (found.since, found.words) == (2022, "定義が変わった")
    assert break_of(own.kpis[0], own, 2021) is None
    assert found.text == "「移住者数」は、令和4年度から定義が変わった。令和3年度以前とは比べない。"


def test_a_kpi_that_is_changed_and_changed_back_is_compared_only_since(plan):
    """The years between measured something else: nothing reaches across them."""
    between = revised(plan, unit="世帯")
    versions = Versions({2020: plan, 2021: between})
    found = break_of(plan.kpi_by_id["K1"], plan, 2023, versions)
    assert (found.since, found.words) == (2022, "単位が「世帯」から「人」に変わった")


def test_a_new_kpi_has_nothing_to_be_compared_with_and_no_break(plan):
    """A KPI that no earlier version knows, or that was not valid yet, did not change its definition."""
    after = replace(plan, kpis=(*plan.kpis, replace(kpi(9, "新しい指標", "p1"), defined_fy=2022)))
    versions = Versions({2020: plan, 2021: plan})
    assert breaks_in(after, 2023, versions) == {}
    later = replace(plan, kpis=(replace(plan.kpis[0], first_fy=2022, defined_fy=2022), *plan.kpis[1:]))
    assert breaks_in(later, 2023) == {}


def test_earlier_plans_seen_from_an_earlier_year(plan):
    """FY2021 as the evaluated year does not know FY2022's version."""
    second, third = revised(plan, unit="世帯"), revised(plan, unit="組")
    versions = Versions({2020: plan, 2021: second})
    seen = versions.seen_from(2021, third)
    assert seen.plans == {2020: plan}
    assert versions.by_plan(2023, third) == [(plan, (2020,)), (second, (2021,)), (third, (2022, 2023))]


def actual(goal: str, fy: int, value: int) -> GoalActual:
    """A goal's actual in the plan book."""
    return GoalActual(goal, fy, Decimal(value), "reported", "", "", "", "基本目標実績", f"C{fy}", str(value))


def test_goals_know_the_actuals_that_the_earlier_book_was_given(plan):
    """FY2021's figure was written into the kept version after the revision; the newest book's own goes before."""
    before = replace(
        plan, goal_actuals=(actual("goal1", 2020, 1), actual("goal1", 2021, 2), actual("goal1", 2022, 9))
    )
    after = replace(plan, goal_actuals=(actual("goal1", 2020, 7), actual("goal1", 2022, 3)))
    known = with_known_actuals(after, 2022, Versions({2020: before, 2021: before}))
    assert {a.fy: a.value for a in known.goal_actuals} == {2020: 7, 2021: 2, 2022: 3}


def test_goals_forget_what_was_measured_otherwise(plan):
    """A numeric target with another unit starts anew, though the copy still has the old rows."""
    goal = plan.goals[0]
    rows = (actual("goal1", 2021, 2), actual("goal1", 2022, 3))
    after = replace(plan, goals=(replace(goal, target=replace(goal.target, unit="世帯")),), goal_actuals=rows)
    known = with_known_actuals(after, 2022, Versions({2020: plan, 2021: plan}))
    assert {a.fy: a.value for a in known.goal_actuals} == {2022: 3}


def test_what_has_ended_can_still_be_named(plan):
    """An opinion of the old term names a project that only the old plan has; the newest plan's own words go first."""
    after = replace(
        plan,
        projects=plan.projects[:1],
        departments=(Department("d1", 1, "政策部", "地域創造課", None, None, ()),),
    )
    known = with_ended(after, [plan])
    assert set(known.project_by_id) == {"p1", "p2"}
    assert known.department_by_id["d1"].division == "政策部"
    assert with_ended(after, []) is after

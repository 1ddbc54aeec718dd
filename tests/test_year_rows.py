"""Each year by its own version of the plan, and nothing compared across a change of definition: not by any paper or check."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from inaxl.evaluation import Inputs, evaluate
from inaxl.plan.actuals import GoalActual
from inaxl.plan.lineage import Versions
from inaxl.report.chart_data import goal_series
from inaxl.report.context_revisions import revision_rules
from inaxl.report.context_summary import ended_rows, moves_tally
from inaxl.report.context_words import trend
from inaxl.report.results import Results
from inaxl.report.sentences import moves
from tests.small_plan import kpi

FIRST, SECOND = (2020, 2021), (2022, 2023)


def changed(plan, number: int, **changes):
    """The plan with what one of its KPIs measures changed."""
    kpis = [
        replace(k, indicator=replace(k.indicator, **changes)) if k.number == number else k for k in plan.kpis
    ]
    return replace(plan, kpis=tuple(kpis))


@pytest.fixture
def years(entry, book):
    """Books of FY2020–2023: 移住者数 4, 5, 50, 60 and nothing else; the last one says 7 about FY2021."""

    def of(fy: int, *values: tuple[str, object], more=()):
        name = f"workbooks/R0{fy - 2018}/a.xlsx"
        entries = [entry(kpi, value, fy=fy, book=name) for kpi, value in values]
        return [book(*entries, *(entry(k, v, fy=y, book=name) for k, v, y in more), fy=fy)]

    return {
        2020: of(2020, ("移住者数", 4)),
        2021: of(2021, ("移住者数", 5)),
        2022: of(2022, ("移住者数", 50)),
        2023: of(2023, ("移住者数", 60), more=[("移住者数", 7, 2021)]),
    }


def judged(years, before, after, fy: int) -> Results:
    """Results of a year, FY2020 and FY2021 by the first version."""
    versions = Versions({year: before for year in FIRST if year < fy} if fy in SECOND else {})
    plan = after if fy in SECOND else before
    readings = {year: books for year, books in years.items() if year <= fy}
    return evaluate(plan, fy, Inputs(readings, []), versions=versions, date=dt.date(fy + 1, 6, 1))


def values(results: Results, column: str = "evaluated", identifier: str = "K1") -> dict[int, object]:
    """One column of a KPI's rows by year."""
    return {row["fy"]: row[column] for row in results.rows if row["kpi_id"] == identifier}


def codes(results: Results) -> set[str]:
    """Findings of the check."""
    return {finding.code for finding in results.findings}


def test_earlier_years_keep_their_targets_and_ratings(plan, years):
    """10 was the target of FY2021, 100 is that of FY2022: both rows stand, each with its own."""
    after = changed(plan, 1, target=Decimal(100))
    results = judged(years, plan, after, 2022)
    assert values(results, "target") == {2020: 10, 2021: 10, 2022: 100}
    assert values(results, "rating") == {2020: "needs_effort", 2021: "needs_effort", 2022: "needs_effort"}
    assert results.not_compared == {}
    assert "W102" in codes(results)


def test_nothing_is_compared_across_another_unit(plan, years):
    """No row, no move, no trend, no jump, no contradiction; last year is counted as it was."""
    after = changed(plan, 1, unit="世帯")
    own, results = judged(years, plan, after, 2021), judged(years, plan, after, 2022)
    assert values(results) == {2022: 50}
    assert results.counts[2021] == own.counts[2021]
    assert moves(results) == (0, 0)
    assert moves_tally(results)[None, "on_track"] == 1
    assert ended_rows(results) == []
    row = results.row_by_year["K1", 2022]
    assert trend(results, row)["points"] == [None, None, 1.0]
    assert "W102" not in codes(results)
    assert results.is_redefined("K1")
    assert dict(revision_rules(results)) == {"計画の改訂": "「移住者数」は、定義が変わる前の年度と比べない。"}


def test_a_later_book_s_column_of_an_earlier_year_does_not_contradict_it(plan, years):
    """The book of FY2023 says 7 about FY2021, whose own book said 5: an error, unless both measure something else."""
    assert "E304" in codes(judged(years, plan, plan, 2023))
    after = changed(plan, 1, unit="世帯")
    results = judged(years, plan, after, 2023)
    assert "E304" not in codes(results)
    assert values(results) == {2022: 50, 2023: 60}
    assert not results.is_redefined("K1")


def test_a_later_book_cannot_tell_what_an_earlier_year_measured_otherwise(plan, years):
    """Without the book of FY2021, the column of FY2023 would fill it; not with figures of another definition."""
    del years[2021]
    assert values(judged(years, plan, plan, 2023)) == {2020: 4, 2021: 7, 2022: 50, 2023: 60}
    assert values(judged(years, plan, changed(plan, 1, unit="世帯"), 2023)) == {2022: 50, 2023: 60}


def test_a_later_book_can_tell_the_very_year_of_the_new_definition(plan, years, entry, book):
    """FY2022 is the first one in 世帯; without its book, the column of FY2023 fills it."""
    del years[2022]
    told = [
        entry("移住者数", value, fy=fy, book="workbooks/R05/a.xlsx") for fy, value in ((2023, 60), (2022, 8))
    ]
    years[2023] = [book(*told, fy=2023)]
    assert values(judged(years, plan, changed(plan, 1, unit="世帯"), 2023)) == {2022: 8, 2023: 60}


def test_a_sum_begins_anew(plan, years):
    """What was summed before is another thing; no year is reported as left out of the sum (W301)."""
    before = changed(plan, 1, accumulation="cumulative", target=Decimal(200))
    after = changed(before, 1, unit="世帯")
    results = judged(years, before, after, 2023)
    assert values(results) == {2022: 50, 2023: 110}
    assert values(judged(years, before, before, 2023)) == {2020: 4, 2021: 9, 2022: 59, 2023: 119}
    assert "W301" not in codes(results)
    assert results.row_by_year["K1", 2023]["even_path"] == Decimal(200) * 2 / 3


@pytest.mark.parametrize("start", ["valid from FY2022", "added by the second version"])
def test_a_sum_misses_no_year_in_which_its_kpi_was_not_in_the_plan(plan, years, start):
    """W301 is about values that are unknown; an even path too goes up from the KPI's first year."""
    after = changed(plan, 1, accumulation="cumulative", target=Decimal(300))
    before = replace(plan, kpis=plan.kpis[1:])
    if start.startswith("valid"):
        before = after = replace(after, kpis=(replace(after.kpis[0], first_fy=2022), *after.kpis[1:]))
    del years[2020], years[2021]
    results = judged(years, before, after, 2022)
    assert values(results) == {2022: 50}
    assert values(results, "omitted") == {2022: ()}
    assert "W301" not in codes(results)
    assert values(results, "even_path") == {2022: 100}


def test_a_value_from_before_its_kpi_was_in_the_plan_belongs_to_the_sum(plan, years):
    """The book of FY2023 reports FY2021, which the first version did not ask about; FY2022 is missing and named."""
    after = changed(plan, 1, accumulation="cumulative")
    before = replace(plan, kpis=plan.kpis[1:])
    del years[2020], years[2021], years[2022]
    results = judged(years, before, after, 2023)
    assert values(results)[2023] == 67
    assert values(results, "omitted")[2023] == (2022,)


def test_an_outlook_is_drawn_from_comparable_years_only(plan, years):
    """Four values give a line, two do not; the pace goes on from the year's own value."""
    before = changed(plan, 1, target=Decimal(100))
    assert values(judged(years, before, before, 2023), "outlook")[2023] is not None
    after = changed(before, 1, direction="maintain")
    assert values(judged(years, before, after, 2023), "outlook")[2023] is None
    assert values(judged(years, before, before, 2023), "needed_per_year") == {
        2020: None, 2021: None, 2022: None, 2023: Decimal(40),
    }  # fmt: skip


def test_the_year_of_definition_works_within_one_version(plan, years):
    """定義の年度 2022 in a plan that was never revised."""
    own = replace(plan, kpis=(replace(plan.kpis[0], defined_fy=2022), *plan.kpis[1:]))
    results = evaluate(own, 2023, Inputs(years, []), date=dt.date(2024, 6, 1))
    assert values(results) == {2022: 50, 2023: 60}
    assert results.counts[2021].total.kpis == 3
    assert results.not_compared["K1"].since == 2022
    before = {y: b for y, b in years.items() if y <= 2021}
    assert values(evaluate(own, 2021, Inputs(before, []), date=dt.date(2022, 6, 1))) == {2020: 4, 2021: 5}


def test_a_kpi_that_ended_with_a_version_is_told_as_ended(plan, years):
    """It is no longer in the book; last year's rating still is."""
    after = replace(plan, kpis=(kpi(9, "新しい指標", "p1"), *plan.kpis[1:]))
    results = judged(years, plan, after, 2022)
    assert [row["name"] for row in ended_rows(results)] == ["移住者数"]
    assert values(results) == {2020: 4, 2021: 5}
    assert [row["kpi_id"] for row in results.rows][-2:] == ["K1", "K1"]


def test_the_sum_of_a_goal_begins_anew_with_another_unit(plan, years):
    """As that of a KPI: no year before is said to be without a value, and the even path starts with the new unit."""
    aim = replace(plan.goals[0].target, accumulation="cumulative", target=Decimal(30))
    rows = [
        GoalActual("goal1", fy, Decimal(5), "reported", "", "", "", "基本目標実績", f"C{fy}", "5")
        for fy in (2020, 2021, 2022, 2023)
    ]
    before = replace(plan, goals=(replace(plan.goals[0], target=aim),), goal_actuals=tuple(rows))
    after = replace(before, goals=(replace(plan.goals[0], target=replace(aim, unit="世帯")),))
    (goal,) = judged(years, before, after, 2023).goals
    assert goal.evaluated == {2022: 5, 2023: 10}
    assert (goal.begins, goal.judgement.omitted, goal.judgement.even_path) == (2022, (), 20)
    assert "除いて" not in goal.judgement.explanation
    series = goal_series(judged(years, before, after, 2023), goal)
    assert [point.even_path for point in series.points] == [None, None, 10, 20, 30]
    (same,) = judged(years, before, before, 2023).goals
    assert (same.begins, same.evaluated[2023], same.judgement.even_path) == (2020, 20, 24)


def test_departments_of_earlier_years_are_those_of_their_plan(plan, years):
    """The book of FY2021 names the department as it was called then, the counts too."""
    named = replace(plan.departments[0], division="政策部")
    after = replace(plan, departments=(named, plan.departments[1]))
    results = judged(years, plan, after, 2022)
    assert values(results) == {2020: 4, 2021: 5, 2022: 50}
    assert results.counts[2021].by_department[0].title == "企画部地域創造課"

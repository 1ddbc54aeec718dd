"""The report tells which version of the plan judged which years, what changed, and what is not compared because of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from inaxl.plan.difference_words import changed
from inaxl.plan.lineage import Break, PlanVersion
from inaxl.report.context import report_context
from inaxl.report.context_revisions import revision_rules, revisions
from inaxl.report.results import Results
from tests.report.sample_results import sample_results

FIRST = PlanVersion("第1版", None, dt.date(2022, 3, 31), "plans/台帳_2022-03-31.xlsx")
SECOND = PlanVersion(
    "第2版",
    dt.date(2022, 4, 1),
    None,
    "plan.xlsx",
    "council",
    2021,
    ("3-01", "3-04"),
    "人数で見るため。",
    tuple(changed("kpis", f"k{n}", f"指標{n}", "target", "指標値", "1人", "2人") for n in range(14)),
)


@pytest.fixture
def revised() -> Results:
    """The sample's FY2023, whose plan was revised for FY2022; one KPI counts another unit since FY2023."""
    results = sample_results()
    first = results.current[0]["kpi_id"]
    versions = {2020: FIRST, 2021: FIRST, 2022: SECOND, 2023: SECOND}
    broken = {first: Break(first, "婚姻の件数", 2023, "単位が「件」から「組」に変わった")}
    rows = tuple(row for row in results.rows if row["kpi_id"] != first or row["fy"] == 2023)
    return replace(results, rows=rows, versions=versions, not_compared=broken)


def test_a_plan_that_was_never_revised_needs_no_word() -> None:
    """Nothing is shown, and the table of rules is as it was."""
    context = revisions(sample_results())
    assert (context["shown"], context["versions"], context["not_compared"]) == (False, [], [])
    assert list(revision_rules(sample_results())) == []


def test_versions_with_their_years_and_causes(revised: Results) -> None:
    """The first has no day and no cause; the second both."""
    context = revisions(revised)
    assert context["shown"]
    assert context["lede"] == (
        "計画期間の始めから令和5年度までに、計画は1回改訂された。どの年度も、その年度の末日に効力のあった版で判定した。"
        "定義を変えた1指標は、変わる前の年度と比べていない。"
    )
    assert [(v["label"], v["effective"], v["years"]) for v in context["versions"]] == [
        ("第1版", "計画の始めから", "R2～R3"),
        ("第2版", "令和4年4月1日", "R4～R5"),
    ]
    assert [v["cause"] for v in context["versions"]] == ["－", "令和3年度の評価、審議会の意見 3-01、3-04"]
    assert [v["trigger"] for v in context["versions"]] == ["－", "審議会意見"]


def test_long_lists_of_changes_are_cut_with_their_number(revised: Results) -> None:
    """Twelve, and how many more there are."""
    (changes,) = revisions(revised)["changes"]
    assert changes["title"] == "第2版で変わったこと"
    assert changes["lines"][0] == "KPI「指標0」の指標値を「1人」から「2人」に変えた。"
    assert (len(changes["lines"]), changes["lines"][-1]) == (13, "ほか2件。")


def test_a_redefined_kpi_is_told_as_such_and_not_as_new(revised: Results) -> None:
    """In the moves of the summary, in the KPI's own line, and in the rules."""
    context = report_context(revised)
    assert "定義変更1を含む。" in context["summary"]["counts"]["note"]
    assert "新規のうち1は、定義を変えたため前年度と比べない指標" in context["summary"]["moves"]["note"]
    moves = [
        kpi["move"]["text"]
        for goal in context["goals"]
        for measure in goal["measures"]
        for kpi in measure["kpis"]
    ]
    assert moves.count("定義変更") == 1
    assert "新規" not in moves
    assert [rule["text"] for rule in context["method"]["rules"] if rule["name"] == "計画の改訂"] == [
        "令和2年度から令和3年度までは第1版、令和4年度から令和5年度までは第2版で判定する。"
        "「婚姻の件数」は、定義が変わる前の年度と比べない。"
    ]
    assert context["revisions"]["not_compared"] == [
        "「婚姻の件数」は、令和5年度から単位が「件」から「組」に変わった。令和4年度以前とは比べない。"
    ]

"""What is withheld today stays withheld in years that an earlier version of the plan judges."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from inaxl.plan.life import PlanLife, Withheld
from inaxl.plan.model import Plan
from inaxl.publishing import publish_site
from inaxl.site.withholding import withheld_by_newest
from tests.small_folder import KPIS, plan_rows, write_plan, write_report


def row(kpi_id: str, reason: str = "") -> Withheld:
    return Withheld("kpis", kpi_id, "", None, reason, "A5")


def withholding(of: Plan, *items: Withheld) -> Plan:
    return replace(of, life=PlanLife(withheld=items))


def test_a_KPI_withheld_since_the_revision_is_not_in_a_site_of_an_earlier_year(tmp_path: Path):
    """FY2021 is judged by the kept copy, which withholds nothing; plan.xlsx withholds K3 now."""
    folder = tmp_path / "市"
    (folder / "plans").mkdir(parents=True)
    write_plan(folder / "plans" / "戦略台帳_2022-03-31まで.xlsx")
    write_plan(folder / "plan.xlsx", plan_rows(withheld=[{"table": "kpis", "id": "K3", "reason": "未承認"}]))
    for department, keys in (("企画部地域創造課", ("K1", "K2")), ("保健福祉部子育て支援課", ("K3", "K4"))):
        write_report(folder, "R03", department, [(KPIS[key]["name"], KPIS[key]["unit"], 3) for key in keys])
    site = tmp_path / "site"
    publish_site(folder, 2021, site, draft=True)
    texts = [
        path.read_text(encoding="utf-8")
        for path in site.rglob("*")
        if path.suffix in {".html", ".js", ".csv"}
    ]
    assert any("講座の回数" in text for text in texts)
    assert not any("満足度" in text for text in texts)


def test_the_newest_version_decides_about_what_it_knows_and_the_judging_one_about_the_rest(plan):
    """K001 has been released since; K009 is no longer in the plan, so that nobody could release it."""
    first = plan.kpis[0].id
    judging = withholding(plan, row(first), row("K009"))
    assert withheld_by_newest(judging, plan) == (row("K009"),)


def test_a_following_plan_releases_nothing_of_the_plan_before_it(plan):
    """It may use the same IDs for other things."""
    first = plan.kpis[0].id
    following = withholding(replace(plan, first_fy=plan.first_fy + 5, last_fy=plan.last_fy + 5), row("K7"))
    assert withheld_by_newest(withholding(plan, row(first)), following) == (row("K7"), row(first))

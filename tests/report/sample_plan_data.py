"""The small year of the tests with a plan book that says something about itself. All of it is 架空 (made up)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from inaxl.plan.life import Budget, Evidence, Partner, PlanLife, PrincipleCheck, Tag, Tagging
from inaxl.plan.model import Plan
from inaxl.report.results import Results
from tests.report.sample_results import FY, sample_results

SECRET = "漏れてはならない文字"
LIFE = PlanLife(
    evidence=(
        Evidence("e1", "meeting", "令和元年7月18日", "子育て世代との懇談会", 24, "場所が足りない。", ("g1", "m1", "p02"), "記録", False, "B3"),
        Evidence("e2", "statistics", "平成30年度", "年齢別の転入と転出", None, "転出が多い。", (), "", False, "B4"),
        Evidence("e3", "meeting", "令和元年11月5日", SECRET, 9, SECRET, ("p05",), SECRET, True, "B5"),
    ),
    principle_checks=(
        PrincipleCheck("p03", "results", "met", "毎年度確かめている。", False, "B3"),
        PrincipleCheck("p03", "independence", "not_met", "補助がまだ要る。", False, "B4"),
        PrincipleCheck("p03", "future", "met", SECRET, True, "B5"),
        PrincipleCheck("p04", "future", "met", SECRET, True, "B6"),
    ),
    tags=(
        Tag("sdg11", "sdg", "11 住み続けられるまちづくりを", ""),
        Tag("sdg12", "sdg", "12 つくる責任 つかう責任", ""),
        Tag("v1", "view", "多様な人材の活躍", ""),
    ),
    taggings=(Tagging("sdg11", "p03", "A3"), Tagging("v1", "p03", "A4"), Tagging("sdg11", "k0005", "A5")),
    partners=(
        Partner("f2", "community", "移住応援隊", "相談に乗る", SECRET, False, "B3"),
        Partner("p03", "organisation", "田舎暮らしの会", "", SECRET, False, "B4"),
        Partner("p03", "company", SECRET, SECRET, SECRET, True, "B5"),
    ),
    budgets=(
        Budget("p03", FY, Decimal(24800), Decimal(23912), "千円", False, "B3"),
        Budget("p03", FY - 1, Decimal(22400), Decimal(21650), "千円", False, "B4"),
        Budget("p01", FY, Decimal(9100), None, "千円", False, "B5"),
        Budget("p01", FY - 1, Decimal(8), Decimal("7.5"), "百万円", False, "B6"),
        Budget("p05", FY, Decimal("1.2"), Decimal("1.1"), "億円", False, "B7"),
        Budget("p05", FY + 1, Decimal("9.9"), None, "億円", False, "B8"),
        Budget("p06", FY, Decimal(777123), Decimal(777123), "円", True, "B9"),
    ),
)  # fmt: skip


def with_life(results: Results, life: PlanLife) -> Results:
    """The same year with something else in those sheets."""
    return replace(results, plan=replace(results.plan, life=life))


def with_focus(results: Results, *ids: str) -> Results:
    """The same year with fields, measures and projects in focus."""
    plan = results.plan
    return replace(
        results,
        plan=replace(
            plan,
            fields=tuple(replace(item, is_focus=item.id in ids) for item in plan.fields),
            measures=tuple(replace(item, is_focus=item.id in ids) for item in plan.measures),
            projects=tuple(replace(item, is_focus=item.id in ids) for item in plan.projects),
        ),
    )


def with_parent_item(plan: Plan, text: str, *ids: str) -> Plan:
    """The plan with an item of the parent plan on some projects."""
    return replace(
        plan,
        projects=tuple(replace(item, parent_item=text if item.id in ids else "") for item in plan.projects),
    )


def full_results() -> Results:
    """The sample's FY2023 with all of it: field 2 and project 5 in focus, projects 3 and 5 serving the parent plan."""
    results = with_focus(with_life(sample_results(), LIFE), "f2", "p05")
    return replace(results, plan=with_parent_item(results.plan, "総合計画 3-1", "p03", "p05"))

"""The demo's results with a plan that has lived: evidence, tags, partners, money, revisions. Everything in it is 架空."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from inaxl.plan.life import (
    Budget,
    Evidence,
    Partner,
    PlanLife,
    PrincipleCheck,
    Revision,
    Tag,
    Tagging,
    Withheld,
)
from inaxl.report.results import Results

LIFE = PlanLife(
    evidence=(
        Evidence("e1", "meeting", "令和元年8月", "地区懇談会（架空）", 42, "夕方の便がほしいという声が多い。", ("p01", "goal2"), "企画政策課", False, "A5"),
        Evidence("e2", "survey", "令和元年10月", "若者アンケート（架空）", None, "", (), "", False, "A6"),
    ),
    principle_checks=(
        PrincipleCheck("p01", "independence", "met", "民間の相談員と組んでいる（架空）。", False, "A5"),
        PrincipleCheck("p01", "results", "partly", "", False, "A6"),
    ),
    tags=(
        Tag("t1", "sdg", "5 ジェンダー平等を実現しよう", "5 Gender equality"),
        Tag("t2", "view", "多様な人材の活躍を推進する", ""),
    ),
    taggings=(Tagging("t1", "p01", "A5"), Tagging("t2", "goal1", "A6"), Tagging("t2", "field1-m1", "A7")),
    partners=(Partner("p01", "company", "結婚支援の会（架空）", "相談を受ける", "担当 山田 0265-00-0000", False, "A5"),),
    budgets=(
        Budget("p01", 2022, Decimal("1200"), Decimal("1180"), "千円", False, "A5"),
        Budget("p01", 2023, Decimal("1500"), None, "千円", False, "A6"),
    ),
    revisions=(
        Revision("第1回改訂", dt.date(2022, 4, 1), "council", 2021, ("4-07",), "審議会の意見による（架空）。", "A5"),
    ),
)  # fmt: skip


def lived(results: Results, *withheld: Withheld, life: PlanLife = LIFE) -> Results:
    """The results with that life, focus areas, a redefined KPI, and what is to be withheld."""
    plan = results.plan
    focus = {"field1", "field1-m1", "p01"}
    plan = replace(
        plan,
        fields=_focused(plan.fields, focus),
        measures=_focused(plan.measures, focus),
        projects=_focused(plan.projects, focus),
        kpis=tuple(replace(k, defined_fy=2022) if k.id == "K003" else k for k in plan.kpis),
        life=life._replace(withheld=withheld),
    )
    return replace(results, plan=plan)


def _focused(items: Iterable, chosen: set[str]) -> tuple:
    return tuple(replace(item, is_focus=item.id in chosen) for item in items)


def withhold(table: str, id_: str, column: str = "", fy: int | None = None) -> Withheld:
    """A line of the sheet 非公開."""
    return Withheld(table, id_, column, fy, "秘密の理由", "B5")

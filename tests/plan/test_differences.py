"""What changed between two versions of a plan, in sentences that a council member understands."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.small_plan import indicator, kpi

from inaxl.plan.differences import TABLES, differences
from inaxl.plan.life import Evidence, PlanLife
from inaxl.plan.model import Department, Goal, Measure, Plan


def told(before: Plan, after: Plan) -> list[str]:
    """The sentences."""
    return [change.text for change in differences(before, after)]


def with_kpi(plan: Plan, **changes: Any) -> Plan:
    """The plan with K1 changed in what it measures."""
    first = plan.kpis[0]
    return replace(plan, kpis=(replace(first, indicator=replace(first.indicator, **changes)), *plan.kpis[1:]))


def test_a_plan_is_not_different_from_itself(plan):
    """Read twice, it is the same."""
    assert differences(plan, replace(plan)) == ()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"target": Decimal(12)}, "KPI「移住者数」の指標値を「10人」から「12人」に変えた。"),
        ({"target": Decimal("10.5")}, "KPI「移住者数」の指標値を「10人」から「10.5人」に変えた。"),
        ({"target": None}, "KPI「移住者数」の指標値を「10人」から空欄に変えた。"),
        ({"target_upper": Decimal(20)}, "KPI「移住者数」の指標値を「10人」から「10～20人」に変えた。"),
        ({"target_fy": 2025}, "KPI「移住者数」の指標値の年度を「令和6年度」から「令和7年度」に変えた。"),
        ({"interim": {2022: Decimal(8)}}, "KPI「移住者数」のR4の目標値を空欄から「8人」に変えた。"),
        ({"unit": "世帯"}, "KPI「移住者数」の単位を「人」から「世帯」に変えた。"),
        ({"direction": "maintain"}, "KPI「移住者数」の方向を「増やす」から「維持する」に変えた。"),
        (
            {"accumulation": "running"},
            "KPI「移住者数」の集計方法を「単年度」から「累計(入力が累計)」に変えた。",
        ),
        ({"name": "転入者数"}, "KPIの名称を「移住者数」から「転入者数」に変えた。"),
        ({"baseline": Decimal(4)}, "KPI「移住者数」の現状値を空欄から「4人」に変えた。"),
    ],
)
def test_what_changed_in_a_kpi_is_one_sentence(plan, changes, sentence):
    """With its unit and all its digits; nothing else is told."""
    assert told(plan, with_kpi(plan, **changes)) == [sentence]


def test_kpis_are_added_ended_and_replaced(plan):
    """Out of the book, ended by its last year, or in another's place."""
    new = kpi(9, "移住世帯数", "p1")
    assert told(plan, replace(plan, kpis=(*plan.kpis, new))) == ["KPI「移住世帯数」を加えた。"]
    assert told(plan, replace(plan, kpis=plan.kpis[1:])) == ["KPI「移住者数」を終えた。"]
    closed = replace(plan.kpis[0], last_fy=2021)
    assert told(plan, replace(plan, kpis=(closed, *plan.kpis[1:]))) == [
        "KPI「移住者数」を令和3年度で終える。"
    ]
    instead = replace(plan, kpis=(*plan.kpis[1:], replace(new, replaces=("K1",))))
    assert told(plan, instead) == ["KPI 「移住者数」を「移住世帯数」に置き換えた。"]


def test_projects_move_and_are_reworded(plan):
    """Named as each version names the place."""
    measure = Measure("m2", 2, "施策2", "f1", None, "")
    moved = replace(plan.projects[1], measure_id="m2", title="結婚の支援")
    after = replace(plan, measures=(*plan.measures, measure), projects=(plan.projects[0], moved))
    assert told(plan, after) == [
        "施策「施策2」を加えた。",
        "事業の名称を「結婚支援事業」から「結婚の支援」に変えた。",
        "事業「結婚の支援」の施策を「施策1」から「施策2」に移した。",
    ]


def test_departments_merge(plan):
    """Former names tell which came together; that their projects went along is not told for each of them."""
    one = Department("d3", 1, "政策部", "未来課", None, None, ("企画部地域創造課", "保健福祉部子育て支援課"))
    projects = tuple(replace(p, department_ids=("d3",)) for p in plan.projects)
    after = replace(plan, departments=(one,), projects=projects)
    assert told(plan, after) == [
        "部署「企画部地域創造課」「保健福祉部子育て支援課」を「政策部未来課」に統合した。"
    ]


def test_departments_are_renamed_closed_and_added(plan):
    """By its ID, by its former name, or by its last year."""
    first, second = plan.departments
    named = replace(plan, departments=(replace(first, division="政策部"), second))
    assert told(plan, named) == ["部署の名称を「企画部地域創造課」から「政策部地域創造課」に変えた。"]
    successor = Department("d9", 9, "政策部", "地域創造課", 2022, None, ("企画部地域創造課",))
    closed = replace(plan, departments=(replace(first, last_fy=2021), second, successor))
    assert told(plan, closed) == ["部署の名称を「企画部地域創造課」から「政策部地域創造課」に変えた。"]
    gone = replace(plan, departments=(second, Department("d9", 9, "総務部", "秘書課", None, None, ())))
    assert told(plan, gone) == ["部署「総務部秘書課」を加えた。", "部署「企画部地域創造課」を終えた。"]


def test_another_department_takes_a_project_over(plan):
    """That is a move, not a renaming."""
    after = replace(plan, projects=(replace(plan.projects[0], department_ids=("d2",)), plan.projects[1]))
    assert told(plan, after) == [
        "事業「移住促進事業」の担当を「企画部地域創造課」から「保健福祉部子育て支援課」に移した。"
    ]


def test_rules_and_words(plan):
    """The scale decides ratings, so every change of it is told."""
    levels = [
        replace(v, at_least=Decimal("0.7")) if v.rating == "mostly_on_track" else v for v in plan.rules.levels
    ]
    rules = replace(plan.rules, levels=tuple(levels), judged_against="final")
    words = {**plan.status_words, "準備中": "pending"}
    after = replace(plan, rules=rules, status_words=words, decisions=("継続",))
    assert told(plan, after) == [
        "評価「おおむね順調」の下限を「80%」から「70%」に変えた。",
        "判定の相手を「年度の目標値」から「最終の指標値」に変えた。",
        "今後の方針の選択肢を「継続、拡充」から「継続」に変えた。",
        "状態語「準備中」の意味を空欄から「集計中」に変えた。",
    ]


def test_evidence_and_remarks_are_only_counted(plan):
    """Rows, not their words; a row that only stands elsewhere is the same."""
    first = Evidence("e1", "meeting", "", "懇談会", None, "意見", (), "", False, "F2")
    before = replace(plan, life=PlanLife(evidence=(first,)))
    assert told(before, replace(plan, life=PlanLife(evidence=(first._replace(cell="F9"),)))) == []
    second = first._replace(id="e2")
    both = replace(plan, life=PlanLife(evidence=(first, second)))
    assert told(before, both) == ["根拠は1件が加わった。"]
    assert told(both, before) == ["根拠は1件がなくなった。"]
    rewritten = replace(plan, life=PlanLife(evidence=(first._replace(text="別の意見"),)))
    assert told(before, rewritten) == ["根拠は1件が加わり、1件がなくなった（書き換えを含む）。"]
    noted = replace(plan, projects=(replace(plan.projects[0], note="メモ"), plan.projects[1]))
    assert told(plan, noted) == ["目的・備考・出典の文は1件が書き換えられた。"]


def test_the_plan_itself_and_its_goals(plan):
    """Title, term, a goal's numeric target."""
    target = replace(plan.goals[0].target, target=Decimal(20))
    after = replace(plan, last_fy=2025, goals=(replace(plan.goals[0], target=target), Goal("g2", 2, "目標2", "目標2", indicator("g2", "数値"))))  # fmt: skip
    assert told(plan, after) == [
        "計画期間を「令和2年度～令和6年度」から「令和2年度～令和7年度」に変えた。",
        "基本目標「目標2」を加えた。",
        "基本目標「数値目標」の指標値を「10人」から「20人」に変えた。",
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # a plan cannot be changed
@given(st.data())
def test_every_change_is_told_in_both_directions(plan, data):
    """Whatever is left out of either plan, a change one way is a change the other way, and every sentence ends."""

    def some(items: tuple[Any, ...]) -> tuple[Any, ...]:
        kept = data.draw(st.sets(st.sampled_from(range(len(items)))))
        return tuple(item for place, item in enumerate(items) if place in kept)

    left, right = (
        replace(plan, kpis=some(plan.kpis), projects=some(plan.projects), departments=some(plan.departments))
        for _ in range(2)
    )
    there, back = differences(left, right), differences(right, left)
    assert bool(there) == bool(back) == (left != right)
    assert all(change.text.endswith("。") and change.table in TABLES for change in (*there, *back))

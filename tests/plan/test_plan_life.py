"""The sheets about the plan's own life are read as they stand, and each of their mistakes is found at its cell."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plan.conftest import LIFE, read_with

from inaxl.plan.life import NOTHING_KEPT, Tag, Withheld
from inaxl.plan.summary import summary_lines


def test_sound_sheets_have_nothing_to_find(read_life: Any) -> None:
    """All eight sheets, filled in as an office would, pass without a word."""
    _, findings = read_life({})
    assert findings == ()


def test_a_plan_book_without_these_sheets_keeps_nothing(read: Any) -> None:
    """Books from before these sheets are read as they were."""
    plan, findings = read({})
    assert (plan.life, findings) == (NOTHING_KEPT, ())
    assert not any(item.is_focus for item in (*plan.fields, *plan.measures, *plan.projects))
    assert {(kpi.defined_fy, kpi.replaces) for kpi in plan.kpis} == {(None, ())}


def test_R6_R7_evidence_says_when_how_many_and_what_it_concerns(read_life: Any) -> None:
    """A day becomes a day of the era, any other time stays as written; nobody counted is None, not 0."""
    life = read_life({})[0].life
    assert [(e.id, e.kind, e.when, e.people, e.subject_ids, e.is_withheld) for e in life.evidence] == [
        ("e1", "meeting", "令和元年7月18日", 24, ("goal1", "p01"), False),
        ("e2", "survey", "令和元年8月～9月", None, (), True),
    ]
    assert [item.id for item in life.evidence_of("p01")] == ["e1"]
    assert life.evidence[0].cell == "F2"


def test_R30_a_projects_self_check_comes_in_the_order_of_the_five_principles(read_life: Any) -> None:
    """Whatever the order of the rows; the reason may be left out."""
    checks = read_life({})[0].life.principles_of("p01")
    assert [(c.principle, c.state, c.is_withheld) for c in checks] == [
        ("independence", "partly", False),
        ("future", "met", False),
        ("locality", "not_applicable", False),
        ("integration", "not_met", True),
        ("results", "met", False),
    ]
    assert (checks[2].reason, checks[2].cell) == ("", "C4")


def test_R29_R34_tags_are_many_to_many(read_life: Any) -> None:
    """One item has several tags, one tag several items; an SDG tag knows its number."""
    life = read_life({})[0].life
    assert [tag.id for tag in life.tags_of("p01")] == ["sdg04", "view1"]
    assert [tag.id for tag in life.tags_of("k1")] == ["sdg04"]
    assert [tag.sdg_number for tag in life.tags] == [4, None]


@pytest.mark.parametrize(
    ("identifier", "kind", "number"), [("sdg17", "sdg", 17), ("SDG-3", "sdg", 3), ("教育", "sdg", None), ("v1", "view", None)]
)  # fmt: skip
def test_the_number_of_an_SDG_goal_is_the_figure_that_ends_its_ID(
    identifier: str, kind: str, number: int | None
) -> None:
    """A title may be worded as the city likes."""
    assert Tag(identifier, kind, "", "").sdg_number == number


def test_R11_partners_stand_at_their_field_or_project(read_life: Any) -> None:
    """The contact is read, so that nothing published can contain it unnoticed."""
    life = read_life({})[0].life
    assert [(p.kind, p.name, p.contact) for p in life.partners_of("p01")] == [
        ("company", "見本保育", "見本太郎")
    ]
    assert [p.is_withheld for p in life.partners] == [False, True]


def test_R32_a_budget_of_nothing_and_an_unknown_one_are_two_things(read_life: Any) -> None:
    """By fiscal year, in the unit that the book writes."""
    budgets = read_life({})[0].life.budgets_of("p01")
    assert [(b.fy, b.budget, b.settlement, b.unit, b.is_withheld) for b in budgets] == [
        (2020, Decimal(1200), Decimal(1180), "千円", True),
        (2021, Decimal(0), None, "千円", False),
    ]


def test_R28_revisions_have_a_day_a_trigger_and_what_caused_them(read_life: Any) -> None:
    """Days as Excel keeps them or as a person writes them."""
    revisions = read_life({})[0].life.revisions
    assert [(r.version, r.effective, r.trigger, r.cause_fy, r.cause_ids) for r in revisions] == [
        ("第2版", dt.date(2021, 4, 1), "law", None, ()),
        ("第3版", dt.date(2022, 4, 1), "council", 2020, ("3-01", "3-02")),
    ]


def test_what_is_withheld_is_named_by_the_headers_of_the_sheets(read_life: Any) -> None:
    """A blank 項目 is the whole row; a year is the actual of that year."""
    assert read_life({})[0].life.withheld == (
        Withheld("kpis", "k1", "", 2021, "公表前", "B2"),
        Withheld("kpis", "k2", "interim_2021", None, "検討中", "B3"),
        Withheld("projects", "p01", "", None, "公表前", "B4"),
        Withheld("facts", "市町村", "value", None, "", "B5"),
    )


def test_R12_focus_and_parent_items_stand_in_columns_that_may_be_missing(read: Any) -> None:
    """重点 on any level, 上位計画の項目 on measures and projects, the year of a definition and what a KPI replaced on KPIs."""
    plan, findings = read(
        {
            ("分野", "E1"): "重点", ("分野", "E2"): "あり",
            ("施策", "F1"): "上位計画の項目", ("施策", "F2"): "1-2 子育て",
            ("事業", "I1"): "重点", ("事業", "J1"): "上位計画の項目", ("事業", "J2"): "1-2-3 保育",
            ("KPI", "O1"): "定義の年度", ("KPI", "O2"): "R04",
            ("KPI", "P1"): "置き換えたKPI", ("KPI", "P2"): "k2",
            ("KPI", "Q1"): "有効終了年度", ("KPI", "Q3"): "R03",
            ("KPI", "R1"): "有効開始年度", ("KPI", "R2"): "R04",
        }
    )  # fmt: skip
    assert findings == ()
    assert (plan.fields[0].is_focus, plan.projects[0].is_focus) == (True, False)
    assert (plan.measures[0].parent_item, plan.projects[0].parent_item) == ("1-2 子育て", "1-2-3 保育")
    assert (plan.kpis[0].defined_fy, plan.kpis[0].replaces) == (2022, ("k2",))


SECOND_MEASURE = {("施策", "A3"): "m2", ("施策", "D3"): "給食", ("施策", "B3"): "field1"}
AT_CELL: list[tuple[str, str, str, dict[tuple[str, str], Any]]] = [
    ("E403", "根拠", "G2", {("根拠", "G2"): "goal1、p99"}),
    ("E403", "タグ付け", "A2", {("タグ付け", "A2"): "sdg05"}),
    ("E403", "タグ付け", "B2", {("タグ付け", "B2"): "d1"}),
    ("E403", "連携", "A2", {("連携", "A2"): "見本"}),
    ("E403", "予算", "A2", {("予算", "A2"): "k1"}),
    ("E403", "5原則", "A2", {("5原則", "A2"): "p02"}),
    ("E403", "KPI", "O2", {("KPI", "O1"): "置き換えたKPI", ("KPI", "O2"): "k9"}),
    ("E404", "タグ", "A3", {("タグ", "A3"): "sdg04"}),
    ("E404", "根拠", "A3", {("根拠", "A3"): "e1"}),
    ("E404", "改訂", "A3", {("改訂", "A3"): "第2版"}),
    ("E405", "根拠", "D2", {("根拠", "D2"): None}),
    ("E405", "改訂", "B2", {("改訂", "B2"): None}),
    ("E405", "予算", "E2", {("予算", "E2"): None}),
    ("E407", "タグ", "B2", {("タグ", "B2"): "国連"}),
    ("E407", "予算", "E2", {("予算", "E2"): "ドル"}),
    ("E407", "5原則", "C2", {("5原則", "C2"): "◎"}),
    ("E407", "根拠", "I2", {("根拠", "I2"): "たぶん"}),
    ("E407", "分野", "E2", {("分野", "E1"): "重点", ("分野", "E2"): "はい"}),
    ("E407", "非公開", "A2", {("非公開", "A2"): "評価"}),
    ("E408", "予算", "C2", {("予算", "C2"): "未定"}),
    ("E408", "根拠", "E2", {("根拠", "E2"): "多数"}),
    ("E411", "KPI", "O2", {("KPI", "O1"): "定義の年度", ("KPI", "O2"): "去年"}),
    ("E411", "予算", "B2", {("予算", "B2"): "前年"}),
    ("E420", "施策", "B2", {**SECOND_MEASURE, ("施策", "B2"): "m2", ("施策", "B3"): "m1"}),
    ("E420", "施策", "B3", {**SECOND_MEASURE, ("施策", "B2"): "m2", ("施策", "B3"): "m1"}),
    ("E420", "事業", "E2", {("事業", "E2"): "p01"}),
    ("E421", "改訂", "B2", {("改訂", "B2"): "令和3年度"}),
    ("E421", "改訂", "B2", {("改訂", "B2"): "令和3年2月30日"}),
    ("E422", "5原則", "B6", {("5原則", "B6"): "自立性"}),
    ("E423", "タグ", "A2", {("タグ", "A2"): "sdg18", ("タグ付け", "A3"): "sdg18", ("タグ付け", "A4"): "sdg18"}),
    ("E423", "タグ", "A2", {("タグ", "A2"): "教育", ("タグ付け", "A3"): "教育", ("タグ付け", "A4"): "教育"}),
    ("E424", "予算", "C2", {("予算", "C2"): -1.0}),
    ("E424", "予算", "D3", {("予算", "D3"): "△1,180"}),
    ("E424", "根拠", "E2", {("根拠", "E2"): -24.0}),
    ("E424", "根拠", "E2", {("根拠", "E2"): 24.5}),
    ("E425", "予算", "B3", {("予算", "B3"): "令和3年度"}),
    ("E426", "改訂", "B3", {("改訂", "B3"): "令和3年4月1日"}),
    ("E426", "改訂", "B3", {("改訂", "B3"): dt.datetime(2020, 10, 1)}),
    ("E427", "改訂", "B2", {("改訂", "B2"): dt.datetime(2020, 3, 31)}),
    ("E427", "改訂", "B3", {("改訂", "B3"): dt.date(2025, 4, 1)}),
    ("E428", "KPI", "O2", {("KPI", "O1"): "置き換えたKPI", ("KPI", "O2"): "k2"}),
    ("E428", "KPI", "O2", {("KPI", "O1"): "置き換えたKPI", ("KPI", "O2"): "k1"}),
    ("E428", "KPI", "O3", {("KPI", "O1"): "置き換えたKPI", ("KPI", "O2"): "k2", ("KPI", "O3"): "k1"}),
    ("E429", "非公開", "B2", {("非公開", "B2"): "k9"}),
    ("E429", "非公開", "B5", {("非公開", "B5"): "市長"}),
    ("E429", "非公開", "C2", {("非公開", "C2"): "実績"}),
    ("E429", "非公開", "C2", {("非公開", "D2"): None}),
    ("E429", "非公開", "C4", {("非公開", "C4"): "実績値"}),
    ("E429", "非公開", "D3", {("非公開", "D3"): "R03"}),
    ("E429", "非公開", "D4", {("非公開", "D4"): "R03"}),
    ("W420", "施策", "B2", {("施策", "B2"): None}),
    ("W420", "事業", "E2", {("事業", "E2"): None}),
    ("W421", "根拠", "C3", {("根拠", "C3"): "去年の夏"}),
    ("W422", "タグ付け", "A5", {("タグ付け", "A5"): "view1", ("タグ付け", "B5"): "p01"}),
    ("W423", "改訂", "C3", {("改訂", "E3"): None}),
    ("W423", "改訂", "C2", {("改訂", "C2"): "評価結果"}),
    ("I420", "5原則", "A2", {("5原則", f"{column}6"): None for column in "ABCDE"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "sheet", "cell", "changes"), AT_CELL, ids=[f"{c}-{s}-{a}" for c, s, a, _ in AT_CELL]
)
def test_each_finding_stands_at_its_cell(
    read_life: Any, code: str, sheet: str, cell: str, changes: dict[tuple[str, str], Any]
) -> None:
    """The code is raised exactly once at the cell, and neither message nor remedy keeps a hole."""
    _, findings = read_life(changes)
    assert [code] == [f.code for f in findings if (f.code, f.sheet, f.cell) == (code, sheet, cell)]
    assert not [f for f in findings if "{" in f.message + f.remedy]


def test_E403_about_an_item_of_any_level_names_the_sheets_that_it_may_come_from(read_life: Any) -> None:
    """The remedy tells where to look."""
    _, findings = read_life({("連携", "A2"): "p99"})
    assert [f.message for f in findings] == [
        "「p99」は「基本目標」「分野」「施策」「事業」「KPI」シートにありません。"
    ]


def test_E428_is_silent_where_the_old_KPI_ended_before_the_new_one_began(read: Any) -> None:
    """The usual way: the old one until R03, the new one from R04."""
    changes = {
        ("KPI", "O1"): "置き換えたKPI", ("KPI", "O2"): "k2", ("KPI", "P1"): "有効開始年度", ("KPI", "P2"): "R04",
        ("KPI", "Q1"): "有効終了年度", ("KPI", "Q3"): "R03",
    }  # fmt: skip
    assert read(changes)[1] == ()
    _, findings = read({**changes, ("KPI", "Q3"): "R04"})
    assert [f.code for f in findings] == ["E428"]
    assert findings[0].message == "置き換えたKPI「k2」は、この KPI が始まる令和4年度にもまだ有効です。"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({("非公開", "C2"): "実積値"}, Withheld("kpis", "k1", "", None, "公表前", "B2")),
        ({("非公開", "D2"): "来年"}, Withheld("kpis", "k1", "", None, "公表前", "B2")),
        ({("非公開", "D2"): None}, Withheld("kpis", "k1", "", None, "公表前", "B2")),
    ],
)
def test_what_is_unclear_about_withholding_hides_more_never_less(
    read_life: Any, changes: Any, expected: Withheld
) -> None:
    """A slip of the pen must not publish what somebody wanted to hold back: without a year the whole row is hidden."""
    plan, findings = read_life(changes)
    assert expected == plan.life.withheld[0]
    assert {f.severity for f in findings} == {"error"}


def test_an_unreadable_word_about_publication_hides_its_row(read_life: Any) -> None:
    """公開 may be blank (public); anything but the two words is found (E407) and treated as 非公開."""
    plan, _ = read_life({("根拠", "I2"): "秘"})
    assert plan.life.evidence[0].is_withheld


def test_rows_that_cannot_be_used_are_left_out_and_found(read_life: Any) -> None:
    """A budget without unit is no amount, a revision without day no version."""
    plan, findings = read_life({("予算", "E2"): None, ("改訂", "B2"): "いつか", ("タグ付け", "A2"): None})
    assert [b.fy for b in plan.life.budgets] == [2020]
    assert [r.version for r in plan.life.revisions] == ["第3版"]
    assert [t.tag_id for t in plan.life.taggings] == ["sdg04", "sdg04"]
    assert {(f.code, f.sheet) for f in findings} == {("E405", "予算"), ("E421", "改訂"), ("E405", "タグ付け")}


TYPED = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(2199, 12, 31)),
    st.sampled_from(
        ["公開", "実績値", "R99", "令和3年13月1日", "sdg0", "m1", "p01、p01", "1e400", "９" * 30]
    ),
)


@settings(max_examples=30)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(sorted(LIFE)), st.sampled_from([f"{c}{r}" for c in "ABCDEFG" for r in (2, 3, 4)])),
        TYPED,
        max_size=8,
    )
)  # fmt: skip
def test_whatever_is_typed_in_the_sheets_is_read_and_found_without_a_crash(
    changes: dict[tuple[str, str], Any],
) -> None:
    """Every finding has a place and whole sentences; the rest of the plan is read as before."""
    plan, findings = read_with(changes, more=LIFE)
    assert [kpi.id for kpi in plan.kpis] == ["k1", "k2"]
    assert all(f.sheet and f.cell and "{" not in f.remedy for f in findings)
    summary_lines(plan)

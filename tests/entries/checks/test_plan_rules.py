"""E112, W106: the plan's own rules, each at the cell that breaks it and with the plan's own message."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.entries.checks.plan_rules import breaks, is_one_cell
from inaxl.evaluation import check_entries
from inaxl.merging.reviews import reviews
from inaxl.merging.rows import merge_readings
from inaxl.plan.agreements import COMPARISONS, CheckRule


def rule(field: str, comparison: str, value: str = "", subject: str = "K1", **changes) -> CheckRule:
    """A rule of severity 誤り about 移住者数."""
    values = {
        "severity": "error",
        "message": "市の決まりです。",
        "first_fy": None,
        "last_fy": None,
        **changes,
    }
    return CheckRule("r1", subject, field, comparison, value, **values)


@pytest.fixture
def found(plan):
    """(code, cell) of the rules' findings in the books of FY2023 and before."""

    def run(rules, *books, before=()):
        ruled = replace(plan, check_rules=tuple(rules))
        merged = merge_readings({2022: list(before), 2023: list(books)}, ruled, 2023)
        said = check_entries(merged, ruled, 2023)
        return [(f.code, f.cell) for f in said if f.code in ("E112", "W106")]

    return run


@pytest.mark.parametrize(
    ("comparison", "value", "good", "bad"),
    [
        ("at_least", "5", 5, 4),
        ("at_most", "5", 5, 6),
        ("above", "5", 6, 5),
        ("below", "5", 4, 5),
        ("equal", "5", 5, 6),
        ("unequal", "5", 6, 5),
        ("between", "2～5", 2, 6),
        ("whole", "", 5, "5.5"),
        ("at_least", "指標値", 10, 9),
        ("ratio_to_target", "50%～120%", 6, 4),
    ],
)
def test_E112_each_comparison_of_a_figure(found, book, entry, comparison, value, good, bad):
    """The figure that keeps the rule is passed, the one that breaks it is named where it was typed."""
    rules = [rule("actual", comparison, value)]
    assert found(rules, book(entry("移住者数", good))) == []
    assert found(rules, book(entry("移住者数", bad))) == [("E112", "J7")]


@pytest.mark.parametrize(
    ("comparison", "value", "good", "bad"),
    [
        ("not_below_last", "", 8, 7),
        ("not_above_last", "", 8, 9),
        ("ratio_to_last", "0.5～2", 16, 17),
        ("at_most", "前年度", 8, 9),
    ],
)
def test_E112_each_comparison_with_last_year(found, book, entry, comparison, value, good, bad):
    """Last year's 8 is the other side; without last year's book the rule checks nothing."""
    rules = [rule("actual", comparison, value)]
    last = book(entry("移住者数", 8, fy=2022, book="workbooks/R04/a.xlsx"), fy=2022)
    assert found(rules, book(entry("移住者数", good)), before=[last]) == []
    assert found(rules, book(entry("移住者数", bad)), before=[last]) == [("E112", "J8")]
    assert found(rules, book(entry("移住者数", bad))) == []


def test_E112_a_figure_against_another_KPI(found, book, entry):
    """うち数: 移住者数 must not be above 相談件数 of the same year."""
    rules = [rule("actual", "at_most", "K2")]
    assert found(rules, book(entry("移住者数", 9), entry("相談件数", 9))) == []
    assert found(rules, book(entry("移住者数", 9), entry("相談件数", 8))) == [("E112", "J8")]


@pytest.mark.parametrize(
    ("field", "comparison", "value", "good", "bad", "cell"),
    [
        ("note", "required", "", "合併による", "", "C6"),
        ("note", "contains", "出典、根拠", "根拠は調査票", "だいたい", "C6"),
        ("status_text", "one_of", "実績あり、集計中", "実績あり", "対象外", "K6"),
        ("unit", "one_of", "人", "人", "名", "C6"),
    ],
)
def test_E112_each_comparison_of_a_text(found, book, entry, field, comparison, value, good, bad, cell):
    """備考, 状態 and 単位 as texts."""
    rules = [rule(field, comparison, value)]
    bad_book = book(entry("移住者数", 9, **{field: bad}))
    assert ("E112", cell) in found(rules, bad_book)
    assert found(rules, book(entry("移住者数", 9, **{field: good}))) == []


def test_W106_is_the_same_as_a_warning_with_the_plan_s_own_message(plan, book, entry):
    """The severity is data; braces in a message do no harm."""
    ruled = replace(
        plan, check_rules=(rule("actual", "at_least", "10", severity="warning", message="{値}が小さい。"),)
    )
    merged = merge_readings({2023: [book(entry("移住者数", 9))]}, ruled, 2023)
    finding = next(f for f in check_entries(merged, ruled, 2023) if f.code == "W106")
    assert (finding.message, finding.severity) == ("{値}が小さい。（検証規則 r1）", "warning")
    assert (finding.kpi_id, finding.field, finding.value) == ("K1", "actual", "9")


def test_E112_a_pattern_is_about_every_KPI_whose_name_it_fits(found, book, entry):
    """「*件数」 holds for 相談件数 and not for 移住者数; brackets in names are no wildcards."""
    rules = [rule("actual", "at_most", "5", subject="*件数")]
    assert found(rules, book(entry("移住者数", 9), entry("相談件数", 6, project="結婚支援事業"))) == [
        ("E112", "J7")
    ]
    assert not rule("actual", "at_most", "5", subject="[移]住者数").names("K1", "移住者数")


def test_E112_a_rule_holds_only_within_its_years(found, book, entry):
    """A rule from FY2024 on says nothing about FY2023."""
    assert found([rule("actual", "at_least", "10", first_fy=2024)], book(entry("移住者数", 9))) == []


def test_E112_one_bad_cell_never_hides_another(found, book, entry):
    """Two rules and two KPIs are four findings."""
    rules = [rule("actual", "at_least", "10", subject="*"), rule("note", "required", subject="*")]
    rows = [entry("移住者数", 9), entry("相談件数", 1, project="結婚支援事業")]
    assert len(found(rules, book(*rows))) == 4


def test_E112_a_missing_figure_breaks_only_必須(found, book, entry):
    """That there is no figure has a finding of its own; a rule may ask for one all the same."""
    assert found([rule("actual", "at_least", "10")], book(entry("移住者数"))) == []
    assert found([rule("actual", "required")], book(entry("移住者数"))) == [("E112", "J7")]


def test_E112_今後の方針_is_checked_on_the_card_of_the_project(plan, card_book):
    """A rule about a card's field stands at the card's cell, for the project or one of its KPIs."""
    for subject in ("p1", "移住促進*", "K1"):
        ruled = replace(plan, check_rules=(rule("decision", "one_of", "拡充", subject=subject),))
        codes = [(f.code, f.cell) for f in reviews([card_book], ruled, 2023)[1]]
        assert codes == [("E112", "B9")]
    other = replace(plan, check_rules=(rule("decision", "one_of", "拡充", subject="p2"),))
    assert reviews([card_book], other, 2023)[1] == []


@pytest.fixture
def card_book(book):
    """A book with the card of 移住促進事業."""
    from inaxl.entries.table import Card

    texts = {
        "done": "相談会",
        "result": "増えた",
        "issue": "なし",
        "decision": "継続",
        "next_action": "続ける",
    }
    return book(
        Card("workbooks/R05/a.xlsx", "事業1", "移住促進事業", **texts, cells={"decision": "B9"}),
    )


figures = st.decimals(-1000, 1000, places=1)


@given(st.sampled_from(sorted(COMPARISONS)), st.text(), st.one_of(st.none(), st.text(), figures), figures)
def test_no_rule_whatever_raises(comparison, value, subject, other):
    """What stands in a plan book is typed by people: a rule that makes no sense checks nothing."""
    assert breaks(rule("actual", comparison, value), subject, other) in (True, False)
    assert is_one_cell(rule("actual", comparison, value)) in (True, False)


@given(figures, figures)
def test_opposite_comparisons_share_no_figure(value, limit):
    """A figure keeps 以上 or より小さい, never both and never neither."""
    text = f"{limit}"
    broken = [breaks(rule("actual", c, text), value) for c in ("at_least", "below")]
    assert broken.count(True) == 1
    assert breaks(rule("actual", "equal", text), value) != breaks(
        rule("actual", "unequal", text), Decimal(value)
    )

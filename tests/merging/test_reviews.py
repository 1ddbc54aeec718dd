"""PDCA cards: matched with the plan's projects, nothing dropped without a word."""

from __future__ import annotations

import pytest

from inaxl.entries.table import Card, CarriedCells
from inaxl.merging.reviews import reviews

CELLS = {"project": "A1", "done": "B5", "result": "B6", "issue": "B7", "decision": "B8", "next_action": "B9"}


def card(project: str = "事業1 移住促進事業", **changes) -> Card:
    """A complete card."""
    texts = {
        "done": "実施した",
        "result": "増えた",
        "issue": "なし",
        "decision": "継続",
        "next_action": "続ける",
    }
    return Card("workbooks/R05/a.xlsx", "事業1", project, **{**texts, **changes}, cells=CELLS)


def test_a_card_belongs_to_its_project_and_department(plan, book):
    """Number and title in the heading lead to the project."""
    found, findings = reviews([book(card())], plan, 2023)
    assert [(item.project_id, item.department) for item in found] == [("p1", "企画部地域創造課")]
    assert findings == []


def test_W203_blank_parts_are_named_at_the_first_blank_cell(plan, book):
    """A card that lacks 課題と要因 and 今後の取組 says both."""
    _, findings = reviews([book(card(issue="", next_action=" "))], plan, 2023)
    assert [(finding.code, finding.cell) for finding in findings] == [("W203", "B7")]
    assert "課題と要因・今後の取組" in findings[0].message


def test_E111_a_decision_outside_the_list_is_named_and_kept(plan, book):
    """様子見 is no decision of the plan; the card still shows it."""
    found, findings = reviews([book(card(decision="様子見"))], plan, 2023)
    assert [(finding.code, finding.cell) for finding in findings] == [("E111", "B8")]
    assert found[0].card.decision == "様子見"


@pytest.mark.parametrize("title", ["", "どこにもない事業"])
def test_E302_a_card_of_an_unknown_project_is_named(plan, book, title):
    """Nothing is dropped without a word."""
    found, findings = reviews([book(card(title))], plan, 2023)
    assert (found, ["E302"]) == ((), [finding.code for finding in findings])


def test_the_reporting_department_s_card_comes_first(plan, book):
    """Two departments wrote about a project: the reporting one leads, both are kept."""
    other = book(card()._replace(book="workbooks/R05/0.xlsx"), department="保健福祉部子育て支援課")
    found, _ = reviews([other, book(card())], plan, 2023)
    assert [item.department for item in found] == ["企画部地域創造課", "保健福祉部子育て支援課"]


def carried(state: str, progress: str = "", fy: int | None = 2022) -> CarriedCells:
    """What a card says of an earlier year's action."""
    return CarriedCells(fy, state, "C11", progress, "B12")


def test_E113_a_state_that_cannot_be_read_is_named_at_its_cell(plan, book):
    """With the words that are meant."""
    told = card()._replace(carried=(carried("だいたい"),))
    _, findings = reviews([book(told)], plan, 2023)
    assert [(f.code, f.cell, f.value) for f in findings] == [("E113", "C11", "だいたい")]
    assert "未着手・実施中・実施済み・取りやめ" in findings[0].remedy


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        (carried("取りやめ"), ["W205"]),
        (carried("取りやめ", "予算がないため"), []),
        (carried("中止（予算がないため）"), []),
        (carried("実施済み"), []),
        (carried(""), []),
    ],
)
def test_W205_giving_up_needs_a_reason(plan, book, cells, codes):
    """In the cell below or behind the word; the others need none."""
    _, findings = reviews([book(card()._replace(carried=(cells,)))], plan, 2023)
    assert [f.code for f in findings] == codes
    assert [f.cell for f in findings] == ["B12"] * len(codes)

"""What a text in a book means: exact after normalisation, else a suggestion and nothing more."""

from __future__ import annotations

import pytest

from inaxl.merging.matching import Matcher, department_names


@pytest.mark.parametrize("spelling", ["移住者数", " 移住者数 ", "移住\n者数", "移住 者 数"])
def test_a_name_matches_whatever_blanks_and_breaks_it_has(plan, entry, spelling):
    """Alt+Enter and full-width blanks inside a name change nothing."""
    assert Matcher(plan, 2023).kpi(entry(spelling)).kpi.id == "K1"


def test_equal_names_are_told_apart_by_project_then_by_department(plan, entry):
    """相談件数 stands in two projects: the project decides, else the department of the book."""
    matcher = Matcher(plan, 2023)
    assert matcher.kpi(entry("相談件数", project="2 結婚支援事業")).kpi.id == "K3"
    assert matcher.kpi(entry("相談件数", department="企画部地域創造課")).kpi.id == "K2"
    nothing = matcher.kpi(entry("相談件数"))
    assert (nothing.kpi, nothing.ambiguous) == (None, True)


def test_an_id_wins_over_the_name(plan, entry):
    """A KPI ID in the book is exact, even where the name was edited."""
    assert Matcher(plan, 2023).kpi(entry("相談の件数(改)", kpi_id="K2")).kpi.id == "K2"


def test_a_near_name_is_a_suggestion_and_never_taken(plan, entry):
    """移住者の数 is near 移住者数; a person has to decide."""
    match = Matcher(plan, 2023).kpi(entry("移住者の数"))
    assert (match.kpi, match.suggestions[0]) == (None, "移住者数")


@pytest.mark.parametrize("text", ["移住促進事業", "1 移住促進事業", "事業1 移住促進事業", "１．移住促進事業"])
def test_a_project_is_found_with_or_without_its_number(plan, text):
    """Forms write the number in front, or not."""
    assert Matcher(plan, 2023).project(text).id == "p1"


def test_former_and_short_names_of_departments_are_known(plan):
    """課名変更: the former name leads to today's department; the section alone where it is unique."""
    names = department_names(plan, 2023)
    assert names["健康福祉部子育て支援課"] == names["子育て支援課"] == "保健福祉部子育て支援課"

"""The sample figures: as many KPIs as a city judges, every kind of them, and a believable spread of ratings."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest

from inaxl.demo.mistakes import EXTRA_ROWS, FORMULA_ERROR, HIDDEN_ROW, TYPED
from inaxl.demo.sample import SAMPLE_YEARS, SampleKpi, sample_cards, sample_kpis
from inaxl.forms.entry_content import DECISION_CHOICES, STATUS_CHOICES

WITHOUT_KPI = {"p14", "p28", "p29", "p30", "p31", "p32", "p33"}
PROJECTS = {f"p{number:02}" for number in range(1, 39)}


def judged(kpi: SampleKpi, fy: int) -> str | None:
    """The published rule, written here a second time; None where the KPI does not exist yet."""
    row = kpi.definition
    if row["first_fy"] and fy < int(row["first_fy"]):
        return None
    actual = kpi.actuals[fy]
    if not isinstance(actual, Decimal):
        return "no_actual"
    if row["accumulation"] == "cumulative":
        years = [kpi.actuals[year] for year in range(2020, fy + 1)]
        actual = sum((value for value in years if isinstance(value, Decimal)), Decimal(0))
    target = Fraction(row.get(f"interim_{fy}") or row["target"])
    if row["direction"] == "decrease":
        achieved = target / Fraction(actual) if target and actual else Fraction(actual <= target)
    else:
        achieved = Fraction(actual) / target
    return (
        "on_track" if achieved >= 1 else "mostly_on_track" if achieved >= Fraction(4, 5) else "needs_effort"
    )


@pytest.mark.parametrize(
    ("fy", "expected"),
    [(2021, (31, 25, 22, 5)), (2022, (36, 25, 17, 5)), (2023, (43, 24, 13, 4))],
)
def test_the_spread_of_ratings_is_that_of_a_city(fy: int, expected: tuple[int, ...]) -> None:
    """So the report shows better and worse years, and some KPIs without an actual."""
    found = Counter(rating for kpi in sample_kpis() if (rating := judged(kpi, fy)))
    assert expected == tuple(found[r] for r in ("on_track", "mostly_on_track", "needs_effort", "no_actual"))


def test_there_are_84_kpis_with_ids_in_order() -> None:
    assert [f"K{number:03}" for number in range(1, 85)] == [kpi.id for kpi in sample_kpis()]


def test_no_two_names_are_the_same_once_blanks_are_left_out() -> None:
    names = ["".join(kpi.definition["name"].split()) for kpi in sample_kpis()]
    assert len(set(names)) == len(names)


def test_every_direction_and_accumulation_is_there() -> None:
    directions = Counter(kpi.definition["direction"] for kpi in sample_kpis())
    kinds = Counter(kpi.definition["accumulation"] for kpi in sample_kpis())
    assert directions["decrease"] >= 8
    assert directions["maintain"] >= 4
    assert kinds["cumulative"] >= 8
    assert kinds["running"] >= 4
    assert kinds["point"] >= 15


def test_a_name_with_an_ampersand_tests_escaping() -> None:
    assert [kpi.id for kpi in sample_kpis() if "&" in kpi.definition["name"]] == ["K052"]


def test_words_in_place_of_a_figure_are_those_of_the_form_and_have_a_reason() -> None:
    for kpi in sample_kpis():
        for fy in SAMPLE_YEARS:
            if isinstance(word := kpi.actuals[fy], str):
                assert word in STATUS_CHOICES
                assert kpi.notes[fy], (kpi.id, fy)


def test_figures_have_no_more_decimals_than_their_kpi_says() -> None:
    for kpi in sample_kpis():
        figures = [value for value in kpi.actuals.values() if isinstance(value, Decimal)]
        assert all(-int(f.as_tuple().exponent) <= int(kpi.definition["decimals"]) for f in figures), kpi.id


def test_increase_and_decrease_agree_with_target_and_baseline() -> None:
    """What `plan check` would name (E406) is no part of the demo."""
    for kpi in sample_kpis():
        row = kpi.definition
        if row["comparable"] == "yes" and row["direction"] != "maintain":
            rises = Fraction(row["target"]) >= Fraction(row["baseline"])
            assert rises == (row["direction"] == "increase"), kpi.id


def test_kpis_belong_to_the_projects_that_have_them() -> None:
    assert {kpi.definition["project_id"] for kpi in sample_kpis()} == PROJECTS - WITHOUT_KPI


def test_every_project_and_year_has_a_whole_card() -> None:
    cards = sample_cards()
    assert {(project, fy) for project in PROJECTS for fy in SAMPLE_YEARS} == set(cards)
    for key, card in cards.items():
        assert all(card.values()), key
        assert card["decision"] in DECISION_CHOICES, key


def test_no_card_repeats_another_years_text() -> None:
    texts = Counter(card[part] for card in sample_cards().values() for part in ("done", "result", "issue"))
    assert [text for text, times in texts.items() if times > 1] == []


def test_decisions_are_of_many_kinds() -> None:
    assert len({card["decision"] for card in sample_cards().values()}) >= 5


def test_a_mistake_is_planted_once_in_a_row() -> None:
    rows = [typed.kpi_id for typed in TYPED] + [FORMULA_ERROR[0], HIDDEN_ROW]
    assert len(set(rows)) == len(rows)
    assert {"E301", "E302"} == {row.code for row in EXTRA_ROWS}

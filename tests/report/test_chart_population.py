"""Charts of the population chapter: what they show, and that what is not known is left out."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from inaxl.books.sheet_styles import new_book
from inaxl.evaluation import population_until
from inaxl.plan.book import read_plan_book
from inaxl.population.assessment import Assessment
from inaxl.population.book import read_population_book
from inaxl.population.records import PopulationBook
from inaxl.population.vision import PopulationResult
from inaxl.report.chart_population import (
    change_years,
    changes_chart,
    gap_chart,
    gap_steps,
    pyramid_bars,
    pyramid_chart,
    scenarios_chart,
)
from inaxl.report.chart_style import Place
from inaxl.report.context_figures import figures, gap_sentence


@pytest.fixture(scope="module")
def population(demo: Path) -> PopulationResult:
    plan, _ = read_plan_book(demo / "plan.xlsx", check=False)
    book = read_population_book(demo / "population.xlsx", name="population.xlsx")
    return population_until(plan, book, 2023)


def test_the_waterfall_leads_from_the_first_gap_to_the_last(population: PopulationResult) -> None:
    """+293, −677, +42, −112, and −454 is what is left."""
    steps = gap_steps(population.assessment)
    assert [round(step.amount) for step in steps] == [293, -677, 42, -112, -454]
    assert [step.is_end for step in steps] == [True, False, False, False, True]
    assert steps[1].high == steps[0].high
    assert abs(sum(step.amount for step in steps[:-1]) - steps[-1].amount) < Decimal("1e-9")


def test_changes_of_the_years_that_are_known(population: PopulationResult) -> None:
    """平成30年 −328 and −68 (published), 令和5年 −570 and +28 (sample)."""
    years = {year.label: (year.natural, year.social) for year in change_years(population.observations)}
    assert years["平成30年"] == (-328, -68)
    assert years["令和5年"] == (-570, 28)


def test_the_pyramid_sets_the_census_beside_the_end_of_the_projection(population: PopulationResult) -> None:
    """2015 with unknown ages apportioned, 2045 as projected."""
    bars = pyramid_bars(population.assessment)
    assert bars.ages[-1] == "90～"
    assert round(sum(map(sum, bars.base))) == 68271
    assert round(sum(map(sum, bars.later))) == 47972


def test_what_is_not_known_is_left_out() -> None:
    """No book: no chart, no error."""
    assert gap_steps(None) == ()
    assert pyramid_bars(Assessment()) is None
    assert change_years(PopulationBook().observations) == ()
    assert figures(PopulationResult((), (), ())) == []


def test_every_figure_has_an_alternative_text_with_its_values(population: PopulationResult) -> None:
    """For those who cannot see the chart."""
    found = {item["chart"]["kind"]: item for item in figures(population)}
    assert list(found) == ["changes", "gap_parts", "pyramid", "scenarios"]
    assert "自然増減△677人" in found["gap_parts"]["chart"]["alt"]
    assert "47,972人" in found["scenarios"]["chart"]["alt"]
    assert "架空" in found["changes"]["note"]


def test_the_lede_says_where_the_change_of_the_gap_comes_from(population: PopulationResult) -> None:
    """One sentence with its figures; nothing where it is not known."""
    said = gap_sentence(population)
    assert (
        said
        == "4年間の差の変化は△747人で、内訳は自然増減△677人、社会増減＋42人、その他・統計の段差△112人である。"
    )
    assert gap_sentence(PopulationResult((), (), ())) == ""


def test_the_charts_are_native_and_keep_their_numbers_beside_them(population: PopulationResult) -> None:
    """Four charts in a book, the same bytes every time."""

    def made() -> bytes:
        out = io.BytesIO()
        book = new_book(out, "図")
        sheet = book.add_worksheet("図")
        found = population.assessment
        charts = (
            changes_chart(Place(book, sheet, 0), change_years(population.observations)),
            gap_chart(Place(book, sheet, 30), gap_steps(found)),
            pyramid_chart(Place(book, sheet, 60), pyramid_bars(found)),
            scenarios_chart(Place(book, sheet, 90), found.outlook),
        )
        for number, chart in enumerate(charts):
            sheet.insert_chart(number * 20, 10, chart)
        book.close()
        return out.getvalue()

    content = made()
    assert content == made()
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert sum(name.startswith("xl/charts/chart") for name in names) == 4

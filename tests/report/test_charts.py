"""Each chart: its data stand in its block, and what Excel, Word and LibreOffice read differently is said outright."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest
from lxml import etree

from inaxl.evaluate.aggregate import Counts
from inaxl.report.chart_data import goal_bars, goal_series, measure_bars, population_lines, year_bars
from inaxl.report.chart_goals import GoalPoint, GoalSeries, goal_chart
from inaxl.report.chart_parts import WordChart, word_charts
from inaxl.report.chart_style import Place
from inaxl.report.charts import (
    DatedValue,
    PopulationLines,
    RatingBar,
    population_chart,
    ratings_chart,
    years_chart,
)
from tests.report.sample_results import sample_results

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
RESULTS = sample_results()
RULES = RESULTS.plan.rules
Build = Callable[[Place], object]
CHARTS: dict[str, Build] = {
    "ratings": lambda place: ratings_chart(place, goal_bars(RESULTS), RULES),
    "measures": lambda place: ratings_chart(place, measure_bars(RESULTS, "g1"), RULES),
    "years": lambda place: years_chart(place, year_bars(RESULTS), RULES),
    "sum": lambda place: goal_chart(place, goal_series(RESULTS, RESULTS.goals[1])),
    "level": lambda place: goal_chart(place, goal_series(RESULTS, RESULTS.goals[0])),
    "population": lambda place: population_chart(place, population_lines(RESULTS.population)),
}
every_chart = pytest.mark.parametrize("build", CHARTS.values(), ids=CHARTS)


def made(build: Build) -> tuple[etree._Element, WordChart]:
    chart = word_charts([build])[0]  # type: ignore[arg-type]
    return etree.fromstring(chart.chart_xml), chart


def cells(chart: WordChart) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(chart.workbook)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def references(chart: WordChart) -> list[str]:
    return [node.text or "" for node in etree.fromstring(chart.chart_xml).iter(f"{C}f")]


def split_reference(reference: str) -> tuple[str, str]:
    sheet, _, area = reference.rpartition("!")
    return sheet.strip("'"), area


def labels(root: etree._Element) -> list[str]:
    return [
        "".join(label.itertext(f"{A}t"))
        for label in root.iter(f"{C}dLbl")
        if label.find(f"{C}tx") is not None
    ]


@every_chart
def test_the_same_chart_gives_the_same_bytes(build: Build) -> None:
    assert word_charts([build])[0] == word_charts([build])[0]  # type: ignore[arg-type]


@every_chart
def test_a_chart_for_word_refers_to_its_workbook_and_has_no_print_settings(build: Build) -> None:
    root, _ = made(build)
    assert root.find(f"{C}printSettings") is None
    assert root[-1].tag == f"{C}externalData"
    assert "rId1" in root[-1].attrib.values()


@every_chart
def test_edit_data_opens_a_book_with_the_data_alone(build: Build) -> None:
    _, chart = made(build)
    with zipfile.ZipFile(io.BytesIO(chart.workbook)) as package:
        names = package.namelist()
        types = package.read("[Content_Types].xml")
    assert not [name for name in names if "chart" in name or "drawing" in name]
    assert b"/xl/charts" not in types
    assert len(cells(chart)) > 1


def test_charts_drawn_together_have_each_its_own_data() -> None:
    """One book is drawn for all; what is cut out of it is what a chart drawn alone has."""
    together = word_charts(list(CHARTS.values()))  # type: ignore[arg-type]
    assert len(together) == len(CHARTS)
    for chart, build in zip(together, CHARTS.values(), strict=True):
        alone = word_charts([build])[0]  # type: ignore[arg-type]
        assert cells(chart) == cells(alone)
        assert references(chart) == references(alone)
        assert {sheet for sheet, _ in map(split_reference, references(chart))} == {"図の元の値"}


def test_no_charts_are_no_work() -> None:
    assert word_charts([]) == []


@every_chart
def test_all_label_flags_are_said_in_the_order_of_the_schema(build: Build) -> None:
    """Excel reads an absent flag as no, LibreOffice and the schema as yes."""
    root, _ = made(build)
    flags = ["showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize"]
    groups = [g for g in [*root.iter(f"{C}dLbls"), *root.iter(f"{C}dLbl")] if g.find(f"{C}delete") is None]
    assert groups
    for group in groups:
        assert flags == [child.tag.removeprefix(C) for child in group if child.tag.startswith(f"{C}show")]


@every_chart
def test_ticks_corners_smoothing_and_gaps_are_said(build: Build) -> None:
    root, _ = made(build)
    assert root.find(f"{C}roundedCorners").get("val") == "0"
    assert root.find(f"{C}chart/{C}dispBlanksAs").get("val") == "gap"
    for axis in [*root.iter(f"{C}catAx"), *root.iter(f"{C}valAx")]:
        assert axis.find(f"{C}majorTickMark") is not None
        assert axis.find(f"{C}minorTickMark") is not None
        assert int(axis.find(f"{C}axId").get("val")) > 0
    for series in root.iterfind(f".//{C}lineChart/{C}ser"):
        assert series.find(f"{C}smooth").get("val") == "0"


@every_chart
def test_every_font_is_named_for_latin_east_asian_and_complex_script(build: Build) -> None:
    root, _ = made(build)
    for latin in root.iter(f"{A}latin"):
        names = [latin.getparent().find(f"{A}{script}").get("typeface") for script in ("latin", "ea", "cs")]
        assert names == ["BIZ UDPゴシック"] * 3


@every_chart
def test_a_missing_value_is_no_point(build: Build) -> None:
    """An empty cell in a cache would be drawn as 0."""
    root, chart = made(build)
    rows = cells(chart)
    for cache in root.iter(f"{C}numCache"):
        column, first = re.fullmatch(r".*\$([A-Z]+)\$(\d+):.*", cache.getparent().find(f"{C}f").text).groups()
        values = [row[openpyxl.utils.column_index_from_string(column) - 1] for row in rows[int(first) - 1 :]]
        filled = [i for i, value in enumerate(values) if value is not None]
        count = int(cache.find(f"{C}ptCount").get("val"))
        assert [i for i in filled if i < count] == [int(point.get("idx")) for point in cache.iter(f"{C}pt")]


def test_last_year_lies_thin_under_this_year_on_hidden_axes_of_the_same_scale() -> None:
    root, chart = made(CHARTS["ratings"])
    this_year, last_year = root.findall(f".//{C}barChart")
    assert (this_year.find(f"{C}gapWidth").get("val"), last_year.find(f"{C}gapWidth").get("val")) == (
        "0",
        "90",
    )
    scales = {
        (axis.find(f"{C}scaling/{C}min").get("val"), axis.find(f"{C}scaling/{C}max").get("val"))
        for axis in root.iter(f"{C}valAx")
    }
    assert scales == {("0", "1")}
    assert [row[0] for row in cells(chart)[1:6]] == ["全体", "前年度", None, "① 結婚・出産・子育て", "前年度"]


def test_without_last_year_there_is_one_group_of_bars() -> None:
    bars = [RatingBar("全体", Counts(3, 2, 1, 0, None))]
    root, chart = made(lambda place: ratings_chart(place, bars, RULES))
    assert len(root.findall(f".//{C}barChart")) == 1
    assert cells(chart)[1] == ["全体", 3, 2, 1, 0]


def test_the_key_names_every_rating_in_the_colour_of_its_series() -> None:
    root, _ = made(CHARTS["years"])
    title = root.find(f".//{C}title")
    assert (
        "".join(title.itertext(f"{A}t")) == " ■ ◎ 順調　■ ○ おおむね順調　■ ▼ 努力を要する　□ － 実績値なし"
    )
    colours = [
        r.find(f".//{A}srgbClr").get("val") for r in title.iter(f"{A}r") if r.find(f"{A}t").text == "■"
    ]
    assert colours == ["17406D", "A9CBEA", "BF5308"]


def test_a_shortfall_is_a_bracket_with_its_size_in_words() -> None:
    """46 of 100 persons after four of five years: the even path stands at 80."""
    root, _ = made(CHARTS["sum"])
    shown = {label.strip() for label in labels(root)}
    assert shown == {"累計 46人", "指標値 100人", "34人 届かない", "均等な進み"}
    assert float(root.find(f".//{C}errBars/{C}val").get("val")) == 17  # half of it, up and down


def test_who_is_ahead_of_the_even_path_gets_no_bracket() -> None:
    points = (
        GoalPoint("R2", Decimal(30), Decimal(30), Decimal(20), None, None),
        GoalPoint("R3", None, None, Decimal(40), None, Decimal(40)),
    )
    root, _ = made(lambda place: goal_chart(place, GoalSeries("人", 0, points, True)))
    assert root.find(f".//{C}errBars") is None
    assert not [text for text in labels(root) if "届かない" in text]


def test_the_baseline_of_a_level_stands_in_its_own_year() -> None:
    series = goal_series(RESULTS, RESULTS.goals[0])
    assert [point.label for point in series.points] == ["H29", "H30", "R1", "R2", "R3", "R4", "R5", "R6"]
    assert series.points[0].baseline == Decimal("1.46")
    assert [point.evaluated for point in series.points[:3]] == [None] * 3
    assert series.points[-1].target == Decimal("1.74")


def test_a_sum_never_shows_the_single_year_baseline() -> None:
    """社会増減: the baseline −25 is one year, the target a sum over five."""
    series = goal_series(RESULTS, RESULTS.goals[1])
    assert {point.baseline for point in series.points} == {None}
    assert [point.even_path for point in series.points] == [20, 40, 60, 80, 100]


def test_population_lines_stand_on_their_own_days() -> None:
    """1 January and 1 October are nine months apart, not one category."""
    root, chart = made(CHARTS["population"])
    assert root.find(f".//{C}scatterChart") is not None
    rows = cells(chart)
    assert rows[1][:4] == [dt.datetime(2017, 1, 1), 67810, dt.datetime(2015, 10, 1), 67796]
    assert labels(root) == ["将来展望 55,000", "実績 64,211人"]


def test_the_newest_population_has_its_name_where_no_line_runs() -> None:
    """At the end of a thin line that starts from it: a fifth of the figures' range lower, two years to the left."""
    lines = PopulationLines(
        (DatedValue(dt.date(2024, 1, 1), Decimal(64211)),),
        (DatedValue(dt.date(2015, 10, 1), Decimal(67796)), DatedValue(dt.date(2045, 10, 1), Decimal(55000))),
    )
    _, chart = made(lambda place: population_chart(place, lines))
    assert [row[4:6] for row in cells(chart)[:3]] == [
        ["期日（引出線）", "引出線"],
        [dt.datetime(2024, 1, 1), 64211],
        [dt.datetime(2022, 1, 1), 61652],
    ]


def test_population_without_a_vision_is_still_a_chart() -> None:
    lines = PopulationLines((DatedValue(dt.date(2024, 1, 1), Decimal(64211)),), ())
    root, _ = made(lambda place: population_chart(place, lines))
    assert len(root.findall(f".//{C}ser")) == 1


def test_measures_without_indicators_are_left_out() -> None:
    assert [bar.name for bar in measure_bars(RESULTS, "g2")] == ["② 移住・定住と観光"]
    assert measure_bars(RESULTS, None) == ()

"""The sheets 集計 and 人口指標: figures that can be calculated with, and native charts of the right cells."""

from __future__ import annotations

from decimal import Decimal

import pytest

from inaxl import buttons
from inaxl.excel.result_sheets import population_sheet, summary_sheet
from inaxl.population.vision import Gap, PopulationResult


def row(name: str, evaluated: str | None, decimals: int, rating: str, achievement: str | None) -> dict:
    return {
        "kpi_id": name,
        "name": name,
        "unit": "人",
        "decimals": decimals,
        "baseline": Decimal(8),
        "actual": evaluated and Decimal(evaluated),
        "evaluated": evaluated and Decimal(evaluated),
        "target": Decimal(10),
        "achievement": achievement and Decimal(achievement),
        "rating": rating,
    }


@pytest.fixture
def summary(plan):
    rows = [
        row("移住者数", "1234", 0, "on_track", "1.3"),
        row("相談件数", "-3", 0, "needs_effort", "0.5"),
        row("定住率", "72.66", 1, "mostly_on_track", "0.93"),
        row("満足度", None, 1, "no_actual", None),
    ]
    return summary_sheet(rows, {"移住者数": rows[1]}, plan.rules, "企画部企画課", 2023)


def test_figures_are_numbers_and_their_formats_make_them_look_as_on_paper(summary) -> None:
    """Text that looks like a number gets a green corner in Excel and cannot be added up; unknown stays a dash."""
    body = [[cell.value for cell in line.cells] for line in summary.sheet.rows[-4:]]
    assert [line[3] for line in body] == [Decimal(1234), Decimal(-3), Decimal("72.7"), "－"]
    assert [line[2] for line in body] == [Decimal(-3), "－", "－", "－"]
    assert [line[5] for line in body] == [Decimal("1.3"), Decimal("0.5"), Decimal("0.93"), "－"]
    first = len(summary.sheet.rows) - 3
    assert summary.formats == (
        ((first, 2, first + 1, 5), '#,##0;"△"#,##0;0'),
        ((first + 2, 2, first + 3, 5), '#,##0.0;"△"#,##0.0;0.0'),
        ((first, 6, first + 3, 6), '0.0%;"△"0.0%'),
    )


def test_the_chart_is_drawn_from_the_counts_in_their_colours(summary) -> None:
    """Four bars beside their table, coloured like the cells."""
    top, left, bottom, right = summary.chart.source
    cells = [[cell.value for cell in line.cells] for line in summary.sheet.rows[top - 1 : bottom]]
    assert (left, right) == (1, 2)
    assert [count for _, count in cells] == [1, 1, 1, 1]
    fills = [line.cells[0].look.fill for line in summary.sheet.rows[top - 1 : bottom]]
    assert list(summary.chart.colours)[:3] == fills[:3]


def test_a_department_without_indicators_gets_no_chart(plan) -> None:
    """Nothing to draw, and the sheet says so."""
    empty = summary_sheet([], {}, plan.rules, "会計課", 2023)
    assert (empty.chart, empty.lede, empty.formats) == (None, "報告する指標はありません。", ())


def test_gaps_to_the_vision_are_numbers_too() -> None:
    """Difference and share keep their sign; where the vision says nothing there is a dash, not a zero."""
    gaps = (
        Gap(
            "total_population",
            2023,
            None,
            Decimal(64211),
            Decimal(64665),
            Decimal(-454),
            Decimal("-0.7021"),
            True,
        ),
        Gap("tfr", 2022, None, Decimal("1.43"), None, None, None, False),
    )
    shown = population_sheet(PopulationResult((), (), gaps), 2023, "総合戦略")
    lines = [[cell.value for cell in line.cells] for line in shown.sheet.rows if len(line.cells) > 5]
    assert lines[2][1:5] == [Decimal(64211), Decimal(64665), Decimal(-454), Decimal("-0.007021")]
    assert lines[4][1:5] == [Decimal("1.43"), "－", "－", "－"]
    assert shown.chart.title == "総人口の実績と将来展望"


@pytest.mark.libreoffice
def test_the_application_has_the_charts_and_the_formats(folder, open_book, told) -> None:
    """Source, title and legend of both charts in the open document; figures show △ for what fell."""
    book = open_book(folder / "workbooks" / "R05" / "02_地域創造課.xlsx")
    for button, name, title, has_legend in (
        (buttons.show_summary, "集計", "評価ごとの指標数", False),
        (buttons.show_population, "人口指標", "総人口の実績と将来展望", True),
    ):
        for _ in range(2):  # the second click puts the chart in the place of the first one
            assert button(book).is_done
        sheet = book.impl.document.Sheets.getByName(name)
        assert sheet.Charts.Count == 1
        chart = sheet.Charts.getByIndex(0)
        assert len(chart.Ranges) == 1
        assert chart.EmbeddedObject.Title.String == title
        assert chart.EmbeddedObject.HasLegend is has_legend
    shown = [
        book.impl.document.Sheets.getByName("人口指標").getCellByPosition(3, line).String
        for line in range(14)
    ]
    assert "△454" in shown

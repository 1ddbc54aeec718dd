"""The sheets 集計 and 人口指標 that buttons 3 and 4 add to an open book, and the native chart on each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from inaxl.books.edits import CellLook, OwnCell, OwnRow, SetSheet
from inaxl.excel import com
from inaxl.plan.model import RATINGS, RatingRules
from inaxl.population.vision import INDICATOR_LABELS, Gap, PopulationResult, milestone_date
from inaxl.values.display import ABSENT, excel_format, excel_percent_format, number, rounded
from inaxl.values.periods import day_label, fy_label, fy_short, year_label

if TYPE_CHECKING:
    import xlwings

SUMMARY, POPULATION = "集計", "人口指標"
_INK, _SUB, _NAVY, _FIGURES = "1A1A1A", "555B63", "17406D", "BIZ UDゴシック"
_HAIR = ("thin", "DDE1E6")
_TITLE = CellLook(size=18, bold=True, colour=_NAVY)
_LEDE = CellLook(size=12, bold=True)
_RIGHT = CellLook(size=10, colour=_SUB, horizontal="right")
_HEAD = CellLook(size=10, colour=_SUB, top=("medium", _INK), bottom=("thin", "AEB5BD"))
_HEAD_FIGURE = _HEAD._replace(horizontal="right")
_TEXT = CellLook(size=10, bottom=_HAIR, wrap=True)
_NOTE = CellLook(size=9, colour=_SUB)
_FIGURE = CellLook(font=_FIGURES, size=10, bottom=_HAIR, horizontal="right")
_NOW, _PAST = _FIGURE._replace(bold=True), _FIGURE._replace(colour=_SUB)
_RATING_LOOKS: dict[str, CellLook] = dict(
    zip(
        RATINGS,
        (
            CellLook(size=10, bold=True, colour="FFFFFF", fill=_NAVY, bottom=_HAIR, horizontal="center"),
            CellLook(size=10, fill="A9CBEA", bottom=_HAIR, horizontal="center"),
            CellLook(size=10, bold=True, colour="FFFFFF", fill="BF5308", bottom=_HAIR, horizontal="center"),
            CellLook(size=10, colour=_SUB, bottom=_HAIR, horizontal="center"),
        ),
        strict=True,
    )
)


NEAR_ENOUGH = Decimal("0.05")
"""Percent of the vision's value within which the population counts as equal to it, as in the report."""


class ChartSpec(NamedTuple):
    """A native chart on a sheet of our own: what it is drawn from and where it stands (1-based cells).

    `colours`: of the bars, or of the lines.
    """

    kind: str
    source: tuple[int, int, int, int]
    at: tuple[int, int]
    title: str
    colours: tuple[str, ...]
    size: tuple[float, float] = (480, 240)


class ResultSheet(NamedTuple):
    """The sheet, its chart (None where there is nothing to draw), its first sentence, number formats by rectangle."""

    sheet: SetSheet
    chart: ChartSpec | None
    lede: str
    formats: tuple[tuple[tuple[int, int, int, int], str], ...] = ()


def summary_sheet(
    rows: Sequence[Mapping[str, Any]],
    previous: Mapping[str, Mapping[str, Any]],
    rules: RatingRules,
    department: str,
    fy: int,
) -> ResultSheet:
    """One department's ratings. rows: those of kpis.csv of the year; previous: last year's by KPI ID."""
    counts = {rating: sum(_rating(row) == rating for row in rows) for rating in RATINGS}
    good = counts["on_track"] + counts["mostly_on_track"]
    labels = [rules.label(rating) for rating in RATINGS]
    lede = (
        f"{len(rows)}指標のうち{good}指標が「{labels[0]}」か「{labels[1]}」です。"
        if rows
        else "報告する指標はありません。"
    )
    top = [
        OwnRow(
            (OwnCell(f"{fy_label(fy)}　集計", _TITLE), *(OwnCell(),) * 6, OwnCell(department, _RIGHT)), 32
        ),
        OwnRow((OwnCell(lede, _LEDE),), 24),
        OwnRow((OwnCell("評価", _HEAD), OwnCell("指標数", _HEAD_FIGURE)), 20),
    ]
    top += [
        OwnRow(
            (OwnCell(f"{rules.glyph(r)} {rules.label(r)}", _RATING_LOOKS[r]), OwnCell(counts[r], _NOW)), 20
        )
        for r in RATINGS
    ]
    top += [OwnRow(height=18)] * 7  # beside and below the counts stands the chart
    heads = ("KPI", "基準値", "前年度", fy_short(fy), "指標値", "達成率", "評価", "前年度の評価")
    looks = (_HEAD, *(_HEAD_FIGURE,) * 5, *(_HEAD._replace(horizontal="center"),) * 2)
    top.append(OwnRow(tuple(OwnCell(h, look) for h, look in zip(heads, looks, strict=True)), 22))
    body = [_kpi_row(row, previous.get(row["kpi_id"]), rules) for row in rows]
    sheet = SetSheet(
        SUMMARY,
        (*top, *body),
        (34, 13, 13, 13, 13, 11, 17, 17),
        frozen_rows=0,
        tab_colour=_NAVY,
        footer="&C－ &P －",
    )
    bars = (_NAVY, "A9CBEA", "BF5308", "CBD5E0")
    chart = ChartSpec("bar_clustered", (4, 1, 7, 2), (3, 4), "評価ごとの指標数", bars, (430, 190))
    return ResultSheet(sheet, chart if rows else None, lede, tuple(_formats_of(rows, len(top) + 1)))


def _formats_of(
    rows: Sequence[Mapping[str, Any]], first: int
) -> Iterator[tuple[tuple[int, int, int, int], str]]:
    """Formats of the figures, one for the rows below each other that have the same decimals."""
    row = first
    for decimals, same in groupby(rows, key=lambda row: row.get("decimals")):
        count = len(list(same))
        yield (row, 2, row + count - 1, 5), excel_format(decimals)
        row += count
    if rows:
        yield (first, 6, row - 1, 6), excel_percent_format()


def _rating(row: Mapping[str, Any]) -> str:
    return str(row.get("rating_override") or row["rating"])


def _kpi_row(row: Mapping[str, Any], before: Mapping[str, Any] | None, rules: RatingRules) -> OwnRow:
    decimals, rating = row.get("decimals"), _rating(row)
    share = ABSENT if row["achievement"] is None else Decimal(str(row["achievement"]))
    last = OwnCell(
        rules.label(_rating(before)) if before else ABSENT, _TEXT._replace(colour=_SUB, horizontal="center")
    )
    return OwnRow(
        (
            OwnCell(f"{row['name']}　{row['unit']}", _TEXT),
            OwnCell(_shown(row["baseline"], decimals), _PAST),
            OwnCell(_shown(before["actual"] if before else None, decimals), _PAST),
            OwnCell(_shown(row["evaluated"], decimals), _NOW),
            OwnCell(_shown(row["target"], decimals), _FIGURE),
            OwnCell(share, _FIGURE),
            OwnCell(f"{rules.glyph(rating)} {rules.label(rating)}", _RATING_LOOKS[rating]),
            last,
        ),
        28,
    )


def _shown(value: Decimal | None, decimals: int | None) -> Decimal | str:
    """The figure itself, so that it can be calculated with; its format makes it look as on paper."""
    if value is None:
        return ABSENT
    return value if decimals is None else rounded(value, decimals)


def population_sheet(population: PopulationResult, fy: int, plan_title: str) -> ResultSheet:
    """Indicators against the vision, as far as both are known."""
    latest = population.latest()
    lede = "人口の統計と将来展望の両方がそろっていません。"
    if latest is not None and latest.difference is not None:
        lede = _lede(latest, latest.difference)
    rows = [
        OwnRow((OwnCell("人口指標", _TITLE), *(OwnCell(),) * 4, OwnCell(plan_title, _RIGHT)), 32),
        OwnRow((OwnCell(lede, _LEDE),), 24),
        OwnRow(height=8),
    ]
    charted: tuple[int, int] | None = None
    formats = []
    for indicator, label in INDICATOR_LABELS.items():
        listed = [gap for gap in population.gaps if gap.indicator == indicator]
        if not listed:
            continue
        heads = ("年", "実績", "将来展望", "差", "差の割合", "")
        rows.append(OwnRow((OwnCell(label, CellLook(size=12, bold=True)),), 26))
        rows.append(
            OwnRow(tuple(OwnCell(h, _HEAD if i in (0, 5) else _HEAD_FIGURE) for i, h in enumerate(heads)), 20)
        )
        first = len(rows) + 1
        decimals = 2 if indicator == "tfr" else 0
        for gap in listed:
            rows.append(
                OwnRow(
                    (
                        OwnCell(day_label(gap.as_of) if gap.as_of else f"{year_label(gap.year)}", _TEXT),
                        OwnCell(gap.actual, _NOW),
                        OwnCell(_shown(gap.expected, decimals), _FIGURE),
                        OwnCell(_shown(gap.difference, decimals), _FIGURE),
                        OwnCell(gap.percent / 100 if gap.percent is not None else ABSENT, _FIGURE),
                        OwnCell(
                            "年の間は日数で補間" if gap.interpolated and gap.expected is not None else "",
                            _NOTE,
                        ),
                    ),
                    20,
                )
            )
        formats.append(((first, 2, len(rows), 4), excel_format(decimals)))
        formats.append(((first, 5, len(rows), 5), excel_percent_format()))
        if charted is None:
            charted = (first - 1, len(rows))
        rows.append(OwnRow(height=10))
    sheet = SetSheet(POPULATION, tuple(rows), (19, 14, 14, 14, 14, 30), tab_colour=_NAVY, footer="&C－ &P －")
    chart = None
    if charted:
        title = INDICATOR_LABELS[next(key for key in INDICATOR_LABELS if population.latest(key))]
        source = (charted[0], 1, charted[1], 3)
        chart = ChartSpec("line_markers", source, (3, 8), f"{title}の実績と将来展望", (_NAVY, "7A828C"))
    return ResultSheet(sheet, chart, lede, tuple(formats))


def _lede(gap: Gap, difference: Decimal) -> str:
    """`令和6年1月1日の人口は64,211人で、将来展望の線を454人下回りました。`"""
    day = day_label(gap.as_of or milestone_date(gap.year))
    stand = f"{day}の人口は{number(gap.actual, 0)}人で、将来展望の線"
    if gap.percent is not None and abs(gap.percent) <= NEAR_ENOUGH:
        return f"{stand}とほぼ同じです。"
    verb = "下回りました" if difference < 0 else "上回りました"
    return f"{stand}を{number(abs(difference), 0)}人{verb}。"


def draw(book: xlwings.Book, result: ResultSheet) -> None:
    """Number formats, and the sheet's chart in place of the one that is there."""
    sheet = book.sheets[result.sheet.name]
    for (top, left, bottom, right), code in result.formats:
        sheet.range((top, left), (bottom, right)).number_format = code
    if result.chart is None:
        return
    for old in list(sheet.charts):
        old.delete()
    spec = result.chart
    corner = sheet.range(spec.at)
    chart = sheet.charts.add(corner.left, corner.top + 4, *spec.size)
    chart.chart_type = spec.kind
    top, left, bottom, right = spec.source
    chart.set_source_data(sheet.range((top, left), (bottom, right)))
    with suppress(Exception):  # a chart is right without its dress, which an Excel may refuse
        _dress(chart.api[1], spec)


def _dress(native: Any, spec: ChartSpec) -> None:
    """Title and colours; bars in the order of their table, with their figures."""
    native.HasTitle = True
    native.ChartTitle.Text = spec.title
    is_bars = spec.kind.startswith("bar")
    native.HasLegend = not is_bars
    for place, colour in enumerate(map(com.colour, spec.colours), 1):
        if is_bars:
            native.SeriesCollection(1).Points(place).Format.Fill.ForeColor.RGB = colour
        else:
            native.SeriesCollection(place).Format.Line.ForeColor.RGB = colour
    if is_bars:
        native.SeriesCollection(1).HasDataLabels = True
        native.Axes(1).ReversePlotOrder = True

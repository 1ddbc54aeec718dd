"""Charts of the population chapter beside the line of totals: pyramid, natural and social change, the gap taken apart.

Each takes pure data and gives a native chart, for `merged.xlsx` and Word alike; see `charts.py` for the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from inaxl.books.sheet_styles import CHANGE_FORMAT, PALETTE
from inaxl.population.assessment import Assessment
from inaxl.population.outlook import Outlook
from inaxl.population.vision import NET_MIGRATION, Observation
from inaxl.report.chart_style import (
    NO_LINE,
    Place,
    begin_chart,
    category_axis,
    finished,
    font,
    named,
    value_axis,
    write_block,
)
from inaxl.values.display import change
from inaxl.values.periods import day_label, year_label

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart

BOTH_SIGNS = "#,##0;#,##0;0"  # men stand left of the axis; their figures are not negative
_MOST_YEARS = 8
_STEP = 5000
_LINES = (
    (PALETTE.navy, "solid"),
    (PALETTE.ink, "dash"),
    (PALETTE.mid, "solid"),
    (PALETTE.fourth, "dash"),
    (PALETTE.sky, "solid"),
    (PALETTE.mid, "round_dot"),
)


class PyramidBars(NamedTuple):
    """Five-year ages of two dates [persons]: the base year filled, the other year as an outline."""

    ages: tuple[str, ...]
    base_name: str
    base: tuple[tuple[float, ...], tuple[float, ...]]
    later_name: str
    later: tuple[tuple[float, ...], tuple[float, ...]]


class ChangeYear(NamedTuple):
    """Natural and social change of one year [persons]; None where it is not known."""

    label: str
    natural: Decimal | None
    social: Decimal | None


class GapStep(NamedTuple):
    """One bar of the waterfall: from `low` to `high` [persons], what it adds, and whether it is an end of the path."""

    label: str
    low: Decimal
    high: Decimal
    amount: Decimal
    is_end: bool


def pyramid_bars(found: Assessment | None) -> PyramidBars | None:
    """The newest census beside the end year of the first projection; None where one is missing or ages differ."""
    if found is None:
        return None
    actual = [item for item in found.pyramids if item.kind == "actual"]
    ahead = [item for item in found.pyramids if item.kind == "projection"]
    if not actual or not ahead or actual[0].ages != ahead[0].ages:
        return None
    base, later = actual[0], ahead[0]
    return PyramidBars(
        tuple(age.replace("-", "～").replace("+", "～") for age in base.ages),
        f"{base.as_of.year}年",
        (base.male, base.female),
        f"{later.as_of.year}年",
        (later.male, later.female),
    )


def change_years(observations: Sequence[Observation]) -> tuple[ChangeYear, ...]:
    """Natural and social change of the last years in which one of them is known."""
    by_year: dict[int, dict[str, Decimal]] = {}
    for item in observations:
        if item.kind == "actual" and item.indicator in ("births", "deaths", NET_MIGRATION):
            by_year.setdefault(item.year, {})[item.indicator] = item.value
    rows = []
    for year, own in sorted(by_year.items())[-_MOST_YEARS:]:
        natural = own["births"] - own["deaths"] if {"births", "deaths"} <= own.keys() else None
        rows.append(ChangeYear(year_label(year), natural, own.get(NET_MIGRATION)))
    return tuple(rows)


def gap_steps(found: Assessment | None) -> tuple[GapStep, ...]:
    """The gap at the start, what changed it, and the gap at the end; empty where it cannot be taken apart."""
    apart = found.decomposition if found else None
    if apart is None or apart.natural is None or apart.social is None or apart.residual is None:
        return ()
    steps = [_step(f"{day_label(apart.start)}の差", Decimal(0), apart.start_gap, is_end=True)]
    at = apart.start_gap
    named_parts = (
        ("自然増減", apart.natural),
        ("社会増減", apart.social),
        ("その他・統計の段差", apart.residual),
    )
    for label, amount in named_parts:
        steps.append(_step(label, at, amount))
        at += amount
    return (*steps, _step(f"{day_label(apart.end)}の差", Decimal(0), apart.end_gap, is_end=True))


def _step(label: str, start: Decimal, amount: Decimal, *, is_end: bool = False) -> GapStep:
    low, high = sorted((start, start + amount))
    return GapStep(label, low, high, amount, is_end)


def pyramid_chart(place: Place, data: PyramidBars) -> Chart:
    """Population pyramid: men left, women right, 5-year ages between; base year filled, comparison year in outline."""
    head = ["年齢", *(f"{name} {sex}" for name in (data.base_name, data.later_name) for sex in ("男", "女"))]
    columns = ([-n for n in data.base[0]], data.base[1], [-n for n in data.later[0]], data.later[1])
    block: list[list[Any]] = [head, *(list(row) for row in zip(data.ages, *columns, strict=True))]
    rows = write_block(place, block)
    chart = begin_chart(place, "bar")
    for column in range(1, 5):
        look: dict[str, Any] = {"fill": {"color": PALETTE.past}, "border": NO_LINE}
        if column > 2:
            look = {"fill": {"none": True}, "border": {"color": PALETTE.navy, "width": 1.5}}
        chart.add_series(named(place, column, rows) | look | {"gap": 12, "overlap": 100})
    figures = {"num_format": BOTH_SIGNS, "num_font": font(7, PALETTE.sub)}  # seven of them side by side
    chart.set_x_axis(value_axis(0) | figures)
    chart.set_y_axis(category_axis(7.5) | {"label_position": "low", "interval_unit": 2, "line": NO_LINE})
    key = f"面 {data.base_name}　線 {data.later_name}　左 男・右 女"
    return finished(chart, title=key)


def changes_chart(place: Place, years: Sequence[ChangeYear]) -> Chart:
    """Natural and social change side by side, every bar labelled."""
    block: list[list[Any]] = [["年", "自然増減", "社会増減"]]
    block += [[year.label, year.natural, year.social] for year in years]
    rows = write_block(place, block)
    chart = begin_chart(place, "column")
    fills = (
        (1, {"color": PALETTE.navy}, {"none": True}),
        (2, {"color": PALETTE.sky}, {"color": PALETTE.navy, "width": 0.75}),
    )
    for column, fill, border in fills:
        label = {
            "value": True,
            "num_format": CHANGE_FORMAT,
            "position": "outside_end",
            "font": font(8, bold=column == 1),
        }
        series = named(place, column, rows) | {"fill": fill, "border": border, "gap": 60, "overlap": 0}
        chart.add_series(series | {"data_labels": label})
    chart.set_x_axis(category_axis(8.5) | {"label_position": "low"})
    chart.set_y_axis(value_axis(0) | {"visible": False, "major_gridlines": {"visible": False}})
    return finished(chart, title="■ 自然増減　□ 社会増減")


def gap_chart(place: Place, steps: Sequence[GapStep]) -> Chart:
    """Horizontal waterfall of the gap to the vision: ends navy, falls rust, rises sky; the rest always shown."""
    block: list[list[Any]] = [["要因", "台", "＋側", "△側"]]
    for step in reversed(steps):  # the first bar stands at the top
        name = f"{step.label}　{change(step.amount, 0)}"  # beside the bar: a short one has no room for its figure
        if step.low >= 0:
            block.append([name, step.low, step.high - step.low, None])
        elif step.high <= 0:
            block.append([name, step.high, None, step.low - step.high])
        else:
            block.append([name, None, step.high, step.low])
    rows = write_block(place, block)
    chart = begin_chart(place, "bar", "stacked")
    chart.add_series(named(place, 1, rows) | {"fill": {"none": True}, "border": NO_LINE, "gap": 45})
    for column in (2, 3):
        points = [_bar(step) for step in reversed(steps)]
        chart.add_series(named(place, column, rows) | {"points": points, "border": NO_LINE, "gap": 45})
    chart.set_x_axis(value_axis(0))
    chart.set_y_axis(category_axis(8.5) | {"label_position": "low"})
    return finished(chart)


def scenarios_chart(place: Place, ahead: Outlook) -> Chart:
    """Total population of every scenario; the first one, the published projection, is the thick line."""
    paths = [path for path in ahead.paths if path.totals is not None]
    block: list[list[Any]] = [["年", *(path.label for path in paths)]]
    for number, year in enumerate(ahead.paths[0].years):
        block.append([str(year), *(round(path.totals[number]) for path in paths if path.totals is not None)])
    rows = write_block(place, block)
    chart = begin_chart(place, "line")
    for number in range(len(paths)):
        color, dash = _LINES[number % len(_LINES)]
        line = {"color": color, "width": 2.25 if number == 0 else 1.25, "dash_type": dash}
        chart.add_series(named(place, number + 1, rows) | {"line": line})
    chart.set_x_axis(category_axis(7 if len(ahead.paths[0].years) > 5 else 8.5))
    least = min(min(path.totals) for path in paths if path.totals is not None)
    chart.set_y_axis(value_axis(0) | {"min": int(least // _STEP * _STEP)})
    made = finished(chart)
    made.set_legend({"position": "bottom", "font": font(8)})
    return made


def _bar(step: GapStep) -> dict[str, Any]:
    color = PALETTE.navy if step.is_end else PALETTE.rust if step.amount < 0 else PALETTE.sky
    return {"fill": {"color": color}, "border": NO_LINE}

"""The population book: published figures by year, each with its reference date and source, read into observations.

Layout: sheet 人口, one figure per row under the headings 年, 時点, 指標, 値, 単位, 区分, 出典, 備考.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from inaxl.books.grid import Grid, cell_name
from inaxl.books.read import read_workbook
from inaxl.findings import E202, E407, E408, E411, Finding
from inaxl.population.vision import INDICATOR_LABELS, Observation
from inaxl.values.labels import clean_text, label_key
from inaxl.values.numbers import read_value
from inaxl.values.periods import parse_period

SHEET = "人口"
HEADINGS = ("年", "時点", "指標", "値", "単位", "区分", "出典", "備考")
_REQUIRED = ("年", "指標", "値")
_KINDS = {"実績": "actual", "推計": "projection", "目標": "target", "": "actual"}
EXTRA_INDICATORS = {"出生数": "births", "死亡数": "deaths", "転入数": "in_migrants", "転出数": "out_migrants"}
INDICATORS = {label_key(label): key for key, label in INDICATOR_LABELS.items()} | {
    label_key(label): key for label, key in EXTRA_INDICATORS.items()
}


def read_population_book(path: Path, *, name: str) -> tuple[tuple[Observation, ...], tuple[Finding, ...]]:
    """All readable figures, in the order of the sheet, and a finding at each cell that cannot be read."""
    grid = next((grid for grid in read_workbook(path, name=name).grids if grid.name == SHEET), None)
    if grid is None:
        return (), (E202.at(book=name, column=f"シート「{SHEET}」"),)
    header = _header(grid)
    if header is None:
        return (), (E202.at(book=name, sheet=SHEET, column="・".join(_REQUIRED)),)
    observations: list[Observation] = []
    findings: list[Finding] = []
    for item in _rows(grid, *header, name):
        (observations if isinstance(item, Observation) else findings).append(item)  # type: ignore[arg-type]
    return tuple(observations), tuple(findings)


def _header(grid: Grid) -> tuple[int, dict[str, int]] | None:
    for number, row in enumerate(grid.rows, 1):
        columns = {clean_text(value): column for column, value in enumerate(row, 1) if value is not None}
        if all(heading in columns for heading in _REQUIRED):
            return number, {heading: columns[heading] for heading in HEADINGS if heading in columns}
    return None


def _rows(grid: Grid, header: int, columns: dict[str, int], book: str) -> Iterator[Observation | Finding]:
    for row in range(header + 1, len(grid.rows) + 1):
        cells = {heading: grid.value(row, column) for heading, column in columns.items()}
        if cells["指標"] is None and cells["値"] is None:
            continue  # blank and source lines below the table
        place = {"book": book, "sheet": SHEET}
        indicator = INDICATORS.get(label_key(clean_text(cells["指標"])))
        period = parse_period(cells["年"])
        unit = clean_text(cells.get("単位"))
        reading = read_value(cells["値"], unit=unit)
        if indicator is None:
            choices = "・".join([*INDICATOR_LABELS.values(), *EXTRA_INDICATORS])
            cell = cell_name(row, columns["指標"])
            yield E407.at(**place, cell=cell, value=cells["指標"] or "", column="指標", choices=choices)
        elif period is None:
            yield E411.at(**place, cell=cell_name(row, columns["年"]), value=cells["年"] or "", column="年")
        elif reading.value is None:
            if reading.status in ("invalid", "missing"):  # 未公表 and the like are no figures yet
                yield E408.at(
                    **place, cell=cell_name(row, columns["値"]), value=cells["値"] or "", column="値"
                )
        else:
            yield Observation(
                indicator,
                period.year,
                _date(cells.get("時点")),
                reading.value,
                unit,
                _KINDS.get(clean_text(cells.get("区分")), "actual"),
                clean_text(cells.get("出典")),
                clean_text(cells.get("備考")),
                cell_name(row, columns["値"]),
            )


def _date(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    period = parse_period(value)
    if period is not None and period.kind == "date" and period.month and period.day:
        return dt.date(period.year, period.month, period.day)
    return None

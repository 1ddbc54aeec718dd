"""The demo's population book: published figures with their source, and a few made-up ones (架空) that say so.

Layout: sheet 人口, one figure per row under the headings that `population/book.py` reads.
"""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from inaxl.report.sheet_styles import Styles, new_book, set_up_print

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SURVEY = "長野県「毎月人口異動調査」"
VITAL = "厚生労働省「人口動態調査」（e-Stat 00450011）"
MIGRATION = "総務省「住民基本台帳人口移動報告」（e-Stat 00200523）"
MADE_UP = "見本（架空）"
_REBASED = "令和2年国勢調査による基準の改定があり、令和2年までの値とは段差がある"
_TITLE = "人口の統計"
_LEDE = "総人口と平成30年の動態は公表値、備考に「架空」とある行は見本のための数値です。"
_HEADINGS = (
    ("年", 8), ("時点", 22), ("指標", 20), ("値", 12), ("単位", 8), ("区分", 8), ("出典", 64), ("備考", 76),
)  # fmt: skip
_HEAD_ROW = 3

# Persons on 1 January, published by the prefecture; 2021 is rebased on the census of 2020.
TOTALS = {
    2017: 67810,
    2018: 67404,
    2019: 67058,
    2020: 66477,
    2021: 65932,
    2022: 65376,
    2023: 64868,
    2024: 64211,
    2025: 63758,
}
# Calendar year 2018, published: births and deaths, in- and out-migrants [persons].
PUBLISHED_2018 = (
    ("出生数", 450, VITAL),
    ("死亡数", 778, VITAL),
    ("転入数", 2067, MIGRATION),
    ("転出数", 2135, MIGRATION),
)
# Made up, in step with the demo's goal actuals: (indicator, unit, values of 2020 to 2023).
SAMPLE_SERIES = (
    ("合計特殊出生率", "", (1.50, 1.46, 1.43, 1.41)),
    ("社会増減", "人", (12, -35, 41, 28)),
    ("出生数", "人", (430, 415, 400, 395)),
    ("死亡数", "人", (930, 955, 990, 965)),
    ("転入数", "人", (2040, 1985, 2061, 2048)),
    ("転出数", "人", (2028, 2020, 2020, 2020)),
)


class Figure(NamedTuple):
    """One row of the sheet."""

    year: int
    as_of: str
    indicator: str
    value: float
    unit: str
    source: str
    note: str = ""

    @property
    def is_made_up(self) -> bool:
        """Whether the figure is one of the sample's."""
        return self.source == MADE_UP


def figures() -> tuple[Figure, ...]:
    """All rows: published ones first."""
    totals = [
        Figure(year, f"{_era(year)}1月1日", "総人口", value, "人", SURVEY, _REBASED if year == 2021 else "")
        for year, value in TOTALS.items()
    ]
    vital = [
        Figure(2018, f"{_era(2018)}（暦年）", name, value, "人", source)
        for name, value, source in PUBLISHED_2018
    ]
    sample = [
        Figure(year, f"{_era(year)}（暦年）", name, value, unit, MADE_UP, "架空")
        for name, unit, values in SAMPLE_SERIES
        for year, value in zip(range(2020, 2024), values, strict=True)
    ]
    return (*totals, *vital, *sample)


def _era(year: int) -> str:
    """`平成30年`, `令和2年`: the years here are 2017 and later; 1 January 2019 was still 平成31年."""
    return f"平成{year - 1988}年" if year <= 2019 else f"令和{year - 2018}年"


def write_population_book(target: Path | str | IO[bytes]) -> None:
    """Write the book; the same bytes every time."""
    book = new_book(target, _TITLE)
    styles = Styles(book)
    sheet = book.add_worksheet("人口")
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, _TITLE, styles("title"))
    sheet.write_string(0, len(_HEADINGS) - 1, "見本　架空の数値を含む", styles("sample"))
    sheet.write_string(1, 0, _LEDE, styles("body", font_size=10.5))
    for column, (heading, width) in enumerate(_HEADINGS):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEAD_ROW, column, heading, styles("grid_head"))
    sheet.set_row(_HEAD_ROW, 22)
    for row, figure in enumerate(figures(), start=_HEAD_ROW + 1):
        sheet.set_row(row, 20)
        _write_figure(sheet, styles, row, figure)
    sheet.freeze_panes(_HEAD_ROW + 1, 3)
    set_up_print(sheet, landscape=True, repeat_rows=(_HEAD_ROW, _HEAD_ROW))
    book.close()


def _write_figure(sheet: Worksheet, styles: Styles, row: int, figure: Figure) -> None:
    decimals = 2 if figure.indicator == "合計特殊出生率" else 0
    sheet.write_number(row, 0, figure.year, styles("grid_figure", num_format="0"))
    sheet.write_number(row, 3, figure.value, styles.figure(decimals, "grid_figure"))
    texts = {
        1: figure.as_of,
        2: figure.indicator,
        4: figure.unit,
        5: "実績",
        6: figure.source,
        7: figure.note,
    }
    for column, text in texts.items():
        style = styles("grid_sub" if figure.is_made_up and column in (6, 7) else "grid_text")
        if text:
            sheet.write_string(row, column, text, style)
        else:
            sheet.write_blank(row, column, None, style)

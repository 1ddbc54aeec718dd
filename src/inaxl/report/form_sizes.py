"""How wide and how high a filled form is: columns of absent years hidden, figures given room, no text cut.

Otherwise every column and row keeps the size that it has in the form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from inaxl.books.sheet_styles import INDENT, column_pixels, lines_needed
from inaxl.report.form_rows import REST, FilledRow, Value
from inaxl.report.form_template import Form, FormSheet

_LEAST_REST = 1 / 3  # of its own height that a row with REST keeps
_LEAST_NAME = 0.6  # of its width that the column of names keeps when it makes room for figures
_AIR, _LITTLE_AIR = (1.5, 6.0), (1.3, 4.0)  # line height as a multiple of the size, and what is added [pt]
_SURE = 0.97  # of a cell's width: programs break lines a little earlier, and never before 。or ）
_HIGHEST = 409.0  # of a row in Excel
_TABLE = 3  # placeholders in a row from which on it is one of a table
_PAPERS = {"9": (595.3, 841.9), "8": (841.9, 1190.6), "11": (419.5, 595.3), "1": (612.0, 792.0)}  # pt
_USED = 0.88  # of a page's height, where rows take what is left, so that the page is not filled to the rim
FULL = 0.97
"""Share of a page's height that rows may take at most; Excel rounds each row to whole pixels."""


def column_widths(sheet: FormSheet, rows: Sequence[FilledRow]) -> dict[int, float]:
    """Width of every column [pixels], 0 where it is hidden.

    A column whose placeholders all stand for nothing is hidden; what that leaves goes to figures that would not fit,
    and to the column of names, which also gives up to two fifths of its width.
    """
    widths = own_widths(sheet)
    table = max(rows, key=lambda row: _placeholders(row) if row.is_repeated else 0, default=None)
    if table is None or not table.is_repeated or _placeholders(table) < _TABLE:
        return widths
    first = next(cell.column for cell in table.source.filled if cell.only)
    names = right_of(sheet, table.source.number, first)
    hidden, lacking = _demands(rows, widths, names)
    spare = sum(widths[column] for column in hidden)
    widths.update(dict.fromkeys(hidden, 0.0))
    wanted = sum(lacking.values())
    share = min(1.0, (widths[names] * (1 - _LEAST_NAME) + spare) / wanted) if wanted else 0.0
    for column, more in lacking.items():
        widths[column] += more * share
    widths[names] += spare - wanted * share
    return widths


def own_widths(sheet: FormSheet) -> dict[int, float]:
    """Width of every column in use as the form has it [pixels]."""
    last = max((cell.column for row in sheet.rows for cell in row.cells), default=1)
    widths = dict.fromkeys(range(1, last + 1), sheet.default_pixels)
    for group in sheet.columns:
        hidden = "hidden" in group.attributes
        widths.update(
            dict.fromkeys(range(group.first, min(group.last, last) + 1), 0.0 if hidden else group.pixels)
        )
    return widths


def _placeholders(row: FilledRow) -> int:
    return sum(bool(cell.only) for cell in row.source.filled)


def _demands(
    rows: Sequence[FilledRow], widths: Mapping[int, float], names: int
) -> tuple[list[int], dict[int, float]]:
    """Columns to hide, and what others lack for their figures [pixels]."""
    used: dict[int, bool] = {}
    lacking: dict[int, float] = {}
    for row in rows:
        for cell in row.source.filled if row.is_repeated else ():
            if cell.only:
                value = row.shown[cell.column]
                used[cell.column] = used.get(cell.column, False) or value.value is not None
                lack = _lack(value, widths[cell.column])
                if lack > 0 and cell.column != names:
                    lacking[cell.column] = max(lack, lacking.get(cell.column, 0.0))
    return [column for column, is_used in used.items() if not is_used], lacking


def _lack(value: Value, width: float) -> float:
    if not isinstance(value.value, int | float | Decimal) or width <= 0:
        return 0.0
    return column_pixels([value.text], 0, figures=True) - width


def right_of(sheet: FormSheet, row: int, column: int) -> int:
    """The last column of the merged area that a cell of the form begins."""
    return sheet.ends.get((row, column), column)


def row_heights(
    form: Form, sheet: FormSheet, rows: Sequence[FilledRow], widths: Mapping[int, float]
) -> list[float]:
    """Height of every row [pt] in which no text is cut: Excel does not fit merged cells by itself.

    A row with the placeholder `rest` takes what the page has left, at most its own height, at least a third of it. Where
    even that is too much for one page, lines stand closer; if that does not help, there are more pages (`form_pages.py`)
    and room for all.
    """
    heights = [_height(form, sheet, row, widths, _AIR) for row in rows]
    flexible = [i for i, row in enumerate(rows) if any(REST in cell.names for cell in row.source.filled)]
    if not is_one_page(sheet):
        return heights
    page = page_height(sheet, widths)
    least = sum(rows[i].source.height * _LEAST_REST for i in flexible)
    if _fixed(heights, flexible) + least > page * FULL:
        closer = [_height(form, sheet, row, widths, _LITTLE_AIR) for row in rows]
        if _fixed(closer, flexible) + least > page * FULL:
            return heights
        heights = closer
    left = page * _USED - _fixed(heights, flexible)
    for index in flexible:
        full = rows[index].source.height
        heights[index] = round(min(full, max(full * _LEAST_REST, left / len(flexible))), 1)
    return heights


def is_one_page(sheet: FormSheet) -> bool:
    """Whether the form wants the sheet on one page."""
    fits = re.search(r'<pageSetUpPr\b[^>]*fitToPage="(?:1|true)"', sheet.skeleton)
    return bool(fits) and words_of(sheet, "pageSetup").get("fitToHeight", "1") == "1"


def _fixed(heights: Sequence[float], flexible: Sequence[int]) -> float:
    return sum(height for index, height in enumerate(heights) if index not in flexible)


def _height(
    form: Form, sheet: FormSheet, row: FilledRow, widths: Mapping[int, float], air: tuple[float, float]
) -> float:
    height = row.source.height
    for cell in row.source.filled:
        how = form.format(cell.style)
        if how.is_wrapped:
            last = right_of(sheet, row.source.number, cell.column)
            room = sum(widths.get(c, 0.0) for c in range(cell.column, last + 1)) - how.indent * INDENT
            lines = lines_needed(row.shown[cell.column].text, room * _SURE, how.size)
            if lines > 1:
                height = min(_HIGHEST, max(height, lines * how.size * air[0] + air[1]))
    return height


def page_height(sheet: FormSheet, widths: Mapping[int, float]) -> float:
    """Height [pt] of the rows that fit one page when the sheet's width does."""
    return _printable(sheet)[1] / page_scale(sheet, widths)


def page_scale(sheet: FormSheet, widths: Mapping[int, float]) -> float:
    """How much smaller than on the screen the sheet is printed, so that its width fits the page: at most 1."""
    return min(1.0, _printable(sheet)[0] / max(1.0, sum(widths.values()) * 0.75))


def _printable(sheet: FormSheet) -> tuple[float, float]:
    """Width and height [pt] of the page between its margins."""
    margins = {name: float(value) * 72 for name, value in words_of(sheet, "pageMargins").items()}
    setup = words_of(sheet, "pageSetup")
    wide, high = _PAPERS.get(setup.get("paperSize", "9"), _PAPERS["9"])
    if setup.get("orientation") == "landscape":
        wide, high = high, wide
    wide -= margins.get("left", 50) + margins.get("right", 50)
    high -= margins.get("top", 54) + margins.get("bottom", 54)
    return wide, high


def words_of(sheet: FormSheet, element: str) -> dict[str, str]:
    """The attributes of an element of the sheet; none where it is not there."""
    found = re.search(rf"<{element}\b([^>]*)>", sheet.skeleton)
    return dict(re.findall(r'(\w+)="([^"]*)"', found[1])) if found else {}

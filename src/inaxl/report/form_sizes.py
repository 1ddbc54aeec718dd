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
_HIGHEST = 409.0  # of a row in Excel
_TABLE = 3  # placeholders in a row from which on it is one of a table
_PAPERS = {"9": (595.3, 841.9), "8": (841.9, 1190.6), "11": (419.5, 595.3), "1": (612.0, 792.0)}  # pt
_USED = 0.88  # of a page's height, so that another program's line heights still fit


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
    even that is too much for one page, lines stand closer, before the print has to be made smaller.
    """
    heights = [_height(form, sheet, row, widths, _AIR) for row in rows]
    flexible = [i for i, row in enumerate(rows) if any(REST in cell.names for cell in row.source.filled)]
    if not flexible:
        return heights
    page = _page_height(sheet, widths)
    least = sum(rows[i].source.height * _LEAST_REST for i in flexible)
    if sum(h for i, h in enumerate(heights) if i not in flexible) + least > page:
        heights = [_height(form, sheet, row, widths, _LITTLE_AIR) for row in rows]
    left = page - sum(h for i, h in enumerate(heights) if i not in flexible)
    for index in flexible:
        full = rows[index].source.height
        heights[index] = round(min(full, max(full * _LEAST_REST, left / len(flexible))), 1)
    return heights


def _height(
    form: Form, sheet: FormSheet, row: FilledRow, widths: Mapping[int, float], air: tuple[float, float]
) -> float:
    height = row.source.height
    for cell in row.source.filled:
        how = form.format(cell.style)
        if how.is_wrapped:
            last = right_of(sheet, row.source.number, cell.column)
            room = sum(widths.get(c, 0.0) for c in range(cell.column, last + 1)) - how.indent * INDENT
            lines = lines_needed(row.shown[cell.column].text, room, how.size)
            if lines > 1:
                height = min(_HIGHEST, max(height, lines * how.size * air[0] + air[1]))
    return height


def _page_height(sheet: FormSheet, widths: Mapping[int, float]) -> float:
    """Height [pt] of what fits one page when the sheet's width does."""
    margins = {name: float(value) * 72 for name, value in _words(sheet, "pageMargins").items()}
    setup = _words(sheet, "pageSetup")
    wide, high = _PAPERS.get(setup.get("paperSize", "9"), _PAPERS["9"])
    if setup.get("orientation") == "landscape":
        wide, high = high, wide
    wide -= margins.get("left", 50) + margins.get("right", 50)
    high -= margins.get("top", 54) + margins.get("bottom", 54)
    scale = min(1.0, wide / max(1.0, sum(widths.values()) * 0.75))
    return high / scale * _USED


def _words(sheet: FormSheet, element: str) -> dict[str, str]:
    found = re.search(rf"<{element}\b([^>]*)>", sheet.skeleton)
    return dict(re.findall(r'(\w+)="([^"]*)"', found[1])) if found else {}

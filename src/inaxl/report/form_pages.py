"""What a form does with more than one page holds: instead of an ever smaller print, further pages under the same head.

Only for a sheet that the office has set to print on one page. The head is the form's own rows to be repeated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from inaxl.books.grid import Area
from inaxl.report.form_rows import FilledRow
from inaxl.report.form_sizes import FULL, is_one_page, page_height, page_scale
from inaxl.report.form_template import MAIN, Form, FormRow, FormSheet, parse

_LEAST_PAGE = 0.4  # a page that ends before a section is at least so full
_TITLES = re.compile(r"\$(\d+):\$(\d+)")


class Paging(NamedTuple):
    """How a sheet is printed on several pages: the scale [percent] and the rows after which a page ends."""

    scale: int
    breaks: tuple[int, ...]


def paging(
    form: Form,
    sheet: FormSheet,
    rows: Sequence[FilledRow],
    heights: Sequence[float],
    widths: Mapping[int, float],
    merges: Sequence[Area],
) -> Paging | None:
    """None where one page is enough, or where the form does not ask for one."""
    page = page_height(sheet, widths) * FULL
    if not is_one_page(sheet) or sum(heights) <= page:
        return None
    head = sum(h for row, h in zip(rows, heights, strict=True) if row.source.number in _titles(form, sheet))
    inside = {row for area in merges for row in range(area.top + 1, area.bottom + 1)}
    breaks: list[int] = []
    start, used, room = 0, 0.0, page
    for index, height in enumerate(heights):
        if used + height > room and index > start:
            start = _first_of_next(rows, heights, start, index, inside)
            breaks.append(rows[start].number - 1)
            used, room = sum(heights[start:index]), page - head
        used += height
    return Paging(int(page_scale(sheet, widths) * 100), tuple(breaks))


def _first_of_next(
    rows: Sequence[FilledRow], heights: Sequence[float], start: int, full: int, inside: set[int]
) -> int:
    """The row that the next page begins with: a blank one, which sets off a section, if the page stays full enough."""
    least = sum(heights[start:full]) * _LEAST_PAGE
    for index in range(full, start, -1):
        if _is_blank(rows[index].source) and sum(heights[start:index]) >= least:
            return index
    for index in range(full, start + 1, -1):
        if rows[index].number not in inside and not _is_blank(rows[index - 1].source):
            return index
    return full


def _is_blank(row: FormRow) -> bool:
    return not any(cell.text or cell.formula or "<v>" in cell.static for cell in row.cells)


def _titles(form: Form, sheet: FormSheet) -> range:
    """Rows of the form that are repeated on every page."""
    names = parse(form.parts[form.workbook_part]).find(f"{{{MAIN}}}definedNames")
    own = str(form.sheets.index(sheet))
    for name in names if names is not None else ():
        if name.get("name") == "_xlnm.Print_Titles" and name.get("localSheetId") == own:
            found = _TITLES.search(name.text or "")
            return range(int(found[1]), int(found[2]) + 1) if found else range(0)
    return range(0)


def paged(skeleton: str, pages: Paging) -> str:
    """The sheet's XML without 'fit to one page', with the scale instead: Excel heeds page breaks only then."""
    skeleton = re.sub(r'(<pageSetUpPr\b[^>]*)\sfitToPage="[^"]*"', r"\1", skeleton, count=1)

    def scaled(found: re.Match[str]) -> str:
        kept = re.sub(r'\s(?:scale|fitToWidth|fitToHeight)="[^"]*"', "", found[1])
        return f'<pageSetup scale="{pages.scale}"{kept}'

    return re.sub(r"<pageSetup\b([^>]*?)(?=/?>)", scaled, skeleton, count=1)

"""One sheet of a form, filled in, as XML. Everything that the form has besides its placeholders is kept.

All that names rows follows them: merged areas, conditional formats, drop-downs, links, page breaks, formulas. Which rows
there are is decided in `form_rows.py`, how large they are in `form_sizes.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from inaxl.books.grid import Area, cell_name, column_letters
from inaxl.report.form_pages import paged, paging
from inaxl.report.form_rows import Content, FilledRow, RowMap, Spread, Value, moved_formula, spread
from inaxl.report.form_sizes import column_widths, row_heights
from inaxl.report.form_template import MAIN, ROW, Form, FormCell, FormSheet, area_of, string_item
from inaxl.report.form_texts import filled_header, filler

_NAMESPACE = f' xmlns="{MAIN}"'
_PIXELS_PER_CHARACTER = 8


class Looks(NamedTuple):
    """The cell formats that filling in may take beyond those of the form."""

    samples: Mapping[str, int]
    with_decimals: Mapping[tuple[int, int], int]


class Strings:
    """The shared strings of one book, each once; those of the form come first."""

    def __init__(self, known: Mapping[str, int]) -> None:
        self._index = dict(known)

    def index(self, text: str) -> int:
        """Index of a text without format."""
        return self._index.setdefault(string_item(text), len(self._index))

    def part(self) -> bytes:
        """`sharedStrings.xml`."""
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return f'{head}<sst xmlns="{MAIN}">{"".join(self._index)}</sst>'.encode()


class FilledSheet(NamedTuple):
    """The sheet's XML, and where the rows of the form have gone."""

    xml: str
    rows: RowMap


def fill_sheet(form: Form, sheet: FormSheet, content: Content, looks: Looks, strings: Strings) -> FilledSheet:
    """The sheet with the content put in. Raises UnreadableInput(E016) for a name that the content does not have."""
    rows = spread(form, sheet, content)
    widths = column_widths(sheet, rows.rows)
    heights = row_heights(form, sheet, rows.rows, widths)
    merges = _merges(sheet, rows)
    writer = _Cells(looks, strings, rows.map, {(area.top, area.left): area for area in merges})
    lines = [writer.row(row, height) for row, height in zip(rows.rows, heights, strict=True)]
    pages = paging(form, sheet, rows.rows, heights, widths, merges)
    put = {
        "sheetData": f"<sheetData>{''.join(lines)}</sheetData>",
        "cols": _cols(sheet, widths),
        "mergeCells": _listed("mergeCells", [f'<mergeCell ref="{_reference(a)}"/>' for a in merges]),
        "hyperlinks": _hyperlinks(sheet, rows.map, writer.links),
        "conditionalFormatting": _conditional_formats(sheet, rows.map),
        "dataValidations": _drop_downs(sheet, rows.map),
        "rowBreaks": _breaks(sheet, rows.map, pages.breaks if pages else ()),
    }
    skeleton = filled_header(form, sheet, filler(form, sheet, content.values))
    skeleton = paged(skeleton, pages) if pages else skeleton
    return FilledSheet(re.sub(r"<\?form (\w+)\?>", lambda m: put[m[1]], skeleton), rows.map)


# --- cells --------------------------------------------------------------------------------------------------------


class _Cells:
    """Writes rows and gathers the links that they want."""

    def __init__(
        self, looks: Looks, strings: Strings, rows: RowMap, merges: Mapping[tuple[int, int], Area]
    ) -> None:
        self.looks, self.strings, self.map, self.merges = looks, strings, rows, merges
        self.links: list[tuple[str, str]] = []

    def row(self, row: FilledRow, height: float) -> str:
        """One row with its cells."""
        taken: dict[int, int] = {}  # formats of samples in the rest of a merged area
        cells = []
        for cell in row.source.cells:
            if cell.static and cell.column not in taken:
                cells.append(cell.static)
            else:
                style, body = self._cell(row, cell, taken)
                cells.append(f'<c r="{column_letters(cell.column)}{ROW}" s="{style}"{body}')
        inner = "".join(cells).replace(ROW, str(row.number))
        return f'<row r="{row.number}" ht="{height:g}" customHeight="1"{row.source.attributes}>{inner}</row>'

    def _cell(self, row: FilledRow, cell: FormCell, taken: dict[int, int]) -> tuple[int, str]:
        style = taken.get(cell.column, cell.style)
        if cell.formula:
            return style, f"><f>{escape(moved_formula(cell.formula, self.map, row.copy))}</f></c>"
        shown = row.shown.get(cell.column, Value(""))
        if shown.look in self.looks.samples:
            style = self.looks.samples[shown.look]
            area = self.merges.get((row.number, cell.column))
            if area is not None:
                taken.update(dict.fromkeys(range(area.left, area.right + 1), style))
        if shown.link:
            self.links.append((cell_name(row.number, cell.column), shown.link))
        if shown.value is None or shown.value == "":
            return style, "/>"
        if isinstance(shown.value, str):
            return style, f' t="s"><v>{self.strings.index(shown.value)}</v></c>'
        if shown.decimals is not None:
            style = self.looks.with_decimals.get((style, shown.decimals), style)
        figure = str(shown.value) if isinstance(shown.value, int) else f"{float(shown.value):.16g}"
        return style, f"><v>{figure}</v></c>"


# --- what stands around them --------------------------------------------------------------------------------------


def _cols(sheet: FormSheet, widths: Mapping[int, float]) -> str:
    own = {c: g.attributes for g in sheet.columns for c in range(g.first, min(g.last, max(widths)) + 1)}
    parts = []
    for column, pixels in widths.items():
        kept = own.get(column, "")
        hidden = ' hidden="1"' if pixels <= 0 and "hidden" not in kept else ""
        width = f"{(pixels or _PIXELS_PER_CHARACTER) / _PIXELS_PER_CHARACTER:.5g}"
        parts.append(f'<col min="{column}" max="{column}" width="{width}" customWidth="1"{hidden}{kept}/>')
    return f"<cols>{''.join(parts)}</cols>" if parts else ""


def _merges(sheet: FormSheet, rows: Spread) -> list[Area]:
    """Merged areas: those inside a repeated block once per copy, others as far as their rows go."""
    found: list[Area] = []
    for area in sheet.merges:
        lists = {rows.lists.get(row, "") for row in range(area.top, area.bottom + 1)}
        if len(lists) == 1 and lists != {""}:
            found += _copies(area, rows)
        elif moved := rows.map.area(area):
            found.append(moved)
    return sorted(found)


def _copies(area: Area, rows: Spread) -> Iterator[Area]:
    height = area.bottom - area.top
    for row in rows.rows:
        if row.source.number == area.top:
            yield Area(row.number, area.left, row.number + height, area.right)


def _hyperlinks(sheet: FormSheet, rows: RowMap, links: Sequence[tuple[str, str]]) -> str:
    found = [
        f"<hyperlink ref={quoteattr(cell)} location={quoteattr(quoted(target) + '!A1')}/>"
        for cell, target in links
    ]
    for own in sheet.marked["hyperlinks"]:
        for link in own:
            found += _moved(link, "ref", rows)
    return f"<hyperlinks>{''.join(found)}</hyperlinks>" if found else ""


def _conditional_formats(sheet: FormSheet, rows: RowMap) -> str:
    return "".join(xml for own in sheet.marked["conditionalFormatting"] for xml in _moved(own, "sqref", rows))


def _drop_downs(sheet: FormSheet, rows: RowMap) -> str:
    inner = [
        xml for own in sheet.marked["dataValidations"] for item in own for xml in _moved(item, "sqref", rows)
    ]
    return _listed("dataValidations", inner)


def _moved(element: etree._Element, attribute: str, rows: RowMap) -> list[str]:
    """The element for the areas that it now covers; nothing where they have all vanished."""
    areas = [rows.area(area_of(part)) for part in (element.get(attribute) or "").split()]
    kept = " ".join(_reference(area) for area in areas if area)
    if not kept:
        return []
    xml = etree.tostring(element, encoding="unicode", with_tail=False)
    return [re.sub(rf'\b{attribute}="[^"]*"', f'{attribute}="{kept}"', xml, count=1).replace(_NAMESPACE, "")]


def _breaks(sheet: FormSheet, rows: RowMap, more: Sequence[int]) -> str:
    """The form's own page breaks, and those that a long sheet needs."""
    own = [
        place[1]
        for listed in sheet.marked["rowBreaks"]
        for item in listed
        if (place := rows.place(int(item.get("id", "0"))))
    ]
    found = [f'<brk id="{row}" max="16383" man="1"/>' for row in sorted({*own, *more})]
    counts = f'count="{len(found)}" manualBreakCount="{len(found)}"'
    return f"<rowBreaks {counts}>{''.join(found)}</rowBreaks>" if found else ""


def _reference(area: Area) -> str:
    first = f"{column_letters(area.left)}{area.top}"
    last = f"{column_letters(area.right)}{area.bottom}"
    return first if first == last else f"{first}:{last}"


def _listed(name: str, inner: Sequence[str]) -> str:
    return f'<{name} count="{len(inner)}">{"".join(inner)}</{name}>' if inner else ""


def quoted(sheet: str) -> str:
    """A sheet's name as references write it."""
    return "'" + sheet.replace("'", "''") + "'"

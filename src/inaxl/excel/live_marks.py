"""Marks of an open workbook taken out again: what each cell looked like before is known, or it is recognised.

The looks before the first write are kept in the user's own folder. On another machine, or for marks that the command
line has made, a cell is known by our border and fill, and gets the look of the nearest unmarked cell of its column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from inaxl.books.edits import Mark
from inaxl.books.grid import cell_name
from inaxl.books.patch_notes import SEPARATOR
from inaxl.excel import com
from inaxl.excel.live_write import anchor, sheet_named
from inaxl.excel.protection import Locked, unprotected
from inaxl.findings import Finding
from inaxl.forms.marks import LOOKS, TRACES

if TYPE_CHECKING:
    import xlwings

Look = dict[str, Any]
"""Fill and borders of a cell as plain data, to be kept in a file."""
_NEAR = 200  # rows in which an unmarked cell of the same column is looked for


def looks_of(book: xlwings.Book, marks: Iterable[Mark]) -> dict[str, Look]:
    """Look of each cell that is going to be marked, by `sheet!cell`."""
    found = {}
    for mark in marks:
        sheet = sheet_named(book, mark.sheet)
        if sheet is not None:
            found[f"{sheet.name}!{mark.cell}"] = look_of(anchor(sheet, mark.cell))
    return found


def look_of(area: xlwings.Range) -> Look:
    """Fill and borders of a cell."""
    interior = area.api.Interior
    return {
        "pattern": interior.Pattern,
        "colour": interior.Color,
        "theme": _theme(interior),
        "edges": [_edge(area.api.Borders(edge)) for edge in com.EDGES],
    }


def _theme(part: Any) -> list[float] | None:
    """Theme colour and its shade, None for a fixed colour: written back, it goes on following the theme."""
    with suppress(Exception):  # Excel raises where the colour is none of the theme's
        if part.ThemeColor is not None and part.ThemeColor > 0:
            return [part.ThemeColor, part.TintAndShade]
    return None


def _edge(border: Any) -> list[Any]:
    return [border.LineStyle, border.Weight, border.Color, _theme(border)]


def restore(area: xlwings.Range, look: Look) -> None:
    """Give a cell its fill and borders back."""
    interior = area.api.Interior
    interior.Pattern = look["pattern"]
    if look["pattern"] != com.NONE:
        _set_colour(interior, look["colour"], look["theme"])
    for edge, (style, weight, colour, theme) in zip(com.EDGES, look["edges"], strict=True):
        border = area.api.Borders(edge)
        border.LineStyle = style
        if style != com.NONE:
            border.Weight = weight
            _set_colour(border, colour, theme)


def _set_colour(part: Any, colour: Any, theme: list[float] | None) -> None:
    if theme is None:
        part.Color = colour
    else:
        part.ThemeColor, part.TintAndShade = theme


def unmark(
    book: xlwings.Book, before: Mapping[str, Look], own_sheets: Iterable[str]
) -> tuple[bool, list[Finding]]:
    """Take every mark out; whether there was any, and E031 for each sheet whose marks stay under a password.

    own_sheets: those that hold no entries.
    """
    found, refused = False, []
    skipped = {name.lower() for name in own_sheets}
    for sheet in book.sheets:
        if sheet.name.lower() in skipped:
            continue
        try:
            found |= _unmark_sheet(sheet, before)
        except Locked as locked:
            refused.append(locked.finding)
    return found, refused


def _unmark_sheet(sheet: xlwings.Sheet, before: Mapping[str, Look]) -> bool:
    known = {
        name.rpartition("!")[2]: look
        for name, look in before.items()
        if name.rpartition("!")[0] == sheet.name
    }
    notes = [note for note in sheet.notes if _is_ours(note.text)]
    cells = {cell_name(note.location.row, note.location.column) for note in notes} | set(known)
    if not cells:
        return False
    with unprotected(sheet):
        for note in notes:
            _take_note_out(note)
        marked = [cell for cell in sorted(cells) if is_marked(anchor(sheet, cell))]
        for cell in marked:
            restore(anchor(sheet, cell), known.get(cell) or _look_nearby(sheet, cell, cells))
    return bool(marked or notes)


def _is_ours(text: str | None) -> bool:
    return bool(text) and (f"\n{SEPARATOR}\n" in (text or "") or bool(TRACES.first_line.match(text or "")))


def _take_note_out(note: xlwings.Note) -> None:
    """Our note goes, our text below the user's goes; what the user wrote stays."""
    text = note.text or ""
    if f"\n{SEPARATOR}\n" in text:
        note.text = text.partition(f"\n{SEPARATOR}\n")[0]
    else:
        note.delete()


def is_marked(area: xlwings.Range) -> bool:
    """Whether the cell shows the fill and the border of one of our looks."""
    colour, border = area.api.Interior.Color, area.api.Borders(com.BOTTOM)
    for look in LOOKS.values():
        fill_and_line = (com.colour(look.fill), com.colour(look.line_colour))
        if (_whole(colour), _whole(border.Color)) == fill_and_line and border.LineStyle == com.LINES[
            look.line
        ][0]:
            return True
    return False


def _whole(colour: Any) -> int | None:
    return None if colour is None else int(colour)


def _look_nearby(sheet: xlwings.Sheet, cell: str, marked: set[str]) -> Look:
    """The look of the nearest cell of the column that we have not marked."""
    place = sheet.range(cell)
    for row in _around(place.row):
        if cell_name(row, place.column) not in marked:
            near = sheet.range((row, place.column))
            if not near.merge_cells and not is_marked(near):
                return look_of(near)
    return {"pattern": com.NONE, "colour": 0, "theme": None, "edges": [[com.NONE, None, None, None]] * 4}


def _around(row: int) -> Iterator[int]:
    for distance in range(1, _NEAR):
        yield from (near for near in (row - distance, row + distance) if near > 0)

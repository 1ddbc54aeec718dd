"""Edits carried out on a workbook that is open in Excel: marks, sheets of our own, values.

Written in blocks: a sheet of our own is one call for its values and one for each group of cells that look alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from inaxl.books.edits import CellLook, Mark, MarkLook, NoteRun, OwnRow, RemoveSheet, SetSheet, SetValue
from inaxl.books.grid import cell_name
from inaxl.books.patch_notes import SEPARATOR
from inaxl.books.patch_sheet import place_of
from inaxl.errors import UnwritableOutput
from inaxl.excel import com
from inaxl.excel.protection import Locked, open_structure, unprotected
from inaxl.findings import E018, Finding

if TYPE_CHECKING:
    import xlwings

_NOTE_SIZE = (280.0, 13.5)  # points: width, height of a line
_NOTE_LINE = 26  # full-width characters


def sheet_named(book: xlwings.Book, name: str) -> xlwings.Sheet | None:
    """The sheet of that name, without regard to case; `name in book.sheets` is always False on Windows."""
    return next((sheet for sheet in book.sheets if sheet.name.lower() == name.lower()), None)


def anchor(sheet: xlwings.Sheet, cell: str) -> xlwings.Range:
    """The cell, or the whole merged area that it is part of."""
    found = sheet.range(place_of(cell))
    return found.merge_area if found.merge_cells else found


def mark_cells(book: xlwings.Book, marks: Iterable[Mark]) -> list[Finding]:
    """Lay fill, border and note over the cells; values are not touched. E031 for each sheet under a password."""
    refused = []
    by_sheet: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_sheet[mark.sheet].append(mark)
    for name, own in by_sheet.items():
        sheet = sheet_named(book, name)
        if sheet is None:
            raise UnwritableOutput(E018.at(reason=f"シート「{name}」がありません。"))
        try:
            with unprotected(sheet):
                _lay_marks(sheet, own)
                for mark in own:
                    if mark.note:
                        _add_note(anchor(sheet, mark.cell), mark.note)
        except Locked as locked:
            refused.append(locked.finding)
    return refused


def _lay_marks(sheet: xlwings.Sheet, marks: Iterable[Mark]) -> None:
    """Marks of one look that touch are laid as one block; in a block with merged cells one by one."""
    by_look: dict[MarkLook, list[tuple[int, int]]] = defaultdict(list)
    for mark in marks:
        by_look[mark.look].append(place_of(mark.cell))
    for look, places in by_look.items():
        for first, last in _areas(places):
            block = sheet.range(first, last)
            if block.merge_cells is False:
                _lay(block, look, is_area=True)
                continue
            for row in range(first[0], last[0] + 1):
                for column in range(first[1], last[1] + 1):
                    _lay(anchor(sheet, cell_name(row, column)), look, is_area=False)


def _lay(area: xlwings.Range, look: MarkLook, *, is_area: bool) -> None:
    """Fill and border of marks. is_area: each cell gets its own border, as a merged area does not."""
    style, weight = com.LINES[look.line]
    api = area.api
    interior = api.Interior
    interior.Pattern = com.SOLID
    interior.Color = com.colour(look.fill)
    for edge in (*com.EDGES, *(_between(area.shape) if is_area else ())):
        _line(api.Borders(edge), style, weight, com.colour(look.line_colour))


def _between(shape: tuple[int, int]) -> list[int]:
    """The lines between the cells of a block; Excel refuses them where there is only one row or column."""
    rows = [com.INSIDE_ROWS] if shape[0] > 1 else []
    return rows + ([com.INSIDE_COLUMNS] if shape[1] > 1 else [])


def _line(border: Any, style: int, weight: int, colour: int) -> None:
    border.LineStyle = style
    border.Weight = weight
    border.Color = colour


def _add_note(area: xlwings.Range, runs: tuple[NoteRun, ...]) -> None:
    """Our note, or our text below the user's. A threaded comment gets none: Excel rebuilds its text."""
    cell = area[0, 0]
    if getattr(cell.api, "CommentThreaded", None) is not None:
        return
    text = "".join(run.text for run in runs)
    present = cell.note
    if present is None:
        note = cell.api.AddComment(text)
        _dress(note, runs)
    else:
        present.text = f"{present.text}\n{SEPARATOR}\n{text}"


def _dress(note: Any, runs: tuple[NoteRun, ...]) -> None:
    """Bold and coloured words, and a box that holds the text."""
    frame, start = note.Shape.TextFrame, 1
    for run in runs:
        if run.bold:
            font = frame.Characters(start, len(run.text)).Font
            font.Bold = True
            font.Color = com.colour(run.colour or "1A1A1A")
        start += len(run.text)
    lines = sum(1 + len(line) // _NOTE_LINE for line in "".join(run.text for run in runs).split("\n"))
    note.Shape.Width, note.Shape.Height = _NOTE_SIZE[0], _NOTE_SIZE[1] * (lines + 1)


def set_value(book: xlwings.Book, edit: SetValue) -> None:
    """Put a value into a cell without changing its format; text is never read as a formula or a date."""
    sheet = sheet_named(book, edit.sheet)
    if sheet is None:
        raise UnwritableOutput(E018.at(reason=f"シート「{edit.sheet}」がありません。"))
    with unprotected(sheet):
        _write_text_safe(sheet.range(place_of(edit.cell)), edit.value)


def _write_text_safe(cell: xlwings.Range, value: object) -> None:
    if isinstance(value, str) and value:
        cell.value = "'" + value  # Excel takes what follows as text and does not show the sign
    else:
        cell.value = float(value) if isinstance(value, Decimal) else value


# --- sheets of our own -------------------------------------------------------------------------------------------


def set_sheet(book: xlwings.Book, edit: SetSheet) -> xlwings.Sheet:
    """Add the sheet behind the last one, or replace its content. Raises Locked (E031, E032)."""
    sheet = sheet_named(book, edit.name)
    if sheet is None:
        with open_structure(book, edit.name):
            sheet = book.sheets.add(edit.name, after=book.sheets[len(book.sheets) - 1])
    with unprotected(sheet):
        sheet.clear()
        _fill(sheet, edit)
    return sheet


def _fill(sheet: xlwings.Sheet, edit: SetSheet) -> None:
    width = max((len(row.cells) for row in edit.rows), default=0)
    if not width:
        return
    block = sheet.range((1, 1), (len(edit.rows), width))
    _write_values(sheet, block, edit.rows, width)
    _add_links(sheet, edit.rows)
    for look, areas in _alike(edit.rows).items():
        for area in areas:
            _dress_cells(sheet.range(*area), look)
    for number, chars in enumerate(edit.widths, 1):
        sheet.range((1, number)).column_width = chars
    for number, row in enumerate(edit.rows, 1):
        if row.height:
            sheet.range((number, 1)).row_height = row.height
    if edit.tab_colour:
        sheet.api.Tab.Color = com.colour(edit.tab_colour)
    _set_up_page(sheet, edit)


def _write_values(sheet: xlwings.Sheet, block: xlwings.Range, rows: tuple[OwnRow, ...], width: int) -> None:
    """All values in one call. Text cells are given the text format first: Excel would parse `4-1` and `=…`."""
    for area in _areas((r, c) for r, c, value in _cells(rows) if isinstance(value, str)):
        sheet.range(*area).number_format = "@"
    block.value = [
        [*(_plain(cell.value) for cell in row.cells), *[None] * (width - len(row.cells))] for row in rows
    ]


def _cells(rows: tuple[OwnRow, ...]) -> Iterator[tuple[int, int, object]]:
    for r, row in enumerate(rows, 1):
        for c, cell in enumerate(row.cells, 1):
            yield r, c, cell.value


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value


def _add_links(sheet: xlwings.Sheet, rows: tuple[OwnRow, ...]) -> None:
    for r, row in enumerate(rows, 1):
        for c, cell in enumerate(row.cells, 1):
            if cell.link:
                name, target = cell.link
                quoted = name.replace("'", "''")
                tip = f"{name} の {target} へ移ります。"
                sheet.range((r, c)).add_hyperlink(f"#'{quoted}'!{target}", str(cell.value or target), tip)


def _alike(rows: tuple[OwnRow, ...]) -> dict[CellLook, list[tuple[tuple[int, int], tuple[int, int]]]]:
    """Rectangles of cells by their look."""
    by_look: dict[CellLook, list[tuple[int, int]]] = defaultdict(list)
    for r, row in enumerate(rows, 1):
        for c, cell in enumerate(row.cells, 1):
            by_look[cell.look].append((r, c))
    return {look: list(_areas(places)) for look, places in by_look.items()}


def _areas(places: Iterable[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Places as rectangles one column wide, or one row high where a row has several."""
    runs: dict[int, list[list[int]]] = defaultdict(list)
    for row, column in sorted(places, key=lambda place: (place[1], place[0])):
        own = runs[column]
        if own and own[-1][1] == row - 1:
            own[-1][1] = row
        else:
            own.append([row, row])
    joined: dict[tuple[int, int], list[list[int]]] = defaultdict(list)
    for column, listed in runs.items():
        for first, last in listed:
            wide = joined[first, last]
            if wide and wide[-1][1] == column - 1:
                wide[-1][1] = column
            else:
                wide.append([column, column])
    for (first, last), wide in joined.items():
        for left, right in wide:
            yield (first, left), (last, right)


def _dress_cells(area: xlwings.Range, look: CellLook) -> None:
    api = area.api
    font = api.Font
    font.Name, font.Size, font.Bold, font.Color = look.font, look.size, look.bold, com.colour(look.colour)
    font.Underline = com.UNDERLINE if look.underline else com.NONE
    if look.fill:
        api.Interior.Color = com.colour(look.fill)
    if look.horizontal:
        api.HorizontalAlignment = com.HORIZONTAL[look.horizontal]
    api.VerticalAlignment = com.VERTICAL[look.vertical]
    if look.wrap:
        api.WrapText = True
    if look.indent:
        api.IndentLevel = look.indent
    _dress_edges(api, look, area.shape)


def _dress_edges(api: Any, look: CellLook, shape: tuple[int, int]) -> None:
    """Borders of every cell of a block."""
    between = _between((shape[0], 1))
    if look.box:
        for edge in (*com.EDGES, *_between(shape)):
            _line(api.Borders(edge), *com.LINES[look.box], com.colour(look.box_colour))
    for edges, rule in (((com.TOP, *between), look.top), ((com.BOTTOM, *between), look.bottom)):
        if rule:
            for edge in edges:
                _line(api.Borders(edge), *com.LINES[rule[0]], com.colour(rule[1]))


def _set_up_page(sheet: xlwings.Sheet, edit: SetSheet) -> None:
    """A4, one page wide. Without a printer Excel refuses; the sheet is none the worse for it."""
    with suppress(Exception):
        page = sheet.api.PageSetup
        page.PaperSize = com.PAPER_A4
        page.Orientation = com.LANDSCAPE if edit.landscape else com.PORTRAIT
        page.Zoom = False
        page.FitToPagesWide = 1
        page.FitToPagesTall = False
        page.CenterFooter = edit.footer.removeprefix("&C")


def remove_sheet(book: xlwings.Book, edit: RemoveSheet) -> None:
    """Take a sheet of our own out, without Excel's question. Raises Locked(E032)."""
    sheet = sheet_named(book, edit.name)
    if sheet is not None and len(book.sheets) > 1:
        with open_structure(book, edit.name), book.app.properties(display_alerts=False):
            sheet.delete()

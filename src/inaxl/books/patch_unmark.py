"""Take our marks out of a workbook again.

Two roads. Where nobody has touched the book since it was marked, the record's bytes are put back and every part is
what it was, byte for byte. Where the book was edited and saved in between (Excel renumbers formats and rewrites every
part), marks are recognised cell by cell: by our fill together with our border colour, our notes by their author or
first line, our text in a user's note by its separating line, our sheet by its name and header. The earlier fill and
border come from the record by the cell's address, else (rows were moved) from a cell of the same column, else from
the nearest unmarked cell of the column.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable
from typing import NamedTuple

from inaxl.books.edits import MarkLook
from inaxl.books.grid import cell_name
from inaxl.books.patch_ownsheet import remove_sheet
from inaxl.books.patch_package import Package
from inaxl.books.patch_record import Before, Record, before_of, entries_digest, find_record, remove_record
from inaxl.books.patch_sheet import SheetPart
from inaxl.books.patch_styles import Styles
from inaxl.books.patch_unnote import remove_notes
from inaxl.books.patch_xml import XmlPart, spliced
from inaxl.books.patch_zip import Archive
from inaxl.errors import UnreadableInput

_FILL = re.compile(rb"patternType=[\"']solid[\"'].*?fgColor\s[^>]*?rgb=[\"']([0-9A-Fa-f]+)", re.DOTALL)
_SIDE = re.compile(
    rb"<[\w:]+\s[^>]*?style=[\"'](\w+)[\"'][^>]*>\s*<[\w:]*color\s[^>]*?rgb=[\"']([0-9A-Fa-f]+)"
)
_NEAR = 200  # rows in which a cell of the same column is looked for


class Traces(NamedTuple):
    """By what our marks are known: their looks, the first line of notes, the name and header of our sheet."""

    looks: tuple[MarkLook, ...]
    first_line: re.Pattern[str]
    sheet: str
    header: tuple[str, ...]


def remove_marks(data: bytes, traces: Traces) -> bytes:
    """The workbook without our marks; the same bytes where it has none."""
    package = Package(data)
    record = find_record(package)
    if record is not None:
        exact = _as_it_was(package.archive, record)
        if exact is not None:
            return exact
    if _unmark_cells(package, record, traces):
        return package.to_bytes()
    return data


def _as_it_was(archive: Archive, record: Record) -> bytes | None:
    """The package with the record's bytes put back; None where the book was touched since."""
    if (
        entries_digest(((e.name, e.crc, e.size) for e in archive.entries.values()), record.part)
        != record.entries
    ):
        return None
    changed = {}
    for part in record.changed:
        if part.name not in archive.entries:
            return None
        content = archive.read(part.name)
        if any(not 0 <= s.start <= s.end <= len(content) for s in part.back):
            return None
        try:
            before = spliced(content, list(part.back))
        except UnreadableInput:  # somebody has spoilt the record
            return None
        if hashlib.sha256(before).hexdigest() != part.before:
            return None
        changed[part.name] = before
    return archive.rebuilt(changed, record.added, {})


def _unmark_cells(package: Package, record: Record | None, traces: Traces) -> bool:
    """Recognise and take out marks one by one; whether there were any."""
    styles = Styles(package)
    marked = _marked_formats(styles, traces.looks)
    found = False
    own = _own_sheet(package, record, traces)
    for sheet in package.sheets():
        if sheet.name == own or not sheet.part or not package.has(sheet.part):
            continue
        if marked:
            found |= _restore_cells(package, sheet.part, sheet.name, styles, marked, record)
        found |= remove_notes(package, sheet.part, traces.first_line)
    styles.write()
    if own:
        remove_sheet(package, own)
        found = True
    if record is not None:
        remove_record(package, record)
        found = True
    return found


def _marked_formats(styles: Styles, looks: Iterable[MarkLook]) -> frozenset[int]:
    """Formats that show the border of one of our looks and its fill, or no fill and no other border.

    The second is what some programs leave of the cells behind a merged area's first one.
    """
    found = set()
    for index in range(len(styles.formats)):
        sides = _sides(styles.border_of(index))
        colour = _FILL.search(styles.fill_of(index))
        fill = colour[1][-6:].decode().upper() if colour else ""
        for look in looks:
            ours = (look.line, look.line_colour)
            if ours in sides and (fill == look.fill or (not fill and set(sides) == {ours})):
                found.add(index)
    return frozenset(found)


def _sides(border: bytes) -> list[tuple[str, str]]:
    """Line style and colour of the sides that have a line."""
    return [(style.decode(), colour[-6:].decode().upper()) for style, colour in _SIDE.findall(border)]


def _restore_cells(
    package: Package, part: str, name: str, styles: Styles, marked: frozenset[int], record: Record | None
) -> bool:
    data = package.read(part)
    if not any(re.search(rb"\ss=[\"']%d[\"']" % index, data) for index in marked):
        return False
    sheet = SheetPart(package.xml(part))
    ours = [(row, column, style) for row, column, style in sheet.cells() if style in marked]
    for row, column, style in ours:
        before = _before(sheet, styles, marked, record, name, row, column)
        restored = styles.restored(
            style, before.fill.encode(), before.border.encode(), (before.apply_fill, before.apply_border)
        )
        sheet.set_style(row, column, restored)
    sheet.write()
    return bool(ours)


def _before(
    sheet: SheetPart,
    styles: Styles,
    marked: frozenset[int],
    record: Record | None,
    name: str,
    row: int,
    column: int,
) -> Before:
    """Fill and border that a marked cell had, as well as it can be known."""
    recorded = record.cells if record else {}
    if (name, cell_name(row, column)) in recorded:
        return recorded[name, cell_name(row, column)]
    letters = cell_name(1, column)[:-1]
    same_column = [
        b for (s, cell), b in recorded.items() if s == name and cell.rstrip("0123456789") == letters
    ]
    if same_column:
        return same_column[0]
    for distance in range(1, _NEAR):
        for near in (row - distance, row + distance):
            cell = sheet.cell(near, column) if near > 0 else None
            if cell is not None and cell.style not in marked:
                return before_of(styles, cell.style)
    return Before("", "", "", "")


def _own_sheet(package: Package, record: Record | None, traces: Traces) -> str:
    """The name of our sheet, '' where the book has none: it must carry our header, whatever its name says."""
    names = [record.sheet] if record and record.sheet else []
    names += [sheet.name for sheet in package.sheets() if sheet.name.startswith(traces.sheet)]
    for name in dict.fromkeys(names):
        sheet = package.sheet(name)
        if sheet is None or not sheet.part or not package.has(sheet.part):
            continue
        texts = sheet_texts(package, sheet.part)
        if all(word in texts for word in traces.header):
            return sheet.name
    return ""


def sheet_texts(package: Package, part: str) -> set[str]:
    """All texts of a sheet, inline and shared."""
    data = package.read(part)
    found = {
        html.unescape(t.decode("utf-8", "replace"))
        for t in re.findall(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<", data)
    }
    shared = {int(n) for n in re.findall(rb"\st=\"s\"[^>]*>\s*<(?:\w+:)?v>(\d{1,10})<", data)}
    relation = package.related(package.workbook_part, "sharedStrings")
    if shared and relation is not None:
        strings = XmlPart(package.read(relation.target), relation.target)
        for number, element in enumerate(strings.children(strings.root)):
            if number in shared:
                pieces = re.findall(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<", strings.content(element))
                found.add(html.unescape(b"".join(pieces).decode("utf-8", "replace")))
    return found

"""The VML drawing of a sheet: the yellow boxes of notes, and the form controls of the user that live beside them.

VML of old programs is often no well-formed XML, so it is only ever searched and inserted into, never parsed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from inaxl.books.limits import LAST_COLUMN, LAST_ROW
from inaxl.books.patch_sheet import SheetPart
from inaxl.books.patch_xml import whole_number

VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NAMESPACES = (
    b'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_BOX_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_IDS_PER_BLOCK = 1024
_IDMAP = re.compile(rb"(<\w+:idmap\b[^>]*?\bdata\s*=\s*[\"'])([\d,\s]*)")
_SHAPE = re.compile(rb"<((?:\w+:)?)shape(?=[\s>]).*?</\1shape>\s*", re.DOTALL)
_ROW = re.compile(rb"<\w+:Row>\s*(\d+)\s*</\w+:Row>")
_COLUMN = re.compile(rb"<\w+:Column>\s*(\d+)\s*</\w+:Column>")
_NOTE_BOX = re.compile(rb"ObjectType\s*=\s*[\"']Note[\"']")
_WIDTH, _LINE, _MARGIN = 340, 17, 14  # pixels of a note's box, of a line in it, and around its text


def empty_drawing(number: int) -> bytes:
    """A drawing without shapes, with its block of shape numbers."""
    return (
        b"<xml " + _NAMESPACES + b'><o:shapelayout v:ext="edit">'
        b'<o:idmap v:ext="edit" data="%d"/></o:shapelayout>%s</xml>' % (number, _BOX_TYPE)
    )


class Drawing:
    """A VML drawing to which note boxes are added."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._used = {int(number) for number in re.findall(rb"_x0000_s(\d{1,10})", data)}
        found = _IDMAP.search(data)
        self._blocks = [int(n) for n in re.findall(rb"\d{1,10}", found[2])] if found else []
        self._new_blocks: list[int] = []
        self._boxes: list[bytes] = []

    def add_box(self, sheet: SheetPart, row: int, column: int, lines: int) -> None:
        """Add the hidden box of a note beside its cell."""
        number = self._free_number()
        height = lines * _LINE + _MARGIN
        anchor = ", ".join(str(n) for n in _anchor(sheet, row, column, height))
        self._boxes.append(
            f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
            f"margin-top:2pt;width:{_WIDTH * 0.75:g}pt;height:{height * 0.75:g}pt;z-index:{len(self._used)};"
            'visibility:hidden" fillcolor="#fffff0" o:insetmode="auto"><v:fill color2="#fffff0"/>'
            '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
            '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
            f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
            f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column>"
            "</x:ClientData></v:shape>".encode()
        )

    def _free_number(self) -> int:
        """A shape number inside the drawing's blocks; a further block is opened when they are full."""
        for block in self._blocks + self._new_blocks:
            first = block * _IDS_PER_BLOCK + 1
            free = next((n for n in range(first, first + _IDS_PER_BLOCK - 1) if n not in self._used), None)
            if free is not None:
                self._used.add(free)
                return free
        self._new_blocks.append(max(self._blocks + self._new_blocks, default=0) + 1)
        return self._free_number()

    def edits(self) -> list[tuple[int, int, bytes]]:
        """What to insert, as (start, end, bytes)."""
        if not self._boxes:
            return []
        found, edits = _IDMAP.search(self.data), []
        if found and self._new_blocks:
            listed = ",".join(str(n) for n in self._blocks + self._new_blocks).encode()
            edits.append((found.start(2), found.end(2), listed))
        close = re.search(rb"</(?:\w+:)?xml\s*>\s*$", self.data)
        at = close.start() if close else len(self.data)
        pieces = [] if b"_x0000_t202" in self.data else [_BOX_TYPE]
        put = b"".join([*pieces, *self._boxes])
        if not all(space in self.data for space in _NAMESPACES.split(b" ")):
            # the drawing binds other prefixes: ours are bound on each of our own elements
            put = re.sub(rb"<v:(shape|shapetype) ", rb"<v:\1 " + _NAMESPACES + b" ", put)
        edits.append((at, at, put))
        return edits


def note_boxes(data: bytes) -> dict[tuple[int, int], tuple[int, int]]:
    """Start and end of each note's box by its cell (row, column)."""
    found = {}
    for shape in _SHAPE.finditer(data):
        row, column = _ROW.search(shape[0]), _COLUMN.search(shape[0])
        if row and column and _NOTE_BOX.search(shape[0]):
            found[whole_number(row[1]) + 1, whole_number(column[1]) + 1] = (shape.start(), shape.end())
    return found


def has_shapes(data: bytes) -> bool:
    """Whether a drawing still shows something."""
    return (
        _SHAPE.search(data) is not None
        or re.search(rb"<(?:\w+:)?(?:rect|image|group|line)[\s>]", data) is not None
    )


_FARTHEST = 100  # rows and columns that a box may reach over, where all of them are hidden


def _anchor(sheet: SheetPart, row: int, column: int, height: int) -> tuple[int, ...]:
    """Columns, rows and pixels between which the box lies: right of the cell, on the left near the last column."""
    widths, tall = _widths(sheet), _heights(sheet)
    left, right_edge = column, column
    if column + 6 > LAST_COLUMN:
        left = right_edge = max(column - 7, 0)
    rest = _WIDTH + 15
    while rest > widths(right_edge + 1) and right_edge < min(LAST_COLUMN - 1, left + _FARTHEST):
        rest -= widths(right_edge + 1)
        right_edge += 1
    top = max(min(row - 2, LAST_ROW - height // 5 - 1), 0)
    bottom, below = top, height + 10
    while below > tall(bottom + 1) and bottom < min(LAST_ROW - 1, top + _FARTHEST):
        below -= tall(bottom + 1)
        bottom += 1
    return left, 15, top, 10, right_edge, rest, bottom, below


def _pixels(characters: str | None) -> int:
    """Width of a column in pixels at the usual 7 pixels a digit."""
    try:
        return min(max(int(float(characters) * 7 + 5), 0), 2_000) if characters else 72
    except (ValueError, OverflowError):
        return 72


def _widths(sheet: SheetPart) -> Callable[[int], int]:
    form, cols = sheet.before.get("sheetFormatPr"), sheet.before.get("cols")
    usual = _pixels(form.get("defaultColWidth") if form else None)
    stated = []
    for element in sheet.part.children(cols) if cols else ():
        width = 0 if element.get("hidden") in ("1", "true") else _pixels(element.get("width"))
        stated.append((element.number("min"), element.number("max"), width))
    return lambda column: next((width for first, last, width in stated if first <= column <= last), usual)


def _points(text: str | None, usual: float) -> float:
    """A height as stated, the usual one where it is none."""
    try:
        height = float(text or usual)
    except ValueError:
        return usual
    return height if 0 <= height <= 1_000 else usual


def _heights(sheet: SheetPart) -> Callable[[int], int]:
    form = sheet.before.get("sheetFormatPr")
    usual = _points(form.get("defaultRowHeight") if form else None, 15)

    def height(row: int) -> int:
        if sheet.row_attribute(row, "hidden") in ("1", "true"):
            return 0
        return round(_points(sheet.row_attribute(row, "ht"), usual) * 4 / 3)

    return height

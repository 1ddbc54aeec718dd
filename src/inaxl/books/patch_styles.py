"""The style table of a workbook: formats are only ever added behind the existing ones, never changed.

A mark is the cell's own format with another fill and border, so number format, font, alignment and protection stay.
"""

from __future__ import annotations

import re

from inaxl.books.edits import CellLook, MarkLook
from inaxl.books.patch_package import Package
from inaxl.books.patch_xml import Element, XmlPart, attribute, escape, signature, whole_number
from inaxl.errors import UnwritableOutput
from inaxl.findings import E018

MAX_FORMATS = 65_490
"""Cell formats that Excel takes in one book; beyond it drops formats while repairing."""
_ORDER = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
)
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_MINIMAL = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill>'
    b'<fill><patternFill patternType="gray125"/></fill></fills>'
    b'<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    b'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_OPEN = re.compile(rb"<([\w.:-]+)([^>]*?)(/?)>")


class _Group:
    """One list of the style table (fonts, fills, borders, cellXfs) and what is added to it."""

    def __init__(self, part: XmlPart, name: str) -> None:
        self.element = part.child(part.root, name)
        self.sources = [part.source(e) for e in part.children(self.element)] if self.element else []
        self.added: list[bytes] = []
        self._index: dict[bytes, int] = {}

    def __len__(self) -> int:
        return len(self.sources) + len(self.added)

    def get(self, index: int) -> bytes:
        return self.sources[index] if index < len(self.sources) else self.added[index - len(self.sources)]

    def add(self, source: bytes) -> int:
        """Index of a member, which is added once."""
        if source not in self._index:
            self._index[source] = len(self)
            self.added.append(source)
        return self._index[source]

    def find_or_add(self, source: bytes) -> int:
        """Index of a member that says the same, else of the added one."""
        wanted = signature(source)
        for index in range(len(self)):
            if signature(self.get(index)) == wanted:
                return index
        return self.add(source)


class Styles:
    """Formats of a workbook. Call `write` once at the end."""

    def __init__(self, package: Package) -> None:
        relation = package.related(package.workbook_part, "styles")
        if relation is None:
            usual = "xl/styles.xml"  # where careless readers look for it
            name = package.free_name("xl/styles{}.xml") if package.has(usual) else usual
            self.part = package.add(name, _MINIMAL, _TYPE)
            package.relate(package.workbook_part, "styles", name)
        else:
            self.part = package.xml(relation.target)
        self.fonts, self.fills, self.borders, self.formats = (
            _Group(self.part, name) for name in ("fonts", "fills", "borders", "cellXfs")
        )
        if not self.formats.sources:
            raise UnwritableOutput(E018.at(reason="書式の表がありません。"))
        self._overlaid: dict[tuple[int, MarkLook], int] = {}
        self._own: dict[tuple[CellLook, bool], int] = {}

    def _tags(self, source: str) -> bytes:
        """Our XML in the prefix that the part uses."""
        return re.sub(rb"<(/?)(?=\w)", lambda found: b"<" + found[1] + self.part.prefix, source.encode())

    def format(self, index: int) -> bytes:
        """The xf element of a cell format; the first one where a cell names one that is not there."""
        return self.formats.get(index if 0 <= index < len(self.formats) else 0)

    def is_unlocked(self, index: int) -> bool:
        """Whether a cell of this format can be written on a protected sheet."""
        return (
            re.search(rb"<(?:\w+:)?protection\b[^>]*\blocked=[\"'](0|false)[\"']", self.format(index))
            is not None
        )

    def fill_of(self, index: int) -> bytes:
        """The fill element that a cell format uses."""
        return self._member(self.fills, self.format(index), "fillId")

    def border_of(self, index: int) -> bytes:
        """The border element that a cell format uses."""
        return self._member(self.borders, self.format(index), "borderId")

    @staticmethod
    def _member(group: _Group, xf: bytes, name: str) -> bytes:
        number = whole_number(xf_attribute(xf, name) or "0")
        return group.get(number) if number < len(group) else b""

    def overlay(self, base: int, look: MarkLook) -> int:
        """Index of the format that is `base` with the mark's fill and border."""
        if (base, look) not in self._overlaid:
            fill = self.fills.add(self._tags(_solid(look.fill)))
            line = f'style="{look.line}"><color rgb="FF{look.line_colour}"/>'
            sides = "".join(f"<{side} {line}</{side}>" for side in ("left", "right", "top", "bottom"))
            border = self.borders.add(self._tags(f"<border>{sides}<diagonal/></border>"))
            xf = set_attributes(
                self.format(base), fillId=fill, borderId=border, applyFill="1", applyBorder="1"
            )
            self._overlaid[base, look] = self.formats.add(xf)
        return self._overlaid[base, look]

    def restored(self, marked: int, fill: bytes, border: bytes, flags: tuple[str, str]) -> int:
        """Index of the format that is `marked` with its earlier fill and border; '' as a flag: not stated."""
        xf = set_attributes(
            self.format(marked),
            fillId=self.fills.find_or_add(self._tags(fill.decode()) if fill else b"") if fill else 0,
            borderId=self.borders.find_or_add(self._tags(border.decode()) if border else b"")
            if border
            else 0,
            applyFill=flags[0],
            applyBorder=flags[1],
        )
        return self.formats.find_or_add(xf)

    def own(self, look: CellLook, *, is_quoted: bool = False) -> int:
        """Index of a format for a cell of our own sheet; `is_quoted` keeps `=…` text also when edited."""
        if (look, is_quoted) not in self._own:
            self._own[look, is_quoted] = self._add_own(look, is_quoted)
        return self._own[look, is_quoted]

    def _add_own(self, look: CellLook, is_quoted: bool) -> int:
        font = self.fonts.add(self._tags(_font(look)))
        fill = self.fills.add(self._tags(_solid(look.fill))) if look.fill else 0
        border = self.borders.add(self._tags(_border(look)))
        quote = ' quotePrefix="1"' if is_quoted else ""
        xf = (
            f'<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"{quote} applyFont="1" '
            f'applyFill="1" applyBorder="1" applyAlignment="1">{_alignment(look)}</xf>'
        )
        return self.formats.add(self._tags(xf))

    def write(self) -> None:
        """Put what was added into the part. Raises UnwritableOutput where Excel's limit is passed."""
        if len(self.formats) > MAX_FORMATS:
            raise UnwritableOutput(E018.at(reason="書式の数が Excel の上限に達しています。"))
        for name, group in zip(
            ("fonts", "fills", "borders", "cellXfs"),
            (self.fonts, self.fills, self.borders, self.formats),
            strict=True,
        ):
            if group.added:
                self._write_group(name, group)

    def _write_group(self, name: str, group: _Group) -> None:
        put = b"".join(group.added)
        if group.element is not None:
            self.part.append(group.element, put)
            if group.element.get("count") is not None:
                self.part.set_attribute(group.element, "count", str(len(group)))
            return
        following = _ORDER[_ORDER.index(name) + 1 :]
        found = (e for e in self.part.children(self.part.root) if e.name in following or e.name == "extLst")
        at: Element | None = next(found, None)
        place = at.start if at else self.part.root.close
        tag = self.part.tag(name)
        self.part.splice(place, place, b'<%s count="%d">%s</%s>' % (tag, len(group), put, tag))


def xf_attribute(xf: bytes, name: str) -> str | None:
    """An attribute of an xf element's opening tag."""
    opening = _OPEN.match(xf)
    found = attribute(opening[2], name) if opening else None
    return found[2] if found else None


def set_attributes(xf: bytes, **values: str | int) -> bytes:
    """An xf element with attributes set; '' takes an attribute out."""
    opening = _OPEN.match(xf)
    if opening is None:
        raise UnwritableOutput(E018.at(reason="書式の表を読めません。"))
    attributes = opening[2]
    for name, value in values.items():
        attributes = re.sub(rb"\s+" + name.encode() + rb"\s*=\s*(\"[^\"]*\"|'[^']*')", b"", attributes)
        if value != "":
            attributes = attributes.rstrip() + f' {name}="{value}"'.encode()
    return b"<" + opening[1] + attributes + opening[3] + b">" + xf[opening.end() :]


def without_prefix(fragment: bytes) -> bytes:
    """An element with plain names, as it is kept in the record of marks."""
    return re.sub(rb"<(/?)[\w.-]+:", rb"<\1", re.sub(rb"\s+xmlns(:[\w.-]+)?=\"[^\"]*\"", b"", fragment))


def _solid(colour: str) -> str:
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/><bgColor indexed="64"/>'
        "</patternFill></fill>"
    )


def _font(look: CellLook) -> str:
    bold, line = "<b/>" if look.bold else "", "<u/>" if look.underline else ""
    colour = f'<color rgb="FF{look.colour}"/>' if look.colour else ""
    name = escape(look.font, in_attribute=True).decode()
    return (
        f'<font>{bold}{line}<sz val="{look.size:g}"/>{colour}<name val="{name}"/><family val="3"/>'
        '<charset val="128"/></font>'
    )


def _border(look: CellLook) -> str:
    box = (look.box, look.box_colour) if look.box else None
    sides = {"left": box, "right": box, "top": look.top or box, "bottom": look.bottom or box}
    inner = "".join(
        f'<{name} style="{side[0]}"><color rgb="FF{side[1]}"/></{name}>' if side else f"<{name}/>"
        for name, side in sides.items()
    )
    return f"<border>{inner}<diagonal/></border>"


def _alignment(look: CellLook) -> str:
    horizontal = f' horizontal="{look.horizontal}"' if look.horizontal else ""
    wrap, indent = ' wrapText="1"' if look.wrap else "", f' indent="{look.indent}"' if look.indent else ""
    return f'<alignment{horizontal} vertical="{look.vertical}"{wrap}{indent}/>'

"""A form of the office (.xlsx) as it is read: rows, cells with placeholders, merged areas, what stands around them.

A placeholder is `{{ name }}` in the text of a cell. Nothing is filled in here: see `form_sheet.py` for one sheet and
`form_book.py` for a whole book. Raises UnreadableInput (E016) for a book that cannot serve as a form.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from lxml import etree

from inaxl.books.grid import Area, cell_name, column_number
from inaxl.errors import UnreadableInput
from inaxl.findings import E016
from inaxl.report.form_skeleton import MAIN as MAIN
from inaxl.report.form_skeleton import take_out

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z_]\w*(?:\.\w+)*)\s*\}\}")
ROW = "\0"
BRACES = re.compile(r"\{\{|\}\}|\{%|%\}")
_PIXELS_PER_CHARACTER = 8  # of the Japanese faces at 11 pt; Calibri has 7
_DEFAULT_ROW = 15.0
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Part(NamedTuple):
    """A part that another one refers to: `kind` is the last word of the relationship's type."""

    id: str
    kind: str
    type: str
    target: str
    is_external: bool


@dataclass(frozen=True, slots=True)
class FormCell:
    """One cell: its text, '' for figures and blanks, and its formula, whose references follow the rows.

    `names`: placeholders in it; `only`: the one that it consists of, '' where there is other text too. `static` is
    the XML of a cell that is the same in every copy, with `ROW` in place of its row's number.
    """

    column: int
    style: int
    text: str = ""
    formula: str = ""
    static: str = ""
    names: tuple[str, ...] = ()
    only: str = ""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row: its number, its attributes apart from the number, its height [pt] and its cells.

    `roots`: first words of the placeholders in it, each with a column that it stands in.
    """

    number: int
    attributes: str
    height: float
    cells: tuple[FormCell, ...]
    filled: tuple[FormCell, ...]
    roots: dict[str, int]


@dataclass(frozen=True, slots=True)
class FormColumns:
    """Columns that share a width [pixels]; `attributes` are the rest as written."""

    first: int
    last: int
    pixels: float
    attributes: str


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One sheet of the form. `skeleton` is its XML with a mark in place of everything that names rows or columns.

    `ends`: last column of a merged area by the row and column that it begins at.
    """

    name: str
    part: str
    attributes: str
    rows: tuple[FormRow, ...]
    columns: tuple[FormColumns, ...]
    merges: tuple[Area, ...]
    ends: dict[tuple[int, int], int]
    skeleton: str
    marked: dict[str, list[etree._Element]]
    default_pixels: float

    def placeholders(self) -> Iterator[tuple[str, str, str]]:
        """Cell, its whole text and the name of every placeholder."""
        for row in self.rows:
            for cell in row.cells:
                for name in cell.names:
                    yield cell_name(row.number, cell.column), cell.text, name


@dataclass(frozen=True, slots=True)
class CellFormat:
    """What filling in has to know of a cell format."""

    size: float
    is_wrapped: bool
    indent: int
    has_number_format: bool


@dataclass(slots=True)
class Form:
    """A whole form. `parts` are all of its parts as read, by name; `strings` those of cells without placeholders."""

    name: str
    parts: dict[str, bytes]
    workbook_part: str
    sheets: tuple[FormSheet, ...] = ()
    formats: tuple[CellFormat, ...] = ()
    relations: dict[str, tuple[Part, ...]] = field(default_factory=dict)
    strings: dict[str, int] = field(default_factory=dict)

    def sheet(self, name: str) -> FormSheet | None:
        """A sheet by its name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)

    def format(self, style: int) -> CellFormat:
        """The format of a style index."""
        return self.formats[style] if style < len(self.formats) else CellFormat(11, False, 0, False)

    def related(self, owner: str) -> tuple[Part, ...]:
        """What a part refers to."""
        if owner not in self.relations:
            self.relations[owner] = tuple(_relations(self.parts, owner))
        return self.relations[owner]

    def broken(self, reason: str, sheet: str | None = None, cell: str | None = None) -> UnreadableInput:
        """E016 with the place in the form."""
        return UnreadableInput(
            E016.at(book=self.name, sheet=sheet, cell=cell, value=self.name, reason=reason)
        )


def read_form(template: Path) -> Form:
    """Read a form. Raises UnreadableInput(E016): not a workbook, no sheets, a placeholder written wrongly."""
    form = Form(template.name, _parts(template), "")
    try:
        found = next((r.target for r in form.related("") if r.kind == "officeDocument"), "")
        if found not in form.parts or not found.endswith("workbook.xml"):
            raise form.broken("Excel ブック(.xlsx)ではありません。")
        form.workbook_part = found
        strings = _strings(form)
        form.formats = tuple(_formats(form))
        form.sheets = tuple(_sheets(form, strings))
    except (etree.XMLSyntaxError, ValueError, KeyError, IndexError) as why:
        raise form.broken(f"ブックの中が壊れています（{why}）。") from why
    return form


_LARGEST_PART = 50_000_000  # bytes unpacked


def _parts(template: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(template) as package:
            infos = [info for info in package.infolist() if not info.is_dir()]
            if any(info.file_size > _LARGEST_PART for info in infos):
                raise ValueError
            return {info.filename: package.read(info) for info in infos}
    except FileNotFoundError:
        reason = "ファイルが見つかりません。"
    except (zipfile.BadZipFile, ValueError, OSError):
        reason = "Excel ブック(.xlsx)として開けません。"
    raise UnreadableInput(E016.at(book=template.name, value=template.name, reason=reason))


def parse(data: bytes) -> etree._Element:
    """The root of a part, without entities."""
    return etree.fromstring(
        data, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    )


def relations_name(owner: str) -> str:
    """The part that holds a part's relationships."""
    folder, base = posixpath.split(owner)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _relations(parts: dict[str, bytes], owner: str) -> Iterator[Part]:
    data = parts.get(relations_name(owner))
    for element in parse(data) if data else ():
        kind, target = element.get("Type", ""), element.get("Target", "")
        is_external = element.get("TargetMode") == "External"
        if not is_external:
            target = posixpath.normpath(posixpath.join("/" + posixpath.dirname(owner), target)).lstrip("/")
        yield Part(element.get("Id", ""), kind.rsplit("/", 1)[-1], kind, target, is_external)


def _target(form: Form, kind: str) -> str:
    return next((r.target for r in form.related(form.workbook_part) if r.kind == kind), "")


def _strings(form: Form) -> list[tuple[str, str]]:
    """Shared strings as (plain text, own XML where it is formatted in itself)."""
    part = _target(form, "sharedStrings")
    if part not in form.parts:
        return []
    return [_string(item) for item in parse(form.parts[part])]


def _string(item: etree._Element) -> tuple[str, str]:
    texts = [node.text or "" for node in item.iter(f"{{{MAIN}}}t") if not _is_phonetic(node)]
    is_plain = len(item) == 1 and item[0].tag == f"{{{MAIN}}}t"
    return "".join(texts), "" if is_plain else _bare(
        etree.tostring(item, encoding="unicode", with_tail=False)
    )


def _is_phonetic(node: etree._Element) -> bool:
    parent = node.getparent()
    return parent is not None and parent.tag == f"{{{MAIN}}}rPh"


def _bare(xml: str) -> str:
    """An element's XML without the declarations that it shares with the part."""
    return re.sub(r' xmlns(?::\w+)?="[^"]*"', "", xml)


def _formats(form: Form) -> Iterator[CellFormat]:
    root = parse(form.parts[_target(form, "styles")])
    fonts = root.find(f"{{{MAIN}}}fonts")
    sizes = [
        float(_attribute(font.find(f"{{{MAIN}}}sz"), "val", "11"))
        for font in (fonts if fonts is not None else ())
    ]
    formats = root.find(f"{{{MAIN}}}cellXfs")
    for xf in formats if formats is not None else ():
        alignment = xf.find(f"{{{MAIN}}}alignment")
        font = int(xf.get("fontId", "0"))
        yield CellFormat(
            sizes[font] if font < len(sizes) else 11.0,
            _attribute(alignment, "wrapText", "0") in ("1", "true"),
            int(_attribute(alignment, "indent", "0")),
            xf.get("numFmtId", "0") != "0",
        )


def _attribute(element: etree._Element | None, name: str, default: str) -> str:
    return default if element is None else element.get(name, default)


def _sheets(form: Form, strings: list[tuple[str, str]]) -> Iterator[FormSheet]:
    listed = parse(form.parts[form.workbook_part]).find(f"{{{MAIN}}}sheets")
    targets = {part.id: part for part in form.related(form.workbook_part)}
    for element in listed if listed is not None else ():
        relation = targets[element.get(f"{{{RELATION}}}id", "")]
        if relation.kind != "worksheet":
            raise form.broken("グラフだけのシートがあります。", element.get("name"))
        state = element.get("state")
        yield _sheet(
            form, element.get("name", ""), relation.target, f' state="{state}"' if state else "", strings
        )


def _sheet(form: Form, name: str, part: str, attributes: str, strings: list[tuple[str, str]]) -> FormSheet:
    root = parse(form.parts[part])
    if root.prefix or root.tag != f"{{{MAIN}}}worksheet":
        raise form.broken("この形の部品は使えません。Excel で開いて保存し直してください。", name)
    data = root.find(f"{{{MAIN}}}sheetData")
    setup = root.find(f"{{{MAIN}}}sheetFormatPr")
    default = float(_attribute(setup, "defaultRowHeight", str(_DEFAULT_ROW)))
    rows = tuple(_row(form, name, row, strings, default) for row in (data if data is not None else ()))
    merges = [
        area_of(item.get("ref", "")) for item in root.iterfind(f"{{{MAIN}}}mergeCells/{{{MAIN}}}mergeCell")
    ]
    columns = tuple(_columns(item) for item in root.iterfind(f"{{{MAIN}}}cols/{{{MAIN}}}col"))
    marked = take_out(root)
    skeleton = etree.tostring(root, encoding="unicode")
    wide = float(_attribute(setup, "defaultColWidth", "9")) * _PIXELS_PER_CHARACTER
    ends = {(area.top, area.left): area.right for area in merges}
    return FormSheet(name, part, attributes, rows, columns, tuple(merges), ends, skeleton, marked, wide)


def _row(
    form: Form, sheet: str, row: etree._Element, strings: list[tuple[str, str]], default: float
) -> FormRow:
    number = int(row.get("r", "0"))
    kept = "".join(
        f' {key}="{row.get(key)}"'
        for key in map(str, row.attrib)
        if key not in ("r", "spans", "ht", "customHeight") and not key.startswith("{")
    )
    cells = tuple(_cell(form, sheet, cell, strings) for cell in row)
    roots = {name.partition(".")[0]: cell.column for cell in cells for name in cell.names}
    filled = tuple(cell for cell in cells if cell.names)
    return FormRow(number, kept, float(row.get("ht", default)), cells, filled, roots)


def _cell(form: Form, sheet: str, cell: etree._Element, strings: list[tuple[str, str]]) -> FormCell:
    place, style, kind = cell.get("r", ""), int(cell.get("s", "0")), cell.get("t", "n")
    letters = place.rstrip("0123456789")
    column, opening = column_number(letters), f'<c r="{letters}{ROW}" s="{style}"'
    formula, value = cell.find(f"{{{MAIN}}}f"), cell.findtext(f"{{{MAIN}}}v")
    if formula is not None:
        if formula.get("t"):
            raise form.broken("配列数式と共有数式は使えません。", sheet, place)
        return FormCell(column, style, formula=formula.text or "")
    inline = cell.find(f"{{{MAIN}}}is")
    if kind == "s" and value is not None:
        text, rich = strings[int(value)]
    elif inline is not None:
        text, rich = _string(inline)
    else:
        kind = "" if kind == "n" else f' t="{kind}"'
        body = f"{kind}><v>{escape(value)}</v></c>" if value else "/>"
        return FormCell(column, style, static=opening + body)
    names = tuple(PLACEHOLDER.findall(text))
    if BRACES.search(PLACEHOLDER.sub("", text)):
        raise form.broken(f"差し込みの書き方が正しくありません：「{text}」。", sheet, place)
    if not names:
        index = form.strings.setdefault(rich or string_item(text), len(form.strings))
        return FormCell(column, style, text, static=f'{opening} t="s"><v>{index}</v></c>')
    alone = PLACEHOLDER.fullmatch(text.strip())
    return FormCell(column, style, text, names=names, only=alone[1] if alone else "")


def string_item(text: str) -> str:
    """A shared string without format."""
    shown = escape(FORBIDDEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n"))
    return f'<si><t xml:space="preserve">{shown}</t></si>'


def _columns(item: etree._Element) -> FormColumns:
    kept = "".join(
        f' {key}="{item.get(key)}"'
        for key in map(str, item.attrib)
        if key not in ("min", "max", "width", "customWidth") and not key.startswith("{")
    )
    pixels = float(item.get("width", "9")) * _PIXELS_PER_CHARACTER
    return FormColumns(int(item.get("min", "1")), int(item.get("max", "1")), pixels, kept)


def area_of(reference: str) -> Area:
    first, _, last = reference.replace("$", "").partition(":")
    (top, left), (bottom, right) = _place_of(first), _place_of(last or first)
    return Area(top, left, bottom, right)


def _place_of(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]), column_number(letters)

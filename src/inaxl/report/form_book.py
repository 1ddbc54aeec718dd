"""A whole book from a form: its sheets filled in, one of them once per content; everything else comes along as it is.

Drawings, notes, charts and printer settings of a repeated sheet are copied with it; pictures are shared. The same form
and contents give the same bytes. Sheets are filled in `form_sheet.py`.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from lxml import etree

from inaxl.books.grid import Area
from inaxl.report.form_drawings import moved_drawing, moved_notes, renamed_chart
from inaxl.report.form_rows import Content, RowMap, moved_formula
from inaxl.report.form_sheet import FilledSheet, Looks, Strings, fill_sheet, quoted
from inaxl.report.form_template import (
    MAIN,
    PACKAGE,
    RELATION,
    Form,
    FormSheet,
    Part,
    parse,
    relations_name,
)
from inaxl.report.form_texts import FILLED_KINDS, Fill, filled_part, filler, texts_outside
from inaxl.values.display import excel_format

SAMPLES = "書式"
"""Sheet of the form that is not printed: names in column A, in column B cells whose format stands for the name."""
_DECIMALS = range(5)
_TYPES = "[Content_Types].xml"
_SHARED_KINDS = ("image", "hyperlink")
_CALC_CHAIN = "calcChain"
_FIXED = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Model:
    """A form made ready once for many books: the styles that may be needed and the sheets that are filled."""

    form: Form
    looks: Looks
    styles: bytes
    sheets: tuple[FormSheet, ...]


def make_ready(form: Form) -> Model:
    """Read the samples of the form and add its figure formats once per number of decimals."""
    samples = _samples(form)
    sheets = tuple(sheet for sheet in form.sheets if sheet.name != SAMPLES)
    for sheet in sheets:
        list(texts_outside(form, sheet))  # raises where one cannot be filled in
    figures = {cell.style for sheet in sheets for row in sheet.rows for cell in row.cells if cell.only}
    styles, with_decimals = _more_formats(
        form, sorted(s for s in figures if not form.format(s).has_number_format)
    )
    return Model(form, Looks(samples, with_decimals), styles, sheets)


def _samples(form: Form) -> dict[str, int]:
    sheet = form.sheet(SAMPLES)
    found = {}
    for row in sheet.rows if sheet else ():
        cells = {cell.column: cell for cell in row.cells}
        if 2 in cells and 1 in cells and cells[1].text:
            found[cells[1].text.strip()] = cells[2].style
    return found


def _styles_part(form: Form) -> str:
    return next(r.target for r in form.related(form.workbook_part) if r.kind == "styles")


def _more_formats(form: Form, bases: Sequence[int]) -> tuple[bytes, dict[tuple[int, int], int]]:
    root = parse(form.parts[_styles_part(form)])
    formats, numbers = root.find(f"{{{MAIN}}}cellXfs"), root.find(f"{{{MAIN}}}numFmts")
    assert formats is not None
    if numbers is None:
        numbers = etree.Element(f"{{{MAIN}}}numFmts")
        root.insert(0, numbers)
    free = max((int(item.get("numFmtId", "0")) for item in numbers), default=163) + 1
    originals, index = list(formats), {}
    for offset, decimals in enumerate(_DECIMALS):
        etree.SubElement(
            numbers,
            f"{{{MAIN}}}numFmt",
            numFmtId=str(max(free, 164) + offset),
            formatCode=excel_format(decimals),
        )
        for base in bases:
            index[base, decimals] = len(formats)
            xf = etree.fromstring(etree.tostring(originals[base]))
            xf.set("numFmtId", str(max(free, 164) + offset))
            xf.set("applyNumberFormat", "1")
            formats.append(xf)
    numbers.set("count", str(len(numbers)))
    formats.set("count", str(len(formats)))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), index


@dataclass(slots=True)
class _Sheet:
    """One sheet of the book that is being made."""

    source: FormSheet
    name: str
    filled: FilledSheet
    part: str
    fill: Fill


@dataclass(slots=True)
class _Book:
    model: Model
    strings: Strings
    parts: dict[str, bytes] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    sheets: list[_Sheet] = field(default_factory=list)


def fill_book(model: Model, contents: Mapping[str, Sequence[Content]], title: str) -> bytes:
    """The book: each sheet of the form once per content under its name (none: the sheet is left out).

    A sheet without an entry in `contents` is filled with the values of the one under ''. `title` is the book's own.
    Raises UnreadableInput(E016) for a placeholder without a value.
    """
    book = _Book(model, Strings(model.form.strings))
    common = contents.get("", ())
    for sheet in model.sheets:
        named = contents.get(sheet.name)
        for content in common if named is None else named:
            name = sheet.name if named is None else content.name
            filled = fill_sheet(model.form, sheet, content, model.looks, book.strings)
            part = f"xl/worksheets/sheet{len(book.sheets) + 1}.xml"
            fill = filler(model.form, sheet, content.values)
            book.sheets.append(_Sheet(sheet, name, filled, part, fill))
    _keep_parts(book)
    for made in book.sheets:
        _add_sheet(book, made)
    _finish(book, title)
    return _packed(book.parts)


# --- parts ------------------------------------------------------------------------------------------------------------


def _keep_parts(book: _Book) -> None:
    """All parts that belong to no sheet."""
    form = book.model.form
    own = {sheet.part for sheet in form.sheets}
    belongs = set(own)
    for sheet in form.sheets:
        belongs |= set(_below(form, sheet.part))
    shared = {_TYPES, form.workbook_part, relations_name(form.workbook_part), _styles_part(form)}
    for name, data in form.parts.items():
        owner = name.replace("_rels/", "").removesuffix(".rels")
        if name in belongs or (name.endswith(".rels") and owner in belongs) or name in shared:
            continue
        book.parts[name] = data
    book.parts[_styles_part(form)] = book.model.styles
    for name in [
        r.target for r in form.related(form.workbook_part) if r.kind in (_CALC_CHAIN, "sharedStrings")
    ]:
        book.parts.pop(name, None)


def _below(form: Form, owner: str) -> Iterator[str]:
    """Parts that a part owns, and theirs; pictures are shared and not among them."""
    for part in form.related(owner):
        if not part.is_external and part.kind not in _SHARED_KINDS and part.target in form.parts:
            yield part.target
            yield from _below(form, part.target)


def _add_sheet(book: _Book, made: _Sheet) -> None:
    xml = made.filled.xml
    if made is book.sheets[0]:
        xml = re.sub(r"<sheetView\b", '<sheetView tabSelected="1"', xml, count=1)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    book.parts[made.part] = (head + xml).encode()
    _copy_relations(book, made.source.part, made.part, made)


def _copy_relations(book: _Book, source: str, target: str, made: _Sheet) -> None:
    """Give a copied part copies of what it owns, under new names, and the same relationship ids."""
    lines = []
    for part in book.model.form.related(source):
        name = part.target
        if not part.is_external and part.kind not in _SHARED_KINDS and name in book.model.form.parts:
            name = _copy_part(book, part, made)
        where = name if part.is_external else posixpath.relpath("/" + name, "/" + posixpath.dirname(target))
        mode = ' TargetMode="External"' if part.is_external else ""
        lines.append(
            f"<Relationship Id={quoteattr(part.id)} Type={quoteattr(part.type)} Target={quoteattr(where)}{mode}/>"
        )
    if lines:
        book.parts[relations_name(target)] = _relations_part(lines)


def _copy_part(book: _Book, part: Part, made: _Sheet) -> str:
    stem, dot, suffix = part.target.rpartition(".")
    stem = stem.rstrip("0123456789")
    number = 1
    while f"{stem}{number}{dot}{suffix}" in book.parts:
        number += 1
    name = f"{stem}{number}{dot}{suffix}"
    data = book.model.form.parts[part.target]
    if part.kind == "drawing":
        data = moved_drawing(data, made.filled.rows)
    elif part.kind == "chart":
        data = renamed_chart(data, made.source.name, made.name, made.filled.rows)
    elif part.kind in ("comments", "vmlDrawing", "table"):
        data = moved_notes(data, made.filled.rows)
    if part.kind in FILLED_KINDS:
        data = filled_part(data, part, made.fill)
    book.parts[name] = data
    book.kinds[name] = part.target
    _copy_relations(book, part.target, name, made)
    return name


# --- the workbook -----------------------------------------------------------------------------------------------------


def _finish(book: _Book, title: str) -> None:
    form = book.model.form
    strings = posixpath.join(posixpath.dirname(form.workbook_part), "sharedStrings.xml")
    book.parts[strings] = book.strings.part()
    book.parts[relations_name(form.workbook_part)] = _workbook_relations(book, strings)
    book.parts[form.workbook_part] = _workbook(book)
    book.parts[_TYPES] = _types(book, strings)
    for name in ("docProps/app.xml", "docProps/core.xml"):
        if name in book.parts:
            book.parts[name] = _properties(book.parts[name], title)


def _workbook_relations(book: _Book, strings: str) -> bytes:
    form = book.model.form
    folder = "/" + posixpath.dirname(form.workbook_part)
    targets = [(f"rIdSheet{i}", "worksheet", sheet.part) for i, sheet in enumerate(book.sheets, 1)]
    targets.append(("rIdStrings", "sharedStrings", strings))
    lines = [
        f'<Relationship Id="{i}" Type="{RELATION}/{kind}" Target="{posixpath.relpath("/" + part, folder)}"/>'
        for i, kind, part in targets
    ]
    for part in form.related(form.workbook_part):
        if part.kind not in ("worksheet", "sharedStrings", _CALC_CHAIN):
            where = part.target if part.is_external else posixpath.relpath("/" + part.target, folder)
            mode = ' TargetMode="External"' if part.is_external else ""
            lines.append(
                f"<Relationship Id={quoteattr(part.id)} Type={quoteattr(part.type)} Target={quoteattr(where)}{mode}/>"
            )
    return _relations_part(lines)


def _relations_part(lines: Sequence[str]) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>'.encode()


def _workbook(book: _Book) -> bytes:
    root = parse(book.model.form.parts[book.model.form.workbook_part])
    listed, names = root.find(f"{{{MAIN}}}sheets"), root.find(f"{{{MAIN}}}definedNames")
    assert listed is not None
    listed[:] = []
    for number, made in enumerate(book.sheets, 1):
        own = {"name": made.name, "sheetId": str(number), f"{{{RELATION}}}id": f"rIdSheet{number}"}
        etree.SubElement(
            listed, f"{{{MAIN}}}sheet", own | dict(re.findall(r'(\w+)="(\w+)"', made.source.attributes))
        )
    for view in root.iter(f"{{{MAIN}}}workbookView"):
        for name in ("activeTab", "firstSheet"):
            view.attrib.pop(name, "")
    if names is not None:
        found = list(_names(book, names))
        for element in list(names):
            names.remove(element)
        names.extend(found)
        if not found:
            root.remove(names)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _names(book: _Book, names: etree._Element) -> Iterator[etree._Element]:
    """Print areas, titles and other names of single sheets, for every copy; names of the whole book are kept."""
    for element in names:
        owner = element.get("localSheetId")
        if owner is None:
            if not any(
                quoted(s.name) in (element.text or "") or f"{s.name}!" in (element.text or "")
                for s in book.model.form.sheets
            ):
                yield element
            continue
        source = book.model.form.sheets[int(owner)]
        for index, made in enumerate(book.sheets):
            if made.source is source:
                copy = etree.fromstring(etree.tostring(element, with_tail=False))
                copy.set("localSheetId", str(index))
                copy.text = _name_text(element.text or "", source.name, made)
                yield copy


def _name_text(text: str, source: str, made: _Sheet) -> str:
    """`'評価シート'!$A$1:$M$40` for the copied sheet and its rows."""

    def moved(found: re.Match[str]) -> str:
        return f"{quoted(made.name)}!{_moved_rows(found[1], made.filled.rows)}"

    either = f"(?:{re.escape(quoted(source))}|{re.escape(source)})"
    return re.sub(either + r"!(\$?[A-Z]*\$?\d*(?::\$?[A-Z]*\$?\d*)?)", moved, text)


def _moved_rows(reference: str, rows: RowMap) -> str:
    whole = re.fullmatch(r"\$(\d+):\$(\d+)", reference)
    if whole is None:
        return moved_formula(reference, rows)
    area = rows.area(Area(int(whole[1]), 1, int(whole[2]), 1))
    return (
        f"${area.top}:${area.bottom}"
        if area
        else f"${rows.nearest(int(whole[1]))}:${rows.nearest(int(whole[1]))}"
    )


def _types(book: _Book, strings: str) -> bytes:
    form = book.model.form
    root = parse(form.parts[_TYPES])
    known = {e.get("PartName", "").lstrip("/"): e.get("ContentType", "") for e in root if e.get("PartName")}
    sheet_type = known[form.sheets[0].part]
    for element in list(root):
        if element.get("PartName"):
            root.remove(element)
    string_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    own = {made.part: sheet_type for made in book.sheets} | {strings: string_type}
    for name in book.parts:
        kind = own.get(name) or known.get(book.kinds.get(name, name))
        if kind:
            etree.SubElement(
                root, f"{{{PACKAGE}/content-types}}Override", PartName="/" + name, ContentType=kind
            )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _properties(data: bytes, title: str) -> bytes:
    """The book's own title; the list of sheets that Excel keeps there is left out."""
    root = parse(data)
    for element in list(root):
        name = etree.QName(element).localname
        if name in ("HeadingPairs", "TitlesOfParts"):
            root.remove(element)
        elif name == "title":
            element.text = title
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _packed(parts: Mapping[str, bytes]) -> bytes:
    order = sorted(parts, key=lambda name: name != _TYPES)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in order:
            info = zipfile.ZipInfo(name, _FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            package.writestr(info, parts[name], compresslevel=6)
    return target.getvalue()

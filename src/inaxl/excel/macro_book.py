"""A workbook becomes a macro book: buttons on a sheet, a tab in the ribbon, the VBA project. Bytes in, bytes out.

Every other part stays byte-identical, except that sheets get the code name that VBA knows them by. The add-in has
the same ribbon and macros and no buttons on sheets, so that department books stay free of macros.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import BytesIO

from inaxl.books.grid import column_letters
from inaxl.books.patch import apply_edits
from inaxl.books.patch_package import RELATION, Package, Relation, SheetEntry, xml_attribute
from inaxl.books.patch_xml import XmlPart
from inaxl.books.read import read_bytes
from inaxl.errors import UnwritableOutput
from inaxl.excel import vba
from inaxl.excel.button_sheet import (
    SHEET,
    STATUS_CELL,
    STATUS_NAME,
    UNCHECKED,
    buttons_in,
    drawing_xml,
    howto_sheet,
    settings_sheet,
)
from inaxl.excel.button_table import DEPARTMENT, Button
from inaxl.findings import E018
from inaxl.forms.entry_content import Step

BOOK_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
ADDIN_TYPE = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
FAILED = "inaxl を起動できませんでした。「inaxl doctor」で確かめるか、システムの担当者に知らせてください。ブックは変わっていません。"
_PLAIN_TYPES = re.compile(
    r"spreadsheetml\.(sheet|template)\.main\+xml$|ms-excel\.sheet\.macroEnabled\.main\+xml$"
)
_PROJECT_TYPE = "application/vnd.ms-office.vbaProject"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_MICROSOFT = "http://schemas.microsoft.com/office"
_AFTER_DRAWING = (
    *("legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls"),
    *("webPublishItems", "tableParts", "extLst", "AlternateContent"),
)
_CODE_NAME = re.compile(r"^[A-Za-z]\w{0,30}$", re.ASCII)


def add_buttons(
    data: bytes, *, buttons: Sequence[Button] = DEPARTMENT, settings: Iterable[tuple[str, str]] = ()
) -> bytes:
    """The workbook as .xlsm with buttons, ribbon and macros; it runs them without anything beside it.

    Buttons go onto the sheet that names them (our entry form), else onto a new sheet 使い方. `settings` are those of
    xlwings, such as INTERPRETER_WIN. A book that has macros keeps them. Given twice, the book is the same.
    Raises UnreadableInput or UnwritableOutput where the book cannot be patched.
    """
    if not _has_buttons(data):
        name, has_status = _free_name(data, SHEET), not _names_status(Package(data))
        data = apply_edits(data, [howto_sheet(name, buttons, has_status=has_status)])
    chosen = [("ADD_WORKBOOK_TO_PYTHONPATH", "False"), ("INAXL_FAILED", FAILED), *settings]
    data = apply_edits(data, [settings_sheet(vba.BOOK_SETTINGS, chosen)])
    package = Package(data)
    _place_buttons(package, data)
    _hide(package, vba.BOOK_SETTINGS)
    modules = {vba.BUTTONS: vba.button_module(), vba.XLWINGS: vba.xlwings_module()}
    _put_project(package, modules, BOOK_TYPE)
    return package.to_bytes()


def working_order() -> tuple[Step, ...]:
    """The buttons as the working order on the sheet 使い方 of our entry form."""
    return tuple(Step(b.label, b.sentence, b.remark, b.must_do) for b in DEPARTMENT)


def addin(settings: Iterable[tuple[str, str]] = ()) -> bytes:
    """The add-in `inaxl.xlam`: the same ribbon and macros for whatever book is active."""
    chosen = [("ADD_WORKBOOK_TO_PYTHONPATH", "False"), ("INAXL_FAILED", FAILED), *settings]
    empty = _empty_book()
    data = apply_edits(empty, [settings_sheet(vba.ADDIN_SETTINGS, chosen)])
    package = Package(data)
    modules = {vba.BUTTONS: vba.button_module(), vba.XLWINGS: vba.xlwings_addin_module()}
    _put_project(package, modules, ADDIN_TYPE)
    return package.to_bytes()


def _empty_book() -> bytes:
    from inaxl.books.sheet_styles import new_book

    stream = BytesIO()
    book = new_book(stream, "inaxl")
    book.add_worksheet("inaxl").write_string(
        0, 0, "inaxl"
    )  # a book without any shared text has no part for them
    book.close()
    return stream.getvalue()


def _cells(data: bytes) -> dict[str, list[tuple[int, int, object]]]:
    grids = read_bytes(data, name="").grids
    return {
        grid.name: [(r, c, value) for r, row in enumerate(grid.rows, 1) for c, value in enumerate(row, 1)]
        for grid in grids
    }


def _has_buttons(data: bytes) -> bool:
    return any(buttons_in(cells) for cells in _cells(data).values())


def _free_name(data: bytes, wanted: str) -> str:
    taken = {sheet.name.lower() for sheet in Package(data).sheets()}
    names = [wanted, f"{wanted}(ボタン)", *(f"{wanted}({number})" for number in range(2, 1000))]
    return next(name for name in names if name.lower() not in taken)


def _place_buttons(package: Package, data: bytes) -> None:
    """Shapes over the cells that read like buttons; a sheet that has a drawing has its buttons already."""
    for name, cells in _cells(data).items():
        places, sheet = buttons_in(cells), package.sheet(name)
        if not places or sheet is None or not sheet.part:
            continue
        part = package.xml(sheet.part)
        if part.child(part.root, "drawing") is None:
            _add_drawing(package, sheet, part, drawing_xml(places))
        if any(value == UNCHECKED and f"{column_letters(c)}{r}" == STATUS_CELL for r, c, value in cells):
            _name_status(package, name)


def _add_drawing(package: Package, sheet: SheetEntry, part: XmlPart, source: bytes) -> None:
    name = package.free_name("xl/drawings/drawing{}.xml")
    package.add(name, source, _DRAWING_TYPE)
    identifier = package.relate(sheet.part, "drawing", name)
    prefix = part.prefix_of(RELATION)
    declared = b"" if prefix is not None else xml_attribute("xmlns:r", RELATION)
    put = b"<" + part.tag("drawing") + declared
    put += xml_attribute((prefix or b"r:").decode() + "id", identifier) + b"/>"
    following = next((e for e in part.children(part.root) if e.name in _AFTER_DRAWING), None)
    at = following.start if following else part.root.close
    part.splice(at, at, put)


def _name_status(package: Package, sheet: str) -> None:
    """The name by which a check finds the status cell; our entry form has it already."""
    if _names_status(package):
        return
    book = package.workbook
    names = book.child(book.root, "definedNames")
    quoted = sheet.replace("'", "''")
    place = f"'{quoted}'!$A${STATUS_CELL[1:]}"
    tag = book.tag("definedName")
    put = b'<%s name="%s">%s</%s>' % (tag, STATUS_NAME.encode(), place.encode(), tag)
    if names is not None:
        book.append(names, put)
        return
    wrapped = b"<%s>%s</%s>" % (book.tag("definedNames"), put, book.tag("definedNames"))
    last = [
        e for e in book.children(book.root) if e.name in ("sheets", "functionGroups", "externalReferences")
    ][-1]
    book.splice(last.end, last.end, wrapped)


def _names_status(package: Package) -> bool:
    book = package.workbook
    names = book.child(book.root, "definedNames")
    return names is not None and any(e.get("name") == STATUS_NAME for e in book.children(names))


def _hide(package: Package, name: str) -> None:
    entry = package.sheet(name)
    if entry is not None:
        package.workbook.set_attribute(entry.element, "state", "hidden")


def _put_project(package: Package, modules: dict[str, str], main_type: str) -> None:
    """VBA project, ribbon, code names and the content type that goes with them."""
    present = package.related(package.workbook_part, "vbaProject")
    if present is not None:
        project = vba.extended_project(package.read(present.target), modules)
        package.replace(present.target, project)
    else:
        project = vba.new_project(_book_code_name(package), _sheet_code_names(package), modules)
        package.add_binary(vba.PROJECT_PART, project, _PROJECT_TYPE)
        package.relate(
            package.workbook_part,
            "vbaProject",
            vba.PROJECT_PART,
            type_root=f"{_MICROSOFT}/2006/relationships",
        )
    if package.related("", "extensibility") is None:
        package.add("customUI/customUI14.xml", vba.ribbon_xml())
        package.declare_extension("xml", "application/xml")
        ui = f"{_MICROSOFT}/2007/relationships/ui"
        package.relate("", "extensibility", "customUI/customUI14.xml", type_root=ui)
    _set_main_type(package, main_type)


def _set_main_type(package: Package, main_type: str) -> None:
    """What kind of book this is: Excel refuses a macro book that calls itself a plain one."""
    types = package.xml("[Content_Types].xml")
    for element in types.children(types.root):
        named = (element.get("PartName") or "").lower() == "/" + package.workbook_part.lower()
        if named and _PLAIN_TYPES.search(element.get("ContentType") or ""):
            types.set_attribute(element, "ContentType", main_type)
            return
    raise UnwritableOutput(E018.at(reason="ブックの種類が分かりません。"))


def _book_code_name(package: Package) -> str:
    book = package.workbook
    properties = book.child(book.root, "workbookPr")
    present = properties.get("codeName") if properties else None
    if present and _CODE_NAME.match(present):
        return present
    name = "ThisWorkbook"
    if properties is not None:
        book.set_attribute(properties, "codeName", name)
        return name
    before = [e for e in book.children(book.root) if e.name in ("fileVersion", "fileSharing")]
    at = before[-1].end if before else book.root.inner
    book.splice(at, at, b"<" + book.tag("workbookPr") + b' codeName="ThisWorkbook"/>')
    return name


def _sheet_code_names(package: Package) -> list[vba.Document]:
    """Code name of every sheet in the workbook's order; a sheet without one gets one."""
    targets = {relation.id: relation for relation in package.relations(package.workbook_part)}
    found: list[tuple[XmlPart, Relation, str]] = []
    for entry in package.sheets():
        relation = targets.get(entry.relation_id)
        if relation is None or relation.kind not in ("worksheet", "chartsheet"):
            raise UnwritableOutput(
                E018.at(reason=f"シート「{entry.name}」は、ボタンを付けられない種類です。")
            )
        part = package.xml(relation.target)
        properties = part.child(part.root, "sheetPr")
        present = properties.get("codeName") if properties else None
        found.append((part, relation, present if present and _CODE_NAME.match(present) else ""))
    taken = {name.lower() for _, _, name in found} | {"thisworkbook"}
    documents = []
    for number, (part, relation, present) in enumerate(found, 1):
        is_chart = relation.kind == "chartsheet"
        name = present or _free_code_name("Chart" if is_chart else "Sheet", number, taken)
        if not present:
            _set_code_name(part, name)
        documents.append(vba.Document(name, is_chart))
    return documents


def _free_code_name(kind: str, number: int, taken: set[str]) -> str:
    while f"{kind}{number}".lower() in taken:
        number += 1
    taken.add(f"{kind}{number}".lower())
    return f"{kind}{number}"


def _set_code_name(part: XmlPart, name: str) -> None:
    properties = part.child(part.root, "sheetPr")
    if properties is not None:
        part.set_attribute(properties, "codeName", name)
    else:
        at = part.root.inner
        part.splice(at, at, b"<" + part.tag("sheetPr") + b' codeName="%s"/>' % name.encode())

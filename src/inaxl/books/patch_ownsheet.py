"""Sheets of our own inside a user's workbook: added after the last sheet, replaced, or taken out again.

The workbook's other sheets keep their order, their ids, and the sheet that is shown first.
"""

from __future__ import annotations

from inaxl.books.edits import OwnRow, SetSheet
from inaxl.books.grid import cell_name
from inaxl.books.patch_package import RELATION, Package, SheetEntry, xml_attribute
from inaxl.books.patch_sheet import cell_source
from inaxl.books.patch_styles import Styles
from inaxl.books.patch_xml import escape
from inaxl.errors import UnwritableOutput
from inaxl.findings import E018

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
)
_NOT_IN_NAMES = "[]:*?/\\"
_BEFORE_NAMES = ("functionGroups", "externalReferences")
_TITLES = "_xlnm.Print_Titles"


def set_sheet(package: Package, styles: Styles, edit: SetSheet) -> None:
    """Add the sheet, or replace the content of the sheet of that name if nothing else hangs on it."""
    present = package.sheet(edit.name)
    data = sheet_source(styles, edit)
    if present is not None:
        _replace(package, present, data)
        return
    _check_name(edit.name)
    name = package.free_name("xl/worksheets/sheet{}.xml")
    package.add(name, data, _TYPE)
    identifier = package.relate(package.workbook_part, "worksheet", name)
    sheets = package.sheets()
    number = max((s.element.number("sheetId") for s in sheets), default=0) + 1
    book = package.workbook
    listed = book.child(book.root, "sheets")
    if listed is None:
        raise UnwritableOutput(E018.at(reason="シートがありません。"))
    prefix = book.prefix_of(RELATION)
    source = b"<" + book.tag("sheet") + xml_attribute("name", edit.name) + b' sheetId="%d"' % number
    if prefix is None:
        source += xml_attribute("xmlns:r", RELATION)
    book.append(listed, source + xml_attribute((prefix or b"r:").decode() + "id", identifier) + b"/>")
    if edit.repeated_rows:
        _name_titles(package, edit, len(sheets))


def _check_name(name: str) -> None:
    if not 1 <= len(name) <= 31 or any(c in name for c in _NOT_IN_NAMES) or name[0] == "'" or name[-1] == "'":
        raise UnwritableOutput(E018.at(reason=f"「{name}」はシートの名前にできません。"))


def _replace(package: Package, present: SheetEntry, data: bytes) -> None:
    if not present.part or next(package.relations(present.part), None) is not None:
        raise UnwritableOutput(
            E018.at(reason=f"シート「{present.name}」には図や注釈があり、置き換えられません。")
        )
    package.replace(present.part, data)


def _name_titles(package: Package, edit: SetSheet, index: int) -> None:
    """Rows that are printed on each page, as the defined name that Excel keeps them in."""
    if edit.repeated_rows is None:
        return
    book, (first, last) = package.workbook, edit.repeated_rows
    quoted = edit.name.replace("'", "''")
    tag = book.tag("definedName")
    put = b'<%s name="%s" localSheetId="%d">%s</%s>' % (
        *(tag, _TITLES.encode(), index, escape(f"'{quoted}'!${first}:${last}"), tag),
    )
    names = book.child(book.root, "definedNames")
    if names is not None:
        book.append(names, put)
        return
    found = (e for e in book.children(book.root) if e.name not in _BEFORE_NAMES)
    following = next((e for e in found if e.start >= _sheets_end(package)), None)
    at = following.start if following else book.root.close
    book.splice(at, at, b"<%s>%s</%s>" % (book.tag("definedNames"), put, book.tag("definedNames")))


def _sheets_end(package: Package) -> int:
    listed = package.workbook.child(package.workbook.root, "sheets")
    return listed.end if listed else 0


def remove_sheet(package: Package, name: str) -> None:
    """Take out a sheet that was added after all others, with its defined names."""
    present = package.sheet(name)
    if present is None:
        return
    sheets, book = package.sheets(), package.workbook
    if len(sheets) == 1 or not present.part:
        raise UnwritableOutput(E018.at(reason=f"シート「{name}」は取り除けません。"))
    _remove_names(package, present.position)
    book.splice(present.element.start, present.element.end, b"")
    for relation in package.relations(package.workbook_part):
        if relation.id == present.relation_id:
            package.unrelate(package.workbook_part, relation)
    for relation in list(package.relations(present.part)):
        if not relation.is_external and package.has(relation.target):
            package.remove(relation.target)
    package.remove(present.part)
    _mend_views(package, present.position, len(sheets))


def _remove_names(package: Package, index: int) -> None:
    """Drop the names of the sheet, and count down those of sheets behind it."""
    book = package.workbook
    names = book.child(book.root, "definedNames")
    listed = list(book.children(names)) if names else []
    gone = [element for element in listed if element.get("localSheetId") == str(index)]
    if names is not None and len(gone) == len(listed):
        book.splice(names.start, names.end, b"")
        return
    for element in gone:
        book.splice(element.start, element.end, b"")
    for element in listed:
        local = element.number("localSheetId", -1)
        if local > index:
            book.set_attribute(element, "localSheetId", str(local - 1))


def _mend_views(package: Package, index: int, count: int) -> None:
    """The sheet that is shown first stays the same one; the removed one gives way to the sheet before it."""
    book = package.workbook
    views = book.child(book.root, "bookViews")
    for view in book.children(views) if views else ():
        for name in ("activeTab", "firstSheet"):
            shown = view.number(name)
            if shown > index or shown >= count - 1:
                book.set_attribute(view, name, str(shown - 1))


def sheet_source(styles: Styles, edit: SetSheet) -> bytes:
    """The worksheet part."""
    tab = f'<tabColor rgb="FF{edit.tab_colour}"/>' if edit.tab_colour else ""
    columns = max((len(row.cells) for row in edit.rows), default=1) or 1
    pieces = [
        _HEAD,
        f'<sheetPr>{tab}<pageSetUpPr fitToPage="1"/></sheetPr>',
        f'<dimension ref="A1:{cell_name(max(len(edit.rows), 1), columns)}"/>',
        f'<sheetViews><sheetView showGridLines="0" workbookViewId="0">{_pane(edit.frozen_rows)}</sheetView></sheetViews>',
        '<sheetFormatPr defaultRowHeight="18"/>',
        _columns(edit.widths),
        "<sheetData>",
    ]
    body = b"".join(_row(styles, number, row) for number, row in enumerate(edit.rows, 1))
    orientation = "landscape" if edit.landscape else "portrait"
    footer = (
        f"<headerFooter><oddFooter>{escape(edit.footer).decode()}</oddFooter></headerFooter>"
        if edit.footer
        else ""
    )
    tail = (
        f"</sheetData>{_links(edit)}"
        '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="9" orientation="{orientation}" fitToHeight="0"/>{footer}</worksheet>'
    )
    return "".join(pieces).encode() + body + tail.encode()


def _pane(rows: int) -> str:
    if not rows:
        return '<selection activeCell="A1" sqref="A1"/>'
    return (
        f'<pane ySplit="{rows}" topLeftCell="A{rows + 1}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="A{rows + 1}" sqref="A{rows + 1}"/>'
    )


def _columns(widths: tuple[float, ...]) -> str:
    listed = "".join(
        f'<col min="{n}" max="{n}" width="{width:g}" customWidth="1"/>' for n, width in enumerate(widths, 1)
    )
    return f"<cols>{listed}</cols>" if listed else ""


def _row(styles: Styles, number: int, row: OwnRow) -> bytes:
    height = f' ht="{row.height:g}" customHeight="1"' if row.height else ""
    cells = b"".join(
        cell_source(
            b"",
            cell_name(number, column),
            styles.own(cell.look, is_quoted=_reads_as_formula(cell.value)),
            cell.value,
        )
        for column, cell in enumerate(row.cells, 1)
    )
    return f'<row r="{number}"{height}>'.encode() + cells + b"</row>"


def _reads_as_formula(value: object) -> bool:
    """Text that Excel would take for a formula if somebody edits the cell."""
    return isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t"))


def _links(edit: SetSheet) -> str:
    found = []
    for number, row in enumerate(edit.rows, 1):
        for column, cell in enumerate(row.cells, 1):
            if cell.link:
                sheet, target = cell.link
                quoted = sheet.replace("'", "''")
                place = escape(f"'{quoted}'!{target}", in_attribute=True).decode()
                found.append(f'<hyperlink ref="{cell_name(number, column)}" location="{place}"/>')
    return f"<hyperlinks>{''.join(found)}</hyperlinks>" if found else ""

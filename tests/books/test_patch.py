"""Edits on a workbook's bytes: exactly what was asked for changes, and nothing else."""

from __future__ import annotations

import io
import struct
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from inaxl.books.edits import Mark, MarkLook, NoteRun, OwnCell, OwnRow, RemoveSheet, SetSheet, SetValue
from inaxl.books.patch import apply_edits
from inaxl.errors import InaxlError, UnreadableInput, UnwritableOutput
from tests.books.rich_books import MAIN, opened, openpyxl_book, packed, parts, rich_book, with_sheet

LOOK = MarkLook("F8D3BC", "thick", "BF5308")
NOTE = (NoteRun("誤り E101　数値として読めません\n", True, "BF5308"), NoteRun("直し方　…"))
SHEET = "xl/worksheets/sheet1.xml"


def cells(data: bytes, part: str = SHEET) -> dict[str, str | None]:
    """Texts and numbers of a sheet by cell, straight from the XML."""
    root = etree.fromstring(parts(data)[part])
    space = {"m": MAIN}
    return {
        c.get("r"): "".join(c.xpath(".//m:v/text()|.//m:t/text()", namespaces=space))
        for c in root.iter("{*}c")
    }


def raw_entries(data: bytes) -> list[tuple[str, bytes]]:
    """Name and bytes (header included) of each entry, in the order of the file."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for info in package.infolist():
            name, extra = struct.unpack_from("<2H", data, info.header_offset + 26)
            end = info.header_offset + 30 + name + extra + info.compress_size
            found.append((info.filename, data[info.header_offset : end]))
    return found


@pytest.mark.parametrize("has_macros", [False, True])
def test_parts_that_no_edit_concerns_keep_every_byte_and_their_order(has_macros):
    """Buttons, shapes, charts, pictures, macros and printer settings are copied as they lie in the file."""
    before = rich_book(has_macros=has_macros)
    after = apply_edits(before, [SetValue("KPI", "D6", 51), Mark("KPI", "D6", LOOK, NOTE)])
    old, new = raw_entries(before), dict(raw_entries(after))
    names = [name for name, _ in old]
    assert [name for name, _ in raw_entries(after)][: len(names)] == names
    changed = {name for name, raw in old if new[name] != raw}
    assert changed == {SHEET, "xl/styles.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}


def test_no_edit_gives_the_same_bytes():
    before = rich_book()
    assert apply_edits(before, []) is before


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (51, 51),
        (Decimal("1.50"), 1.5),
        (1e-7, 1e-7),
        (True, True),
        ("=1+1", "=1+1"),
        (None, None),
        ("a\x0b&<", "a␋&<"),
    ],
)
def test_a_value_arrives_and_keeps_the_format_of_its_cell(value, read):
    """Text is text, even where it begins like a formula; control characters cannot break the book."""
    sheet = opened(apply_edits(rich_book(), [SetValue("KPI", "D6", value)]))["KPI"]
    assert read == sheet["D6"].value
    assert sheet["D6"].data_type != "f"
    assert sheet["D6"].number_format == "#,##0"


def test_only_the_edited_cell_of_a_sheet_changes():
    before = rich_book()
    after = apply_edits(before, [SetValue("KPI", "E6", 5)])
    old, new = cells(before), cells(after)
    assert {cell for cell in new if new[cell] != old.get(cell)} == {"E6"}


def test_a_value_asks_excel_to_calculate_only_where_the_book_has_formulas():
    """A book without formulas is not made to recalculate."""
    with_formula = apply_edits(rich_book(), [SetValue("KPI", "D6", 1)])
    without = apply_edits(with_sheet('<row r="1"><c r="A1"><v>1</v></c></row>'), [SetValue("KPI", "A1", 2)])
    assert b'fullCalcOnLoad="1"' in parts(with_formula)["xl/workbook.xml"]
    assert b"calcPr" not in parts(without)["xl/workbook.xml"]


def test_a_mark_never_asks_for_calculation():
    before = openpyxl_book()
    old, new = parts(before), parts(apply_edits(before, [Mark("KPI", "D6", LOOK, NOTE)]))
    assert new["xl/workbook.xml"] == old["xl/workbook.xml"]


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (SetValue("KPI", "F2", 1), "保護"),
        (SetValue("KPI", "C23", 1), "結合"),
        (SetValue("KPI", "I20", 1), "配列数式"),
        (SetValue("KPI", "A2", 1), "保護"),
        (SetValue("なし", "A1", 1), "シート「なし」"),
        (SetValue("KPI", "A0", 1), "セル"),
        (SetValue("KPI", "XFE1", 1), "セル"),
        (SetValue("KPI", "D6", float("nan")), "数値"),
    ],
)
def test_E018_says_why_a_value_is_not_written(edit, reason):
    """Formulas, hidden parts of merged cells, array formulas and locked cells stay as they are."""
    with pytest.raises(UnwritableOutput) as refused:
        apply_edits(rich_book(), [edit])
    assert refused.value.finding.code == "E018"
    assert reason in refused.value.finding.message


def test_E018_a_formula_is_not_overwritten_by_a_value():
    with pytest.raises(UnwritableOutput, match="数式"):
        apply_edits(openpyxl_book(), [SetValue("KPI", "F2", 1)])


def test_a_mark_is_allowed_on_a_locked_cell():
    assert apply_edits(rich_book(), [Mark("KPI", "A2", LOOK, NOTE)])


def test_a_formula_is_replaced_only_if_asked_for_and_leaves_no_calculation_chain():
    content = parts(
        with_sheet('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>A1</f><v>2</v></c></row>')
    )
    content["xl/calcChain.xml"] = (
        f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/><c r="B1"/></calcChain>'.encode()
    )
    content["xl/_rels/workbook.xml.rels"] = content["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId9" Type="x/calcChain" Target="calcChain.xml"/></Relationships>',
    )
    after = parts(apply_edits(packed(content), [SetValue("KPI", "A1", 7, over_formula=True)]))
    assert b'<c r="A1"><v>7</v></c>' in after[SHEET]
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after["xl/_rels/workbook.xml.rels"]
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]


# --- shapes that sheets come in --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("", {"B2": "9"}),
        ('<row r="2"/>', {"B2": "9"}),
        ('<row r="1"/><row r="3"/>', {"B2": "9"}),
        ('<row r="2"><c r="A2"><v>1</v></c><c r="C2"><v>3</v></c></row>', {"A2": "1", "B2": "9", "C2": "3"}),
        ('<row r="2"><c r="B2" s="0" t="s"><v>4</v></c></row>', {"B2": "9"}),
        ("<row/><row><c><v>1</v></c><c/></row>", {None: "1", "B2": "9"}),
        ('<row r="2"><!-- <c r="B2"/> --><c r="A2"><v>1</v></c></row>', {"A2": "1", "B2": "9"}),
    ],
)
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_cell_is_found_or_made_at_its_place(data, expected, prefix):
    """Missing rows and cells, cells without addresses, prefixes and comments are all met in real books."""
    if prefix:
        for name in ("row", "c", "v"):
            data = data.replace(f"<{name}", f"<{prefix}{name}").replace(f"</{name}", f"</{prefix}{name}")
    after = apply_edits(with_sheet(data, prefix=prefix), [SetValue("KPI", "B2", 9)])
    assert cells(after) == expected
    rows = [int(row.get("r", 0)) for row in etree.fromstring(parts(after)[SHEET]).iter("{*}row")]
    assert rows == sorted(rows)


def test_spans_and_dimension_grow_with_a_new_cell():
    sheet = with_sheet(
        '<row r="3" spans="1:2"><c r="A3"><v>1</v></c></row>', around='<dimension ref="A3:B3"/>{}'
    )
    after = parts(apply_edits(sheet, [SetValue("KPI", "E3", 1), SetValue("KPI", "A9", 1)]))[SHEET]
    assert b'spans="1:5"' in after
    assert b'<dimension ref="A3:E9"/>' in after


def test_the_drawing_of_notes_stands_where_excel_expects_it():
    around = '<sheetProtection/>{}<pageMargins left="1"/><tableParts/><extLst/>'.replace(
        "<sheetProtection/>{}", "{}"
    )
    after = parts(apply_edits(with_sheet("", around=around), [Mark("KPI", "B2", LOOK, NOTE)]))[SHEET]
    names = [etree.QName(child).localname for child in etree.fromstring(after)]
    assert names == ["sheetData", "pageMargins", "legacyDrawing", "tableParts", "extLst"]


def test_a_book_without_styles_gets_a_style_table():
    after = apply_edits(
        with_sheet('<row r="1"><c r="A1"><v>1</v></c></row>'), [Mark("KPI", "A1", LOOK, NOTE)]
    )
    cell = opened(after)["KPI"]["A1"]
    assert cell.fill.fgColor.rgb == "FFF8D3BC"
    assert cell.border.left.style == "thick"


def test_a_part_in_utf_16_is_understood():
    content = parts(with_sheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    text = '<?xml version="1.0" encoding="UTF-16"?>' + content[SHEET].decode()
    content[SHEET] = text.encode("utf-16")
    assert cells(apply_edits(packed(content), [SetValue("KPI", "A1", 3)])) == {"A1": "3"}


def test_a_cell_without_a_format_takes_that_of_its_row_or_column():
    """A mark on an empty cell keeps number format and colours that the row or column gives it."""
    before = rich_book()
    book = opened(before)
    wanted = book["KPI"]["D3"].number_format
    content = parts(before)
    style = etree.fromstring(content[SHEET]).find(f".//{{{MAIN}}}c[@r='D3']").get("s")
    content[SHEET] = content[SHEET].replace(b"<sheetData>", b'<cols><col min="30" max="30" width="9" style="%s"/></cols>'
                                            b"<sheetData>" % style.encode())  # fmt: skip
    after = opened(apply_edits(packed(content), [Mark("KPI", "AD40", LOOK)]))
    assert after["KPI"]["AD40"].number_format == wanted


# --- refused packages ----------------------------------------------------------------------------------------
def test_E018_a_signed_book_is_not_touched():
    content = {**parts(rich_book()), "_xmlsignatures/origin.sigs": b""}
    assert code_of(packed(content)) == "E018"


def test_E018_a_strict_book_is_not_touched():
    content = parts(rich_book())
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(
        MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    )
    assert code_of(packed(content)) == "E018"


def test_E010_two_entries_of_one_name_are_refused():
    out = io.BytesIO(rich_book())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as package:
        package.writestr(SHEET, b"<worksheet/>")
    assert code_of(out.getvalue()) == "E010"


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"a,b\r\n1,2", rich_book()[:-40], rich_book()[:3000], b"x" + rich_book()]
)
def test_E010_what_is_no_package_is_refused(data):
    assert code_of(data) == "E010"


def test_E010_entities_are_refused():
    content = parts(rich_book())
    content[SHEET] = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content[SHEET][content[SHEET].index(b"<worksheet") :]
    assert code_of(packed(content)) == "E010"


def test_E010_a_false_size_is_noticed_without_unpacking_everything():
    data = bytearray(rich_book())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
        assert struct.unpack_from("<L", data, at + 24)[0] == package.getinfo(SHEET).file_size
    struct.pack_into("<L", data, at + 24, 100)
    assert code_of(bytes(data)) == "E010"


def test_E011_an_encrypted_book_is_refused():
    assert code_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")) == "E011"


def code_of(data: bytes) -> str:
    """Code with which an edit of a book is refused."""
    with pytest.raises((UnreadableInput, UnwritableOutput)) as refused:
        apply_edits(data, [Mark("KPI", "A1", LOOK, NOTE)])
    return refused.value.finding.code


def outcome(data: bytes) -> str:
    """`written`, or the code with which a mark and a value are refused."""
    try:
        apply_edits(data, [Mark("KPI", "B2", LOOK, NOTE), SetValue("KPI", "A1", 1)])
    except InaxlError as refused:
        return refused.finding.code
    return "written"


@given(st.data())
def test_a_damaged_book_gives_a_code_and_never_another_exception(data):
    """Whatever byte is broken, the answer is a book or a coded refusal."""
    book = bytearray(SMALL)
    for _ in range(data.draw(st.integers(1, 8))):
        book[data.draw(st.integers(0, len(book) - 1))] = data.draw(st.integers(0, 255))
    assert outcome(bytes(book)) in {"written", "E010", "E011", "E012", "E013", "E018"}


@given(st.data())
def test_damaged_xml_gives_a_code_and_never_another_exception(data):
    """The same for the parts inside, whose bytes an attacker chooses freely."""
    content = dict(SMALL_PARTS)
    name = data.draw(st.sampled_from(sorted(content)))
    part = bytearray(content[name])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(part) - 1))
        part[at : at + data.draw(st.integers(0, 12))] = data.draw(
            st.sampled_from(
                [
                    b"",
                    b"<",
                    b">",
                    b'"',
                    b"/>",
                    b"</c>",
                    b"9",
                    b"-1",
                    b"<!--",
                    b"<c>",
                    b"&x;",
                    b"\xff",
                    b"=",
                    b" ",
                ]
            )
        )
    content[name] = bytes(part)
    assert outcome(packed(content)) in {"written", "E010", "E011", "E012", "E013", "E018"}


SMALL = openpyxl_book()
SMALL_PARTS = parts(SMALL)


# --- sheets of our own -----------------------------------------------------------------------------------------
OWN = SetSheet(
    "一覧", (OwnRow((OwnCell("見出し"), OwnCell("E5", link=("KPI", "E5")))), OwnRow()), (10, 20), 1, (1, 1)
)


def test_a_sheet_of_ours_comes_last_and_the_shown_sheet_stays():
    book = opened(apply_edits(rich_book(), [OWN]))
    assert book.sheetnames == ["KPI", "事業'8 & 9", "グラフ", "一覧"]
    assert book.active.title == "KPI"
    assert book["一覧"]["B1"].hyperlink.location == "'KPI'!E5"
    assert book["一覧"].print_title_rows == "$1:$1"
    assert book["KPI"].print_title_rows == "$1:$1"


def test_setting_a_sheet_twice_replaces_it():
    once = apply_edits(rich_book(), [OWN])
    twice = apply_edits(once, [OWN._replace(rows=(OwnRow((OwnCell("新"),)),))])
    book = opened(twice)
    assert book.sheetnames.count("一覧") == 1
    assert [[cell.value for cell in row] for row in book["一覧"].iter_rows()] == [["新"]]


def test_a_removed_sheet_leaves_no_name_behind():
    before = rich_book()
    book = opened(apply_edits(apply_edits(before, [OWN]), [RemoveSheet("一覧")]))
    old = opened(before)
    assert book.sheetnames == old.sheetnames
    assert list(book.defined_names) == ["合計"]
    assert book["KPI"].print_title_rows == old["KPI"].print_title_rows


def test_removing_a_sheet_in_the_middle_keeps_the_names_of_the_others():
    book = opened(apply_edits(apply_edits(rich_book(), [OWN]), [RemoveSheet("事業'8 & 9")]))
    assert book.sheetnames == ["KPI", "グラフ", "一覧"]
    assert book["一覧"].print_title_rows == "$1:$1"


@pytest.mark.parametrize("name", ["", "a" * 32, "a/b", "'a"])
def test_E018_a_name_that_excel_refuses_is_refused(name):
    with pytest.raises(UnwritableOutput, match="シートの名前"):
        apply_edits(rich_book(), [OWN._replace(name=name)])

"""Reading books from disk: values and facts of good ones, a code for each bad one."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from inaxl.books import limits
from inaxl.books.grid import Area, CellError
from inaxl.books.number_formats import kind_of, moment
from inaxl.books.read import read_bytes, read_workbook
from inaxl.books.sheet_xml import unescape
from inaxl.errors import UnreadableInput

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(sheet: str, *, strings: str = "", styles: str = "", workbook: str = "", **parts: bytes) -> bytes:
    """A package with one sheet, written by hand: what a library would never write."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(
            "_rels/.rels",
            f'<Relationships><Relationship Id="r1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        out.writestr(
            "xl/workbook.xml",
            f'<workbook {_MAIN} xmlns:r="{_REL}">{workbook}<sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        out.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships><Relationship Id="r1" Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{_REL}/sharedStrings" Target="sharedStrings.xml"/>'
            f'<Relationship Id="r3" Type="{_REL}/styles" Target="/xl/styles.xml"/></Relationships>',
        )
        out.writestr("xl/worksheets/sheet1.xml", f"<worksheet {_MAIN}>{sheet}</worksheet>")
        out.writestr("xl/sharedStrings.xml", f"<sst {_MAIN}>{strings}</sst>")
        out.writestr("xl/styles.xml", f"<styleSheet {_MAIN}>{styles}</styleSheet>")
        for name, data in parts.items():
            out.writestr(name, data)
    return stream.getvalue()


def cells(*values: str) -> str:
    """A sheet with one row of cells."""
    return f'<sheetData><row r="1">{"".join(values)}</row></sheetData>'


def first_row(data: bytes) -> list:
    return read_bytes(data, name="b.xlsx").grids[0].rows[0]


def code_of(data: bytes, suffix: str = ".xlsx") -> str:
    with pytest.raises(UnreadableInput) as caught:
        read_bytes(data, name="b", suffix=suffix)
    assert caught.value.finding.book == "b"
    return caught.value.finding.code


def code_or_none(data: bytes, suffix: str = ".xlsx") -> str | None:
    """The code of a refused book, None for one that was read; any other exception passes through."""
    try:
        read_bytes(data, name="b", suffix=suffix)
    except UnreadableInput as error:
        return error.finding.code
    return None


def test_a_written_book_gives_its_values_merges_hidden_parts_and_formats(tmp_path: Path) -> None:
    """What a person put into a book is what inaxl reads."""
    path = tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("KPI")
        sheet.write_row(0, 0, ["指標", 12, 0.5, True])
        sheet.write_number(1, 1, 0.125, book.add_format({"num_format": "0.0%"}))
        sheet.write_number(1, 2, 45382, book.add_format({"num_format": '[$-411]ggge"年"m"月"d"日"'}))
        sheet.merge_range("A4:B5", "合併")
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})
        sheet.write_formula(2, 0, "=1/0", None, "#DIV/0!")
        book.add_worksheet("隠し").hide()
    grid, other = read_workbook(path, name="x/b.xlsx").grids
    assert grid.rows[0] == ["指標", 12, 0.5, True]
    assert [None, 0.125, dt.datetime(2024, 3, 31)] == grid.rows[1]
    assert CellError("#DIV/0!") == grid.value(3, 1)
    assert isinstance(grid.value(3, 1), CellError)
    assert (Area(4, 1, 5, 2),) == grid.merges
    assert ({2}, {3}) == (grid.hidden_rows, grid.hidden_columns)
    assert grid.formats[2, 2] == "0.0%"
    assert (3, 1) in grid.formulas
    assert other.is_hidden


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ('<c r="A1" t="inlineStr"><is><t>実績</t></is></c>', "実績"),
        (
            '<c r="A1" t="inlineStr"><is><r><t>実</t></r><r><t>績</t></r><rPh sb="0" eb="1"><t>ジツ</t></rPh></is></c>',
            "実績",
        ),
        ('<c r="A1" t="s"><v>0</v></c>', "移住者数"),
        ('<c r="A1" t="str"><f>A2</f><v>a_x000D_b</v></c>', "a\rb"),
        ('<c r="A1" t="d"><v>2024-03-31T00:00:00</v></c>', dt.datetime(2024, 3, 31)),
        ('<c r="A1" t="e"><v>#REF!</v></c>', CellError("#REF!")),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ("<c><v>3</v></c>", 3),
        ('<c r="A1"><v>1.5E-3</v></c>', 0.0015),
        ('<c r="A1"><v>16.399999999999999</v></c>', 16.4),
    ],
)
def test_every_kind_of_cell_gives_its_value_and_phonetic_text_is_never_part_of_it(
    xml: str, value: object
) -> None:
    """Furigana such as ジツ never gets into a text."""
    strings = '<si><t>移住者数</t><rPh sb="0" eb="2"><t>イジュウ</t></rPh></si>'
    assert [value] == first_row(package(cells(xml), strings=strings))


def test_E105_needs_a_formula_without_a_stored_value_to_be_told_from_a_blank_cell() -> None:
    """A formula that gave an empty text has a value; one that was never calculated has none."""
    data = package(
        cells(
            '<c r="A1"><f>B1</f></c>',
            '<c r="B1"><f>C1</f><v/></c>',
            '<c r="C1" t="str"><f>""</f><v></v></c>',
            '<c r="D1"/>',
        )
    )
    grid = read_bytes(data, name="b").grids[0]
    assert {(1, 1), (1, 2)} == grid.uncalculated
    assert {(1, 1), (1, 2), (1, 3)} == grid.formulas


def test_a_1904_book_gives_the_same_day_as_a_1900_one() -> None:
    """Books from old Macs count days from 1904."""
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    old = package(
        cells('<c r="A1" s="1"><v>43920</v></c>'), styles=styles, workbook='<workbookPr date1904="1"/>'
    )
    new = package(cells('<c r="A1" s="1"><v>45382</v></c>'), styles=styles)
    assert first_row(old) == first_row(new) == [dt.datetime(2024, 3, 31)]
    assert read_bytes(old, name="b").uses_1904_dates


def test_a_value_in_the_last_cell_of_a_sheet_costs_next_to_nothing() -> None:
    """One stray value far away does not make inaxl allocate 17 billion cells."""
    data = package(
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'
    )
    grid = read_bytes(data, name="b").grids[0]
    assert (grid.value(1, 1), grid.value(1048576, 16384)) == (1, 2)
    assert sum(map(len, grid.rows[:-1])) == 1


def test_macros_and_links_are_told_from_the_parts() -> None:
    """W202 rests on this."""
    data = package(cells(), **{"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<a/>"})
    book = read_bytes(data, name="b")
    assert (book.has_macros, book.has_external_links) == (True, True)


@pytest.mark.parametrize(
    ("data", "suffix", "code"),
    [
        (b"", ".xlsx", "E010"),
        (b"not a workbook", ".xlsx", "E010"),
        (b"a,b\n1,2\n", ".xlsx", "E010"),
        (b"<html><table><tr><td>1</td></tr></table></html>", ".xls", "E010"),
        (package(cells())[:400], ".xlsx", "E010"),
        (b"%PDF-1.7", ".xlsx", "E010"),
        (b"\x00\x01", ".doc", "E012"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), ".xlsx", "E011"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), ".doc", "E010"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), ".xls", "E012"),
    ],
)
def test_what_is_no_readable_book_is_named_by_its_code(data: bytes, suffix: str, code: str) -> None:
    """E010 to E012: said in words, never a traceback."""
    assert code == code_of(data, suffix)


def test_E003_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A wrong path is told from a broken book."""
    with pytest.raises(UnreadableInput) as caught:
        read_workbook(tmp_path / "none.xlsx")
    assert caught.value.finding.code == "E003"


def test_E013_refuses_a_part_that_swells(monkeypatch: pytest.MonkeyPatch) -> None:
    """A zip bomb is refused before it is unpacked."""
    monkeypatch.setattr(limits, "RATIO_FREE_BYTES", 1000)
    assert code_of(package(cells(), **{"xl/media/a.bin": b"\0" * 2_000_000})) == "E013"


@pytest.mark.parametrize("limit", ["MAX_CELLS", "MAX_SHEETS", "MAX_PARTS", "MAX_PART_BYTES", "MAX_MERGES"])
def test_E013_keeps_each_limit(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sheets, parts, cells and merges are counted."""
    monkeypatch.setattr(limits, limit, 0)
    assert (
        code_of(
            package(cells('<c r="A1"><v>1</v></c>') + '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>')
        )
        == "E013"
    )


def test_E010_refuses_entities_and_broken_parts() -> None:
    """A part that declares a DTD, names a missing text or a cell outside of the sheet is broken."""
    assert code_of(package(cells('<c r="A1" t="s"><v>7</v></c>'))) == "E010"
    assert code_of(package(cells('<c r="XFE1"><v>7</v></c>'))) == "E010"
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package(cells()))) as old, zipfile.ZipFile(stream, "w") as new:
        for item in old.namelist():
            data = old.read(item)
            new.writestr(item, b'<!DOCTYPE a [<!ENTITY b "c">]>' + data if "sheet1" in item else data)
    assert code_of(stream.getvalue()) == "E010"


def test_a_csv_is_a_book_of_one_sheet_whose_plain_numbers_are_numbers() -> None:
    """UTF-8 and Shift_JIS; codes with leading zeros stay text."""
    for encoding in ("utf-8-sig", "cp932"):
        book = read_bytes(
            "指標,単位,実績\n移住者数,人,93\n0123,,1.50\n".encode(encoding), name="b", suffix=".csv"
        )
        assert book.grids[0].rows == [["指標", "単位", "実績"], ["移住者数", "人", 93], ["0123", None, 1.5]]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("yyyy/m/d", "date"),
        ("[$-411]ge.m.d;@", "date"),
        ('m"月"d"日"', "date"),
        ("h:mm", "time"),
        ("[h]:mm", "duration"),
        ('#,##0"人"', "number"),
        ('0.0"day"', "number"),
        ("#,##0;[Red]-#,##0", "number"),
        ("0.00E+00", "number"),
        ("General", "number"),
        ("_ * #,##0_ ;_ * -#,##0_ ", "number"),
        ('"R"0"年度"', "number"),
    ],
)
def test_a_number_format_says_whether_its_numbers_are_dates(code: str, kind: str) -> None:
    """Units in a display format make no date of a figure."""
    assert kind == kind_of(code)


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.sampled_from(["date", "time", "duration"]),
)
def test_no_serial_number_whatever_raises(serial: float, since_1904: bool, kind) -> None:
    """Where the calendar ends, there is no date, and no error either."""
    moment(serial, kind, since_1904=since_1904)


@given(st.binary(max_size=400))
def test_no_bytes_whatever_raise_anything_but_our_error(data: bytes) -> None:
    """A department may send anything."""
    for suffix in (".xlsx", ".xls", ".csv", ".ods"):
        assert code_or_none(data, suffix) in (None, "E010", "E011", "E012", "E013")


@given(st.integers(min_value=0, max_value=5000), st.integers(min_value=0, max_value=255))
def test_no_damaged_package_raises_anything_but_our_error(place: int, byte: int) -> None:
    """A byte lost on the way gives a finding, or is caught by the checksum."""
    data = bytearray(package(cells('<c r="A1" t="s"><v>0</v></c>'), strings="<si><t>a</t></si>"))
    data[place % len(data)] = byte
    assert code_or_none(bytes(data)) in (None, "E010", "E011", "E012", "E013")


@given(st.text())
def test_unescaping_leaves_every_text_without_an_escape_as_it_is(text: str) -> None:
    """Only `_xHHHH_` is an escape."""
    if "_x" not in text:
        assert text == unescape(text)
    assert unescape("a_x005F_x000D_b") == "a_x000D_b"

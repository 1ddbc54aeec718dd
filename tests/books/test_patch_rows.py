"""Rows appended to a table: formats, drop-downs, filter and print area go on with them; everything else keeps its bytes."""

from __future__ import annotations

import zipfile
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from inaxl.books.patch_rows import NewRow, TablePlace, append_rows
from inaxl.books.read import read_bytes
from inaxl.errors import UnwritableOutput


def table_book(*, rows: int = 3, formula: bool = False, spare: int = 0) -> bytes:
    """A sheet 帳簿 with a heading in row 2, bold numbers and a drop-down, a second sheet, a print area."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet, other = book.add_worksheet("帳簿"), book.add_worksheet("ほか")
    bold, plain = book.add_format({"bold": True}), book.add_format({"bg_color": "#FFF9DB"})
    for column, head in enumerate(("番号", "内容", "状態")):
        sheet.write(1, column, head)
    for row in range(2, 2 + rows):
        sheet.write(row, 0, row, bold)
        sheet.write(row, 1, f"内容{row}")
        sheet.write_blank(row, 2, None, plain)
    for row in range(2 + rows, 2 + rows + spare):
        for column in range(3):
            sheet.write_blank(row, column, None, plain)
    sheet.data_validation(2, 2, 1 + rows, 2, {"validate": "list", "source": ["未", "済"]})
    sheet.conditional_format(2, 0, 1 + rows, 0, {"type": "cell", "criteria": ">", "value": 3, "format": bold})
    sheet.autofilter(1, 0, 1 + rows, 2)
    sheet.print_area(0, 0, 1 + rows, 2)
    if formula:
        other.write_formula(0, 0, "=COUNTA(帳簿!A3:A99)", None, rows)
    book.close()
    return stream.getvalue()


def place(rows: int = 3, **changes) -> TablePlace:
    """Below the last of the book's rows."""
    return TablePlace("帳簿", 3 + rows, 2 + rows, (1, 2, 3), {})._replace(**changes)


def sheet_of(data: bytes):
    """The sheet as openpyxl sees it."""
    return openpyxl.load_workbook(BytesIO(data))["帳簿"]


NEW = [NewRow({1: 91, 2: "新"}, 40), NewRow({1: 92, 2: "=新"}, 21)]


def test_values_formats_and_heights_of_the_new_rows():
    """Filled cells as in the model row, blank ones as above; text is never a formula."""
    sheet = sheet_of(append_rows(table_book(), place(), NEW))
    assert [[cell.value for cell in row] for row in sheet["A6:C7"]] == [[91, "新", None], [92, "=新", None]]
    assert [sheet["A6"].font.bold, sheet["B6"].font.bold] == [True, False]
    assert sheet["C7"].fill.fgColor.rgb == "FFFFF9DB"
    assert (sheet.row_dimensions[6].height, sheet.row_dimensions[7].height) == (40, 21)


def test_drop_down_condition_filter_and_print_area_reach_the_last_row():
    """What covered the last row covers the new ones."""
    sheet = sheet_of(append_rows(table_book(), place(), NEW))
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == ["C3:C7"]
    assert [str(area.sqref) for area in sheet.conditional_formatting] == ["A3:A7"]
    assert sheet.auto_filter.ref == "A2:C7"
    assert sheet.print_area == "'帳簿'!$A$1:$C$7"


def test_ranges_that_end_above_or_reach_further_stay():
    """Only what ends within the table is drawn out."""
    data = append_rows(table_book(rows=9), place(rows=3, first=6, model=2), [NewRow({1: 1}, 21)])
    sheet = sheet_of(data)
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == ["C3:C11"]
    assert sheet.print_area == "'帳簿'!$A$1:$C$11"


def test_a_row_that_is_higher_already_stays_as_high():
    """A height is only ever a least one."""
    first = append_rows(table_book(), place(), [NewRow({1: 1}, 100)])
    again = append_rows(first, place(), [NewRow({1: 2}, 21)])
    assert sheet_of(again).row_dimensions[6].height == 100


def test_without_a_model_row_prepared_cells_keep_their_own_format():
    """An empty table with spare rows."""
    data = append_rows(table_book(rows=0, spare=2), place(rows=0, model=0), [NewRow({1: 1, 2: "一"}, 21)])
    assert sheet_of(data)["B3"].fill.fgColor.rgb == "FFFFF9DB"


def test_a_heading_is_added_in_the_look_of_its_neighbour():
    """For a column that an older book does not have."""
    wanted = place(columns=(1, 2, 3, 4), heads={(2, 4): "出典"})
    sheet = sheet_of(append_rows(table_book(), wanted, [NewRow({4: "記入票"}, 21)]))
    assert (sheet["D2"].value, sheet["D6"].value) == ("出典", "記入票")


@pytest.mark.parametrize("formula", [False, True])
def test_the_book_is_calculated_again_only_where_it_has_formulas(formula):
    """A count on another sheet would be stale."""
    data = append_rows(without_request(table_book(formula=formula)), place(), NEW)
    assert bool(openpyxl.load_workbook(BytesIO(data)).calculation.fullCalcOnLoad) is formula


def without_request(data: bytes) -> bytes:
    """A book that does not ask for a calculation by itself, as XlsxWriter's do."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b' fullCalcOnLoad="1"', b' fullCalcOnLoad="0"'))
    return stream.getvalue()


def test_E018_a_sheet_that_is_not_there():
    """The name is that of the finding."""
    with pytest.raises(UnwritableOutput) as raised:
        append_rows(table_book(), place(sheet="ない"), NEW)
    assert raised.value.finding.code == "E018"


def changed(change, data: bytes | None = None) -> bytes:
    """The book after `change(sheet)`: the test's own book, saved by openpyxl."""
    book = openpyxl.load_workbook(BytesIO(data or table_book()))
    change(book["帳簿"])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def put(cell: str, value: str):
    """A change that writes one cell."""
    return lambda sheet: sheet.__setitem__(cell, value)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda sheet: sheet.merge_cells("A7:C7"), "B7 は結合されたセルの一部です。"),
        (lambda sheet: sheet.merge_cells("A5:A6"), "A6 は結合されたセルの一部です。"),
        (put("A7", "=ROW()-2"), "A7 は数式です。"),
    ],
    ids=["beside", "below", "formula"],
)
def test_E018_no_value_goes_where_it_would_be_hidden_or_break_a_formula(change, reason):
    """The cell is named, and how to free it."""
    with pytest.raises(UnwritableOutput) as raised:
        append_rows(changed(change), place(), NEW)
    assert raised.value.finding.code == "E018"
    assert f"シート「帳簿」の {reason}" in raised.value.finding.message


def test_a_formula_in_a_column_that_is_not_filled_stays():
    """Only what is written counts."""
    after = append_rows(changed(put("C6", '=IF(B6="","","未")')), place(), NEW)
    assert sheet_of(after)["C6"].value == '=IF(B6="","","未")'


def test_E018_an_excel_table_with_totals_is_left_as_it_is():
    """Rows below the totals would belong to no table, rows in their place would overwrite them."""
    from openpyxl.worksheet.table import Table

    def with_totals(sheet) -> None:
        sheet.auto_filter.ref = None
        sheet.append(["集計", None, None])
        sheet.add_table(Table(displayName="帳簿の表", ref="A2:C6", totalsRowCount=1, totalsRowShown=True))

    with pytest.raises(UnwritableOutput) as raised:
        append_rows(changed(with_totals), place(rows=4), NEW)
    assert "集計行を外してください。" in raised.value.finding.message


def test_the_hidden_name_of_the_filter_goes_on_with_it():
    """Excel keeps the filtered cells under a name besides; both say the same."""
    with zipfile.ZipFile(BytesIO(append_rows(table_book(), place(), NEW))) as book:
        workbook = book.read("xl/workbook.xml").decode()
    assert "_FilterDatabase" in workbook
    assert "$A$2:$C$5" not in workbook
    assert "帳簿!$A$2:$C$7" in workbook


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).filter(
    lambda t: "_x" not in t
)


@settings(max_examples=40)
@given(st.integers(1, 6), st.integers(0, 4), st.lists(texts, min_size=1, max_size=12))
def test_what_stood_there_still_stands_and_the_new_rows_follow(rows, spare, contents):
    """Whatever the table's length and however many prepared rows follow it."""
    before = table_book(rows=rows, spare=spare)
    new = [NewRow({1: at, 2: text}, 21) for at, text in enumerate(contents, 1)]
    after = append_rows(before, place(rows=rows), new)
    grid, old = (read_bytes(data, name="帳簿.xlsx").grids[0] for data in (after, before))
    for row in range(1, 3 + rows):
        assert [grid.value(row, c) for c in (1, 2, 3)] == [old.value(row, c) for c in (1, 2, 3)]
    assert [grid.value(3 + rows + at, 2) for at in range(len(contents))] == contents

"""Marks: what staff see in their book after a check, and that it goes away without a trace."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator
from tests.books.rich_books import opened, openpyxl_book, packed, parts, rich_book, with_sheet

from inaxl.books.edits import SetValue
from inaxl.books.patch import apply_edits
from inaxl.findings import E101, E102, E109, E205, I402, W101, W102, W203
from inaxl.forms.marks import mark, note, split_message, unmark

FINDINGS = [
    W101.at(sheet="KPI", cell="E6", value="９１", read="91", what="全角"),
    E101.at(sheet="KPI", cell="E5", value="8万～9万", reason="2つの数値があります。", kpi_id="K01"),
    W102.at(sheet="KPI", cell="E5", value="8万", before="9"),
    E102.at(sheet="KPI", cell="C23", value="x", range="0以上"),
    E109.at(sheet="KPI", cell="M40"),
    W203.at(sheet="事業'8 & 9", cell="D1", fields="課題"),
    E205.at(book="workbooks/R05/a.xlsx"),
    I402.at(sheet="KPI", cell="E8", value="8 移住促進事業"),
    W102.at(sheet="KPI", cell="E7", value="=1+1", before="9"),
]
BOOKS = {
    "xlsxwriter": rich_book(),
    "macros": rich_book(has_macros=True),
    "openpyxl": openpyxl_book(),
    "smallest": with_sheet('<row r="5"><c r="E5"><v>1</v></c></row>'),
    "other packer": packed(parts(rich_book())),
}


@pytest.mark.parametrize("name", BOOKS)
def test_unmark_gives_back_every_part_byte_for_byte(name):
    """Also the sheet, the styles and the list of sheets: nothing tells that the book was ever marked."""
    before = BOOKS[name]
    marked = mark(before, FINDINGS)
    assert parts(marked) != parts(before)
    after = unmark(marked)
    assert list(parts(after).items()) == list(parts(before).items())


@pytest.mark.parametrize("name", ["xlsxwriter", "macros", "openpyxl"])
def test_unmark_gives_back_the_very_file_where_python_has_packed_it(name):
    assert unmark(mark(BOOKS[name], FINDINGS)) == BOOKS[name]


@pytest.mark.parametrize("name", BOOKS)
def test_marking_twice_is_marking_once(name):
    """Old marks never add up, and a finding that is mended loses its mark."""
    once = mark(BOOKS[name], FINDINGS)
    assert parts(mark(once, FINDINGS)) == parts(once)
    assert parts(mark(once, FINDINGS[:1])) == parts(mark(BOOKS[name], FINDINGS[:1]))


def test_unmark_leaves_a_book_without_marks_alone():
    assert unmark(BOOKS["xlsxwriter"]) is BOOKS["xlsxwriter"]


@pytest.mark.parametrize("name", ["xlsxwriter", "macros"])
def test_office_opens_a_marked_book_as_far_as_the_rules_tell(name, tmp_path):
    path = tmp_path / ("book.xlsm" if name == "macros" else "book.xlsx")
    path.write_bytes(mark(BOOKS[name], FINDINGS))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_a_mark_changes_fill_and_border_and_nothing_else_of_the_cell():
    before, after = opened(BOOKS["xlsxwriter"])["KPI"], opened(mark(BOOKS["xlsxwriter"], FINDINGS))["KPI"]
    error, warning = after["E5"], after["E6"]
    assert (error.fill.fgColor.rgb, error.border.left.style, error.border.left.color.rgb) == (
        "FFF8D3BC", "thick", "FFBF5308",
    )  # fmt: skip
    assert (warning.fill.fgColor.rgb, warning.border.top.style, warning.border.top.color.rgb) == (
        "FFDCEBF8", "mediumDashed", "FF17406D",
    )  # fmt: skip
    for cell in ("E5", "E6", "E7"):
        assert after[cell].value == before[cell].value
        assert after[cell].number_format == before[cell].number_format
        assert repr(after[cell].font) == repr(before[cell].font)
        assert repr(after[cell].protection) == repr(before[cell].protection)
    assert repr(after["E8"].fill) == repr(before["E8"].fill)  # information is no mark


def test_a_note_says_kind_code_what_and_remedy():
    text = opened(mark(BOOKS["openpyxl"], FINDINGS))["KPI"]["M40"].comment.text
    assert text.split("\n")[0] == "誤り E109　実績値も状態も入っていません"
    assert text.split("\n")[-1].startswith("直し方　実績値を入れるか")


def test_a_users_note_stays_and_ours_stands_below_a_line():
    sheet = opened(mark(BOOKS["xlsxwriter"], FINDINGS))["KPI"]
    assert sheet["E5"].comment.text.startswith("担当者のメモ\n――― inaxl の検証 ―――\n誤り E101　")
    assert sheet["E5"].comment.author == "田中"
    assert sheet["B3"].comment.text == "別のメモ"
    assert "警告 W102" in sheet["E5"].comment.text  # both findings of the cell


def test_a_mark_in_a_merged_area_goes_to_its_first_cell():
    sheet = opened(mark(BOOKS["xlsxwriter"], FINDINGS))["KPI"]
    assert "E102" in sheet["B22"].comment.text
    assert sheet["B22"].fill.fgColor.rgb == "FFF8D3BC"


def test_no_note_is_laid_over_a_threaded_comment():
    """Excel would rebuild it from the thread; the finding shows as fill and border and on the sheet 検証結果."""
    content = parts(BOOKS["openpyxl"])
    name = next(part for part in content if "comment" in part and part.endswith(".xml"))
    content[name] = content[name].replace("田中".encode(), b"tc={0}")
    marked = parts(mark(packed(content), FINDINGS))
    first = marked[name].split(b'ref="E5"')[1].split(b"</comment>")[0]
    assert b"E101" not in first


def test_the_findings_sheet_lists_errors_first_and_links_to_the_cells():
    book = opened(mark(BOOKS["xlsxwriter"], FINDINGS, scope="企画部地域創造課　令和5年度"))
    sheet = book["検証結果"]
    assert book.sheetnames[-1] == "検証結果"
    assert (sheet["A1"].value, sheet["C1"].value) == ("検証結果", "▼ 未修正 4件")
    assert sheet["H1"].value == "企画部地域創造課　令和5年度"
    kinds = [sheet.cell(row, 1).value for row in range(5, sheet.max_row + 1)]
    assert kinds == ["誤り"] * 4 + ["警告"] * 4 + ["お知らせ"]
    codes = [sheet.cell(row, 8).value for row in range(5, sheet.max_row + 1)]
    assert codes == ["E205", "E101", "E102", "E109", "W102", "W101", "W102", "W203", "I402"]
    assert sheet["B6"].hyperlink.location == "'KPI'!E5"
    assert sheet["B12"].hyperlink.location == "'事業''8 & 9'!D1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows) == (
        "landscape",
        9,
        "$4:$4",
    )


def test_text_that_looks_like_a_formula_stays_text():
    """書かれている文字 shows what stands in the cell; nobody can make our sheet calculate."""
    sheet = opened(mark(BOOKS["xlsxwriter"], FINDINGS))["検証結果"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "=1+1")
    assert cell.data_type != "f"
    assert cell.quotePrefix


def test_no_finding_says_so():
    sheet = opened(mark(BOOKS["xlsxwriter"], [], checked="12指標・72セルを確認しました。"))["検証結果"]
    assert sheet["C1"].value == "◎ 問題なし"
    assert sheet["A2"].value == "誤りも警告もありません。12指標・72セルを確認しました。"


def test_a_sheet_of_the_user_named_検証結果_stays():
    content = parts(BOOKS["xlsxwriter"])
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(
        "事業'8 &amp; 9".encode(), "検証結果".encode()
    )
    before = packed(content)
    marked = mark(before, FINDINGS)
    assert opened(marked).sheetnames == ["KPI", "検証結果", "グラフ", "検証結果(2)"]
    assert parts(unmark(marked)) == parts(before)


def test_findings_of_sheets_that_are_not_there_are_listed_without_a_link():
    sheet = opened(mark(BOOKS["xlsxwriter"], [E109.at(sheet="別", cell="A1")]))["検証結果"]
    assert (sheet["B5"].value, sheet["B5"].hyperlink) == ("A1", None)


# --- books that were edited and saved after they had been marked ------------------------------------------------
SEEN = ("E5", "E6", "E7", "B22", "C23", "M40", "E8", "A1")


def seen(data: bytes) -> dict[str, object]:
    """What a person sees of some cells: value, fill, border, number format, lock and note."""
    sheet, found = opened(data)["KPI"], {}
    for name in SEEN:
        cell = sheet[name]
        fill = cell.fill.fgColor.rgb if cell.fill.fill_type else None
        said = re.sub(r"\s+$", "", cell.comment.text) if cell.comment else None
        found[name] = (
            cell.value,
            fill,
            cell.border.left.style,
            cell.number_format,
            cell.protection.locked,
            said,
        )
    return found


def test_a_book_corrected_after_marking_keeps_the_correction_and_loses_the_marks():
    """The usual course: check, correct in Excel, check again."""
    marked = mark(BOOKS["xlsxwriter"], FINDINGS)
    corrected = apply_edits(marked, [SetValue("KPI", "E5", 85_000)])
    after = unmark(corrected)
    assert seen(after) == seen(apply_edits(BOOKS["xlsxwriter"], [SetValue("KPI", "E5", 85_000)]))
    assert opened(after).sheetnames == opened(BOOKS["xlsxwriter"]).sheetnames
    assert not [name for name in parts(after) if name.startswith("customXml")]
    assert unmark(after) == after


def test_marks_are_known_without_their_record():
    """A program that drops what it does not know has saved the book: our look and our notes still tell."""
    content = parts(mark(BOOKS["xlsxwriter"], FINDINGS))
    content = {name: data for name, data in content.items() if not name.startswith("customXml")}
    types = content["[Content_Types].xml"]
    content["[Content_Types].xml"] = re.sub(rb'<Override PartName="/customXml[^>]*>', b"", types)
    name = "xl/_rels/workbook.xml.rels"
    content[name] = re.sub(rb"<Relationship [^>]*/customXml\"[^>]*>", b"", content[name])
    after, wanted = seen(unmark(packed(content))), seen(BOOKS["xlsxwriter"])
    assert {cell: after[cell] for cell in ("E5", "E6", "E7", "M40", "E8", "A1")} == {
        cell: wanted[cell] for cell in ("E5", "E6", "E7", "M40", "E8", "A1")
    }


@pytest.mark.libreoffice
def test_libreoffice_opens_a_marked_book_and_its_saved_copy_can_be_unmarked(office, tmp_path):
    """LibreOffice renumbers formats and rewrites every part, as Excel does."""
    source = tmp_path / "marked.xlsx"
    source.write_bytes(mark(BOOKS["xlsxwriter"], FINDINGS))
    (tmp_path / "saved").mkdir()
    saved = office(source, "xlsx", tmp_path / "saved").read_bytes()
    after = unmark(saved)
    assert seen(after) == seen(BOOKS["xlsxwriter"])
    assert opened(after).sheetnames == opened(BOOKS["xlsxwriter"]).sheetnames


# --- any findings at all ---------------------------------------------------------------------------------------
places = st.tuples(st.integers(1, 30), st.sampled_from("ABCDEFMZ"))


@settings(max_examples=60)
@given(st.lists(st.tuples(places, st.sampled_from([E101, W102, E109]), st.text(max_size=30)), max_size=25))
def test_whatever_is_marked_unmark_takes_back(wanted):
    """Any cells, any text, control characters and all: the book comes back byte for byte."""
    findings = [
        code.at(sheet="KPI", cell=f"{letters}{row}", value=text, reason=text, before=text)
        for (row, letters), code, text in wanted
    ]
    marked = mark(BOOKS["xlsxwriter"], findings)
    assert opened(marked)["検証結果"].max_row >= 4
    assert unmark(marked) == BOOKS["xlsxwriter"]


def test_a_message_becomes_a_title_and_the_rest():
    assert split_message("「8万」は数値として読めません。2つの数値があります。") == (
        "数値として読めません",
        "書かれている文字　「8万」\n2つの数値があります。",
    )
    assert split_message("実績値も状態も入っていません。") == ("実績値も状態も入っていません", "")
    assert len(split_message("長" * 100 + "。")[0]) == 40


def test_a_note_names_every_part_of_a_finding():
    text = "".join(run.text for run in note(FINDINGS[1]))
    assert text.startswith("誤り E101　数値として読めません\n")
    assert "「8万～9万」" in text
    assert FINDINGS[1].remedy in text

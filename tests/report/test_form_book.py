"""A form of the office comes back in every copy as it was drawn: shapes, pictures, merged cells, print set-up, rules."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from inaxl.errors import UnreadableInput
from inaxl.report.form_book import fill_book, make_ready
from inaxl.report.form_rows import Content, Item, RowMap, Value, moved_formula
from inaxl.report.form_template import read_form
from tests.office_rules import violations

PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
    b"\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82"
)


def office_form(path: Path, title: str = "{{ title }} のシート") -> Path:
    """A form as an office might draw it.

    |   | A             | B               | C            |
    | 1 | title         |                 |              |
    | 2 | 計（数式）    | =SUM(B4:B4)     |              |
    | 4 | {{ item.name }} | {{ item.value }} | {{ item.state }} |
    | 5 | なし          | {{ none.text }} |              |
    | 6 | 終わり  merged A6:C6                            |
    """
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("様式")
    bold = book.add_format({"bold": True, "bg_color": "#FFEE00"})
    sheet.set_column("A:C", 20)
    sheet.write("A1", title, bold)
    sheet.write("A2", "計")
    sheet.write_formula("B2", "=SUM(B4:B4)")
    for column, name in enumerate(("name", "value", "state")):
        sheet.write(3, column, f"{{{{ item.{name} }}}}")
    sheet.write("A5", "なし")
    sheet.write("B5", "{{ none.text }}")
    sheet.merge_range("A6:C6", "終わり", bold)
    sheet.set_row(5, 33)
    sheet.insert_image("B8", "logo.png", {"image_data": io.BytesIO(PIXEL), "description": "市章"})
    sheet.insert_textbox("A12", "{{ title }} 様式第3号")
    sheet.data_validation("C4", {"validate": "list", "source": ["済", "未"]})
    sheet.conditional_format("B4", {"type": "cell", "criteria": ">", "value": 5, "format": bold})
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.set_header("&C様式第3号")
    sheet.print_area("A1:C6")
    sheet.repeat_rows(0)
    looks = book.add_worksheet("書式")
    looks.write("A1", "済")
    looks.write("B1", "見本", book.add_format({"bg_color": "#00AA00"}))
    book.close()
    return path


def item(name: str, value: int, state: str = "") -> Item:
    """One item of the list."""
    return {"item.name": Value(name), "item.value": Value(value), "item.state": Value(state, look=state)}


def content(name: str, *items: Item, nothing: bool = False) -> Content:
    """What one copy says."""
    none = [{"none.text": Value("ありません")}] if nothing else []
    return Content(name, {"title": Value(name)}, {"item": items, "none": none})


def filled(path: Path, *contents: Content) -> bytes:
    """The book of these copies."""
    return fill_book(make_ready(read_form(path)), {"様式": contents}, "題")


def opened(data: bytes) -> Workbook:
    """As a reader finds it."""
    return load_workbook(io.BytesIO(data))


def test_rows_are_repeated_and_all_that_names_rows_follows(tmp_path: Path) -> None:
    """Merged area, height, print area, sum, drop-down and rule stand where the rows now are."""
    three = content("A", *(item(f"i{n}", n) for n in range(3)))
    data = filled(office_form(tmp_path / "f.xlsx"), three, content("B", nothing=True))
    one, two = opened(data).worksheets
    assert [cell.value for cell in one["A"][3:7]] == ["i0", "i1", "i2", "終わり"]
    assert [str(area) for area in one.merged_cells.ranges] == ["A7:C7"]
    assert one.row_dimensions[7].height == 33
    assert one["B2"].value == "=SUM(B4:B6)"
    assert str(one.data_validations.dataValidation[0].sqref) == "C4:C6"
    assert [str(rule.sqref) for rule in one.conditional_formatting] == ["B4:B6"]
    assert one.print_area == "'A'!$A$1:$C$7"
    assert [cell.value for cell in two["B"][3:5]] == ["ありません", None]
    assert two.data_validations.dataValidation == []
    assert two.print_area == "'B'!$A$1:$C$5"


def test_shapes_pictures_and_print_set_up_are_in_every_copy(tmp_path: Path) -> None:
    """The picture is stored once, each sheet has a drawing of its own, the paper is the office's."""
    data = filled(office_form(tmp_path / "f.xlsx"), content("A", item("x", 1)), content("B", item("y", 2)))
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert sum(name.startswith("xl/media/") for name in names) == 1
    assert sum(name.startswith("xl/drawings/drawing") for name in names) == 2
    for sheet in opened(data).worksheets:
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "8")
        assert sheet.oddHeader.center.text == "様式第3号"
        assert sheet.print_title_rows == "$1:$1"
    book = zipfile.ZipFile(io.BytesIO(data))
    for number in (1, 2):
        assert "様式第3号" in book.read(f"xl/drawings/drawing{number}.xml").decode()
        assert "/media/image1.png" in book.read(f"xl/drawings/_rels/drawing{number}.xml.rels").decode()
        assert f"drawing{number}.xml" in book.read(f"xl/worksheets/_rels/sheet{number}.xml.rels").decode()


def test_a_look_is_taken_from_the_samples_which_are_no_sheet_of_the_book(tmp_path: Path) -> None:
    """書式 is for the office only."""
    book = opened(filled(office_form(tmp_path / "f.xlsx"), content("A", item("x", 1, "済"), item("y", 2))))
    assert book.sheetnames == ["A"]
    assert book["A"]["C4"].fill.fgColor.rgb == "FF00AA00"
    assert book["A"]["C5"].fill.patternType is None
    assert book["A"]["A1"].fill.fgColor.rgb == "FFFFEE00"


def test_text_that_looks_like_a_formula_or_markup_stays_a_text(tmp_path: Path) -> None:
    """Nobody's answer is carried out."""
    data = filled(office_form(tmp_path / "f.xlsx"), content("A", item("=1+1", 1), item("<b>&\x01\r\n", 2)))
    sheet = opened(data)["A"]
    assert (sheet["A4"].value, sheet["A4"].data_type) == ("=1+1", "s")
    assert sheet["A5"].value == "<b>&\n"


def test_the_book_is_one_that_office_opens_and_the_same_each_time(tmp_path: Path) -> None:
    """No repair, no clock."""
    path = office_form(tmp_path / "f.xlsx")
    contents = [content(f"事業{n}", *(item(str(i), i) for i in range(n))) for n in range(4)]
    data = filled(path, *contents)
    assert data == filled(path, *contents)
    (tmp_path / "made.xlsx").write_bytes(data)
    assert violations(tmp_path / "made.xlsx") == []


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("{{ titel }}", ("titel", "様式", "A1")),
        ("{{ title", ("書き方", "様式", "A1")),
        ("{{ item.name }} {{ none.text }}", ("繰り返し", "様式", "A1")),
    ],
)
def test_E016_names_sheet_and_cell(tmp_path: Path, title: str, words: tuple[str, ...]) -> None:
    """An unknown name, a brace forgotten, two lists in a row."""
    with pytest.raises(UnreadableInput) as stopped:
        filled(office_form(tmp_path / "f.xlsx", title), content("A", item("x", 1)))
    finding = stopped.value.finding
    assert finding.code == "E016"
    assert all(word in finding.message + (finding.sheet or "") + (finding.cell or "") for word in words)


@pytest.mark.parametrize("data", [b"", b"PK", b"no book"])
def test_E016_for_what_is_no_workbook(tmp_path: Path, data: bytes) -> None:
    """Never a traceback."""
    path = tmp_path / "f.xlsx"
    path.write_bytes(data)
    with pytest.raises(UnreadableInput) as stopped:
        read_form(path)
    assert stopped.value.finding.code == "E016"


def test_references_in_formulas_follow_and_texts_in_them_do_not() -> None:
    """B4 has become B4:B6, everything below has moved by two rows; functions with digits are no cells."""
    rows = RowMap({1: (1, 1), 2: (2, 2), 3: (3, 3), 4: (4, 6), 5: (7, 7)}, 5, 7)
    assert moved_formula('SUM(B4:B4)+A5&"A5"+LOG10(C5)', rows) == 'SUM(B4:B6)+A7&"A5"+LOG10(C7)'
    assert moved_formula("B4*2", rows, copy=1) == "B5*2"
    assert moved_formula("$A$5:$B$9", rows) == "$A$7:$B$11"

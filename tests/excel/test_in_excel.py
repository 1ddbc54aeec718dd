"""The same scenarios in Excel itself, on a Windows machine that has it; skipped elsewhere.

    pytest tests/excel/test_in_excel.py

docs/windows-check.md lists what only a person can see there.
"""

from __future__ import annotations

import shutil
import sys

import pytest

pytestmark = [
    pytest.mark.excel,
    pytest.mark.skipif(sys.platform != "win32", reason="Excel のある Windows でだけ確かめられます"),
]


@pytest.fixture(scope="module")
def excel_app():
    """An Excel of its own, invisible."""
    xw = pytest.importorskip("xlwings")
    try:
        app = xw.App(visible=False, add_book=False)
    except Exception as error:
        pytest.skip(f"Excel を起動できません: {error}")
    yield app
    app.quit()


@pytest.fixture
def book(excel_app, demo_copy, monkeypatch):
    """A department's book with buttons, opened in Excel."""
    from inaxl import buttons
    from inaxl.excel.macro_book import add_buttons

    monkeypatch.setattr(buttons, "notify", lambda text, level: None)
    source = demo_copy / "workbooks" / "R05" / "02_地域創造課.xlsx"
    target = source.with_suffix(".xlsm")
    target.write_bytes(add_buttons(source.read_bytes()))
    source.unlink()
    opened = excel_app.books.open(target)
    yield opened
    opened.close()


def test_excel_opens_the_macro_book_with_its_modules(book) -> None:
    """Excel shows seven shapes with macros, and no repair took place."""
    from inaxl.excel.button_table import DEPARTMENT

    shapes = [shape for sheet in book.sheets for shape in sheet.shapes if shape.api.OnAction]
    assert [shape.api.OnAction.rpartition("!")[2] for shape in shapes] == [b.macro for b in DEPARTMENT]


def test_check_clear_and_undo(book) -> None:
    """Fill, note and 検証結果 come and go; values stay."""
    from inaxl import buttons

    sheet = book.sheets["KPI"]
    before, plain = sheet.used_range.formula, sheet["J11"].color
    result = buttons.check(book)
    assert result.is_done, result.message
    assert sheet["J11"].note.text.startswith("誤り E103")
    assert "検証結果" in book.sheet_names
    buttons.clear_marks(book)
    assert (sheet["J11"].color, sheet["J11"].note) == (plain, None)
    buttons.undo(book)
    assert sheet["J11"].color == (0xF8, 0xD3, 0xBC)
    assert sheet.used_range.formula == before


def test_the_marks_are_those_of_the_command_line(book, tmp_path) -> None:
    """The same cells get a note, whether the book is open in Excel or lies on disk."""
    from inaxl import buttons
    from inaxl.checking import check

    copy = tmp_path / "on-disk.xlsx"
    shutil.copy(book.fullname, copy)
    live = {f"{f.sheet}!{f.cell}" for f in buttons.check(book).findings if f.cell}
    alone = {f"{f.sheet}!{f.cell}" for f in check(copy).findings if f.cell}
    assert alone <= live


def test_what_excel_says_of_merged_cells_gives_the_areas_of_the_file(book) -> None:
    """Found by asking whole blocks: the same areas as in the saved file."""
    from inaxl.books.read import read_workbook
    from inaxl.excel.host import ExcelHost

    on_disk = {grid.name: set(grid.merges) for grid in read_workbook(ExcelHost(book).path).grids}
    assert {grid.name: set(grid.merges) for grid in ExcelHost(book).read().grids} == on_disk


def test_passwords_are_named_and_keep_nothing_else_from_being_written(book) -> None:
    """E031 and E032: the locked sheet and the missing findings sheet are told; the other sheets are marked."""
    from inaxl import buttons

    sheet = book.sheets["KPI"]
    sheet.api.Unprotect("")
    sheet.api.Protect("geheim")
    book.api.Protect("geheim", True, False)
    result = buttons.check(book)
    assert [f.code for f in result.findings if f.code in ("E031", "E032")] == ["E031", "E032"]
    assert (sheet["J11"].note, "検証結果" in book.sheet_names) == (None, False)
    book.api.Unprotect("geheim")
    sheet.api.Unprotect("geheim")
    assert not [f for f in buttons.check(book).findings if f.code in ("E031", "E032")]


def test_summary_population_and_sheets(book) -> None:
    """Sheets with native charts, and the evaluation book beside the workbook."""
    from inaxl import buttons

    assert buttons.show_summary(book).is_done
    assert len(book.sheets["集計"].charts) == 1
    native = book.sheets["集計"].charts[0].api[1]
    assert (native.ChartTitle.Text, native.HasLegend) == ("評価ごとの指標数", False)
    assert native.SeriesCollection(1).Points(1).Format.Fill.ForeColor.RGB == 0x6D4017
    assert buttons.show_population(book).is_done
    assert buttons.make_sheets(book).path.is_file()


def test_the_submitted_copy_opens(book, excel_app, monkeypatch) -> None:
    """Excel opens the stamped copy without repair."""
    from inaxl import buttons

    monkeypatch.setattr(buttons, "confirm", lambda text: True)
    done = buttons.submit(book)
    copy = excel_app.books.open(done.path)
    try:
        assert copy.sheets["提出票"]["A1"].value == "提出票"
    finally:
        copy.close()

"""Submission, evaluation sheets, books that lie nowhere, protected sheets, and texts that Excel would take for others."""

from __future__ import annotations

import datetime as dt
import shutil
import zipfile

import pytest

from inaxl import buttons
from inaxl.books.edits import OwnCell, OwnRow, SetSheet, SetValue
from inaxl.books.read import read_workbook
from inaxl.excel.clicking import caller
from inaxl.excel.host import ExcelHost
from inaxl.excel.submission import Stamp, file_name

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def path(folder):
    return folder / "workbooks" / "R05" / "02_地域創造課.xlsx"


def test_submission_is_refused_while_errors_remain_unless_the_person_confirms(
    path, open_book, told, monkeypatch
) -> None:
    """No file without a yes; with it the stamp says that errors remain."""
    book = open_book(path)
    asked: list[str] = []
    monkeypatch.setattr(buttons, "confirm", lambda text: asked.append(text) or False)
    refused = buttons.submit(book)
    assert (refused.is_done, refused.path) == (False, None)
    assert "このまま提出用に保存しますか" in asked[0]
    assert not list(path.parent.glob("提出_*"))

    monkeypatch.setattr(buttons, "confirm", lambda text: True)
    done = buttons.submit(book)
    assert done.path.name == f"提出_R05_企画部地域創造課_{dt.date.today():%Y%m%d}.xlsx"
    assert done.path.parent == path.parent
    assert str(done.path) in done.message


def test_the_copy_carries_the_stamp_and_no_marks(path, open_book, told, monkeypatch) -> None:
    """Year, department, hash and counts on 提出票; values as in the book, without the marks of the check."""
    book = open_book(path)
    monkeypatch.setattr(buttons, "confirm", lambda text: True)
    done = buttons.submit(book)
    grids = {grid.name: grid for grid in read_workbook(done.path).grids}
    stamp = {row[0]: row[1] for row in grids["提出票"].rows if len(row) > 1}
    assert (stamp["年度"], stamp["部署"]) == ("令和5年度", "企画部地域創造課")
    assert (stamp["誤り"], stamp["警告"]) == (
        sum(f.severity == "error" for f in done.findings),
        sum(f.severity == "warning" for f in done.findings),
    )
    assert len(stamp["内容の指紋（SHA-256）"]) == 64
    assert "検証結果" not in grids
    with zipfile.ZipFile(done.path) as package:
        assert not [name for name in package.namelist() if "comment" in name]
    before = {grid.name: grid.rows for grid in read_workbook(path).grids}
    assert grids["KPI"].value(11, 10) == before["KPI"][10][9]


def test_a_stamped_copy_reads_like_the_book_itself(path, open_book, told, monkeypatch) -> None:
    """The secretariat's check finds in the copy what it finds in the book: our sheets hold no entries."""
    from inaxl.checking import check

    book = open_book(path)
    monkeypatch.setattr(buttons, "confirm", lambda text: True)
    done = buttons.submit(book)
    alone = path.parents[3] / "einzeln"
    alone.mkdir()
    for source in (path, done.path):
        shutil.copy(source, alone / source.name)
    first, second = (check(alone / source.name) for source in (path, done.path))
    assert [(f.code, f.sheet, f.cell) for f in first.findings] == [
        (f.code, f.sheet, f.cell) for f in second.findings
    ]


def test_a_name_holds_nothing_that_a_click_could_not_take() -> None:
    """`a=b.xlsm` would not be found by xlwings, and a slash is no part of a file's name."""
    stamp = Stamp(2023, "企画部/企画=課&", dt.date(2024, 6, 28), 0, 0, "", "")
    assert file_name(stamp, ".xlsm") == "提出_R05_企画部_企画_課__20240628.xlsm"


def test_the_evaluation_book_lies_beside_the_workbook(path, open_book, told) -> None:
    """Its pages are those that `build` would write for the department."""
    book = open_book(path)
    done = buttons.make_sheets(book)
    assert done.path == path.with_name("評価シート_02_地域創造課.xlsx")
    names = [grid.name for grid in read_workbook(done.path).grids]
    assert len(names) > 2


def test_E026_a_book_that_was_never_saved_can_be_checked_but_makes_no_file(excel, running, told) -> None:
    """Nobody guesses where a file should go; the check itself works."""
    import xlwings as xw

    from tests.support.uno_engine import Book

    document = running.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    sheet = document.Sheets.getByIndex(0)
    for row, line in enumerate(
        (["指標名", "単位", "目標値(R6)", "実績値(R5)"], ["移住者数", "人", 100, "93～95"])
    ):
        for column, value in enumerate(line):
            cell = sheet.getCellByPosition(column, row)
            cell.String, cell.Value = (value, 0) if False else ("", 0)
            if isinstance(value, str):
                cell.String = value
            else:
                cell.Value = value
    book = xw.Book(impl=Book(excel, document))
    checked = buttons.check(book)
    assert [(f.code, f.cell) for f in checked.findings if f.severity == "error"] == [("E101", "D2")]
    for button in (buttons.submit, buttons.make_sheets):
        result = button(book)
        assert [f.code for f in result.findings] == ["E026"]


def test_E025_without_a_plan_the_summary_says_where_to_look(path, open_book, told, tmp_path) -> None:
    """A department that only has its book is told; nothing is invented."""
    alone = tmp_path / "02.xlsx"
    shutil.copy(path, alone)
    result = buttons.show_summary(open_book(alone))
    assert [f.code for f in result.findings] == ["E025"]
    assert "戦略台帳" in told[-1][1]


def test_the_working_folder_of_the_settings_is_used(path, open_book, told, tmp_path, monkeypatch) -> None:
    """A book on a department's own drive finds the plan through INAXL_FOLDER."""
    alone = tmp_path / "02.xlsx"
    shutil.copy(path, alone)
    monkeypatch.setenv("INAXL_FOLDER", str(path.parents[2]))
    result = buttons.show_summary(open_book(alone))
    assert result.is_done, result.message
    assert "指標のうち" in result.message


def test_text_never_becomes_a_formula_a_number_or_a_date(path, open_book) -> None:
    """Text from a book goes onto our sheets as it is: the engine refuses what Excel would take for something else."""
    book = open_book(path)
    texts = ("=HYPERLINK(1)", "007", "4-1", "2023/4/1", "１２", "12%", "'x", "+1", "@a")
    edit = SetSheet("検証結果", tuple(OwnRow((OwnCell(text),)) for text in texts))
    ExcelHost(book).apply([edit])
    sheet = book.impl.document.Sheets.getByName("検証結果")
    assert [sheet.getCellByPosition(0, row).String for row in range(len(texts))] == list(texts)
    assert all(sheet.getCellByPosition(0, row).Type.value == "TEXT" for row in range(len(texts)))


def test_a_value_keeps_its_cell_as_text(path, open_book) -> None:
    """SetValue writes text as text into the cell that it names."""
    book = open_book(path)
    ExcelHost(book).apply([SetValue("KPI", "L8", "集計中")])
    assert book.sheets["KPI"].range("L8").value == "集計中"


def test_the_live_grids_are_those_of_the_file(path, open_book) -> None:
    """Values, merged areas, hidden rows and formats of the open book are those that the file gives."""
    open_grids = {grid.name: grid for grid in ExcelHost(open_book(path)).read().grids}
    for grid in read_workbook(path).grids:
        other = open_grids[grid.name]
        assert set(other.merges) == set(grid.merges)
        assert (other.hidden_rows, other.hidden_columns) == (grid.hidden_rows, grid.hidden_columns)
        assert other.formulas == grid.formulas
        for row in range(1, len(grid.rows) + 1):
            for column in range(1, len(grid.rows[row - 1]) + 1):
                assert (
                    other.value(row, column) == (grid.value(row, column) or None)
                    or grid.value(row, column) == 0
                )


def test_a_name_with_an_equals_sign_is_found(path, open_book, monkeypatch) -> None:
    """xlwings would look for the part before the second sign."""
    odd = path.with_name("a=b.xlsx")
    shutil.copy(path, odd)
    open_book(odd)
    monkeypatch.setattr("sys.argv", ["-c", "--wb=a=b.xlsx", "--from_xl=1"])
    assert caller().name == "a=b.xlsx"


def test_every_button_twice_in_one_process_with_different_books(path, open_book, told, monkeypatch) -> None:
    """With the persistent process nothing of a click may be left for the next one, on whatever book that is."""
    from inaxl.excel.button_table import BUTTONS, DEPARTMENT

    monkeypatch.setattr(buttons, "confirm", lambda text: True)
    small = ("13_建設課.xlsx", "16_生涯学習課.xlsx")  # each click reads the whole book
    books = {name: open_book(path.with_name(name)) for name in small}
    first: dict[str, tuple] = {}
    for button in BUTTONS:
        for own, book in books.items():
            result = getattr(buttons, button.function)(book)
            assert result.is_done, (button.label, own, result.message)
            if button.function in ("check", "show_summary", "make_sheets"):
                assert {f.book for f in result.findings} <= {f"workbooks/R05/{own}"}
            if result.path is not None and button in DEPARTMENT:  # a department may have nothing to report
                assert own.partition("_")[2].removesuffix(".xlsx") in result.path.name
            if button.function == "check":
                first[own] = result.findings
    for name in [*path.parent.glob("提出_*"), *path.parent.glob("評価シート_*")]:
        name.unlink()  # what the clicks have made lies among the books
    assert buttons.check(books[small[0]]).findings == first[small[0]]
    assert buttons._app is None

"""The buttons on a workbook that is open in a spreadsheet application, and the same marks in a file."""

from __future__ import annotations

import shutil

import pytest

from inaxl import buttons
from inaxl.checking import check
from tests.excel.seen import seen

pytestmark = pytest.mark.libreoffice
BOOK = "02_地域創造課.xlsx"
STATUS = ("使い方",)


@pytest.fixture
def path(folder):
    return folder / "workbooks" / "R05" / BOOK


def _roundtrip(running, path, target):
    """A file opened and saved by the application, so that both sides have gone through the same hands."""
    document = running.open(path)
    running.save_as(document, target)
    document.close(True)
    return seen(target)


def test_a_click_marks_exactly_what_the_command_line_marks(path, open_book, running, told, tmp_path) -> None:
    """Same findings, same fills, borders, notes and values, whether the book is open or lies on disk."""
    copy = path.parent.parent / "R05-file" / BOOK
    shutil.copytree(path.parents[2], tmp_path / "zweit")
    on_disk = tmp_path / "zweit" / "workbooks" / "R05" / BOOK
    assert copy != on_disk

    book = open_book(path)
    result = buttons.check(book)
    running.save_as(book.impl.document, tmp_path / "live.xlsx")
    checked = check(on_disk, mark=True)

    assert result.is_done, result.message
    assert list(result.findings) == list(checked.books[0].findings)
    live = seen(tmp_path / "live.xlsx", without=("使い方", "検証結果"))
    file = _roundtrip(running, on_disk, tmp_path / "file.xlsx")
    file = {place: look for place, look in file.items() if place[0] not in ("使い方", "検証結果")}
    assert {p for p, look in live.items() if look[2]} == {p for p, look in file.items() if look[2]} != set()
    assert {
        p: (live.get(p), file.get(p)) for p in live.keys() | file.keys() if live.get(p) != file.get(p)
    } == {}


def test_the_findings_sheet_says_the_same_in_both(path, open_book, running, told, tmp_path) -> None:
    """検証結果 has the same rows and the links lead to the same cells."""
    shutil.copytree(path.parents[2], tmp_path / "zweit")
    on_disk = tmp_path / "zweit" / "workbooks" / "R05" / BOOK
    book = open_book(path)
    buttons.check(book)
    check(on_disk, mark=True)
    running.save_as(book.impl.document, tmp_path / "live.xlsx")

    def sheet(found):
        return {
            cell: look[0]
            for (name, cell), look in found.items()
            if name == "検証結果" and look[0] is not None
        }

    live, file = sheet(seen(tmp_path / "live.xlsx")), sheet(seen(on_disk))
    assert live == file
    field = book.impl.document.Sheets.getByName("検証結果").getCellByPosition(1, 4).TextFields.getByIndex(0)
    assert field.URL.startswith("#'KPI'!") or field.URL.startswith("#KPI")


def test_clearing_gives_every_cell_its_look_back(path, open_book, running, told, tmp_path) -> None:
    """Fills, borders and notes are what they were; a note of the user's stays."""
    book = open_book(path)
    book.sheets["KPI"].range("J11").impl.add_note("確認中です。")
    running.save_as(book.impl.document, tmp_path / "before.xlsx")
    assert buttons.check(book).findings
    marked = book.sheets["KPI"].range("J11").note.text
    assert marked.startswith("確認中です。\n")
    assert "直し方" in marked

    buttons.clear_marks(book)

    running.save_as(book.impl.document, tmp_path / "after.xlsx")
    before, after = (seen(tmp_path / name, without=STATUS) for name in ("before.xlsx", "after.xlsx"))
    assert {
        p: (before.get(p), after.get(p))
        for p in before.keys() | after.keys()
        if before.get(p) != after.get(p)
    } == {}


def test_clearing_without_memory_finds_the_marks_by_their_looks(path, open_book, told, own_folder) -> None:
    """On another machine nothing is remembered: marks go all the same."""
    book = open_book(path)
    buttons.check(book)
    shutil.rmtree(own_folder / "inaxl")

    result = buttons.clear_marks(book)

    assert result.message.startswith("しるし、メモ、検証結果シートを消しました。")
    assert book.sheets["KPI"].notes == [] or len(list(book.sheets["KPI"].notes)) == 0
    cell, neighbour = (book.sheets["KPI"].range(name).api.Interior.Color for name in ("J11", "J12"))
    assert cell == neighbour


def test_undo_goes_back_step_by_step(path, open_book, told) -> None:
    """After a check and a clearing, undo shows the marks again, and the next one takes them out."""
    book = open_book(path)
    plain = book.sheets["KPI"].range("J11").api.Interior.Color
    buttons.check(book)
    marked = book.sheets["KPI"].range("J11").api.Interior.Color
    buttons.clear_marks(book)
    assert book.sheets["KPI"].range("J11").api.Interior.Color == plain != marked

    buttons.undo(book)
    assert book.sheets["KPI"].range("J11").api.Interior.Color == marked
    assert "検証結果" in [sheet.name for sheet in book.sheets]
    buttons.undo(book)
    assert book.sheets["KPI"].range("J11").api.Interior.Color == plain
    assert "検証結果" not in [sheet.name for sheet in book.sheets]

    nothing = buttons.undo(book)
    assert [finding.code for finding in nothing.findings] == ["E020"]
    assert (nothing.is_done, nothing.level) == (False, "error")


def test_a_click_that_breaks_off_can_be_taken_back(
    path, open_book, running, told, tmp_path, monkeypatch
) -> None:
    """What is needed for the way back is kept before the first cell is touched."""
    from inaxl.excel import live_write

    book = open_book(path)
    running.save_as(book.impl.document, tmp_path / "before.xlsx")
    add_note, notes = live_write._add_note, []

    def breaks_off(area, runs):
        if len(notes) == 2:
            raise ZeroDivisionError("Excel wurde beendet")
        notes.append(area)
        add_note(area, runs)

    monkeypatch.setattr(live_write, "_add_note", breaks_off)
    assert buttons.check(book).level == "error"
    assert len(list(book.sheets["KPI"].notes)) == 2
    assert buttons.undo(book).is_done
    running.save_as(book.impl.document, tmp_path / "after.xlsx")
    before, after = (seen(tmp_path / name, without=STATUS) for name in ("before.xlsx", "after.xlsx"))
    assert before == after


def test_values_selection_and_scroll_position_stay(path, open_book, excel, told) -> None:
    """A person goes on where they were; checking twice gives the same as once."""
    book = open_book(path)
    sheet = book.sheets["KPI"]
    sheet.activate()
    sheet.range("J9").select()
    before = sheet.used_range.formula
    buttons.check(book)
    once = [note.text for note in sheet.notes]
    buttons.check(book)

    assert [note.text for note in sheet.notes] == once
    assert sheet.used_range.formula == before
    assert (book.sheets.active.name, excel.selection.address) == ("KPI", "J9")


def test_screen_and_status_bar_are_put_back(path, open_book, excel, told) -> None:
    """Screen updating goes off and on again, the status bar is Excel's own again, then the message comes."""
    book = open_book(path)
    buttons.check(book)
    names = [(name, value) for name, value in excel.record if name in ("screen_updating", "status_bar")]
    assert names[0] == ("screen_updating", False)
    assert names[-2:] == [("screen_updating", True), ("status_bar", False)]
    assert any(isinstance(value, str) and "入力チェック" in value for _, value in names)
    assert len(told) == 1
    assert "秒）" in told[0][1]


def test_they_are_put_back_after_an_error_too_and_the_log_is_named(
    path, open_book, excel, told, monkeypatch, own_folder
) -> None:
    """No traceback for the person: a message, and a log file that it names."""
    book = open_book(path)

    def broken(self, name=None):
        raise ZeroDivisionError("計算できません")

    monkeypatch.setattr("inaxl.excel.host.ExcelHost.read", broken)
    result = buttons.check(book)

    assert [value for name, value in excel.record if name == "screen_updating"] == [False, True]
    assert excel.record[-1] == ("status_bar", False)
    assert result.level == "error"
    assert str(result.path) in told[0][1]
    assert "Traceback" in result.path.read_text(encoding="utf-8")
    assert "Traceback" not in told[0][1]


def test_the_status_cell_says_how_many_are_left(path, open_book, told) -> None:
    """使い方 shows ▼ 未修正 N件, and 未確認 after clearing."""
    book = open_book(path)
    result = buttons.check(book)
    errors = sum(finding.severity == "error" for finding in result.findings)
    cell = book.names("inaxl_status").refers_to_range
    assert cell.value == f"▼ 未修正 {errors}件"
    buttons.clear_marks(book)
    assert cell.value == "未確認"


def test_protected_sheets_are_protected_again(path, open_book, told) -> None:
    """The entry form is protected without a password; after a click it still is."""
    book = open_book(path)
    states = [sheet.api.ProtectContents for sheet in book.sheets]
    assert any(states)
    buttons.check(book)
    after = [sheet.api.ProtectContents for sheet in book.sheets if sheet.name != "検証結果"]
    assert after == states


def test_two_open_books_do_not_get_into_each_other(path, open_book, told) -> None:
    """Every button works on the caller's book, and nothing of one click is left in the next."""
    other = path.with_name("03_企画政策課.xlsx")
    first, second = open_book(path), open_book(other)
    one, two = buttons.check(first), buttons.check(second)
    assert {f.book for f in one.findings} == {f"workbooks/R05/{BOOK}"}
    assert {f.book for f in two.findings} <= {"workbooks/R05/03_企画政策課.xlsx"}
    again = buttons.check(first)
    assert again.findings == one.findings
    assert [s.name for s in first.sheets][:2] == ["使い方", "KPI"]

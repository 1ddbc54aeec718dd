"""Books of OneDrive and SharePoint, on shares and in deep folders: as the open application names them."""

from __future__ import annotations

import shutil

import pytest

from inaxl import buttons
from inaxl.checking import check
from inaxl.excel.host import ExcelHost

pytestmark = pytest.mark.libreoffice
BOOK = "02_地域創造課.xlsx"
ADDRESS = "https://ina-my.sharepoint.com/personal/t_yamada_ina_lg_jp/Documents/"
SITE = "https://ina.sharepoint.com/sites/kikaku/Shared Documents/"


@pytest.fixture(autouse=True)
def no_onedrive(monkeypatch):
    """Whatever the machine of the test has."""
    for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer", "INAXL_FOLDER"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def path(folder):
    return folder / "workbooks" / "R05" / BOOK


@pytest.fixture
def on_the_web(excel, open_book):
    """`on_the_web(path, address)`: the open book, named by an address as with automatic saving."""

    def named(path, address):
        book = open_book(path)
        excel.addresses[book.impl.document.RuntimeUID] = address
        return book

    return named


def test_a_synchronised_book_is_worked_on_in_its_folder(path, folder, on_the_web, told, monkeypatch) -> None:
    """Plan, other years and the place for new files are those of the local copy; the check is the same as on disk."""
    monkeypatch.setenv("OneDriveCommercial", str(folder.parent))
    book = on_the_web(path, f"{ADDRESS}作業/workbooks/R05/{BOOK}")
    assert ExcelHost(book).path == path
    assert list(buttons.check(book).findings) == list(check(path).books[0].findings)
    made = buttons.make_sheets(book)
    assert made.path == path.parent / "評価シート_02_地域創造課.xlsx"
    assert made.path.is_file()


@pytest.mark.parametrize("address", [ADDRESS + BOOK, SITE + BOOK, "https://intranet.example/部署/" + BOOK])
def test_E030_a_book_without_a_local_copy_is_told_so_by_every_button(
    path, on_the_web, told, address, monkeypatch
) -> None:
    """What needs a place or the plan is refused with the way to mend it; nothing crashes, nothing is written."""
    book = on_the_web(path, address)
    monkeypatch.setattr(buttons, "confirm", lambda text: True)
    before = sorted(path.parent.iterdir())
    needing = (buttons.show_summary, buttons.show_population, buttons.make_sheets, buttons.submit)
    for button in (*needing, buttons.merge, buttons.build_report, buttons.show_status):
        result = button(book)
        assert ([f.code for f in result.findings], result.is_done) == (["E030"], False), button.__name__
        assert "同期された OneDrive のフォルダーから開く" in told[-1][1]
    assert sorted(path.parent.iterdir()) == before


def test_E030_a_check_of_such_a_book_says_that_the_plan_was_left_out(path, on_the_web, told) -> None:
    """The book alone is checked, marked and taken back; that the plan is missing is said, never passed over."""
    book = on_the_web(path, ADDRESS + BOOK)
    result = buttons.check(book)
    assert [f.code for f in result.findings if f.code.startswith("E0")] == ["E030"]
    assert (result.is_done, result.level) == (True, "warning")
    assert "このブックだけを確かめました" in told[-1][1]
    assert "戦略台帳とほかの年度とは比べず" in told[-1][1]
    assert book.sheets["KPI"].range("J6").note is not None
    buttons.undo(book)
    assert book.sheets["KPI"].range("J6").note is None


def test_the_registered_folder_helps_a_book_on_the_web(path, folder, on_the_web, told, monkeypatch) -> None:
    """INAXL_FOLDER names the plan: the check is held against it although the book's own place is unknown."""
    monkeypatch.setenv("INAXL_FOLDER", str(folder))
    result = buttons.check(on_the_web(path, ADDRESS + BOOK))
    assert "E030" not in [f.code for f in result.findings]
    assert "E103" in [f.code for f in result.findings]


def test_two_books_of_one_name_on_the_web_have_memories_of_their_own(
    path, on_the_web, open_book, told
) -> None:
    """What was marked in one is not taken back in the other."""
    first = on_the_web(path, ADDRESS + "R05/" + BOOK)
    buttons.check(first)
    first.impl.document.close(True)
    second = on_the_web(path, ADDRESS + "R06/" + BOOK)
    assert [f.code for f in buttons.undo(second).findings] == ["E020"]


def test_deep_folders_with_blanks_and_japanese(path, open_book, told, monkeypatch) -> None:
    """More letters than the 260 of older Windows programs: every button works there."""
    deep = path.parent.joinpath(*["令和5年度 総合戦略 実績報告 (企画課)"] * 12)
    deep.mkdir(parents=True)
    shutil.copy(path, deep / BOOK)
    assert len(str(deep / BOOK)) > 300
    monkeypatch.setattr(buttons, "confirm", lambda text: True)
    book = open_book(deep / BOOK)
    assert buttons.check(book).is_done
    submitted = buttons.submit(book)
    assert submitted.path.parent == deep
    assert submitted.path.is_file()
    assert buttons.undo(book).is_done

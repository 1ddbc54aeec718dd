"""Sheets and books under a password: the check still finds everything, and says what could not be written and why."""

from __future__ import annotations

import pytest

from inaxl import buttons
from inaxl.checking import check

pytestmark = pytest.mark.libreoffice
BOOK = "02_地域創造課.xlsx"


@pytest.fixture
def path(folder):
    return folder / "workbooks" / "R05" / BOOK


@pytest.fixture
def book(path, open_book):
    return open_book(path)


def lock(book, name: str) -> None:
    sheet = book.impl.document.Sheets.getByName(name)
    sheet.unprotect("")
    sheet.protect("geheim")


def names(book) -> list[str]:
    return [sheet.name for sheet in book.sheets]


def test_E031_a_sheet_under_a_password_is_checked_like_any_other(path, book, told) -> None:
    """All findings are there, the other sheets are marked, 検証結果 lists the locked sheet's cells too."""
    lock(book, "KPI")
    result = buttons.check(book)
    assert [f for f in result.findings if f.code != "E031"] == list(check(path).books[0].findings)
    assert [(f.code, f.sheet) for f in result.findings if f.code == "E031"] == [("E031", "KPI")]
    assert (result.is_done, result.level) == (True, "warning")
    assert "検証結果" in names(book)
    listed = [cell for row in book.sheets["検証結果"].used_range.value for cell in row]
    assert "KPI!J11" in listed
    assert list(book.sheets["KPI"].notes) == []
    assert book.impl.document.Sheets.getByName("KPI").isProtected()
    card = next(f for f in result.findings if (f.sheet or "").startswith("事業"))
    assert [note.location.address for note in book.sheets[card.sheet].notes] == [card.cell]
    text = told[-1][1]
    assert "「KPI」はパスワードで保護されているため" in text
    assert "シート保護の解除" in text
    assert "J11" in text


def test_marks_that_a_password_shuts_in_come_out_once_it_is_gone(book, told) -> None:
    """Locked after a check: clearing says which sheet keeps its marks, and the look before them is not forgotten."""
    cell = book.sheets["KPI"].range("J11").api.Interior
    plain = (cell.Pattern, cell.Color)
    buttons.check(book)
    lock(book, "KPI")
    cleared = buttons.clear_marks(book)
    assert [(f.code, f.sheet) for f in cleared.findings] == [("E031", "KPI")]
    assert cell.Color != plain[1]
    again = buttons.check(book)
    assert any(f.code == "E031" for f in again.findings)
    book.impl.document.Sheets.getByName("KPI").unprotect("geheim")
    assert buttons.clear_marks(book).findings == ()
    assert (cell.Pattern, cell.Color) == plain


def test_E032_without_a_findings_sheet_the_marks_are_there_and_the_message_lists_more(book, told) -> None:
    """The structure is locked: no sheet can be added, every cell is marked all the same."""
    book.impl.document.protect("geheim")
    before = names(book)
    result = buttons.check(book)
    assert [f.code for f in result.findings if f.code.startswith("E0")] == ["E032"]
    assert names(book) == before
    assert book.sheets["KPI"].range("J11").note is not None
    text = told[-1][1]
    assert "シート「検証結果」を加えることも消すこともできません" in text
    assert "押すと、その場所へ移ります" not in text
    assert text.count("\n・") == len([f for f in result.findings if f.severity != "info"])


def test_a_findings_sheet_that_cannot_go_is_emptied(book, told) -> None:
    """What it says would no longer be so; the next check finds the sheet again and fills it."""
    buttons.check(book)
    rows = book.sheets["検証結果"].used_range.shape[0]
    book.impl.document.protect("geheim")
    cleared = buttons.clear_marks(book)
    assert [f.code for f in cleared.findings] == ["E032"]
    assert "KPI!J11" not in [cell for row in book.sheets["検証結果"].used_range.value for cell in row]
    checked = buttons.check(book)
    assert [f.code for f in checked.findings if f.code.startswith("E0")] == []
    assert book.sheets["検証結果"].used_range.shape[0] == rows


def test_a_structure_without_a_password_is_closed_again(book, told) -> None:
    """As with sheets: opened for the write, closed behind it."""
    book.impl.document.protect("")
    result = buttons.check(book)
    assert [f.code for f in result.findings if f.code.startswith("E0")] == []
    assert "検証結果" in names(book)
    assert book.impl.document.isProtected()
    buttons.clear_marks(book)
    assert "検証結果" not in names(book)
    assert book.impl.document.isProtected()


def test_a_locked_page_of_steps_costs_only_its_status_cell(book, told) -> None:
    """使い方 under a password: marks and findings sheet are made, the status is named as not written."""
    lock(book, "使い方")
    result = buttons.check(book)
    assert [(f.code, f.sheet) for f in result.findings if f.code == "E031"] == [("E031", "使い方")]
    assert "検証結果" in names(book)


def test_a_summary_that_has_no_place_is_refused(book, told) -> None:
    """E032: 集計 is a sheet; where none can be added there is nothing to show it on."""
    book.impl.document.protect("geheim")
    result = buttons.show_summary(book)
    assert ([f.code for f in result.findings], result.is_done) == (["E032"], False)

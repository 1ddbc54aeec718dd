"""A member with a spreadsheet program: chooses an item, sees the self-evaluation, writes, saves; the form is imported."""

from __future__ import annotations

from pathlib import Path

import pytest

from inaxl.books.read import read_workbook
from inaxl.council.form_reading import read_form
from inaxl.council.importing import import_forms
from inaxl.council.items import form_items
from tests.council.conftest import MATCH, TOWN, form_bytes
from tests.opened import opened


@pytest.fixture
def saved(running, demo_results, tmp_path) -> Path:
    """A form that LibreOffice opened, in which two rows were written, and that it saved in its own way."""
    handed_out = tmp_path / "意見記入票_山田太郎.xlsx"
    handed_out.write_bytes(form_bytes(demo_results))
    document = running.open(handed_out)
    sheet = document.Sheets.getByName("意見")
    for cell, text in (
        ("B7", TOWN),
        ("D7", "改修の相談も\n一つの窓口で。"),
        ("E7", "妥当"),
        ("B9", MATCH),
        ("D9", "=よい"),
    ):
        sheet.getCellRangeByName(cell).String = text
    document.calculateAll()
    target = running.save_as(document, tmp_path / "書いたもの.xlsx")
    document.close(True)
    return target


def test_R23_the_chosen_item_s_self_evaluation_is_looked_up(saved, demo_results):
    """LibreOffice calculates what the item list says; rows without an item stay empty."""
    told = {item.label: item.evaluation for item in form_items(demo_results)}
    sheet = opened(saved)["意見"]
    assert sheet["C7"].value == told[TOWN]
    assert sheet["C9"].value == told[MATCH]
    assert sheet["C8"].value in (None, "")


def test_R25_a_form_saved_by_libreoffice_is_the_form_that_was_handed_out(saved, demo_copy):
    """Stamp, list and rows are read from what another program wrote, and the opinions arrive."""
    form = read_form(read_workbook(saved))
    assert (form.alteration, form.stamp.number, form.member) == ("", "01", "山田太郎")
    done = import_forms([saved], folder=demo_copy)
    assert [(o.item.id, o.text, o.view) for o in done.new] == [
        ("p20", "改修の相談も\n一つの窓口で。", "妥当"),
        ("K002", "=よい", ""),
    ]
    assert done.findings == ()


def test_a_protected_cell_cannot_be_changed_by_hand(running, demo_results, tmp_path):
    """The sheets are protected when they are opened, the entry cells are not."""
    path = tmp_path / "記入票.xlsx"
    path.write_bytes(form_bytes(demo_results))
    document = running.open(path)
    sheet = document.Sheets.getByName("意見")
    assert sheet.isProtected()
    assert sheet.getCellRangeByName("D7").CellProtection.IsLocked is False
    assert sheet.getCellRangeByName("C7").CellProtection.IsLocked is True
    document.close(True)

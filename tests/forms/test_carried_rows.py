"""How an earlier year's action stands is asked on the card, and read back from it, by its words."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from tests.forms.test_entry_book import CARD, CONTENT

from inaxl.books.grid import Area, Grid
from inaxl.books.read import read_workbook
from inaxl.entries.json_form import from_json, to_json
from inaxl.entries.read import read_entries
from inaxl.entries.table import BookReading, CarriedCells
from inaxl.forms.canvas import Canvas
from inaxl.forms.carried_rows import carried_row
from inaxl.forms.entry_book import write_entry_book
from inaxl.forms.entry_content import ActionEntry, CarriedAction, EntryBookContent

OPINION = CarriedAction("審議会 4-03", "意見：片付けを支援してほしい。", "対応中")


def action(text: str, label: str = "前年度より", state: str = "", progress: str = "") -> CarriedAction:
    """One that the department has to say something about."""
    return CarriedAction(label, text, entry=ActionEntry(state, progress))


LAST = action("窓口を設ける。（令和4年度に決めたこと）", state="実施中", progress="課題：場所が決まらない。")
OLDER = action(
    "課題：周知する。（令和3年度に決めたこと）", "令和3年度より", "取りやめ", "県の補助が終わった。"
)


def written(*carried: CarriedAction) -> io.BytesIO:
    """An entry book whose only card carries these."""
    target = io.BytesIO()
    content: EntryBookContent = replace(CONTENT, cards=(replace(CARD, carried=carried),))
    write_entry_book(target, content)
    target.seek(0)
    return target


def read(tmp_path, *carried: CarriedAction) -> BookReading:
    """The entry book, read like any other."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(written(*carried).read())
    return read_entries(read_workbook(path, name="a.xlsx"))


def test_R20_the_card_asks_for_the_state_and_the_progress_of_each_open_action() -> None:
    """Two unlocked cells: the state with its four words, the progress below; an opinion is only read."""
    sheet = load_workbook(written(OPINION, LAST))["事業8"]
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    state = sheet.cell(rows["前年度より"], 3)
    progress = sheet.cell(rows["前年度より"] + 1, 2)
    assert sheet.cell(rows["前年度より"] + 1, 1).value == "進み具合"
    assert (state.value, state.protection.locked) == ("実施中", False)
    assert (progress.value, progress.protection.locked) == ("課題：場所が決まらない。", False)
    assert sheet.cell(rows["審議会 4-03"], 3).protection.locked
    (rule,) = [v for v in sheet.data_validations.dataValidation if state.coordinate in v.sqref]
    assert rule.formula1 == '"未着手,実施中,実施済み,取りやめ"'


def test_R20_what_is_written_there_is_read_back_with_its_cells(tmp_path) -> None:
    """By the year that announced it."""
    (card,) = read(tmp_path, OPINION, LAST, OLDER).cards
    assert card.carried == (
        CarriedCells(2022, "実施中", "C11", "課題：場所が決まらない。", "B12"),
        CarriedCells(2021, "取りやめ", "C13", "県の補助が終わった。", "B14"),
    )


def test_a_colon_in_them_makes_no_label_of_this_years_card(tmp_path) -> None:
    """課題：… under an earlier year's action is not this year's 課題."""
    (card,) = read(tmp_path, LAST, OLDER).cards
    assert (card.issue, card.done) == (CARD.text.issue, CARD.text.done)


def test_blank_cells_say_nothing(tmp_path) -> None:
    """A book that has just been handed out."""
    (card,) = read(tmp_path, action("窓口を設ける。（令和4年度に決めたこと）")).cards
    assert [(c.fy, c.state, c.progress) for c in card.carried] == [(2022, "", "")]


def test_a_stored_reading_keeps_them(tmp_path) -> None:
    """The cache gives back what was read."""
    reading = read(tmp_path, LAST, OLDER)
    assert from_json(to_json(reading)) == reading
    assert all(isinstance(cells, CarriedCells) for cells in from_json(to_json(reading)).cards[0].carried)


@pytest.mark.parametrize(
    ("rows", "fy"),
    [
        ([["前年度より", "窓口を設ける。", "実施中"], ["進み具合", "進めた。"]], None),
        ([["令和３年度 より", "窓口を設ける。", "実施中"], ["進み具合", "進めた。"]], 2021),
        ([["前年度より", "周知（令和2年度に決めたこと）", "実施中"], ["進 み 具 合", None]], 2020),
    ],
)
def test_the_year_is_that_of_the_text_else_of_the_label(rows, fy) -> None:
    """None stands for the year before the form's own."""
    found = carried_row(Canvas(Grid("事業1", rows, [])), 1, 1)
    assert (found.fy, found.state, found.progress) == (fy, (1, 3), (2, 2))


@pytest.mark.parametrize(
    "rows",
    [
        [["前年度より", "窓口を設ける。", "対応中"], ["実施（Do）", None]],
        [["前年度より増えた", "12"], ["進み具合", "進めた。"]],
        [["審議会より", "意見"], ["進み具合", "進めた。"]],
    ],
)
def test_other_rows_ask_nothing(rows) -> None:
    """A book of before, and words that only look alike."""
    assert carried_row(Canvas(Grid("事業1", rows, [])), 1, 1) is None


def test_merged_cells_are_followed() -> None:
    """The state stands to the right of the text's merged area."""
    rows = [["前年度より", "窓口（令和4年度に決めたこと）", None, "実施中"], ["進み具合", "進めた。"]]
    found = carried_row(Canvas(Grid("事業1", rows, [Area(1, 2, 1, 3), Area(2, 2, 2, 4)])), 1, 1)
    assert (found.state, found.progress) == ((1, 4), (2, 2))


@pytest.mark.parametrize("count", range(8))
def test_a_card_with_much_carried_over_is_still_printed_at_8_points(count: int) -> None:
    """The cells for this year's texts give way, so that the page need not be made smaller than its width asks."""
    sheet = load_workbook(written(*[LAST] * count))["事業8"]
    wide = sum(sheet.column_dimensions[letter].width for letter in "ABC") * 6
    margins = sheet.page_margins
    scale = min(1.0, (595.3 - (margins.left + margins.right) * 72) / wide)
    used = sum(sheet.row_dimensions[row].height or 15 for row in range(1, sheet.max_row + 1))
    assert used * scale <= 841.9 - (margins.top + margins.bottom) * 72
    sizes = {cell.font.size for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert min(sizes) * scale >= 8

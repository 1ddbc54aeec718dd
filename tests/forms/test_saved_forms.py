"""A saved reading of a form: it serves all books of the form, teaches words, and never lets a change pass unnoticed."""

from __future__ import annotations

import tomllib

import pytest
from compare import compare
from drawn_sheets import Habit, book_of
from habits import HABITS
from mutations import MUTATIONS
from test_habits import _changed

from inaxl.entries.read import read_entries
from inaxl.forms.binding import bind
from inaxl.forms.saved import FIELDS, parse_form
from inaxl.forms.saving import form_name, form_text

FORM = """
|令和5年度|
|指標名|単位|目標値|実績値|備考|
|移住者数|人|100|93||
|相談件数|件|240|180|電話を含む|
"""


def _saved(*books):
    return parse_form(form_text("様式", [bind(book) for book in books]), "様式")


def _codes(book, forms) -> list[str]:
    return [f.code for f in read_entries(book, forms=forms).findings if f.code.startswith("E2")]


def _changes(book, forms) -> list:
    return [f for f in read_entries(book, forms=forms).findings if f.code == "E203"]


@pytest.mark.parametrize("mutation", [name for name in MUTATIONS if name != "headings_in_other_words"])
@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.name)
def test_one_saved_reading_serves_the_form_whatever_was_done_to_it(habit: Habit, mutation: str) -> None:
    """Rows, columns, sheet names and the spelling of headings change; entries stay, and nothing is complained of."""
    forms = _saved(habit.workbook())
    book = _changed(habit, mutation)
    assert compare(habit, book, forms=forms).problems == []
    assert set(_changes(book, forms)) <= set(_changes(book, ()))


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.name)
def test_other_words_are_reported_and_never_give_another_figure(habit: Habit) -> None:
    """E203: a heading that the form has is missing; what is read is as without the saved reading, or nothing."""
    outcome = compare(habit, _changed(habit, "headings_in_other_words"), forms=_saved(habit.workbook()))
    assert outcome.counts["wrong"] == outcome.counts["spurious"] == 0


def test_a_renamed_heading_gives_e203_with_old_and_new_name_at_its_cell() -> None:
    """達成値 means the same to us, and is read; the office is told."""
    (found,) = _changes(book_of(R5=FORM.replace("実績値", "達成値")), _saved(book_of(R5=FORM)))
    assert (found.sheet, found.cell, found.field) == ("R5", "D2", "actual")
    assert "「実績値」" in found.message
    assert "「達成値」" in found.message


def test_a_heading_of_another_meaning_is_not_read_in_the_place_of_the_old_one() -> None:
    """見込値 is no actual: E203, and the entry has none."""
    book, forms = book_of(R5=FORM.replace("実績値", "実績見込値")), _saved(book_of(R5=FORM))
    (found,) = _changes(book, forms)
    assert "「実績見込値」" in found.message
    assert "読み取りには使っていません" in found.message
    assert {entry.actual for entry in read_entries(book, forms=forms).entries} == {None}


def test_a_lost_indicator_heading_is_named_instead_of_no_table_found_alone() -> None:
    """Without 指標名 no table is recognised; the saved reading knows which heading went."""
    book, forms = book_of(R5=FORM.replace("指標名", "めざすもの")), _saved(book_of(R5=FORM))
    (found,) = _changes(book, forms)
    assert "「指標名」" in found.message
    assert "「めざすもの」" in found.message
    assert found.cell == "A2"


def test_a_column_with_figures_that_the_form_does_not_have_is_not_read() -> None:
    """A second target beside a renamed one cannot slip in."""
    added = (
        FORM.replace("|備考|", "|備考|最終目標値|").replace("|93||", "|93||150|").replace("む|", "む|300|")
    )
    reading = read_entries(book_of(R5=added), forms=_saved(book_of(R5=FORM)))
    assert [(e.target, e.actual) for e in reading.entries] == [(100, 93), (240, 180)]


def test_a_table_of_another_form_is_read_by_its_own_headings() -> None:
    """A saved reading says nothing about forms that it does not know."""
    other = "|事業|KPI|現状|指標値（R06）|R5|\n|移住|移住者数（人）|85|100|93|"
    assert _codes(book_of(R5実績=other), _saved(book_of(R5=FORM))) == _codes(book_of(R5実績=other), ())


def test_an_office_teaches_its_own_words_by_moving_a_heading_to_its_field() -> None:
    """到達点 is unknown, saved as unread, moved to actual by a person, and read from then on."""
    book = book_of(R5=FORM.replace("実績値", "到達点"))
    text = form_text("様式", [bind(book)])
    assert 'unread = ["到達点"]' in text
    forms = parse_form(text.replace('unread = ["到達点"]', 'actual = ["到達点"]'), "様式")
    reading = read_entries(book, forms=forms)
    assert [(e.name, e.fy, e.actual) for e in reading.entries] == [
        ("移住者数", 2023, 93),
        ("相談件数", 2023, 180),
    ]
    assert [f for f in reading.findings if f.severity == "error"] == []


def test_a_table_that_detection_does_not_see_at_all_can_be_taught() -> None:
    """The indicators stand under めざす姿: only the binding file knows."""
    sheet = "|めざす姿|いまの値|R6の値|令和5年度の到達点|\n|移住者数（人）|85|100|93|"
    assert read_entries(book_of(一覧=sheet)).entries == ()
    forms = parse_form(
        '[[tables]]\n[tables.headings]\nname=["めざす姿"]\nbaseline=["いまの値"]\ntarget=["{年度}の値"]\nactual=["{年度}の到達点"]',
        "様式",
    )
    (entry,) = read_entries(book_of(一覧=sheet), forms=forms).entries
    assert (entry.name, entry.baseline, entry.target, entry.target_fy, entry.fy, entry.actual) == (
        "移住者数（人）",
        85,
        100,
        2024,
        2023,
        93,
    )


def test_a_heading_can_be_taken_out_of_the_reading() -> None:
    """Moved to unread, 備考 is not read any more."""
    text = form_text("様式", [bind(book_of(R5=FORM))])
    forms = parse_form(text.replace('note = ["備考"]', 'unread = ["備考"]'), "様式")
    assert {entry.note for entry in read_entries(book_of(R5=FORM), forms=forms).entries} == {""}


def test_the_next_year_s_book_is_read_by_the_same_file() -> None:
    """{年度} stands for every year: one more column of actuals is no change of the form."""
    this = "|指標名|単位|現状値（H30）|R4実績|R5実績|目標値（R6）|\n|移住者数|人|85|84|93|100|"
    following = "|指標名|単位|現状値（H30）|R4実績|R5実績|R6実績|目標値（R6）|\n|移住者数|人|85|84|93|98|100|"
    reading = read_entries(book_of(一覧=following), forms=_saved(book_of(一覧=this)))
    assert [(e.fy, e.actual) for e in reading.entries] == [(2022, 84), (2023, 93), (2024, 98)]
    assert [f.code for f in reading.findings if f.code.startswith("E")] == []


def test_a_changed_label_of_a_card_is_named_with_the_nearest_text() -> None:
    """Labels of cards are watched as headings are."""
    card = next(h for h in HABITS if h.name == "labels_with_values_to_the_right")
    changed = {name: sheet.replace("今後の取組", "今後とりくむこと") for name, sheet in card.sheets.items()}
    (found,) = _changes(book_of(**changed), _saved(card.workbook()))
    assert "「今後の取組」" in found.message
    assert "「今後とりくむこと」" in found.message


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.name)
def test_the_file_is_toml_with_headings_by_field_and_japanese_comments(habit: Habit) -> None:
    """A person reads and mends it; saving what it gives again changes nothing."""
    text = form_text("様式「甲」\n", [bind(habit.workbook())])
    if not text:
        pytest.skip("nothing is recognised")
    document = tomllib.loads(text)
    assert {field for table in document["tables"] for field in table["headings"]} <= set(FIELDS)
    assert "# この様式のブックは" in text
    forms = parse_form(text, "様式")
    again = form_text("様式「甲」\n", [bind(habit.workbook(), forms=forms)])
    assert parse_form(again, "様式") == forms


@pytest.mark.parametrize(
    "text",
    ["[[tables]", "tables = 3", '[[tables]]\n[tables.headings]\n実績 = ["実績値"]', "[[tables]]\nkind = 'x'"],
)
def test_a_file_that_says_something_without_meaning_is_refused(text: str) -> None:
    """To read on without it could mean to misread."""
    with pytest.raises(ValueError, match=r"[ぁ-ん]"):
        parse_form(text, "様式")


@pytest.mark.parametrize(
    ("book", "name"),
    [
        ("a/01_令和5年度KPI調査票.xlsx", "KPI調査票"),
        ("R05.xlsx", "様式"),
        ("評価シート(R5).xlsm", "評価シート"),
    ],
)
def test_a_form_is_named_after_its_book_without_the_year(book: str, name: str) -> None:
    """The same file serves next year."""
    assert form_name(book) == name

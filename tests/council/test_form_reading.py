"""A form that came back: what the member wrote, and how an altered form is noticed."""

from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inaxl.books.read import read_bytes
from inaxl.council.form_layout import FIRST_ROW, HEAD_ROW, ITEMS, OPINIONS, STAMP, stamp_cell
from inaxl.council.form_reading import ListedItem, read_form
from tests.council.conftest import form_bytes, form_read


def test_R23_rows_are_read_with_their_item_text_and_view(results):
    """Empty rows in between are no opinions."""
    form = form_read(
        results,
        {
            "B7": "全体",
            "D7": "読みやすい。",
            "B9": "事業3　移住促進事業（p03）",
            "D9": "一行目\n二行目",
            "E9": "妥当",
        },
    )
    assert form.alteration == ""
    assert (form.member, form.stamp.plan, form.stamp.fy, form.stamp.number) == (
        "山田太郎", "第2期伊那市地方創生総合戦略", 2023, "01",
    )  # fmt: skip
    assert [(line.cell, line.item, line.text, line.view) for line in form.lines] == [
        ("D7", ListedItem("all", "", "全体"), "読みやすい。", ""),
        ("D9", ListedItem("project", "p03", "事業3　移住促進事業（p03）"), "一行目\n二行目", "妥当"),
    ]


def test_an_item_that_is_not_in_the_list_is_kept_as_it_was_typed(results):
    """The import names it (E714)."""
    (line,) = form_read(results, {"B7": "道路", "D7": "直してほしい。"}).lines
    assert (line.item, line.chosen) == (None, "道路")


def changed(results, change) -> str:
    """What is said of a form after somebody took its protection off and changed it."""
    book = openpyxl.load_workbook(io.BytesIO(form_bytes(results)))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return read_form(read_bytes(stream.getvalue(), name="記入票.xlsx")).alteration


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda book: None, ""),
        (lambda book: book.remove(book[STAMP]), "シート「inaxl」がありません。"),
        (lambda book: book.remove(book[OPINIONS]), "シート「意見」がありません。"),
        (lambda book: _set(book, STAMP, "A1", "別"), "記入票の控え（隠れたシート）が書き換えられています。"),
        (lambda book: _set(book, STAMP, stamp_cell("年度"), "来年"), "記入票の控え（隠れたシート）が書き換えられています。"),
        (lambda book: _set(book, STAMP, stamp_cell("版"), "9"), "様式の版が9で、読み取れる版1と違います。"),
        (lambda book: _set(book, ITEMS, "A7", "新しい項目"), "シート「項目一覧」の内容が、配ったときと違います。"),
        (lambda book: _set(book, ITEMS, "D9", "よい評価"), "シート「項目一覧」の内容が、配ったときと違います。"),
        (lambda book: book[ITEMS].delete_rows(8), "シート「項目一覧」の内容が、配ったときと違います。"),
        (lambda book: _set(book, OPINIONS, f"D{HEAD_ROW}", "感想"), "シート「意見」の D6 の見出しが「意見」ではありません。"),
        (lambda book: book[OPINIONS].insert_rows(FIRST_ROW), "シート「意見」の行の番号が1から20までではありません。"),
    ],
    ids=["untouched", "no stamp", "no opinions", "stamp", "stamp's year", "version", "item", "evaluation", "items",
         "heading", "rows"],
)  # fmt: skip
def test_E713_an_altered_form_is_noticed(results, change, said):
    """Nothing is read from a form that is not the one handed out."""
    assert changed(results, change) == said


def _set(book, sheet, cell, value) -> None:
    book[sheet][cell] = value


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(
    lambda text: text.strip() == text and "_x" not in text
)


@settings(max_examples=25)
@given(st.lists(texts, min_size=1, max_size=20))
def test_any_text_comes_back_as_it_was_written(results, written):
    """Formulas, marks of XML and every other character are text."""
    cells = {f"D{FIRST_ROW + at}": text for at, text in enumerate(written)}
    form = form_read(results, cells)
    assert [line.text for line in form.lines] == written

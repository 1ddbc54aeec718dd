"""The picture of what was recognised: every heading with its field in words, everything unread with its reason."""

from __future__ import annotations

import re

from drawn_sheets import book_of
from habits_of_tables import TABLES

from inaxl.entries.read import read_entries
from inaxl.forms.binding import bind
from inaxl.forms.preview import preview_html


def _html(workbook) -> str:
    bound = bind(workbook)
    return preview_html([(bound, read_entries(workbook, bound=bound).findings)])


def test_headings_carry_their_field_and_unread_places_a_number_and_a_reason() -> None:
    """Colour is only a help; the words and numbers are enough on a grey printer."""
    habit = next(h for h in TABLES if h.name == "title_date_and_department_top_right")
    html = _html(habit.workbook())
    for tag in ("事業", "指標名", "単位", "現状値", "指標値 2024", "実績値 2021", "実績値 2023", "備考"):
        assert f"<em>{tag}</em>" in html
    assert "表を1つ見つけ、6指標・18件の実績値を読みました。" in html
    assert "K3:K11" in html
    assert "小計・合計の行なので除きました。" in html
    assert "「13 ※1」を 13 と読みました" in html


def test_the_file_stands_alone_and_runs_no_script() -> None:
    """It is mailed and printed: nothing is loaded, and a cell's text cannot become markup."""
    html = _html(book_of(KPI="|指標名|目標値|R5実績値|\n|<script>alert(1)</script>数|100|93|"))
    assert not re.search(r"<script|https?:|<img|<link", html)
    assert "&lt;script&gt;" in html


def test_a_book_without_tables_says_so_in_words() -> None:
    """An empty picture would say nothing."""
    assert "見つかりませんでした" in _html(book_of(メモ="|電話は内線123|"))


def test_the_same_book_gives_the_same_bytes() -> None:
    """No clock and no random order inside."""
    assert _html(TABLES[0].workbook()) == _html(TABLES[0].workbook())

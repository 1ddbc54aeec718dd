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
    return preview_html([(bound, read_entries(workbook, bound=bound))])


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


def test_the_opening_sentence_counts_figures_that_could_be_read() -> None:
    """Words in a figure's place are no figures."""
    html = _html(
        book_of(R5="|指標名|目標値|実績値|\n|甲（人）|10|9|\n|乙（人）|10|集計中|\n|丙（人）|10|男12 女15|")
    )
    assert "3指標・1件の実績値を読みました。" in html
    assert "実績値のない欄は、集計中など1件、読めない値1件です。" in html


def test_the_cells_that_name_department_and_year_are_marked() -> None:
    """A person sees from where both were taken."""
    html = _html(
        book_of(票="|令和5年度実績| | |商工観光部商工振興課|\n|指標名|目標値|実績値|備考|\n|甲（人）|10|9||")
    )
    assert re.search(r"t-project[^>]*>商工観光部商工振興課 <em>部署</em>", html)
    assert "<em>年度 2023</em>" in html

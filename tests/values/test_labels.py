"""Keys by which names and headings are compared, and text as a person reads it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.values.labels import clean_text, label_key, nearest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("目　標　値", "目標値"),
        ("重要業績評価\n指標（ＫＰＩ）", "重要業績評価指標(kpi)"),
        ("デ－タ", "データ"),
        ("デ一タ", "データ"),
        ("ﾃﾞｰﾀ", "データ"),
        ("Ｕ･Ｉターン", "U・Iターン"),
        ("か所（ヶ月）", "か所（ケ月）"),
        ("〇継続", "○継続"),
        ("指標\u200b値", "指標値"),
        ("【指標】", "（指標）"),
        ("1－(1)", "1-（1）"),
    ],
)
def test_spellings_that_a_person_takes_for_the_same_share_a_key(one: str, other: str) -> None:
    assert label_key(one) == label_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("移住者数", "移住世帯数"),
        ("目標", "目標値"),
        ("プラン一覧", "プラン-覧"),
        ("推進", "促進"),
        ("R5", "R6"),
    ],
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert label_key(one) != label_key(other)


@given(st.text())
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert label_key(text) == label_key(label_key(text))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("　移住者数\n（人） ", "移住者数（人）"),
        ("a_x000D_\nb", "ab"),
        ("前 後", "前 後"),
        (None, ""),
        (304.0, "304"),
        (0.125, "0.125"),
        (True, "TRUE"),
        (dt.datetime(2024, 3, 31), "2024-03-31"),
    ],
)
def test_contract_7_text_is_what_a_person_reads(value: object, text: str) -> None:
    assert text == clean_text(value)


def test_near_misses_are_suggested_best_first() -> None:
    names = ["移住者数", "観光消費額", "移住世帯数", "空き家バンクによる移住者数"]
    assert nearest("移　住　者", names)[0] == "移住者数"
    assert nearest("観光", ["財政力指数"]) == []
    assert nearest("観光", names, limit=0) == []

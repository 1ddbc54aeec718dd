"""The table of status words."""

from __future__ import annotations

import pytest

from inaxl.values.labels import label_key
from inaxl.values.numbers import read_value
from inaxl.values.statuses import DEFAULT_STATUS_WORDS

CONTRACT = "- ― ー － … 未集計 調査中 集計中 未公表 該当なし 対象外 数値なし 把握不能".split()


@pytest.mark.parametrize("word", CONTRACT)
def test_contract_5_every_word_it_names_is_in_the_table(word: str) -> None:
    assert word in DEFAULT_STATUS_WORDS


def test_no_two_spellings_of_one_word_have_different_statuses() -> None:
    by_key: dict[str, set[str]] = {}
    for word, status in DEFAULT_STATUS_WORDS.items():
        by_key.setdefault(label_key(word), set()).add(status)
    assert [key for key, statuses in by_key.items() if len(statuses) > 1] == []


def test_every_word_but_the_one_for_a_value_gives_its_status() -> None:
    read = {word: read_value(word).status for word in DEFAULT_STATUS_WORDS}
    assert read == {w: "invalid" if s == "reported" else s for w, s in DEFAULT_STATUS_WORDS.items()}

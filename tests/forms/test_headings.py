"""What one heading means, in every spelling that offices use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.forms import synonyms
from inaxl.forms.headings import combine, read_heading
from inaxl.values.labels import label_key


@pytest.mark.parametrize(
    ("text", "field", "fy", "unit"),
    [
        ("重要業績評価\n指標（ＫＰＩ）", "name", None, ""),
        ("目　標　値", "target", None, ""),
        ("指標値\n（R06）", "target", 2024, ""),
        ("指標値 \n(R06)", "target", 2024, ""),
        ("R06目標値", "target", 2024, ""),
        ("令和５年度実績値（人）", "actual", 2023, "人"),
        ("実績値(R6.3.31時点)", "actual", 2023, ""),
        ("平成31年度(令和元年度)実績", "actual", 2019, ""),
        ("2023年度実績", "actual", 2023, ""),
        ("現状値（H30）", "baseline", 2018, ""),
        ("計画策定時", "baseline", None, ""),
        ("基本目標", "goal", None, ""),
        ("目標指標", "name", None, ""),
        ("②目標値", "target", None, ""),
        ("達成率（B/A）", "achievement", None, ""),
        ("備考（理由・時点・出典）", "note", None, ""),
        ("実績値（見込み）", None, None, ""),
        ("令和5年度の取組内容", "done", 2023, ""),
        ("取り組み内容", "done", None, ""),
        ("成果（Check）", "result", None, ""),
        ("評価区分", "rating", None, ""),
        ("予算額", "money", None, ""),
    ],
)
def test_a_heading_is_understood_whole(text: str, field: str | None, fy: int | None, unit: str) -> None:
    """Width, blanks, line breaks, year and unit do not hide what a heading says; 基本目標 is no 目標."""
    heading = read_heading(text)
    assert (field, fy, unit) == (heading.field, heading.fy, heading.unit)


@pytest.mark.parametrize(
    ("path", "field", "fy"),
    [
        (["実績値", "R5"], "actual", 2023),
        (["令和5年度", "実績値"], "actual", 2023),
        (["令和5年度", "達成率"], "achievement", 2023),
        (["重要業績評価指標（KPI）", "指標値"], "target", None),
        (["現状値", "年度"], "baseline_fy", None),
        (["現状値", "数値"], "baseline", None),
        (["事業費", "実績"], "money", None),
        (["予算額", "R5"], "money", 2023),
        (["実績値（R2～R6）", "R4"], "actual", 2022),
        (["事業", "名称"], "project", None),
        (["実績値", "前年比"], "achievement", None),
    ],
)
def test_headings_above_each_other_are_combined_from_the_lowest_up(
    path: list[str], field: str, fy: int | None
) -> None:
    """Two and three header rows say together what a column holds; money stays money."""
    found = combine([read_heading(text) for text in path])
    assert (field, fy) == (found.field, found.fy)


def test_no_word_stands_for_two_fields() -> None:
    """A spelling is data with one meaning, or reading would depend on the order of a table."""
    words = [label_key(word) for words in synonyms._WORDS.values() for word in words.split()]
    doubled = {word for word in words if words.count(word) > 1}
    fields = {
        word: {f for f, ws in synonyms._WORDS.items() if word in map(label_key, ws.split())}
        for word in doubled
    }
    assert {word: found for word, found in fields.items() if len(found) > 1} == {}
    assert not synonyms.WEAK_NAMES & set(words)


def test_every_field_has_a_label_for_the_screen() -> None:
    """The preview names each field in words."""
    assert set(synonyms._WORDS) <= set(synonyms.FIELD_LABELS)


@given(st.text())
def test_no_text_whatever_breaks_the_reading_of_a_heading(text: str) -> None:
    """Any cell may stand where a heading is looked for."""
    read_heading(text)

"""Units: one unit in many spellings, exact powers of ten, and the unit behind a KPI's name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.values.units import (
    COUNTERS,
    SCALES,
    UNITS,
    is_percent,
    is_unit,
    parse_unit,
    shift_between,
    split_name_unit,
)


@pytest.mark.parametrize(
    ("text", "base", "exponent"),
    [
        ("人", "人", 0),
        ("名", "人", 0),
        ("のべ人", "人", 0),
        ("人（延べ）", "人", 0),
        ("（単位：千人）", "人", 3),
        ("百万円", "円", 6),
        ("千万円", "円", 7),
        ("億", "", 8),
        ("万ｔ", "g", 10),
        ("㎢", "m2", 6),
        ("パーセント", "％", 0),
        ("百貨店", "百貨店", 0),
    ],
)
def test_a_unit_is_a_base_and_a_power_of_ten(text: str, base: str, exponent: int) -> None:
    unit = parse_unit(text)
    assert unit is not None
    assert (base, exponent) == unit[:2]


@pytest.mark.parametrize(
    ("found", "expected", "shift"),
    [
        ("億円", "百万円", 2),
        ("人", "千人", -3),
        ("ヶ所", "箇所", 0),
        ("千ケース", "ケース", 3),
        ("人", "件", None),
        ("ポイント", "％", None),
        ("円", "人", None),
    ],
)
def test_units_of_one_base_differ_by_a_power_of_ten(found: str, expected: str, shift: int | None) -> None:
    assert shift == shift_between(found, expected)


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("移住者数（人）", "移住者数", "人"),
        ("移住者数\n(人)", "移住者数", "人"),
        ("二酸化炭素排出量［万t］", "二酸化炭素排出量", "万t"),
        ("移住者数（人）（累計）", "移住者数（累計）", "人"),
        ("農業産出額　単位：億円", "農業産出額", "億円"),
        ("移住者数（単位：世帯）", "移住者数", "世帯"),
        ("重要業績評価指標（ＫＰＩ）", "重要業績評価指標（ＫＰＩ）", ""),
        ("歳入の状況（単位 千円・％）", "歳入の状況（単位 千円・％）", ""),
        ("転入者数（年）", "転入者数（年）", ""),
        ("移住者数", "移住者数", ""),
        ("指標値（R06）", "指標値（R06）", ""),
        ("数（千）", "数（千）", ""),
    ],
)
def test_the_unit_behind_a_name_is_split_off(text: str, name: str, unit: str) -> None:
    assert (name, unit) == split_name_unit(text)


def test_every_spelling_of_the_table_is_a_unit_with_and_without_a_scale() -> None:
    words = [word for _, _, spellings in UNITS for word in spellings.split()] + list(COUNTERS)
    assert [word for word in words if not is_unit(word) or shift_between("千" + word, word) != 3] == []


def test_per_cent_is_known_in_every_spelling() -> None:
    assert [is_percent(unit) for unit in ("％", "%", "パーセント", "人")] == [True, True, True, False]


@given(st.text())
def test_no_text_raises(text: str) -> None:
    _, unit = split_name_unit(text)
    assert not unit or unit in text
    assert is_unit(text) in (True, False)
    assert shift_between(text, text) in (0, None)


@given(st.sampled_from(sorted(SCALES)), st.sampled_from(sorted(SCALES)))
def test_a_conversion_and_its_reverse_cancel_out(one: str, other: str) -> None:
    there, back = shift_between(one + "円", other + "円"), shift_between(other + "円", one + "円")
    assert there is not None
    assert there == -(back or 0)

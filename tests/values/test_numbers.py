"""One entered value (contract, section 5): read exactly as written, or refused with a reason, never guessed."""

from __future__ import annotations

import datetime as dt
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inaxl.books.grid import CellError
from inaxl.values.numbers import read_value
from inaxl.values.units import SCALES

STATUSES = {"reported", "pending", "unavailable", "not_applicable", "missing", "invalid"}


def figure(raw: object, unit: str = "", **options: object) -> Decimal | None:
    return read_value(raw, unit=unit, **options).value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234", "1234"),
        ("１，２３４", "1234"),
        ("1,234人", "1234"),
        ("のべ100人", "100"),
        ("延べ100人", "100"),
        ("100人（延べ）", "100"),
        ("約50人", "50"),
        ("50人程度", "50"),
        ("△304", "-304"),
        ("▲304", "-304"),
        ("▲ 304 人", "-304"),
        ("-25", "-25"),
        ("－25", "-25"),
        ("−25", "-25"),
        ("ー25", "-25"),
        ("マイナス25人", "-25"),
        ("＋28", "28"),
        ("(304)", "-304"),
        ("（304）", "-304"),
        ("（304人）", "-304"),
        ("（△304）", "-304"),
        ("転出超過 △304人", "-304"),
        ("転出超過304人", "-304"),
        ("304人（転出超過）", "-304"),
        ("転入超過 25人", "25"),
        ("△0", "0"),
        ("14　", "14"),
        ("14\n人", "14"),
        ("\u200b14\ufeff", "14"),
        ("14_x000D_\n", "14"),
        ("０．５０", "0.50"),
        ("1万2千人", "12000"),
        ("2万5000", "25000"),
        ("3千人", "3000"),
        ("8万", "80000"),
    ],
)
def test_contract_5_reads_what_offices_type(text: str, value: str) -> None:
    reading = read_value(text, unit="人")
    assert (value, "reported", None) == (str(reading.value), reading.status, reading.code)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("14 ※1", "※1"),
        ("14※", "※"),
        ("14*1", "*1"),
        ("14 注1)", "注1)"),
        ("14（注１）", "注1"),
        ("14 ※1、※2", "※1 ※2"),
        ("14(速報値)", "速報値"),
        ("14 見込み", "見込み"),
        ("（速報値）14人", "速報値"),
        ("14（R6.3.31時点）", "R6.3.31時点"),
        ("14 ※令和6年3月末現在", "令和6年3月末現在"),
        ("14人（長野県を除く）", "長野県を除く"),
    ],
)
def test_contract_5_footnotes_and_remarks_go_to_the_note(text: str, note: str) -> None:
    reading = read_value(text, unit="人")
    assert (Decimal(14), note) == (reading.value, reading.note)
    assert any("注記" in change for change in reading.changes)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("10～20", "幅"),
        ("10〜20人", "幅"),
        ("10-20", "幅"),
        ("8万～9万", "2つの数値"),
        ("10から20", "幅"),
        ("20人～", "幅"),
        ("12/15", "分数"),
        ("男12 女15", "複数"),
        ("14（うち女性5）", "複数"),
        ("14 ※訂正後15", "複数"),
        ("12、15", "複数"),
        ("1 234", "複数"),
        ("1\n234", "改行"),
        ("12人\n15人", "改行"),
        ("12:30", "時刻"),
        ("3+4", "式"),
        ("1E5", "指数"),
        ("12,34", "桁区切り"),
        ("0,123", "桁区切り"),
        ("1.2.3", "小数点"),
        ("12以上", "以上"),
        ("2万5", "位取り"),
        ("1億2,300", "位取り"),
        ("0（該当なし）", "該当なし"),
        ("304（集計中）", "集計中"),
        ("転入超過 △25人", "正と負"),
        ("(+5)", "正と負"),
        ("304人減", "減"),
        ("14（減）", "減"),
        ("14（目標）", "目標"),
        ("14 ※前年度", "前年度"),
        ("◎", "評価"),
        ("△", "評価"),
        ("×", "評価"),
        ("Ａ", "評価"),
        ("14（△）", "評価"),
        ("三百人", "漢数字"),
        ("実施した", "数字が書かれて"),
        ("実績あり", "状態"),
        ("R06", "年度"),
        ("令和5年度", "年度"),
        ("R6.3.31時点", "年度"),
        ("①", "①"),
        ("5²", "²"),
        ("5人件", "単位が2つ"),
        ("合計100人", "合計"),
        ("3（千ケース）", "千ケース"),
    ],
)
def test_E101_refuses_with_the_reason(text: str, word: str) -> None:
    reading = read_value(text, unit="人")
    assert (reading.value, reading.status, reading.code) == (None, "invalid", "E101")
    assert word in reading.reason
    assert reading.reason.endswith("。")


@pytest.mark.parametrize("text", ["2023年", "7月", "5年", "2023年度"])
def test_E101_a_year_or_month_is_no_figure_where_no_unit_is_known(text: str) -> None:
    assert read_value(text).code == "E101"
    assert read_value(text, unit="人").code == "E103"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (None, "missing"),
        ("", "missing"),
        (" \n　", "missing"),
        *((mark, "unavailable") for mark in ("-", "―", "ー", "－", "‐", "−", "…", "ーー", "－ 人")),
        *((word, "pending") for word in ("未集計", "調査中", "集計中", "未公表", "集　計　中", "（未集計）")),
        ("―（未集計）", "pending"),
        ("― 未集計", "pending"),
        ("-(該当なし)", "not_applicable"),
        ("集計中（7月公表予定）", "pending"),
        ("調査中、8月に確定", "pending"),
        ("数値なし", "unavailable"),
        ("把握不能", "unavailable"),
        ("実績値なし※1", "unavailable"),
        ("該当なし", "not_applicable"),
        ("対象外", "not_applicable"),
    ],
)
def test_contract_5_words_and_marks_give_the_status(text: str | None, status: str) -> None:
    reading = read_value(text, unit="人")
    assert (None, status, None) == (reading.value, reading.status, reading.code)


@pytest.mark.parametrize("text", ["集計中(12)", "集計中 12", "未集計（該当なし）", "- 実施した", "― 5"])
def test_E101_a_status_beside_a_figure_or_another_status_is_not_decided(text: str) -> None:
    assert read_value(text).code == "E101"


def test_the_plan_s_own_status_words_replace_the_table() -> None:
    words = {"休止": "not_applicable"}
    assert read_value("休 止", status_words=words).status == "not_applicable"
    assert read_value("集計中", status_words=words).status == "invalid"


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("46億円", "百万円", "4600"),
        ("46億円", "億円", "46"),
        ("4,600百万円", "億円", "46"),
        ("4,650百万円", "億円", "46.5"),
        ("1億2,300万円", "百万円", "123"),
        ("4.6億円", "円", "460000000"),
        ("46億", "百万円", "4600"),
        ("￥1,234千円", "千円", "1234"),
        ("100（千円）", "円", "100000"),
        ("0.5万人", "人", "5000"),
        ("3千ケース", "ケース", "3000"),
        ("5名", "人", "5"),
        ("100ｶ所", "箇所", "100"),
        ("28万t", "t", "280000"),
        ("1,200kg", "t", "1.2"),
        ("12.5％", "%", "12.5"),
        ("5年", "年", "5"),
        ("1,234人／年", "人/年", "1234"),
    ],
)
def test_units_are_converted_exactly_into_the_kpi_s_unit(text: str, unit: str, value: str) -> None:
    reading = read_value(text, unit=unit)
    assert value == str(reading.value)
    assert reading.unit
    assert reading.changes


@pytest.mark.parametrize(("text", "unit"), [("5件", "人"), ("12.5%", "人"), ("46億円", "人"), ("3割", "％")])
def test_E103_another_unit_is_refused(text: str, unit: str) -> None:
    reading = read_value(text, unit=unit)
    assert (reading.value, reading.status, reading.code) == (None, "invalid", "E103")
    assert reading.unit


def test_E103_scales_are_not_converted_where_the_plan_does_not_allow_it() -> None:
    assert read_value("46億円", unit="百万円", convert=False).code == "E103"
    assert Decimal(46) == figure("46億円", "億円", convert=False)


def test_E101_a_bare_scale_in_a_column_with_a_scale_is_not_decided() -> None:
    assert read_value("3千", unit="千円").code == "E101"


def test_without_a_unit_the_figure_stays_in_the_cell_s_unit() -> None:
    assert (Decimal(46), "億円") == (figure("46億円"), read_value("46億円").unit)
    assert Decimal(3000) == figure("3千")


@pytest.mark.parametrize(
    ("raw", "number_format", "unit", "value"),
    [
        (304.0, "", "人", "304"),
        (0.125, "0.0%", "％", "12.5"),
        (0.5, "0%", "%", "50"),
        (0.125, "0.0%", "", "0.125"),
        (12.5, '0.0"%"', "％", "12.5"),
        (304.0, '#,##0"人"', "人", "304"),
        (3.0, '0"千人"', "人", "3000"),
        (4.6e9, "#,##0,,", "百万円", "4600"),
        (-304.0, '#,##0"人";"△"#,##0"人";0', "人", "-304"),
        (5.0, "[$¥-411]#,##0", "円", "5"),
        (1e22, "", "", "10000000000000000000000"),
        (0.1, "", "", "0.1"),
        (7, "G/標準", "人", "7"),
        (5.0, '[Red][<10]0"人";0"人"', "人", "5"),
        (-5.0, '0"人";', "人", "-5"),
        (0.0, '#,##0;"△"#,##0;"－"', "人", "0"),
        (12.0, r"#,##0_);[Red]\(#,##0\)", "人", "12"),
        (-12.0, r"#,##0_);[Red]\(#,##0\)", "人", "-12"),
        (14.0, '0"人（見込み）"', "人", "14"),
    ],
)
def test_stored_numbers_are_read_as_they_are_shown(
    raw: float, number_format: str, unit: str, value: str
) -> None:
    assert value == str(figure(raw, unit, number_format=number_format))


@pytest.mark.parametrize(
    ("raw", "number_format", "unit", "code"),
    [
        (0.125, "0.0%", "人", "E103"),
        (3.0, '0"千ケース"', "人", "E103"),
        (304.0, '"△"#,##0', "人", "E101"),
        (45000.0, "yyyy/m/d", "人", "E101"),
        (4.6e9, "[>=1000000]#,##0,,;#,##0", "百万円", "E101"),
        (float("nan"), "", "人", "E101"),
        (float("inf"), "", "人", "E101"),
        (True, "", "人", "E101"),
        (dt.date(2024, 3, 31), "", "人", "E101"),
        (dt.datetime(2024, 3, 31), "", "人", "E101"),
        (dt.time(12, 30), "", "人", "E101"),
        (dt.timedelta(hours=30), "", "人", "E101"),
        (CellError("#REF!"), "", "人", "E104"),
        (CellError("#DIV/0!"), "", "人", "E104"),
        ("#N/A", "", "人", "E104"),
    ],
)
def test_what_is_stored_but_no_figure_is_refused(
    raw: object, number_format: str, unit: str, code: str
) -> None:
    reading = read_value(raw, unit=unit, number_format=number_format)
    assert (None, "invalid", code) == (reading.value, reading.status, reading.code)


@pytest.mark.parametrize("text", ["1,234", "-25", "304", "12.5", " 7 "])
def test_W101_is_not_needed_for_a_plain_figure(text: str) -> None:
    assert read_value(text).changes == ()


@pytest.mark.parametrize("text", ["１２", "△12", "12人", "(12)", "のべ12", "1万2千", "12 ※1"])
def test_W101_says_what_was_normalised(text: str) -> None:
    assert read_value(text).changes


def test_W103_marks_an_approximate_figure() -> None:
    assert read_value("約50件", unit="件").approximate
    assert not read_value("50件", unit="件").approximate


# --- properties ---

NUMBERS = st.decimals(
    min_value=Decimal(-(10**12)), max_value=Decimal(10**12), allow_nan=False, places=2
) | st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=0)
FULL_WIDTH = str.maketrans("0123456789,.-", "０１２３４５６７８９，．－")


def _grouped(number: Decimal) -> str:
    return format(number, ",f")


def _signed(sign: str, number: Decimal, after: str = "") -> str:
    return (sign if number < 0 else "") + _grouped(abs(number)) + after


SPELLINGS = {
    "plain": lambda n: format(n, "f"),
    "grouped": _grouped,
    "full width": lambda n: _grouped(n).translate(FULL_WIDTH),
    "white triangle": lambda n: _signed("△", n),
    "black triangle": lambda n: _signed("▲ ", n, "人"),
    "minus sign": lambda n: _signed("−", n),
    "full-width minus": lambda n: _signed("－", n),
    "brackets": lambda n: f"({_grouped(abs(n))})" if n < 0 else _grouped(n),
    "full-width brackets": lambda n: f"（{_grouped(abs(n))}）人" if n < 0 else _grouped(n),
    "in words": lambda n: f"{'転出' if n < 0 else '転入'}超過 {_grouped(abs(n))}人",
    "unit": lambda n: _grouped(n) + " 人",
    "total": lambda n: "のべ" + _grouped(n) + "人",
    "about": lambda n: "約" + _grouped(n) + "人",
    "footnote": lambda n: _grouped(n) + "人 ※1",
    "provisional": lambda n: _grouped(n) + "（速報値）",
    "blanks": lambda n: "　" + _grouped(n) + "\n",
}


@given(number=NUMBERS, spelling=st.sampled_from(sorted(SPELLINGS)))
def test_every_spelling_of_a_number_reads_as_exactly_that_number(number: Decimal, spelling: str) -> None:
    reading = read_value(SPELLINGS[spelling](number), unit="人")
    assert number == reading.value
    assert number.is_zero() or number.as_tuple() == reading.value.as_tuple()  # the precision too


@given(number=NUMBERS, scale=st.sampled_from(sorted(SCALES)), expected=st.sampled_from(sorted(SCALES)))
def test_conversion_between_scales_is_exact(number: Decimal, scale: str, expected: str) -> None:
    value = figure(f"{_grouped(number)}{scale}円", f"{expected}円")
    assert value is not None
    assert number.scaleb(SCALES[scale]) == value.scaleb(SCALES[expected])


@given(number=st.floats(allow_nan=False, allow_infinity=False))
def test_a_stored_number_is_never_another_one(number: float) -> None:
    value = figure(number)
    assert value is not None
    assert float(value) == number


PIECES = st.sampled_from(
    "0 1 12 1,234 ５ . , - － △ ▲ ( ) （ ） 人 億 万 千 円 ％ % ～ / ※ ※1 * 注 約 のべ 転出超過 転入超過 速報値 集計中 該当なし 以上 減 R 令和 "
    "年度 年 月 \n 　 ― … ◎ ¥ 程度 見込み t-CO2 時点 ① ² ½ 三 うち".split(" ")
)
TEXTS = st.text() | st.lists(PIECES, max_size=8).map("".join)
UNITS = st.sampled_from(["", "人", "百万円", "％", "ケース", "人/年", "年", "千", "(", "※1"])


@given(raw=TEXTS, unit=UNITS | st.text(max_size=5), number_format=st.text(max_size=12))
def test_no_text_raises_and_every_reading_is_consistent(raw: str, unit: str, number_format: str) -> None:
    reading = read_value(raw, unit=unit, number_format=number_format)
    assert reading.status in STATUSES
    assert (reading.value is not None) == (reading.status == "reported")
    assert (reading.code is not None) == (reading.status == "invalid")


@given(number=st.integers() | st.floats(), unit=UNITS, number_format=st.text(max_size=12))
def test_no_number_format_raises(number: float, unit: str, number_format: str) -> None:
    assert read_value(number, unit=unit, number_format=number_format).status in {"reported", "invalid"}


@given(TEXTS)
def test_text_without_a_digit_never_becomes_a_number(raw: str) -> None:
    assume(not any(character.isdecimal() for character in unicodedata.normalize("NFKC", raw)))
    assert read_value(raw).value is None


@given(raw=TEXTS, unit=UNITS)
def test_the_digits_of_every_figure_stand_in_the_text(raw: str, unit: str) -> None:
    value = figure(raw, unit) or Decimal(0)
    written = iter(raw.translate(str.maketrans("０１２３４５６７８９", "0123456789")))
    digits = format(value, "f").replace("-", "").replace(".", "").strip("0")
    assert all(digit in written for digit in digits if digit != "0")


@given(first=st.integers(0, 999), second=st.integers(0, 999), between=st.sampled_from("～〜~/ \n　:・、;；"))
def test_two_numbers_never_become_one(first: int, second: int, between: str) -> None:
    assert read_value(f"{first}{between}{second}").code == "E101"

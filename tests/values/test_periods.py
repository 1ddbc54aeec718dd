"""Fiscal and calendar years in the spellings of offices; reading them loads nothing heavy."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.values import periods
from inaxl.values.periods import Period, parse_fiscal_year, parse_period


@pytest.mark.parametrize(
    ("text", "fy"),
    [
        *((text, 2023) for text in ("R05", "R5", "r5", "Ｒ５", "令和5", "令和５年度", "令5", "2023", "2023年度", "FY2023", "㋿5年度")),
        *((text, 2023) for text in ("令和5(2023)年度", "2023（令和5）年度", "令和5年度（2023年度）", "令 和 5 年 度", "R.5")),
        *((text, 2019) for text in ("令和元", "令和元年度", "R1", "H31", "平31", "平成31年度", "平成31年度(令和元年度)", "R元")),
        ("平成36年度", 2024),
        ("S64", 1989),
        ("2024.4", 2024),
        ("2024.3", 2023),
        ("2024年3月", 2023),
        ("R6.3.31時点", 2023),
        ("R6.3末", 2023),
        ("令和6年4月1日現在", 2024),
        ("2024-03-31", 2023),
        ("H28.3", 2015),
        ("令 6.　 1.　 1", 2023),
        ("R5.4.1～R6.3.31", None),
        ("令和6年度末", 2024),
        (2023, 2023),
        (2023.0, 2023),
        (dt.date(2024, 3, 31), 2023),
        (dt.datetime(2024, 4, 1), 2024),
    ],
)  # fmt: skip
def test_a_fiscal_year_is_read_in_every_usual_spelling(text: object, fy: int | None) -> None:
    assert fy == parse_fiscal_year(text)


@pytest.mark.parametrize(
    "text",
    ["", "R", "R0", "令和", "5", "5年度", "R2-R6", "R2～R6", "R2-6", "2020-2024", "2024-25", "R6.13", "R6.1.32", "13人", "20233",
     "R5実績", "R123", "X5", 2023.5, True, None, 45382, "令和2年度・令和3年度"],
)  # fmt: skip
def test_what_names_no_single_year_is_none(text: object) -> None:
    assert parse_fiscal_year(text) is None


@pytest.mark.parametrize(
    ("text", "fy"),
    [
        ("令和5年度実績　商工観光部商工振興課", 2023),
        ("R5実績", 2023),
        ("指標値\n（R06）", 2024),
        ("実績値(2023)", 2023),
        ("2023年度 KPI", 2023),
        ("R5 (2)", 2023),
        ("令和5年度実績（令和6年6月10日現在）", 2023),
        ("平成31年度(令和元年度)実績", 2019),
        ("令和2年度～令和6年度", None),
        ("R4→R5", None),
        ("①R5実績", 2023),
        ("R¼", None),
        ("2000件", None),
        ("2,023人", None),
        ("CO2排出量", None),
        ("H2O", None),
        ("様式S1", None),
        ("5年度", None),
    ],
)
def test_lenient_reading_finds_the_only_year_in_a_longer_text(text: str, fy: int | None) -> None:
    assert fy == parse_fiscal_year(text, lenient=True)


@pytest.mark.parametrize(
    ("text", "near", "fy"),
    [("5年度", 2024, 2023), ("24年度", 2012, 2012), ("元年度", 2020, 2019), ("31年度", 2020, 2019), ("24年度", 2024, None), ("5", 2024, None)],
)  # fmt: skip
def test_a_year_without_an_era_needs_a_year_close_by(text: str, near: int, fy: int | None) -> None:
    assert fy == parse_fiscal_year(text, near=near)


@pytest.mark.parametrize(
    ("value", "period"),
    [
        ("令和5年度", Period("fiscal", 2023)),
        ("R5", Period("fiscal", 2023)),
        ("令和5年", Period("calendar", 2023)),
        ("令和2年（2020年）", Period("calendar", 2020)),
        ("2024.4", Period("month", 2024, 4)),
        ("R6.3.31時点", Period("date", 2024, 3, 31)),
        (dt.date(2024, 3, 31), Period("date", 2024, 3, 31)),
        (2023, Period("fiscal", 2023)),
        ("男12", None),
    ],
)
def test_a_period_keeps_its_kind(value: object, period: Period | None) -> None:
    assert period == parse_period(value)


@pytest.mark.parametrize(
    ("fy", "label", "short", "code", "column"),
    [
        (2023, "令和5年度", "R5", "R05", "5年度"),
        (2019, "令和元年度", "R1", "R01", "元年度"),
        (2018, "平成30年度", "H30", "H30", "30年度"),
    ],
)
def test_years_are_written_as_the_papers_do(fy: int, label: str, short: str, code: str, column: str) -> None:
    assert (label, short, code, column) == (
        periods.fy_label(fy),
        periods.fy_short(fy),
        periods.fy_code(fy),
        periods.fy_column(fy),
    )


def test_a_calendar_year_is_written_in_its_era() -> None:
    assert [periods.year_label(y) for y in (2015, 2019, 1926)] == ["平成27年", "令和元年", "昭和元年"]


@given(fy=st.integers(1868, 2100))
def test_every_label_reads_back_as_its_year(fy: int) -> None:
    assert {fy} == {
        parse_fiscal_year(write(fy)) for write in (periods.fy_label, periods.fy_short, periods.fy_code)
    }


@given(text=st.text() | st.text(alphabet="RH令和平成元年度月日0123456789.-/()（）末 "))
def test_no_text_raises_and_a_year_comes_from_digits(text: str) -> None:
    year = parse_fiscal_year(text, lenient=True, near=2023)
    parse_period(text)
    assert year is None or any(character.isdigit() or character in "元㋿㍻" for character in text)


def test_the_module_loads_no_decimal_and_nothing_of_pandas() -> None:
    program = "import sys, inaxl.values.periods; print(sorted({'decimal', '_decimal', 'pandas', 'click'} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"

"""What stands in a plan book arrives in the plan, however staff arrange and spell it."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.plan.cells import date_of, date_text, is_period, items_of, number_of, text_of, year_of
from inaxl.values.periods import day_label

PLAN_BOOK = Path(__file__).parents[2] / "workbooks" / "plan.xlsx"


def test_headers_are_found_by_meaning_not_by_place_or_blanks(read: Any, sound: Any) -> None:
    """Line breaks, full-width letters and rows above the header do not matter."""
    header = {("KPI", "A4"): "ＫＰＩ　ＩＤ", ("KPI", "K4"): "指 標\n値", ("KPI", "M4"): "R03\n目標"}
    moved = {
        ("KPI", f"{chr(65 + column)}{row}"): value
        for row, cells in enumerate(sound["KPI"], start=4)
        for column, value in enumerate(cells)
    }
    emptied = {("KPI", f"{chr(65 + c)}{r}"): None for r in (1, 2, 3) for c in range(14)}
    plan, findings = read(emptied | moved | header | {("KPI", "A1"): "戦略台帳　KPI"})
    assert findings == ()
    assert (Decimal(150), {2021: Decimal(130)}) == (
        plan.kpis[0].indicator.target,
        plan.kpis[0].indicator.interim,
    )


def test_blank_rows_do_not_end_a_table(read: Any) -> None:
    """A gap left by staff hides nothing below it."""
    plan, _ = read({("部署", "A6"): "d3", ("部署", "C6"): "建設部", ("部署", "D6"): "管理課"})
    assert [d.name for d in plan.departments] == ["福祉部保育課", "企画部政策課", "建設部管理課"]


def test_departments_may_be_written_by_name(read: Any) -> None:
    """Where an ID is asked for, the department's name does as well."""
    plan, findings = read({("事業", "G2"): "福祉部保育課\n企画部政策課", ("事業", "H2"): "企画部政策課"})
    assert findings == ()
    assert (plan.projects[0].department_ids, plan.projects[0].lead_id) == (("d1", "d2"), "d2")


def test_figures_keep_the_digits_that_are_written(read: Any) -> None:
    """1.8 is 1.8 and not the nearest binary fraction; text numbers count too."""
    plan, findings = read({("KPI", "I2"): 1.1, ("KPI", "K2"): 1.8, ("KPI", "K3"): "△１，２３４"})
    assert findings == ()
    assert [str(plan.kpis[0].indicator.baseline), str(plan.kpis[0].indicator.target)] == ["1.1", "1.8"]
    assert Decimal(-1234) == plan.kpis[1].indicator.target


def test_options_and_scale_come_from_the_book(read: Any) -> None:
    """Nothing of how a figure is judged is fixed in the code."""
    plan, _ = read({("評価基準", "D3"): 0.85, ("評価基準", "B3"): "ほぼ順調"})
    assert (plan.rules.judged_against, plan.rules.decrease_by) == ("final", "ratio")
    assert (Decimal("0.85"), "ほぼ順調") == (
        plan.rules.level("mostly_on_track").at_least,
        plan.rules.label("mostly_on_track"),
    )
    assert (Decimal("2.5"), ("継続", "廃止"), False) == (
        plan.jump_factor,
        plan.decisions,
        plan.interpolates_all,
    )


@pytest.mark.parametrize(
    ("value", "chosen", "expected"),
    [
        (12.0, None, ("reported", Decimal(12))),
        ("集計中", None, ("pending", None)),
        (None, "集計中", ("pending", None)),
        (None, "対象外", ("not_applicable", None)),
        (None, None, ("missing", None)),
        ("たくさん", None, ("invalid", None)),
    ],
)
def test_an_actual_of_a_goal_has_a_status(read: Any, value: Any, chosen: Any, expected: Any) -> None:
    """Zero, not yet known, not applicable and empty are four different things."""
    plan, _ = read({("基本目標実績", "C2"): value, ("基本目標実績", "D2"): chosen})
    actual = plan.goal_actuals[0]
    assert expected == (actual.status, actual.value)
    assert (actual.goal_id, actual.fy, actual.sheet, actual.cell) == ("goal1", 2020, "基本目標実績", "C2")


def test_no_unit_is_a_statement_and_a_blank_unit_a_gap(read: Any) -> None:
    """合計特殊出生率 has no unit: 「－」 says so."""
    plan, findings = read({("KPI", "F2"): "－"})
    assert (plan.kpis[0].indicator.unit, findings) == ("", ())


def test_the_light_way_loads_neither_pandas_nor_openpyxl() -> None:
    """Commands that only need the plan start fast."""
    code = (
        "import sys; from pathlib import Path; from inaxl.plan.book import read_plan_book;"
        f"read_plan_book(Path({str(PLAN_BOOK)!r}), check=False);"
        "print(sorted({'pandas', 'pandera', 'openpyxl', 'xlsxwriter'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@given(st.decimals(-(10**9), 10**9, places=2))
def test_every_spelling_of_a_figure_reads_as_that_figure(number: Decimal) -> None:
    """Thousands separators, △ and full-width digits are spellings only."""
    wide = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
    for text in (f"{number}", f"{number:,}", f"{number:,}".replace("-", "△"), f"{number:,}".translate(wide)):
        assert number == number_of(text)


@given(st.text())
def test_text_without_a_digit_is_never_a_figure_or_year(text: str) -> None:
    """No word becomes a number."""
    from unicodedata import normalize

    if not any(c.isdigit() for c in normalize("NFKC", text)):
        assert number_of(text) is None
        if "元" not in text:
            assert year_of(text) is None


@given(
    st.lists(st.from_regex(r"[a-z0-9-]{1,8}", fullmatch=True)),
    st.sampled_from(["、", ",", "\n", "、\n", " 、 "]),
)
def test_ids_in_one_cell_come_back_whole(ids: list[str], separator: str) -> None:
    """Any of the usual separators does."""
    assert tuple(ids) == items_of(separator.join(ids))


@given(st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)))
def test_every_spelling_of_a_day_reads_as_that_day(day: dt.date) -> None:
    """As Excel stores it, in Western digits, or in the era of the day."""
    spellings = (
        day,
        dt.datetime.combine(day, dt.time()),
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        day_label(day),
    )
    assert {day} == {date_of(spelling) for spelling in spellings}
    assert day_label(day) == date_text(spellings[1])


@pytest.mark.parametrize("value", ["令和3年2月30日", "令和3年度", "4月1日", "未定", "", None, 5.0])
def test_what_is_no_day_is_none(value: Any) -> None:
    """A year is no day, and neither is one that the calendar does not have."""
    assert date_of(value) is None


@pytest.mark.parametrize(
    ("value", "readable"),
    [
        ("令和元年7月", True),
        ("R01", True),
        ("2019年7月～9月", True),
        (dt.date(2019, 7, 1), True),
        ("令和元年7月40日", False),
        ("平成30年2月30日", False),
        ("随時", False),
        ("～令和2年", False),
    ],
)
def test_a_period_is_recognised_by_its_beginning(value: Any, readable: bool) -> None:
    """What it says is printed as it is written; the check only asks whether it says a time."""
    assert is_period(value) is readable


def test_a_stored_day_is_shown_without_its_hour() -> None:
    """Excel stores a day as midnight."""
    assert text_of(dt.datetime(2022, 4, 1)) == "2022-04-01"
    assert text_of(dt.datetime(2022, 4, 1, 9, 30)) == "2022-04-01 09:30:00"

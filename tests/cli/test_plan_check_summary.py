"""`inaxl plan check` and `inaxl plan summary` as a user runs them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.test_start import loaded_by

from inaxl.cli.output import width
from inaxl.cli.plan_summary import wrapped
from inaxl.plan.rows import read_plan_rows
from inaxl.plan.writer import write_plan_book

WORKBOOKS = Path(__file__).parents[2] / "workbooks"


def with_rows(source: Path, target: Path, **rows: Any) -> Path:
    """A copy of a plan book with some tables' rows replaced."""
    data = read_plan_rows(source)
    write_plan_book(target, type(data)({**data.tables, **rows}))
    return target


def test_a_sound_plan_book_is_exit_code_0_and_counted(inaxl: Any) -> None:
    """The draft has gaps, which are no errors."""
    done = inaxl("plan", "check", WORKBOOKS / "plan.xlsx")
    assert done.code == 0
    assert done.out.splitlines()[-1] == (
        "plan.xlsx　基本目標 4・分野 6・施策 15・事業 38・KPI 0・部署 16を確認　誤り 0　警告 11　お知らせ 48"
    )
    assert "→ 主担当を決めて入れてください。" in done.out


def test_an_error_is_exit_code_1_with_place_what_and_remedy(inaxl: Any, tmp_path: Path) -> None:
    """The line looks as in `inaxl check`."""
    book = with_rows(
        WORKBOOKS / "plan.xlsx", tmp_path / "台帳.xlsx",
        budgets=[{"project_id": "p01", "fy": 2020, "budget": -5, "unit": "千円"}],
    )  # fmt: skip
    done = inaxl("plan", "check", book)
    assert done.code == 1
    lines = done.out.splitlines()
    assert lines[:3] == [
        "台帳.xlsx　シート 予算",
        "  誤り  C5    -5              「予算額」の「-5」は負の数です。  E424",
        "                              → 確かめて、0以上の額を入れてください。分からないときは空欄にします。",
    ]


def test_a_folder_is_checked_in_every_version_and_a_broken_one_is_named(inaxl: Any, tmp_path: Path) -> None:
    """Exit code 3 where a book cannot be read; the other is still checked."""
    (tmp_path / "plans").mkdir()
    shutil.copy(WORKBOOKS / "plan.xlsx", tmp_path / "plan.xlsx")
    (tmp_path / "plans" / "戦略台帳_2022-03-31まで.xlsx").write_bytes(b"PK\x03\x04 broken")
    done = inaxl("plan", "check", tmp_path, "--json")
    assert done.code == 3
    books = done.json["books"]
    assert [(book["book"], book["readable"]) for book in books] == [
        ("plans/戦略台帳_2022-03-31まで.xlsx", False),
        ("plan.xlsx", True),
    ]
    assert (books[1]["warnings"], books[1]["counts"]["projects"]) == (11, 38)
    assert "E010" in done.codes


def test_a_copy_whose_name_says_no_day_is_named_and_left_out(inaxl: Any, tmp_path: Path) -> None:
    """W430: nobody has to wonder why a version judges no year."""
    (tmp_path / "plans").mkdir()
    shutil.copy(WORKBOOKS / "plan.xlsx", tmp_path / "plan.xlsx")
    shutil.copy(WORKBOOKS / "plan.xlsx", tmp_path / "plans" / "古い台帳.xlsx")
    done = inaxl("plan", "check", tmp_path, "--json")
    assert [book["book"] for book in done.json["books"]] == ["plan.xlsx"]
    assert "W430" in done.codes
    assert "古い台帳.xlsx" in inaxl("plan", "check", tmp_path).out.splitlines()[-2]


def test_a_book_without_KPI_sheet_is_unreadable_as_a_plan(inaxl: Any, demo: Path) -> None:
    """The population book is no plan book: E401, exit code 3, and nothing counted."""
    done = inaxl("plan", "check", demo / "population.xlsx", "--json")
    assert (done.code, done.codes, done.json["books"][0]["counts"]) == (3, {"E401"}, None)


@pytest.mark.parametrize("command", ["check", "summary"])
@pytest.mark.parametrize(("made", "code"), [(False, "E003"), (True, "E004")])
def test_a_path_without_plan_is_refused(
    inaxl: Any, tmp_path: Path, command: str, made: bool, code: str
) -> None:
    """E003 where nothing is there, E004 where a folder holds no plan book."""
    place = tmp_path / "作業"
    if made:
        place.mkdir()
    done = inaxl("plan", command, place, "--json")
    assert (done.code, done.codes) == (3, {code})


def test_the_summary_fits_a_terminal_of_a_hundred_columns(inaxl: Any, demo: Path) -> None:
    """Long lines are broken and go on deeper."""
    done = inaxl("plan", "summary", demo)
    assert done.code == 0
    assert max(width(line) for line in done.out.splitlines()) <= 100
    assert "重点（選択と集中）" in done.out
    assert done.out.splitlines()[-1] == "基本目標 4　分野 6　施策 15　事業 38　KPI 84　部署 16"


def test_the_summary_of_a_year_shows_the_version_and_the_KPIs_of_that_year(
    inaxl: Any, tmp_path: Path
) -> None:
    """The published plan's three KPIs of the second term are 3 of 15; the frozen copy judges R03."""
    (tmp_path / "plans").mkdir()
    shutil.copy(WORKBOOKS / "plan.xlsx", tmp_path / "plans" / "戦略台帳_2022-03-31まで.xlsx")
    shutil.copy(WORKBOOKS / "plan-published.xlsx", tmp_path / "plan.xlsx")
    newer = inaxl("plan", "summary", tmp_path, "--fy", "R04", "--json").json
    older = inaxl("plan", "summary", tmp_path, "--fy", "R03", "--json").json
    assert (newer["counts"]["kpis"], older["counts"]["kpis"]) == (3, 0)
    assert (newer["earlier_books"], older["earlier_books"]) == (
        [{"book": "戦略台帳_2022-03-31まで.xlsx", "until": "2022-03-31"}],
        [],
    )
    assert "令和3年度の評価に使う版です。" in inaxl("plan", "summary", tmp_path, "--fy", "R03").out


def test_the_summary_of_a_plan_with_errors_says_where_to_look(inaxl: Any, tmp_path: Path) -> None:
    """It is shown all the same, with exit code 1."""
    book = with_rows(
        WORKBOOKS / "plan.xlsx",
        tmp_path / "台帳.xlsx",
        taggings=[{"tag_id": "sdg99", "subject_id": "p01"}],
    )
    done = inaxl("plan", "summary", book)
    assert done.code == 1
    assert (
        done.out.splitlines()[-1] == "台帳に誤りが 1件あります。inaxl plan check で場所と直し方を見られます。"
    )


@pytest.mark.parametrize("command", [(), ("check",), ("summary",)])
def test_help_is_japanese_and_loads_nothing_heavy(command: tuple[str, ...]) -> None:
    """The group names its commands without importing them."""
    assert loaded_by("plan", *command, "--help") == set()


def test_the_group_lists_its_four_commands(inaxl: Any) -> None:
    """check, summary, diff, revise, each with one line."""
    out = inaxl("plan", "--help").out
    assert [line.split()[0] for line in out.split("コマンド:\n")[1].splitlines()] == [
        "check",
        "summary",
        "diff",
        "revise",
    ]


@given(st.text(alphabet="あいう、。　ab（」", max_size=300), st.integers(0, 12))
def test_a_broken_line_keeps_its_words_and_its_width(text: str, indent: int) -> None:
    """Only blanks at the breaks go."""
    line = " " * indent + text.strip()
    pieces = list(wrapped(line))
    assert all(width(piece) <= 98 for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(line.split())

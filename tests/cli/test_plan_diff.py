"""`inaxl plan diff` as a user runs it: two books, or the last two versions of a folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.small_folder import KPIS, plan_rows, write_plan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two kept versions and the newest, in which 移住者数 aims higher each time."""
    (tmp_path / "plans").mkdir()
    for name, target in (
        ("plans/戦略台帳_2021-03-31まで.xlsx", 10),
        ("plans/戦略台帳_2022-03-31まで.xlsx", 11),
        ("plan.xlsx", 12),
    ):
        write_plan(tmp_path / name, plan_rows(kpis={**KPIS, "K1": {**KPIS["K1"], "target": target}}))
    return tmp_path


def test_a_folder_is_its_newest_version_against_the_one_before(inaxl, folder):
    """The sentence stands under the word of its sheet."""
    done = inaxl("plan", "diff", folder)
    assert done.code == 0
    assert done.out.splitlines() == [
        "plans/戦略台帳_2022-03-31まで.xlsx　→　plan.xlsx",
        "KPI",
        "  KPI「移住者数」の指標値を「11人」から「12人」に変えた。",
        "1件の違いがあります。",
    ]


def test_two_books_as_json(inaxl, folder):
    """Any two versions; every change with its table, ID and field."""
    books = (folder / "plans" / "戦略台帳_2021-03-31まで.xlsx", folder / "plan.xlsx")
    done = inaxl("plan", "diff", *books, "--json")
    (change,) = done.json["changes"]
    assert (change["kind"], change["table"], change["id"], change["field"]) == (
        "changed",
        "kpis",
        "K1",
        "target",
    )
    assert (change["before"], change["after"]) == ("10人", "12人")
    assert inaxl("plan", "diff", books[0], folder, "--json").json["changes"] == [change]


def test_equal_books_say_so(inaxl, folder):
    """A copy is no difference."""
    assert "違いはありません。" in inaxl("plan", "diff", folder / "plan.xlsx", folder / "plan.xlsx").out


def test_what_cannot_be_compared(inaxl, folder, tmp_path):
    """E436 without an earlier version, E003 and E004 for what is not there."""
    alone = tmp_path / "一版"
    alone.mkdir()
    write_plan(alone / "plan.xlsx")
    done = inaxl("plan", "diff", alone, "--json")
    assert (done.code, done.codes) == (2, {"E436"})
    done = inaxl("plan", "diff", folder / "plan.xlsx", folder / "なし.xlsx", "--json")
    assert (done.code, done.codes) == (3, {"E003"})
    done = inaxl("plan", "diff", folder / "plans", "--json")
    assert (done.code, done.codes) == (3, {"E004"})

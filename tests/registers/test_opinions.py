"""opinions.xlsx: read as it stands, each doubt at its cell, and the demo's register carried through three years."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from inaxl.registers.opinions import LEDES, TABLES, read_opinions_book
from inaxl.registers.writer import write_register
from tests.office_rules import violations
from tests.report.sample_results import sample_plan

PLAN = sample_plan()
GOOD: dict[str, Any] = {
    "id": "4-01", "fy": 2022, "date": dt.date(2023, 8, 24), "kind": "project", "target_id": "p02", "text": "指標が要る。",
    "response": "加えた。", "state": "closed", "department": "地域創造課", "due": dt.date(2025, 3, 31),
}  # fmt: skip


def read(tmp_path: Path, *opinions: dict[str, Any], actions: tuple[dict[str, Any], ...] = ()):
    """The register and the findings of a book with these rows."""
    path = tmp_path / "opinions.xlsx"
    write_register(path, "意見", TABLES, LEDES, {"opinions": opinions, "actions": actions})
    return read_opinions_book(path, PLAN, name="opinions.xlsx")


def test_R23_an_opinion_keeps_its_date_item_and_response(tmp_path):
    """What the council said, on what, when; who answers, by when."""
    register, findings = read(tmp_path, GOOD)
    (found,) = register.opinions
    assert findings == []
    assert (found.id, found.fy, found.date, found.kind, found.target_id) == (
        "4-01", 2022, dt.date(2023, 8, 24), "project", "p02",
    )  # fmt: skip
    assert (found.state, found.department, found.due) == ("closed", "企画部地域創造課", "令和7年3月31日")
    assert found.cell == "F5"
    assert found.responded is None


def test_the_day_of_the_response_is_read(tmp_path):
    """By it a past year knows whether the response was there; a book of before has no such column."""
    register, findings = read(tmp_path, GOOD | {"responded": dt.date(2024, 3, 22)})
    assert (register.opinions[0].responded, findings) == (dt.date(2024, 3, 22), [])
    before = dataclasses.replace(TABLES[0], columns=TABLES[0].columns[:-1])
    path = tmp_path / "before.xlsx"
    write_register(path, "意見", (before,), LEDES, {"opinions": [GOOD]})
    register, findings = read_opinions_book(path, PLAN, name="before.xlsx")
    assert (register.opinions[0].responded, findings) == (None, [])


@pytest.mark.parametrize(
    ("changes", "code", "cell"),
    [
        ({"target_id": "p99"}, "E701", "E5"),
        ({"kind": "goal", "target_id": "p02"}, "E701", "E5"),
        ({"response": ""}, "W701", "G5"),
        ({"state": "unanswered"}, "W702", "H5"),
        ({"state": "検討"}, "E407", "H5"),
        ({"kind": ""}, "E405", "D5"),
        ({"text": ""}, "E405", "F5"),
        ({"fy": "いつか"}, "E411", "B5"),
        ({"responded": "そのうち"}, "E421", "M5"),
        ({"department": "ない課", "state": "in_progress"}, "W705", "I5"),
        ({"closed_fy": 2021}, "W706", "K5"),
    ],
)
def test_each_doubt_is_told_at_its_cell(tmp_path, changes, code, cell):
    """E701 unknown item, W701 no response, W702 answered but marked unanswered, W705, W706, and the one-cell rules."""
    _, findings = read(tmp_path, GOOD | changes)
    assert [(code, "審議会の意見", cell)] == [(f.code, f.sheet, f.cell) for f in findings]


def test_two_opinions_with_one_number_are_told_and_both_kept(tmp_path):
    """E404; nothing is dropped."""
    register, findings = read(tmp_path, GOOD, GOOD | {"text": "別の意見。"})
    assert {f.code for f in findings} == {"E404"}
    assert len(register.opinions) == 2


def test_the_whole_and_population_need_no_item(tmp_path):
    """全体 and 人口 are about no row of the plan."""
    _, findings = read(
        tmp_path,
        GOOD | {"kind": "all", "target_id": ""},
        GOOD | {"id": "4-02", "kind": "population", "target_id": ""},
    )
    assert findings == []


def test_actions_tell_how_they_stand(tmp_path):
    """今後の取組: by project and fiscal year; an unknown project is E403."""
    action = {"project_id": "p02", "fy": 2022, "progress": "実施した。", "state": "closed"}
    register, findings = read(tmp_path, GOOD, actions=(action, action | {"project_id": "p99"}))
    assert [(a.project_id, a.fy, a.state) for a in register.actions][:1] == [("p02", 2022, "closed")]
    assert [(f.code, f.cell) for f in findings] == [("E403", "A6")]


def test_a_blank_state_leaves_an_action_to_the_department(tmp_path):
    """A row with only the secretariat's words is in order; an unknown word is E407."""
    blank = {"project_id": "p02", "fy": 2022, "progress": "広報にも載せた。", "state": ""}
    register, findings = read(tmp_path, GOOD, actions=(blank,))
    assert (findings, [(a.state, a.progress) for a in register.actions]) == ([], [("", "広報にも載せた。")])
    _, findings = read(tmp_path, GOOD, actions=(blank | {"state": "様子見"},))
    assert [(f.code, f.sheet, f.cell) for f in findings] == [("E407", "今後の取組", "E5")]


@pytest.mark.parametrize(
    ("written", "state", "progress"),
    [
        ("対応済み", "closed", "広報に載せた。"),
        ("対応中", "in_progress", "広報に載せた。"),
        ("中止（予算がないため）", "dropped", "予算がないため　広報に載せた。"),
    ],
)
def test_other_words_for_the_state_of_an_action_are_read(tmp_path, written, state, progress):
    """As in the entry books; a register of before has the words of the opinions."""
    row = {"project_id": "p02", "fy": 2022, "progress": "広報に載せた。", "state": written}
    register, findings = read(tmp_path, GOOD, actions=(row,))
    assert (findings, [(a.state, a.progress) for a in register.actions]) == ([], [(state, progress)])


def test_the_sheet_of_actions_may_be_missing(tmp_path):
    """A city that keeps only opinions has a good book."""
    path = tmp_path / "opinions.xlsx"
    write_register(path, "意見", TABLES[:1], LEDES, {"opinions": [GOOD]})
    register, findings = read_opinions_book(path, PLAN, name="opinions.xlsx")
    assert (len(register.opinions), register.actions, findings) == (1, (), [])


def test_the_same_rows_give_the_same_book_and_excel_can_open_it(tmp_path):
    """No clock and no user in it."""
    books = []
    for name in ("a.xlsx", "b.xlsx"):
        write_register(tmp_path / name, "意見", TABLES, LEDES, {"opinions": [GOOD]})
        books.append((tmp_path / name).read_bytes())
    assert books[0] == books[1]
    assert not violations(tmp_path / "a.xlsx")

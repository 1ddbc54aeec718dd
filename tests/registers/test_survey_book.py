"""survey.xlsx: counts of answers by score; a bad count is told at its cell and never becomes a mean."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inaxl.registers.survey import LEDES, TABLES, UNSURE, count_key, read_survey_book
from inaxl.registers.writer import write_register
from tests.office_rules import violations
from tests.report.sample_results import sample_plan

PLAN = sample_plan()
SURVEY: dict[str, Any] = {
    "fy": 2023,
    "name": "調査",
    "when": "令和5年10月",
    "sent": 300,
    "returned": 120,
    "steps": 5,
}


def item(name: str = "公共交通", top: int = 5, **changes: Any) -> dict[str, Any]:
    """An item with 20 answers per score."""
    row: dict[str, Any] = {"fy": 2023, "id": name, "name": name, "measure_ids": ("m1",)}
    for question in ("importance", "satisfaction"):
        row |= {count_key(question, score): 20 for score in range(1, top + 1)}
        row[count_key(question, UNSURE)] = 8
    return row | changes


def read(tmp_path: Path, *items: dict[str, Any], survey: dict[str, Any] = SURVEY):
    """Surveys and findings of a book with these rows."""
    path = tmp_path / "survey.xlsx"
    write_register(path, "調査", TABLES, LEDES, {"surveys": [survey], "items": items})
    assert not violations(path)
    return read_survey_book(path, PLAN, name="survey.xlsx")


@pytest.mark.parametrize("steps", [4, 5])
def test_R16_importance_and_satisfaction_are_read_on_either_scale(tmp_path, steps):
    """Four or five steps; the don't-knows apart."""
    (survey,), findings = read(tmp_path, item(top=steps), survey=SURVEY | {"steps": steps})
    (found,) = survey.items
    assert findings == []
    assert found.importance == dict.fromkeys(range(1, steps + 1), 20) == found.satisfaction
    assert (found.importance_unsure, found.measure_ids, survey.returned) == (8, ("m1",), 120)


@pytest.mark.parametrize(
    ("changes", "code", "cell", "kept"),
    [
        ({count_key("importance", 5): -1}, "E702", "E5", 0),
        ({count_key("satisfaction", 1): 12.5}, "E702", "O5", 0),
        ({count_key("satisfaction", 2): "多数"}, "E408", "N5", 1),
        ({"measure_ids": ("m99",)}, "E403", "D5", 1),
        ({count_key("importance", s): 2 for s in range(1, 6)}, "W703", "C5", 1),
    ],
)
def test_each_doubt_is_told_at_its_cell(tmp_path, changes, code, cell, kept):
    """E702 no whole number of persons, E408 no number, E403 unknown measure, W703 fewer than 30 answers."""
    (survey,), findings = read(tmp_path, item(**changes))
    assert [(code, "項目", cell)] == [(f.code, f.sheet, f.cell) for f in findings]
    assert len(survey.items) == kept


def test_E703_answers_above_the_scale_and_a_scale_of_seven_are_told(tmp_path):
    """A five in a survey of four steps; and only four and five steps are known."""
    _, findings = read(tmp_path, item(), survey=SURVEY | {"steps": 4})
    assert [(f.code, f.cell) for f in findings] == [("E703", "E5"), ("E703", "K5")]
    surveys, findings = read(tmp_path, item(), survey=SURVEY | {"steps": 7})
    assert surveys == ()
    assert ("E703", "調査", "G5") in [(f.code, f.sheet, f.cell) for f in findings]


def test_E404_an_item_that_stands_there_twice_is_read_once(tmp_path):
    """The first row counts."""
    (survey,), findings = read(tmp_path, item(), item())
    assert [(f.code, f.cell) for f in findings] == [("E404", "B6")]
    assert len(survey.items) == 1

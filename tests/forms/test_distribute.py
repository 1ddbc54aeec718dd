"""Handing out the entry books: names, what is never replaced, and what the secretariat must decide."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from inaxl.errors import UnwritableOutput
from inaxl.forms.distribute import undecided_projects, write_forms
from inaxl.plan.model import Department, Plan, Project, RatingRules

PLAN = Plan(
    title="総合戦略",
    status="",
    city="",
    first_fy=2020,
    last_fy=2024,
    is_sample=False,
    facts={},
    goals=(),
    fields=(),
    measures=(),
    projects=(
        Project("p1", 1, "移住", None, None, ("d1",), None, "", ""),
        Project("p2", 2, "結婚", None, None, ("d1", "d2"), None, "", ""),
        Project("p3", 3, "空き家", None, None, ("d1", "d2"), "d2", "", ""),
    ),
    kpis=(),
    departments=(
        Department("d1", 1, "企画部", "地域創造課", None, None, ()),
        Department("d2", 12, "建設部", "管理課", None, None, ()),
        Department("d3", 3, "総務部", "旧秘書課", None, 2021, ()),
    ),
    vision=(),
    rules=RatingRules(()),
    status_words={},
    decisions=(),
)


def test_every_department_of_the_year_gets_one_book(tmp_path: Path) -> None:
    """Number and section make the name; a department that no longer exists gets none."""
    written = write_forms(tmp_path / "forms", PLAN, 2023)
    assert [path.name for path in written.paths] == ["01_地域創造課.xlsx", "12_管理課.xlsx"]
    assert sorted(written.paths) == sorted((tmp_path / "forms").iterdir())


def test_a_single_department_can_be_asked_for(tmp_path: Path) -> None:
    """--dept."""
    assert [p.name for p in write_forms(tmp_path, PLAN, 2023, departments={"d2"}).paths] == ["12_管理課.xlsx"]


def test_E306_names_each_joint_project_without_a_lead_and_its_departments() -> None:
    """The secretariat decides; a joint project with a lead and one of a single department are no question."""
    (finding,) = undecided_projects(PLAN)
    assert (finding.code, finding.value) == ("E306", "結婚")
    assert "企画部地域創造課、建設部管理課" in finding.message


def test_E306_comes_with_the_books(tmp_path: Path) -> None:
    """Handing out says what it left out."""
    assert [finding.code for finding in write_forms(tmp_path, PLAN, 2023).findings] == ["E306"]


def test_E015_a_book_that_somebody_filled_in_is_not_replaced(tmp_path: Path) -> None:
    """Nothing at all is written then."""
    filled = tmp_path / "12_管理課.xlsx"
    filled.write_bytes(b"filled in")
    with pytest.raises(UnwritableOutput) as caught:
        write_forms(tmp_path, PLAN, 2023)
    assert caught.value.finding.code == "E015"
    assert [filled] == list(tmp_path.iterdir())
    assert filled.read_bytes() == b"filled in"


def test_handing_out_again_without_changes_is_no_fault(tmp_path: Path) -> None:
    """The same plan gives the same bytes."""
    first = [path.read_bytes() for path in write_forms(tmp_path, PLAN, 2023).paths]
    assert first == [path.read_bytes() for path in write_forms(tmp_path, PLAN, 2023).paths]


def test_replacing_must_be_asked_for(tmp_path: Path) -> None:
    """After the plan has changed, the secretariat may renew forms that are still empty."""
    (before, _) = (path.read_bytes() for path in write_forms(tmp_path, PLAN, 2023).paths)
    (after, _) = (
        p.read_bytes() for p in write_forms(tmp_path, replace(PLAN, title="別"), 2023, replace=True).paths
    )
    assert before != after


def test_E015_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "forms").write_bytes(b"")
    with pytest.raises(UnwritableOutput) as caught:
        write_forms(tmp_path / "forms", PLAN, 2023)
    assert caught.value.finding.code == "E015"

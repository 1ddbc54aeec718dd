"""The two plan books of the repository hold the facts of the draft, all of them and nothing else."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from collections import Counter
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from inaxl.findings import Finding
from inaxl.plan.book import read_plan_book
from inaxl.plan.model import Plan
from inaxl.plan.rows import read_plan_rows
from inaxl.plan.summary import summary_tree
from inaxl.plan.writer import write_plan_book

WORKBOOKS = Path(__file__).parents[2] / "workbooks"
BOOKS = ("plan.xlsx", "plan-published.xlsx")


@pytest.fixture(scope="module")
def make_plan() -> ModuleType:
    """The script that makes the books."""
    spec = importlib.util.spec_from_file_location("make_plan", WORKBOOKS / "make_plan.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_plan"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def draft() -> tuple[Plan, tuple[Finding, ...]]:
    """plan.xlsx as read."""
    return read_plan_book(WORKBOOKS / "plan.xlsx")


@pytest.fixture(scope="module")
def published() -> tuple[Plan, tuple[Finding, ...]]:
    """plan-published.xlsx as read."""
    return read_plan_book(WORKBOOKS / "plan-published.xlsx", name="plan-published.xlsx")


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    """The facts of the draft."""
    return tomllib.loads((WORKBOOKS / "sources" / "strategy.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", BOOKS)
def test_the_books_in_the_repository_are_what_the_script_makes(
    make_plan: ModuleType, tmp_path: Path, name: str
) -> None:
    """Nobody has to wonder where a figure comes from; two runs give the same bytes."""
    make_plan.main(tmp_path)
    assert (WORKBOOKS / name).read_bytes() == (tmp_path / name).read_bytes()


def test_R48_the_draft_has_4_goals_6_fields_15_measures_38_projects_and_16_departments(draft: Any) -> None:
    """Counted twice in the draft, by reading and by script."""
    plan, _ = draft
    counts = tuple(
        map(len, (plan.goals, plan.fields, plan.measures, plan.projects, plan.departments, plan.kpis))
    )
    assert counts == (4, 6, 15, 38, 16, 0)
    assert len({department.division for department in plan.departments}) == 9


def test_R49_56_pairs_of_project_and_department_of_which_11_joint_projects_without_lead(draft: Any) -> None:
    """The draft names no lead, and the first-listed department is none."""
    plan, findings = draft
    assert sum(len(project.department_ids) for project in plan.projects) == 56
    joint = [project.id for project in plan.projects if project.is_joint]
    assert joint == ["p01", "p02", "p06", "p07", "p08", "p09", "p13", "p16", "p24", "p27", "p37"]
    assert not [project for project in plan.projects if project.lead_id]
    assert not [project for project in plan.projects if project.is_joint and project.reporting_id]
    assert sum(f.code == "W402" for f in findings) == 11


def test_R50_30_projects_have_a_KPI_table_and_8_have_none() -> None:
    """All of them are empty in the draft."""
    rows = read_plan_rows(WORKBOOKS / "plan.xlsx").rows("projects")
    assert Counter(row["kpi_table"] for row in rows) == {"yes": 30, "no": 8}
    assert {Decimal(0)} == {row["kpi_rows"] for row in rows}
    without = [row["id"] for row in rows if row["kpi_table"] == "no"]
    assert without == ["p14", "p24", "p28", "p29", "p30", "p31", "p32", "p33"]
    assert tuple(sum(row[key] for row in rows) for key in ("content_items", "content_subitems")) == (113, 164)


def test_R42_the_four_goals_have_their_targets(draft: Any) -> None:
    """Lines 228 to 286 of the draft."""
    targets = [goal.target for goal in draft[0].goals]
    assert [
        (
            t.name,
            t.direction,
            t.accumulation,
            str(t.baseline),
            t.baseline_fy,
            str(t.target),
            t.target_fy,
            t.unit,
        )
        for t in targets
    ] == [
        ("合計特殊出生率", "increase", "point", "1.46", 2017, "1.74", 2024, ""),
        ("社会動態の増加数", "increase", "cumulative", "-25", 2018, "100", 2024, "人"),
        ("就業者数", "maintain", "point", "34567", 2014, "34500", 2024, "人"),
        ("農業産出額", "increase", "annual", "46", 2017, "47", 2024, "億円"),
    ]
    assert [t.baseline_comparable for t in targets] == [True, False, True, True]
    assert targets[1].target_text == "のべ100人（5年間の計）"


def test_R36_the_vision_is_complete(draft: Any) -> None:
    """Lines 180 to 200 of the draft; actuals, projections and targets are kept apart."""
    values = {(p.indicator, p.year): p for p in draft[0].vision}
    assert 26 == len(draft[0].vision) == len(values)
    population = [71093, 67796, 65900, 64000, 61800, 59500, 57200, 55000]
    assert population == [values["total_population", year].value for year in range(2010, 2046, 5)]
    assert [str(values["tfr", year].value) for year in (2010, 2015, 2025, 2035, 2045)] == [
        "1.44",
        "1.64",
        "1.74",
        "1.84",
        "2.07",
    ]
    assert [values["net_migration", year].value for year in (2010, 2015, 2025, 2035, 2045)] == [
        -304,
        -90,
        50,
        80,
        100,
    ]
    assert Counter(p.kind for p in draft[0].vision) == {"actual": 10, "projection": 12, "target": 4}
    assert (values["tfr", 2010].unit, values["total_population", 2010].unit) == ("", "人")


def test_R1_what_the_draft_does_not_say_stays_blank_and_is_listed(draft: Any) -> None:
    """No goal–field map, no lead, no KPI, no secretariat: each is information or a warning, none an error."""
    plan, findings = draft
    assert Counter(f.code for f in findings) == {"W402": 11, "I401": 1, "I402": 38, "I403": 6, "I404": 3}
    assert not [field for field in plan.fields if field.goal_ids]
    assert not [item for item in (*plan.measures, *plan.projects) if item.goal_id]
    assert "" == plan.facts["事務局"] == plan.fields[5].title
    assert [(f.sheet, _id_at(f)) for f in findings if f.code == "I401"] == [("施策", "field5-m2")]


def _id_at(finding: Finding) -> str:
    rows = read_plan_rows(WORKBOOKS / "plan.xlsx").rows("measures")
    return str(rows[int((finding.cell or "")[1:]) - 5]["id"])


def test_R54_a_measure_without_projects_stays_in_the_tree(draft: Any) -> None:
    """And so does the field without a title."""
    lines = summary_tree(draft[0])
    assert "  施策2　地域の農林業を活用した産業振興　〔事業の記載なし〕" in lines
    assert "分野6　（名称の記載なし）　〔基本目標 未設定〕" in lines
    assert "    事業1　結婚・出産・子育て支援事業　〔KPIなし、5部署の共同、主担当 未定〕" in lines
    assert len(lines) == 4 + 6 + 15 + 38


def test_every_fact_of_the_draft_is_in_the_book(facts: dict[str, Any]) -> None:
    """Titles, purposes, departments, lines, gaps: each stands in some cell."""
    data = read_plan_rows(WORKBOOKS / "plan.xlsx")
    text = "\n".join(
        str(value)
        for rows in data.tables.values()
        for row in rows
        for value in row.values()
        if value is not None
    ).replace("、\n", "、")
    wanted = [value for key, value in facts["plan"].items() if key in _PLAN_KEYS]
    wanted += [item["what"] for item in facts["missing"]]
    wanted += [item["title"] for key in _TITLED for item in facts[key]]
    wanted += [
        goal[key] for goal in facts["goal"] for key in ("indicator", "target_text", "due_text", "note")
    ]
    wanted += [project[key] for project in facts["project"] for key in ("purpose", "target_label")]
    wanted += ["、".join(project["departments"]) for project in facts["project"]]
    wanted += [f"L{project['line']}" for project in facts["project"]]
    assert [value for value in wanted if value and str(value) not in text] == []


_PLAN_KEYS = (
    "title", "status", "document_date_text", "term_text", "revision_rule", "city", "prefecture", "code",
    "legal_basis", "council", "council_composition", "council_role", "concept", "parent_plan", "previous_plan",
    "population_document",
)  # fmt: skip
_TITLED = (
    "viewpoint", "goal", "field", "measure", "project", "principle", "crosscutting", "prefecture_pillar",
)  # fmt: skip


def test_no_reading_of_ours_is_in_the_book(facts: dict[str, Any]) -> None:
    """The secretariat that one might infer stands only where the draft names it: as a department."""
    data = read_plan_rows(WORKBOOKS / "plan.xlsx")
    values = [row.get("value") for row in data.rows("facts")]
    assert facts["plan"]["secretariat_inferred"] not in values
    assert not [
        row for key in ("fields", "measures", "projects") for row in data.rows(key) if row.get("goal_id")
    ]


def test_the_published_book_has_the_published_KPIs_with_sources_and_nothing_else(published: Any) -> None:
    """18 published rows are 15 KPIs of three terms and 11 actuals; no project or department is published."""
    plan, findings = published
    assert (len(plan.kpis), len(plan.published)) == (15, 11)
    assert Counter((k.first_fy, k.last_fy) for k in plan.kpis) == {
        (2015, 2019): 9,
        (2020, 2024): 3,
        (2025, 2029): 3,
    }
    assert all(kpi.indicator.source for kpi in plan.kpis)
    assert not [k for k in plan.kpis if k.project_id or k.measure_id or k.goal_id or k.department_id]
    assert not [f for f in findings if f.severity == "error"]
    assert [kpi.name for kpi in plan.kpis if kpi.indicator.target is None] == ["移住者数"]
    assert [(p.kpi_id, p.fy, p.value, p.rating_text) for p in plan.published[:2]] == [
        ("t2-k01", 2022, 14, "順調"),
        ("t2-k02", 2022, 9090, "(記事: 目標値に近づいている)"),
    ]
    assert len(plan.kpis_in(2022)) == 3


@pytest.mark.parametrize("name", BOOKS)
def test_a_book_read_as_rows_and_written_again_is_the_same_book(tmp_path: Path, name: str) -> None:
    """Nothing is lost on the way through the row dicts, from which the demo's book is made."""
    again = tmp_path / name
    write_plan_book(again, read_plan_rows(WORKBOOKS / name))
    assert read_plan_book(WORKBOOKS / name, name=name) == read_plan_book(again, name=name)
    assert (WORKBOOKS / name).read_bytes() == again.read_bytes()


@pytest.mark.parametrize("name", BOOKS)
def test_design_12_Office_would_open_the_book(name: str) -> None:
    """No violation of the file format."""
    from openxml_audit import OpenXmlValidator

    assert list(OpenXmlValidator().validate(WORKBOOKS / name).errors) == []


def test_staff_choose_from_lists_under_a_header_that_stays_in_sight() -> None:
    """Words and references have drop-downs, panes are frozen, header rows repeat on A4 or A3 landscape."""
    from openpyxl import load_workbook

    book = load_workbook(WORKBOOKS / "plan.xlsx")
    kpis = book["KPI"]
    lists = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in kpis.data_validations.dataValidation}
    headers = {
        str(cell.value).replace("\n", ""): f"{cell.column_letter}5"
        for cell in kpis[4]
        if cell.value is not None
    }
    assert lists[headers["方向"]] == '"増やす,減らす,維持する"'
    assert lists[headers["事業ID"]].startswith("'事業'!$A$5:")
    assert lists[headers["担当部署ID"]].startswith("'部署'!$A$5:")
    assert {sheet.freeze_panes is not None for sheet in book} == {True}
    assert {sheet.page_setup.orientation for sheet in book} == {"landscape"}
    assert {sheet.print_title_rows for sheet in book} == {"$4:$4"}
    assert (kpis.page_setup.paperSize, book["施策"].page_setup.paperSize) == (8, 9)

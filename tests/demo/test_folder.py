"""`make_demo`: a complete working folder, the same every time, marked as made up, with the planted mistakes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from inaxl.books.grid import CellError, Grid, Workbook
from inaxl.books.read import read_workbook
from inaxl.demo import mistakes
from inaxl.demo.folder import make_demo
from inaxl.demo.sample import sample_kpis
from inaxl.errors import UnwritableOutput
from inaxl.plan.book import read_plan_book
from inaxl.plan.model import Plan
from inaxl.population.book import read_population_book

NAMES = {kpi.id: kpi.definition["name"] for kpi in sample_kpis()}


@pytest.fixture(scope="module")
def plan(demo: Path) -> Plan:
    """The demo's plan."""
    return read_plan_book(demo / "plan.xlsx", check=False)[0]


@pytest.fixture(scope="module")
def last_year(demo: Path) -> dict[str, Workbook]:
    """The department books of FY2023 by file name."""
    return {path.name: read_workbook(path) for path in sorted((demo / "workbooks" / "R05").iterdir())}


def kpi_sheet(book: Workbook) -> Grid:
    """The sheet with the KPI table."""
    return next(grid for grid in book.grids if grid.name == "KPI")


def typed_in(books: dict[str, Workbook], kpi_id: str, heading: str = "R05") -> tuple[str, object]:
    """Book and value of a KPI's cell under a heading; the first book that has the KPI."""
    for name, book in books.items():
        grid = kpi_sheet(book)
        column = next((row.index(heading) for row in grid.rows if heading in row), None)
        for cells in grid.rows:
            if NAMES[kpi_id] in cells and column is not None:
                return name, cells[column] if column < len(cells) else None
    raise LookupError(kpi_id)


def test_the_same_demo_is_made_twice(demo: Path, tmp_path: Path) -> None:
    """Bytes and file times: nothing depends on the day or the machine."""
    make_demo(tmp_path / "again")

    def state(folder: Path) -> dict[str, tuple[str, float]]:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        return {
            path.relative_to(folder).as_posix(): (
                hashlib.sha256(path.read_bytes()).hexdigest(),
                path.stat().st_mtime,
            )
            for path in files
        }

    assert state(demo) == state(tmp_path / "again")


def test_E019_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(UnwritableOutput) as raised:
        make_demo(tmp_path)
    assert raised.value.finding.code == "E019"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_E015_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UnwritableOutput) as raised:
        make_demo(tmp_path / "file" / "demo")
    assert raised.value.finding.code == "E015"


def test_an_empty_folder_may_be_there_already(tmp_path: Path) -> None:
    assert tmp_path / "plan.xlsx" in make_demo(tmp_path)


def test_sixteen_books_a_year_but_one_department_has_not_submitted(demo: Path) -> None:
    books = {year: len(list((demo / "workbooks" / year).iterdir())) for year in ("R03", "R04", "R05")}
    assert books == {"R03": 16, "R04": 16, "R05": 15}
    assert not (demo / "workbooks" / "R05" / "14_都市整備課.xlsx").exists()


def test_every_sheet_with_figures_says_that_they_are_made_up(demo: Path) -> None:
    for path in sorted(demo.rglob("*.xlsx")):
        if "templates" in path.parts:
            continue
        for grid in read_workbook(path).grids:
            top = "".join(str(cell) for row in grid.rows[:4] for cell in row if cell is not None)
            assert "見本" in top, (path.name, grid.name)


def test_every_department_reports_and_every_kpi_has_a_goal(plan: Plan) -> None:
    assert plan.is_sample
    assert len(plan.kpis) == 84
    assert {d.id for d in plan.departments} == {d.id for k in plan.kpis if (d := plan.department_of(k))}
    assert all(plan.goal_of(kpi) for kpi in plan.kpis)
    assert all(project.reporting_id for project in plan.projects)


def test_the_plan_keeps_every_row_of_the_real_strategy(plan: Plan) -> None:
    counts = [len(part) for part in (plan.goals, plan.fields, plan.measures, plan.projects, plan.departments)]
    assert counts == [4, 6, 15, 38, 16]
    assert len(plan.vision) == 26


def test_a_joint_projects_lead_is_one_of_its_departments(plan: Plan) -> None:
    joint = [project for project in plan.projects if project.is_joint]
    assert len(joint) == 11
    assert all(project.lead_id in project.department_ids for project in joint)
    assert any(project.lead_id != project.department_ids[0] for project in joint)


def test_a_kpi_is_reported_by_a_department_of_its_project(plan: Plan) -> None:
    for kpi in plan.kpis:
        department, project = plan.department_of(kpi), plan.project_by_id[kpi.project_id or ""]
        assert department is not None
        assert department.id in project.department_ids, kpi.id


@pytest.mark.parametrize(
    "typed", [t for t in mistakes.TYPED if t.actual], ids=lambda t: f"{t.code}-{t.kpi_id}"
)
def test_planted_texts_stand_in_their_cells(typed: mistakes.Typed, last_year: dict[str, Workbook]) -> None:
    _, value = typed_in(last_year, typed.kpi_id)
    assert str(typed.actual) == str(value)


def test_E104_stands_in_the_book_as_an_error_of_a_formula(last_year: dict[str, Workbook]) -> None:
    kpi_id, _, error = mistakes.FORMULA_ERROR
    _, value = typed_in(last_year, kpi_id)
    assert isinstance(value, CellError)
    assert value == error


def test_W201_one_row_is_hidden_and_still_has_its_value(last_year: dict[str, Workbook]) -> None:
    name, value = typed_in(last_year, mistakes.HIDDEN_ROW)
    grid = kpi_sheet(last_year[name])
    hidden = [number for number in grid.hidden_rows if NAMES[mistakes.HIDDEN_ROW] in grid.rows[number - 1]]
    assert len(hidden) == 1
    assert value is not None


def test_E304_an_earlier_year_was_changed_without_a_word(last_year: dict[str, Workbook]) -> None:
    for (kpi_id, _), changed in mistakes.CHANGED_EARLIER.items():
        _, value = typed_in(last_year, kpi_id, "R04")
        assert float(changed) == value
        assert changed != next(kpi.actuals[2022] for kpi in sample_kpis() if kpi.id == kpi_id)


def test_earlier_years_have_no_mistakes(demo: Path) -> None:
    books = {path.name: read_workbook(path) for path in sorted((demo / "workbooks" / "R04").iterdir())}
    for kpi in sample_kpis():
        if kpi.definition["first_fy"] or isinstance(kpi.actuals[2022], str):
            continue
        _, value = typed_in(books, kpi.id, "R04")
        assert float(str(kpi.actuals[2022])) == value, kpi.id


def test_population_figures_are_readable_and_made_up_ones_say_so(demo: Path) -> None:
    book = read_population_book(demo / "population.xlsx", name="population.xlsx")
    assert book.findings == ()
    actual = [o for o in book.observations if o.kind == "actual"]
    totals = {
        o.as_of.isoformat(): int(o.value) for o in actual if o.indicator == "total_population" and o.as_of
    }
    assert totals["2017-01-01"] == 67810  # 長野県毎月人口異動調査
    assert totals["2024-01-01"] == 64211
    assert len(totals) == 9
    assert all(("架空" in o.source) == ("架空" in o.note) for o in actual)
    assert all("架空" in o.note for o in actual if o.indicator == "tfr")
    assert {o.year for o in actual if o.indicator == "net_migration" and "架空" not in o.note} == {2018}

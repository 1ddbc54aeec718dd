"""From a working folder to the results of one fiscal year: read, merge, check, rate, aggregate, compare with the vision.

Nothing is written here except the cache: see `building.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from inaxl.carrying import carried_over
from inaxl.entries.checks import check_rows
from inaxl.entries.checks.subject import CheckedEntry
from inaxl.entries.schema import CellCheck, by_pandera, check_cells
from inaxl.entries.table import BookReading
from inaxl.evaluate.follow_up import Register
from inaxl.evaluate.goals import goal_results
from inaxl.evaluate.survey import Survey, assess_survey, survey_of
from inaxl.findings import W301, Finding, in_order
from inaxl.merging.reviews import reviews
from inaxl.merging.rows import Merged, merge_readings
from inaxl.merging.submissions import absences, books_by_department, submissions
from inaxl.plan.lineage import ONE_VERSION, Break, Versions, breaks_in, goal_breaks, with_known_actuals
from inaxl.plan.model import Plan
from inaxl.population.vision import INDICATOR_LABELS, TOTAL, PopulationResult, gaps
from inaxl.reading import Job, Outcome, read_books, vocabulary
from inaxl.report.results import Results
from inaxl.values.periods import fy_label
from inaxl.workfolder import WorkFolder
from inaxl.year_rows import counts_of, judged_rows, shown_rows

if TYPE_CHECKING:
    from inaxl.population.records import PopulationBook

Progress = Callable[[int, int, str], None]


class Inputs(NamedTuple):
    """What was read: books per year of the folder, and what could not be read."""

    readings: dict[int, list[BookReading]]
    findings: list[Finding]


def read_year_books(
    work: WorkFolder,
    plan: Plan,
    versions: Versions = ONE_VERSION,
    *,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Inputs:
    """Read the department books of the term up to the folder's year, each with the words of its year's plan.

    Only the year's own failures are findings.
    """
    years = {year: books for year, books in work.books_by_year().items() if plan.first_fy <= year}
    total = sum(len(books) for books in years.values())
    readings: dict[int, list[BookReading]] = {year: [] for year in years}
    findings: list[Finding] = []
    for done, outcome in enumerate(_outcomes(work, plan, versions, years, executor), 1):
        if progress is not None:
            progress(done, total, outcome.job.path.name)
        if outcome.reading is not None:
            readings[outcome.job.fy or work.fy].append(outcome.reading)
        elif outcome.failure is not None and outcome.job.fy == work.fy:
            findings.append(outcome.failure)
    return Inputs(readings, findings)


def _outcomes(
    work: WorkFolder,
    plan: Plan,
    versions: Versions,
    years: Mapping[int, Sequence[Path]],
    executor: Executor | None,
) -> Iterator[Outcome]:
    for judging, judged in versions.by_plan(work.fy, plan):
        jobs = [Job(path, work.name(path), year) for year in judged for path in years.get(year, ())]
        words = vocabulary(judging, judged[-1], work.root)
        yield from read_books(jobs, words, work.private / "cache", executor)


def evaluate(
    plan: Plan,
    fy: int,
    inputs: Inputs,
    population: PopulationBook | None = None,
    *,
    register: Register | None = None,
    surveys: Sequence[Survey] = (),
    plan_findings: Sequence[Finding] = (),
    date: dt.date,
    run: CellCheck = by_pandera,
    versions: Versions = ONE_VERSION,
) -> Results:
    """All results of one fiscal year, from what was read. Pure: the same inputs give the same results.

    plan: the version that judges `fy`; versions: those that judge earlier years of its term, by their own rules.
    population: None leaves out what is worked out from it, also where the book is empty.
    run: how the one-cell checks are run; `one_by_one` finds the same without waiting for pandas to load.
    """
    own = inputs.readings.get(fy, [])
    merged = merge_readings(inputs.readings, plan, fy, versions)
    breaks, goals_apart = breaks_in(plan, fy, versions), goal_breaks(plan, fy, versions)
    counted = _years_with_books(inputs, fy)
    rated = judged_rows(merged, plan, fy, versions, counted)
    cards, card_findings = reviews(own, plan, fy)
    books, book_findings = books_by_department(own, plan, fy)
    current = [row for row in rated if row["fy"] == fy]
    carried = carried_over(register or Register(), inputs.readings, plan, fy, versions)
    survey, earlier = survey_of(surveys, fy)
    people = PopulationResult(plan.vision, (), ())
    if population is not None:
        people = population_until(plan, population, fy)
    said: list[Finding] = [
        *plan_findings,
        *(people.assessment.findings if people.assessment else ()),
        *inputs.findings,
        *(finding for reading in own for finding in reading.findings),
        *merged.findings,
        *check_entries(merged, plan, fy, run, breaks),
        *card_findings,
        *carried.findings,
        *book_findings,
        *absences(books, current, plan, fy),
        *_incomplete_sums(current),
    ]
    idle = _idle_books(books, current, plan)
    findings = in_order(f for f in _known_kpis(said, merged) if f.code != "E201" or f.book not in idle)
    return Results(
        plan=plan,
        fy=fy,
        date=date,
        rows=tuple(shown_rows(rated, fy, merged, breaks)),
        counts={year: counts_of(year, rated, versions.plan_of(year, plan)) for year in counted},
        goals=goal_results(
            with_known_actuals(plan, fy, versions), fy, {key: item.since for key, item in goals_apart.items()}
        ),
        reviews=cards,
        submissions=submissions(books, current, findings, plan, fy),
        population=people,
        findings=tuple(findings),
        previous_reviews=reviews(inputs.readings.get(fy - 1, ()), versions.plan_of(fy - 1, plan), fy - 1)[0],
        follow_up=carried.follow_up,
        has_register=bool(register and register.is_there),
        survey=assess_survey(survey) if survey else None,
        earlier_survey=assess_survey(earlier) if earlier else None,
        versions=versions.told,
        not_compared={**goals_apart, **breaks},
    )


def read_surveys(work: WorkFolder, plan: Plan) -> tuple[tuple[Survey, ...], list[Finding]]:
    """The citizens' surveys of the working folder; none where there is no survey.xlsx."""
    if not work.survey_book.is_file():
        return (), []
    from inaxl.registers.survey import read_survey_book

    return read_survey_book(work.survey_book, plan, name=work.name(work.survey_book))


def _years_with_books(inputs: Inputs, fy: int) -> list[int]:
    """Years that can be counted: a year known only from columns of later books was never evaluated as a whole."""
    return sorted({fy, *(year for year, books in inputs.readings.items() if books)})


def population_until(plan: Plan, population: PopulationBook, fy: int) -> PopulationResult:
    """Population as it was known at the end of a fiscal year: a later figure must not change an earlier report."""
    from inaxl.population.assessment import assess, known_until

    known = known_until(population, dt.date(fy + 1, 3, 31))
    interpolated = frozenset(INDICATOR_LABELS) if plan.interpolates_all else frozenset({TOTAL})
    return PopulationResult(
        plan.vision,
        known.observations,
        gaps(plan.vision, known.observations, interpolate=interpolated),
        assess(known, plan.vision, first_year=plan.first_fy, target=net_migration_target(plan)),
    )


def net_migration_target(plan: Plan) -> tuple[Decimal, tuple[int, int]] | None:
    """The plan's target for net migration summed over its term: (persons, (first, last year)); None without one."""
    for goal in plan.goals:
        aim = goal.target
        words = ("社会動態", "社会増減", "社会増", "転入超過")
        if aim.accumulation == "cumulative" and aim.target is not None and any(w in aim.name for w in words):
            return aim.target, (plan.first_fy, aim.target_fy or plan.last_fy)
    return None


def check_entries(
    merged: Merged,
    plan: Plan,
    fy: int,
    run: CellCheck = by_pandera,
    breaks: Mapping[str, Break] = MappingProxyType({}),
) -> list[Finding]:
    """One-cell checks and row checks over the matched entries of the year's books."""
    subjects = checked_entries(merged, plan, fy, breaks)
    return check_cells(subjects, plan.check_rules, run=run) + check_rows(subjects, plan)


def checked_entries(
    merged: Merged, plan: Plan, fy: int, breaks: Mapping[str, Break] = MappingProxyType({})
) -> list[CheckedEntry]:
    """The matched entries of the year's books, each beside last year's and the earlier report of its own year.

    breaks: KPIs that are not held against earlier years, since they measured something else.
    """
    subjects = []
    chosen = {
        (kpi, year): item
        for (kpi, year), item in merged.chosen.items()
        if kpi not in breaks or year >= breaks[kpi].since
    }
    for item in merged.all:
        if item.folder_fy != fy:
            continue
        department = plan.department_of(item.kpi)
        before = chosen.get((item.kpi.id, fy - 1))
        earlier = chosen.get((item.kpi.id, item.entry.fy)) if item.entry.fy is not None else None
        subjects.append(
            CheckedEntry(
                item.entry,
                item.kpi,
                fy,
                item.department,
                department.name if department else "",
                before.entry if before else None,
                earlier.entry if earlier and earlier.folder_fy < fy else None,
            )
        )
    return subjects


def _incomplete_sums(rows: Iterable[Mapping[str, Any]]) -> list[Finding]:
    return [
        W301.at(
            book=row["source_book"] or None,
            sheet=row["source_sheet"] or None,
            cell=row["source_cell"] or None,
            kpi_id=row["kpi_id"],
            field="evaluated",
            value=row["source_text"],
            years="・".join(fy_label(year) for year in row["omitted"]),
        )
        for row in rows
        if row["omitted"]
    ]


def _idle_books(
    books: Mapping[str, Sequence[BookReading]], rows: Iterable[Mapping[str, Any]], plan: Plan
) -> set[str]:
    """Books of departments that the plan gives nothing to report: having no table is no mistake there."""
    busy = {row["department"] for row in rows} | {
        plan.department_by_id[project.reporting_id].name
        for project in plan.projects
        if project.reporting_id in plan.department_by_id
    }
    return {reading.book for name, own in books.items() if name not in busy for reading in own}


def _known_kpis(findings: Iterable[Finding], merged: Merged) -> list[Finding]:
    """Findings of reading know their cell only; the KPI that stands there is added."""
    at = {(item.entry.book, item.entry.sheet, item.entry.source_cell): item.kpi.id for item in merged.all}
    return [
        finding
        if finding.kpi_id or finding.cell is None
        else finding._replace(kpi_id=at.get((finding.book or "", finding.sheet or "", finding.cell)))
        for finding in findings
    ]

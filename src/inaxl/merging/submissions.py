"""Who has submitted: per department its book, what it holds and what is wrong with it; and books that fit no place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from inaxl.entries.table import BookReading
from inaxl.findings import E106, E205, E207, E303, E305, W302, Finding
from inaxl.merging.matching import Matcher
from inaxl.plan.model import Plan
from inaxl.values.periods import fy_label


class Submission(NamedTuple):
    """Whether a department has submitted, and what its book holds. `state`: `done`, `needs_fix` or `missing`.

    `kpis` that it has to report; `reported`, `absent` (pending, unavailable, not applicable) and `blank` of them.
    """

    department_id: str
    department: str
    state: str
    book: str | None
    kpis: int
    reported: int
    absent: int
    blank: int
    errors: int
    warnings: int

    @property
    def submitted(self) -> bool:
        """A book of this department and year lies in the folder."""
        return self.state != "missing"


def books_by_department(
    readings: Sequence[BookReading], plan: Plan, fy: int
) -> tuple[dict[str, list[BookReading]], list[Finding]]:
    """Books of the year per department name, by file name; with findings for those of no or a doubled department.

    A book that says it is of another year is named (E106) and does not count as submitted.
    """
    matcher = Matcher(plan, fy)
    books: dict[str, list[BookReading]] = defaultdict(list)
    findings = []
    for reading in sorted(readings, key=lambda reading: reading.book):
        department = matcher.department(reading.department) if reading.department else None
        if reading.fy is not None and reading.fy != fy:
            findings.append(_other_year(reading, fy))
        elif department is None:
            findings.append(_of_no_department(reading, matcher))
        else:
            books[department.name].append(reading)
    for name, doubled in books.items():
        findings += [
            E305.at(
                book=later.book, cell=later.department_cell or None, department=name, other=doubled[0].book
            )
            for later in doubled[1:]
        ]
    return dict(books), findings


def _of_no_department(reading: BookReading, matcher: Matcher) -> Finding:
    """E207 where the rows of a book name several departments, E205 where nothing names one."""
    cells: dict[str, tuple[str, str]] = {}
    for entry in reading.entries:
        department = matcher.department(entry.department) if entry.department else None
        if department is not None:
            cells.setdefault(department.name, (entry.sheet, entry.name_cell))
    if len(cells) < 2:
        return E205.at(book=reading.book, value=reading.department or None)
    sheet, cell = list(cells.values())[1]
    return E207.at(
        book=reading.book, sheet=sheet, cell=cell, field="department", departments="、".join(cells)
    )


def _other_year(reading: BookReading, fy: int) -> Finding:
    sheet, _, cell = reading.fy_cell.rpartition("!")
    return E106.at(
        book=reading.book,
        sheet=sheet or None,
        cell=cell or None,
        field="fy",
        value=fy_label(reading.fy or fy),
        expected=fy_label(fy),
    )


def submissions(
    books: Mapping[str, Sequence[BookReading]],
    rows: Iterable[Mapping[str, Any]],
    findings: Iterable[Finding],
    plan: Plan,
    fy: int,
) -> tuple[Submission, ...]:
    """One entry per department of the year, in the order of the plan book.

    rows: merged rows of `fy`, counted at the department that has to report them; findings: all of the year's books.
    """
    statuses: dict[str | None, Counter[str]] = defaultdict(Counter)
    for row in rows:
        statuses[row["department"]][row["status"]] += 1
    severities: dict[str | None, Counter[str]] = defaultdict(Counter)
    for finding in findings:
        severities[finding.book][finding.severity] += 1
    found = []
    for department in plan.departments_in(fy):
        own = books.get(department.name, ())
        tally = statuses[department.name]
        errors = sum(severities[reading.book]["error"] for reading in own)
        absent = tally["pending"] + tally["unavailable"] + tally["not_applicable"]
        found.append(
            Submission(
                department.id,
                department.name,
                ("needs_fix" if errors else "done") if own else "missing",
                own[0].book if own else None,
                sum(tally.values()),
                tally["reported"],
                absent,
                tally["missing"] + tally["invalid"],
                errors,
                sum(severities[reading.book]["warning"] for reading in own),
            )
        )
    return tuple(found)


def absences(
    books: Mapping[str, Sequence[BookReading]], rows: Iterable[Mapping[str, Any]], plan: Plan, fy: int
) -> list[Finding]:
    """E303 for each department without a book that has something to report; W302 for KPIs that a sent book lacks."""
    expected = {row["department"] for row in rows} | {
        plan.department_by_id[project.reporting_id].name
        for project in plan.projects
        if project.reporting_id in plan.department_by_id
    }
    missing = [d.name for d in plan.departments_in(fy) if d.name in expected and d.name not in books]
    findings = [E303.at(department=name) for name in missing]
    named: dict[str, set[str]] = {}
    for row in rows:
        if row["status"] == "missing" and not row["source_cell"] and row["department"] in books:
            department = row["department"]
            if department not in named:
                named[department] = _kpis_named(books[department], plan, fy)
            if row["kpi_id"] in named[department]:
                continue  # the row is there; E206 says that its year is not
            findings.append(
                W302.at(
                    book=books[row["department"]][0].book,
                    kpi_id=row["kpi_id"],
                    field="actual",
                    value=row["name"],
                    department=row["department"],
                )
            )
    return findings


def _kpis_named(readings: Sequence[BookReading], plan: Plan, fy: int) -> set[str]:
    """IDs of the KPIs that some row of a department's books is about, whatever year it has."""
    matcher = Matcher(plan, fy)
    matches = (
        matcher.kpi(entry if entry.department else entry._replace(department=reading.department))
        for reading in readings
        for entry in reading.entries
    )
    return {match.kpi.id for match in matches if match.kpi is not None}

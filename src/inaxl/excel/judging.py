"""What is to be said about an open workbook: by itself, or with the plan and the other books of its working folder.

The same rules as `inaxl check`: only where the values come from differs.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from inaxl.entries.read import read_entries
from inaxl.entries.table import BookReading
from inaxl.errors import UnreadableInput
from inaxl.excel.click_memory import Marked
from inaxl.excel.host import ExcelHost
from inaxl.excel.settings import FOLDER, user_setting
from inaxl.findings import E025, E030, Finding, in_order
from inaxl.values.periods import fy_label, parse_fiscal_year
from inaxl.workfolder import BOOKS, OUTPUTS, PLAN_BOOK, WorkFolder, find_root

if TYPE_CHECKING:
    from inaxl.evaluation import Inputs
    from inaxl.reading_plans import Plans
    from inaxl.report.results import Results


class Judged(NamedTuple):
    """An open book: what was read, what is doubtful, and the year's results where a plan is at hand."""

    name: str
    reading: BookReading
    findings: tuple[Finding, ...]
    fy: int | None
    results: Results | None
    root: Path | None
    alone: Finding | None = None
    """Why the book was held against no plan: E025 or E030. Nothing to mend in a cell, so none of the findings."""

    def count(self, severity: str) -> int:
        """Number of findings of a severity."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def department(self) -> str:
        """The department as the plan calls it, else as the book does."""
        if self.results is None or self.fy is None:
            return self.reading.department
        from inaxl.merging.matching import Matcher

        found = Matcher(self.results.plan, self.fy).department(self.reading.department)
        return found.name if found else self.reading.department

    def marked(self) -> Marked:
        """What a check shows: errors and warnings, with project and KPI of their rows."""
        from inaxl.checking import labels_of, looked_at, scope_of

        label = labels_of(self.reading)
        shown = tuple(in_order(f._replace(book=None) for f in self.findings if f.severity != "info"))
        return Marked(shown, tuple(label(f) for f in shown), scope_of(self.reading), looked_at(self.reading))


def judge(host: ExcelHost, *, is_full: bool = False) -> Judged:
    """Read and check the open book.

    is_full: with population, opinions and survey too. They say nothing about a department's cells, so a check does
    without them.
    """
    root = working_folder(host)
    path = host.path
    inside = root is not None and path is not None and path.resolve().parent.parent == root / BOOKS
    name = path.resolve().relative_to(root).as_posix() if inside and path and root else host.book.name
    workbook = host.read(name)
    alone = read_entries(workbook)
    fy = parse_fiscal_year(path.parent.name) if inside and path else alone.fy
    if root is None or fy is None:
        return Judged(
            name, alone, alone.findings, alone.fy, None, root, no_plan(host) if root is None else None
        )
    from inaxl.reading import vocabulary
    from inaxl.reading_plans import read_plans

    work = WorkFolder(root, fy, root / OUTPUTS)
    plans = read_plans(work, check=False)
    words = vocabulary(plans.plan, fy, root)
    reading = read_entries(
        workbook,
        status_words=words.status_words,
        departments=words.departments,
        fy_hint=fy,
        forms=words.forms,
    )
    results = _evaluated(work, plans, reading, is_full=is_full)
    own = tuple(finding for finding in results.findings if finding.book == name)
    return Judged(name, reading, own, fy, results, root)


def _evaluated(work: WorkFolder, plans: Plans, reading: BookReading, *, is_full: bool) -> Results:
    """The year's results with the open book in the place of its file."""
    if is_full:
        from inaxl.building import evaluate_folder

        return evaluate_folder(work, adjust=lambda inputs: _with_live(inputs, reading, work.fy))
    from inaxl.entries.schema import one_by_one
    from inaxl.evaluation import evaluate, read_year_books

    inputs = _with_live(read_year_books(work, plans.plan, plans.versions), reading, work.fy)
    day = dt.date(work.fy + 1, 3, 31)
    return evaluate(plans.plan, work.fy, inputs, date=day, run=one_by_one, versions=plans.versions)


def _with_live(inputs: Inputs, reading: BookReading, fy: int) -> Inputs:
    """What was read from disk, with the open book in the place of its file and of its department's other book."""
    others = [
        other
        for other in inputs.readings.get(fy, ())
        if other.book != reading.book and (not reading.department or other.department != reading.department)
    ]
    readings = {**inputs.readings, fy: sorted([*others, reading], key=lambda item: item.book)}
    findings = [finding for finding in inputs.findings if finding.book != reading.book]
    return inputs._replace(readings=readings, findings=findings)


def working_folder(host: ExcelHost) -> Path | None:
    """The working folder above the book, else the one that the person's settings name; None where there is none."""
    path = host.path
    found = find_root(path.parent) if path else None
    if found is not None:
        return found
    named = os.environ.get(FOLDER) or user_setting(FOLDER)
    folder = Path(named) if named else None
    return folder.resolve() if folder and (folder / PLAN_BOOK).is_file() else None


def no_plan(host: ExcelHost) -> Finding:
    """E025; E030 where the plan may well be there, but nobody knows where the book itself lies."""
    return (E030 if host.is_only_on_the_web else E025).at(value=host.book.name)


def with_results(host: ExcelHost) -> tuple[Judged, Results]:
    """The judged book with the year's results. Raises UnreadableInput(E025, E030) where no plan is at hand."""
    judged = judge(host, is_full=True)
    if judged.results is None:
        raise UnreadableInput(no_plan(host))
    return judged, judged.results


def year_of(root: Path, path: Path | None) -> int:
    """Fiscal year of the secretariat's clicks: that of the book's folder, else the newest with books."""
    from inaxl.workfolder import year_folders

    named = parse_fiscal_year(path.parent.name) if path else None
    years = [*year_folders(root)]
    if named is not None and named in years:
        return named
    if not years:
        raise UnreadableInput(E025.at(value=root.name))
    return max(years)


def lead(counts: Sequence[int]) -> str:
    """`誤り 4件、警告 2件`."""
    return f"誤り {counts[0]}件、警告 {counts[1]}件"


def scope_line(judged: Judged) -> str:
    """Department and year for a heading."""
    return "　".join(part for part in (judged.department, fy_label(judged.fy) if judged.fy else "") if part)

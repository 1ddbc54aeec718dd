"""Who has submitted and where the year stands: from the last build where its inputs still stand, else from the books."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from inaxl.building import current_build, evaluate_folder
from inaxl.errors import UnreadableInput
from inaxl.evaluate.stage import FolderFacts, Stage, Submitted, YearFacts, stage
from inaxl.findings import E002, E006, Finding
from inaxl.manifest import read_manifest
from inaxl.publications import publication_of
from inaxl.values.periods import fy_code
from inaxl.workfolder import FORMS, OUTPUTS, WorkFolder, book_files, open_folder

if TYPE_CHECKING:
    from inaxl.evaluation import Progress
    from inaxl.report.results import Results

_NOT_BEGUN = (E002.code, E006.code)


class SubmissionStatus(NamedTuple):
    """Departments in the order of the plan book, in the form of the contract, section 7; and the year's stage."""

    departments: tuple[dict[str, Any], ...]
    findings: tuple[Finding, ...]
    stage: Stage


def submission_status(folder: Path, fy: int, *, progress: Progress | None = None) -> SubmissionStatus:
    """State of every department for a fiscal year, and its stage.

    A year of the term without any book yet has only that finding (E002, E006). Raises UnreadableInput as `build` does.
    """
    try:
        work = open_folder(folder, fy)
    except UnreadableInput as why:
        if why.finding.code not in _NOT_BEGUN:
            raise
        return _before_any_book(folder, fy, why)
    built = current_build(work)
    if built is None or "stage" not in built.summary:
        results = evaluate_folder(work, progress=progress)
        return _status(work, results, results.findings, is_current=built is not None)
    facts = YearFacts.from_document(built.summary["stage"])
    departments = tuple(built.summary["submissions"]["details"])
    return SubmissionStatus(departments, built.findings, _stage(work, facts, departments, is_current=True))


def _before_any_book(folder: Path, fy: int, why: UnreadableInput) -> SubmissionStatus:
    root = folder.resolve()
    work = WorkFolder(root, fy, root / OUTPUTS / fy_code(fy))
    results = evaluate_folder(work)
    if fy not in results.plan.term:
        raise why
    return _status(work, results, (why.finding,), is_current=False)


def _status(
    work: WorkFolder, results: Results, findings: tuple[Finding, ...], *, is_current: bool
) -> SubmissionStatus:
    from inaxl.report.outputs import submission_document
    from inaxl.report.stage_facts import stage_facts

    departments = tuple(submission_document(item) for item in results.submissions)
    reached = _stage(work, stage_facts(results), departments, is_current=is_current)
    return SubmissionStatus(departments, findings, reached)


def _stage(
    work: WorkFolder, facts: YearFacts, departments: tuple[dict[str, Any], ...], *, is_current: bool
) -> Stage:
    submitted = [Submitted(item["department"], item["state"]) for item in departments]
    return stage(facts, submitted, folder_facts(work, is_current=is_current))


def folder_facts(work: WorkFolder, *, is_current: bool) -> FolderFacts:
    """What lies in the working folder for the year: forms, outputs, the record of a publication."""
    forms = work.root / FORMS / fy_code(work.fy)
    published = publication_of(work)
    return FolderFacts(
        handed_out=len(book_files(forms)) if forms.is_dir() else 0,
        is_built=read_manifest(work) is not None,
        is_current=is_current,
        published=published.site if published else "",
        is_draft=published is not None and published.is_draft,
    )

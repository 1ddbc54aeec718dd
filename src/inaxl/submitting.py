"""Who has submitted: from the last build where its inputs still stand, else from reading and checking the books."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from inaxl.building import current_build, evaluate_folder
from inaxl.findings import Finding
from inaxl.workfolder import open_folder

if TYPE_CHECKING:
    from inaxl.evaluation import Progress


class SubmissionStatus(NamedTuple):
    """Departments in the order of the plan book, in the form of the contract, section 7."""

    departments: tuple[dict[str, Any], ...]
    findings: tuple[Finding, ...]


def submission_status(folder: Path, fy: int, *, progress: Progress | None = None) -> SubmissionStatus:
    """State of every department for a fiscal year. Raises UnreadableInput as `build` does."""
    work = open_folder(folder, fy)
    built = current_build(work)
    if built is not None:
        return SubmissionStatus(tuple(built.summary["submissions"]["details"]), built.findings)
    from inaxl.report.outputs import submission_document

    results = evaluate_folder(work, progress=progress)
    return SubmissionStatus(
        tuple(submission_document(item) for item in results.submissions), results.findings
    )

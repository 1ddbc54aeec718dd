"""Department books united: as a table for a program, as one workbook for a person, wherever they want it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from inaxl.building import evaluate_folder, link_base
from inaxl.findings import Finding
from inaxl.manifest import sha256_of
from inaxl.merging.rows import merge_readings, merged_rows
from inaxl.plan.model import Plan
from inaxl.reading import Job, read_books, vocabulary
from inaxl.workfolder import find_root, open_folder, refuse_as_output

if TYPE_CHECKING:
    from pandas import DataFrame

    from inaxl.evaluation import Progress


class MergedBook(NamedTuple):
    """The written book's hash, the summary and what was found on the way."""

    sha256: str
    summary: dict[str, Any]
    findings: tuple[Finding, ...]


def write_merged(folder: Path, fy: int, out: Path, *, progress: Progress | None = None) -> MergedBook:
    """Write the merged workbook to `out`, replacing it only when complete. Raises as `build` does."""
    from inaxl.report.merged_book import write_merged_book
    from inaxl.report.outputs import summary_document
    from inaxl.staging import publish, staged

    work = open_folder(folder, fy)
    refuse_as_output(work.root, out)
    results = evaluate_folder(work, progress=progress)
    target = out.resolve()
    with staged(target) as place:
        written = place / target.name
        write_merged_book(results, written, link_base=link_base(work._replace(out=target.parent)))
        digest = sha256_of(written)
        publish(place, target.parent, [target.name])
    return MergedBook(digest, summary_document(results), results.findings)


def merge(paths: Iterable[Path | str], plan: Plan, fy: int) -> DataFrame:
    """One row per KPI of the plan in `fy`, with the value reported in the books and the cell it stands in.

    Columns: those of kpis.csv as far as they are known before rating, ready for `inaxl.rate`; object dtype, figures
    as Decimal. Raises UnreadableInput for the first book that cannot be read.
    """
    import pandas as pd

    from inaxl.errors import UnreadableInput

    jobs = [Job(Path(path), Path(path).as_posix(), fy) for path in paths]
    readings = []
    root = find_root(jobs[0].path.parent) if jobs else None  # its saved forms
    for outcome in read_books(jobs, vocabulary(plan, fy, root)):
        if outcome.failure is not None:
            raise UnreadableInput(outcome.failure)
        if outcome.reading is not None:
            readings.append(outcome.reading)
    merged = merge_readings({fy: readings}, plan, fy)
    return pd.DataFrame([row for row in merged_rows(merged, plan, fy) if row["fy"] == fy], dtype=object)

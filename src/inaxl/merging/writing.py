"""`inaxl merge` as a function: the year's books as one merged workbook, wherever the person wants it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from inaxl.building import evaluate_folder, link_base
from inaxl.findings import Finding
from inaxl.manifest import sha256_of
from inaxl.workfolder import open_folder

if TYPE_CHECKING:
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
    results = evaluate_folder(work, progress=progress)
    target = out.resolve()
    with staged(target) as place:
        written = place / target.name
        write_merged_book(results, written, link_base=link_base(work._replace(out=target.parent)))
        digest = sha256_of(written)
        publish(place, target.parent, [target.name])
    return MergedBook(digest, summary_document(results), results.findings)

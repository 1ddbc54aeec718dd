"""Which fiscal years of a working folder were published, and where to: a record of its own in `.inaxl/published.json`."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from inaxl.errors import UnwritableOutput
from inaxl.workfolder import WorkFolder

RECORD = "published.json"


class Publication(NamedTuple):
    """One year's site: the folder it was written to, and whether every page of it is marked 案."""

    site: str
    is_draft: bool


def publication_of(work: WorkFolder) -> Publication | None:
    """The last publication of the folder's year; None where none is on record."""
    found = _record(work).get(str(work.fy))
    if not isinstance(found, dict) or not found.get("site"):
        return None
    return Publication(str(found["site"]), bool(found.get("draft")))


def record_publication(work: WorkFolder, site: Path, *, is_draft: bool) -> None:
    """Remember that the folder's year was published to `site`, in the place of an earlier record of that year.

    A working folder that cannot be written to keeps no record; the site is there all the same.
    """
    from inaxl.books.save import replace_file
    from inaxl.books.save_lock import book_lock

    path = work.private / RECORD
    with suppress(OSError, UnwritableOutput), book_lock(path, work.private):
        record = _record(work)
        record[str(work.fy)] = {"site": work.name(site.resolve()), "draft": is_draft}
        text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        replace_file(path, text.encode())


def _record(work: WorkFolder) -> dict[str, Any]:
    try:
        document = json.loads((work.private / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # `.inaxl` may be deleted at any time
    return document if isinstance(document, dict) else {}

"""Facts about a package that its cells do not show: the date it was last changed, as it says itself."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>(\d{4})-(\d\d)-(\d\d)")
_CORE = "docProps/core.xml"
_NEVER = dt.date(2000, 1, 1)  # what a book names that inaxl wrote and nobody has saved since
_CORE_LIMIT = 64 * 1024  # a real one has about 1 KB


def modified_on(path: Path) -> dt.date | None:
    """The day a book was last saved according to its own properties, None where it does not say.

    Not the file's time stamp: that changes when a folder is copied, and with it every output would.
    """
    try:
        with zipfile.ZipFile(path) as package, package.open(_CORE) as stream:
            found = _MODIFIED.search(stream.read(_CORE_LIMIT))
        return dt.date(*map(int, found.groups())) if found else None
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return None


def newest_date(paths: Iterable[Path]) -> dt.date | None:
    """The newest of those days, None where no book says any."""
    days = [day for path in paths if (day := modified_on(path)) is not None and day > _NEVER]
    return max(days, default=None)

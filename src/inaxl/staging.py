"""Outputs appear all at once or not at all: written to a folder of their own, then moved over the earlier ones.

A failure while writing leaves the earlier outputs as they were.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from inaxl.errors import UnwritableOutput
from inaxl.findings import E014, E015


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """A fresh folder beside `out` for the new outputs, removed at the end whatever happens.

    Raises UnwritableOutput(E015) where the place cannot be written to.
    """
    folder = out.with_name(f".{out.name}.new")
    try:
        shutil.rmtree(folder, ignore_errors=True)  # left behind by a run that was cut off
        folder.mkdir(parents=True)
        yield folder
    except OSError as error:
        raise UnwritableOutput(E015.at(value=error.filename or out, reason=_reason(error))) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(folder: Path, out: Path, names: Sequence[str], stale: Sequence[str] = ()) -> None:
    """Move the named files from the staging folder into `out`, in order, and remove stale ones of the last build.

    Every target is tried first, so that a file that Excel or Word holds open stops the move before it begins.
    Raises UnwritableOutput: E014 held open, E015 otherwise.
    """
    for name in [*names, *stale]:
        _must_be_free(out / name)
    try:
        for name in names:
            target = out / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (folder / name).replace(target)
        for name in stale:
            (out / name).unlink(missing_ok=True)
    except PermissionError as error:
        raise UnwritableOutput(E014.at(value=error.filename or out, holder="")) from error
    except OSError as error:
        raise UnwritableOutput(E015.at(value=error.filename or out, reason=_reason(error))) from error


def _must_be_free(path: Path) -> None:
    if not path.is_file():
        return
    try:
        with path.open("r+b"):
            pass
    except PermissionError as error:
        raise UnwritableOutput(E014.at(value=path, holder="")) from error


def _reason(error: OSError) -> str:
    return {
        "PermissionError": "書き込みの権限がありません。",
        "FileExistsError": "同じ名前のファイルがあります。",
        "NotADirectoryError": "同じ名前のファイルがあります。",
        "FileNotFoundError": "フォルダーがありません。",
    }.get(type(error).__name__, error.strerror or "")

"""Outputs appear all at once or not at all: written to a folder of their own, then moved over the earlier ones.

A failure while writing leaves the earlier outputs as they were. Runs that write to the same place do so in turn.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from inaxl.books.save_lock import try_lock, unlock
from inaxl.errors import UnwritableOutput, system_reason
from inaxl.findings import E014, E015, E033

WAIT_SECONDS = 30.0
"""How long another run that writes to the same place is waited for; writing all papers takes a few seconds."""
_PAUSE_SECONDS = 0.05


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """A fresh folder beside `out` for the new outputs, removed at the end whatever happens; no other run has it.

    Raises UnwritableOutput: E015 where the place cannot be written to, E033 where another run does not end.
    """
    folder = out.with_name(f".{out.name}.new")
    with only_writer(out):
        try:
            shutil.rmtree(folder, ignore_errors=True)  # left behind by a run that was cut off
            folder.mkdir(parents=True)
            yield folder
        except OSError as error:
            raise UnwritableOutput(
                E015.at(value=error.filename or out, reason=system_reason(error))
            ) from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def only_writer(out: Path) -> Iterator[None]:
    """Hold the lock on an output file or folder, which need not exist: a file beside it, gone at the end.

    The lock belongs to the open file, so the system frees it when a process is killed. Raises UnwritableOutput: E033
    where another run holds it longer than WAIT_SECONDS, E015 where the place cannot be written to.
    """
    path = out.with_name(f".{out.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = _locked(path)
    except OSError as error:
        raise UnwritableOutput(E015.at(value=out, reason=system_reason(error))) from error
    if file is None:
        raise UnwritableOutput(E033.at(value=out))
    try:
        yield
    finally:
        with suppress(OSError):  # Windows removes no open file
            path.unlink()
        unlock(file)
        file.close()
        if os.name == "nt":
            with suppress(OSError):  # another run has it open already and removes it
                path.unlink()


def _locked(path: Path) -> IO[bytes] | None:
    """The lock file, open and locked; None where another run holds it too long."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        file = path.open("a+b")
        if try_lock(file):
            with suppress(FileNotFoundError):
                if os.path.samestat(path.stat(), os.fstat(file.fileno())):
                    return file
            unlock(file)  # the run before has just removed it: who comes next would lock another file
        file.close()
        if time.monotonic() > deadline:
            return None
        time.sleep(_PAUSE_SECONDS)


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
        raise UnwritableOutput(E015.at(value=error.filename or out, reason=system_reason(error))) from error


def _must_be_free(path: Path) -> None:
    if not path.is_file():
        return
    try:
        with path.open("r+b"):
            pass
    except PermissionError as error:
        raise UnwritableOutput(E014.at(value=path, holder="")) from error

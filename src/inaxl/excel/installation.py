"""The add-in for one person, without any right of an administrator: one file in XLSTART, two lines of settings.

What is written: `inaxl.xlam` in the person's XLSTART, and `.xlwings\\xlwings.conf` and `.inaxl\\inaxl.conf` in the
person's home folder. Nothing in the registry, nothing for other people.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

from inaxl.books.save import replace_file, system_faults
from inaxl.errors import UnwritableOutput
from inaxl.excel.settings import FOLDER, read_settings, remove_settings, settings_file, write_settings
from inaxl.findings import E027

FILE = "inaxl.xlam"
INTERPRETER, PROGRAM, SERVER = "INTERPRETER_WIN", "INAXL_EXE", "USE UDF SERVER"
_OURS = frozenset({INTERPRETER, PROGRAM, SERVER, FOLDER})


class Installed(NamedTuple):
    """Where the add-in lies and what a click starts; `is_there` False where it is not installed."""

    addin: Path
    is_there: bool
    starts: str
    starts_exists: bool
    folder: str


def xlstart(to: Path | None = None) -> Path:
    """The folder whose books Excel opens at its start. Raises UnwritableOutput(E027) where there is no Excel."""
    if to is not None:
        return to
    roaming = os.environ.get("APPDATA")
    if not roaming:
        raise UnwritableOutput(E027.at())
    return Path(roaming) / "Microsoft" / "Excel" / "XLSTART"


def interpreter() -> Path:
    """What a click starts: `inaxl-python` beside this Python, else this Python."""
    here = Path(sys.executable)
    quick = here.with_name(f"inaxl-python{here.suffix}")
    return quick if quick.is_file() else here


def install(
    to: Path | None = None,
    *,
    program: Path | None = None,
    folder: Path | None = None,
    is_server: bool = False,
) -> Installed:
    """Put the add-in into XLSTART and the settings into the home folder; an older one is replaced.

    program: a frozen `inaxl-buttons` on a share, instead of this Python. folder: the office's working folder.
    is_server: keep one Python process for all clicks. Raises UnwritableOutput (E027, E014, E015).
    """
    from inaxl.excel.macro_book import addin

    target = xlstart(to) / FILE
    settings = {INTERPRETER: str(interpreter())} if program is None else {PROGRAM: str(program)}
    if is_server:
        settings[SERVER] = "True"
    data = addin(settings.items())
    with system_faults(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(target, data)
        own = {FOLDER: str(folder.resolve())} if folder is not None else {}
        for name in ("xlwings", "inaxl"):
            path = settings_file(name)
            remove_settings(path, _OURS - frozenset(own) - ({FOLDER} if folder is None else set()))
            write_settings(path, {**settings, **(own if name == "inaxl" else {})})
    return status(to)


def remove(to: Path | None = None) -> bool:
    """Take the add-in and its settings out; whether there was an add-in."""
    target = xlstart(to) / FILE
    was_there = target.is_file()
    with system_faults(target):
        target.unlink(missing_ok=True)
        for name in ("xlwings", "inaxl"):
            remove_settings(settings_file(name), _OURS)
    return was_there


def status(to: Path | None = None) -> Installed:
    """What is installed for this person."""
    target = xlstart(to) / FILE
    known = read_settings(settings_file("inaxl"))
    starts = known.get(PROGRAM) or known.get(INTERPRETER) or ""
    return Installed(
        target, target.is_file(), starts, bool(starts) and Path(starts).is_file(), known.get(FOLDER, "")
    )

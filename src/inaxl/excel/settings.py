"""The person's own settings file, which xlwings' RunPython reads too: which Python a click starts, which folder it uses.

Written by `inaxl addin install`. VBA reads the file in the system's code page, so it is written in that.
"""

from __future__ import annotations

import csv
import locale
from collections.abc import Mapping
from pathlib import Path

from inaxl.errors import UnwritableOutput
from inaxl.findings import E015

FOLDER = "INAXL_FOLDER"
"""The working folder of an office whose department books lie elsewhere."""
NAMES = ("inaxl", "xlwings")
"""The add-in looks for the file of the first name, a macro book for that of the second."""


def settings_file(name: str = NAMES[0]) -> Path:
    """`%USERPROFILE%\\.inaxl\\inaxl.conf`."""
    return Path.home() / f".{name}" / f"{name}.conf"


def read_settings(path: Path) -> dict[str, str]:
    """All settings of a file; {} where there is none."""
    try:
        text = path.read_text(encoding=_code_page(), errors="replace")
    except OSError:
        return {}
    return {row[0].upper(): row[1] for row in csv.reader(text.splitlines()) if len(row) == 2}


def user_setting(key: str) -> str:
    """One setting of the person, '' where it is not set."""
    for name in NAMES:
        value = read_settings(settings_file(name)).get(key.upper())
        if value:
            return value
    return ""


def write_settings(path: Path, settings: Mapping[str, str]) -> None:
    """Write the file; settings that others have put there stay. Raises UnwritableOutput as `_write`."""
    known = {**read_settings(path), **{key.upper(): value for key, value in settings.items()}}
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, {key: value for key, value in known.items() if value})


def remove_settings(path: Path, keys: frozenset[str]) -> None:
    """Take settings out again; the file goes with the last one."""
    left = {key: value for key, value in read_settings(path).items() if key not in keys}
    if left:
        _write(path, left)
    else:
        path.unlink(missing_ok=True)


def _write(path: Path, settings: Mapping[str, str]) -> None:
    """Raises UnwritableOutput(E015) for a character that the code page lacks: `?` in its place would name another file."""
    text = "".join(f'"{key}","{value}"\n' for key, value in settings.items())
    try:
        data = text.encode(_code_page())
    except UnicodeEncodeError as why:
        odd = text[why.start : why.end]
        reason = (
            f"「{odd}」は、この PC の文字コード（{_code_page()}）で表せません。"
            "inaxl と作業フォルダーを、この文字のない場所に置いてください。"
        )
        raise UnwritableOutput(E015.at(value=path, reason=reason)) from why
    path.write_bytes(data)


def _code_page() -> str:
    return locale.getpreferredencoding(False)

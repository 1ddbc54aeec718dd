"""The copy that a department hands in: the open book as it is now, without marks, with the sheet 提出票 as its stamp."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from inaxl.books.edits import CellLook, OwnCell, OwnRow, SetSheet
from inaxl.books.patch import apply_edits
from inaxl.books.save import replace_file, system_faults
from inaxl.forms.marks import unmark
from inaxl.values.periods import fy_code, fy_label

SHEET = "提出票"
_LABEL = CellLook(size=11, fill="F3F5F8", bottom=("thin", "DDE1E6"))
_VALUE = CellLook(size=11, bottom=("thin", "DDE1E6"), horizontal="left", wrap=True)
_DIGEST = CellLook(font="BIZ UDゴシック", size=9, bottom=("thin", "DDE1E6"))
_FORBIDDEN = str.maketrans(
    dict.fromkeys('\\/:*?"<>|=%^&[]', "_")
)  # also what RunPython cannot take in a name


class Stamp(NamedTuple):
    """What the stamp says. `digest` is the SHA-256 of the copy before the stamp was put in."""

    fy: int | None
    department: str
    day: dt.date
    errors: int
    warnings: int
    checked: str
    digest: str


def file_name(stamp: Stamp, suffix: str) -> str:
    """`提出_R05_企画部地域創造課_20240628.xlsm`."""
    parts = ["提出", fy_code(stamp.fy) if stamp.fy else "", stamp.department, f"{stamp.day:%Y%m%d}"]
    return "_".join(part for part in parts if part).translate(_FORBIDDEN) + suffix


def write_copy(book: Any, target_folder: Path, stamp: Stamp, suffix: str) -> Path:
    """Save the copy beside the book; a copy of the same day is replaced."""
    data = unmark(_bytes_of(book, suffix))
    stamp = stamp._replace(digest=hashlib.sha256(data).hexdigest())
    stamped = apply_edits(data, [stamp_sheet(stamp)])
    target = target_folder / file_name(stamp, suffix)
    with system_faults(target):
        replace_file(target, stamped)
    return target


def _bytes_of(book: Any, suffix: str) -> bytes:
    """The open book with what was not saved yet, through Excel's own copy."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"copy{suffix}"
        book.api.SaveCopyAs(str(path))
        return path.read_bytes()


def stamp_sheet(stamp: Stamp) -> SetSheet:
    """The sheet 提出票."""
    state = (
        "◎ 誤りはありません"
        if not stamp.errors
        else f"▼ 誤りが{stamp.errors}件残っています（確認のうえ提出）"
    )
    lines = (
        ("年度", fy_label(stamp.fy) if stamp.fy else "－"),
        ("部署", stamp.department or "－"),
        ("提出日", f"{stamp.day:%Y-%m-%d}"),
        ("検証", state),
        ("誤り", stamp.errors),
        ("警告", stamp.warnings),
        ("確認した範囲", stamp.checked or "－"),
    )
    rows = [OwnRow((OwnCell(SHEET, CellLook(size=18, bold=True, colour="17406D")),), 32)]
    rows += [OwnRow((OwnCell(label, _LABEL), OwnCell(value, _VALUE)), 22) for label, value in lines]
    rows.append(OwnRow((OwnCell("内容の指紋（SHA-256）", _LABEL), OwnCell(stamp.digest, _DIGEST)), 22))
    return SetSheet(SHEET, tuple(rows), (26, 74), tab_colour="17406D")

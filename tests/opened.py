"""Another library's view of a book that we wrote: openpyxl, for looking only."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import openpyxl


def opened(book: Path | bytes) -> openpyxl.Workbook:
    """The workbook with the values of formulas; no file stays open."""
    data = book if isinstance(book, bytes) else book.read_bytes()
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", message=".*extension is not supported"
        )  # sparklines: not its business here
        return openpyxl.load_workbook(io.BytesIO(data), data_only=True)

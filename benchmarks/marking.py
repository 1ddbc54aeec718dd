"""What marking costs: 20 cells in a book of 200 KB, beside reading it and beside openpyxl's load and save.

    python benchmarks/marking.py [--runs 9]

Medians of one run; the ratios mean something on any machine, the milliseconds on this one.
"""

from __future__ import annotations

import argparse
import io
import random
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

from inaxl.books.read import read_bytes
from inaxl.books.save import edit_book
from inaxl.findings import E101, Finding
from inaxl.forms.marks import mark, unmark

SIZE, CELLS, MOST_MS = 200_000, 20, 50.0


def book(size: int = SIZE) -> bytes:
    """A KPI book of about that size: a table, and a sheet of statistics behind it."""
    dice = random.Random(1)
    for rows in range(500, 20_000, 500):
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as written:
            kpi, data = written.add_worksheet("KPI"), written.add_worksheet("統計")
            kpi.write_row("A1", ["No", "KPI", "単位", "現状値", "指標値", "R05実績値"])
            for row in range(1, 61):
                kpi.write_row(row, 0, [row, f"指標{row}", "人", *(dice.randrange(1_000) for _ in range(3))])
            for row in range(rows):
                data.write_row(row, 0, [f"地区{row}", *(dice.randrange(100_000) for _ in range(8))])
        if len(out.getvalue()) >= size:
            return out.getvalue()
    raise AssertionError("the book does not grow")


def milliseconds(act: Callable[[], object], runs: int) -> float:
    """Median time of an action."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def with_openpyxl(data: bytes) -> None:
    """Load and save, the usual way to put a mark into a book."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        openpyxl.load_workbook(io.BytesIO(data)).save(io.BytesIO())


def main() -> None:
    """Print the table; exit code 1 where marking adds more than 50 ms."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    data = book()
    found: list[Finding] = [
        E101.at(sheet="KPI", cell=f"F{row}", value="8万", reason="") for row in range(2, 2 + CELLS)
    ]
    marked = mark(data, found)
    reading = milliseconds(lambda: read_bytes(data, name="b.xlsx"), runs)
    marking = milliseconds(lambda: mark(data, found), runs)
    unmarking = milliseconds(lambda: unmark(marked), runs)
    library = milliseconds(lambda: with_openpyxl(data), max(3, runs // 3))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "b.xlsx"

        def write() -> None:
            path.write_bytes(data)
            edit_book(path, lambda old: mark(old, found), command="check --mark")

        writing = milliseconds(write, runs)
    print(f"{len(data) / 1000:.0f} KB, {CELLS} cells marked")
    for name, taken in (
        ("reading", reading),
        ("marking, added to reading", marking),
        ("marking with backup, log and atomic write", writing),
        ("unmarking", unmarking),
        ("openpyxl load and save", library),
    ):
        print(
            f"{name:42s} {taken:8.1f} ms  {taken / reading:5.2f} x reading  {taken / library:6.3f} x openpyxl"
        )
    sys.exit(0 if marking <= MOST_MS else 1)


if __name__ == "__main__":
    main()

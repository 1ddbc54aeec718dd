"""Ready packs of checks for papers of other kinds than entry books: pure functions from a read workbook to findings.

To add one: a module here, its name in `PACKS` and `run_pack`, a docs page with its table of rules, a test per rule.
"""

from __future__ import annotations

from typing import NamedTuple

from inaxl.books.grid import Workbook
from inaxl.books.objects import SheetObject
from inaxl.findings import Finding

MACHINE_READABLE = "machine-readable"
PACKS = (MACHINE_READABLE,)


class PackResult(NamedTuple):
    """What a pack found in a book, and how many tables and filled cells it looked at."""

    findings: list[Finding]
    tables: int
    cells: int


def run_pack(name: str, workbook: Workbook, objects: tuple[SheetObject, ...] = ()) -> PackResult:
    """Hold a book against a pack; KeyError for an unknown name.

    objects: the pictures, charts and shapes on its sheets (`books.objects.objects_in`).
    """
    from inaxl.packs.machine_readable import machine_readable
    from inaxl.packs.table_areas import Sheet

    findings = {MACHINE_READABLE: machine_readable}[name](workbook, objects)
    tables = sum(len(Sheet(grid).tables) for grid in workbook.grids)
    cells = sum(value is not None for grid in workbook.grids for line in grid.rows for value in line)
    return PackResult(findings, tables, cells)

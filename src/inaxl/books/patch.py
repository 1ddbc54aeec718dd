"""Carry out edits on the bytes of a workbook and lose nothing: bytes in, bytes out, no file is opened here.

Parts that no edit concerns stay byte-identical and in the same order; in a part that is edited only the bytes of the
edit change. Refused with a code: signed and strict books (E018), password-protected ones (E011), what is no workbook
(E010), too large (E013). To take marks out again: `patch_unmark.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from inaxl.books.edits import Edit, Mark, RemoveSheet, SetSheet, SetValue
from inaxl.books.grid import Area, cell_name
from inaxl.books.patch_notes import Notes
from inaxl.books.patch_ownsheet import remove_sheet, set_sheet
from inaxl.books.patch_package import Package
from inaxl.books.patch_record import Before, add_record, before_of
from inaxl.books.patch_sheet import SheetPart, contains, place_of
from inaxl.books.patch_styles import Styles
from inaxl.errors import UnwritableOutput
from inaxl.findings import E018

MAX_MERGED_CELLS = 400
"""Cells of a merged area that get the mark's border; in a larger one only its first cell is marked."""


def apply_edits(data: bytes, edits: Iterable[Edit], *, is_recorded: bool = False) -> bytes:
    """The workbook with the edits carried out; the same bytes where there is none.

    `is_recorded` keeps in the book what `remove_marks` needs. Raises UnreadableInput or UnwritableOutput, with the
    book unchanged in both cases.
    """
    wanted = list(edits)
    if not wanted:
        return data
    book = _Book(data)
    for edit in wanted:
        book.take(edit)
    return book.finished(is_recorded=is_recorded)


class _Book:
    """A workbook while edits are collected."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        self.styles = Styles(self.package)
        self.sheets: dict[str, tuple[SheetPart, Notes]] = {}
        self.before: dict[tuple[str, str], Before] = {}
        self.own = ""
        self._needs_calculation = False
        self._merges: dict[str, list[Area]] = {}

    def take(self, edit: Edit) -> None:
        """Collect one edit."""
        if isinstance(edit, Mark):
            self._mark(edit)
        elif isinstance(edit, SetValue):
            self._set_value(edit)
        elif isinstance(edit, SetSheet):
            self.own = edit.name
            set_sheet(self.package, self.styles, edit)
        else:
            assert isinstance(edit, RemoveSheet)
            remove_sheet(self.package, edit.name)

    def _sheet(self, name: str) -> tuple[SheetPart, Notes]:
        key = name.lower()  # as in Excel, upper and lower case name the same sheet
        if key not in self.sheets:
            entry = self.package.sheet(name)
            if entry is None or not self.package.has(entry.part):
                raise UnwritableOutput(E018.at(reason=f"シート「{name}」がありません。"))
            sheet = SheetPart(self.package.xml(entry.part))
            self.sheets[key] = sheet, Notes(self.package, entry.part, entry.position + 1, sheet)
            self._merges[key] = sheet.merges()
        return self.sheets[key]

    def _mark(self, edit: Mark) -> None:
        sheet, notes = self._sheet(edit.sheet)
        row, column = place_of(edit.cell)
        area = next(
            (a for a in self._merges[edit.sheet.lower()] if contains(a, row, column)),
            Area(row, column, row, column),
        )
        if (area.bottom - area.top + 1) * (area.right - area.left + 1) > MAX_MERGED_CELLS:
            area = Area(area.top, area.left, area.top, area.left)
        for r in range(area.top, area.bottom + 1):
            for c in range(area.left, area.right + 1):
                self._mark_cell(edit, sheet, r, c)
        if edit.note:
            notes.add(area.top, area.left, edit.note)

    def _mark_cell(self, edit: Mark, sheet: SheetPart, row: int, column: int) -> None:
        """Lay the look over one cell; the first mark of a cell decides, so the graver one comes first."""
        if (edit.sheet, cell_name(row, column)) in self.before:
            return
        base = sheet.style(row, column)
        self.before[edit.sheet, cell_name(row, column)] = before_of(self.styles, base)
        sheet.set_style(row, column, self.styles.overlay(base, edit.look))

    def _set_value(self, edit: SetValue) -> None:
        sheet, _ = self._sheet(edit.sheet)
        row, column = place_of(edit.cell)
        self._refuse_value(edit, sheet, row, column)
        sheet.set_value(row, column, edit.value)
        self._needs_calculation = True

    def _refuse_value(self, edit: SetValue, sheet: SheetPart, row: int, column: int) -> None:
        where = f"シート「{edit.sheet}」の {edit.cell} は"
        if any(contains(a, row, column) and (row, column) != a[:2] for a in self._merges[edit.sheet.lower()]):
            raise UnwritableOutput(E018.at(reason=f"{where}結合されたセルの一部です。"))
        if any(contains(area, row, column) for area in sheet.blocks()):
            raise UnwritableOutput(E018.at(reason=f"{where}配列数式の一部です。"))
        if sheet.is_protected() and not self.styles.is_unlocked(sheet.style(row, column)):
            raise UnwritableOutput(E018.at(reason=f"{where}保護されています。"))
        cell = sheet.cell(row, column)
        formula = sheet.part.child(cell.element, "f") if cell else None
        if formula is None:
            return
        if not edit.over_formula:
            raise UnwritableOutput(E018.at(reason=f"{where}数式です。"))
        if formula.get("t") == "shared" and formula.get("ref"):
            raise UnwritableOutput(E018.at(reason=f"{where}ほかのセルと共有する数式です。"))
        self._forget_calculation_chain()

    def _forget_calculation_chain(self) -> None:
        """Excel makes the chain anew; one that names a cell without a formula makes it repair the book."""
        relation = self.package.related(self.package.workbook_part, "calcChain")
        if relation is not None:
            self.package.unrelate(self.package.workbook_part, relation)
            self.package.remove(relation.target)

    def finished(self, *, is_recorded: bool) -> bytes:
        """The workbook's bytes with all edits."""
        for sheet, notes in self.sheets.values():
            notes.write()
            sheet.write()
        self.styles.write()
        if self._needs_calculation and self._has_formulas():
            request_calculation(self.package)
        if is_recorded:
            return add_record(self.package, self.before, self.own)
        return self.package.to_bytes()

    def _has_formulas(self) -> bool:
        """Whether a stored result may have become stale."""
        formula = re.compile(rb"<(?:\w+:)?f[\s>/]")
        parts = (sheet.part for sheet in self.package.sheets() if sheet.part)
        return any(formula.search(self.package.read(part)) for part in parts if self.package.has(part))


_AFTER_CALCULATION = (
    *("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing"),
    *("fileRecoveryPr", "webPublishObjects", "extLst"),
)


def request_calculation(package: Package) -> None:
    """Ask Excel to calculate the whole book when it opens it."""
    book = package.workbook
    present = book.child(book.root, "calcPr")
    if present is not None:
        book.set_attribute(present, "fullCalcOnLoad", "1")
        return
    at = next((e.start for e in book.children(book.root) if e.name in _AFTER_CALCULATION), book.root.close)
    book.splice(at, at, b"<" + book.tag("calcPr") + b' fullCalcOnLoad="1"/>')


def sheet_names(data: bytes) -> tuple[str, ...]:
    """Names of a workbook's worksheets in their order."""
    return tuple(sheet.name for sheet in Package(data).sheets() if sheet.part)

"""Findings become visible in a workbook: what a mark, its note and the sheet 検証結果 look like.

Bytes in, bytes out. How edits are carried out without loss: `books/patch.py`, and back: `books/patch_unmark.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from inaxl.books.edits import Edit, Mark, MarkLook, NoteRun
from inaxl.books.patch import apply_edits, sheet_names
from inaxl.books.patch_unmark import Traces, remove_marks
from inaxl.findings import SEVERITY_LABELS, Finding, in_order
from inaxl.forms.marks_sheet import HEADER, SHEET, findings_sheet

RUST, NAVY = "BF5308", "17406D"
LOOKS = {
    "error": MarkLook("F8D3BC", "thick", RUST),
    "warning": MarkLook("DCEBF8", "mediumDashed", NAVY),
}
_FIRST_LINE = re.compile(r"^(誤り|警告|お知らせ) [EWI]\d{3}　")
_LEADING_VALUE = re.compile(r"^「(?P<value>[^」]*)」[はが]")
_TITLE_LENGTH = 40
TRACES = Traces(tuple(LOOKS.values()), _FIRST_LINE, SHEET, HEADER)

Labels = Callable[[Finding], tuple[str, str]]
"""Project and KPI name of a finding as the sheet 検証結果 shows them, '' where unknown."""


def _unlabelled(finding: Finding) -> tuple[str, str]:
    return "", finding.kpi_id or ""


def mark(
    data: bytes,
    findings: Iterable[Finding],
    *,
    labels: Labels = _unlabelled,
    scope: str = "",
    checked: str = "",
) -> bytes:
    """The workbook with a mark and note on each cell that has an error or warning, and the sheet 検証結果.

    findings: those of this one book, in any order. Those without a cell, and information, appear on the sheet only.
    labels: project and KPI name of a finding. scope: what stands at the sheet's top right, such as department and
    year. checked: what was looked at, such as 「12指標・72セルを確認しました。」.
    A book that is already marked is unmarked first, so marking twice gives the same bytes as marking once.
    Raises UnreadableInput or UnwritableOutput where the book cannot be patched.
    """
    clean = unmark(data)
    edits = mark_edits(findings, sheet_names(clean), labels=labels, scope=scope, checked=checked)
    return apply_edits(clean, edits, is_recorded=True)


def mark_edits(
    findings: Iterable[Finding],
    names: Sequence[str],
    *,
    labels: Labels = _unlabelled,
    scope: str = "",
    checked: str = "",
) -> list[Edit]:
    """The edits that `mark` carries out, for a book that is open somewhere; `names` are its sheets."""
    ordered = in_order(finding._replace(book=None) for finding in findings)
    return [*_marks(ordered, names), findings_sheet(ordered, labels, scope, checked, names)]


def unmark(data: bytes) -> bytes:
    """The workbook without any trace of marks; the same bytes where it has none."""
    return remove_marks(data, TRACES)


def _marks(findings: Sequence[Finding], names: Sequence[str]) -> Iterable[Mark]:
    """One mark a cell, in the look of its gravest finding (findings come errors first)."""
    by_cell: dict[tuple[str, str], list[Finding]] = {}
    present = {name.lower(): name for name in names}
    for finding in findings:
        sheet = present.get((finding.sheet or "").lower())
        if finding.severity in LOOKS and sheet and finding.cell:
            by_cell.setdefault((sheet, finding.cell.split(":")[0].replace("$", "")), []).append(finding)
    for (sheet, cell), found in by_cell.items():
        runs: list[NoteRun] = []
        for finding in found:
            runs += [NoteRun("\n\n")] if runs else []
            runs += note(finding)
        yield Mark(sheet, cell, LOOKS[found[0].severity], tuple(runs))


def note(finding: Finding) -> tuple[NoteRun, ...]:
    """The note's text: kind, code and title; what was found; how to mend it."""
    title, text = split_message(finding.message)
    colour = RUST if finding.severity == "error" else NAVY
    runs = [NoteRun(f"{SEVERITY_LABELS[finding.severity]} {finding.code}　{title}\n", True, colour)]
    if text:
        runs.append(NoteRun(text + "\n"))
    runs += [NoteRun("直し方", True), NoteRun(f"　{finding.remedy}")]
    return tuple(runs)


def split_message(message: str) -> tuple[str, str]:
    """A message as a short title and the rest: `「8万」は数値として読めません。` becomes 数値として読めません and 「8万」."""
    first, _, rest = message.partition("。")
    value = _LEADING_VALUE.match(first)
    title = first[value.end() :] if value else first
    text = (f"書かれている文字　「{value['value']}」\n" if value and value["value"] else "") + rest
    if len(title) > _TITLE_LENGTH:
        return title[: _TITLE_LENGTH - 1] + "…", message
    return title, text.strip("\n")

"""The sheet 検証結果: every finding of a book in one list, with links to the cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from inaxl.books.edits import CellLook, OwnCell, OwnRow, SetSheet
from inaxl.books.grid import cell_name
from inaxl.findings import SEVERITY_LABELS, Finding

SHEET = "検証結果"
HEADER = ("セル", "事業", "KPI", "書かれている文字", "内容", "直し方", "コード")
_COLUMNS = ("種別", *HEADER)
_WIDTHS = (9.0, 12.0, 20.0, 24.0, 16.0, 38.0, 38.0, 7.0)
_WRAPPED = (2, 3, 4, 5, 6)
_LINE, _PADDING = 14.5, 11.5  # points of a line of text, and around it
_INK, _SUB, _NAVY, _RUST = "1A1A1A", "555B63", "17406D", "BF5308"
_HAIR = ("thin", "DDE1E6")
_FIGURES = "BIZ UDゴシック"

_TITLE = CellLook(size=18, bold=True, colour=_NAVY)
_SUBTLE = CellLook(size=10, colour=_SUB)
_RIGHT = CellLook(size=10, colour=_SUB, horizontal="right")
_HEAD = CellLook(size=10, colour=_SUB, top=("medium", _INK), bottom=("thin", "AEB5BD"))
_PLACE_HEAD = _HEAD._replace(horizontal="left", indent=1)
_CODE_HEAD = _HEAD._replace(horizontal="right")
_BOXES = {
    "error": CellLook(size=11, bold=True, fill="F8D3BC", box="medium", box_colour=_RUST, horizontal="center"),
    "warning": CellLook(
        size=11, bold=True, fill="DCEBF8", box="mediumDashed", box_colour=_NAVY, horizontal="center"
    ),
    "info": CellLook(size=11, colour=_SUB, bottom=_HAIR, horizontal="center"),
}
_GOOD = CellLook(size=11, bold=True, fill=_NAVY, colour="FFFFFF", horizontal="center")
_PLACE = CellLook(font=_FIGURES, colour=_NAVY, underline=True, bottom=_HAIR, indent=1, horizontal="left")
_NO_PLACE = CellLook(size=10, bottom=_HAIR, indent=1, horizontal="left")
_BODY = CellLook(size=10, bottom=_HAIR, wrap=True)
_PROJECT, _KPI = _BODY._replace(colour=_SUB), _BODY._replace(bold=True)
_WRITTEN = _BODY._replace(font=_FIGURES)
_CODE = CellLook(font=_FIGURES, size=10, colour=_SUB, bottom=_HAIR, horizontal="right")


def findings_sheet(
    findings: Sequence[Finding],
    labels: Callable[[Finding], tuple[str, str]],
    scope: str,
    checked: str,
    names: Sequence[str],
) -> SetSheet:
    """The sheet for findings in their order; `names` are the book's sheets, so that no link leads nowhere."""
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = sum(finding.severity == "warning" for finding in findings)
    known = {name.lower() for name in names}
    sheets = {finding.sheet for finding in findings if finding.sheet}
    rows = [_title(errors, warnings, scope), _summary(errors, warnings, checked), OwnRow(height=6)]
    heads = [OwnCell(word, {"コード": _CODE_HEAD, "セル": _PLACE_HEAD}.get(word, _HEAD)) for word in _COLUMNS]
    rows.append(OwnRow(tuple(heads), 24))
    rows += [_row(finding, labels(finding), known, is_named=len(sheets) > 1) for finding in findings]
    return SetSheet(
        name=_free_name(known),
        rows=tuple(rows),
        widths=_WIDTHS,
        frozen_rows=4,
        repeated_rows=(4, 4),
        tab_colour=_RUST if errors else _NAVY,
        footer="&C－ &P －",
    )


def _free_name(known: set[str]) -> str:
    """検証結果; another name where the user's book has a sheet of this name."""
    names = [SHEET, *(f"{SHEET}({number})" for number in range(2, 1000))]
    return next(name for name in names if name not in known)


def _title(errors: int, warnings: int, scope: str) -> OwnRow:
    if errors:
        status = OwnCell(f"▼ 未修正 {errors}件", _BOXES["error"])
    elif warnings:
        status = OwnCell(f"警告 {warnings}件", _BOXES["warning"])
    else:
        status = OwnCell("◎ 問題なし", _GOOD)
    blank = OwnCell()
    last = OwnCell(scope or None, _RIGHT)
    return OwnRow((OwnCell(SHEET, _TITLE), blank, status, blank, blank, blank, blank, last), 32)


def _summary(errors: int, warnings: int, checked: str) -> OwnRow:
    if errors or warnings:
        text = f"誤り {errors}　警告 {warnings}　誤りは直してから提出してください。警告は確かめてください。"
    else:
        text = "誤りも警告もありません。"
    return OwnRow((OwnCell(text + checked, _SUBTLE),), 20)


def _row(finding: Finding, label: tuple[str, str], known: set[str], *, is_named: bool) -> OwnRow:
    place = _place(finding, is_named=is_named)
    link = None
    if finding.sheet and finding.sheet.lower() in known:
        link = (finding.sheet, (finding.cell or cell_name(1, 1)).replace("$", ""))
    value = finding.value if finding.cell else None
    texts = ("", place, *label, value or "", finding.message, finding.remedy, finding.code)
    looks = (_PLACE if link else _NO_PLACE, _PROJECT, _KPI, _WRITTEN, _BODY, _BODY, _CODE)
    first = OwnCell(SEVERITY_LABELS[finding.severity], _BOXES[finding.severity])
    cells = [OwnCell(text or None, look) for text, look in zip(texts[1:], looks, strict=True)]
    cells[0] = cells[0]._replace(link=link)
    lines = max(_lines(texts[column], _WIDTHS[column]) for column in _WRAPPED)
    return OwnRow((first, *cells), _PADDING + _LINE * max(lines, 1))


def _place(finding: Finding, *, is_named: bool) -> str:
    if not finding.sheet:
        return "ブック全体" if not finding.cell else finding.cell
    if not finding.cell:
        return finding.sheet
    return f"{finding.sheet}!{finding.cell}" if is_named else finding.cell


def _lines(text: str, width: float) -> int:
    """Lines that a text takes in a column: wide characters count for two."""
    room = max(int(width * 1.05) - 1, 4)
    count = 0
    for line in text.split("\n"):
        cells = sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in line)
        count += max(1, -(-cells // room))
    return count

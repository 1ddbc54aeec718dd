"""The sheet 使い方 with the buttons: its cells, and the shapes that lie over them and run a macro when clicked.

A shape is put over every cell that reads like a button (`1　入力チェック`), whoever wrote the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inaxl.books.edits import CellLook, OwnCell, OwnRow, SetSheet
from inaxl.books.patch_xml import escape
from inaxl.excel.button_table import BUTTONS, DEPARTMENT, Button

SHEET = "使い方"
STATUS_NAME, STATUS_CELL = "inaxl_status", "A4"
UNCHECKED = "未確認"
LEAD = "ボタンを押すと、このブックを確かめ、集計します。セルの値は変わりません。"
LEAD_OF_SECRETARIAT = "このブックを作業フォルダー（plan.xlsx のあるところ）に置いて、ボタンを押します。"
WIDTHS = (30.0, 2.5, 78.0, 48.0)
_NAVY, _INK, _SUB, _TINT = "17406D", "1A1A1A", "555B63", "F3F5F8"
_HAIR = ("thin", "DDE1E6")
_EMU_PER_POINT, _EMU_PER_PIXEL = 12700, 9525
_WIDTH, _HEIGHT, _GAP = 212 * _EMU_PER_PIXEL, 30 * _EMU_PER_POINT, 3 * _EMU_PER_POINT

_TITLE = CellLook(size=20, bold=True, colour=_NAVY)
_STATUS = CellLook(
    size=16, bold=True, colour=_SUB, fill=_TINT, box="thin", box_colour="AEB5BD", horizontal="center"
)
_SECTION = CellLook(size=12, bold=True, bottom=("medium", _INK))
_TEXT = CellLook(size=11, bottom=_HAIR)
_REMARK = CellLook(size=10, colour=_SUB, bottom=_HAIR)
_BODY = CellLook(size=11)
_NOTE = CellLook(size=10, colour=_SUB)


def caption(button: Button) -> str:
    """What stands on a button and in the cell below it."""
    return f"{button.number}　{button.label}"


def howto_sheet(
    name: str = SHEET, buttons: Sequence[Button] = DEPARTMENT, lead: str = LEAD, *, has_status: bool = True
) -> SetSheet:
    """The sheet for a book that has none; the state of the check stands in `STATUS_CELL`.

    has_status: False for a book that is not checked itself, or that shows its state on a sheet of its own.
    """
    state = (OwnCell(UNCHECKED, _STATUS), OwnCell(), OwnCell("下の順に進めてください。", _BODY))
    rows = [
        OwnRow((OwnCell(SHEET, _TITLE),), 32),
        OwnRow((OwnCell(lead, _NOTE),), 20),
        OwnRow(height=8),
        *([OwnRow(state, 40), OwnRow(height=12)] if has_status else []),
        OwnRow((OwnCell("作業の順番", _SECTION), *(OwnCell(None, _SECTION),) * 3), 24),
    ]
    for button in buttons:
        cells = (
            OwnCell(caption(button), _box(button)),
            OwnCell(None, _TEXT),
            OwnCell(button.sentence, _TEXT),
            OwnCell(button.remark or None, _REMARK),
        )
        rows.append(OwnRow(cells, 36))
    return SetSheet(name, tuple(rows), WIDTHS, tab_colour=_NAVY)


def _box(button: Button) -> CellLook:
    fill, ink = (_NAVY, "FFFFFF") if button.must_do else (_TINT, _INK)
    return CellLook(size=12, bold=True, colour=ink, fill=fill, bottom=("medium", "FFFFFF"), indent=1)


def settings_sheet(name: str, settings: Iterable[tuple[str, str]]) -> SetSheet:
    """The sheet that xlwings takes its settings from: names in column A, values in column B."""
    return SetSheet(
        name, tuple(OwnRow((OwnCell(key), OwnCell(value))) for key, value in settings), (30.0, 80.0)
    )


def buttons_in(cells: Iterable[tuple[int, int, object]]) -> list[tuple[int, int, Button]]:
    """Row, column (1-based) and button of every cell that reads like one."""
    captions = {caption(button): button for button in BUTTONS}
    return [
        (row, column, captions[value])
        for row, column, value in cells
        if isinstance(value, str) and value in captions
    ]


def drawing_xml(places: Sequence[tuple[int, int, Button]]) -> bytes:
    """A drawing with one shape for each place (row, column, button), each with its macro."""
    shapes = "".join(_shape(number, *place) for number, place in enumerate(places, 2))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
        f' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{shapes}</xdr:wsDr>'
    ).encode()


def _shape(identifier: int, row: int, column: int, button: Button) -> str:
    fill, ink, line = (_NAVY, "FFFFFF", _NAVY) if button.must_do else (_TINT, _INK, "AEB5BD")
    text, tip = (escape(t, in_attribute=True).decode() for t in (caption(button), button.sentence))
    font = '<a:latin typeface="BIZ UDPゴシック"/><a:ea typeface="BIZ UDPゴシック"/><a:cs typeface="BIZ UDPゴシック"/>'
    return (
        f'<xdr:twoCellAnchor editAs="oneCell"><xdr:from><xdr:col>{column - 1}</xdr:col><xdr:colOff>0</xdr:colOff>'
        f"<xdr:row>{row - 1}</xdr:row><xdr:rowOff>{_GAP}</xdr:rowOff></xdr:from>"
        f"<xdr:to><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{row - 1}</xdr:row><xdr:rowOff>{_GAP + _HEIGHT}</xdr:rowOff></xdr:to>"
        f'<xdr:sp macro="[0]!{button.macro}" textlink=""><xdr:nvSpPr>'
        f'<xdr:cNvPr id="{identifier}" name="{button.macro}" descr="{tip}"/><xdr:cNvSpPr/></xdr:nvSpPr>'
        f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{_WIDTH}" cy="{_HEIGHT}"/></a:xfrm>'
        '<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val 6000"/></a:avLst></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>'
        f'<a:ln w="9525"><a:solidFill><a:srgbClr val="{line}"/></a:solidFill></a:ln></xdr:spPr>'
        '<xdr:txBody><a:bodyPr vertOverflow="clip" wrap="square" lIns="144000" anchor="ctr"/><a:lstStyle/>'
        f'<a:p><a:pPr algn="l"/><a:r><a:rPr lang="ja-JP" altLang="en-US" sz="1200" b="1"><a:solidFill>'
        f'<a:srgbClr val="{ink}"/></a:solidFill>{font}</a:rPr><a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp>'
        "<xdr:clientData/></xdr:twoCellAnchor>"
    )

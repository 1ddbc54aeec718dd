"""Workbooks that hold everything a careless writer loses: made by XlsxWriter, by openpyxl, and by hand."""

from __future__ import annotations

import datetime as dt
import io
import struct
import warnings
import zipfile
import zlib

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _picture() -> io.BytesIO:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    header = struct.pack(">2L5B", 8, 8, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x20\x40\x80" * 8 for _ in range(8)))
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def rich_book(*, has_macros: bool = False) -> bytes:
    """Charts, shapes, check box, button, sparkline, data bars, notes, drop-downs, table, names, protection, picture."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": dt.datetime(2024, 4, 1)})
    if has_macros:
        book.add_vba_project(io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no real project"), is_stream=True)
    sheet, other, charts = (
        book.add_worksheet("KPI"),
        book.add_worksheet("事業'8 & 9"),
        book.add_chartsheet("グラフ"),
    )
    entry = book.add_format({"bg_color": "#FFF9DB", "border": 1, "num_format": "#,##0", "locked": False})
    head = book.add_format({"bold": True, "bg_color": "#17406D", "font_color": "white"})
    sheet.write_row("A1", ["No", "KPI", "単位", "R04", "R05", "合計"], head)
    for row in range(1, 19):
        sheet.write_row(row, 0, [row, f"指標{row}", "人"])
        sheet.write_row(row, 3, [row * 10, row * 11], entry)
    sheet.write("E5", "8万～9万", entry)
    sheet.write_formula("F2", "=SUM(D2:E2)", None, 21)
    sheet.write_array_formula("H20:I20", "{=D2:E2*2}", None, 20)
    sheet.write_rich_string("B7", "移住", head, "者数")
    sheet.write_comment("E5", "担当者のメモ", {"author": "田中"})
    sheet.write_comment("B3", "別のメモ")
    sheet.conditional_format("E2:E19", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("D2:D19", {"type": "icon_set", "icon_style": "3_arrows"})
    sheet.data_validation("G2:G9", {"validate": "list", "source": ["実績あり", "集計中"]})
    sheet.add_sparkline("H2", {"range": "KPI!D2:E2"})
    sheet.insert_textbox("J2", "手引き")
    sheet.insert_button("J10", {"macro": "check", "caption": "入力チェック"})
    sheet.insert_checkbox("K1", True)
    sheet.insert_image("J15", "seal.png", {"image_data": _picture()})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=KPI!$D$2:$D$9"})
    sheet.insert_chart("L2", chart)
    whole = book.add_chart({"type": "line"})
    whole.add_series({"values": "=KPI!$D$2:$D$9"})
    charts.set_chart(whole)
    sheet.merge_range("B22:D24", "結合", entry)
    sheet.freeze_panes(1, 2)
    sheet.protect()
    sheet.repeat_rows(0)
    other.add_table("A1:B4", {"columns": [{"header": "項目"}, {"header": "値"}]})
    other.print_area("A1:C10")
    book.define_name("合計", "=KPI!$F$2")
    book.close()
    return out.getvalue()


def openpyxl_book() -> bytes:
    """A book as openpyxl writes it, with a note and a formula without a stored result."""
    import openpyxl
    from openpyxl.comments import Comment

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "KPI"
    for row in range(1, 19):
        sheet.append([row, f"指標{row}", "人", row * 10, row * 11])
    sheet["E5"].comment = Comment("メモ", "田中")
    sheet["F2"] = "=SUM(D2:E2)"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """Parts of a package in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(content: dict[str, bytes]) -> bytes:
    """A package of parts, as another program would pack it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name, data in content.items():
            package.writestr(name, data)
    return out.getvalue()


def with_sheet(sheet_data: str, *, around: str = "{}", prefix: str = "") -> bytes:
    """The smallest book, with the XML of its sheet's data given; `around` puts elements before and behind it."""
    p, colon = prefix, f":{prefix[:-1]}" if prefix else ""
    main = f'xmlns{colon}="{MAIN}"'
    inner = around.format(f"<{p}sheetData>{sheet_data}</{p}sheetData>")
    return packed(
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            b'<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            b'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType='
            b'"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
            "_rels/.rels": _relations("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="KPI" '
            'sheetId="1" r:id="rId1"/></sheets></workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": _relations("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f"<{p}worksheet {main}>{inner}</{p}worksheet>".encode(),
        }
    )


def _relations(kind: str, target: str) -> bytes:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/{kind}" Target="{target}"/></Relationships>'
    ).encode()


def opened(data: bytes):
    """The book as openpyxl reads it; what it says it cannot keep is no matter here, as it saves nothing."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data))

"""Files that want to hang, crash or fool whoever reads them: each built here, from nothing, under the name of its trap.

`HOSTILE` lists them with the codes of which one has to be found; `()` means: read like any other book.
"""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from typing import NamedTuple

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


class Hostile(NamedTuple):
    """A file: the suffix that it goes by, how its bytes are made, and the codes of which one must be found."""

    suffix: str
    make: Callable[[], bytes]
    codes: tuple[str, ...]


HOSTILE: dict[str, Hostile] = {}


def hostile(*codes: str, suffix: str = ".xlsx") -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Enter a file into the list under the name of its function."""

    def enter(make: Callable[[], bytes]) -> Callable[[], bytes]:
        HOSTILE[make.__name__] = Hostile(suffix, make, codes)
        return make

    return enter


# --- a small honest book, part by part ---------------------------------------------------------------------------
KPI_ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>指標名</t></is></c><c r="B1" t="inlineStr"><is><t>単位</t></is></c>'
    '<c r="C1" t="inlineStr"><is><t>目標値(R06)</t></is></c><c r="D1" t="inlineStr"><is><t>R05実績値</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>移住者数</t></is></c><c r="B2" t="inlineStr"><is><t>人</t></is></c>'
    '<c r="C2"><v>100</v></c><c r="D2"><v>93</v></c></row>'
)


def book_parts(
    rows: str = KPI_ROWS, *, before: str = "", after: str = "", strings: str = "", styles: str = ""
) -> dict[str, bytes]:
    """The parts of a book with one sheet."""
    content = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
        'Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType='
        f'"{KIND}.sheet.main+xml"/><Override PartName="/{SHEET}" ContentType="{KIND}.worksheet+xml"/><Override '
        f'PartName="/xl/sharedStrings.xml" ContentType="{KIND}.sharedStrings+xml"/><Override PartName="/xl/styles.xml" '
        f'ContentType="{KIND}.styles+xml"/></Types>',
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="KPI" sheetId="1" '
        'r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
        ),
        SHEET: f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles or "<cellXfs><xf/></cellXfs>"}</styleSheet>',
    }
    return {name: text.encode() for name, text in content.items()}


def relations(*targets: tuple[str, str]) -> str:
    """A relationship part: (kind, target) from rId1 on."""
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>'


def packed(parts: dict[str, bytes] | list[tuple[str, bytes]]) -> bytes:
    """A package of the parts."""
    out = io.BytesIO()
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
    ):
        warnings.simplefilter("ignore", UserWarning)  # two entries of one name are meant
        for name, data in parts.items() if isinstance(parts, dict) else parts:
            package.writestr(name, data)
    return out.getvalue()


def book(rows: str = KPI_ROWS, **more: str) -> bytes:
    """The honest book, or one with other rows."""
    return packed(book_parts(rows, **more))


def changed(**parts: bytes) -> bytes:
    """The honest book with parts changed or added; `sheet`, `workbook`, `rels`, `types`, `strings` for short."""
    return packed(book_parts() | {SHORT.get(name, name): data for name, data in parts.items()})


SHORT = {
    "sheet": SHEET,
    "workbook": "xl/workbook.xml",
    "rels": "xl/_rels/workbook.xml.rels",
    "types": "[Content_Types].xml",
    "strings": "xl/sharedStrings.xml",
    "styles": "xl/styles.xml",
}


class Bomb(NamedTuple):
    """Deflated data that unpacks to a repeated block, made without unpacking it all."""

    head: bytes
    block: bytes
    times: int
    tail: bytes = b""

    def deflated(self) -> tuple[bytes, int, int]:
        """Packed data, checksum and unpacked size."""
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        start = packer.compress(self.head) + packer.flush(zlib.Z_FULL_FLUSH)
        middle = packer.compress(self.block) + packer.flush(zlib.Z_FULL_FLUSH)
        end = packer.compress(self.tail) + packer.flush()
        checksum = zlib.crc32(self.head)
        for _ in range(self.times):
            checksum = zlib.crc32(self.block, checksum)
        size = len(self.head) + len(self.block) * self.times + len(self.tail)
        return start + middle * self.times + end, zlib.crc32(self.tail, checksum), size


def with_bomb(
    name: str, bomb: Bomb, parts: dict[str, bytes] | None = None, *, told: int | None = None
) -> bytes:
    """A package in which one entry is a bomb; `told` is the size that it claims to have."""
    data, checksum, size = bomb.deflated()
    honest = {key: value for key, value in (parts or book_parts()).items() if key != name}
    return rewritten(packed(honest), [(name, data, checksum, size if told is None else told, 8)])


def rewritten(package: bytes, more: list[tuple[str, bytes, int, int, int]]) -> bytes:
    """The package with raw entries (name, packed data, checksum, size, method) behind its own."""
    end = package.rfind(b"PK\x05\x06")
    count, length, offset = struct.unpack_from("<H2L", package, end + 10)
    body, directory = [package[:offset]], [package[offset : offset + length]]
    at = offset
    for name, data, checksum, size, method in more:
        shared = (20, 0, method, 0, 0x21, checksum, len(data), size, len(name.encode()), 0)
        directory.append(struct.pack("<4sHHHHHHLLLHHHHHLL", b"PK\x01\x02", 20, *shared, 0, 0, 0, 0, at))
        directory.append(name.encode())
        body.append(struct.pack("<4sHHHHHLLLHH", b"PK\x03\x04", *shared) + name.encode() + data)
        at += len(body[-1])
        count += 1
    listed = b"".join(directory)
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(listed), at, 0)
    return b"".join(body) + listed + last


def rows_of(count: int, cells: Callable[[int], str]) -> str:
    """Rows 1 to count with the cells that a function gives."""
    return "".join(f'<row r="{row}">{cells(row)}</row>' for row in range(1, count + 1))


# --- not what it says -----------------------------------------------------------------------------------------------
@hostile("E010")
def empty_file() -> bytes:
    return b""


@hostile("E010")
def renamed_csv() -> bytes:
    return "指標名,単位,実績\n移住者数,人,93\n".encode("cp932")


@hostile("E010", suffix=".xls")
def renamed_html() -> bytes:
    return "<html><head></head><table><tr><td>移住者数</td></tr></table></html>".encode()


@hostile("E010", suffix=".xls")
def renamed_rtf() -> bytes:
    return rb"{\rtf1\ansi\deff0 {\fonttbl {\f0 MS Gothic;}} 93}"


@hostile("E010", suffix=".csv")
def rtf_as_csv() -> bytes:
    return rb"{\rtf1\ansi\deff0 {\fonttbl {\f0 MS Gothic;}} 93}"


@hostile("E010", suffix=".xls")
def web_archive() -> bytes:
    return b"MIME-Version: 1.0\nX-Document-Type: Workbook\nContent-Type: multipart/related\n\n<html></html>"


@hostile("E010", suffix=".xls")
def spreadsheet_of_2003() -> bytes:
    return b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'


@hostile("E010")
def pdf() -> bytes:
    return b"%PDF-1.7\n"


@hostile("E010")
def word_document() -> bytes:
    return packed(
        {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": relations(("officeDocument", "word/document.xml")).encode(),
            "word/document.xml": b"<document><body/></document>",
        }
    )


@hostile("E010")
def plain_zip() -> bytes:
    return packed({"報告.txt": b"93"})


@hostile("E010")
def zip_in_zip() -> bytes:
    inner = book()
    for _ in range(20):
        inner = packed({"book.xlsx": inner})
    return inner


@hostile("E011")
def encrypted_book() -> bytes:
    return OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(4096)


@hostile("E012", suffix=".xls")
def damaged_xls() -> bytes:
    return OLE + bytes(504) + "Workbook".encode("utf-16-le") + b"\xff" * 4096


@hostile("E012", "E013", suffix=".xls")
def xls_chain_without_end() -> bytes:
    """Every sector of the container points to itself."""
    header = bytearray(OLE + bytes(504))
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<LLL", header, 44, 1, 1, 0)
    struct.pack_into("<LLLL", header, 60, 0, 1, 0, 1)
    struct.pack_into("<109L", header, 76, *([0] * 109))
    return (
        bytes(header) + struct.pack("<128L", *([0] * 128)) + "Workbook".encode("utf-16-le").ljust(512, b"\0")
    )


# --- the container --------------------------------------------------------------------------------------------------
@hostile("E010")
def truncated_zip() -> bytes:
    whole = book()
    return whole[: len(whole) * 2 // 3]


@hostile("E013")
def zip_bomb_in_the_sheet() -> bytes:
    """10 GB of blanks in a megabyte."""
    return with_bomb(SHEET, Bomb(b"<worksheet>", b" " * 2**22, 250, b"</worksheet>"))


@hostile("E013")
def zip_bomb_in_a_picture() -> bytes:
    """Never looked at, refused all the same."""
    return with_bomb("xl/media/image1.png", Bomb(b"", bytes(2**22), 64))


@hostile("E010")
def zip_bomb_with_a_false_size() -> bytes:
    return with_bomb(SHEET, Bomb(b"<worksheet>", b" " * 2**22, 64, b"</worksheet>"), told=1000)


@hostile("E013")
def bomb_in_many_parts() -> bytes:
    """Each part small enough by itself."""
    parts = book_parts()
    names = [f"xl/worksheets/sheet{number}.xml" for number in range(2, 62)]
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, 61))
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>'.encode()
    )
    parts["xl/_rels/workbook.xml.rels"] = relations(*(("worksheet", f"/{name}") for name in names)).encode()
    data, checksum, size = Bomb(b"<worksheet><sheetData/>", b" " * 2**20, 15, b"</worksheet>").deflated()
    return rewritten(packed(parts), [(name, data, checksum, size, 8) for name in names])


@hostile("E013")
def one_part_as_five_hundred_sheets() -> bytes:
    """Small as a file, and read five hundred times."""
    parts = book_parts(rows_of(40_000, lambda row: f'<c r="A{row}"><v>1</v></c>'))
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(500))
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>'.encode()
    )
    return packed(parts)


@hostile("E010")
def overlapping_entries() -> bytes:
    """Two entries share their data, as in the bombs that need no nesting."""
    package = bytearray(book())
    first = package.find(b"PK\x01\x02")
    second = package.find(b"PK\x01\x02", first + 4)
    package[second + 42 : second + 46] = package[first + 42 : first + 46]
    return bytes(package)


@hostile("E010")
def two_entries_of_one_name() -> bytes:
    """One reader sees 93, another 9300."""
    parts = list(book_parts().items())
    return packed([*parts, (SHEET, dict(parts)[SHEET].replace(b"93", b"9300"))])


@hostile("E010")
def two_entries_that_differ_in_case() -> bytes:
    parts = list(book_parts().items())
    return packed([*parts, (SHEET.upper(), dict(parts)[SHEET])])


@hostile("E010")
def path_traversal() -> bytes:
    return changed(**{"../../../../tmp/inaxl-escaped.txt": b"escaped"})


@hostile("E010")
def name_with_nul() -> bytes:
    """Some readers stop at the NUL, so that this becomes a second sheet1.xml."""
    return changed(**{"xl/worksheets/sheet2.xml": b"<x/>"}).replace(b"sheet2.xml", b"sheet1\0xml")


@hostile("E013")
def hundred_thousand_parts() -> bytes:
    package = packed(book_parts())
    return rewritten(package, [("x", b"", 0, 0, 0)] * 60_000)


@hostile("E010", "E013")
def directory_that_lies_about_its_length() -> bytes:
    package = bytearray(book())
    end = package.rfind(b"PK\x05\x06")
    struct.pack_into("<2H", package, end + 8, 65_000, 65_000)
    return bytes(package)


@hostile("E010")
def zip64_with_offsets_beyond_the_file() -> bytes:
    package = bytearray(book())
    at = package.find(b"PK\x01\x02")
    package[at + 42 : at + 46] = b"\xf0\xff\xff\xff"
    return bytes(package)


@hostile("E010")
def unknown_compression() -> bytes:
    package = bytearray(book())
    for mark, field in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        at = package.find(mark)
        while at >= 0:
            package[at + field : at + field + 2] = b"\x0e\x00"  # LZMA
            at = package.find(mark, at + 4)
    return bytes(package)


@hostile("E011")
def encrypted_entries() -> bytes:
    package = bytearray(book())
    at = package.find(b"PK\x01\x02")
    while at >= 0:
        package[at + 8] |= 1
        at = package.find(b"PK\x01\x02", at + 4)
    return bytes(package)


# --- XML --------------------------------------------------------------------------------------------------------------
LAUGHS = '<!DOCTYPE worksheet [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


@hostile("E010")
def billion_laughs() -> bytes:
    text = f'{LAUGHS}]><worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>&j;</v></c></row></sheetData></worksheet>'
    return changed(sheet=text.encode())


@hostile("E010")
def billion_laughs_in_an_attribute_behind_a_long_comment() -> bytes:
    text = f'<!--{"x" * 5000}-->{LAUGHS}]><worksheet xmlns="{MAIN}"><sheetData><row r="&j;"/></sheetData></worksheet>'
    return changed(sheet=text.encode())


@hostile("E010")
def billion_laughs_in_utf_16() -> bytes:
    text = f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHS}]><worksheet xmlns="{MAIN}" a="&j;"/>'
    return changed(sheet=text.encode("utf-16"))


@hostile("E010")
def doctype_hidden_in_utf_7() -> bytes:
    text = f'<?xml version="1.0"{" " * 300}encoding="UTF-7"?>+ADwAIQ-DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    return changed(sheet=text.encode())


@hostile("E010")
def external_entity() -> bytes:
    text = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet xmlns="{MAIN}"><sheetData><row r="1">'
    return changed(
        sheet=f'{text}<c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>'.encode()
    )


@hostile("E010")
def external_dtd() -> bytes:
    return changed(workbook=b'<!DOCTYPE workbook SYSTEM "http://127.0.0.1:9/x.dtd"><workbook/>')


@hostile("E010")
def deep_nesting() -> bytes:
    depth = 200_000
    return changed(strings=f'<sst xmlns="{MAIN}">{"<si>" * depth}{"</si>" * depth}</sst>'.encode())


@hostile("E013", "E010")
def a_million_attributes() -> bytes:
    many = " ".join(f'a{n}=""' for n in range(1_000_000))
    return changed(sheet=f'<worksheet xmlns="{MAIN}" {many}><sheetData/></worksheet>'.encode())


@hostile("E201")
def ten_thousand_namespaces() -> bytes:
    many = " ".join(f'xmlns:a{n}="x{n}"' for n in range(10_000))
    return changed(sheet=f'<worksheet xmlns="{MAIN}" {many}><sheetData/></worksheet>'.encode())


@hostile("E010")
def nul_in_the_xml() -> bytes:
    return book(KPI_ROWS.replace("移住者数", "移住\0者数"))


@hostile("E010")
def control_characters_in_the_xml() -> bytes:
    return book(KPI_ROWS.replace("移住者数", "移住\x0b\x1b者数"))


@hostile("E010")
def broken_utf_8() -> bytes:
    return changed(sheet=book_parts()[SHEET].replace("移".encode(), b"\xff\xfe\xfa"))


@hostile()
def control_characters_as_escapes() -> bytes:
    """Excel's own way of storing them."""
    return book(KPI_ROWS.replace("移住者数", "移住_x000B__x0000_者数"))


@hostile("E010")
def not_xml() -> bytes:
    return changed(workbook=b"\x89PNG\r\n\x1a\n")


@hostile("E010")
def sheet_cut_off() -> bytes:
    return changed(sheet=book_parts()[SHEET][:-60])


# --- what the parts say ---------------------------------------------------------------------------------------------
@hostile("E013")
def huge_shared_strings() -> bytes:
    return changed(strings=f'<sst xmlns="{MAIN}">{"<si><t>x</t></si>" * 1_000_000}</sst>'.encode())


@hostile("E013")
def one_shared_string_of_twenty_megabytes() -> bytes:
    return changed(strings=f'<sst xmlns="{MAIN}"><si><t>{"移" * 7_000_000}</t></si></sst>'.encode())


@hostile("E013")
def long_string_in_every_cell() -> bytes:
    rows = rows_of(5_000, lambda row: f'<c r="A{row}" t="s"><v>0</v></c>')
    return book(rows, strings=f"<si><t>{'移' * 32_000}</t></si>")


@hostile("E201")
def million_formatted_rows() -> bytes:
    """What a careless "select all, fill" leaves behind: it is read, and holds nothing."""
    return book(rows_of(1_048_576, lambda row: f'<c r="A{row}" s="0"/>'))


@hostile()
def million_formatted_rows_below_a_table() -> bytes:
    blank = "".join(f'<row r="{row}" spans="1:2"><c r="A{row}" s="0"/></row>' for row in range(3, 1_048_577))
    return book(KPI_ROWS + blank)


@hostile("E013")
def million_rows_with_values() -> bytes:
    return book(rows_of(1_048_576, lambda row: f'<c r="A{row}"><v>1</v></c>'))


@hostile("E013")
def every_cell_of_the_sheet_formatted() -> bytes:
    row = "".join(f'<c r="{chr(65 + n)}1" s="0"/>' for n in range(26)).encode()
    block = b'<row r="1">' + row * 40 + b"</row>"
    head = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
    return with_bomb(SHEET, Bomb(head, block * 100, 300, b"</sheetData></worksheet>"))


@hostile("E013")
def values_in_the_last_column_of_many_rows() -> bytes:
    return book(rows_of(50_000, lambda row: f'<c r="XFD{row}"><v>1</v></c>'))


@hostile("E201")
def values_in_the_far_corner() -> bytes:
    return book('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


@hostile("E013")
def million_tiny_tags() -> bytes:
    return changed(sheet=f'<worksheet xmlns="{MAIN}">{"<x/>" * 4_000_000}</worksheet>'.encode())


@hostile("E013")
def tags_just_below_the_limit() -> bytes:
    """Elements that nobody asked for, held as a tree by a careless reader."""
    return changed(
        sheet=f'<worksheet xmlns="{MAIN}">{"""<x a="1" b="2"/>""" * 2_500_000}</worksheet>'.encode()
    )


@hostile()
def hundred_thousand_styles() -> bytes:
    styles = "<numFmts>" + "".join(
        f'<numFmt numFmtId="{n}" formatCode="0&quot;人{n}&quot;"/>' for n in range(200, 5000)
    )
    each = '<xf numFmtId="200" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    return book(styles=f'{styles}</numFmts><cellXfs count="100000">{each * 100_000}</cellXfs>')


@hostile("E201")
def long_number_format() -> bytes:
    rows = rows_of(20_000, lambda row: f'<c r="A{row}" s="0"><v>1</v></c>')
    code = "[" * 100_000 + "&quot;" * 3 + "\\" * 100_000
    return book(
        rows,
        styles=f'<numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs>',
    )


@hostile()
def negative_style() -> bytes:
    return book(KPI_ROWS.replace('<c r="D2">', '<c r="D2" s="-99">'))


@hostile()
def style_beyond_the_list() -> bytes:
    return book(KPI_ROWS.replace('<c r="D2">', '<c r="D2" s="99999999999999999999">'))


@hostile("E010")
def shared_string_beyond_the_list() -> bytes:
    return book(KPI_ROWS.replace('<c r="D2">', '<c r="D2" t="s">'))


@hostile("E010")
def row_zero() -> bytes:
    return book('<row r="0"><c r="A0"><v>1</v></c></row>')


@hostile("E010")
def row_beyond_the_sheet() -> bytes:
    return book('<row r="99999999"><c r="A99999999"><v>1</v></c></row>')


@hostile("E010")
def column_beyond_the_sheet() -> bytes:
    return book('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>')


@hostile("E010")
def reference_that_is_none() -> bytes:
    return book('<row r="1"><c r="ｱ１"><v>1</v></c></row>')


@hostile("E010")
def cells_without_reference_beyond_the_sheet() -> bytes:
    return book(f'<row r="1">{"<c><v>1</v></c>" * 20_000}</row>')


@hostile()
def rows_out_of_order_and_twice() -> bytes:
    return book(KPI_ROWS[KPI_ROWS.index('<row r="2">') :] + KPI_ROWS)


@hostile("E101")
def number_of_a_million_digits() -> bytes:
    return book(KPI_ROWS.replace("<v>93</v>", f"<v>{'9' * 30_000}</v>"))


@hostile("E101")
def infinite_number() -> bytes:
    return book(KPI_ROWS.replace("<v>93</v>", "<v>1E999</v>"))


@hostile("E101")
def nan() -> bytes:
    return book(KPI_ROWS.replace("<v>93</v>", "<v>NaN</v>"))


@hostile()
def huge_number() -> bytes:
    return book(KPI_ROWS.replace("<v>93</v>", "<v>-1.7976931348623157E+308</v>"))


@hostile("E201")
def million_column_ranges() -> bytes:
    return book("", before=f'<cols>{"""<col min="1" max="16384" hidden="1"/>""" * 200_000}</cols>')


@hostile()
def merges_over_everything() -> bytes:
    return book(after=f'<mergeCells>{"""<mergeCell ref="F1:XFD1048576"/>""" * 50_000}</mergeCells>')


@hostile("E013")
def too_many_merges() -> bytes:
    return book(after=f'<mergeCells>{"""<mergeCell ref="F1:G9"/>""" * 150_000}</mergeCells>')


@hostile()
def merge_that_is_no_area() -> bytes:
    return book(
        after='<mergeCells><mergeCell ref="D9:A1"/><mergeCell ref="A0:B0"/><mergeCell ref="Ａ1:B2"/></mergeCells>'
    )


def texts(row: int, *words: str) -> str:
    """A row of texts."""
    cells = (
        f'<c r="{chr(65 + n)}{row}" t="inlineStr"><is><t>{word}</t></is></c>' for n, word in enumerate(words)
    )
    return f'<row r="{row}">{"".join(cells)}</row>'


@hostile("E013")
def tables_without_end() -> bytes:
    """Each is looked at with all titles above it."""
    one = ("指標名", "単位", "現状値", "目標値", "R05実績値")
    return book(
        "".join(
            texts(row, *one) if row % 2 else texts(row, "移住者数", "人", "1", "2", "3")
            for row in range(1, 8_000)
        )
    )


@hostile("E013")
def indicators_without_end() -> bytes:
    """Rows of a table without number, each with a mistake."""
    rows = (texts(row, f"指標{row}", "人", "1", "2", "8万～9万") for row in range(2, 29_000))
    return book(texts(1, "指標名", "単位", "現状値", "目標値", "R05実績値") + "".join(rows))


@hostile()
def headings_that_are_almost_the_known_ones() -> bytes:
    """For each a similar word is looked for."""
    header = [f"{word}{n}" for n in range(5) for word in ("実積値", "目標置", "現況値", "備孝")]
    rows = (
        texts(row, "指標名", "R05実績値", *(f"{word}{row}" for word in header)) for row in range(1, 200, 3)
    )
    return book("".join(rows))


@hostile()
def long_texts_of_one_sign() -> bytes:
    """What makes a careless pattern look for ever."""
    signs = (
        "(",
        ")",
        " ",
        "1,",
        "1 ",
        "約",
        "※1",
        "R5",
        "1〜",
        "-",
        "△",
        "(1)",
        "1万",
        "実績：",
        "(H30)",
        "①",
        "1.",
        "1/",
    )
    rows = (
        texts(row, (sign * 32_000)[:16_000], "人", "1", (sign * 32_000)[:8_000])
        for row, sign in enumerate(signs, 3)
    )
    return book(KPI_ROWS + "".join(rows))


@hostile("E010")
def missing_sheet_part() -> bytes:
    parts = book_parts()
    del parts[SHEET]
    return packed(parts)


@hostile("E010")
def missing_workbook_part() -> bytes:
    parts = book_parts()
    del parts["xl/workbook.xml"]
    return packed(parts)


@hostile()
def missing_styles_and_strings() -> bytes:
    parts = book_parts()
    del parts["xl/styles.xml"], parts["xl/sharedStrings.xml"]
    return packed(parts)


@hostile("E010")
def no_sheets() -> bytes:
    return changed(workbook=f'<workbook xmlns="{MAIN}"><sheets/></workbook>'.encode())


@hostile("E201")
def only_a_chart_sheet() -> bytes:
    return changed(
        rels=relations(("chartsheet", "chartsheets/sheet1.xml")).encode(),
        **{"xl/chartsheets/sheet1.xml": b"<chartsheet/>"},
    )


@hostile("E010")
def sheet_elsewhere() -> bytes:
    """The sheet's content is to be fetched from another machine."""
    rels = relations(("worksheet", "https://127.0.0.1:9/sheet1.xml")).replace(
        "/></Rel", ' TargetMode="External"/></Rel'
    )
    return changed(rels=rels.encode())


@hostile("E010")
def sheet_outside_of_the_package() -> bytes:
    return changed(rels=relations(("worksheet", "../../../../../../etc/passwd")).encode())


@hostile("E010", "E201")
def relations_in_a_circle() -> bytes:
    """The sheet of the workbook is the workbook."""
    return changed(rels=relations(("worksheet", "workbook.xml"), ("styles", "workbook.xml")).encode())


@hostile()
def wrong_content_types() -> bytes:
    """Nothing is decided by them."""
    return changed(
        types=book_parts()["[Content_Types].xml"].replace(b"spreadsheetml.worksheet+xml", b"image")
    )


@hostile("W202")
def macros_and_external_links() -> bytes:
    return changed(
        **{"xl/vbaProject.bin": OLE + bytes(100), "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    )


@hostile("E010")
def sheet_name_of_a_megabyte() -> bytes:
    return changed(workbook=book_parts()["xl/workbook.xml"].replace(b'"KPI"', b'"' + b"K" * 2**20 + b'"'))


@hostile("E013")
def ten_thousand_sheets() -> bytes:
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(10_000))
    return changed(
        workbook=f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>'.encode()
    )


@hostile()
def strict_book() -> bytes:
    return packed(
        {
            name: data.replace(RELATIONS.encode(), STRICT_RELATIONS.encode()).replace(
                MAIN.encode(), STRICT_MAIN.encode()
            )
            for name, data in book_parts().items()
        }
    )


# --- other formats ----------------------------------------------------------------------------------------------------
ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:'
    'names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'office:version="1.3"><office:body><office:spreadsheet><table:table table:name="KPI">'
)
ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"


def ods(rows: str) -> bytes:
    """An OpenDocument sheet with these rows."""
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"{ODS_HEAD}{rows}{ODS_TAIL}".encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def ods_row(*values: str | int) -> str:
    """A row of texts and numbers."""
    cells = [
        f'<table:table-cell office:value-type="float" office:value="{v}"><text:p>{v}</text:p></table:table-cell>'
        if isinstance(v, int)
        else f'<table:table-cell office:value-type="string"><text:p>{v}</text:p></table:table-cell>'
        for v in values
    ]
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


@hostile(suffix=".ods")
def honest_ods() -> bytes:
    return ods(ods_row("指標名", "単位", "目標値(R06)", "R05実績値") + ods_row("移住者数", "人", 100, 93))


@hostile("E013", "E012", suffix=".ods")
def ods_cell_repeated_over_everything() -> bytes:
    cell = (
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    )
    return ods(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')


@hostile("E013", "E012", suffix=".ods")
def ods_cell_repeated_hundred_million_times() -> bytes:
    cell = (
        '<table:table-cell table:number-columns-repeated="1000" office:value-type="float" office:value="1"/>'
    )
    return ods(f'<table:table-row table:number-rows-repeated="100000">{cell}</table:table-row>')


@hostile("E013", suffix=".ods")
def ods_bomb() -> bytes:
    parts = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}
    return with_bomb("content.xml", Bomb(ODS_HEAD.encode(), b" " * 2**20, 500, ODS_TAIL.encode()), parts)


def xlsb(*records: tuple[int, bytes]) -> bytes:
    """A binary workbook with these records in its sheet."""

    def record(kind: int, data: bytes) -> bytes:
        number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
        length, size = b"", len(data)
        while size >= 128:
            length, size = length + bytes([size & 0x7F | 0x80]), size >> 7
        return number + length + bytes([size]) + data

    def text(value: str) -> bytes:
        return struct.pack("<L", len(value)) + value.encode("utf-16-le")

    workbook = (
        record(131, b"")
        + record(143, b"")
        + record(156, struct.pack("<LL", 0, 1) + text("rId1") + text("KPI"))
    )
    sheet = (
        record(129, b"")
        + record(148, struct.pack("<4L", 0, 1, 0, 1))
        + record(145, b"")
        + b"".join(record(*item) for item in records)
    )
    return packed(
        {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": relations(("officeDocument", "xl/workbook.bin")).encode(),
            "xl/workbook.bin": workbook + record(144, b"") + record(132, b""),
            "xl/_rels/workbook.bin.rels": relations(("worksheet", "worksheets/sheet1.bin")).encode(),
            "xl/worksheets/sheet1.bin": sheet + record(146, b"") + record(130, b""),
        }
    )


def xlsb_row(row: int, *cells: tuple[int, str | float]) -> list[tuple[int, bytes]]:
    """A row record and its cells (column from 0, value)."""
    found = [(0, struct.pack("<LLHBBBL", row, 0, 300, 0, 0, 0, 0))]
    for column, value in cells:
        if isinstance(value, str):
            body = struct.pack("<LLL", column, 0, len(value)) + value.encode("utf-16-le")
            found.append((6, body))
        else:
            found.append((5, struct.pack("<LLd", column, 0, value)))
    return found


@hostile(suffix=".xlsb")
def honest_xlsb() -> bytes:
    return xlsb(
        *xlsb_row(0, (0, "指標名"), (1, "単位"), (2, "目標値(R06)"), (3, "R05実績値")),
        *xlsb_row(1, (0, "移住者数"), (1, "人"), (2, 100.0), (3, 93.0)),
    )


@hostile("E013", "E012", suffix=".xlsb")
def xlsb_over_the_whole_sheet() -> bytes:
    return xlsb(*xlsb_row(0, (0, 1.0)), *xlsb_row(1_048_575, (16_383, 1.0)))


@hostile("E013", suffix=".csv")
def csv_of_a_million_values() -> bytes:
    return b"1,2,3,4\n" * 250_000


@hostile("E010", "E013", suffix=".csv")
def csv_with_a_quote_that_never_ends() -> bytes:
    return b'a,b\n"' + b"x\n" * 1_000_000


@hostile("E010", suffix=".csv")
def csv_with_nul() -> bytes:
    return b"a,b\n1,\0\n"

"""What kind of file lies before us: told by its bytes, never by its name alone.

The table of formats says who reads what; a file that only pretends to be a workbook is named for what it is.
"""

from __future__ import annotations

import re
from typing import Literal

Format = Literal["xlsx", "xls", "xlsb", "ods", "csv"]

SUFFIXES: dict[str, Format] = {
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xltx": "xlsx",
    ".xltm": "xlsx",
    ".xls": "xls",
    ".xlsb": "xlsb",
    ".ods": "ods",
    ".csv": "csv",
}
"""Formats that can be read, by file name; facts (merges, hidden rows, formulas) come from `xlsx` only."""

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_MARKUP = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|table|meta|\?xml)", re.IGNORECASE
)


_OTHER_TEXTS = {
    b"{\\rtf": "中身は RTF(リッチテキスト)です。",
    b"MIME-Version:": "中身は、保存されたウェブページ(MHTML)です。",
    b"ID;P": "中身は SYLK です。",
    b"%PDF": "中身は PDF です。",
}
_SPREADSHEET_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"


def is_other_text(data: bytes) -> bool:
    """A text in another format than plain words, such as RTF under the name .csv."""
    return data.lstrip(b"\xef\xbb\xbf\r\n ").startswith(tuple(_OTHER_TEXTS))


def is_encrypted(data: bytes) -> bool:
    """An Office file behind a password: an OLE container that holds the package in encrypted form."""
    return data.startswith(OLE_MAGIC) and _ENCRYPTED in data


def is_old_excel(data: bytes) -> bool:
    """An .xls of Excel 97–2003: an OLE container with a workbook stream, or bare BIFF records."""
    if data.startswith(OLE_MAGIC):
        return _WORD not in data and any(name in data for name in _BOOKS)
    return data[:2] in (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")


def what_it_is(data: bytes) -> str:
    """In Japanese, what a file that is no workbook seems to be; the reason in E010."""
    if not data:
        return "ファイルが空(0バイト)です。"
    if data.startswith(ZIP_MAGIC):
        return "ファイルが途中で切れているか、壊れています。"
    if data.startswith(OLE_MAGIC):
        return "Excel 以外の Office 文書か、壊れたファイルです。"
    other = next((words for start, words in _OTHER_TEXTS.items() if data[:40].lstrip().startswith(start)), "")
    if other:
        return other
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        return "中身は画像です。"
    if _SPREADSHEET_2003 in data[:4096]:
        return "中身は古い XML 形式(XML スプレッドシート 2003)です。"
    if _MARKUP.match(data[:400]):
        return "中身はウェブページ(HTML)か XML です。"
    if b"\0" not in data[:4096]:
        return "中身は文字だけのファイル(CSV など)です。"
    return "Excel の形式ではありません。"

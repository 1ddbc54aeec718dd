"""`inaxl bind --buttons`: a copy with buttons and macros, and nothing else changed."""

from __future__ import annotations

import io
import zipfile

from tests.office_rules import violations


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def content(sheet: bytes) -> bytes:
    """A sheet from its cells on, without what refers to drawings."""
    return sheet[sheet.index(b"<sheetData") : sheet.index(b"<pageMargins")]


def test_a_copy_gets_buttons_and_the_book_stays_as_it_was(inaxl, demo_copy, tmp_path):
    """The .xlsm passes the office rules; cells, merges and drop-downs are byte for byte those of the book.

    Only the sheet's code name is added, by which a macro project knows its sheets.
    """
    book = demo_copy / "workbooks" / "R05" / "11_観光課.xlsx"
    before = book.read_bytes()
    out = tmp_path / "11_観光課.xlsm"
    inaxl("bind", book, "--buttons", "-o", out)
    assert book.read_bytes() == before
    assert violations(out) == []
    old, new = parts(before), parts(out.read_bytes())
    sheets = [name for name in old if name.startswith("xl/worksheets/sheet")]
    assert [content(new[name]) for name in sheets] == [content(old[name]) for name in sheets]
    assert any(name.endswith("vbaProject.bin") for name in new)


def test_buttons_need_one_book_and_a_name_for_the_copy(inaxl, demo_copy):
    """Wrong usage is said in Japanese."""
    done = inaxl("bind", demo_copy / "workbooks" / "R05" / "11_観光課.xlsx", "--buttons")
    assert (done.code, "--buttons" in done.err) == (2, True)

"""The same form in other files: .xlsm, the 1904 system, .xls of old offices, .ods; and sheets of enormous size."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import zipfile

import pytest
import xlsxwriter
from drawn_sheets import grid_of, matrix_of

from inaxl.books.grid import Area, Workbook
from inaxl.books.read import read_workbook
from inaxl.entries.read import read_entries

SHEET = [
    ["令和5年度　KPI実績"],
    ["指標名", "単位", "目標値（R6）", "R4実績", "R5実績"],
    ["移住者数", "人", 100, 84, "９３"],
    ["相談件数", "件", 240, 165, "集計中"],
]
FOUND = [
    ("移住者数", 2022, 84, "reported"),
    ("移住者数", 2023, 93, "reported"),
    ("相談件数", 2022, 165, "reported"),
    ("相談件数", 2023, None, "pending"),
]


def _entries(path) -> list:
    return [(e.name, e.fy, e.actual, e.status) for e in read_entries(read_workbook(path)).entries]


def _xlsx(path, **options) -> None:
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet("KPI")
        for row, line in enumerate(SHEET):
            sheet.write_row(row, 0, line)


def test_a_book_with_macros_is_read_as_any_other(tmp_path) -> None:
    """.xlsm differs by its content type."""
    plain, book = tmp_path / "a.xlsx", tmp_path / "a.xlsm"
    _xlsx(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(book, "w") as target:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "[Content_Types].xml":
                data = data.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            target.writestr(item, data)
    assert _entries(book) == FOUND


def test_years_typed_as_dates_are_the_same_in_the_1904_system(tmp_path) -> None:
    """A book of an old Mac counts days from 1904; its dates are four years off if that is forgotten."""
    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        sheet, date = book.add_worksheet("KPI"), book.add_format({"num_format": "yyyy/m/d"})
        sheet.write_row(0, 0, ["指標名", "単位", "目標値"])
        sheet.merge_range(0, 3, 0, 4, "実績値")
        sheet.write_datetime(1, 3, dt.datetime(2022, 4, 1), date)
        sheet.write_datetime(1, 4, dt.datetime(2023, 4, 1), date)
        sheet.write_row(2, 0, ["移住者数", "人", 100, 84, 93])
    assert _entries(path) == FOUND[:2]


def test_an_old_xls_book_is_read(tmp_path) -> None:
    """Some departments never changed the format."""
    xlwt = pytest.importorskip("xlwt")
    path = tmp_path / "a.xls"
    book = xlwt.Workbook()
    sheet = book.add_sheet("KPI")
    for row, line in enumerate(SHEET):
        for column, value in enumerate(line):
            sheet.write(row, column, value)
    book.save(str(path))
    assert _entries(path) == FOUND


@pytest.mark.libreoffice
def test_an_ods_book_is_read(tmp_path) -> None:
    """LibreOffice's own format."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice がありません")
    plain = tmp_path / "a.xlsx"
    _xlsx(plain)
    command = [
        office,
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "ods",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(plain)], check=True, capture_output=True, timeout=120
    )
    assert _entries(tmp_path / "a.ods") == FOUND


def test_a_sheet_formatted_to_its_end_is_read_without_looking_at_every_cell() -> None:
    """A used range of a million rows with one far cell, and whole columns merged."""
    matrix = matrix_of("|指標名|単位|目標値|R5実績|\n|相談件数|件|200|196|")
    grid = grid_of("R5", matrix)
    grid.rows.extend([] for _ in range(1_048_000))
    grid.rows.append([None] * 16_000 + ["."])
    grid.merges = (Area(1, 20, 1_048_576, 30), Area(5, 1, 1_048_576, 1))
    (entry,) = read_entries(Workbook("b.xlsx", "0" * 64, (grid,))).entries
    assert (entry.name, entry.actual) == ("相談件数", 196)

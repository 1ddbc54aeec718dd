"""`inaxl bind`: any book, with or without a plan."""

from __future__ import annotations

import json

import pytest
import xlsxwriter

from inaxl.cli import cli
from inaxl.cli.running import run


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "商工振興課.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("R5")
        sheet.write_row(0, 0, ["指標名", "単位", "目標値(R6)", "実績値", "確認欄"])
        sheet.write_row(1, 0, ["移住者数", "人", 100, "９３人", "済"])
    return path


def _json(capsys, *arguments) -> dict:
    code = run(cli, ["bind", *map(str, arguments), "--json"])
    document = json.loads(capsys.readouterr().out)
    assert document["exit_code"] == code
    return document


def test_the_json_document_is_that_of_the_contract(book, capsys) -> None:
    """Contract, section 7: tables with fields, what is not recognised, entries with their cells."""
    document = _json(capsys, book)
    found = document["books"][0]
    assert found["sheets"] == ["R5"]
    table = found["tables"][0]
    assert (
        table["sheet"],
        table["kind"],
        table["range"],
        table["header"],
    ) == ("R5", "table", "A1:E2", "A1:E1")
    assert table["fields"] == {"name": "A", "unit": "B", "target": "C", "actual": {"2023": "D"}}
    assert [(u["sheet"], u["cell"], u["text"]) for u in found["unrecognised"]] == [("R5", "E1", "確認欄")]
    entry = found["entries"][0]
    assert tuple(
        entry[key] for key in ("fy", "actual", "status", "source_cell", "source_text")
    ) == (2023, 93, "reported", "D2", "９３人")
    assert (entry["target"], entry["target_fy"], entry["baseline"]) == (100, 2024, None)
    assert (document["exit_code"], document["ok"]) == (0, True)


def test_a_broken_book_is_named_and_the_others_are_read(book, tmp_path, capsys) -> None:
    """E010 for the one, entries for the other, exit code 3."""
    (tmp_path / "壊れ.xlsx").write_bytes(b"")
    document = _json(capsys, tmp_path)
    assert document["exit_code"] == 3
    assert [f["code"] for f in document["findings"] if f["severity"] == "error"] == ["E010"]
    assert sorted(len(found["entries"]) for found in document["books"]) == [0, 1]


def test_the_screen_shows_columns_and_what_is_not_read_and_html_writes_the_picture(
    book, tmp_path, capsys
) -> None:
    """A person sees which column is which without opening the book."""
    target = tmp_path / "図.html"
    assert run(cli, ["bind", str(book), "--html", str(target)]) == 0
    shown = capsys.readouterr().out
    assert "実績値 2023" in shown
    assert "確認欄" in shown
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")

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
    assert tuple(entry[key] for key in ("fy", "actual", "status", "source_cell", "source_text")) == (
        2023,
        93,
        "reported",
        "D2",
        "９３人",
    )
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


def test_save_writes_a_binding_beside_the_book_that_later_reading_uses(book, tmp_path, capsys) -> None:
    """Outside of a working folder the file lies in bindings/ beside the book; a heading moved by hand is obeyed."""
    document = _json(capsys, book, "--save")
    saved = tmp_path / "bindings" / "商工振興課.toml"
    assert document["saved"] == saved.as_posix()
    text = saved.read_text(encoding="utf-8")
    assert 'unread = ["確認欄"]' in text
    saved.write_text(text.replace('unread = ["確認欄"]', 'note = ["確認欄"]'), encoding="utf-8")
    found = _json(capsys, book)["books"][0]
    assert (found["unrecognised"], found["entries"][0]["note"]) == ([], "済")


def test_save_does_not_overwrite_a_reviewed_file_unless_it_is_named(book, tmp_path, capsys) -> None:
    """A person's review is worth more than a second run: E024, exit code 3; -o says where."""
    assert run(cli, ["bind", str(book), "--save"]) == 0
    saved = tmp_path / "bindings" / "商工振興課.toml"
    saved.write_text("# 確認済み\n" + saved.read_text(encoding="utf-8"), encoding="utf-8")
    assert run(cli, ["bind", str(book), "--save"]) == 3
    assert saved.read_text(encoding="utf-8").startswith("# 確認済み")
    assert "E024" in capsys.readouterr().err
    assert run(cli, ["bind", str(book), "--save", "-o", str(tmp_path / "別.toml")]) == 0
    assert 'form = "別"' in (tmp_path / "別.toml").read_text(encoding="utf-8")


def test_a_binding_that_cannot_be_read_is_named_with_its_reason(book, tmp_path, capsys) -> None:
    """E023 and exit code 3; the book is not read as if there were no binding."""
    (tmp_path / "bindings").mkdir()
    (tmp_path / "bindings" / "様式.toml").write_text(
        "[[tables]]\n[tables.headings]\njisseki = []\n", encoding="utf-8"
    )
    document = _json(capsys, book)
    assert document["exit_code"] == 3
    (finding,) = document["findings"]
    assert finding["code"] == "E023"
    assert "様式.toml" in finding["message"]
    assert "「jisseki」" in finding["message"]


def test_a_table_with_baseline_and_target_alone_is_no_mistake(tmp_path, capsys) -> None:
    """The draft's own KPI tables hold 現状値 and 指標値 only: exit code 0 in bind."""
    path = tmp_path / "草案.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("p02")
        sheet.write_row(0, 0, ["重要業績評価指標（KPI）", "現状値", "指標値（R06）", "備考"])
        sheet.write_row(1, 0, ["保育所の待機児童数（人）", 0, 0])
    document = _json(capsys, path)
    assert (document["exit_code"], document["findings"]) == (0, [])
    assert [(e["fy"], e["actual"], e["status"]) for e in document["books"][0]["entries"]] == [
        (None, None, None)
    ]
    assert run(cli, ["check", str(path)]) == 1
    assert "E202" in capsys.readouterr().out

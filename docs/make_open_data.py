"""Writes the tables and columns into docs/open-data.md, from what the open data itself is made of.

    python docs/make_open_data.py

A test compares the page with what this script gives, so that it cannot go stale.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from inaxl.opendata.columns import DATATYPES, Column, Table
from inaxl.opendata.content import about
from inaxl.opendata.tables import TABLES

BEGIN = "<!-- ここから下は docs/make_open_data.py が作ります -->"
PAGE = Path(__file__).parent / "open-data.md"


def page() -> str:
    """The page: what a person has written above the mark, and the tables below it."""
    written, _, _ = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    return written + BEGIN + "\n\n" + "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "## 表と列"
    for table in TABLES:
        yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    yield f"\n### {table.file_name}　{table.title}\n"
    yield table.about
    if table.key:
        yield "1行を決める列（主キー）は " + "、".join(f"`{name}`" for name in table.key) + " です。"
    yield "\n| 列 | 日本語名 | 型 | 単位 | 説明 |\n|---|---|---|---|---|"
    yield from (_column(column, table) for column in table.columns)


def _column(column: Column, table: Table) -> str:
    leads = next((item for item in table.references if item.column == column.name), None)
    said = [
        about(column),
        f"{leads.table}.csv の {leads.target}" if leads else "",
        "必ず入る" if column.must else "",
    ]
    text = "。".join(part for part in said if part)
    return f"| `{column.name}` | {column.title} | {DATATYPES[column.kind]} | {column.unit} | {text} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")

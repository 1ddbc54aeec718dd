"""The catalogue of tables: complete, bilingual, and without a reference that leads nowhere."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from inaxl.opendata.rows_plan import PLAN_ROWS
from inaxl.opendata.rows_year import YEAR_ROWS
from inaxl.opendata.tables import TABLES

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_has_a_name_and_two_titles(table):
    """Names are ASCII and single; titles are Japanese and English."""
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert all(name.isascii() and name.isidentifier() for name in names)
    assert all(column.title and column.title_en.isascii() for column in table.columns)
    assert set(table.key) <= set(names)
    assert not (table.about and not table.about_en)
    assert [column.name for column in table.columns if column.about and not column.about_en] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_reference_leads_to_a_key(table):
    """A reference names the whole key of its table, and both columns have one kind."""
    for reference in table.references:
        (target,) = (other for other in TABLES if other.name == reference.table)
        assert target.key == (reference.target,)
        assert target.column(reference.target).kind == table.column(reference.column).kind


def test_every_table_has_its_rows():
    """A table without a function would never be written; a function without a table would be lost."""
    made_of_the_whole = {"plan", "columns"}
    assert {table.name for table in TABLES} == {*PLAN_ROWS, *YEAR_ROWS, *made_of_the_whole}


def test_the_page_about_open_data_is_up_to_date():
    """docs/open-data.md lists every table and column: run `python docs/make_open_data.py`."""
    made = runpy.run_path(str(ROOT / "docs" / "make_open_data.py"))
    assert (ROOT / "docs" / "open-data.md").read_text(encoding="utf-8") == made["page"]()

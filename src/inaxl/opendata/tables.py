"""Every table of open data, in the order in which they are listed everywhere."""

from __future__ import annotations

from inaxl.opendata.columns import Table
from inaxl.opendata.tables_plan import COLUMNS, PLAN_TABLES
from inaxl.opendata.tables_year import YEAR_TABLES

TABLES: tuple[Table, ...] = (*YEAR_TABLES, *PLAN_TABLES, COLUMNS)

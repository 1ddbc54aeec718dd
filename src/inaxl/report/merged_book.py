"""merged.xlsx: all departments in one book, with native charts, and every figure linked to the cell it comes from.

One module per group of sheets; what all sheets share is in `merged_frame.py`. To add a sheet: a `write_…(merged)`
function and a line in `SHEETS`.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO

from inaxl.books.sheet_styles import Styles, new_book
from inaxl.report.chart_parts import finished_book
from inaxl.report.merged_frame import Merged
from inaxl.report.merged_kpis import write_kpis
from inaxl.report.merged_levels import write_departments, write_goals
from inaxl.report.merged_lists import write_findings, write_submissions
from inaxl.report.merged_moves import write_moves
from inaxl.report.merged_opinions import write_opinions
from inaxl.report.merged_overview import write_overview
from inaxl.report.merged_population import write_population
from inaxl.report.merged_sources import write_sources
from inaxl.report.merged_survey import write_survey
from inaxl.report.results import Results
from inaxl.values.periods import fy_label

SHEETS = (
    write_overview,
    write_kpis,
    write_goals,
    write_departments,
    write_population,
    write_survey,
    write_moves,
    write_opinions,
    write_submissions,
    write_findings,
    write_sources,
)


def write_merged_book(results: Results, out: Path | BinaryIO, *, link_base: str = "../../") -> None:
    """Write the merged workbook: 概要, KPI一覧, 基本目標別, 部署別, 人口, 市民意識調査 (where there was one),
    評価の動き, 審議会の意見, 提出状況, 検証結果, 出典.

    out: a path or a binary stream. link_base: how the book reaches the working folder, with a slash at its end.
    The same results give the same bytes. Raises OSError where `out` cannot be written.
    """
    target = io.BytesIO()
    book = new_book(target, f"{results.plan.title}　{fy_label(results.fy)}　KPI評価")
    merged = Merged(book, Styles(book), results, link_base)
    for write in SHEETS:
        write(merged)
    book.close()
    finished = finished_book(target.getvalue())
    if isinstance(out, Path):
        out.write_bytes(finished)
    else:
        out.write(finished)

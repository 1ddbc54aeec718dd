"""The members' workbook: one consistent set of figures and self-evaluations to read, protected, marked as final."""

from __future__ import annotations

from typing import IO

from inaxl.books.sheet_styles import Styles, new_book
from inaxl.council.members_plan import write_money, write_plan_data
from inaxl.council.members_sheets import (
    write_goals,
    write_kpis,
    write_measures,
    write_opinions,
    write_projects,
)
from inaxl.report.merged_frame import Merged
from inaxl.report.results import Results
from inaxl.values.periods import fy_label

SHEETS = (
    write_goals,
    write_measures,
    write_projects,
    write_kpis,
    write_opinions,
    write_plan_data,
    write_money,
)
_PROTECTION = {"format_rows": True, "format_columns": True, "autofilter": True}
_FINAL = "_MarkAsFinal"  # the document property by which Excel marks a book as final


def write_members_book(target: IO[bytes], results: Results) -> None:
    """Write the book: 基本目標, 施策, 事業と自己評価, KPI, 審議会の意見; 計画の資料, 予算と決算 where the plan book has any.

    The same results give the same bytes.

    No path of a source and no finding about a department's book is in it.
    """
    title = f"{results.plan.title}　{fy_label(results.fy)}　審議会資料"
    book = new_book(target, title, results.date)
    book.set_custom_property(_FINAL, True, "bool")
    book.read_only_recommended()
    merged = Merged(book, Styles(book), results, "")
    for write in SHEETS:
        write(merged)
    for sheet in book.worksheets():
        sheet.protect("", _PROTECTION)
    book.close()

"""評価の動き of the merged book: the matrix of last year's against this year's ratings, then every KPI that moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inaxl.books.sheet_styles import NO_VALUE, PALETTE
from inaxl.evaluate.aggregate import effective_rating
from inaxl.plan.model import RATINGS
from inaxl.report.charts import rating_name
from inaxl.report.context_summary import ended_rows, moves_tally
from inaxl.report.context_words import Row, direction_of_move, previous_rating, shown_decimals, suffix
from inaxl.report.merged_frame import (
    HEADER_ROW,
    Column,
    Merged,
    begin_sheet,
    section_name,
    with_unit_format,
    write_figure,
    write_header,
)
from inaxl.report.sentences import NO_LAST_YEAR, moved_words, moves
from inaxl.values.periods import fy_label, fy_short

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

NAME = "評価の動き"
_COLUMNS = (
    Column("No.", 40, "head_center"),
    Column("KPI", 250),
    Column("担当", 120),
    Column("前年度の値", 92, "head_figure"),
    Column("今年度の値", 92, "head_figure"),
    Column("前年度の評価", 132, "head_center"),
    Column("今年度の評価", 132, "head_center"),
    Column("　動き", 110),
)
_BETTER, _WORSE, _SAME = {"bg_color": "#D6E7F6"}, {"bg_color": "#F8DFCC"}, {"bg_color": "#E9EDF2"}


def write_moves(merged: Merged) -> None:
    """The sheet 評価の動き; only the sentence where there is no last year."""
    results = merged.results
    sheet = begin_sheet(
        merged,
        NAME,
        [column.width for column in _COLUMNS],
        title=f"{fy_label(results.fy)}　前年度からの評価の動き",
        lede=_lede(merged),
        repeat=False,
    )
    if results.previous is None:
        sheet.repeat_rows(0, 2)
        return
    row = _write_matrix(merged, sheet, HEADER_ROW)
    _write_list(merged, sheet, row + 1)


def _lede(merged: Merged) -> str:
    results = merged.results
    if results.previous is None:
        return NO_LAST_YEAR
    better, worse = moves(results)
    told = f"{better}指標で評価が上がり、{worse}指標で下がった。"
    return told + moved_words(results.total, results.previous.total, results)


def _write_matrix(merged: Merged, sheet: Worksheet, row: int) -> int:
    """Rows last year, columns this year; below the diagonal better, above it worse. Gives the row below."""
    results, styles, rules = merged.results, merged.styles, merged.results.plan.rules
    tally = moves_tally(results)
    order: tuple[str | None, ...] = (*RATINGS, None)
    sheet.set_row(row, 22)
    head = f"{fy_short(results.fy - 1)} ↓　{fy_short(results.fy)} →"
    sheet.write_string(row, 1, head, styles("head", top=2, top_color=PALETTE.ink))
    for column, after in enumerate(order, 2):
        name = rating_name(rules, after) if after else "終了"
        sheet.write_string(
            row, column, name, styles("head_center", shrink=True, top=2, top_color=PALETTE.ink)
        )
    for at, before in enumerate(order, row + 1):
        sheet.write_string(at, 1, rating_name(rules, before) if before else "新規", styles("text"))
        for column, after in enumerate(order, 2):
            count = tally[before, after]
            fill = {}
            if before and after:
                step = RATINGS.index(before) - RATINGS.index(after)
                fill = _BETTER if step > 0 else _WORSE if step < 0 else _SAME
            moved = count > 0 and before != after
            style = styles("center", bold=moved, **fill)
            if before is None and after is None:
                sheet.write_blank(at, column, None, styles("center"))
            else:
                sheet.write_number(at, column, count, style)
    note = "青＝上がった、橙＝下がった。太字は評価が変わったもの。"
    redefined = sum(results.is_redefined(item["kpi_id"]) for item in results.current)
    note += f"新規のうち{redefined}は、定義を変えたため前年度と比べない指標。" if redefined else ""
    sheet.write_string(row + 6, 1, note, styles("note"))
    return row + 7


def _write_list(merged: Merged, sheet: Worksheet, row: int) -> None:
    results = merged.results
    write_header(merged, sheet, _COLUMNS, row)
    sheet.repeat_rows(row)
    listed = [r for r in results.current if previous_rating(results, r) != effective_rating(r)]
    listed.sort(key=lambda r: _order(merged, r))
    at = row
    for number, item in enumerate([*listed, *ended_rows(results)], 1):
        at = row + number
        _write_row(merged, sheet, at, number, item)
    if not listed:
        sheet.write_string(row + 1, 1, "評価が変わった指標はありません。", merged.styles("sub"))
    sheet.print_area(0, 0, at + 1, len(_COLUMNS) - 1)


def _order(merged: Merged, row: Row) -> tuple[int, int]:
    """Worse first, then better, then new."""
    before, after = previous_rating(merged.results, row), effective_rating(row)
    step = direction_of_move(before, after) if before else 2
    return step, RATINGS.index(after)


def _write_row(merged: Merged, sheet: Worksheet, at: int, number: int, row: Row) -> None:
    results, styles, rules = merged.results, merged.styles, merged.results.plan.rules
    is_over = row["fy"] != results.fy
    before = effective_rating(row) if is_over else previous_rating(results, row)
    after = None if is_over else effective_rating(row)
    last = row if is_over else results.row_by_year.get((row["kpi_id"], results.fy - 1))
    shape = with_unit_format(row["unit"], shown_decimals(results, row))
    sheet.set_row(at, 20)
    sheet.write_number(at, 0, number, styles("figure_past", align="center"))
    sheet.write_string(at, 1, row["name"] + suffix(row), styles("text", shrink=True))
    sheet.write_string(at, 2, section_name(results, row["department"]), styles("text_sub", shrink=True))
    write_figure(sheet, (at, 3), last["evaluated"] if last else None, styles("figure_past", num_format=shape))
    now = None if is_over else row["evaluated"]
    write_figure(sheet, (at, 4), now, styles("figure_now", num_format=shape))
    for column, rating in ((5, before), (6, after)):
        if rating:
            sheet.write_string(
                at, column, rating_name(rules, rating), styles.rating(rating, indent=0, shrink=True)
            )
        else:
            sheet.write_string(at, column, NO_VALUE, styles("center"))
    word, style = _word(before, after, is_redefined=results.is_redefined(row["kpi_id"]))
    sheet.write_string(at, 7, word, styles(style, indent=1))


def _word(before: str | None, after: str | None, *, is_redefined: bool) -> tuple[str, str]:
    if before is None:
        return "定義変更" if is_redefined else "新規", "text_sub"
    if after is None:
        return "終了", "text_sub"
    if "no_actual" in (before, after):
        return ("値が出た", "move_better") if before == "no_actual" else ("値がない", "move_worse")
    return (
        ("↗ 上がった", "move_better")
        if direction_of_move(before, after) > 0
        else ("↘ 下がった", "move_worse")
    )

"""概要 of the merged book: the answer, the counts against last year, the KPIs that need effort most, the goals."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from inaxl.books.sheet_styles import PALETTE, RATING_FILL, SHARE_FORMAT, TEXT_FONT
from inaxl.evaluate.aggregate import effective_rating
from inaxl.plan.model import RATINGS
from inaxl.report.chart_data import goal_bars, year_bars
from inaxl.report.charts import rating_name, ratings_chart, years_chart
from inaxl.report.context_words import shown_decimals, suffix
from inaxl.report.merged_frame import (
    Links,
    Merged,
    add_bars,
    begin_sheet,
    chart_block,
    section_name,
    with_unit_format,
    write_figure,
)
from inaxl.report.merged_targets import write_goal_targets
from inaxl.report.results import Results
from inaxl.report.sentences import overview_lede, submission_note, summary_lede
from inaxl.values.periods import fy_label, fy_short

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Row = Mapping[str, Any]
NAME = "概要"
_WIDTHS = (156, 64, 64, 64, 64, 58, 26, 266, 104, 84, 84, 64, 88)
_GAP, _RIGHT, _LAST = 6, 7, 12
_TOP, _LOWER = 4, 12
_LISTED = 11


def write_overview(merged: Merged) -> None:
    """The sheet 概要."""
    results = merged.results
    sheet = begin_sheet(
        merged,
        NAME,
        _WIDTHS,
        title=f"{fy_label(results.fy)}　KPI評価の概要",
        lede=overview_lede(results),
        repeat=False,
    )
    note = submission_note(results)
    if note:
        sheet.write_url(3, 0, "internal:'提出状況'!A1", merged.styles("sub"), f"{note}　→ 提出状況、検証結果")
    sheet.set_row(_TOP, 24)
    sheet.set_row(_TOP + 1, 21)
    for row in range(_TOP + 2, _TOP + 7):
        sheet.set_row(row, 29)
    sheet.set_row(_LOWER - 1, 10)
    sheet.set_row(_LOWER, 24)
    for row in range(_LOWER + 1, _LOWER + 3 + _LISTED):
        sheet.set_row(row, 19)
    _counts_table(merged, sheet)
    _goals_chart(merged, sheet)
    _years_chart(merged, sheet)
    links = Links(merged, sheet)
    _worst_list(merged, sheet, links)
    last = _LOWER + 2 + _LISTED
    if results.goals:
        sheet.set_h_pagebreaks([last + 1])
        last = write_goal_targets(merged, sheet, links, last + 1, _WIDTHS)
    sheet.print_area(0, 0, last, _LAST)


def _section(merged: Merged, sheet: Worksheet, row: int, first: int, last: int, title: str) -> None:
    for column in range(first, last + 1):
        sheet.write_blank(row, column, None, merged.styles("section"))
    sheet.write_string(row, first, title, merged.styles("section"))


def _counts_table(merged: Merged, sheet: Worksheet) -> None:
    results, styles = merged.results, merged.styles
    now, last, row = results.total, results.previous, _TOP + 1
    before, year = fy_short(results.fy - 1), fy_short(results.fy)
    _section(merged, sheet, _TOP, 0, 5, "評価区分ごとの件数")
    heads = ("評価区分", f"{before} 件数", f"{before} 割合", f"{year} 件数", f"{year} 割合", "増減")
    for column, head in enumerate(heads):
        sheet.write_string(row, column, head, styles("head_figure" if column else "head"))
    for rating in RATINGS:
        row += 1
        sheet.write_string(row, 0, rating_name(results.plan.rules, rating), styles.rating(rating))
        _counts_row(merged, sheet, row, getattr(now, rating), getattr(last.total, rating) if last else None)
    row += 1
    sheet.write_string(row, 0, "計", styles("total", indent=1))
    _counts_row(merged, sheet, row, now.kpis, last.total.kpis if last else None, total=True)


def _counts_row(
    merged: Merged, sheet: Worksheet, row: int, count: int, before: int | None, *, total: bool = False
) -> None:
    results, styles = merged.results, merged.styles
    last = results.previous
    past, now = ("total_figure", "total_figure") if total else ("figure_past", "figure_now")
    color = {"font_color": PALETTE.sub, "bold": False} if total else {}
    share_before = None if last is None or before is None else _share(before, last.total.kpis)
    write_figure(sheet, (row, 1), before, styles.figure(0, past, **color))
    write_figure(sheet, (row, 2), share_before, styles(past, num_format=SHARE_FORMAT, **color))
    write_figure(sheet, (row, 3), count, styles.figure(0, now, font_size=14))
    write_figure(
        sheet, (row, 4), _share(count, results.total.kpis), styles(now, num_format=SHARE_FORMAT, bold=False)
    )
    change = None if before is None else count - before
    ruled = {"bottom": 2, "bottom_color": PALETTE.ink} if total else {}
    write_figure(sheet, (row, 5), change, styles("change", **ruled))


def _share(count: int, of: int) -> Decimal | None:
    return Decimal(count) / of if of else None


def _goals_chart(merged: Merged, sheet: Worksheet) -> None:
    results = merged.results
    compared = f"、下の淡い帯は{fy_short(results.fy - 1)}" if results.previous else ""
    _section(merged, sheet, _TOP, _RIGHT, _LAST, f"基本目標ごとの内訳（件{compared}）")
    _write_key(merged, sheet, _TOP + 1, _RIGHT)
    if not results.total.kpis:
        return
    block = chart_block(merged, sheet, 0, _LAST + 2, "図の元の値　基本目標ごとの内訳")
    chart = ratings_chart(block, goal_bars(results), results.plan.rules, key=False)
    chart.set_size({"width": sum(_WIDTHS[_RIGHT:]), "height": 203})
    sheet.insert_chart(_TOP + 2, _RIGHT, chart, {"description": summary_lede(results), "object_position": 2})


def _write_key(merged: Merged, sheet: Worksheet, row: int, column: int) -> None:
    """The ratings with a square in their colour, in one cell."""
    rules, pieces = merged.results.plan.rules, []
    text = merged.book.add_format({"font_name": TEXT_FONT, "font_size": 9, "font_color": PALETTE.ink})
    for rating in RATINGS:
        hollow = RATING_FILL[rating] == PALETTE.white
        color = PALETTE.mid if hollow else RATING_FILL[rating]
        square = merged.book.add_format({"font_name": TEXT_FONT, "font_size": 10, "font_color": color})
        pieces += [square, "□" if hollow else "■", text, f" {rating_name(rules, rating)}　　"]
    sheet.write_rich_string(row, column, *pieces, merged.styles("body"))


def _years_chart(merged: Merged, sheet: Worksheet) -> None:
    results = merged.results
    _section(merged, sheet, _LOWER, 0, 5, "年度ごとの件数")
    years = [year for year in year_bars(results) if year.counts.kpis]
    if not years:
        return
    block = chart_block(merged, sheet, 20, _LAST + 2, "図の元の値　年度ごとの件数")
    chart = years_chart(block, years, results.plan.rules, key=False)
    chart.set_size({"width": sum(_WIDTHS[:_GAP]), "height": 25 * _LISTED + 42})
    told = "、".join(
        f"{year.label}は{year.counts.kpis}指標のうち{year.counts.fulfilled}指標" for year in years
    )
    sheet.insert_chart(
        _LOWER + 1, 0, chart, {"description": f"順調とおおむね順調の合計：{told}", "object_position": 2}
    )


def worst_rows(results: Results) -> list[Row]:
    """The KPIs that need effort, lowest achievement first; those without an achievement last."""
    rows = [row for row in results.current if effective_rating(row) == "needs_effort"]
    return sorted(rows, key=lambda row: (row["achievement"] is None, row["achievement"] or 0))


def _worst_list(merged: Merged, sheet: Worksheet, links: Links) -> None:
    results, styles = merged.results, merged.styles
    rows, word = worst_rows(results), results.plan.rules.label("needs_effort")
    title = f"{word}{len(rows)}指標　達成率の低い順" if rows else f"{word}指標はない"
    _section(merged, sheet, _LOWER, _RIGHT, _LAST, title)
    if not rows:
        return
    heads = (("指標", "head"), ("担当", "head"), ("実績値", "head_figure"), ("指標値", "head_figure"), ("達成率", "head_figure"), ("", "head"))  # fmt: skip
    for column, (head, style) in enumerate(heads, _RIGHT):
        sheet.write_string(_LOWER + 1, column, head, styles(style))
    for at, row in enumerate(rows[:_LISTED], _LOWER + 2):
        _worst_row(merged, sheet, links, at, row)
    last = _LOWER + 1 + min(len(rows), _LISTED)
    add_bars(sheet, (_LOWER + 2, _LAST, last, _LAST))
    rest = f"ほか{len(rows) - _LISTED}指標。" if len(rows) > _LISTED else ""
    note = f"{rest}実績値（下線）を押すと、報告したブックのセルが開きます。"
    sheet.write_string(last + 1, _RIGHT, note, styles("note"))


def _worst_row(merged: Merged, sheet: Worksheet, links: Links, at: int, row: Row) -> None:
    results, styles = merged.results, merged.styles
    shape = with_unit_format(row["unit"], shown_decimals(results, row))
    sheet.write_string(at, _RIGHT, row["name"] + suffix(row), styles("text", shrink=True))
    sheet.write_string(
        at, _RIGHT + 1, section_name(results, row["department"]), styles("text_sub", shrink=True)
    )
    linked, plain = styles("figure_link", num_format=shape), styles("figure", num_format=shape)
    found = links.to_source(
        at, _RIGHT + 2, linked, row["source_book"], row["source_sheet"], row["source_cell"]
    )
    write_figure(sheet, (at, _RIGHT + 2), row["evaluated"], linked if found else plain)
    write_figure(sheet, (at, _RIGHT + 3), row["target"], plain)
    write_figure(sheet, (at, _RIGHT + 4), row["achievement"], styles("share_now"))
    if row["achievement"] is None:
        sheet.write_blank(at, _LAST, None, styles("text"))
    else:
        sheet.write_number(at, _LAST, float(row["achievement"]), styles("share"))

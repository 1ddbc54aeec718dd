"""What the seven buttons of a department do with the open book. How a click begins and ends: `clicking.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from inaxl.books.edits import CellLook
from inaxl.errors import UnreadableInput
from inaxl.excel.clicking import Click, ClickResult
from inaxl.excel.judging import Judged, judge, lead, scope_line, with_results
from inaxl.findings import E020, E026

if TYPE_CHECKING:
    from inaxl.report.results import Results

_ERROR = CellLook(colour="1A1A1A", fill="F8D3BC", box="thick", box_colour="BF5308")
_WARNING = CellLook(colour="1A1A1A", fill="DCEBF8", box="mediumDashed", box_colour="17406D")
_GOOD = CellLook(colour="FFFFFF", fill="17406D", box="thin", box_colour="17406D")
_UNCHECKED = CellLook(colour="1A1A1A", fill="FFFFFF", box="thin", box_colour="7A828C")
UNCHECKED = "未確認"
EVALUATION_TEMPLATE = "evaluation_sheet.xlsx"
SHOWN_IN_MESSAGE = 5


def check(click: Click) -> ClickResult:
    """1 入力チェック."""
    return _show(click, judge(click.host))


def _show(click: Click, judged: Judged) -> ClickResult:
    errors, warnings = judged.count("error"), judged.count("warning")
    marked = judged.marked()
    click.progress("しるしを付けています…")
    click.host.mark(marked)
    status, look = status_of(errors, warnings)
    detail = (
        f"{lead((errors, warnings))}があります。　{marked.checked}" if errors or warnings else marked.checked
    )
    click.host.set_status(status, look, detail)
    if not errors and not warnings:
        return ClickResult(
            f"入力チェックが終わりました。\n\n◎ 誤りも警告もありません。{marked.checked}", judged.findings
        )
    first = [f"・{f.sheet or ''} {f.cell or ''}　{f.message}" for f in marked.findings[:SHOWN_IN_MESSAGE]]
    more = len(marked.findings) - len(first)
    listed = "\n".join(first) + (f"\n　ほか {more}件" if more > 0 else "")
    text = (
        f"入力チェックが終わりました。\n\n{lead((errors, warnings))}があります。{marked.checked}\n\n{listed}\n\n"
        "シート「検証結果」のセルの番号を押すと、その場所へ移ります。値は変えていません。"
    )
    return ClickResult(text, judged.findings, None, "warning" if errors else "info")


def status_of(errors: int, warnings: int) -> tuple[str, CellLook]:
    """Text and look of the status cell."""
    if errors:
        return f"▼ 未修正 {errors}件", _ERROR
    if warnings:
        return f"警告 {warnings}件", _WARNING
    return "◎ 問題なし", _GOOD


def clear_marks(click: Click) -> ClickResult:
    """2 マーク消去."""
    had_marks = click.host.mark(None)
    click.host.set_status(UNCHECKED, _UNCHECKED)
    if had_marks:
        return ClickResult("しるし、メモ、検証結果シートを消しました。セルの値は変えていません。")
    return ClickResult("しるしはありませんでした。")


def undo(click: Click) -> ClickResult:
    """7 元に戻す."""
    if not click.host.undo_mark():
        raise UnreadableInput(E020.at(reason="このブックで押したボタンの記録がありません。"))
    click.host.set_status(UNCHECKED, _UNCHECKED)
    return ClickResult("直前の「入力チェック」か「マーク消去」の前に戻しました。セルの値は変えていません。")


def show_summary(click: Click) -> ClickResult:
    """3 集計を表示."""
    from inaxl.excel.result_sheets import draw, summary_sheet

    judged, results = with_results(click.host)
    rows = [row for row in results.current if row["department"] == judged.department]
    previous = {row["kpi_id"]: row for row in results.rows if row["fy"] == results.fy - 1}
    shown = summary_sheet(rows, previous, results.plan.rules, judged.department, results.fy)
    click.host.apply([shown.sheet])
    with click.host.steady():
        draw(click.host.book, shown)
    return ClickResult(
        f"集計を表示しました。\n\n{scope_line(judged)}　{shown.lede}\n\nシート「{shown.sheet.name}」にあります。",
        judged.findings,
    )


def show_population(click: Click) -> ClickResult:
    """4 人口指標."""
    from inaxl.excel.result_sheets import draw, population_sheet

    judged, results = with_results(click.host)
    shown = population_sheet(results.population, results.fy, results.plan.title)
    click.host.apply([shown.sheet])
    with click.host.steady():
        draw(click.host.book, shown)
    return ClickResult(
        f"人口指標を表示しました。\n\n{shown.lede}\n\nシート「{shown.sheet.name}」にあります。",
        judged.findings,
    )


def make_sheets(click: Click) -> ClickResult:
    """5 評価シート作成."""
    from inaxl.books.save import replace_file, system_faults

    folder = _folder(click)
    judged, results = with_results(click.host)
    own = _evaluation_book(judged, results)
    if own is None:
        return ClickResult(
            f"{scope_line(judged)}には、評価シートにする事業も指標もありません。", judged.findings
        )
    name, data, pages = own
    target = folder / f"評価シート_{name}"
    with system_faults(target):
        replace_file(target, data)
    text = f"評価シートを作りました。\n\n{scope_line(judged)}　{pages}事業\n\n場所　{target}"
    return ClickResult(text, judged.findings, target)


def _evaluation_book(judged: Judged, results: Results) -> tuple[str, bytes, int] | None:
    """File name, content and number of pages of the department's evaluation book; None where there is no page."""
    from inaxl.evaluate.follow_up import NOTHING_OPEN
    from inaxl.forms.carried import carried_by_project
    from inaxl.report.evaluation_content import evaluation_books
    from inaxl.report.evaluation_sheets import cards_by_project, evaluation_book_bytes, evaluation_form
    from inaxl.workfolder import OUTPUTS, WorkFolder

    plan, left = results.plan, results.follow_up
    cards, earlier = (
        cards_by_project(plan, reviews) for reviews in (results.reviews, results.previous_reviews)
    )
    carried = carried_by_project(plan, left, results.fy) if left != NOTHING_OPEN else None
    books = evaluation_books(plan, results.fy, results.rows, cards, earlier, carried)
    own = next((book for book in books if book.department == judged.department), None)
    if own is None or not own.sheets or judged.root is None:
        return None
    work = WorkFolder(judged.root, results.fy, judged.root / OUTPUTS)
    form = evaluation_form(work.template(EVALUATION_TEMPLATE))
    return own.file_name, evaluation_book_bytes(form, own), len(own.sheets)


def submit(click: Click, confirm: Callable[[object, str], bool], today: dt.date) -> ClickResult:
    """6 提出用に保存."""
    from inaxl.excel.submission import Stamp, write_copy

    folder = _folder(click)
    judged = judge(click.host)
    shown = _show(click, judged)
    errors, warnings = judged.count("error"), judged.count("warning")
    if errors:
        question = f"誤りが{errors}件残っています。\n\nこのまま提出用に保存しますか。誤りが残ることは提出票に書かれます。"
        if not confirm(click.app, question):
            text = f"保存しませんでした。\n\n{lead((errors, warnings))}があります。シート「検証結果」を見て直してください。"
            return ClickResult(text, judged.findings, None, "warning", False)
    click.progress("提出用の写しを保存しています…")
    stamp = Stamp(judged.fy, judged.department, today, errors, warnings, judged.marked().checked, "")
    target = write_copy(click.host.book, folder, stamp, _suffix(click))
    text = (
        f"提出用の写しを保存しました。\n\n{scope_line(judged)}　{lead((errors, warnings))}\n\n場所　{target}\n\n"
        "このファイルを事務局に送ってください。"
    )
    return ClickResult(text, judged.findings, target, shown.level)


def _suffix(click: Click) -> str:
    suffix = Path(click.host.book.name).suffix.lower()
    return suffix if suffix in (".xlsx", ".xlsm") else ".xlsx"


def _folder(click: Click) -> Path:
    path = click.host.path
    if path is None:
        raise UnreadableInput(E026.at(value=click.host.book.name))
    return path.parent

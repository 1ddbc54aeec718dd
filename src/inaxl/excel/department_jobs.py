"""What the seven buttons of a department do with the open book. How a click begins and ends: `clicking.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inaxl.books.edits import CellLook
from inaxl.errors import UnreadableInput
from inaxl.excel.clicking import Click, ClickResult
from inaxl.excel.host import Shown
from inaxl.excel.judging import Judged, judge, lead, scope_line, with_results
from inaxl.findings import E020, E026, E030, Finding

if TYPE_CHECKING:
    from inaxl.report.results import Results

_ERROR = CellLook(colour="1A1A1A", fill="F8D3BC", box="thick", box_colour="BF5308")
_WARNING = CellLook(colour="1A1A1A", fill="DCEBF8", box="mediumDashed", box_colour="17406D")
_GOOD = CellLook(colour="FFFFFF", fill="17406D", box="thin", box_colour="17406D")
_UNCHECKED = CellLook(colour="1A1A1A", fill="FFFFFF", box="thin", box_colour="7A828C")
UNCHECKED = "未確認"
EVALUATION_TEMPLATE = "evaluation_sheet.xlsx"
SHOWN_IN_MESSAGE, SHOWN_WITHOUT_MARKS = 5, 15
_SHEET_SAYS = "シート「検証結果」のセルの番号を押すと、その場所へ移ります。値は変えていません。"


def check(click: Click) -> ClickResult:
    """1 入力チェック."""
    return _show(click, judge(click.host))


def _show(click: Click, judged: Judged) -> ClickResult:
    errors, warnings = judged.count("error"), judged.count("warning")
    marked = judged.marked()
    click.progress("しるしを付けています…")
    shown = click.host.mark(marked)
    status, look = status_of(errors, warnings)
    found = f"{lead((errors, warnings))}があります。" if errors or warnings else ""
    closed = click.host.set_status(status, look, f"{found}　{marked.checked}" if found else marked.checked)
    refused = tuple(dict.fromkeys((*shown.refused, *closed)))
    parts = [
        "入力チェックが終わりました。",
        f"{found or '◎ 誤りも警告もありません。'}{marked.checked}",
        _listed(marked.findings, refused) if found else "",
        _SHEET_SAYS if found and not any(finding.code == "E032" for finding in refused) else "",
        not_done(refused),
        _alone(judged.alone),
    ]
    told = (*refused, judged.alone) if judged.alone and judged.alone.code == "E030" else refused
    level = "warning" if errors or told else "info"
    return ClickResult("\n\n".join(part for part in parts if part), (*judged.findings, *told), None, level)


def _listed(findings: Sequence[Finding], refused: Sequence[Finding]) -> str:
    """The first findings; more of them where a password keeps marks from being written."""
    first = findings[: SHOWN_WITHOUT_MARKS if refused else SHOWN_IN_MESSAGE]
    lines = [f"・{f.sheet or ''} {f.cell or ''}　{f.message}" for f in first]
    more = len(findings) - len(lines)
    return "\n".join([*lines, f"　ほか {more}件"] if more > 0 else lines)


def not_done(refused: Sequence[Finding]) -> str:
    """What a password has kept from being written, and how to open it; '' where nothing was."""
    if not refused:
        return ""
    lines = [f"・{finding.message}（{finding.code}）\n　直し方　{finding.remedy}" for finding in refused]
    return "\n".join(["書き込めなかったところがあります。", *lines])


def _alone(why: Finding | None) -> str:
    if why is None:
        return ""
    reason = f"{why.message}このため、戦略台帳とほかの年度とは比べず、このブックだけを確かめました。"
    return f"{reason}\n直し方　{why.remedy}（{why.code}）"


def status_of(errors: int, warnings: int) -> tuple[str, CellLook]:
    """Text and look of the status cell."""
    if errors:
        return f"▼ 未修正 {errors}件", _ERROR
    if warnings:
        return f"警告 {warnings}件", _WARNING
    return "◎ 問題なし", _GOOD


def clear_marks(click: Click) -> ClickResult:
    """2 マーク消去."""
    shown = click.host.mark(None)
    had_marks = "しるし、メモ、検証結果シートを消しました。セルの値は変えていません。"
    return _taken_back(click, shown, had_marks if shown.had_marks else "しるしはありませんでした。")


def _taken_back(click: Click, shown: Shown, text: str) -> ClickResult:
    refused = tuple(dict.fromkeys((*shown.refused, *click.host.set_status(UNCHECKED, _UNCHECKED))))
    text = "\n\n".join(part for part in (text, not_done(refused)) if part)
    return ClickResult(text, refused, None, "warning" if refused else "info")


def undo(click: Click) -> ClickResult:
    """7 元に戻す."""
    shown = click.host.undo_mark()
    if shown is None:
        raise UnreadableInput(E020.at(reason="このブックで押したボタンの記録がありません。"))
    text = "直前の「入力チェック」か「マーク消去」の前に戻しました。セルの値は変えていません。"
    return _taken_back(click, shown, text)


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
    from inaxl.report.evaluation_sheets import (
        books_of,
        cards_by_project,
        evaluation_book_bytes,
        evaluation_form,
    )
    from inaxl.workfolder import OUTPUTS, WorkFolder

    books = books_of(results, cards_by_project(results.plan, results.previous_reviews))
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
    checked = judged.marked().checked + ("（戦略台帳とは比べていません）" if judged.alone else "")
    stamp = Stamp(judged.fy, judged.department, today, errors, warnings, checked, "")
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
        why = E030 if click.host.is_only_on_the_web else E026
        raise UnreadableInput(why.at(value=click.host.book.name))
    return path.parent

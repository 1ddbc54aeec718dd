"""What the macros call: one function per button, each on the workbook whose button was clicked.

    RunPython "import inaxl.buttons; inaxl.buttons.check()"

Every function takes the book (None: the caller's), shows a message through `notify` and returns what it has done.
Nothing heavy is imported before it is needed, and nothing is kept between two calls.
"""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING, Any

from inaxl.excel.clicking import Click, ClickResult, run

if TYPE_CHECKING:
    import xlwings

__all__ = [
    "ClickResult",
    "build_report",
    "check",
    "clear_marks",
    "confirm",
    "make_sheets",
    "merge",
    "notify",
    "show_population",
    "show_status",
    "show_summary",
    "submit",
    "undo",
]

_app: Any = None


def notify(text: str, level: str) -> None:
    """Show a message box in the Excel of the click. Replace it to have the messages elsewhere.

    level: `info`, `warning` or `error`.
    """
    if _app is not None:
        _app.alert(text, title="inaxl", buttons="ok", mode="info" if level == "info" else "critical")
    elif sys.platform == "win32":  # the workbook was not found, so there is no Excel to show it in
        import ctypes

        ctypes.windll.user32.MessageBoxW(0, text, "inaxl", 0x30)
    else:
        sys.stderr.write(text + "\n")


def confirm(text: str) -> bool:
    """Ask the person yes or no. Replace it to answer otherwise; without an Excel the answer is no."""
    return _app is not None and _app.alert(text, title="inaxl", buttons="yes_no", mode="critical") == "yes"


def check(book: xlwings.Book | None = None) -> ClickResult:
    """1 入力チェック: marks, notes with remedies, the sheet 検証結果 and the status cell."""
    from inaxl.excel import department_jobs as jobs

    return _click("入力チェック", book, jobs.check)


def clear_marks(book: xlwings.Book | None = None) -> ClickResult:
    """2 マーク消去: every mark, note and the sheet 検証結果 go; fills, borders and notes are as before."""
    from inaxl.excel import department_jobs as jobs

    return _click("マーク消去", book, jobs.clear_marks)


def show_summary(book: xlwings.Book | None = None) -> ClickResult:
    """3 集計を表示: the department's ratings on the sheet 集計 with a native chart. E025 without a plan."""
    from inaxl.excel import department_jobs as jobs

    return _click("集計", book, jobs.show_summary)


def show_population(book: xlwings.Book | None = None) -> ClickResult:
    """4 人口指標: indicators against the vision on the sheet 人口指標. E025 without a plan."""
    from inaxl.excel import department_jobs as jobs

    return _click("人口指標", book, jobs.show_population)


def make_sheets(book: xlwings.Book | None = None) -> ClickResult:
    """5 評価シート作成: the department's evaluation book beside the workbook. E025, E026, E014, E015."""
    from inaxl.excel import department_jobs as jobs

    return _click("評価シート作成", book, jobs.make_sheets)


def submit(book: xlwings.Book | None = None) -> ClickResult:
    """6 提出用に保存: a checked, stamped, dated copy beside the workbook; with errors only after `confirm`."""
    from inaxl.excel import department_jobs as jobs

    def ask(app: object, text: str) -> bool:
        with _asking(app):
            return confirm(text)

    return _click("提出用に保存", book, lambda click: jobs.submit(click, ask, dt.date.today()))


def undo(book: xlwings.Book | None = None) -> ClickResult:
    """7 元に戻す: back to what stood before the last check or clearing. E020 where nothing is known."""
    from inaxl.excel import department_jobs as jobs

    return _click("元に戻す", book, jobs.undo)


def merge(book: xlwings.Book | None = None) -> ClickResult:
    """統合 (secretariat): merged.xlsx of the working folder that the book lies in."""
    from inaxl.excel import secretariat_jobs as jobs

    return _click("統合", book, jobs.merge)


def build_report(book: xlwings.Book | None = None) -> ClickResult:
    """PDCA報告書作成 (secretariat): all outputs of `inaxl build`."""
    from inaxl.excel import secretariat_jobs as jobs

    return _click("PDCA報告書作成", book, jobs.build_report)


def show_status(book: xlwings.Book | None = None) -> ClickResult:
    """提出状況 (secretariat): who has submitted, on a sheet of the open book."""
    from inaxl.excel import secretariat_jobs as jobs

    return _click("提出状況", book, jobs.show_status)


def _click(label: str, book: xlwings.Book | None, work: Any) -> ClickResult:
    return run(label, book, work, _tell)


def _tell(app: Any, text: str, level: str) -> None:
    with _asking(app):
        notify(text, level)


class _asking:
    """The Excel that messages go to, known only while one is shown."""

    def __init__(self, app: Any) -> None:
        self._shown = app

    def __enter__(self) -> None:
        global _app
        _app = self._shown

    def __exit__(self, *_: object) -> None:
        global _app
        _app = None


_ = Click  # part of what a replacement of a job needs

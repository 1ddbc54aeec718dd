"""One click: what runs around every button. Screen and status bar are put back, and the person always gets a message.

An error that a person can mend is told in our words; any other one goes to a log file that the message names.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from inaxl.errors import InaxlError
from inaxl.excel.click_memory import private_folder
from inaxl.excel.host import ExcelHost
from inaxl.findings import Finding

if TYPE_CHECKING:
    import xlwings

_NOT_NEEDED = ("matplotlib", "polars", "PIL", "plotly", "pyarrow", "fastapi", "starlette", "jinja2")
"""What xlwings would import if it is installed, and no button uses."""


class ClickResult(NamedTuple):
    """What a button has done: the message that was shown, the findings, the file that was written.

    `level` is `info`, `warning` or `error`; `is_done` False where nothing was done.
    """

    message: str
    findings: tuple[Finding, ...] = ()
    path: Path | None = None
    level: str = "info"
    is_done: bool = True


class Click(NamedTuple):
    """What a button's work gets: the open book, and a way to say how far it is."""

    host: ExcelHost
    app: Any

    def progress(self, text: str) -> None:
        """Show a text in Excel's status bar."""
        self.app.status_bar = f"inaxl　{text}"


def run(
    label: str,
    book: xlwings.Book | None,
    work: Callable[[Click], ClickResult],
    notify: Callable[[Any, str, str], None],
) -> ClickResult:
    """Run a button's work on a book (None: the one whose button was clicked) and tell what came of it."""
    started = time.perf_counter()
    app = None
    try:
        chosen = book if book is not None else caller()
        app = chosen.app
        with quiet(app, f"inaxl　{label}…"):
            result = work(Click(ExcelHost(chosen), app))
    except InaxlError as error:
        finding = error.finding
        where = f"{finding.where}\n" if finding.where else ""
        text = f"{label}を行えませんでした。\n\n{where}{finding.message}\n直し方　{finding.remedy}（{finding.code}）"
        result = ClickResult(text, (finding,), None, "error", False)
    except Exception as error:
        log = write_log(label, error)
        text = (
            f"{label}の途中で、予期しない誤りが起きました。\n\n{type(error).__name__}: {error}\n\n"
            f"記録　{log}\nこの記録をシステムの担当者に渡してください。"
        )
        result = ClickResult(text, (), log, "error", False)
    message = f"{result.message}\n\n（{time.perf_counter() - started:.1f}秒）"
    result = result._replace(message=message)
    notify(app, result.message, result.level)
    return result


@contextmanager
def quiet(app: Any, text: str) -> Iterator[None]:
    """Status text on, screen updating off; both are afterwards what they were, also after an error."""
    with app.properties(screen_updating=False, status_bar=text):
        yield


def caller() -> xlwings.Book:
    """The workbook whose button was clicked, or on which the add-in's ribbon was used."""
    xw = light_xlwings()
    named = next((word[5:] for word in sys.argv if word.startswith("--wb=")), "")
    if "=" in named:  # xlwings cuts the name at the second sign
        for app in xw.apps:
            for book in app.books:
                if book.name.lower() == named.strip().lower():
                    return cast("xlwings.Book", book)
    return cast("xlwings.Book", xw.Book.caller())


def light_xlwings(more: tuple[str, ...] = ()) -> Any:
    """xlwings, without the plotting and data frame libraries that it imports where they are installed.

    Only for the moment of the import: a program that uses them itself finds them afterwards. more: further packages,
    for a process that nobody else uses.
    """
    if "xlwings" in sys.modules:
        import xlwings

        return xlwings
    absent = [name for name in (*_NOT_NEEDED, *more) if name not in sys.modules]
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        import xlwings
    finally:
        for name in absent:
            if sys.modules.get(name, ...) is None:
                del sys.modules[name]
    return xlwings


def write_log(label: str, error: BaseException) -> Path:
    """The traceback in a file of the person's own folder; only the newest hundred are kept."""
    folder = private_folder() / "logs"
    path = folder / f"{dt.datetime.now():%Y%m%d-%H%M%S}-{label}.log"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        for old in sorted(folder.glob("*.log"))[:-100]:
            old.unlink(missing_ok=True)
    return path

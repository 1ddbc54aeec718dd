"""Every word that goes to the screen: results to stdout, progress and errors to stderr, Japanese in aligned columns.

Widths count East Asian characters as two. Colour only where a person is looking.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import click

from inaxl import __version__
from inaxl.findings import SEVERITY_LABELS, Finding

LABEL_WIDTH = 10
_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_RUST: dict[str, Any] = {"fg": "yellow", "bold": True}
_BLUE: dict[str, Any] = {"fg": "blue"}
_STYLES: dict[str, dict[str, Any]] = {"error": _RUST, "warning": _BLUE, "info": {}}


class Screen:
    """One command's way to the screen: progress on stderr, quiet if asked, time from its first word on."""

    def __init__(self, *, quiet: bool = False, debug: bool = False) -> None:
        self.quiet = quiet
        self.debug = debug
        self._started = time.monotonic()
        self._shown = 0

    @property
    def seconds(self) -> float:
        """Seconds since the command began."""
        return time.monotonic() - self._started

    def progress(self, done: int, total: int, name: str) -> None:
        """One line that is written over; nothing where stderr is no terminal."""
        if self.quiet or not sys.stderr.isatty():
            return
        line = f"{pad('読み込み', LABEL_WIDTH)} {done}/{total} 冊　{name}"
        click.echo("\r" + pad(line, max(self._shown, width(line))), err=True, nl=False)
        self._shown = 0 if done == total else width(line)
        if done == total:
            click.echo("\r" + " " * width(line) + "\r", err=True, nl=False)

    def log(self, text: str) -> None:
        """A line about what was done, on stderr."""
        if not self.quiet:
            click.echo(text, err=True)


def use_utf8() -> None:
    """Japanese whatever the console's code page is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (stream.encoding or "").lower() not in ("utf-8", "utf8"):
            reconfigure(encoding="utf-8", errors="replace")


def width(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text filled up with blanks to a number of columns."""
    blanks = " " * max(0, columns - width(text))
    return blanks + text if right else text + blanks


def cut(text: str, columns: int) -> str:
    """The text, ended with … where it is longer than the columns."""
    text = " ".join(text.split())
    if width(text) <= columns:
        return text
    kept = ""
    for character in text:
        if width(kept + character) > columns - 2:
            break
        kept += character
    return kept + "…"


def tame(text: str) -> str:
    """Text from a file without what a terminal would obey: control characters and marks of writing direction."""
    return _COMMANDS.sub("\ufffd", text)


def line(label: str, *parts: str) -> None:
    """A result line: label in a column of its own, then the parts."""
    click.echo(f"{pad(label, LABEL_WIDTH)} {tame('　'.join(part for part in parts if part))}")


def note(text: str) -> None:
    """A plain line on stderr."""
    click.echo(tame(text), err=True)


def table(header: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> None:
    """A table in aligned columns; the columns in `right` are right-aligned."""
    lines = [list(header), *([tame(cell) for cell in row] for row in rows)]
    aligned = set(right)
    widths = [max(width(row[column]) for row in lines) for column in range(len(header))]
    for row in lines:
        cells = [pad(cell, widths[i], right=i in aligned) for i, cell in enumerate(row)]
        click.echo("  ".join(cells).rstrip())


def typed(path: Path) -> str:
    """A path as it is typed on a command line of any system: in quotes where there are blanks in it."""
    return f'"{path}"' if any(character.isspace() for character in str(path)) else str(path)


def findings(found: Iterable[Finding]) -> None:
    """Findings grouped by book and sheet, as a person works through them."""
    place = None
    for item in found:
        here = (item.book, item.sheet)
        if here != place:
            place = here
            where = f"{item.book or '作業フォルダー'}{f'　シート {item.sheet}' if item.sheet else ''}"
            click.echo(tame(where))
        label = click.style(SEVERITY_LABELS[item.severity], **_STYLES[item.severity])
        gap = " " * max(1, 6 - width(SEVERITY_LABELS[item.severity]))
        value = pad(tame(cut(item.value or "", 14)), 14)
        click.echo(f"  {label}{gap}{pad(item.cell or '－', 5)} {value}  {tame(item.message)}  {item.code}")
        click.echo(f"{' ' * 30}→ {tame(item.remedy)}")


def document(
    command: str, findings: Sequence[Finding], *, exit_code: int, ok: bool | None = None, **more: Any
) -> dict[str, Any]:
    """The JSON document of a command (contract, section 7)."""
    return {
        "command": command,
        "version": __version__,
        "ok": exit_code == 0 if ok is None else ok,
        "exit_code": exit_code,
        "findings": [finding.as_dict() for finding in findings],
        **more,
    }


def json_document(content: Mapping[str, Any]) -> None:
    """One JSON document on stdout, nothing else."""
    import json

    click.echo(json.dumps(content, ensure_ascii=False, indent=1, default=_plain))


def _plain(value: Any) -> Any:
    if hasattr(value, "as_integer_ratio"):  # Decimal
        return int(value) if value == int(value) else float(value)
    return str(value)


def exit_code(findings: Iterable[Finding]) -> int:
    """3 where an input could not be read, else 1 where an error stands, else 0 (contract, section 1)."""
    code = 0
    for finding in findings:
        if finding.code.startswith("E0"):
            return 3
        if finding.severity == "error":
            code = 1
    return code


def failure(finding: Finding, code: int, *, command: str, as_json: bool) -> None:
    """What stopped the command: as a message, or as a JSON document."""
    if as_json:
        json_document(document(command, [finding], exit_code=code))
        return
    where = f"{finding.where}　" if finding.where else ""
    click.echo(f"{click.style('誤り', **_RUST)} {finding.code}　{tame(where + finding.message)}", err=True)
    click.echo(f"直し方　{finding.remedy}", err=True)


def usage(message: str, context: click.Context | None, *, command: str, as_json: bool) -> None:
    """A usage error with the way to the help page, or as a JSON document with the key "message"."""
    if as_json:
        json_document(document(command, [], exit_code=2, message=message))
        return
    click.echo(f"{click.style('誤り', **_RUST)}　{message}", err=True)
    path = context.command_path if context else "inaxl"
    click.echo(f"使い方は「{path} --help」で見られます。", err=True)


def internal(error: Exception, code: int, *, command: str, as_json: bool) -> None:
    """An error of inaxl itself: what to do, and no traceback; or a JSON document with the key "message"."""
    message = f"inaxl の内部で誤りが起きました({type(error).__name__}: {error})。"
    if as_json:
        json_document(document(command, [], exit_code=code, message=message))
        return
    click.echo(f"{click.style('誤り', **_RUST)}　{message}", err=True)
    click.echo(
        "同じコマンドを「inaxl --debug …」で実行し、表示された記録を管理者に知らせてください。", err=True
    )

"""`inaxl plan summary`: the plan as a tree with what it leaves open, its evidence and its versions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import command
from inaxl.values.periods import fy_label

_COLUMNS = 98
_DEEPER = 4  # blanks before the rest of a line that was too long


@command()
@click.argument("path", metavar="台帳", type=click.Path(path_type=Path))
@click.option(
    "--fy",
    type=options.FiscalYear(),
    metavar="年度",
    help="この年度の評価に使う版と、この年度に有効な KPI と部署だけを示す",
)
@options.password
@options.as_json
@click.pass_obj
def summary(screen: output.Screen, path: Path, fy: int | None, as_json: bool) -> int:
    """計画を、重点、目標から KPI までの木、現状と課題、版、書かれていないことの順に示します。

    台帳には、ブックか作業フォルダーを指定します。台帳の誤りは inaxl plan check が示します。
    """
    from inaxl.plan.summary import summary_lines
    from inaxl.plan.summary_document import summary_document
    from inaxl.plan_checking import read_plan

    read = read_plan(path, fy)
    code = output.exit_code(read.findings)
    if as_json:
        content = summary_document(read.plan, read.earlier)
        output.json_document(output.document("plan summary", read.findings, exit_code=code, fy=fy, **content))
        return code
    if fy is not None:
        click.echo(f"{fy_label(fy)}の評価に使う版です。KPI と部署は、この年度に有効なものだけを示します。")
    for line in summary_lines(read.plan, read.earlier):
        for piece in wrapped(output.tame(line)):
            click.echo(piece)
    errors = sum(finding.severity == "error" for finding in read.findings)
    if errors:
        click.echo("")
        click.echo(f"台帳に誤りが {errors}件あります。inaxl plan check で場所と直し方を見られます。")
    return code


def wrapped(line: str) -> Iterator[str]:
    """The line in pieces of at most so many columns, broken at a wide blank where there is one; deeper from the second on."""
    indent = " " * (len(line) - len(line.lstrip(" ")))
    rest, room = line[len(indent) :], _COLUMNS - len(indent)
    while output.width(rest) > room:
        at = _break_in(rest, room)
        yield (indent + rest[:at]).rstrip()
        rest = rest[at:].lstrip("　 ")
        if len(indent) == len(line) - len(line.lstrip(" ")):
            indent, room = indent + " " * _DEEPER, room - _DEEPER
    yield indent + rest


def _break_in(text: str, room: int) -> int:
    """Index behind the last wide blank or 、 that lies in the room, in its second half; else behind the last character."""
    fits = 0
    for at in range(1, len(text) + 1):
        if output.width(text[:at]) > room:
            break
        fits = at
    good = max(text.rfind(mark, fits // 2, fits) for mark in "　、。")
    return good + 1 if good >= 0 else fits

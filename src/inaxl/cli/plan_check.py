"""`inaxl plan check`: every version of the plan book, what is wrong with it and where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import command
from inaxl.findings import NO_FINDINGS

if TYPE_CHECKING:
    from inaxl.plan.model import Plan
    from inaxl.plan_checking import CheckedPlan

_LEVELS = {
    "goals": "基本目標",
    "fields": "分野",
    "measures": "施策",
    "projects": "事業",
    "kpis": "KPI",
    "departments": "部署",
}


@command()
@click.argument("path", metavar="台帳", type=click.Path(path_type=Path))
@options.password
@options.as_json
@click.pass_obj
def check(screen: output.Screen, path: Path, as_json: bool) -> int:
    """戦略台帳を検証し、どのセルがなぜ誤りで、どう直すかを示します。

    台帳には、ブックか作業フォルダーを指定します。フォルダーでは、plans フォルダーにある前の版も検証します。何も書き込みません。
    """
    from inaxl.plan_checking import check_plan

    checked = check_plan(path)
    is_readable = all(book.plan is not None for book in checked.books)
    code = output.exit_code(checked.findings) if is_readable else 3
    if as_json:
        books = [_document(book) for book in checked.books]
        output.json_document(output.document("plan check", checked.findings, exit_code=code, books=books))
        return code
    for book in checked.books:
        _show(book)
    output.findings(checked.beside)
    return code


def _document(book: CheckedPlan) -> dict[str, Any]:
    return {
        "book": book.book,
        "sha256": book.sha256,
        "readable": book.plan is not None,
        "errors": book.count("error"),
        "warnings": book.count("warning"),
        "infos": book.count("info"),
        "counts": {key: len(getattr(book.plan, key)) for key in _LEVELS} if book.plan else None,
    }


def _show(book: CheckedPlan) -> None:
    output.findings(book.findings)
    counts = [
        (book.count(key), word)
        for key, word in (("error", "誤り"), ("warning", "警告"), ("info", "お知らせ"))
    ]
    said = "　".join(f"{word} {count}" for count, word in counts) if book.findings else NO_FINDINGS
    click.echo(output.tame("　".join(part for part in (book.book, _looked_at(book.plan), said) if part)))


def _looked_at(plan: Plan | None) -> str:
    if plan is None:
        return ""
    return "・".join(f"{word} {len(getattr(plan, key))}" for key, word in _LEVELS.items()) + "を確認"

"""`inaxl check`: read books, say what is wrong and where; with --mark, show it in their cells."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import command
from inaxl.findings import NO_FINDINGS

if TYPE_CHECKING:
    from inaxl.checking import Checked, CheckedBook

_PACKS = ("machine-readable",)  # `inaxl.packs.PACKS`; a test holds them against each other


@command()
@options.books
@click.option(
    "--mark/--unmark",
    default=None,
    help="誤りのセルにしるしを付け、検証結果シートを加える／しるしをすべて消す",
)
@click.option(
    "--pack",
    type=click.Choice(_PACKS),
    help="入力様式の検証の代わりに行う検証。machine-readable は、公表する表の機械判読性(総務省の統一ルール)",
)
@options.password
@options.as_json
@click.pass_obj
def check(
    screen: output.Screen, books: tuple[Path, ...], mark: bool | None, pack: str | None, as_json: bool
) -> int:
    """ブック(フォルダーも可)を検証し、どのセルがなぜ誤りで、どう直すかを示します。

    --mark は、書き込む前にブックの控えを取ります。入力された値は変えません。
    """
    from inaxl.checking import check

    checked = check(*books, mark=mark, progress=screen.progress, pack=pack)
    code = output.exit_code(checked.findings)
    if as_json:
        output.json_document(output.document("check", checked.findings, exit_code=code, **_document(checked)))
    elif mark is False:
        click.echo(f"{len(checked.books)}冊のうち {len(checked.marked)}冊からしるしを消しました。")
        output.findings(checked.findings)
    else:
        _show(checked)
    return code


def _document(checked: Checked) -> dict[str, Any]:
    return {
        "books": [
            {
                "book": book.book,
                "sha256": book.sha256,
                "entries": book.entries,
                "errors": book.count("error"),
                "warnings": book.count("warning"),
                "readable": book.readable,
            }
            for book in checked.books
        ],
        "checked": {
            "books": len(checked.books),
            "tables": sum(book.tables for book in checked.books),
            "entries": sum(book.entries for book in checked.books),
            "cells": sum(book.cells for book in checked.books),
        },
        "marked": list(checked.marked),
    }


def _show(checked: Checked) -> None:
    """Findings book by book; a book without any says so in words, and what was looked at."""
    for book in checked.books:
        output.findings(book.findings)
        if book.is_clean:
            click.echo(f"{book.book}　{NO_FINDINGS}{book.looked_at}を確認しました。")
    click.echo(_total(checked.books))
    if checked.marked:
        click.echo(f"{len(checked.marked)}冊にしるしを付けました。消すには inaxl check --unmark を使います。")


def _total(books: tuple[CheckedBook, ...]) -> str:
    indicators, tables, cells = (
        sum(getattr(b, name) for b in books) for name in ("indicators", "tables", "cells")
    )
    errors, warnings = (sum(book.count(severity) for book in books) for severity in ("error", "warning"))
    what = f"{indicators}指標" if any(book.reading for book in books) else f"{tables}表"
    tail = f"誤り {errors}　警告 {warnings}" if errors or warnings else NO_FINDINGS
    return f"{len(books)}冊　{what}・{cells}セルを確認　{tail}"

"""`inaxl check`: read books, say what is wrong and where; with --mark, show it in their cells."""

from __future__ import annotations

from pathlib import Path

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import command


@command()
@options.books
@click.option(
    "--mark/--unmark",
    default=None,
    help="誤りのセルにしるしを付け、検証結果シートを加える／しるしをすべて消す",
)
@options.as_json
@click.pass_obj
def check(screen: output.Screen, books: tuple[Path, ...], mark: bool | None, as_json: bool) -> int:
    """ブック(フォルダーも可)を検証し、どのセルがなぜ誤りで、どう直すかを示します。

    --mark は、書き込む前にブックの控えを取ります。入力された値は変えません。
    """
    from inaxl.checking import check

    checked = check(*books, mark=mark, progress=screen.progress)
    code = output.exit_code(checked.findings)
    if as_json:
        output.json_document(
            output.document(
                "check",
                checked.findings,
                exit_code=code,
                books=[
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
                checked={
                    "books": len(checked.books),
                    "tables": sum(book.tables for book in checked.books),
                    "entries": sum(book.entries for book in checked.books),
                    "cells": sum(book.cells for book in checked.books),
                },
                marked=list(checked.marked),
            )
        )
        return code
    if mark is False:
        click.echo(f"{len(checked.books)}冊のうち {len(checked.marked)}冊からしるしを消しました。")
        output.findings(checked.findings)
        return code
    for book in checked.books:
        output.findings(book.findings)
    indicators, cells = sum(b.indicators for b in checked.books), sum(b.cells for b in checked.books)
    errors = sum(book.count("error") for book in checked.books)
    warnings = sum(book.count("warning") for book in checked.books)
    tail = f"誤り {errors}　警告 {warnings}" if errors or warnings else "誤りも警告もありません。"
    click.echo(f"{len(checked.books)}冊　{indicators}指標・{cells}セルを確認　{tail}")
    if checked.marked:
        click.echo(f"{len(checked.marked)}冊にしるしを付けました。消すには inaxl check --unmark を使います。")
    return code

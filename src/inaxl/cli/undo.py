"""`inaxl undo`: take back the last write into a book."""

from __future__ import annotations

from pathlib import Path

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import command


@command()
@click.argument("book", metavar="ブック", type=click.Path(path_type=Path))
@options.as_json
@click.pass_obj
def undo(screen: output.Screen, book: Path, as_json: bool) -> int:
    """ブックへの直前の書き込み(しるしなど)を取り消し、書き込む前の控えに戻します。"""
    from inaxl.books.undo import undo

    restored = undo(book)
    if as_json:
        output.json_document(
            output.document("undo", [], exit_code=0, book=book.as_posix(), restored=str(restored))
        )
    else:
        output.line("取り消し", book.as_posix(), "直前の書き込みの前に戻しました。")
    return 0

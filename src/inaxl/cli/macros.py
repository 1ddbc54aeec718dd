"""`inaxl macros build`: the add-in and a macro book, built from the text in `macros/`."""

from __future__ import annotations

from pathlib import Path

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import JapaneseCommand, JapaneseGroup


@click.group(cls=JapaneseGroup, short_help="ボタンとマクロを作る")
def macros() -> None:
    """ボタンとマクロを、読める文字のもと（macros フォルダー）から作ります。"""


@macros.command("build", cls=JapaneseCommand)
@click.option(
    "-o",
    "out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="フォルダー",
    help="出力先",
)
@click.option(
    "--book",
    "books",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="ブック",
    help="ボタンを付けるブック(.xlsx。何度でも指定できる)",
)
@click.option("--interpreter", metavar="ファイル", default="", help="クリックで起動する python.exe の場所")
@options.as_json
@click.pass_obj
def build(screen: output.Screen, out: Path, books: tuple[Path, ...], interpreter: str, as_json: bool) -> int:
    """アドイン inaxl.xlam と、事務局用のマクロのブック inaxl.xlsm を作ります。"""
    from inaxl.excel.building import build_macros

    made = build_macros(out, books, interpreter=interpreter)
    if as_json:
        outputs = [{"path": path.as_posix(), "sha256": digest} for path, digest in made.items()]
        output.json_document(output.document("macros", [], exit_code=0, outputs=outputs))
        return 0
    for path in made:
        output.line("作成", path.as_posix())
    return 0

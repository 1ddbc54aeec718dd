"""`inaxl forms`: each department's entry book for a year."""

from __future__ import annotations

from pathlib import Path

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import command


@command()
@options.folder
@options.fy
@click.option(
    "--dept", "departments", multiple=True, metavar="部署", help="この部署だけ作る(何度でも指定できる)"
)
@click.option(
    "-o",
    "out",
    type=click.Path(path_type=Path),
    metavar="フォルダー",
    help="出力先(指定しないと forms/R05 など)",
)
@click.option("--buttons", "has_buttons", is_flag=True, help="ボタンとマクロの付いた .xlsm で作る")
@options.as_json
@click.pass_obj
def forms(
    screen: output.Screen,
    folder: Path,
    fy: int,
    departments: tuple[str, ...],
    out: Path | None,
    has_buttons: bool,
    as_json: bool,
) -> int:
    """部署ごとの入力様式を作ります。これまでの実績値と、前年度に決めた「今後の取組」を引き継ぎます。"""
    from inaxl.distributing import distribute

    made = distribute(
        folder, fy, departments=departments, out=out, has_buttons=has_buttons, progress=screen.progress
    )
    code = output.exit_code(made.findings)
    if as_json:
        output.json_document(
            output.document("forms", made.findings, exit_code=code, outputs=list(made.names))
        )
        return code
    output.line("作成", made.folder, f"{len(made.names)}冊")
    output.findings(made.findings)
    return code

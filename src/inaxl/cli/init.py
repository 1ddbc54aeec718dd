"""`inaxl init`: an empty working folder for a plan."""

from __future__ import annotations

from pathlib import Path

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import command


@command()
@options.folder
@click.option(
    "--plan",
    "plan_book",
    type=click.Path(path_type=Path),
    required=True,
    metavar="台帳",
    help="戦略台帳のブック",
)
@options.as_json
@click.pass_obj
def init(screen: output.Screen, folder: Path, plan_book: Path, as_json: bool) -> int:
    """戦略台帳を写し、計画期間の年度のフォルダーとひな型のある作業フォルダーを作ります。"""
    from inaxl.founding import found_folder

    made = found_folder(folder, plan_book)
    code = output.exit_code(made.findings)
    if as_json:
        output.json_document(output.document("init", made.findings, exit_code=code, files=list(made.names)))
        return code
    output.line("作成", folder.as_posix(), f"{len(made.names)}件")
    output.findings(made.findings)
    output.line("次は", f"inaxl forms {folder} --fy 年度")
    return code

"""`inaxl demo`: a working folder of made-up figures on the real strategy."""

from __future__ import annotations

from pathlib import Path

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import command


@command()
@options.folder
@options.as_json
@click.pass_obj
def demo(screen: output.Screen, folder: Path, as_json: bool) -> int:
    """戦略台帳、3年度分の部署のブック、人口統計、ひな型の入ったフォルダーを作ります。

    計画は実際の戦略(案)ですが、KPI と数値はすべて架空で、どのブックにもそう書いてあります。
    """
    from inaxl.demo.folder import make_demo

    written = make_demo(folder)
    if as_json:
        names = [path.resolve().relative_to(folder.resolve()).as_posix() for path in written]
        output.json_document(output.document("demo", [], exit_code=0, files=names))
        return 0
    output.line("作成", f"{folder}", f"{len(written)}ファイル", "（数値はすべて架空）")
    output.line("次は", f"inaxl build {output.typed(folder)} --fy R05")
    return 0

"""The command line: one module per command, loaded when it is called; all words to the screen through `output.py`.

To add a command: a module here with a click command of the same name, and a line in `COMMANDS`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from inaxl import __version__
from inaxl.cli.japanese import JapaneseGroup

COMMANDS: dict[str, str] = {
    "demo": "架空の数値の入った作業フォルダーを作り、すべてを試せるようにする",
    "init": "戦略台帳から空の作業フォルダーを作る",
    "forms": "部署ごとの入力様式を作る",
    "bind": "ブックのどの表・どの列を読み取るかを示す",
    "check": "ブックを検証し、誤りの場所と直し方を示す",
    "merge": "部署のブックを1冊に統合する",
    "build": "検証・統合・評価・報告書の作成をすべて行う",
    "status": "どの部署が提出したかを示す",
    "publish": "年度の結果を、だれでも読めるウェブサイトとオープンデータにする",
    "council": "審議会の委員に渡す資料を作り、書かれた意見を取り込む",
    "population": "人口の指標、将来展望との差とその要因、将来推計を示す",
    "explain": "1つの値の出どころと計算をたどる",
    "diff": "2冊のブック、2つの年度の違いを言葉で示す",
    "undo": "ブックへの直前の書き込みを取り消す",
    "plan": "戦略台帳を検証・要約し、版を比べ、次の版を始める",
    "templates": "報告書と評価シートのひな型を確かめる",
    "macros": "ボタンとマクロ、Excel のアドインを作る",
    "addin": "Excel のアドインを利用者ごとに入れる・外す",
    "doctor": "このパソコンで使えるかを調べる",
}


class LazyGroup(JapaneseGroup):
    """Commands by name, each imported only when it runs or shows its own help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        command: click.Command = getattr(import_module(f"inaxl.cli.{cmd_name}"), cmd_name)
        return command

    def one_line(self, name: str) -> str:
        return COMMANDS[name]


@click.group(cls=LazyGroup, invoke_without_command=True)
@click.option("--debug", is_flag=True, help="内部の誤りのとき、詳しい記録も表示する")
@click.option("--quiet", is_flag=True, help="途中経過を表示しない")
@click.option("--version", is_flag=True, is_eager=True, help="版を表示する")
@click.pass_context
def cli(ctx: click.Context, debug: bool, quiet: bool, version: bool) -> None:
    """総合戦略の KPI を、職員の Excel のまま検証・統合・評価し、審議会の報告書まで作ります。

    まず「inaxl demo 試用」で試用のフォルダーを作り、「inaxl build 試用 --fy R05」を実行してください。

    終了コード: 0 誤りなし、1 誤りが見つかった、2 使い方の誤り、3 読めない・書けないファイルがある、4 内部の誤り。
    """
    from inaxl.cli import output

    ctx.obj = output.Screen(quiet=quiet, debug=debug)
    if version:
        click.echo(f"inaxl {__version__}")
        ctx.exit(0)
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command line (`inaxl.__main__` is the entry point): every exception becomes a message and an exit code.

    Everything is written and closed by then, so the process ends at once: taking a large interpreter down piece by
    piece would take longer than an unchanged build.
    """
    from inaxl.cli.running import run

    code = run(cli, list(sys.argv[1:] if arguments is None else arguments))
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # the reader of a pipe may have gone
            stream.flush()
    os._exit(code)

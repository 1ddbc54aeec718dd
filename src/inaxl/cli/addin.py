"""`inaxl addin`: the Excel add-in of one person: install, remove, look."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import JapaneseCommand, JapaneseGroup

if TYPE_CHECKING:
    from inaxl.excel.installation import Installed

_to = click.option(
    "--to",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="フォルダー",
    help="Excel の起動フォルダー(指定しないと利用者の XLSTART)",
)


@click.group(cls=JapaneseGroup, short_help="Excel のアドインを利用者ごとに入れる")
def addin() -> None:
    """Excel のアドインを、利用者ごとに入れる・外す・調べる。管理者の権限は要りません。"""


@addin.command("install", cls=JapaneseCommand)
@_to
@click.option(
    "--exe",
    "program",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="ファイル",
    help="共有フォルダーの inaxl-buttons.exe(自分の Python を使わないとき)",
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="フォルダー",
    help="作業フォルダー(ブックがその外にあるとき)",
)
@click.option(
    "--server", "is_server", is_flag=True, help="Python を起動したままにし、2回目からのクリックを速くする"
)
@options.as_json
@click.pass_obj
def install(
    screen: output.Screen,
    to: Path | None,
    program: Path | None,
    folder: Path | None,
    is_server: bool,
    as_json: bool,
) -> int:
    """アドインを入れます。入っているときは新しいものに替えます。"""
    from inaxl.excel import installation

    done = installation.install(to, program=program, folder=folder, is_server=is_server)
    _show("addin", done, as_json)
    if not as_json:
        click.echo("Excel を起動し直すと、タブ「KPI」が現れます。")
    return 0


@addin.command("remove", cls=JapaneseCommand)
@_to
@options.as_json
@click.pass_obj
def remove(screen: output.Screen, to: Path | None, as_json: bool) -> int:
    """アドインと、その設定を消します。"""
    from inaxl.excel import installation

    was_there = installation.remove(to)
    if as_json:
        output.json_document(output.document("addin", [], exit_code=0, removed=was_there))
    else:
        click.echo("アドインを外しました。" if was_there else "アドインは入っていませんでした。")
    return 0


@addin.command("status", cls=JapaneseCommand)
@_to
@options.as_json
@click.pass_obj
def status(screen: output.Screen, to: Path | None, as_json: bool) -> int:
    """アドインが入っているか、クリックで何が起動するかを示します。"""
    from inaxl.excel import installation

    _show("addin", installation.status(to), as_json)
    return 0


def _show(name: str, found: Installed, as_json: bool) -> None:
    if as_json:
        document = {**found._asdict(), "addin": found.addin.as_posix()}
        output.json_document(output.document(name, [], exit_code=0, **document))
        return
    output.line("アドイン", found.addin.as_posix(), "" if found.is_there else "（入っていません）")
    if found.starts:
        output.line("起動", found.starts, "" if found.starts_exists else "（見つかりません）")
    if found.folder:
        output.line("作業場所", found.folder)

"""`inaxl templates`: the office's own templates, tried out."""

from __future__ import annotations

from pathlib import Path

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import JapaneseCommand, JapaneseGroup


@click.group(cls=JapaneseGroup, short_help="報告書と評価シートのひな型を確かめる")
def templates() -> None:
    """報告書(report.docx、report.typ)と評価シート(evaluation_sheet.xlsx)のひな型を確かめます。"""


@templates.command("check", cls=JapaneseCommand)
@options.folder
@click.option("--unused", "with_unused", is_flag=True, help="使っていない変数も1つずつ示す")
@options.as_json
@click.pass_obj
def check(screen: output.Screen, folder: Path, with_unused: bool, as_json: bool) -> int:
    """フォルダーのひな型を試用の数値で作ってみて、ない変数・使っていない変数と、その場所を示します。

    フォルダーには、作業フォルダーか、ひな型の入ったフォルダーを指定します。何も書き込みません。
    """
    from inaxl.template_checking import check_templates

    checked = check_templates(folder)
    code = int(any(finding.severity == "error" for finding in checked.findings))
    if as_json:
        output.json_document(
            output.document(
                "templates check", checked.findings, exit_code=code, templates=list(checked.names)
            )
        )
        return code
    for name in checked.names:
        own = [finding for finding in checked.findings if finding.book == name]
        errors = [finding for finding in own if finding.severity == "error"]
        unused = [finding for finding in own if finding.severity == "info"]
        state = f"誤り {len(errors)}" if errors else "使えます"
        output.line(name, state, f"使っていない変数 {len(unused)}" if unused else "")
        output.findings(errors)
        for finding in unused if with_unused else ():
            output.line("", finding.value or "")
    return code

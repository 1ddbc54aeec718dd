"""`inaxl diff`: what changed between two books or two built years, in words."""

from __future__ import annotations

from pathlib import Path

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import command


@command()
@click.argument("before", metavar="前", type=click.Path(path_type=Path))
@click.argument("after", metavar="後", type=click.Path(path_type=Path))
@options.as_json
@click.pass_obj
def diff(screen: output.Screen, before: Path, after: Path, as_json: bool) -> int:
    """2冊の部署のブック、または2つの出力フォルダー(out/R04 と out/R05 など)の違いを、KPI と項目ごとに示します。"""
    from inaxl.comparing import compare

    found = compare(before, after)
    code = output.exit_code(found.findings)
    if as_json:
        output.json_document(
            output.document(
                "diff", found.findings, exit_code=code, changes=[c._asdict() for c in found.changes]
            )
        )
        return code
    for change in found.changes:
        click.echo(change.text)
    click.echo(f"{len(found.changes)}件の違いがあります。" if found.changes else "違いはありません。")
    return code

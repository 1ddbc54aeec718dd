"""`inaxl plan diff`: what changed between two versions of the plan, in words."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import command


@command()
@click.argument("before", metavar="台帳かフォルダー", type=click.Path(path_type=Path))
@click.argument("after", metavar="[台帳]", required=False, type=click.Path(path_type=Path))
@options.as_json
@click.pass_obj
def diff(screen: output.Screen, before: Path, after: Path | None, as_json: bool) -> int:
    """2つの版の戦略台帳の違いを言葉で示します。フォルダーを1つ指定すると、今の版と1つ前の版を比べます。"""
    from inaxl.comparing import compare_plans
    from inaxl.plan.differences import TABLES

    found = compare_plans(before, after)
    if as_json:
        output.json_document(
            output.document(
                "plan diff",
                [],
                exit_code=0,
                before=found.before,
                after=found.after,
                changes=[change._asdict() for change in found.changes],
            )
        )
        return 0
    click.echo(output.tame(f"{found.before}　→　{found.after}"))
    for table, changes in groupby(found.changes, key=lambda change: change.table):
        click.echo(TABLES[table])
        for change in changes:
            click.echo(output.tame(f"  {change.text}"))
    click.echo(f"{len(found.changes)}件の違いがあります。" if found.changes else "違いはありません。")
    return 0

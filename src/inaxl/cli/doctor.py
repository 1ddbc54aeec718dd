"""`inaxl doctor`: does this machine have what inaxl needs, and how to mend what is missing."""

from __future__ import annotations

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import command


@command()
@options.as_json
@click.pass_obj
def doctor(screen: output.Screen, as_json: bool) -> int:
    """Python、パッケージ、日本語の文字、Excel と xlwings、LibreOffice があるかを調べ、足りないものの直し方を示します。"""
    from inaxl.machine import examine

    items = examine()
    code = 0 if all(item.found or not item.required for item in items) else 3
    if as_json:
        output.json_document(
            output.document("doctor", [], exit_code=code, items=[item._asdict() for item in items])
        )
        return code
    label = max(output.width(item.name) for item in items)
    for item in items:
        click.echo(f"{output.pad(item.name, label)}  {'あり' if item.found else 'なし'}　{item.detail}")
        if item.remedy:
            click.echo(f"{' ' * (label + 8)}→ {item.remedy}")
    return code

"""`inaxl explain`: one figure from the report back to book, sheet, cell, raw text and rule."""

from __future__ import annotations

from pathlib import Path

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import command


@command()
@options.folder
@click.argument("kpi", metavar="KPI")
@options.fy
@options.as_json
@click.pass_obj
def explain(screen: output.Screen, folder: Path, kpi: str, fy: int, as_json: bool) -> int:
    """KPI の値がどのブックのどのセルから来て、どう評価されたかを1段ずつ示します。KPI は ID か名前です。"""
    from inaxl.explaining import explain

    found = explain(folder, kpi, fy, progress=screen.progress)
    code = output.exit_code(found.findings)
    if as_json:
        output.json_document(
            output.document(
                "explain",
                found.findings,
                exit_code=code,
                kpi_id=found.kpi_id,
                fy=found.fy,
                actual=found.actual,
                source=found.source,
                steps=[step._asdict() for step in found.steps],
                rating=found.rating,
            )
        )
        return code
    click.echo(f"{found.kpi_id}　{found.name}")
    for step in found.steps:
        output.line(step.what, step.result, f"（{step.rule}）" if step.rule else "")
    output.findings(found.findings)
    return code

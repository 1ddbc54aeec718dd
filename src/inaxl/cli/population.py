"""`inaxl population`: where the population stands against the vision, why, and where it goes under each scenario."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import command

if TYPE_CHECKING:
    from inaxl.population.reporting import PopulationReport


@command()
@options.folder
@options.fy
@click.option(
    "--scenario",
    "scenarios",
    metavar="名称",
    multiple=True,
    help="示すシナリオ(何度でも書ける。既定はすべて)",
)
@options.as_json
@click.pass_obj
def population(
    screen: output.Screen, folder: Path, fy: int, scenarios: tuple[str, ...], as_json: bool
) -> int:
    """人口の指標、将来展望との差とその要因、将来推計を示します。

    シナリオの名称は「シナリオ」シートのものか、標準の5つ(社人研推計に準拠、将来展望の出生率と社会増減、移動なし、出生率2.1、出生率2.1・移動なし)です。
    """
    from inaxl.population.reporting import population_report

    found = population_report(folder, fy, scenarios)
    code = output.exit_code(found.findings)
    if as_json:
        content = output.document("population", found.findings, exit_code=code, fy=fy, **found.document)
        output.json_document(content)
        return code
    _show(found)
    return code


def _show(found: PopulationReport) -> None:
    for label, *parts in found.lines:
        output.line(label, *parts)
    for title, header, rows in found.tables:
        click.echo("")
        click.echo(title)
        output.table(header, rows, right=range(1, len(header)))
    if found.notes:
        click.echo("")
    for note in found.notes:
        click.echo(note)
    if found.findings:
        click.echo("")
        output.findings(found.findings)

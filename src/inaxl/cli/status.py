"""`inaxl status`: who has submitted, who has not, with how many findings."""

from __future__ import annotations

from pathlib import Path

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import command

_STATES = {"done": "完了", "needs_fix": "要修正", "missing": "未提出"}


@command()
@options.folder
@options.fy
@options.as_json
@click.pass_obj
def status(screen: output.Screen, folder: Path, fy: int, as_json: bool) -> int:
    """どの部署が提出したか、誤りと警告がいくつあるかを示します。"""
    from inaxl.submitting import submission_status

    found = submission_status(folder, fy, progress=screen.progress)
    code = output.exit_code(found.findings)
    if as_json:
        output.json_document(
            output.document("status", found.findings, exit_code=code, departments=list(found.departments))
        )
        return code
    rows = [
        [
            department["department"],
            _STATES[department["state"]],
            str(department["entries"]),
            str(department["reported"]),
            str(department["errors"]) if department["submitted"] else "－",
            str(department["warnings"]) if department["submitted"] else "－",
        ]
        for department in found.departments
    ]
    output.table(["部署", "状態", "KPI", "実績値", "誤り", "警告"], rows, right=(2, 3, 4, 5))
    states = [department["state"] for department in found.departments]
    counts = "　".join(f"{label} {states.count(state)}" for state, label in _STATES.items())
    click.echo(f"{len(states)}部署のうち　{counts}")
    return code

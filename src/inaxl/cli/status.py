"""`inaxl status`: who has submitted, who has not, with how many findings; and where the year stands in its PDCA cycle."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import command

if TYPE_CHECKING:
    from inaxl.evaluate.stage import Missing, Step
    from inaxl.submitting import SubmissionStatus

_STATES = {"done": "完了", "needs_fix": "要修正", "missing": "未提出"}
_STEP_WIDTH = 8
_SHOWN_NAMES = 3


@command()
@options.folder
@options.fy
@options.as_json
@click.pass_obj
def status(screen: output.Screen, folder: Path, fy: int, as_json: bool) -> int:
    """どの部署が提出したか、誤りと警告がいくつあるか、その年度が Plan・Do・Check・Action のどこにあるかを示します。"""
    from inaxl.submitting import submission_status

    found = submission_status(folder, fy, progress=screen.progress)
    code = output.exit_code(found.findings)
    if as_json:
        document = output.document("status", found.findings, exit_code=code, departments=found.departments)
        output.json_document({**document, "stage": found.stage.as_document()})
        return code
    _show_departments(found)
    click.echo("")
    for step in found.stage.steps:
        for line in _step_lines(step, is_current=step.key == found.stage.current):
            click.echo(output.tame(line))
    for finding in found.findings:
        if finding.code.startswith("E0"):
            output.failure(finding, code, command="status", as_json=False)
    return code


def _show_departments(found: SubmissionStatus) -> None:
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


def _step_lines(step: Step, *, is_current: bool) -> Iterator[str]:
    """`Check   進行中  評価の出力は最新`, and below it who is to do what, unless its turn has not come yet."""
    from inaxl.evaluate.stage import STATES, STEPS

    yield (
        output.pad(STEPS[step.key], _STEP_WIDTH)
        + output.pad(STATES[step.state], _STEP_WIDTH)
        + "　".join(step.done)
    ).rstrip()
    for missing in step.missing if is_current or step.state != "not_begun" else ():
        yield " " * (2 * _STEP_WIDTH) + _missing_line(missing)


def _missing_line(missing: Missing) -> str:
    who = _listed(missing.who, "部署")
    counted = f" {missing.number}{missing.unit}" if missing.number is not None else ""
    names = "" if missing.names == missing.who else _listed(missing.names, missing.unit)
    return f"→ {who}　{missing.what}{counted}" + (f"（{names}）" if names else "")


def _listed(names: tuple[str, ...], unit: str) -> str:
    """The first names, and how many more there are."""
    shown = "、".join(names[:_SHOWN_NAMES])
    more = len(names) - _SHOWN_NAMES
    return f"{shown} ほか{more}{unit}" if more > 0 else shown

"""`inaxl init`: an empty working folder for a plan, or a first plan book from the sheets that are there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import command

if TYPE_CHECKING:
    from inaxl.founding import Founded

_COUNTED = {"projects": "事業", "kpis": "指標", "departments": "部署", "goals": "基本目標"}


@command()
@options.folder
@click.argument("more", metavar="[ブック…]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--plan", "plan_book", type=click.Path(path_type=Path), metavar="台帳", help="戦略台帳のブック")
@click.option(
    "--plan-from",
    "sources",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="ブック…",
    help="いまあるブック(フォルダーも可。続けていくつでも)から、戦略台帳の最初の版を作る",
)
@click.option(
    "--term",
    type=(options.FiscalYear(), options.FiscalYear()),
    metavar="年度 年度",
    help="--plan-from のブックに計画期間が書かれていないときの、始まりと終わりの年度",
)
@options.as_json
@click.pass_obj
def init(
    screen: output.Screen,
    folder: Path,
    more: tuple[Path, ...],
    plan_book: Path | None,
    sources: tuple[Path, ...],
    term: tuple[int, int] | None,
    as_json: bool,
) -> int:
    """戦略台帳と、計画期間の年度のフォルダーとひな型のある作業フォルダーを作ります。

    審議会の意見(opinions.xlsx)と市民意識調査(survey.xlsx)の空の帳簿も入ります。使わなければ、消して構いません。

    --plan は台帳を写します。--plan-from は、いまある KPI の表や調書から事業・指標・単位・現状値・指標値・部署を写し、
    もとのブックとセルを添えた台帳を作ります。表に書かれていないことは空欄のままです。
    """
    from inaxl.founding import found_folder, found_folder_from

    if (plan_book is None) == (not sources):
        raise click.UsageError("--plan か --plan-from のどちらか1つを指定してください。")
    if plan_book is not None and (more or term):
        raise click.UsageError("ブックの並びと --term は --plan-from とともに使います。")
    if term and term[0] > term[1]:
        raise click.UsageError("--term は、始まりの年度、終わりの年度の順に指定してください。")
    if plan_book is not None:
        made = found_folder(folder, plan_book)
    else:
        made = found_folder_from(folder, (*sources, *more), term=term, progress=screen.progress)
    code = output.exit_code(made.findings)
    if as_json:
        counts: dict[str, Any] = (
            {"counts": dict(made.counts), "blanks": dict(made.blanks)} if made.counts else {}
        )
        output.json_document(
            output.document("init", made.findings, exit_code=code, files=list(made.names), **counts)
        )
        return code
    output.line("作成", folder.as_posix(), f"{len(made.names)}件")
    if made.counts:
        _show_first_plan(made)
        output.findings(finding for finding in made.findings if finding.code.startswith("E0"))
        output.line("次は", f"{folder.as_posix()}/plan.xlsx を Excel で開き、空欄を埋める")
    else:
        output.findings(made.findings)
        output.line("次は", f"inaxl forms {output.typed(folder)} --fy 年度")
    return code


def _show_first_plan(made: Founded) -> None:
    output.line("計画期間", made.term)
    output.line("写した数", *(f"{word} {made.counts[key]}" for key, word in _COUNTED.items()))
    if made.blanks:
        output.line("空欄", *(f"{header} {count}" for header, count in made.blanks.items()))

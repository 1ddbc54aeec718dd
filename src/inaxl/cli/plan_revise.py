"""`inaxl plan revise`: keep the present plan book as a version, and start the next one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import command
from inaxl.plan.life import TRIGGERS
from inaxl.values.periods import day_label, fy_label


@command()
@options.folder
@click.option(
    "--effective",
    type=options.Day(),
    required=True,
    metavar="施行日",
    help="次の版が効力をもつ日(例 2022-04-01)",
)
@click.option(
    "--trigger",
    type=click.Choice(list(TRIGGERS.values())),
    required=True,
    metavar="きっかけ",
    help=f"改訂のきっかけ({'、'.join(TRIGGERS.values())})",
)
@click.option(
    "--cause-fy", type=options.FiscalYear(), metavar="年度", help="きっかけになった評価の年度(例 R03)"
)
@click.option(
    "--cause-opinion", multiple=True, metavar="番号", help="きっかけになった審議会の意見の番号(何回でも)"
)
@click.option("--reason", required=True, metavar="文", help="改訂の理由")
@click.option(
    "--to",
    "book",
    type=click.Path(path_type=Path),
    metavar="台帳",
    help="次の版の台帳(次期計画など。指定しないと、今の台帳の写しから始める)",
)
@options.as_json
@click.pass_obj
def revise(
    screen: output.Screen,
    folder: Path,
    effective: dt.date,
    trigger: str,
    cause_fy: int | None,
    cause_opinion: tuple[str, ...],
    reason: str,
    book: Path | None,
    as_json: bool,
) -> int:
    """今の戦略台帳を plans フォルダーにそのまま残し、次の版の台帳を始めます。

    年度は、その年度の末日(3月31日)に効力をもつ版で評価します。済んだ評価は、もとの版のままです。
    """
    from inaxl.revising import Wanted, revise

    key = next(key for key, word in TRIGGERS.items() if word == trigger)
    done = revise(folder, Wanted(effective, key, reason.strip(), cause_fy, cause_opinion, book))
    code = output.exit_code(done.findings)
    if as_json:
        output.json_document(
            output.document(
                "plan revise",
                done.findings,
                exit_code=code,
                frozen=done.frozen,
                until=done.until.isoformat(),
                book="plan.xlsx",
                plan_version=done.version,
                effective=done.effective.isoformat(),
                first_fy=done.first_fy,
            )
        )
        return code
    judged = f"{fy_label(done.judges)}までを判定" if done.judges else "この版で判定する年度はない"
    output.line("残した版", done.frozen, f"（{day_label(done.until)}まで。{judged}）")
    output.line(
        "次の版",
        "plan.xlsx",
        done.version,
        f"（{day_label(done.effective)}から。{fy_label(done.first_fy)}からを判定）",
    )
    todo = "plan.xlsx を Excel で開き、変わるところを直してください。" if book is None else ""
    output.line(
        "次に", f"{todo}「inaxl plan diff {output.typed(folder)}」で、変わったところを確かめられます。"
    )
    output.findings(done.findings)
    return code

"""`inaxl build`: the main job for one fiscal year."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import command


@command()
@options.folder
@options.fy
@click.option(
    "-o",
    "out",
    type=click.Path(path_type=Path),
    metavar="フォルダー",
    help="出力先(指定しないと out/R05 など)",
)
@click.option("--date", type=options.Day(), metavar="日付", help="資料に入れる日付(例 2024-08-01)")
@click.option("--pdf", is_flag=True, help="report.pdf も作る(pip install 'inaxl[pdf]' が要る)")
@click.option("--force", is_flag=True, help="入力が変わっていなくても、すべて作り直す")
@click.option(
    "--recorded",
    type=int,
    is_flag=False,
    flag_value=0,
    metavar="[番号]",
    help="記録した入力から、当時の出力をもう一度作る(番号を指定しないと最後の記録)",
)
@options.password
@options.as_json
@click.pass_obj
def build(
    screen: output.Screen,
    folder: Path,
    fy: int,
    out: Path | None,
    date: dt.date | None,
    pdf: bool,
    force: bool,
    recorded: int | None,
    as_json: bool,
) -> int:
    """フォルダーの年度のブックをすべて検証・統合・評価し、統合ブックと報告書を作ります。

    入力が前回と同じときは、作り直しません。誤りが見つかっても、読めた値で最後まで作ります(終了コード 1)。
    評価のたびに入力の控えを .inaxl に記録するので、台帳やブックが変わった後でも、--recorded で同じ資料を作れます。
    """
    from inaxl.building import Options, build, build_again

    if recorded is not None and (date or pdf or force):
        raise click.UsageError(
            "--recorded は、--date、--pdf、--force と一緒には使えません。当時の指定のとおりに作ります。"
        )
    if recorded is not None:
        built = build_again(folder, fy, recorded or None, out=out, progress=screen.progress)
    else:
        built = build(folder, fy, Options(out, date, force, pdf), progress=screen.progress)
    code = output.exit_code(built.findings)
    if as_json:
        outputs = [{"path": name, "sha256": digest} for name, digest in built.outputs.items()]
        output.json_document(
            output.document(
                "build",
                built.findings,
                exit_code=code,
                outputs=outputs,
                counts=built.summary,
                edition=built.edition,
            )
        )
        screen.log(f"{screen.seconds:.1f}秒")
    else:
        from inaxl.cli.built import show

        show(built, screen)
        if recorded is not None:
            output.line(
                "記録", f"{built.edition}", "記録した入力から作りました。今の入力では作っていません。"
            )
        output.findings(finding for finding in built.findings if finding.code in ("W432", "W433"))
    return code

"""`inaxl build`: the main job for one fiscal year."""

from __future__ import annotations

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
@click.option(
    "--date", type=click.DateTime(["%Y-%m-%d"]), metavar="日付", help="資料に入れる日付(例 2024-08-01)"
)
@click.option("--pdf", is_flag=True, help="report.pdf も作る(pip install 'inaxl[pdf]' が要る)")
@click.option("--force", is_flag=True, help="入力が変わっていなくても、すべて作り直す")
@options.password
@options.as_json
@click.pass_obj
def build(
    screen: output.Screen,
    folder: Path,
    fy: int,
    out: Path | None,
    date: object,
    pdf: bool,
    force: bool,
    as_json: bool,
) -> int:
    """フォルダーの年度のブックをすべて検証・統合・評価し、統合ブックと報告書を作ります。

    入力が前回と同じときは、作り直しません。誤りが見つかっても、読めた値で最後まで作ります(終了コード 1)。
    """
    from inaxl.building import Options, build

    day = date.date() if hasattr(date, "date") else None
    built = build(folder, fy, Options(out, day, force, pdf), progress=screen.progress)
    code = output.exit_code(built.findings)
    if as_json:
        outputs = [{"path": name, "sha256": digest} for name, digest in built.outputs.items()]
        output.json_document(
            output.document("build", built.findings, exit_code=code, outputs=outputs, counts=built.summary)
        )
        screen.log(f"{screen.seconds:.1f}秒")
    else:
        from inaxl.cli.built import show

        show(built, screen)
    return code

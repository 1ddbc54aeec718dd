"""`inaxl publish`: the results of a year as a web site that everybody can read."""

from __future__ import annotations

from pathlib import Path

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import command
from inaxl.findings import Finding
from inaxl.values.periods import fy_code


@command()
@options.folder
@options.fy
@click.option(
    "-o",
    "site",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="サイト",
    help="サイトのフォルダー(空か、前に公表したもの)",
)
@click.option("--draft", is_flag=True, help="誤りが残っていても、すべてのページに「案」と記して作る")
@options.password
@options.as_json
@click.pass_obj
def publish(screen: output.Screen, folder: Path, fy: int, site: Path, draft: bool, as_json: bool) -> int:
    """年度の結果を、だれでも読めるウェブサイトとオープンデータにします。

    戦略台帳で「非公開」としたもの、備考、連絡先、検証結果、値を読んだセルは載りません。同じサイトに別の年度を加えても、
    ほかの年度のページは変わりません。直っていない誤りがあるときは作りません(--draft を除く)。
    """
    from inaxl.publishing import publish_site

    done = publish_site(folder, fy, site, draft=draft, progress=screen.progress)
    code = output.exit_code(done.findings)
    if as_json:
        document = output.document(
            "publish",
            done.findings,
            exit_code=code,
            site=str(done.site),
            fy=fy,
            years=list(done.years),
            pages=done.pages,
            files=done.files,
            draft=draft,
        )
        output.json_document(document)
        return code
    output.line("公表", str(done.site), "案" if draft else "", f"{fy_code(fy)}　{done.pages}ページ")
    output.line("年度", "　".join(fy_code(year) for year in done.years))
    output.line("開く", str(done.site / "index.html"))
    _warnings(done.findings)
    output.line(
        "完了", f"{screen.seconds:.1f}秒", "誤りが残っています。案としてだけ使ってください。" if code else ""
    )
    return code


def _warnings(found: tuple[Finding, ...]) -> None:
    """What concerns the publication itself: withheld names in texts, the licence, the address of the site."""
    for item in found:
        if item.code.startswith(("W72", "W73")):
            output.note(f"警告 {item.code}　{item.message}")
            output.note(f"直し方　{item.remedy}")

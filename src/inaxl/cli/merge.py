"""`inaxl merge`: the department books of a year as one workbook."""

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
    required=True,
    metavar="OUT.xlsx",
    help="統合したブックの名前",
)
@options.as_json
@click.pass_obj
def merge(screen: output.Screen, folder: Path, fy: int, out: Path, as_json: bool) -> int:
    """部署のブックを1冊に統合します。どの値にも、元のブックのセルへのリンクが付きます。"""
    from inaxl.integrating import write_merged

    merged = write_merged(folder, fy, out, progress=screen.progress)
    code = output.exit_code(merged.findings)
    if as_json:
        output.json_document(
            output.document(
                "merge",
                merged.findings,
                exit_code=code,
                outputs=[{"path": out.as_posix(), "sha256": merged.sha256}],
                counts=merged.summary,
            )
        )
        return code
    submissions = merged.summary["submissions"]
    output.line("読み込み", f"{submissions['submitted']}冊", f"KPI {merged.summary['total']['kpis']}件")
    errors = sum(finding.severity == "error" for finding in merged.findings)
    output.line("検証", f"誤り {errors}", "（内容は検証結果シート）")
    output.line("出力", out.as_posix())
    return code

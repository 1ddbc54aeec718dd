"""`inaxl bind`: which tables, columns and cards of existing books are recognised, and what is not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import command

if TYPE_CHECKING:
    from inaxl.recognising import Recognised


@command()
@options.books
@click.option(
    "--fy", type=options.FiscalYear(), metavar="年度", help="見出しにも表題にもないときの年度(例 R05)"
)
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="ファイル",
    help="読み取りの図を HTML で書き出す",
)
@click.option(
    "--save",
    is_flag=True,
    help="読み取りを bindings/様式名.toml に保存する(同じ様式のブックはすべてこれで読む)",
)
@click.option(
    "--buttons", is_flag=True, help="ボタンとマクロだけを加えた写し(.xlsm)を -o に作る(ブックは1冊)"
)
@click.option(
    "-o",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="ファイル",
    help="書き込み先(--save なら .toml、--buttons なら .xlsm)",
)
@options.as_json
@click.pass_obj
def bind(
    screen: output.Screen,
    books: tuple[Path, ...],
    fy: int | None,
    html: Path | None,
    save: bool,
    buttons: bool,
    out: Path | None,
    as_json: bool,
) -> int:
    """ブック(フォルダーも可)のどの表・どの列・どの欄を読み取るかを示します。戦略台帳は要りません。

    読み取れない見出しや行は、場所と理由を示します。ブックには何も書き込みません。
    --save は、見出しと項目の組を人が確かめて直せるファイルにします。次からは、そのファイルの言葉で読みます。
    """
    from inaxl.recognising import recognise, save_form

    if buttons:
        _write_buttons(books, out, save=save)
    found = recognise(books, fy=fy, progress=screen.progress)
    findings = [finding for book in found for finding in book.findings]
    code = output.exit_code(findings)
    if html is not None:
        _write_preview(html, found)
    saved = save_form(found, out) if save or (out is not None and not buttons) else None
    if as_json:
        documents = [book.as_dict() for book in found]
        kept = None if saved is None else saved.as_posix()
        output.json_document(output.document("bind", findings, exit_code=code, books=documents, saved=kept))
        return code
    for book in found:
        _show(book)
    output.findings(finding for finding in findings if finding.severity == "error")
    if buttons:
        screen.log(f"ボタンを加えた写しを {out} に作りました。元のブックは変えていません。")
    if html is not None:
        screen.log(f"読み取りの図を {html} に書きました。")
    if saved is not None:
        screen.log(f"読み取りを {saved} に保存しました。見出しと項目の組を確かめてください。")
    elif save:
        screen.log("読み取れた表も欄もないので、何も保存しませんでした。")
    return code


def _write_buttons(books: tuple[Path, ...], out: Path | None, *, save: bool) -> None:
    if out is None or out.suffix.lower() != ".xlsm" or len(books) != 1 or save:
        raise click.UsageError(
            "--buttons は、ブック1冊と「-o 名前.xlsm」を指定し、--save とは別に使ってください。"
        )
    from inaxl.excel.building import write_with_buttons

    write_with_buttons(books[0], out)


def _write_preview(target: Path, found: list[Recognised]) -> None:
    from inaxl.books.save import replace_file, system_faults
    from inaxl.forms.preview import preview_html

    shown = [(book.bound, book.reading) for book in found if book.bound is not None]
    with system_faults(target):
        replace_file(target, preview_html(shown).encode("utf-8"))


def _show(found: Recognised) -> None:
    click.echo(output.tame(found.book))
    if found.bound is None or found.reading is None:
        return
    for table in found.bound.as_dict()["tables"]:
        click.echo(
            f"  シート {output.tame(table['sheet'])}　{'表' if table['kind'] == 'table' else '調書'} {table['range']}"
        )
        for label, where in _columns(table["fields"]):
            click.echo(f"    {output.pad(label, 14)} {where}")
    unread = found.bound.as_dict()["unrecognised"]
    if unread:
        click.echo(f"  読み取らなかったところ　{len(unread)}か所")
        for item in unread:
            click.echo(
                f"    {output.pad(item['cell'], 6)} {output.pad(output.tame(output.cut(item['text'], 24)), 24)} {output.tame(item['reason'])}"
            )
    names = {(entry.sheet, entry.name_cell) for entry in found.reading.entries}
    values = sum(entry.status == "reported" for entry in found.reading.entries)
    click.echo(f"  {len(names)}指標　実績値 {values}件　事業の点検 {len(found.reading.cards)}件")


def _columns(fields: dict[str, object]) -> list[tuple[str, str]]:
    from inaxl.forms.synonyms import FIELD_LABELS

    lines: list[tuple[str, str]] = []
    for name, where in fields.items():
        if isinstance(where, dict):
            lines += [(f"{FIELD_LABELS[name]} {year}".rstrip(), cell) for year, cell in where.items()]
        else:
            lines.append((FIELD_LABELS.get(name, name), str(where)))
    return lines

"""`inaxl council`: the members' package of a year; `inaxl council import`: their filled forms into opinions.xlsx."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from inaxl.cli import options, output
from inaxl.cli.japanese import JapaneseCommand, JapaneseGroup

if TYPE_CHECKING:
    from inaxl.council.importing import Imported


def _named(ctx: click.Context, param: click.Parameter, members: tuple[str, ...]) -> tuple[str, ...]:
    """The members' names without blanks around them; none may be empty."""
    names = tuple(member.strip() for member in members)
    if "" in names:
        raise click.BadParameter(
            "氏名が空です。氏名を書くか、--members で人数を指定してください。", ctx, param
        )
    return names


class CouncilGroup(JapaneseGroup):
    """A group whose own job is the package: what does not begin with the name of a command below it is `package`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in {*self.commands, *ctx.help_option_names}:
            args = ["package", *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(
            ctx.command_path, "フォルダー --fy 年度 -o 出力先 [オプション]", prefix="使い方: "
        )
        formatter.write_usage(ctx.command_path, "import 記入票… [オプション]", prefix="　　　　")


@click.group(cls=CouncilGroup)
def council() -> None:
    """審議会の委員に渡す資料を作り、書いてもらった意見を取り込みます。

    「inaxl council フォルダー --fy R05 -o 審議会」で、報告書(PDF)、閲覧用のブック、意見記入票を作ります(package と同じ)。
    """


@council.command("package", cls=JapaneseCommand)
@options.folder
@options.fy
@click.option(
    "-o",
    "out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="フォルダー",
    help="出力先のフォルダー",
)
@click.option(
    "--member",
    "members",
    multiple=True,
    callback=_named,
    metavar="氏名",
    help="委員の氏名。1人に1つの記入票を作る(何度でも書ける)",
)
@click.option(
    "--members", "copies", type=click.IntRange(1, 99), metavar="人数", help="氏名のない記入票を人数分作る"
)
@click.option(
    "--first",
    type=click.IntRange(1, 9_999),
    metavar="番号",
    help="記入票の番号の初め(指定しないと 1)。同じ年度の2回目の審議会では、続きの番号にする",
)
@options.as_json
@click.pass_obj
def package(
    screen: output.Screen,
    folder: Path,
    fy: int,
    out: Path,
    members: tuple[str, ...],
    copies: int | None,
    first: int | None,
    as_json: bool,
) -> int:
    """委員に渡す資料を作ります。report.pdf、閲覧用のブック、意見記入票(--member も --members もなければ1つ)です。

    報告書には PDF を作る部品が要ります(pip install 'inaxl[pdf]')。書かれた記入票に上書きすることはありません。
    """
    if members and copies:
        raise click.UsageError("--member と --members は、どちらか一方だけを指定してください。")
    if first and not (members or copies):
        raise click.UsageError("--first は、--member か --members と一緒に指定してください。")
    from inaxl.council.package import write_package

    made = write_package(
        folder, fy, out, members=members, copies=copies or 0, first=first or 1, progress=screen.progress
    )
    if as_json:
        document = output.document(
            "council", [], exit_code=0, folder=made.folder.as_posix(), outputs=made.names
        )
        output.json_document(document)
        return 0
    forms = len(made.names) - 2  # besides the report and the members' book
    output.line("作成", f"{out.as_posix()}/", *made.names[:2], f"意見記入票 {forms}冊")
    errors = sum(finding.severity == "error" for finding in made.findings)
    if errors:
        output.line(
            "お知らせ", f"部署のブックなどに誤りが{errors}件残っています。inaxl status で確かめてください。"
        )
    return 0


@council.command("import", cls=JapaneseCommand)
@click.argument("forms", metavar="記入票…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--dir", "folder", type=click.Path(path_type=Path), metavar="フォルダー",
    help="作業フォルダー(指定しないと、記入票のある作業フォルダーか、今のフォルダー)",
)  # fmt: skip
@click.option(
    "--fy",
    type=options.FiscalYear(),
    metavar="年度",
    help="どの年度の評価への意見か(指定しないと、ブックのある最新の年度)",
)
@options.as_json
@click.pass_obj
def import_(
    screen: output.Screen, forms: tuple[Path, ...], folder: Path | None, fy: int | None, as_json: bool
) -> int:
    """書かれた意見記入票を、意見の帳簿(opinions.xlsx)に取り込みます。

    同じ記入票をもう一度取り込んでも増えません。取り込んだ後に変わった記入票は、どの意見が変わったかを示すだけです。
    「inaxl undo 作業フォルダー/opinions.xlsx」で取り消せます。
    """
    from inaxl.council.importing import import_forms

    done = import_forms(forms, folder=folder, fy=fy)
    code = output.exit_code(done.findings)
    if as_json:
        output.json_document(
            output.document(
                "council import",
                done.findings,
                exit_code=code,
                book=done.book.as_posix(),
                fy=done.fy,
                added=[_document(done, at) for at in range(len(done.new))],
                already_imported=done.known_files,
            )
        )
        return code
    _show(done)
    return code


def _document(done: Imported, at: int) -> dict[str, str | None]:
    opinion = done.new[at]
    return {
        "number": opinion.number,
        "form": opinion.file,
        "cell": opinion.source.cell,
        "kind": opinion.item.kind,
        "target_id": opinion.item.id or None,
        "text": opinion.text,
        "view": opinion.view or None,
        "department": opinion.department or None,
        "source": str(opinion.source),
    }


def _show(done: Imported) -> None:
    if done.new:
        numbers = [opinion.number for opinion in done.new]
        span = numbers[0] if len(numbers) == 1 else f"{numbers[0]}～{numbers[-1]}"
        output.line("取り込み", f"{len(numbers)}件（{span}）", done.book.name)
    else:
        output.line("取り込み", "加えた意見はありません。")
    for file in done.known_files:
        output.line("取込済み", file, "すでに取り込んであり、何も加えていません。")
    if done.findings:
        output.findings(done.findings)
    if done.new:
        click.echo("どの意見も「未回答」です。市の対応を書いてください。")

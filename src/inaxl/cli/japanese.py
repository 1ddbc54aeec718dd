"""click in Japanese: headings of help pages, and every usage error in the user's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click


class _JapaneseHelp:
    """Help headings in Japanese; shared by commands and the group."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        words = {
            "[OPTIONS]": "[オプション]",
            "COMMAND [ARGS]...": "コマンド …",
            "[COMMAND] [ARGS]...": "コマンド …",
        }
        formatter.write_usage(ctx.command_path, " ".join(words.get(p, p) for p in pieces), prefix="使い方: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [
            record
            for parameter in self.get_params(ctx)  # type: ignore[attr-defined]
            if (record := parameter.get_help_record(ctx)) is not None
        ]
        if records:
            with formatter.section("オプション"):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "この説明を表示する"
        return option


class JapaneseCommand(_JapaneseHelp, click.Command):
    """A command whose help page is Japanese."""


class JapaneseGroup(_JapaneseHelp, click.Group):
    """A group whose help page is Japanese and lists its commands without importing them; alone it is wrong usage."""

    command_class = JapaneseCommand

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{"no_args_is_help": False, **options})

    def one_line(self, name: str) -> str:
        """One line about a command; of one that is loaded, the first sentence of its own help."""
        return self.commands[name].get_short_help_str(200)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        with formatter.section("コマンド"):
            formatter.write_dl([(name, self.one_line(name)) for name in self.list_commands(ctx)])


def command() -> Callable[[Callable[..., int]], JapaneseCommand]:
    """Like `click.command`, with Japanese help; the function returns the exit code."""
    return click.command(cls=JapaneseCommand)


def usage_message(error: click.ClickException) -> str:
    """A usage error of click in Japanese, with the option or argument that it concerns."""
    name = _name(error)
    if isinstance(error, click.NoSuchOption):
        if error.option_name in ("--quiet", "--debug") and error.ctx and error.ctx.parent:
            path = error.ctx.command_path.removeprefix("inaxl ")
            return f"オプション「{error.option_name}」は、「inaxl {error.option_name} {path} …」のように前に書いてください。"
        near = f"「{'」「'.join(error.possibilities)}」ではありませんか。" if error.possibilities else ""
        return f"オプション「{error.option_name}」はありません。{near}"
    if isinstance(error, click.MissingParameter):
        return f"{name}を指定してください。"
    if isinstance(error, click.BadOptionUsage):
        if "requires an argument" in error.message:
            return f"オプション「{error.option_name}」の後に値を書いてください。"
        return f"オプション「{error.option_name}」の使い方が正しくありません。"
    if isinstance(error, click.BadParameter):
        detail = error.message if _is_japanese(error.message) else _expected(error)
        return f"{name}: {detail}" if name else detail
    if isinstance(error, click.FileError):
        return f"ファイル「{error.ui_filename}」を開けません。"
    if _is_japanese(error.message):
        return error.message
    if "Missing command" in error.message:
        return f"コマンド{_commands(getattr(error, 'ctx', None))}を付けてください。"
    if "No such command" in error.message:
        return f"コマンド「{error.message.split(chr(39))[1]}」はありません。"
    return "引数の書き方が正しくありません。余分な言葉がないか確かめてください。"


def _expected(error: click.BadParameter) -> str:
    """What may be written for a parameter; click says it in English."""
    match getattr(error.param, "type", None):
        case click.IntRange(min=least, max=most):
            return f"{least}から{most}までの整数を書いてください。"
        case click.types.IntParamType():
            return "整数を書いてください。"
        case click.Choice(choices=words):
            return (
                f"「{'」「'.join(map(str, words))}」"
                + ("のどれか" if len(words) > 1 else "")
                + "を書いてください。"
            )
        case click.Path(file_okay=False):
            return "ファイルの名前です。フォルダーを指定してください。"
        case click.Path(dir_okay=False):
            return "フォルダーの名前です。ファイルを指定してください。"
    return "使えない値です。"


def _commands(ctx: click.Context | None) -> str:
    """The commands that a group has: `「check」「summary」のどれか`."""
    names = ctx.command.list_commands(ctx) if ctx and isinstance(ctx.command, click.Group) else []
    return "".join(f"「{name}」" for name in names) + ("のどれか" if len(names) > 1 else "")


def _name(error: click.ClickException) -> str:
    parameter = getattr(error, "param", None)
    if isinstance(parameter, click.Option):
        return f"オプション「{' / '.join(parameter.opts)}」"
    if parameter is not None:
        return f"「{parameter.human_readable_name}」"
    hint = getattr(error, "param_hint", None)
    return f"「{hint}」" if hint else ""


def _is_japanese(text: str) -> bool:
    """Whether a message is ours: what a person typed may be Japanese in an English message too."""
    return text.endswith("。")

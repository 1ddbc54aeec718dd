"""Writes the two reference pages that come from the code: docs/commands.md and docs/findings.md.

A test compares the pages with what this script gives, so that they cannot go stale.
"""

from __future__ import annotations

from pathlib import Path

import click

from inaxl.cli import COMMANDS, cli
from inaxl.findings import CATALOGUE, SEVERITY_LABELS

HERE = Path(__file__).parent
LEVELS = {
    "E0": "ファイルとフォルダー",
    "E1": "セルの値",
    "E2": "表と様式",
    "E3": "ブックどうし、年度どうし",
    "E4": "戦略台帳",
    "E5": "人口統計",
    "E6": "公表する表の機械判読性",
    "E7": "意見と市民意識調査の帳簿",
    "W1": "確かめてほしいこと（値）",
    "W2": "確かめてほしいこと（様式）",
    "W3": "確かめてほしいこと（統合）",
    "W4": "確かめてほしいこと（戦略台帳）",
    "W5": "確かめてほしいこと（人口統計）",
    "W6": "確かめてほしいこと（公表する表の機械判読性）",
    "W7": "確かめてほしいこと（意見と市民意識調査の帳簿）",
    "I0": "知っておいてほしいこと（ひな型）",
    "I3": "知っておいてほしいこと（統合）",
    "I4": "知っておいてほしいこと（戦略台帳）",
}


def commands_page() -> str:
    """Every command's own help page, as the screen shows it."""
    context = click.Context(cli, info_name="inaxl")
    parts = [
        "# コマンド\n",
        "このページは `docs/make_reference.py` が各コマンドの `--help` から作ります。",
        "年度は `R05`、`R5`、`令和5`、`令和5年度`、`2023` のどれでも構いません。\n",
        "```text\n" + cli.get_help(context) + "\n```\n",
    ]
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        with click.Context(command, info_name=name, parent=context) as inner:
            parts.append(f"## inaxl {name}\n\n```text\n{command.get_help(inner)}\n```\n")
            parts += [f"```text\n{text}\n```\n" for text in _below(command, inner)]
    return "\n".join(parts)


def _below(command: click.Command, context: click.Context) -> list[str]:
    """Help pages of a group's own commands."""
    pages = []
    for name in command.list_commands(context) if isinstance(command, click.Group) else ():
        below = command.get_command(context, name)
        assert below is not None
        with click.Context(below, info_name=name, parent=context) as inner:
            pages.append(below.get_help(inner))
    return pages


def findings_page() -> str:
    """The catalogue of findings, by level, in the order of codes."""
    parts = [
        "# 検証の内容\n",
        "このページは `docs/make_reference.py` がコードの一覧（`src/inaxl/findings.py`）から作ります。",
        "どの指摘にも、場所（ブック・シート・セル）、内容、直し方があります。E は誤り、W は警告、I はお知らせです。",
        "`{ }` の中には、その場所の言葉が入ります。\n",
    ]
    for level, title in LEVELS.items():
        codes = [code for key, code in CATALOGUE.items() if key.startswith(level)]
        if codes:
            parts.append(f"## {title}\n")
        for code in codes:
            severity = SEVERITY_LABELS[code.severity]
            parts.append(f"### {code.code}（{severity}、{code.name}）\n\n{code.message}\n\n→ {code.remedy}\n")
    return "\n".join(parts)


def main() -> None:
    """Write both pages."""
    for name, text in (("commands.md", commands_page()), ("findings.md", findings_page())):
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

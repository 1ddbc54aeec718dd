"""`inaxl plan`: the plan book by itself: what is wrong with it, what it says, what changed, its next version."""

from __future__ import annotations

import click

from inaxl.cli.japanese import JapaneseGroup

COMMANDS: dict[str, str] = {
    "check": "戦略台帳を検証し、誤りの場所と直し方を示す",
    "summary": "計画を木の形で示し、欠けているところを挙げる",
    "diff": "2つの版の戦略台帳の違いを言葉で示す",
    "revise": "戦略台帳の次の版を始める",
}


class PlanGroup(JapaneseGroup):
    """The commands by name, each in its module `plan_NAME`, imported only when it runs or shows its own help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        command: click.Command = getattr(import_module(f"inaxl.cli.plan_{cmd_name}"), cmd_name)
        return command

    def one_line(self, name: str) -> str:
        return COMMANDS[name]


@click.group(cls=PlanGroup)
def plan() -> None:
    """戦略台帳を、検証・要約し、版どうしを比べ、見直しの版を始めます。"""

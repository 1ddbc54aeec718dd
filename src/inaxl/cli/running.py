"""From the command line to an exit code: no traceback reaches a user, and `--json` answers even where things fail."""

from __future__ import annotations

import sys

import click

from inaxl.cli import output
from inaxl.cli.japanese import usage_message
from inaxl.errors import InaxlError

INTERNAL_ERROR = 4
_SHORT = {
    "council package": "council",
    "macros build": "macros",
    "addin install": "addin",
    "addin remove": "addin",
    "addin status": "addin",
}
"""Commands whose documents bear the name of their group alone."""


def run(group: click.Group, arguments: list[str]) -> int:
    """Run one command line; its exit code (contract, section 1)."""
    output.use_utf8()
    as_json = "--json" in arguments
    try:
        done = group.main(arguments, prog_name="inaxl", standalone_mode=False)
        return done if isinstance(done, int) else 0
    except InaxlError as error:
        output.failure(error.finding, error.exit_code, command=_name(group, arguments), as_json=as_json)
        return error.exit_code
    except click.UsageError as error:
        output.usage(usage_message(error), error.ctx, command=_name(group, arguments), as_json=as_json)
        return error.exit_code
    except click.ClickException as error:
        output.usage(usage_message(error), None, command=_name(group, arguments), as_json=as_json)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        output.note("中断しました。")
        return INTERNAL_ERROR
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (BrokenPipeError, SystemExit):  # click ends the process where the reader of a pipe has gone
        sys.stderr.close()  # e.g. `inaxl check … | head`: what was found is not known to be wrong
        return 0
    except Exception as error:
        if "--debug" in arguments:
            raise
        output.internal(error, INTERNAL_ERROR, command=_name(group, arguments), as_json=as_json)
        return INTERNAL_ERROR


def _name(group: click.Group, arguments: list[str]) -> str:
    """The command as its JSON document names it: `build`, `plan revise`; "" where there is none."""
    words: list[str] = []
    command: click.Command | None = group
    for word in arguments:
        if isinstance(command, click.Group) and word in command.list_commands(click.Context(command)):
            words.append(word)
            command = command.get_command(click.Context(command), word)
    name = " ".join(words)
    return _SHORT.get(name, name)

"""From the command line to an exit code: no traceback reaches a user, and `--json` answers even where things fail."""

from __future__ import annotations

import sys

import click

from inaxl.cli import output
from inaxl.cli.japanese import usage_message
from inaxl.errors import InaxlError

INTERNAL_ERROR = 4


def run(group: click.Group, arguments: list[str]) -> int:
    """Run one command line; its exit code (contract, section 1)."""
    output.use_utf8()
    as_json = "--json" in arguments
    name = next((word for word in arguments if word in group.list_commands(click.Context(group))), "")
    try:
        done = group.main(arguments, prog_name="inaxl", standalone_mode=False)
        return done if isinstance(done, int) else 0
    except InaxlError as error:
        output.failure(error.finding, error.exit_code, command=name, as_json=as_json)
        return error.exit_code
    except click.UsageError as error:
        output.usage(usage_message(error), error.ctx)
        return error.exit_code
    except click.ClickException as error:
        output.usage(usage_message(error), None)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        output.note("中断しました。")
        return INTERNAL_ERROR
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone, e.g. `inaxl check … | head`
        return 0
    except Exception as error:
        if "--debug" in arguments:
            raise
        output.internal(error)
        return INTERNAL_ERROR

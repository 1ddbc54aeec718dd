"""Runs the command as a user does, with its exit code, stdout and stderr."""

from __future__ import annotations

import json
from typing import NamedTuple

import pytest

from inaxl.cli import cli
from inaxl.cli.running import run


class Done(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict:
        """stdout as the one JSON document that it has to be."""
        document: dict = json.loads(self.out)
        assert document["exit_code"] == self.code
        return document

    @property
    def codes(self) -> set[str]:
        """Codes of the findings in the JSON document."""
        return {finding["code"] for finding in self.json["findings"]}


@pytest.fixture
def inaxl(capsys):
    """`inaxl("build", folder, "--fy", "R05")`."""

    def call(*arguments: object) -> Done:
        code = run(cli, [str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return call

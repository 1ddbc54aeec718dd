"""The README is run: its commands work, its outputs are what is printed, and CI calls its test command."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

README = Path("README.md").read_text(encoding="utf-8")
ENGLISH = Path("README.en.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    """Code blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_both_readmes_have_the_same_commands():
    """English and Japanese users type the same."""
    for language in ("bash", "powershell"):
        assert blocks(README, language) == blocks(ENGLISH, language)


def test_ci_calls_exactly_the_readme_s_test_command():
    """What the README promises is what is tested."""
    assert blocks(README, "bash")[1].strip() in Path(".ci/run").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    """A folder in which the README's first command has been run, after the installation."""
    folder = tmp_path_factory.mktemp("readme")
    steps = [step.strip() for step in blocks(README, "bash")[0].split("&&")]
    wanted = [step for step in steps if step.startswith("inaxl ")]
    assert wanted == ["inaxl demo ina-demo", "inaxl build ina-demo --fy R05"]
    assert [run(step, folder).returncode for step in wanted] == [0, 1]
    return folder


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """One command line of the README, with this installation of inaxl."""
    arguments = [sys.executable, "-m", *command.split()]
    return subprocess.run(
        arguments, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_outputs_shown_are_the_outputs_printed(place):
    """Every console block, command by command."""
    shown = "".join(blocks(README, "console"))
    commands = re.split(r"^\$ ", shown, flags=re.MULTILINE)[1:]
    assert len(commands) >= 2
    for part in commands:
        command, _, output = part.partition("\n")
        assert output.strip() == run(command, place).stdout.strip()


@pytest.mark.parametrize("text", [README, ENGLISH], ids=["ja", "en"])
def test_every_file_that_a_readme_names_exists(text):
    """No dead link, no missing picture."""
    for link in re.findall(r"\]\(([^)#]+)", text):
        if not link.startswith("http"):
            assert Path(link).exists(), link

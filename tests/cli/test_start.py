"""Starting is light, and every command has Japanese help and a place in the docs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from docs import make_reference

from inaxl.cli import COMMANDS

HEAVY = (
    "pandas",
    "pandera",
    "numpy",
    "openpyxl",
    "xlsxwriter",
    "docxtpl",
    "docx",
    "lxml",
    "xlwings",
    "matplotlib",
)


def loaded_by(*arguments: str) -> set[str]:
    """Heavy modules that a command line loads in a new process."""
    code = (
        "import sys\nfrom inaxl.cli import cli\nfrom inaxl.cli.running import run\n"
        f"run(cli, {list(arguments)!r})\n"
        f"print('LOADED', *[name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True
    )
    return set(done.stdout.rsplit("LOADED", 1)[1].split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["build", "--help"], ["check", "--help"]])
def test_help_loads_nothing_heavy(arguments):
    """Help and version come at once."""
    assert loaded_by(*arguments) == set()


def test_a_build_with_nothing_changed_loads_nothing_heavy(built):
    """Unchanged inputs cost their hashes and nothing else."""
    assert loaded_by("build", str(built.folder.root), "--fy", "R05") == set()


def test_status_after_a_build_loads_nothing_heavy(built):
    """Who has submitted is known from the build."""
    assert loaded_by("status", str(built.folder.root), "--fy", "R05") == set()


def test_importing_inaxl_is_cheap():
    """`import inaxl` loads nothing heavy; the functions load what they need."""
    code = f"import sys, inaxl\nprint(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_japanese_help(inaxl, name):
    """Each command explains itself in Japanese, without click's English headings."""
    done = inaxl(name, "--help")
    assert done.code == 0
    assert any("぀" <= character <= "鿿" for character in done.out)
    assert not {"Usage", "Options", "Show this message"} & set(done.out.replace(":", " ").split())


@pytest.mark.parametrize("page", ["commands", "findings"])
def test_the_reference_pages_are_what_the_code_says(page):
    """docs/commands.md and docs/findings.md cannot go stale: run `python docs/make_reference.py`."""
    text = getattr(make_reference, f"{page}_page")()
    assert text == (Path("docs") / f"{page}.md").read_text(encoding="utf-8")

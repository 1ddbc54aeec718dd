"""Golden files: what a person has looked at. `pytest --update-golden` rewrites them, shows the change and still fails."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "golden"


def same_as_golden(name: str, text: str, update: bool) -> None:
    """Compare a text with the golden file of that name."""
    path = FOLDER / name
    known = path.read_text(encoding="utf-8") if path.exists() else ""
    if text == known:
        return
    difference = "\n".join(
        difflib.unified_diff(known.splitlines(), text.splitlines(), "known", "new", lineterm="", n=1)
    )
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        difference = f"rewritten, look at it: {path}\n{difference}"
    pytest.fail(difference[:6000])

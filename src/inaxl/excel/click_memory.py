"""What a click must remember for the next one: the marks in an open book, and how its cells looked before.

One file per book in the user's own folder, because a click is a process of its own and an open book may lie nowhere
yet. Nothing of it is needed to read the book; deleting it costs the way back, not a figure.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any, NamedTuple

from inaxl.findings import Finding

MAX_STATES = 20
"""Steps back that are kept of one book."""


class Marked(NamedTuple):
    """What one check has shown: enough to show it again. `labels` are project and KPI of each finding."""

    findings: tuple[Finding, ...]
    labels: tuple[tuple[str, str], ...]
    scope: str
    checked: str


class Memory(NamedTuple):
    """`looks` by `sheet!cell` before the marks that stand now; `states`: what stood after each click, None for nothing."""

    looks: dict[str, dict[str, Any]]
    states: tuple[Marked | None, ...]


def private_folder() -> Path:
    """The user's own folder for data of programs."""
    local = os.environ.get("LOCALAPPDATA")
    return (Path(local) if local else Path.home() / ".local" / "share") / "inaxl"


def remember(key: str, memory: Memory) -> None:
    """Keep the memory of a book; `key` is its full name."""
    path = _path(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    states = [_as_json(state) for state in memory.states[-MAX_STATES:]]
    text = json.dumps({"book": key, "looks": memory.looks, "states": states}, ensure_ascii=False)
    beside = path.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def recall(key: str) -> Memory:
    """The memory of a book, empty where there is none."""
    try:
        document = json.loads(_path(key).read_text(encoding="utf-8"))
        return Memory(dict(document["looks"]), tuple(_from_json(state) for state in document["states"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Memory({}, ())


def _path(key: str) -> Path:
    return private_folder() / "marks" / f"{hashlib.sha256(key.casefold().encode()).hexdigest()[:24]}.json"


def _as_json(state: Marked | None) -> dict[str, Any] | None:
    if state is None:
        return None
    return {**state._asdict(), "findings": [finding._asdict() for finding in state.findings]}


def _from_json(state: dict[str, Any] | None) -> Marked | None:
    if state is None:
        return None
    return Marked(
        tuple(Finding(**finding) for finding in state["findings"]),
        tuple((project, kpi) for project, kpi in state["labels"]),
        state["scope"],
        state["checked"],
    )

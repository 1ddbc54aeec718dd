"""The demo's register of opinions: what the council said on two evaluations, and actions that only the secretariat follows.

All is made up (架空).
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from inaxl.demo.action_entries import LEFT_BLANK
from inaxl.demo.sample import SAMPLE_YEARS, sample_cards
from inaxl.evaluate.follow_up import ActionState, Opinion, Register
from inaxl.registers.opinions import LEDES, TABLES
from inaxl.registers.writer import write_register

Row = dict[str, Any]
MADE_UP = "見本（架空）"
_HERE = Path(__file__).parent


def opinion_rows() -> dict[str, list[Row]]:
    """The rows of both sheets, by table key."""
    return {"opinions": list(_opinions()), "actions": list(_actions())}


def _opinions() -> Iterator[Row]:
    with (_HERE / "opinions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            years = {key: int(row[key]) if row[key] else None for key in ("fy", "closed_fy")}
            days = {
                key: dt.date.fromisoformat(row[key]) if row[key] else None for key in ("date", "responded")
            }
            yield {**row, **years, **days, "note": MADE_UP}


def _actions() -> Iterator[Row]:
    for (project, fy), card in sorted(sample_cards().items(), key=lambda item: (item[0][1], item[0][0])):
        if project in LEFT_BLANK and fy < SAMPLE_YEARS[-1] and card["next_action"]:
            yield {
                "project_id": project,
                "fy": fy,
                "text": card["next_action"],
                "progress": "翌年度に行った（担当課に聞き取り）。",
                "state": "closed",
                "note": MADE_UP,
            }


def write_opinion_book(target: Path) -> None:
    """Write the demo's opinions.xlsx."""
    write_register(target, "審議会の意見", TABLES, LEDES, opinion_rows(), is_sample=True)


@cache
def _register() -> Register:
    opinions = tuple(
        Opinion(
            row["id"], row["fy"], row["date"], row["kind"], row["target_id"], row["text"], row["response"],
            row["state"], row["department"], row["due"], row["closed_fy"], responded=row["responded"],
        )
        for row in _opinions()
    )  # fmt: skip
    actions = tuple(
        ActionState(row["project_id"], row["fy"], row["progress"], row["state"], None) for row in _actions()
    )
    return Register(opinions, actions, True)


def register_before(fy: int) -> Register:
    """The register as it stood when the entry books of `fy` were handed out: last year's actions have no state yet."""
    whole = _register()
    return whole._replace(actions=tuple(action for action in whole.actions if action.fy < fy - 1))

"""What earlier years left open: the council's opinions and the actions decided on, carried until they are closed.

Nothing is dropped between years: what is not closed stands in every later year's papers. Values only, no file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

STATES = {"unanswered": "未回答", "in_progress": "対応中", "closed": "対応済み"}
KINDS = {
    "all": "全体",
    "goal": "基本目標",
    "measure": "施策",
    "project": "事業",
    "kpi": "KPI",
    "population": "人口",
}
UNKNOWN_STATE = "状態の記入なし"


def _told_in(fy: int, closed_fy: int | None) -> int:
    """Never before the year after: what is closed too early would be told in no report at all."""
    return max(closed_fy or fy + 1, fy + 1)


class Opinion(NamedTuple):
    """One opinion of the council on the evaluation of fiscal year `fy`.

    `kind` a key of `KINDS`, `target_id` what it is about. `closed_fy`: the evaluated year whose report tells that it was
    dealt with; None: that of the year after the opinion. `cell` is where it stands in the book.
    """

    id: str
    fy: int
    date: dt.date | None
    kind: str
    target_id: str
    text: str
    response: str
    state: str
    department: str
    due: str
    closed_fy: int | None
    cell: str = ""

    @property
    def told_in(self) -> int | None:
        """The evaluated year whose report tells that it was dealt with; None while it is not closed."""
        return _told_in(self.fy, self.closed_fy) if self.state == "closed" else None

    def is_open_in(self, fy: int) -> bool:
        """Whether the report of fiscal year `fy` still has to carry it."""
        return self.fy < fy and (self.told_in is None or self.told_in > fy)

    def is_closed_in(self, fy: int) -> bool:
        """Whether the report of fiscal year `fy` is the one that tells how it was dealt with."""
        return self.told_in == fy

    @property
    def is_unanswered(self) -> bool:
        """Nobody has answered: neither a response nor a state beyond it."""
        return self.state == "unanswered" or not self.response.strip()


class ActionState(NamedTuple):
    """What became of an action that a project's card of fiscal year `fy` announced (今後の取組)."""

    project_id: str
    fy: int
    progress: str
    state: str
    closed_fy: int | None
    cell: str = ""


class CarriedAction(NamedTuple):
    """An announced action that a year carries: its text as the card had it, and how it stands."""

    project_id: str
    fy: int
    text: str
    progress: str
    state: str


class Register(NamedTuple):
    """What the secretariat keeps about opinions and actions (opinions.xlsx); empty where there is no such book."""

    opinions: tuple[Opinion, ...] = ()
    actions: tuple[ActionState, ...] = ()
    is_there: bool = False


class FollowUp(NamedTuple):
    """What the papers of one fiscal year carry, unanswered opinions first, then the oldest.

    `closed`, `done`: what has been dealt with since last year's report, told once more. `own`: the opinions on the
    evaluation of the year itself.
    """

    open: tuple[Opinion, ...]
    closed: tuple[Opinion, ...]
    actions: tuple[CarriedAction, ...]
    done: tuple[CarriedAction, ...]
    own: tuple[Opinion, ...]

    @property
    def unanswered(self) -> tuple[Opinion, ...]:
        """Open opinions without an answer."""
        return tuple(opinion for opinion in self.open if opinion.is_unanswered)


NOTHING_OPEN = FollowUp((), (), (), (), ())


def follow_up(register: Register, announced: Mapping[tuple[str, int], str], fy: int) -> FollowUp:
    """What the papers of fiscal year `fy` have to carry.

    announced: the text of 今後の取組 by project ID and fiscal year, of every earlier year. An action is carried until the
    register says 対応済み; one that the register does not mention is carried too, with no state.
    """
    opened = [o for o in register.opinions if o.is_open_in(fy)]
    closed = [o for o in register.opinions if o.is_closed_in(fy)]
    states = {(action.project_id, action.fy): action for action in register.actions}
    actions, done = [], []
    for (project, year), text in sorted(announced.items(), key=lambda item: item[0][1]):
        if year >= fy or not text.strip():
            continue
        found = states.get((project, year), ActionState(project, year, "", "", None))
        action = CarriedAction(project, year, text.strip(), found.progress, found.state)
        told = _told_in(year, found.closed_fy)
        if found.state != "closed" or told > fy:
            actions.append(action)
        elif told == fy:
            done.append(action)
    return FollowUp(
        tuple(sorted(opened, key=lambda o: (not o.is_unanswered, o.fy, o.id))),
        tuple(sorted(closed, key=lambda o: (o.fy, o.id))),
        tuple(actions),
        tuple(done),
        tuple(o for o in register.opinions if o.fy == fy),
    )

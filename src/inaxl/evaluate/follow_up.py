"""What earlier years left open: the council's opinions and the actions decided on, carried until they are closed.

Nothing is dropped between years: what is not closed stands in every later year's papers. The papers of a year that is
built again later show what was known for that year. Values only, no file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from inaxl.plan.model import Plan
from inaxl.values.action_states import OVER

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


def members_by_kind(plan: Plan) -> Mapping[str, Mapping[str, object]]:
    """What an opinion can be about: key of `KINDS` → the plan's members by ID; 全体 and 人口 have none."""
    return {
        "goal": plan.goal_by_id,
        "measure": plan.measure_by_id,
        "project": plan.project_by_id,
        "kpi": plan.kpi_by_id,
    }


def _told_in(fy: int, closed_fy: int | None) -> int:
    """Never before the year after: what is closed too early would be told in no report at all."""
    return max(closed_fy or fy + 1, fy + 1)


class Opinion(NamedTuple):
    """One opinion of the council on the evaluation of fiscal year `fy`.

    `kind` a key of `KINDS`, `target_id` what it is about. `closed_fy`: the evaluated year whose report tells that it was
    dealt with; None: that of the year after the opinion. `cell` is where it stands in the book. `responded`: day of the
    response, None where it is not written down. `source`: the council's form and cell that it was imported from, '' for
    one that was typed in; never published.
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
    responded: dt.date | None = None
    source: str = ""

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

    def known_in(self, fy: int) -> Opinion:
        """The opinion as the papers of fiscal year `fy` know it, for one that these papers carry as open or as new.

        `fy` is evaluated in the year after it, so a response of a later day than that year's last, 31 March, is left
        out; one without a day belongs to the year before that in which the opinion is told as closed. What was closed
        later is still under way.
        """
        known = (
            self.responded <= dt.date(fy + 2, 3, 31)
            if self.responded is not None
            else self.closed_fy is None or self.told_in is None or self.told_in - 1 <= fy
        )
        if self.response.strip() and not known:
            return self._replace(response="", state="unanswered", closed_fy=None)
        if self.told_in is not None and self.told_in > fy:
            return self._replace(state="in_progress", closed_fy=None)
        return self


class ActionState(NamedTuple):
    """What the register says of an action that a project's card of fiscal year `fy` announced (今後の取組).

    `state` a key of `ACTION_STATES`, '' where the register leaves it to the departments. `cell` holds the state.
    """

    project_id: str
    fy: int
    progress: str
    state: str
    closed_fy: int | None
    cell: str = ""


class ActionReport(NamedTuple):
    """What a department's entry book of fiscal year `said_fy` says of an action announced in `fy`, and in which cell."""

    project_id: str
    fy: int
    said_fy: int
    state: str
    progress: str
    book: str = ""
    sheet: str = ""
    cell: str = ""


class CarriedAction(NamedTuple):
    """An announced action that a year carries: its text as the card had it, and how it stands.

    `book`, `sheet` and `cell` are where the state stands; `book` is '' for the register.
    """

    project_id: str
    fy: int
    text: str
    progress: str
    state: str
    book: str = ""
    sheet: str = ""
    cell: str = ""


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


def follow_up(
    register: Register,
    announced: Mapping[tuple[str, int], str],
    fy: int,
    reports: Iterable[ActionReport] = (),
) -> FollowUp:
    """What the papers of fiscal year `fy` have to carry.

    announced: the text of 今後の取組 by project ID and fiscal year, of every earlier year. reports: what the entry books
    say of them, by project and year in the order of `said_fy`; books of later years than `fy` do not count.
    An action is carried until it is 実施済み or 取りやめ; one that nobody mentions is carried too, with no state. What the
    register says goes before the entry books; of these, the newest counts.
    """
    opened = [o.known_in(fy) for o in register.opinions if o.is_open_in(fy)]
    closed = [o for o in register.opinions if o.is_closed_in(fy)]
    said = _said_until(fy, reports)
    kept = {(action.project_id, action.fy): action for action in register.actions}
    actions, done = [], []
    for key, text in sorted(announced.items(), key=lambda item: item[0][1]):
        if key[1] >= fy or not text.strip():
            continue
        action, over_in = _standing(key, text.strip(), kept.get(key), said.get(key, ()), fy)
        if over_in is None or over_in > fy:
            actions.append(action)
        elif over_in == fy:
            done.append(action)
    return FollowUp(
        tuple(sorted(opened, key=lambda o: (not o.is_unanswered, o.fy, o.id))),
        tuple(sorted(closed, key=lambda o: (o.fy, o.id))),
        tuple(actions),
        tuple(done),
        tuple(o.known_in(fy) for o in register.opinions if o.fy == fy),
    )


def contradictions(
    register: Register, reports: Iterable[ActionReport], fy: int
) -> list[tuple[ActionState, ActionReport]]:
    """Where the register and the entry book of `fy` itself differ on whether an action is open, done or given up."""
    kept = {(action.project_id, action.fy): action for action in register.actions}
    pairs = []
    for report in reports:
        action = kept.get((report.project_id, report.fy))
        if report.said_fy != fy or not report.state or action is None or not action.state:
            continue
        is_later = action.state in OVER and _told_in(action.fy, action.closed_fy) > fy
        if _how_it_ends("" if is_later else action.state) != _how_it_ends(report.state):
            pairs.append((action, report))
    return pairs


def _how_it_ends(state: str) -> str:
    return state if state in OVER else ""


def _said_until(fy: int, reports: Iterable[ActionReport]) -> dict[tuple[str, int], list[ActionReport]]:
    said: dict[tuple[str, int], list[ActionReport]] = {}
    for report in reports:
        if report.said_fy <= fy and report.state:
            said.setdefault((report.project_id, report.fy), []).append(report)
    return said


def _standing(
    key: tuple[str, int], text: str, kept: ActionState | None, said: Sequence[ActionReport], fy: int
) -> tuple[CarriedAction, int | None]:
    """How an action stands in `fy`, and the year whose papers tell that it is over; None while it is not."""
    newest = said[-1] if said else None
    told = None
    if newest is not None:
        place = newest.book, newest.sheet, newest.cell
        told = CarriedAction(*key, text, newest.progress, newest.state, *place)
    if kept is None or not kept.state:
        told = told or CarriedAction(*key, text, "", "")
        return told._replace(progress=(kept.progress if kept else "") or told.progress), _over_since(said)
    over_in = _told_in(kept.fy, kept.closed_fy) if kept.state in OVER else None
    if over_in is not None and over_in > fy:  # closed later: what was known then is in the entry books
        if told is not None and told.state not in OVER:
            return told, over_in
        return CarriedAction(*key, text, "", "in_progress", cell=kept.cell), over_in
    progress = kept.progress or (told.progress if told else "")
    return CarriedAction(*key, text, progress, kept.state, cell=kept.cell), over_in


def _over_since(said: Sequence[ActionReport]) -> int | None:
    """The year of the first book that says so without a later one that takes it back."""
    since = None
    for report in said:
        if report.state not in OVER:
            since = None
        elif since is None:
            since = report.said_fy
    return since

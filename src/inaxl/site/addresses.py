"""Where each page lies: names of files from the IDs of the plan, the same in every year and on every system."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from inaxl.plan.model import Plan

_PLAIN = re.compile(r"(?!x[0-9a-f]{16}$)(?!.*--)[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
"""IDs that are names of files as they stand; none of them looks like a digest or ends like a name with a suffix."""
_UNSET = "unset"
"""The page of what the plan assigns to no goal."""
_TAKEN = frozenset(
    [_UNSET, "con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))]
)


class Addresses(NamedTuple):
    """The address of every page within its year, by ID; in `goals`, '' is the page of what belongs to no goal."""

    goals: dict[str, str]
    measures: dict[str, str]
    projects: dict[str, str]
    kpis: dict[str, str]


def addresses_of(plan: Plan) -> Addresses:
    """Where the pages of a plan lie: `kpi/K004.html`. No two pages share a file, on no system."""
    return Addresses(
        {"": f"goal/{_UNSET}.html", **_pages("goal", (goal.id for goal in plan.goals))},
        _pages("measure", (measure.id for measure in plan.measures)),
        _pages("project", (project.id for project in plan.projects)),
        _pages("kpi", (kpi.id for kpi in plan.kpis)),
    )


def _pages(folder: str, ids: Iterable[str]) -> dict[str, str]:
    return {id_: f"{folder}/{name}.html" for id_, name in file_names(ids).items()}


def file_names(ids: Iterable[str]) -> dict[str, str]:
    """The file name, without ending, of every ID of one kind.

    Windows and macOS take `K004` and `k004` for one file: where IDs differ by capitals alone, each gets a suffix of its
    own, whatever their order.
    """
    names = {id_: file_name(id_) for id_ in ids}
    count = Counter(name.lower() for name in names.values())
    return {
        id_: name if count[name.lower()] == 1 else f"{name}--{_digest(id_)[:8]}"
        for id_, name in names.items()
    }


def file_name(id_: str) -> str:
    """The file name of an ID by itself, without ending; the same ID always gives the same name.

    An ID of plain letters and digits stays as it is. Any other (Japanese, blanks, dots, names that Windows reserves, too
    long) becomes a short digest, so that no ID can name a place outside of its folder.
    """
    if _PLAIN.fullmatch(id_) and id_.lower() not in _TAKEN:
        return id_
    return "x" + _digest(id_)[:16]


def _digest(id_: str) -> str:
    return hashlib.sha256(id_.encode()).hexdigest()


def year_folder(fy: int) -> str:
    """The folder of a fiscal year: `fy2023`."""
    return f"fy{fy}"

"""What the rows of a table and the labels of a card give: indicators with their cells, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from inaxl.forms.canvas import Place


class Figure(NamedTuple):
    """A cell that holds a figure, the fiscal year it is for, the unit and the word of its heading.

    `is_shared`: merged over cells of other figures, so that nobody can tell whose value it is.
    """

    place: Place
    fy: int | None
    unit: str
    series: str = ""
    is_shared: bool = False


@dataclass(slots=True)
class KpiRow:
    """One indicator: the cells of its texts by field, and of its figures."""

    name: Place
    texts: dict[str, Place] = field(default_factory=dict)
    baseline: Figure | None = None
    targets: list[Figure] = field(default_factory=list)
    actuals: list[Figure] = field(default_factory=list)
    unit: str = ""

    def places(self) -> set[Place]:
        """Every cell that the indicator uses."""
        figures = [*self.targets, *self.actuals, *([self.baseline] if self.baseline else [])]
        return {self.name, *self.texts.values(), *(figure.place for figure in figures)}


class Skipped(NamedTuple):
    """A cell or row that was not read, and why."""

    place: Place
    text: str
    reason: str


@dataclass(slots=True)
class Rows:
    """What the rows of a table gave; `last` is the last row that belongs to it."""

    kpis: list[KpiRow] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    last: int = 0

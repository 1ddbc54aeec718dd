"""The rows of a card on which a department says how an earlier year's action stands: found by their words.

    | 前年度より | 窓口を設ける。（令和4年度に決めたこと） | 実施中 |     the state, to be chosen
    | 進み具合   | 場所を決めた。                                |

A card without the row 進み具合 asks nothing, so nothing is read there. The labels are none of a card's own.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from inaxl.forms.canvas import Canvas, Place
from inaxl.values.labels import label_key
from inaxl.values.periods import fy_label, parse_fiscal_year

FROM_LAST_YEAR = "前年度より"
PROGRESS = "進み具合"
_FROM = "より"
_LONGEST_LABEL = 12
_DECIDED = re.compile(r"（([^（）]{2,10}年度)に決めたこと）")


class CarriedRow(NamedTuple):
    """Where a card says how an action stands. `fy`: the year that announced it, None for the year before the form's."""

    fy: int | None
    state: Place
    progress: Place
    places: tuple[Place, ...]


def carried_label(fy: int, now: int) -> str:
    """The label of an action of fiscal year `fy` on the card of `now`."""
    return FROM_LAST_YEAR if fy == now - 1 else fy_label(fy) + _FROM


def decided_in(text: str, fy: int) -> str:
    """An action's text with the year that announced it, by which it is found again."""
    return f"{text}（{fy_label(fy)}に決めたこと）"


def carried_row(canvas: Canvas, row: int, column: int) -> CarriedRow | None:
    """The action whose label stands in this cell; None where it is no such label."""
    label = canvas.text(row, column)
    if not label.endswith(_FROM) or len(label) > _LONGEST_LABEL:
        return None
    fy = parse_fiscal_year(label.removesuffix(_FROM))
    if fy is None and label_key(label) != label_key(FROM_LAST_YEAR):
        return None
    text = canvas.anchor(row, canvas.area(row, column).right + 1)
    state = canvas.anchor(row, canvas.area(*text).right + 1)
    below = canvas.area(row, column).bottom + 1
    if label_key(canvas.text(below, column)) != label_key(PROGRESS):
        return None
    progress = canvas.anchor(below, canvas.area(below, column).right + 1)
    decided = _DECIDED.findall(canvas.text(*text))
    fy = parse_fiscal_year(decided[-1]) if decided else fy
    return CarriedRow(fy, state, progress, ((row, column), (below, column), text, state, progress))

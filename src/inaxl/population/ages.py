"""Age groups: how they are written (`0～4歳`, `90歳以上`, `85+`, `不詳`), named (`0-4`, `90+`) and put in order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

STEP = 5  # years of one age group and of one step of the projection
OPEN_AGE = 90  # lower bound of the open group in the 2013 and 2018 editions of the regional projections
UNKNOWN = "unknown"
TOTAL_AGE = "total"
_UNKNOWN_WORDS = frozenset({"不詳", "年齢不詳", "年齢「不詳」", "unknown", "年齢不明", "不明"})
_TOTAL_WORDS = frozenset({"総数", "計", "合計", "total", "年齢計", "総数(年齢)", "総人口"})
_AGES = re.compile(
    r"(?P<low>\d{1,3})(?:歳)?(?:(?P<dash>[-~])(?:(?P<high>\d{1,3})(?:歳)?)?|(?P<open>以上|\+))?(?:人口)?"
)
_TABLE = str.maketrans(dict.fromkeys("～〜‐‑‒–—―−－ー", "~"))


class AgeGroup(NamedTuple):
    """Completed years of age from `lower` to `upper`, both included; `upper` None for the open group."""

    lower: int
    upper: int | None

    @property
    def label(self) -> str:
        """`0-4`, `90+`, `7` for a single year."""
        if self.upper is None:
            return f"{self.lower}+"
        return str(self.lower) if self.upper == self.lower else f"{self.lower}-{self.upper}"

    @property
    def heading(self) -> str:
        """`0～4`, `90～`: as the population book writes it."""
        return self.label.replace("-", "～").replace("+", "～")


def parse_age(text: object) -> AgeGroup | str | None:
    """An age group, `"unknown"`, `"total"`, or None where the text is no age.

    `0～4歳`, `0-4`, `00～04歳`, `90歳以上`, `90+`, `85～`, `100歳以上`, `7歳` are ages; `不詳` and `総数` the two words.
    """
    folded = unicodedata.normalize("NFKC", str(text)).translate(_TABLE)
    folded = re.sub(r"[\s_]+", "", folded)
    if folded in _UNKNOWN_WORDS:
        return UNKNOWN
    if folded in _TOTAL_WORDS:
        return TOTAL_AGE
    found = _AGES.fullmatch(folded)
    if found is None:
        return None
    low = int(found["low"])
    if found["high"]:
        high = int(found["high"])
        return AgeGroup(low, high) if high >= low else None
    if found["open"] or found["dash"]:
        return AgeGroup(low, None)
    return AgeGroup(low, low)


def age_label(text: object) -> str:
    """The label of an age as the tables use it: `0-4`, `90+`, `unknown`, `total`. ValueError where it is no age."""
    age = parse_age(text)
    if age is None:
        raise ValueError(f"「{text}」は年齢として読めません。")
    return age if isinstance(age, str) else age.label


def five_year_ages(open_age: int = OPEN_AGE) -> tuple[AgeGroup, ...]:
    """0–4, 5–9, … and the open group; 19 groups for 90+."""
    closed = tuple(AgeGroup(low, low + STEP - 1) for low in range(0, open_age, STEP))
    return (*closed, AgeGroup(open_age, None))


def gaps_between(ages: Iterable[AgeGroup]) -> list[str]:
    """What keeps age groups from covering every age once: `5-9` missing, `10-14` twice; empty if they do."""
    wrong, expected = [], 0
    ordered = sorted(ages, key=lambda age: age.lower)
    for age in ordered:
        if age.lower > expected:
            wrong.append(AgeGroup(expected, age.lower - 1).heading)
        elif age.lower < expected:
            wrong.append(age.heading)
        expected = max(expected, 10**6 if age.upper is None else age.upper + 1)
    if expected < 10**6:
        wrong.append(AgeGroup(expected, None).heading)
    return wrong

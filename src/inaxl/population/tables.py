"""Population by sex and age as an array, read once from a tidy table; and the form in which an indicator answers.

A population table has one row per area, date, sex and age with the columns

    area        code or name, optional: one area if absent
    date        reference date (date, or text such as 2015-10-01), or `year`: then 1 October; optional
    sex         male, female (男, 女)
    age         0-4, 5-9, …, 90+, unknown: any groups that cover all ages once (as `ages.parse_age` reads them)
    population  persons

and, optionally, what the series counts, constant per table: `series` (name), `basis`, `nationality`, `age_unknown`
(see `definitions.Definition`). Rows of `total` for sex or age are left out. Nothing is filled in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from inaxl.findings import CATALOGUE, Finding
from inaxl.population.ages import TOTAL_AGE, UNKNOWN, AgeGroup, gaps_between, parse_age
from inaxl.population.definitions import Definition

E506, E507, E510 = CATALOGUE["E506"], CATALOGUE["E507"], CATALOGUE["E510"]
Array = npt.NDArray[np.float64]
SEXES = ("male", "female")
_SEX_WORDS = {"male": 0, "m": 0, "男": 0, "男性": 0, "female": 1, "f": 1, "女": 1, "女性": 1}
_TOTAL_SEX = frozenset({"total", "総数", "計", "男女計", "both"})


class Key(NamedTuple):
    """Which population: area ('' where there is only one) and reference date (None where none is given)."""

    area: str
    date: dt.date | None


class AgeTable(NamedTuple):
    """Population [persons] by key, sex (male, female) and age; a key that cannot be used is NaN and has a finding.

    `counts[key, sex, age]`, `unknown[key, sex]` persons of unknown age, not in `counts`.
    """

    keys: tuple[Key, ...]
    ages: tuple[AgeGroup, ...]
    counts: Array
    unknown: Array
    definition: Definition
    problems: tuple[Finding | None, ...]

    @property
    def lowers(self) -> npt.NDArray[np.int64]:
        """Lower bounds of the age groups [years]."""
        return np.array([age.lower for age in self.ages], dtype=np.int64)

    @property
    def uppers(self) -> npt.NDArray[np.int64]:
        """Upper bounds, included [years]; a large number for the open group."""
        return np.array([10**6 if age.upper is None else age.upper for age in self.ages], dtype=np.int64)

    def select(self, low: int, high: int | None) -> npt.NDArray[np.bool_] | None:
        """Age groups that make up the ages `low` to `high` exactly; None where a group straddles a bound."""
        top = 10**6 if high is None else high
        inside = (self.lowers >= low) & (self.uppers <= top)
        overlapping = (self.lowers <= top) & (self.uppers >= low)
        return inside if bool((inside == overlapping).all()) else None

    def at(self, position: int) -> AgeTable:
        """The table of one key."""
        part = slice(position, position + 1)
        key = self.keys[position]
        return self._replace(
            keys=(key,),
            counts=self.counts[part],
            unknown=self.unknown[part],
            problems=(self.problems[position],),
            definition=self.definition._replace(as_of=key.date or self.definition.as_of),
        )


class Measure(NamedTuple):
    """One indicator for every key. `values` is NaN where it cannot be computed; `reasons` then says why.

    `denominator` names what was divided by, '' for counts.
    """

    name: str
    label: str
    unit: str
    denominator: str
    keys: tuple[Any, ...]
    values: Array
    reasons: tuple[str, ...]

    @property
    def value(self) -> float | None:
        """The value of the only key, None where it is absent. ValueError where there are several keys."""
        if len(self.keys) != 1:
            raise ValueError(f"{self.name} has {len(self.keys)} values")
        return None if np.isnan(self.values[0]) else float(self.values[0])

    @property
    def reason(self) -> str:
        """Why the only key has no value."""
        return self.reasons[0]

    def frame(self) -> pd.DataFrame:
        """Columns of the key (`area`, `date` or `year`), then `indicator, value, unit, denominator, reason`."""
        names = list(self.keys[0]._fields) if self.keys and hasattr(self.keys[0], "_fields") else ["key"]
        rows = [tuple(key) if len(names) > 1 else (key,) for key in self.keys]
        table = pd.DataFrame(rows, columns=names)
        return table.assign(
            indicator=self.name,
            value=self.values,
            unit=self.unit,
            denominator=self.denominator,
            reason=list(self.reasons),
        )


def age_table(table: pd.DataFrame | AgeTable, *, unknown: str = "exclude") -> AgeTable:
    """A population table as an array; an AgeTable is given back (its unknown ages apportioned if asked for).

    unknown: `exclude` keeps persons of unknown age out of the age groups (the shares of the indicators are then over
    known ages); `apportion` spreads them over the ages of their sex in proportion, as the national institute does.

    A key with a missing or double age (E506), a negative count (E507) or a row given twice (E510) is NaN as a whole
    and its finding stands in `problems`. KeyError where a column is missing, ValueError for an unknown sex or age.
    """
    found = table if isinstance(table, AgeTable) else _read(table)
    if unknown == "apportion":
        return apportioned(found)
    if unknown != "exclude":
        raise ValueError(f"unknown must be exclude or apportion, not {unknown!r}")
    return found


def apportioned(table: AgeTable) -> AgeTable:
    """Unknown ages spread over the known ages of the same sex in proportion; the total is kept."""
    known = table.counts.sum(axis=2)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(known > 0, (known + table.unknown) / known, 1.0)
    return table._replace(
        counts=table.counts * factor[:, :, None],
        unknown=np.zeros_like(table.unknown),
        definition=table.definition._replace(unknown="apportioned"),
    )


def _read(table: pd.DataFrame) -> AgeTable:
    keys, key_codes = _keys(table)
    sexes = _codes(table["sex"], _sex)
    ages = _codes(table["age"], _age)
    used = (sexes.codes >= 0) & (ages.codes >= 0)
    groups = sorted(
        {a for a in ages.values if isinstance(a, AgeGroup)}, key=lambda a: (a.lower, a.upper or 10**6)
    )
    column = {age: number for number, age in enumerate(groups)} | {UNKNOWN: len(groups)}
    places = np.array([column[age] for age in ages.values], dtype=np.int64)
    sex_of = np.array([int(sex) for sex in sexes.values] or [0], dtype=np.int64)
    k, s, a = key_codes[used], sex_of[sexes.codes[used]], places[ages.codes[used]]
    values = table["population"].to_numpy(dtype=np.float64, na_value=np.nan)[used]
    cube = np.full((len(keys), 2, len(groups) + 1), np.nan)
    cube[k, s, a] = values
    seen = np.zeros(cube.shape, dtype=np.int64)
    np.add.at(seen, (k, s, a), 1)
    cube[:, :, -1] = np.where(seen[:, :, -1] == 0, 0.0, cube[:, :, -1])
    whole = (
        (seen[:, :, :-1] == 1).all(axis=(1, 2))
        & (seen[:, :, -1] <= 1).all(axis=1)
        & (cube >= 0).all(axis=(1, 2))
    )
    sound = whole if not gaps_between(groups) else np.zeros_like(whole)
    problems = tuple(None if sound[i] else _problem(cube[i], seen[i], groups) for i in range(len(keys)))
    for number, problem in enumerate(problems):
        if problem is not None:
            cube[number] = np.nan
    keep = _used_ages(cube, groups)
    return AgeTable(
        tuple(keys),
        tuple(age for age, there in zip(groups, keep, strict=True) if there),
        np.ascontiguousarray(cube[:, :, :-1][:, :, keep]),
        np.ascontiguousarray(cube[:, :, -1]),
        definition_of(table),
        problems,
    )


def _problem(cube: Array, seen: npt.NDArray[np.int64], groups: Sequence[AgeGroup]) -> Finding | None:
    """E506, E507 or E510 of one key, None where it can be used."""
    if (seen > 1).any():
        sex, age = (int(n) for n in np.argwhere(seen > 1)[0])
        label = groups[age].heading if age < len(groups) else "不詳"
        return E510.at(field="age", value=f"{'男女'[sex]} {label}", first="前の行")
    if (cube < 0).any():
        sex, age = (int(n) for n in np.argwhere(cube < 0)[0])
        column = f"{'男女'[sex]} {groups[age].heading if age < len(groups) else '不詳'}"
        return E507.at(field="population", value=f"{cube[sex, age]:g}", column=column)
    there = ~np.isnan(cube[:, :-1])
    for sex in range(2):
        missing = gaps_between(age for age, known in zip(groups, there[sex], strict=True) if known)
        if missing:
            return E506.at(field="age", ages=f"{'男女'[sex]}の{'・'.join(missing[:3])}")
    return None


def _used_ages(cube: Array, groups: Sequence[AgeGroup]) -> npt.NDArray[np.bool_]:
    """Ages that a usable key has; keys with another open group than the rest would need their own table."""
    good = ~np.isnan(cube[:, :, :-1]).all(axis=(1, 2))
    known = ~np.isnan(cube[good][:, :, :-1])
    if not good.any():
        return np.ones(len(groups), dtype=bool)
    used = np.asarray(known.any(axis=(0, 1)), dtype=np.bool_)
    if not known[:, :, used].all():
        raise ValueError("areas or dates with different age groups: make one table of each")
    return used


class _Coded(NamedTuple):
    codes: npt.NDArray[np.int64]
    values: list[Any]


def _codes(column: pd.Series[Any], read: Callable[[Any], Any]) -> _Coded:
    """Codes of a column's words; −1 for totals, which are not read."""
    codes, words = pd.factorize(column)
    read_words = [read(word) for word in words]
    wanted = [word for word in dict.fromkeys(read_words) if word is not None]
    place = {word: number for number, word in enumerate(wanted)}
    lookup = np.array([-1 if word is None else place[word] for word in read_words], dtype=np.int64)
    return _Coded(lookup[codes], wanted)


def _sex(word: Any) -> int | None:
    text = str(word).strip().lower()
    if text in _TOTAL_SEX:
        return None
    if text not in _SEX_WORDS:
        raise ValueError(f"「{word}」は性別として読めません。")
    return _SEX_WORDS[text]


def _age(word: Any) -> AgeGroup | str | None:
    age = parse_age(word)
    if age is None:
        raise ValueError(f"「{word}」は年齢として読めません。")
    return None if age == TOTAL_AGE else age


def _keys(table: pd.DataFrame) -> tuple[list[Key], npt.NDArray[np.int64]]:
    size = len(table)
    areas, area_words = pd.factorize(table["area"]) if "area" in table else (np.zeros(size, np.int64), [""])
    if "date" in table:
        days, words = pd.factorize(table["date"])
        dates: list[dt.date | None] = [as_date(word) for word in words]
    elif "year" in table:
        days, words = pd.factorize(table["year"])
        dates = [dt.date(int(word), 10, 1) for word in words]
    else:
        days, dates = np.zeros(size, np.int64), [None]
    joined, unique = pd.factorize(areas.astype(np.int64) * len(dates) + days)
    keys = [Key(str(area_words[int(n) // len(dates)]), dates[int(n) % len(dates)]) for n in unique]
    return keys, joined.astype(np.int64)


def as_date(word: Any) -> dt.date:
    """A date of a table: a date, a timestamp, or text such as 2015-10-01."""
    if isinstance(word, dt.datetime):
        return word.date()
    return word if isinstance(word, dt.date) else dt.date.fromisoformat(str(word)[:10])


def definition_of(table: pd.DataFrame) -> Definition:
    """What a table counts, from its columns `series, basis, period, nationality, age_unknown`; '' where not said.

    A column with two words in one table is a mixed table: ValueError.
    """

    def only(column: str) -> str:
        if column not in table:
            return ""
        words = [str(word) for word in table[column].dropna().unique() if str(word)]
        if len(words) > 1:
            raise ValueError(f"「{column}」が1つの表に2つあります: {'・'.join(words)}")
        return words[0] if words else ""

    return Definition(only("series"), only("basis"), only("period"), only("nationality"), only("age_unknown"))


def measure(
    name: str,
    label: str,
    unit: str,
    denominator: str,
    keys: Sequence[Any],
    values: Any,
    reason: str = "",
    problems: Sequence[Finding | None] = (),
) -> Measure:
    """A Measure; infinite values become NaN, and every NaN gets its reason: the key's finding, else `reason`."""
    numbers = np.atleast_1d(np.asarray(values, dtype=np.float64)).copy()
    numbers[~np.isfinite(numbers)] = np.nan
    why = problems or [None] * len(keys)
    reasons = tuple(
        "" if not np.isnan(value) else problem.message if problem else reason
        for value, problem in zip(numbers, why, strict=True)
    )
    return Measure(name, label, unit, denominator, tuple(keys), numbers, reasons)


def ratio(top: Any, bottom: Any) -> Array:
    """top ÷ bottom, NaN where the denominator is 0 or unknown."""
    below = np.asarray(bottom, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below > 0, np.asarray(top, dtype=np.float64) / below, np.nan)

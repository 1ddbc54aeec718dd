"""What a population book holds, as records: series, populations by age, events, conversion rates, scenarios."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from inaxl.findings import Finding
from inaxl.population.ages import AgeGroup
from inaxl.population.definitions import Definition
from inaxl.population.influence import Threshold
from inaxl.population.scenarios import Scenario
from inaxl.population.vision import Observation

if TYPE_CHECKING:
    import pandas as pd


class Series(NamedTuple):
    """One registered series and what it counts."""

    name: str
    definition: Definition
    published: dt.date | None = None
    source: str = ""
    licence: str = ""
    note: str = ""
    cell: str = ""


class AgeRow(NamedTuple):
    """Population of one series, date and sex by age [persons]; `total` includes `unknown`, None where not given."""

    series: str
    date: dt.date
    sex: str
    total: float | None
    ages: dict[AgeGroup, float]
    unknown: float
    cell: str
    unknown_cell: str = ""


class GroupRow(NamedTuple):
    """Population of one series and date in three age groups [persons]."""

    series: str
    date: dt.date
    total: float | None
    ages: dict[AgeGroup, float]
    cell: str


class EventRow(NamedTuple):
    """Events of one year [persons]; None where not known. `period` as the series has it."""

    series: str
    year: int
    period: str
    values: dict[str, Decimal]
    cells: dict[str, str]
    note: str


class MotherRow(NamedTuple):
    """Births of one year by age of mother."""

    series: str
    year: int
    total: float | None
    ages: dict[AgeGroup, float]
    unknown: float
    cell: str


class SurvivalRow(NamedTuple):
    """Survival ratios of one period and sex: from birth first, then 0–4 → 5–9, …, open group last."""

    series: str
    first: int
    last: int
    sex: str
    ratios: tuple[float, ...]
    cell: str


class ConversionRow(NamedTuple):
    """The nation's child-woman ratio, TFR and 0–4 sex ratio of one year; `confirmed`: checked against the source."""

    series: str
    year: int
    child_woman_ratio: float
    tfr: float | None
    child_sex_ratio: float | None
    confirmed: bool


@dataclass(frozen=True)
class PopulationBook:
    """Everything that could be read from a population book, in the order of its sheets."""

    name: str = ""
    series: dict[str, Series] = field(default_factory=dict)
    observations: tuple[Observation, ...] = ()
    ages: tuple[AgeRow, ...] = ()
    groups: tuple[GroupRow, ...] = ()
    vital: tuple[EventRow, ...] = ()
    moves: tuple[EventRow, ...] = ()
    mothers: tuple[MotherRow, ...] = ()
    survival: tuple[SurvivalRow, ...] = ()
    projection: tuple[AgeRow, ...] = ()
    conversion: tuple[ConversionRow, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    findings: tuple[Finding, ...] = ()

    def definition(self, series: str) -> Definition:
        """What a series counts; only its name where it is not registered."""
        known = self.series.get(series)
        return known.definition if known else Definition(series)

    def source(self, series: str) -> str:
        """Source of a series as it is cited."""
        known = self.series.get(series)
        return known.source if known else series

    def frame(self, table: str = "ages") -> pd.DataFrame:
        """`ages` or `projection` as a tidy table: `series, basis, nationality, age_unknown, date, sex, age, population`.

        One series at a time goes into the indicators: `frame()[lambda t: t["series"] == "国勢調査"]`.
        """
        import pandas as pd

        rows = []
        for row in getattr(self, table):
            definition = self.definition(row.series)
            head = (
                row.series,
                definition.basis,
                definition.nationality,
                definition.unknown,
                row.date,
                row.sex,
            )
            rows += [(*head, age.label, value) for age, value in row.ages.items()]
            rows.append((*head, "unknown", row.unknown))
        columns = "series basis nationality age_unknown date sex age population".split()
        return pd.DataFrame(rows, columns=columns)

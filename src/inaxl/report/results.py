"""Everything that one build found out, in the form that every paper is made from. No file and no layout is here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from inaxl.evaluate.aggregate import Counts, Level
from inaxl.evaluate.follow_up import NOTHING_OPEN, FollowUp
from inaxl.evaluate.goals import GoalResult
from inaxl.evaluate.survey import Assessment as SurveyAssessment
from inaxl.findings import Finding
from inaxl.merging.reviews import Review
from inaxl.merging.submissions import Submission
from inaxl.plan.lineage import Break, PlanVersion
from inaxl.plan.model import Plan
from inaxl.population.vision import PopulationResult


@dataclass(frozen=True)
class YearCounts:
    """Counts of one fiscal year at every level."""

    fy: int
    total: Counts
    by_goal: tuple[Level, ...]
    by_field: tuple[Level, ...]
    by_measure: tuple[Level, ...]
    by_project: tuple[Level, ...]
    by_department: tuple[Level, ...]


@dataclass(frozen=True)
class Results:
    """One evaluated fiscal year.

    `rows`: one mapping per KPI and fiscal year of the term so far, each judged by its own year's plan, and only where it
    measures what the KPI measures now: the columns of kpis.csv (contract, section 3) and
    `decimals, number, final_target, final_target_fy, reached, even_path, omitted, explanation, source_note, changes`.
    Figures are Decimal or None. `counts` maps each fiscal year with reports to its counts; last year is absent where
    nothing was reported. `previous_reviews` are last year's PDCA cards, from which open actions are carried over.
    `follow_up` is what earlier years left open; `has_register` whether there is a book of opinions at all. `survey` is the
    citizens' survey of this year, `earlier_survey` the last one before. `date` is the date printed on the papers.
    `versions`: the version of the plan that judges each fiscal year of the term so far, empty where nobody has looked;
    `not_compared`: by ID the KPIs and goals whose definition changed in the term, so that earlier years are left out.
    """

    plan: Plan
    fy: int
    date: dt.date
    rows: tuple[Mapping[str, Any], ...]
    counts: dict[int, YearCounts]
    goals: tuple[GoalResult, ...]
    reviews: tuple[Review, ...]
    submissions: tuple[Submission, ...]
    population: PopulationResult
    findings: tuple[Finding, ...]
    previous_reviews: tuple[Review, ...] = ()
    follow_up: FollowUp = NOTHING_OPEN
    has_register: bool = False
    survey: SurveyAssessment | None = None
    earlier_survey: SurveyAssessment | None = None
    versions: Mapping[int, PlanVersion] = field(default_factory=dict)
    not_compared: Mapping[str, Break] = field(default_factory=dict)

    @cached_property
    def current(self) -> tuple[Mapping[str, Any], ...]:
        """Rows of the evaluated year, in the order of the plan book."""
        return tuple(row for row in self.rows if row["fy"] == self.fy)

    @cached_property
    def row_by_year(self) -> dict[tuple[str, int], Mapping[str, Any]]:
        """Row of a KPI and fiscal year."""
        return {(row["kpi_id"], row["fy"]): row for row in self.rows}

    @property
    def total(self) -> Counts:
        """Counts of the evaluated year."""
        return self.counts[self.fy].total

    @property
    def previous(self) -> YearCounts | None:
        """Counts of the year before, None where nothing was reported."""
        return self.counts.get(self.fy - 1)

    def is_redefined(self, kpi_id: str) -> bool:
        """The KPI measures something else since this very year: it is neither new nor to be compared with last year."""
        found = self.not_compared.get(kpi_id)
        return found is not None and found.since == self.fy

    @property
    def is_revised(self) -> bool:
        """More than one version of the plan judges the years of the term so far."""
        return len({version.book for version in self.versions.values()}) > 1

    @property
    def is_sample(self) -> bool:
        """The figures are made up (架空): every paper has to say so."""
        return self.plan.is_sample

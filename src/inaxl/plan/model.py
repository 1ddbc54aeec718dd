"""The strategy as data: what a plan book says, as immutable records with lookups. No file, no check is here.

Unknown stays `None` (or an empty tuple): a blank in the plan book is a fact about the plan, never a default.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from inaxl.plan.actuals import GoalActual, PublishedActual
from inaxl.plan.agreements import CheckRule, Renaming
from inaxl.plan.life import NOTHING_KEPT, PlanLife

Direction = Literal["increase", "decrease", "maintain"]
Accumulation = Literal["annual", "cumulative", "running", "point"]
Rating = Literal["on_track", "mostly_on_track", "needs_effort", "no_actual"]
Status = Literal["reported", "pending", "unavailable", "not_applicable", "missing", "invalid"]

DIRECTION_LABELS: dict[str, str] = {"increase": "増やす", "decrease": "減らす", "maintain": "維持する"}
ACCUMULATION_LABELS: dict[str, str] = {
    "annual": "単年度",
    "cumulative": "累計(年度の値を足す)",
    "running": "累計(入力が累計)",
    "point": "時点",
}
STATUS_LABELS: dict[str, str] = {
    "reported": "実績あり",
    "pending": "集計中",
    "unavailable": "把握できない",
    "not_applicable": "対象外",
    "missing": "空欄",
    "invalid": "読めない",
}
RATINGS: tuple[Rating, ...] = ("on_track", "mostly_on_track", "needs_effort", "no_actual")


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a KPI and a goal's numeric target have in common: how a figure is judged.

    `baseline_comparable` is False where the baseline measures something else than the target (a single year
    against a sum over five): then no progress is computed. `interim` holds the targets of single years
    [unit], by fiscal year. `target_upper` is the other end where the target is a range such as 20～30; `target`
    is then its lower end.
    """

    id: str
    name: str
    unit: str
    decimals: int | None
    direction: Direction | None
    accumulation: Accumulation | None
    baseline: Decimal | None
    baseline_fy: int | None
    baseline_text: str
    baseline_comparable: bool
    target: Decimal | None
    target_fy: int | None
    target_text: str
    interim: dict[int, Decimal]
    source: str
    note: str
    target_upper: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """基本目標, with its one numeric target."""

    id: str
    number: int
    title: str
    short_title: str
    target: Indicator


@dataclass(frozen=True, slots=True)
class Field:
    """分野. `goal_ids` is empty where the plan does not say which goals it serves."""

    id: str
    number: int
    title: str
    goal_ids: tuple[str, ...]
    note: str
    is_focus: bool = False

    @property
    def label(self) -> str:
        """Title, or a stand-in that says that the plan gives none."""
        return self.title or f"分野{self.number}（名称の記載なし）"


@dataclass(frozen=True, slots=True)
class Measure:
    """施策. `is_focus`: chosen as a focus (選択と集中); `parent_item` the item of the parent plan that it serves."""

    id: str
    number: int
    title: str
    field_id: str | None
    goal_id: str | None
    note: str
    is_focus: bool = False
    parent_item: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """事業. `lead_id` is None where the plan names no lead department of a joint project."""

    id: str
    number: int
    title: str
    measure_id: str | None
    goal_id: str | None
    department_ids: tuple[str, ...]
    lead_id: str | None
    purpose: str
    note: str
    is_focus: bool = False
    parent_item: str = ""

    @property
    def is_joint(self) -> bool:
        """More than one department works on it."""
        return len(self.department_ids) > 1

    @property
    def reporting_id(self) -> str | None:
        """The department that reports: the lead, or the only department; None where the plan does not say."""
        if self.lead_id:
            return self.lead_id
        return self.department_ids[0] if len(self.department_ids) == 1 else None


@dataclass(frozen=True, slots=True)
class Kpi:
    """重要業績評価指標. The IDs of goal, measure, project, department are None where the plan is silent.

    `defined_fy`: first fiscal year in which it is defined as it stands; earlier years measured something else and are
    not compared. `replaces`: IDs of ended KPIs in whose place it came.
    """

    indicator: Indicator
    number: int
    project_id: str | None
    measure_id: str | None
    goal_id: str | None
    department_id: str | None
    minimum: Decimal | None
    maximum: Decimal | None
    first_fy: int | None
    last_fy: int | None
    defined_fy: int | None = None
    replaces: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """KPI ID of the plan book."""
        return self.indicator.id

    @property
    def name(self) -> str:
        """Name as the plan book writes it."""
        return self.indicator.name

    def allows(self, value: Decimal) -> bool:
        """Whether a figure lies in the range that the plan book gives [unit]."""
        return (self.minimum is None or self.minimum <= value) and (
            self.maximum is None or value <= self.maximum
        )

    def is_valid_in(self, fy: int) -> bool:
        """Whether the KPI exists in that fiscal year."""
        return (self.first_fy is None or self.first_fy <= fy) and (self.last_fy is None or fy <= self.last_fy)


@dataclass(frozen=True, slots=True)
class Department:
    """部署 (部+課), valid from and to a fiscal year where the plan book says so."""

    id: str
    number: int
    division: str
    section: str
    first_fy: int | None
    last_fy: int | None
    former_names: tuple[str, ...]

    @property
    def name(self) -> str:
        """Division and section written together, as in the plan."""
        return self.division + self.section


@dataclass(frozen=True, slots=True)
class VisionPoint:
    """One value of the population vision. `kind` is `actual`, `projection` or `target`."""

    indicator: str
    year: int
    value: Decimal
    kind: str
    unit: str
    note: str


@dataclass(frozen=True, slots=True)
class RatingLevel:
    """One step of the rating scale: reached where achievement >= `at_least`; None for the last two."""

    rating: Rating
    label: str
    glyph: str
    at_least: Decimal | None
    meaning: str


@dataclass(frozen=True, slots=True)
class RatingRules:
    """The scale and the options that decide what a figure is judged against (design, section 4).

    `judged_against`: `interim` the year's own target where given, else the final one; `final`; `pro_rated`.
    `decrease_by`: `ratio` target ÷ actual; `difference` 2 − actual ÷ target; `baseline` progress from it.
    """

    levels: tuple[RatingLevel, ...]
    judged_against: Literal["interim", "final", "pro_rated"] = "interim"
    decrease_by: Literal["ratio", "difference", "baseline"] = "ratio"

    def level(self, rating: str) -> RatingLevel:
        """The step with that key."""
        return next(level for level in self.levels if level.rating == rating)

    def label(self, rating: str) -> str:
        """Japanese word of a rating."""
        return self.level(rating).label

    def glyph(self, rating: str) -> str:
        """Mark of a rating."""
        return self.level(rating).glyph


@dataclass(frozen=True, slots=True)
class Grade:
    """One step of a further scale: the first whose `condition` holds is given (`evaluate/scales.py`).

    `bound` is the least achievement [ratio] of a step by achievement, None for all others.
    """

    label: str
    glyph: str
    condition: str
    bound: Decimal | None
    meaning: str
    source: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale that is shown beside the ratings, such as the grades of the national grants."""

    name: str
    grades: tuple[Grade, ...]


@dataclass(frozen=True)
class Plan:
    """One version of a strategy. Tuples are in the order of the plan book."""

    title: str
    status: str
    city: str
    first_fy: int
    last_fy: int
    is_sample: bool
    facts: dict[str, str]
    goals: tuple[Goal, ...]
    fields: tuple[Field, ...]
    measures: tuple[Measure, ...]
    projects: tuple[Project, ...]
    kpis: tuple[Kpi, ...]
    departments: tuple[Department, ...]
    vision: tuple[VisionPoint, ...]
    rules: RatingRules
    status_words: dict[str, Status]
    decisions: tuple[str, ...]
    goal_actuals: tuple[GoalActual, ...] = ()
    options: dict[str, str] = field(default_factory=dict)
    published: tuple[PublishedActual, ...] = ()
    renamings: tuple[Renaming, ...] = ()
    check_rules: tuple[CheckRule, ...] = ()
    scales: tuple[Scale, ...] = ()
    life: PlanLife = NOTHING_KEPT

    @property
    def second_scale(self) -> Scale | None:
        """The scale that the plan book has chosen to be shown beside the ratings; None where it has chosen none."""
        chosen = self.options.get("second_scale", "")
        return next((scale for scale in self.scales if scale.name == chosen), None)

    @property
    def jump_factor(self) -> Decimal:
        """急変の倍率: an actual more than so many times last year's, or less than that part, is doubted."""
        return Decimal(self.options.get("jump_factor", "3"))

    @property
    def interpolates_all(self) -> bool:
        """Whether every indicator of the vision is interpolated between its years, not the population alone."""
        return self.options.get("interpolation") == "all"

    @cached_property
    def goal_by_id(self) -> dict[str, Goal]:
        """Goals by ID."""
        return {goal.id: goal for goal in self.goals}

    @cached_property
    def field_by_id(self) -> dict[str, Field]:
        """Fields by ID."""
        return {item.id: item for item in self.fields}

    @cached_property
    def measure_by_id(self) -> dict[str, Measure]:
        """Measures by ID."""
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def project_by_id(self) -> dict[str, Project]:
        """Projects by ID."""
        return {project.id: project for project in self.projects}

    @cached_property
    def department_by_id(self) -> dict[str, Department]:
        """Departments by ID."""
        return {department.id: department for department in self.departments}

    @cached_property
    def kpi_by_id(self) -> dict[str, Kpi]:
        """KPIs by ID."""
        return {kpi.id: kpi for kpi in self.kpis}

    @property
    def term(self) -> tuple[int, ...]:
        """Fiscal years of the term."""
        return tuple(range(self.first_fy, self.last_fy + 1))

    def kpis_in(self, fy: int) -> tuple[Kpi, ...]:
        """The KPIs that exist in a fiscal year."""
        return tuple(kpi for kpi in self.kpis if kpi.is_valid_in(fy))

    def departments_in(self, fy: int) -> tuple[Department, ...]:
        """The departments that exist in a fiscal year."""
        return tuple(d for d in self.departments if (d.first_fy or fy) <= fy <= (d.last_fy or fy))

    def measure_of(self, kpi: Kpi) -> Measure | None:
        """The KPI's measure: its own, else its project's; None where the plan does not say."""
        project = self.project_by_id.get(kpi.project_id or "")
        return self.measure_by_id.get(kpi.measure_id or (project.measure_id if project else None) or "")

    def field_of(self, kpi: Kpi) -> Field | None:
        """The KPI's field, through its measure."""
        measure = self.measure_of(kpi)
        return self.field_by_id.get((measure.field_id if measure else None) or "")

    def goal_of(self, kpi: Kpi) -> Goal | None:
        """The KPI's goal: its own, its project's, its measure's, or its field's only one; never guessed."""
        project = self.project_by_id.get(kpi.project_id or "")
        measure, area = self.measure_of(kpi), self.field_of(kpi)
        named = [kpi.goal_id, project.goal_id if project else None, measure.goal_id if measure else None]
        if area is not None and len(area.goal_ids) == 1:
            named.append(area.goal_ids[0])
        return next((self.goal_by_id[goal] for goal in named if goal in self.goal_by_id), None)

    def department_of(self, kpi: Kpi) -> Department | None:
        """The department that reports the KPI: its own, else its project's one; None where unknown."""
        project = self.project_by_id.get(kpi.project_id or "")
        return self.department_by_id.get(
            kpi.department_id or (project.reporting_id if project else None) or ""
        )

"""What one department's entry book of one year says: rows, cards and texts, gathered from the plan.

Nothing is written here. The sheets are made from it by `entry_book.py`; the plan decides which KPIs and
projects a department reports.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from inaxl.forms.carried_rows import FROM_LAST_YEAR, decided_in
from inaxl.plan.model import STATUS_LABELS, Department, Indicator, Kpi, Plan, Project

STATUS_CHOICES = ("実績あり", "集計中", "未公表", "把握できない", "対象外")
DECISION_CHOICES = ("継続", "拡充", "見直し", "縮小", "統合", "廃止", "完了")

# A figure, the word for a figure that is not there (集計中), raw text as typed, or nothing.
Shown = Decimal | str | None


@dataclass(frozen=True, slots=True)
class CurrentEntry:
    """What already stands in the cells of the year itself; empty in a book that is handed out.

    `actual` may be raw text: a book is written as it is, right or wrong.
    """

    actual: Shown = None
    status: str = ""
    note: str = ""
    rating_override: str = ""
    override_reason: str = ""


@dataclass(frozen=True, slots=True)
class KpiRow:
    """One row of the KPI sheet. `earlier` has the actuals of the term's earlier years [unit]."""

    number: int
    project: str
    name: str
    unit: str
    decimals: int | None
    baseline: Shown
    target: Shown
    target_fy: int | None
    earlier: Mapping[int, Shown] = field(default_factory=dict)
    current: CurrentEntry = CurrentEntry()
    minimum: Decimal | None = None
    maximum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """What already stands in the cells on an earlier year's action; empty in a book that is handed out."""

    state: str = ""
    progress: str = ""


@dataclass(frozen=True, slots=True)
class CarriedAction:
    """Something that last year left open: what it is (審議会 4-03), its text, how it stands.

    The label is none of the card's own, or last year's words would be read back as this year's. `entry`: the department
    has to say how it stands; None for what it only reads.
    """

    label: str
    text: str
    state: str = ""
    entry: ActionEntry | None = None


def carried_from(next_action: str, fy: int) -> tuple[CarriedAction, ...]:
    """What the card of fiscal year `fy` announced, for the card of the year after."""
    text = next_action.strip()
    return (CarriedAction(FROM_LAST_YEAR, decided_in(text, fy)),) if text else ()


@dataclass(frozen=True, slots=True)
class CardText:
    """What the department writes about a project; '' where nothing is written yet."""

    done: str = ""
    result: str = ""
    issue: str = ""
    decision: str = ""
    next_action: str = ""


@dataclass(frozen=True, slots=True)
class ProjectCard:
    """One sheet 事業N: the fixed part from the plan, what was carried over, and the department's text."""

    number: int
    title: str
    position: str
    departments: str
    purpose: str
    carried: tuple[CarriedAction, ...] = ()
    text: CardText = CardText()


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the working order on 使い方: its name, what it does, a remark, and whether nobody may leave it out."""

    name: str
    text: str
    remark: str = ""
    must_do: bool = False


@dataclass(frozen=True, slots=True)
class EntryBookContent:
    """Everything in one entry book. `rating_choices` are the words that a manual rating may take.

    `steps` replace the working order on 使い方, for a book with buttons. `opinions` of earlier years that the department has to
    answer and that concern no single project.
    """

    plan_title: str
    first_fy: int
    fy: int
    department: str
    is_sample: bool
    rows: tuple[KpiRow, ...]
    cards: tuple[ProjectCard, ...]
    status_choices: tuple[str, ...] = STATUS_CHOICES
    decision_choices: tuple[str, ...] = DECISION_CHOICES
    rating_choices: tuple[str, ...] = ()
    deadline: str = ""
    saved: dt.date | None = None
    steps: tuple[Step, ...] = ()
    opinions: tuple[CarriedAction, ...] = ()

    @property
    def has_overrides(self) -> bool:
        """Whether any rating was set by hand: only then the two columns for it are in the book."""
        return any(row.current.rating_override or row.current.override_reason for row in self.rows)


def entry_book_content(
    plan: Plan,
    fy: int,
    department: Department,
    *,
    earlier: Mapping[tuple[str, int], Shown] | None = None,
    current: Mapping[str, CurrentEntry] | None = None,
    carried: Mapping[str, Iterable[CarriedAction]] | None = None,
    cards: Mapping[str, CardText] | None = None,
    deadline: str = "",
    steps: Iterable[Step] = (),
    opinions: Iterable[CarriedAction] = (),
) -> EntryBookContent:
    """The entry book of a department for a fiscal year.

    earlier: actuals of the years before, by (KPI ID, fiscal year) [unit], or the status of an absent one.
    current: what already stands in the year's own cells, by KPI ID. carried, cards: by project ID.
    KPIs are those that the plan says this department reports, in the order of the plan, kept together by
    project; cards are the projects that it reports. A joint project without a lead is nobody's:
    see `distribute.py`.
    """
    kpis = _by_project(k for k in plan.kpis_in(fy) if plan.department_of(k) == department)
    return EntryBookContent(
        plan_title=plan.title,
        first_fy=plan.first_fy,
        fy=fy,
        department=department.name,
        is_sample=plan.is_sample,
        rows=tuple(
            _row(plan, fy, number, kpi, earlier or {}, (current or {}).get(kpi.id, CurrentEntry()))
            for number, kpi in enumerate(kpis, start=1)
        ),
        cards=tuple(
            _card(plan, p, tuple((carried or {}).get(p.id, ())), (cards or {}).get(p.id, CardText()))
            for p in plan.projects
            if p.reporting_id == department.id
        ),
        decision_choices=plan.decisions or DECISION_CHOICES,
        rating_choices=tuple(level.label for level in plan.rules.levels),
        deadline=deadline,
        steps=tuple(steps),
        opinions=tuple(opinions),
    )


def _by_project(kpis: Iterable[Kpi]) -> list[Kpi]:
    """KPIs of one project side by side (its cell is merged), projects in the order of their first KPI."""
    groups: dict[str | None, list[Kpi]] = {}
    for kpi in kpis:
        groups.setdefault(kpi.project_id, []).append(kpi)
    return [kpi for group in groups.values() for kpi in group]


def _row(
    plan: Plan,
    fy: int,
    number: int,
    kpi: Kpi,
    earlier: Mapping[tuple[str, int], Shown],
    current: CurrentEntry,
) -> KpiRow:
    project = plan.project_by_id.get(kpi.project_id or "")
    facts = kpi.indicator
    years = range(plan.first_fy, fy)
    return KpiRow(
        number=number,
        project=f"{project.number} {project.title}" if project else "",
        name=facts.name,
        unit=facts.unit,
        decimals=facts.decimals,
        baseline=facts.baseline if facts.baseline is not None else facts.baseline_text or None,
        target=_target(facts),
        target_fy=facts.target_fy,
        earlier={y: _shown(earlier[kpi.id, y]) for y in years if (kpi.id, y) in earlier},
        current=current,
        minimum=kpi.minimum,
        maximum=kpi.maximum,
    )


def _target(facts: Indicator) -> Shown:
    """The figure, a range as it is written, or the plan's words."""
    if facts.target_upper is not None:
        return f"{facts.target}～{facts.target_upper}"
    return facts.target if facts.target is not None else facts.target_text or None


def _shown(value: Shown) -> Shown:
    """A status key such as `pending` in the word of the form; a missing one stays blank."""
    if value == "missing":
        return None
    return STATUS_LABELS.get(value, value) if isinstance(value, str) else value


def _card(plan: Plan, project: Project, carried: tuple[CarriedAction, ...], text: CardText) -> ProjectCard:
    return ProjectCard(
        number=project.number,
        title=project.title,
        position=position_of(plan, project),
        departments=departments_of(plan, project),
        purpose=project.purpose,
        carried=carried,
        text=text,
    )


def position_of(plan: Plan, project: Project) -> str:
    """Where a project stands: `分野2 …　／　施策① …`, as far as the plan says."""
    measure = plan.measure_by_id.get(project.measure_id or "")
    area = plan.field_by_id.get((measure.field_id if measure else None) or "")
    parts = [
        f"分野{area.number} {area.title}" if area else "",
        f"施策{circled(measure.number)} {measure.title}" if measure else "",
    ]
    return "　／　".join(part for part in parts if part) or "計画に記載がありません。"


def departments_of(plan: Plan, project: Project) -> str:
    """`企画部地域創造課（主）　総務部秘書広報課、建設部管理課`; without a lead, `主担当 未定` says so."""
    names = {i: plan.department_by_id[i].name for i in project.department_ids if i in plan.department_by_id}
    if project.lead_id in plan.department_by_id:
        lead = plan.department_by_id[project.lead_id].name
        others = "、".join(name for i, name in names.items() if i != project.lead_id)
        return f"{lead}（主）　{others}" if others else lead
    return "、".join(names.values()) + ("　主担当 未定" if project.is_joint else "")


def circled(number: int) -> str:
    """`①` for 1, up to ⑳; the plain number beyond."""
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)

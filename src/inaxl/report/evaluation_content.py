"""What the evaluation sheets (評価シート) of each department say: one page per project. No layout is here.

The sheets are drawn in `evaluation_sheets.py`. Rows are those of kpis.csv with their figures as Decimal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from inaxl.books.grid import column_number
from inaxl.entries.table import Card
from inaxl.forms.entry_content import CardText, CarriedAction, carried_from, departments_of, position_of
from inaxl.plan.model import RATINGS, STATUS_LABELS, Plan, Project, RatingRules
from inaxl.report.evaluation_opinions import CouncilOpinions, SheetOpinion
from inaxl.report.evaluation_plan import PlanLine, plan_lines
from inaxl.values.display import number, with_unit
from inaxl.values.outgoing import file_name
from inaxl.values.periods import fy_short

Row = Mapping[str, Any]
NO_REASON = "理由の記入なし"
_NO_COUNCIL = CouncilOpinions()


@dataclass(frozen=True, slots=True)
class SheetKpi:
    """One line of a sheet's KPI table. `history` has the actuals of the years before this one [unit].

    `rating` is the one that counts: a manual one goes before the rule's. `remarks` stand below the table.
    """

    name: str
    unit: str
    decimals: int | None
    baseline: Decimal | None
    history: Mapping[int, Decimal | None]
    actual: Decimal | None
    target: Decimal | None
    target_fy: int | None
    achievement: Decimal | None
    rating: str
    is_manual: bool
    previous_rating: str | None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectSheet:
    """One page. `number` is None for the KPIs of a department that belong to no project.

    `opinions` of the council: on the year itself, then those still open. `about`: what the plan book says besides.
    """

    number: int | None
    title: str
    position: str
    departments: str
    purpose: str
    carried: tuple[CarriedAction, ...]
    kpis: tuple[SheetKpi, ...]
    text: CardText
    source: str
    opinions: tuple[SheetOpinion, ...] = ()
    about: tuple[PlanLine, ...] = ()


@dataclass(frozen=True, slots=True)
class EvaluationBook:
    """The sheets of one department. `years` of the term up to `fy`; `projects`: how many the plan has.

    `opinions`: each of those on its sheets once, and those that the department answers and that concern no project.
    """

    plan_title: str
    fy: int
    years: tuple[int, ...]
    department_number: int
    department: str
    section: str
    is_sample: bool
    projects: int
    rules: RatingRules
    decisions: tuple[str, ...]
    sheets: tuple[ProjectSheet, ...]
    opinions: tuple[SheetOpinion, ...] = ()

    @property
    def file_name(self) -> str:
        """`02_地域創造課.xlsx`."""
        return file_name(f"{self.department_number:02d}_{self.section}") + ".xlsx"


def evaluation_books(
    plan: Plan,
    fy: int,
    rows: Iterable[Row],
    cards: Mapping[str, Card],
    previous_cards: Mapping[str, Card] | None = None,
    carried: Mapping[str, tuple[CarriedAction, ...]] | None = None,
    council: CouncilOpinions = _NO_COUNCIL,
) -> tuple[EvaluationBook, ...]:
    """The evaluation books of every department of the year, in the order of the plan.

    rows: one mapping per KPI and fiscal year of the term so far, columns of kpis.csv (contract, section 3),
    and `decimals`; figures Decimal or None.
    cards, previous_cards: this and last year's Do, Check, Action by project ID. carried: what earlier years left open,
    by project ID; without it, what last year's card announced. council: the opinions that the sheets show.
    A project is on the sheets of the department that reports it; where the plan names none, on those of
    every department that reports one of its KPIs, each with its own. KPIs without a project get a sheet of
    their own.
    """
    by_year = {(row["kpi_id"], row["fy"]): row for row in rows}
    groups: dict[str, dict[str | None, list[Row]]] = {d.name: {} for d in plan.departments_in(fy)}
    for project in plan.projects:
        lead = plan.department_by_id.get(project.reporting_id or "")
        if lead is not None and lead.name in groups:
            groups[lead.name][project.id] = []
    for row in (r for (_, year), r in by_year.items() if year == fy):
        for name in _homes(plan, row, groups):
            groups[name].setdefault(row["project_id"] or None, []).append(row)
    build = _Builder(plan, fy, by_year, cards, previous_cards or {}, carried, council)
    return tuple(
        EvaluationBook(
            plan_title=plan.title,
            fy=fy,
            years=tuple(year for year in plan.term if year <= fy),
            department_number=department.number,
            department=department.name,
            section=department.section,
            is_sample=plan.is_sample,
            projects=len(plan.projects),
            rules=plan.rules,
            decisions=plan.decisions,
            sheets=tuple(
                build.sheet(p, kpis, department.name) for p, kpis in groups[department.name].items()
            ),
            opinions=_opinions_of(groups[department.name], department.name, council),
        )
        for department in plan.departments_in(fy)
    )


def _opinions_of(
    projects: Iterable[str | None], department: str, council: CouncilOpinions
) -> tuple[SheetOpinion, ...]:
    """Each opinion once, though one on a measure stands on several sheets; those on this year first."""
    found = [opinion for key in projects for opinion in council.by_project.get(key or "", ())]
    found += council.by_department.get(department, ())
    return tuple(sorted(dict.fromkeys(found), key=lambda opinion: not opinion.is_new))


def _homes(plan: Plan, row: Row, known: Mapping[str, object]) -> list[str]:
    """The department on whose sheets a KPI stands: its project's, else its own."""
    project = plan.project_by_id.get(row["project_id"] or "")
    lead = plan.department_by_id.get((project.reporting_id if project else None) or "")
    name = lead.name if lead is not None else row["department"]
    return [name] if name in known else []


@dataclass(frozen=True, slots=True)
class _Builder:
    plan: Plan
    fy: int
    by_year: Mapping[tuple[str, int], Row]
    cards: Mapping[str, Card]
    previous_cards: Mapping[str, Card]
    carried_over: Mapping[str, tuple[CarriedAction, ...]] | None
    council: CouncilOpinions

    def sheet(self, project_id: str | None, rows: list[Row], department: str) -> ProjectSheet:
        project = self.plan.project_by_id.get(project_id or "")
        kpis, source = tuple(self.kpi(row) for row in rows), source_line(rows)
        if project is None:
            title = "事業に属さない指標"
            return ProjectSheet(None, title, "－", department, "－", (), kpis, CardText(), source)
        return ProjectSheet(
            number=project.number,
            title=project.title,
            position=position_of(self.plan, project),
            departments=departments_of(self.plan, project),
            purpose=project.purpose or "計画に記載がありません。",
            carried=self.carried(project),
            kpis=kpis,
            text=card_text(self.cards.get(project.id)),
            source=source or _card_source(self.cards.get(project.id)),
            opinions=self.council.by_project.get(project.id, ()),
            about=plan_lines(self.plan, project, self.fy),
        )

    def carried(self, project: Project) -> tuple[CarriedAction, ...]:
        """What earlier years left open, opinions of the council first."""
        if self.carried_over is not None:
            return self.carried_over.get(project.id, ())
        card = self.previous_cards.get(project.id)
        return carried_from(card.next_action, self.fy - 1) if card else ()

    def kpi(self, row: Row) -> SheetKpi:
        before = {
            fy: self.by_year[row["kpi_id"], fy]
            for fy in self.plan.term
            if fy < self.fy and (row["kpi_id"], fy) in self.by_year
        }
        previous = before.get(self.fy - 1)
        return SheetKpi(
            name=row["name"],
            unit=row["unit"],
            decimals=row.get("decimals"),
            baseline=row["baseline"],
            history={fy: earlier["actual"] for fy, earlier in before.items()},
            actual=row["actual"],
            target=row["target"],
            target_fy=row["target_fy"],
            achievement=row["achievement"],
            rating=rating_of(row, self.plan.rules),
            is_manual=bool(row.get("rating_override")),
            previous_rating=rating_of(previous, self.plan.rules) if previous else None,
            remarks=tuple(self._remarks(row)),
        )

    def _remarks(self, row: Row) -> Iterable[str]:
        name, decimals = row["name"], row.get("decimals")
        if row["actual"] is None:
            status = STATUS_LABELS.get(row["status"], row["status"])
            yield f"※ {name}：{status}　{row['note'] or NO_REASON}"
        elif row["accumulation"] == "cumulative" and row["evaluated"] is not None:
            years = f"{fy_short(self.plan.first_fy)}～{fy_short(self.fy)}"
            total = with_unit(row["evaluated"], row["unit"], decimals)
            yield f"※ {name}：{years}の計 {total} を指標値 {number(row['target'], decimals)} と比べています。"
        if row.get("rating_override"):
            by_rule = self.plan.rules.label(row["rating"])
            reason = row.get("override_reason") or NO_REASON
            yield f"※ {name}：評価は手動です（計算では「{by_rule}」）。理由：{reason}"


def rating_of(row: Row, rules: RatingRules) -> str:
    """The rating that counts: a manual one (key or word) where there is one, else the rule's."""
    override = row.get("rating_override")
    if not override:
        return str(row["rating"])
    return next((str(r) for r in RATINGS if override in (r, rules.label(r))), str(row["rating"]))


def card_text(card: Card | None) -> CardText:
    """The department's words on a project; empty where there is no card."""
    if card is None:
        return CardText()
    return CardText(card.done, card.result, card.issue, card.decision, card.next_action)


def source_line(rows: Iterable[Row]) -> str:
    """Where the figures stand: `02_地域創造課.xlsx ／ KPI ／ J8～J11`, neighbouring cells joined."""
    places: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row["source_book"] and row["source_cell"]:
            places.setdefault((row["source_book"], row["source_sheet"]), []).append(row["source_cell"])
    return "、".join(
        f"{PurePosixPath(book).name} ／ {sheet} ／ {_joined(cells)}"
        for (book, sheet), cells in places.items()
    )


def _card_source(card: Card | None) -> str:
    return f"{PurePosixPath(card.book).name} ／ {card.sheet}" if card else ""


def _joined(cells: list[str]) -> str:
    runs: list[list[tuple[int, int, str]]] = []
    for cell in sorted(map(_place, dict.fromkeys(cells))):
        if runs and runs[-1][-1][:2] == (cell[0], cell[1] - 1):
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return "、".join(f"{run[0][2]}～{run[-1][2]}" if len(run) > 1 else run[0][2] for run in runs)


def _place(cell: str) -> tuple[int, int, str]:
    letters = cell.rstrip("0123456789")
    return column_number(letters), int(cell[len(letters) :] or 0), cell

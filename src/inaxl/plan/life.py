"""What a plan book keeps about the plan's own life: evidence, self-checks, tags, partners, money, revisions, what is withheld.

Records only. All of it is optional: an empty tuple says that the plan book says nothing, and nothing is shown then.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import NamedTuple

EVIDENCE_KINDS = {
    "meeting": "懇談会・会議",
    "survey": "アンケート",
    "statistics": "統計",
    "analysis": "課題の分析",
    "other": "その他",
}
PRINCIPLES = {
    "independence": "自立性",
    "future": "将来性",
    "locality": "地域性",
    "integration": "総合性",
    "results": "結果重視",
}
"""The five national principles of policy (requirements R30)."""
PRINCIPLE_STATES = {
    "met": "満たす",
    "partly": "一部満たす",
    "not_met": "満たさない",
    "not_applicable": "当てはまらない",
}
TAG_KINDS = {"view": "横断的な視点", "sdg": "SDGs", "prefecture": "県の計画", "own": "市の区分"}
PARTNER_KINDS = {
    "community": "地域・市民",
    "organisation": "団体",
    "company": "企業",
    "administration": "行政",
    "other": "その他",
}
TRIGGERS = {
    "society": "社会情勢",
    "upper_strategy": "国県の戦略",
    "law": "法令",
    "evaluation": "評価結果",
    "council": "審議会意見",
    "new_term": "次期計画",
    "other": "その他",
}
PUBLICITY = {"public": "公開", "withheld": "非公開"}
MONEY_UNITS = {"円": 1, "千円": 1_000, "万円": 10_000, "百万円": 1_000_000, "億円": 100_000_000}
SDG_GOALS = range(1, 18)
_END_FIGURE = re.compile(r"\d{1,4}$")


class Evidence(NamedTuple):
    """One piece of the evidence base (R6–R8): a meeting, survey, statistic or analysis, and what it said.

    `subject_ids`: IDs of goals, fields, measures, projects or KPIs that it concerns; empty: the plan as a whole.
    `people`: participants or respondents [persons], None where the book does not say. `when` is the date as printed.
    """

    id: str
    kind: str
    when: str
    title: str
    people: int | None
    text: str
    subject_ids: tuple[str, ...]
    source: str
    is_withheld: bool
    cell: str


class PrincipleCheck(NamedTuple):
    """A project's self-check against one of the five principles (R30), with a short reason."""

    project_id: str
    principle: str
    state: str
    reason: str
    is_withheld: bool
    cell: str


class Tag(NamedTuple):
    """A cross-cutting view, an SDG goal, an item of the prefecture's plan or the city's own mark (R29, R33, R34)."""

    id: str
    kind: str
    title: str
    title_en: str

    @property
    def sdg_number(self) -> int | None:
        """Number of the SDG goal, from the figure at the end of the ID (`sdg03`); None for other kinds of tags."""
        figure = _END_FIGURE.search(self.id) if self.kind == "sdg" else None
        return int(figure[0]) if figure else None


class Tagging(NamedTuple):
    """One tag on one goal, field, measure, project or KPI (many-to-many)."""

    tag_id: str
    subject_id: str
    cell: str


class Partner(NamedTuple):
    """A cooperating party (R11) of a field, measure or project. `contact` is never published."""

    subject_id: str
    kind: str
    name: str
    role: str
    contact: str
    is_withheld: bool
    cell: str


class Budget(NamedTuple):
    """Money of a project in a fiscal year (R32), in `unit` of `MONEY_UNITS`; None where the book does not say."""

    project_id: str
    fy: int
    budget: Decimal | None
    settlement: Decimal | None
    unit: str
    is_withheld: bool
    cell: str


class Revision(NamedTuple):
    """One version of the plan (R21, R28): in force from `effective`; what triggered it and what caused it.

    `cause_fy`: the evaluated fiscal year that led to it; `cause_ids`: numbers of the council's opinions that did.
    """

    version: str
    effective: dt.date
    trigger: str
    cause_fy: int | None
    cause_ids: tuple[str, ...]
    reason: str
    cell: str


class Withheld(NamedTuple):
    """What must not be published: a row of a sheet, or one column of it, or a value of one fiscal year.

    `table` is the key of a table of the layout (`kpis`, `projects`, `goals`, …), `column` a key of its columns or '' for
    the whole row; `fy` restricts it to the actual of that year (an unapproved value).
    """

    table: str
    id: str
    column: str
    fy: int | None
    reason: str
    cell: str


class PlanLife(NamedTuple):
    """All of it, in the order of the plan book."""

    evidence: tuple[Evidence, ...] = ()
    principle_checks: tuple[PrincipleCheck, ...] = ()
    tags: tuple[Tag, ...] = ()
    taggings: tuple[Tagging, ...] = ()
    partners: tuple[Partner, ...] = ()
    budgets: tuple[Budget, ...] = ()
    revisions: tuple[Revision, ...] = ()
    withheld: tuple[Withheld, ...] = ()

    def tags_of(self, subject_id: str) -> tuple[Tag, ...]:
        """The tags of one item, in the order of the book's list of tags."""
        own = {tagging.tag_id for tagging in self.taggings if tagging.subject_id == subject_id}
        return tuple(tag for tag in self.tags if tag.id in own)

    def evidence_of(self, subject_id: str) -> tuple[Evidence, ...]:
        """The evidence that concerns one item."""
        return tuple(item for item in self.evidence if subject_id in item.subject_ids)

    def principles_of(self, project_id: str) -> tuple[PrincipleCheck, ...]:
        """The self-check of one project, in the order of the five principles."""
        own = [check for check in self.principle_checks if check.project_id == project_id]
        return tuple(sorted(own, key=lambda check: list(PRINCIPLES).index(check.principle)))

    def partners_of(self, subject_id: str) -> tuple[Partner, ...]:
        """The cooperating parties of one item."""
        return tuple(partner for partner in self.partners if partner.subject_id == subject_id)

    def budgets_of(self, project_id: str) -> tuple[Budget, ...]:
        """The money of one project, by fiscal year."""
        own = [budget for budget in self.budgets if budget.project_id == project_id]
        return tuple(sorted(own, key=lambda budget: budget.fy))


NOTHING_KEPT = PlanLife()
"""What a plan book keeps that has none of these sheets."""

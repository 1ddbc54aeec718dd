"""What all pages of a year are made from: public results, words, and the links and rows that many pages share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from inaxl.evaluate.aggregate import effective_rating
from inaxl.evaluate.follow_up import Opinion
from inaxl.plan.life import Evidence
from inaxl.plan.model import Measure, Plan, Project
from inaxl.report import context_words as words_of
from inaxl.report.context_goals import goal_of_project
from inaxl.report.results import Results
from inaxl.site.public_rows import UNPUBLISHED_NOTE
from inaxl.site.told import Told
from inaxl.site.words import Words
from inaxl.values.display import number, with_unit

Context = dict[str, Any]
Row = Mapping[str, Any]


class Link(NamedTuple):
    """A link within the year: address and text. `is_data`: the text is Japanese whatever the page's language is."""

    href: str
    text: str
    is_data: bool = True


class Page(NamedTuple):
    """One page of a year: its address in the year's folder, template, title, the way to it, and what it shows.

    `section` is the key of the main page that it belongs to, `search` the text that the search finds it by.
    """

    path: str
    template: str
    title: str
    content: Context
    section: str
    crumbs: tuple[Link, ...] = ()
    search: str = ""
    is_data: bool = True


class DataFile(NamedTuple):
    """A file of open data: address within the year, titles (ja, en) or None for a description, size [bytes]."""

    href: str
    title: tuple[str, str] | None
    size: int


@dataclass(frozen=True)
class Material:
    """Public results as told by the report and the words of one language, with what pages look up in them."""

    told: Told
    words: Words

    @property
    def results(self) -> Results:
        """The public results."""
        return self.told.results

    @property
    def plan(self) -> Plan:
        """The public plan."""
        return self.results.plan

    # --- links ----------------------------------------------------------------------------------------------------

    @cached_property
    def links(self) -> dict[str, Link]:
        """A link to the page of every goal, measure, project and KPI, by ID."""
        plan, pages = self.plan, self.told.addresses
        found = {
            goal.id: Link(pages.goals[goal.id], f"基本目標{words_of.circled(goal.number)}　{goal.title}")
            for goal in plan.goals
        }
        for measure in plan.measures:
            found[measure.id] = Link(pages.measures[measure.id], words_of.measure_label(plan, measure))
        for project in plan.projects:
            found[project.id] = Link(pages.projects[project.id], f"事業{project.number}　{project.title}")
        for row in self.results.current:
            found[row["kpi_id"]] = Link(pages.kpis[row["kpi_id"]], row["name"])
        return found

    def link(self, id_: str | None) -> Link | None:
        """The link to an item's page; None where it has none."""
        return self.links.get(id_ or "")

    def name(self, id_: str) -> Link:
        """An item by its name: linked where it has a page, a field by its title, anything else as its ID."""
        area = self.plan.field_by_id.get(id_)
        if area is not None:
            return Link("measures.html", f"分野{words_of.circled(area.number)}　{area.label}")
        return self.links.get(id_) or Link("", id_)

    # --- ratings and rows -----------------------------------------------------------------------------------------

    def rating(self, rating: str, *, is_manual: bool = False) -> Context:
        """A rating as glyph, word and class."""
        rules = self.plan.rules
        return {
            "class": rating.replace("_", "-"),
            "glyph": rules.glyph(rating),
            "word": self.words.rating_word(rules, rating),
            "manual": self.words("manual") if is_manual else "",
        }

    def move(self, row: Row) -> Context:
        """How the rating stands to last year's: class and words."""
        before, after = words_of.previous_rating(self.results, row), effective_rating(row)
        if before is None:
            is_redefined = self.results.is_redefined(row["kpi_id"])
            key = "redefined" if is_redefined else "new" if self.results.previous else "unknown"
            return {"class": "same", "text": self.words(key)}
        step = words_of.direction_of_move(before, after)
        if not step:
            return {"class": "same", "text": self.words("same")}
        was = self.words("was", glyph=self.plan.rules.glyph(before))
        if "no_actual" in (before, after):  # neither better nor worse: nothing is known
            return {"class": "same", "text": was}
        return {"class": "up" if step > 0 else "down", "text": f"{'↗' if step > 0 else '↘'} {was}"}

    @cached_property
    def kpi_rows(self) -> dict[str, Context]:
        """The row of every KPI of the year for tables, by ID."""
        return {row["kpi_id"]: self._kpi_row(row) for row in self.results.current}

    def _kpi_row(self, row: Row) -> Context:
        figures = self.told.once(("row", row["kpi_id"]), lambda: _figures(self.told, row))
        return figures | {
            "rating": self.rating(effective_rating(row), is_manual=bool(row["rating_override"])),
            "move": self.move(row),
            "reason": self.reason(row),
        }

    def rows_where(self, key: str, value: str | None) -> list[Context]:
        """The KPI rows of a goal, measure or project, in the order of the plan."""
        return [self.kpi_rows[row["kpi_id"]] for row in self.results.current if row[key] == value]

    def reason(self, row: Row) -> str:
        """Why a KPI has no figure, or no rating; '' where it has both."""
        if effective_rating(row) != "no_actual":
            return ""
        if row["note"] == UNPUBLISHED_NOTE:
            return self.words("status_unpublished")
        if row["status"] == "reported":
            return self.words("status_no_target")
        return self.words(f"status_{row['status']}")

    def value(self, row: Row | None, key: str) -> str:
        """A figure of a KPI's row with its unit."""
        if row is None:
            return self.words("unknown")
        made = (key, row["kpi_id"], str(row["fy"]))
        places = self.told.decimals[row["kpi_id"]]
        return self.told.once(made, lambda: with_unit(row[key], row["unit"], places))

    # --- what is said about an item -------------------------------------------------------------------------------

    def departments(self, project: Project) -> list[Context]:
        """The departments of a project, the lead first and marked."""
        by_id = self.plan.department_by_id
        order = sorted(project.department_ids, key=lambda key: key != project.lead_id)
        return [
            {"name": by_id[key].name, "is_lead": key == project.lead_id and project.is_joint}
            for key in order
            if key in by_id
        ]

    def _project_row(self, project: Project) -> Context:
        """A project in a list: link, departments, focus, decision."""
        decisions = [
            review.card.decision.strip() for review in self.results.reviews if review.project_id == project.id
        ]
        return {
            "link": self.links[project.id],
            "departments": self.departments(project),
            "is_focus": project.is_focus,
            "decision": "・".join(dict.fromkeys(filter(None, decisions))),
        }

    @cached_property
    def project_rows(self) -> dict[str, Context]:
        """The row of every project for lists, by ID."""
        return {project.id: self._project_row(project) for project in self.plan.projects}

    @cached_property
    def _projects_by_measure(self) -> dict[str | None, list[Project]]:
        known, found = self.plan.measure_by_id, dict[str | None, list[Project]]()
        for project in self.plan.projects:
            measure_id = project.measure_id if project.measure_id in known else None
            found.setdefault(measure_id, []).append(project)
        return found

    def projects_of(self, measure: Measure | None) -> list[Context]:
        """The projects of a measure, focus first; of no measure for None."""
        own = self._projects_by_measure.get(measure.id if measure else None, [])
        return [self.project_rows[project.id] for project in focus_first(own)]

    def projects_of_goal(self, goal_id: str | None) -> list[Context]:
        """The projects of a goal, focus first."""
        own = [project for project in self.plan.projects if goal_of_project(self.plan, project) == goal_id]
        return [self.project_rows[project.id] for project in focus_first(own)]

    def opinions(self, target_id: str) -> list[Context]:
        """The council's opinions on one item: this year's, open and closed ones."""
        found = self.results.follow_up
        return [
            self.opinion(item)
            for item in (*found.own, *found.open, *found.closed)
            if item.target_id == target_id
        ]

    def opinion(self, item: Opinion) -> Context:
        """An opinion beside the city's response."""
        known = item.target_id in self.links or item.target_id in self.plan.field_by_id
        return {
            "id": item.id,
            "year": self.words("opinion_of", year=self.words.fiscal_year(item.fy)),
            "about": self.name(item.target_id) if known else None,
            "kind": self.words(f"kind_{item.kind}"),
            "text": item.text,
            "response": item.response.strip(),
            "state": {"class": item.state.replace("_", "-"), "text": self.words(f"opinion_{item.state}")},
            "department": item.department,
            "due": item.due,
        }

    def evidence(self, subject_id: str | None = None) -> list[Context]:
        """The evidence about one item; all of it for None."""
        return [
            self._evidence(item)
            for item in self.plan.life.evidence
            if subject_id is None or subject_id in item.subject_ids
        ]

    def _evidence(self, item: Evidence) -> Context:
        people = number(Decimal(item.people)) if item.people is not None else ""
        return {
            "kind": self.words(f"evidence_{item.kind}"),
            "when": item.when,
            "title": item.title,
            "people": self.words("evidence_people", people=people) if people else "",
            "text": item.text,
            "source": item.source,
            "about": [self.name(id_) for id_ in item.subject_ids],
        }

    def tags(self, subject_id: str) -> list[Context]:
        """The tags of one item."""
        return [
            {
                "kind": self.words(f"tag_{tag.kind}"),
                "title": tag.title,
                "title_en": tag.title_en if self.words.lang == "en" else "",
            }
            for tag in self.plan.life.tags_of(subject_id)
        ]

    def partners(self, subject_id: str) -> list[Context]:
        """The parties that work on one item."""
        return [
            {"kind": self.words(f"partner_{item.kind}"), "name": item.name, "role": item.role}
            for item in self.plan.life.partners
            if item.subject_id == subject_id
        ]


def _figures(told: Told, row: Row) -> Context:
    """The part of a KPI's row that is the same in both languages."""
    places, before = told.decimals[row["kpi_id"]], words_of.previous_row(told.results, row)
    return {
        "href": told.addresses.kpis[row["kpi_id"]],
        "name": row["name"] + words_of.suffix(row),
        "unit": row["unit"],
        "baseline": number(row["baseline"], places),
        "previous": number(before["evaluated"] if before else None, places),
        "current": number(row["evaluated"], places),
        "trend": told.trend_pictures[row["kpi_id"]],
        "target": words_of.aim_text(row, places),
        "achievement": words_of.share_text(row["achievement"]),
    }


def focus_first(items: Iterable[Any]) -> list[Any]:
    """Focus areas first, otherwise in the order given."""
    return sorted(items, key=lambda item: not item.is_focus)

"""Which KPI, project and department of the plan a text in a book means. Exact after normalisation, or not at all.

A near miss is a suggestion in the finding, never applied: a person decides, and may write the decision into the
plan book's sheet 読替. A renaming there counts as exact too, in the fiscal years that it names, and only for a text
that names nothing of the plan itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from inaxl.entries.table import Entry
from inaxl.plan.agreements import Renaming
from inaxl.plan.model import Department, Kpi, Plan, Project
from inaxl.values.labels import label_key, nearest

_NUMBERED = re.compile(r"^\s*(?:事業|No\.?)?\s*(\d+)\s*[.．:：、\s]?\s*(.+)$", re.DOTALL)


class Match(NamedTuple):
    """The KPI that an entry means, or the names that come near and whether several KPIs bear the name.

    `renaming` is the row of 読替 that led there, None where the name is the plan's own.
    """

    kpi: Kpi | None
    suggestions: tuple[str, ...] = ()
    ambiguous: bool = False
    renaming: Renaming | None = None


class Matcher:
    """Looks texts up in one plan, for one fiscal year."""

    def __init__(self, plan: Plan, fy: int) -> None:
        self._plan = plan
        self._kpis = plan.kpis_in(fy)
        self._by_id = {label_key(kpi.id): kpi for kpi in self._kpis}
        self._by_name: dict[str, list[Kpi]] = defaultdict(list)
        for kpi in self._kpis:
            self._by_name[label_key(kpi.name)].append(kpi)
        self._projects: dict[str, list[Project]] = defaultdict(list)
        for project in plan.projects:
            self._projects[label_key(project.title)].append(project)
        self._departments = department_names(plan, fy)
        self._renamings: dict[tuple[str, str], list[Renaming]] = defaultdict(list)
        for renaming in plan.renamings:
            if renaming.is_valid_in(fy):
                self._renamings[renaming.kind, label_key(renaming.old_name)].append(renaming)

    def department(self, text: str) -> Department | None:
        """The department with that name or former name."""
        found = self._departments.get(label_key(text))
        return None if found is None else next(d for d in self._plan.departments if d.name == found)

    def project(self, text: str) -> Project | None:
        """The project with that title; a number in front (`8 移住促進事業`, `事業8`) tells equal titles apart."""
        numbered = _NUMBERED.match(text)
        number, title = (int(numbered[1]), numbered[2]) if numbered else (None, text)
        candidates = self._projects.get(label_key(title)) or self._projects.get(label_key(text)) or []
        if number is not None and len(candidates) > 1:
            candidates = [project for project in candidates if project.number == number]
        if not candidates:
            candidates = self._renamed_projects(title) or self._renamed_projects(text)
        return candidates[0] if len(candidates) == 1 else None

    def _renamed_projects(self, title: str) -> list[Project]:
        ids = {renaming.new_id for renaming in self._renamings.get(("project", label_key(title)), ())}
        return [project for project in self._plan.projects if project.id in ids]

    def kpi(self, entry: Entry) -> Match:
        """The KPI that a row means: by its ID, else by name, narrowed by project and then by department.

        A name that no KPI of the year bears is looked up among the accepted renamings, and narrowed alike.
        """
        if entry.kpi_id and (found := self._by_id.get(label_key(entry.kpi_id))) is not None:
            return Match(found)
        candidates = self._by_name.get(label_key(entry.name), [])
        renamings = [] if candidates else self._renamings.get(("kpi", label_key(entry.name)), [])
        by_id = {renaming.new_id: renaming for renaming in renamings}
        candidates = candidates or [kpi for kpi in self._kpis if kpi.id in by_id]
        for narrowed in (self._of_project(candidates, entry.project), self._of_department(candidates, entry)):
            if len(candidates) > 1 and narrowed:
                candidates = narrowed
        if len(candidates) == 1:
            return Match(candidates[0], renaming=by_id.get(candidates[0].id))
        if candidates:
            return Match(None, ambiguous=True)
        return Match(None, tuple(nearest(entry.name, [kpi.name for kpi in self._kpis])))

    def _of_project(self, candidates: list[Kpi], text: str) -> list[Kpi]:
        project = self.project(text) if text else None
        return [kpi for kpi in candidates if project is not None and kpi.project_id == project.id]

    def _of_department(self, candidates: list[Kpi], entry: Entry) -> list[Kpi]:
        department = self.department(entry.department) if entry.department else None
        return [
            kpi
            for kpi in candidates
            if department is not None and self._plan.department_of(kpi) == department
        ]


def department_names(plan: Plan, fy: int) -> dict[str, str]:
    """Every spelling under which a department may be named → its name, keys normalised.

    Its full name, its former names, the old names that 読替 gives for the year; the section alone (商工振興課) where
    no other department has a section of that name. The plan's own names go before those of 読替.
    """
    departments = plan.departments_in(fy)
    sections = [label_key(department.section) for department in departments]
    names: dict[str, str] = {}
    for department in departments:
        section = label_key(department.section)
        if sections.count(section) == 1:
            names[section] = department.name
    for department in departments:
        for spelling in (department.name, *department.former_names):
            names[label_key(spelling)] = department.name
    by_id = {department.id: department.name for department in departments}
    for renaming in plan.renamings:
        if renaming.kind == "department" and renaming.is_valid_in(fy) and renaming.new_id in by_id:
            names.setdefault(label_key(renaming.old_name), by_id[renaming.new_id])
    return names

"""The entry books of a coming year, with what earlier years already know: actuals, and actions still open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from inaxl.carrying import carried_over, read_register
from inaxl.errors import UnreadableInput, WrongUsage
from inaxl.evaluation import read_year_books
from inaxl.findings import E001, E004, E007, E008, Finding
from inaxl.forms.carried import carried_by_department, to_be_told
from inaxl.forms.distribute import Macros, write_forms
from inaxl.forms.entry_content import Shown
from inaxl.merging.matching import department_names
from inaxl.merging.rows import merge_readings
from inaxl.plan.lineage import Versions, breaks_in
from inaxl.plan.model import Plan
from inaxl.reading_plans import Plans, read_plans
from inaxl.values.labels import label_key, nearest
from inaxl.values.periods import fy_code, fy_label
from inaxl.workfolder import FORMS, PLAN_BOOK, WorkFolder

if TYPE_CHECKING:
    from inaxl.evaluation import Inputs, Progress


class Distributed(NamedTuple):
    """Folder and names of the written books, and what the secretariat has to decide."""

    folder: str
    names: tuple[str, ...]
    findings: tuple[Finding, ...]


def distribute(
    folder: Path,
    fy: int,
    *,
    departments: Sequence[str] = (),
    out: Path | None = None,
    has_buttons: bool = False,
    progress: Progress | None = None,
) -> Distributed:
    """Write the entry books of a fiscal year into `forms/R06/` (or `out`).

    departments: names as in the plan book, sections alone where unique; all where empty. has_buttons: as .xlsm with
    the buttons and macros.
    Raises UnreadableInput (E001, E004, E401), WrongUsage (E007 outside the term, E008 unknown department),
    UnwritableOutput(E015) where a different book of that name is there already.
    """
    plans, work = _open(folder, fy)
    plan, versions = plans.plan, plans.versions
    chosen = _departments(departments, plan, fy) if departments else None
    inputs = read_year_books(work._replace(fy=fy - 1), plan, versions, progress=progress)
    register, register_findings = read_register(work, plans.known)
    left_open = carried_over(register, inputs.readings, plan, fy, versions).follow_up
    target = (out or work.root / FORMS / fy_code(fy)).resolve()
    written = write_forms(
        target,
        plan,
        fy,
        departments=chosen,
        earlier=_earlier(inputs, plan, fy, versions),
        carried=to_be_told(plan, left_open, fy),
        opinions=carried_by_department(plan, left_open),
        macros=_macros() if has_buttons else None,
    )
    findings = (
        *inputs.findings,
        *register_findings,
        *(_placed(finding, plans.findings) for finding in written.findings),
    )
    return Distributed(work.name(target), tuple(path.name for path in written.paths), findings)


def _macros() -> Macros:
    from inaxl.excel.macro_book import add_buttons, working_order

    return Macros(working_order(), add_buttons)


def _open(folder: Path, fy: int) -> tuple[Plans, WorkFolder]:
    if not folder.is_dir():
        raise UnreadableInput(E001.at(value=folder))
    work = WorkFolder(folder.resolve(), fy, folder.resolve())
    if not work.plan_book.is_file():
        raise UnreadableInput(E004.at(value=folder))
    plans = read_plans(work)
    plan = plans.plan
    if fy not in plan.term:
        term = f"{fy_label(plan.first_fy)}から{fy_label(plan.last_fy)}まで"
        raise WrongUsage(E007.at(year=fy_label(fy), term=term))
    return plans, work


def _placed(undecided: Finding, known: Sequence[Finding]) -> Finding:
    """E306 at the cell of the plan book in which the check of the plan found the blank lead (W402)."""
    place = next((f for f in known if f.code == "W402" and f"「{undecided.value}」" in f.message), None)
    return undecided._replace(book=place.book if place else PLAN_BOOK, cell=place.cell if place else None)


def _departments(names: Sequence[str], plan: Plan, fy: int) -> set[str]:
    known = department_names(plan, fy)
    ids = {department.name: department.id for department in plan.departments_in(fy)}
    chosen = set()
    for name in names:
        found = known.get(label_key(name))
        if found is None:
            near = nearest(name, list(ids))
            hint = f"近いのは「{'」「'.join(near)}」です。" if near else ""
            raise WrongUsage(E008.at(value=name, nearest=hint))
        chosen.add(ids[found])
    return chosen


def _earlier(inputs: Inputs, plan: Plan, fy: int, versions: Versions) -> dict[tuple[str, int], Shown]:
    """What each KPI's earlier years say: the figure, or the word that stands for it.

    Not of years in which it measured something else: beside the year's figure they would be compared with it.
    """
    merged = merge_readings(inputs.readings, plan, fy - 1, versions)
    breaks = breaks_in(plan, fy, versions)
    shown: dict[tuple[str, int], Shown] = {}
    for (kpi, year), item in merged.chosen.items():
        if kpi in breaks and year < breaks[kpi].since:
            continue
        entry = item.entry
        if entry.actual is not None:
            shown[kpi, year] = entry.actual
        elif entry.status in ("pending", "unavailable", "not_applicable"):
            shown[kpi, year] = entry.status_text or entry.source_text
    return shown

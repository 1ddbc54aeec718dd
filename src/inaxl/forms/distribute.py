"""The entry books of a year, one file per department, and the joint projects that nobody leads.

A book that somebody may have filled in is never replaced. Reading the earlier actuals is not done here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from inaxl.errors import UnwritableOutput, system_reason
from inaxl.findings import E015, E306, Finding
from inaxl.forms.entry_content import CarriedAction, Shown, Step, entry_book_content
from inaxl.plan.model import Department, Plan
from inaxl.staging import only_writer
from inaxl.values import outgoing


class Macros(NamedTuple):
    """How a book gets its buttons: the working order for 使い方, and what turns its bytes into a macro book's."""

    steps: tuple[Step, ...]
    add: Callable[[bytes], bytes]


class Distribution(NamedTuple):
    """Paths of the books, in the order of the departments, and what the secretariat has to decide (E306)."""

    paths: tuple[Path, ...]
    findings: tuple[Finding, ...]


def write_forms(
    out: Path,
    plan: Plan,
    fy: int,
    *,
    departments: Collection[str] | None = None,
    earlier: Mapping[tuple[str, int], Shown] | None = None,
    carried: Mapping[str, Iterable[CarriedAction]] | None = None,
    opinions: Mapping[str, Iterable[CarriedAction]] | None = None,
    deadline: str = "",
    replace: bool = False,
    macros: Macros | None = None,
) -> Distribution:
    """Write `NN_課名.xlsx` (with `macros`: .xlsm) into `out` for every department of the year, or those with the given IDs.

    earlier: actuals of the years before, by (KPI ID, fiscal year) [unit]; carried: by project ID;
    opinions: open opinions of no project, by department name.
    Raises UnwritableOutput (E015) where `out` cannot be written to, or where a different book of that name is
    there already and `replace` is not set; then nothing at all is written.
    """
    chosen = [d for d in plan.departments_in(fy) if departments is None or d.id in departments]
    suffix = ".xlsm" if macros else ".xlsx"
    books = {
        (out / file_name(d)).with_suffix(suffix): _book(
            plan,
            fy,
            d,
            earlier or {},
            carried or {},
            tuple((opinions or {}).get(d.name, ())),
            deadline,
            macros,
        )
        for d in chosen
    }
    with only_writer(out):
        for path, data in books.items():
            if not replace and path.exists() and path.read_bytes() != data:
                raise UnwritableOutput(E015.at(value=path, reason="同じ名前のブックがすでにあります。"))
        for path, data in books.items():
            _save(path, data)
    return Distribution(tuple(books), tuple(undecided_projects(plan)))


def file_name(department: Department) -> str:
    """`02_地域創造課.xlsx`: number of the department, name of its section."""
    return outgoing.file_name(f"{department.number:02d}_{department.section}") + ".xlsx"


def undecided_projects(plan: Plan) -> Iterable[Finding]:
    """E306 for each joint project without a lead: it is in no department's book until somebody decides."""
    for project in plan.projects:
        if project.is_joint and project.reporting_id is None:
            names = [
                plan.department_by_id[i].name for i in project.department_ids if i in plan.department_by_id
            ]
            yield E306.at(
                sheet="事業", value=project.title, project=project.title, departments="、".join(names)
            )


def _book(
    plan: Plan,
    fy: int,
    department: Department,
    earlier: Mapping[tuple[str, int], Shown],
    carried: Mapping[str, Iterable[CarriedAction]],
    opinions: tuple[CarriedAction, ...],
    deadline: str,
    macros: Macros | None,
) -> bytes:
    from inaxl.forms.entry_book import write_entry_book

    content = entry_book_content(
        plan,
        fy,
        department,
        earlier=earlier,
        carried=carried,
        opinions=opinions,
        deadline=deadline,
        steps=macros.steps if macros else (),
    )
    stream = BytesIO()
    write_entry_book(stream, content)
    return macros.add(stream.getvalue()) if macros else stream.getvalue()


def _save(path: Path, data: bytes) -> None:
    """All of the file or nothing: written beside its place, then moved there."""
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise UnwritableOutput(E015.at(value=path, reason=system_reason(error))) from error

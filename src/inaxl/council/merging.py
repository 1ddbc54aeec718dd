"""What of the filled forms is new to the year's opinions, what is there already, and what was changed since. Pure.

An opinion is known by its form and cell: a form that comes a second time adds nothing, and one that was changed after its
import is named (W714), never taken over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from inaxl.books.sheet_styles import lines_needed, row_height
from inaxl.council.form_layout import OPINIONS
from inaxl.council.form_reading import FilledForm, FormLine, ListedItem
from inaxl.council.provenance import HASH_LENGTH, Provenance, provenance
from inaxl.evaluate.follow_up import KINDS, members_by_kind
from inaxl.findings import E711, E712, E713, E714, E717, I711, W711, W712, W713, W714, Finding
from inaxl.plan.model import Plan
from inaxl.values.periods import fy_code, fy_label

EVERYTHING = ListedItem("all", "", KINDS["all"])
HIGHEST_ROW = 409.0
"""Points: no row of Excel is higher, so that more text is not seen."""
_SIZE = 10


class KnownOpinion(NamedTuple):
    """An opinion in the register that came from a form. `fy`: the evaluated year, None where the register has none."""

    number: str
    source: Provenance
    kind: str
    target_id: str
    text: str
    fy: int | None = None


class NewOpinion(NamedTuple):
    """An opinion to be added. `file` is the form's name, for the screen only."""

    number: str
    item: ListedItem
    text: str
    view: str
    department: str
    source: Provenance
    file: str


class Merge(NamedTuple):
    """What an import does: rows to add, forms that bring nothing new, findings with sheet and cell of the form."""

    new: tuple[NewOpinion, ...]
    known_files: tuple[str, ...]
    findings: tuple[Finding, ...]


def merge_forms(
    forms: Iterable[FilledForm],
    plan: Plan,
    fy: int,
    known: Iterable[KnownOpinion],
    numbers: Iterable[str],
    *,
    width: float,
) -> Merge:
    """The opinions of the forms that the register does not have yet, numbered on from its highest number.

    known: its imported opinions; numbers: all its numbers; width: of its column 意見 [pixels].
    """
    run = _Run(plan, fy, list(known), _highest(numbers, fy) + 1, width)
    for form in forms:
        refusal = refused(form, plan, fy)
        if refusal is None:
            run.take(form)
        else:
            run.findings.append(refusal)
    return Merge(tuple(run.new), tuple(run.idle), tuple(run.findings))


@dataclass
class _Run:
    """An import under way: what is known grows with every form, so that a form given twice is seen too."""

    plan: Plan
    fy: int
    known: list[KnownOpinion]
    next_number: int
    width: float
    new: list[NewOpinion] = field(default_factory=list)
    idle: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def take(self, form: FilledForm) -> None:
        before = {k.source.cell: k for k in self.known if _is_of(k, form)}
        count = len(self.new), len(self.findings)
        for line in form.lines:
            if line.cell in before:
                self.findings += _differences(form, before[line.cell], line)
            elif (finding := _unusable(form, line, self.plan)) is not None:
                self.findings.append(finding)
            else:
                self._add(form, line)
        written = {line.cell for line in form.lines}
        for cell, opinion in before.items():
            if cell not in written:
                self.findings.append(_changed(form, opinion, "記入票からは消されています"))
        if before and count == (len(self.new), len(self.findings)):
            self.idle.append(form.book)
        if not before and not form.lines:
            self.findings.append(I711.at(book=form.book, value=form.book))

    def _add(self, form: FilledForm, line: FormLine) -> None:
        self.findings += _doubts(form, line, self.width)
        item, source = line.item or EVERYTHING, _source(form, line.cell)
        number = f"{fy_code(self.fy)}-{self.next_number:02d}"
        department = _department(self.plan, item)
        self.new.append(NewOpinion(number, item, line.text, line.view, department, source, form.book))
        self.known.append(KnownOpinion(number, source, item.kind, item.id, line.text, self.fy))
        self.next_number += 1


def refused(form: FilledForm, plan: Plan, fy: int) -> Finding | None:
    """Why nothing of a form is imported: altered (E713), of another plan (E712), of another year (E711)."""
    if form.alteration:
        return E713.at(book=form.book, value=form.book, reason=form.alteration)
    if form.stamp.plan != plan.title:
        return E712.at(book=form.book, value=form.stamp.plan, expected=plan.title)
    if form.stamp.fy != fy:
        return E711.at(book=form.book, value=fy_label(form.stamp.fy), expected=fy_label(fy))
    return None


def _unusable(form: FilledForm, line: FormLine, plan: Plan) -> Finding | None:
    """Why a row is no opinion yet: its item is not known (E714), it is a formula (E717), or nothing (W712)."""
    known = line.item is not None and line.item.id in members_by_kind(plan).get(
        line.item.kind, {line.item.id: None}
    )
    if line.chosen and not known:
        cell = f"B{line.row}"
        return E714.at(book=form.book, sheet=OPINIONS, cell=cell, field="target_id", value=line.chosen)
    if line.is_formula:
        return E717.at(book=form.book, sheet=OPINIONS, cell=line.cell, field="text", value=line.text)
    if line.text:
        return None
    view = f"見方「{line.view}」だけが選ばれています。" if line.view else ""
    subject = line.chosen or KINDS["all"]
    return W712.at(book=form.book, sheet=OPINIONS, cell=line.cell, field="text", value=subject, view=view)


def _is_of(opinion: KnownOpinion, form: FilledForm) -> bool:
    """Whether an opinion came from this form: from the very file, under whatever name, or from an earlier state of it.

    Every year has its own form 01, and members name their files alike every year.
    """
    is_same_year = opinion.fy in (None, form.stamp.fy)
    return _is_same_file(opinion, form) or (is_same_year and opinion.source.form == _source(form, "").form)


def _is_same_file(opinion: KnownOpinion, form: FilledForm) -> bool:
    return opinion.source.sha256 == form.sha256[:HASH_LENGTH]


def _source(form: FilledForm, cell: str) -> Provenance:
    file = form.book.replace("\\", "/").rsplit("/", 1)[-1]
    return provenance(file, form.stamp.number, cell, form.sha256)


def _differences(form: FilledForm, before: KnownOpinion, line: FormLine) -> Iterator[Finding]:
    """W714 where a form that was changed after its import no longer says what the register has."""
    if _is_same_file(before, form):
        return  # the register may have been edited since; the form was not
    if not line.text:
        yield _changed(form, before, "記入票からは消されています")
    elif "".join(before.text.split()) != "".join(line.text.split()):
        yield _changed(form, before, "記入票の意見の文が違います", line.text)
    elif line.chosen and (
        line.item is None or (line.item.kind, line.item.id) != (before.kind, before.target_id)
    ):
        yield _changed(form, before, "記入票の項目が違います", line.chosen)


def _changed(form: FilledForm, before: KnownOpinion, change: str, value: str | None = None) -> Finding:
    place = {"book": form.book, "sheet": OPINIONS, "cell": before.source.cell}
    return W714.at(**place, field="text", value=value, number=before.number, change=change)


def _doubts(form: FilledForm, line: FormLine, width: float) -> Iterator[Finding]:
    """What a person should look at in an opinion that is taken in."""
    if not line.chosen:
        yield W711.at(book=form.book, sheet=OPINIONS, cell=f"B{line.row}", field="target_id")
    if text_height(line.text, width) >= HIGHEST_ROW:
        yield W713.at(
            book=form.book, sheet=OPINIONS, cell=line.cell, field="text", value=line.text, length=len(line.text)
        )  # fmt: skip


def text_height(text: str, width: float) -> float:
    """Height [pt] of a row that shows an opinion in a column `width` [pixels] wide, and two lines of its 出典."""
    return row_height(max(lines_needed(text, width, _SIZE), 2), _SIZE)


def _department(plan: Plan, item: ListedItem) -> str:
    """Who has to respond, as far as the plan says: the department that reports the project or KPI."""
    department = None
    if item.kind == "kpi":
        department = plan.department_of(plan.kpi_by_id[item.id])
    elif item.kind == "project":
        department = plan.department_by_id.get(plan.project_by_id[item.id].reporting_id or "")
    return department.name if department else ""


def _highest(numbers: Iterable[str], fy: int) -> int:
    pattern = re.compile(rf"{fy_code(fy)}-(\d+)")
    found = (pattern.fullmatch(number.strip()) for number in numbers)
    return max((int(match[1]) for match in found if match), default=0)

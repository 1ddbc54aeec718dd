"""Reads the sheets about the plan's own life (`layout_life`) into a `PlanLife`. No check is here.

A row that cannot be used is left out; the checks name it. Where it is unclear whether something may be published, it
is withheld: an unreadable 公開 hides its row, an unreadable 項目 of 非公開 hides the whole row that it names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inaxl.plan import layout
from inaxl.plan.cells import date_text, is_blank, label_of
from inaxl.plan.layout_life import ACTUAL, WITH_ACTUALS
from inaxl.plan.life import (
    Budget,
    Evidence,
    Partner,
    PlanLife,
    PrincipleCheck,
    Revision,
    Tag,
    Tagging,
    Withheld,
)
from inaxl.plan.tables import FoundTable, Line, key_of_header


def plan_life(tables: Mapping[str, FoundTable]) -> PlanLife:
    """All of it; sheets that are not there give empty tuples."""
    return PlanLife(
        evidence=tuple(_evidence(tables["evidence"])),
        principle_checks=tuple(_principle_checks(tables["principle_checks"])),
        tags=tuple(_tags(tables["tags"])),
        taggings=tuple(_taggings(tables["taggings"])),
        partners=tuple(_partners(tables["partners"])),
        budgets=tuple(_budgets(tables["budgets"])),
        revisions=tuple(_revisions(tables["revisions"])),
        withheld=tuple(_withheld(tables["withheld"])),
    )


def _cell(table: FoundTable, line: Line, key: str) -> str:
    return table.cell(line, key) or ""


def _is_withheld(table: FoundTable, line: Line) -> bool:
    """公開 blank is public; a word that is neither 公開 nor 非公開 (E407) hides the row until it is mended."""
    return not is_blank(line.cells.get("publicity")) and table.word(line, "publicity") != "public"


def _evidence(table: FoundTable) -> Iterator[Evidence]:
    for line in table.lines:
        kind, people = table.word(line, "kind"), line.number("people")
        if kind is None:
            continue  # E405 or E407 is at that cell, as below
        yield Evidence(
            id=line.text("id") or f"（{line.row}行）",
            kind=kind,
            when=date_text(line.cells.get("when")),
            title=line.text("title"),
            people=int(people) if people is not None and people >= 0 else None,
            text=line.text("text"),
            subject_ids=line.items("subject_ids"),
            source=line.text("source"),
            is_withheld=_is_withheld(table, line),
            cell=_cell(table, line, "text"),
        )


def _principle_checks(table: FoundTable) -> Iterator[PrincipleCheck]:
    for line in table.lines:
        principle, state = table.word(line, "principle"), table.word(line, "state")
        if principle is not None and state is not None and line.text("project_id"):
            yield PrincipleCheck(
                project_id=line.text("project_id"),
                principle=principle,
                state=state,
                reason=line.text("reason"),
                is_withheld=_is_withheld(table, line),
                cell=_cell(table, line, "state"),
            )


def _tags(table: FoundTable) -> Iterator[Tag]:
    for line in table.lines:
        kind = table.word(line, "kind")
        if kind is not None and line.text("id"):
            yield Tag(line.text("id"), kind, line.text("title"), line.text("title_en"))


def _taggings(table: FoundTable) -> Iterator[Tagging]:
    for line in table.lines:
        if line.text("tag_id") and line.text("subject_id"):
            yield Tagging(line.text("tag_id"), line.text("subject_id"), _cell(table, line, "tag_id"))


def _partners(table: FoundTable) -> Iterator[Partner]:
    for line in table.lines:
        kind = table.word(line, "kind")
        if kind is not None and line.text("subject_id"):
            yield Partner(
                subject_id=line.text("subject_id"),
                kind=kind,
                name=line.text("name"),
                role=line.text("role"),
                contact=line.text("contact"),
                is_withheld=_is_withheld(table, line),
                cell=_cell(table, line, "name"),
            )


def _budgets(table: FoundTable) -> Iterator[Budget]:
    for line in table.lines:
        fy, unit = line.year("fy"), table.word(line, "unit")
        if fy is not None and unit is not None and line.text("project_id"):
            yield Budget(
                project_id=line.text("project_id"),
                fy=fy,
                budget=line.number("budget"),
                settlement=line.number("settlement"),
                unit=unit,
                is_withheld=_is_withheld(table, line),
                cell=_cell(table, line, "budget"),
            )


def _revisions(table: FoundTable) -> Iterator[Revision]:
    for line in table.lines:
        effective, trigger = line.date("effective"), table.word(line, "trigger")
        if effective is not None and trigger is not None:
            yield Revision(
                version=line.text("version") or f"（{line.row}行）",
                effective=effective,
                trigger=trigger,
                cause_fy=line.year("cause_fy"),
                cause_ids=line.items("cause_ids"),
                reason=line.text("reason"),
                cell=_cell(table, line, "effective"),
            )


def _withheld(table: FoundTable) -> Iterator[Withheld]:
    for line in table.lines:
        key = table.word(line, "table")
        if key is None or not line.text("id"):
            continue
        column = withheld_column(key, line.text("column"))
        yield Withheld(
            table=key,
            id=line.text("id"),
            column=column or "",
            fy=line.year("fy") if column == "" and key in WITH_ACTUALS else None,
            reason=line.text("reason"),
            cell=_cell(table, line, "id"),
        )


def withheld_column(table: str, header: str) -> str | None:
    """Key of the column that 項目 names; '' for a blank and for 実績値; None where the sheet has no such column."""
    if label_of(header) in ("", label_of(ACTUAL)):
        return ""
    return key_of_header(layout.TABLE_BY_KEY[table], header)

"""Many books into one table: one row per KPI and fiscal year, with the cell that the figure stands in.

The year's own book counts. A year without a book of its own is filled from the earlier-year column of the nearest
later book. What contradicts is named, never mixed. The books of a year are matched with the version of the plan that
judges it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from inaxl.entries.table import BookReading, Entry, units_agree
from inaxl.findings import E302, I301, Finding
from inaxl.merging.matching import Match, Matcher
from inaxl.plan.lineage import ONE_VERSION, Versions, break_of, breaks_in
from inaxl.plan.model import Kpi, Plan


class Sourced(NamedTuple):
    """An entry, the KPI that it means, and the fiscal year of the folder that its book lies in."""

    entry: Entry
    kpi: Kpi
    folder_fy: int
    department: str


class Merged(NamedTuple):
    """`chosen` the entry that counts per KPI and year, `all` every matched entry, and what could not be matched."""

    chosen: dict[tuple[str, int], Sourced]
    all: tuple[Sourced, ...]
    findings: tuple[Finding, ...]


def merge_readings(
    readings: Mapping[int, Sequence[BookReading]], plan: Plan, fy: int, versions: Versions = ONE_VERSION
) -> Merged:
    """Match and merge the books of a term.

    readings: fiscal year of the folder → its books. Findings are given for the books of `fy` only: earlier years have
    their own reports. The order of the books does not matter: they are taken by name.
    """
    sourced: list[Sourced] = []
    findings: list[Finding] = []
    for year in sorted(readings):
        matcher = Matcher(versions.plan_of(year, plan), year)
        for reading in sorted(readings[year], key=lambda reading: reading.book):
            found, unknown = _match_book(reading, matcher, year)
            sourced += found
            findings += unknown if year == fy else []
    return Merged(_choose(sourced, plan, versions), tuple(sourced), tuple(findings))


def _match_book(reading: BookReading, matcher: Matcher, year: int) -> tuple[list[Sourced], list[Finding]]:
    found, findings, named = [], [], set()
    own = matcher.department(reading.department) if reading.department else None
    for entry in reading.entries:
        match = matcher.kpi(entry if entry.department else entry._replace(department=reading.department))
        if match.kpi is not None:
            found.append(Sourced(entry, match.kpi, year, own.name if own else ""))
            if match.renaming is not None and entry.name_cell not in named:
                named.add(entry.name_cell)
                findings.append(_renamed(entry, match))
        elif entry.name_cell not in named:
            named.add(entry.name_cell)
            findings.append(_unknown(entry, match.suggestions, match.ambiguous))
    return found, findings


def _renamed(entry: Entry, match: Match) -> Finding:
    """I301: a name that the plan's sheet 読替 led to its KPI is said, so that nothing is renamed in silence."""
    kpi, renaming = match.kpi, match.renaming
    reason = f"理由は「{renaming.reason}」です。" if renaming and renaming.reason else ""
    return I301.at(
        book=entry.book,
        sheet=entry.sheet,
        cell=entry.name_cell,
        kpi_id=kpi.id if kpi else None,
        field="name",
        value=entry.name,
        name=kpi.name if kpi else "",
        reason=reason,
    )


def _unknown(entry: Entry, suggestions: Iterable[str], ambiguous: bool) -> Finding:
    near = "・".join(f"「{name}」" for name in suggestions)
    hint = "同じ名前の KPI が複数あります。事業の列で区別してください。" if ambiguous else ""
    return E302.at(
        book=entry.book,
        sheet=entry.sheet,
        cell=entry.name_cell,
        field="name",
        value=entry.name,
        nearest=hint or (f"近い名前は{near}です。" if near else ""),
    )


def _choose(sourced: Sequence[Sourced], plan: Plan, versions: Versions) -> dict[tuple[str, int], Sourced]:
    groups: dict[tuple[str, int], list[Sourced]] = defaultdict(list)
    for item in sourced:
        year = item.entry.fy
        if year is None or year > item.folder_fy or item.entry.status is None:
            continue
        if year == item.folder_fy or _measures_the_same(item, year, plan, versions):
            groups[item.kpi.id, year].append(item)
    return {
        key: min(items, key=lambda item: _rank(item, versions.plan_of(item.folder_fy, plan)))
        for key, items in groups.items()
    }


def _measures_the_same(item: Sourced, year: int, plan: Plan, versions: Versions) -> bool:
    """Whether a later book's column of an earlier year is about what that year's plan called so."""
    own = versions.plan_of(item.folder_fy, plan)
    found = break_of(item.kpi, own, item.folder_fy, versions.seen_from(item.folder_fy, plan))
    return found is None or year >= found.since


def _rank(item: Sourced, plan: Plan) -> tuple[int, bool, bool, str, str, int]:
    """Nearest book first; there, the reporting department's; there, a row that says anything at all."""
    department = plan.department_of(item.kpi)
    own = department is not None and department.name == item.department
    year = item.entry.fy or item.folder_fy
    return (
        item.folder_fy - year,
        not own,
        item.entry.status == "missing",
        item.entry.book,
        item.entry.sheet,
        item.entry.row,
    )


def merged_rows(
    merged: Merged,
    plan: Plan,
    fy: int,
    versions: Versions = ONE_VERSION,
    whole: Collection[int] = (),
) -> list[dict[str, Any]]:
    """One row per KPI of the plan and fiscal year from the term's first to `fy`, ready for rating.

    Keys: the columns of kpis.csv as far as they are known before rating (contract, section 3), `target` the final
    one, and `number, decimals, interim_target, baseline_comparable, final_target, final_target_fy, baseline_text`,
    and `compared_from`, the first year whose value may be compared with the row's.
    Rows of a year before `fy` stand only where some book says something about that KPI and year, except for the years in
    `whole`, which have all their KPIs.
    """
    rows = []
    breaks = breaks_in(plan, fy, versions)
    for kpi in plan.kpis:
        first = _first_year(kpi, plan, fy, versions, merged)
        for year in range(plan.first_fy, fy + 1):
            item = merged.chosen.get((kpi.id, year))
            if not kpi.is_valid_in(year) or (item is None and year != fy and year not in whole):
                continue
            row = _row(kpi, year, item, plan)
            row["compared_from"] = first
            if kpi.id in breaks and (own := break_of(kpi, plan, year, versions)) is not None:
                row["compared_from"] = own.since
            rows.append(row)
    return rows


def _first_year(kpi: Kpi, plan: Plan, fy: int, versions: Versions, merged: Merged) -> int:
    """The first fiscal year of the term about which a KPI says anything: nobody was asked about the years before.

    That is the first of its years whose version of the plan has it, or an earlier one that a book reports all the same.
    """
    for year in range(plan.first_fy, fy + 1):
        is_asked = kpi.id in versions.plan_of(year, plan).kpi_by_id
        if kpi.is_valid_in(year) and (is_asked or (kpi.id, year) in merged.chosen):
            return year
    return fy


def _row(kpi: Kpi, year: int, item: Sourced | None, plan: Plan) -> dict[str, Any]:
    entry = item.entry if item else None
    usable = entry is not None and is_usable(entry, kpi)
    status = (entry.status if entry else None) or "missing"
    return {
        **_definition(kpi, year, plan),
        "fy": year,
        "actual": entry.actual if entry and usable else None,
        "status": status if usable or status != "reported" else "invalid",  # E102 or E103 names the cell
        "note": entry.note if entry else "",
        "source_book": entry.book if entry else "",
        "source_sheet": entry.sheet if entry else "",
        "source_cell": entry.source_cell if entry else "",
        "source_text": entry.source_text if entry else "",
        "changes": entry.changes if entry else "",
        "rating_override": _override(entry, plan) if entry else "",
        "override_reason": entry.override_reason if entry else "",
    }


def is_usable(entry: Entry, kpi: Kpi) -> bool:
    """Whether an entry's figure may be judged: in the plan's unit (else E103) and range (else E102)."""
    in_range = entry.actual is None or kpi.allows(entry.actual)
    return in_range and units_agree(entry.unit, kpi.indicator.unit)


def _definition(kpi: Kpi, year: int, plan: Plan) -> dict[str, Any]:
    indicator = kpi.indicator
    goal, area, measure = plan.goal_of(kpi), plan.field_of(kpi), plan.measure_of(kpi)
    department = plan.department_of(kpi)
    interim: Decimal | None = indicator.interim.get(year)
    return {
        "kpi_id": kpi.id,
        "number": kpi.number,
        "goal_id": goal.id if goal else None,
        "field_id": area.id if area else None,
        "measure_id": measure.id if measure else None,
        "project_id": kpi.project_id if kpi.project_id in plan.project_by_id else None,
        "department": department.name if department else None,
        "name": indicator.name,
        "unit": indicator.unit,
        "decimals": indicator.decimals,
        "direction": indicator.direction,
        "accumulation": indicator.accumulation,
        "baseline_fy": indicator.baseline_fy,
        "baseline": indicator.baseline,
        "baseline_text": indicator.baseline_text,
        "baseline_comparable": indicator.baseline_comparable,
        "target_fy": indicator.target_fy,
        "target": indicator.target,
        "final_target": indicator.target,
        "final_target_fy": indicator.target_fy,
        "interim_target": interim,
        "target_upper": indicator.target_upper,
        "minimum": kpi.minimum,
        "maximum": kpi.maximum,
        "source_note": indicator.source,
    }


def _override(entry: Entry, plan: Plan) -> str:
    """The rating that a person has set; only with a reason, and only a word of the plan's scale."""
    if not entry.rating_override or not entry.override_reason:
        return ""
    words = {level.label: level.rating for level in plan.rules.levels} | {
        level.rating: level.rating for level in plan.rules.levels
    }
    return words.get(entry.rating_override.strip().lstrip("◎○▼－ "), "")

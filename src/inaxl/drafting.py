"""A first plan book from the sheets that offices already have: what they say, each row with its source, no more.

Projects, KPIs, units, baselines, targets, goals and departments are taken over; direction, way of counting and
everything else that no sheet says stays blank, for a person to complete. Nothing is written here: see `founding.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple
from unicodedata import normalize

from inaxl.entries.table import BookReading, Entry
from inaxl.forms.binding import Bound
from inaxl.plan import defaults, layout
from inaxl.plan.layout_life import LIFE_TABLES
from inaxl.plan.writer import PlanBookData
from inaxl.values.display import plain
from inaxl.values.labels import label_key
from inaxl.values.periods import fy_label, parse_fiscal_year

Row = dict[str, Any]
_DIVISION = re.compile(r"(.+?(?:事務局|部|局))(.+(?:課|室|係|所|センター|事務局))")
_NUMBERED = re.compile(r"(?:事業|No\.?)?\s*(\d{1,3})\s*[.．:：、\s]\s*(\D.*)", re.DOTALL)
_SEVERAL = re.compile(r"[、,，・／/\s]+")
_SECTION = re.compile(r".+(?:課|室|係|支所|センター|事務局)")
_SPAN = re.compile(r"~|から")
_ABOUT_TERM = re.compile(r"計画期間|戦略|総合計画|期間")
_LONGEST_TITLE = 80


class Term(NamedTuple):
    """First and last fiscal year of the plan, and where they were found."""

    first: int
    last: int
    source: str


@dataclass
class _Draft:
    """What has been collected so far, by the key of its name."""

    departments: dict[str, Row] = field(default_factory=dict)
    goals: dict[str, Row] = field(default_factory=dict)
    projects: dict[str, Row] = field(default_factory=dict)
    kpis: dict[tuple[str, str, str], Row] = field(default_factory=dict)


def draft_plan(readings: Sequence[BookReading], term: Term) -> PlanBookData:
    """The rows of a first plan book. The newest book comes first: an older one adds only what is not there yet.

    Where a later row says something else about a KPI that is there already, both values stand in its 備考.
    """
    draft = _Draft()
    for reading in sorted(readings, key=lambda reading: (-_newest(reading), reading.book)):
        for rows in _by_kpi(reading.entries):
            _add(draft, rows, term)
        for card in reading.cards:
            if card.project.strip():
                _project(draft, card.project, _place(card.book, card.sheet, ""))
    return PlanBookData(
        {
            "facts": list(_facts(term)),
            "goals": list(draft.goals.values()),
            "fields": [],
            "measures": [],
            "projects": list(draft.projects.values()),
            "kpis": list(draft.kpis.values()),
            "departments": list(draft.departments.values()),
            "vision": [],
            "levels": list(defaults.LEVEL_ROWS),
            "options": list(defaults.OPTION_ROWS),
            "status_words": list(defaults.STATUS_ROWS),
            "crosswalk": [],
            "check_rules": [],
            **{table.key: [] for table in LIFE_TABLES},
            "tags": list(defaults.TAG_ROWS),
        }
    )


def find_term(books: Iterable[Bound], readings: Sequence[BookReading]) -> Term | None:
    """The term: as a title of some book writes it (計画期間 令和2年度～令和6年度), else the years of the columns."""
    for book in books:
        for sheet in book.sheets:
            for row in sheet.canvas.rows:
                for column in sheet.canvas.columns_of[row]:
                    span = term_in(sheet.canvas.text(row, column))
                    if span:
                        return Term(*span, _place(book.book, sheet.name, ""))
    entries = [entry for reading in readings for entry in reading.entries]
    actual = {entry.fy for entry in entries if entry.fy is not None}
    years = actual | {entry.target_fy for entry in entries if entry.target_fy is not None}
    if not years:
        return None
    return Term(min(actual or years), max(years), "実績値と指標値の年度から（計画書で確かめてください）")


def term_in(text: str) -> tuple[int, int] | None:
    """Two fiscal years of a text that speaks of a plan's term, None where it names none or no span."""
    if len(text) > _LONGEST_TITLE or not _ABOUT_TERM.search(text):
        return None
    plain_text = normalize("NFKC", text).replace("〜", "~").replace("∼", "~")
    parts = _SPAN.split(plain_text)
    if len(parts) != 2:
        return None
    first = parse_fiscal_year(parts[0], lenient=True)
    last = parse_fiscal_year(parts[1], lenient=True, near=first) if first is not None else None
    return (first, last) if first is not None and last is not None and first < last <= first + 20 else None


def _facts(term: Term) -> Iterable[Row]:
    for item in (layout.ITEM_TITLE, layout.ITEM_STATUS, layout.ITEM_CITY):
        yield {"item": item, "value": ""}
    for item, year in ((layout.ITEM_FIRST, term.first), (layout.ITEM_LAST, term.last)):
        yield {"item": item, "value": str(year)}
    if term.source:
        yield {"item": "計画期間の根拠", "value": term.source}
    yield {"item": layout.ITEM_SAMPLE, "value": ""}


def _newest(reading: BookReading) -> int:
    return max([reading.fy or 0, *(entry.fy or 0 for entry in reading.entries)], default=0)


def _by_kpi(entries: Iterable[Entry]) -> list[list[Entry]]:
    """The entries of each row: one KPI with its years."""
    rows: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        if entry.name.strip():
            rows.setdefault((entry.sheet, entry.name_cell), []).append(entry)
    return list(rows.values())


def _place(book: str, sheet: str, cell: str) -> str:
    name = book.replace("\\", "/").rsplit("/", 1)[-1]
    return " ".join(part for part in (name, f"シート「{sheet}」", cell) if part)


def _add(draft: _Draft, rows: Sequence[Entry], term: Term) -> None:
    first = rows[0]
    source = _place(first.book, first.sheet, first.name_cell)
    departments = _departments(draft, first.department, source)
    project = _project(draft, first.project, source) if first.project.strip() else None
    if project is not None:
        named = project["department_ids"]
        project["department_ids"] = (*named, *(d for d in departments if d not in named))
    row = {
        "name": first.name,
        "unit": first.unit,
        "project_id": project["id"] if project else None,
        "goal_id": _goal(draft, first.goal, source) if first.goal.strip() else None,
        "department_id": departments[0] if len(departments) == 1 else None,
        "baseline": first.baseline,
        "baseline_fy": first.baseline_fy,
        **_targets(rows, term),
        "source": source,
        "note": _cells(rows),
    }
    key = (
        label_key(first.name),
        label_key(first.project),
        "" if first.project else label_key(first.department),
    )
    known = draft.kpis.get(key)
    if known is None:
        number = len(draft.kpis) + 1
        draft.kpis[key] = {"id": f"K{number:03}", "number": number, **row}
    else:
        _complete(known, row)


def _targets(rows: Sequence[Entry], term: Term) -> Row:
    """The final target, and those of single years of the term under their own keys."""
    by_year = {entry.target_fy: entry.target for entry in rows if entry.target is not None}
    if not by_year:
        return {"target": None, "target_fy": None}
    final = max(by_year, key=lambda year: 9999 if year is None else year)
    singles = {
        layout.interim_key(year): target
        for year, target in by_year.items()
        if year is not None and year != final and term.first <= year <= term.last
    }
    return {"target": by_year[final], "target_fy": final, **singles}


def _cells(rows: Sequence[Entry]) -> str:
    """Where the figures stand: `現状値 E6、指標値 F6`."""
    first = rows[0]
    named = [("現状値", first.baseline_cell if first.baseline is not None else "")]
    named += [("指標値", entry.target_cell if entry.target is not None else "") for entry in rows]
    return "、".join(dict.fromkeys(f"{word} {cell}" for word, cell in named if cell))


def _complete(known: Row, other: Row) -> None:
    """Fill the blanks of a row from another place that has the same KPI, and name what that place says otherwise."""
    words = {"unit": "単位", "baseline": "現状値", "target": "指標値"}
    for key, value in other.items():
        if value in (None, ""):
            continue
        if known.get(key) in (None, ""):
            known[key] = value
            if key in words:
                known["note"] += f"、{words[key]}は{other['source']}"
        elif key in words and known[key] != value:
            shown = plain(value) if isinstance(value, Decimal) else value
            known["note"] += f"、{other['source']}では{words[key]}「{shown}」"


def _departments(draft: _Draft, text: str, source: str) -> tuple[str, ...]:
    """IDs of the departments that a text names; several only where each of them reads like one."""
    parts = [part for part in _SEVERAL.split(text.strip()) if part]
    names = parts if len(parts) > 1 and all(map(_SECTION.fullmatch, parts)) else [text.strip()]
    return tuple(_department(draft, name, source)["id"] for name in names if name)


def _department(draft: _Draft, name: str, source: str) -> Row:
    known = draft.departments.get(label_key(name))
    if known is None:
        number = len(draft.departments) + 1
        match = _DIVISION.fullmatch(name)
        division, section = (match[1], match[2]) if match else ("", name)
        known = {"id": f"d{number:02}", "number": number, "division": division, "section": section}
        draft.departments[label_key(name)] = known | {"note": source}
    return known


def _project(draft: _Draft, text: str, source: str) -> Row:
    match = _NUMBERED.fullmatch(text.strip())
    title = match[2].strip() if match else text.strip()
    known = draft.projects.get(label_key(title))
    if known is None:
        number = len(draft.projects) + 1
        known = {"id": f"p{number:02}", "number": int(match[1]) if match else number, "title": title}
        known |= {"department_ids": (), "note": source}
        draft.projects[label_key(title)] = known
    return known


def _goal(draft: _Draft, text: str, source: str) -> str:
    known = draft.goals.get(label_key(text))
    if known is None:
        number = len(draft.goals) + 1
        known = {"id": f"goal{number}", "number": number, "title": text.strip(), "note": source}
        draft.goals[label_key(text)] = known
    return str(known["id"])


def blanks(data: PlanBookData) -> Mapping[str, int]:
    """How many KPIs still lack what a person has to fill in, by the word of the column; only what is lacking."""
    keys = ("unit", "direction", "accumulation", "baseline", "target", "department_id", "project_id")
    rows = data.rows("kpis")
    counts = {layout.KPIS.column(key).header: sum(row.get(key) in (None, "") for row in rows) for key in keys}
    return {header: count for header, count in counts.items() if count}


def term_words(term: Term) -> str:
    """`令和2年度から令和6年度まで`."""
    return f"{fy_label(term.first)}から{fy_label(term.last)}まで"

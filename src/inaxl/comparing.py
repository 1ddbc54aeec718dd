"""What changed between two books, two built years or two versions of the plan, in words."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from inaxl.errors import UnreadableInput, WrongUsage
from inaxl.findings import E003, E004, E436, Finding
from inaxl.plan.model import STATUS_LABELS
from inaxl.values.display import percent, plain
from inaxl.values.labels import label_key
from inaxl.values.periods import fy_label, parse_fiscal_year
from inaxl.workfolder import OUTPUTS, PLAN_BOOK, WorkFolder

if TYPE_CHECKING:
    from inaxl.plan.differences import Difference

KPIS_CSV, SUMMARY = "kpis.csv", "summary.json"
_FIELDS = {
    "actual": "実績値",
    "status": "状態",
    "note": "備考",
    "target": "指標値",
    "baseline": "現状値",
    "unit": "単位",
    "achievement": "達成率",
    "rating": "評価",
}


class Change(NamedTuple):
    """One changed field (contract, section 7, `diff`)."""

    kpi_id: str | None
    name: str
    field: str
    fy: int | None
    before: str | None
    after: str | None
    cell_before: str | None
    cell_after: str | None
    text: str


class Comparison(NamedTuple):
    """All changes in the order of the first side, then what only the second has; and what could not be read."""

    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]


class PlanComparison(NamedTuple):
    """Two plan books by name, and the changes from one to the other."""

    before: str
    after: str
    changes: tuple[Difference, ...]


def compare_plans(before: Path, after: Path | None = None) -> PlanComparison:
    """Compare two plan books (a folder stands for its newest); with one folder, its newest version and the one before.

    Raises UnreadableInput (E003, E004, E401 …), WrongUsage(E436) where there is no earlier version.
    """
    from inaxl.plan.book import read_plan_book
    from inaxl.plan.differences import differences

    books = (_plan_book(before), _plan_book(after)) if after is not None else _last_two(before)
    names = (
        (before.name, after.name) if after is not None else tuple(_in_folder(book, before) for book in books)
    )
    plans = [read_plan_book(book, name=name, check=False)[0] for book, name in zip(books, names, strict=True)]
    return PlanComparison(names[0], names[1], differences(*plans))


def _plan_book(path: Path) -> Path:
    book = path / PLAN_BOOK if path.is_dir() else path
    if not book.is_file():
        raise UnreadableInput((E004 if path.is_dir() else E003).at(value=path))
    return book


def _last_two(folder: Path) -> tuple[Path, Path]:
    newest = _plan_book(folder)
    work = WorkFolder(folder, 0, folder / OUTPUTS)
    copies = work.frozen_plans() if folder.is_dir() else ()
    if not copies:
        raise WrongUsage(E436.at(value=folder))
    return work.frozen(copies[-1]), newest


def _in_folder(book: Path, folder: Path) -> str:
    return book.relative_to(folder).as_posix()


class _Item(NamedTuple):
    """One KPI and fiscal year of one side: texts by field, where the figure stands, and what ratings are called."""

    kpi_id: str | None
    name: str
    fy: int | None
    texts: Mapping[str, str]
    cell: str | None
    ratings: Mapping[str, str] = {}


def compare(before: Path, after: Path) -> Comparison:
    """Compare two department books, or two output folders of `build`.

    Books are matched by KPI name and fiscal year, built years by KPI ID; two different built years are compared KPI by
    KPI, each with its own year. Raises UnreadableInput (E003, E010 …).
    """
    left, right = _side(before), _side(after)
    years = ({item.fy for item in left}, {item.fy for item in right})
    across = before.is_dir() and after.is_dir() and years[0] != years[1]
    keyed = ({_key(item, across): item for item in left}, {_key(item, across): item for item in right})
    changes: list[Change] = []
    for key in [*keyed[0], *(key for key in keyed[1] if key not in keyed[0])]:
        changes += _changes(keyed[0].get(key), keyed[1].get(key))
    return Comparison(tuple(changes), ())


def _key(item: _Item, across: bool) -> tuple[str, int | None]:
    return (item.kpi_id or label_key(item.name), None if across else item.fy)


def _side(path: Path) -> list[_Item]:
    if path.is_dir():
        return _built(path)
    if not path.is_file():
        raise UnreadableInput(E003.at(value=path))
    return _book(path)


def _built(folder: Path) -> list[_Item]:
    table = folder / KPIS_CSV
    if not table.is_file():
        raise UnreadableInput(E003.at(value=table))
    with table.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    newest = max((int(row["fy"]) for row in rows), default=0)
    own = parse_fiscal_year(folder.name) or newest
    ratings = _ratings(folder)
    return [
        _Item(row["kpi_id"], row["name"], own, {f: row[f] for f in _FIELDS}, _place(row), ratings)
        for row in rows
        if int(row["fy"]) == own
    ]


def _ratings(folder: Path) -> Mapping[str, str]:
    """What the ratings of a built year are called; none where its summary cannot be read."""
    try:
        return dict(json.loads((folder / SUMMARY).read_text(encoding="utf-8"))["ratings"])
    except (OSError, ValueError, LookupError, TypeError):
        return {}


def _place(row: Mapping[str, str]) -> str | None:
    return f"{row['source_book']} {row['source_sheet']} {row['source_cell']}" if row["source_cell"] else None


def _book(path: Path) -> list[_Item]:
    from inaxl.entries.read import read_book
    from inaxl.reading import saved_forms
    from inaxl.recognising import form_folder
    from inaxl.values.statuses import DEFAULT_STATUS_WORDS

    reading = read_book(
        path,
        name=path.name,
        status_words=DEFAULT_STATUS_WORDS,
        departments={},
        forms=saved_forms(form_folder(path)),
    )
    items = []
    for entry in reading.entries:
        shown: dict[str, Any] = {
            "actual": plain(entry.actual) if entry.actual is not None else entry.source_text,
            "status": entry.status or "",
            "note": entry.note,
            "target": plain(entry.target),
            "baseline": plain(entry.baseline),
            "unit": entry.unit,
        }
        items.append(
            _Item(entry.kpi_id or None, entry.name, entry.fy, shown, f"{entry.sheet}!{entry.source_cell}")
        )
    return items


def _changes(left: _Item | None, right: _Item | None) -> Sequence[Change]:
    if left is None or right is None:
        return [_one_sided(left, right)]
    fields = [f for f in _FIELDS if left.texts.get(f, "") != right.texts.get(f, "")]
    return [_changed(left, right, field) for field in fields]


def _one_sided(left: _Item | None, right: _Item | None) -> Change:
    item = left or right
    assert item is not None
    words = "なくなりました" if right is None else "加わりました"
    year = f"({fy_label(item.fy)})" if item.fy else ""
    return Change(
        item.kpi_id,
        item.name,
        "name",
        item.fy,
        left.name if left else None,
        right.name if right else None,
        left.cell if left else None,
        right.cell if right else None,
        f"「{item.name}」{year}が{words}。",
    )


def _changed(left: _Item, right: _Item, field: str) -> Change:
    before, after = left.texts.get(field, ""), right.texts.get(field, "")
    years = fy_label(right.fy) if right.fy else ""
    if left.fy and right.fy and left.fy != right.fy:
        years = f"{fy_label(left.fy)}→{fy_label(right.fy)}"
    words = [_word(left, field), _word(right, field)]
    return Change(
        right.kpi_id,
        right.name,
        field,
        right.fy,
        before or None,
        after or None,
        left.cell,
        right.cell,
        f"「{right.name}」{years} {_FIELDS[field]}: {words[0]} → {words[1]}",
    )


def _word(item: _Item, field: str) -> str:
    """A field as a person reads it; the JSON document has it as it stands in kpis.csv."""
    text = item.texts.get(field, "")
    if field == "achievement" and text:
        return percent(Decimal(text))
    words = {"status": STATUS_LABELS, "rating": item.ratings}.get(field, {})
    return words.get(text, text) or "(空欄)"

"""What was read from a book as JSON: whole, for a cache, and back; or as `inaxl bind --json` shows it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from inaxl.entries.table import BookReading, Card, CarriedCells, Entry
from inaxl.findings import Finding

FORM = 4
"""Raised whenever the stored form or the way of reading changes, so that an older cache is not used."""
_DECIMALS = ("baseline", "target", "actual")
_BIND_KEYS = (
    "sheet name unit department project goal baseline baseline_fy target target_fy fy actual status note "
    "name_cell baseline_cell target_cell source_cell source_text"
).split()


def to_json(reading: BookReading) -> dict[str, Any]:
    """The reading as plain JSON data; figures as decimal texts, so that none loses a digit."""
    data = reading._asdict()
    data["entries"] = [
        [str(value) if isinstance(value, Decimal) else value for value in entry] for entry in reading.entries
    ]
    data["cards"] = [list(card) for card in reading.cards]
    data["findings"] = [list(finding) for finding in reading.findings if isinstance(finding, Finding)]
    return {"form": FORM, "fields": list(Entry._fields), **data}


def from_json(data: dict[str, Any]) -> BookReading | None:
    """The reading that `to_json` stored; None where it was stored in another form."""
    if data.get("form") != FORM or data.get("fields") != list(Entry._fields):
        return None
    places = [Entry._fields.index(name) for name in _DECIMALS]
    entries = []
    for values in data["entries"]:
        for place in places:
            if values[place] is not None:
                values[place] = Decimal(values[place])
        entries.append(Entry(*values))
    stored = {name: data[name] for name in BookReading._fields}
    stored["entries"] = tuple(entries)
    stored["cards"] = tuple(
        Card._make([*card[:-1], tuple(CarriedCells(*cells) for cells in card[-1])]) for card in data["cards"]
    )
    stored["findings"] = tuple(Finding(*finding) for finding in data["findings"])
    return BookReading(**stored)


def bind_entry(entry: Entry) -> dict[str, Any]:
    """One entry as in the contract, section 7 (`bind`): numbers are JSON numbers, absent ones and texts null."""
    shown: dict[str, Any] = {}
    for key in _BIND_KEYS:
        value = getattr(entry, key)
        if isinstance(value, Decimal):
            value = int(value) if value == value.to_integral_value() else float(value)
        shown[key] = None if value == "" and key not in ("name", "source_text") else value
    return shown

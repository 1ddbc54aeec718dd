"""E107–E110, W105: the word in 状態 held against the figure beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from inaxl.entries.checks.subject import CheckedEntry
from inaxl.findings import E107, E108, E109, E110, W105, Finding
from inaxl.plan.model import Plan
from inaxl.values.labels import label_key

_ABSENT = ("pending", "unavailable", "not_applicable")


def status_and_value(rows: Iterable[CheckedEntry], plan: Plan) -> Iterator[Finding]:
    """Yield what does not fit between status and value of the year's own entries.

    An unreadable value has a finding of its own and is spared here.
    """
    words = {label_key(word): status for word, status in plan.status_words.items()}
    for row in rows:
        if row.is_current and row.entry.status != "invalid":
            yield from _one(row, words)


def _one(row: CheckedEntry, words: Mapping[str, str]) -> Iterator[Finding]:
    entry = row.entry
    said = words.get(label_key(entry.status_text)) if entry.status_text else None
    if entry.status_text and said is None:
        yield row.finding(E107, field="status", cell=entry.status_cell, value=entry.status_text)
    elif said == "reported" and entry.actual is None:
        yield row.finding(E110, field="actual", status=entry.status_text)
    elif said is not None and said != "reported" and entry.actual is not None:
        yield row.finding(
            E108, field="status", cell=entry.status_cell, value=entry.source_text, status=entry.status_text
        )
    elif entry.status == "missing":
        yield row.finding(E109, value=None)
    elif entry.status in _ABSENT and not entry.note:
        yield row.finding(W105, field="note", status=entry.status_text or entry.source_text)

"""What a check looks at: an entry beside what the plan and the earlier years say about the same KPI."""

from __future__ import annotations

from typing import NamedTuple

from inaxl.entries.table import Entry
from inaxl.findings import Code, Finding
from inaxl.plan.model import Kpi


class CheckedEntry(NamedTuple):
    """One matched entry of the year's books.

    `fy` the year of the folder; `department` of its book and `expected` that the plan names, '' where unknown;
    `before` the entry that counts for the KPI's previous year; `earlier` the one that counts for the entry's own year
    in an earlier year's book, None where there is none.
    """

    entry: Entry
    kpi: Kpi
    fy: int
    department: str
    expected: str
    before: Entry | None
    earlier: Entry | None

    @property
    def is_current(self) -> bool:
        """The entry is about the year that the book is for."""
        return self.entry.fy == self.fy

    def finding(
        self, code: Code, *, field: str = "actual", cell: str | None = None, **holes: object
    ) -> Finding:
        """A finding at this entry's value, or at another cell of its row."""
        holes.setdefault("value", self.entry.source_text)
        return code.at(
            book=self.entry.book,
            sheet=self.entry.sheet,
            cell=cell or self.entry.source_cell,
            kpi_id=self.kpi.id,
            field=field,
            **holes,
        )

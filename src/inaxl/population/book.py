"""The population book: published figures with their source, read into series, populations by age, events and scenarios.

A figure that cannot be read is a finding at its cell and is left out; it never becomes 0. A row of ages that is not
whole (E506), does not add up (E508), holds an impossible figure (E507, E509) or stands there twice (E510) is left out.
"""

from __future__ import annotations

from pathlib import Path

from inaxl.population.book_rows import Reader
from inaxl.population.records import PopulationBook
from inaxl.population.sheets import read_sheets


def read_population_book(path: Path, *, name: str) -> PopulationBook:
    """The book at `path`; `name` is how findings call it. Raises UnreadableInput (E003, E010–E014)."""
    rows, findings = read_sheets(path, name=name)
    return Reader(name, rows, findings).book()

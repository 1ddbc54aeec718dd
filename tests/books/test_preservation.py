"""Nothing is lost: every feature of a workbook survives marks, their removal, and values.

The whole table, with other programs' books and LibreOffice as the judge: `benchmarks/preservation.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from inaxl.books.patch import apply_edits
from inaxl.findings import E101
from inaxl.forms.marks import mark, unmark
from tests.books.feature_books import FEATURES, MARKED, VALUES, feature_book
from tests.books.rich_books import parts
from tests.office_rules import violations


@pytest.fixture(scope="module")
def books() -> dict[str, bytes]:
    """The book as it was, marked, unmarked again, and with values put in."""
    before = feature_book()
    found = [E101.at(sheet="KPI", cell=cell, value="8万", reason="") for cell in MARKED]
    marked = mark(before, [*found, E101.at(sheet="一覧", cell="B2", value="x", reason="")])
    return {
        "before": before,
        "marked": marked,
        "unmarked": unmark(marked),
        "valued": apply_edits(before, VALUES),
    }


@pytest.mark.parametrize("after", ["marked", "valued"])
@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_every_feature_is_kept(feature, after, books):
    """What was there is there; that the book has the feature at all is asserted too."""
    assert feature.is_kept(parts(books["before"]), parts(books[after]))


def test_taking_marks_out_gives_back_every_part_as_it_was(books):
    """Not only the same meaning: the same bytes."""
    assert parts(books["unmarked"]) == parts(books["before"])


def test_a_feature_that_is_taken_out_is_noticed(books):
    """The probes can fail: a book without any part but the first sheet keeps next to nothing."""
    before = parts(books["before"])
    bare = {name: data for name, data in before.items() if "sheet1" in name or name.endswith(".rels")}
    bare["xl/sharedStrings.xml"] = before["xl/sharedStrings.xml"]
    bare["xl/workbook.xml"] = b"<workbook/>"
    kept = [
        feature.name
        for feature in FEATURES
        if feature.name not in ("メモ(従来のコメント)", "セルの書式(すべての書式の定義)")
        and feature.is_kept(before, bare)
    ]
    assert len(kept) < len(FEATURES) / 2


@pytest.mark.parametrize("after", ["marked", "unmarked", "valued"])
def test_no_result_breaks_a_rule_of_office_that_the_original_kept(after, books, tmp_path):
    """Would Excel open it without repair?"""
    found = {}
    for name in ("before", after):
        path = tmp_path / f"{name}.xlsm"
        path.write_bytes(books[name])
        found[name] = set(violations(path))
    assert found[after] <= found["before"]


@pytest.mark.libreoffice
def test_libreoffice_shows_the_same_values_before_and_after_marks(books, office, tmp_path):
    """Another program opens both and finds the same cells."""
    sheets = {}
    for name in ("before", "marked"):
        (tmp_path / f"{name}.xlsm").write_bytes(books[name])
        folder = tmp_path / name
        folder.mkdir()
        office(tmp_path / f"{name}.xlsm", "xlsx", folder)
        sheets[name] = values(folder / f"{name}.xlsx")
    assert sheets["before"].items() <= sheets["marked"].items()


def values(path: Path) -> dict[str, list[list[object]]]:
    """Values of every sheet, by its name."""
    from inaxl.books.read import read_workbook

    return {grid.name: grid.rows for grid in read_workbook(path).grids}

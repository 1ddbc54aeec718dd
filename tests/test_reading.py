"""Readings of a working folder's books: the cache answers only where nothing has changed, saved forms included."""

from __future__ import annotations

import pytest
import xlsxwriter

from inaxl.errors import UnreadableInput
from inaxl.reading import Job, Vocabulary, read_one, saved_forms

FORM = '[[tables]]\n[tables.headings]\nname=["指標名"]\ntarget=["目標値"]\nactual=["到達点"]\n'


@pytest.fixture
def job(tmp_path):
    path = tmp_path / "01.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("R5")
        sheet.write_row(0, 0, ["指標名", "目標値", "到達点"])
        sheet.write_row(1, 0, ["移住者数（人）", 100, 93])
    return Job(path, "01.xlsx", 2023)


def test_a_new_binding_is_used_although_the_book_is_in_the_cache(job, tmp_path) -> None:
    """The key of the cache holds the saved forms."""
    cache = tmp_path / "cache"
    before = read_one(job, Vocabulary({}, {}), cache).reading
    assert [entry.actual for entry in before.entries] == [None]
    (tmp_path / "bindings").mkdir()
    (tmp_path / "bindings" / "様式.toml").write_text(FORM, encoding="utf-8")
    words = Vocabulary({}, {}, saved_forms(tmp_path))
    for _ in range(2):
        after = read_one(job, words, cache).reading
        assert [(entry.fy, entry.actual) for entry in after.entries] == [(2023, 93)]
    assert len(list(cache.iterdir())) == 2


def test_a_folder_without_bindings_has_no_forms(tmp_path) -> None:
    """The folder bindings/ is optional."""
    assert saved_forms(tmp_path) == ()


def test_a_binding_without_meaning_is_refused_by_its_name(tmp_path) -> None:
    """E023 names file and reason."""
    (tmp_path / "bindings").mkdir()
    (tmp_path / "bindings" / "様式.toml").write_text("form = ", encoding="utf-8")
    with pytest.raises(UnreadableInput) as caught:
        saved_forms(tmp_path)
    assert (caught.value.finding.code, "様式.toml" in caught.value.finding.message) == ("E023", True)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[: len(text) // 2],
        lambda text: "",
        lambda text: "[]",
        lambda text: text.replace('"100"', '"hundert"'),
        lambda text: text.replace('"entries": [[', '"entries": [[], ['),
        lambda text: text.replace('"form"', '"shape"'),
        lambda text: "[" * 100_000,
    ],
)
def test_a_cache_that_holds_anything_else_than_a_reading_is_left_aside(job, tmp_path, spoil) -> None:
    """A broken, foreign or tampered file costs the time to read the book, never the figure or the click."""
    cache = tmp_path / "cache"
    words = Vocabulary({}, {}, ())
    first = read_one(job, words, cache)
    (entry,) = cache.iterdir()
    stored = entry.read_text(encoding="utf-8")
    entry.write_text(spoil(stored), encoding="utf-8")
    assert entry.read_text(encoding="utf-8") != stored
    assert read_one(job, words, cache) == first
    assert [path.read_text(encoding="utf-8") for path in cache.iterdir()] == [stored]

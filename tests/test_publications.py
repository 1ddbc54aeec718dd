"""Which years were published: remembered per year, forgotten with `.inaxl`, never in the way of a publication."""

from __future__ import annotations

from inaxl.publications import Publication, publication_of, record_publication
from inaxl.workfolder import WorkFolder


def work(folder, fy: int = 2023) -> WorkFolder:
    """A working folder with nothing in it."""
    return WorkFolder(folder.resolve(), fy, folder.resolve() / "out")


def test_R10_each_year_is_remembered_with_its_site_and_the_last_time_counts(tmp_path):
    """A draft that was published for good later is no draft any more."""
    record_publication(work(tmp_path), tmp_path / "公開", is_draft=True)
    record_publication(work(tmp_path, 2022), tmp_path / "公開", is_draft=False)
    record_publication(work(tmp_path), tmp_path / "公開", is_draft=False)
    assert publication_of(work(tmp_path)) == Publication("公開", False)
    assert publication_of(work(tmp_path, 2022)) == Publication("公開", False)
    assert publication_of(work(tmp_path, 2021)) is None


def test_a_record_that_is_gone_or_broken_is_no_record(tmp_path):
    """`.inaxl` is safe to delete, and somebody may have edited it."""
    assert publication_of(work(tmp_path)) is None
    (tmp_path / ".inaxl").mkdir()
    for text in ("", "[]", '{"2023": 1}', '{"2023": {}}'):
        (tmp_path / ".inaxl" / "published.json").write_text(text, encoding="utf-8")
        assert publication_of(work(tmp_path)) is None


def test_a_folder_that_takes_no_record_is_no_failure(tmp_path):
    """A file stands where `.inaxl` would be."""
    (tmp_path / ".inaxl").write_text("", encoding="utf-8")
    record_publication(work(tmp_path), tmp_path / "公開", is_draft=False)
    assert publication_of(work(tmp_path)) is None

"""Killed at any moment: the old book or the new one, never half of one; and two processes never spoil one book.

Ten kills here, 200 in `benchmarks/kills.py`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from tests.books.rich_books import parts
from tests.killing import book_with_mistakes, is_complete, kill_building, kill_marking
from tests.office_rules import violations

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows には SIGKILL と fork がありません")


@pytest.fixture
def book(demo, tmp_path):
    """A department's book with planted mistakes, by itself."""
    path = tmp_path / "book.xlsx"
    shutil.copyfile(book_with_mistakes(demo), path)
    return path


def test_a_kill_while_marking_leaves_the_old_book_or_the_new_one(book):
    """check --mark and --unmark in turn, killed seven times; the next run clears up."""
    assert sum(kill_marking(book, 7, 0.5).values()) == 7


def test_a_kill_while_building_leaves_whole_files_and_the_next_build_completes_them(demo_copy):
    """Every output opens, no input is touched, nothing is left lying about."""
    assert sum(kill_building(demo_copy, 3).values()) == 3


def test_E014_two_processes_marking_one_book_wait_for_each_other(book):
    """Both started at once, again and again: both marks or one, never a broken book, and undo knows every write."""
    before = parts(book.read_bytes())
    code = (
        "import sys\nfrom inaxl.checking import check\n"
        "for _ in range(4):\n"
        "    for mark in (True, False, True):\n"
        "        done = check(sys.argv[1], mark=mark)\n"
        "        assert {f.code for f in done.findings} <= set(sys.argv[2].split(',')), done.findings\n"
    )
    from inaxl.checking import check

    allowed = ",".join({finding.code for finding in check(book).findings} | {"E014"})
    runs = [
        subprocess.Popen([sys.executable, "-c", code, str(book), allowed], stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for run in runs:
        _, said = run.communicate(timeout=120)
        assert run.returncode == 0, said
    assert violations(book) == []
    check(book, mark=False)
    assert parts(book.read_bytes()) == before


def test_a_build_stopped_before_its_manifest_is_completed_by_the_next(demo_copy, monkeypatch):
    """The outputs are new, the manifest is old: it tells the next build that they do not belong together."""
    import datetime as dt
    from pathlib import Path

    from inaxl.building import Options, build

    first = build(demo_copy, 2023, Options(date=dt.date(2024, 6, 1)))
    out, genuine = demo_copy / "out" / "R05", Path.replace

    def stop_before_the_manifest(self: Path, target: Path) -> Path:
        if Path(target).name == "manifest.json":
            raise KeyboardInterrupt
        return genuine(self, target)

    later = Options(date=dt.date(2024, 6, 2))
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", stop_before_the_manifest)
        with pytest.raises(KeyboardInterrupt):
            build(demo_copy, 2023, later)
    assert not is_complete(out)
    done = build(demo_copy, 2023, later)
    assert is_complete(out)
    assert done.again
    assert done.outputs != first.outputs

"""Writing a book: the old one or the new one, a backup, a line in the log, and nobody is overrun."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from inaxl.books import save
from inaxl.books.save import CellChange, clear_leftovers, edit_book, read_audit, write_book
from inaxl.books.save_lock import book_lock, excel_owner, libreoffice_owner
from inaxl.books.undo import undo
from inaxl.errors import UnreadableInput, UnwritableOutput

NOW = dt.datetime(2024, 5, 1, 9, 30, 0)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book in the folder of its year; what it holds does not matter to writing."""
    (tmp_path / "plan.xlsx").write_bytes(b"plan")
    path = tmp_path / "workbooks" / "R05" / "03_企画政策課.xlsx"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"old")
    return path


def files(folder: Path) -> list[str]:
    """Names in the book's folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_write_keeps_the_old_book_under_the_working_folder(book, tmp_path):
    """.inaxl lies where plan.xlsx is; the backup carries time and hash."""
    written = write_book(book, b"new", command="check --mark", edits=3, now=NOW)
    assert book.read_bytes() == b"new"
    assert written.backup.read_bytes() == b"old"
    folder = tmp_path / ".inaxl" / "backups" / "workbooks" / "R05" / "03_企画政策課.xlsx"
    assert written.backup.parent == folder
    assert written.backup.name.startswith("20240501-093000-")
    assert files(book.parent) == [book.name]


def test_a_book_outside_of_any_working_folder_has_its_backup_beside_it(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    assert write_book(path, b"new", command="x", now=NOW).backup.is_relative_to(
        tmp_path / ".inaxl" / "backups"
    )


def test_the_audit_log_says_when_what_and_from_which_hash_to_which(book, tmp_path):
    change = CellChange("KPI", "E5", "８万", "80000")
    write_book(book, b"new", command="check --mark", edits=1, cells=[change], now=NOW)
    (line,) = [
        json.loads(text) for text in (tmp_path / ".inaxl" / "audit.jsonl").read_text("utf-8").splitlines()
    ]
    assert line["when"] == "2024-05-01T09:30:00"
    assert line["command"] == "check --mark"
    assert line["book"] == "workbooks/R05/03_企画政策課.xlsx"
    assert (line["before"], line["after"]) == tuple(
        hashlib.sha256(data).hexdigest() for data in (b"old", b"new")
    )
    assert line["cells"] == [["KPI", "E5", "８万", "80000"]]


def test_writing_what_is_there_already_leaves_no_trace_of_a_write(book, tmp_path):
    assert write_book(book, b"old", command="x", now=NOW) is None
    assert not (tmp_path / ".inaxl" / "audit.jsonl").exists()


def test_E003_a_book_that_is_not_there(tmp_path):
    with pytest.raises(UnreadableInput) as refused:
        write_book(tmp_path / "a.xlsx", b"new", command="x")
    assert refused.value.finding.code == "E003"


def owner_file(name: str) -> bytes:
    """An owner file as Excel writes it: the name in the code page, then in UTF-16."""
    narrow = name.encode("cp932")
    return (
        bytes([len(narrow)])
        + narrow.ljust(54, b" ")
        + bytes([len(name), 0])
        + name.encode("utf-16-le").ljust(108)
    )


def test_E014_a_book_open_in_excel_is_not_written_and_the_person_is_named(book):
    book.with_name(f"~${book.name}").write_bytes(owner_file("唐木 一郎"))
    with pytest.raises(UnwritableOutput) as refused:
        write_book(book, b"new", command="x", now=NOW)
    assert refused.value.finding.code == "E014"
    assert "唐木 一郎 さんが開いています" in refused.value.finding.message
    assert book.read_bytes() == b"old"


def test_E014_a_book_open_in_libreoffice_is_not_written(book):
    book.with_name(f".~lock.{book.name}#").write_text(",karaki,pc01,01.05.2024 09:30,file:///x;", "utf-8")
    with pytest.raises(UnwritableOutput, match="karaki"):
        write_book(book, b"new", command="x", now=NOW)


@pytest.mark.parametrize("data", [b"", b"\0", b"\x05ab", b"\xff" * 200, "名".encode("utf-16")])
def test_an_owner_file_of_any_content_is_read_without_failing(data):
    assert isinstance(excel_owner(data), str)
    assert isinstance(libreoffice_owner(data), str)


def test_E014_a_sharing_violation_of_windows_is_told_as_such(book, monkeypatch):
    """Excel denies the replacement although no owner file is to be seen (a network share)."""

    def denied(*_):
        raise_windows(32)

    monkeypatch.setattr(Path, "replace", denied)
    with pytest.raises(UnwritableOutput) as refused:
        write_book(book, b"new", command="x", now=NOW)
    assert refused.value.finding.code == "E014"
    assert book.read_bytes() == b"old"


def raise_windows(number: int) -> None:
    """The error that Windows gives; elsewhere the number is only an attribute."""
    error = PermissionError(errno.EACCES, "denied")
    error.winerror = number
    raise error


def test_E015_a_full_disk_leaves_the_old_book_and_no_leftover(book, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnwritableOutput) as refused:
        write_book(book, b"new", command="x", now=NOW)
    assert refused.value.finding.code == "E015"
    assert "空き容量" in refused.value.finding.message
    assert (book.read_bytes(), files(book.parent)) == (b"old", [book.name])


def test_E014_a_book_that_changed_since_it_was_read_is_not_overwritten(book):
    base = hashlib.sha256(b"old").hexdigest()
    book.write_bytes(b"saved by a colleague")
    with pytest.raises(UnwritableOutput, match="内容が変わりました"):
        write_book(book, b"new", command="x", now=NOW, base=base)
    assert book.read_bytes() == b"saved by a colleague"


def test_the_next_write_clears_what_a_killed_one_left(book):
    left = book.with_name(f".{book.name}.999.inaxl.tmp")
    left.write_bytes(b"half")
    other = book.with_name(".another.xlsx.999.inaxl.tmp")
    other.write_bytes(b"somebody else's")
    write_book(book, b"new", command="x", now=NOW)
    assert files(book.parent) == sorted([book.name, other.name])
    clear_leftovers(book)


def test_only_the_newest_backups_are_kept(book, monkeypatch):
    monkeypatch.setattr(save, "MAX_BACKUPS", 3)
    for number in range(6):
        written = write_book(book, b"%d" % number, command="x", now=NOW + dt.timedelta(seconds=number))
    assert len(files(written.backup.parent)) == 3
    assert written.backup.is_file()


def test_two_writers_take_turns(book):
    """Each reads what the other has written: no edit is lost."""

    def add(letter: bytes) -> None:
        for _ in range(10):
            edit_book(book, lambda data: data + letter, command="x", now=NOW)

    writers = [threading.Thread(target=add, args=(letter,)) for letter in (b"a", b"b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(book.read_bytes()) == sorted(b"old" + b"a" * 10 + b"b" * 10)


def test_E014_another_run_that_does_not_end_is_not_waited_for_forever(book, tmp_path, monkeypatch):
    monkeypatch.setattr("inaxl.books.save_lock.WAIT_SECONDS", 0.1)
    with book_lock(book, tmp_path / ".inaxl"), pytest.raises(UnwritableOutput, match="別の処理"):
        write_book(book, b"new", command="x", now=NOW)


WRITER = """
import sys, itertools
from pathlib import Path
from inaxl.books.save import write_book
for n in itertools.count():
    write_book(Path(sys.argv[1]), bytes([65 + n % 2]) * 3_000_000, command="x")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows には SIGKILL がありません")
def test_a_killed_write_leaves_the_old_book_or_the_new_one(book):
    """Killed at some moment, again and again: the book is whole each time, and the next write works."""
    book.write_bytes(b"A" * 3_000_000)
    for number in range(8):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(book)])
        time.sleep(0.25 + 0.023 * number)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert book.read_bytes() in (b"A" * 3_000_000, b"B" * 3_000_000)
    write_book(book, b"new", command="x")
    assert (book.read_bytes(), files(book.parent)) == (b"new", [book.name])


# --- undo --------------------------------------------------------------------------------------------------------
def test_undo_takes_back_one_write_after_the_other(book):
    write_book(book, b"first", command="check --mark", now=NOW)
    write_book(book, b"second", command="check --mark", now=NOW)
    undo(book, now=NOW)
    assert book.read_bytes() == b"first"
    undo(book, now=NOW)
    assert book.read_bytes() == b"old"
    with pytest.raises(UnreadableInput) as refused:
        undo(book, now=NOW)
    assert refused.value.finding.code == "E020"


def test_an_undone_write_can_be_made_again_and_undone_again(book):
    write_book(book, b"first", command="x", now=NOW)
    undo(book, now=NOW)
    write_book(book, b"first", command="x", now=NOW)
    undo(book, now=NOW)
    assert book.read_bytes() == b"old"


def test_E020_undo_never_overwrites_what_somebody_has_saved_since(book):
    write_book(book, b"marked", command="check --mark", now=NOW)
    book.write_bytes(b"corrected in Excel")
    with pytest.raises(UnreadableInput, match="ほかのプログラム"):
        undo(book, now=NOW)
    assert book.read_bytes() == b"corrected in Excel"


def test_undo_passes_over_a_write_that_was_killed_before_it_took_place(book, monkeypatch):
    """Its line is in the log, but the book's hash says that it never happened."""
    write_book(book, b"first", command="x", now=NOW)
    with monkeypatch.context() as patched:
        patched.setattr(save, "replace_file", stop_at(book, save.replace_file))
        with pytest.raises(KeyboardInterrupt):
            write_book(book, b"second", command="x", now=NOW)
    assert book.read_bytes() == b"first"
    undo(book, now=NOW)
    assert book.read_bytes() == b"old"


def stop_at(book: Path, really):
    """A replacement that is interrupted when it comes to the book itself."""

    def replace(path: Path, data: bytes) -> None:
        if path == book:
            raise KeyboardInterrupt
        really(path, data)

    return replace


def test_E020_a_backup_that_is_gone_or_changed_is_not_put_back(book):
    written = write_book(book, b"new", command="x", now=NOW)
    written.backup.write_bytes(b"tampered")
    with pytest.raises(UnreadableInput, match="壊れて"):
        undo(book, now=NOW)
    written.backup.unlink()
    with pytest.raises(UnreadableInput, match="見つかりません"):
        undo(book, now=NOW)
    assert book.read_bytes() == b"new"


def test_a_line_that_a_kill_has_cut_spoils_no_other(book, tmp_path):
    log = tmp_path / ".inaxl" / "audit.jsonl"
    write_book(book, b"first", command="x", now=NOW)
    log.write_bytes(log.read_bytes() + b'{"when": "20')
    write_book(book, b"second", command="x", now=NOW)
    assert [line["command"] for line in read_audit(tmp_path / ".inaxl")] == ["x", "x"]
    undo(book, now=NOW)
    assert book.read_bytes() == b"first"

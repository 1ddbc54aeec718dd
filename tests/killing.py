"""Kills `check --mark` and `build` at random moments, and looks at what they leave behind.

A nursery process has everything imported and forks one worker after the other, so that a kill falls into the work and
not into the start. Used by `test_killing.py` and, for 200 kills, by `benchmarks/kills.py`. Needs SIGKILL and fork.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.books.rich_books import parts

MARKER = """
import sys
from inaxl.checking import check
check(sys.argv[1], mark=True)  # everything is imported from here on
check(sys.argv[1], mark=False)
def work(path):
    while True:
        for mark in (True, False):
            check(path, mark=mark)
"""
BUILDER = """
import sys
import datetime as dt
from inaxl.building import Options, build
build(sys.argv[1], 2023, Options(force=True))  # everything is imported from here on
def work(path):
    while True:
        for day in (1, 2):
            build(path, 2023, Options(date=dt.date(2024, 6, day), force=True))
"""
NURSERY = """
import os, sys
for line in sys.stdin:
    worker = os.fork()
    if not worker:
        work(sys.argv[1])
    print(worker, flush=True)
    os.waitpid(worker, 0)
    print("gone", flush=True)
"""


@contextmanager
def nursery(work: str, path: Path) -> Iterator[Callable[[float], None]]:
    """A function that starts a worker and kills it after some seconds."""
    process = subprocess.Popen(
        [sys.executable, "-c", work + NURSERY, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    read = process.stdout.readline

    def kill_after(seconds: float) -> None:
        process.stdin.write("go\n")
        process.stdin.flush()
        worker = int(read())
        time.sleep(seconds)
        os.kill(worker, signal.SIGKILL)
        assert read() == "gone\n"

    try:
        yield kill_after
    finally:
        process.stdin.close()
        process.stdout.close()
        process.wait(timeout=60)


def book_with_mistakes(folder: Path) -> Path:
    """A book of the demo folder's last year that check has something to say about."""
    from inaxl.checking import check

    books = sorted((folder / "workbooks" / "R05").glob("*.xlsx"))
    checked = {Path(item.book).name: item for item in check(*books).books}
    return next(book for book in books if checked[book.name].count("error"))


def kill_marking(book: Path, times: int, seconds: float, seed: int = 0) -> Counter[str]:
    """Kill marking and unmarking; how often the book was left as it had been, and how often marked. Else it raises."""
    from inaxl.checking import check

    original = parts(book.read_bytes())
    check(book, mark=True)
    marked = parts(book.read_bytes())
    check(book, mark=False)
    assert original != marked
    dice, found = random.Random(seed), Counter[str]()
    with nursery(MARKER, book) as kill_after:
        for _ in range(times):
            kill_after(dice.uniform(0, seconds))
            now = parts(book.read_bytes())  # a book that is half there cannot be opened
            assert now in (original, marked), "neither the old nor the new book"
            found["marked" if now == marked else "as it was"] += 1
    check(book, mark=True)  # the next run goes through, whatever it finds
    check(book, mark=False)
    assert parts(book.read_bytes()) == original
    left = [path.name for path in book.parent.iterdir() if path.name.endswith(".tmp")]
    assert left == [], "leftovers"
    return found


def kill_building(folder: Path, times: int, seed: int = 0) -> Counter[str]:
    """Kill builds of two dates; how often all outputs were of one build, and how often some of each. Else it raises."""
    from inaxl.building import Options, build

    inputs = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    out, dice, found = folder / "out" / "R05", random.Random(seed), Counter[str]()
    build(folder, 2023)
    start = time.perf_counter()
    build(folder, 2023, Options(force=True))
    seconds = time.perf_counter() - start  # outputs are put in place near the end of it
    with nursery(BUILDER, folder) as kill_after:
        for _ in range(times):
            kill_after(dice.uniform(0.5, 2.5) * seconds)
            for path in out.rglob("*"):
                _must_be_whole(path)
            found["of one build" if is_complete(out) else "some of each"] += 1
    done = build(folder, 2023)
    assert is_complete(out)
    assert done.outputs
    assert [path.name for path in out.parent.iterdir()] == ["R05"], "leftovers"
    assert {path: path.read_bytes() for path in inputs} == inputs, "an input was touched"
    return found


def _must_be_whole(path: Path) -> None:
    """An output opens: no file is half-written."""
    if path.suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None, path
    elif path.suffix == ".json":
        json.loads(path.read_text("utf-8"))
    elif path.suffix == ".csv":
        assert path.read_bytes().endswith(b"\r\n"), path


def is_complete(out: Path) -> bool:
    """Whether every output is the one that the manifest names."""
    from inaxl.manifest import sha256_of

    try:
        named = json.loads((out / "manifest.json").read_text("utf-8"))["outputs"]
        return all(sha256_of(out / name) == digest for name, digest in named.items())
    except OSError:
        return False

"""How long a build takes, as ratios to what it cannot do without; and how it grows with the number of books.

    python benchmarks/build.py [--runs 5]

Every figure is the median of several whole processes of one run of this script, so that a ratio means something on any
machine. Run it in an environment without the test extra: where hypothesis is installed, pandera loads it.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

INAXL = [sys.executable, "-m", "inaxl"]
BARE_BUILD = [sys.executable, "-c", "import pandas, pandera.pandas, docxtpl, xlsxwriter"]
BARE_CLICK = [sys.executable, "-c", "import click"]


def seconds(command: list[str], runs: int, before: Callable[[], None] = lambda: None) -> float:
    """Median wall time [s] of a command as a whole process."""
    taken = []
    for _ in range(runs):
        before()
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def ratio_beside(
    command: list[str],
    other: list[str],
    runs: int,
    less: float = 0.0,
    before: Callable[[], None] = lambda: None,
) -> float:
    """Median time of a command over that of another, taken in turns so that a busy moment hits both.

    less: seconds to take off the first. Short processes measured batch after batch drift with the machine.
    """
    pairs = [(seconds(command, 1, before), seconds(other, 1)) for _ in range(runs)]
    mine, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    return (mine - less) / theirs


def hashing(folder: Path) -> float:
    """Seconds that reading and hashing every input takes, in this process."""
    from inaxl.manifest import hashes
    from inaxl.workfolder import open_folder

    work = open_folder(folder, 2023)
    start = time.perf_counter()
    hashes(work, work.inputs())
    return time.perf_counter() - start


def forget(folder: Path) -> None:
    """Remove outputs and cache, so that the next build does everything."""
    for name in ("out", ".inaxl"):
        shutil.rmtree(folder / name, ignore_errors=True)


def growth(folder: Path, copies: list[int]) -> list[tuple[int, float, float]]:
    """Books, seconds for reading and merging them, and the peak memory [MB] of the process, per number of copies."""
    code = (
        "import resource, sys, time\nfrom pathlib import Path\n"
        "from inaxl.plan.book import read_plan_book\nfrom inaxl.reading import Job, read_books, vocabulary\n"
        "from inaxl.merging.rows import merge_readings\n"
        "folder, copies = Path(sys.argv[1]), int(sys.argv[2])\n"
        "plan, _ = read_plan_book(folder / 'plan.xlsx', check=False)\n"
        "books = sorted((folder / 'workbooks' / 'R05').glob('*.xlsx'))\n"
        "jobs = [Job(b, f'{i}/{b.name}', 2023) for i in range(copies) for b in books]\n"
        "start = time.perf_counter()\n"
        "readings = [o.reading for o in read_books(jobs, vocabulary(plan, 2023)) if o.reading]\n"
        "merge_readings({2023: readings}, plan, 2023)\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
        "print(len(jobs), time.perf_counter() - start, peak)\n"
    )
    rows = []
    for number in copies:
        done = subprocess.run(
            [sys.executable, "-c", code, str(folder), str(number)], capture_output=True, text=True, check=True
        )
        books, taken, peak = done.stdout.split()
        rows.append((int(books), float(taken), float(peak)))
    return rows


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "demo"
        subprocess.run([*INAXL, "demo", str(folder)], stdout=subprocess.DEVNULL, check=True)
        build = [*INAXL, "build", str(folder), "--fy", "R05"]
        first = ratio_beside(build, BARE_BUILD, 2 * runs, before=lambda: forget(folder))
        again = ratio_beside(build, BARE_CLICK, 6 * runs, less=hashing(folder))
        helped = ratio_beside([*INAXL, "--help"], BARE_CLICK, 6 * runs)
        print(f"build, everything new    {first:5.2f} x the bare imports   (aim: 3)")
        print(f"build, nothing changed   {again:5.2f} x import click, hashing taken off   (aim: 1.3)")
        print(f"inaxl --help             {helped:5.2f} x import click")
        rows = growth(folder, [1, 4, 16])
        for books, taken, peak in rows:
            per_book = (taken / books) / (rows[0][1] / rows[0][0])
            print(
                f"reading and merging {books:4d} books: {per_book:4.2f} x the time a book, {peak:.0f} MB at most"
            )


if __name__ == "__main__":
    main()

"""A click from process start to marks applied, as a ratio to a bare start of the libraries.

    python benchmarks/click.py [ROUNDS]

Excel's place is taken by an engine in memory, so that what is timed is ours: starting, importing, reading the grids,
checking against the plan and the other years, and carrying out the marks. Three clicks are timed: a book of 100 KPIs
that lies alone; a department's book beside a plan book and the books of three years, whose readings are known from an
earlier click; and the same where nothing has been read before, which is paid once for each book that has changed.
The bound is a ratio of 1.35 to `python -c "import pandas, pandera.pandas"` in the same run.
It needs the test support of the source tree.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
BOUND = 1.35
ALONE, FOLLOWING, FIRST = "100 KPIs, alone", "with plan and other books", "the first such click"
BARE = "import pandas, pandera.pandas"
CLICK = """
import sys; sys.path.insert(0, {root!r})
from inaxl.excel.clicking import light_xlwings
light_xlwings(more=("numpy", "pandas"))
from pathlib import Path
from tests.support.memory_engine import open_in_memory
open_in_memory(Path({book!r}))
import inaxl.buttons
inaxl.buttons.notify = lambda text, level: sys.stderr.write(text)
result = inaxl.buttons.check()
assert result.is_done and result.findings, result.message
"""


def seconds(words: list[str], compiled: Path) -> float:
    """Wall time of one process, with modules compiled before as after an installation, whatever is set here."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(compiled)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    subprocess.run(words, check=True, capture_output=True, env=environment)
    return time.perf_counter() - start


def make_book(folder: Path) -> Path:
    """A working folder whose one book reports 100 KPIs, each fifth wrongly."""
    from inaxl.forms.entry_book import write_entry_book
    from inaxl.forms.entry_content import CurrentEntry, EntryBookContent, KpiRow

    rows = [
        KpiRow(
            number=n,
            project=f"{n // 5 + 1} 事業",
            name=f"指標{n}",
            unit="人",
            decimals=0,
            baseline=None,
            target=None,
            target_fy=None,
            current=CurrentEntry(f"{n}～{n + 5}" if n % 5 == 0 else f"{n}人", "実績あり"),
        )
        for n in range(1, 101)
    ]
    content = EntryBookContent("計画", 2020, 2023, "企画部企画課", True, tuple(rows), ())
    path = folder / "企画課.xlsx"
    write_entry_book(path, content)
    return path


def with_plan(folder: Path) -> Path:
    """The demo folder's department with the most KPIs, checked against plan, earlier years and the other books."""
    from inaxl.demo.folder import make_demo

    make_demo(folder)
    return folder / "workbooks" / "R05" / "02_地域創造課.xlsx"


def main() -> int:
    """Print the ratios; exit code 1 where the bound is passed."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as place:
        alone = make_book(Path(place))
        planned = with_plan(Path(place) / "demo")
        cache = Path(place) / "demo" / ".inaxl" / "cache"
        names = {"bare": BARE}
        for name, book in ((ALONE, alone), (FIRST, planned), (FOLLOWING, planned)):
            names[name] = CLICK.format(root=str(ROOT), book=str(book))
        times: dict[str, list[float]] = {name: [] for name in names}
        for _ in range(rounds + 1):
            for name, code in names.items():
                if name == FIRST:
                    shutil.rmtree(cache, ignore_errors=True)
                times[name].append(seconds([sys.executable, "-c", code], Path(place) / "compiled"))
    best = {name: min(taken[1:]) for name, taken in times.items()}  # the first round compiles our modules
    for name, taken in best.items():
        print(f"{name:<30} {1000 * taken:6.0f} ms   {taken / best['bare']:.2f}")
    return 0 if max(best[name] for name in (ALONE, FIRST, FOLLOWING)) <= BOUND * best["bare"] else 1


if __name__ == "__main__":
    sys.exit(main())

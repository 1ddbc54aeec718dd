"""A click with a plan book beside it says what the command line says, without loading what that takes its time for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from inaxl.checking import check
from inaxl.excel.host import ExcelHost
from inaxl.excel.judging import judge
from tests.support.memory_engine import open_in_memory

ROOT = Path(__file__).parents[2]
CLICK = """
import sys; sys.path.insert(0, sys.argv[1])
from pathlib import Path
from inaxl.excel.clicking import light_xlwings
light_xlwings(more=("numpy", "pandas"))
from tests.support.memory_engine import open_in_memory
book = open_in_memory(Path(sys.argv[2]))
from inaxl import buttons
buttons.notify = lambda text, level: None
result = buttons.check(book)
assert result.is_done and any(f.code == "E103" for f in result.findings), result.message
heavy = "pandas numpy pandera pydantic matplotlib polars docxtpl openpyxl xlsxwriter".split()
print(sorted(name for name in heavy if name in sys.modules))
"""


@pytest.mark.parametrize(
    "frozen", ["", "戦略台帳_2023-03-31まで.xlsx"], ids=["one plan", "an earlier version"]
)
def test_every_book_of_the_demo_is_judged_as_by_the_command_line(demo_copy, frozen) -> None:
    """Same findings in the same order for each book of the year, read from an open workbook or from disk."""
    if frozen:
        (demo_copy / "plans").mkdir()
        shutil.copy(demo_copy / "plan.xlsx", demo_copy / "plans" / frozen)
    year = demo_copy / "workbooks" / "R05"
    on_disk = {book.book: list(book.findings) for book in check(year).books if book.reading}
    assert sum(map(len, on_disk.values())) > 20
    for path in sorted(year.iterdir()):
        name = f"workbooks/R05/{path.name}"
        if name not in on_disk:
            continue  # a book that no one can open is not open in Excel either
        assert list(judge(ExcelHost(open_in_memory(path))).findings) == on_disk[name], path.name


@pytest.mark.parametrize("clicks", [1, 2])
def test_a_check_beside_plan_and_other_books_loads_no_data_frames(demo_copy, clicks) -> None:
    """With an empty cache and with a filled one: pandas and pandera alone would cost more than the whole click."""
    book = demo_copy / "workbooks" / "R05" / "02_地域創造課.xlsx"
    for _ in range(clicks):
        done = subprocess.run(
            [sys.executable, "-c", CLICK, str(ROOT), str(book)], capture_output=True, text=True, check=False
        )
        assert done.stdout.strip() == "[]", done.stdout + done.stderr

"""How fast the projection is, against reading and writing the same bytes once with numpy in the same run.

python benchmarks/population.py [AREAS [SCENARIOS]]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from inaxl.evaluation import population_until
from inaxl.plan.book import read_plan_book
from inaxl.population.book import read_population_book
from inaxl.population.projection import project_columns

STEPS, AGES, REPEATS = 10, 19, 3
BOOKS = Path(__file__).parents[1] / "workbooks"


def best(job: Callable[[], object]) -> float:
    """Seconds of the fastest of a few runs."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return min(times)


def many_areas(areas: int, scenarios: int) -> None:
    """areas × 2 sexes × 19 ages × 10 steps × scenarios, every scenario with rates of its own."""
    width = areas * scenarios
    random = np.random.default_rng(1)
    start = random.uniform(100, 1000, (2, AGES, width))
    change = random.uniform(0.9, 1.0, (STEPS, 2, AGES - 1, width))
    ratio, sexes = np.full((STEPS, width), 0.2), np.full((STEPS, width), 105.2)
    out = np.zeros((STEPS + 1, 2, AGES, width))
    copied_rates, copied = np.zeros_like(change), np.zeros_like(out)

    def once() -> None:
        np.copyto(copied_rates, change)
        np.copyto(copied, out)

    own = best(lambda: project_columns(start, change, ratio, sexes, out=out))
    floor = best(once)
    size = (change.nbytes + out.nbytes) / 2**20
    print(
        f"{areas}団体×{scenarios}シナリオ（{size:,.0f} MB）: {own:.3f}秒、numpy の読み書き1回 {floor:.3f}秒、{own / floor:.2f}倍"
    )


def one_city() -> None:
    """Indicators, decomposition, projections of the packaged book, after import and reading."""
    plan, _ = read_plan_book(BOOKS / "plan.xlsx", check=False)
    book = read_population_book(BOOKS / "population.xlsx", name="population.xlsx")
    population_until(plan, book, 2023)
    print(f"1市の指標と推計のすべて: {1000 * best(lambda: population_until(plan, book, 2023)):.1f}ミリ秒")


if __name__ == "__main__":
    many_areas(*(int(word) for word in (sys.argv[1:] + ["1741", "100"][len(sys.argv) - 1 :])[:2]))
    one_city()

"""10,000 damaged workbooks: read, recognised, marked, unmarked, edited. Only coded refusals, and no hang.

    python benchmarks/fuzz.py [--cases 10000] [--from-seed 0]

Prints what became of them, the slowest case, and every case that raised something else; then the exit code is 1.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.books.fuzzing import damaged, survives

STEPS = ("reading", "marking", "unmarking", "a value")
HANG = 10.0  # seconds for one case


def main() -> None:
    """Run the cases and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--from-seed", type=int, default=0)
    options = parser.parse_args()
    outcomes: list[Counter[str]] = [Counter() for _ in STEPS]
    slowest, failures = (0.0, 0), 0
    for seed in range(options.from_seed, options.from_seed + options.cases):
        data = damaged(seed)
        start = time.perf_counter()
        try:
            for counts, outcome in zip(outcomes, survives(data), strict=True):
                counts[outcome] += 1
        except Exception:
            failures += 1
            print(f"seed {seed}:\n{traceback.format_exc(limit=-4)}")
        slowest = max(slowest, (time.perf_counter() - start, seed))
    for step, counts in zip(STEPS, outcomes, strict=True):
        print(f"{step:10s} " + "  ".join(f"{code} {number}" for code, number in counts.most_common()))
    print(
        f"{options.cases} cases, {failures} broke down, the slowest took {slowest[0]:.2f} s (seed {slowest[1]})"
    )
    sys.exit(1 if failures or slowest[0] > HANG else 0)


if __name__ == "__main__":
    main()

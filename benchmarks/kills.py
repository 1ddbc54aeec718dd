"""200 kills at random moments of `check --mark` and `build`: nothing lost, nothing half-written.

    python benchmarks/kills.py [--kills 200]

Prints what was found after the kills; stops with an error at the first book or output that is not whole. Not on
Windows.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.killing import book_with_mistakes, kill_building, kill_marking

from inaxl.demo.folder import make_demo


def main() -> None:
    """Half of the kills for each command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200)
    half = parser.parse_args().kills // 2
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "demo"
        make_demo(folder)
        book = Path(place) / "book.xlsx"
        shutil.copyfile(book_with_mistakes(folder), book)
        for name, found in (
            ("check --mark / --unmark", kill_marking(book, half, 0.5)),
            ("build", kill_building(folder, half)),
        ):
            print(
                f"{name:24s} {half} kills: " + ", ".join(f"{what} {times}" for what, times in found.items())
            )


if __name__ == "__main__":
    main()

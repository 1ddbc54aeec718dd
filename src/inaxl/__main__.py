"""The command `inaxl`, also as `python -m inaxl`."""

from __future__ import annotations

import gc


def main() -> None:
    """Set garbage collection before anything is loaded, then hand over to the command line.

    What a run loads and allocates it mostly keeps: looking for garbage often is a quarter of its time.
    """
    gc.set_threshold(2_000_000, 50, 100)
    from inaxl.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()

"""The program that a click starts: like `python -B -c CODE`, or with the name of a button, and quick to start.

RunPython runs `python -B -c "import xlwings.utils; …"`, and xlwings then imports every data frame and plotting library
that is installed. Named as the interpreter (INTERPRETER_WIN), `inaxl-python` runs the same code without them. Frozen
into one folder it is what RunFrozenPython starts.
"""

from __future__ import annotations

import gc
import sys

_PYTHON_SWITCHES = ("-B", "-E", "-I", "-s", "-u")


def main() -> int:
    """Run what the macro asks for; Excel's part of the command line (`--wb=…`) stays in sys.argv."""
    gc.disable()  # a click ends before there is anything worth collecting
    words = sys.argv[1:]
    while words and words[0] in _PYTHON_SWITCHES:
        words = words[1:]
    if words[:1] == ["-c"] and len(words) > 1:
        sys.argv = ["-c", *words[2:]]
        _import_xlwings()
        exec(compile(words[1], "<click>", "exec"), {"__name__": "__main__"})
        return 0
    if words:
        return _press(words[0], words[1:])
    return 2


def _import_xlwings() -> None:
    from inaxl.excel.clicking import light_xlwings

    light_xlwings(more=("numpy", "pandas"))


def _press(name: str, rest: list[str]) -> int:
    from inaxl.excel.button_table import BUTTONS

    if name not in {button.function for button in BUTTONS}:
        return 2
    sys.argv = [name, *rest]
    _import_xlwings()
    from inaxl import buttons

    return 0 if getattr(buttons, name)().level != "error" else 1


if __name__ == "__main__":
    sys.exit(main())

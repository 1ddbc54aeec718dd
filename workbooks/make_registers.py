"""Makes the empty registers of this folder: opinions.xlsx (審議会の意見) and survey.xlsx (市民意識調査).

    python workbooks/make_registers.py [FOLDER]

The secretariat copies them into its working folder and fills them in; both are optional.
"""

from __future__ import annotations

import sys
from pathlib import Path

from inaxl.registers import opinions, survey
from inaxl.registers.writer import write_register

HERE = Path(__file__).parent


def main(folder: Path = HERE) -> None:
    """Write both books into a folder."""
    write_register(folder / "opinions.xlsx", "審議会の意見", opinions.TABLES, opinions.LEDES, {})
    write_register(folder / "survey.xlsx", "市民意識調査", survey.TABLES, survey.LEDES, {})


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

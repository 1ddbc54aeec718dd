"""The demo's population book: the published figures that come with inaxl, and a few made-up ones (架空) that say so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from inaxl.population.sheets import raw_tables
from inaxl.population.writer import write_population_book as write_book
from inaxl.workfolder import BOOKS, POPULATION_BOOK, packaged

Row = dict[str, Any]
Columns = dict[str, tuple[float, ...]]
MADE_UP = "見本（架空）"
_YEARS = range(2020, 2024)
# In step with the demo's goal actuals: social change is that of goal 2, TFR that of goal 1.
_VITAL: Columns = {
    "出生数": (430, 415, 400, 395),
    "死亡数": (930, 955, 990, 965),
    "合計特殊出生率": (1.50, 1.46, 1.43, 1.41),
}
_MOVES: Columns = {"転入数": (2040, 1985, 2061, 2048), "転出数": (2028, 2020, 2020, 2020)}
_SERIES = {
    "系列": MADE_UP,
    "調査": "見本",
    "期間": "暦年",
    "国籍": "総人口",
    "年齢不詳": "該当なし",
    "出典": MADE_UP,
    "備考": "架空の数値。試用のために作ったもので、市の実績ではない",
}
_SCENARIO = {
    "名称": "若い世代の転出を2割減らす",
    "出生の仮定": "推計のまま",
    "移動の仮定": "推計の移動率に倍率",
    "移動率の倍率": 0.8,
    "備考": "架空の仮定",
}


def tables() -> dict[str, list[Row]]:
    """Rows of every sheet: in the years of the sample, made-up births and moves take the place of published ones."""
    found = raw_tables(packaged(BOOKS, POPULATION_BOOK))
    for key, columns in (("vital", _VITAL), ("moves", _MOVES)):
        published = [row for row in found[key] if row["年"] not in _YEARS]
        found[key] = [*published, *_made_up(columns)]
    found["series"].append(dict(_SERIES))
    found["scenarios"].append(dict(_SCENARIO))
    return found


def _made_up(columns: Columns) -> Iterator[Row]:
    for number, year in enumerate(_YEARS):
        figures = {heading: values[number] for heading, values in columns.items()}
        yield {"系列": MADE_UP, "年": year, **figures, "備考": "架空"}


def write_population_book(target: Path | str | IO[bytes]) -> None:
    """Write the book; the same bytes every time."""
    write_book(target, tables(), is_sample=True)

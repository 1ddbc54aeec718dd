"""Published population files read as they are: the national institute's result workbook and e-Stat's CSV.

Both give a population table as `tables.age_table` takes it: `area, name, date, sex, age, population`. Nothing is filled
in: a symbol for no figure stays unknown. A file of another shape is E513.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from inaxl.errors import UnreadableInput
from inaxl.findings import E003, E513
from inaxl.population.ages import TOTAL_AGE, AgeGroup, age_label, parse_age
from inaxl.population.tables import SEXES

_SEX_HEADS = {
    "男女計": None,
    "総数": None,
    "計": None,
    "男": "male",
    "男性": "male",
    "女": "female",
    "女性": "female",
}
_LAST_HEAD_ROW = 12
_FEWEST_AGES = 15
_MOST_BYTES = 50 * 2**20
_MOST_CELLS = 5_000_000  # suikei_kekka.xlsx of 2023 has 13,662 rows of 84
_YEAR = re.compile(r"(\d{4})")
_NOTHING = frozenset(("***", "…", "･･･", "...", "x", "X", "", "-", "‐", "－", "―"))
_DASHES = frozenset(("-", "‐", "－", "―"))
_COLUMNS = {
    "time": ("時間軸", "調査年", "年次", "時点", "time", "year"),
    "sex": ("男女", "性別", "sex"),
    "age": ("年齢", "age"),
    "area": ("area_code", "地域コード", "市区町村コード", "コード", "area"),
    "name": ("地域", "市区町村", "全国・都道府県"),
    "value": ("value", "値", "人口"),
}


def read_ipss_workbook(path: Path | str, *, areas: Iterable[str] | None = None) -> pd.DataFrame:
    """日本の地域別将来推計人口 の結果表 (suikei_kekka.xlsx) as a table: `area, name, kind, date, sex, age, population`.

    Layout: one sheet; code, kind (a prefecture, 0 ward, 1 designated city, 2 city, 3 town or village), prefecture,
    municipality, year; then the total and the five-year ages of both sexes, of males, of females, under two rows of
    headings. Which column is which is read from the headings, so both the 2018 (90+) and 2023 (95+) editions fit.

    area: five-digit code · date: 1 October of the year · age: `0-4` … `95+` · population: persons.
    areas: codes to keep; None: all rows, municipalities and the areas that contain them.
    Raises UnreadableInput: E003 not there, E513 another layout.
    """
    grid = _first_sheet(Path(path))
    header = _ipss_header(grid, Path(path).name)
    wanted = None if areas is None else {str(area) for area in areas}
    rows = [row for row in grid[header.row + 1 :] if len(row) > header.last and _code(row[0])]
    if wanted is not None:
        rows = [row for row in rows if _code(row[0]) in wanted]
    if not rows:
        raise UnreadableInput(E513.at(book=Path(path).name, reason="指定した市区町村の行がありません。"))
    places = [(sex, age) for sex in SEXES for age in header.ages]
    columns = [header.columns[place] for place in places]
    people = np.array([[_figure(row[column]) for column in columns] for row in rows])
    years = [_year_of(row[4]) for row in rows]
    size = len(places)
    return pd.DataFrame(
        {
            "area": np.repeat([_code(row[0]) for row in rows], size),
            "name": np.repeat([str(row[3] or row[2] or "") for row in rows], size),
            "kind": np.repeat([_text(row[1]) for row in rows], size),
            "date": np.repeat(np.array([dt.date(year, 10, 1) for year in years], dtype=object), size),
            "sex": [sex for sex, _ in places] * len(rows),
            "age": [age.label for _, age in places] * len(rows),
            "population": people.ravel(),
        }
    )


class _Header(NamedTuple):
    row: int
    columns: dict[tuple[str, AgeGroup], int]
    ages: tuple[AgeGroup, ...]
    last: int


def _first_sheet(path: Path) -> list[list[Any]]:
    """Rows of the first sheet. Published tables are far larger than an office's books and have a limit of their own."""
    import python_calamine as calamine

    if not path.is_file():
        raise UnreadableInput(E003.at(book=path.name, value=path.name))
    if path.stat().st_size > _MOST_BYTES:
        raise UnreadableInput(E513.at(book=path.name, reason=f"{_MOST_BYTES // 2**20} MB を超えています。"))
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        sheet = book.get_sheet_by_index(0)
        if sheet.total_height * sheet.total_width > _MOST_CELLS:
            raise UnreadableInput(E513.at(book=path.name, reason=f"セルが {_MOST_CELLS:,} 個を超えます。"))
        return sheet.to_python(skip_empty_area=False)
    except (calamine.CalamineError, OSError, ValueError) as why:
        raise UnreadableInput(E513.at(book=path.name, reason="ブックとして開けません。")) from why


def _ipss_header(grid: Sequence[Sequence[Any]], book: str) -> _Header:
    """The row of ages; which sex a column belongs to stands in the row above it, over the first of its columns."""
    for number, row in enumerate(grid[:_LAST_HEAD_ROW]):
        found = [(column, age) for column, value in enumerate(row) if (age := _five_year(value)) is not None]
        if len(found) < 3 * _FEWEST_AGES:
            continue
        blocks = _blocks(found)
        if len(blocks) < 3:
            continue
        named = _named(blocks, grid[number - 1] if number else ())
        columns = {(sex, age): column for sex, block in named.items() for column, age in block}
        ages = tuple(age for _, age in blocks[0])
        return _Header(number, columns, ages, max(columns.values()))
    raise UnreadableInput(E513.at(book=book, reason="男女計・男・女の年齢別の見出しが見つかりません。"))


def _five_year(value: object) -> AgeGroup | None:
    age = parse_age(value) if isinstance(value, str) else None
    if not isinstance(age, AgeGroup) or age.lower % 5:
        return None
    return age if age.upper is None or age.upper == age.lower + 4 else None


def _blocks(found: Sequence[tuple[int, AgeGroup]]) -> list[list[tuple[int, AgeGroup]]]:
    """Runs of ages from 0–4 up to the open group; other columns such as 65歳以上（再掲） belong to none."""
    blocks: list[list[tuple[int, AgeGroup]]] = []
    for column, age in found:
        if age.lower == 0:
            blocks.append([(column, age)])
        elif blocks and age.lower == blocks[-1][-1][1].lower + 5 and blocks[-1][-1][1].upper is not None:
            blocks[-1].append((column, age))
    return [block for block in blocks if block[-1][1].upper is None and len(block) >= _FEWEST_AGES]


def _named(
    blocks: Sequence[list[tuple[int, AgeGroup]]], above: Sequence[Any]
) -> dict[str, list[tuple[int, AgeGroup]]]:
    """Blocks by sex: as the row above says, else in the published order both, male, female."""
    heads: dict[str, list[tuple[int, AgeGroup]]] = {}
    for block in blocks[:3]:
        first = block[0][0]
        words = [_text(value).strip("()（）") for value in above[max(0, first - 2) : first + 1] if value]
        sexes = [_SEX_HEADS[word] for word in words if word in _SEX_HEADS]
        if sexes and sexes[-1]:
            heads[sexes[-1]] = block
    return heads if set(heads) == set(SEXES) else {"male": blocks[1], "female": blocks[2]}


def _code(value: object) -> str:
    """Five digits; '' where the cell is no area code."""
    text = _text(value)
    return text.zfill(5) if text.isdecimal() and len(text) <= 6 else ""


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _figure(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else float("nan")


def _year_of(value: object) -> int:
    found = _YEAR.search(_text(value))
    if found is None:
        raise UnreadableInput(E513.at(reason=f"「{value}」は年として読めません。", value=value))
    return int(found[1])


def read_estat_csv(path: Path | str, *, dash_is_zero: bool = False) -> pd.DataFrame:
    """A table of e-Stat (population by sex and age) in CSV: `area, name, date, sex, age, population`.

    One figure a row; lines above the headings (title, notes) are passed over. The headings are known by a word in them:
    時間軸・年次 (time), 男女 (sex), 年齢 (age), 地域コード・area_code, 地域, value・値. UTF-8 or Shift_JIS.
    Totals (総数) of sex and age are left out; 不詳 becomes `unknown`. A time of one year stands for its 1 October.

    dash_is_zero: in census tables `-` means that there is nobody; elsewhere it means no figure, the default.
    Raises UnreadableInput: E003 not there, E513 a column is missing.
    """
    source = Path(path)
    if not source.is_file():
        raise UnreadableInput(E003.at(book=source.name, value=source.name))
    lines = list(csv.reader(io.StringIO(_decoded(source.read_bytes()))))
    number, places = _csv_header(lines, source.name)
    rows = []
    for line in lines[number + 1 :]:
        if len(line) <= max(places.values()):
            continue
        sex = _SEX_HEADS.get(line[places["sex"]].strip("（）() 　"), "")
        age = parse_age(line[places["age"]])
        if not sex or age is None or age == TOTAL_AGE:
            continue
        area = _code(line[places["area"]]) if "area" in places else ""
        name = line[places["name"]].strip() if "name" in places else ""
        day = _time(line[places["time"]])
        rows.append((area or name, name, day, sex, age_label(line[places["age"]]), _csv_value(line[places["value"]], dash_is_zero)))  # fmt: skip
    if not rows:
        raise UnreadableInput(E513.at(book=source.name, reason="男女と年齢のある行がありません。"))
    return pd.DataFrame(rows, columns=["area", "name", "date", "sex", "age", "population"])


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableInput(E513.at(reason="文字コードが UTF-8 でも Shift_JIS でもありません。"))


def _csv_header(lines: Sequence[Sequence[str]], book: str) -> tuple[int, dict[str, int]]:
    for number, line in enumerate(lines[:60]):
        places: dict[str, int] = {}
        for what, words in _COLUMNS.items():
            for word in words:
                column = next((n for n, head in enumerate(line) if _is_head(head, word)), None)
                if column is not None and what not in places:
                    places[what] = column
        if {"time", "sex", "age", "value"} <= places.keys():
            return number, places
    raise UnreadableInput(E513.at(book=book, reason="時間軸・男女・年齢・値の列がそろっていません。"))


def _is_head(head: str, word: str) -> bool:
    """A heading that has the word; code columns (cat01_code, 男女コード) only where the word itself names one."""
    text = head.strip().lower()
    is_code = "code" in text or "コード" in text
    return word in text and (is_code == ("code" in word or "コード" in word))


def _csv_value(text: str, dash_is_zero: bool) -> float:
    text = text.strip().replace(",", "")
    if dash_is_zero and text in _DASHES:
        return 0.0
    if text in _NOTHING:
        return float("nan")
    try:
        return float(text)
    except ValueError as why:
        raise UnreadableInput(E513.at(reason=f"「{text}」は数値ではありません。", value=text)) from why


def _time(text: str) -> dt.date:
    from inaxl.values.periods import parse_period

    period = parse_period(text)
    if period is not None and period.month and period.day:
        return dt.date(period.year, period.month, period.day)
    return dt.date(period.year if period else _year_of(text), 10, 1)

"""総務省「統計表における機械判読可能なデータの表記方法の統一ルール」(令和2年12月) as checks of published tables.

One function per rule, from the tables of a sheet to findings; the codes end in the number of the ministry's item:
E604 is 1-4 and E622 is 2-2. E614, E615 and W616 divide 1-3 further. Entry books break some of these rules by
design (merged headings, notes beside figures): the pack is for tables that are published as data.
What a rule looks at, and what it leaves to a person, is in docs/machine-readable.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from unicodedata import normalize

from inaxl.books.grid import CellValue, Workbook, cell_name
from inaxl.books.objects import SheetObject
from inaxl.findings import CATALOGUE, Finding
from inaxl.packs.cell_texts import (
    DITTO,
    is_figure,
    is_moment,
    is_padded,
    is_year,
    kind_of,
    strange_characters,
)
from inaxl.packs.table_areas import Sheet, TableArea
from inaxl.values.labels import label_key
from inaxl.values.periods import parse_fiscal_year
from inaxl.values.units import split_name_unit

Said = tuple[str, str, dict[str, Any]]
"""Code, cell and holes of a finding."""
_OPEN_FORMATS = (".xlsx", ".csv", ".ods", ".xml")
_UNIT_NOTE = re.compile(r"単\s*位\s*[:：)）]?\s*\S")
_UNIT_HEADINGS = frozenset(map(label_key, ("単位", "単位名")))
_NO_UNIT_NEEDED = re.compile(
    r"番号|コード|^no\.?$|^年度?$|西暦|^順位$|^月$|^id$|code|year|比率|指数|倍率|合計特殊出生率"
)
_PLACE = re.compile(r"[一-鿿ぁ-んァ-ヶ]{1,8}(?:都|道|府|県|市|区|町|村)(?![民立役長外内場街])|全国|全市|地域")
_PLACE_CODE = re.compile(r"(?<!\d)(?:\d{5}|\d{6})(?!\d)")
_REMARKS = re.compile(r"備考|摘要|注記|単位|出典")
_WESTERN_YEAR = re.compile(r"(?:19|20)\d\d")
_MARKS = {"text_number": "E603", "unit": "E614", "note": "E615", "several": "E602", "symbol": "E613"}


def machine_readable(workbook: Workbook, objects: tuple[SheetObject, ...] = ()) -> list[Finding]:
    """Everything that keeps a machine from reading the book's tables, sheet by sheet. Hidden sheets are looked at too."""
    book = workbook.name
    found = [_at(book, None, said) for said in _file_format(workbook)]
    for grid in workbook.grids:
        sheet = Sheet(grid)
        for check in SHEET_CHECKS:
            found += [_at(book, grid.name, said) for said in check(sheet)]
        for table in sheet.tables:
            for look in TABLE_CHECKS:
                found += [_at(book, grid.name, said) for said in look(sheet, table)]
    found += [_at(book, item.sheet, ("E608", item.cell, {"kind": item.kind})) for item in objects]
    return found


def _at(book: str, sheet: str | None, said: Said) -> Finding:
    code, cell, holes = said
    finding = CATALOGUE[code].at(book=book, sheet=sheet, cell=cell or None, **holes)
    return finding._replace(message=finding.message.replace("\n", " "))


def _file_format(workbook: Workbook) -> Iterator[Said]:
    """E601: neither Excel without macros nor CSV."""
    name = workbook.name.lower()
    suffix = name[name.rfind(".") :] if "." in name else ""
    if workbook.has_macros or not name.endswith(_OPEN_FORMATS):
        yield "E601", "", {"value": "マクロのあるブック" if workbook.has_macros else suffix or "拡張子なし"}


def _merged(sheet: Sheet) -> Iterator[Said]:
    """E604: every merged area, by its first cell."""
    for area in sheet.grid.merges:
        place = f"{cell_name(area.top, area.left)}:{cell_name(area.bottom, area.right)}"
        value = sheet.grid.value(area.top, area.left)
        yield "E604", cell_name(area.top, area.left), {"area": place, "value": value}


def _formulas(sheet: Sheet) -> Iterator[Said]:
    """E607: formulas, those one under the other together."""
    cells = sorted((column, row) for row, column in sheet.grid.formulas | sheet.grid.uncalculated)
    start = 0
    for place in range(1, len(cells) + 1):
        before = cells[place - 1]
        if place < len(cells) and cells[place] == (before[0], before[1] + 1):
            continue
        column, row = cells[start]
        area = cell_name(row, column)
        if before != cells[start]:
            area += f":{cell_name(before[1], before[0])}"
        yield "E607", cell_name(row, column), {"area": area}
        start = place


def _characters(sheet: Sheet) -> Iterator[Said]:
    """E610: characters that depend on the machine."""
    for row, column, text in sheet.texts():
        if strange := strange_characters(text):
            yield "E610", cell_name(row, column), {"value": text, "characters": "」「".join(strange)}


def _places(sheet: Sheet) -> Iterator[Said]:
    """W612: nowhere on the sheet a name or code of an area."""
    if not sheet.tables:
        return
    said = [text for *_, text in sheet.texts()] + [sheet.grid.name]
    said += [str(word) for table in sheet.tables for word in _codes(sheet, table)]
    if not any(_PLACE.search(text) or _PLACE_CODE.search(text) for text in said):
        first = sheet.tables[0]
        yield "W612", cell_name(first.top, first.left), {}


def _codes(sheet: Sheet, table: TableArea) -> Iterator[CellValue]:
    """What stands in columns that are headed as codes: area codes are often stored as numbers."""
    for column in table.columns:
        if any("コード" in word or "code" in word.lower() for word in sheet.header(table, column)):
            yield from (int(v) if isinstance(v, float) else v for _, v in sheet.data(table, column)[:1])


def _several_tables(sheet: Sheet) -> Iterator[Said]:
    """E621: data that go on after a gap without a header of their own; E622: a further table with a header."""
    for before, table in zip(sheet.tables, sheet.tables[1:], strict=False):
        cell = cell_name(table.top, table.left)
        if table.has_header:
            yield "E622", cell, {"first": cell_name(sheet.tables[0].top, sheet.tables[0].left)}
        else:
            yield "E621", cell, {"before": cell_name(before.bottom, before.left)}


def _layout_blanks(sheet: Sheet, table: TableArea) -> Iterator[Said]:
    """E605: line breaks, and blanks around or between the characters of a text."""
    for row in range(table.top, table.bottom + 1):
        for column in table.columns:
            value = sheet.value(row, column)
            if not isinstance(value, str):
                continue
            if "\n" in value.strip():
                yield "E605", cell_name(row, column), {"value": value, "what": "改行"}
            elif is_padded(value):
                yield "E605", cell_name(row, column), {"value": value, "what": "空白"}


def _names_left_out(sheet: Sheet, table: TableArea) -> Iterator[Said]:
    """E606: columns and rows without a name, and 〃 for the name above."""
    if not table.has_header:
        if table == sheet.tables[0]:
            yield "E606", cell_name(table.top, table.left), {"what": "表に見出しの行がありません。"}
        return
    for column in table.columns:
        if not sheet.header(table, column) and sheet.data(table, column):
            what = "この列の見出しが空欄です。"
            yield "E606", cell_name(table.header_bottom, column), {"what": what}
    labels = _label_columns(sheet, table)
    for row in table.data_rows:
        for column in table.columns:
            value = sheet.value(row, column)
            if isinstance(value, str) and value.strip() in DITTO:
                yield (
                    "E606",
                    cell_name(row, column),
                    {"value": value, "what": f"「{value}」で上の行を指しています。"},
                )
            elif column in labels and sheet.shown(row, column) is None and row > table.data_rows.start:
                yield "E606", cell_name(row, column), {"what": "上の行と同じ項目名が省かれています。"}


def _label_columns(sheet: Sheet, table: TableArea) -> set[int]:
    """The leading columns of words that say what a row is about; without figures behind them only the first."""
    labels: list[int] = []
    for column in table.columns:
        if not sheet.data(table, column):
            break
        if _is_figure_column(sheet, table, column):
            return set(labels)
        if sheet.value(table.data_rows.start, column) is not None and not _is_remark(sheet, table, column):
            labels.append(column)
    return set(labels[:1])


def _is_remark(sheet: Sheet, table: TableArea, column: int) -> bool:
    return any(_REMARKS.search(word) for word in sheet.header(table, column))


def _is_figure_column(sheet: Sheet, table: TableArea, column: int) -> bool:
    """A quarter are figures, and half are figures or what stands in their place; a column of years is none."""
    values = [value for _, value in sheet.data(table, column)]
    figures = sum(map(is_figure, values))
    marks = sum(isinstance(value, str) and kind_of(value) in ("symbol", "several") for value in values)
    total = len(values)
    return figures * 4 >= max(total, 1) and (figures + marks) * 2 >= total and not all(map(is_year, values))


def _figures(sheet: Sheet, table: TableArea) -> Iterator[Said]:
    """E602, E603, E613–E615, W616: what a column of figures holds that is no number."""
    for column in table.columns:
        if not _is_figure_column(sheet, table, column):
            continue
        for row, value in sheet.data(table, column):
            code = _code_of(value)
            if code and (row, column) not in sheet.grid.formulas:
                yield code, cell_name(row, column), {"value": value}


def _code_of(value: CellValue) -> str:
    if isinstance(value, bool) or is_moment(value):
        return "W616"
    if not isinstance(value, str):
        return ""
    return _MARKS.get(kind_of(value), "W616")


def _units(sheet: Sheet, table: TableArea) -> Iterator[Said]:
    """W609: a column of figures whose unit stands neither in its heading nor in a column nor beside the table."""
    if any(
        _UNIT_NOTE.search(text) for row, _, text in sheet.texts() if row <= table.top or row > table.bottom
    ):
        return
    headings = {column: sheet.header(table, column) for column in table.columns}
    if any(label_key(word) in _UNIT_HEADINGS for words in headings.values() for word in words):
        return
    for column, words in headings.items():
        if not _is_figure_column(sheet, table, column) or not words:
            continue  # a heading that is missing is E606
        known = any(split_name_unit(word)[1] or _NO_UNIT_NEEDED.search(_plain(word)) for word in words)
        if not known:
            yield "W609", cell_name(table.header_bottom, column), {"value": words[-1]}


def _plain(word: str) -> str:
    return "".join(normalize("NFKC", word).lower().split())


def _years(sheet: Sheet, table: TableArea) -> Iterator[Said]:
    """E611: a heading or a row's name that gives a year in the Japanese era only."""
    figures = {column for column in table.columns if _is_figure_column(sheet, table, column)}
    for row in range(table.top, table.bottom + 1):
        for column in table.columns:
            value = sheet.value(row, column)
            if not isinstance(value, str) or (row > table.header_bottom and column in figures):
                continue
            if parse_fiscal_year(value) is not None and not _WESTERN_YEAR.search(value):
                yield "E611", cell_name(row, column), {"value": value, "year": parse_fiscal_year(value)}


SHEET_CHECKS: tuple[Callable[[Sheet], Iterator[Said]], ...] = (
    _merged,
    _formulas,
    _characters,
    _places,
    _several_tables,
)
TABLE_CHECKS: tuple[Callable[[Sheet, TableArea], Iterator[Said]], ...] = (
    _layout_blanks,
    _names_left_out,
    _figures,
    _units,
    _years,
)

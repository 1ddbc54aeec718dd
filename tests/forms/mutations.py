"""What happens to a form on its way through the departments: rows, columns and sheets change, figures do not."""

from __future__ import annotations

from collections.abc import Callable

from drawn_sheets import Habit, Matrix

from inaxl.books.grid import Workbook
from inaxl.forms.headings import read_heading

Sheets = dict[str, Matrix]


def rows_on_top(sheets: Sheets) -> Sheets:
    """Two blank rows above everything."""
    return {name: [[], [], *matrix] for name, matrix in sheets.items()}


def column_on_the_left(sheets: Sheets) -> Sheets:
    """A blank column before everything."""
    return {name: [["", *row] for row in matrix] for name, matrix in sheets.items()}


def memo_column_at_the_end(sheets: Sheets) -> Sheets:
    """A column メモ of the office's own, right behind each table."""
    return {name: _with_memo(matrix) for name, matrix in sheets.items()}


def _with_memo(matrix: Matrix) -> Matrix:
    heads = [i for i, row in enumerate(matrix) if any(read_heading(c).field == "name" for c in row)]
    width = max((len(row) for row in matrix), default=0)
    if not heads or any(len(matrix[i]) < width for i in heads):
        return matrix
    filled = [row + [""] * (width - len(row)) if row else row for row in matrix]
    return [
        [*row, "メモ" if i == heads[0] else "確認済" if i == heads[0] + 3 else ""] if row else row
        for i, row in enumerate(filled)
    ]


def sheet_renamed(sheets: Sheets) -> Sheets:
    """Other tab names."""
    return {f"新しい表{i}": matrix for i, matrix in enumerate(sheets.values(), 1)}


def _respelt(spell: Callable[[str], str]) -> Callable[[Sheets], Sheets]:
    def change(sheets: Sheets) -> Sheets:
        return {
            name: [
                [spell(cell) if cell not in ("<", "^") and read_heading(cell).field else cell for cell in row]
                for row in matrix
            ]
            for name, matrix in sheets.items()
        }

    return change


def _spaced(text: str) -> str:
    return "　".join(text) if text.isalpha() and not text.isascii() else text


def _broken(text: str) -> str:
    return text[:2] + "/n" + text[2:] if len(text) > 3 and text[:3].isalpha() and "/n" not in text else text


_FULL = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F) if chr(code) != "/"})


def _full_width(text: str) -> str:
    return text if "/n" in text else text.translate(_FULL)


_OTHER_WORDS = {
    "指標名": "重要業績評価指標（KPI）",
    "KPI": "指標の名称",
    "現状値": "策定時",
    "基準値": "当初値",
    "目標値": "指標値",
    "実績値": "実績",
    "備考": "摘要",
    "事業名": "事務事業名",
    "達成率": "進捗率",
}


def _other_words(text: str) -> str:
    return _OTHER_WORDS.get(text, text)


MUTATIONS: dict[str, Callable[[Sheets], Sheets]] = {
    "as_it_is": lambda sheets: sheets,
    "rows_on_top": rows_on_top,
    "column_on_the_left": column_on_the_left,
    "memo_column_at_the_end": memo_column_at_the_end,
    "sheet_renamed": sheet_renamed,
    "headings_spaced_out": _respelt(_spaced),
    "headings_broken_in_two_lines": _respelt(_broken),
    "headings_in_full_width": _respelt(_full_width),
    "headings_in_other_words": _respelt(_other_words),
}


def changed(habit: Habit, mutation: str) -> Workbook:
    """The book of a habit after a change; hidden columns move with the cells."""
    shift = 1 if mutation == "column_on_the_left" else 0
    book = habit.workbook(MUTATIONS[mutation](habit.matrices()))
    for grid in book.grids:
        grid.hidden_columns = frozenset(column + shift for column in grid.hidden_columns)
    return book

"""Promises that hold for any sheet whatever, drawn at random from headings, figures and noise."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from inaxl.books.grid import Area, Grid, Workbook, column_number
from inaxl.entries.read import read_entries
from inaxl.forms.binding import bind
from inaxl.forms.preview import preview_html
from inaxl.values.numbers import read_value

WORDS = (
    "指標名 KPI 単位 現状値 基準値(H30) 目標値 指標値(R06) 実績値 R4 R5 R5実績 令和5年度 達成率 評価 備考 事業名 担当課 基本目標 区分 目標 実績 "
    "取組内容 成果 課題 今後の方針 小計 合計 ※注 移住者数 相談件数(件) 人 件 調査中 － △25 1,234 約50件 No. 基本目標① 予算額 決算額 確認欄 ☑継続 項目"
).split()
CELLS = st.one_of(
    st.none(), st.none(), st.sampled_from(WORDS), st.integers(-50, 2100), st.just(0.125), st.text(max_size=6)
)


@st.composite
def sheets(draw) -> Grid:
    rows = draw(st.lists(st.lists(CELLS, max_size=9), max_size=10))
    merges = []
    taken: set[tuple[int, int]] = set()
    for _ in range(draw(st.integers(0, 4))):
        top, left = draw(st.integers(1, 9)), draw(st.integers(1, 8))
        area = Area(top, left, top + draw(st.integers(0, 2)), left + draw(st.integers(0, 3)))
        cells = {(r, c) for r in range(area.top, area.bottom + 1) for c in range(area.left, area.right + 1)}
        if len(cells) > 1 and not cells & taken:
            merges.append(area)
            taken |= cells
    return Grid("表", rows, tuple(merges))


@given(sheets())
@settings(max_examples=300)
def test_no_sheet_whatever_breaks_the_reading_and_every_figure_stands_in_its_cell(grid: Grid) -> None:
    """A figure is never made up: it is what its own cell says."""
    workbook = Workbook("b.xlsx", "0" * 64, (grid,))
    bound = bind(workbook)
    reading = read_entries(workbook, bound=bound)
    preview_html([(bound, reading)])
    for entry in reading.entries:
        for cell, value in (
            (entry.source_cell, entry.actual),
            (entry.target_cell, entry.target),
            (entry.baseline_cell, entry.baseline),
        ):
            if value is not None:
                letters = cell.rstrip("0123456789")
                raw = grid.value(int(cell[len(letters) :]), column_number(letters))
                assert raw is not None
                said = read_value(raw, unit=entry.unit)
                dated = read_value(str(raw).split("(")[0], unit=entry.unit)
                assert value in (said.value, dated.value)


@given(sheets(), st.integers(0, 3), st.integers(0, 3))
@settings(max_examples=200)
def test_a_sheet_moved_down_and_right_gives_the_same_figures(grid: Grid, down: int, right: int) -> None:
    """Position counts for nothing."""
    rows = [[] for _ in range(down)] + [[None] * right + row for row in grid.rows]
    merges = tuple(Area(a.top + down, a.left + right, a.bottom + down, a.right + right) for a in grid.merges)
    moved = Grid(grid.name, rows, merges)

    def figures(of: Grid) -> list[tuple]:
        found = read_entries(Workbook("b.xlsx", "0" * 64, (of,))).entries
        return [(e.name, e.fy, e.actual, e.target, e.baseline, e.status) for e in found]

    assert figures(grid) == figures(moved)

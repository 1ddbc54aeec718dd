"""総務省 統一ルール: each item of the pack at the cell that breaks it, and nothing about a table that keeps them all."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from inaxl.books.grid import Area, Grid, Workbook
from inaxl.books.objects import objects_in
from inaxl.findings import CATALOGUE
from inaxl.packs import PACKS, run_pack
from inaxl.packs.cell_texts import kind_of, strange_characters
from inaxl.packs.machine_readable import machine_readable

Cells = dict[str, object]
SOUND = [
    ["市区町村", "地域コード", "年", "人口（人）", "世帯数（世帯）", "備考"],
    ["伊那市", 20209.0, 2020.0, 66125.0, 26190.0, None],
    ["伊那市", 20209.0, 2021.0, 65600.0, 26300.0, "推計"],
    ["伊那市", 20209.0, 2022.0, 65011.0, 26418.0, None],
]


def found_in(
    rows: list[list[object]], name: str = "人口.xlsx", **facts: object
) -> list[tuple[str, str | None]]:
    """(code, cell) of everything found in a book of one sheet."""
    grid = Grid("統計表", [list(row) for row in rows], **facts)  # type: ignore[arg-type]
    return [(f.code, f.cell) for f in machine_readable(Workbook(name, "0", (grid,)))]


def changed(changes: Cells) -> list[list[object]]:
    """The sound table after writing single cells."""
    rows = [list(row) for row in SOUND]
    for cell, value in changes.items():
        row, column = int(cell[1:]) - 1, ord(cell[0]) - 65
        rows.extend([None] * 6 for _ in range(row + 1 - len(rows)))
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = value
    return rows


def test_a_table_that_keeps_every_rule_has_nothing_to_find() -> None:
    """One header row, one datum per cell, numbers as numbers, units, western years, a place."""
    assert found_in(SOUND) == []
    assert found_in([["伊那市の人口"], [], *SOUND, [], ["出典: 国勢調査"]]) == []


RULES: list[tuple[str, str, Cells]] = [
    ("E602", "D2", {"D2": "男32,000 女34,125"}),
    ("E602", "D2", {"D2": "66,125\n(65,011)"}),
    ("E602", "D2", {"D2": "66,000〜67,000"}),
    ("E603", "D2", {"D2": "66125"}),
    ("E603", "D2", {"D2": "６６，１２５"}),
    ("E603", "D2", {"D2": "△304"}),
    ("E603", "D2", {"D2": "(304)"}),
    ("E605", "A2", {"A2": "伊　那　市"}),
    ("E605", "A2", {"A2": "　伊那市"}),
    ("E605", "D1", {"D1": "人口\n（人）"}),
    ("E606", "D1", {"D1": None}),
    ("E606", "A3", {"A3": None}),
    ("E606", "A3", {"A3": "〃"}),
    ("E606", "A3", {"A3": "同上"}),
    ("E610", "A1", {"A1": "①市区町村"}),
    ("E610", "F3", {"F3": "㈱伊那の推計"}),
    ("E610", "F3", {"F3": "ｽｲｹｲ"}),
    ("E611", "C2", {"C2": "令和2年", "C3": "令和3年", "C4": "令和4年"}),
    ("E611", "D1", {"D1": "令和2年度"}),
    ("E613", "D2", {"D2": "-"}),
    ("E613", "D2", {"D2": "…"}),
    ("E613", "D2", {"D2": "X"}),
    ("E613", "D2", {"D2": "秘匿"}),
    ("E614", "D2", {"D2": "66,125人"}),
    ("E614", "D2", {"D2": "約66,000"}),
    ("E614", "D2", {"D2": "12.5%"}),
    ("E615", "D2", {"D2": "66,125※1"}),
    ("E615", "D2", {"D2": "66125*"}),
    ("E615", "D2", {"D2": "66,125 1)"}),
    ("W616", "D2", {"D2": "調査を行わず"}),
    ("W616", "D2", {"D2": dt.date(2020, 10, 1)}),
    ("W616", "D2", {"D2": True}),
    ("W609", "D1", {"D1": "人口"}),
    ("E621", "A6", {"A6": "伊那市", "B6": 20209.0, "C6": 2023.0, "D6": 64500.0, "E6": 26500.0}),
    ("E622", "A6", {"A6": "年", "B6": "出生数（人）", "A7": 2020.0, "B7": 430.0}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "cell", "changes"), RULES, ids=[f"{c}-{i}" for i, (c, *_) in enumerate(RULES)]
)
def test_each_rule_names_its_cell(code: str, cell: str, changes: Cells) -> None:
    """The code stands exactly once at the cell, and no message keeps a hole."""
    rows = changed(changes)
    assert found_in(rows).count((code, cell)) == 1
    book = Workbook("a.xlsx", "0", (Grid("表", rows),))  # type: ignore[arg-type]
    assert not [f for f in machine_readable(book) if "{" in f.message + f.remedy]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"D1": "人口", "F1": "単位", "F2": "人", "F3": "人", "F4": "人"}, "W609"),
        ({"D1": "人口", "A6": "（単位：人、世帯）"}, "W609"),
        ({"C1": "順位", "C2": 1.0, "C3": 2.0, "C4": 3.0}, "W609"),
        ({"C2": "令和2年（2020年）", "C3": "令和3年（2021年）", "C4": "2022年度"}, "E611"),
        ({"A2": "伊那 高遠"}, "E605"),
        ({"F2": None, "F3": None}, "E606"),
    ],
)
def test_what_the_rules_allow_is_not_named(changes: Cells, code: str) -> None:
    """A unit beside the table, both kinds of year, a blank note: all are fine."""
    assert code not in [found for found, _ in found_in(changed(changes))]


def test_E601_the_format_has_to_be_Excel_without_macros_or_CSV() -> None:
    """Old and binary formats, and macros."""
    assert ("E601", None) in found_in(SOUND, name="人口.xlsb")
    assert found_in(SOUND, name="人口.csv") == []
    grid = Grid("統計表", [list(row) for row in SOUND])  # type: ignore[arg-type]
    macros = machine_readable(Workbook("人口.xlsx", "0", (grid,), has_macros=True))
    assert [(f.code, f.value) for f in macros] == [("E601", "マクロのあるブック")]


def test_E604_each_merged_area_and_no_name_left_out_under_it() -> None:
    """Merged cells are named once, as merged: the cells under them are not also missing."""
    rows = changed({"A3": None, "A4": None})
    assert found_in(rows, merges=(Area(2, 1, 4, 1),)) == [("E604", "A2")]


def test_E607_formulas_under_each_other_are_said_together() -> None:
    """A column of sums is one finding with its range."""
    formulas = frozenset({(2, 4), (3, 4), (4, 4), (2, 5)})
    assert found_in(SOUND, formulas=formulas) == [("E607", "D2"), ("E607", "E2")]
    grid = Grid("表", [list(row) for row in SOUND], formulas=formulas)  # type: ignore[arg-type]
    assert "D2:D4" in machine_readable(Workbook("a.xlsx", "0", (grid,)))[0].message


def test_E606_a_table_without_any_header() -> None:
    """The first row is data already."""
    assert ("E606", "A1") in found_in(SOUND[1:])


def test_E622_tables_side_by_side() -> None:
    """A blank column between two tables."""
    beside = [[*row, None, *SOUND[number][:4]] for number, row in enumerate(SOUND)]
    assert ("E622", "H1") in found_in(beside)


def test_W612_a_table_that_does_not_say_where() -> None:
    """No name and no code of an area on the sheet; the title may say it."""
    rows: list[list[object]] = [["年", "人口（人）"], [2020.0, 66125.0], [2021.0, 65600.0]]
    assert found_in(rows) == [("W612", "A1")]
    assert found_in([["伊那市の人口"], *rows]) == []
    assert found_in([["コード", *rows[0]], [20209.0, *rows[1]], [20209.0, *rows[2]]]) == []


def test_one_bad_cell_never_hides_another() -> None:
    """Three kinds of mistakes in one column are three findings."""
    assert {("E603", "D2"), ("E614", "D3"), ("E615", "E4")} <= set(
        found_in(changed({"D2": "66125", "D3": "65,600人", "E4": "26,418※"}))
    )


def test_E608_pictures_charts_and_shapes_with_the_cell_they_begin_at() -> None:
    """Read from the package itself, since values show nothing of them."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("統計表")
    sheet.write_column("A1", [1, 2, 3])
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=統計表!$A$1:$A$3"})
    sheet.insert_chart("C4", chart)
    sheet.insert_textbox("F8", "注")
    book.add_worksheet("図のない表")
    book.close()
    objects = objects_in(stream.getvalue())
    assert [tuple(item) for item in objects] == [("統計表", "C4", "グラフ"), ("統計表", "F8", "図形")]
    found = machine_readable(Workbook("a.xlsx", "0", (Grid("統計表", []),)), objects)
    assert [(f.code, f.cell) for f in found] == [("E608", "C4"), ("E608", "F8")]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"a,b\n1,2\n"])
def test_a_file_that_is_no_package_has_no_objects(data: bytes) -> None:
    """Reading says what is wrong with it."""
    assert objects_in(data) == ()


@pytest.mark.parametrize("text", ["①", "Ⅳ", "㈱", "㎡", "㍻", "髙", "ｱ", "\ue000"])
def test_E610_knows_the_characters_that_depend_on_the_machine(text: str) -> None:
    """Circled and Roman figures, ligatures, half-width kana, variants of names, private characters."""
    assert strange_characters(f"前{text}後") == text


@pytest.mark.parametrize("text", ["ABC 123", "伊那市", "（人）", "〜～－―—", "100％", "高橋", "※1"])
def test_E610_leaves_the_usual_characters_alone(text: str) -> None:
    """ASCII and JIS X 0208, and the dashes that the standards map to each other."""
    assert strange_characters(text) == ""


@given(st.text())
def test_no_text_whatever_raises(text: str) -> None:
    """Published sheets hold anything."""
    assert kind_of(text)
    assert isinstance(strange_characters(text), str)


values = st.one_of(st.none(), st.text(max_size=6), st.floats(0, 3000), st.booleans(), st.dates())


@given(st.lists(st.lists(values, max_size=6), max_size=8))
def test_no_sheet_whatever_raises_and_every_cell_that_is_named_exists(rows: list[list[object]]) -> None:
    """Whatever stands there, a finding points into the sheet."""
    for code, cell in found_in(rows):
        assert code in CATALOGUE
        assert cell is None or 1 <= int(cell[1:]) <= len(rows)


def test_the_pack_is_documented_rule_by_rule() -> None:
    """docs/machine-readable.md has a row for every code of the pack."""
    page = Path("docs/machine-readable.md").read_text(encoding="utf-8")
    assert not [code for code in CATALOGUE if code[1] == "6" and f"| {code} |" not in page]


def test_the_command_offers_every_pack() -> None:
    """The list of the command, which loads nothing, and that of the room are one."""
    from inaxl.cli.check import _PACKS

    assert _PACKS == PACKS
    assert run_pack(PACKS[0], Workbook("a.xlsx", "0", (Grid("表", [list(r) for r in SOUND]),)))[1:] == (1, 22)  # type: ignore[arg-type]

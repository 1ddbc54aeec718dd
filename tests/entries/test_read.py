"""What is said about cells while a book is read, and that nothing is lost on the way into the cache and back."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "forms"))

from drawn_sheets import book_of, grid_of, matrix_of
from habits_of_cards import CARDS
from habits_of_tables import TABLES

from inaxl.books.grid import Workbook
from inaxl.entries.json_form import bind_entry, from_json, to_json
from inaxl.entries.read import read_entries
from inaxl.values.labels import label_key

NAMES = {
    label_key(name): name
    for name in (
        "企画部地域創造課",
        "企画部企画政策課",
        "商工観光部商工振興課",
        "建設部管理課",
        "農林部管理課",
    )
}


def findings_in(drawing: str, **options) -> list[tuple[str, str | None]]:
    reading = read_entries(book_of(KPI=drawing), fy_hint=2023, **options)
    return sorted((finding.code, finding.cell) for finding in reading.findings)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("8万～9万", "E101"),
        ("93件", "E103"),
        ("#REF!", "E104"),
        ("=", "E105"),
        ("９３人", "W101"),
        ("男12 女15", "E101"),
    ],
)
def test_E101_E103_E104_E105_W101_stand_at_the_cell_that_was_typed(cell: str, code: str) -> None:
    """A doubtful value is named at its own cell, with the raw text."""
    assert [(code, "D2")] == findings_in(f"|指標名|単位|目標値|R5実績値|\n|移住者数|人|100|{cell}|")


def test_W103_says_that_a_figure_is_only_approximate() -> None:
    """約50件 counts as 50, and the department is asked for the exact figure."""
    assert ("W103", "D2") in findings_in("|指標名|単位|目標値|R5実績値|\n|相談件数|件|100|約50件|")


def test_E106_names_a_form_of_another_year_at_its_title() -> None:
    """An old form sent by mistake is noticed."""
    assert findings_in("|令和4年度　KPI入力様式|\n|指標名|単位|目標値|実績値|\n|移住者数|人|100|93|") == [
        ("E106", "A1")
    ]


def test_E201_says_that_there_is_no_table_at_all() -> None:
    """A book without KPIs is not passed over in silence."""
    assert findings_in("|あいさつ|\n|お世話になっております。|") == [("E201", None)]


def test_E202_and_E203_name_the_column_that_is_missing_and_its_near_miss() -> None:
    """A misspelt heading is never read as what it resembles; the suggestion says so."""
    assert findings_in("|指標名|単位|目標値|実積値|\n|移住者数|人|100|93|") == [
        ("E202", "A1"),
        ("E203", "D1"),
    ]


def test_E204_finds_a_value_under_a_merged_cell() -> None:
    """Merging hides what stood in the other cells."""
    grid = grid_of(
        "KPI", matrix_of("|指標名|単位|目標値|R5実績値|\n|移住者数|人|100|93|\n|相談件数|人|^|41|")
    )
    grid.rows[2][2] = 120
    reading = read_entries(Workbook("b", "0", (grid,)))
    assert [(f.code, f.cell, f.value) for f in reading.findings] == [("E204", "C3", "120")]


def test_W201_names_hidden_rows_and_columns_whose_figures_are_used() -> None:
    """Hidden cells are read, and a person is told."""
    drawing = "|指標名|単位|目標値|R4実績値|R5実績値|\n|移住者数|人|100|84|93|\n|相談件数|人|120|40|41|"
    book = Workbook("b", "0", (grid_of("KPI", matrix_of(drawing), hidden_rows=[3], hidden_columns=[4]),))
    assert sorted((f.code, f.cell) for f in read_entries(book).findings) == [("W201", "C3"), ("W201", "D2")]


def test_W202_and_W204_name_macros_and_sheets_that_are_not_read() -> None:
    """What inaxl leaves alone is said as well."""
    book = book_of(KPI="|指標名|単位|目標値|R5実績値|\n|移住者数|人|100|93|", メモ="|電話は内線123|")
    book.has_macros = True
    found = read_entries(book).findings
    assert [(f.code, f.sheet) for f in found] == [("W202", None), ("W204", "メモ")]


@pytest.mark.parametrize(
    ("sheets", "name", "department"),
    [
        ({"KPI": "|令和5年度|||企画部地域創造課|"}, "本.xlsx", "企画部地域創造課"),
        ({"KPI": "|令和5年度|||地域創造課|"}, "本.xlsx", "企画部地域創造課"),
        ({"KPI": "|令和5年度|||管理課|"}, "本.xlsx", ""),
        ({"KPI": "|令和5年度|||建設部　管理課|"}, "本.xlsx", "建設部管理課"),
        ({"KPI": "|令和5年度|"}, "02_商工振興課.xlsx", "商工観光部商工振興課"),
        ({"商工振興課": "|令和5年度|"}, "本.xlsx", "商工観光部商工振興課"),
        ({"KPI": "|令和5年度|"}, "本.xlsx", ""),
    ],
)
def test_the_department_is_found_by_its_name_or_not_at_all(
    sheets: dict[str, str], name: str, department: str
) -> None:
    """Full name, or a section that only one division has; title first, then the names of sheet and file."""
    table = "\n|指標名|単位|目標値|実績値|\n|移住者数|人|100|93|"
    book = book_of(name, **{sheet: drawing + table for sheet, drawing in sheets.items()})
    assert department == read_entries(book, departments=NAMES).department


def test_a_department_column_names_the_department_of_its_row() -> None:
    """A list of all departments keeps each row's own."""
    drawing = "|指標名|目標値|R5実績値|担当課|\n|移住者数|100|93|地域創造課|\n|創業者数|12|10|商工振興課|\n|その他|1|1|未来課|"
    found = read_entries(book_of(R5=drawing), departments=NAMES).entries
    assert [entry.department for entry in found] == ["企画部地域創造課", "商工観光部商工振興課", "未来課"]


def test_the_status_column_speaks_for_the_year_of_the_form_only() -> None:
    """集計中 beside the newest year says nothing about the year before."""
    drawing = "|令和5年度|\n|指標名|目標値|R4実績値|R5実績値|状態|\n|移住者数|100|||集計中|\n|相談件数|50|40|41|実績あり|"
    found = read_entries(book_of(KPI=drawing)).entries
    assert [(e.fy, e.status, e.status_text) for e in found[:2]] == [
        (2022, "missing", ""),
        (2023, "pending", "集計中"),
    ]
    assert [(e.status, e.status_text) for e in found[2:]] == [("reported", ""), ("reported", "実績あり")]


def test_only_a_column_that_says_id_gives_a_kpi_id() -> None:
    """A running number is no ID."""
    with_id = "|KPI ID|指標名|目標値|R5実績値|評価の手動変更|変更理由|\n|k01|移住者数|100|93|順調|特別の事情|"
    entry = read_entries(book_of(KPI=with_id)).entries[0]
    assert (entry.kpi_id, entry.rating_override, entry.override_reason) == ("k01", "順調", "特別の事情")
    assert read_entries(book_of(KPI=with_id.replace("KPI ID", "No."))).entries[0].kpi_id == ""


def test_cards_give_do_check_and_action_with_their_cells() -> None:
    """Printed choices give the chosen word; long texts keep their lines."""
    habit = next(habit for habit in CARDS if habit.name == "labels_with_values_to_the_right")
    card = read_entries(habit.workbook()).cards[0]
    assert (
        card.project,
        card.done,
        card.result,
    ) == ("移住促進事業", "相談会を12回開いた。", "相談者が増えた。")
    assert (card.issue, card.decision, card.next_action) == ("住まいが足りない。", "継続", "空き家を調べる。")
    assert card.cells == {
        "done": "B7",
        "result": "B8",
        "issue": "B9",
        "decision": "B10",
        "next_action": "B11",
    }


def test_columns_of_a_table_give_cards_too() -> None:
    """Some offices write 取組内容 and 課題 beside each indicator."""
    drawing = "|事業名|指標名|目標値|R5実績値|取組内容|今後の方針|\n|移住促進|移住者数|100|93|相談会|①継続 2 見直し|"
    card = read_entries(book_of(KPI=drawing)).cards[0]
    assert (card.project, card.done, card.cells) == ("移住促進", "相談会", {"done": "E2", "decision": "F2"})


@pytest.mark.parametrize("habit", [*TABLES, *CARDS], ids=lambda habit: habit.name)
def test_a_reading_comes_back_from_json_as_it_was(habit) -> None:
    """The cache holds every digit."""
    reading = read_entries(habit.workbook())
    assert reading == from_json(json.loads(json.dumps(to_json(reading), ensure_ascii=False)))


def test_a_reading_of_another_form_is_not_taken_from_the_cache() -> None:
    """A new version reads again."""
    assert from_json({"form": 0}) is None


def test_entries_for_bind_have_the_keys_of_the_contract() -> None:
    """Contract, section 7: numbers are JSON numbers, absent ones null."""
    entry = bind_entry(read_entries(TABLES[0].workbook()).entries[3])
    assert tuple(
        entry[key] for key in ("actual", "baseline", "target", "fy", "source_cell", "source_text")
    ) == (16, 12, 10, 2023, "J6", "16")
    assert entry["goal"] is None
    json.dumps(entry)

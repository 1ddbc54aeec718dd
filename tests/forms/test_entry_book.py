"""The entry book: what a department gets, what it may change, and what Excel allows it to type."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator

from inaxl.books.read import read_bytes
from inaxl.entries.read import read_entries
from inaxl.forms.entry_book import NO_KPI, write_entry_book
from inaxl.forms.entry_content import (
    FROM_LAST_YEAR,
    CardText,
    CarriedAction,
    CurrentEntry,
    EntryBookContent,
    KpiRow,
    ProjectCard,
    carried_from,
    entry_book_content,
)
from inaxl.plan.model import (
    Department,
    Field,
    Indicator,
    Kpi,
    Measure,
    Plan,
    Project,
    RatingLevel,
    RatingRules,
)

SAMPLE = "見本　数値は架空"
ENTRY_FILL = "FFFFF9DB"
LONG_NAME = "地区懇談会の開催数及び地域における話し合いに参加した市民の延べ人数（各年度4月から3月まで）"
ROWS = (
    KpiRow(1, "8 移住促進事業", "移住者数", "人", 0, Decimal(85), Decimal(100), 2024, {2020: Decimal(61)}),
    KpiRow(
        2, "8 移住促進事業", "相談の満足度", "％", 1, Decimal("71.0"), Decimal("80.0"), 2024,
        {2020: Decimal("68.2"), 2021: "集計中", 2022: Decimal("75.1")},
        CurrentEntry("８万～9万", "実績あり", "3月31日現在"), Decimal(0), Decimal(100),
    ),
    KpiRow(3, "38 地域レジリエンスの獲得", LONG_NAME, "回", None, "なし", Decimal(-12), 2024),
)  # fmt: skip
CARD = ProjectCard(
    8,
    "移住促進事業",
    "分野2 交流と連携による地域活性化　／　施策① 移住・定住の促進",
    "企画部地域創造課（主）　建設部管理課",
    "移住・定住を増やす。",
    (CarriedAction("審議会 4-03", "空き家は「住める状態か」が問題。", "対応中"), CarriedAction("今後の取組", "登録を増やす。")),
    CardText(done="・相談会を12回開催\n・お試し宿泊 104人", decision="拡充"),
)  # fmt: skip
CONTENT = EntryBookContent(
    plan_title="第2期伊那市地方創生総合戦略",
    first_fy=2020,
    fy=2023,
    department="企画部地域創造課",
    is_sample=True,
    rows=ROWS,
    cards=(CARD,),
    rating_choices=("順調", "おおむね順調", "努力を要する", "実績値なし"),
    deadline="令和6年6月28日（金）",
)


def book_of(content: EntryBookContent) -> Workbook:
    """The written book, as a reader finds it."""
    return load_workbook(BytesIO(bytes_of(content)))


def bytes_of(content: EntryBookContent) -> bytes:
    """The written book."""
    stream = BytesIO()
    write_entry_book(stream, content)
    return stream.getvalue()


def row_of(sheet: Worksheet, number: int) -> list[Any]:
    """Values of one row."""
    return [cell.value for cell in sheet[number]]


def texts_of(sheet: Worksheet) -> list[str]:
    """Every text on a sheet."""
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def validation_at(sheet: Worksheet, cell: str) -> Any:
    """The validation of a cell."""
    return next(rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref)


def test_the_sheets_are_how_to_then_kpi_then_one_per_project() -> None:
    """The order in which a person works through the book; 検証結果 comes with a check only."""
    assert book_of(CONTENT).sheetnames == ["使い方", "KPI", "事業8"]


def test_two_projects_with_one_number_get_a_sheet_each() -> None:
    """A slip in the plan loses no card."""
    assert book_of(replace(CONTENT, cards=(CARD, CARD))).sheetnames[2:] == ["事業8", "事業8 (2)"]


def test_the_kpi_sheet_has_the_columns_of_the_form() -> None:
    """Title and department on top, header in rows 4 and 5, data from row 6."""
    sheet = book_of(CONTENT)["KPI"]
    assert sheet["A1"].value == "令和5年度　KPI入力様式"
    assert sheet["L1"].value == "企画部地域創造課"
    assert row_of(sheet, 4)[:7] == ["No.", "事業", "KPI", "単位", "現状値", "指標値\nR06", "実績値"]
    assert row_of(sheet, 5)[6:10] == ["R02", "R03", "R04", "R05"]
    assert row_of(sheet, 4)[10:] == ["状態", "備考（理由・時点・出典）"]
    assert row_of(sheet, 6) == [
        1,
        "8 移住促進事業",
        "移住者数",
        "人",
        85,
        100,
        61,
        None,
        None,
        None,
        None,
        None,
    ]


def test_the_project_stands_in_one_merged_cell_over_its_kpis() -> None:
    """事業 is the only merged column of the data area."""
    merged = {str(area) for area in book_of(CONTENT)["KPI"].merged_cells.ranges if area.min_row > 5}
    assert {"B6:B7"} == merged


def test_a_value_is_written_as_it_was_typed_right_or_wrong() -> None:
    """A text in the place of a figure stays that text, and a word stays in an earlier year's column."""
    sheet = book_of(CONTENT)["KPI"]
    assert row_of(sheet, 7)[7:] == ["集計中", 75.1, "８万～9万", "実績あり", "3月31日現在"]
    assert sheet["E8"].value == "なし"


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    """What a person typed is never calculated."""
    row = replace(ROWS[0], current=CurrentEntry("=1+1", "", "=HYPERLINK(1)"))
    sheet = book_of(replace(CONTENT, rows=(row,)))["KPI"]
    assert (sheet["J6"].value, sheet["J6"].data_type) == ("=1+1", "s")


def test_only_light_yellow_cells_are_unlocked_and_all_of_them_are() -> None:
    """What a person may fill in is seen by its colour, on every sheet; the legend is not an entry cell."""
    for sheet in book_of(CONTENT).worksheets:
        for cell in (c for row in sheet.iter_rows() for c in row if not isinstance(c, MergedCell)):
            is_entry = cell.fill.fgColor.rgb == ENTRY_FILL and sheet.title != "使い方"
            assert is_entry == (not cell.protection.locked), f"{sheet.title} {cell.coordinate}"


def test_sheets_are_protected_without_password_and_columns_may_be_widened() -> None:
    """Protection keeps slips away; nobody is locked out."""
    for sheet in book_of(CONTENT).worksheets:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert not sheet.protection.formatColumns
        assert not sheet.protection.formatRows


def test_a_state_outside_the_list_is_refused() -> None:
    """状態 takes the five words only."""
    rule = validation_at(book_of(CONTENT)["KPI"], "K7")
    assert (rule.type, rule.errorStyle or "stop") == ("list", "stop")
    assert rule.formula1 == '"実績あり,集計中,未公表,把握できない,対象外"'


def test_a_text_as_an_actual_is_questioned_but_may_stay() -> None:
    """A person who insists can type a text; the check then says what is wrong with it."""
    rule = validation_at(book_of(CONTENT)["KPI"], "J6")
    assert (rule.type, rule.errorStyle) == ("decimal", "warning")


def test_an_actual_is_questioned_outside_the_bounds_of_the_plan() -> None:
    """Where the plan gives a range, Excel asks already while typing."""
    sheet = book_of(CONTENT)["KPI"]
    rule = validation_at(sheet, "J7")
    assert (float(rule.formula1), float(rule.formula2)) == (0, 100)
    assert float(validation_at(sheet, "J6").formula1) < -(10**9)


def test_messages_and_lists_keep_the_limits_of_excel() -> None:
    """Titles up to 32, texts and lists up to 255 characters: Excel repairs a book that has more."""
    seen = 0
    for sheet in book_of(CONTENT).worksheets:
        for rule in sheet.data_validations.dataValidation:
            seen += 1
            assert all(len(title or "") <= 32 for title in (rule.promptTitle, rule.errorTitle))
            assert all(len(text or "") <= 255 for text in (rule.prompt, rule.error, rule.formula1))
    assert seen >= 8


def test_the_counter_says_how_many_rows_are_filled_in() -> None:
    """A value or a state fills a row."""
    sheet = load_workbook(BytesIO(bytes_of(CONTENT)), data_only=True)["KPI"]
    assert str(sheet["A2"].value).startswith("入力　1／3")


def test_panes_are_frozen_below_the_header_and_after_the_name() -> None:
    """Header and KPI name stay in sight; header rows repeat on every printed page, one page wide, A4 landscape."""
    sheet = book_of(CONTENT)["KPI"]
    assert sheet.freeze_panes == "D6"
    assert (
        sheet.page_setup.orientation, str(sheet.page_setup.paperSize), sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight,
    ) == ("landscape", "9", 1, 0)  # fmt: skip
    assert sheet.print_title_rows == "$4:$5"


def test_a_card_has_every_label_in_a_cell_of_its_own_and_its_text_to_the_right() -> None:
    """So the book can be read back by its words."""
    sheet = book_of(CONTENT)["事業8"]
    card = {str(row[0].value): row[1].value for row in sheet.iter_rows() if row[0].value}
    assert card["事業名"] == "移住促進事業"
    assert card["取組内容"] == "・相談会を12回開催\n・お試し宿泊 104人"
    assert card["今後の方針"] == "拡充"
    assert {"位置づけ", "担当", "目的", "成果", "課題と要因", "今後の取組"} <= set(card)
    assert (sheet.page_setup.orientation or "portrait") == "portrait"


def test_no_label_stands_twice_on_a_card() -> None:
    """Last year's 今後の取組 under its own label would be read as this year's."""
    labels = [row[0].value for row in book_of(CONTENT)["事業8"].iter_rows() if row[0].value]
    assert labels.count("今後の取組") == 1
    assert FROM_LAST_YEAR in labels


def test_the_decision_is_chosen_from_the_words_of_the_plan() -> None:
    """今後の方針 is a list."""
    sheet = book_of(replace(CONTENT, decision_choices=("続ける", "やめる")))["事業8"]
    cell = next(row[1].coordinate for row in sheet.iter_rows() if row[0].value == "今後の方針")
    assert validation_at(sheet, cell).formula1 == '"続ける,やめる"'


def test_no_line_of_a_name_or_text_is_cut() -> None:
    """A name over several lines makes its row higher, and so does a long text in a card."""
    long = replace(CARD, text=CardText(done="住宅の改修を支援した。" * 60))
    book = book_of(replace(CONTENT, cards=(long,)))
    assert book["KPI"].row_dimensions[8].height >= 2 * 15 > book["KPI"].row_dimensions[6].height
    done = next(row[0].row for row in book["事業8"].iter_rows() if row[0].value == "取組内容")
    assert book["事業8"].row_dimensions[done].height >= 15 * (11 * 60 / 48)


def test_made_up_figures_are_marked_on_every_sheet() -> None:
    """架空 stands in the book itself, and only where it is true."""
    for content in (CONTENT, replace(CONTENT, rows=(), cards=())):
        assert all(SAMPLE in texts_of(sheet) for sheet in book_of(content).worksheets)
    real = book_of(replace(CONTENT, is_sample=False))
    assert not any(SAMPLE in texts_of(sheet) for sheet in real.worksheets)


def test_a_department_without_kpi_and_project_is_told_so() -> None:
    """An empty table would look like a mistake."""
    book = book_of(replace(CONTENT, rows=(), cards=()))
    assert book.sheetnames == ["使い方", "KPI"]
    assert any(NO_KPI in text for text in texts_of(book["KPI"]))


def test_columns_for_a_manual_rating_appear_only_where_there_is_one() -> None:
    """Most departments never see them."""
    assert book_of(CONTENT)["KPI"].max_column == 12
    manual = replace(ROWS[0], current=CurrentEntry(Decimal(93), "実績あり", "", "順調", "災害の年のため"))
    sheet = book_of(replace(CONTENT, rows=(manual,)))["KPI"]
    assert row_of(sheet, 4)[12:] == ["評価の変更", "変更理由"]
    assert row_of(sheet, 6)[12:] == ["順調", "災害の年のため"]


def test_targets_of_different_years_get_a_column_for_their_year() -> None:
    """The header can name one year only where it holds for all."""
    sheet = book_of(replace(CONTENT, rows=(ROWS[0], replace(ROWS[1], target_fy=2030))))["KPI"]
    assert row_of(sheet, 4)[5:7] == ["指標値", "目標年度"]
    assert [sheet["G6"].value, sheet["G7"].value] == ["R06", "R12"]


def test_the_first_year_of_a_term_has_no_earlier_columns() -> None:
    """Nothing came before: one column of actuals."""
    sheet = book_of(replace(CONTENT, fy=2020))["KPI"]
    assert (sheet["G4"].value, sheet["G5"].value, sheet["H4"].value) == ("実績値", "R02", "状態")


def test_the_same_content_gives_the_same_bytes() -> None:
    """No clock and no user name in the book."""
    assert bytes_of(CONTENT) == bytes_of(CONTENT)


@pytest.mark.parametrize("content", [CONTENT, replace(CONTENT, rows=(), cards=())], ids=["full", "empty"])
def test_excel_opens_the_book_without_repair(content: EntryBookContent, tmp_path: Path) -> None:
    """As far as the rules of the Open XML SDK tell."""
    path = tmp_path / "book.xlsx"
    write_entry_book(path, content)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


# --- what the plan puts into a department's book ----------------------------------------------------------


def indicator(kpi_id: str, target: Decimal | None = Decimal(100)) -> Indicator:
    """An indicator with a target and nothing else."""
    return Indicator(
        kpi_id, f"指標{kpi_id}", "人", 0, "increase", "annual", None, None, "約50人", True, target, 2024, "", {}, "", ""
    )  # fmt: skip


def kpi(kpi_id: str, project: str | None, department: str | None = None, last_fy: int | None = None) -> Kpi:
    """A KPI of a project, or one with a department of its own."""
    return Kpi(indicator(kpi_id), 1, project, None, None, department, None, None, None, last_fy)


PLAN = Plan(
    title="総合戦略",
    status="",
    city="",
    first_fy=2020,
    last_fy=2024,
    is_sample=False,
    facts={},
    goals=(),
    fields=(Field("f2", 2, "交流", (), ""),),
    measures=(Measure("m1", 1, "移住", "f2", None, ""),),
    projects=(
        Project("p1", 1, "移住", "m1", None, ("d1",), None, "増やす", ""),
        Project("p2", 2, "結婚", None, None, ("d1", "d2"), None, "", ""),
        Project("p3", 3, "空き家", "m1", None, ("d1", "d2"), "d2", "", ""),
    ),
    kpis=(
        kpi("k1", "p1"),
        kpi("k2", "p3"),
        kpi("k3", "p1"),
        kpi("k4", "p2"),
        kpi("k5", None, "d1"),
        kpi("k6", "p1", last_fy=2021),
    ),
    departments=(
        Department("d1", 1, "企画部", "地域創造課", None, None, ()),
        Department("d2", 2, "建設部", "管理課", None, None, ()),
    ),
    vision=(),
    rules=RatingRules((RatingLevel("on_track", "順調", "◎", Decimal(1), ""),)),
    status_words={},
    decisions=("継続", "廃止"),
)


def test_a_department_gets_its_valid_kpis_kept_together_by_project() -> None:
    """Through the project or by its own department; an ended KPI and one of a project without lead are not there."""
    content = entry_book_content(PLAN, 2023, PLAN.departments[0])
    assert [(row.number, row.name) for row in content.rows] == [(1, "指標k1"), (2, "指標k3"), (3, "指標k5")]


def test_a_joint_project_without_a_lead_is_in_nobodys_book() -> None:
    """Never at the first department of the list by default."""
    cards = {d.id: [c.number for c in entry_book_content(PLAN, 2023, d).cards] for d in PLAN.departments}
    assert cards == {"d1": [1], "d2": [3]}


def test_a_card_names_its_place_in_the_plan_and_its_lead() -> None:
    """位置づけ and 担当, as far as the plan says."""
    (card,) = entry_book_content(PLAN, 2023, PLAN.departments[1]).cards
    assert card.position == "分野2 交流　／　施策① 移住"
    assert card.departments == "建設部管理課（主）　企画部地域創造課"


def test_earlier_years_show_figures_and_the_words_for_what_is_not_there() -> None:
    """A status key in the word of the form; an empty cell stays empty; this year's own value is no earlier one."""
    earlier = {
        ("k1", 2020): Decimal(5), ("k1", 2021): "pending", ("k1", 2022): "missing", ("k1", 2023): Decimal(9),
    }  # fmt: skip
    row = entry_book_content(PLAN, 2023, PLAN.departments[0], earlier=earlier).rows[0]
    assert {2020: Decimal(5), 2021: "集計中", 2022: None} == row.earlier


def test_a_baseline_that_is_only_a_text_is_shown_as_that_text() -> None:
    """約50人 is a fact of the plan, too."""
    assert entry_book_content(PLAN, 2023, PLAN.departments[0]).rows[0].baseline == "約50人"


def test_what_last_year_announced_is_carried_over_with_its_year() -> None:
    """前年度から引き継いだこと."""
    assert (CarriedAction(FROM_LAST_YEAR, "窓口を設ける（令和4年度に決めたこと）"),) == carried_from(
        "窓口を設ける\n", 2022
    )
    assert carried_from(" ", 2022) == ()


# --- and back again ---------------------------------------------------------------------------------------


def test_a_book_reads_back_what_was_written_in_it() -> None:
    """Department, year, every figure with its cell, and the five texts of the card: by its words alone."""
    text = CardText("相談会を12回開いた。", "相談が増えた。", "住まいが足りない。", "拡充", "窓口を設ける。")
    current = CurrentEntry(Decimal(93), "実績あり", "速報値")
    content = replace(
        CONTENT, rows=(replace(ROWS[0], current=current), ROWS[2]), cards=(replace(CARD, text=text),)
    )
    reading = read_entries(read_bytes(bytes_of(content), name="02_地域創造課.xlsx"))
    assert (reading.department, reading.fy) == ("企画部地域創造課", 2023)
    found = {(entry.name, entry.fy): entry for entry in reading.entries}
    assert found.keys() >= {(name, fy) for name in ("移住者数", LONG_NAME) for fy in range(2020, 2024)}
    now = found["移住者数", 2023]
    assert (now.project, now.unit, now.baseline, now.target, now.target_fy) == (
        "8 移住促進事業",
        "人",
        85,
        100,
        2024,
    )
    assert (now.actual, now.status, now.note, now.source_cell) == (93, "reported", "速報値", "J6")
    assert found["移住者数", 2020].actual == 61
    assert found[LONG_NAME, 2023].status == "missing"
    (card,) = reading.cards
    assert card.project == "移住促進事業"
    assert CardText(card.done, card.result, card.issue, card.decision, card.next_action) == text


def test_an_empty_card_reads_back_as_empty() -> None:
    """Neither a heading, nor a hint, nor last year's words are taken for the department's."""
    reading = read_entries(
        read_bytes(bytes_of(replace(CONTENT, cards=(replace(CARD, text=CardText()),))), name="b")
    )
    (card,) = reading.cards
    assert (card.done, card.result, card.issue, card.decision, card.next_action) == ("",) * 5

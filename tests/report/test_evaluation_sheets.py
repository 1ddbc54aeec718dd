"""Evaluation sheets: every project once, every figure with its rating, nothing cut, boxes left to fill in."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator

from inaxl.books.sheet_styles import lines_needed
from inaxl.entries.table import Card
from inaxl.evaluate.follow_up import Opinion
from inaxl.forms.entry_content import CardText, CarriedAction
from inaxl.plan.model import Plan
from inaxl.report.evaluation_content import (
    EvaluationBook,
    ProjectSheet,
    SheetKpi,
    evaluation_books,
    source_line,
)
from inaxl.report.evaluation_opinions import NO_RESPONSE, SheetOpinion
from inaxl.report.evaluation_plan import PlanLine, plan_lines
from inaxl.report.evaluation_sheets import (
    books_of,
    cards_by_project,
    evaluation_book_bytes,
    evaluation_form,
    write_evaluation_sheets,
)
from inaxl.report.evaluation_values import EARLIER_YEARS, NOTHING, decision_boxes, known_names
from inaxl.report.form_rows import REST
from inaxl.report.results import Results
from inaxl.workfolder import EVALUATION_TEMPLATE, TEMPLATES, packaged

from .sample_plan_data import SECRET, full_results, with_focus
from .sample_results import FY, RULES, sample_plan, sample_results

FORM = packaged(TEMPLATES, EVALUATION_TEMPLATE)
SAMPLE = "見本　数値は架空"
LONG = "空き家バンクの登録を進め、家財の片付けと相続登記の相談を受けた。" * 12


def kpi(**changes: Any) -> SheetKpi:
    """A KPI like 移住者数 in the pictures."""
    facts: dict[str, Any] = {
        "name": "移住者数", "unit": "人", "decimals": 0, "baseline": Decimal(85),
        "history": {2020: Decimal(61), 2021: Decimal(72), 2022: Decimal(84)}, "actual": Decimal(93),
        "target": Decimal(100), "target_fy": 2024, "achievement": Decimal("0.93"), "rating": "mostly_on_track",
        "is_manual": False, "previous_rating": "on_track",
    }  # fmt: skip
    return SheetKpi(**(facts | changes))


def page(*kpis: SheetKpi, **changes: Any) -> ProjectSheet:
    """One project's page."""
    facts: dict[str, Any] = {
        "number": 8, "title": "移住促進事業", "position": "分野2", "departments": "企画部地域創造課", "purpose": "増やす。",
        "carried": (), "kpis": kpis, "text": CardText(), "source": "02_地域創造課.xlsx ／ KPI ／ J8",
    }  # fmt: skip
    return ProjectSheet(**(facts | changes))


def book(*sheets: ProjectSheet, is_sample: bool = True) -> EvaluationBook:
    """A department's book."""
    return EvaluationBook(
        "第2期伊那市地方創生総合戦略", 2023, (2020, 2021, 2022, 2023), 2, "企画部地域創造課", "地域創造課",
        is_sample, 38, RULES, ("継続", "拡充", "廃止"), sheets,
    )  # fmt: skip


def bytes_of(content: EvaluationBook) -> bytes:
    """The written book."""
    return evaluation_book_bytes(evaluation_form(FORM), content)


def read(content: EvaluationBook) -> Workbook:
    """The written book, as a reader finds it."""
    return load_workbook(BytesIO(bytes_of(content)))


def row_with(sheet: Worksheet, text: str) -> tuple[Any, ...]:
    """The first row whose first cell has the text."""
    return next(row for row in sheet.iter_rows() if row[0].value == text)


def texts_of(sheet: Worksheet) -> list[str]:
    """Every text on a sheet."""
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_a_kpi_stands_with_baseline_every_year_target_rating_and_last_year() -> None:
    """In the order of the pictures; the rating is glyph and word, last year's only the glyph."""
    sheet = read(book(page(kpi())))["事業8"]
    shown = [cell.value for cell in row_with(sheet, "移住者数")][2:]
    assert shown == ["人", 85, None, 61, 72, 84, 93, 100, 0.93, "○ おおむね順調", "◎"]
    head = [cell.value for cell in row_with(sheet, "指標")][2:]
    assert head == ["単位", "現状値", None, "R2", "R3", "R4", "R5", "指標値 R6", "達成率", "評価", "前年度"]


def test_a_year_before_the_term_is_hidden_and_its_room_goes_to_the_names() -> None:
    """In the term's first years the page is as wide as in its last."""
    first = replace(book(page(kpi(history={}))), fy=2020, years=(2020,))
    widths = [read(content)["事業8"].column_dimensions for content in (book(page(kpi())), first)]
    hidden = [[letter for letter in "EFGH" if columns[letter].hidden] for columns in widths]
    assert hidden == [["E"], ["E", "F", "G", "H"]]
    total = [sum(d.width for d in columns.values() if not d.hidden) for columns in widths]
    assert abs(total[0] - total[1]) < 0.1
    assert widths[1]["B"].width > widths[0]["B"].width


def test_each_rating_has_its_fill() -> None:
    """Navy, sky, rust and white: never colour alone, the word stands in it."""
    ratings = {
        "on_track": "FF17406D",
        "mostly_on_track": "FFA9CBEA",
        "needs_effort": "FFBF5308",
        "no_actual": "FFFFFFFF",
    }
    sheet = read(book(page(*(kpi(name=rating, rating=rating) for rating in ratings))))["事業8"]
    for rating, colour in ratings.items():
        cell = row_with(sheet, rating)[11]
        filled = cell.fill.fgColor.rgb if cell.fill.patternType else "FFFFFFFF"
        assert (filled, cell.value) == (colour, f"{RULES.glyph(rating)} {RULES.label(rating)}")


def test_a_manual_rating_says_so() -> None:
    """Who reads it must know that a person set it."""
    sheet = read(book(page(kpi(is_manual=True))))["事業8"]
    assert row_with(sheet, "移住者数")[11].value == "○ おおむね順調\n（手動）"


def test_an_absent_figure_is_a_dash_and_never_a_zero() -> None:
    """Actual, achievement and a year that was not reported."""
    lacking = kpi(
        actual=None, achievement=None, rating="no_actual", history={2021: None}, previous_rating=None
    )
    sheet = read(book(page(lacking)))["事業8"]
    assert [cell.value for cell in row_with(sheet, "移住者数")][5:9] == ["－"] * 4
    assert row_with(sheet, "移住者数")[10].value == "－"
    assert row_with(sheet, "移住者数")[12].value == "・"


def test_no_line_of_a_text_is_cut() -> None:
    """Each row is at least 1.3 times as high as its lines, in every labelled cell, even on a page that is full."""
    text = CardText(LONG, LONG, "課題\n" * 5, "拡充", LONG)
    content = page(
        kpi(name="名前の長い指標" * 6), purpose=LONG, text=text, carried=(CarriedAction("審議会 4-03", LONG, "対応中"),)
    )  # fmt: skip
    sheet = read(book(content))["事業8"]
    pixels = sum(d.width * (d.max - d.min + 1) for d in sheet.column_dimensions.values()) * 8
    checked = 0
    for row in sheet.iter_rows():
        for cell in row[:2]:
            if isinstance(cell.value, str) and cell.alignment.wrap_text:
                lines = lines_needed(
                    cell.value, pixels
                )  # of the whole width: never more than in the cell itself
                assert sheet.row_dimensions[cell.row].height >= min(409, 1.3 * lines * cell.font.size)
                checked += 1
    assert checked > 15


def test_the_standard_form_is_what_its_script_makes(tmp_path: Path) -> None:
    """Who changes the one changes the other."""
    script = Path(__file__).parents[2] / "templates" / "making" / "make_evaluation_template.py"
    spec = importlib.util.spec_from_file_location("make_evaluation_template", script)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.main(tmp_path / "form.xlsx")
    assert (tmp_path / "form.xlsx").read_bytes() == FORM.read_bytes()


def test_the_page_is_one_sheet_of_a4_portrait() -> None:
    """One page per project."""
    sheet = read(book(page(kpi())))["事業8"]
    setup = sheet.page_setup
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (str(setup.paperSize), setup.orientation or "portrait") == ("9", "portrait")
    assert (setup.fitToWidth or 1, setup.fitToHeight or 1) == (1, 1)


def smallest_print(sheet: Worksheet) -> tuple[float, bool]:
    """Smallest size on paper [pt] of all texts of a page, and whether its rows fit one page of A4 at that scale."""
    width = sum(d.width * (d.max - d.min + 1) for d in sheet.column_dimensions.values() if not d.hidden) * 6
    margins = sheet.page_margins
    wide, high = (595.3 - (margins.left + margins.right) * 72, 841.9 - (margins.top + margins.bottom) * 72)
    scale = sheet.page_setup.scale / 100 if not sheet.sheet_properties.pageSetUpPr.fitToPage else wide / width
    sizes = [cell.font.size for row in sheet.iter_rows() for cell in row if cell.value is not None]
    used = sum(sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1))
    return min(sizes) * min(1.0, scale), used <= high / scale


@pytest.mark.parametrize("count", range(1, 21))
def test_nothing_is_printed_below_8_points_however_many_kpis_a_project_has(count: int) -> None:
    """One page up to a limit; beyond it further pages under the same head, at the full size."""
    text = CardText(LONG[:200], LONG[:120], LONG[:120], "拡充", LONG[:120])
    action = CarriedAction("前年度より", "窓口を設ける。", "実施中")
    content = page(*(kpi(name=f"指標{n}") for n in range(count)), text=text, carried=(action,))
    sheet = read(book(content))["事業8"]
    size, fits = smallest_print(sheet)
    assert size >= 8
    assert fits or sheet.row_breaks.brk
    assert bool(sheet.row_breaks.brk) == (not sheet.sheet_properties.pageSetUpPr.fitToPage)


def test_a_long_sheet_goes_on_before_a_section_under_the_same_head() -> None:
    """Its first three rows are repeated; the page ends above a heading, not inside a table."""
    sheet = read(book(page(*(kpi(name=f"指標{n}") for n in range(12)))))["事業8"]
    (row,) = [brk.id for brk in sheet.row_breaks.brk]
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.cell(row + 2, 1).value in ("検証（Check）", "改善（Action）", "審議会の意見と対応")
    assert not any(area.min_row <= row < area.max_row for area in sheet.merged_cells.ranges)


def test_a_table_longer_than_a_page_is_torn_between_two_rows() -> None:
    """80 KPIs: no page is longer than the paper, no row is cut."""
    sheet = read(book(page(*(kpi(name=f"指標{n}") for n in range(80)))))["事業8"]
    ends = [0, *(brk.id for brk in sheet.row_breaks.brk), sheet.max_row]
    high = (841.9 - (sheet.page_margins.top + sheet.page_margins.bottom) * 72) / (
        sheet.page_setup.scale / 100
    )
    assert len(ends) > 3
    for top, end in pairwise(ends):
        assert sum(sheet.row_dimensions[row].height for row in range(top + 1, end + 1)) <= high


def test_the_boxes_of_the_council_are_empty_and_open_for_writing() -> None:
    """審議会の意見と対応 is filled in after the meeting."""
    sheet = read(book(page(kpi())))["事業8"]
    for label in ("意見\n（　月　日）", "市の対応"):
        box = row_with(sheet, label)[1]
        assert box.value is None
        assert not box.protection.locked
        assert sheet.row_dimensions[box.row].height >= 40


NEW = SheetOpinion(
    "5-01", "令和5年度", "令和6年8月23日", "事業8", "対面も残す。", "行った。", "対応中", is_new=True
)
UNANSWERED = NEW._replace(number="5-02", day="", text="数を示す。", response=NO_RESPONSE, state="未回答")
OLD = SheetOpinion(
    "4-03", "令和4年度", "令和5年8月24日", "事業8", "片付けの相談。", "協議中。", "対応中", is_new=False
)


def test_R23_this_years_opinions_stand_with_their_responses_in_place_of_the_boxes() -> None:
    """Number, day, text, response and state; without a response it says so, in rust."""
    sheet = read(book(page(kpi(), opinions=(NEW, UNANSWERED, OLD))))["事業8"]
    first = row_with(sheet, "意見 5-01")
    assert (first[1].value, first[11].value) == ("対面も残す。（令和6年8月23日）", "対応中")
    assert sheet.cell(first[0].row + 1, 2).value == "行った。"
    second = row_with(sheet, "意見 5-02")
    answer = sheet.cell(second[0].row + 1, 2)
    assert (second[1].value, answer.value, answer.font.color.rgb) == (
        "数を示す。",
        "回答がありません。",
        "FFBF5308",
    )
    assert "意見\n（　月　日）" not in texts_of(sheet)
    assert "審議会のあとに記入" not in texts_of(sheet)


def test_R25_open_opinions_of_earlier_years_stand_by_their_number_above_the_boxes() -> None:
    """Their text is at the top of the sheet; the boxes wait for this year's."""
    sheet = read(book(page(kpi(), opinions=(OLD,))))["事業8"]
    row = row_with(sheet, "意見 4-03")
    assert (row[1].value, row[11].value) == (
        "令和4年度の評価への意見。「前年度から引き継いだこと」に載せています。",
        "対応中",
    )
    assert "意見\n（　月　日）" in texts_of(sheet)


def test_the_index_counts_and_lists_the_opinions_of_the_department() -> None:
    """Per project, and each once with response and state below; none at all without opinions."""
    pages = (page(kpi(), opinions=(NEW, UNANSWERED, OLD)), page(number=9, source=""))
    index = read(replace(book(*pages), opinions=(NEW, UNANSWERED, OLD)))["目次"]
    assert [[cell.value for cell in index[row][7:9]] for row in (6, 7)] == [[2, 1], [0, 0]]
    assert "審議会の意見　令和5年度の評価に2件、前年度までの未了1件" in texts_of(index)
    row = row_with(index, "4-03")
    assert [row[i].value for i in (1, 2, 9)] == ["【事業8】片付けの相談。", "協議中。", "対応中"]
    assert not any("審議会" in text for text in texts_of(read(book(page(kpi())))["目次"]))


def test_what_was_carried_over_stands_with_its_state() -> None:
    """前年度から引き継いだこと; without any, the sheet says so."""
    sheet = read(book(page(kpi(), carried=(CarriedAction("審議会 4-03", "片付けの相談", "対応中"),))))[
        "事業8"
    ]
    assert {"片付けの相談", "対応中"} <= {cell.value for cell in row_with(sheet, "審議会 4-03")}
    assert "前年度の「今後の取組」は登録されていません。" in texts_of(read(book(page(kpi())))["事業8"])


def test_a_project_without_kpi_says_that_only_the_work_is_reviewed() -> None:
    """No empty table."""
    sheet = read(book(page(source="")))["事業8"]
    assert "この事業には指標がありません。事業の点検だけを行います。" in texts_of(sheet)
    assert "指標" not in texts_of(sheet)


def test_the_decision_is_ticked_among_the_plans_words() -> None:
    """A word that the plan does not have stands at the end; without a decision nothing is ticked."""
    assert decision_boxes(("継続", "拡充"), "拡充") == "□継続　☑拡充"
    assert decision_boxes(("継続", "拡充"), "様子を見る") == "□継続　□拡充　☑様子を見る"
    assert decision_boxes(("継続", "拡充"), "") == "□継続　□拡充"


def test_the_index_answers_first_and_links_to_every_page() -> None:
    """How many of the KPIs are on the way, then one line per project that leads to its sheet."""
    made = read(book(page(kpi(), kpi(rating="needs_effort")), page(number=9, title="住環境", source="")))
    index = made["目次"]
    assert index["A3"].value == "2事業・2指標のうち1指標（50.0%）が「順調」か「おおむね順調」です。"
    targets = [cell.hyperlink.location for row in index.iter_rows() for cell in row if cell.hyperlink]
    assert targets == ["'事業8'!A1", "'事業9'!A1"]
    assert made.sheetnames == ["目次", "事業8", "事業9"]
    assert [cell.value for cell in index[6]] == [8, "移住促進事業", 2, 0, 1, 1, 0, 0, 0, "－"]


def test_a_department_without_anything_gets_a_sentence() -> None:
    """Its book is there, and says why it is empty."""
    assert NOTHING in texts_of(read(book())["目次"])


def test_made_up_figures_are_marked_on_every_sheet() -> None:
    """架空 stands in the book itself, and only where it is true."""
    assert all(SAMPLE in texts_of(sheet) for sheet in read(book(page(kpi()))).worksheets)
    assert not any(SAMPLE in texts_of(sheet) for sheet in read(book(page(kpi()), is_sample=False)).worksheets)


def test_sources_join_neighbouring_cells() -> None:
    """Book, sheet and cells, as short as it goes."""
    rows = [
        {"source_book": "workbooks/R05/02_課.xlsx", "source_sheet": "KPI", "source_cell": cell}
        for cell in ("J9", "J8", "J10", "J12", "K13")
    ]
    assert source_line(rows) == "02_課.xlsx ／ KPI ／ J8～J10、J12、K13"
    assert source_line([{"source_book": "", "source_sheet": "", "source_cell": ""}]) == ""


# --- from an evaluated year -------------------------------------------------------------------------------


def books(plan: Plan | None = None, **changes: Any) -> dict[str, EvaluationBook]:
    """The books of the sample year by section."""
    results = sample_results()
    facts: dict[str, Any] = {
        "plan": plan or results.plan, "fy": FY, "rows": results.rows,
        "cards": cards_by_project(results.plan, results.reviews),
    }  # fmt: skip
    return {made.section: made for made in evaluation_books(**(facts | changes))}


def test_every_kpi_and_project_stands_on_exactly_one_page() -> None:
    """Of all the departments' books together."""
    sheets = [sheet for made in books().values() for sheet in made.sheets]
    assert sorted(sheet.number or 0 for sheet in sheets) == [1, 2, 3, 4, 5, 6, 7, 8]
    names = [item.name for sheet in sheets for item in sheet.kpis]
    assert sorted(names) == sorted(row["name"] for row in sample_results().current)


def test_the_kpi_of_another_department_stands_on_the_lead_departments_page() -> None:
    """The page of a project is complete; a KPI is not torn from it."""
    rows = [
        {**row, "department": "建設部都市整備課"} if row["name"] == "移住者数" else row
        for row in sample_results().rows
    ]
    (sheet,) = [sheet for sheet in books(rows=rows)["地域創造課"].sheets if sheet.number == 3]
    assert "移住者数" in [item.name for item in sheet.kpis]


def test_a_project_without_lead_stands_with_each_department_that_reports_on_it() -> None:
    """Nobody is made the lead by the order of a list."""
    plan = sample_plan()
    projects = tuple(replace(project, lead_id=None) for project in plan.projects)
    made = books(replace(plan, projects=projects))
    assert 3 in [sheet.number for sheet in made["地域創造課"].sheets]
    assert 3 not in [sheet.number for sheet in made["都市整備課"].sheets]  # it reports no KPI of it
    (sheet,) = [sheet for sheet in made["地域創造課"].sheets if sheet.number == 3]
    assert sheet.departments == "企画部地域創造課、建設部都市整備課　主担当 未定"


def test_a_kpi_without_project_has_a_page_of_its_own() -> None:
    """It would be lost otherwise."""
    rows = [{**row, "project_id": ""} if row["name"] == "移住者数" else row for row in sample_results().rows]
    made = books(rows=rows)["地域創造課"]
    (sheet,) = [sheet for sheet in made.sheets if sheet.number is None]
    assert [item.name for item in sheet.kpis] == ["移住者数"]
    assert "事業なし" in read(made).sheetnames


def test_remarks_say_why_a_figure_is_absent_and_how_a_sum_is_judged() -> None:
    """Reason or its absence; the sum and its years; a manual rating with its reason."""
    remarks = [
        r for made in books().values() for sheet in made.sheets for item in sheet.kpis for r in item.remarks
    ]
    assert "※ 友好都市との交流人口：集計中　令和6年10月に確定" in remarks
    assert "※ 製造品出荷額等：把握できない　理由の記入なし" in remarks
    assert "※ 新規就農者数：R2～R5の計 32人 を指標値 55 と比べています。" in remarks
    assert any("保育士の充足率：評価は手動です（計算では「おおむね順調」）" in remark for remark in remarks)


def test_last_years_announcement_is_carried_over() -> None:
    """With the year in which it was decided."""
    card = Card("b", "s", "移住促進事業", "", "", "", "", "窓口を設ける。", {})
    (sheet,) = [s for s in books(previous_cards={"p03": card})["地域創造課"].sheets if s.number == 3]
    assert [action.text for action in sheet.carried] == ["窓口を設ける。（令和4年度に決めたこと）"]


def test_R25_every_opinion_stands_on_the_sheets_that_it_concerns_and_once_in_the_index() -> None:
    """This year's on its project; an open one on its project; one on the whole with the department that answers."""
    made = {book.section: book for book in books_of(sample_results())}
    shown = {
        sheet.number: [(opinion.number, opinion.is_new) for opinion in sheet.opinions]
        for content in made.values()
        for sheet in content.sheets
        if sheet.opinions
    }
    assert shown == {1: [("5-01", True)], 2: [("3-02", False)]}
    index = [(opinion.number, opinion.about) for opinion in made["地域創造課"].opinions]
    assert ("4-02", "全体") in index
    everywhere = [opinion.number for content in made.values() for opinion in content.opinions]
    assert sorted(everywhere) == ["3-02", "4-02", "5-01"]


def test_an_opinion_on_a_measure_is_on_all_its_projects_and_once_in_the_index() -> None:
    """It would be counted twice otherwise."""
    said = Opinion("5-02", FY, None, "measure", "m1", "数を示す。", "", "unanswered", "", "", None)
    results = sample_results()
    left = results.follow_up._replace(own=(said,), open=(), closed=())
    made = books_of(replace(results, follow_up=left))
    on_sheets = [o.number for content in made for sheet in content.sheets for o in sheet.opinions]
    assert len(on_sheets) > 1
    assert {len(content.opinions) for content in made} <= {0, 1}
    assert sum(len(content.opinions) for content in made) >= 1


def test_the_card_of_the_reporting_department_counts() -> None:
    """Two departments may write about a joint project."""
    results = sample_results()
    first = results.reviews[2]
    other = first._replace(department="建設部都市整備課", card=first.card._replace(done="別の課"))
    for reviews in ([other, first], [first, other]):
        assert cards_by_project(results.plan, reviews)["p03"].done == first.card.done


def test_the_books_of_a_year_pass_as_office_files_and_are_the_same_each_time(tmp_path: Path) -> None:
    """One per department, bytes equal twice."""
    results = sample_results(copies=2)
    paths = write_evaluation_sheets(results, FORM, tmp_path / "one")
    again = write_evaluation_sheets(results, FORM, tmp_path / "two")
    assert len(paths) == len(results.plan.departments)
    assert next(path.name for path in paths) == "01_地域創造課.xlsx"
    for path, other in zip(paths, again, strict=True):
        assert path.read_bytes() == other.read_bytes()
        assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


# --- what the plan book says about a project ----------------------------------------------------------------------


def lines_of(results: Results, number: int) -> dict[str, str]:
    """Label and text of a project's lines."""
    project = results.plan.projects[number - 1]
    return {line.label: line.text for line in plan_lines(results.plan, project, FY)}


def test_R32_focus_money_partners_tags_and_principles_stand_on_the_sheet() -> None:
    """Money of the year with last year's in brackets; a reason where the answer is no plain yes."""
    assert lines_of(full_results(), 3) == {
        "重点": "重点の分野「まち」の事業です。",
        "予算・決算": "予算額 24,800千円、決算額 23,912千円（前年度 22,400千円、21,650千円）",
        "連携": "田舎暮らしの会（団体）",
        "関連する目標": "横断的な視点：多様な人材の活躍　SDGs：11 住み続けられるまちづくりを　上位計画の項目：総合計画 3-1",
        "5原則": "自立性 満たさない（補助がまだ要る。）、結果重視 満たす",
    }


def test_a_line_is_there_only_where_something_is_filled() -> None:
    """Withheld amounts and answers are as if nothing were filled; an unknown settlement is a dash."""
    results = full_results()
    assert lines_of(results, 1) == {"予算・決算": "予算額 9,100千円、決算額 －（前年度 8百万円、7.5百万円）"}
    assert lines_of(results, 5)["重点"] == "重点的に取り組む事業です。"
    assert lines_of(results, 6) == {}
    assert lines_of(results, 7) == {}
    assert lines_of(with_focus(sample_results(), "m1"), 1) == {
        "重点": "重点の施策「結婚から子育てまでの支援」の事業です。"
    }


def test_the_lines_follow_the_purpose_and_leave_no_row_where_there_are_none() -> None:
    """Between 目的 and the next section's gap."""
    lines = (PlanLine("重点", "重点的に取り組む事業です。"), PlanLine("予算・決算", "予算額 1円、決算額 －"))
    sheet = read(book(page(kpi(), about=lines)))["事業8"]
    bare = read(book(page(kpi())))["事業8"]
    start = row_with(sheet, "目的")[0].row
    assert [sheet.cell(start + at, 1).value for at in (1, 2, 3)] == ["重点", "予算・決算", None]
    assert sheet.cell(start + 2, 2).value == "予算額 1円、決算額 －"
    assert sheet.max_row == bare.max_row + 2
    assert bare.cell(row_with(bare, "目的")[0].row + 2, 1).value == "前年度から引き継いだこと"


def test_a_sheet_with_all_lines_is_one_page_of_at_least_8_points() -> None:
    """A4, as without them."""
    about = plan_lines(full_results().plan, full_results().plan.projects[2], FY)
    text = CardText(LONG[:90], LONG[:90], LONG[:90], "拡充", LONG[:90])
    sheet = read(book(page(kpi(), kpi(name="空き家"), text=text, about=about)))["事業8"]
    size, fits = smallest_print(sheet)
    assert (size >= 8, fits, sheet.row_breaks.brk) == (True, True, [])


def test_no_withheld_row_and_no_contact_is_on_a_sheet(tmp_path: Path) -> None:
    """Looked for in every text of every book."""
    for path in write_evaluation_sheets(full_results(), FORM, tmp_path):
        for sheet in load_workbook(path).worksheets:
            assert not any(SECRET in text or "777" in text for text in texts_of(sheet))


def test_every_placeholder_is_documented_and_every_documented_one_exists() -> None:
    """docs/templates.md lists what the office may use in the form."""
    text = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
    page, other = text.partition("### 評価シートの変数")[2].partition("### 目次とほかのシートの変数")[::2]
    rows = [line.split("|")[1] for line in page.splitlines() + other.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`([\w.]+)`", row)}
    for prefix in ("kpi", "kpi_head"):
        named |= {f"{prefix}.before{n}" for n in range(1, EARLIER_YEARS + 1)}
    own, index = known_names()
    assert named == own | index | {REST}

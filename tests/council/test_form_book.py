"""The opinion form: what a member can fill in, choose and see, and the stamp that nobody sees."""

from __future__ import annotations

import io

import openpyxl
import pytest

from inaxl.books.sheet_styles import INDENT, lines_needed
from inaxl.council.form_layout import FIRST_ROW, ITEMS, OPINIONS, ROWS, STAMP, VIEWS, stamp_cell
from inaxl.council.items import LINES, SIZE, WIDTH, fitting, form_items, item_hash, project_evaluation
from inaxl.merging.reviews import Review
from tests.council.conftest import form_bytes
from tests.office_rules import violations
from tests.opened import opened


@pytest.fixture(scope="module")
def form(results):
    """The form as openpyxl sees it."""
    return openpyxl.load_workbook(io.BytesIO(form_bytes(results)))


def test_R22_only_the_entry_cells_are_unlocked_and_no_password_is_set(form):
    """Name, item, opinion, view; everything else is protected, so that a slip of the hand changes nothing."""
    sheet = form[OPINIONS]
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    rows = range(FIRST_ROW, FIRST_ROW + ROWS)
    assert unlocked == {"C4", *(f"{column}{row}" for column in "BDE" for row in rows)}
    assert all(form[name].protection.sheet and not form[name].protection.password for name in form.sheetnames)


def test_R23_every_item_of_the_plan_can_be_chosen_from_the_list(form, results):
    """全体, 人口, goals, measures, projects, KPIs, each with its label and ID; the labels are unique."""
    sheet = form[ITEMS]
    listed = [[cell.value or "" for cell in row[:3]] for row in sheet.iter_rows(min_row=5) if row[1].value]
    plan = results.plan
    wanted = 2 + len(plan.goals) + len(plan.measures) + len(plan.projects) + len(results.current)
    assert len(listed) == len({label for label, _, _ in listed}) == wanted
    assert listed[:3] == [
        ["全体", "全体", ""],
        ["人口", "人口", ""],
        ["基本目標1　結婚・出産・子育ての希望をかなえる（g1）", "基本目標", "g1"],
    ]
    rules = {str(rule.sqref): rule for rule in form[OPINIONS].data_validations.dataValidation}
    assert rules["B7:B26"].formula1 == f"{ITEMS}!$A$5:$A${4 + wanted}"
    assert rules["E7:E26"].formula1 == f"{STAMP}!$D$1:$D${len(VIEWS)}"


def test_the_stamp_is_very_hidden_and_says_plan_year_number_and_list(form, results):
    """A form of another year, or an altered one, is known by it."""
    stamp = form[STAMP]
    assert stamp.sheet_state == "veryHidden"
    assert stamp[stamp_cell("計画")].value == "第2期伊那市地方創生総合戦略"
    assert stamp[stamp_cell("年度")].value == "2023"
    assert stamp[stamp_cell("記入票")].value == "01"
    assert len(stamp[stamp_cell("項目の照合値")].value) == 64


def test_the_same_content_gives_the_same_bytes_and_office_opens_them(results, tmp_path):
    """No clock and no user in the form."""
    assert form_bytes(results) == form_bytes(results)
    path = tmp_path / "記入票.xlsx"
    path.write_bytes(form_bytes(results))
    assert violations(path) == []


def test_the_lookup_has_a_cached_value_before_anything_is_chosen(results):
    """A viewer that does not calculate shows an empty cell, not an error."""
    sheet = opened(form_bytes(results))[OPINIONS]
    assert {sheet[f"C{row}"].value for row in range(FIRST_ROW, FIRST_ROW + ROWS)} <= {None, ""}


def test_made_up_figures_are_marked_on_the_form(results):
    """架空 stands where figures stand."""
    assert opened(form_bytes(results))[OPINIONS]["D1"].value == "見本　数値は架空"


def test_a_title_with_wildcards_is_looked_up_as_it_is(results):
    """A formula takes * and ? for any text, so the labels have neither."""
    from dataclasses import replace

    goal = replace(results.plan.goals[0], title="人*口? ~増")
    plan = replace(results.plan, goals=(goal, *results.plan.goals[1:]))
    label = form_items(replace(results, plan=plan))[2].label
    assert label == "基本目標1　人＊口？ ～増（g1）"


def test_a_self_evaluation_is_cut_to_what_the_cell_shows():
    """Seven lines of 9 points; a shorter text stays as it is."""
    assert fitting("短い") == "短い"
    shown = fitting("長い文。" * 200)
    assert shown.endswith("…")
    assert lines_needed(shown, WIDTH - INDENT, SIZE) == LINES


def test_a_project_shows_what_its_department_wrote(results):
    """Decision, results and issues; where nothing is written, that is said."""
    from dataclasses import replace

    project = results.plan.projects[0]
    card = results.reviews[0].card._replace(
        decision="継続", result="増えた。", issue="人手", next_action="続ける"
    )
    told = project_evaluation(
        replace(results, reviews=(Review(project.id, "企画部地域創造課", card),)), project
    )
    assert told == "今後の方針　継続\n成果　増えた。\n課題　人手"
    assert project_evaluation(replace(results, reviews=()), project) == "部署の記入なし"


def test_no_item_tells_of_a_department_s_mistake(results):
    """An unreadable value and a book that was not sent are 確認中 to the members."""
    told = {item.label: item.evaluation for item in form_items(results)}
    texts = "\n".join(told.values())
    assert told["KPI　遠隔医療の利用者数（k0014）"].endswith("確認中")
    assert "8万～9万" not in texts
    assert "未提出" not in texts


def test_the_hash_of_a_list_is_blind_to_blanks_only():
    """Programs change line ends when they save; a changed word is another list."""
    one = [("全体", "全体", "", "84指標\n順調 41")]
    assert item_hash(one) == item_hash([("全体", "全体", "", "84指標 順調 41")])
    assert item_hash(one) != item_hash([("全体", "全体", "", "84指標 順調 42")])

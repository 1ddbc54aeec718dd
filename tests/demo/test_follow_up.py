"""Three years of the demo: opinions and actions carry over from year to year until they are closed, in every paper."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from tests.golden import same_as_golden

from inaxl.books.read import read_workbook
from inaxl.carrying import read_register
from inaxl.evaluation import evaluate, read_surveys, read_year_books
from inaxl.plan.book import read_plan_book
from inaxl.report.context import report_context
from inaxl.report.results import Results
from inaxl.workfolder import open_folder

YEARS = (2021, 2022, 2023)


@pytest.fixture(scope="module")
def years(demo: Path) -> dict[int, Results]:
    """The three evaluated years."""
    return {fy: _results(demo, fy) for fy in YEARS}


def _results(demo: Path, fy: int) -> Results:
    work = open_folder(demo, fy)
    plan, _ = read_plan_book(work.plan_book, check=False)
    register, register_findings = read_register(work, plan)
    surveys, survey_findings = read_surveys(work, plan)
    assert [*register_findings, *survey_findings] == []
    return evaluate(
        plan, fy, read_year_books(work, plan), register=register, surveys=surveys, date=dt.date(fy + 1, 5, 31)
    )


def test_R18_opinions_carry_over_until_they_are_closed(years: dict[int, Results]) -> None:
    """3-03 and 3-05 are open in FY2022; 3-05 is closed in FY2023, 3-03 is still open then."""
    told = {
        fy: ([o.id for o in r.follow_up.open], [o.id for o in r.follow_up.closed]) for fy, r in years.items()
    }
    assert told[2021] == ([], [])
    assert told[2022] == (["3-03", "3-05"], ["3-01", "3-02", "3-04"])
    assert told[2023][0] == ["4-07", "3-03", "4-03", "4-10"]
    assert "3-05" in told[2023][1]


def test_no_opinion_of_the_demo_is_dropped(years: dict[int, Results]) -> None:
    """Each of the 16 is open or has been told as closed by FY2023."""
    told = {o.id for r in years.values() for o in r.follow_up.closed}
    assert len(told | {o.id for o in years[2023].follow_up.open}) == 16


def test_R20_actions_carry_over_until_they_are_done(years: dict[int, Results]) -> None:
    """One of FY2021 is open through both years; three of FY2022 join it."""
    open_in = {fy: {(a.project_id, a.fy) for a in r.follow_up.actions} for fy, r in years.items()}
    assert open_in[2021] == set()
    assert open_in[2022] == {("p24", 2021)}
    assert open_in[2023] == {("p24", 2021), ("p20", 2022), ("p27", 2022), ("p36", 2022)}
    assert len(years[2022].follow_up.done) == 37


def test_R20_the_departments_say_themselves_how_their_actions_stand(years: dict[int, Results]) -> None:
    """In their own books, with the cell; where they left it blank, the secretariat's register says it."""
    told = [*years[2023].follow_up.actions, *years[2023].follow_up.done]
    assert sum(a.book.startswith("workbooks/R05/") for a in told) == 27
    assert sum(a.book == "" and a.cell.startswith("E") for a in told) == 12
    assert all(a.state and a.cell for a in told)
    dropped = [(a.project_id, a.fy, a.sheet) for a in told if a.state == "dropped"]
    assert dropped == [("p12", 2022, "事業12")]


def test_the_first_year_built_again_shows_what_was_known_for_it(years: dict[int, Results]) -> None:
    """No opinion on a later evaluation, no response of after 31 March 2023, none dealt with yet."""
    left = years[2021].follow_up
    assert (left.open, left.closed, left.actions, left.done) == ((), (), (), ())
    assert {o.id: (o.state, bool(o.response)) for o in left.own} == {
        "3-01": ("unanswered", False),
        "3-02": ("unanswered", False),
        "3-03": ("unanswered", False),
        "3-04": ("in_progress", True),
        "3-05": ("unanswered", False),
    }


@pytest.mark.parametrize(
    ("year", "book", "sheet", "words"),
    [
        ("R04", "03_企画政策課.xlsx", "事業31", "買い物支援は費用の負担"),
        ("R05", "03_企画政策課.xlsx", "事業31", "買い物支援は費用の負担"),
        ("R05", "02_地域創造課.xlsx", "事業8", "「住める状態か」"),
        ("R05", "03_企画政策課.xlsx", "事業26", "通院や通学に使えているか"),
        (
            "R05",
            "03_企画政策課.xlsx",
            "事業24",
            "利用を見込む企業に聞き取りを行う。（令和3年度に決めたこと）",
        ),
        ("R05", "03_企画政策課.xlsx", "使い方", "達成率が高くても基準値より悪くなった"),
    ],
)
def test_what_is_open_stands_on_top_of_the_entry_books(
    demo: Path, year: str, book: str, sheet: str, words: str
) -> None:
    """On the card of its project; what concerns no project on the first sheet of the department that answers."""
    grid = next(g for g in read_workbook(demo / "workbooks" / year / book).grids if g.name == sheet)
    assert any(words in str(value) for row in grid.rows for value in row)


def test_carried_texts_are_never_read_back_as_this_years_words(years: dict[int, Results]) -> None:
    """What stands under 前年度から引き継いだこと is last year's."""
    for review in years[2023].reviews:
        for part in (review.card.done, review.card.result, review.card.issue, review.card.next_action):
            assert "に決めたこと" not in part
            assert "審議会" not in part


def test_only_the_years_with_a_survey_have_the_chapter(years: dict[int, Results]) -> None:
    """FY2021 and FY2023; the later one compares its ranks with the earlier one."""
    assert [fy for fy, r in years.items() if r.survey] == [2021, 2023]
    assert years[2023].earlier_survey.survey.fy == 2021


def test_a_rating_changed_by_hand_counts_and_keeps_its_reason(years: dict[int, Results]) -> None:
    """Two of the demo, with the rule's own rating still there."""
    changed = [r for r in years[2023].current if r["rating_override"]]
    assert [(r["kpi_id"], r["rating"], r["rating_override"]) for r in changed] == [
        ("K045", "mostly_on_track", "on_track"),
        ("K057", "on_track", "mostly_on_track"),
    ]
    assert all(r["override_reason"] for r in changed)


def test_the_chapters_of_the_demo_are_the_known_ones(years: dict[int, Results], update_golden: bool) -> None:
    """Opinions, survey, measures, outlook and the further scale, compared with what a person has looked at."""
    shown = {}
    for fy in (2022, 2023):
        context = report_context(years[fy])
        shown[fy] = {key: context[key] for key in ("opinions", "survey", "measures")}
        shown[fy]["pace"] = [goal["pace"] for goal in context["goals"]]
        shown[fy]["scale"] = context["method"]["scale"]
    text = json.dumps(shown, ensure_ascii=False, indent=1) + "\n"
    same_as_golden("demo/follow_up.json", text, update_golden)

"""Focus items (選択と集中): the mark beside them, their own lines on the page 要点, first in lists of our own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from inaxl.report.context import report_context
from inaxl.report.context_focus import focus_mark, summary_focus
from inaxl.report.context_room import MISSING_EMS, MOVED_EMS, Room, missing_room, moved_room
from inaxl.report.context_summary import summary
from inaxl.report.results import Results
from tests.report.sample_plan_data import with_focus
from tests.report.sample_results import sample_results
from tests.report.test_context import plain


@pytest.fixture(scope="module")
def results() -> Results:
    return with_focus(sample_results(), "f2", "m3", "p05")


def marks(value: Any) -> list[str]:
    """Every mark of a context."""
    if isinstance(value, dict):
        own = [plain(value["focus"])] if value.get("focus") and "text" in value["focus"] else []
        return own + [mark for item in value.values() for mark in marks(item)]
    return [mark for item in value for mark in marks(item)] if isinstance(value, list) else []


def test_without_focus_nothing_is_marked_and_the_lists_are_as_long_as_ever() -> None:
    """Six rows, in the order of the falls; no block."""
    results = sample_results(copies=3)
    context = report_context(results)
    assert context["summary"]["focus"] is None
    assert marks(context) == []
    assert len(context["summary"]["no_actual"]["rows"]) == 6
    assert context["summary"]["no_actual"]["scope"] == "うち6件。把握の見込み"
    assert not any("太字" in context["summary"][part]["scope"] for part in ("worse", "better"))


def test_an_item_is_marked_itself_a_measure_also_through_its_field(results: Results) -> None:
    plan = results.plan
    assert [plain(focus_mark(plan, item) or []) for item in plan.measures] == ["", "重点分野", "重点", ""]
    assert [item.id for item in plan.projects if focus_mark(plan, item)] == ["p05"]
    assert focus_mark(plan, None) is None


def test_goal_chapters_and_the_chapter_of_measures_carry_the_marks(results: Results) -> None:
    context = report_context(results)
    assert marks(context["goals"]) == ["重点分野", "重点", "重点"]
    groups = context["measures"]["groups"]
    assert [plain(group["focus"] or []) for group in groups] == ["", "重点", "", ""]
    assert [plain(row["focus"] or []) for group in groups for row in group["rows"]] == ["", "", "重点", ""]


def test_the_summary_gives_the_ratings_of_each_focus_item(results: Results) -> None:
    """Fields, then measures, then projects; the same counts as their levels have."""
    block = summary_focus(results)
    assert block is not None
    assert [row["name"] for row in block["rows"]] == [
        "分野2　まち",
        "施策③-3　働く場づくり",
        "事業5　就労支援事業",
    ]
    assert block["rows"][0] == {
        "name": "分野2　まち", "kpis": "4", "counts": ["・", "2", "1", "1"], "share": "50.0%", "previous": "75.0%",
    }  # fmt: skip


def test_three_focus_items_are_listed_and_the_others_are_counted() -> None:
    """The page stays one page; the marks in the chapters show all."""
    block = summary_focus(with_focus(sample_results(), "f1", "f2", "f3", "f4", "p01"))
    assert block is not None
    assert [row["name"] for row in block["rows"]] == ["分野1　ひと", "分野2　まち", "分野3　しごと"]
    assert block["scope"] == "5件のうち3件。どれにも各章で「重点」のしるしがある"


def test_a_focus_item_without_kpis_has_dashes_and_no_zero() -> None:
    """A measure without indicators is reviewed by its projects alone."""
    results = with_focus(sample_results(), "p01")
    rows = tuple(row for row in results.rows if row["project_id"] != "p01")
    counts = {fy: replace(year, by_project=year.by_project[1:]) for fy, year in results.counts.items()}
    block = summary_focus(replace(results, rows=rows, counts=counts))
    assert block is not None
    assert block["rows"] == [
        {
            "name": "事業1　結婚支援事業",
            "kpis": "0",
            "counts": ["", "", "", ""],
            "share": "－",
            "previous": "－",
        }
    ]


def test_lists_of_the_summary_put_focus_items_first_and_make_room() -> None:
    """Bold names, said beside the heading; as many rows fewer as the block has lines, one more of the missing ones."""
    results = with_focus(sample_results(copies=4), "p08")
    plain_year, year = summary(sample_results(copies=4)), summary(results)
    assert len(plain_year["no_actual"]["rows"]) == 6
    missing = year["no_actual"]
    assert [row["is_focus"] for row in missing["rows"]] == [True] * 4
    assert {row["name"].partition("（")[0] for row in missing["rows"]} <= {
        "用途地域内の空き地の利用",
        "遠隔医療の利用者数",
    }
    assert missing["scope"] == "うち4件。太字は重点"
    for part in ("worse", "better"):
        rows = year[part]["rows"]
        assert len(rows) == min(5, len(plain_year[part]["rows"]))
        flags = [row["is_focus"] for row in rows]
        assert flags == sorted(flags, reverse=True)


@pytest.mark.parametrize(
    ("room", "texts", "count"),
    [
        (moved_room(0), ["あ" * 40] * 9, 6),
        (moved_room(1), ["短い名"] * 9, 5),
        (moved_room(1), ["あ" * 16] * 9, 3),
        (moved_room(3), ["短い名"] * 9, 3),
        (moved_room(3), ["あ" * 90] * 9, 1),
        (moved_room(2), [], 0),
    ],
)
def test_a_list_gives_way_by_rows_and_by_lines_only_where_focus_items_take_room(
    room: Room, texts: list[str], count: int
) -> None:
    """Six rows as ever without; never less than one where there is something to list."""
    assert room.fits([(text,) for text in texts], MOVED_EMS) == count


def test_missing_values_give_way_by_the_longer_of_name_and_reason() -> None:
    """Reasons of three lines take the room of three."""
    rows = [("短い名", "あ" * 30)] * 6
    assert missing_room(1).fits(rows, MISSING_EMS) == 2
    assert missing_room(0).fits(rows, MISSING_EMS) == 6

"""The chapters on opinions, survey and measures, the outlook and the further scale, as the report words them."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

from inaxl.evaluate.follow_up import NOTHING_OPEN
from inaxl.plan.model import Grade, Scale
from inaxl.report.context import report_context
from inaxl.report.context_pace import goal_pace, interval
from inaxl.report.context_survey import NO_SURVEY
from tests.report.sample_follow_up import sample_survey
from tests.report.sample_results import sample_results

RESULTS = sample_results()
CONTEXT = report_context(RESULTS)


def text(pieces: list[dict[str, str]] | dict[str, str]) -> str:
    """The words of styled pieces."""
    return "".join(piece["text"] for piece in ([pieces] if isinstance(pieces, dict) else pieces))


def test_R25_the_lede_counts_answered_and_unanswered_opinions() -> None:
    """How many of last year's opinions were dealt with, and what is still waited for."""
    assert text(CONTEXT["opinions"]["lede"]) == (
        "令和4年度評価への意見2件（ほかに前々年度以前の意見1件）のうち、1件は対応を終え、1件は対応中、"
        "1件は回答がまだない。前年度までに決めた「今後の取組」1件も引き続き追跡する。"
    )


def test_R25_an_unanswered_opinion_stands_first_and_says_so() -> None:
    """In words, with the day on which it was said; markup in an opinion stays text."""
    first = CONTEXT["opinions"]["open"]["rows"][0]
    assert first["number"] == "4-02"
    assert first["response"] == {"text": "回答がありません。", "style": "inaxlAlert"}
    assert text(first["state"]).startswith("未回答")
    assert first["who"] == "企画部地域創造課\n令和5年8月24日の意見"
    assert "<R&D>" in text(first["text"])


def test_an_opinion_under_way_shows_its_due_date_and_a_closed_one_its_section() -> None:
    """Who, and by when."""
    rows = CONTEXT["opinions"]["open"]["rows"] + CONTEXT["opinions"]["closed"]["rows"]
    assert [(r["number"], r["who"]) for r in rows[1:]] == [
        ("3-02", "企画部地域創造課\n期限 令和7年3月"),
        ("4-01", ""),
    ]
    assert text(rows[2]["state"]) == "対応済み　地域創造課"


def test_actions_that_are_not_done_are_listed_and_the_others_counted() -> None:
    """One that nobody has mentioned is marked."""
    actions = CONTEXT["opinions"]["actions"]
    assert [(r["number"], text(r["progress"])) for r in actions["rows"]] == [("事業1", "状態の記入なし")]
    assert actions["note"] == "ほかの1件は終わった。"


def test_R23_opinions_on_the_year_itself_stand_above_the_boxes() -> None:
    """After the council has met: with date and item; before, only the boxes to fill in."""
    (own,) = CONTEXT["opinions"]["own"]["rows"]
    assert (own["number"], text(own["text"])) == ("5-01", "【事業1】対面も残してほしい。")
    assert "5-01" not in {row["number"] for row in CONTEXT["opinions"]["open"]["rows"]}


def test_without_a_register_the_report_says_so() -> None:
    """No chapter, but a sentence where a reader looks for it."""
    bare = report_context(dataclasses.replace(RESULTS, follow_up=NOTHING_OPEN))
    assert bare["opinions"]["shown"] is False
    assert bare["opinions"]["empty"] == "前年度の審議会の意見は登録されていない。"


def test_R16_the_survey_names_what_is_to_be_improved_first() -> None:
    """By importance and satisfaction together; again first when it was so last time."""
    results = dataclasses.replace(RESULTS, earlier_survey=sample_survey(2021))
    chapter = report_context(results)["survey"]
    assert text(chapter["lede"]).startswith(
        "重要度が平均より高く、満足度が平均より低いのは公共交通の1項目である。"
    )
    assert "前回に続き" in text(chapter["lede"])
    assert [row["rank"] for row in chapter["rows"]] == ["1", "2", "3", "－"]
    assert [row["previous"] for row in chapter["rows"]] == ["1", "2", "3", "－"]


def test_small_samples_and_many_dont_knows_are_told_under_the_table() -> None:
    """新しい取組 was answered by 15; 40 of 140 did not know 公共交通."""
    chapter = CONTEXT["survey"]
    assert "新しい取組は、回答が30未満のため、順位に含めない。" in chapter["notes"]
    assert text(chapter["rows"][0]["unsure"]) == "28.6%※"


def test_R15_without_a_survey_there_is_no_chapter_and_the_method_says_so() -> None:
    """Its absence is no error."""
    bare = report_context(dataclasses.replace(RESULTS, survey=None))
    assert bare["survey"] is None
    assert bare["method"]["survey"] == NO_SURVEY


def test_R13_every_measure_is_listed_and_what_it_lacks_is_said() -> None:
    """A measure without KPI or project is not left out."""
    plan = dataclasses.replace(
        RESULTS.plan,
        measures=(
            *RESULTS.plan.measures,
            dataclasses.replace(RESULTS.plan.measures[0], id="m9", number=9, title="空"),
        ),
    )
    chapter = report_context(dataclasses.replace(RESULTS, plan=plan))["measures"]
    rows = [row for group in chapter["groups"] for row in group["rows"]]
    assert len(rows) == 5
    assert {row["name"]: row["lacking"]["text"] for row in rows}["施策①-9　空"] == "指標なし・事業の記載なし"
    assert text(chapter["lede"]) == (
        "5施策のうち4施策に指標がある。指標のない1施策は、事業の点検だけを行った。1施策は計画に事業の記載がない。"
    )
    assert sum(int(row["kpis"]) for row in rows) == RESULTS.total.kpis


def test_an_outlook_is_never_called_a_result() -> None:
    """見込み in every heading, and the note says from what it was drawn."""
    tables = [goal["pace"] for goal in CONTEXT["goals"] if goal["pace"]["rows"]]
    assert tables
    for table in tables:
        assert "見込み" in table["outlook"]
        assert "見込みは実績ではない" in table["scope"]
        assert "予測区間" in table["note"]


def test_only_kpis_below_their_final_target_need_anything() -> None:
    """What is reached is not in the list."""
    rows = goal_pace(RESULTS, RESULTS.current)["rows"]
    reached = {r["name"] for r in RESULTS.current if r["needed_per_year"] in (None, 0)}
    assert rows
    assert not {row["name"] for row in rows} & reached


def test_an_interval_of_no_width_is_not_printed() -> None:
    """Values exactly on a line would promise a certainty that nobody has."""
    assert interval(Decimal("14.0"), Decimal("14.0"), 0) == "－"
    assert interval(Decimal(-3), Decimal("118.3"), 0) == "△3～118"


def test_rating_moves_are_said_in_words_for_the_whole_and_each_goal() -> None:
    """「順調」は…指標から…指標に."""
    told = [text(goal["lede"]) for goal in CONTEXT["goals"]] + [CONTEXT["summary"]["counts"]["note"]]
    before, now = RESULTS.previous.total.on_track, RESULTS.total.on_track
    assert f"「順調」は{before}指標から{now}指標に" in told[-1]
    assert any("「順調」は" in sentence for sentence in told[:-1])


def test_the_further_scale_is_counted_beside_the_ratings() -> None:
    """Only where the plan book has chosen one; every KPI is in one step or named as undecided."""
    scale = Scale("試しの尺度", (Grade("届いた", "", "reached", None, "指標値に達した", "規則"),))
    plan = dataclasses.replace(RESULTS.plan, scales=(scale,), options={"second_scale": "試しの尺度"})
    shown: dict[str, Any] = report_context(dataclasses.replace(RESULTS, plan=plan))["method"]["scale"]
    assert [row["label"] for row in shown["rows"]] == ["届いた", "判定できない"]
    assert sum(int(row["count"]) for row in shown["rows"]) == RESULTS.total.kpis
    assert CONTEXT["method"]["scale"]["rows"] == []

"""What the report says: sentences and figures by the rules of the papers, nothing hidden, nothing left empty.

Requirement: the report opens with the answer, shows last year beside this year, and names every KPI (issue: report.docx).
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inaxl.evaluate.aggregate import effective_rating
from inaxl.report.context import report_context
from inaxl.report.context_words import circled, emphasised, move_mark, trend_of
from inaxl.report.results import Results
from tests.report.sample_results import FY, RULES, sample_results

DOCS = Path(__file__).parents[2] / "docs" / "templates.md"


def texts(value: Any) -> Iterator[str]:
    """Every text in a context."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def plain(pieces: Any) -> str:
    """The words of a text with styles."""
    return pieces["text"] if isinstance(pieces, dict) else "".join(piece["text"] for piece in pieces)


def is_leaf(value: Any) -> bool:
    """A value that a template writes as it is: a text, a styled text, a chart, a small figure."""
    if isinstance(value, dict):
        return set(value) == {"text", "style"} or "alt" in value
    return not isinstance(value, list)


def paths(value: Any, path: str = "") -> Iterator[str]:
    """The variables of a context as docs/templates.md writes them: `goals[].title`."""
    if is_leaf(value):
        yield path
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from paths(item, f"{path}.{key}" if path else key)
    elif value and all(isinstance(item, dict) and set(item) == {"text", "style"} for item in value):
        yield path
    else:
        for item in value:
            yield from paths(item, f"{path}[]")


@pytest.fixture(scope="module")
def results() -> Results:
    return sample_results()


@pytest.fixture(scope="module")
def context(results: Results) -> dict[str, Any]:
    return report_context(results)


def kpis_of(context: dict[str, Any]) -> list[dict[str, Any]]:
    return [kpi for goal in context["goals"] for measure in goal["measures"] for kpi in measure["kpis"]]


def kpi_named(context: dict[str, Any], name: str) -> dict[str, Any]:
    return next(kpi for kpi in kpis_of(context) if kpi["name"].startswith(name))


def test_context_is_json_and_the_same_each_time(results: Results, context: dict[str, Any]) -> None:
    """A golden file can hold it, and a second run gives it again."""
    assert json.dumps(report_context(results), ensure_ascii=False) == json.dumps(context, ensure_ascii=False)


def test_no_text_is_an_unformatted_value(context: dict[str, Any]) -> None:
    """No None, nan, Decimal or template tag reaches the paper."""
    for text in texts(context):
        assert not re.search(r"\bNone\b|\bnan\b|Decimal|\{\{|\}\}", text), text


def test_every_kpi_of_the_year_is_named_once_in_a_goal_chapter_and_once_in_the_sources(
    results: Results, context: dict[str, Any]
) -> None:
    """Nothing hidden: unreported KPIs are there too."""
    names = [row["name"] for row in results.current]
    in_chapters = [kpi["name"] for kpi in kpis_of(context)]
    in_sources = [row["name"] for group in context["sources"]["groups"] for row in group["rows"]]
    for name in names:
        assert sum(shown.startswith(name) for shown in in_chapters) == 1, name
        assert sum(shown.startswith(name) for shown in in_sources) == 1, name


def test_lede_states_the_answer_with_its_number_and_last_year(context: dict[str, Any]) -> None:
    lede = plain(context["summary"]["lede"])
    assert re.match(r"14指標のうち6指標（42\.9%）が「順調」か「おおむね順調」で、前年度より\d", lede)
    assert lede.endswith("実績値がない。")


def test_the_strong_part_of_the_lede_is_the_figure_itself(context: dict[str, Any]) -> None:
    strong = [piece["text"] for piece in context["summary"]["lede"] if piece["style"] == "inaxlStrong"]
    assert strong == ["6指標（42.9%）が「順調」か「おおむね順調」"]


def test_without_last_year_no_comparison_is_made_up() -> None:
    context = report_context(sample_results(with_last_year=False))
    assert "前年度の評価がないため、比較は載せていない。" in plain(context["summary"]["lede"])
    assert context["summary"]["moves"]["shown"] is False
    assert {row["change"] for row in context["summary"]["counts"]["rows"]} == {"－"}


def test_counts_of_the_rows_add_up_to_the_total(context: dict[str, Any]) -> None:
    counts = context["summary"]["counts"]
    for key in ("count", "previous_count"):
        assert sum(int(row[key]) for row in counts["rows"]) == int(counts["total"][key])


def test_moves_matrix_holds_every_kpi_of_the_year(results: Results, context: dict[str, Any]) -> None:
    """Rows ◎○▼－ and 新規, columns ◎○▼－: together the year's KPIs; the last column holds ended ones."""
    cells = [plain(cell) for row in context["summary"]["moves"]["rows"] for cell in row["cells"][:4]]
    assert sum(int(cell) for cell in cells if cell != "・") == len(results.current)


def test_a_rating_has_glyph_and_word_together(context: dict[str, Any]) -> None:
    assert plain(kpi_named(context, "移住者数")["rating"]) == "○ おおむね順調"


def test_an_override_is_marked_and_its_reason_stands_under_the_table(context: dict[str, Any]) -> None:
    assert plain(kpi_named(context, "保育士の充足率")["rating"]).endswith("（手動）")
    assert "年度途中に2人を採用し、年度末には充足した" in context["goals"][0]["notes"]


def test_decreasing_and_cumulative_kpis_say_so_in_their_name(context: dict[str, Any]) -> None:
    assert kpi_named(context, "待機児童の数")["name"] == "待機児童の数（減）"
    assert kpi_named(context, "新規就農者数")["name"] == "新規就農者数（累計）"
    assert "達成率＝指標値÷実績値" in context["goals"][0]["notes"]


def test_a_cumulative_kpi_shows_its_sum_and_the_sources_say_why_the_cell_differs(
    context: dict[str, Any],
) -> None:
    """11 + 9 + 7 + 5 = 32."""
    assert kpi_named(context, "新規就農者数")["current"] == "32"
    group = next(
        g for g in context["sources"]["groups"] if any(r["name"].startswith("新規就農者") for r in g["rows"])
    )
    row = next(row for row in group["rows"] if row["name"].startswith("新規就農者"))
    assert (row["value"], plain(row["text"])) == ("32人", "5")
    assert any(note.startswith(row["mark"]) and "累計" in note for note in context["sources"]["notes"])


def test_figures_of_a_kpi_stand_on_one_decimal_position(context: dict[str, Any]) -> None:
    kpi = kpi_named(context, "製造品出荷額等")
    assert (kpi["baseline"], kpi["previous"], kpi["current"], kpi["target"]) == (
        "2,210.4",
        "2,290.3",
        "－",
        "2,300.0",
    )


def test_missing_values_tell_who_has_to_act(context: dict[str, Any]) -> None:
    reasons = {row["name"]: row["reason"] for row in context["summary"]["no_actual"]["rows"]}
    assert reasons["友好都市との交流人口"] == {"text": "令和6年10月に確定", "style": ""}
    assert reasons["用途地域内の空き地の利用"] == {"text": "未提出（都市整備課）", "style": "inaxlAlert"}


def test_a_kpi_without_last_year_is_new() -> None:
    assert move_mark(RULES, None, "on_track")["text"] == "新規"


@pytest.mark.parametrize(
    ("before", "after", "text", "style"),
    [
        ("needs_effort", "mostly_on_track", "↗\u00a0▼から", "inaxlMoveUp"),
        ("on_track", "needs_effort", "↘\u00a0◎から", "inaxlMoveDown"),
        ("mostly_on_track", "no_actual", "↘\u00a0○から", "inaxlMoveDown"),
        ("on_track", "on_track", "同じ", "inaxlMoveSame"),
    ],
)
def test_a_move_tells_way_and_origin(before: str, after: str, text: str, style: str) -> None:
    assert move_mark(RULES, before, after) == {"text": text, "style": style}


def test_readings_say_what_achievement_alone_hides(context: dict[str, Any]) -> None:
    """TFR 1.41 of 1.74 is 81.0 % and below its baseline; 34,540 employed is 40 above the target to maintain."""
    readings = [goal["reading"] for goal in context["summary"]["goals"]]
    assert readings == [
        "達成率81.0%だが基準値より低い",
        "均等な積み上げに34人届かない",
        "維持する目標を40人上回る",
        "指標値に達した",
    ]


def test_the_single_year_baseline_of_a_sum_is_not_compared(context: dict[str, Any]) -> None:
    """−25 is one year, +100 is a sum over five."""
    assert context["summary"]["goals"][1]["baseline"] == "－"
    target = context["goals"][1]["target"]
    assert "累計とは比べられない" in target["explanation"]
    assert {fact["name"]: fact["value"] for fact in target["facts"]} == {
        "令和5年度までの累計": "46人",
        "指標値（5年間の計）": "100人",
        "達成率": "46.0%",
        "残り1年で必要な数": "54人",
        "見込み（R6）": "58人",
        "　幅（80%）": "△3～118",
    }
    assert target["years"]["rows"][0]["figures"] == ["＋12", "△35", "＋41", "＋28", ""]


def test_projects_show_do_check_action_and_what_was_not_written(context: dict[str, Any]) -> None:
    cards = {
        project["title"]: project["cards"][0]
        for goal in context["goals"]
        for measure in goal["measures"]
        for project in measure["projects"]
    }
    written = cards["事業1　結婚支援事業"]
    assert plain(written["check"]) == "成果　相談は前年度の1.3倍に増えた。\n課題　夏と秋の参加者が少ない。"
    assert plain(written["decision"]).strip() == "継続"
    assert plain(cards["事業8　まちなか活用事業"]["do"]) == "未提出（都市整備課）"


def test_kpis_without_a_goal_get_a_chapter_of_their_own(results: Results) -> None:
    """Never guessed, never dropped."""
    rows = tuple({**row, "goal_id": None} if row["name"] == "移住者数" else row for row in results.rows)
    chapters = report_context(dataclasses.replace(results, rows=rows))["goals"]
    assert chapters[-1]["chapter"] == "基本目標未設定"
    assert [kpi["name"] for m in chapters[-1]["measures"] for kpi in m["kpis"]] == ["移住者数"]
    assert all(goal["chapter"] != "基本目標未設定" for goal in report_context(results)["goals"])


def test_a_plan_without_kpis_still_gives_every_project() -> None:
    results = sample_results()
    bare = dataclasses.replace(results, plan=dataclasses.replace(results.plan, kpis=()), rows=())
    bare = dataclasses.replace(bare, counts={FY: _no_counts(results)})
    context = report_context(bare)
    titles = [
        p["title"] for goal in context["goals"] for measure in goal["measures"] for p in measure["projects"]
    ]
    assert len(titles) == len(results.plan.projects)
    assert context["sources"]["empty"]
    assert all(not goal["has_kpis"] for goal in context["goals"])


def _no_counts(results: Results) -> Any:
    from inaxl.evaluate.aggregate import count

    return (
        results.counts[FY]._replace(total=count([]), by_goal=())
        if hasattr(results.counts[FY], "_replace")
        else dataclasses.replace(results.counts[FY], total=count([]), by_goal=())
    )


def test_population_lede_gives_gap_in_persons_and_percent(context: dict[str, Any]) -> None:
    assert re.fullmatch(
        r"令和6年1月1日の人口は64,211人で、将来展望の線を45\d人（0\.7%）下回った。",
        plain(context["population"]["lede"]),
    )


def test_population_chapter_is_left_out_without_vision_and_figures(results: Results) -> None:
    from inaxl.population.vision import PopulationResult

    assert (
        report_context(dataclasses.replace(results, population=PopulationResult((), (), ())))["population"]
        is None
    )


def test_the_age_unknown_note_stands_only_where_the_plan_says_so(results: Results) -> None:
    """The vision's 67,796 of 2015 is not the census total; the report says so if the plan book's note does."""
    assert not any("年齢不詳" in note for note in report_context(results)["population"]["notes"])
    points = tuple(
        point._replace(note="475人差(外部資料), 年齢不詳を除いた値とみられる")
        if hasattr(point, "_replace")
        else dataclasses.replace(point, note="475人差(外部資料), 年齢不詳を除いた値とみられる")
        if point.year == 2015
        else point
        for point in results.population.vision
    )
    noted = dataclasses.replace(results, population=results.population._replace(vision=points))
    assert any(
        "67,796人は、年齢不詳を除いた値" in note and "475人" in note
        for note in report_context(noted)["population"]["notes"]
    )


def test_findings_list_errors_before_warnings_and_count_both(context: dict[str, Any]) -> None:
    words = [row["severity"]["text"] for row in context["findings"]["rows"]]
    assert words == ["誤り"] * 3 + ["警告"] * 2
    assert "誤り3件、警告2件" in plain(context["findings"]["lede"])


def test_sample_figures_are_marked_and_real_ones_are_not(context: dict[str, Any]) -> None:
    assert "架空" in context["sample"]
    assert report_context(sample_results(is_sample=False))["sample"] == ""


def test_there_is_a_box_to_fill_in_for_each_goal_with_at_least_four_lines(
    results: Results, context: dict[str, Any]
) -> None:
    assert len(context["boxes"]) == len(results.plan.goals) + 1
    assert all(len(box["lines"]) >= 4 for box in context["boxes"])


def test_every_variable_is_listed_in_the_documentation(context: dict[str, Any]) -> None:
    report = DOCS.read_text(encoding="utf-8").partition("\n## 評価シートのひな型")[0]
    documented = set(re.findall(r"^\| `([^`]+)` \|", report, re.M))
    missing = set(paths(context)) - documented
    assert not missing
    roots = {path.split(".")[0].removesuffix("[]") for path in documented if "{" not in path}
    assert roots <= set(context)


def test_trend_leaves_a_missing_year_out_and_scales_to_the_target() -> None:
    trend = trend_of([Decimal(0), None, Decimal(5)], Decimal(10), "bar", [2020, 2021, 2022], "人", 0)
    assert trend["points"] == [0.0, None, 0.5]
    assert (trend["target"], trend["zero"]) == (1.0, 0.0)
    assert "R3は－" in trend["alt"]


def test_trend_of_equal_values_does_not_divide_by_zero() -> None:
    assert trend_of([Decimal(3)] * 2, Decimal(3), "line", [2020, 2021], "", 0)["points"] == [0.0, 0.0]


def test_emphasis_keeps_every_character() -> None:
    assert plain(emphasised("前あ後", "あ")) == "前あ後"
    assert emphasised("前後", "あ") == [{"text": "前後", "style": ""}]


def test_circled_numbers_beyond_twenty_have_brackets() -> None:
    assert (circled(1), circled(20), circled(21), circled(None)) == ("①", "⑳", "(21)", "")


def test_counts_follow_the_override(results: Results, context: dict[str, Any]) -> None:
    """What is printed is the rating that counts."""
    tally = [effective_rating(row) for row in results.current]
    assert context["summary"]["counts"]["rows"][0]["count"] == str(tally.count("on_track"))

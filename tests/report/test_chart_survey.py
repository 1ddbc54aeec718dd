"""The scatter of a survey: every item named, none over another, what is to be improved marked by shape and colour."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from inaxl.evaluate.survey import assess_survey
from inaxl.evaluation import read_surveys
from inaxl.plan.book import read_plan_book
from inaxl.report.chart_parts import word_charts
from inaxl.report.chart_survey import (
    SurveyMap,
    SurveyPoint,
    _fixed_boxes,
    _frame,
    _label_box,
    _point_box,
    label_sides,
    survey_chart,
    survey_map,
)
from inaxl.workfolder import WorkFolder
from tests.report.sample_follow_up import sample_survey

SAMPLE = survey_map(sample_survey())


def test_every_item_is_named_in_the_chart() -> None:
    """By a label of its own, also where labels had to move; small samples are in no chart."""
    chart = word_charts([lambda place: survey_chart(place, SAMPLE)])[0].chart_xml.decode()
    for point in SAMPLE.points:
        assert f"<a:t>{point.name}</a:t>" in chart
    assert "新しい取組" not in chart


def test_what_is_to_be_improved_has_its_own_shape_and_colour() -> None:
    """◆ rust there and ● navy elsewhere: never colour alone."""
    chart = word_charts([lambda place: survey_chart(place, SAMPLE)])[0].chart_xml.decode()
    assert chart.count('<c:symbol val="diamond"/>') == 1
    assert re.search(r'diamond"/>.{0,200}BF5308', chart, re.S)


def test_intervals_are_error_bars_from_the_cells() -> None:
    """A person who changes a figure in Word changes its line."""
    chart = word_charts([lambda place: survey_chart(place, SAMPLE)])[0].chart_xml.decode()
    assert '<c:errBarType val="both"/>' in chart
    assert re.search(r"<c:plus><c:numRef><c:f>'?図の元の値", chart)


def test_the_same_survey_gives_the_same_bytes() -> None:
    """No clock, no order of chance."""
    assert (
        word_charts([lambda p: survey_chart(p, SAMPLE)])[0]
        == word_charts([lambda p: survey_chart(p, SAMPLE)])[0]
    )


def test_labels_move_away_from_each_other() -> None:
    """Two items at nearly the same place: one label above, one below."""
    points = tuple(
        SurveyPoint(name, Decimal("3.0"), Decimal(y), Decimal("0.05"), Decimal("0.05"), False)
        for name, y in (("学校教育", "4.0"), ("保育教育", "4.02"), ("遠い項目", "3.0"))
    )
    sides = label_sides(SurveyMap(points, Decimal("2.9"), Decimal("3.5"), 5))
    assert len(set(sides[:2])) == 2


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.decimals(1, 5, places=2), st.decimals(1, 5, places=2), st.booleans()),
        min_size=1,
        max_size=25,
    )
)
def test_any_survey_can_be_drawn(drawn: list[tuple[Decimal, Decimal, bool]]) -> None:
    """Whatever the means are; a side for every label."""
    points = tuple(
        SurveyPoint(f"項目{i}", s, w, Decimal("0.1"), Decimal("0.1"), a) for i, (s, w, a) in enumerate(drawn)
    )
    data = SurveyMap(points, Decimal(3), Decimal(3), 5)
    assert len(label_sides(data)) == len(points)
    assert word_charts([lambda place: survey_chart(place, data)])[0].chart_xml


def demo_map(demo: Path) -> SurveyMap:
    """The survey of the demo's last year: 19 items."""
    work = WorkFolder(demo, 2023, demo / "out")
    plan, _ = read_plan_book(work.plan_book, check=False)
    surveys, _ = read_surveys(work, plan)
    return survey_map(assess_survey(next(survey for survey in surveys if survey.fy == 2023)))


def test_no_label_of_the_demo_touches_another_a_point_or_a_name(demo: Path) -> None:
    """Nor a marker; thin lines, of intervals and means, may run under the end of a label where nothing else is free."""
    data = demo_map(demo)
    frame = _frame(data)
    sides = label_sides(data)
    labels = [_label_box(point, side, frame) for point, side in zip(data.points, sides, strict=True)]
    means, names = _fixed_boxes(data, frame)[:2], _fixed_boxes(data, frame)[2:]
    points = [_point_box(point._replace(below=Decimal(0), above=Decimal(0)), frame) for point in data.points]
    points = [box._replace(left=box.left - 1, right=box.right + 1) for box in points]
    for index, label in enumerate(labels):
        others = [*labels[:index], *labels[index + 1 :], *points, *names]
        assert sum(label.overlap(other) for other in others) < 0.5, data.points[index].name
    assert sum(any(label.overlap(line) for line in means) for label in labels) <= 2  # of 19


def test_labels_that_were_placed_first_move_again_for_later_ones() -> None:
    """One pass would leave the first label above its point, under the second point."""
    points = tuple(
        SurveyPoint(name, Decimal(x), Decimal(y), Decimal("0.02"), Decimal("0.02"), False)
        for name, x, y in (("先の項目", "3.0", "4.0"), ("後の項目", "3.0", "4.06"), ("端", "2.0", "4.9"))
    )
    data = SurveyMap(points, Decimal("2.4"), Decimal("3.3"), 5)
    assert label_sides(data)[:2] == ["below", "above"]


def test_the_quadrant_to_be_improved_is_tinted_by_a_clear_line() -> None:
    """From the axis to the mean of satisfaction, from the mean of importance to the top; points show through."""
    chart = word_charts([lambda place: survey_chart(place, SAMPLE)])[0].chart_xml.decode()
    tint = re.search(r"<c:ser>.*?</c:ser>", chart, re.S)[0]
    assert '<a:srgbClr val="BF5308"><a:alpha val="14000"/></a:srgbClr>' in tint
    xs, ys = (
        [float(v) for v in re.findall(r"<c:v>([\d.]+)</c:v>", re.search(f"<c:{axis}>.*?</c:{axis}>", tint, re.S)[0])]
        for axis in ("xVal", "yVal")
    )  # fmt: skip
    assert max(xs) == round(float(SAMPLE.satisfaction), 4)
    assert min(ys) > float(SAMPLE.importance)
    assert len(xs) == len(ys) == 48

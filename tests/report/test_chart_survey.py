"""The scatter of a survey: every item named, none over another, what is to be improved marked by shape and colour."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from inaxl.report.chart_parts import word_chart
from inaxl.report.chart_survey import SurveyMap, SurveyPoint, label_sides, survey_chart, survey_map
from tests.report.sample_follow_up import sample_survey

SAMPLE = survey_map(sample_survey())


def test_every_item_is_named_in_the_chart() -> None:
    """By a label of its own, also where labels had to move; small samples are in no chart."""
    chart = word_chart(lambda place: survey_chart(place, SAMPLE)).chart_xml.decode()
    for point in SAMPLE.points:
        assert f"<a:t>{point.name}</a:t>" in chart
    assert "新しい取組" not in chart


def test_what_is_to_be_improved_has_its_own_shape_and_colour() -> None:
    """◆ rust there and ● navy elsewhere: never colour alone."""
    chart = word_chart(lambda place: survey_chart(place, SAMPLE)).chart_xml.decode()
    assert chart.count('<c:symbol val="diamond"/>') == 1
    assert re.search(r'diamond"/>.{0,200}BF5308', chart, re.S)


def test_intervals_are_error_bars_from_the_cells() -> None:
    """A person who changes a figure in Word changes its line."""
    chart = word_chart(lambda place: survey_chart(place, SAMPLE)).chart_xml.decode()
    assert '<c:errBarType val="both"/>' in chart
    assert re.search(r"<c:plus><c:numRef><c:f>'?図の元の値", chart)


def test_the_same_survey_gives_the_same_bytes() -> None:
    """No clock, no order of chance."""
    assert word_chart(lambda p: survey_chart(p, SAMPLE)) == word_chart(lambda p: survey_chart(p, SAMPLE))


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
    assert word_chart(lambda place: survey_chart(place, data)).chart_xml

"""Drawings: texts are escaped, missing values interrupt a line, scales and ticks are round."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import inaxl.site
from inaxl.report.pdf_charts import KINDS
from inaxl.site import svg
from inaxl.site.svg_charts import DRAWN, drawn, trend_picture
from inaxl.site.texts import TEXTS
from inaxl.site.words import Words

JA = Words("ja")
ENGLISH_ONLY = {
    "japanese_note",
    "in_short",
    "in_short_moves",
}  # Japanese pages have the report's own sentences


def test_every_chart_of_the_report_can_be_drawn():
    """A chart that the report gets is drawn on the site too."""
    assert set(DRAWN) == set(KINDS)


def test_a_missing_year_interrupts_the_line():
    """Nothing is drawn across a year without a figure."""
    drawing = svg.path([(0, 0), (10, 5), None, (30, 5), (40, 0)], "#000")
    assert 'd="M0 0L10 5M30 5L40 0"' in drawing


def test_a_single_point_is_no_line():
    """It is shown by its dot."""
    assert svg.path([None, (10, 5)], "#000") == ""


def test_texts_are_escaped():
    """Also in title and description."""
    figure = svg.figure("a", 10, 10, "<t>", "A&B", [svg.text(0, 0, "<b>")])
    assert "<b>" not in figure
    assert "&lt;t&gt;" in figure
    assert "A&amp;B" in figure


@pytest.mark.parametrize(
    ("raw", "step"), [(0.7, 1), (1, 1), (1.2, 2), (23, 50), (0.03, 0.05), (900, 1000), (0, 1)]
)
def test_steps_are_round(raw, step):
    """1, 2 or 5 times a power of ten, never less than asked for."""
    assert svg.nice_step(raw) == pytest.approx(step)


@pytest.mark.parametrize(
    ("value", "step", "text"), [(1500, 500, "1,500"), (-50, 50, "△50"), (0.5, 0.5, "0.5"), (1.75, 0.25, "1.75"), (0, 1, "0"), (-0.0, 1, "0"), (1.46, 0.02, "1.46")]
)  # fmt: skip
def test_figures_at_an_axis(value, step, text):
    """△ for negative ones, as many decimals as the step needs."""
    assert svg.tick_text(value, step) == text


@given(st.lists(st.floats(0, 300), min_size=1, max_size=8), st.floats(5, 30))
def test_labels_are_spread_without_touching(places, gap):
    """None nearer than the gap, none above its own place."""
    found = svg.spread(places, gap)
    ordered = sorted(found)
    assert all(after - before >= gap - 1e-6 for before, after in itertools.pairwise(ordered))
    assert all(new >= old for new, old in zip(found, places, strict=True))


def test_a_goal_without_any_figure_says_so():
    """No empty axes."""
    points = [{"label": "R2", **dict.fromkeys(("single", "evaluated", "even_path", "baseline", "target"))}]
    drawing = drawn("goal", {"is_sum": False, "points": points, "gap": None}, "題", "説明", JA)
    assert "まだ実績値がありません" in drawing


def test_a_trend_without_any_figure_is_no_picture():
    """An empty frame would say nothing."""
    data = {"kind": "line", "points": [None, None], "target": 0.5, "zero": None, "alt": ""}
    assert trend_picture(data) == ""


@pytest.mark.parametrize("key", TEXTS)
def test_every_word_is_there_in_both_languages(key):
    """The holes are the same; English has no Japanese letters except the name of the other language."""
    japanese, english = TEXTS[key]
    holes = re.compile(r"\{(\w+)\}")
    if key in ENGLISH_ONLY:
        assert japanese == ""
    else:
        assert japanese
        assert set(holes.findall(japanese)) == set(holes.findall(english))
    assert english
    if key != "other_language":
        assert not re.search(r"[぀-ヿ一-鿿]", english)


def test_every_word_is_used():
    """A word that no page shows is removed."""
    folder = Path(inaxl.site.__file__).parent
    used = "".join(
        path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.suffix in (".py", ".html") and path.name != "texts.py"
    )
    families = ("status_", "direction_", "accumulation_", "principle_", "check_", "tag_", "partner_", "evidence_", "opinion_",
                "kind_", "trigger_", "chart_")  # fmt: skip
    unused = [
        key for key in TEXTS if not re.search(f"[\"']{key}[\"']", used) and not key.startswith(families)
    ]
    assert unused == []

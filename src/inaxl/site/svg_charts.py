"""The charts of the site by kind: data from the chart definitions of the report, drawn as SVG.

`report.pdf_charts.KINDS` turns the one definition of each chart into plain figures; here they are only drawn. To add one:
a function `(data, words) -> (width, height, shapes)` and its line in `DRAWN`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from inaxl.site import svg_goal, svg_population, svg_ratings, svg_survey
from inaxl.site.svg import figure
from inaxl.site.words import Words

Drawn = tuple[float, float, list[str]]
DRAWN: dict[str, Callable[[Mapping[str, Any], Words], Drawn]] = {
    "ratings": svg_ratings.ratings,
    "measures": svg_ratings.ratings,
    "goal": svg_goal.goal,
    "population": svg_population.population,
    "changes": svg_population.changes,
    "gap_parts": svg_population.gap_parts,
    "pyramid": svg_population.pyramid,
    "scenarios": svg_population.scenarios,
    "survey": svg_survey.survey,
}


def drawn(kind: str, data: Mapping[str, Any], title: str, alt: str, words: Words) -> Markup:
    """A chart from its figures."""
    width, height, body = DRAWN[kind](data, words)
    return figure(f"chart-{kind.replace('_', '-')}", width, height, title, alt, body, words.data_lang)


def trend_picture(data: Mapping[str, Any]) -> Markup | str:
    """The small figure of a KPI; its values stand in the table beside it, so it is only decoration."""
    if not any(point is not None for point in data["points"]):
        return ""
    width, height, body = svg_ratings.trend(data)
    return Markup(
        f'<svg class="trend" aria-hidden="true" focusable="false" viewBox="0 0 {width:.0f} {height:.0f}"'
        f' width="{width:.0f}" height="{height:.0f}">{"".join(body)}</svg>'
    )  # made of numbers only

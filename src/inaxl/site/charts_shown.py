"""A chart on a page: the picture, its data as a table, and the note under it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inaxl.site.chart_tables import chart_table
from inaxl.site.material import Context, Material
from inaxl.site.svg_charts import drawn


def shown_chart(
    material: Material, spec: Mapping[str, Any] | None, title: str, note: str = "", unit: str = ""
) -> Context | None:
    """A chart that the report's context asks for; None where there is nothing to show."""
    if spec is None:
        return None
    words, kind, goal_id = material.words, spec["kind"], spec.get("goal") or ""
    data = material.told.chart_data(kind, goal_id)
    if "key" in data:  # ratings by their words in the language of the page
        rules = material.plan.rules
        data = {**data, "key": [words.rating(rules, rating) for rating in words.ratings]}
    return {
        "title": title,
        "label": words(f"chart_{kind}"),
        "unit": unit,
        "svg": drawn(kind, data, title, spec["alt"], words),
        "table": chart_table(material.results, kind, goal_id or None, words),
        "note": note,
    }

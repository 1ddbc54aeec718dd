"""The first page of a year: what the evaluation says, what got better or worse, what is unreported."""

from __future__ import annotations

from decimal import Decimal

from inaxl.evaluate.aggregate import effective_rating
from inaxl.plan.model import RATINGS
from inaxl.report.context_words import direction_of_move, previous_rating
from inaxl.report.sentences import population_lede
from inaxl.site.charts_shown import shown_chart
from inaxl.site.material import Context, Link, Material, Page
from inaxl.site.svg_charts import trend_picture
from inaxl.values.display import change, number


def top_page(material: Material) -> Page:
    """The overview (要点) of the evaluated year."""
    results, words = material.results, material.words
    told, better, worse = material.told.summary, _moved(material, 1), _moved(material, -1)
    title = words("overview_of", year=words.fiscal_year(results.fy))
    return Page(
        "index.html",
        "top.html",
        title,
        {
            "in_short": _in_short(material, len(better), len(worse)),
            "lede": told["lede"],
            "tiles": _tiles(material),
            "counts": _counts(material),
            "counts_note": told["counts"]["note"],
            "chart": shown_chart(material, told["chart"], words("by_goal")),
            "targets": _targets(material, told["goals"]),
            "has_last_year": results.previous is not None,
            "better": better,
            "worse": worse,
            "missing": [row for row in material.kpi_rows.values() if row["rating"]["class"] == "no-actual"],
            "focus": _focus(material),
            "population": population_lede(results) if results.population.gaps else "",
            "goal_links": [material.links[goal.id] for goal in material.plan.goals],
        },
        "home",
        search="".join(piece["text"] for piece in told["lede"]),
        is_data=False,
    )


def _in_short(material: Material, better: int, worse: int) -> str:
    """The first sentence in the language of the page, where it is not the report's own; '' in Japanese."""
    words, total = material.words, material.results.total
    if words.lang == "ja":
        return ""
    said = words(
        "in_short",
        fulfilled=total.fulfilled,
        kpis=total.kpis,
        share=number(total.share(total.fulfilled), 1),
        missing=total.no_actual,
    )
    if material.results.previous is None:
        return said
    return f"{said} {words('in_short_moves', better=better, worse=worse)}"


def _tiles(material: Material) -> list[Context]:
    total = material.results.total
    return [
        {
            "rating": material.rating(rating),
            "count": str(getattr(total, rating)),
            "share": f"{number(total.share(getattr(total, rating)), 1)}%",
        }
        for rating in RATINGS
    ]


def _counts(material: Material) -> list[Context]:
    results = material.results
    now, last = results.total, results.previous.total if results.previous else None
    rows: list[Context] = []
    for rating in (*RATINGS, None):
        key = rating or "kpis"
        count, before = getattr(now, key), getattr(last, key) if last else None
        rows.append(
            {
                "rating": material.rating(rating) if rating else None,
                "count": str(count),
                "share": number(now.share(count), 1),
                "previous": "－" if before is None else str(before),
                "previous_share": "－" if last is None or before is None else number(last.share(before), 1),
                "change": "－" if before is None else change(Decimal(count - before)),
            }
        )
    return rows


def _moved(material: Material, way: int) -> list[Context]:
    """KPIs rated better (1) or worse (−1) than last year, the largest moves first; from or to 実績値なし is neither."""
    found = []
    for row in material.results.current:
        before, after = previous_rating(material.results, row), effective_rating(row)
        if before is None or "no_actual" in (before, after) or direction_of_move(before, after) != way:
            continue
        distance = abs(RATINGS.index(before) - RATINGS.index(after))
        found.append((distance, material.kpi_rows[row["kpi_id"]] | {"before": material.rating(before)}))
    return [row for _, row in sorted(found, key=lambda item: -item[0])]


def _targets(material: Material, told: list[Context]) -> list[Context]:
    """The goals' numeric targets: the rows of the report, with link, rating mark and small figure."""
    rows = []
    for result, row in zip(material.results.goals, told, strict=True):
        rows.append(
            {
                "link": Link(material.links[result.goal.id].href, row["name"]),
                "baseline": row["baseline"],
                "current": row["current"],
                "target": row["target"],
                "trend": trend_picture(row["trend"]),
                "rating": material.rating(result.judgement.rating),
                "reading": row["reading"],
            }
        )
    return rows


def _focus(material: Material) -> list[Link]:
    plan = material.plan
    fields = [material.name(area.id) for area in plan.fields if area.is_focus]
    chosen = [item for items in (plan.measures, plan.projects) for item in items if item.is_focus]
    return [*fields, *(material.links[item.id] for item in chosen)]

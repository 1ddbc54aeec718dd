"""Pages of the year beside the tree: population, citizens' survey, opinions and responses."""

from __future__ import annotations

from collections.abc import Iterator

from inaxl.evaluate.follow_up import Opinion
from inaxl.site.charts_shown import shown_chart
from inaxl.site.material import Context, Material, Page


def year_pages(material: Material) -> Iterator[Page]:
    """Those that the year has anything for."""
    for page in (_population_page(material), _survey_page(material), _opinions_page(material)):
        if page is not None:
            yield page


def _population_page(material: Material) -> Page | None:
    told, words = material.told.population, material.words
    if told is None:
        return None
    figures = [half for pair in told["pairs"] for half in (pair["left"], pair["right"]) if half]
    return Page(
        "population.html",
        "population.html",
        words("population"),
        {
            "told": told,
            "chart": shown_chart(material, told["chart"], words("population_line"), told["source"]),
            "figures": [
                shown_chart(material, half["chart"], half["title"], half["note"], half["unit"])
                for half in figures
            ],
        },
        "population",
        search="".join(piece["text"] for piece in told["lede"]),
        is_data=False,
    )


def _survey_page(material: Material) -> Page | None:
    told, words = material.told.survey, material.words
    if told is None:
        return None
    return Page(
        "survey.html",
        "survey.html",
        words("survey"),
        {"told": told, "chart": shown_chart(material, told["chart"], words("survey_map"), told["source"])},
        "survey",
        search="　".join(row["name"]["text"] for row in told["rows"]),
        is_data=False,
    )


def _opinions_page(material: Material) -> Page | None:
    found, words = material.results.follow_up, material.words
    if not material.results.has_register:
        return None

    def shown(items: tuple[Opinion, ...]) -> list[Context]:
        return [material.opinion(item) for item in items]

    told = (*found.own, *found.open, *found.closed)
    actions = [
        {
            "project": material.link(action.project_id),
            "text": action.text,
            "year": words.fiscal_year(action.fy),
            "progress": action.progress,
        }
        for action in found.actions
    ]
    own = words("own_opinions", year=words.fiscal_year(material.results.fy))
    return Page(
        "opinions.html",
        "opinions.html",
        words("opinions"),
        {
            "lists": [
                {"title": own, "rows": shown(found.own)},
                {"title": words("open_opinions"), "rows": shown(found.open)},
                {"title": words("closed_opinions"), "rows": shown(found.closed)},
            ],
            "actions": actions,
        },
        "opinions",
        search="　".join(text for item in told for text in (item.text, item.response)),
        is_data=False,
    )

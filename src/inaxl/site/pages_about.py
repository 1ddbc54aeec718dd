"""Pages about the site: method, data files, accessibility, search and the list of all pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from inaxl.site.accessibility import CHECKS
from inaxl.site.material import Context, DataFile, Link, Material, Page
from inaxl.site.texts import LANGUAGES
from inaxl.site.words import Words


def about_pages(material: Material, data: Sequence[DataFile]) -> Iterator[Page]:
    """Method, data and accessibility."""
    words = material.words
    told = material.told.method
    yield Page(
        "method.html",
        "method.html",
        words("method"),
        {
            "levels": [
                {"rating": material.rating(rule.rating), "bound": level["bound"], "meaning": level["meaning"]}
                for rule, level in zip(material.plan.rules.levels, told["levels"], strict=True)
            ],
            "rules": told["rules"],
            "scale": told["scale"],
            "missing": [
                words(f"status_{key}")
                for key in ("pending", "unavailable", "not_applicable", "missing", "invalid", "unpublished")
            ],
        },
        "method",
        is_data=False,
    )
    yield Page(
        "downloads.html",
        "downloads.html",
        words("downloads"),
        {
            "tables": [_file(item, words) for item in data if item.title is not None],
            "descriptions": [_file(item, words) for item in data if item.title is None],
            "licence": material.plan.facts.get("オープンデータのライセンス", ""),
        },
        "downloads",
        is_data=False,
    )
    index = LANGUAGES.index(words.lang)
    yield Page(
        "accessibility.html",
        "accessibility.html",
        words("accessibility"),
        {
            "checks": [
                {"name": check.name[index], "criteria": check.criteria, "by": check.by[index]}
                for check in CHECKS
            ]
        },
        "accessibility",
        is_data=False,
    )


_FORMATS = {
    "README.txt": "file_readme",
    "datapackage.json": "file_package",
    "dataset.jsonld": "file_dataset",
}


def _file(item: DataFile, words: Words) -> Context:
    """A file of the list: a table by its title, what describes tables by its format."""
    name = item.href.rpartition("/")[2]
    title = item.title[LANGUAGES.index(words.lang)] if item.title else words(_FORMATS.get(name, "file_csvw"))
    return {"href": item.href, "name": name, "title": title, "size": _size(item.size)}


def _size(count: int) -> str:
    return f"{count / 1024:.0f} KB" if count >= 1024 else f"{count} B"


def index_pages(material: Material, pages: Sequence[Page]) -> Iterator[Page]:
    """The list of all pages and the search page, made after all others."""
    words = material.words
    listed = list(_listed(material, pages))
    for path, template in (("sitemap.html", "sitemap.html"), ("search.html", "search.html")):
        key = path.removesuffix(".html")
        yield Page(path, template, words(key), {"groups": listed}, key, is_data=False)


def _listed(material: Material, pages: Iterable[Page]) -> Iterator[Context]:
    words = material.words
    groups: dict[str, list[Link]] = {}
    for page in pages:
        folder = page.path.partition("/")[0] if "/" in page.path else ""
        groups.setdefault(folder, []).append(Link(page.path, page.title, page.is_data))
    names = {
        "": "overview_pages",
        "goal": "goals",
        "measure": "measure",
        "project": "projects",
        "kpi": "kpis",
    }
    for folder, links in groups.items():
        yield {"title": words(names[folder]), "links": links}

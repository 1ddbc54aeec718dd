"""Pages into HTML: templates, the frame around every page, and links that hold from any folder and any server."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from inaxl.report.results import Results
from inaxl.site.addresses import year_folder
from inaxl.site.material import Material, Page
from inaxl.site.search_index import search_index
from inaxl.site.texts import LANGUAGES
from inaxl.site.told import Told
from inaxl.site.words import Words

_HERE = Path(__file__).parent
SEARCH_INDEX = "search-index.js"
NAV = (
    ("home", "index.html"), ("measures", "measures.html"), ("kpis", "kpis.html"), ("population", "population.html"),
    ("survey", "survey.html"), ("opinions", "opinions.html"), ("plan", "plan.html"), ("downloads", "downloads.html"),
    ("search", "search.html"),
)  # fmt: skip
FOOT = (
    ("method", "method.html"), ("changes", "changes.html"), ("accessibility", "accessibility.html"),
    ("sitemap", "sitemap.html"),
)  # fmt: skip


@cache
def environment() -> jinja2.Environment:
    """The templates; a variable that does not exist is an error, and every text is escaped."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=False,
        lstrip_blocks=False,
        keep_trailing_newline=True,
        auto_reload=False,
    )


@cache
def assets() -> dict[str, bytes]:
    """Style sheet, script and icon by address; the name holds a digest, so that earlier years keep what they were made with."""
    found = {}
    for path in sorted((_HERE / "assets").iterdir()):
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()[:10]
        found[f"assets/{path.stem}-{digest}{path.suffix}"] = content
    return found


def _asset(ending: str) -> str:
    return next(name for name in assets() if name.endswith(ending))


def rendered_year(material: Material, pages: Sequence[Page], *, is_draft: bool) -> Iterator[tuple[str, str]]:
    """Every file of a year in one language: address in the site and text. A draft says so on every page."""
    folder = folder_of(material.words.lang, material.results.fy)
    frame = frame_of(material, pages, is_draft=is_draft)
    for page in pages:
        yield folder + page.path, rendered(page, frame, "../" * page.path.count("/"), folder)
    yield folder + SEARCH_INDEX, search_index(pages)


def folder_of(lang: str, fy: int) -> str:
    """The folder of a year's pages, with a slash at its end."""
    return ("" if lang == "ja" else f"{lang}/") + f"{year_folder(fy)}/"


def rendered(page: Page, frame: dict[str, Any], year: str, folder: str) -> str:
    """One page as HTML."""
    return environment().get_template(page.template).render(variables(page, frame, year, folder))


def variables(page: Page, frame: dict[str, Any], year: str, folder: str) -> dict[str, Any]:
    """What a template sees. year: the way to the year's folder; folder: where the page lies, from the site's root."""
    root = year + "../" * folder.count("/")
    lang, fy_folder = frame["lang"], frame["fy_folder"]
    other = folder_of(frame["other_lang"], frame["fy"]) + page.path
    return frame | {
        "page": page,
        "c": page.content,
        "year": year,
        "root": root,
        "home": root + ("" if lang == "ja" else f"{lang}/"),
        "data": root + fy_folder,
        "other_href": root + other,
        "index": year + SEARCH_INDEX,
    }


def frame_of(material: Material, pages: Sequence[Page], *, is_draft: bool) -> dict[str, Any]:
    """What all pages of a year have in common."""
    words, results = material.words, material.results
    there = {page.path for page in pages}
    plan = results.plan
    return {
        "t": words,
        "lang": words.lang,
        "J": Markup(' lang="ja"') if words.data_lang else Markup(""),  # on what comes from the plan
        "P": Markup(f' lang="{words.lang}"')
        if words.data_lang
        else Markup(""),  # on our own words within that
        "other_lang": next(lang for lang in LANGUAGES if lang != words.lang),
        "fy": results.fy,
        "fy_folder": f"{year_folder(results.fy)}/",
        "plan_title": plan.title,
        "plan_status": plan.status if plan.status == "案" else "",
        "city": plan.city,
        "contact": plan.facts.get("公表の問い合わせ先", ""),
        "year_label": words.fiscal_year(results.fy),
        "previous_label": words.fiscal_year(results.fy - 1),
        "day": words.day(results.date.isoformat()),
        "draft": is_draft,
        "sample": results.is_sample,
        "nav": [{"key": key, "href": href} for key, href in NAV if href in there],
        "foot": [{"key": key, "href": href} for key, href in FOOT if href in there],
        "icon": _asset(".svg"),
        "stylesheet": _asset(".css"),
        "script": _asset(".js"),
    }


def materials(results: Results) -> list[Material]:
    """The public results with the words of each language, Japanese first."""
    told = Told(results)
    return [Material(told, Words(lang)) for lang in LANGUAGES]

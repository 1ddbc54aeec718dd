"""Where open data stands, year after year: paths below the site, full addresses where its URL is known, and lasting IDs."""

from __future__ import annotations

import uuid
from urllib.parse import urlsplit

from inaxl.plan.model import Plan

ITEM_SITE = "公開サイトのURL"
"""Item of the sheet 計画 with the address at which the site is published."""
ITEM_LICENCE = "オープンデータのライセンス"
FEED, CATALOGUE = "feed.xml", "catalogue.jsonld"


def year_path(fy: int) -> str:
    """`fy2023/`: where a year stands below the site; it never changes."""
    return f"fy{fy}/"


def data_path(fy: int, name: str = "") -> str:
    """`fy2023/data/kpis.csv`."""
    return f"{year_path(fy)}data/{name}"


def site_address(plan: Plan) -> str:
    """The site's address, with a slash at its end; '' where the plan book gives none that can be used (W732)."""
    text = plan.facts.get(ITEM_SITE, "").strip()
    if not is_address(text):
        return ""
    return text if text.endswith("/") else text + "/"


def lasting_id(city: str, base: str, path: str) -> str:
    """The ID of what stands at a path: its full address; without a base a URN made of the city and the path."""
    if base:
        return base + path
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{city}/{path}").urn


def is_address(text: str) -> bool:
    """Whether a text is the http(s) address of a folder on a web server."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    plain = text.isascii() and text.isprintable() and not set(text) & set(' <>"{}|\\^`')
    return (
        plain and parts.scheme in ("http", "https") and bool(host) and not parts.query and not parts.fragment
    )

"""feed.xml (Atom, RFC 4287): what has been published, newest first: one entry per year, one per revision of the plan.

Pure: from records to text. The site keeps the records of the years that it has published.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

from inaxl.opendata.addresses import FEED, data_path, lasting_id, year_path
from inaxl.opendata.published import Publication, PublishedPlan, PublishedRevision
from inaxl.plan.life import TRIGGERS
from inaxl.values.periods import day_label, fy_label

ATOM = "http://www.w3.org/2005/Atom"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def atom_feed(publications: Sequence[Publication], plan: PublishedPlan) -> str:
    """The feed. `plan`: that of all published years (`published.plan_of_all`).

    Revisions that come into force after the newest publication are not told before their time. Raises ValueError where
    nothing has been published.
    """
    newest = max(item.date for item in publications)
    entries = [_year(item, plan) for item in publications]
    entries += [
        _revision(item, plan) for item in plan.revisions if item.effective <= newest
    ]  # a tuple of day and element; the day decides the order
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": "ja"})
    _text(feed, "id", lasting_id(plan.city, plan.base, FEED))
    _text(feed, "title", plan.title or plan.city)
    _text(feed, "updated", _moment(newest))
    _text(ElementTree.SubElement(feed, "author"), "name", plan.city)
    ElementTree.SubElement(
        feed, "link", {"rel": "self", "href": plan.base + FEED, "type": "application/atom+xml"}
    )
    ElementTree.SubElement(
        feed, "link", {"rel": "alternate", "href": plan.base + "index.html", "type": "text/html"}
    )
    feed.extend(entry for _, entry in sorted(entries, key=lambda each: each[0], reverse=True))
    ElementTree.indent(feed, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(feed, "unicode") + "\n"


def _year(item: Publication, plan: PublishedPlan) -> tuple[dt.date, ElementTree.Element]:
    entry = ElementTree.Element("entry")
    _text(entry, "id", lasting_id(plan.city, plan.base, year_path(item.fy)))
    _text(entry, "title", item.title)
    _text(entry, "updated", _moment(item.date))
    _text(entry, "summary", item.summary)
    page = plan.base + year_path(item.fy) + "index.html"
    data = plan.base + data_path(item.fy, "datapackage.json")
    ElementTree.SubElement(entry, "link", {"rel": "alternate", "href": page, "type": "text/html"})
    ElementTree.SubElement(entry, "link", {"rel": "related", "href": data, "type": "application/json"})
    return item.date, entry


def _revision(item: PublishedRevision, plan: PublishedPlan) -> tuple[dt.date, ElementTree.Element]:
    entry = ElementTree.Element("entry")
    _text(entry, "id", lasting_id(plan.city, "", f"plan/{item.term}/{item.version}"))
    _text(entry, "title", f"計画を改訂しました（{item.version}、{day_label(item.effective)}施行）")
    _text(entry, "updated", _moment(item.effective))
    _text(entry, "summary", "。".join(_why(item)))
    ElementTree.SubElement(
        entry, "link", {"rel": "alternate", "href": plan.base + "index.html", "type": "text/html"}
    )
    return item.effective, entry


def _why(item: PublishedRevision) -> Iterator[str]:
    yield f"きっかけ: {TRIGGERS.get(item.trigger, item.trigger)}"
    if item.cause_fy is not None:
        yield f"{fy_label(item.cause_fy)}の評価による"
    if item.reason:
        yield item.reason


def _moment(day: dt.date) -> str:
    """A day as the moment that Atom asks for: its beginning in Japan."""
    return f"{day.isoformat()}T00:00:00+09:00"


def _text(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = _FORBIDDEN.sub("", text)

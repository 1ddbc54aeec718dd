"""The feed of changes: valid Atom, lasting IDs, nothing told before its time."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from inaxl.opendata.feed import atom_feed
from inaxl.opendata.published import (
    Publication,
    plan_of_all,
    plan_record,
    publication_of,
    published_plan,
    read_plan_record,
)
from tests.opendata.sample_public import public_sample

A = "{http://www.w3.org/2005/Atom}"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
R4 = Publication(2022, dt.date(2023, 8, 1), "令和4年度の評価を公表しました", "KPI 14件")
R5 = Publication(2023, dt.date(2024, 6, 14), "令和5年度の評価を公表しました", "KPI 14件")
BASE = "https://www.example.jp/sogo/"


def feed_of(publications=(R4, R5), base: str = BASE, plan=None) -> etree._Element:
    """A feed, held against the schema and the rules that a schema cannot say."""
    told = published_plan(plan or public_sample().plan)._replace(base=base)
    text = atom_feed(publications, told)
    feed = etree.fromstring(text.encode())
    SCHEMA.assertValid(feed)
    ids = [item.text for item in feed.iter(f"{A}id")]
    assert len(set(ids)) == len(ids)
    for entry in feed.iter(
        f"{A}entry"
    ):  # RFC 4287, 4.1.2: without content an alternate link has to be there, once
        assert [link.get("rel") for link in entry.iter(f"{A}link")].count("alternate") == 1
    return feed


def titles(feed: etree._Element) -> list[str]:
    """Titles of the entries, in their order."""
    return [entry.findtext(f"{A}title") for entry in feed.iter(f"{A}entry")]


@pytest.mark.parametrize("base", ["", BASE])
def test_years_and_revisions_are_told_newest_first(base):
    """A revision that is not yet in force (第3版, 2025-04-01) is not told."""
    assert titles(feed_of(base=base)) == [
        "令和5年度の評価を公表しました",
        "令和4年度の評価を公表しました",
        "計画を改訂しました（第2版、令和5年4月1日施行）",
        "計画を改訂しました（第1版、令和2年4月1日施行）",
    ]


def test_a_revision_says_why():
    """What triggered it, which evaluation caused it, and the reason."""
    summaries = [entry.findtext(f"{A}summary") for entry in feed_of().iter(f"{A}entry")]
    assert "きっかけ: 審議会意見。令和3年度の評価による。負担を示すため" in summaries


def test_the_days_are_those_of_the_records():
    """No clock: the feed was updated when its newest entry was."""
    feed = feed_of()
    assert feed.findtext(f"{A}updated") == "2024-06-14T00:00:00+09:00"
    assert [e.findtext(f"{A}updated")[:10] for e in feed.iter(f"{A}entry")] == [
        "2024-06-14", "2023-08-01", "2023-04-01", "2020-04-01",
    ]  # fmt: skip


def test_links_are_full_with_an_address_and_relative_without():
    """A reader that has only the feed finds the page, the data and the feed itself."""
    links = [(link.get("rel"), link.get("href")) for link in feed_of().iter(f"{A}link")]
    assert ("self", BASE + "feed.xml") in links
    assert ("alternate", BASE + "fy2023/index.html") in links
    assert ("related", BASE + "fy2023/data/datapackage.json") in links
    assert ("alternate", "fy2023/index.html") in [
        (link.get("rel"), link.get("href")) for link in feed_of(base="").iter(f"{A}link")
    ]


@pytest.mark.parametrize("base", ["", BASE])
def test_an_entry_keeps_its_id(base):
    """A year that is published again, in another term, under another title, is the same entry."""
    plan = public_sample().plan
    first = feed_of([R5], base, plan)
    again = feed_of(
        [R4, R5._replace(title="訂正", date=dt.date(2025, 1, 1))], base, replace(plan, title="第3期")
    )
    ids = [feed.find(f"{A}entry/{A}id").text for feed in (first, again)]
    assert ids[0] == ids[1]
    assert first.findtext(f"{A}id") == again.findtext(f"{A}id")
    assert ids[0].startswith(base or "urn:uuid:")


def test_another_city_has_other_ids():
    """Two cities without an address never share an ID."""
    plan = public_sample().plan
    ids = {feed_of([R5], "", replace(plan, city=city)).findtext(f"{A}id") for city in ("伊那市", "駒ヶ根市")}
    assert len(ids) == 2


def test_hostile_text_stays_text():
    """Markup, quotes and control characters in a title are no markup."""
    feed = feed_of([R5._replace(title="<script>\x00\x0b&\"'", summary="]]>")])
    assert titles(feed)[0] == "<script>&\"'"


def test_the_record_of_a_year_says_counts_and_marks():
    """Title and summary come from the public results; a draft and made-up figures are marked."""
    record = publication_of(public_sample(), is_draft=True)
    assert (record.fy, record.date, record.is_draft) == (2023, dt.date(2024, 6, 14), True)
    assert record.title == "令和5年度の評価を公表しました（案）（数値は架空）"
    assert record.summary == "KPI 12件: 順調4、おおむね順調2、努力を要する4、実績値なし2"


def test_nothing_published_has_no_feed():
    """A feed without an entry and day would be invalid."""
    with pytest.raises(ValueError, match="empty"):
        atom_feed((), published_plan(public_sample().plan))


def test_the_plan_of_all_years_holds_every_revision_once():
    """Names are the newest year's; a revision that two years tell is told as the newest does; two terms may share a name."""
    full = published_plan(public_sample().plan)
    first, second, third = full.revisions
    earlier = full._replace(
        title="古い題", revisions=(first._replace(reason="前の理由"), third._replace(term=2015))
    )
    later = full._replace(revisions=(first, second))
    told = plan_of_all({2023: later, 2021: earlier})
    assert told.title == full.title
    assert told.revisions == (first, second, third._replace(term=2015))


def test_the_record_of_a_plan_is_read_as_it_was_written():
    """And no cell and no number of an opinion is kept in it."""
    told = published_plan(public_sample().plan)
    record = json.loads(json.dumps(plan_record(told)))
    assert read_plan_record(record) == told
    assert record["revisions"][1].keys() == {
        "term", "version", "effective", "trigger", "cause_fy", "reason"
    }  # fmt: skip

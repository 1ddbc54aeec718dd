"""Every page as HTML: structure, links, languages, weight. What the accessibility statement lists is tested here."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from lxml import html

from inaxl.site.accessibility import CHECKS

JAPANESE = re.compile(r"[぀-ヿ一-鿿]")
LONGEST = 150 * 1024  # bytes of a page with everything that it loads


@pytest.fixture(scope="session")
def pages(site) -> dict[str, html.HtmlElement]:
    """Every page by its address in the site."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        found[path.relative_to(site).as_posix()] = html.fromstring(path.read_bytes())
    return found


def links(page: html.HtmlElement) -> list[str]:
    return [value for element in page.iter() for name in ("href", "src") if (value := element.get(name))]


def test_R10_the_site_has_a_page_for_everything(pages, public):
    """Overview, goals, measures, projects, KPIs and the pages about the year, in both languages."""
    for folder in ("fy2023/", "en/fy2023/"):
        own = [name.removeprefix(folder) for name in pages if name.startswith(folder)]
        kinds = Counter(name.partition("/")[0] if "/" in name else name for name in own)
        assert {"goal": 4, "measure": 15, "project": 38, "kpi": 84}.items() <= kinds.items()
        assert {
            "index.html", "measures.html", "kpis.html", "population.html", "survey.html", "opinions.html", "plan.html",
            "changes.html", "method.html", "downloads.html", "sitemap.html", "search.html", "accessibility.html",
        } <= set(own)  # fmt: skip
    assert {"index.html", "en/index.html"} <= set(pages)


def test_every_page_is_well_formed_html(site):
    """A strict HTML5 parser finds no mistake in one page of each kind."""
    chosen = {
        path.parent.name if path.parent.name in ("goal", "kpi", "project", "measure") else path.name: path
        for path in sorted(site.rglob("*.html"))
    }
    for path in chosen.values():
        parser = html5lib.HTMLParser(strict=True)
        parser.parse(path.read_text(encoding="utf-8"))


def test_ids_are_unique(pages):
    """A link to a part of a page has one target."""
    for name, page in pages.items():
        ids = Counter(element.get("id") for element in page.iter() if element.get("id"))
        assert not [id_ for id_, count in ids.items() if count > 1], name
        for element in page.iter():
            for attribute in ("aria-labelledby", "aria-describedby", "for"):
                assert set((element.get(attribute) or "").split()) <= set(ids), (name, element.attrib)


def test_a11y_links(pages, site):
    """Every internal link leads somewhere; nothing is loaded from elsewhere; no address is absolute."""
    for name, page in pages.items():
        for address in links(page):
            parts = urlsplit(address)
            assert not parts.scheme, (name, address)
            assert not parts.netloc, (name, address)
            assert not address.startswith("/"), (name, address)
            target = (site / name).parent / unquote(parts.path) if parts.path else site / name
            assert target.resolve().is_file(), (name, address)
            assert site.resolve() in target.resolve().parents
            if parts.fragment:
                assert page.get_element_by_id(parts.fragment) is not None


def test_no_page_has_a_style_or_a_script_in_it(pages):
    """The security policy of the pages forbids both; nothing would run or be coloured."""
    for name, page in pages.items():
        policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy
        assert "default-src 'none'" in policy[0]
        assert not page.xpath("//style | //@style | //script[not(@src)] | //@onclick | //@onload"), name
        assert bool(page.xpath("//script")) == name.endswith("search.html"), name


def test_a11y_headings(pages):
    """One h1; no level is skipped."""
    for name, page in pages.items():
        levels = [int(element.tag[1]) for element in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[0] == 1, name
        assert levels.count(1) == 1, name
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), (
            name,
            levels,
        )


def test_a11y_landmarks(pages):
    """One header, main and footer; several navigations are told apart by their names."""
    for name, page in pages.items():
        assert (
            len(page.xpath("//body/header"))
            == len(page.xpath("//main"))
            == len(page.xpath("//body/footer"))
            == 1
        ), name
        names = page.xpath("//nav/@aria-label")
        assert len(names) == len(page.xpath("//nav")) == len(set(names)), name
        assert page.xpath("//a[@class='skip']/@href") == ["#main"]
        regions = page.xpath("//*[@role='region']/@aria-label")
        assert len(regions) == len(page.xpath("//*[@role='region']"))
        assert len(regions) == len(set(regions)), (name, regions)


def test_a11y_table_headers(pages):
    """Every header cell says what it is the header of; every table has a name."""
    for name, page in pages.items():
        for table in page.iter("table"):
            assert [caption.text_content().strip() != "" for caption in table.xpath("./caption")] == [True], (
                name
            )
            assert table.xpath("./thead//th"), name
            assert all(cell.get("scope") in ("col", "row", "rowgroup") for cell in table.iter("th")), name
            width = len(table.xpath("./thead/tr[1]/th"))
            for row in table.xpath("./tbody/tr"):
                assert sum(int(cell.get("colspan") or 1) for cell in row) == width, (name, row.text_content())


def test_a11y_images(pages):
    """Each chart is an image with title and description, and its figures stand in a table on the same page."""
    seen = Counter()
    for name, page in pages.items():
        for drawing in page.xpath("//*[local-name()='svg'][@role='img']"):
            title, text = (drawing.xpath(f"./*[local-name()='{tag}']")[0] for tag in ("title", "desc"))
            assert title.text_content().strip(), name
            assert text.text_content().strip(), name
            assert drawing.get("aria-labelledby") == f"{title.get('id')} {text.get('id')}"
            assert page.xpath("//table"), name
            seen[drawing.get("aria-labelledby").split("-t ")[0]] += 1
        for drawing in page.xpath("//*[local-name()='svg'][not(@role)]"):
            assert drawing.get("aria-hidden") == "true", name
    assert set(seen) == {
        "chart-ratings", "chart-measures", "chart-goal", "chart-population", "chart-changes", "chart-gap-parts",
        "chart-pyramid", "chart-scenarios", "chart-survey",
    }  # fmt: skip


def test_a11y_colour(pages):
    """Every rating mark has glyph and word, every state a word."""
    for name, page in pages.items():
        for mark in page.xpath("//span[starts-with(@class, 'rate ')]"):
            glyph, word = mark.xpath("./span")
            assert glyph.text_content() in "◎○▼－", name
            assert len(word.text_content()) > 1, name
        assert all(
            state.text_content().strip() for state in page.xpath("//span[starts-with(@class, 'state ')]")
        )


def test_a11y_language(pages):
    """On English pages every Japanese text is marked as Japanese; Japanese pages name their language."""
    for name, page in pages.items():
        lang = "en" if name.startswith("en/") else "ja"
        assert page.get("lang") == lang
        if lang == "ja":
            continue
        for element in page.find("body").iter():
            for text in (element.text, *(child.tail for child in element)):
                if isinstance(element.tag, str) and text and JAPANESE.search(text):
                    near = next(e.get("lang") for e in (element, *element.iterancestors()) if e.get("lang"))
                    assert near == "ja", (name, text[:60])
        own = page.xpath(
            "//span[starts-with(@class, 'rate ')]/span[2] | //span[@class='vh'][text()='Decision ']"
        )
        assert all(element.xpath("ancestor-or-self::*[@lang][1]/@lang") == ["en"] for element in own), name


def test_every_file_of_open_data_is_offered(pages, site):
    """Each file of the year's data is linked once, tables by their titles."""
    for folder, first in (("fy2023", "KPI の実績と評価"), ("en/fy2023", "KPI")):
        page = pages[f"{folder}/downloads.html"]
        offered = [address.rpartition("/")[2] for address in page.xpath("//td/a/@href")]
        assert sorted(offered) == sorted(path.name for path in (site / "fy2023/data").iterdir())
        assert page.xpath("//tbody/tr[1]/th")[0].text.startswith(first)


def test_page_weight(pages, site):
    """Each page with all that it loads stays under 150 KB."""
    for name, page in pages.items():
        loaded = list(page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src"))
        files = [site / name, *((site / name).parent / address for address in loaded)]
        assert sum(path.stat().st_size for path in files) < LONGEST, name


def test_the_pages_say_that_the_figures_are_made_up(pages):
    """見本: every page of the demo says 架空; none says 案 where it is none."""
    for name, page in pages.items():
        banner = page.xpath("//div[starts-with(@class, 'banner')]")
        assert [item.text_content().strip()[:2] for item in banner] == [
            "Sa" if name.startswith("en/") else "見本"
        ]


def test_every_claim_of_the_accessibility_statement_has_its_test():
    """The statement lists what was tested; a check without a test of its name would be an empty claim."""
    here = Path(__file__).parent
    tests = (here / "test_pages.py").read_text(encoding="utf-8") + (here / "test_browser.py").read_text(
        encoding="utf-8"
    )
    assert len({check.key for check in CHECKS}) == len(CHECKS)
    for check in CHECKS:
        assert f"def test_a11y_{check.key}(" in tests, check.key


def test_the_statement_lists_every_check(pages):
    """In both languages, with the criteria."""
    for folder, index in (("fy2023", 0), ("en/fy2023", 1)):
        rows = pages[f"{folder}/accessibility.html"].xpath("//tbody/tr")
        told = [tuple(cell.text_content() for cell in row) for row in rows]
        assert told == [(check.name[index], check.criteria, check.by[index]) for check in CHECKS]

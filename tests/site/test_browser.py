"""The site in a real browser, from the disk: no message, no request outside, axe-core, keyboard, phone width, search."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
ONE_OF_EACH = (
    "index.html", "goal/goal2.html", "measures.html", "measure/field1-m1.html", "project/p01.html", "project/p31.html",
    "kpi/K001.html", "kpi/K003.html", "kpis.html", "population.html", "survey.html", "opinions.html", "plan.html",
    "changes.html", "method.html", "downloads.html", "accessibility.html", "sitemap.html", "search.html",
)  # fmt: skip
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@contextmanager
def opened(browser, size, *, script: bool = True) -> Iterator:
    """A page that may read files only; what it says and what it asks for is kept and must be nothing."""
    context = browser.new_context(viewport=size, java_script_enabled=script)
    asked, said = [], []

    def only_files(route) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    context.route("**/*", only_files)
    page = context.new_page()
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on("requestfailed", lambda request: said.append(failed(page, request)))
    yield page
    context.close()
    assert asked == []
    assert [text for text in said if text] == []


def failed(page, request) -> str:
    """What could not be loaded; '' for an icon that was still on its way when the next page was opened."""
    return "" if request.failure == "net::ERR_ABORTED" else f"{page.url}: {request.url} {request.failure}"


def axe(page) -> list[str]:
    """Violations of level A and AA, as rule and place."""
    from axe_playwright_python.sync_playwright import Axe

    rules = {"type": "tag", "values": LEVELS}
    options = {
        "runOnly": rules,
        "resultTypes": ["violations"],
        "preload": False,
    }  # it would fetch the style sheet
    found = Axe().run(page, options=options).response
    return [
        f"{page.url}: {item['id']} {node['target']} {node.get('failureSummary', '')}"
        for item in found["violations"]
        for node in item["nodes"]
    ]


def of_year(site: Path, lang: str = "ja") -> list[Path]:
    folder = site / "fy2023" if lang == "ja" else site / lang / "fy2023"
    return [site / "index.html", *sorted(folder.rglob("*.html"))]


def test_a11y_axe(site, browser):
    """axe-core finds no violation of level A or AA on any Japanese page."""
    with opened(browser, DESK) as page:
        for path in of_year(site):
            page.goto(path.as_uri())
            assert axe(page) == []


@pytest.mark.parametrize(
    ("lang", "size"), [("ja", PHONE), ("en", DESK), ("en", PHONE)], ids=["ja-phone", "en", "en-phone"]
)
def test_axe_finds_nothing_on_a_page_of_each_kind(site, browser, lang, size):
    """Also at phone width and in English."""
    folder = site / "fy2023" if lang == "ja" else site / lang / "fy2023"
    with opened(browser, size) as page:
        for name in ONE_OF_EACH:
            page.goto((folder / name).as_uri())
            assert axe(page) == []


def test_axe_would_find_a_violation(site, browser):
    """The judge is awake: a picture without a name is found."""
    with opened(browser, DESK) as page:
        page.goto((site / "index.html").as_uri())
        page.evaluate(
            "document.querySelectorAll('svg.chart').forEach(e => e.removeAttribute('aria-labelledby'))"
        )
        page.evaluate("document.querySelectorAll('svg.chart > title').forEach(e => e.remove())")
        page.evaluate(
            "document.querySelectorAll('.lede').forEach(e => e.setAttribute('lang', 'no-such-language-xx'))"
        )
        assert axe(page)


def test_every_page_opens_without_a_message_or_a_request(site, browser):
    """The English pages, from the disk; the Japanese ones are opened by the tests of axe and of the phone."""
    with opened(browser, DESK) as page:
        for path in of_year(site, "en"):
            page.goto(path.as_uri())
            assert (
                page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(23, 64, 109)"
            ), path


def test_a11y_phone(site, browser):
    """At 360 pixels no page scrolls sideways; wide tables scroll in themselves and can be reached by keyboard."""
    with opened(browser, PHONE) as page:
        for path in (*of_year(site), *(site / "en/fy2023" / name for name in ONE_OF_EACH)):
            page.goto(path.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
            loose = """Array.from(document.querySelectorAll('main *')).filter(e =>
                e.scrollWidth > e.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)
                && e.tabIndex < 0).length"""
            assert page.evaluate(loose) == 0, path


def test_a11y_no_script(site, browser):
    """Without script every page has its text; the search says so and leads to the list of pages."""
    with opened(browser, DESK, script=False) as page:
        for name in ONE_OF_EACH:
            page.goto((site / "fy2023" / name).as_uri())
            assert len(page.inner_text("main")) > 40, name
        page.goto((site / "fy2023/search.html").as_uri())
        assert page.is_visible("#search-without")
        assert not page.is_visible("#search-form")
        assert page.get_attribute("#search-without a", "href") == "sitemap.html"


def test_a11y_skip_link(site, browser):
    """The first Tab shows the link to the content; Enter goes there."""
    with opened(browser, DESK) as page:
        page.goto((site / "fy2023/kpi/K001.html").as_uri())
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.locator(".skip").bounding_box()["x"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_a11y_focus_visible(site, browser):
    """Whatever the Tab key reaches has an outline of three pixels."""
    with opened(browser, DESK) as page:
        page.goto((site / "fy2023/index.html").as_uri())
        for _ in range(30):
            page.keyboard.press("Tab")
            style = page.evaluate(
                "(e => e.outlineStyle + e.outlineWidth)(getComputedStyle(document.activeElement))"
            )
            assert style == "solid3px"


def test_a11y_keyboard(site, browser):
    """Search by keyboard alone: type, Enter, the count is told, Tab reaches the first result; tables scroll by arrow."""
    with opened(browser, DESK) as page:
        page.goto((site / "fy2023/search.html").as_uri())
        page.focus("#search-words")
        page.keyboard.type("空き家")
        page.keyboard.press("Enter")
        page.wait_for_selector("#search-results li")
        told = page.inner_text("#search-count")
        assert told == f"{page.locator('#search-results li').count()}ページが見つかりました。"
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#search-results') !== null")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert not page.url.endswith("search.html")
    with opened(browser, PHONE) as page:
        page.goto((site / "fy2023/kpis.html").as_uri())
        page.focus(".scroll")
        page.keyboard.press("ArrowRight")
        page.wait_for_function("document.querySelector('.scroll').scrollLeft > 0")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("事業を通じた結婚者数", "kpi/K001.html"),
        ("ｼﾞｵﾊﾟｰｸ", "project/p12.html"),
        ("じおぱーく", "project/p12.html"),
        ("婚活　相談員", "project/p01.html"),
        ("KPI 100", None),
        ("そんな言葉はない", None),
    ],
)
def test_search_finds_words_however_they_are_typed(site, browser, words, found):
    """Parts of words, half-width kana, hiragana for katakana, several words; nothing found is said."""
    with opened(browser, DESK) as page:
        page.goto((site / "fy2023/search.html").as_uri())
        page.fill("#search-words", words)
        page.press("#search-words", "Enter")
        if found is None:
            page.wait_for_function("document.getElementById('search-count').textContent !== ''")
            assert page.inner_text("#search-count") == "見つかりませんでした。"
        else:
            page.wait_for_selector(f"#search-results a[href='{found}']")


def test_print_shows_everything_on_the_paper(site, browser):
    """In print the navigation is gone and no table is cut off at the side of an A4 page."""
    with opened(browser, {"width": 794, "height": 1123}) as page:
        page.emulate_media(media="print")
        page.goto((site / "fy2023/goal/goal2.html").as_uri())
        assert not page.is_visible("nav.main")
        assert page.evaluate("document.documentElement.scrollWidth") <= 794

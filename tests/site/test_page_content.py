"""What single pages say: the figures of the report, projects with two views apart, KPIs with their history."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import html

from inaxl.plan.differences import Difference
from inaxl.plan.life import PlanLife
from inaxl.plan.lineage import Break, PlanVersion
from inaxl.report.sentences import summary_lede
from inaxl.site.pages import year_of_pages
from inaxl.site.redaction import public_results
from inaxl.site.render import materials, rendered_year
from tests.site.lived import LIFE, lived, withhold


def page_of(site, name: str) -> html.HtmlElement:
    return html.fromstring((site / name).read_bytes())


def texts(elements) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements]


def test_the_first_page_answers_first(site, public):
    """要点: the report's sentence, the four counts, the goals, what got better or worse, what is unreported."""
    page = page_of(site, "index.html")
    assert texts(page.xpath("//main/p[@class='lede']")) == [summary_lede(public)]
    assert texts(page.xpath("//p[@class='figure-big']")) == ["43件", "20件", "13件", "8件"]
    assert texts(page.xpath("//section[@aria-labelledby='targets']//tbody/tr/th")) == [
        "① 合計特殊出生率", "② 社会動態の増加数の累計", "③ 就業者数", "④ 農業産出額",
    ]  # fmt: skip
    assert len(page.xpath("//section[@aria-labelledby='better']//tbody/tr")) == 20
    assert len(page.xpath("//section[@aria-labelledby='worse']//tbody/tr")) == 12
    assert len(page.xpath("//section[@aria-labelledby='missing']//tbody/tr")) == 8
    assert "施策①-1　結婚・出産から子育てまでの支援の充実" in [
        e.text for e in page.xpath("//section[@aria-labelledby='focus']//a")
    ]


def test_the_english_overview_begins_in_english(site):
    """The first sentence is not left in Japanese; the report's own follows, marked as Japanese."""
    page = page_of(site, "en/index.html")
    assert texts(page.xpath("//main/p[@class='lede']")) == [
        "63 of 84 indicators (75.0%) are on track or mostly on track; 8 have no figure. "
        "Compared with last year, 20 are rated better and 12 worse."
    ]


def test_R22_self_evaluation_and_council_stand_apart(site):
    """A project's page shows both views, each in a part of its own."""
    page = page_of(site, "fy2023/project/p31.html")
    own, council = (
        page.xpath("//section[contains(@class, 'own-view')]"),
        page.xpath("//section[contains(@class, 'council-view')]"),
    )
    assert len(own) == len(council) == 1
    assert texts(own[0].xpath(".//dt")) == ["取組内容", "成果", "課題と要因", "今後の取組"]
    assert "買い物支援は費用の負担の在り方を早めに示すべきである。" in council[0].text_content()
    assert "見守りと配送を組み合わせた費用分担の案" in council[0].text_content()
    assert "買い物支援は費用の負担" not in own[0].text_content()


def test_a_project_shows_what_the_plan_book_keeps_about_it(site):
    """Departments with the lead, tags, partners without contact, money, self-check, evidence."""
    text = page_of(site, "fy2023/project/p01.html").find(".//main").text_content()
    for words in (
        "企画部地域創造課（主担当）", "5 ジェンダー平等を実現しよう", "結婚支援の会（架空）", "相談を受ける", "1,200千円", "1,180千円",
        "自立性", "満たす", "民間の相談員と組んでいる（架空）。", "地区懇談会（架空）", "42人",
    ):  # fmt: skip
        assert words in text, words
    assert "0265" not in text


def test_money_of_later_years_is_not_told_by_an_earlier_evaluation(results):
    """FY2023: the budget of FY2024 is known, its settlement and everything after it is not."""
    own = LIFE.budgets[0]
    later = (
        own._replace(fy=2024, budget=Decimal("7777"), settlement=Decimal("8888")),
        own._replace(fy=2025, budget=Decimal("9999")),
    )
    public = public_results(lived(results, life=LIFE._replace(budgets=(*LIFE.budgets, *later))))
    japanese = materials(public)[0]
    page = dict(rendered_year(japanese, year_of_pages(japanese), is_draft=False))["fy2023/project/p01.html"]
    assert "7,777千円" in page
    assert "8,888千円" not in page
    assert "9,999千円" not in page


def test_a_KPI_shows_its_history_and_the_working_of_its_rating(site, results):
    """Every year so far, the sentence of `explain`, and since when it is defined as it stands."""
    page = page_of(site, "fy2023/kpi/K001.html")
    assert results.row_by_year["K001", 2023]["explanation"] in page.find(".//main").text_content()
    rows = texts(page.xpath("//section[@aria-labelledby='years']//tbody/tr/th"))
    assert rows == ["令和2年度", "令和3年度", "令和4年度", "令和5年度"]
    shown = [e.text for e in page.xpath("//*[local-name()='svg'][@role='img']//*[local-name()='text']")]
    assert {"H30", "R2", "R6", "基準値 8人", "指標値 10人", "13人"} <= set(shown)
    redefined = page_of(site, "fy2023/kpi/K003.html")
    assert "令和4年度から今の定義です" in redefined.find(".//main").text_content()
    assert texts(redefined.xpath("//section[@aria-labelledby='years']//tbody/tr/th")) == [
        "令和4年度",
        "令和5年度",
    ]
    labels = [
        element.text
        for element in redefined.xpath("//*[local-name()='svg'][@role='img']//*[local-name()='text']")
    ]
    assert "R3" not in labels
    assert "R4" in labels


def test_a_redefined_KPI_is_neither_new_nor_compared(results):
    """The report's sentence stands on its page and on that of the changes; the versions tell what changed, in words."""
    told = Break("K001", "事業を通じた結婚者数", 2023, "単位が「人」から「組」に変わった")
    change = Difference(
        "changed",
        "kpis",
        "K004",
        "割合",
        "target",
        "95",
        "98",
        "KPI「割合」の指標値を「95%」から「98%」に変えた。",
    )
    first = PlanVersion("当初の計画", None, None, "plans/古い台帳.xlsx")
    second = first._replace(label="第2版", book="plan.xlsx", changes=(change,))
    rows = tuple(row for row in results.rows if row["kpi_id"] != "K001" or row["fy"] == 2023)
    revised = replace(results, rows=rows, not_compared={"K001": told}, versions={2022: first, 2023: second})
    japanese = materials(public_results(revised))[0]
    pages = dict(rendered_year(japanese, year_of_pages(japanese), is_draft=False))
    page = html.fromstring(pages["fy2023/kpi/K001.html"])
    assert texts(page.xpath("//span[starts-with(@class, 'move')]")) == ["定義変更"]
    for name in ("fy2023/kpi/K001.html", "fy2023/changes.html"):
        assert told.text in pages[name]
    assert change.text in pages["fy2023/changes.html"]
    assert not any("古い台帳" in text for text in pages.values())


def test_a_figure_that_is_missing_is_neither_better_nor_worse(results):
    """Without an arrow: last year's rating is told, and that nothing is known now."""
    material = materials(public_results(lived(results, withhold("kpis", "K001", "", 2023))))[0]
    row = material.kpi_rows["K001"]
    assert row["rating"]["class"] == "no-actual"
    assert row["move"] == {"class": "same", "text": "◎から"}
    assert row["reason"] == "未公表"


def test_focus_areas_come_first(site):
    """選択と集中: chosen fields, measures and projects stand before the others."""
    page = page_of(site, "en/fy2023/plan.html")
    measures = texts(page.xpath("//section[@aria-labelledby='tree']//h4"))
    assert measures[0].endswith("Focus")
    assert not any(text.endswith("Focus") for text in measures[1:])


def test_the_changes_of_the_plan_name_their_cause(site):
    """R21: date, trigger, and the opinion and evaluation that led to it."""
    row = texts(page_of(site, "fy2023/changes.html").xpath("//tbody/tr/*"))
    assert row == [
        "第1回改訂",
        "令和4年4月1日",
        "審議会意見",
        "令和3年度の評価、意見4-07",
        "審議会の意見による（架空）。",
    ]


def test_nothing_is_shown_where_the_plan_book_says_nothing(results):
    """A plan without evidence, tags, partners and money has no empty headings for them."""
    empty = replace(results, plan=replace(results.plan, life=PlanLife()))
    japanese = materials(public_results(empty))[0]
    texts_by_name = dict(rendered_year(japanese, year_of_pages(japanese), is_draft=False))
    project = html.fromstring(texts_by_name["fy2023/project/p01.html"])
    assert texts(project.iter("h2")) == ["指標", "担当部署の自己評価", "審議会の意見と市の対応"]
    assert "計画の変更は登録されていません。" in texts_by_name["fy2023/changes.html"]


def test_a_year_without_survey_opinions_population_or_last_year(results):
    """Pages without content are not made, and nothing links to them."""
    bare = replace(
        public_results(lived(results)),
        survey=None,
        has_register=False,
        counts={2023: results.counts[2023]},
    )
    bare = replace(
        bare, population=bare.population._replace(vision=(), observations=(), gaps=(), assessment=None)
    )
    for material in materials(bare):
        pages = dict(rendered_year(material, year_of_pages(material), is_draft=False))
        names = {name.rpartition("/")[2] for name in pages}
        assert not names & {"survey.html", "opinions.html"}
        assert not any("survey.html" in text for text in pages.values())


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x>', "A&B", "{{ 7*7 }}"])
def test_text_from_books_is_never_markup(results, text):
    """Names, cards and units are shown as they are, also inside drawings and the search index."""
    plan = replace(
        results.plan, projects=tuple(replace(p, title=text, purpose=text) for p in results.plan.projects)
    )
    rows = tuple(dict(row) | {"name": text, "unit": text} for row in results.rows)
    japanese = materials(public_results(replace(results, plan=plan, rows=rows)))[0]
    pages = dict(rendered_year(japanese, year_of_pages(japanese), is_draft=False))
    for name in ("fy2023/kpi/K001.html", "fy2023/project/p01.html", "fy2023/index.html"):
        assert "<script>alert" not in pages[name]
        assert "<img" not in pages[name]
    assert text in html.fromstring(pages["fy2023/kpi/K001.html"]).text_content()
    assert "</script" not in pages["fy2023/search-index.js"]

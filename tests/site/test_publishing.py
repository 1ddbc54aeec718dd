"""`inaxl publish`: refusals, drafts, several years in one site, the same bytes every time, runs that are cut off."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from inaxl import publishing, staging
from inaxl.cli import cli
from inaxl.errors import UnwritableOutput
from inaxl.publishing import names_in_texts, publish_site, read_record, refuse_errors, write_site, year_files
from inaxl.site.redaction import public_results
from tests.site.lived import LIFE, lived, withhold


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def two_years(demo, tmp_path_factory) -> Path:
    """FY2021, then FY2022 in the same site."""
    target = tmp_path_factory.mktemp("年度") / "site"
    for fy in (2021, 2022):
        publish_site(demo, fy, target)
    return target


def test_E722_a_year_with_unresolved_errors_is_refused(demo, tmp_path):
    """Nothing is written; the message says which year and how many."""
    with pytest.raises(UnwritableOutput) as caught:
        publish_site(demo, 2023, tmp_path / "site")
    assert caught.value.finding.code == "E722"
    assert "令和5年度" in caught.value.finding.message
    assert "シート「KPI」 J11 E103" in caught.value.finding.message
    assert not (tmp_path / "site").exists()


def test_warnings_do_not_stop_a_publication(results):
    """Only errors do."""
    warnings = tuple(finding for finding in results.findings if finding.severity != "error")
    assert warnings
    refuse_errors(replace(results, findings=warnings), draft=False)


def test_W721_a_withheld_name_that_a_text_still_holds_is_told(results):
    """Another project's card names it: the text is not changed, but a person is told on which page it stands."""
    review = results.reviews[0]
    card = review.card._replace(done="買い物&移動の新事業と組んだ。")
    named = tuple(
        replace(p, title="買い物&移動の新事業") if p.id == "p31" else p for p in results.plan.projects
    )
    told = replace(
        results,
        plan=replace(results.plan, projects=named),
        reviews=(review._replace(card=card), *results.reviews[1:]),
    )
    told = lived(told, withhold("projects", "p31"))
    found = list(names_in_texts(told, year_files(public_results(told)), "plan.xlsx"))
    assert [(f.code, f.sheet, f.value) for f in found] == [("W721", "非公開", "買い物&移動の新事業")]
    assert f"fy2023/project/{review.project_id}.html" in found[0].message
    silent = replace(told, reviews=results.reviews[1:])
    assert list(names_in_texts(silent, year_files(public_results(silent)), "plan.xlsx")) == []


def test_a_draft_says_so_on_every_page_and_in_the_data(demo, tmp_path):
    """案: title, banner and the mark for print on every page; the feed and the open data say it too."""
    target = tmp_path / "site"
    done = publish_site(demo, 2023, target, draft=True)
    assert done.is_draft
    for path in target.rglob("*.html"):
        page = html.fromstring(path.read_bytes())
        is_english = path.relative_to(target).as_posix().startswith("en/")
        word = "Draft" if is_english else "案"
        assert page.find(".//title").text.startswith(f"【{word}】"), path
        assert page.xpath("//div[contains(@class, 'draft-banner')]")[0].text_content().startswith(word), path
        assert page.find("body").get("data-draft") == word
    assert "（案）" in (target / "feed.xml").read_text(encoding="utf-8")


def test_another_year_leaves_earlier_ones_byte_for_byte(two_years, demo, tmp_path):
    """FY2022 beside FY2021: every file of FY2021 is as if it had been published alone."""
    alone = tmp_path / "alone"
    publish_site(demo, 2021, alone)
    before, after = digests(alone), digests(two_years)
    own = {name for name in before if "fy2021/" in name}
    assert len(own) > 300
    assert {name: after[name] for name in own} == {name: before[name] for name in own}
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {"index.html", "en/index.html", "feed.xml", "catalogue.jsonld", "site.json"}


def test_the_first_page_is_that_of_the_latest_year_with_all_years(two_years):
    """Links from one folder higher lead to the same pages; both years and their lists of pages are named."""
    root = html.fromstring((two_years / "index.html").read_bytes())
    assert root.find(".//h1").text_content() == "令和4年度の評価の要点"
    hrefs = root.xpath("//section[@aria-labelledby='all-years']//a/@href")
    assert hrefs == ["fy2022/index.html", "fy2022/sitemap.html", "fy2021/index.html", "fy2021/sitemap.html"]
    for address in root.xpath("//@href[not(starts-with(., '#'))]"):
        assert (two_years / address).is_file(), address


def test_an_earlier_year_published_later_does_not_become_the_first_page(two_years, demo, tmp_path):
    """The order of publishing does not matter: the same bytes in every file."""
    other = tmp_path / "other"
    for fy in (2022, 2021):
        publish_site(demo, fy, other)
    assert digests(other) == digests(two_years)


def test_an_earlier_year_published_later_leaves_the_revisions_in_the_feed(results, tmp_path):
    """FY2022 is judged by the first version, FY2023 by the revised one; the feed tells of the revision in any order."""
    revised = public_results(lived(results))
    of_2022 = replace(revised, fy=2022, date=dt.date(2023, 6, 1))
    first = replace(of_2022, plan=replace(revised.plan, title="改訂前の題", life=LIFE._replace(revisions=())))
    feeds = []
    for order in ((first, revised), (revised, first)):
        site = tmp_path / str(len(feeds))
        for public in order:
            page = {f"{lang}fy{public.fy}/index.html": b"<p>" for lang in ("", "en/")}
            write_site(public, page, site, is_draft=False)
        feeds.append(digests(site))
    assert feeds[0] == feeds[1]
    feed = (site / "feed.xml").read_text(encoding="utf-8")
    assert "計画を改訂しました（第1回改訂、令和4年4月1日施行）" in feed
    assert "改訂前の題" not in feed + (site / "catalogue.jsonld").read_text(encoding="utf-8")


def test_IDs_that_differ_by_capitals_alone_have_pages_of_their_own(results, tmp_path):
    """Pages, links, list of pages and search agree, and a file system that ignores capitals holds them all."""
    renamed = {"K002": "k001"}
    kpis = tuple(
        replace(kpi, indicator=replace(kpi.indicator, id=renamed.get(kpi.id, kpi.id)))
        for kpi in results.plan.kpis
    )
    rows = tuple({**row, "kpi_id": renamed.get(row["kpi_id"], row["kpi_id"])} for row in results.rows)
    twins = replace(results, plan=replace(results.plan, kpis=kpis), rows=rows)
    files = year_files(public_results(twins))
    assert len({name.lower() for name in files}) == len(files)
    pages = [name for name in files if name.lower().startswith("fy2023/kpi/k001")]
    assert len(pages) == 2
    for page in pages:
        address = page.removeprefix("fy2023/")
        assert f"en/{page}" in files
        for listing in ("kpis.html", "sitemap.html", "search-index.js"):
            assert address in files[f"fy2023/{listing}"].decode(), listing


def test_the_same_year_published_again_gives_the_same_bytes(two_years, demo, tmp_path):
    """No clock, no path, no user in any file."""
    again = tmp_path / "again"
    shutil.copytree(two_years, again)
    publish_site(demo, 2022, again)
    assert digests(again) == digests(two_years)


def test_pages_that_a_year_no_longer_has_are_removed(results, tmp_path):
    """A KPI that is withheld later is gone from the site, not only unlinked."""
    target = tmp_path / "site"
    for withheld in ((), (withhold("kpis", "K001"),)):
        public = public_results(lived(results, *withheld))
        write_site(public, year_files(public), target, is_draft=False)
        assert (target / "fy2023/kpi/K001.html").exists() == (not withheld)
    assert not (target / "en/fy2023/kpi/K001.html").exists()


@pytest.mark.parametrize(
    "content",
    [
        {"memo.txt": "x"},
        {"site.json": "{}"},
        {"site.json": "[1]"},
        {"site.json": "\xff"},
        {"site.json": '{"inaxl": "site", "years": {"2022": {}}}'},
        {"site.json": '{"inaxl": "site", "years": [2022]}'},
    ],
)
def test_E723_a_folder_with_other_things_is_left_alone(demo, tmp_path, content):
    """Nothing is written into a folder that is no site of ours, nor over it."""
    for name, text in content.items():
        (tmp_path / name).write_text(text, encoding="latin-1")
    before = digests(tmp_path)
    with pytest.raises(UnwritableOutput) as caught:
        publish_site(demo, 2022, tmp_path)
    assert caught.value.finding.code == "E723"
    assert digests(tmp_path) == before


def test_a_folder_that_only_the_system_has_written_to_is_empty(tmp_path):
    """Somebody has opened the folder in Explorer or Finder, or it is the folder of a repository."""
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / ".git").mkdir()
    assert read_record(tmp_path)["years"] == {}


def test_E724_a_site_whose_newest_year_is_gone_says_which_year_to_publish_again(demo, two_years, tmp_path):
    """Somebody has deleted its folder; the first page is made from that year's."""
    site = tmp_path / "site"
    shutil.copytree(two_years, site)
    shutil.rmtree(site / "fy2022")
    before = digests(site)
    with pytest.raises(UnwritableOutput, match=r"令和4年度のページ「fy2022/index\.html」") as caught:
        publish_site(demo, 2021, site)
    assert (caught.value.finding.code, digests(site)) == ("E724", before)
    publish_site(demo, 2022, site)
    assert digests(site) == digests(two_years)


def test_E723_the_working_folder_itself_is_no_site(demo):
    """-o with the working folder by mistake."""
    with pytest.raises(UnwritableOutput, match="inaxl が作ったものでない"):
        publish_site(demo, 2022, demo)


def test_a_run_that_is_cut_off_leaves_a_site_that_the_next_run_completes(results, tmp_path, monkeypatch):
    """Cut off after a third of the files: the next run knows the site as its own and ends as if nothing had happened."""
    public, target, clean = public_results(results), tmp_path / "site", tmp_path / "clean"
    files = year_files(public)
    write_site(public, files, clean, is_draft=False)
    moves = []

    def breaking(folder, out, names, stale=()):
        if len(moves) == 1:
            staging.publish(folder, out, names[: len(names) // 3])
            raise KeyboardInterrupt
        moves.append(names)
        staging.publish(folder, out, names, stale)

    monkeypatch.setattr(publishing, "publish", breaking)
    with pytest.raises(KeyboardInterrupt):
        write_site(public, files, target, is_draft=False)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    monkeypatch.undo()
    write_site(public, files, target, is_draft=False)
    assert digests(target) == digests(clean)


def test_a_failure_while_making_pages_leaves_the_site_as_it_was(two_years, demo, tmp_path, monkeypatch):
    """Pages are made before anything is moved."""
    target = tmp_path / "site"
    shutil.copytree(two_years, target)
    monkeypatch.setattr("inaxl.site.render.rendered", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        publish_site(demo, 2022, target)
    assert digests(target) == digests(two_years)


def test_the_command_answers_in_json(demo, tmp_path, invoke_json):
    """Site, years, pages and files; exit code 0 where no error stands."""
    document, code = invoke_json("publish", demo, "--fy", "R04", "-o", tmp_path / "site")
    assert code == 0
    assert document["ok"] is True
    assert document["years"] == [2022]
    assert document["draft"] is False
    assert document["pages"] == len(list((tmp_path / "site/fy2022").rglob("*.html"))) * 2
    assert json.loads((tmp_path / "site/site.json").read_text(encoding="utf-8"))["years"].keys() == {"2022"}


def test_the_command_refuses_with_code_3_and_says_how_to_mend(demo, tmp_path, invoke_json):
    """As every output that could not be written."""
    document, code = invoke_json("publish", demo, "--fy", "R05", "-o", tmp_path / "site")
    assert code == 3
    assert [finding["code"] for finding in document["findings"]] == ["E722"]
    assert "--draft" in document["findings"][0]["remedy"]


@pytest.fixture
def invoke_json(capsys):
    """Runs a command line with --json; its document and exit code."""
    from inaxl.cli.running import run

    def invoke(*words: object) -> tuple[dict, int]:
        code = run(cli, [*map(str, words), "--json"])
        return json.loads(capsys.readouterr().out), code

    return invoke

"""The public site of a year: evaluate the working folder, take out what is withheld, write pages and open data.

Everything that is written comes from `site.redaction.public_results`. Pages are made in a folder of their own and moved
over the site at the end; what other years have published stays byte for byte as it is.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from inaxl.errors import UnwritableOutput
from inaxl.findings import E722, E723, E724, W721, Finding
from inaxl.site.texts import LANGUAGES
from inaxl.staging import publish, staged
from inaxl.values.periods import fy_label
from inaxl.workfolder import PLAN_BOOK, WorkFolder, is_junk, open_folder, refuse_as_output

if TYPE_CHECKING:
    from inaxl.evaluation import Progress
    from inaxl.opendata.published import Publication
    from inaxl.report.results import Results
    from inaxl.site.material import DataFile

SITE_RECORD, ASSETS = "site.json", "assets/"
_MARK = "inaxl"
Files = dict[str, bytes]


class Published(NamedTuple):
    """What a publication gives: the site, its years, how many pages and files of this year, and the findings."""

    site: Path
    fy: int
    years: tuple[int, ...]
    pages: int
    files: int
    is_draft: bool
    findings: tuple[Finding, ...]


def publish_site(
    folder: Path | str, fy: int, site: Path | str, *, draft: bool = False, progress: Progress | None = None
) -> Published:
    """Publish the evaluation of a fiscal year as a site; other years in the same folder stay as they are.

    Raises UnreadableInput: E721 something cannot be withheld as asked, and those of `building.evaluate_folder`;
    UnwritableOutput: E722 unresolved errors and no draft, E723 the folder holds other things, E724 pages of its newest
    year are gone, E014 and E015 where it cannot be written. Then the site stays as it was.
    """
    from inaxl.building import evaluate_folder
    from inaxl.opendata.checks import open_data_findings
    from inaxl.publications import record_publication
    from inaxl.site.redaction import public_results

    work, target = open_folder(Path(folder), fy), Path(site).resolve()
    refuse_as_output(work.root, target)
    read_record(target)
    results = _as_withheld_today(evaluate_folder(work, progress=progress), work)
    refuse_errors(results, draft=draft)
    public = public_results(results)
    files = year_files(public, is_draft=draft)
    years = write_site(public, files, target, is_draft=draft)
    record_publication(work, target, is_draft=draft)
    book = work.name(work.plan_book)
    said = (*results.findings, *open_data_findings(public.plan, book), *names_in_texts(results, files, book))
    pages = sum(name.endswith(".html") for name in files)
    return Published(target, fy, years, pages, len(files), draft, said)


def _as_withheld_today(results: Results, work: WorkFolder) -> Results:
    """With what the newest version of the plan withholds, where an earlier one judges the year."""
    newest = work.root / PLAN_BOOK
    if work.plan_book == newest or not newest.is_file():
        return results
    from inaxl.plan.book import read_plan_book
    from inaxl.site.withholding import withheld_by_newest

    plan, _ = read_plan_book(newest, name=PLAN_BOOK, check=False)
    life = results.plan.life._replace(withheld=withheld_by_newest(results.plan, plan))
    return replace(results, plan=replace(results.plan, life=life))


def refuse_errors(results: Results, *, draft: bool) -> None:
    """Raises UnwritableOutput(E722) where errors are unresolved, unless it is a draft that says so on every page."""
    errors = [finding for finding in results.findings if finding.severity == "error"]
    if errors and not draft:
        named = list(
            dict.fromkeys(f"{error.where or error.message.rstrip('。')} {error.code}" for error in errors)
        )
        places = "、".join(named[:3]) + (f" ほか{len(errors) - 3}件" if len(errors) > 3 else "")
        raise UnwritableOutput(E722.at(year=fy_label(results.fy), errors=len(errors), places=places))


def names_in_texts(results: Results, files: Mapping[str, bytes], book: str) -> Iterator[Finding]:
    """W721 for every withheld name that a public text still holds: what a person wrote is never changed by us."""
    from markupsafe import escape

    from inaxl.site.redaction import hidden_names
    from inaxl.site.withholding import withholding_of

    names = hidden_names(results.plan, withholding_of(results.plan))
    pages = {name: content.decode() for name, content in files.items() if names and name.endswith(".html")}
    for hidden in sorted(names):
        found = next((name for name, text in pages.items() if escape(hidden) in text), None)
        if found is not None:
            yield W721.at(book=book, sheet="非公開", value=hidden, page=found)


def read_record(site: Path) -> dict[str, Any]:
    """What the site has published so far; empty for a new or empty folder.

    Raises UnwritableOutput(E723) for a folder with files in it that is no site of ours.
    """
    if not site.exists() or (site.is_dir() and all(is_junk(path.name.lower()) for path in site.iterdir())):
        return {_MARK: "site", "years": {}}
    from inaxl.opendata.published import read_plan_record

    try:
        record = json.loads((site / SITE_RECORD).read_text(encoding="utf-8"))
        if record[_MARK] == "site":
            for key, entry in record["years"].items():
                _publication(int(key), entry)
                read_plan_record(entry["plan"])
                list(entry["files"])
            return dict(record)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        pass  # whatever lies there, it is not ours to write into
    raise UnwritableOutput(E723.at(value=site))


# --- what is written ----------------------------------------------------------------------------------------------


def year_files(public: Results, *, is_draft: bool = False) -> Files:
    """Every file of a year by its address in the site: pages in both languages, open data, style sheet and script."""
    from inaxl.opendata.addresses import data_path
    from inaxl.site.pages import year_of_pages
    from inaxl.site.render import assets, materials, rendered_year

    data, listed = _open_data(public, is_draft)
    files: Files = dict(assets())
    for material in materials(public):
        pages = year_of_pages(material, listed)
        rendered = rendered_year(material, pages, is_draft=is_draft)
        files |= {name: text.encode() for name, text in rendered}
    return files | {data_path(public.fy, name): content for name, content in data.items()}


def _open_data(public: Results, is_draft: bool) -> tuple[Files, list[DataFile]]:
    """The files of open data, and how the page of downloads lists them: tables first."""
    from inaxl.opendata.addresses import site_address
    from inaxl.opendata.content import open_data
    from inaxl.opendata.writing import open_data_files
    from inaxl.site.material import DataFile

    found = open_data(public, base=site_address(public.plan), is_draft=is_draft)
    files = open_data_files(found)
    titles = {table.file_name: (table.title, table.title_en) for table in found.tables}
    listed = [DataFile(f"data/{name}", titles.get(name), len(content)) for name, content in files.items()]
    return files, sorted(listed, key=lambda item: item.title is None)


def write_site(public: Results, files: Mapping[str, bytes], site: Path, *, is_draft: bool) -> tuple[int, ...]:
    """Move the files of a year into the site and renew what all years share; the years that it now holds.

    No other run writes to the site from the reading of its record on, so that two years published at once are both there.
    Raises UnwritableOutput(E723) as `read_record` does.

    The record is written first, naming old and new files alike, and last as it is: a run that is cut off in between
    leaves a site that the next run knows as ours and puts in order.
    """
    key = str(public.fy)
    with staged(site) as folder:
        record = read_record(site)
        before = list(record["years"].get(key, {}).get("files", []))
        begun = _with_year(record, key, _entry(public, sorted({*before, *files}), is_draft))
        done = _with_year(record, key, _entry(public, sorted(files), is_draft))
        kept = {name for entry in done["years"].values() for name in entry["files"]}
        changed = {name: content for name, content in files.items() if not _is_there(site / name, content)}
        _write(folder / "begun", {SITE_RECORD: _json(begun)})
        _write(folder, changed)
        shared = dict(_shared_files(files, site, done)) | {SITE_RECORD: _json(done)}
        _write(folder, shared)
        publish(folder / "begun", site, [SITE_RECORD])
        moved = [*_moves(changed, site), *shared]
        publish(folder, site, moved, [name for name in before if name not in kept])
    return tuple(sorted(map(int, done["years"])))


def _is_there(path: Path, content: bytes) -> bool:
    """Whether a file of the site has this content already; then it is not touched, and copying the site is quick."""
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def _moves(names: Iterable[str], site: Path) -> list[str]:
    """What is moved into the site: files; the folder of a year that is new there at once."""
    found: dict[str, None] = {}
    for name in names:
        parts = name.split("/")
        depth = 2 if parts[0] in LANGUAGES else 1
        folder = "/".join(parts[:depth])
        is_new_year = len(parts) > depth and not name.startswith(ASSETS) and not (site / folder).exists()
        found[folder if is_new_year else name] = None
    return list(found)


def _shared_files(
    files: Mapping[str, bytes], site: Path, record: Mapping[str, Any]
) -> Iterator[tuple[str, bytes]]:
    """The first pages, the feed and the catalogue, made again from the record of all years."""
    from inaxl.opendata.addresses import CATALOGUE, FEED
    from inaxl.opendata.catalogue import catalogue_document
    from inaxl.opendata.feed import atom_feed
    from inaxl.opendata.published import plan_of_all, read_plan_record
    from inaxl.opendata.writing import json_text
    from inaxl.site.render import folder_of
    from inaxl.site.root import root_page
    from inaxl.site.words import Words

    years = sorted(map(int, record["years"]))
    for lang in LANGUAGES:
        name = folder_of(lang, years[-1]) + "index.html"
        if name not in files and not (site / name).is_file():
            raise UnwritableOutput(E724.at(value=name, year=fy_label(years[-1])))
        page = files[name] if name in files else (site / name).read_bytes()
        address = "index.html" if lang == "ja" else f"{lang}/index.html"
        yield address, root_page(page.decode(), years[-1], years, Words(lang)).encode()
    published = [_publication(int(key), entry) for key, entry in sorted(record["years"].items())]
    plan = plan_of_all({int(key): read_plan_record(entry["plan"]) for key, entry in record["years"].items()})
    yield FEED, atom_feed(published, plan).encode()
    yield CATALOGUE, json_text(catalogue_document(published, plan)).encode()


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    paths = {folder / name: content for name, content in files.items()}
    for parent in {path.parent for path in paths}:
        parent.mkdir(parents=True, exist_ok=True)
    for path, content in paths.items():
        path.write_bytes(content)


# --- the record of a site -----------------------------------------------------------------------------------------


def _entry(public: Results, names: Iterable[str], is_draft: bool) -> dict[str, Any]:
    from inaxl.opendata.published import plan_record, publication_of, published_plan

    told = publication_of(public, is_draft=is_draft)
    return {
        "date": told.date.isoformat(),
        "title": told.title,
        "summary": told.summary,
        "is_draft": is_draft,
        "plan": plan_record(published_plan(public.plan)),
        "files": list(names),
    }


def _publication(fy: int, entry: Mapping[str, Any]) -> Publication:
    from inaxl.opendata.published import Publication

    day = dt.date.fromisoformat(entry["date"])
    return Publication(fy, day, entry["title"], entry["summary"], entry["is_draft"])


def _with_year(record: Mapping[str, Any], key: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    years = {**record["years"], key: dict(entry)}
    return {**record, "years": {year: years[year] for year in sorted(years)}}


def _json(document: Mapping[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()

"""How long the public site takes, as a ratio to bare Jinja templates rendering the same pages in the same run.

    python benchmarks/site.py [--runs 12]

The data: the demo's FY2023, evaluated once. The bare side renders the same pages, in both languages, from the same
templates with the same variables made beforehand (drawings included). Ours is what `inaxl publish` does after the
evaluation: redaction, the variables of every page with all drawings and tables, rendering, the search index, open data with
its descriptions. *made*: texts in memory on both sides. *written*: bare writes its pages straight into a new folder, ours
stages everything and moves it into a new site with feed, catalogue and record. All sides run in turns, warm, with the
garbage collector set as the command sets it; processor time.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from inaxl.building import evaluate_folder
from inaxl.demo.folder import make_demo
from inaxl.publishing import write_site, year_files
from inaxl.report.results import Results
from inaxl.site.pages import year_of_pages
from inaxl.site.redaction import public_results
from inaxl.site.render import environment, folder_of, frame_of, materials, variables
from inaxl.workfolder import open_folder

AIM, WEIGHT = 2.0, 150 * 1024


def prepared(public: Results) -> list[tuple[str, dict[str, Any]]]:
    """Template and variables of every page in both languages."""
    found = []
    for material in materials(public):
        pages = year_of_pages(material)
        frame = frame_of(material, pages, is_draft=False)
        folder = folder_of(material.words.lang, public.fy)
        for page in pages:
            found.append((page.template, variables(page, frame, "../" * page.path.count("/"), folder)))
    return found


def bare(pages: list[tuple[str, dict[str, Any]]]) -> list[str]:
    """The same pages by the templates alone."""
    templates = environment()
    return [templates.get_template(name).render(values) for name, values in pages]


def bare_written(pages: list[tuple[str, dict[str, Any]]], folder: Path) -> None:
    """The same, each in a file."""
    folder.mkdir()
    for number, text in enumerate(bare(pages)):
        (folder / f"{number}.html").write_text(text, encoding="utf-8")


def ours(results: Results) -> None:
    """Every file of the year."""
    year_files(public_results(results))


def ours_written(results: Results, site: Path) -> None:
    """The same, as a site."""
    public = public_results(results)
    write_site(public, year_files(public), site, is_draft=False)


def seconds(work: Callable[..., object], *arguments: object) -> float:
    """Processor time of one run [s]."""
    before = time.process_time()
    work(*arguments)
    return time.process_time() - before


def heaviest(site: Path) -> tuple[int, str]:
    """The largest page with its style sheet, and with its script where it has one [bytes]."""
    assets = {path.suffix: path.stat().st_size for path in (site / "assets").iterdir()}
    sizes = []
    for path in site.rglob("*.html"):
        size = path.stat().st_size + assets[".css"]
        if path.name == "search.html":
            size += assets[".js"] + path.with_name("search-index.js").stat().st_size
        sizes.append((size, path.relative_to(site).as_posix()))
    return max(sizes)


def main() -> int:
    """Print the ratio and the weights; 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=12)
    runs = parser.parse_args().runs
    gc.set_threshold(2_000_000, 50, 100)
    with tempfile.TemporaryDirectory() as place:
        demo = Path(place) / "demo"
        make_demo(demo)
        results = evaluate_folder(open_folder(demo, 2023))
        pages = prepared(public_results(results))
        made, written = [], []
        for run in range(runs + 1):  # the first one warms up
            made.append((seconds(bare, pages), seconds(ours, results)))
            folder, site = Path(place) / f"bare{run}", Path(place) / f"site{run}"
            written.append((seconds(bare_written, pages, folder), seconds(ours_written, results, site)))
        size, name = heaviest(site)
    ratios = []
    for kind, times in (("made", made[1:]), ("written", written[1:])):
        jinja, own = (median(time[side] for time in times) * 1000 for side in (0, 1))
        ratios.append(median(ours / jinja for jinja, ours in times))
        print(
            f"{kind:8} {len(pages)} pages: bare {jinja:4.0f} ms, ours {own:4.0f} ms, ratio {ratios[-1]:.2f}"
        )
    print(f"aim      at most {AIM} times")
    print(f"weight   heaviest page {name}: {size / 1024:.0f} KB (aim: under {WEIGHT // 1024} KB)")
    return int(max(ratios) > AIM or size >= WEIGHT)


if __name__ == "__main__":
    sys.exit(main())

"""How long the two reports take together, as a ratio to the bare libraries rendering the same data in the same run.

    python benchmarks/report.py [--runs 12]

The data: the demo, enlarged to 90 KPIs and 60 projects by copies. Two bare sides, both docxtpl plus typst, one after the
other, as a script would call them:

- *plain*: every text and every table of the report's context, in its order, into one plain Word template of loops and one
  plain typst source. No styles, no charts, no small trend figures (their alternative texts instead), no contents, no tags
  for PDF/UA. This is the one that the aim is measured against.
- *same templates*: our own report.docx through `DocxTemplate.render` with the same context, figures and charts as their
  alternative texts, and our own report.typ through `typst.compile`.

Ours is what a build does for these two papers: the context computed once, report.docx with native charts and their
workbooks, trend figures and a filled table of contents, and report.pdf as PDF/UA-1 with vector charts, set beside it in a
thread. All sides run in turns, warm, with the garbage collector set as the command sets it. *work* is processor time of
all threads, which a busy machine hardly changes; *clock* is what a person waits for. Also printed: the peak memory
of a process that reads the demo, evaluates it and makes both reports once.
"""

from __future__ import annotations

import argparse
import dataclasses
import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from inaxl.building import evaluate_folder
from inaxl.demo.folder import make_demo
from inaxl.report.context import report_context
from inaxl.report.pdf import FONT_PACKAGES, PARTS, pdf_beside, pdf_data, render_pdf
from inaxl.report.results import Results
from inaxl.report.word import render_report
from inaxl.workfolder import open_folder, packaged

KPIS, PROJECTS, AIM, MEMORY_AIM = 90, 60, 3, 400
WORD, PDF = packaged("templates", "report.docx"), packaged("templates", "report.typ")
PLAIN_PDF = """#set text(font: "Noto Sans CJK JP", size: 9pt)
#for block in json("data.json").blocks {
  if block.rows.len() > 0 { table(columns: block.rows.at(0).len(), ..block.rows.flatten()) } else { par(block.text) }
}
"""


def sample_results(demo: Path) -> Results:
    """The demo's FY2023 with as many KPIs and projects as the aim names."""
    results = evaluate_folder(open_folder(demo, 2023))
    plan = results.plan
    kpis = [
        dataclasses.replace(kpi, indicator=dataclasses.replace(kpi.indicator, id=f"{kpi.id}b"))
        for kpi in plan.kpis[: KPIS - len(plan.kpis)]
    ]
    projects = [
        dataclasses.replace(project, id=f"{project.id}b", number=number)
        for number, project in enumerate(
            plan.projects[: PROJECTS - len(plan.projects)], len(plan.projects) + 1
        )
    ]
    copies = {kpi.id for kpi in kpis} | {project.id for project in projects}
    rows = ({**row, "kpi_id": f"{row['kpi_id']}b"} for row in results.rows)
    reviews = (review._replace(project_id=f"{review.project_id}b") for review in results.reviews)
    return dataclasses.replace(
        results,
        plan=dataclasses.replace(plan, kpis=(*plan.kpis, *kpis), projects=(*plan.projects, *projects)),
        rows=(*results.rows, *(row for row in rows if row["kpi_id"] in copies)),
        reviews=(*results.reviews, *(review for review in reviews if review.project_id in copies)),
    )


def shown_text(value: Any) -> str | None:
    """What a value of the context says; None for what is no text, but a list or a group of values."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, Mapping):
        return value["text"] if "style" in value else value.get("alt")
    texts = [shown_text(item) if isinstance(item, str | Mapping) else None for item in value]
    return None if None in texts else "".join(filter(None, texts))


def plain_blocks(value: Any) -> Iterator[dict[str, Any]]:
    """The context as paragraphs and tables: a list of groups of texts is a table, a row for each group."""
    text = shown_text(value)
    if text is not None:
        if text:
            yield {"text": text, "rows": []}
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from plain_blocks(item)
    else:
        rows = [[shown_text(cell) for cell in item.values()] for item in value if isinstance(item, Mapping)]
        if len(rows) == len(value) > 1 and not any(None in row for row in rows):
            width = max(map(len, rows))
            yield {"text": "", "rows": [row + [""] * (width - len(row)) for row in rows]}
        else:
            for item in value:
                yield from plain_blocks(item)


def plain_template() -> bytes:
    """A Word template with a loop over the blocks: a table of any width, or a paragraph."""
    import docx

    document = docx.Document()
    for tag in ("{%p for block in blocks %}", "{%p if block.rows %}"):
        document.add_paragraph(tag)
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).text = "{%tr for row in block.rows %}"
    for column, tag in enumerate(("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}")):
        table.cell(1, column).text = tag
    table.cell(2, 0).text = "{%tr endfor %}"
    for tag in ("{%p else %}", "{{ block.text }}", "{%p endif %}", "{%p endfor %}"):
        document.add_paragraph(tag)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def bare_word(template: bytes, data: Mapping[str, Any]) -> None:
    """docxtpl alone; what the template's filters would draw comes as text."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup, escape

    def run(value: Any, *_: float) -> Markup:
        return Markup(f'<w:r><w:t xml:space="preserve">{escape(shown_text(value))}</w:t></w:r>')

    environment = Environment(autoescape=True, undefined=StrictUndefined)
    for name in ("runs", "trend", "bar", "chart"):
        environment.filters[name] = run
    document = DocxTemplate(BytesIO(template))
    document.render(data, environment)
    document.save(BytesIO())


def bare_pdf(files: dict[str, bytes]) -> None:
    """typst alone, with the same two faces."""
    from importlib import import_module

    import typst

    fonts = [str(Path(str(import_module(name).__file__)).parent) for name in FONT_PACKAGES]
    typst.compile(files, format="pdf", font_paths=fonts, ignore_system_fonts=True)


def as_json(data: Mapping[str, Any]) -> bytes:
    """Data as typst reads it."""
    return json.dumps(data, ensure_ascii=False).encode()


def both_reports(results: Results, out: Path) -> None:
    """What a build does for the two papers."""
    context = report_context(results)
    with pdf_beside(results, context, PDF, out / "report.pdf"):
        (out / "report.docx").write_bytes(render_report(results, context, WORD))


def tasks(results: Results, out: Path) -> dict[str, Callable[[], object]]:
    """What is timed, by name."""
    context = report_context(results)
    data = pdf_data(results, context)
    plain = {"blocks": list(plain_blocks(context))}
    plain_files = {"main.typ": PLAIN_PDF.encode(), "data.json": as_json(plain)}
    same_files = {
        "main.typ": PDF.read_bytes(),
        PARTS: Path(sys.modules[render_pdf.__module__].__file__ or "").with_name(PARTS).read_bytes(),
        "data.json": as_json(data),
    }
    template, own = plain_template(), WORD.read_bytes()
    return {
        "plain docx": lambda: bare_word(template, plain),
        "plain pdf": lambda: bare_pdf(plain_files),
        "same docx": lambda: bare_word(own, context),
        "same pdf": lambda: bare_pdf(same_files),
        "docx": lambda: render_report(results, context, WORD),
        "pdf": lambda: render_pdf(data, PDF, results.date),
        "both": lambda: both_reports(results, out),
    }


class Taken(NamedTuple):
    """Seconds of the quickest turn: by the clock, and of the processors in all threads."""

    clock: float
    work: float


def quickest(todo: Mapping[str, Callable[[], object]], runs: int) -> dict[str, Taken]:
    """What each task takes at least, all of them in turns, after one turn that is not counted.

    The least, not the median: what other processes take away weighs on the longest task most.
    """
    taken: dict[str, list[Taken]] = {name: [] for name in todo}
    for _ in range(runs + 1):
        for name, task in todo.items():
            clock, work = time.perf_counter(), time.process_time()
            task()
            taken[name].append(Taken(time.perf_counter() - clock, time.process_time() - work))
    return {name: Taken(*map(min, zip(*turns[1:], strict=True))) for name, turns in taken.items()}


def ratios(found: Mapping[str, Taken], ours: str, *bare: str) -> str:
    """One task over the sum of others, by processor time and by the clock."""
    work = found[ours].work / sum(found[name].work for name in bare)
    clock = found[ours].clock / sum(found[name].clock for name in bare)
    return f"{work:5.2f}  {clock:5.2f}"


def print_memory(demo: Path) -> None:
    """Peak memory [MB] of this process after making both reports once."""
    import resource

    both_reports(sample_results(demo), demo)
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=12)
    parser.add_argument(
        "--memory-of", type=Path, help="only make both reports of a demo; print the peak memory"
    )
    options = parser.parse_args()
    gc.set_threshold(2_000_000, 50, 100)
    if options.memory_of:
        print_memory(options.memory_of)
        return
    with tempfile.TemporaryDirectory() as place:
        demo = Path(place) / "demo"
        make_demo(demo)
        child = [sys.executable, __file__, "--memory-of", str(demo)]
        memory = subprocess.run(child, capture_output=True, check=True, text=True).stdout.strip()
        results = sample_results(demo)
        found = quickest(tasks(results, Path(place)), options.runs)
    print(f"{len(results.current)} KPIs, {len(results.plan.projects)} projects, {len(results.reviews)} cards")
    print("                 work  clock")
    print(f"docx            {ratios(found, 'docx', 'plain docx')}   x plain docxtpl")
    print(f"pdf             {ratios(found, 'pdf', 'plain pdf')}   x plain typst")
    print(
        f"docx and pdf    {ratios(found, 'both', 'plain docx', 'plain pdf')}   x the two, plain   (aim: {AIM})"
    )
    print(
        f"docx and pdf    {ratios(found, 'both', 'same docx', 'same pdf')}   x the two with the same templates"
    )
    print(f"memory          {memory:>5} MB at most   (aim: {MEMORY_AIM})")


if __name__ == "__main__":
    main()

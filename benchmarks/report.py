"""How long the two reports take, as a ratio to the bare libraries rendering the same data in the same run.

    python benchmarks/report.py [--runs 5]

The bare side: docxtpl fills a plain template with one table of all KPIs and one paragraph per project card; typst sets
the same rows as a plain table with the same two faces. Ours: report.docx with native charts and sparklines, report.pdf
tagged, with contents and vector charts. Also printed: the peak memory of this process.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from inaxl.building import evaluate_folder
from inaxl.demo.folder import make_demo
from inaxl.report.context import report_context
from inaxl.report.pdf import pdf_data, render_pdf
from inaxl.report.word import render_report
from inaxl.workfolder import open_folder, packaged

COLUMNS = ("name", "unit", "target", "actual", "achievement", "rating")


def plain_template() -> bytes:
    """A Word template with one table row per KPI and one paragraph per card text."""
    import docx

    document = docx.Document()
    table = document.add_table(rows=3, cols=len(COLUMNS))
    table.cell(0, 0).text = "{%tr for row in rows %}"
    for column, name in enumerate(COLUMNS):
        table.cell(1, column).text = f"{{{{ row.{name} }}}}"
    table.cell(2, 0).text = "{%tr endfor %}"
    document.add_paragraph("{%p for text in texts %}")
    document.add_paragraph("{{ text }}")
    document.add_paragraph("{%p endfor %}")
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def bare_word(template: bytes, data: dict[str, Any]) -> None:
    """docxtpl alone."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(BytesIO(template))
    document.render(data, autoescape=True)
    document.save(BytesIO())


def bare_pdf(data: dict[str, Any]) -> None:
    """typst alone."""
    import json

    import noto_cjk_sans_jp_bold
    import noto_cjk_sans_jp_regular
    import typst

    source = (
        '#set text(font: "Noto Sans CJK JP", size: 9pt)\n#let data = json("data.json")\n'
        f"#table(columns: {len(COLUMNS)}, ..data.rows.map(r => ({', '.join('r.' + c for c in COLUMNS)})).flatten())\n"
        "#for text in data.texts [#text #parbreak()]\n"
    )
    fonts = [str(Path(str(m.__file__)).parent) for m in (noto_cjk_sans_jp_regular, noto_cjk_sans_jp_bold)]
    files = {"main.typ": source.encode(), "data.json": json.dumps(data, ensure_ascii=False).encode()}
    typst.compile(files, format="pdf", font_paths=fonts, ignore_system_fonts=True)


def median(task: Callable[[], object], runs: int) -> float:
    """Median seconds of a call, after one that is not counted."""
    task()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        task()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "demo"
        make_demo(folder)
        results = evaluate_folder(open_folder(folder, 2023))
    rows = [{c: str(row[c] if row[c] is not None else "") for c in COLUMNS} for row in results.current]
    texts = [
        t for r in results.reviews for t in (r.card.done, r.card.result, r.card.issue, r.card.next_action)
    ]
    data, template = {"rows": rows, "texts": texts}, plain_template()
    word, pdf = packaged("templates", "report.docx"), packaged("templates", "report.typ")
    context = report_context(results)
    bare = median(lambda: bare_word(template, data), runs), median(lambda: bare_pdf(data), runs)
    ours = (
        median(lambda: render_report(results, context, word), runs),
        median(lambda: render_pdf(pdf_data(results, context), pdf, results.date), runs),
    )
    print(f"{len(rows)} KPIs, {len(results.reviews)} project cards")
    print(f"docx          {ours[0] / bare[0]:5.2f} x bare docxtpl")
    print(f"pdf           {ours[1] / bare[1]:5.2f} x bare typst")
    print(f"docx and pdf  {sum(ours) / sum(bare):5.2f} x the two   (aim: 3)")
    import resource

    print(
        f"memory        {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most   (aim: 400)"
    )


if __name__ == "__main__":
    main()

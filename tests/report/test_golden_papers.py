"""Golden files of the papers: the context as JSON, and the text that a reader of the document and the PDF sees.

Pictures, layout and the order of columns on a page are looked at by a person, not compared here.
"""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader

from inaxl.building import evaluate_folder
from inaxl.plan.life import NOTHING_KEPT
from inaxl.report.context import report_context
from inaxl.report.results import Results
from inaxl.report.word import write_report
from inaxl.workfolder import open_folder, packaged
from tests.golden import same_as_golden

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def results(demo: Path):
    """The demo's FY2023."""
    return evaluate_folder(open_folder(demo, 2023))


def document_text(path: Path) -> str:
    """The paragraphs of a Word document, one a line; blank ones left out."""
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    lines = ("".join(node.text or "" for node in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))
    return "\n".join(line for line in lines if line.strip()) + "\n"


def test_the_context_of_the_report_is_the_known_one(results, update_golden):
    """Every sentence and figure that a template can use."""
    text = json.dumps(report_context(results), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    same_as_golden("demo/report-context.json", text, update_golden)


def test_the_text_of_the_document_is_the_known_one(built, update_golden):
    """What a council member reads in report.docx, from the cover to the method."""
    same_as_golden("demo/report-docx.txt", document_text(built.folder.out / "report.docx"), update_golden)


def without_plan_data(results: Results) -> Results:
    """The same year of a plan book that keeps nothing about itself and has nothing in focus."""
    fields = tuple(replace(item, is_focus=False) for item in results.plan.fields)
    return replace(results, plan=replace(results.plan, life=NOTHING_KEPT, fields=fields))


def test_a_plan_without_plan_stage_data_gives_the_paper_without_any_word_of_them(
    results, tmp_path, update_golden
):
    """Nothing is there in place of what is not filled: neither mark, heading, empty table nor sentence."""
    target = tmp_path / "report.docx"
    write_report(without_plan_data(results), packaged("templates", "report.docx"), target)
    same_as_golden("demo/report-docx-without-plan-data.txt", document_text(target), update_golden)


@pytest.fixture(scope="module")
def pdf_pages(results, tmp_path_factory) -> list[str]:
    """The text of each page of report.pdf."""
    pytest.importorskip("typst", reason="PDF には追加の部品(inaxl[pdf])が要ります")
    from inaxl.report.pdf import write_pdf

    target = tmp_path_factory.mktemp("pdf") / "report.pdf"
    write_pdf(results, packaged("templates", "report.typ"), target)
    return [page.extract_text() for page in PdfReader(target).pages]


def test_the_text_of_the_pdf_is_the_known_one(pdf_pages, update_golden):
    """What a council member reads in report.pdf, page by page."""
    pages = (f"--- {number}枚目 ---\n{text}" for number, text in enumerate(pdf_pages, 1))
    same_as_golden("demo/report-pdf.txt", "\n".join(pages) + "\n", update_golden)


def test_the_pdf_says_what_the_document_says(results, pdf_pages):
    """Every KPI with its rating, and every lede of the document, stands in the PDF too."""
    shown = _squeezed("".join(pdf_pages))
    for row in results.current:
        assert _squeezed(row["name"]) in shown, row["name"]
    context = report_context(results)
    for goal in context["goals"]:
        lede = "".join(part["text"] for part in goal["lede"])
        assert _squeezed(lede) in shown, lede


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)

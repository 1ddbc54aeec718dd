"""The table of contents: filled, linked, without a question when Word opens the file."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from lxml import etree

from inaxl.report.context import report_context
from inaxl.report.word import render_report
from inaxl.report.word_contents import fill_contents
from inaxl.workfolder import REPORT_TEMPLATE, TEMPLATES, packaged
from tests.report.sample_results import sample_results

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(scope="module")
def parts() -> dict[str, str]:
    """The text parts of a report."""
    results = sample_results()
    data = render_report(results, report_context(results), packaged(TEMPLATES, REPORT_TEMPLATE))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {
            n: package.read(n).decode()
            for n in package.namelist()
            if n.startswith("word/") and n.endswith(".xml")
        }


def test_every_chapter_has_an_entry_that_leads_to_it(parts: dict[str, str]) -> None:
    """The link's anchor is the bookmark at that very heading."""
    root = etree.fromstring(parts["word/document.xml"].encode())
    links = {link.get(f"{{{W}}}anchor"): "".join(link.itertext()) for link in root.iter(f"{{{W}}}hyperlink")}
    headings = {}
    for paragraph in root.iter(f"{{{W}}}p"):
        style = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
        if style is not None and style.get(f"{{{W}}}val") == "Heading1":
            mark = paragraph.find(f"{{{W}}}bookmarkStart")
            headings[mark.get(f"{{{W}}}name")] = "".join(paragraph.itertext())
    assert links.keys() == headings.keys()
    assert all(headings[anchor].startswith(title) for anchor, title in links.items())
    assert "施策の点検" in links.values()
    assert len(links) == 14


def test_word_asks_nothing_when_it_opens_the_file(parts: dict[str, str]) -> None:
    """No field is marked as outdated, no update on opening; the field is a whole one."""
    document = parts["word/document.xml"]
    assert "updateFields" not in parts["word/settings.xml"]
    assert "w:dirty" not in document
    kinds = re.findall(r'w:fldCharType="(\w+)"', document)
    assert kinds == ["begin", "separate", "end"]
    assert "章の見出しが、差し込みのときに" not in document


def test_no_page_number_is_written_that_could_be_wrong(parts: dict[str, str]) -> None:
    """The field's code leaves them out, and so do the entries."""
    assert re.search(r'TOC \\o "1-1" \\n', parts["word/document.xml"])


def test_a_template_without_contents_stays_without() -> None:
    """An office that wants none takes the paragraph out."""
    root = etree.fromstring(f'<w:document xmlns:w="{W}"><w:body><w:p/></w:body></w:document>')
    assert fill_contents(root) is False


def test_contents_that_word_itself_has_laid_out_are_replaced_as_a_whole() -> None:
    """A field over several paragraphs, as Word stores it, with nested page numbers."""
    run = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = "<w:r><w:instrText> {} </w:instrText></w:r>"
    inner = run.format("begin") + code.format("PAGEREF x") + run.format("separate") + run.format("end")
    body = (
        f"<w:p>{run.format('begin')}{code.format('TOC')}{run.format('separate')}{inner}</w:p>"
        f"<w:p>{inner}</w:p><w:p>{run.format('end')}</w:p>"
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>章</w:t></w:r></w:p>'
    )
    root = etree.fromstring(f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    assert fill_contents(root) is True
    assert "".join(root.itertext()).split() == ["TOC", "章章"]

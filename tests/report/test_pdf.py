"""report.pdf: tagged, with bookmarks and embedded fonts, the same bytes each time; faults of a template are named."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest

from inaxl.errors import UnreadableInput
from inaxl.report.context import report_context
from inaxl.report.pdf import pdf_beside, pdf_data, render_pdf, write_pdf
from inaxl.report.pdf_charts import KINDS, with_chart_data
from inaxl.report.word_charts import KINDS as WORD_KINDS
from inaxl.workfolder import PDF_TEMPLATE, TEMPLATES, packaged

from .sample_results import sample_results

TEMPLATE = packaged(TEMPLATES, PDF_TEMPLATE)
needs_typst = pytest.mark.skipif(
    not all(map(__import__("importlib.util").util.find_spec, ("typst", "noto_cjk_sans_jp_bold"))),
    reason="the extra `pdf` is not installed",
)


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    """The context of the sample year with its charts."""
    results = sample_results()
    return pdf_data(results, report_context(results))


@needs_typst
def test_the_report_is_tagged_has_bookmarks_and_embeds_its_fonts(tmp_path: Path) -> None:
    """PDF/UA-1 is checked by typst while it writes: alternative texts, headings, title, language."""
    write_pdf(sample_results(), TEMPLATE, tmp_path / "report.pdf")
    made = (tmp_path / "report.pdf").read_bytes()
    assert made.startswith(b"%PDF-")
    for word in (
        b"/StructTreeRoot",
        b"/Outlines",
        b"/MarkInfo",
        b"/Lang",
        b"NotoSansCJKjp-Bold",
        b"/FontFile3",
    ):
        assert word in made
    assert b"pdfuaid" in made


@needs_typst
def test_the_same_results_give_the_same_bytes(data: dict[str, Any]) -> None:
    """No clock, no machine in it; the date is that of the papers."""
    date = sample_results().date
    made = render_pdf(data, TEMPLATE, date)
    assert made == render_pdf(data, TEMPLATE, date)
    assert f"D:{date:%Y%m%d}".encode() in made


@needs_typst
def test_set_beside_other_papers_it_is_the_same(tmp_path: Path) -> None:
    """The body of the `with` runs meanwhile; afterwards the file is there."""
    results, out, other = sample_results(), tmp_path / "beside.pdf", []
    with pdf_beside(results, report_context(results), TEMPLATE, out):
        other.append("another paper")
    write_pdf(results, TEMPLATE, tmp_path / "alone.pdf")
    assert other
    assert out.read_bytes() == (tmp_path / "alone.pdf").read_bytes()


@needs_typst
def test_a_fault_is_told_when_the_other_papers_are_made(tmp_path: Path) -> None:
    results, other = sample_results(), []
    template = tmp_path / PDF_TEMPLATE
    template.write_text("#unknown-name", encoding="utf-8")
    with (
        pytest.raises(UnreadableInput) as stopped,
        pdf_beside(results, report_context(results), template, tmp_path / "report.pdf"),
    ):
        other.append("another paper")
    assert stopped.value.finding.code == "E016"
    assert other
    assert not (tmp_path / "report.pdf").exists()


@needs_typst
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("#d.plan.titel", ("titel", "行目「#d.plan.titel」")),
        ("#chart(", ("行目「#chart(」",)),
        ("#unknown-name", ("unknown-name",)),
        ('#image("logo.png")', ("logo.png",)),
    ],
)
def test_E016_names_the_line_of_the_template(
    tmp_path: Path, data: dict[str, Any], line: str, words: tuple[str, ...]
) -> None:
    """An unknown variable, a bracket forgotten, an unknown name, a picture that is not there."""
    template = tmp_path / PDF_TEMPLATE
    template.write_text(TEMPLATE.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    with pytest.raises(UnreadableInput) as stopped:
        render_pdf(data, template, sample_results().date)
    assert stopped.value.finding.code == "E016"
    assert all(word in stopped.value.finding.message for word in words)


def test_E022_says_what_to_install(data: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything else works without typst."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(UnreadableInput) as stopped:
        render_pdf(data, TEMPLATE, sample_results().date)
    assert stopped.value.finding.code == "E022"
    assert "pip install 'inaxl[pdf]'" in stopped.value.finding.remedy


def test_every_native_chart_has_its_figures_for_the_drawing(data: dict[str, Any]) -> None:
    """Both papers show the same charts."""
    assert KINDS.keys() == WORD_KINDS.keys()
    assert all(f"  {kind}: " in _parts() or f" {kind}: " in _parts() for kind in KINDS)
    assert data["summary"]["chart"]["data"]["bars"][0]["counts"] == list(sample_results().total[:4])


def _parts() -> str:
    import inaxl.report.pdf as module

    source = Path(str(module.__file__)).with_name(module.PARTS).read_text(encoding="utf-8")
    found = re.search(r"#let kinds = \((.*?)\n\)", source, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_context_is_otherwise_the_same() -> None:
    """Nothing is computed for the PDF alone."""
    results = sample_results()
    context = report_context(results)
    assert _without_data(with_chart_data(context, results)) == _without_data(context)


def _without_data(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_data(item) for key, item in value.items() if key != "data"}
    return [_without_data(item) for item in value] if isinstance(value, list | tuple) else value

"""The Word document: opens without repair, can be edited, holds native charts, is the same each time.

Requirement: report.docx from templates/report.docx through docxtpl, native editable charts, Japanese fonts, repeating
header rows, page numbers; a misspelt variable is named (E016); the same inputs give the same bytes.
"""

from __future__ import annotations

import dataclasses
import importlib
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from inaxl.errors import UnreadableInput
from inaxl.report.context import report_context
from inaxl.report.results import Results
from inaxl.report.word import render_report, write_report
from inaxl.report.word_drawings import runs, trend_figure
from inaxl.report.word_grids import fit_grids
from tests.report.sample_results import sample_results

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "templates" / "report.docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@pytest.fixture(scope="module")
def results() -> Results:
    return sample_results()


def written(results: Results, template: Path = TEMPLATE) -> bytes:
    target = io.BytesIO()
    write_report(results, template, target)
    return target.getvalue()


@pytest.fixture(scope="module")
def document(results: Results) -> bytes:
    return written(results)


def part(document: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return etree.fromstring(package.read(name))


def names(document: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return package.namelist()


def words(document: bytes, name: str = "word/document.xml") -> str:
    return "".join(part(document, name).itertext(f"{W}t"))


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[str, str], Path]:
    """The standard template with one text of its document replaced, as if edited in Word."""

    def edit(old: str, new: str) -> Path:
        target = tmp_path / "report.docx"
        with zipfile.ZipFile(TEMPLATE) as source, zipfile.ZipFile(target, "w") as copy:
            for name in source.namelist():
                text = source.read(name)
                if name == "word/document.xml":
                    assert old.encode() in text
                    text = text.replace(old.encode(), new.encode(), 1)
                copy.writestr(name, text)
        return target

    return edit


def test_same_results_give_the_same_bytes(results: Results, document: bytes) -> None:
    assert written(results) == document
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_properties_have_the_papers_date_and_the_citys_name_only(document: bytes) -> None:
    """No clock, no user, no library's default author."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        core = package.read("docProps/core.xml").decode()
    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core) == ["2024-06-14T00:00:00Z"] * 2
    assert "<dc:creator>伊那市</dc:creator>" in core
    assert "python-docx" not in core


def test_every_kpi_name_is_in_the_document(results: Results, document: bytes) -> None:
    text = re.sub(r"\s", "", words(document))
    for row in results.current:
        assert re.sub(r"\s", "", row["name"]) in text


def test_no_tag_and_no_empty_value_is_left(document: bytes) -> None:
    for name in names(document):
        if re.fullmatch(r"word/(document|header\d|footer\d)\.xml", name):
            assert not re.search(r"\{\{|\{%|%\}|\}\}|\bNone\b|\bnan\b", words(document, name)), name


def test_every_page_says_that_the_figures_are_made_up(document: bytes) -> None:
    assert "架空" in words(document)
    assert "架空" in words(document, "word/header1.xml")


def test_a_real_report_does_not_say_so() -> None:
    document = written(sample_results(is_sample=False))
    assert "見本" not in words(document, "word/header1.xml")


def test_charts_are_native_and_can_be_edited(document: bytes) -> None:
    """Each chart part has its workbook; each frame has an alternative text; ids are unique."""
    charts = [name for name in names(document) if re.fullmatch(r"word/charts/chart\d+\.xml", name)]
    assert len(charts) == 1 + 4 + 4 + 1 + 1  # all goals, each goal's target and measures, population, survey
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        for chart in charts:
            base = chart.rsplit("/", 1)[1]
            assert "../embeddings/" in package.read(f"word/charts/_rels/{base}.rels").decode()
            book = package.read(f"word/embeddings/{base.replace('.xml', '.xlsx')}")
            assert zipfile.is_zipfile(io.BytesIO(book))
            assert b"externalData" in package.read(chart)
    frames = list(part(document, "word/document.xml").iter(f"{WP}docPr"))
    assert all(frame.get("descr") for frame in frames)
    assert len({frame.get("id") for frame in frames}) == len(frames)


def test_header_rows_repeat_and_rows_are_not_split(document: bytes) -> None:
    tables = list(part(document, "word/document.xml").iter(f"{W}tbl"))
    headed = [
        t
        for t in tables
        if t.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") in ("inaxlTable", "inaxlTightTable")
    ]
    assert headed
    assert all(table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for table in headed)
    assert all(
        row.find(f"{W}trPr/{W}cantSplit") is not None for table in tables for row in table.findall(f"{W}tr")
    )


def test_no_table_is_wider_than_the_text(document: bytes) -> None:
    body = part(document, "word/document.xml")
    page, margins = body.find(f".//{W}pgSz"), body.find(f".//{W}pgMar")
    room = int(page.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
    for table in body.iter(f"{W}tbl"):
        assert sum(int(column.get(f"{W}w")) for column in table.find(f"{W}tblGrid")) <= room + 2


def test_tables_never_touch_each_other(document: bytes) -> None:
    """Word joins two tables without a paragraph between them."""
    for table in part(document, "word/document.xml").iter(f"{W}tbl"):
        following = table.getnext()
        assert following is not None
        assert following.tag != f"{W}tbl"


def test_cells_end_with_a_paragraph(document: bytes) -> None:
    """Word calls a file damaged whose cell ends with a table or is empty."""
    assert all(cell[-1].tag == f"{W}p" for cell in part(document, "word/document.xml").iter(f"{W}tc"))


def test_every_style_that_is_used_is_defined(document: bytes) -> None:
    defined = {style.get(f"{W}styleId") for style in part(document, "word/styles.xml").iter(f"{W}style")}
    used = {
        node.get(f"{W}val")
        for tag in ("pStyle", "rStyle", "tblStyle")
        for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml", "word/footer2.xml")
        for node in part(document, name).iter(f"{W}{tag}")
    }
    assert used <= defined


def test_styles_of_the_papers_exist_with_fonts_for_japanese(document: bytes) -> None:
    styles = part(document, "word/styles.xml")
    wanted = {
        "Heading1", "Heading2", "inaxlTitle", "inaxlLede", "inaxlBody", "inaxlCell", "inaxlNum", "inaxlHead",
        "inaxlNote", "inaxlRateOn", "inaxlRateMostly", "inaxlRateEffort", "inaxlRateNone", "inaxlDecision", "inaxlBox",
    }  # fmt: skip
    assert wanted <= {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    for face in styles.iter(f"{W}rFonts"):
        assert set(face.attrib) == {f"{W}{script}" for script in ("ascii", "eastAsia", "hAnsi", "cs")}
        assert len(set(face.attrib.values())) == 1


def test_cover_has_no_page_number_and_the_next_page_is_one(document: bytes) -> None:
    section = part(document, "word/document.xml").find(f"{W}body/{W}sectPr")
    assert section.find(f"{W}titlePg") is not None
    assert section.find(f"{W}pgNumType").get(f"{W}start") == "0"
    assert "PAGE" not in "".join(part(document, "word/footer2.xml").itertext(f"{W}instrText"))
    assert "PAGE" in "".join(part(document, "word/footer1.xml").itertext(f"{W}instrText"))
    assert "STYLEREF" in "".join(part(document, "word/header1.xml").itertext(f"{W}instrText"))


def test_signs_of_markup_in_a_text_stay_text(results: Results) -> None:
    """`R&D` and `<5` are words, not markup; control characters would make Word refuse the file."""
    text = 'R&D <5件> "引用" {{ x }} \x07\x00終\ud800'
    review = results.reviews[0]
    card = review.card._replace(done=text + "\n二行目\tタブ")
    changed = dataclasses.replace(results, reviews=(review._replace(card=card), *results.reviews[1:]))
    shown = words(written(changed))
    assert 'R&D <5件> "引用" {{ x }} 終二行目　タブ' in shown


def test_lines_of_a_text_become_lines(results: Results) -> None:
    assert runs("一\n二").count("<w:br/>") == 1


def test_a_misspelt_variable_is_named(results: Results, edited: Callable[[str, str], Path]) -> None:
    """E016."""
    with pytest.raises(UnreadableInput) as caught:
        written(results, edited("document.title", "document.titel"))
    assert caught.value.finding.code == "E016"
    assert "「titel」" in caught.value.finding.message


def test_a_misspelt_variable_inside_a_loop_is_named(
    results: Results, edited: Callable[[str, str], Path]
) -> None:
    """E016."""
    with pytest.raises(UnreadableInput, match="achievment"):
        written(results, edited("kpi.achievement", "kpi.achievment"))


def test_a_broken_tag_is_told(results: Results, edited: Callable[[str, str], Path]) -> None:
    """E016."""
    with pytest.raises(UnreadableInput, match="書き方に誤り"):
        written(results, edited("{{ document.title }}", "{{ document.title + }}"))


@pytest.mark.parametrize("value", ["plan", "document.title"])
def test_what_is_no_chart_is_told_where_it_is_asked_for(
    results: Results, edited: Callable[[str, str], Path], value: str
) -> None:
    """E016, with the paragraph."""
    with pytest.raises(UnreadableInput) as caught:
        written(results, edited("summary.chart|chart(", f"{value}|chart("))
    assert caught.value.finding.code == "E016"
    assert f"{value}|chart(" in caught.value.finding.message


def test_a_template_cannot_reach_into_python(results: Results, edited: Callable[[str, str], Path]) -> None:
    """E016: the sandbox refuses it."""
    with pytest.raises(UnreadableInput) as caught:
        written(results, edited("document.title", "document.__class__.__mro__"))
    assert caught.value.finding.code == "E016"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"plain text"])
def test_a_file_that_is_no_document_is_refused(results: Results, tmp_path: Path, content: bytes) -> None:
    """E016."""
    broken = tmp_path / "report.docx"
    broken.write_bytes(content)
    with pytest.raises(UnreadableInput, match="開けません"):
        written(results, broken)


def test_a_missing_template_is_told(results: Results, tmp_path: Path) -> None:
    """E016."""
    with pytest.raises(UnreadableInput, match="見つかりません"):
        written(results, tmp_path / "report.docx")


def test_a_workbook_is_not_a_template(results: Results, tmp_path: Path) -> None:
    """E016."""
    target = tmp_path / "report.docx"
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(UnreadableInput, match=r"\.docx"):
        written(results, target)


def test_tags_that_word_has_split_into_runs_are_put_together(
    results: Results, edited: Callable[[str, str], Path]
) -> None:
    """Word breaks a text into runs wherever its spelling checker likes."""
    split = '{{ document.</w:t></w:r><w:r><w:t xml:space="preserve">title }}'
    document = written(results, edited("{{ document.title }}", split))
    assert "令和5年度　効果検証報告書" in words(document)


def test_the_standard_template_is_what_the_script_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that the script, not the binary, is what one reads and changes."""
    monkeypatch.syspath_prepend(str(TEMPLATE.parent / "making"))
    for module in [
        name for name in sys.modules if name.startswith(("make_report_template", "report_", "word_"))
    ]:
        monkeypatch.delitem(sys.modules, module)
    made = tmp_path / "report.docx"
    importlib.import_module("make_report_template").main(made)
    assert made.read_bytes() == TEMPLATE.read_bytes()


def test_the_template_uses_every_chapter_of_the_context(results: Results) -> None:
    """A variable that no template tag reads is an answer that nobody sees."""
    tags = "".join(part(TEMPLATE.read_bytes(), "word/document.xml").itertext(f"{W}t"))
    for name in set(report_context(results)) - {"sample"}:
        assert re.search(rf"\b{name}\b", tags), name


def test_word_would_open_it(document: bytes, tmp_path: Path) -> None:
    """openxml-audit applies the rules of the Open XML SDK."""
    target = tmp_path / "report.docx"
    target.write_bytes(document)
    done = subprocess.run(
        [str(Path(sys.executable).with_name("openxml-audit")), "-o", "json", "-m", "0", str(target)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert '"errors": []' in done.stdout or done.returncode == 0, done.stdout


def test_a_term_of_another_length_gets_its_columns(results: Results) -> None:
    """Four years: the grid follows, the width stays."""
    plan = dataclasses.replace(results.plan, first_fy=2021)
    document = render_report(results, report_context(dataclasses.replace(results, plan=plan)), TEMPLATE)
    bars = [
        table
        for table in part(document, "word/document.xml").iter(f"{W}tbl")
        if table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "inaxlTerm"
    ]
    widths = [int(column.get(f"{W}w")) for column in bars[0].find(f"{W}tblGrid")]
    assert len(widths) == 4
    assert abs(sum(widths) - 5670) <= 4


def test_grids_of_nested_tables_are_left_alone(document: bytes) -> None:
    """Already fitting: nothing is changed."""
    assert fit_grids(part(document, "word/document.xml")) is False


def shapes(xml: str) -> Iterator[str]:
    yield from re.findall(r"<wps:wsp", xml)


def test_a_trend_without_any_value_is_a_dash() -> None:
    trend = {"kind": "line", "points": [None, None], "target": 0.5, "zero": None, "alt": "推移"}
    assert trend_figure(trend, 1) == runs("－")


def test_a_trend_draws_line_last_point_and_target() -> None:
    trend = {"kind": "line", "points": [0.1, None, 0.9], "target": 1.0, "zero": None, "alt": "推移：R2は1"}
    xml = trend_figure(trend, 7)
    assert len(list(shapes(xml))) == 3
    assert 'descr="推移：R2は1"' in xml
    assert xml.count("<a:moveTo>") == 3  # target, then the pen is lifted over the missing year


def test_every_form_of_a_trend_lies_over_the_whole_figure() -> None:
    """LibreOffice takes the size of a group from what is in it: a bar by itself would move to the middle."""
    trend = {"kind": "bar", "points": [1.0, None, 0.5], "target": 0.9, "zero": 0.2, "alt": ""}
    xml = trend_figure(trend, 7)
    sizes = re.findall(r'<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="(\d+)" cy="(\d+)"/>', xml)
    assert sizes == [("612000", "158400")] * len(list(shapes(xml)))  # 17 mm, 4.4 mm

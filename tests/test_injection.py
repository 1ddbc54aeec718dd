"""Hostile text in every name, note and card of a working folder: it comes out as text, in every output.

The demo folder's words are replaced by formulas, template tags, markup, control characters, ways to other folders and
endless lines; then it is built like any other.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from tests.books.rich_books import packed, parts
from tests.office_rules import violations
from tests.opened import opened

LONG = "長い" * 14_000
HOSTILE = {
    "事業を通じた結婚者数": '=HYPERLINK("http://x.invalid","{{ 7*7 }}")',
    "出会いサポートセンターの登録者数": "+1+cmd|' /C calc'!A0\x0b</w:t></w:r>&😀",
    "結婚・出産・子育て支援事業": "-2+3{% for a in b %}{{ a.__class__.__mro__ }}<script>alert(1)</script>",
    "児童の福祉・子育て支援の充実": "@SUM(A1:A9)\t\x1b[31m",
    "結婚・出産から子育てまでの支援の充実": "=1+1{#",
    "結婚・出産・子育ての希望をかなえる": "=IMPORTXML(1)]]><!--{{ plan.title }}",
    "結婚・出産・子育て": '"><img src=x onerror=alert(1)>\x00',
    "第2期伊那市地方創生総合戦略": "=1+1 {{ 7*7 }} & <計画> \x01😀",
    "令和2年度からの累計": LONG + "{{ 7*7 }}",
    "秘書広報課": "../../x",
    "地域創造課": '=..\\..\\y[1]:*?"<>|課',
}
_KEYS = re.compile("|".join(re.escape(escape(word)) for word in sorted(HOSTILE, key=len, reverse=True)))
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def stored(text: str) -> str:
    """A text as Excel stores it: control characters as _xHHHH_, markup escaped."""
    return escape(_CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text))


def poison(book: Path) -> None:
    """Replace the words of a book's shared texts, and give its second sheet a strange name."""
    content = parts(book.read_bytes())
    name = "xl/sharedStrings.xml"
    by_key = {escape(word): stored(text) for word, text in HOSTILE.items()}
    content[name] = _KEYS.sub(lambda found: by_key[found[0]], content[name].decode()).encode()
    if "workbooks" in book.parts:
        content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(
            b'<sheet name="KPI"', '<sheet name="=1+1\' {{7-7}} &amp;&lt;😀"'.encode()
        )
    book.write_bytes(packed(content))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, demo):
    """The poisoned demo folder, built: where it lies, and what the build gave."""
    import shutil

    from inaxl.building import build

    place = tmp_path_factory.mktemp("poisoned") / "outer" / "inner" / "work"
    shutil.copytree(demo, place, ignore=shutil.ignore_patterns("out", ".inaxl"))
    for book in (place / "plan.xlsx", *place.glob("workbooks/*/*.xlsx")):
        poison(book)
    return place, build(place, 2023)


def outputs(hostile, suffix: str) -> list[Path]:
    return sorted((hostile[0] / "out").rglob(f"*{suffix}"))


def test_every_office_file_opens_without_repair(hostile):
    """Neither markup nor control characters nor length can break a .xlsx or .docx."""
    files = outputs(hostile, ".xlsx") + outputs(hostile, ".docx")
    assert len(files) > 10
    assert {path.name: found for path in files if (found := violations(path))} == {}


def test_nothing_is_written_outside_of_the_output_folder(hostile):
    """A section called ../../x has its sheets in the same folder as all others."""
    place, built = hostile
    outside = [
        path
        for path in place.parents[1].rglob("*")
        if path.is_file() and place / "out" not in path.parents and ".inaxl" not in path.parts
    ]
    assert {path.relative_to(place).parts[0] for path in outside} <= {
        *("plan.xlsx", "population.xlsx", "survey.xlsx", "opinions.xlsx", "templates", "workbooks")
    }
    assert any("_.._x" in name for name in built.outputs)


@pytest.mark.parametrize("name", ["kpis.csv", "findings.csv"])
def test_no_field_of_a_csv_is_calculated_when_excel_opens_it(hostile, name):
    """Each field begins harmlessly or is a plain figure."""
    text = (hostile[0] / "out" / "R05" / name).read_text("utf-8-sig")
    fields = [field for row in csv.reader(io.StringIO(text)) for field in row]
    assert any(field.startswith("'=") for field in fields)
    for field in fields:
        start = field.lstrip()
        assert not start.startswith(("=", "@"))
        if start.startswith(("+", "-")):
            assert re.fullmatch(r"[-+](\d[\d,.]*\D{0,4})?", start)


def test_no_text_becomes_a_formula_or_a_link_in_a_workbook(hostile):
    """Formulas in our sheets are ours; the texts are there as they were typed."""
    shown = set()
    for path in outputs(hostile, ".xlsx"):
        content = parts(path.read_bytes())
        formulas = b"".join(re.findall(rb"<f>[^<]*</f>", b"".join(content.values())))
        assert not re.search(rb"IMPORTXML|calc'|x\.invalid|cmd", formulas)
        targets = b"".join(data for name, data in content.items() if name.endswith(".rels"))
        assert b"x.invalid" not in targets
        shown |= {cell for sheet in opened(path) for row in sheet.iter_rows(values_only=True) for cell in row}
    texts = " ".join(text for text in shown if isinstance(text, str))
    assert '=HYPERLINK("http://x.invalid","{{ 7*7 }}")' in texts
    assert "-2+3{% for a in b %}" in texts


def test_no_text_of_a_book_runs_in_the_report_s_template(hostile):
    """{{ 7*7 }} stands in the report as it was typed, and so do loops, markup and names of Python."""
    (path,) = outputs(hostile, ".docx")
    with zipfile.ZipFile(path) as package:
        document = package.read("word/document.xml").decode()
    text = re.sub(r"<[^>]+>", "", document)
    assert "{{ 7*7 }}" in text
    assert "{{ a.__class__.__mro__ }}" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "＝49" not in text
    assert '"49"' not in text
    assert not _CONTROL.search(document)


def test_the_data_files_are_whole(hostile):
    """JSON reads back; the verbatim text is in findings.json and in the figures' names."""
    for path in outputs(hostile, ".json"):
        json.loads(path.read_text("utf-8"))
    summary = json.loads((hostile[0] / "out" / "R05" / "summary.json").read_text("utf-8"))
    assert "-2+3{% for a in b %}" in json.dumps(summary, ensure_ascii=False)


def test_a_preview_shows_hostile_text_and_runs_none_of_it(hostile):
    """The HTML of `bind --html` holds no markup from a cell."""
    from inaxl.books.read import read_workbook
    from inaxl.forms.binding import bind
    from inaxl.forms.preview import preview_html

    for path in sorted(hostile[0].glob("workbooks/R05/*.xlsx"))[:3]:
        page = preview_html([(bind(read_workbook(path)), ())])
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert not _CONTROL.search(page)


def test_marks_in_a_hostile_book_are_text_and_come_off_again(hostile, tmp_path):
    """check --mark quotes hostile cells in notes and on its sheet; --unmark gives the book back."""
    import shutil

    from inaxl.checking import check

    for source in sorted(hostile[0].glob("workbooks/R05/*.xlsx"))[:4]:
        path = tmp_path / source.name
        shutil.copyfile(source, path)
        before = path.read_bytes()
        check(path, mark=True)
        assert violations(path) == []
        check(path, mark=False)
        assert parts(path.read_bytes()) == parts(before)


def test_new_entry_books_hold_hostile_names_as_text(hostile, tmp_path):
    """Next year's forms are made from the same words."""
    from inaxl.distributing import distribute

    distribute(hostile[0], 2024, out=tmp_path)
    files = sorted(tmp_path.rglob("*.xlsx"))
    assert files
    assert {path.name: found for path in files if (found := violations(path))} == {}


def test_E101_the_terminal_is_not_given_commands(tmp_path, capsys):
    """Escape sequences of a cell, a sheet's name and a file's name do not reach the screen."""
    from inaxl.cli import cli
    from inaxl.cli.running import run
    from tests.books.hostile_books import KPI_ROWS, book

    cell = '<c r="D2" t="inlineStr"><is><t>_x001B_[31m93_x0007_</t></is></c>'
    path = tmp_path / "\x1b]0;owned\x07.xlsx"
    path.write_bytes(book(KPI_ROWS.replace('<c r="D2"><v>93</v></c>', cell)))
    run(cli, ["check", str(path)])
    said = capsys.readouterr()
    assert "E101" in said.out
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\x9b]", said.out + said.err)

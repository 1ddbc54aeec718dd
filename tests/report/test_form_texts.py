"""Placeholders in shapes, charts, headers and footers are filled in, or named: none is ever left in print."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from inaxl.errors import UnreadableInput
from inaxl.report.form_rows import Value
from inaxl.report.form_template import read_form
from inaxl.report.form_texts import texts_outside
from tests.office_rules import violations
from tests.report.test_form_book import content, filled, item

Draw = Callable[[Any, Any], None]


def form_with(path: Path, draw: Draw) -> Path:
    """A form with one list, and what the office drew on its sheet."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("様式")
    sheet.write_row("A4", ["{{ item.name }}", "{{ item.value }}", "{{ item.state }}"])
    sheet.write("B5", "{{ none.text }}")
    draw(book, sheet)
    book.close()
    return path


def made(tmp_path: Path, draw: Draw, title: str = "令和5年度") -> dict[str, str]:
    """The parts of the filled book as text."""
    filled_in = content("A", item("x", 1))._replace(values={"title": Value(title)})
    data = filled(form_with(tmp_path / "f.xlsx", draw), filled_in)
    (tmp_path / "made.xlsx").write_bytes(data)
    assert violations(tmp_path / "made.xlsx") == []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


def why(tmp_path: Path, draw: Draw) -> tuple[str, str | None]:
    """What is said of a form that cannot be filled in."""
    with pytest.raises(UnreadableInput) as stopped:
        made(tmp_path, draw)
    finding = stopped.value.finding
    assert finding.code == "E016"
    return finding.message, finding.sheet


def test_a_shape_is_filled_in(tmp_path: Path) -> None:
    """Its text, with what stands around the placeholder."""
    parts = made(tmp_path, lambda _, sheet: sheet.insert_textbox("A8", "様式第3号 {{ title }}"))
    assert "様式第3号 令和5年度" in parts["xl/drawings/drawing1.xml"]


def test_a_placeholder_torn_into_several_runs_takes_the_look_of_the_first(tmp_path: Path) -> None:
    """Excel tears a text where its language or format changes."""
    path = form_with(tmp_path / "f.xlsx", lambda _, sheet: sheet.insert_textbox("A8", "{{ title }}"))
    torn = tmp_path / "torn.xlsx"
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(torn, "w") as target:
        for name in package.namelist():
            data = package.read(name).decode("utf-8") if name.endswith("drawing1.xml") else package.read(name)
            if isinstance(data, str):
                run = re.search(r"<a:r>.*?</a:r>", data, re.DOTALL)[0]
                halves = run.replace("{{ title }}", "{{ ti"), run.replace("{{ title }}", "tle }}年")
                data = data.replace(run, "".join(halves)).encode()
            target.writestr(name, data)
    values = {"title": Value("令和5")}
    data = filled(torn, content("A", item("x", 1))._replace(values=values))
    drawing = zipfile.ZipFile(io.BytesIO(data)).read("xl/drawings/drawing1.xml").decode()
    assert re.findall(r"<a:t>([^<]*)</a:t>|<a:t/>", drawing) == ["令和5年", ""]


def test_header_and_footer_are_filled_in_and_an_ampersand_is_no_code(tmp_path: Path) -> None:
    """`&` of a value is written as `&&`; a figure does not join the size before it."""

    def draw(_: Any, sheet: Any) -> None:
        sheet.set_header("&L&9{{ title }}&R&P")
        sheet.set_footer("&C{{ title }}")

    parts = made(tmp_path, draw, "5 R&D")
    xml = parts["xl/worksheets/sheet1.xml"]
    assert "<oddHeader>&amp;L&amp;9 5 R&amp;&amp;D&amp;R&amp;P</oddHeader>" in xml
    assert "<oddFooter>&amp;C5 R&amp;&amp;D</oddFooter>" in xml


def test_the_title_of_a_chart_is_filled_in(tmp_path: Path) -> None:
    """Its text is drawn like that of a shape."""

    def draw(book: Any, sheet: Any) -> None:
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=様式!$B$4:$B$4"})
        chart.set_title({"name": "{{ title }}の指標"})
        sheet.insert_chart("A10", chart)

    assert "令和5年度の指標" in made(tmp_path, draw)["xl/charts/chart1.xml"]


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda _, sheet: sheet.insert_textbox("A8", "{{ titel }}"), "図形「TextBox 1」の変数「titel」"),
        (lambda _, sheet: sheet.insert_textbox("A8", "{{ item.name }}"), "繰り返さない変数だけ"),
        (lambda _, sheet: sheet.insert_textbox("A8", "{{ title"), "図形「TextBox 1」の差し込みの書き方"),
        (lambda _, sheet: sheet.set_header("&C{{ titel }}"), "ヘッダーの変数「titel」"),
        (lambda _, sheet: sheet.set_footer("&C{{ title"), "フッターの差し込みの書き方"),
        (lambda _, sheet: sheet.write_comment("A1", "{{ title }}"), "メモ（コメント）"),
    ],
)
def test_E016_says_where_a_placeholder_cannot_be_filled_in(tmp_path: Path, draw: Draw, words: str) -> None:
    """Unknown, of a list, written wrongly, too long, in a note: with its place, and nothing is written."""
    message, sheet = why(tmp_path, draw)
    assert words in message
    assert sheet == "様式"


def test_E016_for_a_header_that_grows_longer_than_excel_takes(tmp_path: Path) -> None:
    """Excel would repair the book, and drop the header."""
    with pytest.raises(UnreadableInput) as stopped:
        made(tmp_path, lambda _, sheet: sheet.set_header("&C{{ title }}"), "あ" * 254)
    assert "ヘッダーが255文字を超えました" in stopped.value.finding.message


def test_texts_outside_the_cells_are_listed_with_their_place(tmp_path: Path) -> None:
    """For the check of templates; texts without a placeholder are left out."""

    def draw(_: Any, sheet: Any) -> None:
        sheet.insert_textbox("A8", "様式第3号")
        sheet.insert_textbox("A12", "{{ title }}")
        sheet.set_header("&C{{ title }}")

    form = read_form(form_with(tmp_path / "f.xlsx", draw))
    assert [(t.place, t.text) for t in texts_outside(form, form.sheets[0])] == [
        ("図形「TextBox 2」", "{{ title }}"),
        ("ヘッダー", "&C{{ title }}"),
    ]

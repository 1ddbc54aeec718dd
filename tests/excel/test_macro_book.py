"""Macro books and the add-in as files: what is in them, what is untouched, what Excel would say."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from lxml import etree

from inaxl.books.read import read_bytes
from inaxl.excel import vba
from inaxl.excel.building import build_macros, write_with_buttons
from inaxl.excel.button_table import BUTTONS, DEPARTMENT
from inaxl.excel.macro_book import add_buttons, addin
from tests.office_rules import violations

UI = "{http://schemas.microsoft.com/office/2009/07/customui}"


@pytest.fixture
def plain_book():
    """A book with things that are easily lost: a note, a picture-like shape, a hidden row, a chart, a validation."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet, other = book.add_worksheet("実績"), book.add_worksheet("使い方")
        sheet.write_row(0, 0, ["指標名", "単位", "目標値(R6)", "実績値(R5)"])
        sheet.write_row(1, 0, ["移住者数", "人", 100, 93])
        sheet.write_comment(1, 3, "3月末")
        sheet.set_row(5, None, None, {"hidden": True})
        sheet.insert_textbox(8, 1, "職員の図形")
        sheet.data_validation(1, 1, 1, 1, {"validate": "list", "source": ["人", "件"]})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=実績!$C$2:$D$2"})
        sheet.insert_chart(14, 1, chart)
        other.write(0, 0, "職員の使い方")
    return stream.getvalue()


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _modules(path: Path) -> dict[str, str]:
    """What olevba reads out of a file; in a process of its own, whose warnings are not ours."""
    script = (
        "import sys, json, warnings; warnings.simplefilter('ignore')\n"
        "from oletools.olevba import VBA_Parser\n"
        "found = {name: code for _, _, name, code in VBA_Parser(sys.argv[1]).extract_macros()}\n"
        "print(json.dumps(found))"
    )
    pytest.importorskip("msoffcrypto")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def _code(text: str) -> str:
    """A module without its attribute lines, as an editor shows it."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(line for line in lines if not line.startswith("Attribute ")).strip()


@pytest.fixture
def macro_book(plain_book, tmp_path):
    path = tmp_path / "部署.xlsm"
    path.write_bytes(add_buttons(plain_book))
    return path


def test_the_modules_read_back_as_written(macro_book, tmp_path) -> None:
    """olevba finds our module as it stands in macros/, and xlwings' module exactly as it is installed."""
    found = _modules(macro_book)
    assert _code(found["InaxlButtons.bas"]) == _code(vba.button_module())
    assert _code(found["xlwings.bas"]) == _code(vba.xlwings_module())
    own = tmp_path / "inaxl.xlam"
    own.write_bytes(addin())
    found = _modules(own)
    assert _code(found["InaxlButtons.bas"]) == _code(vba.button_module())
    assert 'PROJECT_NAME As String = "inaxl"' in found["xlwings.bas"]


def test_office_opens_book_and_addin_without_repair(macro_book, tmp_path) -> None:
    """Content types, relationships and every part are those of a macro book and of an add-in."""
    made = build_macros(tmp_path / "neu")
    for path in (macro_book, *made):
        assert violations(path) == []


def test_nothing_else_of_the_book_changes(plain_book, macro_book) -> None:
    """All parts stay as they are, except for code names, the new sheets and what names them."""
    before, after = _parts(plain_book), _parts(macro_book.read_bytes())
    touched = {name for name in before if before[name] != after.get(name)}
    assert touched == {
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    }
    for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        without = re.sub(rb'<sheetPr codeName="Sheet\d"/>|\scodeName="Sheet\d"', b"", after[name])
        assert without == before[name]


def test_the_values_read_the_same(plain_book, macro_book) -> None:
    """The grids of the user's sheets are the same before and after."""
    before = read_bytes(plain_book, name="a").grids
    after = {grid.name: grid for grid in read_bytes(macro_book.read_bytes(), name="a").grids}
    assert [(g.rows, g.hidden_rows, g.formats) for g in before] == [
        (after[g.name].rows, after[g.name].hidden_rows, after[g.name].formats) for g in before
    ]


def test_our_own_macros_are_no_reason_for_a_warning_but_others_are(macro_book, plain_book) -> None:
    """W202 names books with macros of somebody else; a department cannot do anything about ours."""
    assert read_bytes(macro_book.read_bytes(), name="a").has_macros is False
    foreign = vba.new_project("ThisWorkbook", [vba.Document("Sheet1")], {"Fremd": "Sub A()\r\nEnd Sub\r\n"})
    parts = _parts(macro_book.read_bytes())
    parts["xl/vbaProject.bin"] = foreign
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert read_bytes(stream.getvalue(), name="a").has_macros is True


def test_given_twice_the_book_is_the_same(macro_book) -> None:
    """Adding the buttons to a book that has them changes no button and no sheet."""
    once = macro_book.read_bytes()
    twice = add_buttons(once)
    names = [grid.name for grid in read_bytes(once, name="a").grids]
    assert [grid.name for grid in read_bytes(twice, name="a").grids] == names
    assert _parts(twice)["xl/drawings/drawing2.xml"] == _parts(once)["xl/drawings/drawing2.xml"]


def test_a_book_with_macros_keeps_them(macro_book, tmp_path) -> None:
    """Buttons join what is there: the office's own module still stands in the project."""
    from pyopenvba import ExcelFile

    with ExcelFile(macro_book) as book:
        book.vba_project().add_module("Kasan", "Public Sub Kasan()\r\nEnd Sub\r\n")
        book.save()
    path = tmp_path / "zwei.xlsm"
    path.write_bytes(add_buttons(macro_book.read_bytes()))
    found = _modules(path)
    assert "Public Sub Kasan()" in found["Kasan.bas"]
    assert _code(found["InaxlButtons.bas"]) == _code(vba.button_module())


def test_the_same_book_gives_the_same_bytes(plain_book) -> None:
    """No clock and no random number gets into a macro book."""
    assert add_buttons(plain_book) == add_buttons(plain_book)
    assert addin() == addin()


def test_the_settings_sheet_is_hidden_and_closes_the_folder_of_the_book(macro_book) -> None:
    """Python must never import a file that lies beside a department's book."""
    grids = {grid.name: grid for grid in read_bytes(macro_book.read_bytes(), name="a").grids}
    settings = {row[0]: row[1] for row in grids["xlwings.conf"].rows}
    assert grids["xlwings.conf"].is_hidden
    assert settings["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"
    assert "起動できませんでした" in settings["INAXL_FAILED"]


def test_bind_writes_a_copy_and_leaves_the_book_alone(plain_book, tmp_path) -> None:
    """`bind --buttons -o OUT.xlsm`: the source stays byte for byte."""
    source, out = tmp_path / "元.xlsx", tmp_path / "出力" / "付き.xlsm"
    source.write_bytes(plain_book)
    write_with_buttons(source, out)
    assert source.read_bytes() == plain_book
    assert violations(out) == []


# --- the texts ---------------------------------------------------------------------------------------------------


def test_the_macro_text_is_ascii_and_has_a_line_for_every_button() -> None:
    """VBA would turn other characters into question marks, silently."""
    text = vba.button_module()
    assert text.isascii()
    for button in BUTTONS:
        body = re.search(rf"Public Sub {button.macro}\(\)\r\n(.*?)\r\nEnd Sub", text, re.DOTALL)[1]
        assert f'RunPython("import inaxl.buttons; inaxl.buttons.{button.function}()")' in body
        assert "\n" not in body.strip()
        assert "ShowFailure" in body


def test_the_text_for_python_passes_through_the_command_line() -> None:
    """RunPython hands it over through cmd.exe, which reads some characters itself."""
    for command in re.findall(r'RunPython\("([^"]*)"\)', vba.button_module()):
        assert not set(command) & set('"%^&|<>\n')
        compile(command, "<click>", "exec")


def test_every_button_has_a_python_function_and_a_callback() -> None:
    """Table, macros, ribbon and Python name the same ten buttons."""
    from inaxl import buttons

    ribbon = etree.fromstring(vba.ribbon_xml())
    actions = [node.get("onAction") for node in ribbon.iter(f"{UI}button")]
    assert actions == [button.macro.replace("Inaxl", "Ribbon") for button in BUTTONS]
    for button in BUTTONS:
        assert callable(getattr(buttons, button.function))
        callback = rf"Public Sub {button.macro.replace('Inaxl', 'Ribbon')}\(control As IRibbonControl\)\r\n\s+{button.macro}\r\n"
        assert re.search(callback, vba.button_module())
    labels = [node.get("label") for node in ribbon.iter(f"{UI}button")]
    assert labels[:7] == [f"{button.number} {button.label}" for button in DEPARTMENT]


def test_the_addin_takes_no_settings_from_the_book_in_front() -> None:
    """A department's book must not say which program a click starts; all else is xlwings' text."""
    from importlib.util import find_spec

    original = (Path(find_spec("xlwings").origin).parent / "xlwings_custom_addin.bas").read_text(
        encoding="ascii"
    )
    ours = vba.xlwings_addin_module().replace("\r\n", "\n").split("\n")
    changed = [
        (a, b) for a, b in zip(original.replace("\r\n", "\n").split("\n"), ours, strict=True) if a != b
    ]
    assert all(
        a.replace("ActiveWorkbook", "ThisWorkbook").replace("myaddin", "inaxl") == b for a, b in changed
    )
    get_config = vba.xlwings_addin_module().partition("Function GetConfig(")[2].partition("End Function")[0]
    assert "ActiveWorkbook" not in get_config
    run_python = vba.xlwings_addin_module().partition("Function RunPython(")[2].partition("End Function")[0]
    assert "ActiveWorkbook" in run_python

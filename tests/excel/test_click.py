"""A click from the button on the sheet to the cell: the built .xlsm in a running office, its macro, its Python."""

from __future__ import annotations

import pytest

from inaxl import buttons
from inaxl.distributing import distribute
from inaxl.excel.building import build_macros
from inaxl.excel.button_table import BUTTONS, DEPARTMENT, SECRETARIAT
from inaxl.excel.macro_book import add_buttons
from tests.support.office import button_scripts, click, replace_run_python

pytestmark = pytest.mark.libreoffice
PROBE = """Rem Attribute VBA_ModuleType=VBAModule
Option VBASupport 1
Public Function Probe() As String
    Dim done As String
{lines}
    Probe = done
End Function
"""
PROBE_LINE = """    On Error GoTo Failed{n}
    {call}
    done = done & "{name};"
    GoTo Next{n}
Failed{n}:
    done = done & "{name} failed " & Err.Number & " " & Err.Description & ";"
    Resume Next{n}
Next{n}:"""


@pytest.fixture
def macro_book(folder):
    """A department's filled-in book with buttons, in its place in the working folder."""
    source = folder / "workbooks" / "R05" / "02_地域創造課.xlsx"
    target = source.with_suffix(".xlsm")
    target.write_bytes(add_buttons(source.read_bytes()))
    source.unlink()
    return target


def _python(book):
    """Executes the text of RunPython as a fresh interpreter would, on the caller's book."""

    def run(text: str) -> int:
        book.set_mock_caller()
        try:
            exec(compile(text, "<click>", "exec"), {"__name__": "__main__"})
        except Exception:
            return -1
        return 0

    return run


def test_each_button_on_the_sheet_runs_its_macro_and_its_python(
    macro_book, open_book, tmp_path, told
) -> None:
    """From the shape's click event to the changed cells, for all seven buttons of a department."""
    book = open_book(macro_book)
    document = book.impl.document
    scripts = button_scripts(document)
    assert list(scripts) == [button.macro for button in DEPARTMENT]
    replace_run_python(document, tmp_path / "bote")
    for button in DEPARTMENT:
        before = len(told)
        arrived = click(document, scripts[button.macro], tmp_path / "bote", _python(book))
        assert arrived == [f"import inaxl.buttons; inaxl.buttons.{button.function}()"]
        assert len(told) == before + 1, button.label
        assert told[-1][0] != "error" or button.function == "submit", told[-1]
    names = [sheet.name for sheet in book.sheets]
    assert {"集計", "人口指標"} <= set(names)
    assert sorted(path.name for path in macro_book.parent.glob("評価シート_*")) == [
        "評価シート_02_地域創造課.xlsx"
    ]


def test_the_first_button_marks_the_cells_of_the_open_book(macro_book, open_book, tmp_path, told) -> None:
    """The document itself shows fill, note and findings sheet after the macro has run."""
    book = open_book(macro_book)
    document = book.impl.document
    replace_run_python(document, tmp_path / "bote")
    click(document, button_scripts(document)["InaxlCheck"], tmp_path / "bote", _python(book))
    cell = document.Sheets.getByName("KPI").getCellRangeByName("J11")
    assert f"{cell.CellBackColor:06X}" == "F8D3BC"
    assert "誤り E103" in cell.getAnnotation().getString()
    assert document.Sheets.hasByName("検証結果")


def test_a_python_that_fails_is_told_and_the_macro_ends(macro_book, open_book, tmp_path) -> None:
    """RunPython answers −1: the macro shows its message and comes to its end."""
    book = open_book(macro_book)
    document = book.impl.document
    replace_run_python(document, tmp_path / "bote")
    arrived = click(document, button_scripts(document)["InaxlCheck"], tmp_path / "bote", lambda text: -1)
    assert len(arrived) == 1


def test_a_shared_folder_is_used_through_run_frozen_python(macro_book, open_book, tmp_path) -> None:
    """Where INAXL_EXE is set, the macro starts that program with the button's name."""
    book = open_book(macro_book)
    document = book.impl.document
    replace_run_python(document, tmp_path / "bote", frozen="S:/inaxl/inaxl-buttons.exe")
    arrived = click(document, button_scripts(document)["InaxlUndo"], tmp_path / "bote", lambda text: 0)
    assert arrived == ["frozen:S:/inaxl/inaxl-buttons.exe:undo"]


@pytest.mark.parametrize("answer", [0, -1])
def test_every_sub_and_callback_runs_without_a_vba_error(macro_book, open_book, answer) -> None:
    """Each Sub and each ribbon callback once, inside of an error trap, with Python left out."""
    document = open_book(macro_book).impl.document
    library = document.BasicLibraries.getByName("VBAProject")
    fake = (
        "Rem Attribute VBA_ModuleType=VBAModule\nOption VBASupport 1\n"
        f"Public Function RunPython(c As String)\nRunPython = {answer}\nEnd Function\n"
        f"Public Function RunFrozenPython(e As String, Optional a As String)\nRunFrozenPython = {answer}\nEnd Function\n"
        'Public Function GetConfig(k As String, Optional d As String = "", Optional s As String = "") As Variant\n'
        "GetConfig = d\nEnd Function\n"
    )
    library.replaceByName("xlwings", fake)
    calls = [button.macro for button in BUTTONS]
    calls += [f"{button.macro.replace('Inaxl', 'Ribbon')} Nothing" for button in BUTTONS]
    lines = [PROBE_LINE.format(n=n, call=call, name=call.split()[0]) for n, call in enumerate(calls)]
    library.insertByName("Probe", PROBE.format(lines="\n".join(lines)))
    url = "vnd.sun.star.script:VBAProject.Probe.Probe?language=Basic&location=document"
    done, _, _ = document.getScriptProvider().getScript(url).invoke((), (), ())
    assert done.rstrip(";").split(";") == [call.split()[0] for call in calls]


def test_forms_with_buttons_have_them_where_the_steps_stand(folder, open_book) -> None:
    """`inaxl forms --buttons`: each department's form carries the seven buttons on its sheet 使い方."""
    made = distribute(folder, 2024, departments=["地域創造課"], has_buttons=True)
    assert made.names == ("02_地域創造課.xlsm",)
    document = open_book(folder / made.folder / made.names[0]).impl.document
    assert list(button_scripts(document)) == [button.macro for button in DEPARTMENT]
    assert "使い方(ボタン)" not in document.Sheets.ElementNames


def test_the_secretariats_book_merges_builds_and_shows_who_is_missing(
    folder, open_book, told, tmp_path
) -> None:
    """Placed in the working folder, its three buttons do what merge, build and status do."""
    made = next(path for path in build_macros(folder) if path.suffix == ".xlsm")
    book = open_book(made)
    assert list(button_scripts(book.impl.document)) == [button.macro for button in SECRETARIAT]
    merged, report, status = buttons.merge(book), buttons.build_report(book), buttons.show_status(book)
    assert [result.is_done for result in (merged, report, status)] == [True, True, True]
    assert merged.path.name == "merged.xlsx"
    assert report.path.is_file()
    assert "提出状況" in [sheet.name for sheet in book.sheets]
    assert book.sheets["提出状況"].range("A5").value

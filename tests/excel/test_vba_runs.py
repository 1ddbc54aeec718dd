"""Our VBA, run by pyopenvba's interpreter: every button and every ribbon callback, with stand-ins for xlwings.

xlwings' own module cannot run there (it needs Windows' file system objects); it is held to be byte for byte the
installed one in `test_macro_book.py`.
"""

from __future__ import annotations

import pytest

from inaxl.excel import vba
from inaxl.excel.button_table import BUTTONS

STAND_IN = """
Public Calls As String
Public Function RunPython(PythonCommand As String)
    Calls = Calls & PythonCommand & "|"
    RunPython = {answer}
End Function
Public Function RunFrozenPython(Executable As String, Optional Args As String)
    Calls = Calls & Executable & " " & Args & "|"
End Function
Public Function GetConfig(configKey As String, Optional default As String = "", Optional source As String = "") As Variant
    GetConfig = default
    If configKey = "INAXL_EXE" Then GetConfig = "{program}"
End Function
Public Function Done() As String
    Done = Calls
End Function
"""


def _run(answer: int = 0, program: str = "", *, by_ribbon: bool = False) -> list[str]:
    from pyopenvba.apps.excel import ExcelApplication

    app = ExcelApplication()
    app.add_workbook()
    app.add_module(vba.button_module(), name="InaxlButtons")
    app.add_module(STAND_IN.format(answer=answer, program=program), name="xlwings")
    calls = [
        button.macro.replace("Inaxl", "Ribbon") + " Nothing" if by_ribbon else button.macro
        for button in BUTTONS
    ]
    app.add_module("\n".join(["Public Sub PressAll()", *calls, "End Sub"]), name="Driver")
    app.run("PressAll")
    return str(app.run("Done")).rstrip("|").split("|")


@pytest.mark.parametrize("answer", [0, -1])
@pytest.mark.parametrize("by_ribbon", [False, True])
def test_every_sub_and_callback_hands_its_own_text_to_python(answer, by_ribbon) -> None:
    """Also after a failure the macro comes to its end."""
    expected = [f"import inaxl.buttons; inaxl.buttons.{button.function}()" for button in BUTTONS]
    assert _run(answer, by_ribbon=by_ribbon) == expected


def test_with_a_shared_program_every_button_starts_it_with_its_name() -> None:
    """RunFrozenPython gets the program and the button's function."""
    assert _run(program=r"S:\inaxl\inaxl-buttons.exe") == [
        rf"S:\inaxl\inaxl-buttons.exe {button.function}" for button in BUTTONS
    ]

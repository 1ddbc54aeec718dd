"""A running LibreOffice with its UNO pipe: open a built book, find its buttons, click one, hand its Python over.

While a macro waits for Python, another thread works on the same document over the same pipe, as Python does in Excel.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import subprocess
import sys
import time
import uuid
from pathlib import Path
from types import ModuleType
from typing import Any

FOLDERS = ("/usr/lib/python3/dist-packages", "/usr/lib/libreoffice/program", "/opt/libreoffice/program")


def uno_module() -> ModuleType | None:
    """The `uno` module of the system's python3-uno, None where there is none for this Python."""
    for folder in FOLDERS:
        if (Path(folder) / "uno.py").is_file() and folder not in sys.path:
            sys.path.append(folder)  # appended: nothing else of the system's Python may come first
    try:
        return importlib.import_module("uno")
    except ImportError:
        return None


class Office:
    """One office process with a profile of its own."""

    def __init__(self, program: str, profile: Path) -> None:
        self.uno: Any = uno_module()
        pipe = f"inaxl{uuid.uuid4().hex[:12]}"
        address = f"pipe,name={pipe};urp;StarOffice.ComponentContext"
        self.process = subprocess.Popen(
            [
                program,
                "--headless",
                "--norestore",
                "--nologo",
                "--nodefault",
                f"--accept={address}",
                f"-env:UserInstallation={profile.as_uri()}",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        local = self.uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        self.context = self._resolve(resolver, f"uno:{address}")
        self.desktop = self.context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", self.context
        )

    def _resolve(self, resolver: Any, address: str) -> Any:
        for _ in range(300):
            try:
                return resolver.resolve(address)
            except Exception:
                if self.process.poll() is not None:
                    raise RuntimeError("LibreOffice ended while starting") from None
                time.sleep(0.2)
        raise RuntimeError("LibreOffice does not answer")

    def property(self, name: str, value: Any) -> Any:
        """A property value for load and store."""
        item = self.uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        item.Name, item.Value = name, value
        return item

    def open(self, path: Path) -> Any:
        """A document with its macros allowed."""
        lock = path.with_name(f".~lock.{path.name}#")
        with contextlib.suppress(FileNotFoundError):
            lock.unlink()
        settings = (self.property("MacroExecutionMode", 4), self.property("Hidden", False))
        document = self.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, settings)
        assert document is not None, f"LibreOffice does not open {path}"
        return document

    def save_as(self, document: Any, path: Path) -> Path:
        """Save a copy as .xlsx."""
        document.storeToURL(path.as_uri(), (self.property("FilterName", "Calc MS Excel 2007 XML"),))
        return path

    def stop(self) -> None:
        """End the office."""
        with contextlib.suppress(Exception):
            self.desktop.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(15)
        if self.process.poll() is None:
            os.killpg(self.process.pid, 9)


def button_scripts(document: Any) -> dict[str, str]:
    """Script that each button's click event runs, by the shape's name."""
    found = {}
    for sheet in document.Sheets:
        for shape in sheet.DrawPage:
            if "EventsSupplier" not in str(shape.SupportedServiceNames) and not hasattr(shape, "getEvents"):
                continue
            with contextlib.suppress(Exception):
                event = shape.getEvents().getByName("OnClick")
                script = next((item.Value for item in event if item.Name == "Script"), None)
                if script:
                    found[shape.Name] = script
    return found


RUN_PYTHON = """Rem Attribute VBA_ModuleType=VBAModule
Option VBASupport 1
Public Function RunPython(PythonCommand As String)
    Dim place As String, number As Integer, answer As String
    place = "{folder}"
    number = FreeFile
    Open place & "/request.part" For Output As #number
    Print #number, PythonCommand
    Close #number
    Name place & "/request.part" As place & "/request.txt"
    Do While Dir(place & "/answer.txt") = ""
        Wait 20
    Loop
    number = FreeFile
    Open place & "/answer.txt" For Input As #number
    Line Input #number, answer
    Close #number
    Kill place & "/answer.txt"
    RunPython = CInt(answer)
End Function
Public Function RunFrozenPython(Executable As String, Optional Args As String)
    RunFrozenPython = RunPython("frozen:" & Executable & ":" & Args)
End Function
Public Function GetConfig(configKey As String, Optional default As String = "", Optional source As String = "") As Variant
    GetConfig = default
    If configKey = "INAXL_EXE" Then GetConfig = "{frozen}"
End Function
"""


def replace_run_python(document: Any, folder: Path, frozen: str = "") -> None:
    """In the open document only: RunPython hands its text over through files and waits for the answer."""
    folder.mkdir(parents=True, exist_ok=True)
    library = document.BasicLibraries.getByName("VBAProject")
    library.replaceByName("xlwings", RUN_PYTHON.format(folder=folder.as_posix(), frozen=frozen))


def click(document: Any, script: str, folder: Path, answer: Any, *, timeout: float = 120) -> list[str]:
    """Run a button's script; `answer(text)` is called with each text that arrives and gives 0 or −1."""
    import threading

    arrived: list[str] = []
    finished = threading.Event()
    problems: list[BaseException] = []

    def serve() -> None:
        request = folder / "request.txt"
        while not finished.is_set():
            if not request.exists():
                time.sleep(0.01)
                continue
            text = request.read_text(encoding="utf-8").strip()
            request.unlink()
            arrived.append(text)
            code = -1
            try:
                code = answer(text)
            except BaseException as error:
                problems.append(error)
            finally:
                beside = folder / "answer.part"
                beside.write_text(f"{code}\n", encoding="utf-8")
                beside.rename(folder / "answer.txt")

    server = threading.Thread(target=serve, daemon=True)
    server.start()
    try:
        document.getScriptProvider().getScript(script).invoke((), (), ())
    finally:
        finished.set()
        server.join(timeout)
    if problems:
        raise problems[0]
    return arrived

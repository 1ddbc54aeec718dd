"""The VBA project of a macro book or add-in, made from the text in `macros/` and xlwings' own module.

The text is ASCII: VBA keeps one code page, and other characters would be replaced silently.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from inaxl.errors import UnwritableOutput
from inaxl.findings import E018, E029
from inaxl.workfolder import packaged

MACROS, BUTTONS, RIBBON = "macros", "InaxlButtons", "ribbon.xml"
XLWINGS = "xlwings"
PROJECT_PART = "xl/vbaProject.bin"
BOOK_SETTINGS, ADDIN_SETTINGS = "xlwings.conf", "inaxl.conf"
"""Names of the settings sheet: xlwings looks for one of its project's name."""
_ADDIN_NAME = 'PROJECT_NAME As String = "myaddin"'
_FROM_ACTIVE_BOOK = (
    "SheetExists(ActiveWorkbook, PROJECT_NAME",
    "GetConfigFromSheet(ActiveWorkbook)",
    "GetFullName(ActiveWorkbook) <>",
    "GetDirectoryPath(ActiveWorkbook)",
)


class Document(NamedTuple):
    """A module that belongs to a sheet: its code name, and whether it is a chart sheet."""

    code_name: str
    is_chart: bool = False


def ribbon_xml() -> bytes:
    """The ribbon as it stands in `macros/ribbon.xml`."""
    return packaged(MACROS, RIBBON).read_bytes()


def button_module() -> str:
    """Our own module."""
    return _crlf(packaged(MACROS, f"{BUTTONS}.bas").read_text(encoding="ascii"))


def xlwings_module() -> str:
    """RunPython for a macro book, exactly as the installed xlwings has it."""
    return _crlf((_xlwings_folder() / "xlwings.bas").read_text(encoding="ascii"))


def xlwings_addin_module() -> str:
    """RunPython for the add-in: on the active workbook, with the add-in's own settings.

    xlwings would also take settings from the active workbook and from its folder. A department's book could then name
    the program that a click starts, so these places are turned into the add-in's own.
    """
    text = (_xlwings_folder() / "xlwings_custom_addin.bas").read_text(encoding="ascii")
    for found in (_ADDIN_NAME, *_FROM_ACTIVE_BOOK):
        if found not in text:
            raise UnwritableOutput(
                E018.at(reason=f"xlwings の部品が、知られている形ではありません（{found}）。")
            )
    text = text.replace(_ADDIN_NAME, 'PROJECT_NAME As String = "inaxl"')
    for found in _FROM_ACTIVE_BOOK:
        text = text.replace(found, found.replace("ActiveWorkbook", "ThisWorkbook"))
    return _crlf(text)


def new_project(book: str, documents: Sequence[Document], modules: Mapping[str, str]) -> bytes:
    """A VBA project with a module for the book, one for each sheet, and ours. The same text gives the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder) / "scratch.xlsm"
        _write_scratch(scratch, book, documents)
        return _with_modules(scratch, modules, is_new=True)


def extended_project(project: bytes, modules: Mapping[str, str]) -> bytes:
    """An existing VBA project with our modules put into it; its own modules stay."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder) / "scratch.xlsm"
        _write_scratch(scratch, "ThisWorkbook", [Document("Sheet1")], project)
        return _with_modules(scratch, modules, is_new=False)


def _write_scratch(
    path: Path, book: str, documents: Sequence[Document], project: bytes | None = None
) -> None:
    """The least workbook that pyopenvba takes: from it come the project's document modules."""
    root = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheets, relations = [], []
    parts: dict[str, bytes | str] = {}
    for number, document in enumerate(documents, 1):
        kind = "chartsheet" if document.is_chart else "worksheet"
        sheets.append(f'<sheet name="S{number}" sheetId="{number}" r:id="rId{number}"/>')
        relations.append(
            f'<Relationship Id="rId{number}" Type="{root}/{kind}" Target="sheets/s{number}.xml"/>'
        )
        parts[f"xl/sheets/s{number}.xml"] = (
            f'<{kind} xmlns="{main}"><sheetPr codeName="{document.code_name}"/></{kind}>'
        )
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{main}" xmlns:r="{root}"><workbookPr codeName="{book}"/>'
        f"<sheets>{''.join(sheets)}</sheets></workbook>"
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{package}/relationships">{"".join(relations)}</Relationships>'
    )
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    if project is not None:
        parts[PROJECT_PART] = project
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _with_modules(scratch: Path, modules: Mapping[str, str], *, is_new: bool) -> bytes:
    try:
        from pyopenvba import ExcelFile, PyOpenVBAError
    except ImportError as why:
        raise UnwritableOutput(E029.at(value="pyOpenVBA")) from why
    try:
        with ExcelFile(scratch) as book:
            if is_new:
                book.add_vba_project()
            present = set(book.module_names())
            for name, source in modules.items():
                if name in present:
                    book.set_module(name, source)
                else:
                    book.vba_project().add_module(name, source)
            book.save()
    except PyOpenVBAError as why:
        raise UnwritableOutput(E018.at(reason="マクロの部品に書き込めません。")) from why
    with zipfile.ZipFile(scratch) as archive:
        return archive.read(PROJECT_PART)


def _xlwings_folder() -> Path:
    """Where the installed xlwings lies, without importing it."""
    from importlib.util import find_spec

    spec = find_spec("xlwings")
    if spec is None or spec.origin is None:
        raise UnwritableOutput(E029.at(value="xlwings"))
    return Path(spec.origin).parent


def _crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")

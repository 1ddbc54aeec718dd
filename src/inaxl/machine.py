"""What this machine has of what inaxl needs: Python, packages, Japanese fonts, Excel with xlwings, LibreOffice."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import cache_from_source, find_spec
from pathlib import Path
from typing import NamedTuple

PACKAGES = ("click", "docxtpl", "lxml", "pandas", "pandera", "python-calamine", "XlsxWriter")
FONTS = {
    "BIZ UDゴシック": ("BIZ-UDGothic", "BIZUDGothic"),
    "BIZ UDPゴシック": ("BIZ-UDGothic", "BIZUDPGothic"),
}
_FONT_FOLDERS = (
    "C:/Windows/Fonts",
    "~/AppData/Local/Microsoft/Windows/Fonts",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
)


class Item(NamedTuple):
    """One thing looked for. `required` False where everything else works without it; `remedy` '' where found."""

    name: str
    found: bool
    required: bool
    detail: str
    remedy: str


def examine() -> tuple[Item, ...]:
    """Everything that the commands and papers rely on, in the order of importance."""
    return (_python(), *_packages(), _bytecode(), *_fonts(), _excel(), *_buttons(), _libreoffice())


def _python() -> Item:
    fine = sys.version_info >= (3, 11)
    return Item(
        "Python", fine, True, platform.python_version(), "" if fine else "Python 3.11 以上を入れてください。"
    )


def _packages() -> Iterator[Item]:
    for name in PACKAGES:
        try:
            yield Item(name, True, True, version(name), "")
        except PackageNotFoundError:
            yield Item(name, False, True, "", "pip install inaxl をもう一度行ってください。")


def _bytecode() -> Item:
    """Uncompiled packages make every start three to four times slower."""
    spec = find_spec("pandas")
    origin = Path(spec.origin) if spec and spec.origin else None
    fine = origin is not None and Path(cache_from_source(str(origin))).exists()
    remedy = (
        "" if fine else f"起動が遅くなります。「{Path(sys.executable).name} -m compileall」で変換できます。"
    )
    return Item("起動の準備(バイトコード)", fine, False, "変換済み" if fine else "変換されていません", remedy)


def _fonts() -> Iterator[Item]:
    names = [name.lower() for folder in _FONT_FOLDERS for name in _files_below(Path(folder).expanduser())]
    for font, files in FONTS.items():
        found = any(name.startswith(file.lower()) for name in names for file in files)
        remedy = "Windows 10/11 では標準で入っています。なければ別の日本語の文字で表示されます。"
        yield Item(font, found, False, "" if found else "見つかりません", "" if found else remedy)


def _files_below(folder: Path) -> Iterator[str]:
    for _, _, files in os.walk(folder):
        yield from files


def _excel() -> Item:
    remedy = "ボタンは使えません。コマンドはすべて使えます。"
    if find_spec("xlwings") is None:
        return Item(
            "Excel と xlwings",
            False,
            False,
            "xlwings が入っていません。",
            f"{remedy} 使うには pip install inaxl[excel]",
        )
    if platform.system() not in ("Windows", "Darwin"):
        return Item("Excel と xlwings", False, False, "このパソコンでは Excel を使えません。", remedy)
    if not _excel_is_installed():
        return Item("Excel と xlwings", False, False, "Excel が見つかりません。", remedy)
    return Item("Excel と xlwings", True, False, version("xlwings"), "")


def _buttons() -> Iterator[Item]:
    """The buttons inside Excel, which nothing else needs."""
    from inaxl.excel.examining import examine_buttons

    for name, found, detail, remedy in examine_buttons():
        yield Item(name, found, False, detail, remedy)


def _excel_is_installed() -> bool:
    if platform.system() == "Darwin":
        return Path("/Applications/Microsoft Excel.app").exists()
    import winreg  # Windows only

    try:
        winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, "Excel.Application"))  # type: ignore[attr-defined]
    except OSError:
        return False
    return True


def _libreoffice() -> Item:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    remedy = "" if program else "なくても使えます。入れると、作った資料を画像や PDF にして確かめられます。"
    return Item("LibreOffice", program is not None, False, program or "見つかりません", remedy)

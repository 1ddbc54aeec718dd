"""A workbook on disk, read whole into grids: values, and the facts about cells that values do not show.

.xlsx and .xlsm are read from their package in one pass, with all facts; older and foreign formats give values only.
Nothing is ever written here, no macro runs and no link is followed.
"""

from __future__ import annotations

import hashlib
import re
import stat
from pathlib import Path

from inaxl.books import limits
from inaxl.books.formats import OLE_MAGIC, SUFFIXES, ZIP_MAGIC, is_encrypted, is_old_excel, what_it_is
from inaxl.books.grid import Grid, Workbook
from inaxl.books.package import Package
from inaxl.books.sheet_xml import Shared, read_formats, read_shared_strings, read_sheet
from inaxl.errors import UnreadableInput
from inaxl.findings import CATALOGUE

_MODULE = re.compile(rb"(?:Module|Class|BaseClass)=(\w+)")
_OWN_MODULES = frozenset({b"InaxlButtons", b"xlwings"})
E003, E010, E011, E012 = (CATALOGUE[code] for code in ("E003", "E010", "E011", "E012"))
E013, E014 = CATALOGUE["E013"], CATALOGUE["E014"]


def read_workbook(path: Path, *, name: str | None = None) -> Workbook:
    """The book at `path`; `name` is how findings call it (default: the file's name).

    Errors, all `UnreadableInput`: E003 no such file, E010 no workbook or broken, E011 password, E012 format,
    E013 too large, E014 in use by another program.
    """
    book = name if name is not None else path.name
    return read_bytes(_bytes_of(path, book), name=book, suffix=path.suffix)


def _bytes_of(path: Path, book: str) -> bytes:
    """The file, read once."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe or device would never end
            raise UnreadableInput(E010.at(book=book, reason="ふつうのファイルではありません。"))
        with path.open("rb") as file:
            data = file.read(limits.MAX_FILE_BYTES + 1)
    except FileNotFoundError as why:
        raise UnreadableInput(E003.at(book=book, value=path.name)) from why
    except PermissionError as why:
        raise UnreadableInput(
            E014.at(book=book, value=path.name, holder="または、読む権限がありません。")
        ) from why
    except OSError as why:
        raise UnreadableInput(E010.at(book=book, reason="ファイルを読み取れません。")) from why
    if len(data) > limits.MAX_FILE_BYTES:
        raise UnreadableInput(
            E013.at(book=book, reason=f"{limits.MAX_FILE_BYTES // 2**20} MB を超えています。")
        )
    return data


def read_bytes(data: bytes, *, name: str, suffix: str = ".xlsx") -> Workbook:
    """The book in these bytes. What it is, is told by the bytes; `suffix` only tells a .csv from a stray text."""
    if is_encrypted(data):
        from inaxl.books.decrypt import decrypted

        book = read_bytes(decrypted(data, name), name=name)
        book.sha256 = hashlib.sha256(data).hexdigest()  # that of the file, as everywhere
        return book
    declared = SUFFIXES.get(suffix.lower())
    if data.startswith(ZIP_MAGIC):
        return _from_package(data, name)
    if declared == "csv" and data:
        from inaxl.books.foreign import read_csv

        return read_csv(data, name)
    if is_old_excel(data):
        from inaxl.books.foreign import read_with_calamine

        return read_with_calamine(data, name, ".xls")
    if declared is None and data and not data.startswith(OLE_MAGIC):
        raise UnreadableInput(E012.at(book=name, value=suffix or "拡張子なし"))
    raise UnreadableInput(E010.at(book=name, reason=what_it_is(data)))


def _from_package(data: bytes, name: str) -> Workbook:
    package = Package(data, name)
    foreign = _foreign_kind(package)
    if foreign is not None:
        from inaxl.books.foreign import read_with_calamine

        return read_with_calamine(data, name, foreign)
    part = package.workbook_part()
    sheets, since_1904 = package.contents(part)
    shared = Shared(
        read_shared_strings(package, package.related(part, "sharedStrings")),
        read_formats(package, package.related(part, "styles")),
        since_1904,
    )
    names = package.names()
    return Workbook(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        grids=tuple(read_sheet(package, sheet, shared) for sheet in sheets),
        has_macros=any(
            part.endswith("vbaproject.bin") and not _is_ours(package.read(part)) for part in names
        ),
        has_external_links=any(
            part.startswith("xl/externallinks/") and part.endswith(".xml") for part in names
        ),
        uses_1904_dates=since_1904,
    )


def _is_ours(project: bytes) -> bool:
    """Whether a VBA project holds the modules of our buttons and no others, by the list in its PROJECT stream."""
    modules = set(_MODULE.findall(project))
    return bool(modules) and modules <= _OWN_MODULES


def _foreign_kind(package: Package) -> str | None:
    """`.xlsb` or `.ods` where the package is one of these."""
    if "xl/workbook.bin" in package:
        return ".xlsb"
    if "mimetype" in package and b"opendocument.spreadsheet" in package.read("mimetype"):
        return ".ods"
    return None


__all__ = ["Grid", "Workbook", "read_bytes", "read_workbook"]

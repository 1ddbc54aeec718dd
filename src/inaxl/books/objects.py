"""The pictures, charts, shapes and controls that lie over a book's cells, with the cell that each begins at.

Reading values needs none of this, so it is a look of its own into the package, within the same limits of size.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from inaxl.books.grid import cell_name

if TYPE_CHECKING:
    from lxml import etree

_MAX_PART = 16 * 2**20  # a drawing of real books has some KB [bytes]
_KINDS = {
    "pic": "画像",
    "graphicFrame": "グラフ",
    "sp": "図形",
    "cxnSp": "線",
    "grpSp": "図形のまとまり",
    "contentPart": "手書き",
}
_SHEET_PARTS = {"oleObjects": "埋め込まれた文書", "controls": "ボタンや入力部品", "picture": "背景の画像"}
_RELATION = re.compile(r"\}id\Z")


class SheetObject(NamedTuple):
    """An object on a sheet: the Japanese word for its kind, and the cell where it begins."""

    sheet: str
    cell: str
    kind: str


def objects_in(data: bytes) -> tuple[SheetObject, ...]:
    """Every object of an .xlsx or .xlsm, sheet by sheet; none for other formats and for what cannot be read.

    A drawing that is broken counts as one object at A1: it is there, whatever it shows.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return tuple(_objects(package))
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, RuntimeError, NotImplementedError, zlib.error):
        return ()


def _objects(package: zipfile.ZipFile) -> Iterator[SheetObject]:
    book = "xl/workbook.xml"
    targets = _relations(package, book)
    for sheet in _descendants(_parse(package, book), "sheet"):
        part, name = targets.get(_relation_of(sheet), ""), str(sheet.get("name") or "")
        if part.startswith("xl/worksheets/"):
            yield from _on_sheet(package, part, name)


def _on_sheet(package: zipfile.ZipFile, part: str, name: str) -> Iterator[SheetObject]:
    targets = _relations(package, part)
    for child in _parse(package, part):
        kind = _local(child)
        if kind in _SHEET_PARTS:
            yield SheetObject(name, "A1", _SHEET_PARTS[kind])
        elif kind == "drawing":
            yield from _in_drawing(package, targets.get(_relation_of(child), ""), name)


def _in_drawing(package: zipfile.ZipFile, part: str, name: str) -> Iterator[SheetObject]:
    try:
        root = _parse(package, part)
    except (KeyError, ValueError):
        yield SheetObject(name, "A1", "図形")
        return
    for anchor in root:
        shape = next((_local(item) for item in anchor if _local(item) in _KINDS), None)
        if shape is not None:
            yield SheetObject(name, _start_of(anchor), _KINDS[shape])


def _start_of(anchor: etree._Element) -> str:
    start = next((item for item in anchor if _local(item) == "from"), None)
    places = {_local(item): item.text or "" for item in (start if start is not None else ())}
    row, column = places.get("row", ""), places.get("col", "")
    return cell_name(int(row) + 1, int(column) + 1) if row.isdigit() and column.isdigit() else "A1"


def _relations(package: zipfile.ZipFile, part: str) -> dict[str, str]:
    folder, name = posixpath.split(part)
    try:
        root = _parse(package, f"{folder}/_rels/{name}.rels")
    except KeyError:
        return {}
    found = {}
    for item in root:
        target = str(item.get("Target") or "")
        full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        found[str(item.get("Id"))] = full
    return found


def _parse(package: zipfile.ZipFile, part: str) -> etree._Element:
    """The root of a part. ValueError where it is too large, declares a DTD or is not well-formed."""
    from lxml import etree

    info = package.getinfo(part)
    if info.file_size > _MAX_PART:
        raise ValueError(part)
    content = package.read(info)
    if b"<!DOCTYPE" in content[:2000]:
        raise ValueError(part)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as why:
        raise ValueError(part) from why


def _relation_of(element: etree._Element) -> str:
    return next((str(value) for key, value in element.items() if _RELATION.search(str(key))), "")


def _descendants(root: etree._Element, local: str) -> Iterator[etree._Element]:
    return (element for element in root.iter() if _local(element) == local)


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]

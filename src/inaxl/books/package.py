"""The package of an .xlsx or .xlsm: its parts, within limits, and the facts that stand outside of the sheets.

Parts are read into memory and parsed without entities and network. What the sheets hold is read in `sheet_xml.py`.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from inaxl.books import limits
from inaxl.books.formats import what_it_is
from inaxl.errors import UnreadableInput
from inaxl.findings import CATALOGUE

if TYPE_CHECKING:
    from lxml import etree

E010, E012, E013 = CATALOGUE["E010"], CATALOGUE["E012"], CATALOGUE["E013"]

_RELATION_ID = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet as the workbook part lists it."""

    name: str
    part: str
    is_hidden: bool


class Package:
    """An open workbook package; `book` is the name shown in findings."""

    def __init__(self, data: bytes, book: str) -> None:
        self.book = book
        self._data = data
        self._parser: etree.XMLParser | None = None
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as why:
            raise self.broken() from why
        self._entries = self._within_limits()

    def _within_limits(self) -> dict[str, zipfile.ZipInfo]:
        """Entries by lower-case name without a leading slash; E013 where the package promises too much."""
        infos = self._zip.infolist()
        if len(infos) > limits.MAX_PARTS:
            raise self.too_large(f"部品が {len(infos):,} 個あります。")
        total = 0
        for info in infos:
            total += info.file_size
            ratio = info.file_size / max(info.compress_size, 1)
            if info.file_size > limits.MAX_PART_BYTES or total > limits.MAX_TOTAL_BYTES:
                raise self.too_large(f"開くと {total / 2**20:,.0f} MB を超えます。")
            if info.file_size > limits.RATIO_FREE_BYTES and ratio > limits.MAX_RATIO:
                raise self.too_large(f"{ratio:,.0f} 倍に膨らむ部品があります。")
        return {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in infos}

    def broken(self) -> UnreadableInput:
        """E010 with what the bytes look like."""
        return UnreadableInput(E010.at(book=self.book, reason=what_it_is(self._data)))

    def too_large(self, reason: str) -> UnreadableInput:
        """E013 with the reason."""
        return UnreadableInput(E013.at(book=self.book, reason=reason))

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._entries

    def names(self) -> tuple[str, ...]:
        """Names of all parts in lower case."""
        return tuple(self._entries)

    def read(self, part: str) -> bytes:
        """The bytes of a part; E010 where they are damaged or longer than promised."""
        info = self._entries.get(part.lower())
        if info is None:
            raise self.broken()
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as why:
            raise self.broken() from why

    def parse(self, part: str) -> etree._Element:
        """The root of an XML part, without entities; E010 where it is not well-formed or declares a DTD."""
        from lxml import etree

        data = self.read(part)
        if b"<!DOCTYPE" in data[:2000]:
            raise UnreadableInput(E010.at(book=self.book, reason="許されない宣言(DOCTYPE)があります。"))
        if self._parser is None:
            self._parser = etree.XMLParser(
                resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
            )
        try:
            return etree.fromstring(data, self._parser)
        except (etree.XMLSyntaxError, ValueError) as why:
            raise self.broken() from why

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relation id → (last word of its type, target part) of a part; external targets are left out."""
        folder, name = posixpath.split(part)
        rels = f"{folder}/_rels/{name}.rels".lstrip("/")
        if rels not in self:
            return {}
        found = {}
        for relation in self.parse(rels):
            target = unquote(relation.get("Target") or "")
            if relation.get("TargetMode") == "External" or not relation.get("Id"):
                continue
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            found[str(relation.get("Id"))] = (str(relation.get("Type")).rsplit("/", 1)[-1], full.lstrip("/"))
        return found

    def workbook_part(self) -> str:
        """The part that lists the sheets; E012 for a package of another kind (.docx, .xlsb, .ods)."""
        part = next(
            (target for kind, target in self.relations("").values() if kind == "officeDocument"),
            "xl/workbook.xml",
        )
        if part not in self:
            raise UnreadableInput(E010.at(book=self.book, reason="Excel のブックではない圧縮ファイルです。"))
        if not part.lower().endswith(".xml"):
            raise UnreadableInput(E012.at(book=self.book, value=posixpath.splitext(part)[1]))
        return part

    def worksheets(self, root: etree._Element, relations: dict[str, tuple[str, str]]) -> list[SheetPart]:
        """The worksheets in the order of the tabs; chart sheets and dialogs hold no cells and are left out."""
        sheets = [element for group in root if _local(group) == "sheets" for element in group]
        if len(sheets) > limits.MAX_SHEETS:
            raise self.too_large(f"シートが {len(sheets):,} 枚あります。")
        found = []
        for sheet in sheets:
            kind, target = relations.get(
                next((sheet.get(key) for key in _RELATION_ID if sheet.get(key)), "") or "", ("", "")
            )
            if kind == "worksheet" and target in self:
                hidden = sheet.get("state") in ("hidden", "veryHidden")
                found.append(SheetPart(str(sheet.get("name") or ""), target, hidden))
        return found


def _local(element: etree._Element) -> str:
    """Tag without namespace: the transitional and the strict one are read alike."""
    return str(element.tag).rpartition("}")[2]

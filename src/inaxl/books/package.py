"""The package of an .xlsx or .xlsm: its parts, within limits, and the facts that stand outside of the sheets.

Reading and writing look into a package with the same eyes (`patch_zip.Archive`), so nothing can show one content to
the one and another to the other. Parts are parsed piece by piece, without entities and network. What the sheets hold
is read in `sheet_xml.py`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import unquote

from inaxl.books import limits
from inaxl.books.formats import what_it_is
from inaxl.books.patch_xml import as_utf8
from inaxl.books.patch_zip import Archive, shown
from inaxl.errors import InaxlError, UnreadableInput
from inaxl.findings import CATALOGUE

if TYPE_CHECKING:
    from lxml import etree

E010, E012, E013 = CATALOGUE["E010"], CATALOGUE["E012"], CATALOGUE["E013"]

_RELATION_ID = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_WITHOUT_CELLS = frozenset("chartsheet dialogsheet xlMacrosheet xlIntlMacrosheet".split())
_PIECE = 64 * 1024  # fed to the parser at a time [bytes]
_SMALL = 128 * 1024  # parsed at once, which is quicker [bytes]
_HARMLESS: dict[str, Any] = {
    "encoding": "utf-8",  # whatever the part declares, so that no declaration hides from the search for it
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
}
Result = TypeVar("Result")


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
        self._read_bytes = self._tags = 0
        self._relations: dict[str, dict[str, tuple[str, str]]] = {}
        self._archive = self._named(lambda: Archive(data))
        self._names = self._within_limits()

    def _named(self, act: Callable[[], Result]) -> Result:
        """What `act` gives; its error with the book's name."""
        try:
            return act()
        except InaxlError as error:
            raise UnreadableInput(error.finding._replace(book=self.book)) from error

    def _within_limits(self) -> dict[str, str]:
        """Entries by lower-case name without a leading slash; E013 where the package promises too much."""
        names: dict[str, str] = {}
        for entry in self._archive.entries.values():
            name = entry.name.lstrip("/").lower()
            if name in names or "\0" in name or ".." in name.split("/"):
                raise self.broken(f"部品の名前「{shown(entry.name)}」が正しくありません。")
            names[name] = entry.name
            ratio = entry.size / max(entry.packed, 1)
            if entry.size > limits.RATIO_FREE_BYTES and ratio > limits.MAX_RATIO:
                raise self.too_large(f"{ratio:,.0f} 倍に膨らむ部品があります。")
        return names

    def broken(self, reason: str = "") -> UnreadableInput:
        """E010 with the reason, or with what the bytes look like."""
        return UnreadableInput(E010.at(book=self.book, reason=reason or what_it_is(self._data)))

    def too_large(self, reason: str) -> UnreadableInput:
        """E013 with the reason."""
        return UnreadableInput(E013.at(book=self.book, reason=reason))

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names

    def names(self) -> tuple[str, ...]:
        """Names of all parts in lower case."""
        return tuple(self._names)

    def read(self, part: str) -> bytes:
        """The bytes of a part; E010 where they are damaged or longer than promised, E013 where there are too many."""
        name = self._names.get(part.lower())
        if name is None:
            raise self.broken()
        self._read_bytes += self._archive.entries[name].size
        if self._read_bytes > limits.MAX_READ_BYTES:
            raise self.too_large(f"開くと {limits.MAX_READ_BYTES // 2**20:,} MB を超えます。")
        return self._named(lambda: self._archive.read(name))

    def pieces(
        self, part: str, names: tuple[str, ...], trim: Callable[[bytes], bytes] | None = None
    ) -> Iterator[tuple[str, etree._Element]]:
        """The elements of these names in an XML part, each as (name without namespace, element) when it is complete.

        Elements are forgotten soon after their turn, so that a part of any length takes little memory; those of other
        names are not held longer than MAX_PENDING_BYTES. `trim` may shorten the part's text before it is parsed.
        E010 where the part is not well-formed or declares a DTD.
        """
        from lxml import etree

        data = self._named(lambda: as_utf8(self.read(part), part))
        if b"<!DOCTYPE" in data:
            raise self.broken("許されない宣言(DOCTYPE)があります。")
        data = trim(data) if trim is not None else data
        self._tags += data.count(b"<")
        if self._tags > limits.MAX_TAGS:
            raise self.too_large(f"セルなどの要素が {limits.MAX_TAGS:,} 個を超えます。")
        tags = [f"{{*}}{name}" for name in names]
        try:
            if len(data) <= _SMALL:
                found = etree.fromstring(data, etree.XMLParser(**_HARMLESS)).iter(*tags)
                yield from ((_local(element), element) for element in found)
                return
            parser, pending = etree.XMLPullParser(events=("end",), tag=tags, **_HARMLESS), 0
            for start in range(0, len(data), _PIECE):
                parser.feed(data[start : start + _PIECE])
                pending += _PIECE
                last: etree._Element | None = None
                for _, item in parser.read_events():
                    last = cast("etree._Element", item)  # for end events it is nothing else
                    yield _local(last), last
                if last is not None:
                    pending = 0
                    _forget(last)
                if pending > limits.MAX_PENDING_BYTES:
                    raise self.too_large("部品の1か所が長すぎます。")
            parser.close()
        except (etree.LxmlError, ValueError) as why:
            raise self.broken() from why

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relation id → (last word of its type, target part) of a part; external targets are left out."""
        folder, name = posixpath.split(part)
        rels = f"{folder}/_rels/{name}.rels".lstrip("/")
        if rels not in self:
            return {}
        if part in self._relations:
            return self._relations[part]
        found = self._relations[part] = {}
        for _, relation in self.pieces(rels, ("Relationship",)):
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
            raise self.broken("Excel のブックではない圧縮ファイルです。")
        if not part.lower().endswith(".xml"):
            raise UnreadableInput(E012.at(book=self.book, value=posixpath.splitext(part)[1]))
        return part

    def contents(self, part: str) -> tuple[list[SheetPart], bool]:
        """The worksheets in the order of the tabs, and whether dates count from 1904.

        Chart sheets and dialogs hold no cells and are left out; a worksheet whose part is missing is E010, so that no
        sheet is overlooked.
        """
        relations = self.relations(part)
        found: list[SheetPart] = []
        listed, since_1904 = 0, False
        for kind, element in self.pieces(part, ("workbookPr", "sheet", "definedName")):
            if kind == "workbookPr":
                since_1904 = element.get("date1904") in ("1", "true")
            elif kind == "sheet":
                listed += 1
                if listed > limits.MAX_SHEETS:
                    raise self.too_large(f"シートが {limits.MAX_SHEETS:,} 枚を超えます。")
                found += self._sheet(element, relations)
        if not listed:
            raise self.broken("シートがありません。")
        return found, since_1904

    def _sheet(self, sheet: etree._Element, relations: dict[str, tuple[str, str]]) -> list[SheetPart]:
        name = str(sheet.get("name") or "")
        if len(name) > limits.MAX_SHEET_NAME:
            raise self.broken("シートの名前が長すぎます。")
        identifier = next((sheet.get(key) for key in _RELATION_ID if sheet.get(key)), "") or ""
        kind, target = relations.get(identifier, ("", ""))
        if kind in _WITHOUT_CELLS:
            return []
        if kind != "worksheet" or target not in self:
            raise self.broken(f"シート「{shown(name)}」の中身がありません。")
        return [SheetPart(name, target, sheet.get("state") in ("hidden", "veryHidden"))]

    def related(self, part: str, kind: str) -> str | None:
        """The part of a kind that belongs to a part, None where there is none."""
        return next((target for found, target in self.relations(part).values() if found == kind), None)


def _forget(element: etree._Element) -> None:
    """Free everything in the tree that stands before an element, and what is in it."""
    element.clear()
    parent = element.getparent()
    while parent is not None:
        del parent[: parent.index(element)]
        element, parent = parent, parent.getparent()


def _local(element: etree._Element) -> str:
    """Tag without namespace: the transitional and the strict one are read alike."""
    return _name_in(element.tag)


@lru_cache(maxsize=256)
def _name_in(tag: str) -> str:
    return tag.rpartition("}")[2]

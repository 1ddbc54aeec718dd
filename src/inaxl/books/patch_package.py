"""A workbook package under edit: its parts, content types, relationships and list of sheets.

Parts that no edit concerns are not even unpacked. What stands inside of sheets, styles and notes is known elsewhere.
"""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from inaxl.books.patch_xml import Element, Splice, XmlPart, escape
from inaxl.books.patch_zip import Archive
from inaxl.errors import UnreadableInput, UnwritableOutput
from inaxl.findings import E010, E018

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/"
_TYPES = "[Content_Types].xml"
_PACKAGE = "application/vnd.openxmlformats-package.relationships+xml"
_EMPTY_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


class Relation(NamedTuple):
    """One relationship: `kind` is the last word of its type, `target` the part's name without leading slash."""

    id: str
    kind: str
    target: str
    is_external: bool
    element: Element


class SheetEntry(NamedTuple):
    """One sheet in the workbook's order. `part` is '' where it is no worksheet (chart sheet, dialog sheet)."""

    name: str
    part: str
    position: int
    relation_id: str
    element: Element


class Package:
    """The parts of one workbook. Raises UnreadableInput or UnwritableOutput for books that are not patched."""

    def __init__(self, data: bytes) -> None:
        self.archive = Archive(data)
        self._by_lower = {name.lower(): name for name in self.archive.entries}
        self._edited: dict[str, XmlPart] = {}
        self._replaced: dict[str, bytes] = {}
        self._added: dict[str, XmlPart] = {}
        self._binary: dict[str, bytes] = {}
        self._removed: set[str] = set()
        self._refuse()
        self.workbook_part = self._find_workbook()
        self.workbook = self.xml(self.workbook_part)
        if _STRICT.encode() in self.workbook.root.attributes:
            raise UnwritableOutput(E018.at(reason="「Strict Open XML」形式です。"))

    def _refuse(self) -> None:
        if not self.has(_TYPES):
            raise UnreadableInput(E010.at(reason="Excel のブックに必要な部品がありません。"))
        if any(name.startswith("_xmlsignatures/") for name in self._by_lower):
            raise UnwritableOutput(E018.at(reason="電子署名があり、書き込むと署名が無効になります。"))

    def _find_workbook(self) -> str:
        for relation in self.relations(""):
            if relation.kind == "officeDocument" and self.has(relation.target):
                return self.actual(relation.target)
        raise UnreadableInput(E010.at(reason="Excel のブックに必要な部品がありません。"))

    # --- parts ----------------------------------------------------------------------------------------------------
    def has(self, name: str) -> bool:
        """Whether the part is there now."""
        actual = self.actual(name)
        return (
            actual in self._added
            or actual in self._binary
            or (actual in self.archive.entries and actual not in self._removed)
        )

    def actual(self, name: str) -> str:
        """The part's name as the package spells it (names are compared without regard to case)."""
        return name if name in self._added else self._by_lower.get(name.lower(), name)

    def read(self, name: str) -> bytes:
        """Content of a part as read, or as added."""
        actual = self.actual(name)
        if actual in self._added:
            return self._added[actual].data
        if actual in self._replaced:
            return self._replaced[actual]
        if actual in self._binary:
            return self._binary[actual]
        if not self.has(actual):
            raise UnreadableInput(E010.at(reason=f"部品「{name}」がありません。"))
        return self.archive.read(actual)

    def xml(self, name: str) -> XmlPart:
        """A part to look into and to edit; the same object each time."""
        actual = self.actual(name)
        added = self._added.get(actual)
        if added is not None:
            return added
        if actual not in self._edited:
            self._edited[actual] = XmlPart(self.read(actual), actual)
        return self._edited[actual]

    def add(self, name: str, data: bytes, content_type: str = "") -> XmlPart:
        """Put a new part behind the last one; it can be edited like any other."""
        part = XmlPart(data, name)
        self._added[name] = part
        self._by_lower[name.lower()] = name
        if content_type:
            self._append_type("Override", f'PartName="/{name}" ContentType="{content_type}"')
        return part

    def add_binary(self, name: str, data: bytes, content_type: str) -> None:
        """Put a new part that is no XML behind the last one."""
        self._binary[name] = data
        self._by_lower[name.lower()] = name
        self._append_type("Override", f'PartName="/{name}" ContentType="{content_type}"')

    def replace(self, name: str, data: bytes) -> None:
        """Give a part new content as a whole."""
        actual = self.actual(name)
        self._edited.pop(actual, None)
        self._replaced[actual] = data

    def remove(self, name: str) -> None:
        """Take a part out, with its content type and its own relationships."""
        actual = self.actual(name)
        types = self.xml(_TYPES)
        for element in types.children(types.root):
            if element.name == "Override" and (element.get("PartName") or "").lower() == "/" + actual.lower():
                types.splice(element.start, element.end, b"")
        for gone in (actual, self.actual(_relations_of(actual))):
            if self.has(gone):
                self._added.pop(gone, None)
                self._edited.pop(gone, None)
                self._removed.add(gone)

    def free_name(self, pattern: str) -> str:
        """The first unused part name; `pattern` holds `{}` for the number."""
        number = 1
        while pattern.format(number).lower() in self._by_lower:
            number += 1
        return pattern.format(number)

    # --- content types and relationships --------------------------------------------------------------------------
    def _append_type(self, tag: str, attributes: str) -> None:
        types = self.xml(_TYPES)
        types.append(types.root, b"<" + types.tag(tag) + b" " + attributes.encode() + b"/>")

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Make sure that files with an extension have a content type."""
        types = self.xml(_TYPES)
        if any((e.get("Extension") or "").lower() == extension for e in types.children(types.root)):
            return
        at, tag = types.root.inner, b"<" + types.tag("Default")
        put = tag + f' Extension="{extension}" ContentType="{content_type}"/>'.encode()
        types.splice(at, at, put)

    def relations(self, owner: str) -> Iterator[Relation]:
        """Relationships of a part ('' for the package) as they were read."""
        name = _relations_of(owner)
        if not self.has(name):
            return
        part, folder = self.xml(name), posixpath.dirname(self.actual(owner))
        for element in part.children(part.root):
            target = element.get("Target") or ""
            is_external = element.get("TargetMode") == "External"
            if not is_external:
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            kind = (element.get("Type") or "").rsplit("/", 1)[-1]
            yield Relation(element.get("Id") or "", kind, target, is_external, element)

    def related(self, owner: str, kind: str) -> Relation | None:
        """The first internal relationship of a kind whose part is there."""
        found = (r for r in self.relations(owner) if r.kind == kind and not r.is_external)
        return next((relation for relation in found if self.has(relation.target)), None)

    def relate(self, owner: str, kind: str, target: str, *, type_root: str = RELATION) -> str:
        """Add a relationship and give its id."""
        name = _relations_of(owner)
        if not self.has(name):
            self.declare_extension("rels", _PACKAGE)
            self.add(name, _EMPTY_RELATIONS)
        part = self.xml(name)
        identifier = _free_id(part)
        path = posixpath.relpath("/" + target, "/" + posixpath.dirname(owner))
        put = f' Id="{identifier}" Type="{type_root}/{kind}" Target="{path}"/>'.encode()
        part.append(part.root, b"<" + part.tag("Relationship") + put)
        return identifier

    def unrelate(self, owner: str, relation: Relation) -> None:
        """Take a relationship out."""
        part = self.xml(_relations_of(owner))
        part.splice(relation.element.start, relation.element.end, b"")

    # --- sheets ---------------------------------------------------------------------------------------------------
    def sheets(self) -> list[SheetEntry]:
        """The sheets as they were read, in the workbook's order."""
        listed = self.workbook.child(self.workbook.root, "sheets")
        if listed is None:
            raise UnreadableInput(E010.at(reason="シートがありません。"))
        prefix = self.workbook.prefix_of(RELATION) or b"r:"
        targets = {r.id: r for r in self.relations(self.workbook_part)}
        found = []
        for index, element in enumerate(self.workbook.children(listed)):
            identifier = element.get(prefix.decode() + "id") or ""
            relation = targets.get(identifier)
            part = self.actual(relation.target) if relation and relation.kind == "worksheet" else ""
            found.append(SheetEntry(element.get("name") or "", part, index, identifier, element))
        return found

    def sheet(self, name: str) -> SheetEntry | None:
        """A sheet by its name, without regard to case as in Excel."""
        return next((sheet for sheet in self.sheets() if sheet.name.lower() == name.lower()), None)

    # --- result ---------------------------------------------------------------------------------------------------
    def changes(self) -> dict[str, tuple[bytes, list[Splice]]]:
        """Each part of the original that is changed, with its bytes before and the splices."""
        found = {name: (part.data, part.splices()) for name, part in self._edited.items() if part.is_edited}
        for name, data in self._replaced.items():
            before = self.archive.read(name)
            found[name] = (before, [Splice(0, len(before), data)])
        return found

    @property
    def added_names(self) -> list[str]:
        """Names of the new parts."""
        return list(self._added)

    def to_bytes(self) -> bytes:
        """The package with all edits."""
        changed, added = self._contents()
        return self.archive.rebuilt(changed, self._removed, added)

    def checksums(self) -> list[tuple[str, int, int]]:
        """Name, checksum and size of every entry as it will be written."""
        changed, added = self._contents()
        found = [
            (e.name, e.crc, e.size) for e in self.archive.entries.values() if e.name not in self._removed
        ]
        fresh = {**changed, **added}
        found = [entry for entry in found if entry[0] not in fresh]
        return found + [(name, zlib.crc32(content), len(content)) for name, content in fresh.items()]

    def _contents(self) -> tuple[dict[str, bytes], dict[str, bytes]]:
        changed = {
            name: p.result(is_checked=_is_xml(name)) for name, p in self._edited.items() if p.is_edited
        }
        changed.update(self._replaced)
        added = {name: p.result(is_checked=_is_xml(name)) for name, p in self._added.items()}
        return changed, {**added, **self._binary}


def _is_xml(name: str) -> bool:
    """VML drawings of old programs are often no well-formed XML, so they are not held to it."""
    return not name.lower().endswith(".vml")


def _relations_of(owner: str) -> str:
    folder, base = posixpath.split(owner)
    return posixpath.join(folder, "_rels", base + ".rels")


def _free_id(part: XmlPart) -> str:
    """An id that neither the relationships as read nor those added since use."""
    used = {element.get("Id") for element in part.children(part.root)}
    number = len(used) + 1
    added = b"".join(b"".join(pieces) for _, pieces in part.pending())
    while f"rId{number}" in used or f'Id="rId{number}"'.encode() in added:
        number += 1
    return f"rId{number}"


def xml_attribute(name: str, value: str) -> bytes:
    """An attribute with a leading blank, ready to be put into a tag."""
    return b" " + name.encode() + b'="' + escape(value, in_attribute=True) + b'"'

"""The record of our marks inside the book: what it takes to turn a marked book back into what it was.

It is a custom XML part, which Excel keeps when it saves. It holds, for each part that was changed, the few bytes that
the marks replaced (no cell's value is among them), and for each marked cell the fill and border that it had before.
Two roads lead back, see `patch_unmark.py`: the bytes where nobody touched the book, else the cells.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Iterable
from typing import NamedTuple

from inaxl.books.patch_package import Package
from inaxl.books.patch_styles import Styles, without_prefix, xf_attribute
from inaxl.books.patch_xml import Splice, XmlPart, escape, inverse

NAMESPACE = "urn:inaxl:marks:1"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    '<ds:datastoreItem ds:itemID="{6B1E2C0A-4D57-4C1B-9B63-1A3C0E5F7A21}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)
MAX_RECORD_BYTES = 64 * 2**20
"""Unpacked size of what one part's entry may hold [bytes]; ours are a few kilobytes."""


class Before(NamedTuple):
    """Fill, border (as XML, '' for none) and the two flags of a cell's format before it was marked."""

    fill: str
    border: str
    apply_fill: str
    apply_border: str


class ChangedPart(NamedTuple):
    """A part that was changed: its hash before, and the splices that lead back."""

    name: str
    before: str
    back: tuple[Splice, ...]


class Record(NamedTuple):
    """The record as read. `cells` by (sheet, cell); `entries` is the digest of the marked package's other entries."""

    part: str
    entries: str
    changed: tuple[ChangedPart, ...]
    added: tuple[str, ...]
    cells: dict[tuple[str, str], Before]
    sheet: str


def before_of(styles: Styles, index: int) -> Before:
    """Fill and border of a format, as the record keeps them."""
    xf = styles.format(index)
    return Before(
        without_prefix(styles.fill_of(index)).decode("utf-8", "replace"),
        without_prefix(styles.border_of(index)).decode("utf-8", "replace"),
        xf_attribute(xf, "applyFill") or "",
        xf_attribute(xf, "applyBorder") or "",
    )


def add_record(package: Package, cells: dict[tuple[str, str], Before], sheet: str) -> bytes:
    """Put the record into the package as its last edit, and give the package's bytes."""
    name = package.free_name("customXml/item{}.xml")
    properties = package.free_name("customXml/itemProps{}.xml")
    package.declare_extension("xml", "application/xml")
    record = package.add(name, f'<inaxl xmlns="{NAMESPACE}"></inaxl>'.encode())
    package.relate(package.workbook_part, "customXml", name)
    package.add(properties, _ITEM.encode(), _PROPERTIES)
    package.relate(name, "customXmlProps", properties)
    for part, (data, splices) in package.changes().items():
        record.append(record.root, _changed_source(part, data, splices))
    for added in package.added_names:
        record.append(record.root, b'<added name="%s"/>' % escape(added, in_attribute=True))
    if sheet:
        record.append(record.root, b'<sheet name="%s"/>' % escape(sheet, in_attribute=True))
    record.append(record.root, _cells_source(cells))
    # the digest covers everything but the record itself, so it is taken once the rest is known
    digest = entries_digest(package.checksums(), name)
    record.set_attribute(record.root, "entries", digest)
    return package.to_bytes()


def entries_digest(entries: Iterable[tuple[str, int, int]], without: str) -> str:
    """One hash over names and checksums of all entries but one: the same as long as no content was touched."""
    listed = sorted(f"{name} {crc:08x} {size}" for name, crc, size in entries if name != without)
    return hashlib.sha256("\n".join(listed).encode()).hexdigest()


def _changed_source(name: str, data: bytes, splices: list[Splice]) -> bytes:
    lines = []
    for splice in inverse(data, splices):
        packed = base64.b64encode(splice.put).decode()
        lines.append(f"{splice.start} {splice.end} {packed}")
    body = base64.b64encode(zlib.compress("\n".join(lines).encode()))
    before = hashlib.sha256(data).hexdigest().encode()
    return b'<part name="%s" before="%s">%s</part>' % (escape(name, in_attribute=True), before, body)


def _cells_source(cells: dict[tuple[str, str], Before]) -> bytes:
    looks = list(dict.fromkeys(cells.values()))
    pieces = []
    for number, look in enumerate(looks):
        values = zip(("fill", "border", "applyFill", "applyBorder"), look, strict=True)
        listed = b"".join(b' %s="%s"' % (n.encode(), escape(v, in_attribute=True)) for n, v in values)
        pieces.append(b'<look id="%d"%s/>' % (number, listed))
    for (sheet, cell), look in cells.items():
        place = escape(sheet, in_attribute=True), cell.encode(), looks.index(look)
        pieces.append(b'<cell sheet="%s" ref="%s" look="%d"/>' % place)
    return b"".join(pieces)


def find_record(package: Package) -> Record | None:
    """The record of our marks, None where the book has none."""
    for owner in _owners(package):
        for relation in package.relations(owner):
            if relation.kind == "customXml" and package.has(relation.target):
                data = package.read(relation.target)
                if NAMESPACE.encode() in data:
                    return _read(XmlPart(data, relation.target), package.actual(relation.target))
    return None


def _owners(package: Package) -> tuple[str, str]:
    """Where a custom XML part hangs: on the workbook as we and Excel write it, on the package after LibreOffice."""
    return package.workbook_part, ""


def _read(part: XmlPart, name: str) -> Record | None:
    if part.root.name != "inaxl":
        return None
    changed, added, looks, cells, sheet = [], [], {}, {}, ""
    for element in part.children(part.root):
        if element.name == "part":
            changed.append(
                _read_changed(part.content(element), element.get("name") or "", element.get("before") or "")
            )
        elif element.name == "added":
            added.append(element.get("name") or "")
        elif element.name == "sheet":
            sheet = element.get("name") or ""
        elif element.name == "look":
            values = (element.get(n) or "" for n in ("fill", "border", "applyFill", "applyBorder"))
            looks[element.get("id")] = Before(*values)
        elif element.name == "cell" and element.get("look") in looks:
            cells[element.get("sheet") or "", element.get("ref") or ""] = looks[element.get("look")]
    entries = part.root.get("entries") or ""
    return Record(name, entries, tuple(changed), tuple(added), cells, sheet)


def _read_changed(body: bytes, name: str, before: str) -> ChangedPart:
    """An entry of the record; without splices where somebody has spoilt it, so that only the cells lead back."""
    try:
        unpacker = zlib.decompressobj()
        lines = unpacker.decompress(base64.b64decode(body), MAX_RECORD_BYTES).decode("ascii").split("\n")
        fields = [line.split(" ") for line in lines if line]
        back = tuple(Splice(int(a), int(b), base64.b64decode(c)) for a, b, c in fields)
    except (ValueError, zlib.error):
        return ChangedPart(name, "", ())
    return ChangedPart(name, before, back)


def remove_record(package: Package, record: Record) -> None:
    """Take the record, its properties and its relationship out."""
    for owner in _owners(package):
        for relation in package.relations(owner):
            if package.actual(relation.target) == record.part and not relation.is_external:
                package.unrelate(owner, relation)
    for relation in list(package.relations(record.part)):
        if not relation.is_external and package.has(relation.target):
            package.remove(relation.target)
    package.remove(record.part)

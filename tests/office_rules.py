"""Would Excel or Word open this file without repair? openxml-audit's rules, and those that it does not know.

Each rule here is one that makes Excel repair or refuse a file although the XML is valid.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from openxml_audit import OpenXmlValidator

from inaxl.books.grid import column_number

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MAIN_TYPES = {
    ".xlsx": ("xl/workbook.xml", "spreadsheetml.sheet.main+xml"),
    ".xlsm": ("xl/workbook.xml", "ms-excel.sheet.macroEnabled.main+xml"),
    ".xlam": ("xl/workbook.xml", "ms-excel.addin.macroEnabled.main+xml"),
    ".docx": ("word/document.xml", "wordprocessingml.document.main+xml"),
}


def violations(path: Path) -> list[str]:
    """Everything that is wrong with a file, as sentences; empty if Office opens it as it is."""
    found = [f"{error.part_uri}: {error.description}" for error in OpenXmlValidator().validate(path).errors]
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
        found += [
            f"the entry {name} exists twice" for name, n in Counter(package.namelist()).items() if n > 1
        ]
    found += _package(path.suffix, parts)
    if "xl/workbook.xml" in parts:
        found += _workbook(parts)
    return found


def _package(suffix: str, parts: dict[str, bytes]) -> Iterator[str]:
    types = etree.fromstring(parts["[Content_Types].xml"])
    overrides = {
        node.get("PartName", "").lstrip("/"): node.get("ContentType")
        for node in types
        if node.get("PartName")
    }
    defaults = {(node.get("Extension") or "").lower() for node in types if node.get("Extension")}
    yield from (f"content type for {name}, which is not there" for name in overrides if name not in parts)
    for name in parts:
        if (
            name != "[Content_Types].xml"
            and name not in overrides
            and name.rsplit(".", 1)[-1].lower() not in defaults
        ):
            yield f"{name} has no content type"
    main, kind = MAIN_TYPES[suffix]
    if not (overrides.get(main) or "").endswith(kind):
        yield f"{main} is {overrides.get(main)}, a {suffix} needs …{kind}"
    for name in parts:
        if name.endswith(".rels"):
            yield from _relations(name, parts)


def _relations(name: str, parts: dict[str, bytes]) -> Iterator[str]:
    folder = posixpath.dirname(posixpath.dirname(name))
    for node in etree.fromstring(parts[name]):
        target = node.get("Target", "")
        if node.get("TargetMode") == "External":
            continue
        place = (
            target.lstrip("/")
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(folder, target))
        )
        if place not in parts:
            yield f"{name} points to {place}, which is not there"


def _workbook(parts: dict[str, bytes]) -> Iterator[str]:
    book = etree.fromstring(parts["xl/workbook.xml"])
    names = [node.get("name") for node in book.iter(f"{S}sheet")]
    yield from (
        f"sheet name {n!r}" for n in names if not 1 <= len(n) <= 31 or re.search(r"[\[\]:*?/\\]|^'|'$", n)
    )
    yield from (
        f"two sheets named {n!r}" for n, count in Counter(n.lower() for n in names).items() if count > 1
    )
    styles = etree.fromstring(parts["xl/styles.xml"])
    formats = len(styles.find(f"{S}cellXfs"))
    strings = parts.get("xl/sharedStrings.xml", b"").count(b"<si")
    for name, part in parts.items():
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
            yield from (f"{name}: {why}" for why in _sheet(etree.fromstring(part), formats, strings))


def _sheet(sheet: etree._Element, formats: int, strings: int) -> Iterator[str]:
    last = (0, 0)
    for cell in sheet.iter(f"{S}c"):
        letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r")).groups()
        place = (int(digits), column_number(letters))
        if place <= last:
            yield f"{cell.get('r')} is out of order or exists twice"
        last = place
        if int(cell.get("s", 0)) >= formats:
            yield f"{cell.get('r')} has style {cell.get('s')} of {formats}"
        if cell.get("t") == "s" and int(cell.findtext(f"{S}v")) >= strings:
            yield f"{cell.get('r')} has shared string {cell.findtext(f'{S}v')} of {strings}"
    boxes = [_box(node.get("ref")) for node in sheet.iter(f"{S}mergeCell")]
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            if a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]:
                yield f"merged areas overlap: {a} {b}"
    for node in sheet.iter(f"{S}dataValidation"):
        listed = node.findtext(f"{S}formula1") or ""
        if node.get("type") == "list" and listed.startswith('"') and len(listed) > 257:
            yield f"the list of {node.get('sqref')} is longer than 255 characters"
        for attribute, limit in (("promptTitle", 32), ("errorTitle", 32), ("prompt", 255), ("error", 255)):
            if len(node.get(attribute) or "") > limit:
                yield f"{attribute} of {node.get('sqref')} is longer than {limit}"


def _box(reference: str) -> tuple[int, int, int, int]:
    cells = re.findall(r"([A-Z]+)(\d+)", reference)
    (left, top), (right, bottom) = cells[0], cells[-1]
    return int(top), column_number(left), int(bottom), column_number(right)

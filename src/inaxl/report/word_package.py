"""The package around a Word document: its parts as they lie in the template, native charts added, same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from inaxl.report.chart_parts import WORKBOOK_REL_ID, word_charts
from inaxl.report.charts import Place

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart

DOCUMENT = "word/document.xml"
_DOCUMENT_RELS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_CORE = "docProps/core.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FIXED = (1980, 1, 1, 0, 0, 0)  # no clock in a file
_TEXT_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LARGEST_PART = 50_000_000


def read_parts(template: Path) -> dict[str, bytes]:
    """All parts of a document, in its order. Raises OSError, zipfile.BadZipFile, or ValueError for what is no document."""
    with zipfile.ZipFile(template) as package:
        infos = [info for info in package.infolist() if not info.is_dir()]
        if any(info.file_size > _LARGEST_PART for info in infos):
            raise ValueError("大きすぎる部品があります。")
        parts = {info.filename: package.read(info) for info in infos}
    if DOCUMENT not in parts or _TYPES not in parts or _DOCUMENT_RELS not in parts:
        raise ValueError("Word の文書(.docx)ではありません。")
    return parts


def text_parts(parts: Mapping[str, bytes]) -> list[str]:
    """Parts that may hold template tags, the document itself first."""
    return sorted(filter(_TEXT_PARTS.fullmatch, parts), key=lambda name: (name != DOCUMENT, name))


class Charts:
    """The charts that a document asks for; `add` gives the relationship to refer to one, `added_to` draws them all."""

    def __init__(self) -> None:
        self._builds: list[Callable[[Place], Chart]] = []

    def add(self, build: Callable[[Place], Chart]) -> str:
        """Take a chart in, as what draws it; the document's relationship to it."""
        self._builds.append(build)
        return self._relationship(len(self._builds))

    @staticmethod
    def _relationship(number: int) -> str:
        return f"rIdInaxlChart{number}"

    def added_to(self, parts: Mapping[str, bytes]) -> dict[str, bytes]:
        """The parts with every chart, the workbook behind it, its relationships and content types."""
        if not self._builds:
            return dict(parts)
        found = dict(parts)
        taken = sum(name.startswith("word/charts/") for name in parts)
        types, relations = "", ""
        for number, chart in enumerate(word_charts(self._builds), 1):
            name = f"chart{number + taken}"
            found[f"word/charts/{name}.xml"] = chart.chart_xml
            found[f"word/charts/_rels/{name}.xml.rels"] = _relations_part(
                WORKBOOK_REL_ID, "package", f"../embeddings/{name}.xlsx"
            )
            found[f"word/embeddings/{name}.xlsx"] = chart.workbook
            types += f'<Override PartName="/word/charts/{name}.xml" ContentType="{_CHART_TYPE}"/>'
            relations += _relation(self._relationship(number), "chart", f"charts/{name}.xml")
        if b'Extension="xlsx"' not in found[_TYPES]:
            found[_TYPES] = _before_end(
                found[_TYPES], "</Types>", "", f'<Default Extension="xlsx" ContentType="{_BOOK_TYPE}"/>'
            )
        found[_TYPES] = _before_end(found[_TYPES], "</Types>", types)
        found[_DOCUMENT_RELS] = _before_end(found[_DOCUMENT_RELS], "</Relationships>", relations)
        return found


def _before_end(part: bytes, end: str, added: str, first: str = "") -> bytes:
    """A part with `added` before its closing tag, or with `first` right after its opening tag."""
    text = part.decode("utf-8-sig")
    if first:
        return re.sub(
            r"(<(?:\w+:)?Types\b[^>]*>)", lambda opening: opening[1] + first, text, count=1
        ).encode()
    head, closing, tail = text.rpartition(end)
    return (head + added + closing + tail).encode()


def _relation(identifier: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identifier}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _relations_part(identifier: str, kind: str, target: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    inner = _relation(identifier, kind, target)
    return f'{head}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'.encode()


def _text(value: str) -> str:
    """Text of an element, without the characters that XML does not know."""
    return escape(_FORBIDDEN.sub("", value))


def core_properties(title: str, creator: str, date: dt.date) -> bytes:
    """`docProps/core.xml`: title and author from the plan, the papers' date, nothing of the clock or the user."""
    stamp = f"{date.isoformat()}T00:00:00Z"
    dated = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_text(title)}</dc:title><dc:creator>{_text(creator)}</dc:creator>"
        f"<cp:lastModifiedBy>{_text(creator)}</cp:lastModifiedBy>{dated}</cp:coreProperties>"
    ).encode()


def with_properties(parts: dict[str, bytes], properties: bytes) -> dict[str, bytes]:
    """The parts with other core properties; a template without that part stays without it."""
    return {**parts, _CORE: properties} if _CORE in parts else parts


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The package, content types first, all entries with one fixed date."""
    order = sorted(parts, key=lambda name: name != _TYPES)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in order:
            info = zipfile.ZipInfo(name, _FIXED)
            info.compress_type = zipfile.ZIP_STORED if name.endswith(".xlsx") else zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            package.writestr(info, parts[name], compresslevel=6)
    return target.getvalue()

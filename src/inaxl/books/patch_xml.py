"""One XML part as bytes with places to cut and to insert: what is not edited keeps its bytes.

A part is never parsed into a tree and written anew, so prefixes, attribute order, white space and everything that we
do not know survive. Each part that was edited is checked to be well-formed before it leaves.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from inaxl.errors import UnreadableInput
from inaxl.findings import E010

_TAG = re.compile(rb"<(/?)([A-Za-z_][\w.:-]*)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+)>")
_ATTRIBUTE = re.compile(rb"([A-Za-z_][\w.:-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ASIDE = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_DECLARED = re.compile(rb"^(?:\xef\xbb\xbf)?<\?xml[^>]*?\bencoding\s*=\s*[\"']([\w.-]+)[\"']")
_ENCODINGS = frozenset("utf-16 shift_jis windows-31j cp932 iso-8859-1 windows-1252".split())
"""Encodings of XML parts besides UTF-8: the standard's UTF-16, and what old programs write. No others, as in some of
them a forbidden declaration could be hidden from a search for it."""
_WHOLE = re.compile(r"\s*[0-9]{1,10}\s*\Z", re.ASCII)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Element(NamedTuple):
    """One element: `name` without prefix, `attributes` as bytes, and the places of its tags and content."""

    name: str
    tag: bytes
    attributes: bytes
    start: int
    inner: int
    close: int
    end: int

    @property
    def is_empty_tag(self) -> bool:
        """Written as `<a/>`."""
        return self.inner == self.end

    def get(self, name: str) -> str | None:
        """Value of an attribute, by its name as written (with prefix)."""
        found = attribute(self.attributes, name)
        return None if found is None else found[2]

    def number(self, name: str, default: int = 0) -> int:
        """Value of an attribute that is a whole number. Raises UnreadableInput where it is none."""
        text = self.get(name)
        return default if not text else whole_number(text)


def whole_number(text: str | bytes) -> int:
    """A whole number of at most ten digits. Raises UnreadableInput for anything else."""
    shown = text.decode("ascii", "replace") if isinstance(text, bytes) else text
    if not _WHOLE.match(shown):
        raise UnreadableInput(E010.at(reason="番号のあるべきところに別のものがあります。"))
    return int(shown)


class Splice(NamedTuple):
    """Replace the bytes from `start` to `end` by `put`."""

    start: int
    end: int
    put: bytes


class XmlPart:
    """A part that is edited. Splices refer to the bytes as read; `result` carries them out."""

    def __init__(self, data: bytes, name: str = "") -> None:
        self.name = name
        is_vml = name.lower().endswith(".vml")  # old drawings hold what no XML reader takes
        self.data = data if is_vml else as_utf8(data, name)
        self.mask = data if is_vml else _masked(self.data, name)
        found = _TAG.search(self.mask)
        if found is None or found[1]:
            raise UnreadableInput(E010.at(reason=f"部品「{name}」が壊れています。"))
        self.root = self._element(found)
        self.prefix = self.root.tag[: self.root.tag.rfind(b":") + 1]
        self._splices: list[Splice] = []
        self._appended: dict[int, tuple[Element, list[bytes]]] = {}
        self._result: bytes | None = None

    def _element(self, found: re.Match[bytes]) -> Element:
        tag, attributes = found[2], found[3]
        name = tag[tag.rfind(b":") + 1 :].decode()
        if attributes.endswith(b"/"):
            return Element(name, tag, attributes[:-1], found.start(), found.end(), found.end(), found.end())
        if getattr(self, "root", None) is None:
            close = self.mask.rfind(b"</" + tag)
        else:
            close = _closing(self.mask, tag, found.end())
        end = self.mask.find(b">", close) + 1
        if close < 0 or end == 0:
            raise UnreadableInput(E010.at(reason=f"部品「{self.name}」が壊れています。"))
        return Element(name, tag, attributes, found.start(), found.end(), close, end)

    def children(self, parent: Element, start: int | None = None) -> Iterator[Element]:
        """Direct children of an element, from a place on."""
        position = parent.inner if start is None else start
        while found := _TAG.search(self.mask, position, parent.close):
            if found[1]:
                raise UnreadableInput(E010.at(reason=f"部品「{self.name}」が壊れています。"))
            element = self._element(found)
            yield element
            position = element.end

    def child(self, parent: Element, name: str) -> Element | None:
        """The first direct child of that name."""
        return next((element for element in self.children(parent) if element.name == name), None)

    def source(self, element: Element) -> bytes:
        """The element as written."""
        return self.data[element.start : element.end]

    def content(self, element: Element) -> bytes:
        """What stands between the element's tags."""
        return self.data[element.inner : element.close]

    def tag(self, name: str) -> bytes:
        """A name with the prefix that the part uses for its main namespace."""
        return self.prefix + name.encode()

    def prefix_of(self, *namespaces: str) -> bytes | None:
        """The prefix, colon included, that the root declares for one of the namespaces."""
        for found in _ATTRIBUTE.finditer(self.root.attributes):
            value = found[2] if found[2] is not None else found[3]
            if found[1].startswith(b"xmlns:") and value.decode("utf-8", "replace") in namespaces:
                return found[1][6:] + b":"
        return None

    def splice(self, start: int, end: int, put: bytes) -> None:
        """Replace bytes; insertions at one place stay in the order in which they were asked for."""
        self._result = None
        self._splices.append(Splice(start, end, put))

    def append(self, parent: Element, put: bytes) -> None:
        """Insert after the last child of an element."""
        self._result = None
        self._appended.setdefault(parent.start, (parent, []))[1].append(put)

    def set_attribute(self, element: Element, name: str, value: str) -> None:
        """Change or add an attribute of an element."""
        at = element.start + 1 + len(element.tag)
        quoted = escape(value, in_attribute=True)
        found = attribute(element.attributes, name)
        if found is None:
            self.splice(at, at, b" " + name.encode() + b'="' + quoted + b'"')
        else:
            self.splice(at + found[0], at + found[1], quoted)

    def pending(self) -> Iterator[tuple[Element, list[bytes]]]:
        """What is to be inserted after the last child of elements."""
        yield from self._appended.values()

    @property
    def is_edited(self) -> bool:
        """Whether anything was asked for."""
        return bool(self._splices or self._appended)

    def splices(self) -> list[Splice]:
        """All splices in the order of their places."""
        found = list(self._splices)
        for parent, pieces in self._appended.values():
            put = b"".join(pieces)
            if parent.is_empty_tag:
                slash = self.data.rfind(b"/", parent.start, parent.end)
                found.append(Splice(slash, parent.end, b">" + put + b"</" + parent.tag + b">"))
            else:
                found.append(Splice(parent.close, parent.close, put))
        return sorted(found, key=lambda splice: splice.start)

    def result(self, *, is_checked: bool = True) -> bytes:
        """The edited part. Raises UnreadableInput where it is not well-formed: then it was not before."""
        if self._result is None:
            self._result = spliced(self.data, self.splices())
            if is_checked:
                check_well_formed(self._result, self.name)
        return self._result


def spliced(data: bytes, splices: list[Splice]) -> bytes:
    """The bytes with splices (in the order of their places) carried out. Raises UnreadableInput where two overlap."""
    pieces, position = [], 0
    for splice in splices:
        if splice.start < position:
            # the same cell, row or note stands twice in a damaged part
            raise UnreadableInput(E010.at(reason="部品の中に同じものが2つあります。"))
        pieces += [data[position : splice.start], splice.put]
        position = splice.end
    return b"".join([*pieces, data[position:]])


def inverse(data: bytes, splices: list[Splice]) -> list[Splice]:
    """The splices that lead from the result back to `data`."""
    back, shift = [], 0
    for splice in splices:
        start = splice.start + shift
        back.append(Splice(start, start + len(splice.put), data[splice.start : splice.end]))
        shift += len(splice.put) - (splice.end - splice.start)
    return back


def check_well_formed(data: bytes, name: str) -> None:
    """Raise UnreadableInput where a part is not well-formed XML."""
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(data, True)
    except expat.ExpatError as why:
        raise UnreadableInput(E010.at(reason=f"部品「{name}」が壊れています({why})。")) from None


def attribute(attributes: bytes, name: str) -> tuple[int, int, str] | None:
    """Start and end of an attribute's value within `attributes`, and the value."""
    wanted = name.encode()
    for found in _ATTRIBUTE.finditer(attributes):
        if found[1] == wanted:
            group = 2 if found[2] is not None else 3
            return (
                found.start(group),
                found.end(group),
                html.unescape(found[group].decode("utf-8", "replace")),
            )
    return None


def escape(text: str, *, in_attribute: bool = False) -> bytes:
    """Text for XML. Characters that XML cannot carry become their visible signs (␀ …), never broken XML."""
    text = _FORBIDDEN.sub(lambda found: chr(0x2400 + ord(found[0])) if found[0] < " " else "�", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    if in_attribute:
        text = text.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return text.encode("utf-8")


def signature(fragment: bytes) -> tuple[tuple[bytes, ...], ...]:
    """What an element says apart from prefixes, order of attributes and white space, to compare two of them."""
    found: list[tuple[bytes, ...]] = []
    for tag in _TAG.finditer(fragment):
        name = tag[2][tag[2].rfind(b":") + 1 :]
        if tag[1]:
            found.append((b"/",))
            continue
        values = sorted(
            b"%s=%s" % (a[1], a[2] if a[2] is not None else a[3])
            for a in _ATTRIBUTE.finditer(tag[3])
            if not a[1].startswith(b"xmlns")
        )
        found.append((name, *values))
        if tag[3].endswith(b"/"):
            found.append((b"/",))
    return tuple(found)


def _closing(mask: bytes, tag: bytes, position: int) -> int:
    """Place of the closing tag; an element of the same name inside (only `ext` and alternates do that) is skipped."""
    opening, closing, depth = b"<" + tag, b"</" + tag, 1
    while depth:
        close = _delimited(mask, closing, position)
        if close < 0:
            return -1
        inside = _delimited(mask, opening, position) if tag.endswith((b"ext", b"Content", b"Choice")) else -1
        if 0 <= inside < close:
            end = mask.find(b">", inside)
            depth += mask[end - 1 : end] != b"/"
            position = end
        else:
            depth, position = depth - 1, close + len(closing)
    return close


def _delimited(mask: bytes, what: bytes, position: int) -> int:
    while (position := mask.find(what, position)) >= 0:
        if mask[position + len(what) : position + len(what) + 1] in b"> \t\r\n/":
            return position
        position += len(what)
    return -1


def as_utf8(data: bytes, name: str) -> bytes:
    """The part in UTF-8; other encodings (UTF-16 by some programs) are turned into it."""
    declared = _DECLARED.match(data[:200])
    encoding = declared[1].decode().lower() if declared else "utf-8"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    if encoding in ("utf-8", "utf8", "us-ascii", "ascii"):
        return data
    try:
        if encoding not in _ENCODINGS:
            raise LookupError(encoding)
        text = data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        raise UnreadableInput(E010.at(reason=f"部品「{name}」の文字コードが分かりません。")) from None
    return re.sub(r"^(<\?xml[^>]*?)\s+encoding\s*=\s*([\"'])[\w.-]+\2", r'\1 encoding="UTF-8"', text).encode(
        "utf-8"
    )


def _masked(data: bytes, name: str) -> bytes:
    """The part with comments, CDATA and instructions blanked, so that no tag is found inside of them."""
    if b"<!" in data or data.count(b"<?") > 1:
        data = _ASIDE.sub(lambda found: b" " * len(found[0]), data)
    if b"<!" in data:
        raise UnreadableInput(
            E010.at(reason=f"部品「{name}」に、Excel のブックにはない宣言(DOCTYPE)があります。")
        )
    return data

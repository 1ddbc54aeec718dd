"""The table of contents of a filled-in document: Word's own field, with an entry for each chapter that is there.

Word computes a table of contents only when a person asks for it; a field that is marked as outdated makes it ask when it
opens the file. So the entries are written here, from the headings themselves, each a link to its chapter and with the
first sentence under it. Page numbers are left out: only Word knows them, and one written beforehand would be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, cast
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEADING, _ENTRY, _TOLD, _LEDE = "Heading1", "TOC1", "inaxlContentsText", ("inaxlLede", "inaxlBody")
_CODE = re.compile(r"\s*TOC\b")
_HEADINGS = etree.XPath(f"//w:pStyle[@w:val='{_HEADING}']/parent::w:pPr/parent::w:p", namespaces={"w": _W})


class _Chapter(NamedTuple):
    anchor: str
    title: str
    told: str


def fill_contents(root: _Element) -> bool:
    """Put bookmarks at the chapters and their names into the field `TOC`; whether there is one."""
    found = _field(root)
    if found is None:
        return False
    paragraphs, code = found
    chapters = list(_chapters(root))
    parent = paragraphs[0].getparent()
    assert parent is not None
    at = parent.index(paragraphs[0])
    for paragraph in paragraphs:
        parent.remove(paragraph)
    for offset, element in enumerate(_entries(chapters, code)):
        parent.insert(at + offset, element)
    return True


def _field(root: _Element) -> tuple[list[_Element], str] | None:
    """The paragraphs from the field's beginning to its end, all in one place, and its code."""
    for code in root.iter(f"{{{_W}}}instrText"):
        if not _CODE.match(code.text or ""):
            continue
        first = next(code.iterancestors(f"{{{_W}}}p"))
        paragraphs, depth = [first], 0
        current: _Element | None = first
        while current is not None:
            if current is not first:
                paragraphs.append(current)
            for mark in current.iter(f"{{{_W}}}fldChar"):
                kind = mark.get(f"{{{_W}}}fldCharType")
                depth += (kind == "begin") - (kind == "end")
            if depth <= 0:
                return paragraphs, code.text or ""
            current = current.getnext()
    return None


def _chapters(root: _Element) -> Iterator[_Chapter]:
    taken = [int(mark.get(f"{{{_W}}}id", "0")) for mark in root.iter(f"{{{_W}}}bookmarkStart")]
    number = max(taken, default=0)
    for paragraph in cast("list[_Element]", _HEADINGS(root)):
        title = _text(paragraph).partition("\t")[0].strip()
        if not title:
            continue
        number += 1
        anchor = f"_Toc{number:06d}"
        _mark(paragraph, anchor, number)
        yield _Chapter(anchor, title, _first_sentence(paragraph))


def _mark(paragraph: _Element, anchor: str, number: int) -> None:
    start, end = (etree.Element(f"{{{_W}}}bookmark{part}") for part in ("Start", "End"))
    for mark in (start, end):
        mark.set(f"{{{_W}}}id", str(number))
    start.set(f"{{{_W}}}name", anchor)
    paragraph.insert(1 if paragraph.find(f"{{{_W}}}pPr") is not None else 0, start)
    paragraph.append(end)


def _first_sentence(heading: _Element) -> str:
    following = heading.getnext()
    if following is None or _style(following) not in _LEDE:
        return ""
    first, stop, _ = _text(following).partition("。")
    return first + stop


def _style(paragraph: _Element) -> str:
    style = paragraph.find(f"{{{_W}}}pPr/{{{_W}}}pStyle")
    return style.get(f"{{{_W}}}val", "") if style is not None else ""


def _text(paragraph: _Element) -> str:
    """Its words, a tab between them as one (those of the paragraph's settings are none)."""
    words = []
    for run in paragraph.iter(f"{{{_W}}}r"):
        for part in run:
            if part.tag == f"{{{_W}}}t":
                words.append(part.text or "")
            elif part.tag == f"{{{_W}}}tab":
                words.append("\t")
    return "".join(words)


def _entries(chapters: list[_Chapter], code: str) -> Iterator[_Element]:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    lines = [
        line
        for chapter in chapters
        for line in (
            (_ENTRY, f'<w:hyperlink w:anchor={quoteattr(chapter.anchor)} w:history="1">{_run(chapter.title)}'
                     "</w:hyperlink>"),
            (_TOLD, _run(chapter.told) if chapter.told else ""),
        )
        if line[1]
    ]  # fmt: skip
    if not lines:
        lines = [(_ENTRY, _run("章の見出しがない。"))]
    for index, (style, inner) in enumerate(lines):
        before, after = begin if index == 0 else "", end if index == len(lines) - 1 else ""
        yield etree.fromstring(
            f'<w:p xmlns:w="{_W}"><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{before}{inner}{after}</w:p>'
        )


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

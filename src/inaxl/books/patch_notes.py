"""Notes on cells (what Excel calls Notes, formerly comments): ours join those that the user has written.

A cell with a note of the user gets our text below a separating line. A cell with a threaded comment gets none: Excel
rebuilds its text from the thread, so it shows only fill and border.
"""

from __future__ import annotations

import html
import re

from inaxl.books.edits import NoteRun
from inaxl.books.grid import cell_name
from inaxl.books.patch_package import RELATION, Package
from inaxl.books.patch_sheet import SheetPart, place_of
from inaxl.books.patch_vml import VML_TYPE, Drawing, empty_drawing
from inaxl.books.patch_xml import Element, XmlPart, escape

AUTHOR = "inaxl"
SEPARATOR = "――― inaxl の検証 ―――"
MAX_NOTES = 500
"""Notes of ours on one sheet: a VML drawing has 1,023 numbers a block, and nobody reads more."""
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors></authors>'
    b"<commentList></commentList></comments>"
)
_CHARACTERS_A_LINE = 24


class Notes:
    """Notes of one sheet. Add them, then `write` once."""

    def __init__(self, package: Package, owner: str, number: int, sheet: SheetPart) -> None:
        self.package, self.owner, self.number, self.sheet = package, owner, number, sheet
        relation = package.related(owner, "comments")
        self._part = package.xml(relation.target) if relation else None
        self._present: dict[str, Element] = {}
        self._authors: list[str] = []
        if self._part is not None:
            self._read(self._part)
        self._own: dict[tuple[int, int], tuple[NoteRun, ...]] = {}

    def _read(self, part: XmlPart) -> None:
        authors, listed = part.child(part.root, "authors"), part.child(part.root, "commentList")
        for element in part.children(listed) if listed else ():
            self._present[element.get("ref") or ""] = element
        for element in part.children(authors) if authors else ():
            self._authors.append(part.content(element).decode("utf-8", "replace"))

    def add(self, row: int, column: int, runs: tuple[NoteRun, ...]) -> None:
        """Add a note to a cell, or our text to the note that is there."""
        earlier = self._own.get((row, column))
        if earlier is not None:
            self._own[row, column] = (*earlier, NoteRun("\n\n"), *runs)
        elif len(self._own) < MAX_NOTES:
            self._own[row, column] = runs

    def write(self) -> None:
        """Put all notes and their boxes into the package."""
        fresh = {}
        for (row, column), runs in self._own.items():
            present = self._present.get(cell_name(row, column))
            if present is None:
                fresh[row, column] = runs
            elif not self._is_threaded(present):
                self._join(present, runs)
        if fresh:
            self._write_fresh(fresh)

    def _is_threaded(self, comment: Element) -> bool:
        author = comment.number("authorId")
        return author < len(self._authors) and self._authors[author].startswith("tc=")

    def _join(self, comment: Element, runs: tuple[NoteRun, ...]) -> None:
        """Our text behind the user's, which becomes a run of its own where it was plain."""
        part = self._part
        text = part.child(comment, "text") if part else None
        if part is None or text is None:
            return
        put = run_source(part.prefix, (NoteRun(f"\n{SEPARATOR}\n"), *runs))
        inside = list(part.children(text))
        plain = next((e for e in inside if e.name == "t"), None)
        if plain is not None:
            part.splice(plain.start, plain.start, b"<" + part.tag("r") + b">")
            part.splice(plain.end, plain.end, b"</" + part.tag("r") + b">")
        phonetic = next((e for e in inside if e.name in ("rPh", "phoneticPr")), None)
        if phonetic is not None:
            part.splice(phonetic.start, phonetic.start, put)
        else:
            part.append(text, put)

    def _write_fresh(self, fresh: dict[tuple[int, int], tuple[NoteRun, ...]]) -> None:
        part = self._part or self._new_part()
        authors, listed = part.child(part.root, "authors"), part.child(part.root, "commentList")
        if authors is None or listed is None:
            return
        part.append(authors, b"<%s>%s</%s>" % (part.tag("author"), AUTHOR.encode(), part.tag("author")))
        author = len(self._authors)
        drawing_part, drawing = self._drawing()
        for (row, column), runs in sorted(fresh.items()):
            part.append(listed, comment_source(part.prefix, cell_name(row, column), author, runs))
            drawing.add_box(self.sheet, row, column, _lines(runs))
        for start, end, put in drawing.edits():
            drawing_part.splice(start, end, put)

    def _new_part(self) -> XmlPart:
        name = self.package.free_name("xl/comments{}.xml")
        part = self.package.add(name, _EMPTY, _TYPE)
        self.package.relate(self.owner, "comments", name)
        return part

    def _drawing(self) -> tuple[XmlPart, Drawing]:
        """The sheet's VML drawing, made where there is none."""
        named = self.sheet.following("legacyDrawing")
        prefix = (self.sheet.part.prefix_of(RELATION) or b"r:").decode()
        wanted = (named.get(prefix + "id") or named.get("r:id")) if named else None
        for relation in self.package.relations(self.owner):
            if wanted == relation.id and self.package.has(relation.target):
                part = self.package.xml(relation.target)
                return part, Drawing(part.data)
        name = self.package.free_name("xl/drawings/vmlDrawing{}.vml")
        part = self.package.add(name, empty_drawing(self.number))
        self.package.declare_extension("vml", VML_TYPE)
        identifier = self.package.relate(self.owner, "vmlDrawing", name)
        declared = self.sheet.part.prefix_of(RELATION)
        source = f' xmlns:r="{RELATION}" r:id="{identifier}"'.encode()
        self.sheet.set_notes_drawing(
            source if declared is None else b' %sid="%s"' % (declared, identifier.encode())
        )
        return part, Drawing(part.data)


def comment_source(prefix: bytes, cell: str, author: int, runs: tuple[NoteRun, ...]) -> bytes:
    """A comment element."""
    head = b'<%scomment ref="%s" authorId="%d">' % (prefix, cell.encode(), author)
    return b"%s<%stext>%s</%stext></%scomment>" % (head, prefix, run_source(prefix, runs), prefix, prefix)


def run_source(prefix: bytes, runs: tuple[NoteRun, ...]) -> bytes:
    """Runs of text in the fonts of our notes."""
    pieces = []
    for run in runs:
        bold = b"<%sb/>" % prefix if run.bold else b""
        colour = b'<%scolor rgb="FF%s"/>' % (prefix, (run.colour or "1A1A1A").encode())
        look = b'%s<%ssz val="9"/>%s<%srFont val="%s"/><%sfamily val="3"/><%scharset val="128"/>' % (
            *(bold, prefix, colour, prefix, "BIZ UDPゴシック".encode(), prefix, prefix),
        )
        text = b'<%st xml:space="preserve">%s</%st>' % (prefix, escape(run.text), prefix)
        pieces.append(b"<%sr><%srPr>%s</%srPr>%s</%sr>" % (prefix, prefix, look, prefix, text, prefix))
    return b"".join(pieces)


def plain_text(part: XmlPart, comment: Element) -> str:
    """What a note says, without furigana."""
    source = re.sub(rb"<(?:\w+:)?rPh\b.*?</(?:\w+:)?rPh>", b"", part.source(comment), flags=re.DOTALL)
    pieces = re.findall(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</", source)
    return html.unescape(b"".join(pieces).decode("utf-8", "replace"))


def note_cell(comment: Element) -> tuple[int, int]:
    """Row and column of a note."""
    return place_of(comment.get("ref") or "")


def _lines(runs: tuple[NoteRun, ...]) -> int:
    text = "".join(run.text for run in runs)
    return sum(1 + len(line) // _CHARACTERS_A_LINE for line in text.split("\n"))

"""Take our notes out of a sheet again, and our text out of the user's notes."""

from __future__ import annotations

import html
import re

from inaxl.books.patch_notes import AUTHOR, SEPARATOR, note_cell, plain_text
from inaxl.books.patch_package import RELATION, Package
from inaxl.books.patch_vml import has_shapes, note_boxes
from inaxl.books.patch_xml import Element, XmlPart, escape

_TEXT = re.compile(rb"(<((?:\w+:)?)t(?:\s[^>]*)?>)([^<]*)(</\2t>)")


def remove_notes(package: Package, owner: str, first_line: re.Pattern[str]) -> bool:
    """Whether the sheet had notes of ours; they and their boxes are gone, the user's are as they were."""
    relation = package.related(owner, "comments")
    if relation is None:
        return False
    part = package.xml(relation.target)
    listed, authors = part.child(part.root, "commentList"), part.child(part.root, "authors")
    comments = list(part.children(listed)) if listed else []
    names = [part.content(a).decode("utf-8", "replace") for a in part.children(authors)] if authors else []
    ours = [c for c in comments if _is_ours(part, c, names, first_line)]
    joined = [c for c in comments if c not in ours and SEPARATOR in plain_text(part, c)]
    for comment in joined:
        _cut_joined(part, comment)
    for comment in ours:
        part.splice(comment.start, comment.end, b"")
    _remove_boxes(
        package, owner, [note_cell(comment) for comment in ours], is_last=len(ours) == len(comments)
    )
    if comments and len(ours) == len(comments):
        package.unrelate(owner, relation)
        package.remove(relation.target)
    return bool(ours or joined)


def _is_ours(part: XmlPart, comment: Element, names: list[str], first_line: re.Pattern[str]) -> bool:
    author = comment.number("authorId")
    text = plain_text(part, comment)
    by_us = author < len(names) and names[author] == AUTHOR
    # Excel puts the author's name in front of nothing that we wrote, but a person may have retyped our note
    return (by_us or first_line.match(text) is not None) and text.split(SEPARATOR)[0].strip() != ""


def _cut_joined(part: XmlPart, comment: Element) -> None:
    """Cut a user's note at our separating line, which other programs may have spread over several runs."""
    text = part.child(comment, "text")
    runs = [(run, _TEXT.search(part.source(run))) for run in (part.children(text) if text else ())]
    said = [(run, found, html.unescape(found[3].decode("utf-8", "replace"))) for run, found in runs if found]
    whole = "".join(words for _, _, words in said)
    cut = whole.find(SEPARATOR)
    if cut < 0:
        return
    rest = cut - 1 if whole[cut - 1 : cut] == "\n" else cut
    for run, found, words in said:
        kept, rest = words[: max(rest, 0)], rest - len(words)
        if not kept:
            part.splice(run.start, run.end, b"")
        elif kept != words:
            part.splice(run.start + found.start(3), run.start + found.end(3), escape(kept))


def _remove_boxes(package: Package, owner: str, cells: list[tuple[int, int]], *, is_last: bool) -> None:
    relation = package.related(owner, "vmlDrawing")
    if relation is None or not cells:
        return
    drawing = package.xml(relation.target)
    boxes = note_boxes(drawing.data)
    places = sorted(boxes[cell] for cell in cells if cell in boxes)
    rest, position = [], 0
    for start, end in places:
        rest.append(drawing.data[position:start])
        position = end
        drawing.splice(start, end, b"")
    if is_last and not has_shapes(b"".join([*rest, drawing.data[position:]])):
        _remove_drawing(package, owner, relation.id)


def _remove_drawing(package: Package, owner: str, identifier: str) -> None:
    """An empty drawing goes, with the sheet's line for it."""
    sheet = package.xml(owner)
    prefix = (sheet.prefix_of(RELATION) or b"r:").decode()
    tail = sheet.mask.rfind(b"</" + sheet.tag("sheetData"))
    for element in sheet.children(sheet.root, sheet.mask.find(b">", tail) + 1 if tail >= 0 else None):
        if element.name == "legacyDrawing" and element.get(prefix + "id") == identifier:
            sheet.splice(element.start, element.end, b"")
            for relation in list(package.relations(owner)):
                if relation.id == identifier:
                    package.unrelate(owner, relation)
                    package.remove(relation.target)

"""Placeholders of a form outside its cells: in shapes, in charts, in header and footer of the page.

They stand for single values; a list has no rows to repeat there. In notes they cannot be used, which is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape, unescape

from lxml import etree

from inaxl.report.form_rows import Value
from inaxl.report.form_template import BRACES, FORBIDDEN, PLACEHOLDER, Form, FormSheet, Part, parse

_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SHEET_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_HEADER = re.compile(r"(<((?:odd|even|first)(?:Header|Footer))\b[^>]*>)(.*?)(?=</)", re.DOTALL)
_LONGEST_HEADER = 255  # characters, codes included: Excel repairs a book with a longer one
_SIZE_BEFORE = re.compile(r"&amp;\d+$")
_HEADER_NAMES = {"Header": "ヘッダー", "Footer": "フッター"}
FILLED_KINDS = ("drawing", "chart")
Fill = Callable[[str, str], str]
"""Place and text → the text with its placeholders filled in."""


class PlacedText(NamedTuple):
    """A text outside the cells, and where a person finds it."""

    place: str
    text: str


def texts_outside(form: Form, sheet: FormSheet) -> Iterator[PlacedText]:
    """Every text with `{{` in the shapes, charts, header and footer of a sheet.

    Raises UnreadableInput(E016) where one is written wrongly, or stands in a note.
    """
    for part in _parts_of(form, sheet.part):
        data = form.parts[part.target]
        if b"{{" not in data:
            continue
        if part.kind not in FILLED_KINDS:
            raise form.broken(
                "メモ（コメント）の中の {{ }} は使えません。セルか図形に書いてください。", sheet.name
            )
        for paragraph in parse(data).iter(f"{{{_DRAWN}}}p"):
            text = "".join(run.text or "" for run in paragraph.iter(f"{{{_DRAWN}}}t"))
            if "{{" in text:
                yield _checked(form, sheet, PlacedText(_shape(paragraph, part), text))
    for _, name, text in _HEADER.findall(sheet.skeleton):
        if "{{" in text:
            yield _checked(form, sheet, PlacedText(_header_name(name), unescape(text)))


def filler(form: Form, sheet: FormSheet, values: Mapping[str, Value]) -> Fill:
    """Fills texts of a sheet with values. Raises UnreadableInput(E016) for a name that stands for no single value."""

    def fill(place: str, text: str) -> str:
        def value(found: re.Match[str]) -> str:
            if found[1] not in values:
                reason = f"{place}の変数「{found[1]}」は使えません。図形とヘッダーには、繰り返さない変数だけを使えます。"
                raise form.broken(reason, sheet.name)
            return FORBIDDEN.sub("", values[found[1]].text)

        return PLACEHOLDER.sub(value, text)

    return fill


def filled_part(data: bytes, part: Part, fill: Fill) -> bytes:
    """A drawing or chart with its texts filled in. A placeholder that lies over several runs takes the look of the first."""
    if b"{{" not in data:
        return data
    root = parse(data)
    for paragraph in root.iter(f"{{{_DRAWN}}}p"):
        runs = list(paragraph.iter(f"{{{_DRAWN}}}t"))
        text = "".join(run.text or "" for run in runs)
        if "{{" not in text:
            continue
        if not all(_is_whole(run.text or "") for run in runs):
            runs[0].text = text
            for run in runs[1:]:
                run.text = ""
        place = _shape(paragraph, part)
        for run in runs:
            run.text = fill(place, run.text or "")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def filled_header(form: Form, sheet: FormSheet, fill: Fill) -> str:
    """The sheet's XML with header and footer filled in; an & in a value is no code there.

    Raises UnreadableInput(E016) where a header grows longer than Excel takes.
    """

    def header(found: re.Match[str]) -> str:
        if "{{" not in found[3]:
            return found[0]
        place, done = _header_name(found[2]), ""
        for piece in re.split(r"(\{\{.*?\}\})", found[3]):
            text = escape(fill(place, piece).replace("&", "&&")) if piece.startswith("{{") else piece
            # &9 before a figure would be read as a larger size
            done += " " + text if text[:1].isdigit() and _SIZE_BEFORE.search(done) else text
        if len(unescape(done)) > _LONGEST_HEADER:
            place = _header_name(found[2])
            raise form.broken(f"{place}が{_LONGEST_HEADER}文字を超えました。短くしてください。", sheet.name)
        return found[1] + done

    return _HEADER.sub(header, sheet.skeleton)


def _parts_of(form: Form, owner: str) -> Iterator[Part]:
    for part in form.related(owner):
        if not part.is_external and part.target in form.parts and part.kind not in ("image", "hyperlink"):
            yield part
            yield from _parts_of(form, part.target)


def _checked(form: Form, sheet: FormSheet, placed: PlacedText) -> PlacedText:
    if not _is_whole(placed.text):
        reason = f"{placed.place}の差し込みの書き方が正しくありません：「{placed.text}」。"
        raise form.broken(reason, sheet.name)
    return placed


def _is_whole(text: str) -> bool:
    return not BRACES.search(PLACEHOLDER.sub("", text))


def _shape(paragraph: etree._Element, part: Part) -> str:
    """The name of the shape that a paragraph stands in, as Excel shows it."""
    for above in paragraph.iterancestors():
        for properties in above.iter(f"{{{_SHEET_DRAWING}}}cNvPr"):
            return f"図形「{properties.get('name', '')}」"
    return "グラフ" if part.kind == "chart" else "図形"


def _header_name(element: str) -> str:
    return _HEADER_NAMES[element[-6:]]

"""Damaged workbooks without number: bytes, XML and zip structure of real ones, changed at random but repeatably.

`damaged(seed)` gives the same bytes for the same seed, `survives` runs everything that inaxl does with a book over
them. Used by `test_fuzz.py` and, for 10,000 cases, by `benchmarks/fuzz.py`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache

from inaxl.books.edits import SetValue
from inaxl.books.patch import apply_edits
from inaxl.books.read import read_bytes
from inaxl.entries.read import read_entries
from inaxl.errors import InaxlError
from inaxl.findings import E101, W101
from inaxl.forms.marks import mark, unmark
from tests.books.feature_books import feature_book
from tests.books.hostile_books import book, honest_ods, honest_xlsb
from tests.books.rich_books import openpyxl_book, packed, parts, rich_book

NASTY = (
    *(
        "",
        "0",
        "-1",
        "1048577",
        "99999999999999999999",
        "1E400",
        "NaN",
        "A0",
        "XFE1",
        "A1:A1048576",
        "$A$1",
        "R1C1",
    ),
    *(
        "true",
        "s",
        "inlineStr",
        "e",
        "d",
        "rId1",
        "../../x",
        "/",
        "[1]KPI!A1",
        "=1+1",
        "&amp;",
        "&#0;",
        "_x000B_",
        "あ" * 99,
    ),
)
_TAG = re.compile(rb"<[^<>]{1,400}>")
_VALUE = re.compile(rb'="[^"<]*"')
_TEXT = re.compile(rb">[^<>]{1,200}<")


@cache
def corpus() -> tuple[bytes, ...]:
    """Books that are damaged: of several programs, plain and with every feature, marked and unmarked."""
    plain = book()
    finding = [
        E101.at(sheet="KPI", cell="D2", value="x", reason=""),
        W101.at(sheet="KPI", cell="A1", value="x", read="y", what="z"),
    ]
    return (
        plain,
        rich_book(),
        feature_book(),
        openpyxl_book(),
        mark(plain, finding),
        mark(rich_book(has_macros=True), finding),
        mark(feature_book(), finding),
        honest_ods(),
        honest_xlsb(),
    )


def damaged(seed: int) -> bytes:
    """One of the books with one to four damages."""
    dice = random.Random(seed)
    data = dice.choice(corpus())
    for _ in range(dice.randint(1, 4)):
        data = dice.choice(DAMAGES)(dice, data)
    return data


def _bytes(dice: random.Random, data: bytes) -> bytes:
    """Bytes changed, cut out, doubled or put in, somewhere in the file."""
    if not data:
        return data
    at, length = dice.randrange(len(data)), dice.choice((1, 1, 2, 4, 16, 300))
    piece = dice.choice(
        (
            dice.randbytes(length),
            b"",
            data[at : at + length] * 2,
            b"\0" * length,
            b"\xff" * length,
            b"PK\x01\x02",
        )
    )
    return data[:at] + piece + data[at + dice.choice((0, length)) :]


def _truncated(dice: random.Random, data: bytes) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def _directory(dice: random.Random, data: bytes) -> bytes:
    """A field of a header of the package."""
    marks = [m.start() for m in re.finditer(rb"PK(?:\x01\x02|\x03\x04|\x05\x06)", data)]
    if not marks:
        return data
    at = dice.choice(marks) + dice.randrange(4, 46)
    return data[:at] + dice.choice((b"\0", b"\xff", b"\xff\xff\xff\xff", dice.randbytes(2))) + data[at + 1 :]


def _xml(change: Callable[[random.Random, bytes], bytes]) -> Callable[[random.Random, bytes], bytes]:
    """A damage of one XML part; the package around it stays whole, so that the damage is really read."""

    def damage(dice: random.Random, data: bytes) -> bytes:
        try:
            content = parts(data)
        except Exception:  # no package any more
            return _bytes(dice, data)
        names = [name for name in content if name.endswith((".xml", ".rels", ".vml"))]
        if not names:
            return data
        # the parts that are read most are damaged most
        weight = [6 if re.search(r"sheet1|workbook|styles|Types|comments|vml", name) else 1 for name in names]
        (name,) = dice.choices(names, weight)
        content[name] = change(dice, content[name])
        return packed(content)

    return damage


def _some(dice: random.Random, pattern: re.Pattern[bytes], text: bytes) -> re.Match[bytes] | None:
    found = list(pattern.finditer(text))
    return dice.choice(found) if found else None


@_xml
def _tag_gone(dice: random.Random, text: bytes) -> bytes:
    tag = _some(dice, _TAG, text)
    return text if tag is None else text[: tag.start()] + text[tag.end() :]


@_xml
def _tag_doubled(dice: random.Random, text: bytes) -> bytes:
    tag, place = _some(dice, _TAG, text), _some(dice, _TAG, text)
    return text if tag is None or place is None else text[: place.start()] + tag[0] + text[place.start() :]


@_xml
def _stretch_moved(dice: random.Random, text: bytes) -> bytes:
    first, last, place = (_some(dice, _TAG, text) for _ in range(3))
    if first is None or last is None or place is None:
        return text
    piece = text[min(first.start(), last.start()) : max(first.start(), last.start())]
    return text[: place.start()] + piece + text[place.start() :]


@_xml
def _value_nasty(dice: random.Random, text: bytes) -> bytes:
    value = _some(dice, _VALUE, text)
    put = b'="' + dice.choice(NASTY).encode() + b'"'
    return text if value is None else text[: value.start()] + put + text[value.end() :]


@_xml
def _text_nasty(dice: random.Random, text: bytes) -> bytes:
    value = _some(dice, _TEXT, text)
    put = b">" + dice.choice(NASTY).encode() + b"<"
    return text if value is None else text[: value.start()] + put + text[value.end() :]


@_xml
def _letters(dice: random.Random, text: bytes) -> bytes:
    return _bytes(dice, text)


@_xml
def _other_encoding(dice: random.Random, text: bytes) -> bytes:
    return text.decode("utf-8", "replace").encode(
        dice.choice(("utf-16", "utf-16-be", "utf-8-sig", "cp932")), "replace"
    )


def _parts(dice: random.Random, data: bytes) -> bytes:
    """A part gone, under another name, with another's content, or twice."""
    try:
        content = parts(data)
    except Exception:
        return _truncated(dice, data)
    names = list(content)
    if len(names) < 2:
        return data
    one, other = dice.sample(names, 2)
    way = dice.randrange(4)
    if way == 0:
        del content[one]
    elif way == 1:
        content[one.upper()] = content.pop(one)
    elif way == 2:
        content[one] = content[other]
    else:
        content = {name: content[name] for name in dice.sample(names, len(names))}
    return packed(content)


DAMAGES = (
    *(_bytes, _truncated, _directory, _parts, _other_encoding),
    *(_tag_gone, _tag_doubled, _stretch_moved, _value_nasty, _value_nasty, _text_nasty, _letters) * 2,
)


def survives(data: bytes) -> tuple[str, ...]:
    """What became of reading, marking, unmarking and setting a value: `ok` or a code. Other exceptions pass through."""
    return tuple(_outcome(act, data) for act in (_read, _mark, unmark, _set))


def _outcome(act: Callable[[bytes], object], data: bytes) -> str:
    try:
        act(data)
    except InaxlError as error:
        return error.finding.code
    return "ok"


def _read(data: bytes) -> None:
    workbook = read_bytes(data, name="b.xlsx")
    read_entries(workbook)


def _mark(data: bytes) -> None:
    """Marked in cells that are there and in some that are not; what comes out can be taken out again."""
    findings = [E101.at(sheet="KPI", cell=cell, value="x", reason="") for cell in ("D2", "E5", "B22", "XFD9")]
    unmark(mark(data, findings))


def _set(data: bytes) -> None:
    apply_edits(data, [SetValue("KPI", "D2", 5), SetValue("KPI", "G30", "あ")])

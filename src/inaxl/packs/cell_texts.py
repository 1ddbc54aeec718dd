"""What a cell of a published table holds, for a machine: a figure, a figure with something around it, or words.

Stricter than reading an entry book (`values/`): there a person's spelling is understood, here it is named.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Literal
from unicodedata import normalize

from inaxl.books.grid import CellValue
from inaxl.values.labels import DASHES

Kind = Literal["number", "text_number", "unit", "note", "several", "symbol", "words"]

_SIGNS = str.maketrans({**dict.fromkeys("△▲" + DASHES, "-"), "，": ","})
_DIGITS = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NUMBER = re.compile(rf"\(?{_DIGITS}\)?")
_ANY_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_NOTE = re.compile(rf"{_DIGITS}\s*(?:[※*注†‡].*|\(?(?:注|※|\*)\s*\d*\)?|\d\))")
_SYMBOLS = frozenset("- -- --- … ... ･･･ ・・・ x X × * ** *** ○ △ ▲ /".split())
_WORDS_FOR_NONE = frozenset(
    "秘匿 不詳 該当なし 皆無 未詳 不明 未集計 調査中 集計中 未公表 na n/a n.a. null".split()
)
_UNIT = re.compile(rf"(?:約|のべ|延べ|計|およそ)?\s*{_DIGITS}\s*[^\d\s]{{0,8}}")
_LONGEST_DATUM = 30  # longer is a sentence that mentions figures [characters]
_WESTERN = range(1900, 2101)
DITTO = frozenset(("〃", "々", "同上", "”", '"', "″", "ヽ", "同左"))


def is_year(value: CellValue) -> bool:
    """A plain number that is a western year: it heads a column as often as it is a figure."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value in _WESTERN


def is_figure(value: CellValue) -> bool:
    """A number, or a text that writes one (with unit, mark or sign)."""
    if isinstance(value, bool):
        return False
    if isinstance(value, (int, float)):
        return True
    return isinstance(value, str) and kind_of(value) in ("text_number", "unit", "note")


@lru_cache(maxsize=4096)
def kind_of(text: str) -> Kind:
    """What a text in a column of figures is."""
    plain = normalize("NFKC", text).translate(_SIGNS).strip()
    compact = "".join(plain.split())
    if compact.lower() in _WORDS_FOR_NONE or compact in _SYMBOLS or compact.strip("-") == "":
        return "symbol"
    if _NUMBER.fullmatch(compact):
        return "text_number"
    if _NOTE.fullmatch(plain):
        return "note"
    numbers = _ANY_NUMBER.findall(plain)
    if len(numbers) > 1 and len(plain) <= _LONGEST_DATUM and not _is_date(plain):
        return "several"
    if numbers and _UNIT.fullmatch(plain):
        return "unit"
    return "words"


def _is_date(plain: str) -> bool:
    return re.search(r"[年月日]|(?<![A-Za-z])[RHS]\d", plain) is not None


def is_padded(text: str) -> bool:
    """Blanks around a text, or between its characters to make it as wide as its neighbours (氏　名)."""
    return text != text.strip(" 　\t") or "  " in text or "　　" in text or _is_spread(text)


def _is_spread(text: str) -> bool:
    parts = text.split()
    return len(parts) > 1 and all(len(part) == 1 and not part.isascii() for part in parts)


def strange_characters(text: str) -> str:
    """The characters of a text that another machine may show differently or not at all, each once.

    Those outside of ASCII and JIS X 0208: circled and Roman figures, ㈱ ㎡ ㍻, half-width kana, names' variants such as
    髙, private characters (外字). Dashes and tildes that the standards map to each other are not among them.
    """
    return "".join(dict.fromkeys(c for c in text if not c.isascii() and not _is_standard(c)))


@lru_cache(maxsize=8192)
def _is_standard(character: str) -> bool:
    if character in "～－∥￠￡￢―—−〜‖\u3000\n\r":
        return True
    try:
        character.encode("iso2022_jp")
    except UnicodeEncodeError:
        return False
    return True


def is_moment(value: CellValue) -> bool:
    """A date or time."""
    return isinstance(value, (dt.date, dt.time, dt.timedelta))

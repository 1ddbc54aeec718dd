"""Characters of an entered figure: full-width and half-width forms, kinds of blank, what is invisible."""

from __future__ import annotations

import re
import unicodedata

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("￥"): "¥"}
_BLANKS = dict.fromkeys(map(ord, "\t\u00a0\u2002\u2003\u2007\u2009\u202f\u3000"), " ")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff"))
_FOLD = _FULL_WIDTH | _BLANKS | _INVISIBLE
_BREAK = re.compile(r"_x000D_\n?|\r\n?|[\v\f\x85\u2028\u2029]")
_HALF_KATAKANA = re.compile(r"[\uff61-\uff9f]+")
_FULL_DIGITS = re.compile(r"[０-９]")
_FULL_MARKS = re.compile(r"[－＋](?=[0-9.])|(?<=[0-9])[，．](?=[0-9])")

_DIGITS_ONLY = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}


def fold(text: str) -> str:
    """Full-width letters and marks made half-width, one kind of blank and line break, nothing invisible.

    Not NFKC, which would make digits out of ①, ² and ½.
    """
    folded = _BREAK.sub("\n", text).translate(_FOLD)
    return _HALF_KATAKANA.sub(lambda run: unicodedata.normalize("NFKC", run[0]), folded).strip()


def full_width_in(text: str) -> str | None:
    """What `fold` changed in a figure, in Japanese; None where its digits, signs and separators are half-width."""
    if _FULL_DIGITS.search(text):
        return "全角の数字を読み替えた"
    return "全角の記号を読み替えた" if _FULL_MARKS.search(text.translate(_DIGITS_ONLY)) else None

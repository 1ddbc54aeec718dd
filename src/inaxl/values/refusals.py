"""Why a text is no figure, in the words of a finding: a table of patterns, the first that fits counts."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from inaxl.values.labels import label_key
from inaxl.values.spellings import BOUNDS, KANJI_DIGITS, RATING_MARKS

RATING = "評価の記号で、数値ではありません。"
STATUS_IN_VALUE = "状態の言葉で、数値ではありません。"
NO_DIGIT = "数字が書かれていません。"
KANJI = "漢数字で書かれています。"
PERIOD = "年度や日付のように書かれています。"
PROSE = "数値ではなく文章が書かれています。"
LOGICAL = "正しい・正しくない(TRUE・FALSE)の値です。"
DATE = "日付です。"
TIME = "時刻か時間です。"
NOT_FINITE = "数値として表せない値です。"
SHOWN_BY_CONDITION = "値によって変わる表示形式のため、単位を決められません。"
SHOWN_NEGATIVE = "値は正の数ですが、表示形式が負のしるしを付けています。"

_NUMBER = r"[0-9](?:[0-9,.]*[0-9])?"
_UNIT = r"[^0-9\n]{0,6}?"
_BOUND_WORDS = "|".join(sorted(BOUNDS, key=len, reverse=True))
_DASHES = dict.fromkeys(map(ord, "−–ー―"), "-")
_PATTERNS: tuple[tuple[str, str], ...] = (
    (rf"{_NUMBER}[^0-9\n]*\n[^0-9]*[0-9]", "改行で分かれた複数の数字があります。"),
    (
        rf"^{_UNIT}{_NUMBER}{_UNIT}(?:[~〜∼-]|から){_UNIT}{_NUMBER}{_UNIT}$",
        "幅のある書き方で、2つの数値があります。",
    ),
    (rf"(?:^\s*[~〜∼]\s*{_NUMBER}|{_NUMBER}{_UNIT}[~〜∼]\s*$)", "幅のある書き方です。"),
    (rf"{_NUMBER}\s*[/÷⁄∕]\s*{_NUMBER}", "分数か、2つの数値の組です。"),
    (rf"{_NUMBER}\s*[:対]\s*{_NUMBER}", "比か時刻のように書かれています。"),
    (rf"{_NUMBER}\s*[=*×xX+]\s*{_NUMBER}", "計算の式が書かれています。"),
    (r"[0-9][eE][0-9+-]", "指数のように書かれています。"),
    (rf"(?:{_BOUND_WORDS})", "以上・未満などの範囲で書かれています。"),
    (r"[0-9]+,[0-9,]*$|[0-9],(?![0-9]{3}(?![0-9]))[0-9]", "桁区切りの「,」の位置が正しくありません。"),
    (r"[0-9][0-9]*\.[0-9]+\.[0-9]|[0-9]\.$", "小数点の位置が正しくありません。"),
    (rf"{_NUMBER}[^0-9]+[0-9]", "複数の数値があります。"),
)


def why_not(text: str) -> str:
    """The reason why a text could not be read as one figure, as a Japanese sentence."""
    key = label_key(text)
    if key and all(character in RATING_MARKS for character in key.upper()):
        return RATING
    if not any(character.isdigit() for character in key):
        kanji = key and all(character in KANJI_DIGITS for character in key.rstrip("人件回円社台校名"))
        return KANJI if kanji else NO_DIGIT
    flat = unicodedata.normalize("NFKC", text).strip().translate(_DASHES)
    return next((reason for pattern, reason in _compiled() if pattern.search(flat)), "")


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), reason) for pattern, reason in _PATTERNS)


def beside(rest: str) -> str:
    """The reason where a figure is there but something beside it is not understood."""
    shown = " ".join(rest.split())
    shown = shown if len(shown) <= 20 else shown[:20] + "…"
    return f"数字のほかに「{shown}」と書かれていて、意味を決められません。"

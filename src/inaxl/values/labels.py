"""Names and headings: the key by which two spellings are the same, the text as read, and near misses.

A key is for comparison only and never shown. Exact equality of keys is the only thing that is ever applied;
`nearest` gives suggestions for a finding.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

DASHES = "-‐‑‒–—―−─━ー－ｰ﹣➖⁃ｰ"
"""Everything that stands for a dash, a minus or a long vowel: offices type one where another is meant."""

_SAME = {
    **dict.fromkeys(DASHES, "-"),
    **dict.fromkeys("〜～∼∿˜", "~"),
    **dict.fromkeys("･·•‧∙⋅●", "・"),
    **dict.fromkeys("[{〔【「『〈《〘〚", "("),
    **dict.fromkeys("]}〕】」』〉》〙〛", ")"),
    **dict.fromkeys("〇◯⚪", "○"),
    **dict.fromkeys("、﹑", ","),
    # small and look-alike kana of two syllabaries
    "ヶ": "ケ",
    "ヵ": "カ",
    "へ": "ヘ",
    "べ": "ベ",
    "ぺ": "ペ",
}
_TABLE = str.maketrans(_SAME)
_INVISIBLE = re.compile(
    r"_x000D_|[\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]+"
)
_RUNS = re.compile(r"(-)-+|\.{2,}")
_KANJI_ONE = re.compile(r"(?<=[ァ-ヺ])一(?=[ァ-ヺ])")
_BREAKS = re.compile(r"(?:_x000D_)?[\r\n\v\f\x85\u2028\u2029]+|_x000D_")
_LONGEST_NAME = 200
_BLANKS = " \t\u00a0\u3000\u200b\ufeff"


def label_key(text: str) -> str:
    """The key of a name or heading; `目　標　値` and `目標\\n値` share one, `デ－タ` and `データ` too.

    NFKC, no blanks or line breaks at all, one kind of bracket, dash and middle dot, no difference of case.
    """
    return _cached_key(text) if len(text) <= _LONGEST_NAME else _key(text)


def _key(text: str) -> str:
    key = _folded_once(text)
    return key if key.isascii() else _folded_once(key)  # a blank that went may have joined two characters


_cached_key = lru_cache(maxsize=16384)(_key)


def _folded_once(text: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    folded = _KANJI_ONE.sub("-", _INVISIBLE.sub("", folded)).translate(_TABLE)
    return _RUNS.sub(lambda run: run[1] or "...", folded)


def clean_text(value: object) -> str:
    """A cell's text as a person reads it: line breaks inside removed, blanks around stripped, no more.

    Whole numbers come without `.0`, dates as `2024-03-31`; None gives ''.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return _BREAKS.sub("", value).strip(_BLANKS)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)


def nearest(text: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """The candidates most like `text`, best first; for suggestions only, never to be applied."""
    import difflib  # only where something is wrong

    by_key: dict[str, str] = {}
    for candidate in candidates:
        by_key.setdefault(label_key(candidate), candidate)
    found = difflib.get_close_matches(label_key(text), list(by_key), n=limit, cutoff=0.5) if limit > 0 else []
    return [by_key[key] for key in found]

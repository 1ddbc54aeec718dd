"""The marks and words around a figure, as data: signs, approximations, totals, notes, refusals.

To accept another spelling, add it here; the reader in `numbers.py` knows none by itself. Longer words are
tried first.
"""

from __future__ import annotations

SIGNS: dict[str, int] = {
    **dict.fromkeys("-−－‐‑–ー—ｰ﹣➖△▲", -1),
    **dict.fromkeys("+＋﹢➕", 1),
    "マイナス": -1,
    "プラス": 1,
}
"""Stands before the digits. ― is not among them: it stands for an absent value, or a bullet."""

PLAIN_SIGNS = frozenset("-+")
"""Signs that need no word about how they were read."""

SIGNS_AT_DIGIT = frozenset("ー—ｰ‐‑–")
"""Signs only directly before a digit; with a blank between they may be a bullet or an absent value."""

DIRECTIONS: dict[str, int] = {
    "転出超過": -1,
    "転出超": -1,
    "社会減": -1,
    "自然減": -1,
    "転入超過": 1,
    "転入超": 1,
    "社会増": 1,
    "自然増": 1,
}
"""Says the sign in words, before or behind the figure; with a minus sign it means the same once."""

TOTALS = ("のべ", "延べ", "延", "述べ")
"""Says how it was counted; the figure stays."""

APPROXIMATE_BEFORE = ("およそ", "おおよそ", "おおむね", "概ね", "凡そ", "ほぼ", "約", "≒", "≈", "概数")
APPROXIMATE_AFTER = (
    "程度",
    "前後",
    "ほど",
    "くらい",
    "ぐらい",
    "内外",
    "余り",
    "あまり",
    "余",
    "弱",
    "強",
    "概数",
)

CURRENCIES: dict[str, str] = {"¥": "円", "\\": "円"}
"""Stands before the digits and says the unit."""

_NOTES = """
    速報値 速報 暫定値 暫定 見込み 見込値 見込み値 見込 推計値 推計 推定値 推定 概算値 概算 確定値 確報値
    確報 実績値 実績見込み 実績見込
"""
NOTES = tuple(_NOTES.split())
"""Words behind (or, in brackets, before) a figure that go to the note."""

_CHANGING = """
    目標 目標値 計画 計画値 予定 予測 予測値 予算 前年度 昨年度 前年 前回
    減 減少 減少数 増 増加 増加数 マイナス プラス 増減 減額 増額 未満 以上 以下 超 超過 以内 黒字 赤字 ±
    誤り 誤 訂正 取消 取消し 誤記
"""
CHANGES_MEANING = frozenset(_CHANGING.split())
"""A figure beside one of these is not the bare figure; the person has to say what is meant."""

BOUNDS = (
    "以上",
    "以下",
    "未満",
    "以内",
    "超え",
    "超",
    "を超える",
    "より多い",
    "より少ない",
    "最大",
    "最低",
    "最小",
    "上限",
    "下限",
)

RATING_MARKS = frozenset("◎○〇◯△▲▼▽×✕✖☓●■□☆★ABCDEFSXYZ")
"""Alone in a cell they are a grade, never a figure."""

KANJI_DIGITS = frozenset("〇一二三四五六七八九十百千万億兆数")

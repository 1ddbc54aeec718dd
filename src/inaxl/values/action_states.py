"""How an announced action stands, in one word: the four that staff choose from, and what else they write for them.

Spellings are data: to add one, a word in the line of its state.
"""

from __future__ import annotations

import re

from inaxl.values.labels import label_key

ACTION_STATES = {
    "not_started": "未着手",
    "in_progress": "実施中",
    "closed": "実施済み",
    "dropped": "取りやめ",
}
OVER = frozenset({"closed", "dropped"})
"""States of an action that is carried no further."""
_WORDS = {
    "not_started": "未着手 未実施 未対応 未定 着手前 着手していない これから",
    "in_progress": "実施中 着手 着手済 着手済み 着手中 取組中 取り組み中 対応中 継続 継続中 進行中 一部実施 準備中 検討中 調整中",
    "closed": "実施済み 実施済 実施した 済 済み 完了 完了済み 終了 対応済み 対応済 達成",
    "dropped": "取りやめ 取り止め 取止め 取止 とりやめ 取りやめた 中止 廃止 取下げ 取り下げ やめた",
}
_STATE_OF = {label_key(word): state for state, words in _WORDS.items() for word in words.split()}
_END_OF_WORD = re.compile(r"[（(:：、。,，\n]")


def read_action_state(text: str) -> tuple[str | None, str]:
    """State and what stands behind it: `取りやめ（予算がないため）` is ("dropped", "予算がないため").

    The state is "" where nothing is written, None where the word is none of those known.
    """
    if not text.strip():
        return "", ""
    word, *more = _END_OF_WORD.split(text.strip(), maxsplit=1)
    state = _STATE_OF.get(label_key(word))
    if state is None or not more:
        return state, ""
    said = more[0].strip()
    said = said[1:] if said.startswith(("（", "(")) else said  # on a line of its own
    return state, (said[:-1] if said.endswith(("）", ")")) else said).strip()

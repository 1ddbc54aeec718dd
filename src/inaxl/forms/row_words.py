"""What the words in a row say about it: a total, an example, a note, a group, a row of targets or of actuals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from inaxl.forms import synonyms
from inaxl.forms.canvas import Canvas
from inaxl.forms.header import Header
from inaxl.values.labels import label_key
from inaxl.values.statuses import DEFAULT_STATUS_WORDS

_GROUPS = tuple((re.compile(pattern), name) for pattern, name in synonyms.GROUP_MARKS)
_FILLER = re.compile(r"[(（]?[A-Za-zＡ-Ｚ0-9０-９①-⑳ア-オ]{1,2}[)）]?(?:[-+*/÷×=＝].*)?")
_EXAMPLE = re.compile(
    r"(?:[(（【\[<＜](?:記入|記載|入力)?例[)）】\]>＞]|(?:記入|記載|入力)?例(?:$|[:：\s0-9０-９①-⑨]))"
)
_DIGIT = re.compile(r"[0-9０-９]")
_STATUSES = frozenset(map(label_key, DEFAULT_STATUS_WORDS))


def kind_of(text: str) -> str | None:
    """Whether a row's word says that the row holds targets, actuals or something else; None for any other word."""
    key = label_key(text)
    return synonyms.KIND_WORDS.get(key) or synonyms.KIND_WORDS.get(re.sub(r"\([^()]*\)", "", key))


def kind_column(canvas: Canvas, header: Header, last: int, *, alone: bool = False) -> int | None:
    """The column in which the rows say 目標 or 実績, None where they do not.

    alone: a single row 実績 will do (a table under the name of its one indicator).
    """
    for column in range(header.left, header.right + 1):
        keys = [
            kind_of(canvas.text(r, column))
            for r in canvas.rows_between(header.bottom + 1, last)
            if canvas.own_text(r, column)
        ]
        while keys and keys[-1] is None:
            keys.pop()  # what stands below the table
        kinds = Counter(key for key in keys if key is not None)
        if kinds["actual"] and (len(kinds) > 1 or alone) and sum(kinds.values()) * 5 >= len(keys) * 4:
            return column
    return None


def is_figure_or_status(text: str) -> bool:
    """Whether a text could stand in a figure's place: digits in it, or a word such as 集計中."""
    return bool(_DIGIT.search(text)) or label_key(text) in _STATUSES


def is_note(text: str) -> bool:
    """A footnote or remark under a table."""
    return text.startswith(synonyms.NOTE_STARTS)


def is_example(text: str) -> bool:
    """例, （例）移住者数, 記入例: shows how to fill in the form."""
    return bool(_EXAMPLE.match(text))


def are_letters(texts: Sequence[str]) -> bool:
    """A row of column numbers or formula letters under the header."""
    return len(texts) > 2 and all(_FILLER.fullmatch(text) for text in texts)


def is_total(text: str) -> bool:
    """小計, 合計, 子育て支援 計; not 合計特殊出生率."""
    key = re.sub(r"\([^()]*\)$", "", label_key(text)).strip("()・-")
    if key in synonyms.TOTALS or key.startswith(("小計", "合計(", "総計")):
        return True
    return key.endswith(synonyms.TOTAL_ENDINGS) and not key.endswith(synonyms.NOT_TOTAL_ENDINGS)


def group_of(text: str) -> str | None:
    """The field that a group title names (基本目標①…), None for any other text."""
    return next((name for pattern, name in _GROUPS if pattern.match(text)), None)

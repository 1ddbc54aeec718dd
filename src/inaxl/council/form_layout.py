"""Where things stand in the opinion form (意見記入票), and the hidden stamp that tells a form of another year or an altered one.

Writer and reader go by this module alone. Change `VERSION` with every change of a place.
"""

from __future__ import annotations

from typing import NamedTuple

VERSION = "1"
OPINIONS, ITEMS, STAMP = "意見", "項目一覧", "inaxl"
"""Names of the sheets; the stamp's is very hidden: Excel shows it in no list."""
ROWS = 20
HEAD_ROW, FIRST_ROW = 6, 7
NAME_CELL = "C4"
HEADS = {"A": "No.", "B": "項目", "C": "評価と部署の自己評価", "D": "意見", "E": "見方（任意）"}
ITEM_HEAD_ROW = 4
ITEM_HEADS = ("項目", "種別", "ID", "評価と部署の自己評価")
VIEWS = ("妥当", "おおむね妥当", "見直しが必要")
"""How a member may see the self-evaluation; each form carries its own list."""
STAMP_KEYS = ("様式", "版", "計画", "年度", "記入票", "項目の照合値")
FORM_KIND = "意見記入票"
MEMBERS_BOOK = "審議会資料"
"""How the names of the package's files begin."""
_STAMP_ROWS = {key: row for row, key in enumerate(STAMP_KEYS, 1)}


class Stamp(NamedTuple):
    """What a form says of itself. `number` is '' for a form that was handed out without one, `items` the list's sha256."""

    plan: str
    fy: int
    number: str
    items: str
    version: str = VERSION

    def cells(self) -> tuple[tuple[str, str], ...]:
        """Keys and values in the order of the stamp's rows."""
        values = (FORM_KIND, self.version, self.plan, str(self.fy), self.number, self.items)
        return tuple(zip(STAMP_KEYS, values, strict=True))


def stamp_cell(key: str) -> str:
    """Address of a value of the stamp."""
    return f"B{_STAMP_ROWS[key]}"

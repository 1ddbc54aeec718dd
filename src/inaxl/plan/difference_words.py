"""One change of a plan as a record and as a sentence: the words that every kind of change is told in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from inaxl.plan.model import Plan
from inaxl.values.labels import label_key
from inaxl.values.periods import fy_label

KINDS = {
    "changed": "変更",
    "added": "追加",
    "ended": "終了",
    "replaced": "置き換え",
    "renamed": "名称の変更",
    "merged": "統合",
    "moved": "移動",
    "counted": "件数",
}
TABLES = {
    "plan": "計画",
    "goals": "基本目標",
    "fields": "分野",
    "measures": "施策",
    "projects": "事業",
    "kpis": "KPI",
    "departments": "部署",
    "rules": "評価基準",
    "others": "その他",
}


class Difference(NamedTuple):
    """One change. `kind` a key of `KINDS`, `table` of `TABLES`; `before`, `after` as shown, None where there is none.

    `field` is the English name of what changed, '' for an item as a whole; `text` the sentence.
    """

    kind: str
    table: str
    id: str
    name: str
    field: str
    before: str | None
    after: str | None
    text: str


def changed(table: str, item: str, name: str, field: str, label: str, old: str, new: str) -> Difference:
    """`KPI「移住者数」の指標値を「10人」から「12人」に変えた。`"""
    text = f"{TABLES[table]}「{name}」の{label}を{quoted(old)}から{quoted(new)}に変えた。"
    return Difference("changed", table, item, name, field, old or None, new or None, text)


def moved(
    table: str, item: str, name: str, field: str, label: str, old: str, new: str
) -> Iterator[Difference]:
    """`事業「保育」の施策を「子育て」から「教育」に移した。`; nothing where both places are called the same."""
    if label_key(old) != label_key(new):
        text = f"{TABLES[table]}「{name}」の{label}を{quoted(old)}から{quoted(new)}に移した。"
        yield Difference("moved", table, item, name, field, old or None, new or None, text)


def ended(table: str, item: str, name: str) -> Difference:
    """An item that the later version does not have."""
    return Difference("ended", table, item, name, "", name, None, f"{TABLES[table]}「{name}」を終えた。")


def added(table: str, item: str, name: str) -> Difference:
    """An item that only the later version has."""
    return Difference("added", table, item, name, "", None, name, f"{TABLES[table]}「{name}」を加えた。")


def renamed(table: str, item: str, old: str, new: str) -> Difference:
    """An item that is called otherwise."""
    text = f"{TABLES[table]}の名称を「{old}」から「{new}」に変えた。"
    return Difference("renamed", table, item, new, "name", old, new, text)


def members(
    table: str, before: Sequence[Any], after: Sequence[Any], name: Callable[[Any], str]
) -> Iterator[Difference]:
    """Items that came, went, or are called otherwise."""
    old, new = ({item.id: item for item in items} for items in (before, after))
    for item in before:
        if item.id not in new:
            yield ended(table, item.id, name(item))
    for item in after:
        if item.id not in old:
            yield added(table, item.id, name(item))
        elif label_key(name(old[item.id])) != label_key(name(item)):
            yield renamed(table, item.id, name(old[item.id]), name(item))


def quoted(text: str) -> str:
    """The text in 「」, 空欄 for none."""
    return f"「{text}」" if text else "空欄"


def year(fy: int | None) -> str:
    """A fiscal year, '' for none."""
    return fy_label(fy) if fy is not None else ""


def department_names(plan: Plan, keys: Iterable[str]) -> str:
    """Names of departments, as a plan calls them."""
    known = plan.department_by_id
    return "、".join(known[key].name if key in known else key for key in keys)

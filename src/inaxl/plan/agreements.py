"""What the secretariat has agreed on about the departments' books: accepted renamings (読替) and checks (検証規則).

Both are rows of the plan book; here stand their columns, words and records. What a renaming does is in
`merging/matching.py`, what a rule finds in `entries/checks/plan_rules.py`.
To add a comparison: a word in `COMPARISONS`, and its meaning in `plan_rules.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from inaxl.plan.columns import Column, Table
from inaxl.values.labels import label_key

RENAMED_KINDS = {"kpi": "KPI", "department": "部署", "project": "事業"}
RULE_SEVERITIES = {"error": "誤り", "warning": "警告"}
ENTRY_FIELDS = {
    "actual": "実績値",
    "status_text": "状態",
    "note": "備考",
    "unit": "単位",
    "baseline": "現状値",
    "target": "指標値",
}
CARD_FIELDS = {
    "done": "取組内容",
    "result": "成果",
    "issue": "課題と要因",
    "decision": "今後の方針",
    "next_action": "今後の取組",
}
RULE_FIELDS = ENTRY_FIELDS | CARD_FIELDS
NUMBER_FIELDS = ("actual", "baseline", "target")
COMPARISONS = {
    "at_least": "以上",
    "at_most": "以下",
    "above": "より大きい",
    "below": "より小さい",
    "equal": "等しい",
    "unequal": "等しくない",
    "between": "範囲",
    "whole": "整数",
    "required": "必須",
    "one_of": "いずれか",
    "contains": "を含む",
    "not_below_last": "前年度以上",
    "not_above_last": "前年度以下",
    "ratio_to_last": "前年度比の範囲",
    "ratio_to_target": "指標値比の範囲",
}
ORDERINGS = ("at_least", "at_most", "above", "below", "equal", "unequal")
WITHOUT_VALUE = ("required", "whole", "not_below_last", "not_above_last")
RANGES = ("between", "ratio_to_last", "ratio_to_target")
OF_TEXTS = ("required", "one_of", "contains")
OPERANDS = {"target": "指標値", "baseline": "現状値", "last": "前年度"}
"""Words that may stand for the other side of a comparison, instead of a figure or the ID of a KPI."""

_CHOOSE = "セルの一覧から選んでください。"
_FIRST = Column("first_fy", "有効開始年度", 9, "year")
_LAST = Column("last_fy", "有効終了年度", 9, "year")

CROSSWALK = Table(
    "crosswalk",
    "読替",
    (
        Column("kind", "種類", 9, "choice", must=True, filled=True, hint=_CHOOSE, words=RENAMED_KINDS),
        Column(
            "old_name", "旧名称", 40, must=True, filled=True, wrap=True,
            hint="ブックに書かれている古い名称を入れてください。",
        ),
        Column(
            "new_id", "新ID", 24, must=True, filled=True,
            hint="読み替える先の KPI ID、部署ID、事業ID を入れてください。",
        ),
        _FIRST,
        _LAST,
        Column("reason", "理由", 60, wrap=True),
    ),
    frozen=2,
    spare=6,
    optional=True,
)  # fmt: skip
CHECK_RULES = Table(
    "check_rules",
    "検証規則",
    (
        Column(
            "id", "規則ID", 8, must=True, filled=True, unique=True,
            hint="ほかと重ならない ID を入れてください。",
        ),
        Column(
            "subject", "対象", 24, must=True, filled=True, wrap=True,
            hint="KPI ID か指標名を入れてください。「*」は何文字でも表します。",
        ),
        Column("field", "項目", 12, "choice", must=True, filled=True, hint=_CHOOSE, words=RULE_FIELDS),
        Column("comparison", "比べ方", 16, "choice", must=True, filled=True, hint=_CHOOSE, words=COMPARISONS),
        Column("value", "値", 18, must=True, wrap=True),
        Column("severity", "重さ", 8, "choice", must=True, filled=True, hint=_CHOOSE, words=RULE_SEVERITIES),
        Column(
            "message", "指摘の文", 50, must=True, filled=True, wrap=True,
            hint="部署に示す文を入れてください。",
        ),
        _FIRST,
        _LAST,
        Column("note", "備考", 24, wrap=True),
    ),
    frozen=2,
    paper="A3",
    spare=6,
    optional=True,
)  # fmt: skip


def _is_in(fy: int, first: int | None, last: int | None) -> bool:
    return (first is None or first <= fy) and (last is None or fy <= last)


@dataclass(frozen=True, slots=True)
class Renaming:
    """An accepted renaming: in books of these fiscal years, `old_name` means the row with `new_id`.

    `kind` is `kpi`, `department` or `project`; `cell` is that of the new ID in the plan book.
    """

    kind: str
    old_name: str
    new_id: str
    first_fy: int | None
    last_fy: int | None
    reason: str
    cell: str

    def is_valid_in(self, fy: int) -> bool:
        """Whether it holds for the books of a fiscal year."""
        return _is_in(fy, self.first_fy, self.last_fy)


@dataclass(frozen=True, slots=True)
class CheckRule:
    """A check as data: `field` of the KPIs that `subject` names has to stand in `comparison` to `value`.

    `field`, `comparison` and `severity` are keys of the words above; `message` is what the department reads.
    """

    id: str
    subject: str
    field: str
    comparison: str
    value: str
    severity: str
    message: str
    first_fy: int | None
    last_fy: int | None

    def is_valid_in(self, fy: int) -> bool:
        """Whether the rule holds in a fiscal year."""
        return _is_in(fy, self.first_fy, self.last_fy)

    def names(self, identifier: str, name: str) -> bool:
        """Whether the rule is about the KPI or project with this ID and name; `*` stands for any text."""
        return any(
            fnmatchcase(label_key(text), _pattern(part))
            for part in self.subject.replace("\n", "、").split("、")
            if part.strip()
            for text in (identifier, name)
        )


def _pattern(part: str) -> str:
    """Only `*` is a wildcard: names hold brackets and question marks."""
    return label_key(part).replace("[", "[[]").replace("?", "[?]")

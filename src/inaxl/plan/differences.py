"""What changed between two versions of a plan, in words. Pure: two plans in, sentences out.

Items are held against each other by their IDs. What a reader decides by (targets, definitions, places in the tree,
departments, rules) is said one by one; evidence, tags, money and remarks are only counted.
To add a kind of change: in the module of its part; its words are in `difference_words.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from inaxl.plan.difference_words import KINDS, TABLES, Difference, quoted
from inaxl.plan.differences_indicators import goal_changes, kpi_changes
from inaxl.plan.differences_others import count_changes, department_changes, rule_changes, successors
from inaxl.plan.differences_tree import tree_changes
from inaxl.plan.model import Plan
from inaxl.values.periods import fy_label

__all__ = ["KINDS", "TABLES", "Difference", "differences"]


def differences(before: Plan, after: Plan) -> tuple[Difference, ...]:
    """All changes from one version to the other: plan, goals, tree, KPIs, departments, rules, then the counts."""
    took_over = successors(before, after)
    return (
        *_facts(before, after),
        *goal_changes(before, after),
        *tree_changes(before, after, took_over),
        *kpi_changes(before, after, took_over),
        *department_changes(before, after),
        *rule_changes(before, after),
        *count_changes(before, after),
    )


def _facts(before: Plan, after: Plan) -> Iterator[Difference]:
    items: tuple[tuple[str, str, Callable[[Plan], str]], ...] = (
        ("title", "計画の名称", lambda plan: plan.title),
        ("status", "計画の状態", lambda plan: plan.status),
        ("term", "計画期間", lambda plan: f"{fy_label(plan.first_fy)}～{fy_label(plan.last_fy)}"),
    )
    for field, label, shown in items:
        old, new = shown(before), shown(after)
        if old != new:
            text = f"{label}を{quoted(old)}から{quoted(new)}に変えた。"
            yield Difference("changed", "plan", "", after.title, field, old or None, new or None, text)

"""What changed between two versions of a plan beside its tree: departments, rules and words, and what is only counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from inaxl.plan.difference_words import Difference, added, ended, quoted, renamed
from inaxl.plan.model import STATUS_LABELS, Department, Plan
from inaxl.values.display import percent
from inaxl.values.labels import label_key

_JUDGED = {"interim": "年度の目標値", "final": "最終の指標値", "pro_rated": "年度割りにした値"}
_DECREASE = {"ratio": "指標値÷実績値", "difference": "2－実績値÷指標値", "baseline": "基準値からの進み"}
_OPTIONS = {"jump_factor": "急変の倍率", "interpolation": "将来展望の補間", "second_scale": "並べて示す尺度"}


def successors(before: Plan, after: Plan) -> dict[str, str]:
    """ID of the department that took over, by the ID of one that was merged or renamed, as former names tell."""
    gone = [d for d in before.departments if _is_gone(d, after)]
    return {part.id: new.id for new in after.departments for part in _parts(new, gone)}


def _parts(department: Department, gone: Iterable[Department]) -> list[Department]:
    former = {label_key(name) for name in department.former_names}
    return [part for part in gone if label_key(part.name) in former and part.id != department.id]


def department_changes(before: Plan, after: Plan) -> Iterator[Difference]:
    """Departments that were renamed, merged, added, ended."""
    gone = [d for d in before.departments if _is_gone(d, after)]
    taken: set[str] = set()
    for new in after.departments:
        parts = _parts(new, gone)
        taken |= {part.id for part in parts}
        yield from _department(before.department_by_id.get(new.id), new, parts)
    for department in gone:
        if department.id not in taken:
            yield ended("departments", department.id, department.name)


def _department(old: Department | None, new: Department, parts: list[Department]) -> Iterator[Difference]:
    names = [part.name for part in ([old] if old else []) + parts]
    if len(names) > 1:
        text = f"部署「{'」「'.join(names)}」を「{new.name}」に統合した。"
        yield Difference("merged", "departments", new.id, new.name, "", "、".join(names), new.name, text)
    elif not names:
        yield added("departments", new.id, new.name)
    elif label_key(names[0]) != label_key(new.name):
        yield renamed("departments", new.id, names[0], new.name)


def _is_gone(department: Department, after: Plan) -> bool:
    """It is not in the later book, or was closed there."""
    now = after.department_by_id.get(department.id)
    return now is None or (department.last_fy is None and now.last_fy is not None)


def rule_changes(before: Plan, after: Plan) -> Iterator[Difference]:
    """Scale, options, decisions and status words."""
    for level in after.rules.levels:
        old = next((item for item in before.rules.levels if item.rating == level.rating), level)
        bounds = [percent(item.at_least, 0) if item.at_least is not None else "" for item in (old, level)]
        if old.at_least != level.at_least:
            yield _rule(level.rating, level.label, "at_least", f"評価「{level.label}」の下限", *bounds)
        if old.label != level.label:
            yield _rule(level.rating, level.label, "label", "評価の言葉", old.label, level.label)
    for field, label, words in (
        ("judged_against", "判定の相手", _JUDGED),
        ("decrease_by", "減らす指標の達成率", _DECREASE),
    ):
        keys = (getattr(before.rules, field), getattr(after.rules, field))
        if keys[0] != keys[1]:
            yield _rule(field, label, field, label, words[keys[0]], words[keys[1]])
    for key, label in _OPTIONS.items():
        values = before.options.get(key, ""), after.options.get(key, "")
        if values[0] != values[1]:
            yield _rule(key, label, key, label, *values)
    if before.decisions != after.decisions:
        choices = ("、".join(plan.decisions) for plan in (before, after))
        yield _rule("decisions", "今後の方針", "decisions", "今後の方針の選択肢", *choices)
    for word in sorted({*before.status_words, *after.status_words}):
        states = before.status_words.get(word, ""), after.status_words.get(word, "")
        if states[0] != states[1]:
            meanings = (STATUS_LABELS.get(state, state) for state in states)
            yield _rule(word, word, "status_word", f"状態語「{word}」の意味", *meanings)


def _rule(item: str, name: str, field: str, label: str, old: str, new: str) -> Difference:
    text = f"{label}を{quoted(old)}から{quoted(new)}に変えた。"
    return Difference("changed", "rules", item, name, field, old or None, new or None, text)


# --- counted only -------------------------------------------------------------------------------------------------


def count_changes(before: Plan, after: Plan) -> Iterator[Difference]:
    """How many rows came and went of what is not told one by one. A rewritten row counts as both."""
    counted: tuple[tuple[str, str, Callable[[Plan], Iterable[Any]]], ...] = (
        ("vision", "人口ビジョンの値", lambda plan: plan.vision),
        ("scales", "並べて示す尺度", lambda plan: plan.scales),
        ("crosswalk", "読替", lambda plan: (item.kind + item.old_name + item.new_id for item in plan.renamings)),
        ("check_rules", "検証規則", lambda plan: plan.check_rules),
        ("goal_actuals", "基本目標の実績", lambda plan: ((a.goal_id, a.fy, a.value, a.status) for a in plan.goal_actuals)),
        ("evidence", "根拠", lambda plan: (item._replace(cell="") for item in plan.life.evidence)),
        ("principle_checks", "5原則の自己点検", lambda plan: (item._replace(cell="") for item in plan.life.principle_checks)),
        ("tags", "タグ", lambda plan: plan.life.tags),
        ("taggings", "タグ付け", lambda plan: (item._replace(cell="") for item in plan.life.taggings)),
        ("partners", "連携", lambda plan: (item._replace(cell="") for item in plan.life.partners)),
        ("budgets", "予算", lambda plan: (item._replace(cell="") for item in plan.life.budgets)),
        ("withheld", "非公開", lambda plan: (item._replace(cell="") for item in plan.life.withheld)),
    )  # fmt: skip
    for table, label, rows in counted:
        old, new = set(rows(before)), set(rows(after))
        if old != new:
            yield _counted(table, label, len(new - old), len(old - new))
    yield from _remark_change(before, after)


def _counted(table: str, label: str, new: int, gone: int) -> Difference:
    told = f"{new}件が加わった" if not gone else f"{gone}件がなくなった"
    told = f"{new}件が加わり、{gone}件がなくなった（書き換えを含む）" if new and gone else told
    before, after = (str(count) if count else None for count in (gone, new))
    return Difference("counted", "others", table, label, "", before, after, f"{label}は{told}。")


def _remark_change(before: Plan, after: Plan) -> Iterator[Difference]:
    old, new = (dict(_remarks(plan)) for plan in (before, after))
    count = sum(old[key] != new[key] for key in old.keys() & new.keys())
    if count:
        text = f"目的・備考・出典の文は{count}件が書き換えられた。"
        yield Difference("counted", "others", "remarks", "目的・備考・出典の文", "", None, str(count), text)


def _remarks(plan: Plan) -> Iterator[tuple[tuple[str, str], str]]:
    for goal in plan.goals:
        yield ("goals", goal.id), goal.target.note + goal.target.source
    for kpi in plan.kpis:
        yield ("kpis", kpi.id), kpi.indicator.note + kpi.indicator.source
    for field in plan.fields:
        yield ("fields", field.id), field.note
    for measure in plan.measures:
        yield ("measures", measure.id), measure.note + measure.parent_item
    for project in plan.projects:
        yield ("projects", project.id), project.purpose + project.note + project.parent_item

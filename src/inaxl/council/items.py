"""What a member can give an opinion on, each with the city's own evaluation beside it: 全体, 人口, goals … KPIs.

The departments' self-evaluation as they wrote it, cut to what fits beside an opinion; the members' book has all of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from inaxl.books.sheet_styles import INDENT, lines_needed
from inaxl.evaluate.aggregate import Counts, Level, effective_rating
from inaxl.evaluate.follow_up import KINDS
from inaxl.evaluate.goals import GoalResult
from inaxl.plan.model import RATINGS, STATUS_LABELS, Project
from inaxl.report.charts import rating_name
from inaxl.report.context_words import (
    aim_text,
    figure,
    measure_label,
    one_line,
    section_of,
    share_text,
    shown_decimals,
)
from inaxl.report.results import Results
from inaxl.report.sentences import population_lede
from inaxl.values.display import with_unit

WIDTH, SIZE, LINES = 346, 9, 7
"""Pixels, points and lines that the form's cell of a self-evaluation has."""
MAX_TITLE = 200  # a formula looks up at most 255 characters
_WILD = str.maketrans("*?~", "＊？～")  # a formula that looks up takes these for any text
NOT_WRITTEN = "部署の記入なし"


class Item(NamedTuple):
    """One entry of the form's list. `kind` a key of `KINDS`; `label` is unique, because it ends with the ID."""

    kind: str
    id: str
    label: str
    evaluation: str


def form_items(results: Results) -> tuple[Item, ...]:
    """Everything that the members can choose, in the order of the plan book."""
    plan, counts = results.plan, results.counts[results.fy]
    by_measure = {level.id: level for level in counts.by_measure}
    by_goal = {level.id: level for level in counts.by_goal}
    goals = {goal.goal.id: goal for goal in results.goals}
    items = [
        Item("all", "", KINDS["all"], _counts(results, counts.total)),
        Item("population", "", KINDS["population"], population_lede(results)),
        *(
            _item("goal", g.id, f"基本目標{g.number}　{g.title}", _goal(results, by_goal.get(g.id), goals.get(g.id)))
            for g in plan.goals
        ),
        *(_item("measure", m.id, measure_label(plan, m), _level(results, by_measure.get(m.id))) for m in plan.measures),
        *(_item("project", p.id, f"事業{p.number}　{p.title}", project_evaluation(results, p)) for p in plan.projects),
        *(_item("kpi", row["kpi_id"], f"KPI　{row['name']}", kpi_evaluation(results, row)) for row in results.current),
    ]  # fmt: skip
    return tuple(items)


def _item(kind: str, id_: str, title: str, evaluation: str) -> Item:
    return Item(kind, id_, f"{one_line(title)[:MAX_TITLE].translate(_WILD)}（{id_}）", fitting(evaluation))


def item_hash(items: Iterable[Sequence[str]]) -> str:
    """sha256 of a list as (kind, ID, label, evaluation), blind to blanks, which programs may change when they save."""
    digest = hashlib.sha256()
    for item in items:
        for text in item:
            digest.update("".join(text.split()).encode() + b"\0")
        digest.update(b"\n")
    return digest.hexdigest()


def fitting(text: str) -> str:
    """The text as the form's cell can show it, ended with … where it is longer."""
    shown = text
    while lines_needed(shown, WIDTH - INDENT, SIZE) > LINES:
        text = text[: len(text) * 19 // 20]
        shown = text.rstrip() + "…"
    return shown


def kpi_evaluation(results: Results, row: Mapping[str, Any]) -> str:
    """`◎ 順調　実績値 214人　指標値 210人　達成率 101.9%`, and the department's note."""
    decimals = shown_decimals(results, row)
    hand = "（手動）" if row["rating_override"] else ""
    parts = [
        rating_name(results.plan.rules, effective_rating(row)) + hand,
        f"実績値 {with_unit(row['evaluated'], row['unit'], decimals)}",
        f"指標値 {aim_text(row, decimals, row['unit'])}",
    ]
    if row["achievement"] is not None:
        parts.append(f"達成率 {share_text(row['achievement'])}")
    note = one_line(row["note"] or "") or absence(row)
    return "　".join(parts) + (f"\n{note}" if note else "")


def absence(row: Mapping[str, Any]) -> str:
    """Why there is no figure, without a word about whose mistake it is; '' where there is one."""
    if row["status"] in ("missing", "invalid"):
        return "確認中"
    return "" if row["status"] == "reported" else STATUS_LABELS[row["status"]]


def project_evaluation(results: Results, project: Project) -> str:
    """今後の方針, 成果 and 課題 of a project's cards, with the department where several wrote one."""
    reviews = [review for review in results.reviews if review.project_id == project.id]
    told = []
    for review in reviews:
        card = review.card
        named = f"【{section_of(results.plan, review.department)}】" if len(reviews) > 1 else ""
        parts = (("今後の方針　", card.decision), ("成果　", card.result), ("課題　", card.issue))
        lines = [label + one_line(text) for label, text in parts if text.strip()]
        told.append(named + "\n".join(lines) if lines else "")
    return "\n".join(text for text in told if text) or NOT_WRITTEN


def _goal(results: Results, level: Level | None, goal: GoalResult | None) -> str:
    if goal is None:
        return _level(results, level)
    return f"{goal_figures(results, goal)}\n{_level(results, level)}"


def goal_figures(results: Results, result: GoalResult) -> str:
    """`合計特殊出生率　○ おおむね順調　実績値 1.41　指標値 1.74　達成率 81.0%`."""
    target, judged = result.goal.target, result.judgement
    parts = [
        target.name,
        rating_name(results.plan.rules, judged.rating),
        f"実績値 {figure(judged.evaluated, target)}",
        f"指標値 {figure(judged.target, target)}",
    ]
    if judged.achievement is not None:
        parts.append(f"達成率 {share_text(judged.achievement)}")
    return "　".join(part for part in parts if part)


def _level(results: Results, level: Level | None) -> str:
    if level is None or not level.counts.kpis:
        return "KPI なし"
    return _counts(results, level.counts)


def _counts(results: Results, counts: Counts) -> str:
    """`84指標　◎ 順調 41　…`; ratings of which there is none are left out."""
    return "　".join([f"{counts.kpis}指標", *_shares(results, counts)])


def _shares(results: Results, counts: Counts) -> Iterator[str]:
    for rating in RATINGS:
        if number := getattr(counts, rating):
            yield f"{rating_name(results.plan.rules, rating)} {number}"

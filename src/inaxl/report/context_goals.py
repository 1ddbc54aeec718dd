"""One chapter per goal: its numeric target, its KPIs by measure, its projects with Do, Check, Action."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from inaxl.evaluate.aggregate import effective_rating
from inaxl.evaluate.goals import GoalResult
from inaxl.plan.model import RATINGS, STATUS_LABELS, Goal, Measure, Plan, Project, RatingRules
from inaxl.report.context_cards import project_card
from inaxl.report.context_focus import focus_mark
from inaxl.report.context_pace import goal_pace
from inaxl.report.context_targets import goal_target
from inaxl.report.context_words import (
    Context,
    Piece,
    Row,
    aim_text,
    circled,
    emphasised,
    joined,
    measure_label,
    move_mark,
    one_line,
    piece,
    previous_rating,
    previous_row,
    rating_mark,
    reason,
    share_text,
    shown_decimals,
    suffix,
    trend,
)
from inaxl.report.results import Results
from inaxl.report.sentences import NO_KPI, fulfilled_sentence, goal_lede
from inaxl.values.display import number, percent
from inaxl.values.periods import fy_column, fy_label, fy_short

UNSET = "基本目標未設定"
_NO_PROJECT = "この施策に属する事業は計画に記載がない。"


def goal_chapters(results: Results) -> list[Context]:
    """A chapter per goal, and one for what the plan assigns to no goal, if there is any."""
    plan = results.plan
    chapters = [_chapter(results, result.goal, result) for result in results.goals]
    loose_rows = [row for row in results.current if row["goal_id"] is None]
    loose_projects = [project for project in plan.projects if goal_of_project(plan, project) is None]
    if loose_rows or loose_projects:
        chapters.append(_chapter(results, None, None))
    return chapters


def goal_of_project(plan: Plan, project: Project) -> str | None:
    """The goal of a project: its own, its measure's, or its field's only one; never guessed."""
    if project.goal_id:
        return project.goal_id
    measure = plan.measure_by_id.get(project.measure_id or "")
    return goal_of_measure(plan, measure) if measure else None


def goal_of_measure(plan: Plan, measure: Measure) -> str | None:
    """The goal of a measure: its own, or its field's only one; never guessed."""
    if measure.goal_id:
        return measure.goal_id
    area = plan.field_by_id.get(measure.field_id or "")
    return area.goal_ids[0] if area and len(area.goal_ids) == 1 else None


def _chapter(results: Results, goal: Goal | None, result: GoalResult | None) -> Context:
    goal_id = goal.id if goal else None
    rows = [row for row in results.current if row["goal_id"] == goal_id]
    projects = [p for p in results.plan.projects if goal_of_project(results.plan, p) == goal_id]
    groups = _groups(results, goal_id, rows, projects)
    name = f"基本目標{circled(goal.number)}" if goal else UNSET
    return {
        "chapter": name,
        "title": goal.title if goal else "",
        "lede": _lede(results, goal_id),
        "rating": rating_mark(results.plan.rules, result.judgement.rating) if result else None,
        "target": goal_target(results, result) if result else None,
        "chart": _chart(results, goal_id, rows, groups, name),
        "kpi_scope": _kpi_scope(results, rows),
        "measures": groups,
        "has_kpis": bool(rows),
        "notes": kpi_notes(results, rows),
        "pace": goal_pace(results, rows),
        "projects_scope": f"{len(projects)}事業" if projects else "",
        "has_projects": bool(projects),
        "no_projects": "" if projects else "この基本目標に属する事業は計画に記載がない。",
    }


def _lede(results: Results, goal_id: str | None) -> list[Piece]:
    """How many of the goal's KPIs are on track, compared with last year."""
    level = next((lv for lv in results.counts[results.fy].by_goal if lv.id == goal_id), None)
    if goal_id is None and (level is None or not level.counts.kpis):
        return [piece("どの基本目標に当たるかが計画に書かれていない施策の事業である。属する指標はない。")]
    strong = fulfilled_sentence(level.counts, results).partition("のうち")[2] if level else ""
    return emphasised(goal_lede(results, goal_id), strong)


def _chart(
    results: Results, goal_id: str | None, rows: Sequence[Row], groups: Sequence[Context], name: str
) -> Context | None:
    """The bars of the goal's measures; its height [mm] follows their number."""
    bars = sum(bool(group["kpis"]) for group in groups)
    if not rows:
        return None
    return {
        "kind": "measures",
        "goal": goal_id or "",
        "alt": _chart_alt(results, rows, name),
        "height": 14 + 11 * bars,
    }


def _chart_alt(results: Results, rows: Sequence[Row], name: str) -> str:
    tally = [effective_rating(row) for row in rows]
    told = "、".join(f"{results.plan.rules.label(r)}{tally.count(r)}" for r in RATINGS)
    return f"{name}の施策ごとの評価区分の件数。合わせて{told}。"


def _kpi_scope(results: Results, rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    first, last = fy_label(results.plan.first_fy), fy_column(results.fy)
    span = first if results.fy == results.plan.first_fy else f"{first.removesuffix('年度')}～{last}"
    return f"{len(rows)}指標。小図は{span}、破線は指標値"


# --- the table of KPIs --------------------------------------------------------------------------------------------


def _groups(
    results: Results, goal_id: str | None, rows: Sequence[Row], projects: Sequence[Project]
) -> list[Context]:
    """KPIs and projects by measure, in the order of the plan; measures without any of them are named too."""
    plan = results.plan
    keys: list[str | None] = [m.id for m in plan.measures if goal_of_measure(plan, m) == goal_id]
    used: list[str | None] = [
        *(row["measure_id"] for row in rows),
        *(project.measure_id for project in projects),
    ]
    keys += [m.id for m in plan.measures if m.id in used and m.id not in keys]
    known = {measure.id for measure in plan.measures}
    if any(key not in known for key in used):
        keys.append(None)
    return [_group(results, key, known, rows, projects) for key in keys]


def _group(
    results: Results, key: str | None, known: set[str], rows: Sequence[Row], projects: Sequence[Project]
) -> Context:
    own = [
        row for row in rows if row["measure_id"] == key or (key is None and row["measure_id"] not in known)
    ]
    mine = [p for p in projects if p.measure_id == key or (key is None and p.measure_id not in known)]
    measure = results.plan.measure_by_id.get(key or "")
    return {
        "title": measure_label(results.plan, measure),
        "focus": focus_mark(results.plan, measure),
        "kpis": [kpi_row(results, row) for row in own],
        "no_kpi": "" if own else NO_KPI,
        "projects": [project_card(results, project) for project in mine],
        "no_project": "" if mine or key is None else _NO_PROJECT,
    }


def kpi_row(results: Results, row: Row) -> Context:
    """One row of a KPI table, every figure on the same decimal position."""
    decimals = shown_decimals(results, row)
    before, rules = previous_row(results, row), results.plan.rules
    rating = effective_rating(row)
    return {
        "number": str(row["number"] if row["number"] is not None else ""),
        "name": row["name"] + suffix(row),
        "unit": row["unit"],
        "baseline": number(row["baseline"], decimals),
        "previous": number(before["evaluated"] if before else None, decimals),
        "current": number(row["evaluated"], decimals),
        "trend": trend(results, row),
        "target": aim_text(row, decimals),
        "achievement": share_text(row["achievement"]),
        "rating": [
            rating_mark(rules, rating),
            piece("（手動）" if row["rating_override"] else "", "inaxlUnit"),
        ],
        "move": move_mark(
            rules, previous_rating(results, row), rating, is_redefined=results.is_redefined(row["kpi_id"])
        ),
    }


def kpi_notes(results: Results, rows: Sequence[Row]) -> str:
    """The sentences under a KPI table: marks in the names, missing values, overrides, remarks of the departments."""
    return joined([*_mark_notes(results, rows), *(_row_note(results, row) for row in rows)])


def _mark_notes(results: Results, rows: Iterable[Row]) -> list[str]:
    marks = "".join(suffix(row) for row in rows)
    first = fy_label(results.plan.first_fy)
    formula = _DECREASE_FORMULA[results.plan.rules.decrease_by]
    return [
        f"（減）は少ないほどよい指標で、達成率＝{formula}。" if "（減）" in marks else "",
        "（維持）は指標値以上を保つ指標。" if "（維持）" in marks else "",
        f"（累計）は{first}からの累計で評価した。" if "（累計）" in marks else "",
    ]


_DECREASE_FORMULA = {
    "ratio": "指標値÷実績値",
    "difference": "2－実績値÷指標値",
    "baseline": "（基準値－実績値）÷（基準値－指標値）",
}


def _row_note(results: Results, row: Row) -> str:
    name, rules = row["name"], results.plan.rules
    parts = []
    if row["rating_override"]:
        why = one_line(row["override_reason"]) or "理由の記入なし"
        parts.append(f"{name}は、評価を手動で「{rules.label(row['rating_override'])}」とした（{why}）。")
    if row["omitted"]:
        years = "・".join(fy_short(fy) for fy in row["omitted"])
        parts.append(f"{name}は、値のない{years}を除いて合計した。")
    parts.append(_near_bound(name, row["achievement"], row["rating"], rules))
    if effective_rating(row) == "no_actual":
        status = STATUS_LABELS.get(row["status"], "")
        why = reason(results, row)["text"]
        lead = (
            f"{status}（{why}）"
            if row["note"] and row["status"] not in ("missing", "invalid", "reported")
            else why
        )
        parts.append(f"{name}は{lead}。")
    elif row["note"]:
        parts.append(f"{name}：{one_line(row['note']).rstrip('。')}。")
    return joined(parts)


def _near_bound(name: str, ratio: Decimal | None, rating: str, rules: RatingRules) -> str:
    """Where rounding hides on which side of a bound an achievement lies."""
    if ratio is None:
        return ""
    for level in rules.levels:
        bound = level.at_least
        if bound is not None and ratio < bound and percent(ratio) == percent(bound):
            return f"{name}の達成率は{percent(ratio, 2)}のため{percent(bound, 0)}未満として扱った。"
    return ""

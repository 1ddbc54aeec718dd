"""A plan in words: what is in focus, the tree with its gaps, the evidence, the versions, what it leaves open.

Only lines of text; the same as data is in `summary_document`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from inaxl.plan import life
from inaxl.plan.gaps import gaps_of, lacks_interim
from inaxl.plan.model import Field, Goal, Indicator, Kpi, Measure, Plan, Project
from inaxl.plan.versions import FrozenCopy
from inaxl.values import display
from inaxl.values.periods import day_label, fy_code, fy_label

FOCUS_MARK = "【重点】"
_Item = TypeVar("_Item", Field, Measure, Project)
_NAMED = 5  # items of a gap that are named; the tree shows all of them


def summary_lines(plan: Plan, earlier: Sequence[FrozenCopy] = ()) -> list[str]:
    """Title, focus areas, tree, current state and issues, versions, gaps, counts; a part with nothing to say is left out.

    earlier: the frozen copies of earlier versions in the working folder, the oldest first.
    """
    parts = (
        _focus(plan),
        summary_tree(plan),
        _evidence(plan),
        _versions(plan, earlier),
        _gaps(plan),
        _counts(plan),
    )
    lines = [_title(plan)]
    for part in map(list, parts):
        if part:
            lines += ["", *part]
    return lines


def summary_tree(plan: Plan) -> list[str]:
    """The tree: goals, then 分野 → 施策 → 事業 → KPI with what is in focus first, and last what hangs nowhere."""
    return [
        *(line for goal in plan.goals for line in _goal(plan, goal)),
        *(line for field in _focus_first(plan.fields) for line in _field(plan, field)),
        *_unplaced(plan),
    ]


def _title(plan: Plan) -> str:
    status = f"（{plan.status}）" if plan.status else ""
    sample = "　見本（数値は架空）" if plan.is_sample else ""
    return f"{plan.title}{status}　{fy_label(plan.first_fy)}～{fy_label(plan.last_fy)}{sample}"


def _counts(plan: Plan) -> Iterator[str]:
    yield (
        f"基本目標 {len(plan.goals)}　分野 {len(plan.fields)}　施策 {len(plan.measures)}　"
        f"事業 {len(plan.projects)}　KPI {len(plan.kpis)}　部署 {len(plan.departments)}"
    )


def _focus(plan: Plan) -> Iterator[str]:
    """R12: what the plan concentrates on, before everything else."""
    chosen = [
        *(f"分野{field.number}　{field.label}" for field in plan.fields if field.is_focus),
        *(f"施策{measure.number}　{measure.title}" for measure in plan.measures if measure.is_focus),
        *(f"事業{project.number}　{project.title}" for project in plan.projects if project.is_focus),
    ]
    if chosen:
        yield "重点（選択と集中）"
        yield from (f"  {item}" for item in chosen)


def _focus_first(items: Iterable[_Item]) -> list[_Item]:
    return sorted(items, key=lambda item: not item.is_focus)


def _mark(item: Field | Measure | Project) -> str:
    return FOCUS_MARK if item.is_focus else ""


def _goal(plan: Plan, goal: Goal) -> Iterator[str]:
    yield f"基本目標{goal.number}　{goal.title}　〔{_target(goal.target)}〕"
    yield from _kept_about(plan, goal.id, "  ")


def _target(indicator: Indicator) -> str:
    baseline = display.with_unit(indicator.baseline, indicator.unit, indicator.decimals)
    target = display.with_unit(indicator.target, indicator.unit, indicator.decimals)
    year = f"（{fy_code(indicator.target_fy)}）" if indicator.target_fy else ""
    return f"{indicator.name}　{baseline} → {target}{year}"


def _field(plan: Plan, field: Field) -> Iterator[str]:
    known = (plan.goal_by_id[goal] for goal in field.goal_ids if goal in plan.goal_by_id)
    goals = "・".join(str(goal.number) for goal in known) or "未設定"
    title = f"　{field.title}" if field.title else "　（名称の記載なし）"
    yield f"{_mark(field)}分野{field.number}{title}　〔基本目標 {goals}〕"
    yield from _kept_about(plan, field.id, "  ")
    for measure in _focus_first(plan.measures):
        if measure.field_id == field.id:
            yield from _measure(plan, measure)


def _measure(plan: Plan, measure: Measure) -> Iterator[str]:
    projects = [project for project in plan.projects if project.measure_id == measure.id]
    gap = "" if projects else "　〔事業の記載なし〕"
    yield f"  {_mark(measure)}施策{measure.number}　{measure.title}{gap}"
    yield from _kept_about(plan, measure.id, "    ", measure.parent_item)
    for project in _focus_first(projects):
        yield from _project(plan, project)
    own = (kpi for kpi in plan.kpis if kpi.project_id is None and kpi.measure_id == measure.id)
    yield from _kpis(plan, "    ", own)


def _project(plan: Plan, project: Project) -> Iterator[str]:
    kpis = [kpi for kpi in plan.kpis if kpi.project_id == project.id]
    gaps = [] if kpis else ["KPIなし"]
    if project.is_joint and project.lead_id is None:
        gaps.append(f"{len(project.department_ids)}部署の共同、主担当 未定")
    if not project.department_ids:
        gaps.append("担当部署 未定")
    lead = plan.department_by_id.get(project.reporting_id or "")
    who = f"　{lead.name}" if lead else ""
    gap = f"　〔{'、'.join(gaps)}〕" if gaps else ""
    yield f"    {_mark(project)}事業{project.number}　{project.title}{who}{gap}"
    yield from _kept_about(plan, project.id, "      ", project.parent_item)
    yield from _kpis(plan, "      ", kpis)


def _kpis(plan: Plan, indent: str, kpis: Iterable[Kpi]) -> Iterator[str]:
    for kpi in kpis:
        gap = "　〔指標値なし〕" if kpi.indicator.target is None else ""
        gap = "　〔年度の目標なし〕" if lacks_interim(kpi) else gap
        yield f"{indent}{kpi.id}　{_target(kpi.indicator)}{gap}"
        yield from _kept_about(plan, kpi.id, indent + "  ")


def _kept_about(plan: Plan, subject_id: str, indent: str, parent_item: str = "") -> Iterator[str]:
    """Parent item, tags, partners, self-check and money of one item, each on a line, where the plan book has any."""
    kept = plan.life
    parts = [
        ("上位計画", parent_item),
        ("タグ", "、".join(tag.title for tag in kept.tags_of(subject_id))),
        ("連携", "、".join(map(_partner, kept.partners_of(subject_id)))),
        ("5原則", _principles(kept.principles_of(subject_id))),
        ("予算", "、".join(map(_money, kept.budgets_of(subject_id)))),
    ]
    yield from (f"{indent}{label}　{text}" for label, text in parts if text)


def _partner(partner: life.Partner) -> str:
    return f"{partner.name}{_hidden(partner.is_withheld)}"


def _hidden(is_withheld: bool) -> str:
    return "〔非公開〕" if is_withheld else ""


def _principles(checks: Iterable[life.PrincipleCheck]) -> str:
    """`満たす 4、一部満たす 1`: how often each answer was given."""
    states = [check.state for check in checks]
    return "、".join(
        f"{word} {states.count(state)}" for state, word in life.PRINCIPLE_STATES.items() if state in states
    )


def _money(budget: life.Budget) -> str:
    spent = f"（決算 {display.number(budget.settlement)}）" if budget.settlement is not None else ""
    planned = display.with_unit(budget.budget, budget.unit)
    return f"{fy_code(budget.fy)} {planned}{spent}{_hidden(budget.is_withheld)}"


def _unplaced(plan: Plan) -> Iterator[str]:
    """What refers to nothing that is in the plan; it is shown, never dropped."""
    measures = [measure for measure in plan.measures if measure.field_id not in plan.field_by_id]
    projects = [project for project in plan.projects if project.measure_id not in plan.measure_by_id]
    kpis = [
        kpi
        for kpi in plan.kpis
        if kpi.project_id not in plan.project_by_id
        and (kpi.project_id is not None or kpi.measure_id not in plan.measure_by_id)
    ]
    if measures:
        yield "分野に属さない施策"
        for measure in measures:
            yield from _measure(plan, measure)
    if projects:
        yield "施策に属さない事業"
        for project in projects:
            yield from _project(plan, project)
    if kpis:
        yield "事業にも施策にも属さないKPI"
        yield from _kpis(plan, "  ", kpis)


def _evidence(plan: Plan) -> Iterator[str]:
    """R8: the current state and the issues as the evidence tells them, by kind, each with what it concerns."""
    kept = plan.life.evidence
    if kept:
        yield "現状と課題（根拠）"
    order = list(life.EVIDENCE_KINDS)
    for kind, items in groupby(sorted(kept, key=lambda item: order.index(item.kind)), lambda item: item.kind):
        found = list(items)
        yield f"  {life.EVIDENCE_KINDS[kind]} {len(found)}件{_people(found)}"
        for item in found:
            who = f"{item.people:,}人" if item.people is not None else ""
            parts = (item.when, item.title, who, _hidden(item.is_withheld))
            yield "    " + "　".join(part for part in parts if part)
            if item.text:
                yield f"      {item.text}"
            yield f"      → {'、'.join(name_of(plan, subject) for subject in item.subject_ids) or '計画全体'}"


def _people(items: Sequence[life.Evidence]) -> str:
    """How many people took part in all, and how many items do not say it; '' where none does."""
    known = [item.people for item in items if item.people is not None]
    unknown = len(items) - len(known)
    apart = f"（ほかに人数の記入のないもの{unknown}件）" if unknown else ""
    return f"　のべ{sum(known):,}人{apart}" if known else ""


def name_of(plan: Plan, subject_id: str) -> str:
    """An item of any level as a person calls it, such as `事業7 移住促進事業`; the ID where the plan has no such item."""
    levels: tuple[tuple[Callable[[str], Goal | Field | Measure | Project | None], str], ...] = (
        (plan.goal_by_id.get, "基本目標"),
        (plan.field_by_id.get, "分野"),
        (plan.measure_by_id.get, "施策"),
        (plan.project_by_id.get, "事業"),
    )
    for look_up, word in levels:
        item = look_up(subject_id)
        if item is not None:
            return f"{word}{item.number} {item.title}"
    kpi = plan.kpi_by_id.get(subject_id)
    return f"{kpi.id} {kpi.name}" if kpi else subject_id


def _versions(plan: Plan, earlier: Sequence[FrozenCopy]) -> Iterator[str]:
    """R21, R28: the versions of the plan, each with what caused it, and the books of those before the newest."""
    if plan.life.revisions or earlier:
        yield "版"
    for revision in plan.life.revisions:
        causes = [
            life.TRIGGERS[revision.trigger],
            f"{fy_label(revision.cause_fy)}の評価" if revision.cause_fy is not None else "",
            f"意見 {'、'.join(revision.cause_ids)}" if revision.cause_ids else "",
        ]
        why = "、".join(cause for cause in causes if cause)
        reason = f"　{revision.reason}" if revision.reason else ""
        yield f"  {revision.version}　{day_label(revision.effective)}から　（{why}）{reason}"
    for copy in earlier:
        yield f"  前の版の台帳　{day_label(copy.until)}まで　{copy.name}"


def _gaps(plan: Plan) -> Iterator[str]:
    gaps = gaps_of(plan)
    yield "書かれていないこと" if gaps else "書かれていないことはありません。"
    for gap in gaps:
        shown = "、".join(identifier for identifier, _ in gap.items[:_NAMED])
        more = f" ほか{len(gap.items) - _NAMED}{gap.unit}" if len(gap.items) > _NAMED else ""
        yield f"  {gap.label}　{len(gap.items)}{gap.unit}　{shown}{more}"

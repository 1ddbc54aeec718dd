"""What the plan book keeps about the plan itself: evidence, partners, the five principles, money, tags (R6–R11, R29–R34).

All of it is optional, and only what is filled is shown. A row marked 非公開 in the plan book is in no paper: the
appendix says how many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from inaxl.plan.life import (
    EVIDENCE_KINDS,
    PARTNER_KINDS,
    PRINCIPLE_STATES,
    PRINCIPLES,
    TAG_KINDS,
    Evidence,
    PrincipleCheck,
)
from inaxl.plan.model import Measure, Plan, Project
from inaxl.report.context_focus import item_label
from inaxl.report.context_money import budgets
from inaxl.report.context_words import Context, Piece, circled, one_line, piece
from inaxl.report.results import Results
from inaxl.values.display import ABSENT, number

_STATE_STYLES = {"not_met": "inaxlStrong", "not_applicable": "inaxlSub"}
PARENT_ITEMS = "上位計画の項目"


def plan_data(results: Results) -> Context:
    """The appendix on the plan's evidence and what it says about its projects; `shown` is False where it says nothing."""
    plan = results.plan
    parts = {
        "evidence": evidence(plan),
        "partners": partners(plan),
        "principles": principles(plan),
        "budgets": budgets(plan, results.fy),
        "tags": tags(plan),
    }
    return {
        "shown": any(part["rows"] for part in parts.values()),
        "lede": f"戦略台帳に記載のある{'、'.join(part['count'] for part in parts.values() if part['rows'])}を示す。",
        "withheld": _withheld(parts),
        **parts,
    }


def _withheld(parts: dict[str, Context]) -> str:
    held = "、".join(f"{part['title']}{part['withheld']}件" for part in parts.values() if part["withheld"])
    return f"非公開とされた{held}は載せていない。" if held else ""


def _part(title: str, count: str, withheld: int, rows: Sequence[Context], **more: Any) -> Context:
    return {"title": title, "count": count, "withheld": str(withheld or ""), "rows": list(rows), **more}


def item_code(plan: Plan, key: str) -> str:
    """An item in short: `基本目標①`, `分野2`, `施策②-1`, `事業8`, `KPI「移住者数」`; the ID where the plan has none."""
    name = item_name(plan, key)
    return name if key in plan.kpi_by_id else name.partition("　")[0]


def item_name(plan: Plan, key: str) -> str:
    """An item with its title: `事業8　移住促進事業`; the ID where the plan has none."""
    if key in plan.goal_by_id:
        goal = plan.goal_by_id[key]
        return f"基本目標{circled(goal.number)}　{goal.title}"
    if key in plan.kpi_by_id:
        return f"KPI「{plan.kpi_by_id[key].name}」"
    item = plan.field_by_id.get(key) or plan.measure_by_id.get(key) or plan.project_by_id.get(key)
    return item_label(plan, item) if item else key


def _codes(plan: Plan, keys: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(item_code(plan, key) for key in keys))


# --- evidence and partners ----------------------------------------------------------------------------------------


def evidence(plan: Plan) -> Context:
    """計画の根拠: kind, date, title, people, what it said, what it concerns."""
    kept = plan.life.evidence
    rows = [_evidence_row(plan, item) for item in kept if not item.is_withheld]
    return _part("計画の根拠", f"計画の根拠{len(rows)}件", len(kept) - len(rows), rows)


def _evidence_row(plan: Plan, item: Evidence) -> Context:
    people = f"{number(Decimal(item.people))}人" if item.people is not None else ""
    counted = "回答" if item.kind == "survey" else "参加"
    return {
        "kind": EVIDENCE_KINDS[item.kind],
        "when": item.when,
        "title": one_line(item.title),
        "people": f"{counted}{people}" if people else "",
        "text": one_line(item.text),
        "subjects": _codes(plan, item.subject_ids) or "計画全体",
        "source": one_line(item.source),
    }


def partners(plan: Plan) -> Context:
    """連携: who works on what in which role. Contacts are in no paper."""
    kept = plan.life.partners
    shown = [partner for partner in kept if not partner.is_withheld]
    rows = [
        {
            "subject": item_name(plan, partner.subject_id),
            "kind": PARTNER_KINDS[partner.kind],
            "name": one_line(partner.name),
            "role": one_line(partner.role) or ABSENT,
        }
        for partner in shown
    ]
    return _part("連携する相手", f"連携する相手{len(rows)}者", len(kept) - len(rows), rows)


# --- the five principles ------------------------------------------------------------------------------------------


def principles(plan: Plan) -> Context:
    """5原則の自己点検: a row per project with an entry, a cell per principle, the reasons below."""
    kept = plan.life.principle_checks
    rows = []
    for project in plan.projects:
        checks = [check for check in plan.life.principles_of(project.id) if not check.is_withheld]
        if checks:
            rows.append(_principles_row(item_name(plan, project.id), checks))
    return _part(
        "5原則の自己点検",
        f"5原則の自己点検{len(rows)}事業",
        sum(check.is_withheld for check in kept),
        rows,
        heads=list(PRINCIPLES.values()),
        scope=f"{len(plan.projects)}事業のうち{len(rows)}事業に記載がある",
    )


def _principles_row(name: str, checks: Sequence[PrincipleCheck]) -> Context:
    said = {check.principle: check for check in checks}
    return {
        "name": name,
        "states": [_state(said.get(key)) for key in PRINCIPLES],
        "checks": [
            {
                "principle": PRINCIPLES[check.principle],
                "state": PRINCIPLE_STATES[check.state],
                "reason": one_line(check.reason),
            }
            for check in checks
        ],
        "reasons": _reasons([check for check in checks if check.reason.strip()]),
    }


def _reasons(checks: Sequence[PrincipleCheck]) -> list[Piece]:
    """The reasons one after the other, each behind the name of its principle."""
    parts: list[Piece] = []
    for check in checks:
        parts.append(piece(f"{'　' if parts else ''}{PRINCIPLES[check.principle]}　", "inaxlSub"))
        parts.append(piece(one_line(check.reason)))
    return parts


def _state(check: PrincipleCheck | None) -> Piece:
    if check is None:
        return piece(ABSENT, "inaxlSub")
    return piece(PRINCIPLE_STATES[check.state], _STATE_STYLES.get(check.state, ""))


# --- tags ---------------------------------------------------------------------------------------------------------


def tags(plan: Plan) -> Context:
    """タグ and items of the parent plan that something in the plan has, by kind; with what has them."""
    rows = [
        {
            "kind": TAG_KINDS[tag.kind],
            "name": tag.title,
            "subjects": _codes(plan, (t.subject_id for t in plan.life.taggings if t.tag_id == tag.id)),
        }
        for tag in sorted(plan.life.tags, key=lambda tag: list(TAG_KINDS).index(tag.kind))
    ]
    used = [row for row in rows if row["subjects"]]
    used += _parent_items(plan)
    groups = [
        {"title": title, "rows": list(own)} for title, own in groupby(used, key=lambda row: row["kind"])
    ]
    return _part("関連する目標", f"関連する目標{len(used)}件", 0, groups)


def _parent_items(plan: Plan) -> list[dict[str, str]]:
    """Items of the parent plan, each with the measures and projects that serve it."""
    serving: dict[str, list[str]] = {}
    items: tuple[Measure | Project, ...] = (*plan.measures, *plan.projects)
    for item in items:
        if item.parent_item.strip():
            serving.setdefault(one_line(item.parent_item), []).append(item.id)
    return [
        {"kind": PARENT_ITEMS, "name": name, "subjects": _codes(plan, keys)} for name, keys in serving.items()
    ]

"""What the council said before and what the city did: open opinions, those dealt with, and announced actions."""

from __future__ import annotations

from collections.abc import Sequence

from inaxl.evaluate.follow_up import STATES, UNKNOWN_STATE, CarriedAction, FollowUp, Opinion
from inaxl.forms.carried import subject
from inaxl.report.context_words import Context, Piece, one_line, piece, section_of
from inaxl.report.evaluation_opinions import NO_RESPONSE
from inaxl.report.results import Results
from inaxl.values.action_states import ACTION_STATES
from inaxl.values.periods import day_label, fy_label, fy_short

NO_OPINIONS = "前年度の審議会の意見は登録されていない。"
_STATE_STYLES = {
    "unanswered": "inaxlStateOpen",
    "in_progress": "inaxlStateWork",
    "closed": "inaxlStateDone",
}


def opinions(results: Results) -> Context:
    """The chapter on earlier years' opinions and actions; `shown` is False where there is nothing to tell."""
    left = results.follow_up
    return {
        "lede": _lede(results),
        "shown": bool(left.open or left.closed or left.actions),
        "empty": "" if left.open or left.closed else NO_OPINIONS,
        "open": {
            "title": f"まだ閉じていない意見（{len(left.open)}件）",
            "scope": "閉じるまで毎年この欄に載る",
            "rows": [_row(results, opinion) for opinion in left.open],
        },
        "closed": {
            "title": f"対応を終えた意見（{len(left.closed)}件）",
            "scope": "",
            "rows": [_row(results, opinion) for opinion in left.closed],
        },
        "own": {
            "title": f"{fy_label(results.fy)}の評価への意見（{len(left.own)}件）",
            "scope": "審議会で出されたもの",
            "rows": [_row(results, opinion) for opinion in left.own],
        },
        "actions": _actions(results, left),
    }


def _lede(results: Results) -> list[Piece]:
    left = results.follow_up
    if not left.open and not left.closed:
        return [piece(NO_OPINIONS + _actions_sentence(results, left))]
    last = results.fy - 1
    known = [o for o in (*left.open, *left.closed) if o.fy == last]
    older = [o for o in (*left.open, *left.closed) if o.fy < last]
    before = f"（ほかに前々年度以前の意見{len(older)}件）" if older else ""
    missing = len(left.unanswered)
    working = len(left.open) - missing
    first = f"{fy_label(last)}評価への意見{len(known)}件{before}のうち、{len(left.closed)}件は対応を終え、"
    if not left.open:
        return [piece(f"{first.removesuffix('、')}た。{_actions_sentence(results, left)}")]
    parts = [piece(first + (f"{working}件は対応中" if working else ""))]
    if missing:
        parts += [
            piece("、" if working else ""),
            piece(f"{missing}件は回答がまだない", "inaxlStrong"),
            piece("。"),
        ]
    else:
        parts.append(piece("である。"))
    return [*(part for part in parts if part["text"]), piece(_actions_sentence(results, left))]


def _actions_sentence(results: Results, left: FollowUp) -> str:
    if not left.actions:
        return "前年度までに決めた「今後の取組」は、すべて終わっている。" if left.done else ""
    return f"前年度までに決めた「今後の取組」{len(left.actions)}件も引き続き追跡する。"


def _row(results: Results, opinion: Opinion) -> Context:
    state = "unanswered" if opinion.is_unanswered else opinion.state
    answered = bool(opinion.response.strip())
    return {
        "number": opinion.id,
        "text": [
            piece(f"【{subject(results.plan, opinion)}】", "inaxlSub"),
            piece(one_line(opinion.text)),
        ],
        "response": piece(
            one_line(opinion.response) if answered else NO_RESPONSE, "" if answered else "inaxlAlert"
        ),
        "state": [piece(STATES[state], _STATE_STYLES[state]), piece(_beside(results, opinion))],
        "who": _who(opinion),
    }


def _beside(results: Results, opinion: Opinion) -> str:
    """Who dealt with a closed opinion, on the line of its state."""
    closed = opinion.state == "closed" and not opinion.is_unanswered
    return f"　{section_of(results.plan, opinion.department)}" if closed and opinion.department else ""


def _who(opinion: Opinion) -> str:
    """Who answers, and by when; for an unanswered one, when it was said. Nothing more about a closed one."""
    if opinion.state == "closed" and not opinion.is_unanswered:
        return ""
    lines = [opinion.department or "担当 未定"]
    if opinion.is_unanswered and opinion.date:
        lines.append(f"{day_label(opinion.date)}の意見")
    elif opinion.state == "in_progress" and opinion.due:
        lines.append(f"期限 {opinion.due}")
    return "\n".join(lines)


def _actions(results: Results, left: FollowUp) -> Context:
    return {
        "title": f"前年度までに決めた「今後の取組」のうち、終わっていないもの（{len(left.actions)}件）",
        "scope": "各年度の評価シートから",
        "rows": [_action_row(results, action) for action in left.actions],
        "note": _done_note(results, left.done),
    }


def _action_row(results: Results, action: CarriedAction) -> Context:
    project = results.plan.project_by_id.get(action.project_id)
    department = results.plan.department_by_id.get((project.reporting_id if project else None) or "")
    state = ACTION_STATES.get(action.state, UNKNOWN_STATE)
    told = "　".join(part for part in (state, one_line(action.progress)) if part)
    return {
        "number": f"事業{project.number}" if project else action.project_id,
        "text": one_line(action.text),
        "fy": fy_short(action.fy),
        "progress": piece(told, "" if action.state else "inaxlAlert"),
        "department": section_of(results.plan, department.name) if department else "主担当 未定",
    }


def _done_note(results: Results, done: Sequence[CarriedAction]) -> str:
    """How many were done; those given up each with its reason."""
    dropped = [action for action in done if action.state == "dropped"]
    carried_out = len(done) - len(dropped)
    told = [f"ほかの{carried_out}件は終わった。"] if carried_out else []
    for action in dropped:
        project = results.plan.project_by_id.get(action.project_id)
        name = f"事業{project.number}" if project else action.project_id
        reason = one_line(action.progress).rstrip("。") or "理由の記入なし"
        text = one_line(action.text).rstrip("。")
        told.append(f"{name}の「{text}」（{fy_label(action.fy)}）は取りやめた（{reason}）。")
    return "".join(told)

"""Do, Check and Action of each project, as its departments wrote them; what is not written is said."""

from __future__ import annotations

from inaxl.merging.reviews import Review
from inaxl.plan.model import Project
from inaxl.report.context_focus import focus_mark
from inaxl.report.context_words import Context, Piece, one_line, piece, section_of
from inaxl.report.results import Results

_NOT_WRITTEN = "記入なし"


def project_card(results: Results, project: Project) -> Context:
    """A project with the cards of its departments; one empty card where there is none."""
    reviews = [review for review in results.reviews if review.project_id == project.id]
    cards = [_card(review, named=len(reviews) > 1) for review in reviews] or [_no_card(results, project)]
    return {
        "title": f"事業{project.number}　{project.title}",
        "focus": focus_mark(results.plan, project),
        "departments": departments(results, project),
        "cards": cards,
    }


def departments(results: Results, project: Project) -> list[Piece]:
    """`企画部地域創造課（主）・総務部秘書広報課`; 主担当 未定 where a joint project has no lead."""
    by_id = results.plan.department_by_id
    names = []
    order = sorted(project.department_ids, key=lambda key: key != project.lead_id)
    for key in order:
        name = by_id[key].name if key in by_id else key
        names.append(f"{name}（主）" if key == project.lead_id and project.is_joint else name)
    parts = [piece("・".join(names) if names else "担当部署の記載がない")]
    if project.is_joint and not project.lead_id:
        parts.append(piece("　主担当 未定", "inaxlAlert"))
    return parts


def _card(review: Review, *, named: bool) -> Context:
    card = review.card
    return {
        "department": review.department if named else "",
        "do": _text(card.done),
        "check": _check(card.result, card.issue),
        "decision": _decision(card.decision),
        "action": _text(card.next_action),
    }


def _decision(text: str) -> list[Piece]:
    """The decision in its frame and a gap; nothing where none is written."""
    return [piece(f" {one_line(text)} ", "inaxlDecision"), piece("　")] if text.strip() else []


def _check(result: str, issue: str) -> list[Piece]:
    """Results, then issues, each on its own line with its name where both are there."""
    if result.strip() and issue.strip():
        return [
            piece("成果　", "inaxlSub"),
            piece(_lines(result) + "\n"),
            piece("課題　", "inaxlSub"),
            piece(_lines(issue)),
        ]
    return _text(result or issue)


def _text(text: str) -> list[Piece]:
    return [piece(_lines(text))] if text.strip() else [piece(_NOT_WRITTEN, "inaxlAlert")]


def _lines(text: str) -> str:
    """The lines that a department wrote, without blank ones."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _no_card(results: Results, project: Project) -> Context:
    why = _why_no_card(results, project)
    return {"department": "", "do": [why], "check": [], "decision": [], "action": []}


def _why_no_card(results: Results, project: Project) -> Piece:
    if project.reporting_id is None:
        return piece("主担当 未定のため、点検の記入がない。", "inaxlAlert")
    submission = next((s for s in results.submissions if s.department_id == project.reporting_id), None)
    if submission is not None and not submission.submitted:
        return piece(f"未提出（{section_of(results.plan, submission.department)}）", "inaxlAlert")
    return piece("点検の記入がない。", "inaxlAlert")

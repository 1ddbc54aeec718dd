"""The further scale that the plan book has chosen, such as the grades of the national grants: counts beside the ratings."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from inaxl.evaluate.scales import NOT_DECIDED, grade_of
from inaxl.plan.layout import SCALE_CONDITIONS
from inaxl.plan.model import Grade
from inaxl.report.context_words import Context, count_text
from inaxl.report.results import Results
from inaxl.values.display import number, percent


def second_scale(results: Results) -> Context:
    """Name, counts per step and the undecided ones; no rows where the plan book has chosen no scale."""
    scale = results.plan.second_scale
    if scale is None or not results.current:
        return {"name": scale.name if scale else "", "scope": "", "rows": [], "note": ""}
    grades = [grade_of(row, scale) for row in results.current]
    tally = Counter(graded.label for graded in grades)
    steps = [(grade.label, _condition(grade)) for grade in scale.grades]
    if tally[NOT_DECIDED]:
        steps.append((NOT_DECIDED, "実績値か、比べられる現状値がない。または当てはまる段階がない"))
    return {
        "name": scale.name,
        "scope": f"{len(grades)}指標。評価区分とは別の尺度",
        "rows": [
            {
                "label": label,
                "condition": condition,
                "count": count_text(tally[label]),
                "share": number(Decimal(100 * tally[label]) / len(grades), 1),
            }
            for label, condition in steps
        ],
        "note": "根拠：" + "、".join(dict.fromkeys(grade.source for grade in scale.grades if grade.source)),
    }


def _condition(grade: Grade) -> str:
    words = SCALE_CONDITIONS[grade.condition]
    if grade.condition == "at_least" and grade.bound is not None:
        words = f"達成率{percent(grade.bound, 0)}以上"
    return grade.meaning or words

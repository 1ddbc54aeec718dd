"""The citizens' survey (市民意識調査): mean scores with their intervals, quadrants, and how urgent an item is.

Counts in, figures out; no file and no layout. The book it comes from is read in `registers/survey.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

ZERO = Decimal(0)
SMALL = 30  # fewer valid answers say too little for a rank
MANY_UNSURE = Decimal("0.2")  # share of don't-knows above which a mean has to be read with care
Z95 = Decimal("1.96")
QUADRANTS = {
    "improve": "重要度が高く、満足度が低い（重点的に改善）",
    "keep": "重要度も満足度も高い（水準を保つ）",
    "consider": "重要度も満足度も低い（進め方を検討）",
    "hold": "満足度は高い（現状を続ける）",
}


class Survey(NamedTuple):
    """One survey: its fiscal year, how it was made, and its items. `steps` of the scale (4 or 5)."""

    fy: int
    name: str
    when: str
    population: str
    sent: int | None
    returned: int | None
    steps: int
    source: str
    note: str
    items: tuple[SurveyItem, ...] = ()


class SurveyItem(NamedTuple):
    """One item. Counts by score, 1 the lowest; `unsure` counts the don't-knows, None where they were not asked for."""

    id: str
    name: str
    measure_ids: tuple[str, ...]
    importance: Mapping[int, int]
    importance_unsure: int | None
    satisfaction: Mapping[int, int]
    satisfaction_unsure: int | None
    sheet: str = ""
    cell: str = ""


class Mean(NamedTuple):
    """Mean score with its 95 % interval, from `answers` valid answers; `unsure` share of don't-knows [ratio] or None."""

    value: Decimal
    low: Decimal
    high: Decimal
    answers: int
    unsure: Decimal | None


class Assessed(NamedTuple):
    """One item: both means, and for items with enough answers quadrant, urgency and rank."""

    item: SurveyItem
    importance: Mean | None
    satisfaction: Mean | None
    is_small: bool
    quadrant: str | None
    urgency: Decimal | None
    rank: int | None


class Assessment(NamedTuple):
    """A survey assessed: items by urgency, small samples last; the means over all items with enough answers."""

    survey: Survey
    items: tuple[Assessed, ...]
    importance: Decimal | None
    satisfaction: Decimal | None


def mean_score(counts: Mapping[int, int], unsure: int | None = None) -> Mean | None:
    """Mean score of a step scale and its 95 % interval; None without a valid answer.

    counts: answers by score [score → number]. mean = Σ score·n ÷ Σ n without the don't-knows;
    s² = Σ n·(score − mean)² ÷ (N − 1); interval mean ± 1.96·s ÷ √N (normal approximation, so from about 30 answers on;
    with one answer there is no spread and the interval is the whole scale that was used). unsure: don't-knows, stated as
    their share of all answers, never mixed into the mean.
    """
    answers = sum(counts.values())
    if not answers:
        return None
    mean = Decimal(sum(score * count for score, count in counts.items())) / answers
    share = Decimal(unsure) / (unsure + answers) if unsure is not None else None
    lowest, highest = Decimal(min(counts)), Decimal(max(counts))
    if answers == 1:
        return Mean(mean, lowest, highest, answers, share)
    square = sum(((score - mean) ** 2 * count for score, count in counts.items()), ZERO) / (answers - 1)
    half = Z95 * (square / answers).sqrt()
    return Mean(mean, max(mean - half, lowest), min(mean + half, highest), answers, share)


def assess_survey(survey: Survey) -> Assessment:
    """Means, quadrants and urgency of a survey's items.

    Items with fewer than 30 valid answers to either question are flagged and take no part in means and ranks.
    Quadrant: by the plain means over the items; exactly on the mean counts as high.
    urgency = 10 × (standard score of importance − standard score of satisfaction), standard scores over the items;
    larger is more urgent; None where all items have the same mean. The most urgent item has rank 1, equal ones share it.
    """
    means = [
        (
            item,
            mean_score(item.importance, item.importance_unsure),
            mean_score(item.satisfaction, item.satisfaction_unsure),
        )
        for item in survey.items
    ]
    judged = [(i, w, s) for i, w, s in means if w and s and not _is_small(w, s)]
    weight, content = [w.value for _, w, _ in judged], [s.value for _, _, s in judged]
    of_weight, of_content = _centre(weight), _centre(content)
    assessed = [_assessed(each, of_weight, of_content) for each in means]
    urgencies = sorted((a.urgency for a in assessed if a.urgency is not None), reverse=True)
    ranked = [
        a._replace(rank=urgencies.index(a.urgency) + 1) if a.urgency is not None else a for a in assessed
    ]
    order = sorted(ranked, key=lambda a: (a.is_small, a.rank if a.rank is not None else len(ranked)))
    return Assessment(
        survey, tuple(order), of_weight[0] if judged else None, of_content[0] if judged else None
    )


def _is_small(importance: Mean | None, satisfaction: Mean | None) -> bool:
    return min(importance.answers if importance else 0, satisfaction.answers if satisfaction else 0) < SMALL


def _centre(values: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Mean and standard deviation over the items (of all of them, not of a sample)."""
    if not values:
        return ZERO, ZERO
    mean = sum(values, ZERO) / len(values)
    return mean, (sum(((v - mean) ** 2 for v in values), ZERO) / len(values)).sqrt()


def _assessed(
    each: tuple[SurveyItem, Mean | None, Mean | None],
    of_weight: tuple[Decimal, Decimal],
    of_content: tuple[Decimal, Decimal],
) -> Assessed:
    item, importance, satisfaction = each
    if importance is None or satisfaction is None or _is_small(importance, satisfaction):
        return Assessed(item, importance, satisfaction, True, None, None, None)
    quadrant = _quadrant(importance.value >= of_weight[0], satisfaction.value >= of_content[0])
    urgency = None
    if of_weight[1] and of_content[1]:
        urgency = 10 * (
            (importance.value - of_weight[0]) / of_weight[1]
            - (satisfaction.value - of_content[0]) / of_content[1]
        )
    return Assessed(item, importance, satisfaction, False, quadrant, urgency, None)


def _quadrant(is_important: bool, is_satisfied: bool) -> str:
    if is_important:
        return "keep" if is_satisfied else "improve"
    return "hold" if is_satisfied else "consider"


def survey_of(surveys: Iterable[Survey], fy: int) -> tuple[Survey | None, Survey | None]:
    """The survey of a fiscal year and the last one before it; None where there was none."""
    known = {survey.fy: survey for survey in surveys}
    earlier = [year for year in sorted(known) if year < fy]
    return known.get(fy), known[earlier[-1]] if earlier else None

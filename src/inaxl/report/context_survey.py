"""The citizens' survey in the report: importance and satisfaction, what is to be improved first, and how sure it is."""

from __future__ import annotations

from decimal import Decimal

from inaxl.evaluate.survey import MANY_UNSURE, SMALL, Assessed, Assessment, Survey
from inaxl.report.chart_survey import survey_map
from inaxl.report.context_words import Context, Piece, measure_label, piece
from inaxl.report.results import Results
from inaxl.values.display import ABSENT, number, percent, rounded
from inaxl.values.periods import fy_label

NO_SURVEY = "本年度は市民意識調査を行っていない。"
_MARK = "※"
_INDEX_NOTE = "重要度と満足度の標準得点の差×10。大きいほど優先"


def survey(results: Results) -> Context | None:
    """The variables of the chapter; None where no survey was made in the year: then there is no such chapter."""
    found = results.survey
    if found is None or not found.items:
        return None
    earlier = _earlier_ranks(results.earlier_survey)
    judged = [item for item in found.items if item.rank is not None]
    return {
        "lede": _lede(found, earlier),
        "chart": {"kind": "survey", "goal": "", "alt": _alt(found)} if survey_map(found) else None,
        "scope": f"{len(judged)}項目の平均点。横線は満足度の95%信頼区間",
        "source": survey_source(found.survey),
        "rows": [_row(results, item, found, earlier) for item in found.items],
        "index_scope": _INDEX_NOTE,
        "notes": _notes(found, results.earlier_survey),
    }


def acting(found: Assessment) -> list[Assessed]:
    """The items that matter more than average and satisfy less, most urgent first."""
    return [item for item in found.items if item.quadrant == "improve"]


def _lede(found: Assessment, earlier: dict[str, int]) -> list[Piece]:
    items = acting(found)
    if not items:
        return [piece("重要度が平均より高く、満足度が平均より低い項目はない。")]
    names = "、".join(item.item.name for item in items)
    first = found.items[0]
    again = first.rank == 1 and earlier.get(first.item.id) == 1
    tail = f"{first.item.name}は前回に続き、改善の必要が最も高い。" if again else ""
    return [
        piece("重要度が平均より高く、満足度が平均より低いのは"),
        piece(names, "inaxlStrong"),
        piece(f"の{len(items)}項目である。{tail}"),
    ]


def _alt(found: Assessment) -> str:
    told = "、".join(
        f"{item.item.name}は重要度{_score(item.importance.value)}・満足度{_score(item.satisfaction.value)}"
        for item in acting(found)
        if item.importance and item.satisfaction
    )
    head = "重要度（縦）と満足度（横）の散布図。"
    return head + (f"重点的に改善：{told}。" if told else "重点的に改善する項目はない。")


def survey_source(made: Survey) -> str:
    """When and how the survey was made, and how many answered."""
    parts = [f"{made.when}実施。" if made.when else f"{fy_label(made.fy)}実施。"]
    parts.append(f"{made.population}。" if made.population else "")
    if made.returned is not None:
        share = f"（{percent(Decimal(made.returned) / made.sent)}）" if made.sent else ""
        parts.append(f"有効回答{number(Decimal(made.returned))}{share}。")
    parts.append("「わからない」は平均から除き、下の表に割合を示す。")
    return "".join(parts)


def _earlier_ranks(earlier: Assessment | None) -> dict[str, int]:
    return {item.item.id: item.rank for item in earlier.items if item.rank is not None} if earlier else {}


def _row(results: Results, item: Assessed, found: Assessment, earlier: dict[str, int]) -> Context:
    strong = "inaxlStrong" if item.quadrant == "improve" else ""
    importance, satisfaction = item.importance, item.satisfaction
    measures = [results.plan.measure_by_id.get(key) for key in item.item.measure_ids]
    unsure = satisfaction.unsure if satisfaction else None
    return {
        "rank": str(item.rank) if item.rank is not None else ABSENT,
        "name": piece(item.item.name, strong),
        "measures": "、".join(measure_label(results.plan, m).partition("　")[0] for m in measures if m),
        "index": number(rounded(item.urgency, 1), 1) if item.urgency is not None else ABSENT,
        "bar": _bar(item, found),
        "previous": str(earlier[item.item.id]) if item.item.id in earlier else ABSENT,
        "importance": _score(importance.value if importance else None),
        "satisfaction": _score(satisfaction.value if satisfaction else None),
        "interval": f"{_score(satisfaction.low)}～{_score(satisfaction.high)}" if satisfaction else ABSENT,
        "unsure": [
            piece(percent(unsure), "inaxlStrong" if _is_unsure(item) else ""),
            piece(_MARK if _is_unsure(item) else ""),
        ],
        "is_small": item.is_small,
    }


def _bar(item: Assessed, found: Assessment) -> Context:
    """The urgency as a bar on one scale for all items, as shares of its width from the zero line."""
    sizes = [abs(each.urgency) for each in found.items if each.urgency is not None]
    largest = max(sizes, default=Decimal(0)) or Decimal(1)
    share = round(float(item.urgency / largest), 3) if item.urgency is not None else None
    return {"share": share, "acts": item.quadrant == "improve", "alt": f"改善の必要度：{item.item.name}"}


def _is_unsure(item: Assessed) -> bool:
    share = item.satisfaction.unsure if item.satisfaction else None
    return share is not None and share > MANY_UNSURE


def _notes(found: Assessment, earlier: Assessment | None) -> list[str]:
    small = [item.item.name for item in found.items if item.is_small]
    notes = []
    if any(_is_unsure(item) for item in found.items):
        notes.append(
            f"{_MARK}「わからない」が{percent(MANY_UNSURE, 0)}を超える項目は、平均点の解釈に注意する。"
        )
    if small:
        notes.append(f"{'、'.join(small)}は、回答が{SMALL}未満のため、順位に含めない。")
    if earlier is None:
        notes.append("前回の調査の回答は登録されていない。")
    else:
        notes.append(f"前回順位は{fy_label(earlier.survey.fy)}の調査による。")
    return notes


def _score(value: Decimal | None) -> str:
    return number(value, 2)


def survey_method(results: Results) -> str:
    """How the survey was made and computed, or that there was none."""
    if results.survey is None:
        return NO_SURVEY
    steps = results.survey.survey.steps
    return (
        f"{steps}段階の回答の平均点。区間は平均±1.96×標準偏差÷√回答数。「わからない」は除く。"
        f"平均より上かどうかで4つに分け、改善の必要度は標準得点の差×10とする。回答が{SMALL}未満の項目は含めない。"
    )

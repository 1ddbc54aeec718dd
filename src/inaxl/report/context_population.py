"""Population against the vision: the newest gap in a sentence, the gap by date, fertility and migration."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest

from inaxl.population.vision import NET_MIGRATION, TFR, TOTAL, Gap
from inaxl.report.context_figures import figures, gap_sentence
from inaxl.report.context_words import Context, Piece, emphasised
from inaxl.report.results import Results
from inaxl.report.sentences import population_lede
from inaxl.values.display import ABSENT, change, number
from inaxl.values.periods import day_label, year_label

_KINDS = {"actual": "実績", "projection": "将来展望", "target": "目標"}


def population(results: Results) -> Context | None:
    """The variables of the population chapter, None where the plan has no vision and no figures are known."""
    known = results.population
    vision = [point for point in known.vision if point.indicator in (TOTAL, TFR, NET_MIGRATION)]
    if not vision and not known.observations:
        return None
    totals = [gap for gap in known.gaps if gap.indicator == TOTAL]
    return {
        "lede": _lede(results),
        "chart": {"kind": "population", "goal": "", "alt": _alt(results, totals)},
        "source": _source(results),
        "pairs": _pairs(results),
        "gaps": [_gap_row(gap) for gap in totals],
        "no_gaps": "" if totals else "将来展望と比べられる総人口の実績は登録されていない。",
        "vision": _vision_rows(results),
        "tables": [_indicator_table(results, key, name) for key, name in _OTHERS],
        "notes": _notes(results),
    }


def _pairs(results: Results) -> list[Context]:
    """The further charts two abreast; what is not known is left out."""
    shown = figures(results.population)
    return [{"left": left, "right": right} for left, right in zip_longest(shown[::2], shown[1::2])]


_OTHERS = ((TFR, "合計特殊出生率"), (NET_MIGRATION, "社会増減（転入－転出）"))


def _lede(results: Results) -> list[Piece]:
    sentence = population_lede(results) + gap_sentence(results.population)
    amount = re.search(r"[\d,]+人（[\d.]+%）[上下]回った", sentence)
    return emphasised(sentence, amount[0] if amount else "")


def _alt(results: Results, totals: Sequence[Gap]) -> str:
    points = [p for p in results.population.vision if p.indicator == TOTAL and p.kind != "actual"]
    ends = "、".join(f"{year_label(p.year)}{number(p.value, 0)}人" for p in points)
    return f"総人口の実績と将来展望。{population_lede(results)}将来展望は{ends}。"


def _source(results: Results) -> str:
    sources = [
        o.source
        for o in results.population.observations
        if o.indicator == TOTAL and o.kind == "actual" and o.source
    ]
    named = "、".join(dict.fromkeys(sources))
    actual = f"実績＝{named}。" if named else ""
    return f"出典：{actual}将来展望＝{results.plan.title}。将来展望は各年10月1日の値で、間は日数で按分した。"


def _gap_row(gap: Gap) -> Context:
    return {
        "day": day_label(gap.as_of) if gap.as_of else year_label(gap.year),
        "actual": number(gap.actual, 0),
        "expected": number(gap.expected, 0),
        "difference": change(gap.difference, 0),
        "percent": change(gap.percent, 1),
    }


def _vision_rows(results: Results) -> Context:
    points = [p for p in results.population.vision if p.indicator == TOTAL]
    return {
        "heads": [year_label(p.year) for p in points],
        "western": [str(p.year) for p in points],
        "figures": [number(p.value, 0) for p in points],
        "kinds": [_KINDS.get(p.kind, p.kind) for p in points],
    }


def _indicator_table(results: Results, key: str, name: str) -> Context:
    """The vision's own years, the actual of the same year beside; then actuals of other years."""
    points = {p.year: p for p in results.population.vision if p.indicator == key}
    actual = {
        o.year: o.value for o in results.population.observations if o.indicator == key and o.kind == "actual"
    }
    actual.update({year: p.value for year, p in points.items() if p.kind == "actual" and year not in actual})
    aims = {year: p.value for year, p in points.items() if p.kind != "actual"}
    rows = []
    for year in sorted({*actual, *aims}):
        value, aim = actual.get(year), aims.get(year)
        gap = value - aim if value is not None and aim is not None else None
        rows.append(
            {
                "year": f"{year_label(year)}（{year}）",
                "expected": _figure(key, aim),
                "actual": _figure(key, value),
                "difference": ABSENT if gap is None else change(gap, 2 if key == TFR else 0),
            }
        )
    return {
        "name": name,
        "unit": "" if key == TFR else "人",
        "rows": rows,
        "empty": "" if rows else "将来展望にも実績にも値がない。",
    }


def _figure(key: str, value: Decimal | None) -> str:
    if value is None:
        return ABSENT
    return number(value, 2) if key == TFR else change(value, 0)


def _notes(results: Results) -> list[str]:
    notes = ["合計特殊出生率と社会増減は、将来展望に値のある年だけを比べ、間の年を補っていない。"]
    for point in results.population.vision:
        if point.indicator == TOTAL and "年齢不詳" in point.note:
            apart = re.search(r"([\d,]+)人差", point.note)
            by = f"公表された国勢調査の総数と{apart[1]}人の差がある。" if apart else ""
            notes.append(
                f"将来展望の{year_label(point.year)}{number(point.value, 0)}人は、年齢不詳を除いた値とみられる。{by}"
            )
    return notes

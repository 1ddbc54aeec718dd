"""The further charts of the population chapter: which there are, their headings, notes and alternative texts."""

from __future__ import annotations

from decimal import Decimal

from inaxl.population.vision import PopulationResult
from inaxl.report.chart_population import change_years, gap_steps, pyramid_bars
from inaxl.report.context_words import Context
from inaxl.values.display import change, number


def figures(population: PopulationResult) -> list[Context]:
    """Natural and social change, where the gap comes from, pyramid, scenarios: those that are known."""
    found = [_changes(population), _parts(population), _pyramid(population), _scenarios(population)]
    return [item for item in found if item is not None]


def gap_sentence(population: PopulationResult) -> str:
    """`4年間の差の変化は△747人で、内訳は自然増減△677人、社会増減＋42人、その他・統計の段差△112人である。`; '' if unknown."""
    apart = population.assessment.decomposition if population.assessment else None
    if apart is None or apart.natural is None:
        return ""
    parts = f"自然増減{change(apart.natural, 0)}人、社会増減{change(apart.social, 0)}人"
    rest = f"その他・統計の段差{change(apart.residual, 0)}人"
    total = change(apart.end_gap - apart.start_gap, 0)
    return f"{len(apart.years)}年間の差の変化は{total}人で、内訳は{parts}、{rest}である。"


def _figure(kind: str, title: str, unit: str, note: str, alt: str) -> Context:
    return {"title": title, "unit": unit, "note": note, "chart": {"kind": kind, "goal": "", "alt": alt}}


def _changes(population: PopulationResult) -> Context | None:
    years = change_years(population.observations)
    if not years:
        return None
    shown = "、".join(
        f"{y.label}は自然増減{change(y.natural, 0)}人・社会増減{change(y.social, 0)}人" for y in years
    )
    made_up = any(
        "架空" in o.note for o in population.observations if o.indicator in ("births", "net_migration")
    )
    note = "架空の内訳を含む。" if made_up else "暦年の値。"
    return _figure("changes", "自然増減と社会増減", "人", note, f"自然増減と社会増減。{shown}。")


def _parts(population: PopulationResult) -> Context | None:
    steps = gap_steps(population.assessment)
    if not steps:
        return None
    shown = "、".join(f"{step.label}{change(step.amount, 0)}人" for step in steps)
    note = "将来展望の自然増減＝総数の変化－社会増減。"
    return _figure(
        "gap_parts", "展望との差はどこで生じたか", "実績－将来展望、人", note, f"差の要因。{shown}。"
    )


def _pyramid(population: PopulationResult) -> Context | None:
    bars = pyramid_bars(population.assessment)
    if bars is None:
        return None
    pyramids = population.assessment.pyramids if population.assessment else ()
    names = [next(item.label for item in pyramids if item.kind == kind) for kind in ("actual", "projection")]
    note = f"面＝{bars.base_name}{names[0]}（年齢不詳を按分）、線＝{bars.later_name}{names[1]}。"
    alt = f"人口ピラミッド。{note}"
    return _figure("pyramid", "人口ピラミッド", "5歳階級、人", note, alt)


def _scenarios(population: PopulationResult) -> Context | None:
    ahead = population.assessment.outlook if population.assessment else None
    paths = [path for path in ahead.paths if path.totals] if ahead else []
    if ahead is None or not paths:
        return None
    ends = "、".join(
        f"{path.label}{number(Decimal(round(path.totals[-1])), 0)}人"
        for path in paths
        if path.totals is not None
    )
    note = f"基準＝{ahead.series}。生残率＝{ahead.survival_series}。"
    alt = f"将来推計のシナリオ。{paths[0].years[-1]}年は{ends}。"
    return _figure("scenarios", "将来推計のシナリオ", "総人口、人", note, alt)

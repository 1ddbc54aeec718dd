"""The numeric target of a goal: its figures beside the chart, and what its rating does not say."""

from __future__ import annotations

from decimal import Decimal

from inaxl.evaluate.goals import GoalResult
from inaxl.report.context_pace import target_pace
from inaxl.report.context_words import Context, figure, indicator_decimals, one_line, share_text
from inaxl.report.results import Results
from inaxl.values.display import change, number
from inaxl.values.periods import fy_column, fy_label, fy_short


def goal_target(results: Results, result: GoalResult) -> Context:
    """A goal's numeric target: chart, small tables and sentences beside it."""
    aim, judged = result.goal.target, result.judgement
    scope = f"{fy_label(results.plan.first_fy).removesuffix('年度')}～{fy_column(results.plan.last_fy)}の累計"
    return {
        "name": aim.name,
        "scope": scope if aim.accumulation == "cumulative" else (aim.unit and f"単位　{aim.unit}"),
        "chart": {"kind": "goal", "goal": result.goal.id, "alt": _target_alt(results, result)},
        "chart_note": _chart_note(result),
        "years": _year_table(results, result),
        "facts": _facts(results, result),
        "working": judged.explanation,
        "explanation": explanation(results, result),
    }


def _target_alt(results: Results, result: GoalResult) -> str:
    aim = result.goal.target
    told = "、".join(
        f"{fy_label(fy)}は{figure(value, aim)}"
        for fy, value in sorted(result.evaluated.items())
        if fy <= results.fy
    )
    return f"{aim.name}の推移。{told}。指標値は{figure(aim.target, aim)}。"


def _chart_note(result: GoalResult) -> str:
    aim = result.goal.target
    how = (
        "棒は単年度、折れ線は累計、破線は均等に積み上げた場合。"
        if aim.accumulation == "cumulative"
        else "縦の軸は0から始まらない。"
    )
    source = f"出典：{result.source}" if result.source else ""
    return how + source


def _year_table(results: Results, result: GoalResult) -> Context | None:
    """Single years and running sum under the chart of a sum, one column per year of the term; None for levels."""
    aim = result.goal.target
    if aim.accumulation != "cumulative":
        return None
    years = results.plan.term
    single = [result.years[fy].value if fy in result.years and fy <= results.fy else None for fy in years]
    running = [result.evaluated.get(fy) if fy <= results.fy else None for fy in years]
    decimals = indicator_decimals(aim)
    unit = f"（{aim.unit}）" if aim.unit else ""
    return {
        "heads": [fy_short(fy) for fy in years],
        "rows": [
            {"label": f"単年度{unit}", "figures": ["" if v is None else change(v, decimals) for v in single]},
            {"label": f"累計{unit}", "figures": ["" if v is None else number(v, decimals) for v in running]},
        ],
    }


def _facts(results: Results, result: GoalResult) -> list[Context]:
    """The small table beside the chart; the first row is the figure itself."""
    rows = (
        _sum_facts(results, result)
        if result.goal.target.accumulation == "cumulative"
        else _level_facts(results, result)
    )
    return [{"name": name, "value": value} for name, value in rows]


def _sum_facts(results: Results, result: GoalResult) -> list[tuple[str, str]]:
    aim, judged = result.goal.target, result.judgement
    rows = [
        (f"{fy_label(results.fy)}までの累計", figure(judged.evaluated, aim)),
        (f"指標値（{len(results.plan.term)}年間の計）", figure(aim.target, aim)),
        ("達成率", share_text(judged.achievement)),
    ]
    return [*rows, *target_pace(results, result)]


def _level_facts(results: Results, result: GoalResult) -> list[tuple[str, str]]:
    aim, judged = result.goal.target, result.judgement
    rows = [
        (f"{fy_label(results.fy)}の値", figure(judged.evaluated, aim)),
        (f"前年度（{fy_short(results.fy - 1)}）", figure(result.evaluated.get(results.fy - 1), aim)),
        (
            f"基準値（{fy_short(aim.baseline_fy)}）" if aim.baseline_fy else "基準値",
            figure(aim.baseline, aim),
        ),
        (f"指標値（{fy_short(aim.target_fy)}）" if aim.target_fy else "指標値", figure(aim.target, aim)),
        ("達成率", share_text(judged.achievement)),
    ]
    if judged.evaluated is not None and aim.baseline is not None and aim.baseline_comparable:
        gap = change(judged.evaluated - aim.baseline, indicator_decimals(aim))
        rows.append(("基準値との差", gap + aim.unit))
    return [*rows, *target_pace(results, result)]


def explanation(results: Results, result: GoalResult) -> str:
    """What the rating does not say: the even path, last year, the baseline; then the secretariat's note."""
    if result.judgement.evaluated is None:
        return f"{fy_label(results.fy)}の実績値がない。" + one_line(result.note)
    before = result.evaluated.get(results.fy - 1)
    parts = [_path_sentence(result), _since(results, result, before), _baseline_sentence(result)]
    note = one_line(result.note)
    return "".join([*parts, note if not note or note.endswith("。") else note + "。"])


def _path_sentence(result: GoalResult) -> str:
    aim, judged = result.goal.target, result.judgement
    if aim.accumulation != "cumulative" or judged.even_path is None or judged.evaluated is None:
        return ""
    gap = judged.evaluated - judged.even_path
    word = f"{figure(abs(gap), aim)}{'届いていない' if gap < 0 else '上回っている'}"
    link = "に" if gap < 0 else "を"
    return (
        f"均等に積み上げた場合の{figure(judged.even_path, aim)}{link}{word}。"
        if gap
        else "均等に積み上げた線の上にある。"
    )


def _since(results: Results, result: GoalResult, before: Decimal | None) -> str:
    aim, value = result.goal.target, result.judgement.evaluated
    if before is None or value is None:
        return ""
    if value == before:
        return f"前年度の{figure(before, aim)}と同じである。"
    word = "増えた" if value > before else "減った"
    if not aim.unit:
        word = "上がった" if value > before else "下がった"
    return f"前年度の{figure(before, aim)}から{figure(abs(value - before), aim)}{word}。"


def _baseline_sentence(result: GoalResult) -> str:
    aim, value = result.goal.target, result.judgement.evaluated
    if value is None or aim.baseline is None:
        return ""
    if not aim.baseline_comparable:
        year = f"（{fy_short(aim.baseline_fy)}）" if aim.baseline_fy else ""
        return f"基準値{year}の{figure(aim.baseline, aim)}は単年度の値で、累計とは比べられない。"
    worse = value > aim.baseline if aim.direction == "decrease" else value < aim.baseline
    if worse and aim.direction == "maintain" and result.judgement.reached:
        return f"基準値の{figure(aim.baseline, aim)}は下回るが、維持する目標には達している。"
    word = "上回っている" if aim.direction == "decrease" else "下回っている"
    return f"計画を作ったときの基準値{figure(aim.baseline, aim)}を{word}。" if worse else ""

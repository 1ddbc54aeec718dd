"""The sentences that open a page or a sheet: what the figures say, with the number, made from the data alone.

である調, because they are printed in the report. Word and Excel take them from here, so that they never differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from inaxl.evaluate.aggregate import Counts, effective_rating
from inaxl.evaluate.rating import NO_ACTUAL
from inaxl.population.vision import TOTAL, PopulationResult, milestone_date
from inaxl.report.results import Results
from inaxl.values.display import number, rounded
from inaxl.values.periods import day_label

NO_LAST_YEAR = "前年度の評価がないため、比較は載せていない。"
NO_KPI = "この施策には指標がない。事業の点検だけを行った。"
ALL_REPORTED = "すべての指標に実績値がある。"
NOTHING_WORSE = "評価が下がった指標はない。"
NO_KPIS_AT_ALL = "戦略台帳にKPIがないため、評価を行っていない。"
NO_FINDINGS = "誤りも警告もありません。"
_NEAR_ENOUGH = Decimal("0.05")  # percent; closer than this is "nearly the same"


def moves(results: Results) -> tuple[int, int]:
    """How many KPIs were rated better and worse than last year; those without an actual in either year are neither."""
    order: dict[str, int] = {level.rating: i for i, level in enumerate(results.plan.rules.levels)}
    better = worse = 0
    for row in results.current:
        before = results.row_by_year.get((row["kpi_id"], results.fy - 1))
        if before is None:
            continue
        old, new = effective_rating(before), effective_rating(row)
        if NO_ACTUAL not in (old, new):
            better += order[new] < order[old]
            worse += order[new] > order[old]
    return better, worse


def fulfilled_sentence(counts: Counts, results: Results) -> str:
    """`84指標のうち63指標（75.0%）が「順調」か「おおむね順調」` for any level, without what follows."""
    rules = results.plan.rules
    words = f"「{rules.label('on_track')}」か「{rules.label('mostly_on_track')}」"
    return f"{counts.kpis}指標のうち{counts.fulfilled}指標（{counts.share(counts.fulfilled)}%）が{words}"


def compared_share(now: Counts, last: Counts | None) -> str:
    """`前年度より1.5ポイント高い`, from the shares as printed; '' without last year."""
    if last is None or not last.kpis:
        return ""
    points = now.share(now.fulfilled) - last.share(last.fulfilled)
    if not points:
        return "前年度と同じである"
    return f"前年度より{abs(points)}ポイント{'高い' if points > 0 else '低い'}"


def moved_words(now: Counts, last: Counts | None, results: Results) -> str:
    """`「順調」は31指標から38指標に増えた。`; '' without last year or where nothing has changed."""
    if last is None or not last.kpis or now.on_track == last.on_track:
        return ""
    verb = "増えた" if now.on_track > last.on_track else "減った"
    label = results.plan.rules.label("on_track")
    return f"「{label}」は{last.on_track}指標から{now.on_track}指標に{verb}。"


def summary_lede(results: Results) -> str:
    """The answer of the whole evaluation in three sentences (要点)."""
    total, previous = results.total, results.previous
    if not total.kpis:
        return NO_KPIS_AT_ALL
    last = previous.total if previous else None
    compared = compared_share(total, last)
    first = f"{fulfilled_sentence(total, results)}" + (f"で、{compared}。" if compared else "である。")
    return first + (_moves_sentence(results) if last else NO_LAST_YEAR) + missing_sentence(total)


def overview_lede(results: Results) -> str:
    """The short form of `summary_lede`, for a sheet on which the numbers stand right below."""
    total, previous = results.total, results.previous
    if not total.kpis:
        return NO_KPIS_AT_ALL
    compared = compared_share(total, previous.total if previous else None)
    moved = moved_words(total, previous.total if previous else None, results)
    return f"{fulfilled_sentence(total, results)}。" + (f"{compared}。" if compared else "") + moved


def _moves_sentence(results: Results) -> str:
    better, worse = moves(results)
    if not better and not worse:
        return "評価が上がった指標も下がった指標もない。"
    if not worse:
        return f"{better}指標で評価が上がった。{NOTHING_WORSE}"
    if not better:
        return f"{worse}指標で評価が下がり、上がった指標はない。"
    return f"{better}指標で評価が上がり、{worse}指標で下がった。"


def missing_sentence(counts: Counts) -> str:
    """How many KPIs have no actual."""
    return f"{counts.no_actual}指標は実績値がない。" if counts.no_actual else ALL_REPORTED


def goal_lede(results: Results, goal_id: str | None) -> str:
    """What one goal's KPIs say, beside last year; for KPIs of no goal with id None."""
    level = next((lv for lv in results.counts[results.fy].by_goal if lv.id == goal_id), None)
    if level is None or not level.counts.kpis:
        return "この基本目標に属する指標は計画に記載がない。"
    before = results.previous
    last = next((lv.counts for lv in before.by_goal if lv.id == goal_id), None) if before else None
    compared = compared_share(level.counts, last)
    end = f"で、{compared}。" if compared else "である。"
    moved = moved_words(level.counts, last, results)
    return f"{fulfilled_sentence(level.counts, results)}{end}{moved}{missing_sentence(level.counts)}"


def population_lede(results: Results) -> str:
    """The newest total population against the vision on the same day."""
    return population_sentence(results.population)


def population_sentence(population: PopulationResult) -> str:
    """`令和6年1月1日の人口は64,211人で、将来展望の線を453人（0.7%）下回った。`"""
    gap = population.latest(TOTAL)
    if gap is None:
        return "人口の実績は登録されていない。" if population.vision else "人口ビジョンは登録されていない。"
    day = day_label(gap.as_of or milestone_date(gap.year))
    stand = f"{day}の人口は{number(gap.actual, 0)}人"
    if gap.difference is None or gap.percent is None:
        return f"{stand}である。この期日の将来展望は計画に記載がない。"
    if abs(gap.percent) <= _NEAR_ENOUGH:
        return f"{stand}で、将来展望の線とほぼ同じである。"
    size, share = rounded(abs(gap.difference), 0), rounded(abs(gap.percent), 1)
    verb = "下回った" if gap.difference < 0 else "上回った"
    return f"{stand}で、将来展望の線を{number(size)}人（{share}%）{verb}。"


def submission_lede(results: Results) -> str:
    """How many departments are done, have to mend, are missing; and how many KPIs have a figure."""
    states = [item.state for item in results.submissions]
    if not states:
        return "部署は戦略台帳に登録されていない。"
    parts = [f"{len(states)}部署のうち{states.count('done')}部署が完了。"]
    waiting = []
    if states.count("needs_fix"):
        waiting.append(f"{states.count('needs_fix')}部署に修正が必要")
    if states.count("missing"):
        waiting.append(f"{states.count('missing')}部署が未提出")
    if waiting:
        parts.append("、".join(waiting) + "。")
    kpis = sum(item.kpis for item in results.submissions)
    parts.append(f"KPI {kpis}件のうち{sum(item.reported for item in results.submissions)}件に実績値がある。")
    return "".join(parts)


def submission_note(results: Results) -> str:
    """One line for the overview: who has submitted, and how many mistakes wait where."""
    submitted = sum(item.submitted for item in results.submissions)
    faulty = [item for item in results.submissions if item.errors]
    if not results.submissions:
        return ""
    first = f"{len(results.submissions)}部署のうち{submitted}部署が提出。"
    if not faulty:
        return first + "修正が必要な誤りはない。"
    return first + f"修正が必要な誤りは{len(faulty)}部署に{sum(item.errors for item in faulty)}件。"


def findings_lede(results: Results) -> str:
    """How many errors, warnings and notices; です・ます, for the sheet that staff work through."""
    severities = [finding.severity for finding in results.findings]
    errors, warnings = severities.count("error"), severities.count("warning")
    if not errors and not warnings:
        return NO_FINDINGS
    found = []
    if errors:
        found.append(f"誤りが{errors}件")
    if warnings:
        found.append(f"警告が{warnings}件")
    todo = (
        "誤りは部署のブックで直し、もう一度集計します。"
        if errors
        else "警告は確かめて、正しければそのままで構いません。"
    )
    return f"{'、'.join(found)}あります。{todo}"


def levels_lede(levels: Sequence[Any], noun: str) -> str:
    """Which of the goals or departments has the highest and the lowest share of fulfilled KPIs."""
    rated = [lv for lv in levels if lv.counts.kpis and lv.id is not None]
    if not rated:
        return f"指標のある{noun}はない。"
    shares = {lv.title: lv.counts.share(lv.counts.fulfilled) for lv in rated}
    high, low = max(shares.values()), min(shares.values())
    if high == low:
        return f"「順調」か「おおむね順調」の割合は、どの{noun}も{high}%である。"
    best = [title for title, share in shares.items() if share == high]
    worst = [title for title, share in shares.items() if share == low]
    return f"「順調」か「おおむね順調」の割合は、{_some(best)}が最も高く{high}%、{_some(worst)}が最も低く{low}%である。"


def _some(titles: Sequence[str]) -> str:
    return f"「{titles[0]}」" + (f"ほか{len(titles) - 1}つ" if len(titles) > 1 else "")

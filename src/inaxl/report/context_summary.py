"""The one page that answers first: how many indicators are on track, what moved, and the goals' numeric targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from inaxl.evaluate.aggregate import Counts, effective_rating
from inaxl.evaluate.goals import GoalResult
from inaxl.plan.model import RATINGS
from inaxl.report.context_focus import is_in_focus, summary_focus
from inaxl.report.context_room import MISSING_EMS, MOVED_EMS, Room, missing_room, moved_room
from inaxl.report.context_words import (
    Context,
    Piece,
    Row,
    aim_text,
    all_reported,
    arrow,
    circled,
    count_text,
    direction_of_move,
    emphasised,
    figure,
    glyph_mark,
    indicator_decimals,
    piece,
    previous_rating,
    rating_mark,
    reason,
    shown_decimals,
    trend_of,
)
from inaxl.report.results import Results
from inaxl.report.sentences import NO_LAST_YEAR, fulfilled_sentence, moved_words, summary_lede
from inaxl.values.display import change, number, percent, with_unit
from inaxl.values.periods import fy_label

_DOT = piece("・", "inaxlFaint")


def summary(results: Results) -> Context:
    """The variables of the page 要点."""
    moved = _moved(results)
    focus = summary_focus(results)
    taken = len(focus["rows"]) if focus else 0
    return {
        "lede": emphasised(
            summary_lede(results), fulfilled_sentence(results.total, results).partition("のうち")[2]
        ),
        "counts": _counts(results),
        "chart": {"kind": "ratings", "goal": "", "alt": _chart_alt(results)} if results.current else None,
        "moves": _moves(results),
        "focus": focus,
        "worse": _move_list(results, moved["worse"], "下がった", moved_room(taken)),
        "better": _move_list(results, moved["better"], "上がった", moved_room(taken)),
        "no_actual": _missing_list(results, missing_room(taken)),
        "goals": [_goal_row(results, goal) for goal in results.goals],
        "goals_scope": f"小図は{_term_so_far(results)}、破線は指標値",
    }


def _moved(results: Results) -> dict[str, list[Row]]:
    """KPIs whose rating changed, those in focus first; from or to 実績値なし is neither better nor worse."""
    moved: dict[str, list[Row]] = {"better": [], "worse": []}
    for row in results.current:
        before, after = previous_rating(results, row), effective_rating(row)
        if before is None or "no_actual" in (before, after):
            continue
        step = direction_of_move(before, after)
        if step:
            moved["better" if step > 0 else "worse"].append(row)
    for rows in moved.values():
        rows.sort(
            key=lambda row: (
                not is_in_focus(results.plan, row),
                -_distance(results, row),
                RATINGS.index(effective_rating(row)),
            )
        )
    return moved


def _distance(results: Results, row: Row) -> int:
    before = previous_rating(results, row)
    return abs(RATINGS.index(before) - RATINGS.index(effective_rating(row)))


def _counts(results: Results) -> Context:
    total, before = results.total, results.previous.total if results.previous else None
    rows = [
        _count_row(rating_mark(results.plan.rules, rating), getattr(total, rating), total, before, rating)
        for rating in RATINGS
    ]
    return {
        "current": fy_label(results.fy),
        "previous": fy_label(results.fy - 1),
        "rows": rows,
        "total": _count_row(piece("計"), total.kpis, total, before, "kpis"),
        "note": _counts_note(results),
    }


def _count_row(mark: Piece, count: int, total: Counts, before: Counts | None, key: str) -> Context:
    past = getattr(before, key) if before else None
    return {
        "rating": mark,
        "count": count_text(count),
        "share": number(total.share(count), 1) if key != "kpis" or total.kpis else "－",
        "previous_count": "－" if past is None else count_text(past),
        "previous_share": "－" if past is None or before is None else number(before.share(past), 1),
        "change": "－" if past is None else change(Decimal(count - past)),
    }


def _counts_note(results: Results) -> str:
    if results.previous is None:
        return f"{NO_LAST_YEAR}割合は四捨五入。"
    redefined = len(_redefined(results))
    new = sum(previous_rating(results, row) is None for row in results.current) - redefined
    gone = len(ended_rows(results))
    counted = (("新規", new), ("終了", gone), ("定義変更", redefined))
    parts = [f"{word}{count}" if count else "" for word, count in counted]
    changed = "、".join(part for part in parts if part)
    moved = moved_words(results.total, results.previous.total, results)
    return moved + (f"{changed}を含む。" if changed else "") + "割合は四捨五入。"


def _redefined(results: Results) -> list[Row]:
    """KPIs that cannot be compared with last year, since they measured something else."""
    return [row for row in results.current if results.is_redefined(row["kpi_id"])]


def ended_rows(results: Results) -> list[Row]:
    """Last year's KPIs that are no longer judged."""
    now = {row["kpi_id"] for row in results.current}
    return [row for row in results.rows if row["fy"] == results.fy - 1 and row["kpi_id"] not in now]


def _chart_alt(results: Results) -> str:
    rules = results.plan.rules
    told = [
        f"{level.title}：" + "、".join(f"{rules.label(r)}{getattr(level.counts, r)}" for r in RATINGS)
        for level in results.counts[results.fy].by_goal
        if level.counts.kpis
    ]
    return "基本目標ごとの評価区分の件数。" + "。".join(told)


def _moves(results: Results) -> Context:
    """The matrix of last year's against this year's ratings: five rows (the last 新規), five columns (the last 終了)."""
    rules = results.plan.rules
    tally = moves_tally(results)
    order: list[str | None] = [*RATINGS, None]
    rows = [
        {
            "label": rating_mark(rules, before) if before else piece("新規"),
            "cells": [
                _matrix_cell(tally[before, after], before != after and None not in (before, after))
                for after in order
            ],
        }
        for before in order
    ]
    return {
        "shown": results.previous is not None,
        "current": f"{fy_label(results.fy)} →",
        "previous": f"{fy_label(results.fy - 1)} ↓",
        "heads": [*(glyph_mark(rules, rating) for rating in RATINGS), piece("終了", "inaxlScope")],
        "rows": rows,
        "note": [*_matrix_note(tally), *_redefined_note(results)],
    }


def moves_tally(results: Results) -> Counter[tuple[str | None, str | None]]:
    """KPIs by (last year's rating, this year's): None for last year where new, for this year where ended."""
    tally: Counter[tuple[str | None, str | None]] = Counter(
        (previous_rating(results, row), effective_rating(row)) for row in results.current
    )
    tally.update((effective_rating(row), None) for row in ended_rows(results))
    return tally


def _matrix_cell(count: int, moved: bool) -> Piece:
    if not count:
        return _DOT
    return piece(str(count), "inaxlStrong" if moved else "")


def _matrix_note(tally: Counter[tuple[str | None, str | None]]) -> list[str]:
    better = worse = same = known = lost = 0
    for (before, after), count in tally.items():
        if before is None or after is None:
            continue
        if before == after:
            same += count
        elif before == "no_actual":
            known += count
        elif after == "no_actual":
            lost += count
        elif direction_of_move(before, after) > 0:
            better += count
        else:
            worse += count
    return [
        f"左下（青）＝上がった{better}、値が出た{known}　斜め＝同じ{same}",
        f"右上（橙）＝下がった{worse}、値が得られない{lost}",
    ]


def _redefined_note(results: Results) -> list[str]:
    count = len(_redefined(results))
    return [f"新規のうち{count}は、定義を変えたため前年度と比べない指標"] if count else []


def _move_list(results: Results, rows: Sequence[Row], word: str, room: Room) -> Context:
    listed = rows[: room.fits([(row["name"],) for row in rows], MOVED_EMS)]
    cut = f"うち{len(listed)}件" if len(rows) > len(listed) else ""
    return {
        "title": f"評価が{word}{len(rows)}指標" if rows else f"評価が{word}指標",
        "scope": "。".join(part for part in (cut, _focus_scope(results, listed)) if part),
        "rows": [_move_row(results, row) for row in listed],
        "empty": "" if rows else f"評価が{word}指標はない。" if results.previous else "前年度の評価がない。",
    }


def _focus_scope(results: Results, rows: Sequence[Row]) -> str:
    """Says what bold names mean, where there are any."""
    return "太字は重点" if any(is_in_focus(results.plan, row) for row in rows) else ""


def _move_row(results: Results, row: Row) -> Context:
    decimals = shown_decimals(results, row)
    before = previous_rating(results, row) or "no_actual"
    return {
        "name": row["name"],
        "is_focus": is_in_focus(results.plan, row),
        "current": with_unit(row["evaluated"], row["unit"], decimals),
        "target": aim_text(row, decimals, row["unit"]),
        "move": arrow(results.plan.rules, before, effective_rating(row)),
    }


def _missing_list(results: Results, room: Room) -> Context:
    rows = [row for row in results.current if effective_rating(row) == "no_actual"]
    rows.sort(key=lambda row: not is_in_focus(results.plan, row))
    told: list[dict[str, Any]] = [
        {
            "name": row["name"],
            "is_focus": is_in_focus(results.plan, row),
            "reason": reason(results, row),
        }
        for row in rows
    ]
    most = room.fits([(item["name"], item["reason"]["text"]) for item in told], MISSING_EMS)
    bold, cut = _focus_scope(results, rows[:most]), len(rows) > most
    said = bold or "把握の見込み"
    return {
        "title": f"実績値のない{len(rows)}指標" if rows else "実績値のない指標",
        "scope": f"うち{most}件。{said}" if cut else bold or "件名と把握の見込み" if rows else "",
        "rows": told[:most],
        "empty": "" if rows else all_reported(results),
    }


def _term_so_far(results: Results) -> str:
    first = fy_label(results.plan.first_fy)
    if results.fy == results.plan.first_fy:
        return first
    return f"{first.removesuffix('年度')}～{fy_label(results.fy).removeprefix('令和')}"


def _goal_row(results: Results, result: GoalResult) -> Context:
    goal, judged = result.goal, result.judgement
    aim = goal.target
    years = [fy for fy in results.plan.term if fy <= results.fy]
    values = [result.evaluated.get(fy) for fy in years]
    comparable = aim.baseline_comparable
    return {
        "name": f"{circled(goal.number)} {aim.name}" + ("の累計" if aim.accumulation == "cumulative" else ""),
        "baseline": figure(aim.baseline, aim) if comparable else "－",
        "current": figure(judged.evaluated, aim),
        "trend": trend_of(values, aim.target, "line", years, aim.unit, indicator_decimals(aim)),
        "target": figure(aim.target, aim),
        "rating": rating_mark(results.plan.rules, judged.rating),
        "reading": reading(result),
    }


def reading(result: GoalResult) -> str:
    """What a goal's figure means beside its rating: achievement alone can mislead."""
    aim, judged = result.goal.target, result.judgement
    value, target = judged.evaluated, judged.target
    if value is None or target is None:
        return "実績値がない" if value is None else "指標値が決まっていない"
    if aim.accumulation == "cumulative" and not judged.reached and judged.even_path is not None:
        gap = judged.even_path - value
        word = "届かない" if gap > 0 else "先行している"
        return f"均等な積み上げ{'に' if gap > 0 else 'より'}{figure(abs(gap), aim)}{word}"
    if aim.direction == "maintain":
        gap = value - target
        return (
            f"維持する目標を{figure(abs(gap), aim)}{'上回る' if gap > 0 else '下回る'}"
            if gap
            else "維持する目標と同じ"
        )
    if judged.reached:
        return "指標値に達した"
    return _against_baseline(result)


def _against_baseline(result: GoalResult) -> str:
    aim, judged = result.goal.target, result.judgement
    value, base = judged.evaluated, aim.baseline
    if value is None or judged.target is None:
        return ""
    rate = (
        f"達成率{percent(judged.achievement)}" if judged.achievement is not None else "指標値に達していない"
    )
    if base is not None and aim.baseline_comparable:
        worse = value > base if aim.direction == "decrease" else value < base
        if worse:
            return f"{rate}だが基準値より{'高い' if aim.direction == 'decrease' else '低い'}"
    return f"{rate}で、指標値まで{figure(abs(judged.target - value), aim)}"

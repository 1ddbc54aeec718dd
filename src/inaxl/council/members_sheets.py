"""The sheets of the members' book: goals, measures, projects with the departments' self-evaluation, KPIs, opinions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from inaxl.books.sheet_styles import PALETTE, PAPER_A3
from inaxl.council.items import absence
from inaxl.council.members_frame import Cell, Listing, write_listing
from inaxl.evaluate.aggregate import Counts, effective_rating
from inaxl.evaluate.follow_up import STATES, Opinion
from inaxl.forms.carried import subject
from inaxl.plan.model import RATINGS, Measure, Plan, Project
from inaxl.report.charts import rating_name
from inaxl.report.context_focus import focus_mark
from inaxl.report.context_follow_up import NO_OPINIONS
from inaxl.report.context_words import (
    aim_text,
    circled,
    indicator_decimals,
    measure_label,
    move_mark,
    one_line,
    previous_rating,
    previous_row,
    shown_decimals,
    suffix,
)
from inaxl.report.evaluation_opinions import NO_RESPONSE
from inaxl.report.merged_frame import Column, Merged, section_name
from inaxl.report.sentences import overview_lede, population_lede, summary_lede
from inaxl.values.periods import fy_column, fy_label, fy_short

Row = Mapping[str, Any]
_FILL = {"in_progress": {"bg_color": PALETTE.sky}, "closed": {"bg_color": PALETTE.same}}
NO_CARD = "記入なし"


def write_goals(merged: Merged) -> None:
    """基本目標: the numeric target of each, its judgement, and the counts of its KPIs."""
    results = merged.results
    heads = ("基本目標", "数値目標", "現状値", "実績値", "指標値", "達成率", "評価", "KPI")
    widths = (340, 190, 96, 96, 96, 84, 140, 52)
    columns = [
        *_columns(heads, widths, figures=(2, 3, 4, 5, 7)),
        *(Column(results.plan.rules.glyph(rating), 44, "head_figure") for rating in RATINGS),
    ]
    listing = Listing(
        "基本目標",
        f"{fy_label(results.fy)}　評価の概要",
        summary_lede(results),
        columns,
        1,
        note=population_lede(results),
    )
    write_listing(merged, listing, _goal_rows(merged))


def _goal_rows(merged: Merged) -> Iterator[Sequence[Cell]]:
    results, styles = merged.results, merged.styles
    levels = {level.id: level.counts for level in results.counts[results.fy].by_goal}
    for item in results.goals:
        goal, judged = item.goal, item.judgement
        target, decimals = goal.target, indicator_decimals(goal.target)
        figures = (target.baseline, judged.evaluated, judged.target)
        yield [
            Cell(f"基本目標{goal.number}　{goal.title}", styles("wrap"), 10),
            Cell(target.name + (f"（{target.unit}）" if target.unit else ""), styles("wrap"), 10),
            *(Cell(value, styles.figure(decimals)) for value in figures),
            Cell(judged.achievement, styles("share", align="right", indent=1)),
            _rating(merged, judged.rating),
            *_counts(merged, levels.get(goal.id)),
        ]


def write_measures(merged: Merged) -> None:
    """施策: the counts of its KPIs beside last year's share."""
    results = merged.results
    columns = [
        *_columns(("施策", "事業", "KPI"), (480, 56, 56), figures=(1, 2)),
        *(Column(rating_name(results.plan.rules, r), 104, "head_figure") for r in RATINGS),
        Column("順調・おおむね\n順調の割合", 104, "head_figure"),
        Column("前年度", 80, "head_figure"),
    ]
    listing = Listing("施策", f"{fy_label(results.fy)}　施策の評価", overview_lede(results), columns, 1)
    write_listing(merged, listing, _measure_rows(merged))


def _measure_rows(merged: Merged) -> Iterator[Sequence[Cell]]:
    results, styles = merged.results, merged.styles
    now = {level.id: level.counts for level in results.counts[results.fy].by_measure}
    last = {level.id: level.counts for level in results.previous.by_measure} if results.previous else {}
    for measure in results.plan.measures:
        counts, before = now.get(measure.id), last.get(measure.id)
        projects = sum(project.measure_id == measure.id for project in results.plan.projects)
        yield [
            Cell(measure_label(results.plan, measure) + _focus(results.plan, measure), styles("wrap"), 10),
            Cell(projects, styles.figure(0)),
            *_counts(merged, counts),
            Cell(_share(counts), styles("figure")),
            Cell(_share(before), styles("figure_past")),
        ]


def write_projects(merged: Merged) -> None:
    """事業: what the departments did, how they judge it, and what they decided."""
    results = merged.results
    heads = ("事業", "担当", "　取組内容", "　成果", "　課題と要因", "　今後の方針", "　今後の取組")
    columns = _columns(heads, (210, 120, 270, 262, 262, 96, 270))
    listing = Listing(
        "事業と自己評価",
        f"{fy_label(results.fy)}　事業と部署の自己評価",
        "部署が自分の事業を点検したものである。審議会の意見は「審議会の意見」のシートにある。",
        columns,
        1,
        paper=PAPER_A3,
    )
    write_listing(merged, listing, _project_rows(merged))


def _project_rows(merged: Merged) -> Iterator[Sequence[Cell]]:
    results, styles = merged.results, merged.styles
    wrap = styles("wrap", valign="top")
    small = styles("wrap", valign="top", align="left", font_size=9, indent=1)
    for project in results.plan.projects:
        name = f"事業{project.number}　{project.title}{_focus(results.plan, project)}"
        own = [review for review in results.reviews if review.project_id == project.id]
        for review in own:
            card = review.card
            texts = (card.done, card.result, card.issue, card.decision, card.next_action)
            yield [
                Cell(name, wrap, 10),
                Cell(
                    section_name(results, review.department),
                    styles("text_sub", text_wrap=True, valign="top"),
                    9,
                ),
                *(Cell(text.strip() or NO_CARD, small, 9) for text in texts),
            ]
        if not own:
            yield [
                Cell(name, wrap, 10),
                Cell(_lead(merged, project), styles("text_sub", text_wrap=True, valign="top"), 9),
                *(Cell(NO_CARD, styles("text_sub", valign="top", align="left", indent=1)) for _ in range(5)),
            ]


def _focus(plan: Plan, item: Measure | Project) -> str:
    """`【重点】`, `【重点分野】`; nothing for what is not in focus."""
    mark = focus_mark(plan, item)
    return f"【{mark['text']}】" if mark else ""


def _lead(merged: Merged, project: Project) -> str:
    department = merged.results.plan.department_by_id.get(project.reporting_id or "")
    return section_name(merged.results, department.name if department else None)


def write_kpis(merged: Merged) -> None:
    """KPI: every figure of the term, the target, the rating and the move since last year."""
    results = merged.results
    years = [fy for fy in results.plan.term if fy <= results.fy]
    columns = [
        *_columns(("No.", "目標", "KPI", "単位", "担当", "現状値"), (38, 42, 250, 52, 116, 70), figures=(5,)),
        *(Column(f"{fy_column(fy)}\n実績値", 72, "head_figure") for fy in years),
        *_columns(
            ("指標値", "年度", "達成率", "評価", "　前年度\n　から", "　備考"), (74, 44, 72, 130, 92, 190), figures=(0, 2)
        ),
    ]  # fmt: skip
    listing = Listing("KPI", f"{fy_label(results.fy)}　KPI", overview_lede(results), columns, 3)
    write_listing(
        merged, listing, (_kpi_row(merged, at, row, years) for at, row in enumerate(results.current, 1))
    )


def _kpi_row(merged: Merged, number: int, row: Row, years: Sequence[int]) -> Sequence[Cell]:
    results, styles = merged.results, merged.styles
    goal = results.plan.goal_by_id.get(row["goal_id"] or "")
    decimals = shown_decimals(results, row)
    found = [results.row_by_year.get((row["kpi_id"], fy)) for fy in years]
    now, past = styles.figure(decimals, "figure_now"), styles.figure(decimals, "figure_past")
    rating = effective_rating(row)
    before = previous_rating(results, row) if previous_row(results, row) else None
    move = move_mark(results.plan.rules, before, rating)["text"] if results.previous else ""
    year = fy_short(row["target_fy"]) if row["target_fy"] else ""
    return [
        Cell(number, styles("figure_past", align="center")),
        Cell(circled(goal.number) if goal else "", styles("center")),
        Cell(row["name"] + suffix(row), styles("wrap"), 10),
        Cell(row["unit"], styles("text_sub", shrink=True)),
        Cell(section_name(results, row["department"]), styles("text_sub", shrink=True)),
        Cell(row["baseline"], past),
        *(Cell(r["actual"] if r else None, now if fy == results.fy else past) for fy, r in zip(years, found, strict=True)),
        Cell(aim_text(row, decimals), styles("figure")),
        Cell(year, styles("center", font_size=9)),
        Cell(row["achievement"], styles("share_now", indent=1)),
        _rating(merged, rating, "（手動）" if row["rating_override"] else ""),
        Cell(move, styles("text_sub", indent=1)),
        Cell(one_line(row["note"] or "") or absence(row), styles("text_sub", text_wrap=True, indent=1), 9),
    ]  # fmt: skip


def write_opinions(merged: Merged) -> None:
    """審議会の意見: what is still open, what was dealt with, and what was said on this year already."""
    results, left = merged.results, merged.results.follow_up
    heads = ("番号", "年度", "対象", "意見", "　市の対応", "　状態", "担当", "期限")
    columns = _columns(heads, (72, 46, 130, 350, 374, 92, 150, 96))
    told = f"まだ閉じていない意見が{len(left.open)}件、対応を終えた意見が{len(left.closed)}件ある。"
    is_empty = not (left.open or left.closed or left.own)
    listing = Listing(
        "審議会の意見",
        f"{fy_label(results.fy)}　これまでの審議会の意見と市の対応",
        NO_OPINIONS if is_empty else told,
        columns,
        1,
    )
    write_listing(merged, listing, _opinion_rows(merged))


def _opinion_rows(merged: Merged) -> Iterator[Sequence[Cell] | str]:
    left = merged.results.follow_up
    for title, opinions in (
        ("まだ閉じていない意見", left.open),
        ("対応を終えた意見", left.closed),
        (f"{fy_label(merged.results.fy)}の評価への意見", left.own),
    ):
        if opinions:
            yield f"{title}　{len(opinions)}件"
            yield from (_opinion_row(merged, opinion) for opinion in opinions)


def _opinion_row(merged: Merged, opinion: Opinion) -> Sequence[Cell]:
    styles = merged.styles
    state = "unanswered" if opinion.is_unanswered else opinion.state
    answer = opinion.response.strip()
    alert = {} if answer else {"font_color": PALETTE.rust, "bold": True}
    look = styles("state_fix") if state == "unanswered" else styles("center", **_FILL[state])
    return [
        Cell(opinion.id, styles("text")),
        Cell(fy_short(opinion.fy), styles("center")),
        Cell(subject(merged.results.plan, opinion), styles("wrap"), 10),
        Cell(opinion.text.strip(), styles("wrap"), 10),
        Cell(answer or NO_RESPONSE, styles("wrap", indent=1, **alert), 10),
        Cell(STATES[state], look),
        Cell(opinion.department or "担当 未定", styles("text_sub", text_wrap=True), 9),
        Cell(opinion.due, styles("text_sub")),
    ]


def _columns(heads: Sequence[str], widths: Sequence[int], figures: Sequence[int] = ()) -> list[Column]:
    centred = ("No.", "目標", "年度")
    return [
        Column(head, width, "head_figure" if at in figures else "head_center" if head in centred else "head")
        for at, (head, width) in enumerate(zip(heads, widths, strict=True))
    ]


def _counts(merged: Merged, counts: Counts | None) -> Iterator[Cell]:
    """Number of KPIs, then of each rating; nothing is `・`."""
    styles = merged.styles
    yield Cell(counts.kpis if counts else 0, styles.figure(0))
    for rating in RATINGS:
        number = getattr(counts, rating) if counts else 0
        yield (
            Cell(number, styles.figure(0))
            if number
            else Cell("・", styles("figure", font_color=PALETTE.rule))
        )


def _rating(merged: Merged, rating: str, hand: str = "") -> Cell:
    name = rating_name(merged.results.plan.rules, rating) + hand
    return Cell(name, merged.styles.rating(rating, indent=1, shrink=True))


def _share(counts: Counts | None) -> str:
    return f"{counts.share(counts.fulfilled)}%" if counts and counts.kpis else ""

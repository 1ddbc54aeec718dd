"""A small evaluated year made by hand, for the tests of every paper. All figures are 架空 (made up)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from inaxl.entries.table import Card
from inaxl.evaluate.aggregate import count, count_by
from inaxl.evaluate.pace import outlook, pace
from inaxl.evaluate.rating import Judgement, YearValue, judge
from inaxl.findings import E101, E303, W101, W102, Finding
from inaxl.plan.model import (
    Department,
    Field,
    Goal,
    Indicator,
    Kpi,
    Measure,
    Plan,
    Project,
    RatingLevel,
    RatingRules,
    VisionPoint,
)
from inaxl.population.vision import Observation, PopulationResult, gaps
from inaxl.report.results import GoalResult, Results, Review, Submission, YearCounts
from tests.report.sample_follow_up import sample_follow_up, sample_survey

FY, FIRST_FY = 2023, 2020
RULES = RatingRules(
    (
        RatingLevel("on_track", "順調", "◎", Decimal("1"), "指標値に達している"),
        RatingLevel("mostly_on_track", "おおむね順調", "○", Decimal("0.8"), "指標値の80%以上"),
        RatingLevel("needs_effort", "努力を要する", "▼", None, "指標値の80%未満"),
        RatingLevel("no_actual", "実績値なし", "－", None, "実績値が得られない"),
    )
)


class Line(NamedTuple):
    """One KPI by hand: actuals of R2–R5 as text (a word is a status), target of R6."""

    name: str
    unit: str
    decimals: int
    direction: str
    accumulation: str
    baseline: str
    target: str
    years: tuple[str, str, str, str]
    goal: int
    project: int
    department: int
    note: str = ""


LINES = (
    Line("事業を通じた結婚者数", "人", 0, "increase", "annual", "9", "10", ("8", "9", "7", "16"), 1, 1, 1),
    Line("子育て支援拠点の利用者数", "人", 0, "increase", "annual", "18204", "16000", ("9120", "11045", "14210", "19034"), 1, 2, 2),
    Line("保育士の充足率", "%", 1, "increase", "point", "98.2", "100", ("99.1", "100", "100", "96"), 1, 2, 2),
    Line("待機児童の数", "人", 0, "decrease", "point", "3", "0", ("2", "1", "0", "1"), 1, 2, 2),
    Line("移住者数", "人", 0, "increase", "annual", "85", "100", ("71", "80", "84", "93"), 2, 3, 1),
    Line("農家民泊を伴う教育旅行", "校", 0, "increase", "annual", "38", "50", ("2", "3", "8", "14"), 2, 4, 4, "受入農家が減った"),
    Line("管理不全な空き家の数", "件", 0, "decrease", "point", "152", "120", ("150", "144", "137", "131"), 2, 3, 1),
    Line("友好都市との交流人口", "人", 0, "increase", "annual", "126", "140", ("12", "40", "131", "pending"), 2, 4, 4, "令和6年10月に確定"),
    Line("就職面接会の採用者数", "人", 0, "increase", "annual", "31", "40", ("30", "38", "42", "21"), 3, 5, 3),
    Line("新規就農者数", "人", 0, "increase", "cumulative", "9", "55", ("11", "9", "7", "5"), 3, 6, 5),
    Line("製造品出荷額等", "億円", 1, "increase", "point", "2210.4", "2300", ("2101.5", "2188.0", "2290.3", "unavailable"), 3, 5, 3),
    Line("地区懇談会の開催数", "回", 0, "maintain", "annual", "30", "30", ("12", "18", "29", "32"), 4, 7, 1),
    Line("用途地域内の空き地の利用", "件", 0, "increase", "annual", "4", "10", ("3", "5", "6", "missing"), 4, 8, 6),
    Line("遠隔医療の利用者数", "人", 0, "increase", "annual", "0", "50", ("not_applicable", "not_applicable", "not_applicable", "8万～9万"), 4, 8, 6),
)  # fmt: skip

GOALS = (
    ("結婚・出産・子育ての希望をかなえる", "結婚・出産・子育て", "合計特殊出生率", "", 2, "increase", "point", "1.46", 2017, "1.74", ("1.52", "1.49", "1.45", "1.41")),
    ("ひとが集うまち・地域をつくる", "ひとが集うまち", "社会動態の増加数", "人", 0, "increase", "cumulative", "-25", 2018, "100", ("12", "-35", "41", "28")),
    ("安定した雇用をつくる", "安定した雇用", "就業者数", "人", 0, "maintain", "point", "34567", 2014, "34500", ("34560", "34555", "34548", "34540")),
    ("時代に合った地域をつくり、連携する", "地域づくり・連携", "農業産出額", "億円", 0, "increase", "point", "46", 2017, "47", ("45", "46", "47", "48")),
)  # fmt: skip
DEPARTMENTS = (
    ("企画部", "地域創造課"),
    ("保健福祉部", "子育て支援課"),
    ("商工観光部", "商工振興課"),
    ("商工観光部", "観光課"),
    ("農林部", "農政課"),
    ("建設部", "都市整備課"),
)
BOOKS = (
    "01_地域創造課.xlsx",
    "02_子育て支援課.xlsx",
    "03 商工振興課 (最終#2).xlsx",
    "04_観光課's.xlsx",
    "05_農政課.xlsm",
    None,
)
PROJECTS = (
    ("結婚支援事業", 1, (1,)),
    ("子育て支援事業", 1, (2,)),
    ("移住促進事業", 2, (1, 6)),
    ("地域資源を活用した観光振興事業", 2, (4,)),
    ("就労支援事業", 3, (3,)),
    ("新規就農支援事業", 3, (5,)),
    ("地域自治の推進", 4, (1,)),
    ("まちなか活用事業", 4, (6,)),
)


def sample_plan(*, is_sample: bool = True, copies: int = 1) -> Plan:
    """A plan of four goals; `copies` repeats its KPIs, to have as many as a city really judges."""
    return Plan(
        title="第2期伊那市地方創生総合戦略",
        status="案",
        city="伊那市",
        first_fy=FIRST_FY,
        last_fy=2024,
        is_sample=is_sample,
        facts={},
        goals=tuple(_goals()),
        fields=tuple(Field(f"f{n}", n, title, (f"g{n}",), "") for n, title in enumerate(("ひと", "まち", "しごと", "地域"), 1)),
        measures=tuple(
            Measure(f"m{n}", n, title, f"f{n}", f"g{n}", "")
            for n, title in enumerate(("結婚から子育てまでの支援", "移住・定住と観光", "働く場づくり", "地域の自立"), 1)
        ),
        projects=tuple(
            Project(f"p{n:02}", n, title, f"m{m}", f"g{m}", tuple(f"d{d:02}" for d in ds), f"d{ds[0]:02}", "", "")
            for n, (title, m, ds) in enumerate(PROJECTS, 1)
        ),
        kpis=tuple(_kpi(line, copy, number) for copy in range(copies) for number, line in enumerate(LINES, 1)),
        departments=tuple(
            Department(f"d{n:02}", n, division, section, None, None, ()) for n, (division, section) in enumerate(DEPARTMENTS, 1)
        ),
        vision=tuple(
            VisionPoint("total_population", year, Decimal(value), "projection", "人", "")
            for year, value in ((2015, 67796), (2020, 65900), (2025, 64000), (2030, 61800), (2035, 59500), (2040, 57200), (2045, 55000))
        ),
        rules=RULES,
        status_words={},
        decisions=("拡充", "継続", "見直し", "縮小", "終了"),
    )  # fmt: skip


def _goals() -> Iterator[Goal]:
    for n, (
        title,
        short,
        name,
        unit,
        decimals,
        direction,
        accumulation,
        base,
        base_fy,
        target,
        _,
    ) in enumerate(GOALS, 1):
        comparable = accumulation != "cumulative"
        yield Goal(
            f"g{n}", n, title, short,
            Indicator(f"g{n}", name, unit, decimals, direction, accumulation, Decimal(base), base_fy, base, comparable,
                      Decimal(target), 2024, target, {}, "総合戦略（案）", ""),
        )  # fmt: skip


def _kpi(line: Line, copy: int, number: int) -> Kpi:
    suffix = f"（{copy + 1}）" if copy else ""
    indicator = Indicator(
        f"k{copy:02}{number:02}", line.name + suffix, line.unit, line.decimals, line.direction, line.accumulation,
        Decimal(line.baseline), 2018, line.baseline, line.accumulation != "cumulative",
        Decimal(line.target), 2024, line.target, {}, "総合戦略（案）", "",
    )  # fmt: skip
    return Kpi(
        indicator, number, f"p{line.project:02}", None, None, f"d{line.department:02}", None, None, None, None
    )


def sample_results(*, is_sample: bool = True, copies: int = 1, with_last_year: bool = True) -> Results:
    """The evaluated year R5 with every status, a finding of each kind and one department that has not submitted."""
    plan = sample_plan(is_sample=is_sample, copies=copies)
    first = FIRST_FY if with_last_year else FY
    rows = [
        row for index, kpi in enumerate(plan.kpis) for row in _rows(plan, kpi, index) if row["fy"] >= first
    ]
    findings = sample_findings()
    return Results(
        plan=plan,
        fy=FY,
        date=dt.date(2024, 6, 14),
        rows=tuple(rows),
        counts={fy: _year_counts(plan, rows, fy) for fy in range(first, FY + 1)},
        goals=tuple(_goal_result(goal, GOALS[i][-1]) for i, goal in enumerate(plan.goals)),
        reviews=tuple(_reviews(plan)),
        submissions=tuple(_submissions(plan, rows, findings)),
        population=_population(plan),
        findings=findings,
        follow_up=sample_follow_up(),
        has_register=True,
        survey=sample_survey(),
    )


def _rows(plan: Plan, kpi: Kpi, index: int) -> Iterator[dict[str, Any]]:
    line = LINES[index % len(LINES)]
    years = {FIRST_FY + i: _year_value(text) for i, text in enumerate(line.years)}
    goal, area, measure, department = (
        plan.goal_of(kpi),
        plan.field_of(kpi),
        plan.measure_of(kpi),
        plan.department_of(kpi),
    )
    assert goal
    assert area
    assert measure
    assert department
    for fy, own in years.items():
        judged = judge(kpi.indicator, years, fy, plan.rules, plan.first_fy)
        book = BOOKS[line.department - 1]
        override = fy == FY and line.name == "保育士の充足率"
        yield {
            "kpi_id": kpi.id, "goal_id": goal.id, "field_id": area.id, "measure_id": measure.id,
            "project_id": kpi.project_id, "department": department.name, "name": kpi.name, "unit": line.unit,
            "direction": line.direction, "accumulation": line.accumulation,
            "baseline_fy": kpi.indicator.baseline_fy, "baseline": kpi.indicator.baseline,
            "target_fy": judged.target_fy, "target": judged.target, "fy": fy,
            "actual": own.value, "evaluated": judged.evaluated, "status": own.status,
            "achievement": judged.achievement, "progress": judged.progress, "rating": judged.rating,
            "note": line.note if fy == FY else "",
            "source_book": f"workbooks/R05/{book}" if book else "", "source_sheet": "KPI" if book else "",
            "source_cell": f"{chr(ord('G') + fy - FIRST_FY)}{6 + index}" if book else "",
            "source_text": line.years[fy - FIRST_FY] if book else "",
            "rating_override": "on_track" if override else "",
            "override_reason": "年度途中に2人を採用し、年度末には充足した" if override else "",
            "decimals": line.decimals, "number": kpi.number, "final_target": kpi.indicator.target,
            "final_target_fy": 2024, "reached": judged.reached, "even_path": judged.even_path,
            "omitted": judged.omitted, "explanation": judged.explanation, "source_note": "総合戦略（案）", "changes": "",
            "baseline_text": line.baseline, "baseline_comparable": kpi.indicator.baseline_comparable,
            "interim_target": None, "target_upper": None, "minimum": None, "maximum": None,
            **_pace(kpi, years, judged, fy),
        }  # fmt: skip


def _pace(kpi: Kpi, years: dict[int, YearValue], judged: Judgement, fy: int) -> dict[str, Any]:
    need = pace(kpi.indicator, judged.evaluated, fy) if fy == FY else None
    known = {year: item.value for year, item in years.items() if item.value is not None}
    seen = outlook(kpi.indicator, known, fy) if fy == FY else None
    return {
        "needed_per_year": need.per_year if need else None, "years_left": need.years_left if need else None,
        "outlook": seen.value if seen else None, "outlook_low": seen.low if seen else None,
        "outlook_high": seen.high if seen else None, "outlook_fy": seen.fy if seen else None,
    }  # fmt: skip


def _year_value(text: str) -> YearValue:
    if text in ("pending", "unavailable", "not_applicable", "missing"):
        return YearValue(None, text)
    try:
        return YearValue(Decimal(text), "reported")
    except ArithmeticError:
        return YearValue(None, "invalid")


def _year_counts(plan: Plan, rows: list[dict[str, Any]], fy: int) -> YearCounts:
    year = [row for row in rows if row["fy"] == fy]
    return YearCounts(
        fy,
        count(year),
        count_by(year, "goal_id", {goal.id: goal.title for goal in plan.goals}),
        count_by(year, "field_id", {item.id: item.title for item in plan.fields}),
        count_by(year, "measure_id", {measure.id: measure.title for measure in plan.measures}),
        count_by(year, "project_id", {project.id: project.title for project in plan.projects}),
        count_by(year, "department", {department.name: department.name for department in plan.departments}),
    )


def _goal_result(goal: Goal, texts: tuple[str, ...]) -> GoalResult:
    years = {FIRST_FY + i: YearValue(Decimal(text), "reported") for i, text in enumerate(texts)}
    judged = {fy: judge(goal.target, years, fy, RULES, FIRST_FY) for fy in years}
    return GoalResult(
        goal,
        years,
        {fy: j.evaluated for fy, j in judged.items()},
        judged[FY],
        "令和5年度末",
        "架空の値",
        "架空",
        FIRST_FY,
        pace(goal.target, judged[FY].evaluated, FY),
        outlook(goal.target, {fy: own.value for fy, own in years.items() if own.value is not None}, FY),
    )


def _reviews(plan: Plan) -> Iterator[Review]:
    for project in plan.projects[:6]:
        department = plan.department_by_id[project.reporting_id or "d01"].name
        yield Review(
            project.id,
            department,
            Card(
                "workbooks/R05/01_地域創造課.xlsx", "事業カード", project.title,
                f"{project.title}として相談会を12回開いた。（架空）",
                "相談は前年度の1.3倍に増えた。", "夏と秋の参加者が少ない。", "継続", "周知の方法を改める。",
                {"done": "C5", "result": "C6", "issue": "C7", "decision": "C8", "next_action": "C9"},
            ),
        )  # fmt: skip


def _submissions(
    plan: Plan, rows: list[dict[str, Any]], findings: tuple[Finding, ...]
) -> Iterator[Submission]:
    for department, book in zip(plan.departments, BOOKS, strict=True):
        own = [row["status"] for row in rows if row["fy"] == FY and row["department"] == department.name]
        path = f"workbooks/R05/{book}" if book else None
        errors = sum(f.severity == "error" and f.book == path for f in findings) if path else 0
        warnings = sum(f.severity == "warning" and f.book == path for f in findings) if path else 0
        reported = own.count("reported")
        blank = own.count("missing") + own.count("invalid")
        state = "missing" if path is None else "needs_fix" if errors else "done"
        yield Submission(
            department.id, department.name, state, path, len(own), reported, len(own) - reported - blank, blank, errors, warnings
        )  # fmt: skip


def sample_findings() -> tuple[Finding, ...]:
    """Errors and warnings, with places and without."""
    place = {"book": "workbooks/R05/03 商工振興課 (最終#2).xlsx", "sheet": "KPI"}
    return (
        E101.at(**place, cell="J8", kpi_id="k0009", field="actual", value="8万～9万", reason="2つの数値があります。"),
        E101.at(**place, cell="J9", kpi_id="k0011", field="actual", value="=cmd|'/c calc'!A1", reason=""),
        W101.at(book="workbooks/R05/01_地域創造課.xlsx", sheet="KPI", cell="J6", kpi_id="k0001", field="actual",
                value="９１，２４０", read="91,240", what="全角の数字"),
        W102.at(book="workbooks/R05/04_観光課's.xlsx", sheet="KPI", cell="J7", kpi_id="k0006", field="actual",
                value="14", before="8"),
        E303.at(department="建設部都市整備課"),
    )  # fmt: skip


def _population(plan: Plan) -> PopulationResult:
    figures = (
        (2017, 67810),
        (2018, 67404),
        (2019, 67058),
        (2020, 66477),
        (2021, 65932),
        (2022, 65330),
        (2023, 64800),
        (2024, 64211),
    )
    observations = tuple(
        Observation("total_population", year, dt.date(year, 1, 1), Decimal(value), "人", "actual", "長野県毎月人口異動調査（架空）", "", f"D{row}")
        for row, (year, value) in enumerate(figures, 5)
    )  # fmt: skip
    return PopulationResult(plan.vision, observations, gaps(plan.vision, observations))

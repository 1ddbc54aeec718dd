"""What `inaxl population` shows: the results of a working folder in words and tables, and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from inaxl.errors import WrongUsage
from inaxl.findings import E512, Finding, in_order
from inaxl.population.assessment import Assessment
from inaxl.population.gap import CumulativeTarget, Decomposition
from inaxl.population.indicator_values import IndicatorValue
from inaxl.population.outlook import Outlook
from inaxl.population.vision import Gap, PopulationResult
from inaxl.values.display import ABSENT, change, number
from inaxl.values.periods import day_label, year_label

Table = tuple[str, list[str], list[list[str]]]
SHOWN = (
    "ageing_rate", "population_0_14", "population_15_64", "population_65_over", "women_15_49", "women_20_39",
    "old_dependency", "ageing_index", "child_woman_ratio", "tfr", "natural_change", "social_change",
)  # fmt: skip
_DECIMALS = {"": 2, "%": 1, "‰": 2, "人": 0}


class PopulationReport(NamedTuple):
    """Lines (label, parts …), tables (title, header, rows), notes, findings, and the same as plain data."""

    lines: tuple[tuple[str, ...], ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    findings: tuple[Finding, ...]
    document: dict[str, Any]


def population_report(folder: Path, fy: int, scenarios: Sequence[str] = ()) -> PopulationReport:
    """Population results of a working folder. `scenarios`: keys or labels to show, all where none are given.

    Raises UnreadableInput (E001–E006, E401, E010–E014), WrongUsage E512 for a scenario that does not exist.
    """
    from inaxl.evaluation import population_until
    from inaxl.plan.book import read_plan_book
    from inaxl.population.book import read_population_book
    from inaxl.population.records import PopulationBook
    from inaxl.report.outputs import population_document
    from inaxl.workfolder import open_folder

    work = open_folder(Path(folder), fy)
    plan, _ = read_plan_book(work.plan_book, name=work.name(work.plan_book), check=False)
    book = PopulationBook()
    if work.population_book.is_file():
        book = read_population_book(work.population_book, name=work.name(work.population_book))
    found = population_until(plan, book, fy)
    assessment = found.assessment or Assessment()
    if assessment.outlook and scenarios:
        chosen = _chosen(assessment.outlook, scenarios)
        assessment = assessment._replace(outlook=assessment.outlook._replace(paths=chosen))
        found = found._replace(assessment=assessment)
    findings = tuple(in_order([*book.findings, *assessment.findings]))
    return PopulationReport(
        tuple(_lines(found, assessment)),
        tuple(_tables(found, assessment)),
        tuple(_notes(assessment)),
        findings,
        population_document(found),
    )


def _chosen(ahead: Outlook, wanted: Sequence[str]) -> tuple[Any, ...]:
    found = []
    for name in wanted:
        path = ahead.path(name)
        if path is None:
            names = "・".join(each.label for each in ahead.paths)
            raise WrongUsage(E512.at(value=name, reason=f"シナリオは次のどれかです: {names}。"))
        found.append(path)
    return tuple(found)


def _lines(found: PopulationResult, assessment: Assessment) -> Iterator[tuple[str, ...]]:
    gap = found.latest()
    if gap is None:
        yield ("人口", "人口統計のブック(population.xlsx)に総人口がありません。")
        return
    yield (
        "人口",
        f"{number(gap.actual, 0)}人",
        f"（{day_label(gap.as_of) if gap.as_of else year_label(gap.year)}）",
    )
    yield ("将来展望", _against(gap))
    apart = assessment.decomposition
    if apart is not None:
        yield ("差の要因", *_parts(apart))
    for item in assessment.cumulative[:1]:
        yield ("累計目標", *_cumulative(item))


def _against(gap: Gap) -> str:
    if gap.expected is None or gap.difference is None or gap.percent is None:
        return "この期日の将来展望は計画に記載がありません。"
    share = change(gap.percent, 1)
    return f"{number(gap.expected, 0)}人　差 {change(gap.difference, 0)}人（{share}%）"


def _parts(apart: Decomposition) -> Iterator[str]:
    yield f"{day_label(apart.start)}の差 {change(apart.start_gap, 0)}"
    if apart.natural is None:
        yield f"分けられません。{apart.reason}"
        return
    yield f"自然増減 {change(apart.natural, 0)}"
    yield f"社会増減 {change(apart.social, 0)}"
    yield f"その他・統計の段差 {change(apart.residual, 0)}"
    yield f"{day_label(apart.end)}の差 {change(apart.end_gap, 0)}"


def _cumulative(item: CumulativeTarget) -> Iterator[str]:
    first, last = item.window
    yield f"{first}～{last}年の社会増減の計 {change(item.target, 0)}人に対し"
    latest = item.latest
    if latest is None or latest.total is None:
        yield f"{first}年の社会増減が分かりません。"
        return
    yield f"{latest.year}年まで {change(latest.total, 0)}人"
    yield f"均等な積み上げ {change(latest.even_path, 0)}人"
    yield f"将来展望 {change(latest.vision_total, 0)}人"


def _tables(found: PopulationResult, assessment: Assessment) -> Iterator[Table]:
    rows = [indicator_row(item) for key in SHOWN if (item := assessment.latest(key)) is not None]
    if rows:
        yield ("主な指標（いちばん新しい値）", ["指標", "時点", "値", "95%の幅"], rows)
    for aim in (item for item in assessment.cumulative if any(y.value is not None for y in item.years)):
        years = [
            [
                f"{year.year}年",
                change(year.value, 0),
                change(year.total, 0),
                change(year.even_path, 0),
                change(year.vision_total, 0),
            ]
            for year in aim.years
        ]
        title = f"社会増減の累計　{aim.window[0]}～{aim.window[1]}年（人）"
        yield (title, ["年", "社会増減", "累計", "均等な積み上げ", "将来展望の累計"], years)
    ahead = assessment.outlook
    if ahead and ahead.paths:
        years_shown = ahead.paths[0].years
        header = ["シナリオ", *(str(year) for year in years_shown)]
        yield (f"将来推計　総人口（人）　基準 {ahead.series}", header, [_path(path) for path in ahead.paths])
        if ahead.influences:
            grades = [
                [str(item.year), f"{item.natural:.1f}%", _grade(item.natural_grade), f"{item.social:.1f}%",
                 _grade(item.social_grade)]
                for item in ahead.influences
            ]  # fmt: skip
            yield ("影響度（段階の境目は要確認）" if not ahead.influences[0].confirmed else "影響度",
                   ["年", "自然増減", "段階", "社会増減", "段階"], grades)  # fmt: skip


def indicator_row(item: IndicatorValue) -> list[str]:
    """Label, date or year, value with unit, 95 % interval or '': one row of a table of indicators."""
    decimals = 3 if item.indicator == "child_woman_ratio" else _DECIMALS.get(item.unit, 1)
    if item.indicator in ("old_dependency", "ageing_index"):
        decimals = 1
    value = Decimal(repr(item.value or 0.0))
    shown = change(value, 0) if item.indicator.endswith("_change") else number(value, decimals)
    width = "" if item.low is None or item.high is None else f"{item.low:.2f}～{item.high:.2f}"
    return [item.label, str(item.as_of or f"{item.year}年"), f"{shown}{item.unit}", width]


def _path(path: Any) -> list[str]:
    if path.totals is None:
        return [path.label, *([ABSENT] * len(path.years))]
    return [path.label, *(number(Decimal(round(total)), 0) for total in path.totals)]


def _grade(grade: int | None) -> str:
    return ABSENT if grade is None else str(grade)


def _notes(assessment: Assessment) -> Iterator[str]:
    apart = assessment.decomposition
    if apart is not None and apart.natural is not None:
        yield "将来展望の自然増減は、総人口の変化から社会増減を引いた値です(出生・死亡は公表されていません)。"
    if any(item.latest for item in assessment.cumulative):
        yield "累計の対象年は計画期間です。1年ずらした読み方も並べています。"
    if assessment.outlook and assessment.outlook.paths:
        yield f"生残率は「{assessment.outlook.survival_series}」、85歳以上は推計の率をそのまま使います。"

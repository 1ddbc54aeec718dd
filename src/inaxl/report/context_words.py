"""Words and figures that every chapter of the report shares: rating marks, moves, small trend figures, reasons.

A text with styles is a list of pieces, each `{"text", "style"}`, where the style is the id of a character style of the
template. Everything is text or a list of texts, so that a whole context can be written down as JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from inaxl.books.sheet_styles import decimals_of
from inaxl.evaluate.aggregate import effective_rating
from inaxl.plan.model import RATINGS, STATUS_LABELS, Indicator, Measure, Plan, RatingRules
from inaxl.report.results import Results
from inaxl.report.sentences import ALL_REPORTED, NO_KPIS_AT_ALL
from inaxl.values.display import ABSENT, number, percent, with_unit
from inaxl.values.periods import fy_short

Row = Mapping[str, Any]
Piece = dict[str, str]
Context = dict[str, Any]

RATING_STYLES = {
    "on_track": "inaxlRateOn",
    "mostly_on_track": "inaxlRateMostly",
    "needs_effort": "inaxlRateEffort",
    "no_actual": "inaxlRateNone",
}
KEEP = "\u00a0"  # a blank at which no line is broken
_CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NO_REASON = "理由の記入なし"


def piece(text: str, style: str = "") -> Piece:
    """A piece of text with a character style of the template, '' for that of its paragraph."""
    return {"text": text, "style": style}


def emphasised(text: str, strong: str) -> list[Piece]:
    """A sentence with one part of it in bold; the whole as it is where that part does not occur."""
    if not strong or strong not in text:
        return [piece(text)]
    before, found, after = text.partition(strong)
    return [part for part in (piece(before), piece(found, "inaxlStrong"), piece(after)) if part["text"]]


def circled(number_: int | None) -> str:
    """`②`, and `(21)` where there is no such character."""
    if number_ is None:
        return ""
    return _CIRCLED[number_] if 0 <= number_ < len(_CIRCLED) else f"({number_})"


def rating_mark(rules: RatingRules, rating: str) -> Piece:
    """Glyph and word of a rating. A plain blank: with another one LibreOffice draws several frames."""
    level = rules.level(rating)
    return piece(f"{level.glyph} {level.label}", RATING_STYLES[rating])


def glyph_mark(rules: RatingRules, rating: str) -> Piece:
    """The glyph alone, for a cell that the template fills with the rating's colour."""
    dark = RATING_STYLES[rating] in ("inaxlRateOn", "inaxlRateEffort")
    return piece(rules.glyph(rating), "inaxlOnDark" if dark else "")


def arrow(rules: RatingRules, before: str, after: str) -> list[Piece]:
    """`◎ → ▼`; what now needs effort is marked."""
    style = "inaxlAlert" if after == "needs_effort" else ""
    return [piece(f"{rules.glyph(before)}{KEEP}→{KEEP}"), piece(rules.glyph(after), style)]


def direction_of_move(before: str, after: str) -> int:
    """1 better, −1 worse, 0 the same; a figure that is no longer known counts as worse, one newly known as better."""
    step = RATINGS.index(before) - RATINGS.index(after)
    return (step > 0) - (step < 0)


def move_mark(rules: RatingRules, before: str | None, after: str, *, is_redefined: bool = False) -> Piece:
    """`↗ ▼から`, `↘ ◎から`, `同じ`, `新規`, `定義変更`."""
    if before is None:
        return piece("定義変更" if is_redefined else "新規", "inaxlMoveSame")
    step = direction_of_move(before, after)
    if step == 0:
        return piece("同じ", "inaxlMoveSame")
    way, style = ("↗", "inaxlMoveUp") if step > 0 else ("↘", "inaxlMoveDown")
    return piece(f"{way}{KEEP}{rules.glyph(before)}から", style)


def shown_decimals(results: Results, row: Row) -> int:
    """Decimals for all figures of a KPI, so that they stand on one decimal position."""
    years = [results.row_by_year.get((row["kpi_id"], fy)) for fy in results.plan.term]
    values = [year["evaluated"] for year in years if year]
    return decimals_of(row["baseline"], row["target"], *values, declared=row["decimals"])


def aim_text(row: Row, decimals: int, unit: str = "") -> str:
    """What a figure is judged against: `100人`, or `20～30人` where the target is a range."""
    upper = row.get("target_upper")
    if upper is None or row["target"] != row["final_target"]:
        return with_unit(row["target"], unit, decimals)
    return f"{number(row['target'], decimals)}～{with_unit(upper, unit, decimals)}"


def previous_row(results: Results, row: Row) -> Row | None:
    """The same KPI's row of the year before, None where there is none."""
    return results.row_by_year.get((row["kpi_id"], results.fy - 1))


def previous_rating(results: Results, row: Row) -> str | None:
    """Last year's rating that counted, None where the KPI was not judged."""
    before = previous_row(results, row)
    return effective_rating(before) if before else None


def suffix(row: Row) -> str:
    """What a reader has to know to judge a figure rightly, unless the name says it: `（減）`, `（維持）`, `（累計）`."""
    marks = [_DIRECTION_MARKS.get(row["direction"] or ""), _SUM_MARKS.get(row["accumulation"] or "")]
    return "".join(f"（{mark}）" for mark in marks if mark and mark not in row["name"])


_DIRECTION_MARKS = {"decrease": "減", "maintain": "維持"}
_SUM_MARKS = {"cumulative": "累計", "running": "累計"}


def trend(results: Results, row: Row) -> Context:
    """The small figure of a KPI: line for levels and sums, bars for single years; its own scale.

    `points` and `target` are shares of the figure's height (0 bottom, 1 top), None where a year is missing.
    """
    years = [fy for fy in results.plan.term if fy <= results.fy]
    found = [results.row_by_year.get((row["kpi_id"], fy)) for fy in years]
    values = [year["evaluated"] if year else None for year in found]
    kind = "bar" if row["accumulation"] in ("annual", None) else "line"
    return trend_of(values, row["target"], kind, years, row["unit"], shown_decimals(results, row))


def trend_of(
    values: Sequence[Decimal | None],
    target: Decimal | None,
    kind: str,
    years: Sequence[int],
    unit: str,
    decimals: int,
) -> Context:
    """See `trend`; also for goals."""
    known = [value for value in [*values, target] if value is not None]
    low, high = (min(known), max(known)) if known else (Decimal(0), Decimal(1))
    if kind == "bar":
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    spread = (high - low) or Decimal(1)

    def share(value: Decimal | None) -> float | None:
        return None if value is None else round(float((value - low) / spread), 3)

    told = "、".join(
        f"{fy_short(fy)}は{with_unit(value, unit, decimals)}" for fy, value in zip(years, values, strict=True)
    )
    aim = f"。指標値は{with_unit(target, unit, decimals)}" if target is not None else ""
    return {
        "kind": kind,
        "points": [share(value) for value in values],
        "target": share(target),
        "zero": share(Decimal(0)) if kind == "bar" else None,
        "alt": f"推移：{told}{aim}",
    }


def reason(results: Results, row: Row) -> Piece:
    """Why there is no actual, and when there will be one; marked where somebody has to act."""
    missing = {s.department: s for s in results.submissions if not s.submitted}
    if row["status"] == "missing" and row["department"] in missing:
        return piece(f"未提出（{section_of(results.plan, row['department'])}）", "inaxlAlert")
    if row["status"] == "missing" and not row["department"]:
        return piece("主担当 未定", "inaxlAlert")
    if row["status"] == "invalid":
        return piece(f"読めない値「{row['source_text']}」", "inaxlAlert")
    if row["note"]:
        return piece(one_line(row["note"]))
    if row["status"] == "missing":
        return piece(_NO_REASON, "inaxlAlert")
    if row["status"] == "reported":
        return piece("指標値が決まっていない" if row["target"] is None else "方向が決まっていない")
    return piece(STATUS_LABELS[row["status"]])


def all_reported(results: Results) -> str:
    """What stands where a list of missing values is empty."""
    return ALL_REPORTED if results.current else NO_KPIS_AT_ALL


def section_of(plan: Plan, department: str) -> str:
    """The section alone (`都市整備課`), the name as it is where the plan does not know it."""
    return next((d.section for d in plan.departments if d.name == department and d.section), department)


def one_line(text: str) -> str:
    """A text of several lines as one."""
    return "　".join(part.strip() for part in (text or "").splitlines() if part.strip())


def measure_label(plan: Plan, measure: Measure | None) -> str:
    """`施策②-1　移住・定住の促進`: number of the field and of the measure in it."""
    if measure is None:
        return "施策の記載がないもの"
    area = plan.field_by_id.get(measure.field_id or "")
    number_ = f"{circled(area.number)}-{measure.number}" if area else str(measure.number)
    return f"施策{number_}　{measure.title}"


def figure(value: Decimal | None, indicator: Indicator) -> str:
    """A goal's figure with its unit."""
    return with_unit(value, indicator.unit, indicator_decimals(indicator))


def indicator_decimals(indicator: Indicator) -> int:
    """Decimals for all figures of a goal's numeric target."""
    return decimals_of(indicator.baseline, indicator.target, declared=indicator.decimals)


def share_text(ratio: Decimal | None) -> str:
    """An achievement; `－` where it is not defined."""
    return percent(ratio) if ratio is not None else ABSENT


def count_text(count: int) -> str:
    """A count."""
    return number(Decimal(count))


def joined(parts: Iterable[str]) -> str:
    """Sentences one after the other, without empty ones."""
    return "　".join(part for part in parts if part)

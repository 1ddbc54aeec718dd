"""Which column holds which year's figure: years from headings, or from the form's own year, or not at all.

What is not certain is left out with a reason: an unread column is a finding, a wrong figure is a mistake.
"""

from __future__ import annotations

from collections import Counter

from inaxl.forms import synonyms
from inaxl.forms.header import Column, Header
from inaxl.forms.synonyms import FIELD_LABELS
from inaxl.values.periods import parse_fiscal_year

Doubts = dict[int, str]
"""Column number → why the column is not read."""


_OF_ROWS = "fy"


def settle(header: Header, *, form_fy: int | None, has_kinds: bool, is_about_actuals: bool) -> Doubts:
    """Give every column its final field and year; return why some are not read.

    Args:
        header: changed in place.
        form_fy: fiscal year that the title, the sheet or the caller names.
        has_kinds: the rows say themselves whether they hold 目標 or 実績.
        is_about_actuals: a title above says 実績, 評価, 進捗 or the like, and nothing else.
    """
    doubts: Doubts = {}
    _settle_year_columns(header, doubts)
    _settle_years(header, form_fy, doubts)
    _settle_bare_years(header, has_kinds, is_about_actuals, doubts)
    _settle_actuals(header, form_fy, doubts)
    _settle_baselines(header, doubts)
    _settle_targets(header, doubts)
    for column in header.columns:
        if (
            column.field is None
            and column.heading.text
            and column.left not in doubts
            and (column.reason or not column.heading.is_weak)
        ):
            doubts[column.left] = column.reason or f"「{column.heading.text}」に当たる項目がありません。"
    return doubts


def _refuse(column: Column, doubts: Doubts, why: str) -> None:
    column.field = None
    doubts[column.left] = why


def _settle_year_columns(header: Header, doubts: Doubts) -> None:
    """A column 年度 belongs to the figure on its left; before all figures, or behind the actual, to the row's actual."""
    columns = header.columns
    for index, column in enumerate(columns):
        if column.field == "fy" and len(column.texts) == 1 and column.heading.key in synonyms.YEAR_LEAVES:
            left = columns[index - 1].field if index else None
            if left in ("baseline", "target", "plan"):
                column.field = "baseline_fy" if left == "baseline" else "target_fy"
    own = header.of(_OF_ROWS)
    before = [column for column in columns if column.field in synonyms.VALUE_FIELDS]
    for column in own:
        follows = any(c.field == "actual" and c.right + 1 == column.left for c in columns)
        is_first = not before or column.left < min(c.left for c in before)
        if len(own) > 1 or not (follows or is_first or len(column.texts) > 1):
            _refuse(column, doubts, "どの値の年度か見出しから分かりません。")


def _settle_years(header: Header, form_fy: int | None, doubts: Doubts) -> None:
    """Years without an era lean on a year close by; 前年度 and the like on the year of the form."""
    known = [column.fy for column in header.columns if column.fy is not None]
    near = form_fy if form_fy is not None else (known[0] if known else None)
    for column in header.columns:
        heading = column.heading
        if column.fy is None and heading.short is not None:
            column.fy = parse_fiscal_year(f"{heading.short}年度", near=near) if near is not None else None
            if column.fy is None:
                _refuse(column, doubts, "元号のない年度で、どの年度か分かりません。")
        elif column.fy is None and heading.relative is not None:
            if form_fy is None:
                _refuse(column, doubts, "何年度の様式か分からないため、年度が決まりません。")
            else:
                column.fy = form_fy + heading.relative


def _settle_bare_years(header: Header, has_kinds: bool, is_about_actuals: bool, doubts: Doubts) -> None:
    """A bare year is an actual where baseline and target embrace it, or where the title says so."""
    bare = [
        column
        for column in header.columns
        if column.heading.is_year_only and column.left not in doubts and not column.is_bound
    ]
    if has_kinds:
        for column in bare:
            column.field = "year"
        return
    baselines = [column.left for column in header.columns if column.field == "baseline"]
    targets = [column.left for column in header.columns if column.field == "target"]
    own = any(column.field == "actual" for column in header.columns)
    for column in bare:
        embraced = baselines and targets and min(baselines) < column.left < max(targets)
        # The same year already has a column of its own, or the bare year stands outside: it may be a plan.
        if (embraced or is_about_actuals) and not own and (baselines or targets):
            column.field = "actual"
        else:
            _refuse(column, doubts, "年度だけの見出しで、実績か計画か分かりません。")


def _settle_actuals(header: Header, form_fy: int | None, doubts: Doubts) -> None:
    for column in header.columns:
        if column.field == "latest":
            # 最新値 without a year may be of any year
            if column.fy is not None and not header.of("actual"):
                column.field = "actual"
            else:
                _refuse(column, doubts, "いつの値か見出しから分かりません。")
        elif column.field == "actual" and column.heading.spans_years:
            _refuse(column, doubts, "複数の年度にわたる値です。")
    undated = [column for column in header.columns if column.field == "actual" and column.fy is None]
    is_by_row = bool(header.of(_OF_ROWS))
    for column in undated:
        if is_by_row and len(undated) == 1:
            continue  # each row names its year
        if len(undated) > 1:
            _refuse(column, doubts, "年度のない実績値の列が複数あります。")
        else:
            column.fy = form_fy
    counts = Counter(column.fy for column in header.columns if column.field == "actual")
    for column in header.columns:
        if column.field == "actual" and counts[column.fy] > 1:
            _refuse(column, doubts, "同じ年度の実績値の列が複数あります。")


def _settle_baselines(header: Header, doubts: Doubts) -> None:
    baselines = [column for column in header.columns if column.field == "baseline"]
    if len(baselines) < 2:
        return
    firm = [column for column in baselines if not column.heading.key.startswith("現")]
    if len(firm) == 1 and len(baselines) == 2 and not header.of("actual"):
        now = next(column for column in baselines if column is not firm[0])
        if (
            now.fy is not None
            and firm[0].fy is not None
            and now.fy > firm[0].fy
            and not now.heading.spans_years
        ):
            now.field = "actual"  # 策定時(H30) | 現状値(R5): the present value of a later year
            return
    for column in baselines:
        if len(firm) != 1 or column is not firm[0]:
            _refuse(column, doubts, f"「{FIELD_LABELS['baseline']}」に当たる列が複数あります。")


def _settle_targets(header: Header, doubts: Doubts) -> None:
    targets = [column for column in header.columns if column.field == "target"]
    for column in header.columns:
        if column.field == "plan":
            if column.fy is not None or not targets:
                column.field = "target"
            else:
                _refuse(column, doubts, "どの年度の計画値か見出しから分かりません。")
    counts = Counter(column.fy for column in header.columns if column.field == "target")
    for column in header.columns:
        if column.field == "target" and counts[column.fy] > 1:
            _refuse(column, doubts, "同じ年度の指標値(目標値)の列が複数あります。")

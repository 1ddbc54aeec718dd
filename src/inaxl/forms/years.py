"""The fiscal year that a form is for, from its titles, its sheet's name or the texts around a table."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from inaxl.forms.canvas import Canvas, Place, is_text
from inaxl.forms.headings import YEAR, read_heading
from inaxl.values.periods import parse_fiscal_year

_ABOUT_ACTUALS = re.compile(r"実績|評価|進捗|進ちょく|進行管理|推移|達成状況|検証|点検|報告")
_ABOUT_PLANS = re.compile(r"計画値|見込|予算|要求|目標設定|目標値の設定")
_OF_THE_FORM = re.compile(r"実績|評価|検証|点検|様式|調査|報告|調書|シート|KPI|進捗|取組|事業")
_OF_FIGURES = ("target", "target_fy", "plan", "baseline", "baseline_fy", "forecast", "money")
"""Labels of a card whose year is that of their figure: 指標値（R06）."""
_BEFORE_ACTUALS = re.compile(rf"(?P<year>{YEAR.pattern})(?:の|分|事業|分の)?(?:実績|実施分|評価対象|対象)")
_FISCAL = re.compile(r"年度|(?<![A-Za-z0-9])[RH][0-9]{1,2}(?![0-9.])")
_COPY = re.compile(r"\s*[(（]?\s*[0-9]{1,2}\s*[)）]\s*$")


class FormYear(NamedTuple):
    """A fiscal year and the cell that names it; `place` None where the sheet's name does."""

    fy: int
    place: Place | None


def title_rows(canvas: Canvas, top: int, bottom: int) -> list[tuple[Place, str]]:
    """Texts of the rows between, in reading order."""
    return [
        ((row, column), canvas.text(row, column))
        for row in canvas.rows_between(top, bottom)
        for column in canvas.columns_of[row]
        if is_text(canvas.value(row, column)) and canvas.anchor(row, column) == (row, column)
    ]


@lru_cache(maxsize=2048)
def _of_actuals(text: str) -> int | None:
    """The year of the actuals in a title that names the year of the work too: 令和6年度評価表（令和5年度実績）."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    years = {parse_fiscal_year(match["year"]) for match in _BEFORE_ACTUALS.finditer(plain)}
    return years.pop() if len(years) == 1 else None


@lru_cache(maxsize=2048)
def _of_form(text: str) -> tuple[int, bool] | None:
    """The one year that a title names, and whether it speaks of the form itself."""
    plain = unicodedata.normalize("NFKC", text)
    heading = read_heading(text)
    if heading.spans_years or heading.field in _OF_FIGURES or not _FISCAL.search(plain):
        return None
    fy = parse_fiscal_year(text, lenient=True)
    return (fy, bool(_OF_THE_FORM.search(plain))) if fy is not None else None


def year_in_titles(titles: list[tuple[Place, str]]) -> FormYear | None:
    """The one fiscal year that titles name; those that speak of the form itself come first."""
    found: list[tuple[bool, FormYear]] = []
    actuals: list[FormYear] = []
    for place, text in titles:
        if len(text) > 60:
            continue
        own = _of_actuals(text)
        if own is not None:
            actuals.append(FormYear(own, place))
        named = _of_form(text)
        if named is not None:
            found.append((named[1], FormYear(named[0], place)))
    for wanted in (actuals, [year for is_form, year in found if is_form], [year for _, year in found]):
        if wanted:
            return wanted[0] if len({year.fy for year in wanted}) == 1 else None
    return None


def year_of_sheet_name(name: str) -> FormYear | None:
    """`R5`, `R5 (2)`, `令和5年度KPI`."""
    bare = _COPY.sub("", name)
    fy = parse_fiscal_year(bare) or parse_fiscal_year(bare, lenient=True)
    return FormYear(fy, None) if fy is not None else None


def speaks_of_actuals(titles: list[tuple[Place, str]]) -> bool:
    """Whether the titles say that the figures are results, and none says plan or budget."""
    texts = [text for _, text in titles if len(text) <= 60]
    return any(_ABOUT_ACTUALS.search(text) for text in texts) and not any(
        _ABOUT_PLANS.search(text) for text in texts
    )

"""Years as offices write them: fiscal and calendar years, months and days, in Japanese eras or Western style.

A fiscal year is stored as the integer year in which it starts (April): 令和5年度 is 2023. 平成31年度 and
令和元年度 are both 2019. An era's count may run on past its end (平成36年度 in a plan of 2015 is 2024).

Kept light: the command line imports this module for every call.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

ERAS: tuple[tuple[str, str, str, int], ...] = (
    # name, short, letter, Western year of its first year
    ("明治", "明", "M", 1868),
    ("大正", "大", "T", 1912),
    ("昭和", "昭", "S", 1926),
    ("平成", "平", "H", 1989),
    ("令和", "令", "R", 2019),
)
FIRST_MONTH = 4
"""Month in which a fiscal year starts."""

_ERA_START = {spelling: era[3] for era in ERAS for spelling in era[:3]}
_LETTERS = frozenset(era[2] for era in ERAS)
_LOOSE_ERAS = ("令和", "平成", "昭和", "令", "平", "R", "H")
"""Eras looked for inside a longer text; a lone 大, 明, M, T or S is too often something else there."""
_AFTER_YEAR = (
    "年度",
    "年",
    "実績",
    "目標",
    "指標",
    "見込",
    "計画",
    "決算",
    "予算",
    "現状",
    "基準",
    "時点",
    "現在",
    "末",
)
_WESTERN = range(1868, 2200)
_LONGEST = 200  # a longer text is prose


class Period(NamedTuple):
    """A stretch of time. `kind`: `fiscal`, `calendar`, `month` or `date`; `month`, `day` None if not said.

    For `fiscal` the year is the one in which it starts. A year without 年 or 年度 (`R5`, `2023`) counts as
    fiscal.
    """

    kind: str
    year: int
    month: int | None = None
    day: int | None = None

    @property
    def fiscal_year(self) -> int:
        """The fiscal year meant or, for months and days, the one they lie in."""
        return self.year - 1 if self.month is not None and self.month < FIRST_MONTH else self.year


def _mention_pattern(eras: tuple[str, ...], western: str) -> re.Pattern[str]:
    letters = "|".join(sorted(eras, key=len, reverse=True))
    return re.compile(
        rf"(?<![A-Za-z0-9.,])(?:(?P<era>{letters})\.?(?P<count>元|[0-9]{{1,2}})|{western})(?![0-9])"
        r"(?:(?P<fiscal>年度|FY)|年(?:(?P<m1>[0-9]{1,2})月(?:(?P<d1>[0-9]{1,2})日)?)?(?P<year>)"
        r"|(?P<sep>[./-])(?P<m2>[0-9]{1,2})(?:(?P=sep)(?P<d2>[0-9]{1,2}))?(?![0-9,]))?(?![A-Za-z0-9]|,[0-9])"
    )


@cache  # compiled when first needed: `inaxl --help` needs none of them
def _strict() -> re.Pattern[str]:
    return _mention_pattern(tuple(_ERA_START), r"(?P<fy>FY)?(?P<western>[0-9]{4})")


@cache
def _loose() -> re.Pattern[str]:
    western = rf"(?P<fy>FY)?(?P<western>(?:19|20)[0-9]{{2}})(?={'|'.join(_AFTER_YEAR)}|[./][0-9]|FY|[|]|$)"
    return _mention_pattern(_LOOSE_ERAS, western)


_ENCLOSED_DIGITS = r"[²³¹¼½¾⁰-⁹₀-₉⅐-⅟↉①-⒛⓪-⓿❶-➓㉈-㉏㉑-㉟㊱-㊿\U0001f100-\U0001f10c]"
"""Digits only to NFKC: ①, ², ½ are no part of a year."""
_BRACKETS = r"[()\[\]{}〔〕【】「」『』〈〉《》]"
_LEFT_OVER = r"(?:[|]|年度|年|末|時点|現在|FY)*"
_SHORT = r"(元|[0-9]{1,2})年度?"


def _plain(text: str) -> str:
    if len(text) > _LONGEST:
        return ""
    plain = unicodedata.normalize("NFKC", re.sub(_ENCLOSED_DIGITS, "?", text))
    return re.sub(_BRACKETS, "|", "".join(plain.split()).upper())


def _period_of(mention: re.Match[str]) -> Period | None:
    part = mention.groupdict()
    if part["era"]:
        count = 1 if part["count"] == "元" else int(part["count"])
        year = _ERA_START[part["era"]] + count - 1 if count else 0
    else:
        year = int(part["western"])
    if year not in _WESTERN:
        return None
    month, day = part["m1"] or part["m2"], part["d1"] or part["d2"]
    if month is None:
        return Period("calendar" if part["year"] is not None else "fiscal", year)
    if part["sep"] == "-" and day is None:  # R2-6 is as often a range of years as a month
        return None
    if not 1 <= int(month) <= 12 or not 1 <= int(day or 1) <= 31:
        return None
    return Period("date" if day else "month", year, int(month), int(day) if day else None)


def _mentions(plain: str, pattern: re.Pattern[str]) -> tuple[list[tuple[Period, bool]], str] | None:
    """All periods in a text, each with whether it is expressly a fiscal year, and the rest of the text."""
    found: list[tuple[Period, bool]] = []
    for mention in pattern.finditer(plain):
        period = _period_of(mention)
        if period is None:
            return None
        named = bool(mention["fiscal"] or mention["fy"]) or plain.startswith("|年度", mention.end())
        found.append((period, named))
    return (found, pattern.sub("", plain)) if found else None


def parse_period(value: object) -> Period | None:
    """The period that a whole cell names, None if it names none or more than one.

    Date-typed cells are dates, whole numbers such as 2023 fiscal years. `平成31年度(令和元年度)` and
    `令和5(2023)年度` name one period twice.
    """
    if not isinstance(value, str):
        return _typed(value)
    read = _mentions(_plain(value), _strict())
    if read is None or not re.fullmatch(_LEFT_OVER, read[1]):
        return None
    found = read[0]
    periods = {(p.year, p.month, p.day) for p, _ in found}
    if len(periods) != 1:
        return None
    expressly = next((p for p, named in found if named), found[0][0])
    if expressly.month is None and ("年度" in value or "年" not in value):
        return Period("fiscal", expressly.year)
    return Period("calendar", expressly.year) if expressly.month is None else expressly


def _typed(value: object) -> Period | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Period("fiscal", int(value)) if value in _WESTERN else None
    year, month, day = (getattr(value, name, None) for name in ("year", "month", "day"))
    if isinstance(year, int) and isinstance(month, int) and isinstance(day, int):
        return Period("date", year, month, day)
    return None


def parse_fiscal_year(value: object, *, lenient: bool = False, near: int | None = None) -> int | None:
    """The fiscal year that a text names; None if it names none, or several that differ.

    Args:
        value: `R05`, `令和5年度`, `2023`, `2024.4` (→ 2024), `R6.3.31時点` (→ 2023), a date-typed cell, …
        lenient: look inside a longer text too (`令和5年度実績　商工観光部`, `指標値（R06）`). Where a year is
            expressly a fiscal one (年度), other dates in the text are passed over.
        near: a year close by; then `5年度` without an era is read as the fiscal year nearest to it (within
        ten years).
    """
    if not isinstance(value, str):
        period = _typed(value)
        return period.fiscal_year if period else None
    if (code := _of_code(value)) is not None:
        return code
    plain = _plain(value)
    years = set(_fiscal_years(plain, _strict(), whole=True))
    if not years and lenient:
        years = set(_fiscal_years(plain, _loose(), whole=False))
    if not years and near is not None:
        years = set(_without_era(plain, near))
    return years.pop() if len(years) == 1 else None


def _of_code(text: str) -> int | None:
    """The year of the plainest spellings, `R05` and `2023`: names of folders, read at every start."""
    digits = text[1:] if text[:1] in _LETTERS else text
    if not (digits.isascii() and digits.isdigit()):
        return None
    if digits == text:
        return int(text) if len(text) == 4 and int(text) in _WESTERN else None
    return _ERA_START[text[0]] + int(digits) - 1 if len(digits) <= 2 and int(digits) else None


def _fiscal_years(plain: str, pattern: re.Pattern[str], *, whole: bool) -> Iterator[int]:
    read = _mentions(plain, pattern)
    if read is None or (whole and not re.fullmatch(_LEFT_OVER, read[1])):
        return
    expressly = [period for period, named in read[0] if named]
    yield from (period.fiscal_year for period in expressly or [period for period, _ in read[0]])


def _without_era(plain: str, near: int) -> Iterator[int]:
    short = re.fullmatch(_SHORT, plain)
    if short is None:
        return
    count = 1 if short[1] == "元" else int(short[1])
    years = sorted((era[3] + count - 1 for era in ERAS), key=lambda year: abs(year - near))
    if count and abs(years[0] - near) <= 10 and abs(years[1] - near) != abs(years[0] - near):
        yield years[0]


def _era_of(year: int) -> tuple[str, str, str, int] | None:
    return next((era for era in reversed(ERAS) if era[3] <= year), None)


def _era_year(year: int) -> str:
    era = _era_of(year)
    if era is None:
        return str(year)
    return era[0] + ("元" if year == era[3] else str(year - era[3] + 1))


def fy_label(fy: int) -> str:
    """`令和5年度` for 2023, `令和元年度` for 2019."""
    return f"{_era_year(fy)}年度"


def fy_short(fy: int) -> str:
    """`R5` for 2023."""
    era = _era_of(fy)
    return f"{era[2]}{fy - era[3] + 1}" if era else str(fy)


def fy_code(fy: int) -> str:
    """`R05` for 2023, as in the names of folders."""
    era = _era_of(fy)
    return f"{era[2]}{fy - era[3] + 1:02d}" if era else str(fy)


def fy_column(fy: int) -> str:
    """`5年度` for 2023, for the heads of narrow columns."""
    era = _era_of(fy)
    return f"{_era_year(fy).removeprefix(era[0] if era else '')}年度"


def year_label(year: int) -> str:
    """`平成27年` for the calendar year 2015."""
    return f"{_era_year(year)}年"


def day_label(day: date) -> str:
    """`令和6年1月1日` for 2024-01-01."""
    return f"{year_label(day.year)}{day.month}月{day.day}日"

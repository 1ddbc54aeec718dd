"""What a number format says about a stored number: a date, a time, a duration, or a plain number.

Display formats for figures (units, percent) stay as they are; reading them is the business of `values/`.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Literal

Kind = Literal["number", "date", "time", "duration"]

# ECMA-376 part 1, 18.8.30, with the Japanese additions (27–36, 50–58) that hold era dates.
BUILT_IN: dict[int, str] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    48: "##0.0E+0",
    49: "@",
}
_BUILT_IN_DATES = frozenset({14, 15, 16, 17, 22, *range(27, 32), 34, 35, 36, *range(50, 59)})
_BUILT_IN_TIMES = frozenset({18, 19, 20, 21, 32, 33, 45, 47})
for _id in _BUILT_IN_DATES:
    BUILT_IN[_id] = "yyyy/m/d"
for _id in _BUILT_IN_TIMES:
    BUILT_IN[_id] = "h:mm:ss"
BUILT_IN[46] = "[h]:mm:ss"

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|General|G/標準', re.IGNORECASE | re.DOTALL)
_DURATION = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_SCIENTIFIC = re.compile(r"e[+-]", re.IGNORECASE)
_DATE_PART = re.compile(r"[ydeg]", re.IGNORECASE)
_TIME_PART = re.compile(r"[hs]|am/pm", re.IGNORECASE)
_MONTH_PART = re.compile(r"m", re.IGNORECASE)

_EPOCH = dt.datetime(1899, 12, 30)
_EPOCH_1904 = dt.datetime(1904, 1, 1)
_LAST_SERIAL = 2_958_466  # 10000-01-01: beyond the calendar of Excel and of Python


@lru_cache(maxsize=512)
def kind_of(code: str) -> Kind:
    """What numbers under this format code are; only the section for positive numbers counts."""
    code = _LITERAL.sub("", code.split(";", 1)[0])
    if _DURATION.search(code):
        return "duration"
    code = _SCIENTIFIC.sub("", _BRACKETS.sub("", code))
    if "0" in code or "#" in code:
        # A digit place beside seconds (ss.000) is still a time; a figure never carries h, m or s unquoted.
        return "time" if re.search(r"s\.0+", code, re.IGNORECASE) else "number"
    if _DATE_PART.search(code):
        return "date"
    if _TIME_PART.search(code):
        return "time"
    return "date" if _MONTH_PART.search(code) else "number"


def moment(serial: float, kind: Kind, *, since_1904: bool) -> dt.datetime | dt.time | dt.timedelta | None:
    """The date, time or duration of a serial number [days]; None where the calendar ends."""
    if kind == "duration":
        return dt.timedelta(days=serial) if abs(serial) < _LAST_SERIAL else None
    if not 0 <= serial < _LAST_SERIAL - (1462 if since_1904 else 0):
        return None
    if since_1904:
        stamp = _EPOCH_1904 + _days(serial)
    else:
        # 1900 was no leap year, Excel counts 29 February all the same.
        stamp = _EPOCH + _days(serial if serial >= 60 else serial + 1)
    if kind == "time" and serial < 1:
        return stamp.time()
    return stamp


def _days(serial: float) -> dt.timedelta:
    """Rounded to milliseconds, as Excel shows it; a serial cannot hold more."""
    return dt.timedelta(milliseconds=round(serial * 86_400_000))

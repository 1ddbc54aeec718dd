"""What a number format shows around a stored figure: words before and behind it, per cent, thousands."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<general>General|G/標準)|(?P<digits>[0#?][0#?.,]*)|(?P<percent>[%％])|(?P<bare>[^0#?])",
    re.DOTALL,
)
_SECTIONS = re.compile(r'(?:^|;)((?:[^;"\\]|"[^"]*"?|\\.?)*)', re.DOTALL)
_CONDITION = re.compile(r"\[[<>=]")
_NEUTRAL = " ()-+$/:.,@E"
_DATE_LETTERS = frozenset("ymdhsgeYMDHSGE")


class Shown(NamedTuple):
    """`before` and `after` are the words shown around the figure; `thousands` how often 1,000 is cut off.

    `is_date`: the code shows a date or time, no figure; `is_unclear`: what is shown depends on a condition.
    """

    before: str = ""
    after: str = ""
    is_percent: bool = False
    thousands: int = 0
    is_date: bool = False
    is_unclear: bool = False


@lru_cache(maxsize=1024)
def shown_by(number_format: str, sign: int) -> Shown:
    """What a format code shows around a positive (1), negative (−1) or zero (0) figure."""
    sections = [match[1] for match in _SECTIONS.finditer(number_format)][:4]
    if any(_CONDITION.search(section) for section in sections):
        return _whatever_the_condition(sections)
    wanted = {1: 0, -1: 1, 0: 2}[sign]
    is_given = wanted < len(sections) and (sections[wanted] or wanted)
    return _read_section(sections[wanted] if is_given else sections[0])


def _whatever_the_condition(sections: list[str]) -> Shown:
    """What all sections show alike; unclear where `[>=1000]#,##0,"千";0` makes it depend on the figure."""
    first, *others = [_read_section(section) for section in sections if section]
    alike = all(shown._replace(before="") == first._replace(before="") for shown in others)
    return first._replace(before="") if alike else Shown(is_unclear=True)


def _read_section(section: str) -> Shown:
    before, after, is_percent, thousands, digits_seen = "", "", False, 0, False
    for token in _TOKEN.finditer(section):
        if token["digits"] or token["general"]:
            digits_seen, after = True, ""
            thousands = len(token[0]) - len(token[0].rstrip(","))
        elif token["percent"]:
            is_percent = True
        else:
            literal = token["quoted"] or token["escaped"] or token["currency"] or _unquoted(token["bare"])
            before, after = (before, after + literal) if digits_seen else (before + literal, after)
    if not digits_seen:
        return Shown(
            is_date=any(token["bare"] in _DATE_LETTERS for token in _TOKEN.finditer(section) if token["bare"])
        )
    return Shown(before.strip(), after.strip(), is_percent, thousands)


def _unquoted(character: str | None) -> str:
    return "" if character is None or character in _NEUTRAL else character

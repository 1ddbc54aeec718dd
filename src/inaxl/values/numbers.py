"""One entered value: a cell read as a figure, as a status, or not at all (contract, section 5).

Nothing is guessed. A text that is not wholly understood is E101 with the reason; everything that was changed
on the way to the figure is said in `Reading.changes`. `0（該当なし）` names a figure and a status at once and
is E101: a 0 is rated, 該当なし is not, and only the person who wrote it knows which was meant.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from inaxl.values import refusals, scan, spellings
from inaxl.values.formats import Shown, shown_by
from inaxl.values.glyphs import fold
from inaxl.values.labels import label_key
from inaxl.values.periods import parse_period
from inaxl.values.statuses import DEFAULT_STATUS_WORDS
from inaxl.values.units import SCALES, is_percent, is_unit, parse_unit, shift_between

_ERRORS = """
    #DIV/0! #N/A #NAME? #NULL! #NUM! #REF! #VALUE! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN!
    #BUSY! #EXTERNAL! #PYTHON! #GETTING_DATA
"""
ERROR_VALUES = frozenset(_ERRORS.split())
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,30})?")
_OUTER = re.compile(
    r"(?P<head>[^(※\s、,。]*)\s*(?:\((?P<inner>[^()]*)\)|※(?P<note>.*)|[\s、,。]+(?P<words>[^\s].*))",
    re.DOTALL,
)
_MARKS = re.compile(r"[-.・~]+")
_SAFE_SCALE = 8  # 46億 in a column of 百万円 is 46億円; 3千 in one of 千円 may be 3千円 or 3,000千円


class Reading(NamedTuple):
    """What a cell says.

    `value` is None unless `status` is `reported`. `status`: `reported` · `pending` · `unavailable` ·
    `not_applicable` · `missing` · `invalid`. `unit` is the unit found in the cell or its number format, '' if
    none; `value` is in the unit that was asked for, or in `unit` where none was. `note` holds footnote marks
    and remarks split off, `changes` says in Japanese what was normalised (W101). `code` is the finding's code
    (E101, E103, E104) and `reason` fills its hole.
    """

    value: Decimal | None
    status: str
    unit: str = ""
    note: str = ""
    changes: tuple[str, ...] = ()
    approximate: bool = False
    code: str | None = None
    reason: str = ""


_MISSING = Reading(None, "missing")


def _refused(reason: str, code: str = "E101", unit: str = "") -> Reading:
    return Reading(None, "invalid", unit, code=code, reason=reason)


def read_value(
    raw: object,
    *,
    unit: str = "",
    number_format: str = "",
    status_words: Mapping[str, str] = DEFAULT_STATUS_WORDS,
    convert: bool = True,
) -> Reading:
    """Reads one cell's value as a figure in `unit`. Never raises.

    Args:
        raw: the stored value: text, number, bool, date or time, None, or an error value such as `#REF!`.
        unit: unit of the KPI; '' where it is not known, then the figure stays in the unit of the cell.
        number_format: the cell's format code. For a unit of ％ a percent format makes 0.125 into 12.5; words
            that the format shows (`#,##0"人"`) count as written.
        status_words: word → status, compared by `label_key`; a plan's own table replaces the default.
        convert: whether 46億円 may be read as 4,600 where 百万円 is asked for; otherwise E103.
    """
    if raw is None:
        return _MISSING
    if isinstance(raw, str):
        return _read_text(raw, unit, status_words, convert)
    if isinstance(raw, bool):
        return _refused(refusals.LOGICAL)
    if isinstance(raw, (int, float)):
        return _read_stored(raw, unit, number_format, convert)
    return _refused(refusals.DATE if isinstance(raw, dt.date) else refusals.TIME)


# --- text ---


def _read_text(raw: str, unit: str, status_words: Mapping[str, str], convert: bool) -> Reading:
    if _PLAIN.fullmatch(raw):
        return Reading(_without_negative_zero(Decimal(raw)), "reported")
    if len(raw) > scan.LONGEST_TEXT and len(raw.strip()) > scan.LONGEST_TEXT:
        return _refused(refusals.PROSE)
    folded = fold(raw)
    if not folded:
        return _MISSING
    if folded in ERROR_VALUES or (type(raw) is not str and folded.startswith("#")):
        return _refused("", "E104")
    statuses = _by_key(tuple(status_words.items()))
    status = _read_status(folded, statuses)
    if status is not None:
        return status
    try:
        figure = scan.read_figure(raw, folded, unit, statuses)
    except scan.NotAFigure as refusal:
        reason = refusals.PERIOD if parse_period(folded) is not None else str(refusal)
        return _refused(reason)
    return _in_unit(figure, unit, convert)


@lru_cache(maxsize=64)
def _by_key(words: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    return {label_key(word): status for word, status in words}


def _read_status(text: str, statuses: Mapping[str, str]) -> Reading | None:
    """The status that the text names: a word of the table, or a mark and a word, or a word with a remark."""
    status, note = _status_of(label_key(text), statuses), ""
    if status is None and (outer := _OUTER.fullmatch(text)):
        status, note = _status_with_remark(outer, statuses)
    if status is None:
        return None
    if status == "reported":
        return _refused(refusals.STATUS_IN_VALUE)
    return Reading(None, status, note=note)


def _status_of(key: str, statuses: Mapping[str, str]) -> str | None:
    """Status of a key. A mark gives way to a word behind it (―未集計); a unit there says nothing."""
    if key in statuses:
        return statuses[key]
    mark = _MARKS.match(key)
    if mark and mark[0] in statuses:
        rest = key[mark.end() :]
        return statuses.get(rest, statuses[mark[0]] if is_unit(rest) else None)
    return statuses.get(key[1:-1]) if key[:1] == "(" and key[-1:] == ")" else None


def _status_with_remark(outer: re.Match[str], statuses: Mapping[str, str]) -> tuple[str | None, str]:
    """The status and the remark behind its word. A mark before loose words may be a bullet: None."""
    head = label_key(outer["head"])
    remark = next(part for part in outer.group("inner", "note", "words") if part is not None).strip()
    remark = f"※{remark}" if outer["note"] is not None else remark
    status, inner = statuses.get(head), statuses.get(label_key(remark))
    is_mark = _MARKS.fullmatch(head) is not None
    if status is None or (inner is None and (_names_a_figure(remark) or (is_mark and outer["words"]))):
        return None, ""
    if inner in (None, status):
        return status, remark
    return (inner, "") if is_mark else (None, "")


def _names_a_figure(remark: str) -> bool:
    """Whether a remark beside a status word holds a figure; a date (7月公表予定) is none."""
    if scan.is_note_mark(remark):
        return False
    return any(character.isdigit() for character in label_key(scan.without_dates(remark)))


# --- stored numbers ---


def _read_stored(raw: int | float, unit: str, number_format: str, convert: bool) -> Reading:
    if not math.isfinite(raw):
        return _refused(refusals.NOT_FINITE)
    number = Decimal(int(raw)) if float(raw).is_integer() else Decimal(repr(raw))
    shown = shown_by(number_format, (number > 0) - (number < 0)) if number_format else Shown()
    if shown == Shown():
        return Reading(_shifted(number, 0), "reported")
    if number > 0 and shown.before and spellings.SIGNS.get(shown.before[-1:], 1) < 0:
        return _refused(refusals.SHOWN_NEGATIVE)
    if shown.is_date:
        return _refused(refusals.DATE)
    if shown.is_unclear:
        return _refused(refusals.SHOWN_BY_CONDITION)
    changes = []
    if shown.thousands:
        number = _shifted(number, -3 * shown.thousands)
        changes.append("表示形式のとおり千単位などにした")
    if shown.is_percent:
        return _read_percent(number, unit, changes)
    figure = _with_shown_words(number, unit, shown)
    if figure is None:
        return _refused("", "E103", shown.after)
    figure.changes = changes
    return _in_unit(figure, unit, convert, is_stored=True)


def _read_percent(number: Decimal, unit: str, changes: list[str]) -> Reading:
    if not unit:
        return Reading(number, "reported", changes=tuple(changes))
    if not is_percent(unit):
        return _refused("", "E103", "％")
    return Reading(_shifted(number, 2), "reported", "％", changes=tuple(changes))


def _with_shown_words(number: Decimal, unit: str, shown: Shown) -> scan.Figure | None:
    """The figure with the words of its format; None where a scale is shown whose unit is not known."""
    before = spellings.CURRENCIES.get(fold(shown.before), "")
    try:
        figure = scan.read_words(shown.after, unit)
    except scan.NotAFigure:
        if any(shown.after.startswith(scale) for scale in SCALES):
            return None
        figure = scan.Figure()
    figure.number, figure.unit = number, figure.unit or before
    return figure


# --- units ---


def _in_unit(figure: scan.Figure, unit: str, convert: bool, *, is_stored: bool = False) -> Reading:
    """The figure in the expected unit: converted exactly, or E103."""
    found = figure.unit
    if _is_scale_unclear(figure, unit):
        return _refused(f"「{found or '万・億'}」が「{unit}」の何倍かを決められません。")
    shift = _shift(figure, unit)
    if shift is None or (shift and not convert):
        return _refused("", "E103", found or "桁の言葉の付いた数")
    if not unit and not is_stored and scan.is_period_unit(found):
        return _refused(refusals.PERIOD)
    changes = figure.changes
    if (found and not is_stored) or (shift and not (figure.is_expanded and not found)):
        changes.append(_unit_change(found, unit, shift))
    if not unit and found in SCALES:
        found = ""
    number = _without_negative_zero(_shifted(figure.number, shift))
    notes = " ".join(dict.fromkeys(figure.notes))
    return Reading(number, "reported", found, notes, tuple(dict.fromkeys(changes)), figure.approximate)


def _has_bare_scale(figure: scan.Figure) -> bool:
    """46億, 3千, 1億2,300万: a scale without a unit behind it."""
    return figure.unit in SCALES or (figure.is_expanded and not figure.unit)


def _is_scale_unclear(figure: scan.Figure, unit: str) -> bool:
    """Whether a bare scale meets a unit with a scale: 3千 in a column of 千円 is 3 or 3,000 of them."""
    expected = parse_unit(unit)
    if not expected or not expected.scale or not _has_bare_scale(figure):
        return False
    size = SCALES[figure.unit] if figure.unit else figure.number.adjusted()
    return size < _SAFE_SCALE


def _shift(figure: scan.Figure, unit: str) -> int | None:
    """Power of ten from the figure as written to the expected unit; None where the units differ in kind."""
    if _has_bare_scale(figure):
        expected = parse_unit(unit)
        return SCALES.get(figure.unit, 0) - (expected.scale if expected else 0)
    return shift_between(figure.unit, unit) if figure.unit and unit else 0


def _unit_change(found: str, unit: str, shift: int) -> str:
    if shift and found and unit:
        return f"「{found}」を「{unit}」に換算した"
    if shift:
        return f"「{found or '万・億'}」を数字に直した"
    if unit and label_key(found) != label_key(unit):
        return f"単位「{found}」を「{unit}」と同じと読んだ"
    return "単位を除いた"


def _shifted(number: Decimal, shift: int) -> Decimal:
    """number × 10^shift, exact, in plain digits; no more decimals than the digits need or were written."""
    sign, digits, exponent = number.as_tuple()
    written, power = int(exponent), int(exponent) + shift
    if not shift and written <= 0:
        return number
    if power > 0:
        return Decimal((sign, digits + (0,) * power, 0))
    kept = list(digits)
    while power < min(written, 0) and len(kept) > 1 and kept[-1] == 0:
        kept.pop()
        power += 1
    return Decimal((sign, tuple(kept), power))


def _without_negative_zero(number: Decimal) -> Decimal:
    return abs(number) if number.is_zero() else number

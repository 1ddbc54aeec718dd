"""Reads a text as one figure, word by word from the tables in `spellings.py`; or refuses it.

A text is: signs and words, the digits, then unit, notes and further words in any order. There is no fallback
that takes digits out of a text that is not wholly understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from inaxl.values import spellings
from inaxl.values.glyphs import fold, full_width_in
from inaxl.values.labels import label_key
from inaxl.values.periods import parse_period
from inaxl.values.refusals import RATING, beside, why_not
from inaxl.values.units import SCALES, is_unit, shift_between

_NUMBER = re.compile(r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+")
_SCALE = re.compile("|".join(sorted(SCALES, key=len, reverse=True)))
_GROUP = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|〔([^〔〕]*)〕|【([^【】]*)】")
_NOTE_MARK = re.compile(
    r"※\s*(?:[0-9]{1,2}(?=[\s※、,)]|$))?(?![0-9])|(?:\*+|[†‡])[0-9]?(?=\s|$)|注\s*[0-9]{0,2}\s*\)?(?=\s|$)"
)
_NOTE_MARK_ALONE = re.compile(
    r"[※*†‡注]\s*+[0-9]{0,2}\)?(?:\s*+(?:[、,・]\s*+[※*†‡注]?|[※*†‡注])\s*+[0-9]{0,2}\)?)*"
)
_DATE_IN_WORDS = re.compile(
    r"(?:(?:明治|大正|昭和|平成|令和|[MTSHR令平])\.?(?:元|[0-9]{1,2})|(?<![0-9])(?:19|20)[0-9]{2}(?=[年./-]))"
    r"(?:年度|年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|[./-][0-9]{1,2}(?:[./-][0-9]{1,2})?)?(?![0-9])"
    r"|(?<![0-9])(?:1[0-2]|[1-9])月(?:[1-3]?[0-9]日)?(?![0-9])|(?<![0-9])[0-9]{1,2}年度"
)
_LONGEST_UNIT = 12
LONGEST_TEXT = 300
"""A longer text in a value's cell is prose."""


def _choice(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


_SIGNS = _choice(spellings.SIGNS)
_DIRECTIONS = _choice(spellings.DIRECTIONS)
_TOTALS = _choice(spellings.TOTALS)
_BEFORE = _choice(spellings.APPROXIMATE_BEFORE)
_AFTER = _choice(spellings.APPROXIMATE_AFTER)
_CURRENCIES = _choice(spellings.CURRENCIES)
_NOTES = _choice(spellings.NOTES)


class NotAFigure(Exception):
    """The text is not one figure; the argument is the reason in Japanese, '' where none is known."""


@dataclass(slots=True)
class Figure:
    """What a text says. `is_expanded`: scale words between digits (1億2,300万) are multiplied out."""

    number: Decimal = Decimal(0)
    unit: str = ""
    notes: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    approximate: bool = False
    is_expanded: bool = False


def read_figure(text: str, folded: str, unit: str, statuses: Mapping[str, str]) -> Figure:
    """The one figure of a text (`folded` is `fold(text)`), in the unit that it is written in.

    Args: unit: what is expected, to know a unit that is in no table; statuses: key → status, none may stand
    beside. Raises: NotAFigure.
    """
    scan = _Scan(folded, unit, statuses)
    figure = scan.read()
    if (what := full_width_in(text)) is not None:
        figure.changes.insert(0, what)
    return figure


def read_words(words: str, unit: str) -> Figure:
    """What a number format shows behind a figure: its unit and notes. Raises: NotAFigure."""
    scan = _Scan(fold(words), unit, {})
    scan.after()
    return scan.figure


class _Scan:
    """One pass over a text; `rest` is what is still to be understood."""

    def __init__(self, text: str, unit: str, statuses: Mapping[str, str]) -> None:
        self.text = text
        self.rest = text
        self.unit = unit
        self.statuses = statuses
        self.figure = Figure()
        self.sign: int | None = None
        self.direction: int | None = None
        self.in_brackets = False
        self.is_read = False

    def read(self) -> Figure:
        self.before()
        self.digits()
        self.after()
        if self._sign() < 0 and self.figure.number:
            self.figure.number = self.figure.number.copy_negate()
        return self.figure

    def refuse(self, reason: str = "") -> NotAFigure:
        return NotAFigure(reason or why_not(self.text) or beside(self.rest if self.is_read else self.text))

    def take(self, pattern: re.Pattern[str]) -> str:
        """The text that the pattern matches at the front of the rest, taken away; '' if it does not."""
        found = pattern.match(self.rest)
        if not found or not found[0]:
            return ""
        self.rest = self.rest[found.end() :]
        return found[0]

    # --- before the digits ---

    def before(self) -> None:
        steps: tuple[Callable[[], bool], ...] = (
            self._signs, self._directions, self._totals, self._approximate_before, self._currency,
            self._bracket_before,
        )  # fmt: skip
        self._repeat(steps)

    def _repeat(self, steps: tuple[Callable[[], bool], ...]) -> None:
        self.rest = self.rest.lstrip()
        while self.rest and any(step() for step in steps):
            self.rest = self.rest.lstrip()

    def _signs(self) -> bool:
        glyph = self.take(_SIGNS)
        if not glyph:
            return False
        if self.sign is not None or (glyph in spellings.SIGNS_AT_DIGIT and not self.rest[:1].isdecimal()):
            raise self.refuse()
        self.sign = spellings.SIGNS[glyph]
        if glyph not in spellings.PLAIN_SIGNS:
            self.figure.changes.append(f"「{glyph}」を{'負' if self.sign < 0 else '正'}のしるしと読んだ")
        return True

    def _directions(self) -> bool:
        word = self.take(_DIRECTIONS)
        if word:
            self._direct(word)
        return bool(word)

    def _direct(self, word: str) -> None:
        sign = spellings.DIRECTIONS[word]
        if self.direction not in (None, sign):
            raise self.refuse("増と減の両方が書かれています。")
        self.direction = sign
        self.figure.changes.append(f"「{word}」を{'負' if sign < 0 else '正'}の数と読んだ")

    def _totals(self) -> bool:
        word = self.take(_TOTALS)
        if word:
            self.figure.changes.append(f"「{word}」を除いた")
        return bool(word)

    def _approximate_before(self) -> bool:
        return self._approximate(self.take(_BEFORE))

    def _approximate(self, word: str) -> bool:
        if word:
            self.figure.approximate = True
            self.figure.changes.append(f"「{word}」を除いた")
        return bool(word)

    def _currency(self) -> bool:
        mark = self.take(_CURRENCIES)
        if mark:
            self._unit_found(spellings.CURRENCIES[mark])
        return bool(mark)

    def _bracket_before(self) -> bool:
        group = _GROUP.match(self.rest)
        if not group:
            return False
        content = _content(group)
        if any("0" <= character <= "9" for character in content):
            if self.in_brackets or self.rest[0] != "(":
                return False
            return self._negative_in_brackets(group)
        self.rest = self.rest[group.end() :]
        if content in spellings.NOTES:
            self._note(content)
        elif not self._known_remark(content):
            raise self.refuse(beside(group[0]))
        return True

    def _negative_in_brackets(self, group: re.Match[str]) -> bool:
        """(304) is −304: what stands inside is read as if the brackets were not there."""
        self.in_brackets = True
        tail, self.rest = self.rest[group.end() :], group[1]
        self.before()
        self.digits()
        self.after()
        self.rest = tail
        self.figure.changes.append("かっこ書きを負の数と読んだ")
        return False

    # --- the digits ---

    def digits(self) -> None:
        if self.is_read:  # inside brackets: (304)
            return
        first = self.take(_NUMBER)
        if not first or re.match(r"[0-9.,]", self.rest):
            raise self.refuse()
        self.is_read = True
        parts = self._scaled_parts(first)
        if len(parts) == 1:
            self.figure.number = Decimal(first.replace(",", ""))
            return
        self.figure.number = Decimal(self._sum(parts))
        self.figure.is_expanded = True
        self.figure.changes.append("万・億などを数字に直した")

    def _scaled_parts(self, first: str) -> list[tuple[str, int]]:
        """1億2,300万 as [(1, 8), (2,300, 4)]; one part where no scale word stands between digits."""
        parts = [(first, 0)]
        while (scale := _SCALE.match(self.rest)) and (number := _NUMBER.match(self.rest, scale.end())):
            parts[-1] = (parts[-1][0], SCALES[scale[0]])
            parts.append((number[0], 0))
            self.rest = self.rest[number.end() :]
        if len(parts) > 1 and (scale := _SCALE.match(self.rest)):
            parts[-1] = (parts[-1][0], SCALES[scale[0]])
            self.rest = self.rest[scale.end() :]
        return parts

    def _sum(self, parts: list[tuple[str, int]]) -> int:
        """The parts added up, if each fits below the scale before it (2万5 may be 25,000: refused)."""
        total, room = 0, LONGEST_TEXT
        for number, scale in parts:
            digits = number.replace(",", "")
            is_last_bare = scale == 0 and len(digits) != room
            if "." in digits or scale >= room or len(digits) > room - scale or is_last_bare:
                raise self.refuse("万・億などの位取りを決められません。")
            total += int(digits) * 10**scale
            room = scale
        return total

    def _sign(self) -> int:
        signs = {sign for sign in (self.sign, self.direction, -1 if self.in_brackets else None) if sign}
        if len(signs) > 1:
            raise self.refuse("正と負の両方のしるしがあります。")
        return signs.pop() if signs else 1

    # --- behind the digits ---

    def after(self) -> None:
        steps: tuple[Callable[[], bool], ...] = (
            self._note_mark, self._bracket_after, self._note_word, self._directions, self._totals,
            self._unit_behind, self._approximate_after, self._date_behind,
        )  # fmt: skip
        self._repeat(steps)
        if self.rest:
            raise self.refuse()

    def _note_mark(self) -> bool:
        mark = self.take(_NOTE_MARK)
        if not mark:
            return False
        if mark.strip() != "※" or not self.rest.strip():
            self._note(mark.strip())
            self.rest = self.rest.lstrip(" \n、,")
        if mark.startswith("※") and self.rest and not self.rest.startswith("※"):
            words, *further = self.rest.strip(" \n:").split("※", 1)
            self.rest = "※" + further[0] if further else ""
            self._remark(words.strip())
        return True

    def _bracket_after(self) -> bool:
        group = _GROUP.match(self.rest)
        if not group:
            return False
        self.rest = self.rest[group.end() :]
        self._remark(_content(group))
        return True

    def _note_word(self) -> bool:
        word = self.take(_NOTES)
        if word:
            self._note(word)
        return bool(word)

    def _approximate_after(self) -> bool:
        return self._approximate(self.take(_AFTER))

    def _date_behind(self) -> bool:
        if not any(word in self.rest for word in ("時点", "現在", "末")) or parse_period(self.rest) is None:
            return False
        self._note(self.rest)
        self.rest = ""
        return True

    def _unit_behind(self) -> bool:
        """The longest text at the front that is a unit, of the table or the expected one."""
        for length in range(min(len(self.rest), _LONGEST_UNIT), 0, -1):
            word, following = self.rest[:length], self.rest[length : length + 1]
            if word != word.strip() or set(word) & set("([※*\n") or following.isdecimal():
                continue
            if is_unit(word) or (self.unit and shift_between(word, self.unit) is not None):
                self.rest = self.rest[length:]
                self._unit_found(word)
                return True
        return False

    def _unit_found(self, unit: str) -> None:
        present = self.figure.unit
        is_same = not present or label_key(present) == label_key(unit)
        is_money = present in spellings.CURRENCIES.values() and shift_between(unit, present) is not None
        if not is_same and not is_money:  # ￥1,234千円 says its unit twice
            raise self.refuse(f"単位が2つ(「{present}」と「{unit}」)書かれています。")
        self.figure.unit = unit

    def _note(self, note: str) -> None:
        self.figure.notes.append(note)
        self.figure.changes.append(f"「{note}」を注記に分けた")

    def _known_remark(self, words: str) -> bool:
        """A remark that is one of the words of the tables."""
        if words in spellings.DIRECTIONS:
            self._direct(words)
        elif words in spellings.TOTALS:
            self.figure.changes.append(f"「{words}」を除いた")
        elif words in spellings.APPROXIMATE_BEFORE or words in spellings.APPROXIMATE_AFTER:
            self._approximate(words)
        else:
            return False
        return True

    def _remark(self, words: str) -> None:
        """A remark in brackets or behind ※: goes to the note unless it could change what the figure means."""
        if not words or self._known_remark(words):
            return
        if is_note_mark(words) or words in spellings.NOTES:
            self._note(words)
        elif is_unit(words) or (self.unit and shift_between(words, self.unit) is not None):
            self._unit_found(words)
        else:
            self._refuse_remark(words)
            self._note(words)

    def _refuse_remark(self, words: str) -> None:
        key = label_key(words)
        if key in self.statuses:
            raise self.refuse(f"数値と「{words}」が一緒に書かれていて、どちらか決められません。")
        if all(character in spellings.RATING_MARKS for character in words):
            raise self.refuse(RATING)
        if any(character.isdigit() for character in label_key(without_dates(words))):
            raise self.refuse("複数の数値があります。")
        is_scaled = len(words) <= 6 and _SCALE.match(words)
        changing = spellings.CHANGES_MEANING & {words} or _DIRECTIONS.search(words) or "単位" in words
        if is_scaled or changing:
            raise self.refuse(beside(words))


def _content(group: re.Match[str]) -> str:
    return next((content for content in group.groups() if content is not None), "").strip()


def without_dates(words: str) -> str:
    """The words without years, months and days, whose digits are no figures."""
    return _DATE_IN_WORDS.sub("", words)


def is_note_mark(words: str) -> bool:
    """Whether the words are footnote marks and nothing else: `※1`, `注2)`."""
    return _NOTE_MARK_ALONE.fullmatch(words) is not None


def is_period_unit(unit: str) -> bool:
    """Whether digits with this unit name a year, month or day rather than a figure."""
    return unit in ("年", "年度", "月", "日")

"""What one heading or label means: its field, the fiscal year and the unit that stand in it.

A heading is understood whole or not at all. Which headings belong to a column is decided in `header.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from inaxl.forms import synonyms
from inaxl.values.labels import label_key
from inaxl.values.periods import parse_fiscal_year
from inaxl.values.units import is_unit

YEAR = re.compile(
    r"(?:(?:令和|平成|昭和|令|平(?!均)|(?<![A-Za-z0-9])[RrHh]|(?<![A-Za-z0-9])[Ss](?=[3-6][0-9]))\.?(?:元|[0-9]{1,2})(?![0-9])"
    r"|(?<![0-9.,])(?:FY|fy)?(?:19|20)[0-9]{2}(?![0-9,]))"
    r"(?:年度|年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|[./][0-9]{1,2}(?:[./][0-9]{1,2})?(?![0-9])|(?=[^A-Za-z0-9]|$))"
    r"|(?<![0-9.,])(?P<short>[0-9]{1,2}|元)年度"
)
"""A fiscal year in any spelling of headings; `short` is one without an era."""
_RANGE = re.compile(r"\0(?:の|まで)?[~〜～\-−–—―ー→]\0|\0から\0|\0[・、,]\0")
_AFTERYEAR = re.compile(r"\0(?:年度末|度末|年末|末|時点|現在|における|での|まで|から|の|分|度)*")
_NUMBERING = re.compile(
    r"^(?:[①-⑳]|\(?[0-9]{1,2}\)|[0-9]{1,2}[.)．、:]|\([①-⑳a-zア-オ]\)|[■◆●◎○▼・□◇※]|[ⅰ-ⅹ][.)．]|[一二三四五六七八九十][.．、])+"
)
_CIRCLED = re.compile(r"^[①-⑳Ⅰ-Ⅻ❶-❿](?=.)")
_BRACKET = re.compile(r"\(([^()]*)\)")
_FORMULA = re.compile(r"[a-z①-⑳](?:[-+*/÷×=・][a-z①-⑳]|[×*]100|%)*")
_MONEY = re.compile(r"予算|決算|事業費|財源|コスト|人件費|支出金")
_MARK = re.compile(r"(?<=[^(※*注])(?:\(?[※*][0-9]*\)?|\(注[0-9]*\)|注[0-9]+\)?)+$")
"""Footnote marks behind a heading."""
_TAIL = re.compile(r"[:：]$")


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading. `field` None: no word that we know. `short` is the count of a year without an era, `relative` the
    distance from the year of the form; `spans_years` is set where several years are named.
    """

    text: str
    field: str | None = None
    is_weak: bool = False
    fy: int | None = None
    short: int | None = None
    relative: int | None = None
    spans_years: bool = False
    unit: str = ""
    key: str = ""

    @property
    def names_year(self) -> bool:
        """Whether any year is named."""
        return self.fy is not None or self.short is not None or self.relative is not None or self.spans_years

    @property
    def is_year_only(self) -> bool:
        """A year (and perhaps a unit) and nothing else."""
        return self.names_year and self.field is None and not self.key

    @property
    def is_unit_only(self) -> bool:
        """A unit in brackets and nothing else."""
        return bool(self.unit) and self.field is None and not self.key and not self.names_year

    @property
    def is_known(self) -> bool:
        """Whether it says anything that we understand."""
        return self.field is not None or self.is_weak or self.is_year_only or self.is_unit_only


@lru_cache(maxsize=8192)
def read_heading(text: str) -> Heading:
    """The meaning of a heading; long texts are no headings."""
    if len(text) > 80:
        return Heading(text, key=text)
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", _CIRCLED.sub("", text.strip())))
    plain = re.sub(r"[\[{〔【「『〈《]", "(", re.sub(r"[\]}〕】」』〉》]", ")", plain))
    dated, rest = _take_years(plain, text)
    relative, rest = _take_relative(rest)
    found = _word(_TAIL.sub("", _MARK.sub("", rest)))
    return replace(
        dated,
        field=found.field,
        is_weak=found.is_weak,
        unit=found.unit,
        key=found.key,
        relative=relative if not dated.names_year else None,
    )


def is_name_label(text: str) -> bool:
    """A word for indicators, numbered or not, in the place of one: 成果指標, 指標①, KPI2."""
    key = label_key(text)
    return _lookup(re.sub(r"[0-9.-]+$", "", key))[0] == "name"


def _take_years(plain: str, text: str) -> tuple[Heading, str]:
    years: list[int] = []
    shorts: list[int] = []
    for match in YEAR.finditer(plain):
        if match["short"]:
            shorts.append(1 if match["short"] == "元" else int(match["short"]))
            continue
        year = parse_fiscal_year(match[0])
        if year is None:
            return Heading(text), plain
        years.append(year)
    if not years and not shorts:
        return Heading(text), plain
    marked = YEAR.sub("\0", plain)
    spans = (
        bool(_RANGE.search(marked)) or len(set(years)) > 1 or len(set(shorts)) > 1 or bool(years and shorts)
    )
    rest = _AFTERYEAR.sub("", _RANGE.sub("\0", marked))
    while "()" in rest:
        rest = rest.replace("()", "")
    if spans:
        # A stretch of years names its last one: enough for a target, too little for an actual.
        return Heading(text, fy=max(years, default=None), spans_years=True), rest
    return Heading(text, fy=years[0] if years else None, short=shorts[0] if shorts else None), rest


def _take_relative(rest: str) -> tuple[int | None, str]:
    for word, distance in synonyms.RELATIVE_YEARS.items():
        if rest.startswith(word) and label_key(rest) not in synonyms.WORDS:
            return distance, re.sub(r"^(?:末|の|における|時点)+", "", rest[len(word) :])
    return None, rest


def _lookup(key: str) -> tuple[str | None, bool]:
    return synonyms.WORDS.get(key), key in synonyms.WEAK_NAMES


def _word(rest: str) -> Heading:
    """Field and unit of a heading without its year."""
    key = (
        label_key(rest)
        .replace("取リ組ミ", "取組")
        .replace("取り組み", "取組")
        .replace("取組み", "取組")
        .strip("・,、/")
    )
    field, weak = _lookup(key)
    if field is None and not weak:
        bare = _NUMBERING.sub("", key)
        field, weak = _lookup(bare)
        key = bare if field or weak else key
    if field or weak or not key:
        return Heading("", field, weak, key=key)
    remarks = [remark for remark in _BRACKET.findall(key) if remark]
    base = _NUMBERING.sub("", _BRACKET.sub("", key)).strip("・,、/")
    unit = next((_unit_of(remark) for remark in remarks if _unit_of(remark)), "")
    if not base:
        said = _lookup(remarks[0])[0] if len(remarks) == 1 else None  # R6(目標値)
        return Heading("", said, unit=unit, key="" if unit and len(remarks) == 1 and not said else key)
    field, weak = _lookup(base)
    if field in ("achievement", "rating") and any(_lookup(remark)[0] == "actual" for remark in remarks):
        field = "actual"  # 進捗(実績値)
    if field == "actual" and any(_lookup(remark)[0] == "baseline" for remark in remarks):
        field = "baseline"  # H30実績(基準値)
        remarks = [remark for remark in remarks if _lookup(remark)[0] != "baseline"]
    if field in synonyms.VALUE_FIELDS and not all(_is_harmless(remark, field) for remark in remarks):
        return Heading("", key=key)
    return Heading("", field, weak, unit=unit, key=base if field or weak else key)


def _unit_of(remark: str) -> str:
    text = re.sub(r"^単位[:：]?", "", remark)
    return text if is_unit(text) else ""


def _is_harmless(remark: str, field: str | None) -> bool:
    return (
        remark in synonyms.HARMLESS_REMARKS
        or bool(_unit_of(remark))
        or bool(_FORMULA.fullmatch(remark))
        or (field is not None and synonyms.WORDS.get(remark) == field)
    )


def combine(path: Sequence[Heading]) -> Heading:
    """What a column means whose headings, from top to bottom, are these: the lowest word decides.

    Years and units may stand in any of them; two different years make the column unusable (`spans_years`).
    """
    levels = [heading for heading in path if heading.text]
    if not levels:
        return Heading("")
    # A stretch of years above single ones (実績値 R2～R6 over R2, R3 …) says nothing about a column.
    single = {h.fy for h in levels if h.fy is not None and not h.spans_years}
    years = single or {h.fy for h in levels if h.fy is not None}
    words = [h for h in levels if h.key]
    leaf = words[-1] if words else None
    field, weak = (leaf.field, leaf.is_weak) if leaf else (None, False)
    above = words[-2] if len(words) > 1 else None
    if leaf is not None and above is not None:
        field, weak = _under(leaf, above)
    if field is not None and any(
        h.field == "money" or (h.field is None and _MONEY.search(h.key)) for h in words
    ):
        field = "money"
    return Heading(
        text="".join(h.text for h in levels[-1:]),
        field=field,
        is_weak=weak,
        fy=max(years) if years else None,
        short=next((h.short for h in reversed(levels) if h.short is not None), None),
        relative=next((h.relative for h in reversed(levels) if h.relative is not None), None),
        spans_years=len(years) > 1 or (not single and any(h.spans_years for h in levels)),
        unit=next((h.unit for h in reversed(levels) if h.unit), ""),
        key=leaf.key if leaf else "",
    )


_YEAR_OF = {
    "baseline": "baseline_fy",
    "target": "target_fy",
    "plan": "target_fy",
    "actual": "fy",
    "latest": "fy",
}


def _under(leaf: Heading, above: Heading) -> tuple[str | None, bool]:
    """Field of a heading that stands under another."""
    if leaf.key in synonyms.YEAR_LEAVES and above.field in _YEAR_OF:
        return _YEAR_OF[above.field], False
    if leaf.key in synonyms.INHERITING and leaf.field is None:
        return above.field, above.is_weak
    if leaf.field == "note" and above.field in (*synonyms.CARD_TEXTS, "opinion", "rating", "money"):
        return None, False  # the reason of a decision is no remark on the figure
    if leaf.is_weak and above.field in (*synonyms.CONTEXT_FIELDS, "name"):
        return above.field, False
    if leaf.field in ("actual", "latest") and above.field in ("baseline", "baseline_fy"):
        return "baseline", False
    return leaf.field, leaf.is_weak

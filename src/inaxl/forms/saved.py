"""A reviewed reading of a form, as `bindings/<form>.toml` holds it: heading texts by field, no addresses.

Headings are compared by key (no width, blanks or line breaks); `{年度}` in them stands for any fiscal year.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from inaxl.forms import synonyms
from inaxl.forms.headings import YEAR, Heading, combine, read_heading
from inaxl.values.labels import label_key
from inaxl.values.periods import parse_fiscal_year

UNREAD = "unread"
"""In the place of a field: headings that are not to be read."""
ANY_YEAR = "{年度}"
BETWEEN = " > "
"""Between the headings of a column from top to bottom."""
FIELDS = {**synonyms.FIELD_LABELS, "year": "年度の列", UNREAD: "読み取らない"}
"""Fields that a binding file may name."""
ENOUGH = 0.5
"""Share of a saved table's headings that a table or sheet must show to be taken for that form."""


class SavedTable(NamedTuple):
    """A table (or the labels of a card) of a form. `headings` are pairs of a field and its heading texts."""

    form: str
    kind: str
    title: str
    sheet: str
    headings: tuple[tuple[str, tuple[str, ...]], ...]


class Wanted(NamedTuple):
    """One heading that the form has: its field, its text as saved, and its key."""

    field: str
    text: str
    key: str


class Index(NamedTuple):
    """A saved table made ready for comparing. `words` are the lowest headings that only the form explains."""

    fields: Mapping[str, str]
    wanted: tuple[Wanted, ...]
    words: Mapping[str, str]


NOT_USED = frozenset(
    {
        "no",
        "achievement",
        "rating",
        "money",
        "overview",
        "opinion",
        "source",
        "definition",
        "direction",
        "plan",
        "latest",
        "forecast",
    }
)
"""Fields whose cells are not read: a heading of them may be missing."""


def masked(text: str) -> str:
    """A heading as it is saved: no blanks or line breaks, half width, years as `{年度}`."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return YEAR.sub(ANY_YEAR, plain).replace(f"{ANY_YEAR}({ANY_YEAR})", ANY_YEAR)


@lru_cache(maxsize=8192)
def masked_key(text: str) -> str:
    """The key of a heading in which any year is the same."""
    return label_key(masked(text))


@lru_cache(maxsize=2048)
def dated_key(text: str) -> str:
    """The key of a heading in which a year is the same in all its spellings."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return label_key(YEAR.sub(lambda match: f"({parse_fiscal_year(match[0]) or match[0]})", plain))


def path_keys(texts: Iterable[str]) -> tuple[str, str]:
    """Both keys of a column's headings from top to bottom: with its year, and with any year."""
    texts = tuple(texts)
    return ">".join(map(dated_key, texts)), ">".join(map(masked_key, texts))


@lru_cache(maxsize=256)
def index(table: SavedTable) -> Index:
    """The keys of a saved table."""
    fields: dict[str, str] = {}
    wanted: list[Wanted] = []
    words: dict[str, str] = {}
    for field, texts in table.headings:
        for text in texts:
            levels = text.split(BETWEEN)
            dated, anyway = path_keys(levels)
            key = anyway if ANY_YEAR in text or dated == anyway else dated
            fields.setdefault(key, field)
            if field != UNREAD:
                wanted.append(Wanted(field, text, key))
            if field != UNREAD or table.kind == "card":
                _teach(words, levels, field)
    return Index(MappingProxyType(fields), tuple(wanted), MappingProxyType(words))


def _teach(words: dict[str, str], levels: list[str], field: str) -> None:
    """A lowest heading that reading understands otherwise, or not at all, means what the form says."""
    path = [read_heading(level.replace(ANY_YEAR, "R5")) for level in levels]
    known = path[-1]
    if combine(path).field == field or (len(levels) > 1 and _says_nothing(known.key)):
        return
    if known.is_year_only or known.is_unit_only or field == "year":
        return
    if known.field != (None if field == UNREAD else field) and not _leans_on_context(known.field, field):
        words.setdefault(masked_key(levels[-1]), field)


def _says_nothing(key: str) -> bool:
    return key in synonyms.INHERITING or key in synonyms.YEAR_LEAVES


def _leans_on_context(known: str | None, field: str) -> bool:
    """計画値 that a table settled as its target, 最新値 as its actual: the table decides, not the word."""
    return (known, field) in {
        ("plan", "target"),
        ("latest", "actual"),
        ("actual", "baseline"),
        ("baseline", "actual"),
    }


def as_taught(text: str, field: str) -> Heading:
    """A heading of whose meaning the form speaks."""
    own = read_heading(text)
    meaning = None if field == UNREAD else field
    return replace(own, field=meaning, is_weak=False, key=own.key or masked(text))


def parse_form(text: str, name: str) -> tuple[SavedTable, ...]:
    """The tables of a binding file.

    Args:
        text: the file's text (TOML).
        name: name of the form where the file does not say one.

    Raises ValueError, in Japanese, where the file says something that has no meaning.
    """
    import tomllib  # only where a form is saved

    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line ([0-9]+)", str(error))
        where = f"{line[1]}行目" if line else "終わり"
        raise ValueError(f'{where}が 項目 = ["見出し"] の形になっていません({error})') from None
    tables = document.get("tables", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ValueError("[[tables]] が表の並びになっていません")
    return tuple(_table(table, str(document.get("form") or name)) for table in tables)


def _table(data: dict[str, Any], form: str) -> SavedTable:
    kind = data.get("kind", "table")
    if kind not in ("table", "card"):
        raise ValueError(f"kind は table か card です(「{kind}」)")
    headings = data.get("headings", {})
    if not isinstance(headings, dict):
        raise ValueError("headings に、項目ごとの見出しがありません")
    pairs = []
    for field, texts in headings.items():
        if field not in FIELDS:
            raise ValueError(f"「{field}」という項目はありません。使える項目は {'、'.join(FIELDS)} です")
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise ValueError(f'{field} は ["見出し"] の形で書いてください')
        pairs.append((field, tuple(text for text in texts if text.strip())))
    return SavedTable(form, kind, str(data.get("title", "")), str(data.get("sheet", "")), tuple(pairs))

"""Writes a recognised form as a binding file that a person can review: TOML, by hand, with comments in Japanese."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from inaxl.forms.applying import sheet_pattern
from inaxl.forms.binding import Bound, BoundSheet, Table
from inaxl.forms.saved import ANY_YEAR, BETWEEN, FIELDS, UNREAD, SavedTable, dated_key, masked
from inaxl.forms.synonyms import CARD_TEXTS, CONTEXT_FIELDS

_LABELS = (*CONTEXT_FIELDS, *CARD_TEXTS)
_HEAD = """\
# 様式の読み取り「{form}」
# もとのブック: {books}
#
# この様式のブックは、下に書いた見出しの言葉で読みます。セルの位置は使わないので、行や列の挿入、シート名の変更、
# 表の移動があっても、この1つのファイルで読めます。見出しが変わると E203 で知らせます。
#
# ・空白、改行、全角と半角の違いは区別しません。
# ・{any_year} は、どの年度でもかまいません。「{between}」は、上の段の見出しと下の段の見出しの間です。
# ・読み方を変えるには、見出しを別の項目の行へ移します。
# ・inaxl の知らない見出しを教えるには、unread から、その意味の項目の行へ移します。行がなければ加えます。
# ・使える項目:
{fields}
#
# 中身を確かめたら、日付と名前をここに書いてください: 確認

form = {quoted}
"""


def form_text(form: str, books: Sequence[Bound]) -> str:
    """The binding file of some books of one form; '' where nothing was recognised in them.

    Args:
        form: name of the form.
        books: what was recognised; equal tables of several sheets and books are written once.
    """
    tables: dict[tuple[tuple[str, tuple[str, ...]], ...], tuple[SavedTable, str]] = {}
    for book in books:
        for sheet in book.sheets:
            for table, where in _tables(form, sheet):
                tables.setdefault(table.headings, (table, where))
    if not tables:
        return ""
    names = "、".join(
        dict.fromkeys(_comment(book.book.replace("\\", "/").rsplit("/", 1)[-1]) for book in books)
    )
    head = _HEAD.format(
        form=_comment(form),
        books=names,
        any_year=ANY_YEAR,
        between=BETWEEN.strip(),
        fields=_glossary(),
        quoted=_quoted(form),
    )
    return head + "".join(_table_text(table, where) for table, where in tables.values())


def _glossary() -> str:
    items = [f"{name}({label})" for name, label in FIELDS.items()]
    return "\n".join(f"#     {'、'.join(items[start : start + 6])}" for start in range(0, len(items), 6))


def _tables(form: str, sheet: BoundSheet) -> Iterable[tuple[SavedTable, str]]:
    pattern = sheet_pattern(sheet.name)
    for table in sheet.tables:
        headings = _columns(table)
        if headings:
            yield SavedTable(form, "table", masked(table.title), pattern, headings), f"シート「{sheet.name}」"
    labels = _labels(sheet)
    if labels:
        yield SavedTable(form, "card", "", pattern, labels), f"シート「{sheet.name}」"


def _columns(table: Table) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Headings by field in the order of the columns; a year is left open where it does not decide the field."""
    if table.header is None:
        return ()
    pairs: list[tuple[str, str, str]] = []
    for column in table.header.columns:
        levels = [text for text in column.texts if masked(text)]
        distinct = [text for i, text in enumerate(levels) if i == 0 or masked(text) != masked(levels[i - 1])]
        if distinct:
            field = column.field or UNREAD
            pairs.append((field, BETWEEN.join(map(masked, distinct)), BETWEEN.join(map(_dated, distinct))))
    meanings: dict[str, set[str]] = {}
    for field, anyway, _ in pairs:
        meanings.setdefault(anyway, set()).add(field)
    exact: dict[str, set[str]] = {}
    for field, _, dated in pairs:
        exact.setdefault(dated, set()).add(field)
    found: dict[str, list[str]] = {}
    for field, anyway, dated in pairs:
        if len(exact[dated]) > 1:
            continue  # 年度 behind 現状値 and again behind 目標値: its place tells, not its word
        text = dated if len(meanings[anyway]) > 1 else anyway
        if text not in found.setdefault(field, []):
            found[field].append(text)
    return _in_order(found)


def _dated(text: str) -> str:
    return re.sub(r"\s+", "", text) if dated_key(text) != dated_key(masked(text)) else masked(text)


def _labels(sheet: BoundSheet) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, list[str]] = {}
    for field, label in sheet.labels():
        text = masked(label.heading.text).rstrip(":")
        is_title = label.value == label.place and ":" not in masked(sheet.canvas.text(*label.place))
        if text and not is_title and text not in found.setdefault(field, []):
            found[field].append(text)
    return _in_order({field: texts for field, texts in found.items() if texts})


def _in_order(found: dict[str, list[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((field, tuple(found[field])) for field in FIELDS if field in found)


def _table_text(table: SavedTable, where: str) -> str:
    kind = "一覧表" if table.kind == "table" else "調書の欄"
    lines = [
        "",
        f"# {kind}　{_comment(where)}",
        "[[tables]]",
        f'kind = "{table.kind}"',
        *(
            [f"title = {_quoted(table.title)}  # 表のすぐ上の題(同じ見出しの表が2つあるときだけ使います)"]
            if table.title
            else []
        ),
        f"sheet = {_quoted(table.sheet)}  # シート名の型。# は数字(同じ見出しの表が2つあるときだけ使います)",
        "[tables.headings]",
    ]
    for field, texts in table.headings:
        items = ", ".join(_quoted(text) for text in texts)
        lines.append(f"{field} = [{items}]  # {FIELDS[field]}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are among those of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)


def form_name(book: str) -> str:
    """A file name for a form, from the name of a book: years and numbers in front left out."""
    stem = book.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    plain = masked(stem).replace(ANY_YEAR, "").replace("年度", "")
    plain = re.sub(r"^[0-9]+[_\-.]*|[\\/:*?\"<>|\x00-\x1f]", "", plain).strip("_-. ()")
    return plain or "様式"

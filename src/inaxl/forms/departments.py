"""The department that a book or sheet comes from: known names first, else what reads like the name of one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from inaxl.forms.canvas import Place
from inaxl.values.labels import label_key

_SECTION = re.compile(r"^.*?(?:事務局|部|局)(.+)$")
_EDGE = r"[\s　:：()（）【】\[\]／/、,]"
_LOOKS_LIKE = re.compile(
    rf"(?:(?<=^)|(?<={_EDGE}))(?:[一-鿿々ぁ-んァ-ヺー・]{{2,12}}[部局][\s　]+)?"
    rf"[一-鿿々ぁ-んァ-ヺー・]{{2,24}}(?:課|室|支所|事務局|センター)(?=$|{_EDGE})"
)
_NOT_ONE = re.compile(r"担当|所管|各課|主管|部署|課名")
_SPLIT = re.compile(r"[\s　:：()（）【】\[\]／/、,]+")
_KANJI_BEFORE = r"(?<![一-鿿々ァ-ヺー])"


class Names(NamedTuple):
    """Keys of full names and of sections that only one department has, each with the canonical name."""

    full: Mapping[str, str]
    sections: Mapping[str, str]


def names_of(departments: Mapping[str, str]) -> Names:
    """Names to look for, from the mapping of every name's key to its canonical name."""
    sections = [
        (label_key(match[1]), whole) for key, whole in departments.items() if (match := _SECTION.match(key))
    ]
    counts = Counter(key for key, _ in set(sections))
    own = {key: whole for key, whole in sections if counts[key] == 1 and key not in departments}
    return Names(dict(sorted(departments.items(), key=lambda item: -len(item[0]))), own)


def department_in(text: str, names: Names) -> str:
    """Canonical name of the department that a text names, '' if none."""
    key = label_key(text)
    for full, whole in names.full.items():
        if full in key:
            return whole
    found = {names.sections[token] for token in map(label_key, _SPLIT.split(text)) if token in names.sections}
    return found.pop() if len(found) == 1 else ""


def department_in_file_name(text: str, names: Names) -> str:
    """The same for a sheet's or file's name, where sections stand between digits and underscores."""
    whole = department_in(text, names)
    if whole:
        return whole
    key = label_key(text)
    found = {
        name for section, name in names.sections.items() if re.search(_KANJI_BEFORE + re.escape(section), key)
    }
    return found.pop() if len(found) == 1 else ""


def find_department(cells: Iterable[tuple[Place, str]], names: Names) -> tuple[Place, str] | None:
    """The first of some cells that names a department, and its canonical name."""
    for place, text in cells:
        if len(text) <= 80:
            whole = department_in(text, names)
            if whole:
                return place, whole
    return None


def guess_department(cells: Iterable[tuple[Place, str]]) -> tuple[Place, str] | None:
    """Without a plan: the one cell among titles that reads like a department's name."""
    found: dict[str, Place] = {}
    for place, text in cells:
        if len(text) > 60:
            continue
        for match in _LOOKS_LIKE.finditer(text):
            if not _NOT_ONE.search(match[0]):
                found.setdefault(match[0], place)
    if len(found) != 1:
        return None
    (token, place), *_ = found.items()
    return place, token

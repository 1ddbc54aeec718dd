"""The licence that the plan book states, as what the world knows it by. Unknown words stay words; nothing is assumed."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_CC = "https://creativecommons.org/"
_KNOWN: tuple[tuple[str, str, str, str], ...] = (
    # name of the Open Definition or SPDX, title, address, spellings (blanks, hyphens and case do not matter)
    ("CC-BY-4.0", "クリエイティブ・コモンズ 表示 4.0 国際", _CC + "licenses/by/4.0/deed.ja",
     "CC BY 4.0|クリエイティブ・コモンズ 表示 4.0 国際|クリエイティブ・コモンズ・ライセンス 表示 4.0 国際"),
    ("CC-BY-SA-4.0", "クリエイティブ・コモンズ 表示－継承 4.0 国際", _CC + "licenses/by-sa/4.0/deed.ja",
     "CC BY-SA 4.0|クリエイティブ・コモンズ 表示-継承 4.0 国際"),
    ("", "クリエイティブ・コモンズ 表示 2.1 日本", _CC + "licenses/by/2.1/jp/",
     "CC BY 2.1 JP|CC BY 2.1|クリエイティブ・コモンズ 表示 2.1 日本"),
    ("CC0-1.0", "CC0 1.0 全世界", _CC + "publicdomain/zero/1.0/deed.ja", "CC0|CC0 1.0|CC0 1.0 全世界"),
    ("", "公共データ利用規約（第1.0版）", "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
     "PDL 1.0|公共データ利用規約（第1.0版）|公共データ利用規約 第1.0版|公共データ利用規約（第1.0版）（PDL1.0）"),
)  # fmt: skip
_ADDRESS = re.compile(r"https?://[^\s<>\"「」（）、。]+")


class Licence(NamedTuple):
    """A licence: `title` as shown; `name` as registries know it, '' where unknown; `url` of its text, '' where unknown."""

    name: str
    title: str
    url: str


def licence_of(text: str) -> Licence | None:
    """The licence that a text names; None where it is blank: then none is claimed.

    A name that is not known keeps its own words, and an address in them is its text.
    """
    text = text.strip()
    if not text:
        return None
    for name, title, url, spellings in _KNOWN:
        if _key(text) in {_key(spelling) for spelling in (name or title, *spellings.split("|"))}:
            return Licence(name, title, url)
    address = _ADDRESS.search(text)
    return Licence("", text, address.group() if address else "")


def _key(text: str) -> str:
    return re.sub(r"[\s\-－‐・()ー]", "", unicodedata.normalize("NFKC", text)).casefold()

"""Units and scales: which spellings are one unit, and by which power of ten two units differ.

Only powers of ten are ever converted, so a conversion is exact. A unit that is not in the table is still a
unit where the plan names it; it just has no other spelling.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from inaxl.values.labels import label_key

SCALES: dict[str, int] = {
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "億": 8,
    "十億": 9,
    "百億": 10,
    "千億": 11,
    "兆": 12,
}
"""Word in front of a unit → power of ten."""

UNITS: tuple[tuple[str, int, str], ...] = (
    # base, power of ten, spellings (separated by blanks)
    ("円", 0, "円 ¥ yen jpy"),
    ("人", 0, "人 名"),
    ("人日", 0, "人日 延べ人日"),
    ("人泊", 0, "人泊"),
    ("％", 0, "％ パーセント ㌫ pct"),
    ("ポイント", 0, "ポイント ％ポイント pt"),
    ("割", 0, "割"),
    ("件", 0, "件"),
    ("回", 0, "回"),
    ("度", 0, "度 ℃"),
    ("か所", 0, "か所 カ所 ヶ所 ケ所 ヵ所 ｶ所 箇所 個所"),
    ("か国", 0, "か国 カ国 ヶ国 ケ国 ヵ国 箇国"),
    ("か月", 0, "か月 カ月 ヶ月 ケ月 ヵ月 箇月"),
    ("か年", 0, "か年 カ年 ヶ年 ケ年 ヵ年 箇年"),
    ("世帯", 0, "世帯"),
    ("歳", 0, "歳 才"),
    ("時間", 0, "時間"),
    ("分", 0, "分"),
    ("g", 0, "g グラム"),
    ("g", 3, "kg キログラム キロ"),
    ("g", 6, "t トン ㌧"),
    ("g", 9, "kt"),
    ("gCO2", 3, "kg-CO2 kgCO2"),
    ("gCO2", 6, "t-CO2 tCO2 トン-CO2 トンCO2"),
    ("gCO2", 9, "kt-CO2 ktCO2"),
    ("m", 0, "m メートル"),
    ("m", 3, "km キロメートル"),
    ("m", -2, "cm センチメートル"),
    ("m2", 0, "m2 ㎡ 平方メートル 平米"),
    ("m2", 2, "a アール"),
    ("m2", 4, "ha ヘクタール ㏊"),
    ("m2", 6, "km2 ㎢ 平方キロメートル"),
    ("m3", 0, "m3 ㎥ 立方メートル 立米"),
    ("l", 0, "l ℓ リットル"),
    ("l", 3, "kl ㎘ キロリットル"),
    ("W", 0, "w ワット"),
    ("W", 3, "kw ㎾ キロワット"),
    ("W", 6, "mw メガワット"),
    ("Wh", 0, "wh"),
    ("Wh", 3, "kwh キロワット時"),
    ("Wh", 6, "mwh"),
    ("Wh", 9, "gwh"),
    ("J", 9, "gj"),
    ("J", 12, "tj"),
)
_COUNTERS = """
    組 社 台 校 園 館 団体 法人 企業 事業 事業所 事業者 経営体 店 店舗 施設 戸 軒 棟 室 席 床 床数 泊 日
    年 月 週 年度 位 倍 点 本 冊 部 枚 個 品 品目 種 種類 項目 区 区画 区間 地区 地域 集落 自治会 町内会
    市町村 自治体 路線 便 駅 橋 箇 基 機 頭 羽 匹 尾 株 束 箱 袋 票 通 クラス 学級 チーム グループ
    サークル クラブ 教室 講座 コース プラン 計画 取組 制度 商品 製品 作品 番組 記事 アクセス PV ビュー
    閲覧 フォロワー ダウンロード 登録 申請 契約 協定 会 式 車両 隻 艇 例 票数 話 曲 着 足 膳 食 杯 石 反
    坪 口 筆 滴 語 字 頁 ページ 行 列 段 班 隊 期 代 世代 ヶ村 か村 件数 人数 回数 人回 人時間 人／日
    人／年 件／年 回／年 人／月 回／月 円／人 円／月 円／年 g／人・日 人／世帯 台／日 人口10万対
    人口千対 出生千対 ‰ ppm dB kcal
"""
COUNTERS = tuple(_COUNTERS.split())
"""Further units, each with one spelling."""

_PERIODS = """
    年 月 日 年度 週 分 部 期 代 期間
"""
_PERIOD_UNITS = frozenset(_PERIODS.split())
"""Units that in brackets behind a name usually are something else: 転入者数（年）."""


class Unit(NamedTuple):
    """A unit as base and power of ten: 百万円 is (`円`, 6); `scale` is that of the scale word alone."""

    base: str
    exponent: int
    scale: int
    is_known: bool


_KNOWN: dict[str, tuple[str, int]] = {label_key(counter): (counter, 0) for counter in COUNTERS}
_KNOWN.update({label_key(word): (base, power) for base, power, words in UNITS for word in words.split()})
_SCALE_KEYS = sorted(((label_key(word), power) for word, power in SCALES.items()), key=lambda s: -len(s[0]))
_LONGEST_UNIT = 40
_LONGEST_NAME = 200
_TOTAL = re.compile(r"^(?:延ベ|ノベ|のベ|延)(?=.)")
_REMARK = re.compile(r"(?<=.)\((?:延ベ?|のベ|累計|年間|年|合計)[^()]*\)$")
_ENCLOSED = re.compile(r"^\((.+)\)$")
_UNIT_WORD = re.compile(r"^単位[:・/,]?")


@lru_cache(maxsize=4096)
def readings(text: str) -> tuple[Unit, ...]:
    """All units that a text can be, the most likely first: 千ケース is 千 × ケース or a unit of that name."""
    if len(text) > _LONGEST_UNIT:
        return ()
    key = label_key(text)
    if enclosed := _ENCLOSED.match(key):
        key = enclosed[1]
    key = _REMARK.sub("", _UNIT_WORD.sub("", key))
    key = _TOTAL.sub("", key)
    if not key:
        return ()
    if key in _KNOWN:
        base, power = _KNOWN[key]
        return (Unit(base, power, 0, True),)
    scaled = [_scaled(key[len(word) :], scale) for word, scale in _SCALE_KEYS if key.startswith(word)]
    whole = Unit(key, 0, 0, False)
    return (
        *(unit for unit in scaled if unit.is_known),
        whole,
        *(unit for unit in scaled if not unit.is_known),
    )


def _scaled(rest: str, scale: int) -> Unit:
    if not rest:  # 億 alone: the scale of whatever the plan counts
        return Unit("", scale, scale, True)
    base, power = _KNOWN.get(rest, (rest, 0))
    return Unit(base, power + scale, scale, rest in _KNOWN)


def parse_unit(text: str) -> Unit | None:
    """The unit that a text names, None for a blank. `百万円` → 円 × 10⁶; `（単位：人）`, `のべ人` → 人."""
    return next(iter(readings(text)), None)


def is_unit(text: str) -> bool:
    """Whether the text is a unit of the table, with or without a scale."""
    unit = parse_unit(text)
    return unit is not None and unit.is_known


def shift_between(found: str, expected: str) -> int | None:
    """Power of ten from a figure in `found` to one in `expected`; None where they measure different things.

    億円 → 百万円 is 2, 人 → 千人 is −3, 名 → 人 is 0. A scale alone (`億`) takes the base of `expected`.
    """
    for mine in readings(found):
        for other in readings(expected):
            if mine.base == other.base:
                return mine.exponent - other.exponent
            if not mine.base and mine.exponent:
                return mine.exponent - other.scale
    return None


def is_percent(unit: str) -> bool:
    """Whether the unit is per cent in any spelling."""
    return any(reading.base == "％" for reading in readings(unit))


_BRACKETED = re.compile(r"[(（\[［【〔〈<＜]([^()（）\[\]［］【】〔〕〈〉<>＜＞]*)[)）\]］】〕〉>＞]")
_TRAILING = re.compile(r"[\s　,、・:：/／]*単位\s*[:：・]?\s*([^\s　()（）:：]+)\s*$")


def split_name_unit(text: str) -> tuple[str, str]:
    """A KPI name and the unit behind it: `移住者数（人）` → (`移住者数`, `人`); '' where there is none.

    Only a bracket that holds one unit of the table, or says 単位, is taken out: `指標（KPI）` and
    `（単位 千円・％）` stay.
    """
    if len(text) > _LONGEST_NAME:
        return text.strip(), ""
    for bracket in reversed(list(_BRACKETED.finditer(text))):
        unit = _unit_in_brackets(bracket[1])
        if unit:
            return (text[: bracket.start()] + text[bracket.end() :]).strip(), unit
    trailing = _TRAILING.search(text)
    if trailing and is_unit(trailing[1]):
        return text[: trailing.start()].strip(), trailing[1]
    return text.strip(), ""


def _unit_in_brackets(content: str) -> str:
    said = content.strip()
    is_said = label_key(said).startswith("単位")
    unit = re.sub(r"^単\s*位\s*[:：・]?\s*", "", said)
    if not is_unit(unit) or (not is_said and label_key(unit) in _PERIOD_UNITS):
        return ""
    parsed = parse_unit(unit)
    return unit if parsed is not None and parsed.base else ""

"""The demo's citizens' surveys of two years: counts of answers, spread around made-up means. 架空."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import comb
from pathlib import Path
from typing import Any, NamedTuple

from inaxl.registers.survey import LEDES, TABLES, UNSURE, count_key
from inaxl.registers.writer import write_register

Row = dict[str, Any]
MADE_UP = "見本（架空）"
_STEPS = 5


class _Item(NamedTuple):
    """Mean importance and satisfaction [hundredths], share of don't-knows [thousandths], changes of the means since then."""

    id: str
    name: str
    measure: str
    importance: int
    satisfaction: int
    unsure: int
    earlier: tuple[int, int]


_ITEMS = (
    _Item("S01", "公共交通", "field3-m3", 441, 216, 61, (2, -6)),
    _Item("S02", "地域医療", "field4-m3", 455, 258, 34, (-4, 10)),
    _Item("S03", "雇用・就労", "field3-m1", 436, 248, 148, (6, -4)),
    _Item("S04", "中心市街地", "field3-m1", 397, 221, 80, (-6, 2)),
    _Item("S05", "空き家対策", "field2-m1", 402, 244, 215, (4, -8)),
    _Item("S06", "道路整備", "field3-m3", 412, 263, 22, (0, 4)),
    _Item("S07", "子育て支援", "field1-m1", 432, 302, 61, (4, 12)),
    _Item("S08", "農業", "field5-m2", 392, 289, 173, (8, -2)),
    _Item("S09", "学校教育", "field1-m2", 421, 324, 22, (2, -4)),
    _Item("S10", "保育・幼児教育", "field1-m1", 418, 331, 34, (-6, 8)),
    _Item("S11", "地球環境", "field6-m1", 389, 309, 50, (12, 0)),
    _Item("S12", "結婚支援", "field1-m1", 342, 271, 310, (4, 2)),
    _Item("S13", "移住・定住", "field2-m1", 366, 298, 124, (-2, 8)),
    _Item("S14", "起業支援", "field3-m1", 346, 282, 335, (6, -6)),
    _Item("S15", "森林・林業", "field5-m1", 361, 295, 196, (0, -2)),
    _Item("S16", "新技術の活用", "field4-m3", 336, 287, 284, (-6, 4)),
    _Item("S17", "観光振興", "field2-m2", 358, 318, 40, (8, 6)),
    _Item("S18", "協働・地域づくり", "field6-m2", 355, 321, 97, (-2, -4)),
    _Item("S19", "国際交流", "field2-m3", 308, 311, 362, (0, -6)),
)
_SURVEYS = ((2021, 774, "令和3年10月"), (2023, 812, "令和5年10月"))


def survey_rows() -> dict[str, list[Row]]:
    """The rows of both sheets, by table key."""
    return {
        "surveys": [
            {
                "fy": fy,
                "name": "まちづくり市民意識調査",
                "when": when,
                "population": "18歳以上の市民2,000人を無作為抽出",
                "sent": 2000,
                "returned": returned,
                "steps": _STEPS,
                "source": MADE_UP,
                "note": "回答の人数は見本のための架空の値",
            }
            for fy, returned, when in _SURVEYS
        ],
        "items": [_item_row(item, fy, returned) for fy, returned, _ in _SURVEYS for item in _ITEMS],
    }


def _item_row(item: _Item, fy: int, returned: int) -> Row:
    is_first = fy == _SURVEYS[0][0]
    moved = item.earlier if is_first else (0, 0)
    row: Row = {
        "fy": fy, "id": item.id, "name": item.name, "measure_ids": (item.measure,), "note": MADE_UP,
    }  # fmt: skip
    for question, mean, unsure in (
        ("importance", item.importance - moved[0], item.unsure // 3),
        ("satisfaction", item.satisfaction - moved[1], item.unsure),
    ):
        without = returned * unsure // 1000
        row[count_key(question, UNSURE)] = without
        for score, count in _spread(returned - without, mean):
            row[count_key(question, score)] = count
    return row


def _spread(answers: int, mean: int) -> Iterator[tuple[int, int]]:
    """Whole counts by score whose mean is close to `mean` [hundredths]: the binomial shape, rest to the largest parts."""
    share = Fraction(mean - 100, 100 * (_STEPS - 1))
    parts = [
        answers * comb(_STEPS - 1, k) * share**k * (1 - share) ** (_STEPS - 1 - k) for k in range(_STEPS)
    ]
    counts = [int(part) for part in parts]
    by_rest = sorted(range(_STEPS), key=lambda k: (counts[k] - parts[k], k))
    for k in by_rest[: answers - sum(counts)]:
        counts[k] += 1
    yield from ((k + 1, count) for k, count in enumerate(counts))


def write_survey(target: Path) -> None:
    """Write the demo's survey.xlsx."""
    write_register(target, "市民意識調査", TABLES, LEDES, survey_rows(), is_sample=True)

"""Rows that a new plan book starts with where a plan says nothing: rating scale, options, status words.

The scale is the one that the city publishes with its yearly evaluation; the plan's draft fixes none. All
of it is data of the plan book: a city that judges otherwise changes the sheet, not the code.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from inaxl.plan import layout

_PUBLISHED_SCALE = (
    "市が公表した評価の区分（長野日報 articles/54952、伊那谷ねっと id=62993）。計画書（案）に定めはない"
)
_INITIAL = "この台帳の初期値。計画書（案）に定めはない"
_GRANT_SCALE = "国の交付金の区分"
_GRANT_SOURCE = (
    "地方創生推進交付金等の効果検証の様式で使われる区分（草津市ほかの公表資料 expydoc 11240987、10933759）"
)

LEVEL_ROWS: tuple[dict[str, Any], ...] = (
    {
        "rating": "on_track",
        "label": "順調",
        "glyph": "◎",
        "at_least": Decimal(1),
        "meaning": "実績値が指標値に達している",
        "source": _PUBLISHED_SCALE,
    },
    {
        "rating": "mostly_on_track",
        "label": "おおむね順調",
        "glyph": "○",
        "at_least": Decimal("0.8"),
        "meaning": "実績値が指標値の80％以上である",
        "source": _PUBLISHED_SCALE,
    },
    {
        "rating": "needs_effort",
        "label": "努力を要する",
        "glyph": "▼",
        "meaning": "実績値が指標値の80％未満である",
        "source": _PUBLISHED_SCALE,
    },
    {
        "rating": "no_actual",
        "label": "実績値なし",
        "glyph": "－",
        "meaning": "実績値が得られない",
        "source": _PUBLISHED_SCALE,
    },
)

OPTION_ROWS: tuple[dict[str, Any], ...] = (
    {
        "item": layout.OPTION_JUDGED,
        "value": layout.JUDGED_WORDS["interim"],
        "meaning": "実績値を何と比べるか。ほかに"
        f"「{layout.JUDGED_WORDS['final']}」「{layout.JUDGED_WORDS['pro_rated']}」",
        "source": _INITIAL,
    },
    {
        "item": layout.OPTION_DECREASE,
        "value": layout.DECREASE_WORDS["ratio"],
        "meaning": f"ほかに「{layout.DECREASE_WORDS['difference']}」「{layout.DECREASE_WORDS['baseline']}」",
        "source": _INITIAL + "。公表された記事にも減らす指標の決まりはない",
    },
    {
        "item": layout.OPTION_JUMP,
        "value": 3,
        "meaning": "前年度の何倍より大きい（または何分の1より小さい）ときに警告するか",
        "source": _INITIAL,
    },
    {
        "item": layout.OPTION_INTERPOLATION,
        "value": layout.INTERPOLATION_WORDS["population"],
        "meaning": f"人口ビジョンの値がない年を直線で補うか。ほかに「{layout.INTERPOLATION_WORDS['all']}」",
        "source": _INITIAL,
    },
    {
        "item": layout.OPTION_SCALE,
        "value": "",
        "meaning": f"「別の尺度」シートの尺度の名前。入れると評価と並べて示す。例「{_GRANT_SCALE}」",
        "source": _INITIAL,
    },
    {
        "item": layout.OPTION_DECISIONS,
        "value": layout.DECISIONS,
        "meaning": "事業の点検で選ぶ「今後の方針」の言葉。「、」で区切る",
        "source": _INITIAL,
    },
)

SCALE_ROWS: tuple[dict[str, Any], ...] = (
    {
        "scale": _GRANT_SCALE,
        "label": "非常に効果的であった",
        "condition": "above",
        "meaning": "指標値を上回った",
        "source": _GRANT_SOURCE,
    },
    {
        "scale": _GRANT_SCALE,
        "label": "相当程度効果があった",
        "condition": "at_least",
        "bound": Decimal("0.7"),
        "meaning": "指標値を上回らないが、7～8割に達した",
        "source": _GRANT_SOURCE,
    },
    {
        "scale": _GRANT_SCALE,
        "label": "効果があった",
        "condition": "better",
        "meaning": "指標値に届かないが、始める前より良くなった",
        "source": _GRANT_SOURCE,
    },
    {
        "scale": _GRANT_SCALE,
        "label": "効果がなかった",
        "condition": "worse",
        "meaning": "始める前より悪くなった",
        "source": _GRANT_SOURCE,
    },
)

STATUS_ROWS: tuple[dict[str, Any], ...] = (
    {"word": "実績あり", "status": "reported", "note": "入力様式の「状態」で選ぶ言葉"},
    {"word": "集計中", "status": "pending", "note": "入力様式の「状態」で選ぶ言葉"},
    {"word": "未公表", "status": "pending", "note": "入力様式の「状態」で選ぶ言葉"},
    {"word": "把握できない", "status": "unavailable", "note": "入力様式の「状態」で選ぶ言葉"},
    {"word": "対象外", "status": "not_applicable", "note": "入力様式の「状態」で選ぶ言葉"},
    {"word": "未集計", "status": "pending", "note": ""},
    {"word": "調査中", "status": "pending", "note": ""},
    {"word": "確認中", "status": "pending", "note": ""},
    {"word": "公表待ち", "status": "pending", "note": ""},
    {"word": "未確定", "status": "pending", "note": ""},
    {"word": "実績値なし", "status": "unavailable", "note": ""},
    {"word": "把握不能", "status": "unavailable", "note": ""},
    {"word": "把握困難", "status": "unavailable", "note": ""},
    {"word": "データなし", "status": "unavailable", "note": ""},
    {"word": "不明", "status": "unavailable", "note": ""},
    {"word": "-", "status": "unavailable", "note": "半角の記号だけが書かれている"},
    {"word": "－", "status": "unavailable", "note": "全角の記号だけが書かれている"},
    {"word": "−", "status": "unavailable", "note": "負の記号だけが書かれている"},
    {"word": "―", "status": "unavailable", "note": "ダッシュだけが書かれている"},
    {"word": "ー", "status": "unavailable", "note": "長音の記号だけが書かれている"},
    {"word": "…", "status": "unavailable", "note": "統計表で「不詳」のしるし"},
    {"word": "該当なし", "status": "not_applicable", "note": ""},
)

_SDG_TITLES = (
    ("貧困をなくそう", "No Poverty"),
    ("飢餓をゼロに", "Zero Hunger"),
    ("すべての人に健康と福祉を", "Good Health and Well-being"),
    ("質の高い教育をみんなに", "Quality Education"),
    ("ジェンダー平等を実現しよう", "Gender Equality"),
    ("安全な水とトイレを世界中に", "Clean Water and Sanitation"),
    ("エネルギーをみんなに そしてクリーンに", "Affordable and Clean Energy"),
    ("働きがいも経済成長も", "Decent Work and Economic Growth"),
    ("産業と技術革新の基盤をつくろう", "Industry, Innovation and Infrastructure"),
    ("人や国の不平等をなくそう", "Reduced Inequalities"),
    ("住み続けられるまちづくりを", "Sustainable Cities and Communities"),
    ("つくる責任 つかう責任", "Responsible Consumption and Production"),
    ("気候変動に具体的な対策を", "Climate Action"),
    ("海の豊かさを守ろう", "Life Below Water"),
    ("陸の豊かさも守ろう", "Life on Land"),
    ("平和と公正をすべての人に", "Peace, Justice and Strong Institutions"),
    ("パートナーシップで目標を達成しよう", "Partnerships for the Goals"),
)
_VIEWS = ("新しい時代の流れを力にする", "多様な人材の活躍を推進する")
TAG_ROWS: tuple[dict[str, Any], ...] = (
    *({"id": f"view{n}", "kind": "view", "title": title} for n, title in enumerate(_VIEWS, start=1)),
    *(
        {"id": f"sdg{n:02}", "kind": "sdg", "title": f"{n} {title}", "title_en": f"{n} {english}"}
        for n, (title, english) in enumerate(_SDG_TITLES, start=1)
    ),
)
"""The tags that every plan can use: the national strategy's two cross-cutting views (第2期) and the 17 SDG goals."""

"""What the demo's plan book keeps about the plan's own life: evidence, self-checks, tags, partners, money, one value held back.

All of it is made up and says so in its own cells: the draft names no evidence, maps nothing and gives no money.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

Row = dict[str, Any]

MADE_UP = "見本（架空）"
FOCUS_FIELD = "field2"
FOCUS_NOTE = "重点は見本のための指定（計画書に記載なし）"
_EVIDENCE = (
    (
        "e01", "meeting", "令和元年7月18日", "子育て世代との懇談会", 24, "goal1、field1-m1、p01、p02",
        "出会いの場と、子どもを短い時間預けられる場所が足りないという意見が多かった。", "public",
    ),
    (
        "e02", "survey", "令和元年8月", "移住した人へのアンケート", 132, "goal2、field2-m1、p08",
        "移住の決め手は「自然」61%、「住まいの見つけやすさ」38%。困ったことは「仕事探し」が最も多い。", "public",
    ),
    (
        "e03", "statistics", "平成30年度", "年齢別の転入と転出", None, "goal2、goal3、field3-m1",
        "20～24歳の転出が転入を上回り、30歳代では転入が転出を上回る。", "public",
    ),
    (
        "e04", "analysis", "令和元年10月", "第1期の評価からの課題", None, "goal4、field5-m1、field6-m1",
        "木質バイオマスの利用は増えたが、供給する側の人手が足りない。", "public",
    ),
    (
        "e05", "meeting", "令和元年11月5日", "企業との意見交換", 9, "field3-m2、p24",
        "立地を検討している区画について、公表前の意見が出された。", "withheld",
    ),
)  # fmt: skip
_PRINCIPLES = {
    "p08": (
        ("independence", "met", "相談から定住まで、市と市民の団体で続けられる体制がある。"),
        ("future", "met", "子育て世代の転入が、10年後の人口に最も効く。"),
        ("locality", "met", "空き家、農林業、二地域居住など、市の資源に合わせている。"),
        ("integration", "partly", "住まいの窓口とは1つになったが、仕事の紹介とは分かれている。"),
        ("results", "met", "移住者数と相談件数を毎年度確かめている。"),
    ),
    "p35": (
        ("independence", "partly", "薪とペレットの販売で支えるが、導入の補助がまだ要る。"),
        ("future", "met", "森林を更新しながら、暖房の燃料を地域でまかなえる。"),
        ("locality", "met", "市の森林資源を、市内で加工し市内で使う。"),
        ("integration", "partly", "林業と温暖化対策は結び付いたが、福祉施設への導入は遅れている。"),
        ("results", "met", "ボイラーの台数とペレットの消費量で確かめている。"),
    ),
}
_TAGGINGS = (
    ("view2", "field1"),
    ("view1", "field4"),
    ("sdg03", "goal1"),
    ("sdg04", "field1-m2"),
    ("sdg05", "field1-m1"),
    ("sdg08", "field3-m1"),
    ("sdg11", "p08"),
    ("sdg17", "p08"),
    ("sdg07", "p35"),
    ("sdg13", "p35"),
    ("sdg15", "p36"),
    ("pref3", "p08"),
)
_PARTNERS = (
    ("field2", "community", "地区の移住応援隊", "移住した人の暮らしの相談に乗る", "隊長　架空一郎", "public"),
    ("p08", "organisation", "田舎暮らしの会", "空き家の案内と、先に移住した人との引き合わせ", "電話 0000-00-0001", "public"),
    ("p08", "company", "見本不動産", "空き家バンクの物件の調査", "担当　架空花子", "public"),
    ("p35", "company", "見本木質燃料", "ペレットの製造と配達", "電話 0000-00-0002", "public"),
    ("p35", "administration", "県の地域振興局", "導入の補助と技術の助言", "林務課", "public"),
    ("p24", "company", "見本精機", "立地の検討（公表前）", "社長室", "withheld"),
)  # fmt: skip
_BUDGETS = {
    "p08": (("18200", "16934"), ("19600", "18871"), ("22400", "21650"), ("24800", "23912"), ("26000", None)),
    "p35": (("8400", "7980"), ("8400", "8112"), ("9100", "6240"), ("9100", "8875"), ("9500", None)),
}
_FIRST_FY = 2020
_WITHHELD = ("kpis", "K050", "実績値", 2023, "統計の公表前のため")


def life_rows() -> dict[str, list[Row]]:
    """The rows of these sheets by table key; the list of tags comes from the real plan book."""
    return {
        "evidence": list(_evidence()),
        "principle_checks": list(_principle_checks()),
        "taggings": [{"tag_id": tag, "subject_id": subject, "note": MADE_UP} for tag, subject in _TAGGINGS],
        "partners": list(_partners()),
        "budgets": list(_budgets()),
        "withheld": [_withheld()],
    }


def _evidence() -> Iterator[Row]:
    for identifier, kind, when, title, people, subjects, text, publicity in _EVIDENCE:
        yield {
            "id": identifier,
            "kind": kind,
            "when": when,
            "title": title,
            "people": people,
            "text": text,
            "subject_ids": subjects.split("、"),
            "source": MADE_UP,
            "publicity": publicity,
            "note": "架空",
        }


def _principle_checks() -> Iterator[Row]:
    for project, answers in _PRINCIPLES.items():
        for principle, state, reason in answers:
            yield {
                "project_id": project,
                "principle": principle,
                "state": state,
                "reason": f"{reason}（架空）",
                "note": MADE_UP,
            }


def _partners() -> Iterator[Row]:
    for subject, kind, name, role, contact, publicity in _PARTNERS:
        yield {
            "subject_id": subject,
            "kind": kind,
            "name": f"{name}（架空）",
            "role": role,
            "contact": f"{contact}（架空）",
            "publicity": publicity,
        }


def _budgets() -> Iterator[Row]:
    for project, years in _BUDGETS.items():
        for fy, (budget, settlement) in enumerate(years, start=_FIRST_FY):
            yield {
                "project_id": project,
                "fy": fy,
                "budget": Decimal(budget),
                "settlement": Decimal(settlement) if settlement else None,
                "unit": "千円",
                "note": MADE_UP,
            }


def _withheld() -> Row:
    table, identifier, column, fy, reason = _WITHHELD
    return {"table": table, "id": identifier, "column": column, "fy": fy, "reason": f"{reason}（架空）"}

"""Sheets, headings and words of the population book; the only place that knows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from inaxl.population.ages import AgeGroup, five_year_ages
from inaxl.population.definitions import BASIS_LABELS, NATIONALITY_LABELS, PERIOD_LABELS, UNKNOWN_LABELS
from inaxl.population.influence import KIND_LABELS
from inaxl.population.scenarios import FERTILITY_LABELS, MIGRATION_LABELS

AGES = tuple(age.heading for age in five_year_ages())
MOTHERS = tuple(AgeGroup(low, low + 4).heading for low in range(15, 50, 5))
STEPS = ("出生→0～4", *(f"{low}～{low + 4}→{low + 5}～{low + 9}" for low in range(0, 85, 5)), "85～→90～")
SEX_LABELS = {"male": "男", "female": "女"}
CONFIRMED = "確認済み"
UNCONFIRMED = "要確認"
HEAD_ROW = 3  # 0-based row of the headings


class Sheet(NamedTuple):
    """One table of the book. `required`: the headings by which its header row is found; `figures`: number columns.

    `choices`: drop-downs by heading; `width` of the text columns in characters.
    """

    key: str
    name: str
    title: str
    lede: str
    headings: tuple[str, ...]
    required: tuple[str, ...]
    figures: frozenset[str] = frozenset()
    decimals: int = 0
    choices: dict[str, tuple[str, ...]] = {}  # noqa: RUF012 - constant of the module


def _figures(*headings: str, ages: Iterable[str] = ()) -> frozenset[str]:
    return frozenset((*headings, *ages))


SERIES = Sheet(
    "series",
    "系列",
    "系列の一覧",
    "ほかのシートの「系列」は、ここに1行ずつ登録した名前です。出典・時点・国籍の範囲・年齢不詳の扱いが違う系列は、1つの指標に混ぜません。",
    ("系列", "調査", "期間", "国籍", "年齢不詳", "公表日", "出典", "利用条件", "備考"),
    ("系列", "調査", "出典"),
    choices={
        "調査": tuple(BASIS_LABELS.values()),
        "期間": tuple(PERIOD_LABELS.values()),
        "国籍": tuple(NATIONALITY_LABELS.values()),
        "年齢不詳": tuple(UNKNOWN_LABELS.values()),
    },
)
TOTALS = Sheet(
    "totals",
    "総人口",
    "総人口",
    "将来展望と比べる総人口です。1つの系列だけを続けて入れてください。時点は年月日で書きます。",
    ("系列", "時点", "総数", "男", "女", "備考"),
    ("系列", "時点", "総数"),
    _figures("総数", "男", "女"),
)
BY_AGE = Sheet(
    "ages",
    "年齢別人口",
    "男女・5歳階級別人口",
    "国勢調査か住民基本台帳の人口です。1行が1つの時点の男または女で、「総数」は不詳を含む総数です。分からない年齢を0にしないでください。",
    ("系列", "時点", "性別", "総数", *AGES, "不詳", "備考"),
    ("系列", "時点", "性別"),
    _figures("総数", "不詳", ages=AGES),
    choices={"性別": tuple(SEX_LABELS.values())},
)
GROUPS = Sheet(
    "groups",
    "年齢3区分",
    "年齢3区分別人口",
    "5歳階級が公表されていない系列のための表です。5歳階級があるときは「年齢別人口」か「将来推計」だけで足ります。",
    ("系列", "時点", "総数", "0～14", "15～64", "65～", "備考"),
    ("系列", "時点", "0～14"),
    _figures("総数", "0～14", "15～64", "65～"),
)
VITAL = Sheet(
    "vital",
    "出生・死亡",
    "出生と死亡",
    "期間(暦年か年度)は「系列」で決まります。分からない件数は空欄のままにします。",
    ("系列", "年", "出生数", "死亡数", "合計特殊出生率", "備考"),
    ("系列", "年", "出生数", "死亡数"),
    _figures("出生数", "死亡数", "合計特殊出生率"),
)
MOVES = Sheet(
    "moves",
    "転入・転出",
    "転入と転出",
    "転入と転出が分からず差だけが分かる年は「社会増減」に入れます。その他の増減(職権記載・帰化など)は社会増減に含めません。",
    ("系列", "年", "転入数", "転出数", "社会増減", "その他の増減", "備考"),
    ("系列", "年"),
    _figures("転入数", "転出数", "社会増減", "その他の増減"),
)
MOTHERS_AGE = Sheet(
    "mothers",
    "母の年齢別出生数",
    "母の年齢(5歳階級)別出生数",
    "合計特殊出生率と総再生産率を計算するための表です。15歳未満は15～19歳に、50歳以上は45～49歳に含めます。",
    ("系列", "年", "総数", *MOTHERS, "不詳", "備考"),
    ("系列", "年", MOTHERS[0]),
    _figures("総数", "不詳", ages=MOTHERS),
)
SURVIVAL = Sheet(
    "survival",
    "生残率",
    "5年間の生残率",
    "期首の年齢の人が5年後に生きている割合です。「85～→90～」は85歳以上全体の割合です。",
    ("系列", "期首", "期末", "性別", *STEPS, "備考"),
    ("系列", "期首", "期末", "性別"),
    frozenset(STEPS),
    6,
    choices={"性別": tuple(SEX_LABELS.values())},
)
PROJECTION = Sheet(
    "projection",
    "将来推計",
    "将来推計人口(男女・5歳階級別)",
    "各年10月1日の値です。最初の年は推計の基準人口です。いちばん新しい系列を下に加えてください。",
    ("系列", "年", "性別", "総数", *AGES, "備考"),
    ("系列", "年", "性別"),
    _figures("総数", ages=AGES),
    choices={"性別": tuple(SEX_LABELS.values())},
)
CONVERSION = Sheet(
    "conversion",
    "換算率",
    "全国の子ども女性比と合計特殊出生率",
    "合計特殊出生率の仮定を子ども女性比に直すための全国の値です。換算率＝合計特殊出生率÷子ども女性比。",
    ("系列", "年", "子ども女性比", "合計特殊出生率", "0～4歳性比", "確認", "備考"),
    ("系列", "年", "子ども女性比"),
    _figures("子ども女性比", "合計特殊出生率", "0～4歳性比"),
    5,
    choices={"確認": (UNCONFIRMED, CONFIRMED)},
)
SCENARIOS = Sheet(
    "scenarios",
    "シナリオ",
    "将来推計のシナリオ",
    "行を加えると、標準の5つのシナリオと並べて計算します。目標の合計特殊出生率へは、基準年から到達年まで直線で近づけ、その後は一定とします。",
    ("名称", "出生の仮定", "目標の合計特殊出生率", "到達年", "移動の仮定", "移動率の倍率", "備考"),
    ("名称", "出生の仮定", "移動の仮定"),
    _figures("目標の合計特殊出生率", "到達年", "移動率の倍率"),
    choices={"出生の仮定": tuple(FERTILITY_LABELS.values()), "移動の仮定": tuple(MIGRATION_LABELS.values())},
)
THRESHOLDS = Sheet(
    "thresholds",
    "影響度",
    "影響度の段階の境目",
    "自然増減の影響度＝シミュレーション1÷パターン1、社会増減の影響度＝シミュレーション2÷シミュレーション1。境目は手引きの原文で確かめてから使ってください。",
    ("種類", "段階", "下限(%)", "確認", "備考"),
    ("種類", "段階", "下限(%)"),
    _figures("段階", "下限(%)"),
    choices={"種類": tuple(KIND_LABELS.values()), "確認": (UNCONFIRMED, CONFIRMED)},
)
SHEETS = (
    SERIES, TOTALS, BY_AGE, GROUPS, VITAL, MOVES, MOTHERS_AGE, SURVIVAL, PROJECTION, CONVERSION, SCENARIOS, THRESHOLDS,
)  # fmt: skip

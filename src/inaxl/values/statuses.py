"""Words and marks that stand in a value's place and say why there is none (contract, section 5).

The plan book's sheet 状態語 replaces this table; it is what holds where the plan says nothing.
"""

from __future__ import annotations

from types import MappingProxyType

_WORDS: dict[str, str] = {
    "pending": """
        集計中 未集計 集計前 集計待ち 調査中 未調査 調査前 未公表 公表前 公表待ち 未発表 未確定 確定前
        算定中 算出中 確認中 照会中 精査中 未定 速報待ち
    """,
    "unavailable": """
        - － ― ー ‐ – — − … ‥ ・・・ 実績値なし 数値なし 数値無し 数値無 値なし
        データなし データ無し 更新数値なし 更新数値がなし 把握不能 把握できない 把握できず 把握困難
        把握不可 未把握 不明 不詳 算出不能 算出不可 算定不能 測定不能 集計不能 集計不可 集計できない
    """,
    "not_applicable": """
        該当なし 該当無し 該当無 該当せず 非該当 対象外 対象なし 対象年度外 評価対象外 調査対象外
        調査年度外 調査なし 調査未実施年 適用外
    """,
    "reported": """
        実績あり 実績有り 実績有 確定
    """,
}

DEFAULT_STATUS_WORDS: MappingProxyType[str, str] = MappingProxyType(
    {word: status for status, words in _WORDS.items() for word in words.split()}
)
"""Word → `pending` · `unavailable` · `not_applicable` · `reported`. Compared by `labels.label_key`.

`reported` says that a value exists; it is for a 状態 column and is no value by itself.
"""

"""Makes the empty registers of this folder: opinions.xlsx (審議会の意見) and survey.xlsx (市民意識調査).

    python workbooks/make_registers.py [FOLDER]

The secretariat copies them into its working folder and fills them in; both are optional.
"""

from __future__ import annotations

import sys
from pathlib import Path

from inaxl.registers import opinions, survey
from inaxl.registers.writer import HowTo, write_register

HERE = Path(__file__).parent
# What to write where: sheet, column, words
HOWTO = {
    "opinions.xlsx": (
        ("審議会の意見", "", "1行が1つの意見です。行は消さずに残します。薄い黄色のセルは、まだ書かれていないところです。"),
        ("", "番号", "ほかと重ならない番号（例 4-07）。報告書と評価シートに載ります。"),
        ("", "年度", "評価した年度。令和5年8月に令和4年度の評価を審議したときは R04 です。"),
        ("", "日付", "意見のあった日。"),
        ("", "種別・対象ID", "全体、基本目標、施策、事業、KPI、人口から選び、対象の ID を戦略台帳から写します（全体と人口では空欄）。"),
        ("", "意見・市の対応", "文章で書きます。対応がまだなければ、空欄のままにします。"),
        ("", "状態", "未回答、対応中、対応済みから選びます。対応済みになるまで、毎年の様式・評価シート・報告書に載ります。"),
        ("", "担当・期限", "対応する部署と、その期限。"),
        ("", "終えた年度", "対応の結果をどの年度の報告書に載せるか。空欄は翌年度です。"),
        ("", "対応日", "市の対応を書いた日。過去の年度の資料を作り直すとき、その年度のあとの対応が載らないようにします。"),
        ("", "出典", "審議会の様式から取り込んだ意見に、もとのセルが入ります。書かなくて構いません。"),
        ("今後の取組", "", "評価シートの「今後の取組」のその後です。部署が入力様式に書くので、事務局が書くのは、部署の記入と違えるときだけです。"),
        ("", "事業ID・年度", "取組を決めた事業の ID と、評価した年度。"),
        ("", "状態", "未着手、実施中、実施済み、取りやめから選びます。ここに書くと、部署の記入に優先します。空欄は部署の記入のとおりです。"),
        ("", "現在の状況", "進み具合。取りやめのときは、その理由。"),
        ("", "終えた年度", "終わったことをどの年度の報告書に載せるか。空欄は翌年度です。"),
    ),
    "survey.xlsx": (
        ("調査", "", "1行が1回の調査です。行わなかった年度の行は要りません。"),
        ("", "年度", "調査の結果を使う評価の年度。その年度の報告書に章ができます。"),
        ("", "段階", "4か5。数の大きいほうが「重要」「満足」です。"),
        ("", "配布数・有効回答", "配った数と、集計に使った数。"),
        ("項目", "", "その調査の項目を1行ずつ入れます。"),
        ("", "項目ID・項目", "年度をまたいで同じ項目には、同じ ID を付けます。前回の順位と比べるためです。"),
        ("", "施策ID", "項目に対応する施策の ID。いくつもあるときは「、」で区切ります。"),
        ("", "重要度・満足度", "その答えを選んだ人の数を入れます。平均点ではありません。無回答は入れません。4段階のときは5の列を空欄にします。"),
        ("", "わからない", "「わからない」の人数。平均には含めず、割合を示します。"),
    ),
}  # fmt: skip


def main(folder: Path = HERE) -> None:
    """Write both books into a folder."""
    for name, title, register in (
        ("opinions.xlsx", "審議会の意見", opinions),
        ("survey.xlsx", "市民意識調査", survey),
    ):
        howto = [HowTo(*line) for line in HOWTO[name]]
        write_register(folder / name, title, register.TABLES, register.LEDES, {}, howto=howto)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

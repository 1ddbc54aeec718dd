"""The buttons in their order of work: one table that sheet, ribbon, macros and tests go by."""

from __future__ import annotations

from typing import NamedTuple


class Button(NamedTuple):
    """One button. `function` is its name in `inaxl.buttons`, `macro` the Sub that runs it.

    `label` and `sentence` are what a person reads; `remark` stands beside it in grey. `must_do` is drawn in navy.
    """

    number: int
    function: str
    macro: str
    label: str
    sentence: str
    remark: str = ""
    must_do: bool = False


DEPARTMENT = (
    Button(
        1,
        "check",
        "InaxlCheck",
        "入力チェック",
        "KPIシートと事業シートを確かめ、誤りのセルにしるしとメモを付けます。",
        "何度押しても構いません。値は変わりません。",
        True,
    ),
    Button(2, "clear_marks", "InaxlClearMarks", "マーク消去", "しるし、メモ、検証結果シートを消します。"),
    Button(
        3, "show_summary", "InaxlShowSummary", "集計を表示", "自分の部署の達成率と評価を、グラフで見ます。"
    ),
    Button(
        4,
        "show_population",
        "InaxlShowPopulation",
        "人口指標",
        "総人口、自然増減、社会増減を将来展望と比べます。",
    ),
    Button(
        5,
        "make_sheets",
        "InaxlMakeSheets",
        "評価シート作成",
        "事業ごとの評価シート（A4 1枚）を、このブックの隣に作ります。",
    ),
    Button(
        6,
        "submit",
        "InaxlSubmit",
        "提出用に保存",
        "もう一度チェックし、提出用の写しを保存します。",
        "誤りが残っているときは、確認してから保存します。",
        True,
    ),
    Button(7, "undo", "InaxlUndo", "元に戻す", "直前の「入力チェック」で付けたしるしを取り消します。"),
)
SECRETARIAT = (
    Button(1, "merge", "InaxlMerge", "統合", "届いた部署のブックを、1冊に統合します。"),
    Button(
        2,
        "build_report",
        "InaxlBuildReport",
        "PDCA報告書作成",
        "検証から報告書の作成までをすべて行います。",
        "",
        True,
    ),
    Button(
        3, "show_status", "InaxlShowStatus", "提出状況", "どの部署が提出したか、誤りがいくつあるかを見ます。"
    ),
)
BUTTONS = DEPARTMENT + SECRETARIAT

"""The words of headings and labels that offices use, by the field they stand for: spellings are data.

A heading is looked up whole, never by a word found in it (`目標` stands in `基本目標`). Before the look-up,
`headings.py` takes away width, blanks, line breaks, numbering, a year, a unit and harmless remarks in brackets,
so neither `R5実績` nor `実 績 値（人）` needs a line here.

To add one: a word in the line of its field. A test asserts that no word stands for two fields.
"""

from __future__ import annotations

from inaxl.values.labels import label_key

FIELD_LABELS: dict[str, str] = {
    "no": "番号",
    "kpi_id": "KPI ID",
    "goal": "基本目標",
    "area": "分野",
    "measure": "施策",
    "project": "事業",
    "department": "部署",
    "name": "指標名",
    "unit": "単位",
    "baseline": "現状値",
    "baseline_fy": "現状値の年度",
    "target": "指標値",
    "target_fy": "指標値の年度",
    "plan": "計画値",
    "actual": "実績値",
    "fy": "実績値の年度",
    "latest": "最新値",
    "forecast": "見込値",
    "status": "状態",
    "achievement": "達成率",
    "rating": "評価",
    "rating_override": "評価の手動変更",
    "override_reason": "変更理由",
    "note": "備考",
    "source": "出典",
    "kind": "目標・実績の別",
    "definition": "定義",
    "direction": "方向",
    "money": "予算・決算",
    "overview": "概要",
    "opinion": "意見",
    "done": "取組内容",
    "result": "成果",
    "issue": "課題と要因",
    "decision": "今後の方針",
    "next_action": "今後の取組",
}
"""Field → its name on screen, in the order of the preview's legend."""

VALUE_FIELDS = frozenset({"baseline", "target", "plan", "actual", "latest", "forecast"})
"""Fields whose cells hold the KPI's figures."""
CONTEXT_FIELDS = ("goal", "area", "measure", "project", "department")
"""Fields that say to what a KPI belongs; their cells are often merged downwards."""
CARD_TEXTS = ("done", "result", "issue", "decision", "next_action")
"""The five texts of a project's PDCA card."""

_WORDS: dict[str, str] = {
    "no": "no no. № 番号 項番 通番 通し番号 連番 整理番号 # 項目番号 事業番号 施策番号 事業no 指標no kpino 指標番号 kpi番号",
    "kpi_id": "kpiid 指標id 管理番号",
    "goal": "基本目標 基本目標名 基本目標等 戦略目標 政策目標 目標区分 目標の柱 基本目標番号",
    "area": "分野 分野名 分野別 政策分野 施策分野",
    "measure": (
        "施策 施策名 施策名称 具体的施策 具体的な施策 基本施策 基本施策名 主要施策 主要施策名 個別施策 単位施策 施策の方向 "
        "施策の方向性 施策項目 細施策 政策 政策名 施策体系 施策区分 基本的方向 基本的な方向"
    ),
    "project": (
        "事業 事業名 事業名称 事業の名称 事業名等 事務事業 事務事業名 事務事業名称 具体的事業 具体的事業名 具体的な事業 "
        "個別事業 個別事業名 主な事業 主な事業名 主要事業 主要事業名 関連事業 関連事業名 対象事業 対象事業名 構成事業 "
        "取組 取組名 取組項目 具体的取組 具体的な取組 交付対象事業の名称 交付対象事業名 交付対象事業 プロジェクト プロジェクト名 "
        "リーディングプロジェクト 事業(取組) 事業・取組 事業・取組名 取組・事業 取組・事業名 事業取組 事業(取組)名"
    ),
    "department": (
        "担当課 担当課名 担当課等 担当課室 担当部署 担当部署名 担当部課 担当部課名 担当部局 担当所属 担当 担当部 所管 所管課 所管課名 "
        "所管課等 所管部署 所管部署名 所管部局 所管部課 主管課 主管課名 主担当課 主担当 部署 部署名 部課名 部課 課名 所属 所属名 "
        "所属課 実施部署 報告部署 指標担当部課 指標担当部課等 担当部署(課) 部局 部局名 提出課 記入課 回答課"
    ),
    "name": (
        "指標 指標名 指標名称 指標の名称 指標項目 指標内容 指標の内容 指標等 kpi kpi名 kpi名称 kpi指標 kpi指標名 kpi項目 kpiの名称 kpiの内容 "
        "kpi内容 重要業績評価指標 重要業績評価指標名 重要業績評価指標等 重要業績指標 重要業績指標名 業績評価指標 業績評価指標名 業績指標 "
        "成果指標 成果指標名 活動指標 活動指標名 評価指標 評価指標名 目標指標 目標指標名 管理指標 代表指標 主要指標 達成指標 "
        "施策指標 事業指標 まちづくり指標 アウトカム指標 アウトプット指標 本事業における重要業績評価指標 "
        "指標名及び単位 指標及び単位 指標名・単位 指標・単位 重要業績評価指標・単位 kpi・指標 kpi・指標名 kgi kgi・kpi "
        "重要業績評価指標kpi kpi重要業績評価指標 重要業績評価指標及び単位"
    ),
    "unit": "単位 単位名 指標単位 指標の単位",
    "baseline": (
        "現状値 現状 現状の値 現状数値 現況値 現況 基準値 基準 基準数値 策定時 策定時値 策定時の値 策定時現状値 計画策定時 計画策定時値 "
        "計画策定時の値 計画策定時現状値 計画策定時の現状値 戦略策定時 当初値 当初 計画当初 計画当初値 初期値 従前値 基準年値 基準年度値 基準年の値 "
        "基準年度の値 スタート値 開始時 開始時値 計画開始時 ベース値 ベースライン ベースライン値 基準年実績 基準年度実績 基準値・現状値 "
        "現状値・基準値 基準値現状値 現状値基準値 策定時点 策定時点の値 策定当初 kpi現状値 kpi基準値 事業開始前 事業開始前の値"
    ),
    "baseline_fy": (
        "基準年度 基準年 基準年次 基準時点 基準値年度 基準値の年度 数値の基準年度 現状値年度 現状値の年度 現状年度 現状値時点 現状値の時点 策定年度"
    ),
    "target": (
        "目標値 目標 目標数値 目標の値 指標値 最終目標値 最終目標 最終年度目標値 最終年度目標 最終年度の目標値 計画目標値 計画目標 達成目標 "
        "達成目標値 kpi目標値 kpi目標 終了時目標値 期末目標 期末目標値 目標水準 計画最終目標値 計画期間目標値 数値目標値 終期目標値 "
        "計画終了時目標値 計画終了時目標 目標値・指標値 指標値・目標値 目指す値 めざす値 戦略目標値 計画期間終了時目標値"
    ),
    "target_fy": "目標年度 目標年 目標年月 目標時期 目標時点 達成年度 達成年 達成時期 目標達成年度 目標値年度 目標値の年度 最終年度 目標期限 達成期限",
    "plan": (
        "計画値 計画 予定 予定値 年度目標 年度目標値 単年度目標 単年度目標値 当該年度目標値 当該年度目標 各年度目標値 各年度目標 各年度の目標値 "
        "計画期間中の目標値 計画期間の目標値 期間中の目標値 年度別の目標値 年度ごとの目標値 目標値の推移 各年目標 "
        "中間目標 中間目標値 年次目標 年次目標値 年度別目標値 年度別目標 目標(計画) 目標計画"
    ),
    "actual": (
        "実績値 実績 年間実績 年間実績値 通年実績 年間の実績 年度計実績 実績数値 実績の値 年度実績 年度実績値 各年度実績 各年度実績値 各年度の実績 各年度の実績値 年度別実績 年度別実績値 "
        "単年度実績 単年度実績値 当該年度実績 当該年度実績値 年次実績 年次実績値 達成値 実測値 測定値 達成実績 kpi実績 kpi実績値 指標実績 指標実績値 "
        "本事業終了後における実績値 事業終了後における実績値 事業終了後の実績値 本事業終了後の実績値 実績値の推移 実績の推移 実績推移 "
        "各年度の実績値等 取組実績値"
    ),
    "fy": "年度 実績年度 実績値年度 実績値の年度 実績時点 実績値の時点 対象年度 評価対象年度 報告年度",
    "latest": "最新値 最新の値 最新実績 最新実績値 直近値 直近の値 直近実績 直近実績値 直近の実績値 現在値 現在の値",
    "forecast": (
        "見込 見込み 見込値 見込み値 見込量 予測 予測値 推計 推計値 着地見込 着地見込み 実績見込 実績見込み 実績見込値 実績見込み値 決算見込"
    ),
    "status": "状態 実績の状態 集計状況 報告状況 集計状態 実績値の状態",
    "achievement": (
        "達成率 達成度 達成割合 目標達成率 目標達成度 進捗率 進捗度 進ちょく率 対目標比 目標比 対目標達成率 伸び率 前年比 前年度比 対前年比 "
        "対前年度比 対前年増減 増減 増減率 増減数 増減値 前年度増減 差 差引 目標との差 乖離 乖離率 達成率等 対計画比 対基準値比 基準値比 "
        "前年差 前年度差 達成見込率 kpi達成率 実績率 執行率 進捗 累計達成率 年度達成率"
    ),
    "rating": (
        "評価 評価区分 評価結果 評価ランク 判定 判定区分 判定結果 達成状況 進捗状況 進ちょく状況 進捗評価 進捗区分 自己評価 内部評価 総合評価 "
        "評定 達成区分 達成度評価 達成評価 ランク 有効性 効率性 必要性 kpi評価 kpiの評価 事業評価 事業の評価 一次評価 二次評価 外部評価 "
        "委員会評価 担当課評価 所管課評価 目標達成状況 達成度区分 進捗判定 評価(判定) 有効度 達成見込 達成見込み 評点 区分評価 状況"
    ),
    "rating_override": "評価の手動変更 評価手動変更 手動評価 評価の変更",
    "override_reason": "変更理由 評価の変更理由 手動変更の理由 評価変更理由",
    "note": (
        "備考 備考欄 摘要 摘要欄 特記事項 特記 コメント 補足 補足説明 補足事項 注記 備考・理由 理由 備考・特記事項 備考摘要 備考・補足 備考等 "
        "備考・出典 備考(出典) 理由等 特記事項等 実績値の備考 実績備考 実績の説明 実績値の説明"
    ),
    "source": "出典 出所 資料 資料名 データ出典 出典元 出典資料 統計名 統計資料 データ元 根拠資料",
    "kind": "目標・実績 目標/実績 目標と実績 計画・実績 計画/実績 予定・実績 目標実績 計画実績 目標実績別 目標実績区分",
    "definition": (
        "定義 算式 算出式 計算式 計算方法 算出方法 算定方法 実績値の計算方法 指標の説明 指標説明 指標の定義 指標の考え方 設定根拠 設定理由 "
        "設定の考え方 目標設定の考え方 目標値の設定根拠 目標値設定の考え方 目標値の根拠 kpi設定の考え方 指標の算出方法 kpiの説明"
    ),
    "direction": "指標の方向性 指標の方向 望ましい方向 増減の方向 目指す方向 めざす方向 目指すべき方向",
    "money": (
        "予算 予算額 予算現額 当初予算 当初予算額 最終予算額 決算 決算額 決算見込額 事業費 総事業費 実績額 執行額 交付金額 交付金 交付金の種類 "
        "コスト 単位コスト 人件費 直接事業費 事業費(千円) 予算額(千円) 国庫支出金 県支出金 地方債 一般財源 その他財源 財源内訳 補助金 予算(千円) 決算(千円)"
    ),
    "overview": "事業概要 事業の概要 事業内容 事業の内容 概要 目的 事業目的 事業の目的 事業期間 実施期間 対象 手段 事業の目的・概要 目的・概要",
    "opinion": (
        "外部有識者の意見 外部有識者からの意見 外部有識者からの評価 委員意見 委員の意見 審議会意見 審議会の意見 意見 意見への対応 審議会からの意見 "
        "有識者意見 意見・提言 委員コメント 委員からの意見"
    ),
    "done": (
        "取組内容 取組の内容 取組実績 取組状況 取組の実績 取組の状況 主な取組 主な取組内容 実施内容 実施した内容 実施状況 実施事業 実施した取組 "
        "事業実施内容 事業の実施内容 事業の実施状況 事業実施状況 事業実績 活動内容 活動実績 取組における進捗状況 実施した主な取組 "
        "取組内容・実績 実施内容・実績 取組内容及び実績 do 実施(do) do実施 do取組内容 実施した事業内容 取組内容と実績 年度の取組 年度の取組内容 "
        "年度取組内容 年度の実施内容 年度実施内容 本年度の取組 当該年度の取組内容 取組概要"
    ),
    "result": (
        "成果 成果等 検証 効果 成果・効果 成果と効果 取組の成果 取組による成果 事業の成果 主な成果 成果と検証 成果・検証 検証・成果 効果検証 効果の検証 "
        "事業の効果 事業効果 成果(効果) 成果と課題 成果・課題 成果及び課題 check check成果 評価・検証 得られた成果 効果・成果 年度の成果 成果の検証 "
        "効果発現要因 効果発現要因(総合所見)"
    ),
    "issue": (
        "課題 課題等 課題と要因 課題・要因 課題及び要因 課題・要因分析 課題要因分析 課題と要因分析 課題・問題点 問題点 問題点・課題 要因 要因分析 "
        "未達成の要因 未達要因 課題・改善点 現状と課題 現状・課題 課題の分析 課題分析 残された課題 今後の課題 事業の課題 取組の課題"
    ),
    "decision": (
        "今後の方針 今後の方向性 今後の方向 方針 事業の方向性 今後の事業の方向性 今後の展開方針 次年度の方針 次年度方針 翌年度の方針 今後の事業展開 "
        "実績値を踏まえた事業の今後について 事業の今後 今後の対応方針 今後の事業方針 今後の方針(選択) 次年度の方向性 翌年度の方向性 方向性 今後の展開 "
        "今後の方針区分"
    ),
    "next_action": (
        "今後の取組 今後の取組内容 今後の取組方針 今後の主な取組 今後の具体的な取組 次年度の取組 次年度の取組内容 次年度取組内容 翌年度の取組 "
        "翌年度の取組内容 翌年度以降の取組 次年度以降の取組 改善策 改善案 改善内容 改善点 今後の改善策 今後の改善点 今後の対応 今後の対応策 対応策 "
        "今後の取組・改善策 action 改善(action) action改善 今後の改善点・効果を高めるための工夫 今後の取組予定 課題への対応 課題への対応策 "
        "今後の取組(改善) 今後の取組・方針"
    ),
}


def _keys(words: str) -> frozenset[str]:
    return frozenset(label_key(word) for word in words.split())


WEAK_NAMES = _keys(
    "名称 項目 項目名 内容 数値目標 目標項目 目標名 評価項目 指標・目標 数値目標項目 目標内容 取組目標"
)
"""Words that head the indicators only where baseline, target or actual stand beside them."""

WORDS: dict[str, str] = {label_key(word): field for field, words in _WORDS.items() for word in words.split()}
"""Normalised heading → field."""

INHERITING = _keys(
    "値 数値 数 値等 実数 人数 件数 年次 中間 最終 最終年度 期末 年度末 確定 確定値 速報 速報値"
)
"""Lowest headings that add nothing: the heading above them decides."""
YEAR_LEAVES = _keys("年度 年 年次 時点 基準年度 目標年度 年月 時期")
"""Lowest headings that turn 現状値 and 目標値 above them into the year of these."""

HARMLESS_REMARKS = _keys(
    "kpi kpis 累計 累積 最終 最終年度 策定時 計画策定時 年度末 基準年 基準年度 基準 単年度 単年 確定 確定値 速報 速報値 目標年度 値 数値 do check action plan "
    "年度 選択 選択式 任意 必須 記入 自動計算 自動 実績 目標 入力 入力欄 重要業績評価指標 アウトカム アウトプット 成果 活動 "
    "達成年度 現状 複数可 ドロップダウン 事務局記入 参考 延べ 千人 百万円 複数年"
)
"""Remarks in brackets behind a heading that do not change what it means."""

_KINDS: dict[str, str] = {
    **dict.fromkeys(
        "目標 目標値 計画 計画値 予定 予定値 目標(計画) 指標値 年度目標 年度目標値".split(), "target"
    ),
    **dict.fromkeys("実績 実績値 実績(値) 結果 年度実績".split(), "actual"),
    **dict.fromkeys(
        "達成率 達成度 進捗率 進捗度 評価 判定 達成状況 見込 見込み 見込値 増減 前年比 差 差引 予算 決算 予算額 決算額".split(),
        "other",
    ),
}
KIND_WORDS = {label_key(word): kind for word, kind in _KINDS.items()}
"""What a row of an indicator with several rows holds, by the word in front of it."""

TOTALS = _keys("小計 合計 計 総計 総合計 平均 全体 全体計 全体平均 合計値 累計 再掲 総数")
"""Names of rows that sum up others."""
TOTAL_ENDINGS = ("小計", "合計", "総計", "施策計", "事業計", "分野計", "目標計", "部計", "課計", "区計")
NOT_TOTAL_ENDINGS = ("累計", "の合計", "数合計", "数の計", "額合計", "額の合計", "数計", "数の合計")
"""Ends of indicator names that only look like a total."""

GROUP_MARKS: tuple[tuple[str, str], ...] = (
    (r"[【<《〈\[■◆●◎○▼▲◇□・]*基本目標", "goal"),
    (r"[【<《〈\[■◆●◎○▼▲◇□・]*(?:政策)?分野", "area"),
    (r"[【<《〈\[■◆●◎○▼▲◇□・]*(?:具体的|基本|主要|個別|単位)?(?:な)?施策", "measure"),
    (r"[【<《〈\[■◆●◎○▼▲◇□・]*(?:具体的|個別|主要)?(?:な)?事業(?:名|[0-9①-⑳\s:：])", "project"),
)
"""How a row that only names a group begins, and what it names."""

NOTE_STARTS = (
    "※",
    "*",
    "＊",
    "注",
    "(注",
    "（注",
    "備考:",
    "備考：",
    "出典",
    "資料:",
    "資料：",
    "(出典",
    "（出典",
    "(※",
    "（※",
    "※",
)
"""How footnotes and remarks under a table begin."""

CHECKED = "☑☒✔✓■◼🗹レ✅"
UNCHECKED = "□☐◻▢"
"""Check boxes, ticked and empty."""

RELATIVE_YEARS: dict[str, int] = {
    "前々年度": -2,
    "前年度": -1,
    "昨年度": -1,
    "今年度": 0,
    "本年度": 0,
    "当年度": 0,
    "当該年度": 0,
    "評価年度": 0,
    "評価対象年度": 0,
}
"""Years named by their distance from the year of the form."""

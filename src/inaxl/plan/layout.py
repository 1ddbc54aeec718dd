"""The sheets and columns of a plan book (戦略台帳) as data: written, found and checked by it.

No cell is read or written here. To add a column: one `Column` in its table; writer, reader and schema follow.
"""

from __future__ import annotations

from dataclasses import replace

from inaxl.plan.agreements import CHECK_RULES, CROSSWALK
from inaxl.plan.columns import Column, Kind, Table
from inaxl.plan.layout_life import LIFE_TABLES, SUBJECT, SUBJECTS
from inaxl.plan.model import ACCUMULATION_LABELS, DIRECTION_LABELS, STATUS_LABELS
from inaxl.values.periods import fy_code

COMPARABLE = {"yes": "できる", "no": "できない"}
PRESENCE = {"yes": "あり", "no": "なし"}
PLAN_STATUS = ("案", "策定")
SAMPLE_WORDS = {"yes": "はい（数値は架空）", "no": "いいえ"}
VISION_KINDS = {"actual": "実績", "projection": "将来展望", "target": "目標"}
VISION_INDICATORS = {
    "total_population": "総人口",
    "tfr": "合計特殊出生率",
    "net_migration": "社会動態",
    "goal1_tfr": "基本目標① 合計特殊出生率",
    "goal2_net_migration_single_year": "基本目標② 社会動態（単年度）",
    "goal2_net_migration_5yr_total": "基本目標② 社会動態（5年間の計）",
    "goal3_employed_persons": "基本目標③ 就業者数",
    "goal4_agricultural_output": "基本目標④ 農業産出額",
}
LEVELS = {"on_track": "1", "mostly_on_track": "2", "needs_effort": "3", "no_actual": "なし"}
STATUS_CHOICES = {key: STATUS_LABELS[key] for key in ("reported", "pending", "unavailable", "not_applicable")}
SCALE_CONDITIONS = {
    "above": "指標値を上回る",
    "reached": "指標値に達する",
    "at_least": "達成率が境目以上",
    "better": "現状値より良い",
    "same": "現状値と同じ",
    "worse": "現状値より悪い",
    "otherwise": "それ以外",
    "no_actual": "実績値なし",
}
NO_UNIT = "－"

# Facts of the 計画 sheet that the program itself needs; every other item is carried as it is.
ITEM_TITLE, ITEM_STATUS, ITEM_CITY = "計画の名称", "状態", "市町村"
ITEM_FIRST, ITEM_LAST, ITEM_SAMPLE = "計画期間の始まり（年度）", "計画期間の終わり（年度）", "見本"

OPTION_JUDGED, OPTION_DECREASE = "判定の相手", "減らす指標の達成率"
OPTION_SCALE = "併記する尺度"
OPTION_JUMP, OPTION_INTERPOLATION, OPTION_DECISIONS = "急変の倍率", "将来展望の補間", "今後の方針"
JUDGED_WORDS = {
    "interim": "その年度の目標（なければ指標値）",
    "final": "指標値",
    "pro_rated": "年度割りの目標",
}
DECREASE_WORDS = {
    "ratio": "指標値÷実績値",
    "difference": "2－実績値÷指標値",
    "baseline": "現状値からの進み具合",
}
INTERPOLATION_WORDS = {"population": "総人口だけ", "all": "すべての指標"}
DECISIONS = ("継続", "拡充", "見直し", "縮小", "統合", "廃止", "完了")

_FOCUS = Column("is_focus", "重点", 7, "choice", words={"yes": PRESENCE["yes"]}, optional=True)
_PARENT = Column("parent_item", "上位計画の項目", 24, wrap=True, optional=True)
_LINE = Column("line", "草案の行", 10)
_NOTE = Column("note", "備考", 24, wrap=True)
_UNIT_HINT = f"数えるものの名前を入れてください。単位のない指標は「{NO_UNIT}」とします。"
_CHOOSE = "セルの一覧から選んでください。"


def _identifier(header: str, width: float) -> Column:
    return Column(
        "id",
        header,
        width,
        must=True,
        filled=True,
        unique=True,
        hint="ほかと重ならない ID を入れてください。",
    )


def _number_of(width: float = 6) -> Column:
    return Column("number", "番号", width, "number")


def _refers(
    key: str, header: str, width: float, table: str, *, entry: bool = False, several: bool = False
) -> Column:
    kind: Kind = "references" if several else "reference"
    return Column(key, header, width, kind, refers_to=table, entry=entry, wrap=True)


def _judging(unit: float, words: float) -> tuple[Column, ...]:
    """What goals and KPIs have in common: how a figure is judged."""
    return (
        Column("unit", "単位", unit, must=True, filled=True, hint=_UNIT_HINT, entry=True, wrap=True),
        Column("decimals", "小数桁", 6, "number"),
        Column(
            "direction", "方向", 9, "choice", must=True, filled=True, hint=_CHOOSE, words=DIRECTION_LABELS, entry=True,
        ),
        Column(
            "accumulation", "集計方法", 13, "choice", must=True, filled=True, hint=_CHOOSE,
            words=ACCUMULATION_LABELS, entry=True, wrap=True,
        ),
        Column("baseline", "現状値", 9, "number", must=True),
        Column("baseline_fy", "現状値の年度", 9, "year", must=True),
        Column("baseline_text", "現状値の表記", words, wrap=True),
        Column("comparable", "現状値との比較", 9, "choice", words=COMPARABLE),
        Column("target", "指標値", 9, "number", must=True, entry=True, ranged=True),
        Column("target_fy", "指標値の年度", 9, "year", must=True),
        Column("target_text", "指標値の表記", words, wrap=True),
    )  # fmt: skip


FACTS = Table(
    "facts",
    "計画",
    (
        Column("item", "項目", 36, must=True, filled=True, hint="項目の名前を入れてください。", wrap=True),
        Column("value", "内容", 90, must=True, wrap=True),
        Column("line", "出典行", 12),
    ),
    frozen=1,
)
GOALS = Table(
    "goals",
    "基本目標",
    (
        _identifier("基本目標ID", 9),
        _number_of(),
        Column("title", "基本目標", 26, must=True, filled=True, hint="題名を入れてください。", wrap=True),
        Column("short_title", "略称", 12, wrap=True),
        Column(
            "name", "数値目標", 15, must=True, filled=True, hint="数値目標の名前を入れてください。", wrap=True
        ),
        *_judging(8, 15),
        Column("due_text", "達成年度の表記", 15, wrap=True),
        Column("source", "統計の出典", 12, wrap=True),
        Column("line", "草案の行", 11),
        replace(_NOTE, width=46),
    ),
    frozen=3,
    paper="A3",
)
FIELDS = Table(
    "fields",
    "分野",
    (
        _identifier("分野ID", 9),
        _number_of(),
        Column("title", "分野名", 32, must=True, wrap=True),
        _refers("goal_ids", "基本目標ID", 14, "goals", entry=True, several=True),
        Column("leading_text", "リーディング・プロジェクトの記述", 21, "choice", words=PRESENCE, wrap=True),
        Column("summary", "施策の要約", 9, "choice", words=PRESENCE),
        _FOCUS,
        Column("line", "草案の行", 14),
        replace(_NOTE, width=40),
    ),
    frozen=3,
)
MEASURES = Table(
    "measures",
    "施策",
    (
        _identifier("施策ID", 13),
        _refers("field_id", "分野ID", 9, "fields"),
        _number_of(),
        Column("title", "施策名", 32, must=True, filled=True, hint="題名を入れてください。", wrap=True),
        Column("title_in_summary", "要約での施策名", 32, wrap=True),
        Column("bullets", "要約の箇条数", 8, "number"),
        _refers("goal_id", "基本目標ID", 10, "goals"),
        _FOCUS,
        _PARENT,
        replace(_LINE, width=14),
        replace(_NOTE, width=44),
    ),
    frozen=4,
)
PROJECTS = Table(
    "projects",
    "事業",
    (
        _identifier("事業ID", 7),
        _number_of(),
        Column("title", "事業名", 28, must=True, filled=True, hint="事業の名前を入れてください。", wrap=True),
        _refers("field_id", "分野ID", 8, "fields"),
        _refers("measure_id", "施策ID", 11, "measures"),
        _refers("goal_id", "基本目標ID", 9, "goals"),
        _refers("department_ids", "担当部署ID", 27, "departments", several=True),
        _refers("lead_id", "主担当部署ID", 24, "departments", entry=True),
        Column("departments_text", "担当部署（草案の表記）", 30, wrap=True),
        Column("purpose", "目的（要約）", 40, wrap=True),
        Column("content_items", "内容項目数", 7, "number"),
        Column("content_subitems", "内容小項目数", 7, "number"),
        Column("kpi_table", "KPI表の有無", 7, "choice", words=PRESENCE),
        Column("kpi_form", "KPI表の形", 11, wrap=True),
        Column("target_label", "指標値の見出し", 14, wrap=True),
        Column("kpi_rows", "KPI表の行数", 7, "number"),
        _FOCUS,
        _PARENT,
        replace(_LINE, width=9),
        replace(_NOTE, width=24),
    ),
    frozen=3,
    paper="A3",
)
KPIS = Table(
    "kpis",
    "KPI",
    (
        _identifier("KPI ID", 9),
        _number_of(5),
        _refers("project_id", "事業ID", 7, "projects"),
        _refers("measure_id", "施策ID", 11, "measures"),
        _refers("goal_id", "基本目標ID", 9, "goals"),
        Column("name", "指標名", 26, must=True, filled=True, hint="指標の名前を入れてください。", wrap=True),
        *_judging(7, 11),
        _refers("department_id", "担当部署ID", 16, "departments"),
        Column("minimum", "下限", 8.5, "number"),
        Column("maximum", "上限", 8.5, "number"),
        Column("first_fy", "有効開始年度", 7, "year"),
        Column("last_fy", "有効終了年度", 7, "year"),
        Column("defined_fy", "定義の年度", 7, "year", optional=True),
        replace(_refers("replaces", "置き換えたKPI", 11, "kpis", several=True), optional=True),
        Column("source", "出典", 24, wrap=True),
        replace(_NOTE, width=20),
    ),
    frozen=6,
    paper="A3",
    spare=10,
)
DEPARTMENTS = Table(
    "departments",
    "部署",
    (
        _identifier("部署ID", 24),
        _number_of(),
        Column("division", "部", 20, must=True, filled=True, hint="部の名前を入れてください。"),
        Column("section", "課", 18, must=True, filled=True, hint="課の名前を入れてください。"),
        Column("first_fy", "有効開始年度", 9, "year"),
        Column("last_fy", "有効終了年度", 9, "year"),
        Column("former_names", "旧名称", 30, wrap=True),
        replace(_NOTE, width=24),
    ),
    frozen=4,
    spare=4,
)
VISION = Table(
    "vision",
    "人口ビジョン",
    (
        Column(
            "indicator",
            "指標",
            32,
            "choice",
            must=True,
            filled=True,
            hint=_CHOOSE,
            words=VISION_INDICATORS,
            wrap=True,
        ),
        Column("year", "年", 8, "year", must=True, filled=True, hint="年を入れてください。"),
        Column("value", "値", 10, "number", must=True, filled=True, hint="値を入れてください。"),
        Column("unit", "単位", 8),
        Column("kind", "種別", 12, "choice", must=True, filled=True, hint=_CHOOSE, words=VISION_KINDS),
        replace(_NOTE, width=62),
    ),
    frozen=2,
)
RATING_LEVELS = Table(
    "levels",
    "評価基準",
    (
        Column("rating", "段階", 20, "choice", must=True, filled=True, hint=_CHOOSE, words=LEVELS),
        Column("label", "評価", 30, must=True, filled=True, hint="評価の言葉を入れてください。"),
        Column("meaning", "意味", 40, wrap=True),
        Column("source", "根拠", 42, wrap=True),
        Column("glyph", "記号", 8, must=True, filled=True, hint="記号を1文字入れてください。"),
        Column("at_least", "達成率の下限", 12, "number", must=True),
    ),
)
SCALES = Table(
    "scales",
    "別の尺度",
    (
        Column("scale", "尺度", 26, must=True, filled=True, hint="尺度の名前を入れてください。", wrap=True),
        Column("label", "段階", 26, must=True, filled=True, hint="段階の言葉を入れてください。", wrap=True),
        Column(
            "condition", "条件", 20, "choice", must=True, filled=True, hint=_CHOOSE, words=SCALE_CONDITIONS
        ),
        Column("bound", "境目", 9, "number", must=True),
        Column("glyph", "記号", 8),
        Column("meaning", "意味", 40, wrap=True),
        Column("source", "根拠", 42, wrap=True),
    ),
    frozen=2,
    spare=4,
    optional=True,
)
OPTIONS = Table(
    "options",
    "評価基準",
    (
        Column("item", "項目", 20, must=True, filled=True, hint="項目の名前を入れてください。"),
        Column("value", "設定", 30, must=True, wrap=True),
        Column("meaning", "説明", 40, wrap=True),
        Column("source", "設定の根拠", 42, wrap=True),
    ),
)
STATUS_WORDS = Table(
    "status_words",
    "状態語",
    (
        Column(
            "word", "書かれている言葉", 26, must=True, filled=True, unique=True, hint="言葉を入れてください。"
        ),
        Column("status", "状態", 18, "choice", must=True, filled=True, hint=_CHOOSE, words=STATUS_CHOICES),
        replace(_NOTE, width=60),
    ),
    frozen=1,
    spare=5,
)
GOAL_ACTUALS = Table(
    "goal_actuals",
    "基本目標実績",
    (
        Column(
            "goal_id", "基本目標ID", 10, "reference", must=True, filled=True, refers_to="goals", hint=_CHOOSE
        ),
        Column("fy", "年度", 8, "year", must=True, filled=True, hint="年度を入れてください。"),
        Column("value", "実績値", 12, must=True, entry=True),
        Column("status", "状態", 14, "choice", words=STATUS_CHOICES, entry=True),
        Column("as_of", "時点", 20, entry=True),
        Column("source", "出典", 44, entry=True, wrap=True),
        replace(_NOTE, width=44, entry=True),
    ),
    frozen=2,
    optional=True,
)
PUBLISHED = Table(
    "published",
    "公表実績",
    (
        Column("kpi_id", "KPI ID", 10, "reference", must=True, filled=True, refers_to="kpis", hint=_CHOOSE),
        Column("fy", "年度", 8, "year", must=True, filled=True, hint="年度を入れてください。"),
        Column("value", "実績値", 12, "number", must=True),
        Column("rating", "公表された評価", 34, wrap=True),
        Column("source", "出典", 66, wrap=True),
    ),
    frozen=1,
    optional=True,
)

TABLES: tuple[Table, ...] = (
    FACTS, GOALS, GOAL_ACTUALS, FIELDS, MEASURES, PROJECTS, KPIS, PUBLISHED, DEPARTMENTS, VISION,
    RATING_LEVELS, OPTIONS, SCALES, STATUS_WORDS, CROSSWALK, CHECK_RULES, *LIFE_TABLES,
)  # fmt: skip
TABLE_BY_KEY: dict[str, Table] = {table.key: table for table in TABLES}


def sheets_of(key: str) -> str:
    """The sheet or sheets whose IDs a column may name, joined by 」「 for a text that puts them in 「」."""
    keys = SUBJECTS if key == SUBJECT else (key,)
    return "」「".join(TABLE_BY_KEY[name].sheet for name in keys)


def interim_key(fy: int) -> str:
    """Key of the column with the target of one fiscal year."""
    return f"interim_{fy}"


def interim_column(fy: int) -> Column:
    """The column with the target of one fiscal year, headed `R03目標`."""
    return Column(interim_key(fy), f"{fy_code(fy)}目標", 8.5, "number")


def with_interim(table: Table, years: tuple[int, ...]) -> Table:
    """The table with a column per fiscal year behind 指標値の表記, where it holds targets."""
    keys = [column.key for column in table.columns]
    if "target_text" not in keys:
        return table
    at = keys.index("target_text") + 1
    return replace(table, columns=(*table.columns[:at], *map(interim_column, years), *table.columns[at:]))

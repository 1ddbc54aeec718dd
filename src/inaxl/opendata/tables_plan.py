"""Tables of open data that say what the plan is: its tree, departments, evidence, tags, money, revisions, words."""

from __future__ import annotations

from inaxl.opendata.columns import PERSONS, RATIO, Column, Reference, Table, fiscal_year, identifier
from inaxl.plan.layout import DECREASE_WORDS, JUDGED_WORDS
from inaxl.plan.life import (
    EVIDENCE_KINDS,
    MONEY_UNITS,
    PARTNER_KINDS,
    PRINCIPLE_STATES,
    PRINCIPLES,
    TAG_KINDS,
    TRIGGERS,
)
from inaxl.plan.model import ACCUMULATION_LABELS, DIRECTION_LABELS, STATUS_LABELS

SUBJECTS = {"goal": "基本目標", "field": "分野", "measure": "施策", "project": "事業", "kpi": "KPI"}
"""What an ID of the plan book can name."""
RATING_KEYS = {
    "on_track": "順調",
    "mostly_on_track": "おおむね順調",
    "needs_effort": "努力を要する",
    "no_actual": "実績値なし",
}
IN_UNIT = ("単位は列 unit", "In the unit of column unit")
_FOCUS = Column("is_focus", "flag", "重点", "Focus", "重点として選ばれたもの", "Chosen as a focus", must=True)
_NUMBER = Column("number", "integer", "番号", "Number", "計画書での番号", "Number in the plan")
_SUBJECT = (
    Column("subject_kind", "text", "対象の種別", "Kind of subject", words=SUBJECTS),
    identifier("subject_id", "対象ID", "Subject ID", must=True),
)

INDICATOR = (
    Column("unit", "text", "単位", "Unit", "値の単位。単位のない指標は空欄", "Unit of the figures; blank where there is none"),
    Column("decimals", "integer", "小数の桁数", "Decimal places", "表示する小数の桁数", "Decimal places to show", unit="桁"),
    Column("direction", "text", "方向", "Direction", words=DIRECTION_LABELS),
    Column("accumulation", "text", "集計の仕方", "Accumulation", "annual 単年度、cumulative 年度の値を計画期間の初めから足す、running 入力した値が累計、point ある時点の値",
           "annual: each year alone; cumulative: yearly values are summed; running: entered as a total; point: level at a date",
           words=ACCUMULATION_LABELS),
    fiscal_year("baseline_fy", "現状値の年度", "Baseline fiscal year"),
    Column("baseline", "figure", "現状値", "Baseline", *IN_UNIT),
    Column("baseline_comparable", "flag", "現状値と比べられる", "Baseline comparable",
           "現状値と指標値が同じものを測っている", "Baseline and target measure the same thing", must=True),
)  # fmt: skip
"""Columns that a KPI and a goal's numeric target have in common."""

PLAN = Table(
    "plan", "計画と評価", "Plan and evaluation", "何を、どの決まりで評価したか。1行だけの表です。",
    "What was evaluated, and by which rules. A table of one row.",
    (
        Column("city", "text", "市町村", "City"),
        Column("title", "text", "計画の名称", "Title of the plan"),
        Column("plan_status", "text", "計画の状態", "Status of the plan"),
        fiscal_year("first_fy", "計画期間の初めの年度", "First fiscal year of the term", must=True),
        fiscal_year("last_fy", "計画期間の終わりの年度", "Last fiscal year of the term", must=True),
        fiscal_year("fy", "評価した年度", "Evaluated fiscal year", must=True),
        Column("date", "date", "評価の日付", "Date of the evaluation", "報告書に載る日付", "As printed on the report", must=True),
        Column("edition", "text", "版", "Edition"),
        Column("is_draft", "flag", "案", "Draft", "公表前の案", "Not final", must=True),
        Column("is_sample", "flag", "架空", "Made up", "数値が見本のための架空のもの", "The figures are made up", must=True),
        Column("judged_against", "text", "判定の相手", "Judged against", words=JUDGED_WORDS),
        Column("decrease_by", "text", "減らす指標の達成率", "Achievement of decreasing indicators", words=DECREASE_WORDS),
        Column("licence", "text", "ライセンス", "Licence", "空欄は定めがないことを示す", "Blank: none is stated"),
    ),
    ("fy",),
)  # fmt: skip

GOALS = Table(
    "goals", "基本目標", "Goals", "基本目標の一覧。数値目標の値は goal_targets.csv にあります。",
    "The goals. Their numeric targets are in goal_targets.csv.",
    (
        identifier("goal_id", "基本目標ID", "Goal ID", must=True), _NUMBER,
        Column("title", "text", "名称", "Title"), Column("short_title", "text", "略称", "Short title"),
    ),
    ("goal_id",),
)  # fmt: skip
FIELDS = Table(
    "fields", "分野", "Fields", "分野の一覧。", "The fields.",
    (
        identifier("field_id", "分野ID", "Field ID", must=True), _NUMBER,
        Column("title", "text", "名称", "Title", "空欄は計画書に名称の記載がない", "Blank: the plan gives none"), _FOCUS,
    ),
    ("field_id",),
)  # fmt: skip
FIELD_GOALS = Table(
    "field_goals", "分野と基本目標", "Fields and goals", "分野がどの基本目標に当たるか。", "Which goals a field serves.",
    (identifier("field_id", "分野ID", "Field ID", must=True), identifier("goal_id", "基本目標ID", "Goal ID", must=True)),
    ("field_id", "goal_id"),
    (Reference("field_id", "fields", "field_id"), Reference("goal_id", "goals", "goal_id")),
)  # fmt: skip
MEASURES = Table(
    "measures", "施策", "Measures", "施策の一覧。", "The measures.",
    (
        identifier("measure_id", "施策ID", "Measure ID", must=True), _NUMBER, Column("title", "text", "名称", "Title"),
        identifier("field_id", "分野ID", "Field ID"), identifier("goal_id", "基本目標ID", "Goal ID"), _FOCUS,
        Column("parent_item", "text", "上位計画の項目", "Item of the parent plan"),
    ),
    ("measure_id",),
    (Reference("field_id", "fields", "field_id"), Reference("goal_id", "goals", "goal_id")),
)  # fmt: skip
PROJECTS = Table(
    "projects", "事業", "Projects", "事業の一覧。担当は project_departments.csv にあります。",
    "The projects. Their departments are in project_departments.csv.",
    (
        identifier("project_id", "事業ID", "Project ID", must=True), _NUMBER, Column("title", "text", "名称", "Title"),
        identifier("measure_id", "施策ID", "Measure ID"), identifier("goal_id", "基本目標ID", "Goal ID"),
        Column("purpose", "text", "目的", "Purpose"), _FOCUS,
        Column("parent_item", "text", "上位計画の項目", "Item of the parent plan"),
    ),
    ("project_id",),
    (Reference("measure_id", "measures", "measure_id"), Reference("goal_id", "goals", "goal_id")),
)  # fmt: skip
DEPARTMENTS = Table(
    "departments", "部署", "Departments", "部署の一覧と、その名称の有効な年度。", "Departments and the years in which they exist.",
    (
        identifier("department_id", "部署ID", "Department ID", must=True), _NUMBER,
        Column("division", "text", "部", "Division"), Column("section", "text", "課", "Section"),
        Column("name", "text", "名称", "Name"),
        fiscal_year("first_fy", "有効な初めの年度", "First fiscal year"),
        fiscal_year("last_fy", "有効な終わりの年度", "Last fiscal year"),
        Column("former_names", "list", "旧名称", "Former names"),
    ),
    ("department_id",),
)  # fmt: skip
PROJECT_DEPARTMENTS = Table(
    "project_departments", "事業の担当", "Departments of projects", "事業を担当する部署。", "Which departments work on a project.",
    (
        identifier("project_id", "事業ID", "Project ID", must=True),
        identifier("department_id", "部署ID", "Department ID", must=True),
        Column("is_lead", "flag", "主担当", "Lead", "計画書に主担当の記載がなければ、どの行も false", "False in every row where the plan names no lead", must=True),
    ),
    ("project_id", "department_id"),
    (Reference("project_id", "projects", "project_id"), Reference("department_id", "departments", "department_id")),
)  # fmt: skip
KPI_TARGETS = Table(
    "kpi_targets", "KPI の年度の目標", "Yearly targets of KPIs", "計画書が年度ごとに定めた目標値。", "Targets that the plan sets for single years.",
    (
        identifier("kpi_id", "KPI ID", "KPI ID", must=True), fiscal_year("fy", "年度", "Fiscal year", must=True),
        Column("target", "figure", "目標値", "Target", *IN_UNIT, must=True), Column("unit", "text", "単位", "Unit"),
    ),
    ("kpi_id", "fy"),
)  # fmt: skip
BUDGETS = Table(
    "budgets", "予算と決算", "Budgets and settlements", "事業の予算額と決算額。", "Budgeted and settled amounts of projects.",
    (
        identifier("project_id", "事業ID", "Project ID", must=True), fiscal_year("fy", "年度", "Fiscal year", must=True),
        Column("budget", "figure", "予算額", "Budget", *IN_UNIT), Column("settlement", "figure", "決算額", "Settlement", *IN_UNIT),
        Column("unit", "text", "単位", "Unit", words={unit: unit for unit in MONEY_UNITS}),
        Column("budget_yen", "figure", "予算額（円）", "Budget [JPY]", "単位を円にそろえたもの", "Converted to yen", "円"),
        Column("settlement_yen", "figure", "決算額（円）", "Settlement [JPY]", "単位を円にそろえたもの", "Converted to yen", "円"),
    ),
    ("project_id", "fy"),
    (Reference("project_id", "projects", "project_id"),),
)  # fmt: skip
EVIDENCE = Table(
    "evidence", "根拠", "Evidence", "計画の根拠とした会議・調査・統計など。対象は evidence_subjects.csv にあります。",
    "Meetings, surveys, statistics behind the plan. What they concern is in evidence_subjects.csv.",
    (
        identifier("evidence_id", "根拠ID", "Evidence ID", must=True),
        Column("kind", "text", "種類", "Kind", words=EVIDENCE_KINDS),
        Column("when", "text", "日付", "Date", "書かれているとおり", "As it is written"),
        Column("title", "text", "題名", "Title"),
        Column("people", "integer", "参加者・回答者数", "Participants or respondents", unit=PERSONS),
        Column("text", "text", "意見・結果", "Opinions and results"), Column("source", "text", "出典", "Source"),
    ),
    ("evidence_id",),
)  # fmt: skip
EVIDENCE_SUBJECTS = Table(
    "evidence_subjects", "根拠の対象", "Subjects of evidence", "根拠が関わる基本目標・分野・施策・事業・KPI。行のない根拠は計画全体に関わります。",
    "What a piece of evidence concerns; one without a row concerns the plan as a whole.",
    (identifier("evidence_id", "根拠ID", "Evidence ID", must=True), *_SUBJECT),
    ("evidence_id", "subject_id"),
    (Reference("evidence_id", "evidence", "evidence_id"),),
)  # fmt: skip
PRINCIPLE_CHECKS = Table(
    "principle_checks", "5原則の自己点検", "Self-checks of the five principles", "まち・ひと・しごと創生の5原則への事業の自己点検。",
    "Self-checks of projects against the five national principles.",
    (
        identifier("project_id", "事業ID", "Project ID", must=True),
        Column("principle", "text", "原則", "Principle", words=PRINCIPLES, must=True),
        Column("state", "text", "自己点検", "Self-check", words=PRINCIPLE_STATES), Column("reason", "text", "理由", "Reason"),
    ),
    ("project_id", "principle"),
    (Reference("project_id", "projects", "project_id"),),
)  # fmt: skip
TAGS = Table(
    "tags", "タグ", "Tags", "横断的な視点、SDGs、県の計画などの区分。", "Cross-cutting views, SDGs, items of the prefecture's plan.",
    (
        identifier("tag_id", "タグID", "Tag ID", must=True), Column("kind", "text", "種類", "Kind", words=TAG_KINDS),
        Column("title", "text", "名称", "Title"), Column("title_en", "text", "英語名", "English title"),
    ),
    ("tag_id",),
)  # fmt: skip
TAGGINGS = Table(
    "taggings", "タグ付け", "Taggings", "タグとその対象。", "Which tag is on what.",
    (identifier("tag_id", "タグID", "Tag ID", must=True), *_SUBJECT),
    ("tag_id", "subject_id"),
    (Reference("tag_id", "tags", "tag_id"),),
)  # fmt: skip
PARTNERS = Table(
    "partners", "連携", "Partners", "分野・施策・事業に協力する地域・団体・企業・行政。連絡先は公開しません。", "Cooperating parties, without contacts.",
    (
        *_SUBJECT, Column("kind", "text", "区分", "Kind", words=PARTNER_KINDS),
        Column("name", "text", "名称", "Name"), Column("role", "text", "役割", "Role"),
    ),
)  # fmt: skip
REVISIONS = Table(
    "revisions", "計画の改訂", "Revisions of the plan", "計画の版と、改訂のきっかけ。", "Versions of the plan and what triggered them.",
    (
        Column("version", "text", "版", "Version", must=True),
        Column("effective", "date", "施行日", "Effective date", must=True),
        Column("trigger", "text", "きっかけ", "Trigger", words=TRIGGERS),
        fiscal_year("cause_fy", "きっかけとなった評価の年度", "Evaluated fiscal year that led to it"),
        Column("cause_ids", "list", "きっかけとなった意見の番号", "Opinions that led to it"),
        Column("reason", "text", "理由", "Reason"),
    ),
    ("version",),
)  # fmt: skip
STATUS_WORDS = Table(
    "status_words", "状態の言葉", "Words of status", "値がない理由を区別する言葉。0 は実績であり、空欄ではありません。",
    "Why there is no figure. A zero is a figure, never a blank.",
    (
        Column("status", "text", "状態", "Status", words=STATUS_LABELS, must=True),
        Column("label", "text", "言葉", "Japanese word", must=True), Column("label_en", "text", "英語", "English word", must=True),
        Column("meaning", "text", "意味", "Meaning", must=True),
    ),
    ("status",),
)  # fmt: skip
RATING_WORDS = Table(
    "rating_words", "評価の区分", "Rating scale", "計画が定める評価の区分と境目。", "The plan's rating scale.",
    (
        Column("rating", "text", "区分", "Rating", words=RATING_KEYS, must=True),
        Column("label", "text", "言葉", "Japanese word"), Column("label_en", "text", "英語", "English word", must=True),
        Column("glyph", "text", "記号", "Mark"),
        Column("at_least", "figure", "達成率の境目", "Least achievement", "これ以上でこの区分になる", "Reached from this achievement on", RATIO),
        Column("meaning", "text", "意味", "Meaning"),
    ),
    ("rating",),
)  # fmt: skip
COLUMNS = Table(
    "columns", "列の説明", "Data dictionary", "この資料のすべての表の列。", "Every column of every table here.",
    (
        Column("file", "text", "ファイル", "File", must=True), Column("column", "text", "列", "Column", must=True),
        Column("title", "text", "日本語名", "Japanese title", must=True), Column("title_en", "text", "英語名", "English title", must=True),
        Column("type", "text", "型", "Type", must=True), Column("unit", "text", "単位", "Unit"),
        Column("about", "text", "説明", "Description"), Column("about_en", "text", "説明（英語）", "Description in English"),
    ),
    ("file", "column"),
)  # fmt: skip

PLAN_TABLES = (
    PLAN, GOALS, FIELDS, FIELD_GOALS, MEASURES, PROJECTS, DEPARTMENTS, PROJECT_DEPARTMENTS, KPI_TARGETS, BUDGETS, EVIDENCE,
    EVIDENCE_SUBJECTS, PRINCIPLE_CHECKS, TAGS, TAGGINGS, PARTNERS, REVISIONS, STATUS_WORDS, RATING_WORDS,
)  # fmt: skip

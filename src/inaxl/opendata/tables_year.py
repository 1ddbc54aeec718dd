"""Tables of open data that say how the year was judged: KPIs, goals, counts, population, survey, opinions, self-evaluations."""

from __future__ import annotations

from inaxl.evaluate.follow_up import KINDS, STATES
from inaxl.evaluate.survey import QUADRANTS
from inaxl.opendata.columns import PERSONS, RATIO, YEAR, Column, Reference, Table, fiscal_year, identifier
from inaxl.opendata.tables_plan import IN_UNIT, INDICATOR, RATING_KEYS
from inaxl.plan.model import STATUS_LABELS

LEVELS = {
    "total": "全体",
    "goal": "基本目標",
    "field": "分野",
    "measure": "施策",
    "project": "事業",
    "department": "部署",
}
VALUE_KINDS = {"actual": "実績", "projection": "推計・将来展望", "target": "目標"}
ORIGINS = {"statistics": "人口統計", "plan": "人口ビジョン"}
QUESTIONS = {"importance": "重要度", "satisfaction": "満足度"}
_POINTS = "点"

_JUDGED = (
    fiscal_year("fy", "年度", "Fiscal year", must=True),
    Column("actual", "figure", "実績値", "Actual", "その年度の値。単位は列 unit", "Value of the year, in the unit of column unit"),
    Column("evaluated", "figure", "評価した値", "Evaluated value", "累計の指標では計画期間の初めからの合計。単位は列 unit",
           "For cumulative ones the sum since the term began, in the unit of column unit"),
    Column("status", "text", "状態", "Status", "値がない理由を区別する。status_words.csv を参照", "Why there is no figure; see status_words.csv",
           words=STATUS_LABELS, must=True),
    fiscal_year("target_fy", "比べた目標の年度", "Fiscal year of the target judged against"),
    Column("target", "computed", "比べた目標", "Target judged against", *IN_UNIT),
    fiscal_year("final_target_fy", "指標値の年度", "Fiscal year of the final target"),
    Column("final_target", "figure", "指標値", "Final target", *IN_UNIT),
    Column("target_upper", "figure", "指標値の上の端", "Upper end of the final target", "指標値が範囲のときだけ。単位は列 unit",
           "Only where the final target is a range, in the unit of column unit"),
    Column("interim_target", "figure", "年度の目標", "Target of the year", "計画書が年度ごとに定めたもの。単位は列 unit",
           "Where the plan sets one, in the unit of column unit"),
    Column("achievement", "computed", "達成率", "Achievement", "空欄は計算できないことを示す", "Blank where undefined", RATIO),
)  # fmt: skip
_RATING = Column(
    "rating", "text", "評価", "Rating", "決まりどおりの評価。rating_words.csv を参照", "As the rule gives it; see rating_words.csv",
    words=RATING_KEYS, must=True,
)  # fmt: skip
_EXPLANATION = Column(
    "explanation",
    "text",
    "評価の理由",
    "Working",
    "計算を日本語の文で示す",
    "The working, as a Japanese sentence",
)
_SAMPLE = Column(
    "is_sample",
    "flag",
    "架空",
    "Made up",
    "数値が見本のための架空のもの",
    "The figures are made up",
    must=True,
)


def _mean(question: str, word: str) -> tuple[Column, ...]:
    """Mean score of one question of the survey, its 95 % interval and the number of answers."""
    title = question.title()
    return (
        Column(question, "computed", f"{word}の平均点", f"{title}: mean score", unit=_POINTS),
        Column(f"{question}_low", "computed", f"{word}の区間の下の端", f"{title}: lower bound", unit=_POINTS),
        Column(
            f"{question}_high", "computed", f"{word}の区間の上の端", f"{title}: upper bound", unit=_POINTS
        ),
        Column(
            f"{question}_answers", "integer", f"{word}の有効回答", f"{title}: valid answers", unit=PERSONS
        ),
    )


KPIS = Table(
    "kpis", "KPI の実績と評価", "KPIs", "KPI と年度ごとに1行。計画期間の初めから評価した年度まで。",
    "One row per KPI and fiscal year, from the first year of the term to the evaluated one.",
    (
        identifier("kpi_id", "KPI ID", "KPI ID", must=True),
        identifier("goal_id", "基本目標ID", "Goal ID"), Column("goal", "text", "基本目標", "Goal"),
        identifier("field_id", "分野ID", "Field ID"), Column("field", "text", "分野", "Field"),
        identifier("measure_id", "施策ID", "Measure ID"), Column("measure", "text", "施策", "Measure"),
        identifier("project_id", "事業ID", "Project ID"), Column("project", "text", "事業", "Project"),
        identifier("department_id", "部署ID", "Department ID"), Column("department", "text", "部署", "Department"),
        Column("name", "text", "指標名", "Name"), *INDICATOR, *_JUDGED,
        Column("progress", "computed", "進捗率", "Progress", "(実績値－現状値)÷(指標値－現状値)。空欄は計算できないことを示す",
               "(actual - baseline) / (target - baseline); blank where undefined", RATIO),
        _RATING,
        Column("rating_override", "text", "人が改めた評価", "Rating set by a person", "空欄は改めていないことを示す", "Blank: none",
               words=RATING_KEYS),
        Column("override_reason", "text", "改めた理由", "Reason of the override"),
        Column("rating_label", "text", "評価の言葉", "Word of the rating that counts", "改めた評価があればその言葉。件数はこれに従う",
               "Of the override where there is one; the counts follow it", must=True),
        _EXPLANATION,
        fiscal_year("comparable_from", "比べられる初めの年度", "Comparable from")._replace(
            about="これより前の年度の値は、定義が違うため評価した年度と比べられない。空欄はどの年度も比べられる",
            about_en="Earlier years were measured by another definition; blank: all years can be compared"),
        Column("definition_comparable", "flag", "定義が同じ", "Same definition", "評価した年度と比べられる", "Can be compared with the evaluated year", must=True),
        Column("replaces", "list", "置き換えたKPI", "Replaces", "代わりに終わったKPIのID", "IDs of the ended KPIs in whose place it came"),
        Column("source", "text", "指標の出典", "Source"),
        Column("note", "text", "注記", "Note", "公表していない値は「未公表」", "未公表: withheld"), _SAMPLE,
    ),
    ("kpi_id", "fy"),
    (
        Reference("goal_id", "goals", "goal_id"), Reference("field_id", "fields", "field_id"),
        Reference("measure_id", "measures", "measure_id"), Reference("project_id", "projects", "project_id"),
        Reference("department_id", "departments", "department_id"), Reference("status", "status_words", "status"),
        Reference("rating", "rating_words", "rating"), Reference("rating_override", "rating_words", "rating"),
    ),
)  # fmt: skip
GOAL_TARGETS = Table(
    "goal_targets", "基本目標の数値目標", "Numeric targets of goals", "基本目標と年度ごとに1行。評価は評価した年度だけにあります。",
    "One row per goal and fiscal year; only the evaluated year is judged.",
    (
        identifier("goal_id", "基本目標ID", "Goal ID", must=True), Column("name", "text", "数値目標", "Name"), *INDICATOR, *_JUDGED,
        _RATING._replace(must=False), _EXPLANATION,
        Column("as_of", "text", "時点", "Reference period"), Column("source", "text", "出典", "Source"), _SAMPLE,
    ),
    ("goal_id", "fy"),
    (
        Reference("goal_id", "goals", "goal_id"), Reference("status", "status_words", "status"),
        Reference("rating", "rating_words", "rating"),
    ),
)  # fmt: skip
COUNTS = Table(
    "counts", "評価の件数", "Counts of ratings", "全体・基本目標・分野・施策・事業・部署ごとの評価の件数。",
    "How many KPIs have which rating, in total and per goal, field, measure, project, department.",
    (
        fiscal_year("fy", "年度", "Fiscal year", must=True), Column("level", "text", "区分", "Level", words=LEVELS, must=True),
        Column("id", "text", "ID", "ID", "空欄は全体か、計画に定めのないもの", "Blank for the total and for what the plan does not say"),
        Column("title", "text", "名称", "Title"),
        *(Column(name, "integer", title, en, unit="件", must=True) for name, title, en in (
            ("kpis", "KPI の数", "KPIs"), ("on_track", "順調", "On track"), ("mostly_on_track", "おおむね順調", "Mostly on track"),
            ("needs_effort", "努力を要する", "Needs effort"), ("no_actual", "実績値なし", "No actual"))),
        Column("average_achievement", "computed", "達成率の平均", "Mean achievement", unit=RATIO),
    ),
)  # fmt: skip
POPULATION = Table(
    "population", "人口の統計と将来展望", "Population", "実績・推計・目標を列 kind で区別します。", "Actuals, projections and targets, told apart by column kind.",
    (
        Column("indicator", "text", "指標", "Indicator", must=True), Column("label", "text", "指標の言葉", "Japanese word"),
        Column("kind", "text", "値の種別", "Kind of value", words=VALUE_KINDS, must=True),
        Column("origin", "text", "もと", "Origin", words=ORIGINS, must=True),
        Column("year", "integer", "年", "Year", unit=YEAR, must=True),
        Column("as_of", "date", "時点", "Reference date", "空欄は1年間の値", "Blank: a figure of the whole year"),
        Column("value", "figure", "値", "Value", *IN_UNIT, must=True), Column("unit", "text", "単位", "Unit"),
        Column("series", "text", "系列", "Series"), Column("source", "text", "出典", "Source"),
        Column("published", "date", "公表日", "Published"),
    ),
)  # fmt: skip
POPULATION_GAPS = Table(
    "population_gaps", "将来展望との差", "Gaps to the vision", "実績と人口ビジョンの将来展望との差。", "Actuals against the population vision.",
    (
        Column("indicator", "text", "指標", "Indicator", must=True), Column("label", "text", "指標の言葉", "Japanese word"),
        Column("year", "integer", "年", "Year", unit=YEAR, must=True), Column("as_of", "date", "時点", "Reference date"),
        Column("actual", "figure", "実績", "Actual", must=True), Column("expected", "computed", "将来展望", "Expected"),
        Column("difference", "computed", "差", "Difference", "実績－将来展望", "Actual minus expected"),
        Column("percent", "computed", "差の割合", "Difference in percent", unit="％"),
        Column("interpolated", "flag", "補間", "Interpolated", "将来展望の年の間を直線で補った", "Linear between the years of the vision", must=True),
    ),
)  # fmt: skip
SURVEY = Table(
    "survey", "市民意識調査", "Citizens' survey", "調査の方法。", "How the survey was made.",
    (
        fiscal_year("fy", "年度", "Fiscal year", must=True), Column("name", "text", "調査", "Survey"), Column("when", "text", "時期", "When"),
        Column("population", "text", "対象", "Who was asked"), Column("sent", "integer", "発送数", "Sent", unit="通"),
        Column("returned", "integer", "回収数", "Returned", unit="通"), Column("steps", "integer", "段階", "Steps of the scale", unit="段階"),
        Column("source", "text", "出典", "Source"),
    ),
    ("fy",),
)  # fmt: skip
SURVEY_ITEMS = Table(
    "survey_items", "市民意識調査の項目", "Items of the survey", "項目ごとの平均点と95%の区間、改善の必要度。",
    "Mean scores with 95 % intervals, and how urgent each item is.",
    (
        identifier("item_id", "項目ID", "Item ID", must=True), Column("name", "text", "項目", "Item"),
        *(column for question, word in QUESTIONS.items() for column in _mean(question, word)),
        Column("is_small", "flag", "回答が少ない", "Few answers", "有効な回答が30人未満で、順位に含めない", "Fewer than 30 answers: not ranked", must=True),
        Column("quadrant", "text", "領域", "Quadrant", words=QUADRANTS), Column("urgency", "computed", "改善の必要度", "Urgency"),
        Column("rank", "integer", "順位", "Rank", unit="位"),
        Column("measure_ids", "list", "施策ID", "Measures", "関わる施策", "The measures that it concerns"),
    ),
    ("item_id",),
)  # fmt: skip
SURVEY_ANSWERS = Table(
    "survey_answers", "市民意識調査の回答数", "Answers of the survey", "点ごとの回答数。", "How many gave each score.",
    (
        identifier("item_id", "項目ID", "Item ID", must=True), Column("question", "text", "問い", "Question", words=QUESTIONS, must=True),
        Column("score", "integer", "点", "Score", "空欄は「わからない」", "Blank: don't know", _POINTS),
        Column("answers", "integer", "回答数", "Answers", unit=PERSONS, must=True),
    ),
    (),
    (Reference("item_id", "survey_items", "item_id"),),
)  # fmt: skip
OPINIONS = Table(
    "opinions", "審議会の意見と市の対応", "Opinions of the council", "この年度の評価への意見と、前の年度から引き継いだ意見。氏名は載せません。",
    "Opinions on this year's evaluation and those carried from earlier years. Without names.",
    (
        Column("opinion_id", "text", "番号", "Number", must=True), fiscal_year("fy", "評価した年度", "Evaluated fiscal year", must=True),
        Column("date", "date", "日付", "Date"), Column("kind", "text", "種別", "Kind of subject", words=KINDS),
        identifier("subject_id", "対象ID", "Subject ID"), Column("text", "text", "意見", "Opinion"),
        Column("response", "text", "市の対応", "Response"), Column("state", "text", "状態", "State", words=STATES, must=True),
        Column("department", "text", "担当", "Department"), Column("due", "text", "期限", "Due"),
    ),
    ("opinion_id",),
)  # fmt: skip
ACTIONS = Table(
    "actions", "今後の取組のその後", "Announced actions", "前の年度までに決めた今後の取組と、その状況。", "Actions announced in earlier years, and how they stand.",
    (
        identifier("project_id", "事業ID", "Project ID", must=True), fiscal_year("fy", "決めた年度", "Announced in", must=True),
        Column("text", "text", "決めたこと", "Action"), Column("progress", "text", "現在の状況", "Progress"),
        Column("state", "text", "状態", "State", "空欄は記入がない", "Blank: not stated"),
    ),
    ("project_id", "fy"),
    (Reference("project_id", "projects", "project_id"),),
)  # fmt: skip
REVIEWS = Table(
    "reviews", "事業の点検", "Self-evaluations", "担当部署による事業の自己評価。", "How the departments see their projects.",
    (
        identifier("project_id", "事業ID", "Project ID", must=True), Column("department", "text", "部署", "Department"),
        Column("done", "text", "取組内容", "What was done"), Column("result", "text", "成果", "Results"),
        Column("issue", "text", "課題と要因", "Issues and causes"), Column("decision", "text", "今後の方針", "Decision"),
        Column("next_action", "text", "今後の取組", "Next action"),
    ),
    (),
    (Reference("project_id", "projects", "project_id"),),
)  # fmt: skip

YEAR_TABLES = (
    KPIS, GOAL_TARGETS, COUNTS, POPULATION, POPULATION_GAPS, SURVEY, SURVEY_ITEMS, SURVEY_ANSWERS, OPINIONS, ACTIONS, REVIEWS,
)  # fmt: skip

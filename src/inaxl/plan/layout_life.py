"""The sheets about the plan's own life as data: 根拠, 5原則, タグ, タグ付け, 連携, 予算, 改訂, 非公開. All are optional.

No cell is read or written here. The words of every choice are in `life`.
"""

from __future__ import annotations

from inaxl.plan import life
from inaxl.plan.columns import Column, Table

SUBJECT = "subjects"
"""What a column refers to that may name an item of any level: an ID of one of `SUBJECTS`."""
SUBJECTS = ("goals", "fields", "measures", "projects", "kpis")
ACTUAL = "実績値"
"""What 項目 of 非公開 may hold besides the header of a column: the actual of the year that stands beside it."""
WITHHELD_TABLES = {
    "facts": "計画",
    "goals": "基本目標",
    "fields": "分野",
    "measures": "施策",
    "projects": "事業",
    "kpis": "KPI",
    "departments": "部署",
}
"""The sheets that a row of 非公開 may name; the sheets below have a column 公開 of their own."""
WITH_ACTUALS = ("goals", "kpis")
"""Those of them whose rows have an actual by fiscal year, which may be held back alone."""

_CHOOSE = "セルの一覧から選んでください。"
_NAME_SUBJECT = "基本目標・分野・施策・事業・KPI の ID を入れてください。"
_NOTE = Column("note", "備考", 24, wrap=True)
_PUBLICITY = Column("publicity", "公開", 9, "choice", words=life.PUBLICITY)
_REASON = Column("reason", "理由", 44, wrap=True)


def _chosen(key: str, header: str, width: float, words: dict[str, str]) -> Column:
    return Column(key, header, width, "choice", must=True, filled=True, hint=_CHOOSE, words=words)


def _identifier(header: str, width: float) -> Column:
    hint = "ほかと重ならない ID を入れてください。"
    return Column("id", header, width, must=True, filled=True, unique=True, hint=hint)


def _project() -> Column:
    return Column(
        "project_id", "事業ID", 8, "reference", must=True, filled=True, refers_to="projects", hint=_CHOOSE
    )


def _subject(width: float) -> Column:
    return Column(
        "subject_id", "対象ID", width, "reference", must=True, filled=True, refers_to=SUBJECT, hint=_NAME_SUBJECT
    )  # fmt: skip


EVIDENCE = Table(
    "evidence",
    "根拠",
    (
        _identifier("根拠ID", 9),
        _chosen("kind", "種類", 15, life.EVIDENCE_KINDS),
        Column("when", "日付", 18, "period", must=True, wrap=True),
        Column("title", "題名", 30, must=True, filled=True, hint="題名を入れてください。", wrap=True),
        Column("people", "参加者・回答者数", 9, "number"),
        Column("text", "意見・結果", 56, must=True, wrap=True),
        Column("subject_ids", "対象ID", 16, "references", refers_to=SUBJECT, wrap=True),
        Column("source", "出典", 30, wrap=True),
        _PUBLICITY,
        _NOTE,
    ),
    frozen=1,
    paper="A3",
    spare=5,
    optional=True,
)
PRINCIPLE_CHECKS = Table(
    "principle_checks",
    "5原則",
    (
        _project(),
        _chosen("principle", "原則", 12, life.PRINCIPLES),
        _chosen("state", "自己点検", 14, life.PRINCIPLE_STATES),
        Column("reason", "理由", 60, must=True, wrap=True),
        _PUBLICITY,
        _NOTE,
    ),
    frozen=2,
    spare=5,
    optional=True,
)
TAGS = Table(
    "tags",
    "タグ",
    (
        _identifier("タグID", 10),
        _chosen("kind", "種類", 16, life.TAG_KINDS),
        Column("title", "名称", 44, must=True, filled=True, hint="名称を入れてください。", wrap=True),
        Column("title_en", "英語名", 60, wrap=True),
    ),
    frozen=1,
    spare=3,
    optional=True,
)
TAGGINGS = Table(
    "taggings",
    "タグ付け",
    (
        Column("tag_id", "タグID", 12, "reference", must=True, filled=True, refers_to="tags", hint=_CHOOSE),
        _subject(16),
        _NOTE,
    ),
    spare=5,
    optional=True,
)
PARTNERS = Table(
    "partners",
    "連携",
    (
        _subject(12),
        _chosen("kind", "区分", 13, life.PARTNER_KINDS),
        Column("name", "名称", 34, must=True, filled=True, hint="名称を入れてください。", wrap=True),
        Column("role", "役割", 50, wrap=True),
        Column("contact", "連絡先", 30, wrap=True),
        _PUBLICITY,
    ),
    frozen=1,
    spare=5,
    optional=True,
)
BUDGETS = Table(
    "budgets",
    "予算",
    (
        _project(),
        Column("fy", "年度", 8, "year", must=True, filled=True, hint="年度を入れてください。"),
        Column("budget", "予算額", 13, "number", must=True),
        Column("settlement", "決算額", 13, "number"),
        Column("unit", "単位", 9, "choice", must=True, filled=True, hint=_CHOOSE, words={u: u for u in life.MONEY_UNITS}),
        _PUBLICITY,
        _NOTE,
    ),
    frozen=2,
    spare=5,
    optional=True,
)  # fmt: skip
REVISIONS = Table(
    "revisions",
    "改訂",
    (
        Column("version", "版", 12, must=True, filled=True, unique=True, hint="版の名前（第1版など）を入れてください。"),
        Column("effective", "施行日", 18, "date", must=True, filled=True, hint="施行の日を入れてください。"),
        _chosen("trigger", "きっかけ", 14, life.TRIGGERS),
        Column("cause_fy", "きっかけの年度", 9, "year"),
        Column("cause_ids", "意見の番号", 12, wrap=True),
        _REASON,
    ),
    frozen=1,
    spare=3,
    optional=True,
)  # fmt: skip
WITHHELD = Table(
    "withheld",
    "非公開",
    (
        _chosen("table", "シート", 12, WITHHELD_TABLES),
        Column("id", "ID", 24, must=True, filled=True, hint="そのシートの ID（「計画」は項目）を入れてください。", wrap=True),
        Column("column", "項目", 24, wrap=True),
        Column("fy", "年度", 8, "year"),
        _REASON,
    ),
    frozen=2,
    spare=5,
    optional=True,
)  # fmt: skip

LIFE_TABLES = (EVIDENCE, PRINCIPLE_CHECKS, TAGS, TAGGINGS, PARTNERS, BUDGETS, REVISIONS, WITHHELD)

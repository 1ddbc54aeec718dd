"""What stands behind the results: missing values, opinions, findings, the source of every figure, the method."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from inaxl.evaluate.aggregate import effective_rating
from inaxl.findings import SEVERITY_LABELS, Finding, in_order
from inaxl.merging.submissions import Submission
from inaxl.plan.model import STATUS_LABELS
from inaxl.report.context_revisions import revision_rules
from inaxl.report.context_scale import second_scale
from inaxl.report.context_survey import survey_method
from inaxl.report.context_words import (
    Context,
    Row,
    aim_text,
    all_reported,
    circled,
    count_text,
    one_line,
    piece,
    previous_row,
    rating_mark,
    reason,
    section_of,
    shown_decimals,
    suffix,
)
from inaxl.report.results import Results
from inaxl.values.display import percent, with_unit
from inaxl.values.periods import fy_label

_BOX_LINES = 4
_SUBMISSION_WORDS = {"done": ("●", "完了"), "needs_fix": ("▼", "修正が必要"), "missing": ("○", "未提出")}


def no_actual(results: Results) -> Context:
    """KPIs without an actual: state, reason, last year's value."""
    rows = [row for row in results.current if effective_rating(row) == "no_actual"]
    total = results.total.kpis
    sentence = f"{total}指標のうち{len(rows)}指標は、{fy_label(results.fy)}の実績値がない。"
    act = sum(reason(results, row)["style"] == "inaxlAlert" for row in rows)
    tail = f"このうち{act}指標は、部署への確認がいる。" if act else ""
    return {
        "lede": [piece(sentence + tail if rows else all_reported(results))],
        "groups": [
            {
                "title": title,
                "rows": [_missing_row(results, row) for row in rows if row["goal_id"] == goal_id],
            }
            for goal_id, title in _goal_titles(results)
            if any(row["goal_id"] == goal_id for row in rows)
        ],
    }


def _missing_row(results: Results, row: Row) -> Context:
    before = previous_row(results, row)
    decimals = shown_decimals(results, row)
    return {
        "number": str(row["number"] if row["number"] is not None else ""),
        "name": row["name"] + suffix(row),
        "department": row["department"] or "主担当 未定",
        "previous": with_unit(before["evaluated"] if before else None, row["unit"], decimals),
        "target": aim_text(row, decimals, row["unit"]),
        "reason": reason(results, row),
    }


def boxes(results: Results) -> list[Context]:
    """Boxes to fill in at the meeting: for the whole, for each goal, for population."""
    titles = [
        "全体について",
        *(f"基本目標{circled(goal.number)}　{goal.title}" for goal in results.plan.goals),
    ]
    return [{"title": title, "lines": [""] * _BOX_LINES} for title in titles]


# --- findings -----------------------------------------------------------------------------------------------------


def findings(results: Results) -> Context:
    """Errors and warnings of the check, and who has submitted."""
    listed = [f for f in in_order(results.findings) if f.severity in ("error", "warning")]
    errors = sum(f.severity == "error" for f in listed)
    cells = sum(s.reported + s.absent + s.blank for s in results.submissions)
    none = (
        f"誤りも警告もない。{count_text(len(results.submissions))}部署・{count_text(cells)}指標を確認した。"
    )
    some = f"部署の様式に誤り{errors}件、警告{len(listed) - errors}件がある。読めない値は評価に使っていない。"
    return {
        "lede": [piece(some if listed else none)],
        "rows": [_finding_row(finding) for finding in listed],
        "submissions": [_submission_row(s) for s in results.submissions],
        "submitted": _submitted(results.submissions),
    }


def _finding_row(finding: Finding) -> Context:
    style = "inaxlAlert" if finding.severity == "error" else "inaxlMoveUp"
    place = " ／ ".join(part for part in (book_name(finding.book or ""), finding.sheet or "") if part)
    return {
        "severity": piece(SEVERITY_LABELS[finding.severity], style),
        "code": finding.code,
        "place": place or "－",
        "cell": finding.cell or "－",
        "message": finding.message,
        "remedy": finding.remedy,
    }


def _submission_row(submission: Submission) -> Context:
    glyph, word = _SUBMISSION_WORDS[submission.state]
    style = "" if submission.state == "done" else "inaxlAlert"
    shown = submission.submitted
    return {
        "department": submission.department,
        "state": piece(f"{glyph} {word}", style),
        "kpis": count_text(submission.kpis),
        "reported": count_text(submission.reported) if shown else "－",
        "absent": count_text(submission.absent) if shown else "－",
        "blank": count_text(submission.blank) if shown else "－",
        "errors": count_text(submission.errors) if shown else "－",
        "warnings": count_text(submission.warnings) if shown else "－",
    }


def _submitted(submissions: Sequence[Submission]) -> str:
    missing = [s.department for s in submissions if not s.submitted]
    count = f"{len(submissions)}部署のうち{len(submissions) - len(missing)}部署が提出した。"
    return count + (f"未提出：{'、'.join(missing)}。" if missing else "")


def book_name(path: str) -> str:
    """A book's file name, without the folder that all books of a year share."""
    return PurePosixPath(path).name if path else ""


# --- sources ------------------------------------------------------------------------------------------------------


def sources(results: Results) -> Context:
    """Every figure with the cell that it stands in; texts that were read as a figure are marked and explained."""
    marks: dict[str, int] = {}
    groups = []
    for goal_id, title in _goal_titles(results):
        rows = [row for row in results.current if row["goal_id"] == goal_id]
        if rows:
            groups.append({"title": title, "rows": [_source_row(results, row, marks) for row in rows]})
    return {
        "lede": "すべての実績値について、報告した部署の様式（ブック・シート・セル）と、セルに書かれていた文字を"
        "そのまま示す。読み替えた値には印（＊）を付け、理由を表の下に記す。",
        "groups": groups,
        "notes": [f"＊{index}　{text}" for text, index in marks.items()],
        "empty": "" if groups else "計画にKPIが登録されていない。",
    }


def _goal_titles(results: Results) -> list[tuple[str | None, str]]:
    goals = [(goal.id, f"基本目標{circled(goal.number)}　{goal.title}") for goal in results.plan.goals]
    return [*goals, (None, "基本目標未設定")]


def _source_row(results: Results, row: Row, marks: dict[str, int]) -> Context:
    why = _changed(results, row)
    mark = marks.setdefault(why, len(marks) + 1) if why else None
    text = one_line(row["source_text"])
    place = " ／ ".join(part for part in (book_name(row["source_book"]), row["source_sheet"]) if part)
    if not place and row["department"]:
        place = f"未提出（{section_of(results.plan, row['department'])}）"
    return {
        "number": str(row["number"] if row["number"] is not None else ""),
        "name": row["name"] + suffix(row),
        "value": with_unit(row["evaluated"], row["unit"], shown_decimals(results, row)),
        "place": place or "－",
        "cell": row["source_cell"] or "－",
        "text": piece(text, "inaxlRead" if why else ""),
        "mark": f"＊{mark}" if mark else "",
    }


def _changed(results: Results, row: Row) -> str:
    """Why the figure differs from the text in its cell."""
    changes = row["changes"]
    parts = [changes] if isinstance(changes, str) else list(changes or ())
    if row["evaluated"] is not None and row["evaluated"] != row["actual"]:
        parts.append(f"{fy_label(results.plan.first_fy)}からの累計（セルは{fy_label(results.fy)}だけの値）")
    if row["status"] in ("pending", "unavailable", "not_applicable") and row["source_text"]:
        parts.append(f"「{one_line(row['source_text'])}」は{STATUS_LABELS[row['status']]}として扱う")
    return "、".join(one_line(part).rstrip("。") for part in parts if part)


# --- method -------------------------------------------------------------------------------------------------------

_AGAINST = {
    "interim": "その年度の目標値があればそれを、なければ最終年度の指標値を相手に判定する。",
    "final": "最終年度の指標値を相手に判定する。",
    "pro_rated": "最終年度の指標値を年度割りにした値を相手に判定する。",
}
_DECREASE = {
    "ratio": "指標値÷実績値",
    "difference": "2－実績値÷指標値",
    "baseline": "（基準値－実績値）÷（基準値－指標値）",
}


def method(results: Results) -> Context:
    """Scale, formulas and words, as the plan book sets them."""
    rules = results.plan.rules
    levels = []
    above = None
    for level in rules.levels:
        if level.rating == "no_actual":
            bound = "実績値が得られない"
        elif level.at_least is not None:
            bound = f"達成率{percent(level.at_least, 0)}以上" + (f"{percent(above, 0)}未満" if above else "")
        else:
            bound = f"達成率{percent(above, 0)}未満" if above else "上のどれにも当たらない"
        above = level.at_least or above
        levels.append({"mark": rating_mark(rules, level.rating), "bound": bound, "meaning": level.meaning})
    return {
        "levels": levels,
        "rules": _rules(results),
        "survey": survey_method(results),
        "scale": second_scale(results),
    }


def _rules(results: Results) -> list[Context]:
    rules = results.plan.rules
    items = (
        ("判定の相手", _AGAINST[rules.judged_against]),
        (
            "達成率（増やす・維持する指標）",
            "実績値÷指標値。維持する指標は、指標値以上であれば達したものとする。",
        ),
        ("達成率（減らす指標）", f"{_DECREASE[rules.decrease_by]}。指標値以下であれば達したものとする。"),
        (
            "達成率を出せないとき",
            "指標値が0以下のときなど割り算に意味がない場合は、達したかどうかだけで判定する。",
        ),
        (
            "累計の指標",
            "年度ごとの値を、計画期間の始めから足したもので判定する。値のない年度は除き、その旨を記す。",
        ),
        ("丸め", "表示は四捨五入し、判定は丸める前の値で行う。割合の合計は100にならないことがある。"),
        ("基準値・指標値", "計画書の値。単位や時点が違うため比べられないものは、進捗を出さない。"),
        ("評価の変更", "部署や事務局が規則と違う評価を付けたときは（手動）と記し、理由を表の下に示す。"),
        ("人口", "総人口の将来展望は各年10月1日の値を日数で按分し、実績の日付の値と比べる。"),
        (
            "見込み",
            "年度ごとの値を直線（累計は平均）で最終年度まで延ばしたもの。実績ではなく、評価に使わない。幅は80%の予測区間。",
        ),
        ("市民意識調査", survey_method(results)),
        *revision_rules(results),
    )
    return [{"name": name, "text": text} for name, text in items]

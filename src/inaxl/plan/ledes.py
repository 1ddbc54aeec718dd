"""The sentence at the top of each sheet of a plan book: what it holds and what is still to be filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Rows = Sequence[Mapping[str, Any]]
Tables = Mapping[str, Rows]


def lede(key: str, tables: Tables) -> str:
    """The sentence of one table, from the rows that the book will hold."""
    return _LEDES[key](tables.get(key, ()), tables)


def _blank(rows: Rows, column: str) -> int:
    return sum(not row.get(column) for row in rows)


def _facts(rows: Rows, tables: Tables) -> str:
    return (
        "計画書に書かれていることを、書かれているとおりに入れます。書かれていないことは空欄のままにします。"
    )


def _goals(rows: Rows, tables: Tables) -> str:
    return f"{len(rows)}つの基本目標と数値目標です。"


def _goal_actuals(rows: Rows, tables: Tables) -> str:
    waiting = sum(row.get("value") is None and not row.get("status") for row in rows)
    left = f"{waiting}件の実績値がまだ入っていません。" if waiting else "すべて入っています。"
    return f"基本目標の数値目標の実績を、事務局が年度ごとに入れます。{left}"


def _fields(rows: Rows, tables: Tables) -> str:
    blank = _blank(rows, "goal_ids")
    left = f"{blank}分野は、どの基本目標に当たるかが空欄です。" if blank else ""
    return f"{len(rows)}分野です。{left}"


def _measures(rows: Rows, tables: Tables) -> str:
    served = {project.get("measure_id") for project in tables.get("projects", ())}
    empty = [str(row.get("title") or row.get("id")) for row in rows if row.get("id") not in served]
    left = f"事業の記載がない施策は「{'」「'.join(empty)}」です。" if empty else ""
    return f"{len(rows)}施策です。{left}"


def _projects(rows: Rows, tables: Tables) -> str:
    joint = [row for row in rows if len(row.get("department_ids") or ()) > 1]
    waiting = _blank(joint, "lead_id")
    left = f"うち{waiting}事業は主担当部署が空欄です。" if waiting else "主担当部署はすべて決まっています。"
    return f"{len(rows)}事業です。複数の部署の共同事業は{len(joint)}事業で、{left}"


def _kpis(rows: Rows, tables: Tables) -> str:
    if not rows:
        return "KPI はまだ登録されていません。薄い黄色の行に、1行に1つずつ入れてください。"
    blank = sum(row.get("target") is None for row in rows)
    left = f"{blank}指標は指標値が空欄です。" if blank else ""
    return f"{len(rows)}指標です。{left}新しい指標は薄い黄色の行に入れてください。"


def _published(rows: Rows, tables: Tables) -> str:
    return f"公表されている実績{len(rows)}件です。出典とともに控えておくもので、部署の報告とは別に扱います。"


def _departments(rows: Rows, tables: Tables) -> str:
    return f"{len(rows)}部署です。組織が変わったときは、行を消さずに有効終了年度を入れ、行を加えてください。"


def _vision(rows: Rows, tables: Tables) -> str:
    return "人口ビジョンの値と、計画書にある数値目標の系列です。実績・将来展望・目標を区別します。"


def _levels(rows: Rows, tables: Tables) -> str:
    return "達成率から評価を決める基準です。下の表は、計算の決まりです。"


def _scales(rows: Rows, tables: Tables) -> str:
    scales = len({row.get("scale") for row in rows})
    return f"評価と並べて示す尺度が{scales}つあります。上の段階から順に、条件に当てはまるものを採ります。"


def _status_words(rows: Rows, tables: Tables) -> str:
    return "実績値のセルに数値の代わりに書かれる言葉を、どの状態として読むかを決めます。"


def _crosswalk(rows: Rows, tables: Tables) -> str:
    held = f"{len(rows)}件の読み替えがあります。" if rows else "読み替えはまだありません。"
    return f"{held}名称が変わった KPI・部署・事業を、部署のブックの古い名称のまま受け取ります。"


def _check_rules(rows: Rows, tables: Tables) -> str:
    held = f"{len(rows)}件の規則があります。" if rows else "規則はまだありません。"
    return f"{held}部署のブックの値がこの決まりに合わないとき、指摘の文をそのセルに示します。"


def _held(rows: Rows, what: str) -> str:
    return f"{len(rows)}件の{what}があります。" if rows else f"{what}はまだありません。"


def _evidence(rows: Rows, tables: Tables) -> str:
    return f"{_held(rows, '根拠')}懇談会・アンケート・統計・課題の分析と、そこで出た意見や結果です。関わる目標・事業などの ID を対象IDに入れます。"


def _principle_checks(rows: Rows, tables: Tables) -> str:
    projects = len({row.get("project_id") for row in rows})
    held = f"{projects}事業の自己点検があります。" if rows else "自己点検はまだありません。"
    return f"{held}事業ごとに、国の政策5原則に照らした点検と短い理由を入れます。"


def _tags(rows: Rows, tables: Tables) -> str:
    return f"{len(rows)}個のタグです。付けるのは「タグ付け」シートです。どこにも付いていないタグは、どこにも出ません。"


def _taggings(rows: Rows, tables: Tables) -> str:
    held = f"{len(rows)}か所にタグが付いています。" if rows else "タグはまだどこにも付いていません。"
    return f"{held}1行に、タグ1つと、それを付ける目標・分野・施策・事業・KPI 1つを入れます。"


def _partners(rows: Rows, tables: Tables) -> str:
    return f"{_held(rows, '連携先')}分野・施策・事業を共に進める地域・団体・企業・行政です。連絡先は決して公表しません。"


def _budgets(rows: Rows, tables: Tables) -> str:
    return f"{_held(rows, '予算の行')}事業と年度ごとの予算額と決算額です。分からない額は空欄にします（0と空欄は違います）。"


def _revisions(rows: Rows, tables: Tables) -> str:
    return "計画の版を、施行日の古い順に並べます。新しい版は inaxl plan revise で始めると、ここに行が加わります。"


def _withheld(rows: Rows, tables: Tables) -> str:
    return f"{_held(rows, '非公開の指定')}項目が空欄なら行全体、年度があればその年度の実績値を公表しません。備考と連絡先は、ここになくても公表しません。"


_LEDES: dict[str, Callable[[Rows, Tables], str]] = {
    "facts": _facts,
    "goals": _goals,
    "goal_actuals": _goal_actuals,
    "fields": _fields,
    "measures": _measures,
    "projects": _projects,
    "kpis": _kpis,
    "published": _published,
    "departments": _departments,
    "vision": _vision,
    "levels": _levels,
    "options": _levels,
    "scales": _scales,
    "status_words": _status_words,
    "crosswalk": _crosswalk,
    "check_rules": _check_rules,
    "evidence": _evidence,
    "principle_checks": _principle_checks,
    "tags": _tags,
    "taggings": _taggings,
    "partners": _partners,
    "budgets": _budgets,
    "revisions": _revisions,
    "withheld": _withheld,
}

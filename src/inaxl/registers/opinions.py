"""opinions.xlsx: the council's opinions with the city's responses, and what became of announced actions.

One row per opinion, for ever: a closed one stays in the book. Members of the council can read it as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from inaxl.evaluate.follow_up import KINDS, STATES, ActionState, Opinion, Register, members_by_kind
from inaxl.findings import E701, W701, W702, W705, W706, Finding
from inaxl.plan.cells import date_of, date_text
from inaxl.plan.columns import Column, Table
from inaxl.plan.model import Plan
from inaxl.plan.tables import FoundTable, Line
from inaxl.registers.tables import department_name, read_tables
from inaxl.values.action_states import ACTION_STATES, read_action_state
from inaxl.values.periods import fy_label

_CHOOSE = "セルの一覧から選んでください。"
_YEAR = "西暦の年度（2023）か R05 のように入れてください。"
_CLOSED = Column("closed_fy", "終えた年度", 9, "year")
_NOTE = Column("note", "備考", 24, wrap=True)

OPINIONS = Table(
    "opinions",
    "審議会の意見",
    (
        Column("id", "番号", 12, must=True, filled=True, unique=True, hint="ほかと重ならない番号を入れてください。"),
        Column("fy", "年度", 8, "year", must=True, filled=True, hint=_YEAR),
        Column("date", "日付", 15),
        Column("kind", "種別", 11, "choice", must=True, filled=True, hint=_CHOOSE, words=KINDS),
        Column("target_id", "対象ID", 13),
        Column("text", "意見", 52, must=True, filled=True, hint="意見を書いてください。", wrap=True),
        Column("response", "市の対応", 52, must=True, entry=True, wrap=True),
        Column("state", "状態", 11, "choice", must=True, filled=True, hint=_CHOOSE, words=STATES),
        Column("department", "担当", 24, wrap=True),
        Column("due", "期限", 15),
        _CLOSED,
        _NOTE,
        Column("responded", "対応日", 15, "date"),
        Column("source", "出典", 22, wrap=True),
    ),
    frozen=1,
    paper="A3",
    spare=10,
)  # fmt: skip
ACTIONS = Table(
    "actions",
    "今後の取組",
    (
        Column("project_id", "事業ID", 9, "reference", must=True, filled=True, refers_to="projects", hint=_CHOOSE),
        Column("fy", "年度", 8, "year", must=True, filled=True, hint=_YEAR),
        Column("text", "決めたこと", 52, wrap=True),
        Column("progress", "現在の状況", 52, must=True, entry=True, wrap=True),
        Column("state", "状態", 11, "choice", must=True, entry=True, hint=_CHOOSE, words=ACTION_STATES),
        _CLOSED,
        _NOTE,
    ),
    frozen=2,
    spare=10,
    optional=True,
)  # fmt: skip
TABLES = (OPINIONS, ACTIONS)
LEDES = {
    "opinions": "1行が1つの意見です。「年度」は評価した年度、「終えた年度」は対応の結果を載せる評価の年度です（空欄は翌年度）。"
    "対応済みになるまで、毎年の様式・評価シート・報告書の初めに載ります。「対応日」は、市の対応を書いた日です。",
    "actions": "評価シートの「今後の取組」のその後です。部署が入力様式に書いた状態を使うときは、行を作らないか、状態を空欄にします。"
    "ここに書いた状態は、部署の記入に優先します。",
}


def read_opinions_book(path: Path, plan: Plan, *, name: str) -> tuple[Register, list[Finding]]:
    """The register that a book holds, and the findings about it.

    Besides one-cell findings: E701 the opinion is about something that the plan does not have, W701 dealt with but
    without a response, W702 answered but still marked 未回答, W705 the department in charge is none of the plan, W706
    closed before its year. A row without a year or state is named and kept out.
    Raises UnreadableInput for what is no readable workbook.
    """
    found, findings = read_tables(path, name, TABLES, plan)
    opinions = tuple(_opinions(found["opinions"], plan))
    findings = [finding for finding in findings if not _is_read(finding, found["actions"])]
    findings += _doubts(found["opinions"], opinions, plan, name)
    return Register(opinions, tuple(_actions(found["actions"])), True), findings


def _opinions(table: FoundTable, plan: Plan) -> Iterator[Opinion]:
    for line in table.lines:
        fy, kind, state = line.year("fy"), table.word(line, "kind"), table.word(line, "state")
        if fy is None or kind is None or not line.text("text"):
            continue  # E405, E407 or E411 is at that cell
        yield Opinion(
            line.text("id") or f"（{line.row}行）",
            fy,
            date_of(line.cells.get("date")),
            kind,
            line.text("target_id"),
            line.text("text"),
            line.text("response"),
            state or ("in_progress" if line.text("response") else "unanswered"),  # E407 is at that cell
            department_name(plan, line.text("department")),
            date_text(line.cells.get("due")),
            line.year("closed_fy"),
            table.cell(line, "text") or "",
            date_of(line.cells.get("responded")),
            line.text("source"),
        )


def _actions(table: FoundTable) -> Iterator[ActionState]:
    for line in table.lines:
        fy = line.year("fy")
        if fy is not None and line.text("project_id"):
            state, more = read_action_state(line.text("state"))
            yield ActionState(
                line.text("project_id"),
                fy,
                "　".join(part for part in (more, line.text("progress")) if part),
                state or "",  # E407 is at that cell
                line.year("closed_fy"),
                table.cell(line, "state") or "",
            )


def _is_read(finding: Finding, actions: FoundTable) -> bool:
    """Whether E407 is about the state of an action that is read all the same: 対応済み, 完了, 中止（理由）."""
    is_state = (finding.code, finding.sheet, finding.field) == ("E407", actions.sheet, "state")
    return is_state and bool(read_action_state(finding.value or "")[0])


def _doubts(table: FoundTable, opinions: tuple[Opinion, ...], plan: Plan, book: str) -> Iterator[Finding]:
    by_cell = {table.cell(line, "text"): line for line in table.lines}
    ids = members_by_kind(plan)
    for opinion in opinions:
        line = by_cell[opinion.cell]
        place: dict[str, Any] = {"book": book, "sheet": table.sheet}
        known = ids.get(opinion.kind)
        if known is not None and opinion.target_id not in known:
            yield E701.at(
                **place, cell=_cell(table, line, "target_id"), field="target_id",
                value=opinion.target_id, kind=KINDS[opinion.kind],
            )  # fmt: skip
        if opinion.state != "unanswered" and not opinion.response:
            cell = _cell(table, line, "response")
            yield W701.at(
                **place, cell=cell, field="response", number=opinion.id, state=STATES[opinion.state]
            )
        if opinion.state == "unanswered" and opinion.response:
            yield W702.at(**place, cell=_cell(table, line, "state"), field="state", number=opinion.id)
        yield from _odd_values(table, line, opinion, plan, place)


def _odd_values(
    table: FoundTable, line: Line, opinion: Opinion, plan: Plan, place: Mapping[str, Any]
) -> Iterator[Finding]:
    """What is read as it stands and yet can hardly be meant."""
    names = {department.name for department in plan.departments}
    if opinion.department and opinion.department not in names and opinion.state != "closed":
        cell = _cell(table, line, "department")
        yield W705.at(**place, cell=cell, field="department", value=opinion.department, number=opinion.id)
    if opinion.closed_fy is not None and opinion.closed_fy < opinion.fy:
        years = {"value": fy_label(opinion.closed_fy), "year": fy_label(opinion.fy)}
        yield W706.at(
            **place, cell=_cell(table, line, "closed_fy"), field="closed_fy", number=opinion.id, **years
        )


def _cell(table: FoundTable, line: Line, key: str) -> str:
    return table.cell(line, key) or table.cell(line, "id") or f"A{line.row}"

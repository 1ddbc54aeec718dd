"""survey.xlsx: the citizens' surveys (市民意識調査) as counts of answers, one survey per fiscal year.

Counts, not means: a mean cannot say how sure it is. What follows from them is in `evaluate/survey.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from inaxl.evaluate.survey import SMALL, Survey, SurveyItem
from inaxl.findings import CATALOGUE, E408, E702, E703, W703, Finding
from inaxl.plan.columns import Column, Table
from inaxl.plan.model import Plan
from inaxl.plan.tables import FoundTable, Line
from inaxl.registers.tables import read_tables, whole

_YEAR = "西暦の年度（2023）か R05 のように入れてください。"
_QUESTIONS = {"importance": "重要度", "satisfaction": "満足度"}
_MOST_STEPS = 5
UNSURE = "unsure"


def count_key(question: str, score: int | str) -> str:
    """Key of the column that counts the answers with a score (or `unsure`) to a question."""
    return f"{question}_{score}"


def _counts(question: str) -> tuple[Column, ...]:
    word = _QUESTIONS[question]
    scores = [
        Column(count_key(question, s), f"{word} {s}", 9, "number", must=s < _MOST_STEPS)
        for s in range(_MOST_STEPS, 0, -1)
    ]
    return (*scores, Column(count_key(question, UNSURE), f"{word} わからない", 11, "number"))


SURVEYS = Table(
    "surveys",
    "調査",
    (
        Column("fy", "年度", 8, "year", must=True, filled=True, hint=_YEAR),
        Column("name", "名称", 30, must=True, wrap=True),
        Column("when", "実施時期", 18),
        Column("population", "対象と方法", 40, wrap=True),
        Column("sent", "配布数", 10, "number"),
        Column("returned", "有効回答", 10, "number"),
        Column("steps", "段階", 8, "number", must=True, filled=True, hint="4 か 5 を入れてください。"),
        Column("source", "出典", 30, wrap=True),
        Column("note", "備考", 40, wrap=True),
    ),
    frozen=1,
    spare=3,
)
ITEMS = Table(
    "items",
    "項目",
    (
        Column("fy", "年度", 8, "year", must=True, filled=True, hint=_YEAR),
        Column("id", "項目ID", 9, must=True, filled=True, hint="項目の ID を入れてください。"),
        Column("name", "項目", 24, must=True, filled=True, hint="項目の名前を入れてください。", wrap=True),
        Column("measure_ids", "施策ID", 16, "references", refers_to="measures", wrap=True),
        *_counts("importance"),
        *_counts("satisfaction"),
        Column("note", "備考", 24, wrap=True),
    ),
    frozen=3,
    paper="A3",
    spare=10,
)
TABLES = (SURVEYS, ITEMS)
LEDES = {
    "surveys": "1行が1回の調査です。行わなかった年度の行は要りません。段階は4か5で、数の大きいほうが「重要」「満足」です。",
    "items": "回答の人数を入れます。5は「重要」「満足」、1は「重要でない」「不満」です（4段階のときは4が最も高く、5は空欄）。"
    "無回答は入れません。",
}
COUNT_KEYS = tuple(c.key for q in _QUESTIONS for c in _counts(q))


class _Count(NamedTuple):
    line: Line
    key: str
    value: float


def read_survey_book(path: Path, plan: Plan, *, name: str) -> tuple[tuple[Survey, ...], list[Finding]]:
    """The surveys that a book holds, in the order of years, and the findings about it.

    Besides one-cell findings: E404 an item twice in one survey, E702 a count that is no whole number of persons, E703 a
    scale of neither 4 nor 5 steps or answers above it, W703 fewer than 30 valid answers. Raises UnreadableInput for what
    is no readable workbook.
    """
    found, findings = read_tables(path, name, TABLES, plan, apart=COUNT_KEYS)
    surveys, items = found["surveys"], found["items"]
    refused = _bad_counts(items, name)
    findings += [*_no_numbers(items, name), *refused]
    bad = {(finding.sheet, finding.cell) for finding in refused}
    steps = {line.year("fy"): whole(line, "steps") for line in surveys.lines}
    findings += _bad_scales(surveys, items, steps, name)
    findings += _twice(items, name)
    known = {
        fy: _survey(line, fy, number, tuple(_items(items, fy, number, bad)))
        for line in surveys.lines
        if (fy := line.year("fy")) is not None and (number := steps[fy]) in (4, 5) and number is not None
    }
    findings += [finding for survey in known.values() for finding in _small(survey, name)]
    return tuple(known[fy] for fy in sorted(known)), findings


def _survey(line: Line, fy: int, steps: int, items: tuple[SurveyItem, ...]) -> Survey:
    return Survey(
        fy,
        line.text("name"),
        line.text("when"),
        line.text("population"),
        whole(line, "sent"),
        whole(line, "returned"),
        steps,
        line.text("source"),
        line.text("note"),
        items,
    )


def _items(
    table: FoundTable, fy: int, steps: int, bad: set[tuple[str | None, str | None]]
) -> Iterator[SurveyItem]:
    seen = set()
    for line in table.lines:
        if line.year("fy") != fy or not line.text("name") or line.text("id") in seen:
            continue
        seen.add(line.text("id"))
        if any((table.sheet, table.cell(line, key)) in bad for key in COUNT_KEYS):
            continue  # an item with one refused count has no mean
        yield SurveyItem(
            line.text("id"),
            line.text("name"),
            line.items("measure_ids"),
            _by_score(line, "importance", steps),
            whole(line, count_key("importance", UNSURE)),
            _by_score(line, "satisfaction", steps),
            whole(line, count_key("satisfaction", UNSURE)),
            table.sheet,
            table.cell(line, "name") or "",
        )


def _by_score(line: Line, question: str, steps: int) -> Mapping[int, int]:
    return {score: whole(line, count_key(question, score)) or 0 for score in range(1, steps + 1)}


def _no_numbers(table: FoundTable, book: str) -> Iterator[Finding]:
    """E408: something is written there, but no number."""
    for line in table.lines:
        for key in COUNT_KEYS:
            if line.number(key) is None and (text := line.text(key)):
                cell, column = table.cell(line, key), table.table.column(key).header
                yield E408.at(book=book, sheet=table.sheet, cell=cell, field=key, value=text, column=column)


def _bad_counts(table: FoundTable, book: str) -> list[Finding]:
    """E702, by a pandera schema over all counts of the book at once."""
    import pandas as pd
    import pandera.pandas as pa

    counts = [
        _Count(line, key, float(value))
        for line in table.lines
        for key in COUNT_KEYS
        if (value := line.number(key)) is not None
    ]
    if not counts:
        return []
    whole_persons = pa.Check(lambda n: (n >= 0) & (n % 1 == 0), error=E702.code)
    schema = pa.DataFrameSchema({"count": pa.Column(float, whole_persons)})
    try:
        schema.validate(pd.DataFrame({"count": [count.value for count in counts]}), lazy=True)
    except pa.errors.SchemaErrors as errors:
        refused = [counts[int(at)] for at in errors.failure_cases["index"]]
        return [
            E702.at(
                book=book, sheet=table.sheet, cell=table.cell(c.line, c.key), field=c.key, value=c.line.text(c.key)
            )
            for c in refused
        ]  # fmt: skip
    return []


def _bad_scales(
    surveys: FoundTable, items: FoundTable, steps: Mapping[int | None, int | None], book: str
) -> Iterator[Finding]:
    for line in surveys.lines:
        if line.text("steps") and whole(line, "steps") not in (4, 5):
            cell = surveys.cell(line, "steps")
            yield E703.at(
                book=book, sheet=surveys.sheet, cell=cell, field="steps", value=line.text("steps"),
                reason="段階は4か5です。",
            )  # fmt: skip
    for line in items.lines:
        for question in _QUESTIONS:
            key = count_key(question, _MOST_STEPS)
            if steps.get(line.year("fy")) == _MOST_STEPS - 1 and line.number(key):
                yield E703.at(
                    book=book, sheet=items.sheet, cell=items.cell(line, key), field=key,
                    value=line.text(key), reason="4段階の調査に5の回答があります。",
                )  # fmt: skip


def _twice(table: FoundTable, book: str) -> Iterator[Finding]:
    seen = set()
    for line in table.lines:
        key = (line.year("fy"), line.text("id"))
        if key in seen and key[1]:
            cell = table.cell(line, "id")
            yield CATALOGUE["E404"].at(
                book=book, sheet=table.sheet, cell=cell, field="id", value=key[1], column="項目ID"
            )
        seen.add(key)


def _small(survey: Survey, book: str) -> Iterator[Finding]:
    for item in survey.items:
        answers = min(sum(item.importance.values()), sum(item.satisfaction.values()))
        if answers < SMALL:
            yield W703.at(
                book=book, sheet=item.sheet, cell=item.cell, field="name", value=item.name, answers=answers
            )

"""Nothing that is withheld reaches anything public: planted markers in every such field, and what follows from them."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from inaxl.errors import UnreadableInput
from inaxl.evaluate.aggregate import effective_rating
from inaxl.evaluate.goals import goal_results
from inaxl.findings import E101
from inaxl.plan.differences import Difference
from inaxl.plan.layout import TABLE_BY_KEY
from inaxl.plan.life import Partner
from inaxl.plan.lineage import Break, PlanVersion
from inaxl.publishing import write_site, year_files
from inaxl.report.results import Results
from inaxl.site.public_fields import PUBLIC, ROW_COLUMNS, field_names
from inaxl.site.redaction import public_results
from tests.site.lived import LIFE, lived, withhold

MARKER = "ヒミツ"


# --- markers everywhere -------------------------------------------------------------------------------------------


def planted(value: Any) -> Any:
    """A copy in which every text field that is not public holds the marker; records nested in others included."""
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(planted(item) for item in value)
    if isinstance(value, dict):
        return {key: planted(item) for key, item in value.items()}
    if type(value) not in PUBLIC:
        return value
    fields = {name: getattr(value, name) for name in field_names(value)}
    for name, old in fields.items():
        if name not in PUBLIC[type(value)] and isinstance(old, str):
            fields[name] = f"{MARKER}-{type(value).__name__}-{name}"
        else:
            fields[name] = planted(old)
    return replace(value, **fields) if dataclasses.is_dataclass(value) else value._replace(**fields)


def planted_row(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose notes and places of origin hold the marker."""
    hidden = {key for key, value in row.items() if isinstance(value, str) and key not in ROW_COLUMNS}
    assert {"note", "source_book", "source_sheet", "source_cell", "source_text"} <= hidden
    return dict(row) | {key: f"{MARKER}-{key}" for key in hidden}


def with_markers(results: Results) -> Results:
    """The results with a marker in every field that is withheld by nature, and in every withheld row and value."""
    plan = planted(results.plan)
    plan = replace(plan, facts=plan.facts | {"事務局": MARKER, "担当者の連絡先": MARKER})
    life = plan.life._replace(
        evidence=(*plan.life.evidence, plan.life.evidence[0]._replace(id="e9", title=MARKER, text=MARKER, is_withheld=True)),
        principle_checks=(*plan.life.principle_checks, plan.life.principle_checks[0]._replace(reason=MARKER, is_withheld=True)),
        partners=(*plan.life.partners, Partner("p02", "company", MARKER, MARKER, MARKER, True, "A9")),
        budgets=(*plan.life.budgets, plan.life.budgets[0]._replace(budget=Decimal("987654321"), is_withheld=True)),
    )  # fmt: skip
    rename = {"p05": MARKER, "field3-m3": MARKER}
    plan = replace(
        plan,
        life=life,
        projects=tuple(replace(p, title=rename.get(p.id, p.title), purpose=MARKER if p.id in rename else p.purpose) for p in plan.projects),
        measures=tuple(replace(m, title=rename.get(m.id, m.title)) for m in plan.measures),
        departments=tuple(replace(d, former_names=(MARKER,)) for d in plan.departments),
    )  # fmt: skip
    rows = [planted_row(row) for row in results.rows]
    for row in rows:
        if row["kpi_id"] == "K002":
            row["name"] = MARKER
        if row["kpi_id"] == "K003" and row["fy"] == 2023:
            row["actual"] = row["evaluated"] = Decimal("987654321")
            row["override_reason"] = row["explanation"] = MARKER
    follow = results.follow_up
    opinions = tuple(o._replace(cell=MARKER) for o in follow.open)
    population = planted(results.population.observations), planted(results.population.vision)
    return replace(
        results,
        plan=plan,
        rows=tuple(rows),
        reviews=planted(results.reviews),
        previous_reviews=planted(results.previous_reviews),
        findings=(E101.at(book=MARKER, sheet=MARKER, cell="A1", value=MARKER, reason=""),),
        follow_up=follow._replace(open=opinions),
        population=results.population._replace(observations=population[0], vision=population[1]),
        survey=results.survey._replace(
            survey=planted(results.survey.survey),
            items=tuple(each._replace(item=planted(each.item)) for each in results.survey.items),
        ),
        versions={2023: PlanVersion("当初の計画", None, None, MARKER, changes=_marked_changes())},
        not_compared={"K002": Break("K002", MARKER, 2022, MARKER)},
    )


def _marked_changes() -> tuple[Difference, ...]:
    return (
        Difference(
            "changed", "kpis", "K002", MARKER, "target", "1", "2", f"KPI「{MARKER}」の指標値を変えた。"
        ),
        Difference(
            "moved", "projects", "p06", "事業", "measure_id", MARKER, "別", f"施策を「{MARKER}」から移した。"
        ),
        Difference("changed", "rules", "x", "規則", "", "a", "b", "評価基準を変えた。"),
        Difference("counted", "others", "partners", MARKER, "", "1", "2", MARKER),
    )


WITHHELD = (
    withhold("projects", "p05"),
    withhold("measures", "field3-m3"),
    withhold("kpis", "K002", "name"),
    withhold("kpis", "K003", "", 2023),
    withhold("goals", "goal2", "", 2023),
)


@pytest.fixture(scope="module")
def marked(results) -> Results:
    return with_markers(lived(results, *WITHHELD))


def test_R24_no_file_of_the_site_holds_anything_that_is_withheld(marked, tmp_path):
    """Pages, open data, search index, feed, record and drawings: not one byte of a marker, as text or escaped."""
    public = public_results(marked)
    target = tmp_path / "site"
    write_site(public, year_files(public), target, is_draft=False)
    files = [path for path in target.rglob("*") if path.is_file()]
    assert len(files) > 300
    escaped = MARKER.encode("ascii", "backslashreplace").decode()
    secrets = (MARKER, escaped, "987654321", "987,654,321", "秘密の理由", "0265-00-0000", "山田")
    for path in files:
        text = path.read_text(encoding="utf-8-sig")
        assert not [secret for secret in secrets if secret in text], path


def test_the_markers_are_really_planted(marked):
    """Without redaction the same files would hold them: the test above can fail."""
    unredacted = replace(marked, findings=(), submissions=())
    plan = replace(marked.plan, life=marked.plan.life._replace(withheld=()))
    rows = tuple(dict(row) | {"source_book": ""} for row in unredacted.rows)
    texts = b"".join(year_files(replace(unredacted, plan=plan, rows=rows)).values()).decode()
    assert MARKER in texts
    assert "987,654,321" in texts


def test_what_is_withheld_by_row_is_gone_with_what_belongs_to_it(results):
    """A measure takes along its projects, their KPIs, cards, opinions and actions."""
    public = public_results(lived(results, withhold("measures", "field3-m3")))
    gone = {p.id for p in results.plan.projects if p.measure_id == "field3-m3"}
    kpis = {k.id for k in results.plan.kpis if k.project_id in gone or k.measure_id == "field3-m3"}
    assert gone
    assert kpis
    assert "field3-m3" not in public.plan.measure_by_id
    assert not gone & set(public.plan.project_by_id)
    assert not kpis & {row["kpi_id"] for row in public.rows}
    assert not gone & {review.project_id for review in public.reviews}
    told = (*public.follow_up.open, *public.follow_up.closed)
    assert "4-07" in {opinion.id for opinion in results.follow_up.open}
    assert "4-07" not in {opinion.id for opinion in told}
    assert public.total.kpis == results.total.kpis - len(kpis & {row["kpi_id"] for row in results.current})


def test_a_withheld_actual_becomes_a_kpi_without_a_figure(results):
    """Status pending, note 未公表, rating 実績値なし; the counts move by exactly this one."""
    public = public_results(lived(results, withhold("kpis", "K001", "", 2023)))
    row = public.row_by_year["K001", 2023]
    assert (row["actual"], row["evaluated"], row["status"], row["note"]) == (None, None, "pending", "未公表")
    assert effective_rating(row) == "no_actual"
    assert effective_rating(results.row_by_year["K001", 2023]) == "on_track"
    assert public.total.on_track == results.total.on_track - 1
    assert public.total.no_actual == results.total.no_actual + 1
    assert public.counts[2022] == results.counts[2022]


def test_a_sum_does_not_give_a_withheld_year_away(results):
    """The total of a later year leaves the withheld year out, as one that is not known."""
    row = next(r for r in results.current if r["accumulation"] == "cumulative" and r["evaluated"] is not None)
    before = results.row_by_year[row["kpi_id"], 2022]
    assert before["actual"]
    public = public_results(lived(results, withhold("kpis", row["kpi_id"], "", 2022)))
    after = public.row_by_year[row["kpi_id"], 2023]
    assert after["evaluated"] == row["evaluated"] - before["actual"]
    assert after["omitted"] == (*row["omitted"], 2022) or 2022 in after["omitted"]


def test_a_withheld_target_takes_the_rating_along(results):
    """Neither achievement nor sentence nor pace can be worked back to the target."""
    public = public_results(lived(results, withhold("kpis", "K001", "target")))
    row = public.row_by_year["K001", 2023]
    assert row["actual"] == results.row_by_year["K001", 2023]["actual"]
    assert [row[key] for key in ("target", "final_target", "achievement", "progress", "needed_per_year")] == [
        None
    ] * 5
    assert row["rating"] == "no_actual"
    assert "10人" not in row["explanation"]


def test_a_withheld_year_of_a_goal_is_judged_without_it(results):
    """The running sum of the goal leaves the year out; a later one cannot be subtracted."""
    public = public_results(lived(results, withhold("goals", "goal2", "", 2022)))
    goal = next(item for item in public.goals if item.goal.id == "goal2")
    assert goal.years[2022].value is None
    assert goal.judgement.evaluated == Decimal("5")  # 12 − 35 + 28 without the 41 of FY2022
    assert 2022 in goal.judgement.omitted
    assert public.population.assessment.cumulative == ()


def test_a_redefined_target_begins_where_the_results_say(results):
    """Years of another definition are neither shown nor summed: 41 + 28 since FY2022, without the 12 and −35 before."""
    own = replace(results, goals=goal_results(results.plan, results.fy, {"goal2": 2022}))
    goal = next(item for item in public_results(own).goals if item.goal.id == "goal2")
    assert (goal.begins, list(goal.years), goal.evaluated[2023]) == (2022, [2022, 2023], Decimal("69"))
    assert goal.judgement == next(item for item in own.goals if item.goal.id == "goal2").judgement


def test_nothing_withheld_leaves_every_figure_as_it_is(results):
    """Only words that are never public are missing."""
    public = public_results(results)
    assert public.counts == results.counts
    kept = (
        "actual",
        "evaluated",
        "rating",
        "achievement",
        "explanation",
        "target",
        "status",
        "rating_override",
    )
    assert [[row[key] for key in kept] for row in public.rows] == [
        [row[key] for key in kept] for row in results.rows
    ]
    assert [goal.judgement for goal in public.goals] == [goal.judgement for goal in results.goals]
    assert public.population.gaps == results.population.gaps


# --- completeness -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", PUBLIC, ids=lambda kind: kind.__name__)
def test_the_list_of_public_fields_names_fields_that_exist(kind):
    """A renamed field would be blank on every page without anybody noticing."""
    names = kind._fields if hasattr(kind, "_fields") else [field.name for field in dataclasses.fields(kind)]
    assert PUBLIC[kind] <= set(names)


UNCARRIED = {
    "goals": {"due_text", "line", "note"},
    "fields": {"leading_text", "summary", "line", "note"},
    "measures": {"title_in_summary", "bullets", "line", "note"},
    "projects": {
        "field_id", "departments_text", "content_items", "content_subitems", "kpi_table", "kpi_form", "target_label",
        "kpi_rows", "line", "note",
    },
    "kpis": {"note"},
    "departments": {"former_names", "note"},
}  # fmt: skip
"""Columns that are on no page, withheld or not: the plan does not carry them, or they are never published."""


@pytest.mark.parametrize(
    ("table", "column"),
    [(table, item.key) for table in UNCARRIED for item in TABLE_BY_KEY[table].columns if item.key != "id"],
)
def test_every_column_of_the_plan_book_can_be_withheld(results, table, column):
    """What the sheet 非公開 may name is really taken out of the public plan."""
    chosen = {
        "goals": "goal1", "fields": "field1", "measures": "field1-m1", "projects": "p01", "kpis": "K001",
        "departments": results.plan.departments[0].id,
    }[table]  # fmt: skip
    filled = lived(results)
    filled = replace(filled, plan=_filled(filled.plan, table, chosen))
    before = _record(public_results(filled), table, chosen)
    life = filled.plan.life._replace(withheld=(withhold(table, chosen, column),))
    after = _record(public_results(replace(filled, plan=replace(filled.plan, life=life))), table, chosen)
    assert (before != after) == (column not in UNCARRIED[table])


def _record(public: Results, table: str, id_: str) -> Any:
    return next(item for item in getattr(public.plan, table) if item.id == id_)


def _filled(plan, table: str, id_: str):
    """The plan with something in every optional field of one item."""
    extra: dict[str, Any] = {
        "goals": {"target": replace(plan.goals[0].target, source="統計（架空）", unit="人")},
        "measures": {"goal_id": "goal1", "parent_item": "1-1"},
        "projects": {"goal_id": "goal1", "parent_item": "1-1"},
        "kpis": {"measure_id": "field1-m1", "goal_id": "goal1", "department_id": plan.departments[0].id, "first_fy": 2020,
                 "last_fy": 2024, "defined_fy": 2020, "replaces": ("K900",), "minimum": Decimal(0), "maximum": Decimal(99)},
        "departments": {"first_fy": 2019, "last_fy": 2030},
    }.get(table, {})  # fmt: skip
    items = [replace(item, **extra) if item.id == id_ else item for item in getattr(plan, table)]
    return replace(plan, **{table: tuple(items)})


@pytest.mark.parametrize(
    "line",
    [
        withhold("kpis", "K001", "no_such_column"),
        withhold("kpis", "K001", "id"),
        withhold("projects", "p01", "", 2023),
        withhold("vision", "2020"),
        withhold("facts", "計画の名称"),
    ],
)
def test_E721_what_cannot_be_withheld_as_asked_stops_the_publication(results, line):
    """It is never published in silence; the message names the line."""
    with pytest.raises(UnreadableInput) as caught:
        public_results(lived(results, line))
    assert caught.value.finding.code == "E721"
    assert caught.value.finding.cell == "B5"
    assert line.id in caught.value.finding.message
    assert line.table not in caught.value.finding.message  # the sheet's name instead


def test_evidence_about_withheld_items_alone_is_gone(results):
    """About others too, it stays and no longer names them; about the whole plan it stays as it is."""
    only = LIFE.evidence[0]._replace(id="e3", subject_ids=("p01",))
    life = LIFE._replace(evidence=(*LIFE.evidence, only))
    public = public_results(lived(results, withhold("projects", "p01"), life=life))
    assert [(item.id, item.subject_ids) for item in public.plan.life.evidence] == [
        ("e1", ("goal2",)),
        ("e2", ()),
    ]


def test_an_earlier_year_that_cannot_be_counted_again_is_not_compared(results):
    """Where KPIs were redefined, not every row is here: last year's counts are left out rather than wrong."""
    rows = tuple(row for row in results.rows if (row["kpi_id"], row["fy"]) != ("K010", 2022))
    partly = replace(results, rows=rows)
    assert public_results(partly).counts[2022] == results.counts[2022]
    withheld = public_results(lived(partly, withhold("kpis", "K011")))
    assert 2022 not in withheld.counts
    assert withheld.previous is None

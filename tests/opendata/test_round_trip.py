"""Published figures judged again by anybody give the published ratings."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import inaxl
from inaxl.evaluate.aggregate import count
from inaxl.evaluate.table import rate_rows
from inaxl.opendata.reading import read_kpis, read_year
from inaxl.opendata.writing import write_open_data
from inaxl.plan.model import RatingRules
from tests.opendata.sample_public import public_sample
from tests.report.sample_results import RULES

JUDGED = ("evaluated", "target", "target_fy", "rating", "explanation")


def judged(rows):
    """What the rule gave, by KPI and year."""
    return {(row["kpi_id"], row["fy"]): tuple(row[name] for name in JUDGED) for row in rows}


@pytest.mark.parametrize("data", ["demo_data", "sample_data"])
def test_kpis_csv_read_back_gives_the_same_ratings(request, data):
    """Targets, ratings and their workings of every KPI and year come out again from the files alone."""
    year = read_year(request.getfixturevalue(data))
    assert len(year.rows) > 40
    again = rate_rows(year.to_rate(), year.rules, year.first_fy)
    assert judged(again) == judged(year.rows)
    assert [round(row["achievement"], 10) if row["achievement"] is not None else None for row in again] == [
        row["achievement"] for row in year.rows
    ]


def test_pandas_users_get_the_same_ratings(demo_data):
    """The public function `inaxl.rate` takes the same rows as a data frame."""
    import pandas as pd

    year = read_year(demo_data)
    rated = inaxl.rate(pd.DataFrame(year.to_rate(), dtype=object), year.rules, year.first_fy)
    assert list(rated["rating"]) == [row["rating"] for row in year.rows]


def test_the_published_counts_are_those_of_the_published_rows(demo_data, demo_public):
    """Whoever counts the rows of kpis.csv comes to the counts of the report."""
    rows = [row for row in read_kpis(demo_data / "kpis.csv") if row["fy"] == 2023]
    assert count(rows)[:4] == demo_public.total[:4]
    assert len(rows) == 84


def test_a_sum_does_not_give_a_withheld_year_away(sample_data):
    """k0010 is judged by its sum; R3 is withheld, so R4's sum leaves it out: 11 + 7, not 11 + 9 + 7."""
    by_year = {row["fy"]: row for row in read_kpis(sample_data / "kpis.csv") if row["kpi_id"] == "k0010"}
    assert (by_year[2021]["actual"], by_year[2021]["status"], by_year[2021]["note"]) == (
        None,
        "pending",
        "未公表",
    )
    assert by_year[2022]["evaluated"] == Decimal(18)


figures = st.one_of(
    st.none(), st.decimals(-(10**7), 10**7, places=3), st.sampled_from([0, 1, 100]).map(Decimal)
)
rules = st.builds(
    RatingRules,
    st.just(RULES.levels),
    st.sampled_from(["interim", "final", "pro_rated"]),
    st.sampled_from(["ratio", "difference", "baseline"]),
)
NO_FIGURE = ("pending", "unavailable", "not_applicable", "missing", "invalid")


@st.composite
def years(draw):
    """The rows of the sample with other figures, rules and definitions, judged."""
    found = []
    for kpi_id in draw(st.lists(st.sampled_from(["k0001", "k0005", "k0010"]), min_size=1, unique=True)):
        own = {
            "direction": draw(st.sampled_from(["increase", "decrease", "maintain", None])),
            "accumulation": draw(st.sampled_from(["annual", "cumulative", "running", "point"])),
            "baseline": draw(figures),
            "baseline_comparable": draw(st.booleans()),
            "target": (target := draw(figures)),
            "target_upper": draw(st.one_of(st.none(), st.just(target))),
            "final_target": target,
        }
        for row in public_sample().rows:
            if row["kpi_id"] == kpi_id:
                actual = draw(figures)
                status = "reported" if actual is not None else draw(st.sampled_from(NO_FIGURE))
                found.append(
                    row | own | {"actual": actual, "status": status, "interim_target": draw(figures)}
                )
    scale = draw(rules)
    return rate_rows(found, scale, 2020), scale


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(years())
def test_any_figures_survive_the_way_through_the_files(tmp_path, year):
    """Whatever the figures, targets and rules: reading and judging again changes nothing."""
    rows, scale = year
    public = public_sample()
    public = replace(public, rows=tuple(rows), plan=replace(public.plan, rules=scale))
    write_open_data(public, tmp_path)
    read = read_year(tmp_path)
    assert read.rules == scale
    assert [(row["actual"], row["status"]) for row in read.rows] == [
        (row["actual"], row["status"]) for row in rows
    ]
    again = rate_rows(read.to_rate(), read.rules, read.first_fy)
    assert [row["rating"] for row in again] == [row["rating"] for row in rows]
    assert [row["evaluated"] for row in again] == [row["evaluated"] for row in rows]


def test_the_example_on_the_page_works(sample_data, monkeypatch):
    """Whoever copies the example of docs/open-data.md gets the same ratings."""
    page = Path(__file__).parents[2].joinpath("docs", "open-data.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    monkeypatch.chdir(sample_data.parents[1])
    exec(example, {})


def test_another_file_is_refused(tmp_path, sample_data):
    """A CSV that is none of ours is not read as if it were."""
    other = tmp_path / "kpis.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ValueError, match="not the columns"):
        read_kpis(other)
    other.write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match="not the columns"):
        read_kpis(other)

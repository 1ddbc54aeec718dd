"""Everything of one fiscal year: what is known when, what is said, what the command shows."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path

import pytest

from inaxl.cli import cli
from inaxl.cli.running import run
from inaxl.evaluation import net_migration_target, population_until
from inaxl.plan.book import read_plan_book
from inaxl.population.assessment import Assessment, assess, known_until
from inaxl.population.book import read_population_book
from inaxl.population.records import PopulationBook
from tests.population.verification import ROOT


@pytest.fixture(scope="module")
def plan():
    return read_plan_book(ROOT / "workbooks" / "plan.xlsx", check=False)[0]


@pytest.fixture(scope="module")
def book() -> PopulationBook:
    return read_population_book(ROOT / "workbooks" / "population.xlsx", name="population.xlsx")


@pytest.fixture(scope="module")
def found(plan, book) -> Assessment:
    return population_until(plan, book, 2023).assessment


def test_a_later_figure_does_not_change_an_earlier_report(book: PopulationBook) -> None:
    """As of 31 March 2020: no total of 2021, no projection of December 2023."""
    known = known_until(book, dt.date(2020, 3, 31))
    assert max(o.as_of for o in known.observations if o.kind == "actual" and o.as_of) == dt.date(2020, 1, 1)
    assert {o.series for o in known.observations if o.kind == "projection"} == {"社人研 平成30年推計"}
    later = known_until(book, dt.date(2024, 3, 31))
    assert "社人研 令和5年推計" in {o.series for o in later.observations}


def test_the_plan_s_target_of_100_is_found_with_its_window(plan) -> None:
    """基本目標②: のべ100人, 令和2～6年度."""
    assert net_migration_target(plan) == (100, (2020, 2024))


def test_indicators_of_the_census_and_of_events_are_there(found: Assessment) -> None:
    """高齢化率 2015 30.1 %, 2018 −328 and −68, rates per mean population."""
    by = {(item.indicator, item.series, item.year): item for item in found.indicators}
    assert round(by["ageing_rate", "国勢調査", 2015].value, 1) == 30.1
    assert by["natural_change", "人口動態統計", 2018].value == -328
    assert by["social_change", "住民基本台帳人口移動報告", 2018].value == -68
    assert by["births_rate", "人口動態統計", 2018].value == pytest.approx(1000 * 450 / ((67404 + 67058) / 2))
    assert by["births_rate", "人口動態統計", 2023].value == pytest.approx(1000 * 384 / ((64868 + 64211) / 2))


def test_W501_W503_W504_W505_are_said_once_and_with_their_cell(found: Assessment) -> None:
    """The artefact and the 475 at the census, the missing years, the unconfirmed bounds."""
    assert [f.code for f in found.findings] == ["W501", "W504", "W503", "W505"]
    assert {(f.sheet, f.cell) for f in found.findings[:2]} == {("年齢別人口", "X19")}
    assert "2020・2021・2022" in found.findings[2].message


def test_a_rate_without_both_ends_of_the_year_is_absent_with_a_reason(book: PopulationBook, plan) -> None:
    """2023 as known at the end of March 2023 has no population of January 2024."""
    without = dataclasses.replace(book, observations=book.observations[:7])
    rates = [
        i for i in assess(without, plan.vision, first_year=2020).indicators if i.indicator == "births_rate"
    ]
    assert [(item.year, item.value) for item in rates][-1] == (2023, None)
    assert rates[-1].reason


def test_scenarios_of_the_city_start_from_the_census_and_reach_the_published_end(found: Assessment) -> None:
    """Pattern 1 ends at 47,972; every scenario has a total for every year."""
    paths = found.outlook.paths
    assert [path.key for path in paths] == ["ipss", "plan", "no_migration", "tfr_2_1", "tfr_2_1_no_migration"]
    assert round(paths[0].totals[-1]) == 47972
    assert all(round(path.totals[0]) == 68271 for path in paths)


def test_without_survival_ratios_the_projection_is_absent_and_W503_says_why(
    book: PopulationBook, plan
) -> None:
    """Nothing is projected with a guess."""
    found = assess(dataclasses.replace(book, survival=()), plan.vision, first_year=2020)
    assert found.outlook.paths == ()
    assert any(f.code == "W503" and "生残率" in f.message for f in found.findings)


def test_an_empty_book_gives_an_empty_assessment(plan) -> None:
    """No figures, no findings, no error; the target still stands there, without a single known year."""
    found = population_until(plan, PopulationBook(), 2023).assessment
    assert found._replace(cumulative=()) == Assessment()
    assert all(item.latest is None for item in found.cumulative)


def test_population_json_has_the_new_keys_beside_the_old_ones(demo: Path, tmp_path: Path) -> None:
    """Keys are only added."""
    from inaxl.report.outputs import population_document, write_json

    plan, _ = read_plan_book(demo / "plan.xlsx", check=False)
    own = read_population_book(demo / "population.xlsx", name="population.xlsx")
    write_json(population_document(population_until(plan, own, 2023)), tmp_path / "population.json")
    document = json.loads((tmp_path / "population.json").read_text(encoding="utf-8"))
    assert {"vision", "observations", "gaps"} <= document.keys()
    wanted = "indicators decomposition cumulative_targets artefacts pyramids cohorts projection"
    assert set(wanted.split()) <= document.keys()
    parts = document["decomposition"]
    whole = parts["start_gap"] + parts["natural"] + parts["social"] + parts["residual"]
    assert whole == pytest.approx(parts["end_gap"])
    assert document["projection"]["scenarios"][-1]["label"] == "若い世代の転出を2割減らす"


def test_the_command_shows_gap_indicators_and_projection(demo: Path, capsys) -> None:
    """`inaxl population DIR --fy R05`."""
    assert run(cli, ["population", str(demo), "--fy", "R05"]) == 0
    shown = capsys.readouterr().out
    for words in ("64,211人", "自然増減 △677", "社会増減 ＋42", "47,972", "影響度", "要確認", "W501"):
        assert words in shown


def test_the_command_gives_one_json_document_of_the_chosen_scenario(demo: Path, capsys) -> None:
    """`--scenario … --json`."""
    assert run(cli, ["population", str(demo), "--fy", "R05", "--scenario", "移動なし", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [item["key"] for item in document["projection"]["scenarios"]] == ["no_migration"]
    assert document["command"] == "population"


def test_E512_a_scenario_that_does_not_exist_is_wrong_usage(demo: Path, capsys) -> None:
    """Exit code 2, and the scenarios that there are."""
    assert run(cli, ["population", str(demo), "--fy", "R05", "--scenario", "どれか"]) == 2
    assert "社人研推計に準拠" in capsys.readouterr().err


def test_cohorts_of_the_last_two_censuses_show_where_the_young_leave(found: Assessment) -> None:
    """2010 to 2015, unknown ages apportioned: 36 cohorts, the largest loss at 15–19 → 20–24."""
    assert len(found.cohorts) == 36
    lost = min(found.cohorts, key=lambda row: row.migrants)
    assert (lost.sex, lost.from_age, lost.to_age) == ("female", "15-19", "20-24")
    assert lost.rate == pytest.approx(-0.248, abs=0.002)
    assert sum(row.migrants for row in found.cohorts) == pytest.approx(
        -950, abs=30
    )  # -950 with the institute's base


def mothers_of(book: PopulationBook, nationality: str) -> PopulationBook:
    """The book with made-up births by age of mother for 2015."""
    from inaxl.population.ages import AgeGroup
    from inaxl.population.definitions import Definition
    from inaxl.population.records import MotherRow, Series

    births = {AgeGroup(low, low + 4): 70.0 for low in range(15, 50, 5)}
    series = Series("架空", Definition("架空", "vital", "calendar", nationality))
    rows = (MotherRow("架空", 2015, 490.0, births, 0.0, "C5"),)
    return dataclasses.replace(book, mothers=rows, series={**book.series, "架空": series})


def test_births_by_age_of_mother_give_a_tfr_with_its_interval(book: PopulationBook, plan) -> None:
    """Women of the same year's census; GFR and GRR come with it."""
    found = assess(mothers_of(book, "all"), plan.vision, first_year=2020)
    tfr = found.latest("tfr_computed")
    assert 1.3 < tfr.value < 1.8
    assert tfr.low < tfr.value < tfr.high
    assert found.latest("gfr").value > 0
    assert found.latest("grr").value == pytest.approx(tfr.value / 2.05)


def test_W503_births_of_japanese_mothers_are_not_divided_by_all_women(book: PopulationBook, plan) -> None:
    """Another nationality: no TFR, and the reason at the row."""
    found = assess(mothers_of(book, "japanese"), plan.vision, first_year=2020)
    assert found.latest("tfr_computed") is None
    said = [f for f in found.findings if f.sheet == "母の年齢別出生数"]
    assert [(f.code, f.cell) for f in said] == [("W503", "C5")]
    assert "国籍" in said[0].message

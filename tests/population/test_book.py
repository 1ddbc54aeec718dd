"""The population book: what comes back, and a finding at each cell that cannot be used."""

from __future__ import annotations

import copy
import datetime as dt
import io
import runpy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inaxl import population as pop
from inaxl.population.book import read_population_book
from inaxl.population.records import PopulationBook
from inaxl.population.sheets import raw_tables
from inaxl.population.writer import write_population_book
from tests.population.verification import ROOT, projection_of_the_city

PACKAGED = ROOT / "workbooks" / "population.xlsx"
TABLES = raw_tables(PACKAGED)


@pytest.fixture(scope="module")
def packaged() -> PopulationBook:
    """The book that comes with inaxl."""
    return read_population_book(PACKAGED, name="population.xlsx")


@pytest.fixture
def read(tmp_path: Path):
    """Changes the rows of the packaged book, writes and reads it: `read(lambda tables: …)`."""

    def changed(change: Any) -> PopulationBook:
        tables = copy.deepcopy(TABLES)
        change(tables)
        write_population_book(tmp_path / "population.xlsx", tables)
        return read_population_book(tmp_path / "population.xlsx", name="population.xlsx")

    return changed


def places(book: PopulationBook) -> list[tuple[str, str | None, str | None]]:
    return [(finding.code, finding.sheet, finding.cell) for finding in book.findings]


def test_the_packaged_book_is_what_its_sources_make() -> None:
    """workbooks/make_population.py gives the committed book, byte for byte, every time."""
    made = runpy.run_path(str(ROOT / "workbooks" / "make_population.py"))
    import tomllib

    tables = made["population_tables"](tomllib.loads(made["SOURCE"].read_text(encoding="utf-8")))
    out = io.BytesIO()
    write_population_book(out, tables)
    assert out.getvalue() == PACKAGED.read_bytes()


def test_the_packaged_book_is_readable_without_a_finding(packaged: PopulationBook) -> None:
    """Censuses 1980–2015, IPSS 2018 by age and 2023 in groups, survival ratios 2010–2045."""
    assert packaged.findings == ()
    assert {row.date.year for row in packaged.ages} == set(range(1980, 2020, 5))
    assert (
        sum(sum(row.ages.values()) for row in packaged.projection if row.date.year == 2045)
        == projection_of_the_city()[-1].sum()
    )
    projected = {(o.series, o.year): o.value for o in packaged.observations if o.kind == "projection"}
    assert projected["社人研 令和5年推計", 2045] == 52841
    assert projected["社人研 平成30年推計", 2045] == 47972


def test_every_series_says_source_nationality_period_and_unknown_ages(packaged: PopulationBook) -> None:
    """Each row of a data sheet belongs to a registered series with its source."""
    used = {row.series for row in (*packaged.ages, *packaged.projection, *packaged.survival, *packaged.vital)}
    assert used <= packaged.series.keys()
    census = packaged.series["国勢調査"]
    assert census.definition[1:5] == ("census", "date", "all", "included")
    assert all(item.source for item in packaged.series.values())
    assert packaged.series["社人研 令和5年推計"].published == dt.date(2023, 12, 22)


def test_the_book_gives_tables_for_the_indicators(packaged: PopulationBook) -> None:
    """`frame` goes straight into an indicator."""
    found = pop.ageing_rate(packaged.frame()).frame().set_index("date")["value"]
    assert round(found[dt.date(2015, 10, 1)], 1) == 30.1
    assert len(found) == 8


def test_unknown_counts_stay_unknown(packaged: PopulationBook) -> None:
    """No TFR is entered for 2018: there is none."""
    assert "tfr" not in packaged.vital[0].values
    assert packaged.vital[0].values == {"births": Decimal(450), "deaths": Decimal(778)}
    assert packaged.moves[0].values["net_migration"] == -68


def test_E506_a_missing_age_is_marked_where_it_should_stand(read) -> None:
    """A blank 40～44 in 2015: the row is left out, the cell is named."""
    book = read(lambda t: t["ages"][14].pop("40～44"))
    assert places(book) == [("E506", "年齢別人口", "M19")]
    assert len(book.ages) == 15


def test_E507_a_negative_count_is_refused_at_its_cell(read) -> None:
    """−5 persons aged 0–4."""
    book = read(lambda t: t["ages"][0].update({"0～4": -5}))
    assert ("E507", "年齢別人口", "E5") in places(book)
    assert len(book.ages) == 15


def test_E508_ages_that_do_not_sum_to_the_total_are_refused(read) -> None:
    """One person too many in the total."""
    book = read(lambda t: t["ages"][0].update({"総数": t["ages"][0]["総数"] + 1}))
    assert places(book) == [("E508", "年齢別人口", "D5")]
    assert "1の差" in book.findings[0].message


@pytest.mark.parametrize("ratio", [1.2, 0, -0.1])
def test_E509_a_survival_ratio_outside_of_0_to_1_is_refused(read, ratio: float) -> None:
    """Nobody is raised from the dead."""
    book = read(lambda t: t["survival"][0].update({"0～4→5～9": ratio}))
    assert ("E509", "生残率", "F5") in places(book)
    assert len(book.survival) == 13


def test_E510_a_duplicated_year_names_both_cells(read) -> None:
    """The second row is not read."""
    book = read(lambda t: t["vital"].append({**t["vital"][0], "出生数": 1}))
    assert places(book) == [("E510", "出生・死亡", "B7")]
    assert "B5" in book.findings[0].message
    assert book.vital[0].values["births"] == 450


def test_E511_a_series_that_is_not_registered_is_named(read) -> None:
    """A figure without a source."""
    book = read(lambda t: t["totals"][0].update({"系列": "うわさ"}))
    assert places(book) == [("E511", "総人口", "A5")]


def test_E512_a_scenario_without_its_target_is_refused(read) -> None:
    """目標へ without a target."""
    row = {"名称": "希望", "出生の仮定": "目標の合計特殊出生率へ", "移動の仮定": "推計のまま"}
    book = read(lambda t: t["scenarios"].append(row))
    assert places(book) == [("E512", "シナリオ", "A5")]
    assert book.scenarios == ()


def test_E407_E408_E411_words_numbers_and_dates_that_cannot_be_read(read) -> None:
    """Each at its cell; the other rows are read."""

    def change(tables: dict[str, list[dict[str, Any]]]) -> None:
        tables["ages"][0]["性別"] = "不明"
        tables["totals"][0]["総数"] = "約7万か8万"
        tables["totals"][1]["時点"] = "いつか"

    found = {finding.code for finding in read(change).findings}
    assert found == {"E407", "E408", "E411"}


def test_E513_a_book_of_something_else_says_which_sheets_are_wanted(tmp_path: Path) -> None:
    """No known sheet at all."""
    found = read_population_book(ROOT / "workbooks" / "plan.xlsx", name="plan.xlsx")
    assert [finding.code for finding in found.findings] == ["E513"]


def test_two_runs_write_the_same_bytes() -> None:
    """No clock and no user in the file."""
    first, second = io.BytesIO(), io.BytesIO()
    write_population_book(first, TABLES)
    write_population_book(second, TABLES)
    assert first.getvalue() == second.getvalue()


def test_E202_a_sheet_without_its_headings_is_named(tmp_path: Path) -> None:
    """総人口 is there, but nothing in it can be told."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "p.xlsx"))
    book.add_worksheet("総人口").write_row(0, 0, ["年", "人"])
    book.close()
    assert places(read_population_book(tmp_path / "p.xlsx", name="p.xlsx")) == [("E202", "総人口", None)]

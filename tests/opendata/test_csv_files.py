"""What stands in the CSV files, to the byte."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.opendata.columns import Column, Table
from inaxl.opendata.content import open_data
from inaxl.opendata.csv_files import csv_bytes
from inaxl.opendata.writing import open_data_files, write_open_data
from inaxl.plan.life import NOTHING_KEPT
from inaxl.plan.lineage import Break
from inaxl.site.redaction import public_results
from inaxl.values.outgoing import csv_field
from tests.opendata.sample_public import SECRET, full_results, public_sample

TABLE = Table(
    "t",
    "表",
    "Table",
    "",
    "",
    (Column("name", "text", "名", "Name"), Column("value", "figure", "値", "Value")),
)


def fields(content: bytes) -> list[list[str]]:
    """The fields of a file as any reader of CSV sees them."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_file_has_a_bom_crlf_and_plain_figures():
    """Excel shows Japanese without asking; no separators, no exponents, precision as entered."""
    rows = [{"name": "移住者数", "value": Decimal("12345.50")}, {"name": None, "value": Decimal("1E+3")}]
    assert csv_bytes(TABLE, rows) == "\ufeffname,value\r\n移住者数,12345.50\r\n,1000\r\n".encode()


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("flag", True, "true"),
        ("flag", False, "false"),
        ("list", ("地域創造課", "企画課"), "地域創造課、企画課"),
        ("list", (), ""),
        ("integer", 0, "0"),
        ("figure", Decimal(0), "0"),
        ("figure", Decimal("-0.0"), "0.0"),
        ("figure", None, ""),
        ("computed", Decimal(2) / 3, "0.6666666667"),
        ("computed", Decimal("1.500"), "1.5"),
        ("computed", Decimal("100"), "100"),
        ("computed", Decimal("1E+2"), "100"),
    ],
)
def test_each_kind_of_value_has_one_form(kind, value, shown):
    """Zero is a figure, nothing is a blank; what we work out has ten places at most."""
    table = TABLE._replace(columns=(Column("value", kind, "値", "Value"), Column("end", "text", "終", "End")))
    assert fields(csv_bytes(table, [{"value": value, "end": "."}]))[1][0] == shown


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_comes_back_as_it_was_and_no_spreadsheet_calculates_it(text):
    """Quotes, commas and line breaks survive; = + - @ at the beginning get an apostrophe."""
    read = fields(csv_bytes(TABLE, [{"name": text, "value": Decimal(1)}]))
    assert read[1:] == [[csv_field(text), "1"]]
    assert not read[1][0].lstrip().startswith(("=", "@"))


def test_a_formula_in_a_text_is_disarmed_in_the_published_file(sample_data):
    """The evidence says =働く場がほしい; the file says '=働く場がほしい."""
    assert ",'=働く場がほしい," in (sample_data / "evidence.csv").read_text(encoding="utf-8-sig")


def test_only_tables_with_rows_are_written(sample_data):
    """A plan that keeps no evidence has no file for it, and nothing refers to one."""
    public = public_sample()
    without = open_data_files(open_data(replace(public, plan=replace(public.plan, life=NOTHING_KEPT))))
    assert (sample_data / "evidence.csv").exists()
    assert [name for name in without if name.startswith(("evidence", "budgets", "tag", "revisions"))] == []
    assert (
        b"evidence" not in without["csv-metadata.json"] + without["datapackage.json"] + without["columns.csv"]
    )
    for file in sample_data.glob("*.csv"):
        assert len(fields(file.read_bytes())) > 1, file.name


def test_the_same_results_give_the_same_bytes(tmp_path):
    """No clock, no order by chance: two runs, also with a base address, write the same files."""
    for number in ("1", "2"):
        write_open_data(public_sample(), tmp_path / number, base="https://example.jp/", edition=3)
    first, second = ({file.name: file.read_bytes() for file in (tmp_path / n).iterdir()} for n in "12")
    assert first == second
    assert len(first) > 50


def test_nothing_withheld_is_published(tmp_path):
    """Notes, contacts, withheld rows and reasons stand in none of the files; a withheld project takes its KPIs along."""
    written = write_open_data(public_sample(), tmp_path)
    text = "".join((tmp_path / name).read_text(encoding="utf-8-sig") for name in written)
    assert SECRET not in text
    assert "workbooks/" not in text
    assert "まちなか活用事業" not in text
    assert "用途地域内の空き地の利用" not in text
    assert "結婚支援事業" in text


def test_results_without_redaction_are_refused(tmp_path):
    """What still knows findings, books, or what is withheld has not been made public: nothing is written."""
    public, full = public_sample(), full_results()
    forgotten = {
        "all": full,
        "findings": replace(public, findings=full.findings),
        "submissions": replace(public, submissions=full.submissions),
        "rows": replace(public, rows=full.rows),
        "withheld": replace(public, plan=replace(public.plan, life=full.plan.life)),
    }
    for results in forgotten.values():
        with pytest.raises(ValueError, match="not public"):
            write_open_data(results, tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_the_kinds_of_population_figures_stand_apart(demo_data):
    """Actuals, projections and targets of the same year are told apart, each with its source."""
    rows = fields((demo_data / "population.csv").read_bytes())
    kind, origin, source = (rows[0].index(name) for name in ("kind", "origin", "source"))
    assert {(row[kind], row[origin]) for row in rows[1:]} == {
        ("actual", "statistics"), ("projection", "statistics"), ("actual", "plan"), ("projection", "plan"), ("target", "plan"),
    }  # fmt: skip
    assert all(row[source] for row in rows[1:] if row[origin] == "statistics")


def test_pending_zero_blank_and_not_applicable_stay_four_things():
    """The status tells why a figure is blank, and every status is in the list of words."""
    results = full_results()
    plan = replace(results.plan, life=NOTHING_KEPT)
    files = open_data_files(open_data(public_results(replace(results, plan=plan))))
    rows = [
        dict(zip(fields(files["kpis.csv"])[0], row, strict=True)) for row in fields(files["kpis.csv"])[1:]
    ]
    found = {(row["status"], row["actual"]) for row in rows if row["actual"] in ("", "0")}
    assert found == {
        ("reported", "0"), ("pending", ""), ("unavailable", ""), ("not_applicable", ""), ("missing", ""), ("invalid", ""),
    }  # fmt: skip
    assert {row["status"] for row in rows} <= {row[0] for row in fields(files["status_words.csv"])[1:]}


def test_money_is_given_in_the_book_s_unit_and_in_yen(sample_data):
    """1,234.5 千円 is 1,234,500 円; a settlement that is not there stays blank; the withheld row is gone."""
    assert fields((sample_data / "budgets.csv").read_bytes())[1:] == [
        ["p01", "2023", "1234.5", "", "千円", "1234500.0", ""]
    ]


def test_a_changed_definition_is_marked_in_the_years_before(demo_public):
    """Whether the plan book says it (定義の年度) or its versions differ: the years before are not comparable."""
    kpis = tuple(replace(kpi, defined_fy=2022) if kpi.id == "K001" else kpi for kpi in demo_public.plan.kpis)
    changed = {"K003": Break("K003", "利用者数", 2023, "単位が変わった")}
    public = replace(demo_public, plan=replace(demo_public.plan, kpis=kpis), not_compared=changed)
    found = {kpi_id: [] for kpi_id in ("K001", "K002", "K003")}
    for row in open_data(public).rows["kpis"]:
        if row["kpi_id"] in found:
            found[row["kpi_id"]].append((row["fy"], row["comparable_from"], row["definition_comparable"]))
    assert found["K001"] == [(2020, 2022, False), (2021, 2022, False), (2022, 2022, True), (2023, 2022, True)]
    assert [comparable for _, _, comparable in found["K002"]] == [True] * 4
    assert [comparable for _, _, comparable in found["K003"]] == [False] * 3 + [True]


def test_the_readme_says_what_it_is_and_that_it_is_made_up():
    """Whoever opens README.txt first learns: made up, draft, no licence, how to read."""
    text = open_data_files(open_data(public_sample(), is_draft=True))["README.txt"].decode("utf-8-sig")
    for said in (
        "架空",
        "案",
        "利用の条件は定められていません",
        "kpis.csv",
        "UTF-8（BOM 付き）",
        "0も実績です",
    ):
        assert said in text

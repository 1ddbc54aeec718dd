"""merged.xlsx: the sheets of the contract, figures as numbers with links to their cells, print set-up, sample mark."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from inaxl.findings import E101, W101
from inaxl.report.merged_book import write_merged_book
from inaxl.report.merged_frame import source_url, with_unit_format
from inaxl.report.merged_lists import finding_order
from inaxl.report.results import Results
from tests.report.sample_results import sample_results

SHEETS = [
    "概要",
    "KPI一覧",
    "基本目標別",
    "部署別",
    "人口",
    "市民意識調査",
    "評価の動き",
    "審議会の意見",
    "提出状況",
    "検証結果",
    "出典",
]
RESULTS = sample_results()


def written(results: Results = RESULTS) -> bytes:
    target = io.BytesIO()
    write_merged_book(results, target, link_base="../../")
    return target.getvalue()


def opened(results: Results = RESULTS) -> Any:
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", ".*extension is not supported"
        )  # openpyxl does not know data bars of 2010
        return openpyxl.load_workbook(io.BytesIO(written(results)))


@pytest.fixture(scope="module")
def book() -> Any:
    return opened()


def table(sheet: Any, header_row: int = 5) -> list[dict[str, Any]]:
    heads = [str(cell.value or "").replace("\n", "").strip() for cell in sheet[header_row]]
    rows = sheet.iter_rows(min_row=header_row + 1)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_the_sheets_are_those_of_the_contract_in_its_order(book: Any) -> None:
    assert book.sheetnames == SHEETS


def test_two_writes_give_the_same_bytes() -> None:
    assert written() == written(sample_results())


def test_excel_can_open_it(tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    write_merged_book(RESULTS, path, link_base="../../")
    result = OpenXmlValidator().validate(str(path))
    assert [error.description for error in result.errors] == []


def test_every_sheet_says_that_the_figures_are_made_up_while_they_are(book: Any) -> None:
    for sheet in book:
        assert "見本　数値は架空" in [cell.value for cell in sheet[1]], sheet.title
    for sheet in opened(sample_results(is_sample=False)):
        assert "見本　数値は架空" not in [cell.value for cell in sheet[1]], sheet.title


def test_figures_are_numbers_and_stored_in_full(book: Any) -> None:
    rows = {row["KPI"].value: row for row in table(book["KPI一覧"])}
    row = rows["管理不全な空き家の数"]
    assert row["5年度実績値"].value == 131
    assert row["達成率"].value == pytest.approx(120 / 131, abs=1e-12)
    assert row["達成率"].number_format.startswith("0.0%")
    assert rows["製造品出荷額等"]["4年度実績値"].number_format.startswith("#,##0.0;")


def test_an_absent_figure_is_a_dash_and_its_reason_stands_beside(book: Any) -> None:
    row = next(row for row in table(book["KPI一覧"]) if row["KPI"].value == "製造品出荷額等")
    assert (row["5年度実績値"].value, row["達成率"].value, row["備考"].value) == ("－", "－", "把握できない")
    assert row["評価"].value == "－ 実績値なし"


def test_every_reported_figure_leads_to_the_cell_it_comes_from(book: Any) -> None:
    sheet = book["KPI一覧"]
    for row, source in zip(table(sheet), RESULTS.current, strict=False):
        link = row["5年度実績値"].hyperlink
        if not source["source_book"]:
            assert link is None
            continue
        assert unquote(link.target) == f"../../{source['source_book']}"
        assert link.location == f"'KPI'!{source['source_cell']}"


def test_links_to_awkward_file_names_stay_whole() -> None:
    """A # in a file name must not be read as the beginning of the place in the book."""
    assert source_url("../../", "workbooks/R05/03 商工 (最終#2).xlsx", "KPI", "J8") == (
        "external:../../workbooks/R05/03%20商工%20(最終%232).xlsx#'KPI'!J8"
    )
    assert source_url("../../", "a.xlsx", "O'Brien", "A1") == "external:../../a.xlsx#'O''Brien'!A1"
    assert source_url("file:///D:/計画/", "a.xlsx", "KPI", "A1") == "file:///D:/計画/a.xlsx#'KPI'!A1"


@given(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters='\\/:*?"<>|'),
        min_size=1,
        max_size=40,
    )
)
def test_any_file_name_is_found_again_in_its_link(name: str) -> None:
    path, _, place = source_url("../../", f"workbooks/R05/{name}.xlsx", "KPI", "J8").partition("#")
    assert unquote(path) == f"external:../../workbooks/R05/{name}.xlsx"
    assert place == "'KPI'!J8"


def test_links_use_slashes_that_every_program_reads() -> None:
    with zipfile.ZipFile(io.BytesIO(written())) as package:
        parts = [package.read(name) for name in package.namelist() if "worksheets/_rels" in name]
    assert parts
    assert not [part for part in parts if b"\\" in part]


def test_an_override_shows_as_made_by_hand_with_its_reason(book: Any) -> None:
    row = next(row for row in table(book["KPI一覧"]) if row["KPI"].value == "保育士の充足率")
    assert row["評価"].value == "◎ 順調（手動）"
    assert "充足した" in row["手動の評価の理由"].value


def test_moves_are_named_with_shape_and_last_years_mark(book: Any) -> None:
    rows = {row["KPI"].value: row["前年度　から"].value for row in table(book["KPI一覧"])}
    assert rows["事業を通じた結婚者数"] == "↗ ▼から"
    assert rows["就職面接会の採用者数"] == "↘ ◎から"
    assert rows["移住者数"] == "同じ"


def test_without_last_year_nothing_is_compared() -> None:
    other = opened(sample_results(with_last_year=False))
    assert other["概要"]["A3"].value.endswith("「おおむね順調」。")
    assert {row["前年度　から"].value for row in table(other["KPI一覧"])} <= {"－", None}


def test_the_levels_of_each_kind_add_up_to_the_total(book: Any) -> None:
    for name, kinds in (("基本目標別", 3), ("部署別", 2)):
        rows = [[cell.value for cell in row] for row in book[name].iter_rows(min_row=6, max_col=6)]
        total = next(row for row in rows if row[0] == "計")
        for column in range(1, 6):
            members = sum(row[column] for row in rows if row[0] != "計" and isinstance(row[column], int))
            assert members == kinds * total[column]
        assert total[1] == RESULTS.total.kpis


def test_submissions_say_what_to_do_next(book: Any) -> None:
    rows = {row["部署"].value: row for row in table(book["提出状況"])}
    missing, faulty = rows["建設部都市整備課"], rows["商工観光部商工振興課"]
    assert (missing["状態"].value, missing["次にすること"].value, missing["誤り"].value) == (
        "○ 未提出",
        "提出を依頼する",
        "－",
    )
    assert (faulty["状態"].value, faulty["次にすること"].value) == ("▼ 修正が必要", "誤り2件の修正を依頼する")
    assert unquote(faulty["ブック"].hyperlink.target) == "../../workbooks/R05/03 商工振興課 (最終#2).xlsx"


def test_findings_stand_errors_first_and_lead_to_their_cells(book: Any) -> None:
    rows = [row for row in table(book["検証結果"]) if row["符号"].value]
    assert [row["重さ"].value for row in rows] == ["誤り"] * 3 + ["警告"] * 2
    cell = next(row["セル"] for row in rows if row["セル"].value == "J8")
    assert cell.hyperlink.location == "'KPI'!J8"


def test_cells_sort_as_they_stand_in_the_sheet() -> None:
    cells = ["J10", "AA9", "J9", "B9"]
    found = [E101.at(cell=cell, value="x", reason="") for cell in cells]
    warning = W101.at(cell="A1", value="１", read="1", what="全角の数字")
    ordered = sorted([warning, *found], key=finding_order)
    assert [finding.cell for finding in ordered] == ["B9", "J9", "AA9", "J10", "A1"]


def test_text_from_a_book_never_becomes_a_formula(book: Any) -> None:
    for sheet in book:
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"], sheet.title
    values = [row["書かれている文字"].value for row in table(book["検証結果"])]
    assert "=cmd|'/c calc'!A1" in values


def test_lists_are_filtered_frozen_and_repeat_their_header(book: Any) -> None:
    for name in ("KPI一覧", "提出状況", "検証結果", "出典"):
        sheet = book[name]
        assert sheet.auto_filter.ref.startswith("A5:"), name
        assert sheet.freeze_panes is not None, name
    for name in SHEETS[1:]:
        assert book[name].print_title_rows, name


def test_paper_is_a4_landscape_and_a3_for_the_wide_lists(book: Any) -> None:
    for sheet in book:
        setup = sheet.page_setup
        expected = "8" if sheet.title in ("部署別", "出典") else "9"
        assert (str(setup.paperSize), setup.orientation) == (expected, "landscape"), sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
        assert setup.fitToWidth in (None, 1), sheet.title


def test_data_bars_have_one_scale_from_0_to_100_percent() -> None:
    with zipfile.ZipFile(io.BytesIO(written())) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    bounds = re.findall(r'<cfvo type="num" val="([^"]+)"/>', sheet)
    assert bounds == ["0", "1"]


def test_every_chart_has_a_text_for_those_who_cannot_see_it() -> None:
    with zipfile.ZipFile(io.BytesIO(written())) as package:
        drawings = [
            package.read(n).decode() for n in package.namelist() if re.match(r"xl/drawings/drawing\d", n)
        ]
    charts = [tag for drawing in drawings for tag in re.findall(r"<xdr:cNvPr [^>]*>", drawing)]
    assert len(charts) == 8
    assert not [tag for tag in charts if 'descr="' not in tag]


def test_the_total_row_prints_the_citys_published_shares() -> None:
    """FY2018: 40/13/28/6 of 87 are 46.0/14.9/32.2/6.9 % (Nagano Nippo)."""
    from inaxl.evaluate.aggregate import Counts

    shares = Counts(40, 13, 28, 6, None).shares
    assert list(shares.values()) == [Decimal("46.0"), Decimal("14.9"), Decimal("32.2"), Decimal("6.9")]


@pytest.mark.parametrize(
    ("unit", "decimals", "expected"),
    [
        ("人", 0, '#,##0"人";"△"#,##0"人";0"人"'),
        ("％", 1, '#,##0.0"%";"△"#,##0.0"%";0.0"%"'),
        ("", 0, '#,##0;"△"#,##0;0'),
        ('"', 0, '#,##0;"△"#,##0;0'),
    ],
)
def test_a_unit_never_breaks_the_number_format(unit: str, decimals: int, expected: str) -> None:
    assert with_unit_format(unit, decimals) == expected


def test_a_plan_without_indicators_still_gives_a_book() -> None:
    empty = sample_results(copies=0)
    assert opened(empty)["概要"]["A3"].value == "戦略台帳にKPIがないため、評価を行っていない。"

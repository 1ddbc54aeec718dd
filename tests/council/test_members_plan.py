"""The members' book shows what the plan book says about itself: marks, 計画の資料, 予算と決算; nothing where it says nothing."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from inaxl.council.members_book import write_members_book
from inaxl.report.results import Results
from tests.office_rules import violations
from tests.report.sample_plan_data import SECRET, full_results
from tests.report.sample_results import sample_results


def book_bytes(results: Results) -> bytes:
    stream = BytesIO()
    write_members_book(stream, results)
    return stream.getvalue()


def rows_of(book: Workbook, name: str) -> list[tuple[object, ...]]:
    """The rows of a sheet that have something in them, without the ends that are empty."""
    rows = [tuple(cell.value for cell in row) for row in book[name].iter_rows()]
    return [row for row in rows if any(value is not None for value in row)]


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(BytesIO(book_bytes(full_results())))


def test_without_such_data_the_book_has_the_five_sheets_and_no_mark() -> None:
    """基本目標, 施策, 事業と自己評価, KPI, 審議会の意見."""
    bare = load_workbook(BytesIO(book_bytes(sample_results())))
    assert bare.sheetnames == ["基本目標", "施策", "事業と自己評価", "KPI", "審議会の意見"]
    assert not any(
        isinstance(v, str) and "重点" in v
        for name in bare.sheetnames
        for row in rows_of(bare, name)
        for v in row
    )


def test_focus_measures_and_projects_carry_their_mark(book: Workbook) -> None:
    """A measure of a focus field says that it is the field that was chosen."""
    measures = [row[0] for row in rows_of(book, "施策")]
    assert "施策②-2　移住・定住と観光【重点分野】" in measures
    assert "施策①-1　結婚から子育てまでの支援" in measures
    assert "事業5　就労支援事業【重点】" in [row[0] for row in rows_of(book, "事業と自己評価")]


def test_evidence_partners_principles_and_tags_stand_under_their_heads(book: Workbook) -> None:
    """A row per piece of evidence, partner, answer and tag."""
    rows = [row[:4] for row in rows_of(book, "計画の資料")]
    assert (
        "基本目標①、施策①-1、事業2",
        "懇談会・会議\n令和元年7月18日",
        "子育て世代との懇談会（参加24人）",
        "場所が足りない。　出典：記録",
    ) in rows
    assert ("分野2　まち", "地域・市民", "移住応援隊", "相談に乗る") in rows
    assert ("事業3　移住促進事業", "自立性", "満たさない", "補助がまだ要る。") in rows
    assert ("事業3、KPI「移住者数」", "関連する目標", "SDGs", "11 住み続けられるまちづくりを") in rows
    heads = [row[0] for row in rows if row[1:] == (None, None, None)]
    assert heads[-4:] == ["計画の根拠", "連携する相手", "5原則の自己点検", "関連する目標"]


def test_money_is_in_cells_of_figures_with_the_unit_as_entered(book: Workbook) -> None:
    """An amount of another unit is a text with it; what is not known is a dash, never 0."""
    rows = [row[:6] for row in rows_of(book, "予算と決算")]
    assert ("事業3　移住促進事業", 22400, 21650, 24800, 23912, "千円") in rows
    assert ("事業1　結婚支援事業", "8百万円", "7.5百万円", 9100, "－", "千円") in rows
    assert ("計（2事業）", "－", "－", 33900, "－", "千円") in rows
    assert any("非公開とされた1件は載せていない" in str(row[0]) for row in rows)


def test_nothing_withheld_is_in_the_book(book: Workbook) -> None:
    """Neither rows that are marked 非公開 nor contacts."""
    for name in book.sheetnames:
        assert not any(
            (isinstance(v, str) and SECRET in v) or v == 777123 for row in rows_of(book, name) for v in row
        )


def test_the_book_passes_as_an_office_file_and_is_the_same_each_time(tmp_path) -> None:
    """Two runs, the same bytes."""
    path = tmp_path / "審議会資料.xlsx"
    path.write_bytes(book_bytes(full_results()))
    assert violations(path) == []
    assert path.read_bytes() == book_bytes(full_results())

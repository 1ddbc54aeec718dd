"""The members' package: one consistent set, nothing of the departments' mistakes, never over a filled form."""

from __future__ import annotations

import sys
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from inaxl.council.members_book import write_members_book
from inaxl.council.package import write_package
from inaxl.errors import UnreadableInput, UnwritableOutput, WrongUsage
from tests.office_rules import violations
from tests.opened import opened


@pytest.fixture(scope="module")
def written(demo, tmp_path_factory):
    """The demo's package for two members, and its folder."""
    pytest.importorskip("typst")
    out = tmp_path_factory.mktemp("審議会")
    return write_package(demo, 2023, out, members=("山田太郎", "佐藤/花子")), out


def texts(book) -> list[str]:
    """Every text of a workbook."""
    return [
        str(c.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for c in row
        if c.value is not None
    ]


def test_R22_the_package_holds_report_book_and_a_form_per_member(written):
    """Names that no file system allows are written with _."""
    made, out = written
    assert made.names == (
        "report.pdf", "審議会資料_R05.xlsx", "意見記入票_山田太郎.xlsx", "意見記入票_佐藤_花子.xlsx"
    )  # fmt: skip
    assert sorted(path.name for path in out.iterdir()) == sorted(made.names)
    assert (out / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert [v for name in made.names[1:] for v in violations(out / name)] == []


def test_each_member_s_form_has_its_own_number_and_name(written):
    """The number is what opinions.xlsx names."""
    _, out = written
    for name, number, member in (("山田太郎", "01", "山田太郎"), ("佐藤_花子", "02", "佐藤/花子")):
        book = opened(out / f"意見記入票_{name}.xlsx")
        assert (book["inaxl"]["B5"].value, book["意見"]["C4"].value) == (number, member)


def test_the_members_book_is_protected_final_and_opens_read_only(written):
    """No password: the office can take the protection off, a slip of the hand cannot change a figure."""
    _, out = written
    archive = zipfile.ZipFile(out / "審議会資料_R05.xlsx")
    assert b'<fileSharing readOnlyRecommended="1"' in archive.read("xl/workbook.xml")
    assert b"_MarkAsFinal" in archive.read("docProps/custom.xml")
    sheets = [archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 7
    assert all(b"<sheetProtection" in sheet and b"password" not in sheet for sheet in sheets)


def test_R22_self_evaluation_and_the_council_s_opinions_stand_apart_and_are_both_there(written):
    """The departments' own words on one sheet, the council's with the responses on another."""
    _, out = written
    book = opened(out / "審議会資料_R05.xlsx")
    assert book.sheetnames == [
        "基本目標", "施策", "事業と自己評価", "KPI", "審議会の意見", "計画の資料", "予算と決算"
    ]  # fmt: skip
    own = texts_of(book["事業と自己評価"])
    council = texts_of(book["審議会の意見"])
    assert "朝市には1回当たり約600人が訪れ、空き店舗は36店に減った。" in own
    assert "空き家は登録数より「住める状態か」が問題である。片付けや相続の相談を支援してほしい。" in council
    assert not set(own) & {text for text in council if len(text) > 30}


def texts_of(sheet) -> list[str]:
    """Texts of one sheet."""
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_members_book_names_no_source_and_no_mistake(written):
    """No path of a department's book, no finding, no unreadable text, no link."""
    _, out = written
    all_texts = "\n".join(texts(opened(out / "審議会資料_R05.xlsx")))
    for unwanted in ("workbooks", ".xlsx", "E101", "8万～9万", "未提出", "数値として読めません"):
        assert unwanted not in all_texts
    archive = zipfile.ZipFile(out / "審議会資料_R05.xlsx")
    assert not [name for name in archive.namelist() if "_rels/sheet" in name]


def test_figures_of_the_members_book_are_those_of_the_evaluation(demo_results):
    """One set of results: the KPI list shows each rating that counts, with its achievement."""
    stream = BytesIO()
    write_members_book(stream, demo_results)
    sheet = opened(stream.getvalue())["KPI"]
    heads = {cell.value: cell.column for cell in sheet[5]}
    by_name = {sheet.cell(r, heads["KPI"]).value: r for r in range(6, sheet.max_row + 1)}
    row = by_name["出会いサポートセンターの登録者数"]
    assert sheet.cell(row, heads["5年度\n実績値"]).value == 214
    assert sheet.cell(row, heads["評価"]).value == "◎ 順調"
    assert round(sheet.cell(row, heads["達成率"]).value, 3) == 1.019


def test_without_last_year_opinions_cards_and_goals_the_book_still_says_so(results):
    """A first year, and an opinion book that is empty."""
    from inaxl.evaluate.follow_up import NOTHING_OPEN

    bare = replace(results, reviews=(), follow_up=NOTHING_OPEN, goals=(), counts={2023: results.counts[2023]})
    stream = BytesIO()
    write_members_book(stream, bare)
    book = opened(stream.getvalue())
    assert book["審議会の意見"]["A3"].value == "前年度の審議会の意見は登録されていない。"
    assert "記入なし" in texts_of(book["事業と自己評価"])


def test_the_package_is_the_same_bytes_every_time_and_replaces_itself(written, demo):
    """Made again with the same members over the same folder."""
    made, out = written
    before = {name: (out / name).read_bytes() for name in made.names}
    write_package(demo, 2023, out, members=("山田太郎", "佐藤/花子"))
    assert {name: (out / name).read_bytes() for name in made.names} == before


def test_E015_a_filled_form_is_never_replaced(written, demo, tmp_path):
    """And then nothing of the package is written."""
    _, out = written
    form = tmp_path / "意見記入票_01.xlsx"
    form.write_bytes((out / "意見記入票_山田太郎.xlsx").read_bytes())
    with pytest.raises(UnwritableOutput) as raised:
        write_package(demo, 2023, tmp_path, copies=1)
    assert raised.value.finding.code == "E015"
    assert [path.name for path in tmp_path.iterdir()] == ["意見記入票_01.xlsx"]


def test_numbered_and_single_forms(demo, tmp_path, monkeypatch):
    """--members 2 gives 01 and 02, nothing gives one form without a number."""
    monkeypatch.setattr(
        "inaxl.council.package.write_pdf", lambda results, template, out: out.write_bytes(b"%PDF-")
    )
    assert write_package(demo, 2023, tmp_path / "a", copies=2).names[2:] == (
        "意見記入票_01.xlsx",
        "意見記入票_02.xlsx",
    )
    assert write_package(demo, 2023, tmp_path / "b").names[2:] == ("意見記入票.xlsx",)
    assert opened(tmp_path / "b" / "意見記入票.xlsx")["inaxl"]["B5"].value in (None, "")


def test_a_second_council_of_the_year_has_forms_with_the_numbers_that_follow(demo, tmp_path, monkeypatch):
    """With names and without: the number in the form and in the name of its file."""
    monkeypatch.setattr(
        "inaxl.council.package.write_pdf", lambda results, template, out: out.write_bytes(b"%PDF-")
    )
    assert write_package(demo, 2023, tmp_path / "a", copies=2, first=99).names[2:] == (
        "意見記入票_99.xlsx",
        "意見記入票_100.xlsx",
    )
    write_package(demo, 2023, tmp_path / "b", members=("山田", "佐藤"), first=13)
    numbers = [
        opened(tmp_path / path)["inaxl"]["B5"].value
        for path in ("a/意見記入票_100.xlsx", "b/意見記入票_山田.xlsx", "b/意見記入票_佐藤.xlsx")
    ]
    assert numbers == ["100", "13", "14"]


def test_E022_without_the_extra_for_pdf_nothing_is_written(demo, tmp_path, monkeypatch):
    """The message says how to install it."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(UnreadableInput) as raised:
        write_package(demo, 2023, tmp_path / "審議会")
    assert raised.value.finding.code == "E022"
    assert "inaxl[pdf]" in raised.value.finding.remedy
    assert not (tmp_path / "審議会").exists()


def test_E710_a_member_named_twice_would_have_one_form(demo, tmp_path):
    """Also where two names give one file name."""
    for members in (("山田", "山田"), ("a/b", "A_B")):
        with pytest.raises(WrongUsage) as raised:
            write_package(demo, 2023, tmp_path, members=members)
        assert raised.value.finding.code == "E710"

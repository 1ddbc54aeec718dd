"""Forms into opinions.xlsx: rows in the register's own formats, taken back by undo, nothing else of the book changed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from inaxl.books.undo import undo
from inaxl.council.importing import import_forms
from inaxl.errors import UnreadableInput, UnwritableOutput
from inaxl.plan.book import read_plan_book
from inaxl.registers.opinions import read_opinions_book
from tests.council.conftest import MATCH, TOWN
from tests.office_rules import violations
from tests.opened import opened

SHEET = "審議会の意見"
HEAD = 4
ENTRIES = {
    "B7": TOWN,
    "D7": "改修の相談も一つの窓口で受けてほしい。",
    "E7": "おおむね妥当",
    "B8": "全体",
    "D8": "読みやすい。",
}


def rows(book: Path) -> list[dict]:
    """The register's rows as dicts by heading."""
    sheet = opened(book)[SHEET]
    heads = [cell.value for cell in sheet[HEAD]]
    found = [
        dict(zip(heads, [cell.value for cell in row], strict=True))
        for row in sheet.iter_rows(min_row=HEAD + 1)
    ]
    return [row for row in found if any(value is not None for value in row.values())]


def register(folder: Path):
    """The register as every paper reads it."""
    plan, _ = read_plan_book(folder / "plan.xlsx", check=False)
    return read_opinions_book(folder / "opinions.xlsx", plan, name="opinions.xlsx")


def test_R25_an_imported_opinion_asks_for_a_response_and_says_where_it_came_from(demo_copy, put):
    """Number, year, kind, ID, text, 未回答, the department that responds, the view, the source; the rest stays blank."""
    done = import_forms([put("意見記入票_山田太郎.xlsx", ENTRIES)], folder=demo_copy)
    assert [(opinion.number, opinion.text) for opinion in done.new] == [
        ("R05-01", "改修の相談も一つの窓口で受けてほしい。"),
        ("R05-02", "読みやすい。"),
    ]
    first, second = rows(demo_copy / "opinions.xlsx")[-2:]
    source = first.pop("出典")
    assert source.startswith("意見記入票01 意見!D7 ")
    assert first == {
        "番号": "R05-01", "年度": 2023, "日付": None, "種別": "事業", "対象ID": "p20",
        "意見": "改修の相談も一つの窓口で受けてほしい。", "市の対応": None, "状態": "未回答", "担当": "商工観光部商工振興課",
        "期限": None, "終えた年度": None, "備考": "委員の見方　おおむね妥当", "対応日": None,
    }  # fmt: skip
    assert (second["種別"], second["対象ID"], second["担当"], second["備考"]) == ("全体", None, None, None)
    found, findings = register(demo_copy)
    assert [o.source for o in found.opinions][-2] == source
    assert [o.id for o in found.opinions if o.fy == 2023 and o.is_unanswered] == ["R05-01", "R05-02"]
    assert findings == []


def test_the_new_rows_look_like_those_above_and_the_print_area_takes_them_in(demo_copy, put, tmp_path):
    """Filled cells as in the row above, blank ones still tinted; drop-downs reach them; nothing is cut."""
    long = "長い意見である。" * 30
    import_forms([put("a.xlsx", {"B7": "全体", "D7": long})], folder=demo_copy)
    book = openpyxl.load_workbook(demo_copy / "opinions.xlsx")
    sheet, last = book[SHEET], 4 + len(rows(demo_copy / "opinions.xlsx"))
    above, new = sheet[last - 1], sheet[last]
    for column in (0, 1, 3, 5, 7):
        assert new[column].font.name == above[column].font.name
        assert new[column].fill.fgColor.rgb == above[column].fill.fgColor.rgb
    assert new[6].fill.fgColor.rgb == "FFFFF9DB"
    assert sheet.row_dimensions[last].height > 150
    assert sheet.print_area.endswith(f"${last}")
    kinds = next(rule for rule in sheet.data_validations.dataValidation if "全体" in rule.formula1)
    assert new[3].coordinate in kinds
    assert violations(demo_copy / "opinions.xlsx") == []


def test_every_part_of_the_register_that_the_rows_do_not_concern_keeps_its_bytes(demo_copy, put):
    """Only the sheet of opinions, and the print area in the workbook part."""
    before = zipfile.ZipFile(io.BytesIO((demo_copy / "opinions.xlsx").read_bytes()))
    import_forms([put("a.xlsx", ENTRIES)], folder=demo_copy)
    after = zipfile.ZipFile(demo_copy / "opinions.xlsx")
    assert before.namelist() == after.namelist()
    changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert sorted(changed) == ["xl/workbook.xml", "xl/worksheets/sheet1.xml"]


def test_undo_takes_an_import_back(demo_copy, put):
    """The register is as it was, byte for byte."""
    before = (demo_copy / "opinions.xlsx").read_bytes()
    import_forms([put("a.xlsx", ENTRIES)], folder=demo_copy)
    undo(demo_copy / "opinions.xlsx")
    assert (demo_copy / "opinions.xlsx").read_bytes() == before


def test_the_same_form_twice_leaves_the_register_as_it_is(demo_copy, put):
    """Not one byte more."""
    form = put("a.xlsx", ENTRIES)
    import_forms([form], folder=demo_copy)
    before = (demo_copy / "opinions.xlsx").read_bytes()
    again = import_forms([form], folder=demo_copy)
    assert (again.new, again.known_files) == ((), ("a.xlsx",))
    assert (demo_copy / "opinions.xlsx").read_bytes() == before


def test_W714_a_changed_form_changes_nothing_in_the_register(demo_copy, put):
    """The opinion stays as it was imported; the finding names the form's cell."""
    import_forms([put("a.xlsx", ENTRIES)], folder=demo_copy)
    before = (demo_copy / "opinions.xlsx").read_bytes()
    again = import_forms([put("a.xlsx", {**ENTRIES, "D8": "読みにくい。"})], folder=demo_copy)
    (finding,) = again.findings
    assert (finding.code, finding.book, finding.sheet, finding.cell) == ("W714", "a.xlsx", "意見", "D8")
    assert (demo_copy / "opinions.xlsx").read_bytes() == before


def test_form_01_of_this_year_is_another_than_form_01_of_last_year(demo_copy, put):
    """Its opinions come in: neither taken for a change of last year's nor for known."""
    path = demo_copy / "opinions.xlsx"
    import_forms([put("a.xlsx", ENTRIES)], folder=demo_copy)
    book = openpyxl.load_workbook(path)  # the test's own book: these opinions were given a year ago
    for row in book[SHEET].iter_rows(min_row=HEAD + 1):
        if str(row[0].value).startswith("R05-"):
            row[0].value, row[1].value = str(row[0].value).replace("R05", "R04-審"), 2022
    book.save(path)
    done = import_forms([put("a.xlsx", {"B7": "全体", "D7": "今年の意見。"})], folder=demo_copy)
    assert ([opinion.text for opinion in done.new], done.findings) == (["今年の意見。"], ())


def test_opinions_go_on_below_the_prepared_rows(demo_copy, put):
    """Three forms of twenty: far beyond the ten spare rows, each cell formatted, every drop-down still there."""
    forms = [
        put(f"{n}.xlsx", {**{f"B{r}": "全体" for r in range(7, 27)}, **{f"D{r}": f"意見{n}-{r}" for r in range(7, 27)}}, number=f"{n:02d}")
        for n in range(1, 13)
    ]  # fmt: skip
    done = import_forms(forms, folder=demo_copy)
    assert len(done.new) == 240
    book = openpyxl.load_workbook(demo_copy / "opinions.xlsx")
    sheet, last = book[SHEET], 4 + len(rows(demo_copy / "opinions.xlsx"))
    assert sheet.cell(last, 1).value == "R05-240"
    assert all(sheet.cell(last, column).has_style for column in range(1, 15))
    assert sheet.cell(last, 7).fill.fgColor.rgb == "FFFFF9DB"
    for rule in sheet.data_validations.dataValidation:
        assert any(area.max_row >= last for area in rule.sqref.ranges)
    assert violations(demo_copy / "opinions.xlsx") == []
    assert len([o for o in register(demo_copy)[0].opinions if o.fy == 2023]) == 240


def test_a_register_from_before_gets_the_column_of_sources(demo_copy, put):
    """The heading is added right of the table, in the look of its neighbour."""
    path = demo_copy / "opinions.xlsx"
    book = openpyxl.load_workbook(path)  # the test's own book: nobody's work is lost
    book[SHEET].delete_cols(13, 2)
    book.save(path)
    import_forms([put("a.xlsx", ENTRIES)], folder=demo_copy)
    sheet = openpyxl.load_workbook(path)[SHEET]
    assert sheet.cell(HEAD, 13).value == "出典"
    assert sheet.cell(HEAD, 13).fill.fgColor.rgb == sheet.cell(HEAD, 12).fill.fgColor.rgb
    assert [o.source != "" for o in register(demo_copy)[0].opinions][-2:] == [True, True]


def test_a_column_of_the_office_s_own_keeps_its_heading(demo_copy, put):
    """The heading 出典 is added right of it."""
    path = demo_copy / "opinions.xlsx"
    book = openpyxl.load_workbook(path)  # the test's own book
    book[SHEET].delete_cols(13, 2)
    book[SHEET].cell(HEAD, 13).value = "課長の確認"
    book.save(path)
    import_forms([put("a.xlsx", ENTRIES)], folder=demo_copy)
    sheet = openpyxl.load_workbook(path)[SHEET]
    assert (sheet.cell(HEAD, 13).value, sheet.cell(HEAD, 14).value) == ("課長の確認", "出典")
    assert register(demo_copy)[0].opinions[-1].source.startswith("意見記入票01 ")


def test_an_excel_table_and_a_filter_take_the_rows_in(demo_copy, put):
    """Where the office has made a table of its register."""
    from openpyxl.worksheet.table import Table

    path = demo_copy / "opinions.xlsx"
    book = openpyxl.load_workbook(path)
    last = 4 + len(rows(path))
    book[SHEET].add_table(Table(displayName="意見の表", ref=f"A4:N{last}"))
    book.save(path)
    before = {violation[:50] for violation in violations(path)}  # openpyxl's own
    import_forms([put("a.xlsx", ENTRIES)], folder=demo_copy)
    table = openpyxl.load_workbook(path)[SHEET].tables["意見の表"]
    assert (table.ref, table.autoFilter.ref) == (f"A4:N{last + 2}", f"A4:N{last + 2}")
    assert {violation[:50] for violation in violations(path)} == before


def test_without_a_register_one_is_made_and_undo_leaves_an_empty_one(demo_copy, put):
    """The first council of a city that has kept no opinions so far."""
    path = demo_copy / "opinions.xlsx"
    path.unlink()
    import_forms([put("a.xlsx", ENTRIES)], folder=demo_copy)
    assert [row["番号"] for row in rows(path)] == ["R05-01", "R05-02"]
    assert violations(path) == []
    undo(path)
    assert rows(path) == []
    assert register(demo_copy)[1] == []


def test_forms_that_lie_in_a_working_folder_need_no_dir(demo_copy, put):
    """The nearest folder above that holds a plan book."""
    form = put("a.xlsx", ENTRIES)
    inside = demo_copy / "審議会" / "意見記入票_01.xlsx"
    inside.parent.mkdir()
    inside.write_bytes(form.read_bytes())
    assert import_forms([inside]).book == demo_copy / "opinions.xlsx"


def test_forms_elsewhere_go_into_the_current_folder(demo_copy, put, monkeypatch):
    """As a person does who has changed into the working folder."""
    monkeypatch.chdir(demo_copy)
    assert len(import_forms([put("a.xlsx", ENTRIES)]).new) == 2


def test_a_folder_of_forms_is_read_whole(demo_copy, put):
    """`inaxl council import 届いたもの`."""
    put("a.xlsx", ENTRIES)
    form = put("b.xlsx", {"B7": MATCH, "D7": "登録者の年齢も見たい。"}, number="02")
    assert len(import_forms([form.parent], folder=demo_copy).new) == 3


def test_what_else_lies_in_the_folder_of_the_package_is_passed_over(demo_copy, put):
    """Report, members' book, notes; a folder without any form is E716."""
    folder = put("意見記入票_01.xlsx", ENTRIES).parent
    for name in ("report.pdf", "審議会資料_R05.xlsx", "メモ.txt"):
        (folder / name).write_bytes(b"x")
    done = import_forms([folder], folder=demo_copy)
    assert (len(done.new), done.findings) == (2, ())
    (folder / "意見記入票_01.xlsx").unlink()
    with pytest.raises(UnreadableInput) as raised:
        import_forms([folder], folder=demo_copy)
    assert raised.value.finding.code == "E716"


def test_E711_last_year_s_form_is_refused_and_taken_with_its_year(demo_copy, put):
    """The newest year with books is meant unless --fy says another."""
    form = put("a.xlsx", ENTRIES)
    later = demo_copy / "workbooks" / "R06"
    later.mkdir()
    assert import_forms([form], folder=demo_copy, fy=2022).new == ()
    (later / "01_早い課.xlsx").write_bytes(form.read_bytes())
    refused = import_forms([form], folder=demo_copy)
    assert ([f.code for f in refused.findings], refused.new) == (["E711"], ())
    assert len(import_forms([form], folder=demo_copy, fy=2023).new) == 2


@pytest.mark.parametrize(("data", "code"), [(b"PK no workbook", "E010"), (b"", "E010")])
def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(demo_copy, put, data, code):
    """Exit code 3 later; the good form is in."""
    bad = put("a.xlsx", ENTRIES).with_name("壊れた.xlsx")
    bad.write_bytes(data)
    done = import_forms([bad, put("a.xlsx", ENTRIES)], folder=demo_copy)
    assert ([f.code for f in done.findings], len(done.new)) == ([code], 2)


def test_a_department_s_book_is_no_form(demo_copy, put):
    """E713 says which sheet it lacks."""
    book = next((demo_copy / "workbooks" / "R05").glob("*.xlsx"))
    (finding,) = import_forms([book], folder=demo_copy).findings
    assert finding.code == "E713"
    assert "シート「意見」がありません。" in finding.message


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda book: setattr(book[SHEET], "title", "ほか"), "E401"),
        (lambda book: book[SHEET].delete_cols(5), "E402"),
    ],
    ids=["no sheet", "no 対象ID"],
)
def test_a_register_without_its_table_is_not_written_into(demo_copy, put, change, code):
    """E401 or E402, and the book stays as it was."""
    path = demo_copy / "opinions.xlsx"
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    before = path.read_bytes()
    with pytest.raises(UnreadableInput) as raised:
        import_forms([put("a.xlsx", ENTRIES)], folder=demo_copy)
    assert raised.value.finding.code == code
    assert path.read_bytes() == before


def test_a_protected_register_is_refused(demo_copy, put):
    """E018: the office has locked the cells, and no password is taken off."""
    path = demo_copy / "opinions.xlsx"
    book = openpyxl.load_workbook(path)
    book[SHEET].protection.enable()
    book.save(path)
    with pytest.raises(UnwritableOutput) as raised:
        import_forms([put("a.xlsx", ENTRIES)], folder=demo_copy)
    assert raised.value.finding.code == "E018"


def test_no_working_folder_no_year_no_form(tmp_path, demo_copy, put, monkeypatch):
    """E001, E004, E715, E003, E002: each says what is missing."""
    form = put("a.xlsx", ENTRIES)
    monkeypatch.chdir(tmp_path)
    for folder, files, code in (
        (tmp_path / "ない", [form], "E001"),
        (tmp_path, [form], "E004"),
        (None, [form], "E715"),
        (demo_copy, [tmp_path / "ない.xlsx"], "E003"),
    ):
        with pytest.raises(UnreadableInput) as raised:
            import_forms(files, folder=folder)
        assert raised.value.finding.code == code
    for year in (demo_copy / "workbooks").iterdir():
        year.rename(demo_copy / year.name)
    with pytest.raises(UnreadableInput) as raised:
        import_forms([form], folder=demo_copy)
    assert raised.value.finding.code == "E002"


def test_a_member_s_name_is_nowhere_in_the_register_or_the_log(demo_copy, put):
    """Neither from the form's cell nor from its file name."""
    import_forms([put("意見記入票_山田太郎.xlsx", ENTRIES, number="")], folder=demo_copy)
    archive = zipfile.ZipFile(demo_copy / "opinions.xlsx")
    texts = [archive.read(name).decode(errors="replace") for name in archive.namelist()]
    texts.append((demo_copy / ".inaxl" / "audit.jsonl").read_text(encoding="utf-8"))
    assert not [text for text in texts if "山田" in text]


def test_I711_a_form_in_which_nothing_is_written_is_named(demo_copy, put):
    """The secretariat knows who has sent an empty form, and who none at all."""
    done = import_forms([put("意見記入票_鈴木.xlsx", {})], folder=demo_copy)
    assert [(f.code, f.book) for f in done.findings] == [("I711", "意見記入票_鈴木.xlsx")]
    assert done.new == ()


def test_E715_without_a_working_folder_the_option_is_named(put, tmp_path, monkeypatch):
    """Forms in a mail folder, and the command run there."""
    place = tmp_path / "受信"
    place.mkdir()
    monkeypatch.chdir(place)
    form = put("a.xlsx", ENTRIES)
    target = place / "a.xlsx"
    target.write_bytes(form.read_bytes())
    with pytest.raises(UnreadableInput, match="作業フォルダーが分かりません") as caught:
        import_forms([target])
    assert (caught.value.finding.code, "--dir" in caught.value.finding.remedy) == ("E715", True)


def test_a_folder_inside_the_working_folder_is_enough_to_find_it(demo_copy, put, tmp_path, monkeypatch):
    """The command is run in workbooks/, the forms lie somewhere else."""
    target = tmp_path / "受信"
    target.mkdir()
    (target / "a.xlsx").write_bytes(put("a.xlsx", ENTRIES).read_bytes())
    monkeypatch.chdir(demo_copy / "workbooks")
    assert len(import_forms([target]).new) == 2


def test_E716_a_folder_without_forms_asks_for_forms_not_for_department_books(demo_copy, tmp_path):
    place = tmp_path / "届いたもの"
    place.mkdir()
    (place / "審議会資料_R05.xlsx").write_bytes(b"")
    with pytest.raises(UnreadableInput, match="意見記入票がありません") as caught:
        import_forms([place], folder=demo_copy)
    assert caught.value.finding.code == "E716"


@pytest.mark.parametrize("typed", ["=1+1", "-予算を増やす", "+市民の声"])
def test_E717_an_opinion_that_became_a_formula_is_not_taken_for_its_result(
    demo_copy, put, tmp_path, office, typed
):
    """Excel takes what begins with = + - for a formula: the result, often #NAME?, is not what the member wrote."""
    form = put("意見記入票_山田太郎.xlsx", ENTRIES)
    book = openpyxl.load_workbook(form)
    book["意見"]["D7"] = f"={typed.removeprefix('=')}"
    book.save(form)
    calculated = office(form, "xlsx", tmp_path)
    done = import_forms([calculated], folder=demo_copy)
    assert [(f.code, f.sheet, f.cell) for f in done.findings] == [("E717", "意見", "D7")]
    assert [opinion.text for opinion in done.new] == ["読みやすい。"]


def test_E717_a_formula_that_was_never_calculated(demo_copy, put):
    """A program other than Excel wrote it: there is no result at all."""
    form = put("意見記入票_山田太郎.xlsx", {"B8": "全体", "D8": "読みやすい。"})
    book = openpyxl.load_workbook(form)
    book["意見"]["D7"] = "=1+1"
    book.save(form)
    assert [f.code for f in import_forms([form], folder=demo_copy).findings] == ["E717"]

"""Starting the next version: the old book is kept byte for byte, every year keeps its judge, and what cannot be is refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from inaxl.books.edits import SetValue
from inaxl.books.patch import apply_edits
from inaxl.books.undo import undo
from inaxl.cli import cli
from inaxl.cli.running import run
from inaxl.errors import InaxlError, UnreadableInput, UnwritableOutput, WrongUsage
from inaxl.plan.book import read_plan_book
from inaxl.revising import Wanted, evaluated_years, revise
from inaxl.workfolder import WorkFolder
from tests.office_rules import violations
from tests.small_folder import KPIS, plan_rows, write_opinions, write_plan, write_report

APRIL_2022 = dt.date(2022, 4, 1)


def wanted(effective: dt.date = APRIL_2022, trigger: str = "society", **changes) -> Wanted:
    """A revision for a reason."""
    return Wanted(effective, trigger, "社会情勢が変わったため。", **changes)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan of FY2020–2024, evaluated for FY2021 as far as one can tell from the folder."""
    root = tmp_path / "作業"
    root.mkdir()
    write_plan(root / "plan.xlsx")
    (root / "out" / "R03").mkdir(parents=True)
    (root / "out" / "R03" / "manifest.json").write_text("{}", encoding="utf-8")
    return root


def refused(error: type[InaxlError], code: str, folder: Path, wish: Wanted) -> str:
    """What the refusal says; the folder is as it was."""
    before = sorted(path.name for path in folder.rglob("*.xlsx"))
    bytes_before = (folder / "plan.xlsx").read_bytes()
    with pytest.raises(error) as caught:
        revise(folder, wish)
    assert caught.value.finding.code == code
    assert sorted(path.name for path in folder.rglob("*.xlsx")) == before
    assert (folder / "plan.xlsx").read_bytes() == bytes_before
    return caught.value.finding.message + caught.value.finding.remedy


def test_the_present_book_is_kept_byte_for_byte_and_the_next_has_its_row(folder):
    """The kept copy judges FY2021, plan.xlsx FY2022; the new book differs in the sheet 改訂 alone."""
    old = (folder / "plan.xlsx").read_bytes()
    done = revise(folder, wanted())
    assert (done.frozen, done.until, done.first_fy) == (
        "plans/戦略台帳_2022-03-31まで.xlsx",
        dt.date(2022, 3, 31),
        2022,
    )
    assert (folder / done.frozen).read_bytes() == old
    plan, findings = read_plan_book(folder / "plan.xlsx")
    (row,) = plan.life.revisions
    assert (row.version, row.effective, row.trigger, row.reason) == (
        "第2版", APRIL_2022, "society", "社会情勢が変わったため。",
    )  # fmt: skip
    assert [finding.code for finding in findings] == ["I405"]
    assert violations(folder / "plan.xlsx") == []
    assert WorkFolder(folder, 2021, folder).plan_book.name == "戦略台帳_2022-03-31まで.xlsx"
    assert WorkFolder(folder, 2022, folder).plan_book.name == "plan.xlsx"


def test_a_row_is_added_to_the_office_s_own_sheet(folder):
    """Below its last row, in its formats; the version goes on counting."""
    first = {"version": "第1版", "effective": dt.date(2020, 4, 1), "trigger": "other", "reason": "策定"}
    write_plan(folder / "plan.xlsx", plan_rows(revisions=[first]))
    revise(folder, wanted(cause_fy=2021, trigger="evaluation"))
    plan, _ = read_plan_book(folder / "plan.xlsx")
    assert [(r.version, r.effective, r.cause_fy) for r in plan.life.revisions] == [
        ("第1版", dt.date(2020, 4, 1), None), ("第2版", APRIL_2022, 2021),
    ]  # fmt: skip
    import openpyxl

    sheet = openpyxl.load_workbook(folder / "plan.xlsx")["改訂"]
    rows = [row for row in sheet.iter_rows() if row[0].value in ("第1版", "第2版")]
    assert all(cell.border.left.style for cell in rows[1])
    assert violations(folder / "plan.xlsx") == []


def test_a_row_without_prepared_cells_takes_the_formats_of_the_row_above(folder):
    """An office's own sheet may end at its last row."""
    import openpyxl

    first = {"version": "第1版", "effective": dt.date(2020, 4, 1), "trigger": "other"}
    write_plan(folder / "plan.xlsx", plan_rows(revisions=[first]))
    book = openpyxl.load_workbook(folder / "plan.xlsx")
    book["改訂"].delete_rows(6, 10)
    book.save(folder / "plan.xlsx")
    revise(folder, wanted())
    sheet = openpyxl.load_workbook(folder / "plan.xlsx")["改訂"]
    assert sheet["A6"].value == "第2版"
    assert sheet["A6"].border.left.style == sheet["A5"].border.left.style == "thin"


def test_the_next_plan_takes_the_place_of_the_old_one(folder):
    """A new term: its own KPIs, a row that says why, and the book that was given stays as it is."""
    following = write_plan(folder.parent / "次期.xlsx", plan_rows(2025, {"N1": KPIS["K1"]}))
    given = following.read_bytes()
    done = revise(folder, wanted(dt.date(2025, 4, 1), "new_term", book=following))
    assert (done.frozen, done.version) == ("plans/戦略台帳_2025-03-31まで.xlsx", "第1版")
    plan, _ = read_plan_book(folder / "plan.xlsx")
    assert (plan.first_fy, [kpi.id for kpi in plan.kpis]) == (2025, ["N1"])
    assert [r.trigger for r in plan.life.revisions] == ["new_term"]
    assert following.read_bytes() == given


def test_a_new_book_that_tells_its_own_day_is_taken_as_it_is(folder):
    """Nothing is written twice."""
    row = {"version": "策定", "effective": dt.date(2025, 4, 1), "trigger": "new_term", "reason": "議会で議決"}
    following = write_plan(folder.parent / "次期.xlsx", plan_rows(2025, revisions=[row]))
    done = revise(folder, wanted(dt.date(2025, 4, 1), "new_term", book=following))
    assert done.version == "策定"
    assert (folder / "plan.xlsx").read_bytes() == following.read_bytes()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2020, 3, 31), "計画期間は令和2年度からです"),
        (dt.date(2019, 4, 1), "令和2年4月1日以後の日"),
        (dt.date(2021, 10, 1), "令和3年度は、いまの台帳で評価しています"),
        (dt.date(2022, 3, 31), "令和4年4月1日以後の日"),
        (dt.date(2025, 4, 1), "令和2年度から令和6年度まで"),
    ],
)
def test_a_day_before_the_term_in_an_evaluated_year_or_after_the_term_is_refused(folder, day, words):
    """E431 says what is in the way and which days can be."""
    assert words in refused(WrongUsage, "E431", folder, wanted(day))


def test_a_day_that_is_not_after_the_last_revision_is_refused(folder):
    """Nor that very day."""
    revise(folder, wanted())
    assert "令和4年4月2日以後の日" in refused(WrongUsage, "E431", folder, wanted())
    revise(folder, wanted(dt.date(2023, 4, 1)))
    names = [copy.name for copy in WorkFolder(folder, 0, folder).frozen_plans()]
    assert names == ["戦略台帳_2022-03-31まで.xlsx", "戦略台帳_2023-03-31まで.xlsx"]


def test_a_recorded_evaluation_counts_as_one_when_its_outputs_are_gone(folder):
    """Whoever clears out/ does not free the year."""
    (folder / ".inaxl" / "history" / "R04").mkdir(parents=True)
    (folder / ".inaxl" / "history" / "R04" / "001.json").write_text("{}", encoding="utf-8")
    assert evaluated_years(folder) == [2021, 2022]
    assert "令和4年度は、いまの台帳で" in refused(WrongUsage, "E431", folder, wanted())


@pytest.mark.parametrize("first", [2024, 2026])
def test_a_new_book_of_another_term_than_the_day_is_refused(folder, first):
    """Or no plan would judge the years between."""
    following = write_plan(folder.parent / "次期.xlsx", plan_rows(first))
    day = dt.date(2025 if first > 2025 else 2023, 4, 1)
    assert "新しい台帳の計画期間の中の日" in refused(WrongUsage, "E431", folder, wanted(day, book=following))


def test_a_cause_that_nobody_knows_is_refused(folder):
    """E432: a year that was not evaluated, an opinion without a register, an opinion that is not in it."""
    assert "令和2年度" in refused(WrongUsage, "E432", folder, wanted(cause_fy=2020))
    assert "opinions.xlsx がありません" in refused(WrongUsage, "E432", folder, wanted(cause_ids=("3-09",)))
    write_opinions(folder, [("3-01", 2021, "全体", "", "見直すべきである。")])
    said = refused(WrongUsage, "E432", folder, wanted(cause_ids=("3-01", "3-09")))
    assert "「3-09」" in said
    assert "番号は3-01です" in said
    revise(folder, wanted(trigger="council", cause_ids=("3-01",)))
    assert read_plan_book(folder / "plan.xlsx")[0].life.revisions[0].cause_ids == ("3-01",)


def test_a_new_book_with_circular_or_missing_parents_is_refused(folder):
    """E435 counts the errors and names the first with its cell."""
    rows = plan_rows()
    rows["measures"][0]["field_id"] = "m1"
    following = write_plan(folder.parent / "循環.xlsx", rows)
    said = refused(UnreadableInput, "E435", folder, wanted(book=following))
    assert "誤りが2件（E403・E420）" in said
    assert "循環.xlsx シート「施策」 B5" in said
    rows = plan_rows()
    rows["projects"][0]["measure_id"] = "m9"
    following = write_plan(folder.parent / "親なし.xlsx", rows)
    assert "シート「事業」" in refused(UnreadableInput, "E435", folder, wanted(book=following))


def test_an_id_that_means_something_else_in_the_new_book_is_named(folder):
    """W434: opinions of the old term go on by their IDs; a name that 読替 accepts means the same."""
    others = {"K1": {**KPIS["K1"], "name": "転入者数"}, "K2": {**KPIS["K2"], "name": "相談の件数"}}
    accepted = {"kind": "kpi", "old_name": "移住者数", "new_id": "K1"}
    following = write_plan(folder.parent / "次期.xlsx", plan_rows(2025, others, crosswalk=[accepted]))
    done = revise(folder, wanted(dt.date(2025, 4, 1), "new_term", book=following))
    said = [finding.message for finding in done.findings if finding.code == "W434"]
    assert said == [
        "ID「K2」は、前の版では「相談件数」、新しい台帳では「相談の件数」です。審議会の意見は ID で引き継がれます。"
    ]


def test_what_is_not_there_is_said(folder, tmp_path):
    """E001 no folder, E003 no new book, E004 no plan."""
    refused(UnreadableInput, "E003", folder, wanted(book=tmp_path / "なし.xlsx"))
    for place, code in ((tmp_path / "なし", "E001"), (tmp_path, "E004")):
        with pytest.raises(UnreadableInput) as caught:
            revise(place, wanted())
        assert caught.value.finding.code == code


def test_a_plan_that_is_open_in_excel_is_not_touched(folder):
    """E014, and no copy is left in plans/."""
    (folder / "~$plan.xlsx").write_bytes(b"")
    refused(UnwritableOutput, "E014", folder, wanted())


def test_a_book_whose_sheet_cannot_be_recognised_is_refused(folder):
    """A sheet 改訂 without its heads is somebody's own: nothing is written into it."""
    import openpyxl

    book = openpyxl.load_workbook(folder / "plan.xlsx")
    book.create_sheet("改訂")["A1"] = "メモ"
    book.save(folder / "plan.xlsx")
    assert "改訂" in refused(UnreadableInput, "E435", folder, wanted())


def test_undo_takes_the_revision_back_with_its_copy(folder):
    """Else the copy would go on judging earlier years when the plan is mended."""
    old = (folder / "plan.xlsx").read_bytes()
    done = revise(folder, wanted())
    undo(folder / "plan.xlsx")
    assert (folder / "plan.xlsx").read_bytes() == old
    assert not (folder / done.frozen).exists()
    assert revise(folder, wanted(dt.date(2023, 4, 1))).version == "第2版"


def test_undo_leaves_a_copy_that_was_changed_since(folder):
    """It holds somebody's work by then."""
    done = revise(folder, wanted())
    (folder / done.frozen).write_bytes(b"other")
    undo(folder / "plan.xlsx")
    assert (folder / done.frozen).read_bytes() == b"other"


def test_undo_deletes_nothing_outside_of_the_folder(folder):
    """Whatever the log says by then: it is a text file."""
    old, log = (folder / "plan.xlsx").read_bytes(), folder / ".inaxl" / "audit.jsonl"
    done = revise(folder, wanted())
    outside = folder.parent / "控え.xlsx"
    outside.write_bytes(old)
    text = log.read_text(encoding="utf-8")
    assert done.frozen in text
    log.write_text(text.replace(done.frozen, "../控え.xlsx"), encoding="utf-8")
    undo(folder / "plan.xlsx")
    assert outside.read_bytes() == old


def test_a_copy_left_by_a_kill_is_replaced(folder):
    """Killed between the two writes: the copy has the bytes of plan.xlsx, and the next call with another day clears it."""
    kept = folder / "plans" / "戦略台帳_2022-03-31まで.xlsx"
    kept.parent.mkdir()
    kept.write_bytes((folder / "plan.xlsx").read_bytes())
    done = revise(folder, wanted(dt.date(2023, 4, 1)))
    assert [path.name for path in (folder / "plans").iterdir()] == [Path(done.frozen).name]


@pytest.mark.parametrize("day", ["2022-04-01", "2022/4/1", "令和4年4月1日", "R4.4.1"])
def test_the_command_takes_a_day_as_offices_write_it(folder, day, capsys):
    """And says what judges what."""
    arguments = ["--effective", day, "--trigger", "法令", "--reason", "法が変わったため。"]
    assert run(cli, ["plan", "revise", str(folder), *arguments]) == 0
    assert "（令和4年4月1日から。令和4年度からを判定）" in capsys.readouterr().out


def test_a_second_revision_in_one_year_leaves_a_copy_that_judges_no_year(folder, capsys):
    """FY2022 is judged by the last of the two; the first was in force from April to September."""
    assert (first := revise(folder, wanted(dt.date(2022, 4, 1)))).judges == 2021
    rest = ["--trigger", "法令", "--reason", "法が変わったため。"]
    assert run(cli, ["plan", "revise", str(folder), "--effective", "2022-10-01", *rest]) == 0
    said = capsys.readouterr().out
    assert "（令和4年9月30日まで。この版で判定する年度はない）" in said
    assert "（令和4年10月1日から。令和4年度からを判定）" in said
    assert first.frozen.endswith("2022-03-31まで.xlsx")


def test_the_command_refuses_what_is_no_day_or_trigger(folder, capsys):
    """Exit code 2, in Japanese."""
    rest = ["--reason", "理由", str(folder)]
    assert run(cli, ["plan", "revise", "--effective", "来年", "--trigger", "法令", *rest]) == 2
    assert "日付として読めません" in capsys.readouterr().err
    assert run(cli, ["plan", "revise", "--effective", "2022-04-01", "--trigger", "気分", *rest]) == 2
    assert "オプション「--trigger」" in capsys.readouterr().err


def test_versions_whose_names_or_days_do_not_fit_are_named(folder):
    """W430 no day in the name, E430 the same day twice, W431 another day than the sheet 改訂 says."""
    revise(folder, wanted())
    kept = folder / "plans" / "戦略台帳_2022-03-31まで.xlsx"
    for name in ("むかしの台帳.xlsx", "戦略台帳_2022.3.31.xlsx"):
        (folder / "plans" / name).write_bytes(kept.read_bytes())
    from inaxl.reading_plans import read_plans

    def codes() -> list[tuple[str, str | None]]:
        found = read_plans(WorkFolder(folder, 2022, folder), check=False).findings
        return [(finding.code, finding.book) for finding in found]

    assert codes() == [("W430", "plans/むかしの台帳.xlsx"), ("E430", "plans/戦略台帳_2022.3.31.xlsx")] or codes() == [
        ("E430", "plans/戦略台帳_2022-03-31まで.xlsx"), ("W430", "plans/むかしの台帳.xlsx"),
    ]  # fmt: skip
    for name in ("むかしの台帳.xlsx", "戦略台帳_2022.3.31.xlsx"):
        (folder / "plans" / name).unlink()
    assert codes() == []
    kept.rename(kept.with_name("戦略台帳_2021-12-31まで.xlsx"))
    assert codes() == [("W431", "plan.xlsx")]


def test_the_entry_books_leave_out_what_was_measured_otherwise(folder):
    """The form of the year after the change shows no figures of the other definition beside the new ones."""
    import openpyxl

    write_report(folder, "R03", "企画部地域創造課", [("移住者数", "人", 7), ("相談件数", "件", 31)])
    following = write_plan(
        folder.parent / "二版.xlsx", plan_rows(kpis={**KPIS, "K2": {**KPIS["K2"], "unit": "人"}})
    )
    revise(folder, wanted(book=following))
    assert run(cli, ["forms", str(folder), "--fy", "R04"]) == 0
    (form,) = (folder / "forms" / "R04").glob("*地域創造課*")
    book = openpyxl.load_workbook(form)
    cells = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert 7 in cells
    assert 31 not in cells


def test_a_version_says_what_is_different_from_the_one_before(folder):
    """For the report; the first version is different from nothing."""
    from inaxl.reading_plans import read_plans

    revise(folder, wanted())
    changed = apply_edits((folder / "plan.xlsx").read_bytes(), [SetValue("KPI", "O5", 12)])
    (folder / "plan.xlsx").write_bytes(changed)
    told = read_plans(WorkFolder(folder, 2022, folder), check=False).versions.told
    assert [change.text for change in told[2022].changes] == [
        "KPI「移住者数」の指標値を「10人」から「12人」に変えた。"
    ]
    assert told[2021].changes == ()


def test_the_next_plan_is_no_change_of_the_last_one(folder):
    """Everything in it is new; the report of its first year lists no differences."""
    from inaxl.reading_plans import read_plans

    following = write_plan(folder.parent / "次期.xlsx", plan_rows(2025, {"N1": KPIS["K1"]}))
    revise(folder, wanted(dt.date(2025, 4, 1), "new_term", book=following))
    told = read_plans(WorkFolder(folder, 2025, folder), check=False).versions.told
    assert [(fy, version.label, version.changes) for fy, version in told.items()] == [(2025, "第1版", ())]


def test_versions_that_no_row_names_are_numbered_within_their_term(folder):
    """Copies laid into plans/ by hand, without the sheet 改訂: 第1版 to 第3版, and each from the day after the one before."""
    from inaxl.reading_plans import read_plans

    (folder / "plans").mkdir()
    for day in ("2021-03-31", "2022-03-31"):
        (folder / "plans" / f"台帳_{day}まで.xlsx").write_bytes((folder / "plan.xlsx").read_bytes())
    told = read_plans(WorkFolder(folder, 2022, folder), check=False).versions.told
    assert [(fy, version.label, version.effective) for fy, version in sorted(told.items())] == [
        (2020, "第1版", None),
        (2021, "第2版", dt.date(2021, 4, 1)),
        (2022, "第3版", dt.date(2022, 4, 1)),
    ]

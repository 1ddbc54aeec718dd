"""Editions: every evaluation can be made again from what was recorded with it, and recording stands in nobody's way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inaxl.building import Options, build, build_again
from inaxl.cli import cli
from inaxl.cli.running import run
from inaxl.errors import UnreadableInput, WrongUsage
from inaxl.recording import edition_of, restore
from inaxl.workfolder import open_folder
from tests.small_folder import write_plan, write_report

HISTORY = Path(".inaxl") / "history"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan and one department book of FY2020."""
    root = tmp_path / "作業"
    root.mkdir()
    write_plan(root / "plan.xlsx")
    write_report(root, "R02", "企画部地域創造課", [("移住者数", "人", 9), ("相談件数", "件", 8)])
    return root


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def numbers(folder: Path) -> list[str]:
    """The editions of FY2020."""
    return sorted(path.name for path in (folder / HISTORY / "R02").iterdir())


def correct(folder: Path, actual: int) -> None:
    """The department sends its book again."""
    write_report(folder, "R02", "企画部地域創造課", [("移住者数", "人", actual), ("相談件数", "件", 8)])


def test_an_edition_is_recorded_only_where_something_changed(folder):
    """Built twice from the same inputs it is one; another figure or another parameter makes the next."""
    assert build(folder, 2020).edition == 1
    assert build(folder, 2020).edition == 1
    assert build(folder, 2020, Options(force=True)).edition == 1
    correct(folder, 10)
    assert build(folder, 2020).edition == 2
    import datetime as dt

    assert build(folder, 2020, Options(date=dt.date(2021, 8, 1))).edition == 3
    assert numbers(folder) == ["001.json", "002.json", "003.json"]


def test_each_content_is_kept_once(folder):
    """The plan book of three editions is one object; nothing is linked to a file that a program may write into."""
    for actual in (9, 10, 11):
        correct(folder, actual)
        build(folder, 2020)
    objects = [path for path in (folder / HISTORY / "objects").rglob("*") if path.is_file()]
    assert len(objects) == 4
    assert all(path.stat().st_nlink == 1 for path in objects)


def test_every_edition_is_made_again_whatever_became_of_the_inputs(folder, tmp_path):
    """By number, the last one without; books deleted and the plan overwritten in between."""
    made = {}
    for number, actual in enumerate((9, 10), 1):
        correct(folder, actual)
        build(folder, 2020)
        made[number] = files(folder / "out" / "R02")
    for path in (folder / "workbooks" / "R02").iterdir():
        path.unlink()
    (folder / "plan.xlsx").write_bytes(b"no book")
    build_again(folder, 2020, 1, out=tmp_path / "一")
    last = build_again(folder, 2020, out=tmp_path / "二")
    assert (files(tmp_path / "一"), files(tmp_path / "二")) == (made[1], made[2])
    assert (last.edition, numbers(folder)) == (2, ["001.json", "002.json"])


def test_parameters_belong_to_the_edition(folder, tmp_path):
    """The date on the papers, and that they were written elsewhere: links lead from there as they did."""
    import datetime as dt

    build(folder, 2020, Options(out=tmp_path / "別" / "の" / "場所", date=dt.date(2021, 8, 1)))
    build_again(folder, 2020, out=tmp_path / "again")
    assert files(tmp_path / "again") == files(tmp_path / "別" / "の" / "場所")
    assert (
        json.loads((tmp_path / "again" / "manifest.json").read_text(encoding="utf-8"))["parameters"]["date"]
        == "2021-08-01"
    )


def test_the_edition_made_again_lies_in_the_usual_place_and_the_next_build_renews_it(folder):
    """Without -o it takes the place of the outputs; inaxl build makes those of now again."""
    build(folder, 2020)
    first = files(folder / "out" / "R02")
    correct(folder, 10)
    build(folder, 2020)
    second = files(folder / "out" / "R02")
    build_again(folder, 2020, 1)
    assert files(folder / "out" / "R02") == first
    assert build(folder, 2020).edition == 2
    assert files(folder / "out" / "R02") == second


def test_an_edition_that_is_not_there_is_named(folder):
    """E433, with those that are."""
    with pytest.raises(WrongUsage) as caught:
        build_again(folder, 2020)
    assert caught.value.finding.code == "E433"
    build(folder, 2020)
    with pytest.raises(WrongUsage) as caught:
        build_again(folder, 2020, 7)
    assert "令和2年度の記録7はありません。" in caught.value.finding.message
    assert caught.value.finding.remedy == "記録の番号を確かめてください。あるのは1です。"
    with pytest.raises(UnreadableInput):
        build_again(folder / "なし", 2020)


@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_a_lost_or_spoilt_object_is_named_and_nothing_is_written(folder, tmp_path, damage):
    """E434 names the input; an object that is not what its name says is as good as lost."""
    build(folder, 2020)
    manifest = json.loads((folder / HISTORY / "R02" / "001.json").read_text(encoding="utf-8"))["manifest"]
    digest = manifest["inputs"]["plan.xlsx"]
    kept = folder / HISTORY / "objects" / digest[:2] / digest
    if damage == "gone":
        kept.unlink()
    else:
        kept.write_bytes(b"other")
    with pytest.raises(UnreadableInput) as caught:
        build_again(folder, 2020, out=tmp_path / "out")
    assert caught.value.finding.code == "E434"
    assert "（plan.xlsx）" in caught.value.finding.message
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["../外.xlsx", "workbooks/../../外.xlsx", "{root}/外.xlsx", "."])
def test_a_name_that_leads_out_of_the_folder_is_written_nowhere(folder, tmp_path, name):
    """E434: a manifest that somebody edited puts no file where it likes, though its content is there."""
    build(folder, 2020)
    path = folder / HISTORY / "R02" / "001.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    inputs = document["manifest"]["inputs"]
    inputs[name.format(root=tmp_path.as_posix())] = inputs["plan.xlsx"]
    path.write_text(json.dumps(document), encoding="utf-8")
    place = tmp_path / "ここ"
    place.mkdir()
    work = open_folder(folder, 2020)
    with pytest.raises(UnreadableInput) as caught:
        restore(work, edition_of(work, 1), place)
    assert caught.value.finding.code == "E434"
    assert list(place.iterdir()) == []
    assert not (tmp_path / "外.xlsx").exists()


@pytest.mark.parametrize(
    "manifest",
    [
        {"parameters": {"date": None}},
        {"inputs": {"plan.xlsx": None}, "parameters": {"date": None}},
        {"inputs": {}, "parameters": {"date": "きのう"}},
        {"inputs": [], "parameters": {}},
    ],
)
def test_a_manifest_without_what_it_was_made_from_is_no_edition(folder, manifest):
    """E433 as where there is none, not an error of the program."""
    place = folder / HISTORY / "R02"
    place.mkdir(parents=True)
    document = {"links": "../../", "manifest": manifest}
    (place / "001.json").write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(WrongUsage) as caught:
        build_again(folder, 2020)
    assert caught.value.finding.code == "E433"


def test_the_thousandth_edition_is_the_last_one(folder):
    """Numbers count, not the order of the file names."""
    build(folder, 2020)
    place = folder / HISTORY / "R02"
    for number in (999, 1000):
        (place / f"{number}.json").write_bytes((place / "001.json").read_bytes())
    assert edition_of(open_folder(folder, 2020), None).number == 1000


def test_what_a_kill_leaves_behind_is_no_edition(folder):
    """Half an edition is passed over and its number not used again; half an object is written anew."""
    build(folder, 2020)
    (folder / HISTORY / "R02" / "002.json").write_text('{"links": "../', encoding="utf-8")
    (folder / HISTORY / "objects" / "ab").mkdir(exist_ok=True)
    (folder / HISTORY / "objects" / "ab" / "abc.123.tmp").write_bytes(b"half")
    correct(folder, 10)
    assert build(folder, 2020).edition == 3
    assert build_again(folder, 2020).edition == 3
    assert build_again(folder, 2020, 1).edition == 1


def test_what_is_saved_while_a_year_is_being_evaluated_counts_the_next_time(folder):
    """The papers were made from 9; so the manifest does not say that they are made from 10, and W433 says why."""
    built = build(folder, 2020, progress=lambda *_: correct(folder, 10))
    assert built.edition is None
    assert [finding.code for finding in built.findings if finding.code == "W433"] == ["W433"]
    again = build(folder, 2020)
    assert (again.again, again.edition) == (True, 1)
    kpis = (folder / "out" / "R02" / "kpis.csv").read_text(encoding="utf-8-sig")
    assert ",2020,10,10,reported," in kpis


def test_another_version_of_inaxl_may_write_other_bytes_and_says_so(folder, monkeypatch):
    """W432 names the papers that differ and the version that made them."""
    build(folder, 2020)
    path = folder / HISTORY / "R02" / "001.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["manifest"]["inaxl"] = "0.0.1"
    document["manifest"]["outputs"]["kpis.csv"] = "0" * 64
    path.write_text(json.dumps(document), encoding="utf-8")
    findings = build_again(folder, 2020).findings
    (said,) = [finding for finding in findings if finding.code == "W432"]
    assert "（kpis.csv）" in said.message
    assert "当時の inaxl は 0.0.1" in said.message


def test_a_history_that_cannot_be_written_stops_no_evaluation(folder):
    """W433; the outputs are there."""
    (folder / ".inaxl").mkdir()
    (folder / HISTORY).write_text("a file in the way", encoding="utf-8")
    built = build(folder, 2020)
    assert built.edition is None
    assert [finding.code for finding in built.findings if finding.code == "W433"] == ["W433"]
    assert (folder / "out" / "R02" / "report.docx").is_file()


def test_an_unchanged_build_records_again_what_was_deleted(folder):
    """.inaxl is safe to delete: the history goes with it and begins anew."""
    import shutil

    build(folder, 2020)
    shutil.rmtree(folder / ".inaxl")
    built = build(folder, 2020)
    assert (built.again, built.edition) == (False, 1)
    assert build_again(folder, 2020).edition == 1


def test_a_version_that_was_revised_since_is_recorded_again_from_plans(folder, tmp_path):
    """The outputs still hold; what was plan.xlsx when they were made lies in plans/ now."""
    import datetime as dt
    import shutil

    from inaxl.revising import Wanted, revise

    build(folder, 2020)
    made = files(folder / "out" / "R02")
    revise(folder, Wanted(dt.date(2021, 4, 1), "law", "法が変わったため。"))
    shutil.rmtree(folder / ".inaxl")
    built = build(folder, 2020)
    assert (built.again, built.edition) == (False, 1)
    build_again(folder, 2020, out=tmp_path / "out")
    assert files(tmp_path / "out") == made


def test_the_command_says_what_it_made(folder, capsys):
    """And that the papers are not those of the present inputs."""
    assert run(cli, ["build", str(folder), "--fy", "R02", "--json"]) in (0, 1)
    assert json.loads(capsys.readouterr().out)["edition"] == 1
    run(cli, ["build", str(folder), "--fy", "R02", "--recorded", "1"])
    assert "記録       1　記録した入力から作りました。" in capsys.readouterr().out
    assert run(cli, ["build", str(folder), "--fy", "R02", "--recorded", "--pdf"]) == 2
    assert "--recorded は、--date、--pdf、--force と一緒には使えません。" in capsys.readouterr().err


def test_a_book_in_plans_that_judges_no_year_is_an_input_for_what_is_said_of_it(folder):
    """W430 tells of it: the earlier build is not taken for current, and the edition has it when it is made again."""
    first = build(folder, 2020)
    (folder / "plans").mkdir()
    write_plan(folder / "plans" / "メモ.xlsx")
    second = build(folder, 2020)
    assert ["W430" in {f.code for f in built.findings} for built in (first, second)] == [False, True]
    assert (second.again, second.edition) == (True, 2)
    (folder / "plans" / "メモ.xlsx").unlink()
    again = build_again(folder, 2020, 2)
    assert again.outputs == second.outputs
    assert "W432" not in {finding.code for finding in again.findings}

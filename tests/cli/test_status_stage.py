"""`inaxl status` says where the year stands: below the table, and as key `stage` of its JSON document."""

from __future__ import annotations

from pathlib import Path

from inaxl.publications import record_publication
from inaxl.workfolder import WorkFolder


def lines_of(text: str) -> list[str]:
    """The lines below the table."""
    return text.split("\n\n")[1].splitlines()


def test_R2_the_four_steps_stand_below_the_table_with_who_is_next(inaxl, built):
    """The demo's year: one department late, four with mistakes, no opinion yet, one opinion without a response."""
    shown = lines_of(inaxl("status", built.folder.root, "--fy", "R05").out)
    assert shown[0] == "Plan    済み    第2期伊那市地方創生総合戦略（案）　KPI 84件"
    assert shown[1:5] == [
        "Do      進行中  16部署のうち15部署が提出",
        "                → 建設部都市整備課　ブックが未提出 1部署",
        "Check   進行中  評価の出力は最新",
        "                → 企画部地域創造課、商工観光部商工振興課、商工観光部観光課 ほか1部署　ブックに誤り 4部署",
    ]
    assert "                → 企画部企画政策課　回答のない審議会の意見 1件（4-07）" in shown


def test_the_stage_is_the_same_built_or_not_but_for_the_outputs(inaxl, built, demo_copy):
    """After a build it comes from summary.json, before from the books."""
    after = inaxl("status", built.folder.root, "--fy", "R05", "--json").json["stage"]
    before = inaxl("status", demo_copy, "--fy", "R05", "--json").json["stage"]
    assert [step["state"] for step in after["steps"]] == ["done", "under_way", "under_way", "under_way"]
    assert after["current"] == before["current"] == "do"
    assert after["steps"][1] == before["steps"][1]
    assert after["steps"][3] == before["steps"][3]
    assert "評価の出力がない" in [missing["what"] for missing in before["steps"][2]["missing"]]


def test_R3_a_year_before_its_first_book_shows_its_stage_beside_the_finding(inaxl, demo_copy):
    """E006 as before, exit code 3; the secretariat makes the forms, and then waits for all departments."""
    done = inaxl("status", demo_copy, "--fy", "R06")
    assert done.code == 3
    assert "E006" in done.err
    assert (
        "Do      未着手\n                → 事務局　作業フォルダーに入力様式がない\nCheck   未着手\n"
        in done.out
    )
    inaxl("forms", demo_copy, "--fy", "R06")
    do = inaxl("status", demo_copy, "--fy", "R06", "--json").json["stage"]["steps"][1]
    assert (do["state"], do["done"], len(do["next"])) == ("under_way", ["様式を16冊作成"], 16)


def test_a_year_outside_the_term_has_no_stage(inaxl, demo_copy):
    """E006 alone."""
    done = inaxl("status", demo_copy, "--fy", "R12")
    assert (done.code, done.out) == (3, "")
    assert "E006" in done.err


def test_R10_a_publication_on_record_is_told(inaxl, built, tmp_path):
    """The record lies in .inaxl, so it is gone with it and then told as missing."""
    root = built.folder.root
    record = root / ".inaxl" / "published.json"
    work = WorkFolder(root, 2023, root / "out" / "R05")
    record_publication(work, root / "公開", is_draft=True)
    try:
        action = inaxl("status", root, "--fy", "R05", "--json").json["stage"]["steps"][3]
        assert "公表 公開" in action["done"]
        assert action["missing"][-1]["what"] == "公表したものは案"
        record.write_text("壊れた", encoding="utf-8")
        action = inaxl("status", root, "--fy", "R05", "--json").json["stage"]["steps"][3]
        assert action["missing"][-1]["what"] == "公表の記録がない"
    finally:
        Path(record).unlink()


def test_a_book_that_cannot_be_read_is_named_below_the_stage(inaxl, demo_copy):
    """E010 on stderr; the stage goes by the books that can be read."""
    (demo_copy / "workbooks" / "R05" / "99_壊れた.xlsx").write_bytes(b"")
    done = inaxl("status", demo_copy, "--fy", "R05")
    assert done.code == 3
    assert "E010" in done.err
    assert "16部署のうち15部署が提出" in done.out

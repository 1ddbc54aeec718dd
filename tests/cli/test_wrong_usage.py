"""Wrong usage says in Japanese what may be written, whatever the user typed; `--json` answers with a document then too."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["あいう"], "コマンド「あいう」はありません。"),
        (["plan"], "コマンド「check」「summary」「diff」「revise」のどれかを付けてください。"),
        (["templates"], "コマンド「check」を付けてください。"),
        (["council"], "「フォルダー」を指定してください。"),
        (["plan", "check", "台帳.xlsx", "余分.xlsx"], "余分な言葉がないか確かめてください。"),
        (["build", "試用", "--fy"], "オプション「--fy」の後に値を書いてください。"),
        (["build", "試用", "--fy", "R05", "--quiet"], "「inaxl --quiet build …」のように前に"),
        (["council", "試用", "--fy", "R05", "-o", "会", "--members", "百"], "1から99までの整数"),
        (["council", "試用", "--fy", "R05", "-o", "会", "--member", "　"], "氏名が空です。"),
        (["build", "試用", "--fy", "R05", "--recorded", "あ"], "整数を書いてください。"),
        (["build", "試用", "--fy", "R05", "--date", "きのう"], "「きのう」は日付として読めません。"),
        (["check", "試用", "--pack", "なに"], "「machine-readable」を書いてください。"),
        (
            ["plan", "revise", "試用", "--effective", "R04.4.1", "--trigger", "気分", "--reason", "x"],
            "「社会情勢」「国県の戦略」",
        ),
    ],
)
def test_what_may_be_written_is_said_in_japanese(inaxl, words, expected):
    """click quotes what was typed, so that an English message may have Japanese words in it."""
    done = inaxl(*words)
    assert (done.code, done.out) == (2, "")
    assert expected in done.err
    assert not re.search(r"\b(is|not|no|requires|unexpected|Missing|Got)\b", done.err)


def test_a_file_where_a_folder_is_wanted_is_named_as_such(inaxl, tmp_path):
    (tmp_path / "台帳.xlsx").write_bytes(b"")
    done = inaxl("publish", tmp_path, "--fy", "R04", "-o", tmp_path / "台帳.xlsx")
    assert (done.code, "ファイルの名前です。フォルダーを指定してください。" in done.err) == (2, True)


@pytest.mark.parametrize(
    "words", [["build"], ["plan", "revise"], ["council", "import"], ["publish", "a", "--fy", "あ"]]
)
def test_json_answers_wrong_usage_with_a_document(inaxl, words):
    """A script reads one document from stdout, whatever happened."""
    done = inaxl(*words, "--json")
    assert (done.json["exit_code"], done.json["ok"], done.err) == (2, False, "")
    assert done.json["message"].endswith("。")
    assert " ".join(words).startswith(done.json["command"])


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["plan", "check", "なし"], "plan check"),
        (["plan", "diff", "なし"], "plan diff"),
        (["council", "なし", "--fy", "R05", "-o", "x"], "council"),
        (["council", "import", "なし"], "council import"),
        (["templates", "check", "なし"], "templates check"),
    ],
)
def test_a_document_of_a_failure_bears_the_name_that_a_success_has(inaxl, words, name):
    done = inaxl(*words, "--json")
    assert (done.code, done.json["command"]) == (3, name)


def test_json_answers_an_error_of_inaxl_itself_with_a_document(inaxl, monkeypatch, tmp_path):
    def broken(folder):
        raise RuntimeError("boom")

    monkeypatch.setattr("inaxl.demo.folder.make_demo", broken)
    done = inaxl("demo", tmp_path / "x", "--json")
    assert (done.code, done.json["command"], done.err) == (4, "demo", "")
    assert "boom" in done.json["message"]


def test_demo_into_a_folder_named_from_the_current_one_lists_its_files(inaxl, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    done = inaxl("demo", "試用 1", "--json")
    assert done.code == 0
    assert "plan.xlsx" in done.json["files"]


@pytest.mark.parametrize("words", [["demo", "試用 1"], ["init", "本番 1", "--plan", "台帳.xlsx"]])
def test_the_next_command_can_be_copied_where_the_path_has_blanks(inaxl, demo, monkeypatch, tmp_path, words):
    monkeypatch.chdir(tmp_path)
    shutil.copyfile(demo / "plan.xlsx", "台帳.xlsx")
    assert f'"{words[1]}" --fy' in inaxl(*words).out


@pytest.mark.skipif(os.name == "nt", reason="a pipe of a POSIX shell")
def test_a_reader_of_a_pipe_that_has_gone_is_no_error(demo):
    """`inaxl plan summary … | head`: exit code 1 would say that errors were found."""
    command = [sys.executable, "-m", "inaxl", "plan", "summary", str(demo)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 0


@pytest.mark.parametrize("suffix", [".ods", ".xls", ".xlsm"])
@pytest.mark.parametrize("command", ["init", "revise"])
def test_E012_a_plan_book_that_would_be_no_xlsx_under_its_new_name(
    inaxl, demo_copy, tmp_path, suffix, command
):
    """It is copied as it is, and Excel opens no plan.xlsx that is something else."""
    book = tmp_path / f"次の計画{suffix}"
    shutil.copyfile(demo_copy / "plan.xlsx", book)
    if command == "init":
        done = inaxl("init", tmp_path / "新", "--plan", book)
    else:
        done = inaxl(
            "plan",
            "revise",
            demo_copy,
            "--effective",
            "R04.4.1",
            "--trigger",
            "その他",
            "--reason",
            "x",
            "--to",
            book,
        )
    assert (done.code, f"E012　{book.name}" in done.err) == (3, True)
    assert not (tmp_path / "新").exists()
    assert not (demo_copy / "plans").exists()


def test_a_build_takes_the_date_in_japanese_too(inaxl, demo_copy):
    done = inaxl("build", demo_copy, "--fy", "R04", "--date", "令和5年8月24日", "--json")
    assert done.code == 0
    manifest = (demo_copy / "out/R04/manifest.json").read_text(encoding="utf-8")
    assert '"date": "2023-08-24"' in manifest

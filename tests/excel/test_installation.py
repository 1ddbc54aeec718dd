"""The add-in for one person: what is written where, and that it all goes again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from inaxl.cli import cli
from inaxl.cli.running import run
from inaxl.errors import UnwritableOutput
from inaxl.excel import installation
from inaxl.excel.settings import FOLDER, read_settings, settings_file, user_setting, write_settings
from tests.office_rules import violations


@pytest.fixture(autouse=True)
def at_home(own_folder, monkeypatch):
    """An Excel of one person below the test's own home folder."""
    return own_folder


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_only_the_named_files_are_written_and_all_of_them_go(at_home, tmp_path) -> None:
    """The add-in in XLSTART and two files of settings; remove leaves nothing behind."""
    done = installation.install(folder=tmp_path)
    assert _files(at_home) == {
        "Microsoft/Excel/XLSTART/inaxl.xlam",
        ".inaxl/inaxl.conf",
        ".xlwings/xlwings.conf",
    }
    assert done.is_there
    assert violations(done.addin) == []
    assert (done.folder, user_setting(FOLDER)) == (str(tmp_path.resolve()), str(tmp_path.resolve()))
    assert installation.remove()
    assert _files(at_home) == set()
    assert not installation.remove()


def test_settings_of_others_stay(at_home) -> None:
    """A person who uses xlwings for other work keeps its settings."""
    path = settings_file("xlwings")
    write_settings(path, {"SHOW CONSOLE": "False"})
    installation.install()
    assert read_settings(path)["SHOW CONSOLE"] == "False"
    installation.remove()
    assert read_settings(path) == {"SHOW CONSOLE": "False"}


def test_E015_a_path_that_the_code_page_cannot_write_is_refused_and_the_file_stays(
    at_home, monkeypatch
) -> None:
    """As a question mark it would name another folder; the settings that were there are not touched."""
    monkeypatch.setattr("inaxl.excel.settings._code_page", lambda: "cp932")
    path = settings_file("xlwings")
    write_settings(path, {"SHOW CONSOLE": "False"})
    before = path.read_bytes()
    with pytest.raises(UnwritableOutput) as caught:
        write_settings(path, {FOLDER: "C:\\学习"})
    assert caught.value.finding.code == "E015"
    assert "「习」は、この PC の文字コード（cp932）で表せません" in caught.value.finding.message
    assert path.read_bytes() == before


def test_a_shared_program_takes_the_place_of_the_own_python(at_home, tmp_path) -> None:
    """With --exe no interpreter is named, so that a machine without Python works."""
    program = tmp_path / "inaxl-buttons.exe"
    program.write_bytes(b"")
    installation.install()
    done = installation.install(program=program)
    settings = read_settings(settings_file("inaxl"))
    assert settings == {"INAXL_EXE": str(program)}
    assert (done.starts, done.starts_exists) == (str(program), True)


def test_the_persistent_process_is_off_unless_asked_for(at_home) -> None:
    """Use UDF Server is an option."""
    installation.install()
    assert "USE UDF SERVER" not in read_settings(settings_file("inaxl"))
    installation.install(is_server=True)
    assert read_settings(settings_file("inaxl"))["USE UDF SERVER"] == "True"


def test_E027_without_excel(at_home, monkeypatch, capsys) -> None:
    """A machine without XLSTART is told so, and nothing is written."""
    monkeypatch.delenv("APPDATA")
    assert run(cli, ["addin", "status", "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["findings"][0]["code"] == "E027"
    assert _files(at_home) == set()


def test_the_commands_say_what_they_have_done(at_home, capsys) -> None:
    """install, status and remove in words and as JSON."""
    assert run(cli, ["addin", "install"]) == 0
    assert "タブ「KPI」" in capsys.readouterr().out
    assert run(cli, ["addin", "status", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["is_there"], document["exit_code"]) == (True, 0)
    assert run(cli, ["addin", "remove"]) == 0
    assert "外しました" in capsys.readouterr().out


def test_macros_build_writes_addin_and_books(at_home, demo, tmp_path, capsys) -> None:
    """inaxl macros build -o DIR."""
    book = demo / "workbooks" / "R05" / "02_地域創造課.xlsx"
    assert run(cli, ["macros", "build", "-o", str(tmp_path / "出力"), "--book", str(book), "--json"]) == 0
    made = [Path(item["path"]).name for item in json.loads(capsys.readouterr().out)["outputs"]]
    assert made == ["inaxl.xlam", "inaxl.xlsm", "02_地域創造課.xlsm"]


# --- what a click starts -----------------------------------------------------------------------------------------

SHOW = "import sys; print(sorted(n for n in ('matplotlib','polars','pandas','numpy','xlwings') if n in sys.modules)); print(sys.argv)"


def _start(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "inaxl.excel.interpreter", *words]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), *sys.path])}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_a_click_starts_without_plotting_and_data_frame_libraries(tmp_path) -> None:
    """xlwings would import matplotlib and polars where they are; a click does not."""
    for name in ("matplotlib", "polars"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('imported')", encoding="utf-8")
    text = "import xlwings.utils;xlwings.utils.prepare_sys_path('false;;;'); " + SHOW
    done = _start("-B", "-c", text, "--wb=a.xlsm", "--from_xl=1", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    loaded, argv = done.stdout.splitlines()
    assert loaded == "['xlwings']"
    assert argv == "['-c', '--wb=a.xlsm', '--from_xl=1']"


def test_a_program_finds_these_libraries_after_a_click(tmp_path) -> None:
    """They are kept away for the moment of the import only."""
    (tmp_path / "polars.py").write_text("here = True", encoding="utf-8")
    text = (
        "from inaxl.excel.clicking import light_xlwings; light_xlwings(); import polars; print(polars.here)"
    )
    done = _start("-c", text, folder=tmp_path)
    assert done.stdout.strip() == "True", done.stderr


def test_an_unknown_button_is_refused(tmp_path) -> None:
    """The frozen program runs buttons, nothing else."""
    assert _start("os.system", folder=tmp_path).returncode == 2
    assert _start(folder=tmp_path).returncode == 2


def test_importing_the_buttons_loads_nothing_heavy() -> None:
    """The entry point imports what a button needs, when it needs it."""
    code = "import sys, inaxl.buttons; print([n for n in ('pandas','pandera','xlwings','docxtpl','openpyxl','lxml') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() in ("[]", "['lxml']")


@pytest.mark.parametrize("package", ["pyopenvba", "xlwings"])
def test_E029_without_the_extra_packages_the_command_names_them(
    package, tmp_path, monkeypatch, capsys
) -> None:
    """`pip install inaxl` alone does everything except the buttons, and says what is missing."""
    if package == "xlwings":
        monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    else:
        monkeypatch.setitem(sys.modules, package, None)
    assert run(cli, ["macros", "build", "-o", str(tmp_path / "m"), "--json"]) == 3
    finding = json.loads(capsys.readouterr().out)["findings"][0]
    assert (finding["code"], package.lower() in finding["message"].lower()) == ("E029", True)
    assert not (tmp_path / "m").exists()

"""The self-contained folder for a share: built by the spec, it runs commands and takes a click."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def frozen(tmp_path_factory):
    """The folder, built once; it takes a minute, so only where it is asked for."""
    if not os.environ.get("INAXL_TEST_FROZEN"):
        pytest.skip("PyInstaller での作成は INAXL_TEST_FROZEN を設定したときだけ試します")
    pytest.importorskip("PyInstaller")
    place = tmp_path_factory.mktemp("frozen")
    command = [sys.executable, "-m", "PyInstaller", str(ROOT / "packaging" / "inaxl.spec"), "--noconfirm"]
    command += ["--distpath", str(place / "dist"), "--workpath", str(place / "work")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=place, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return place / "dist" / "inaxl"


def _run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, env=environment, check=False
    )


def test_the_folder_builds_a_year_and_the_addin(frozen, tmp_path) -> None:
    """demo, build and macros build work without any Python of the machine."""
    assert _run(frozen / "inaxl", "demo", tmp_path / "d").returncode == 0
    assert _run(frozen / "inaxl", "build", tmp_path / "d", "--fy", "R05").returncode == 1
    assert (tmp_path / "d" / "out" / "R05" / "report.docx").is_file()
    assert _run(frozen / "inaxl", "macros", "build", "-o", tmp_path / "m").returncode == 0
    assert zipfile.is_zipfile(tmp_path / "m" / "inaxl.xlam")


def test_a_click_reaches_the_buttons(frozen) -> None:
    """Both ways of xlwings: RunFrozenPython with a button's name, and as the interpreter of RunPython."""
    text = "import xlwings.utils;xlwings.utils.prepare_sys_path('false;;;'); import inaxl.buttons; print(inaxl.buttons.check)"
    done = _run(frozen / "inaxl-buttons", "-B", "-c", text, "--wb=a.xlsm")
    assert "function check" in done.stdout, done.stderr
    click = _run(frozen / "inaxl-buttons", "check", "--wb=a.xlsm", "--from_xl=1")
    assert click.returncode == 1  # no Excel here: the button says so
    assert "入力チェック" in click.stderr

"""Shared by all tests: one demo folder, built once, and LibreOffice as the judge of what we write."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import settings

from tests.small_plan import book, entry, plan

__all__ = ["book", "entry", "plan"]  # fixtures

settings.register_profile("inaxl", deadline=None)  # a busy machine is no failure
settings.load_profile("inaxl")


def pytest_addoption(parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite golden files and fail, so that a person looks"
    )


@pytest.fixture
def update_golden(request) -> bool:
    """Whether golden files are rewritten."""
    return bool(request.config.getoption("--update-golden"))


SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Path:
    """A demo folder as `inaxl demo` makes it. Read only: copy it to change it."""
    from inaxl.demo.folder import make_demo

    folder = tmp_path_factory.mktemp("demo") / "ina"
    make_demo(folder)
    return folder


@pytest.fixture(scope="session")
def built(demo: Path):
    """The demo's FY2023, built."""
    from inaxl.building import build

    return build(demo, 2023)


@pytest.fixture
def demo_copy(demo: Path, tmp_path: Path) -> Path:
    """A copy of the unbuilt demo folder to change."""
    target = tmp_path / "写し"
    shutil.copytree(demo, target, ignore=shutil.ignore_patterns("out", ".inaxl"))
    return target


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """Converts a file with LibreOffice: `office(path, "pdf", folder)` gives the converted file."""
    if SOFFICE is None:
        if os.environ.get("INAXL_REQUIRE_LIBREOFFICE"):
            pytest.fail("LibreOffice is required here (INAXL_REQUIRE_LIBREOFFICE) but not installed")
        pytest.skip("LibreOffice がないため、開き直す試験を省きます")
    profile = tmp_path_factory.mktemp("libreoffice").as_uri()

    def convert(path: Path, target: str, folder: Path) -> Path:
        command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", target]
        done = subprocess.run(
            [*command, "--outdir", str(folder), str(path)],
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        result = folder / f"{path.stem}.{target.split(':')[0]}"
        assert result.is_file(), done.stdout + done.stderr
        return result

    return convert

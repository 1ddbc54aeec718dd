"""A running LibreOffice, xlwings on it through the test engine, and a folder of the person's own for each test."""

from __future__ import annotations

import os
import shutil

import pytest

from tests.conftest import SOFFICE
from tests.support.office import Office, uno_module


def _need(what: str) -> None:
    if os.environ.get("INAXL_REQUIRE_LIBREOFFICE"):
        pytest.fail(f"{what} is required here (INAXL_REQUIRE_LIBREOFFICE) but not installed")
    pytest.skip(f"{what} がないため、開いたブックの試験を省きます")


@pytest.fixture(scope="session")
def running(tmp_path_factory):
    """One office for all tests of the room."""
    if SOFFICE is None:
        _need("LibreOffice")
    if uno_module() is None:
        _need("python3-uno")
    office = Office(SOFFICE, tmp_path_factory.mktemp("office-profile"))
    yield office
    office.stop()


@pytest.fixture
def excel(running, own_folder):
    """The app of the test engine, in the place of Excel."""
    from tests.support.uno_engine import register

    app = register(running)
    yield app
    for document in [book.document for book in app.books]:
        document.close(True)


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Data of programs and the home folder of the person, empty for each test."""
    home = tmp_path / "家"
    home.mkdir()
    for name in ("LOCALAPPDATA", "APPDATA", "HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    return home


@pytest.fixture
def open_book(excel, running):
    """`open_book(path)` gives the xlwings book of a workbook opened in the office."""
    import xlwings as xw

    from tests.support.uno_engine import Book

    return lambda path: xw.Book(impl=Book(excel, running.open(path)))


@pytest.fixture
def told(monkeypatch):
    """Messages that the buttons show, as (level, text)."""
    from inaxl import buttons

    shown: list[tuple[str, str]] = []
    monkeypatch.setattr(buttons, "notify", lambda text, level: shown.append((level, text)))
    return shown


@pytest.fixture
def folder(demo_copy, tmp_path):
    """A working folder under a path with blanks and Japanese letters."""
    target = tmp_path / "総合 戦略" / "作業"
    target.parent.mkdir()
    shutil.move(demo_copy, target)
    return target

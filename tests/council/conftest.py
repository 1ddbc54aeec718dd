"""The demo's results, and forms of it filled in by the patcher as a member would."""

from __future__ import annotations

import os
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest

from inaxl.books.edits import SetValue
from inaxl.books.patch import apply_edits
from inaxl.books.read import read_bytes
from inaxl.council.form_book import FormContent, write_form
from inaxl.council.form_layout import OPINIONS
from inaxl.council.form_reading import FilledForm, read_form
from inaxl.council.items import form_items
from tests.conftest import SOFFICE
from tests.report.sample_results import sample_results
from tests.support.office import Office, uno_module

TOWN = "事業20　中心市街地の活性化（p20）"
MATCH = "KPI　出会いサポートセンターの登録者数（K002）"


def content(results, **changes) -> FormContent:
    """The content of a form, number 01 of 山田太郎 unless said otherwise."""
    own = {"number": "01", "member": "山田太郎", **changes}
    items = own.pop("items", form_items(results))
    return FormContent(results.plan.title, results.fy, results.date, results.is_sample, items, **own)


def form_bytes(results, cells: Mapping[str, object] | None = None, **changes) -> bytes:
    """A form with entries in cells of its first sheet."""
    stream = BytesIO()
    write_form(stream, content(results, **changes))
    edits = [SetValue(OPINIONS, cell, value) for cell, value in (cells or {}).items()]
    return apply_edits(stream.getvalue(), edits)


def form_read(results, cells=None, *, name: str = "意見記入票_山田太郎.xlsx", **changes) -> FilledForm:
    """A filled form, read back."""
    return read_form(read_bytes(form_bytes(results, cells, **changes), name=name))


@pytest.fixture(scope="session")
def demo_results(demo: Path):
    """The demo's FY2023, evaluated."""
    from inaxl.building import evaluate_folder
    from inaxl.workfolder import open_folder

    return evaluate_folder(open_folder(demo, 2023))


@pytest.fixture(scope="session")
def results():
    """A small year of the tests of the papers."""
    return sample_results()


@pytest.fixture
def put(demo_results, tmp_path):
    """`put("a.xlsx", {"B7": "全体", "D7": "…"})` lays a filled form of the demo's FY2023 into a folder of its own."""

    def write(name: str, cells: Mapping[str, object], **changes) -> Path:
        path = tmp_path / "届いたもの" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(form_bytes(demo_results, cells, **changes))
        return path

    return write


@pytest.fixture(scope="session")
def running(tmp_path_factory):
    """One LibreOffice with its UNO pipe."""
    if SOFFICE is None or uno_module() is None:
        if os.environ.get("INAXL_REQUIRE_LIBREOFFICE"):
            pytest.fail("LibreOffice and python3-uno are required here (INAXL_REQUIRE_LIBREOFFICE)")
        pytest.skip("LibreOffice か python3-uno がないため、開いて書く試験を省きます")
    office = Office(SOFFICE, tmp_path_factory.mktemp("council-office"))
    yield office
    office.stop()

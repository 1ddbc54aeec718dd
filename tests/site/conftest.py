"""The demo's results, a site of them, and a browser that lets no request out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from inaxl.building import evaluate_folder
from inaxl.publishing import write_site, year_files
from inaxl.site.redaction import public_results
from inaxl.workfolder import open_folder
from tests.site.lived import lived

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="session")
def results(demo):
    """The demo's FY2023 with errors, as it is."""
    return evaluate_folder(open_folder(demo, 2023))


@pytest.fixture(scope="session")
def public(results):
    """What is public of a plan that has lived."""
    return public_results(lived(results))


@pytest.fixture(scope="session")
def site(public, tmp_path_factory) -> Path:
    """A site of FY2023, not a draft. Read only."""
    target = tmp_path_factory.mktemp("公開") / "site"
    write_site(public, year_files(public), target, is_draft=False)
    return target


@pytest.fixture(scope="session")
def browser():
    """Debian's chromium, headless; skipped where it is not installed, unless INAXL_REQUIRE_CHROMIUM asks for it."""
    if not CHROMIUM.exists():
        if os.environ.get("INAXL_REQUIRE_CHROMIUM"):
            pytest.fail("chromium is required here (INAXL_REQUIRE_CHROMIUM) but not installed")
        pytest.skip("chromium がないため、ブラウザーで確かめる試験を省きます")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield started
        started.close()

"""The demo's and the sample's open data, written once."""

from __future__ import annotations

from pathlib import Path

import pytest

from inaxl.report.results import Results
from tests.opendata.sample_public import public_sample


@pytest.fixture(scope="session")
def demo_public(demo: Path) -> Results:
    """The demo's FY2023 as everybody may see it."""
    from inaxl.building import evaluate_folder
    from inaxl.site.redaction import public_results
    from inaxl.workfolder import open_folder

    return public_results(evaluate_folder(open_folder(demo, 2023)))


@pytest.fixture(scope="session")
def demo_data(demo_public: Results, tmp_path_factory) -> Path:
    """The demo's open data. Read only: copy it to change it."""
    return _written(demo_public, tmp_path_factory)


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory) -> Path:
    """The sample's open data: every table of the plan's life has rows. Read only."""
    return _written(public_sample("CC BY 4.0"), tmp_path_factory)


def _written(public: Results, tmp_path_factory) -> Path:
    from inaxl.opendata.writing import write_open_data

    folder = tmp_path_factory.mktemp("opendata") / "fy2023" / "data"
    write_open_data(public, folder, edition=1)
    return folder

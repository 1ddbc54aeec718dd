"""One demo folder for all tests of this room: it is only read."""

from __future__ import annotations

from pathlib import Path

import pytest

from inaxl.demo.folder import make_demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder as `inaxl demo` makes it."""
    folder = tmp_path_factory.mktemp("demo") / "ina-demo"
    make_demo(folder)
    return folder

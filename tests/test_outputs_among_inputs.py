"""An output in a folder of inputs would be read as an input the next time: it is refused before anything is written."""

from __future__ import annotations

import pytest

from inaxl.building import Options, build, build_again
from inaxl.council.package import write_package
from inaxl.errors import UnwritableOutput
from inaxl.integrating import write_merged
from inaxl.publishing import publish_site

JOBS = {
    "build": lambda folder, place: build(folder, 2022, Options(out=place)),
    "recorded": lambda folder, place: build_again(folder, 2022, out=place),
    "merge": lambda folder, place: write_merged(folder, 2022, place / "統合.xlsx"),
    "council": lambda folder, place: write_package(folder, 2022, place),
    "publish": lambda folder, place: publish_site(folder, 2022, place),
}


@pytest.mark.parametrize("place", ["workbooks/R04", "workbooks/R06", "plans", "bindings/紙"])
@pytest.mark.parametrize("job", JOBS)
def test_E015_no_output_is_put_among_the_inputs(demo_copy, job, place):
    """`-o workbooks/R04` by mistake: the books of the departments stay alone."""
    before = sorted(demo_copy.rglob("*"))
    with pytest.raises(UnwritableOutput, match="フォルダーです。") as caught:
        JOBS[job](demo_copy, demo_copy / place)
    assert caught.value.finding.code == "E015"
    assert sorted(demo_copy.rglob("*")) == before

"""Published worked examples and the national institute's projection of the city, against the public functions."""

from __future__ import annotations

import numpy as np
import pytest

from inaxl import population as pop
from tests.population.verification import ROOT, Check, census, checks, projection_of_the_city

CHECKS = list(checks())


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_published_figures_are_met(check: Check) -> None:
    """A demographer finds the published figure, to the person or the last printed digit."""
    assert check.difference <= check.allowed, f"{check.name}: {check.difference} {check.unit}"


def test_the_page_of_verification_shows_these_numbers() -> None:
    """docs/population-verification.md is made from the numbers of this run."""
    import runpy

    page = runpy.run_path(str(ROOT / "docs" / "make_verification.py"))["verification_page"]
    assert (ROOT / "docs" / "population-verification.md").read_text(encoding="utf-8") == page()


def test_the_census_of_2015_has_475_persons_of_unknown_age_and_71093_persons_in_2010() -> None:
    """平成27年国勢調査 68,271人（不詳475人）、平成22年 71,093人（不詳10人を含む）."""
    tables = {year: pop.age_table(census(year)) for year in (2010, 2015)}
    assert tables[2015].counts.sum() + tables[2015].unknown.sum() == 68271
    assert tables[2015].unknown.tolist() == [[333, 142]]
    assert tables[2010].counts.sum() + tables[2010].unknown.sum() == 71093


def test_the_base_of_the_projection_is_the_census_with_unknown_ages_apportioned() -> None:
    """社人研の2015年の基準人口は総数68,271人; apportioned ages sum to it as well."""
    table = pop.age_table(census(2015), unknown="apportion")
    assert table.counts.sum() == pytest.approx(68271, abs=1e-9)
    assert table.counts[0].sum(axis=1) == pytest.approx(projection_of_the_city()[0].sum(axis=1), abs=1.5)


def test_net_migration_of_2010_to_2015_is_negative_where_the_young_leave() -> None:
    """15–19 to 20–24 lose most; forward, reverse and average agree on the sign (全国の生残率 WPP2019)."""
    from tests.population.verification import FACTS

    ratios = {(row[0], row[2]): row[4:] for row in FACTS["survival"]["rows"]}
    survival = np.array([ratios[2010, sex] for sex in ("male", "female")])
    found = {
        m: pop.net_migration(census(2010), census(2015), survival, method=m)
        for m in ("forward", "reverse", "average")
    }
    forward = found["forward"].set_index(["sex", "from_age"])
    assert forward.loc[("male", "15-19"), "before"] == 1591
    assert forward.loc[("male", "15-19"), "migrants"] == pytest.approx(-309.5, abs=30)
    assert forward["migrants"].idxmin() == ("female", "15-19")
    average = (found["forward"]["migrants"] + found["reverse"]["migrants"]) / 2
    assert np.allclose(found["average"]["migrants"], average)

"""File names from IDs: stable, different for different IDs, and never a way out of the folder."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.site.addresses import file_name


@given(st.text(min_size=1))
def test_no_ID_can_name_a_place_outside(id_):
    """Letters, digits, - and _ only, whatever stands in the plan book."""
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", file_name(id_))


@given(st.text(min_size=1), st.text(min_size=1))
def test_different_IDs_have_different_files(one, other):
    """No page is written over another one."""
    assert (file_name(one) == file_name(other)) == (one == other)


@pytest.mark.parametrize("id_", ["K004", "field1-m1", "goal2"])
def test_a_plain_ID_stays_as_it_is(id_):
    """Addresses are readable and stay the same over the years."""
    assert file_name(id_) == id_


@pytest.mark.parametrize("id_", ["..", "a/b", "CON", "nul", "移住", "a b", "", "x" * 65, "-a"])
def test_an_ID_that_no_file_may_have_becomes_a_digest(id_):
    """Reserved names, separators, Japanese, blanks, too long ones."""
    assert re.fullmatch(r"x[0-9a-f]{16}", file_name(id_))

"""File names from IDs: stable, different for different IDs, and never a way out of the folder."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.site.addresses import file_name, file_names


@given(st.text(min_size=1))
def test_no_ID_can_name_a_place_outside(id_):
    """Letters, digits, - and _ only, whatever stands in the plan book."""
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", file_name(id_))


@given(st.text(min_size=1), st.text(min_size=1))
def test_different_IDs_have_different_files(one, other):
    """No page is written over another one."""
    assert (file_name(one) == file_name(other)) == (one == other)


@given(st.sets(st.text(min_size=1)) | st.sets(st.text("aAbB-", min_size=1, max_size=4)))
def test_no_two_IDs_have_one_file_on_any_system(ids):
    """Windows and macOS do not tell capitals from small letters."""
    names = file_names(ids)
    assert names.keys() == ids
    assert len({name.lower() for name in names.values()}) == len(ids)


def test_IDs_that_differ_by_capitals_alone_get_a_suffix_each():
    """The same one in whatever order; the others keep their plain names."""
    names = {"K004": "K004--9c032b9b", "k004": "k004--22c850f4", "K005": "K005"}
    assert file_names(names) == names
    assert file_names(reversed(names)) == names


@pytest.mark.parametrize("id_", ["unset", "x0123456789abcdef", "K004--9c032b9b"])
def test_an_ID_that_looks_like_a_name_of_ours_becomes_a_digest(id_):
    """The page of no goal, a digest, a name with a suffix: never the file of another ID."""
    assert re.fullmatch(r"x[0-9a-f]{16}", file_name(id_))
    assert file_name(id_) != id_


@pytest.mark.parametrize("id_", ["K004", "field1-m1", "goal2"])
def test_a_plain_ID_stays_as_it_is(id_):
    """Addresses are readable and stay the same over the years."""
    assert file_name(id_) == id_


@pytest.mark.parametrize("id_", ["..", "a/b", "CON", "nul", "移住", "a b", "", "x" * 65, "-a"])
def test_an_ID_that_no_file_may_have_becomes_a_digest(id_):
    """Reserved names, separators, Japanese, blanks, too long ones."""
    assert re.fullmatch(r"x[0-9a-f]{16}", file_name(id_))

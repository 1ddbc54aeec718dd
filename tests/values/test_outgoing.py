"""Text that leaves inaxl stays text, and a name from a workbook never leads to another folder."""

from __future__ import annotations

from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.values.outgoing import csv_field, file_name


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x.invalid","開く")',
        "=1+1",
        "+1+1",
        "-2+3",
        "-cmd|' /C calc'!A0",
        "+SUM(A1)",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        " =1+1",
        "-人",
        "-A1",
    ],
)
def test_a_text_that_a_spreadsheet_would_calculate_goes_out_with_an_apostrophe(text):
    """As Excel shows it; the text itself is whole behind the apostrophe."""
    assert csv_field(text) == "'" + text


@pytest.mark.parametrize(
    "text",
    ["-25", "-25人", "+3.5%", "-1,234", "-", "−25", "△304", "－", "移住=転入", "", "0.125", "1-2", "'=1"],
)
def test_figures_and_words_go_out_as_they_stand_in_the_cell(text):
    """source_text is verbatim (contract, section 3)."""
    assert csv_field(text) == text


@given(st.text())
def test_no_field_whatever_begins_like_a_formula(text):
    """Only an empty sign or a figure may follow + and -, nothing may follow = and @."""
    start = csv_field(text).lstrip()
    assert not start.startswith(("=", "@"))
    if start.startswith(("+", "-")):
        assert not set("()|!=*/^&") & set(start)


@given(st.text(max_size=300))
def test_no_name_whatever_leaves_its_folder_or_is_refused_by_windows(text):
    """A department called ../../x gets a file of a strange name, in the same folder."""
    name = file_name(text) + ".xlsx"
    assert PureWindowsPath(name).name == name
    assert not set('<>:"/\\|?*\0\n') & set(name)
    assert name.strip(" .") == name
    assert len(name.encode()) <= 255
    assert name not in (".xlsx", "..xlsx")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("企画政策課", "企画政策課"),
        ("../../x", "_.._x"),
        ("..", "_"),
        ("", "_"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("a\u202egpj", "a_gpj"),
        ("地域[課]:*?", "地域[課]___"),
    ],
)
def test_a_name_keeps_what_a_file_system_allows(text, name):
    """Ordinary names stay as they are."""
    assert file_name(text) == name

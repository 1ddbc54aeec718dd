"""W731 and W732: what the plan book should say before it becomes open data."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inaxl.opendata.addresses import ITEM_LICENCE, ITEM_SITE, site_address
from inaxl.opendata.checks import open_data_findings
from tests.report.sample_results import sample_plan


def plan_with(**facts: str):
    """The sample plan with items of its sheet 計画."""
    return replace(sample_plan(), facts=facts)


def test_W731_says_that_no_licence_is_stated():
    """Nothing is claimed, and the secretariat learns where to write it."""
    [found] = open_data_findings(plan_with(), "plan.xlsx")
    assert (found.code, found.book, found.sheet) == ("W731", "plan.xlsx", "計画")
    assert ITEM_LICENCE in found.remedy
    assert open_data_findings(plan_with(**{ITEM_LICENCE: "CC BY 4.0"}), "plan.xlsx") == []


@pytest.mark.parametrize(
    "text",
    ["www.example.jp", "ftp://example.jp/", "https://", "javascript:alert(1)", "https://example.jp/ a", "http://[::1/",
     "https://example.jp/?a=1", "https://例え.jp/", "https://example.jp/\n"],
)  # fmt: skip
def test_W732_names_an_address_that_cannot_be_used(text):
    """An address that is none is told, and IDs do without it."""
    plan = plan_with(**{ITEM_LICENCE: "CC0", ITEM_SITE: text + "x" * text.endswith("\n")})
    assert [found.code for found in open_data_findings(plan, "plan.xlsx")] == ["W732"]
    assert site_address(plan) == ""


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://www.city.example.jp/sogo", "https://www.city.example.jp/sogo/"),
        (" http://localhost:8000/ ", "http://localhost:8000/"),
        ("", ""),
    ],
)
def test_a_usable_address_ends_with_a_slash(text, address):
    """Paths are put behind it as they are."""
    assert site_address(plan_with(**{ITEM_SITE: text})) == address
    assert not [f for f in open_data_findings(plan_with(**{ITEM_SITE: text}), "p") if f.code == "W732"]

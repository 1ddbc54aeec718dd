"""The sheet 読替: accepted renamings, exact after normalisation, within their years, and never in silence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inaxl.merging.matching import Matcher, department_names
from inaxl.merging.rows import merge_readings
from inaxl.merging.submissions import books_by_department
from inaxl.plan.agreements import Renaming


def renaming(kind: str, old: str, new: str, first: int | None = None, last: int | None = None) -> Renaming:
    """A row of 読替."""
    return Renaming(kind, old, new, first, last, "名称変更", "C5")


@pytest.fixture
def with_renamings(plan):
    """The small plan with rows in 読替."""
    return lambda *rows: replace(plan, renamings=rows)


@pytest.mark.parametrize("spelling", ["転入者数", "転 入\n者数", "　転入者数　"])
def test_an_accepted_renaming_of_a_KPI_is_exact_after_normalisation(with_renamings, entry, spelling):
    """The old name in a book means the KPI that the plan names; blanks and breaks change nothing."""
    match = Matcher(with_renamings(renaming("kpi", "転入者数", "K1")), 2023).kpi(entry(spelling))
    assert (match.kpi.id, match.renaming.reason) == ("K1", "名称変更")


def test_a_name_near_an_accepted_renaming_stays_a_suggestion(with_renamings, entry):
    """転入者の数 is not 転入者数: nothing is ever applied that only resembles."""
    assert (
        Matcher(with_renamings(renaming("kpi", "転入者数", "K1")), 2023).kpi(entry("転入者の数")).kpi is None
    )


def test_a_renaming_holds_only_within_its_years(with_renamings, entry):
    """Until FY2021 the old name was meant; a book of FY2023 that still has it is asked."""
    plan = with_renamings(renaming("kpi", "転入者数", "K1", 2020, 2021))
    found = {year: Matcher(plan, year).kpi(entry("転入者数")).kpi for year in (2020, 2021, 2022, 2023)}
    assert [year for year, kpi in found.items() if kpi] == [2020, 2021]


def test_the_plan_s_own_name_goes_before_a_renaming(with_renamings, entry):
    """A row of 読替 never takes a name away from the KPI that bears it."""
    match = Matcher(with_renamings(renaming("kpi", "移住者数", "K2")), 2023).kpi(entry("移住者数"))
    assert (match.kpi.id, match.renaming) == ("K1", None)


def test_one_old_name_of_two_projects_is_told_apart_by_the_project(with_renamings, entry):
    """相談回数 was renamed in both projects; without a project it stays ambiguous."""
    matcher = Matcher(
        with_renamings(renaming("kpi", "相談回数", "K2"), renaming("kpi", "相談回数", "K3")), 2023
    )
    assert matcher.kpi(entry("相談回数", project="結婚支援事業")).kpi.id == "K3"
    assert (matcher.kpi(entry("相談回数")).kpi, matcher.kpi(entry("相談回数")).ambiguous) == (None, True)


@pytest.mark.parametrize("text", ["田舎暮らし応援事業", "1 田舎暮らし応援事業", "事業1　田舎暮らし応援事業"])
def test_a_renamed_project_is_found_with_or_without_its_number(with_renamings, text):
    """The old title of a project leads to the project of today."""
    plan = with_renamings(renaming("project", "田舎暮らし応援事業", "p1"))
    assert Matcher(plan, 2023).project(text).id == "p1"


def test_課名変更_an_old_department_name_leads_to_the_department_of_today(with_renamings, book, entry):
    """A book that still bears the old name counts as the department's submission, in the years that are given."""
    plan = with_renamings(renaming("department", "企画部移住推進室", "d1", 2022, 2023))
    assert department_names(plan, 2023)["企画部移住推進室"] == "企画部地域創造課"
    assert "企画部移住推進室" not in department_names(plan, 2024)
    books, found = books_by_department(
        [book(entry("移住者数", 9), department="企画部移住推進室")], plan, 2023
    )
    assert (list(books), found) == (["企画部地域創造課"], [])


def test_I301_every_use_of_a_renaming_is_said_at_its_cell(with_renamings, book, entry):
    """Nothing is renamed in silence: book, cell, both names and the reason."""
    plan = with_renamings(renaming("kpi", "転入者数", "K1"))
    merged = merge_readings({2023: [book(entry("転入者数", 9))]}, plan, 2023)
    assert [(f.code, f.cell, f.kpi_id) for f in merged.findings] == [("I301", "C6", "K1")]
    assert "「移住者数」" in merged.findings[0].message
    assert "名称変更" in merged.findings[0].message
    assert merged.chosen["K1", 2023].entry.actual == 9


def test_a_renaming_to_a_KPI_that_is_not_valid_in_the_year_is_not_used(with_renamings, entry):
    """An ID that the plan does not have, or not in that year, renames nothing."""
    assert Matcher(with_renamings(renaming("kpi", "転入者数", "K9")), 2023).kpi(entry("転入者数")).kpi is None

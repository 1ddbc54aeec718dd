"""The catalogue of findings: unique, Japanese, filled, tested, and raised somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.findings import CATALOGUE, E101, E303, W101, Finding, in_order, worst

SOURCE = "\n".join(
    path.read_text(encoding="utf-8") for path in Path("src/inaxl").rglob("*.py") if path.name != "findings.py"
)
TESTS = "\n".join(path.read_text(encoding="utf-8") for path in Path("tests").rglob("*.py"))
JAPANESE = re.compile(r"[぀-ヿ一-鿿]")


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_is_japanese_raised_and_tested(code):
    """A code has a Japanese message and remedy, is raised by the code, and is named by a test."""
    item = CATALOGUE[code]
    assert JAPANESE.search(item.message)
    assert JAPANESE.search(item.remedy)
    assert re.search(rf"\b{code}\b", SOURCE), f"{code} is never raised"
    assert re.search(rf"{code}\b", TESTS), f"{code} has no test"


def test_no_code_is_raised_that_does_not_exist():
    """A code in the source that the catalogue does not know would be a crash in the field."""
    assert set(re.findall(r"\b[EWI]\d{3}\b", SOURCE)) <= set(CATALOGUE)


def test_a_finding_has_the_contract_s_form():
    """The keys of contract, section 4, with the raw text in the message."""
    finding = E101.at(book="a.xlsx", sheet="KPI", cell="F14", field="actual", value="10～20", reason="")
    assert finding.as_dict() == {
        "code": "E101",
        "severity": "error",
        "book": "a.xlsx",
        "sheet": "KPI",
        "cell": "F14",
        "kpi_id": None,
        "field": "actual",
        "value": "10～20",
        "message": "「10～20」は数値として読めません。",
        "remedy": finding.remedy,
    }
    assert finding.where == "a.xlsx シート「KPI」 F14"


def test_braces_in_a_cell_do_no_harm():
    """A cell that holds {value} or {0} is quoted, not filled."""
    assert "{0}{value}" in E101.at(value="{0}{value}", reason="").message


cells = st.builds(lambda c, r: f"{c}{r}", st.sampled_from(["A", "B", "Z", "AA"]), st.integers(1, 99))


@given(
    st.lists(st.builds(Finding, st.sampled_from(["E101", "W101"]), st.just("内"), st.just("直"), cell=cells))
)
def test_findings_are_ordered_as_a_person_reads(findings):
    """Errors before warnings, then by row and column, each said once."""
    ordered = in_order(findings)
    assert set(ordered) == set(findings)
    assert len(ordered) == len(set(findings))
    severities = [finding.severity for finding in ordered]
    assert severities == sorted(severities)


def test_the_gravest_severity_decides():
    """An error outweighs any number of warnings."""
    warning = W101.at(value="１", read="1", what="全角")
    assert worst([warning]) == "warning"
    assert worst([warning, E303.at(department="課")]) == "error"
    assert worst([]) is None

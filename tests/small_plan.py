"""A small plan and small books, so that a test shows only what it is about."""

from __future__ import annotations

from decimal import Decimal

import pytest

from inaxl.entries.table import BookReading, Card, Entry
from inaxl.plan.model import (
    Department,
    Field,
    Goal,
    Indicator,
    Kpi,
    Measure,
    Plan,
    Project,
    RatingLevel,
    RatingRules,
)

RULES = RatingRules(
    (
        RatingLevel("on_track", "順調", "◎", Decimal(1), ""),
        RatingLevel("mostly_on_track", "おおむね順調", "○", Decimal("0.8"), ""),
        RatingLevel("needs_effort", "努力を要する", "▼", None, ""),
        RatingLevel("no_actual", "実績値なし", "－", None, ""),
    )
)
STATUS_WORDS = {
    "実績あり": "reported",
    "集計中": "pending",
    "把握できない": "unavailable",
    "対象外": "not_applicable",
}


def indicator(identifier: str, name: str, unit: str = "人", **changes) -> Indicator:
    """An annual count with a target of 10."""
    values = {
        "direction": "increase",
        "accumulation": "annual",
        "baseline": None,
        "baseline_fy": None,
        "baseline_text": "",
        "baseline_comparable": True,
        "target": Decimal(10),
        "target_fy": 2024,
        "target_text": "",
        "interim": {},
        "source": "",
        "note": "",
        **changes,
    }
    return Indicator(id=identifier, name=name, unit=unit, decimals=0, **values)


def kpi(number: int, name: str, project: str | None, **changes) -> Kpi:
    """A KPI of a project, valid in every year."""
    own = {key: changes.pop(key) for key in ("minimum", "maximum", "first_fy", "last_fy") if key in changes}
    return Kpi(
        indicator(f"K{number}", name, **changes),
        number,
        project,
        None,
        None,
        None,
        own.get("minimum"),
        own.get("maximum"),
        own.get("first_fy"),
        own.get("last_fy"),
    )


@pytest.fixture
def plan() -> Plan:
    """Two departments, two projects, three KPIs; 相談件数 stands in both projects."""
    return Plan(
        title="試験計画",
        status="案",
        city="試験市",
        first_fy=2020,
        last_fy=2024,
        is_sample=True,
        facts={},
        goals=(Goal("goal1", 1, "目標1", "目標1", indicator("goal1", "数値目標")),),
        fields=(Field("f1", 1, "分野1", ("goal1",), ""),),
        measures=(Measure("m1", 1, "施策1", "f1", None, ""),),
        projects=(
            Project("p1", 1, "移住促進事業", "m1", None, ("d1",), None, "", ""),
            Project("p2", 2, "結婚支援事業", "m1", None, ("d2",), None, "", ""),
        ),
        kpis=(
            kpi(1, "移住者数", "p1", minimum=Decimal(0)),
            kpi(2, "相談件数", "p1", unit="件"),
            kpi(3, "相談件数", "p2", unit="件"),
        ),
        departments=(
            Department("d1", 1, "企画部", "地域創造課", None, None, ()),
            Department("d2", 2, "保健福祉部", "子育て支援課", None, None, ("健康福祉部子育て支援課",)),
        ),
        vision=(),
        rules=RULES,
        status_words=STATUS_WORDS,
        decisions=("継続", "拡充"),
    )


@pytest.fixture
def entry():
    """Makes an entry: `entry("移住者数", 9)` in FY2023, row by row down the sheet."""
    rows = iter(range(6, 1000))

    def make(
        name: str, actual=None, *, book: str = "workbooks/R05/a.xlsx", fy: int = 2023, **changes
    ) -> Entry:
        row = next(rows)
        status = changes.pop("status", "missing" if actual is None else "reported")
        values = {
            "book": book,
            "sheet": "KPI",
            "row": row,
            "department": "",
            "project": "",
            "goal": "",
            "kpi_id": "",
            "name": name,
            "unit": "",
            "baseline": None,
            "baseline_fy": None,
            "target": None,
            "target_fy": None,
            "fy": fy,
            "actual": None if actual is None else Decimal(str(actual)),
            "status": status,
            "status_text": "",
            "note": "",
            "name_cell": f"C{row}",
            "baseline_cell": "",
            "target_cell": "",
            "source_cell": f"J{row}",
            "status_cell": f"K{row}",
            "source_text": "" if actual is None else str(actual),
        }
        return Entry(**{**values, **changes})

    return make


@pytest.fixture
def book():
    """Makes a book reading of a department and year from entries and cards."""

    def make(
        *content: Entry | Card, department: str = "企画部地域創造課", fy: int | None = 2023
    ) -> BookReading:
        name = content[0].book
        return BookReading(
            name,
            "0" * 64,
            department,
            "KPI!L1",
            fy,
            "KPI!A1",
            tuple(item for item in content if isinstance(item, Entry)),
            tuple(item for item in content if isinstance(item, Card)),
            (),
            1,
            len(content),
        )

    return make

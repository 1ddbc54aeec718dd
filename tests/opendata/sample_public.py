"""The sample year of the papers' tests with a plan that keeps everything, before and after the redaction. All is 架空."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import cache

from inaxl.opendata.addresses import ITEM_LICENCE
from inaxl.plan.life import (
    Budget,
    Evidence,
    Partner,
    PlanLife,
    PrincipleCheck,
    Revision,
    Tag,
    Tagging,
    Withheld,
)
from inaxl.report.results import Results
from inaxl.site.redaction import public_results
from tests.report.sample_results import sample_results

SECRET = "ひみつのことば"
"""Stands in everything that must never be published."""
LIFE = PlanLife(
    evidence=(
        Evidence("e1", "meeting", "令和元年8月", "地区懇談会", 120, "=働く場がほしい", ("g3", "p05", "k0009"), "架空", False, "A5"),
        Evidence("e2", "survey", "令和元年10月", SECRET, None, SECRET, ("p01",), SECRET, True, "A6"),
    ),
    principle_checks=(PrincipleCheck("p01", "locality", "met", "地区の声による", False, "A5"),),
    tags=(Tag("t1", "sdg", "すべての人に健康と福祉を", "Good health and well-being"), Tag("t2", "view", "関係人口", "")),
    taggings=(Tagging("t1", "m1", "A5"), Tagging("t1", "m1", "A6"), Tagging("t2", "k0005", "A7"), Tagging("t2", "nowhere", "A8")),
    partners=(
        Partner("p03", "organisation", "空き家の会", "相談", SECRET, False, "A5"),
        Partner("p04", "company", SECRET, SECRET, SECRET, True, "A6"),
    ),
    budgets=(
        Budget("p01", 2023, Decimal("1234.5"), None, "千円", False, "A5"),
        Budget("p02", 2023, Decimal("98765"), Decimal("98765"), "千円", True, "A6"),
    ),
    revisions=(
        Revision("第1版", dt.date(2020, 4, 1), "other", None, (), "", "A5"),
        Revision("第2版", dt.date(2023, 4, 1), "council", 2021, ("3-02",), "負担を示すため", "A6"),
        Revision("第3版", dt.date(2025, 4, 1), "new_term", None, (), "", "A7"),
    ),
    withheld=(
        Withheld("projects", "p08", "", None, SECRET, "A5"),
        Withheld("kpis", "k0010", "", 2021, SECRET, "A6"),
    ),
)  # fmt: skip


def full_results(licence: str = "") -> Results:
    """The sample year as the office has it: with notes, contacts, places of origin, and what is withheld."""
    results = sample_results()
    plan = replace(
        results.plan,
        facts={ITEM_LICENCE: licence},
        life=LIFE,
        fields=tuple(replace(item, note=SECRET) for item in results.plan.fields),
        projects=tuple(replace(item, note=SECRET) for item in results.plan.projects),
        kpis=tuple(replace(kpi, indicator=replace(kpi.indicator, note=SECRET)) for kpi in results.plan.kpis),
        vision=tuple(replace(point, note=SECRET) for point in results.plan.vision),
    )
    rows = tuple({**row, "note": SECRET, "source_text": SECRET} for row in results.rows)
    population = results.population._replace(
        observations=tuple(item._replace(note=SECRET) for item in results.population.observations)
    )
    return replace(results, plan=plan, rows=rows, population=population)


@cache
def public_sample(licence: str = "") -> Results:
    """The same, as everybody may see it."""
    return public_results(full_results(licence))

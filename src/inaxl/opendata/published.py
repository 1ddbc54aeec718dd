"""What a site has published: a record per year, and what its plan says to the feed and the catalogue of all years.

The site keeps both with each year (`site.json`), so that feed and catalogue are the same in whatever order years are
published. Nothing is in them that the pages do not show.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from inaxl.opendata.addresses import site_address
from inaxl.plan.model import RATINGS, Plan
from inaxl.report.results import Results
from inaxl.values.periods import fy_label


class Publication(NamedTuple):
    """One published year: its evaluation's date, title and what it says in a sentence."""

    fy: int
    date: dt.date
    title: str
    summary: str
    is_draft: bool = False


class PublishedRevision(NamedTuple):
    """A revision as the feed tells it. `term`: the plan's first fiscal year; with `version` it is known by it."""

    term: int
    version: str
    effective: dt.date
    trigger: str
    cause_fy: int | None
    reason: str


class PublishedPlan(NamedTuple):
    """What feed and catalogue say of the plan. `base`: the site's address or '' (then links are relative)."""

    city: str
    title: str
    base: str
    revisions: tuple[PublishedRevision, ...]


def publication_of(public: Results, *, is_draft: bool = False) -> Publication:
    """The record of a year that is being published. `public`: results that `site/redaction.py` has made public."""
    rules, total = public.plan.rules, public.total
    counted = "、".join(f"{rules.label(rating)}{getattr(total, rating)}" for rating in RATINGS)
    marks = "（案）" * is_draft + "（数値は架空）" * public.is_sample
    return Publication(
        public.fy,
        public.date,
        f"{fy_label(public.fy)}の評価を公表しました{marks}",
        f"KPI {total.kpis}件: {counted}",
        is_draft,
    )


def published_plan(plan: Plan) -> PublishedPlan:
    """What is told of a public plan."""
    revisions = tuple(
        PublishedRevision(
            plan.first_fy, item.version, item.effective, item.trigger, item.cause_fy, item.reason
        )
        for item in plan.life.revisions
    )
    return PublishedPlan(plan.city, plan.title, site_address(plan), revisions)


def plan_of_all(plans: Mapping[int, PublishedPlan]) -> PublishedPlan:
    """The names of the newest year's plan, the revisions of all years' plans; told differently, the newest year's counts.

    plans: by fiscal year, at least one.
    """
    found = {(item.term, item.version): item for fy in sorted(plans) for item in plans[fy].revisions}
    ordered = sorted(found.values(), key=lambda item: (item.effective, item.term, item.version))
    return plans[max(plans)]._replace(revisions=tuple(ordered))


def plan_record(plan: PublishedPlan) -> dict[str, Any]:
    """The plan as JSON keeps it."""
    revisions = [item._asdict() | {"effective": item.effective.isoformat()} for item in plan.revisions]
    return plan._asdict() | {"revisions": revisions}


def read_plan_record(record: Mapping[str, Any]) -> PublishedPlan:
    """What `plan_record` has kept. Raises ValueError, LookupError or TypeError for anything else."""
    revisions = [
        PublishedRevision(**{**item, "effective": dt.date.fromisoformat(item["effective"])})
        for item in record["revisions"]
    ]
    return PublishedPlan(**{**record, "revisions": tuple(revisions)})

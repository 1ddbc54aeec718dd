"""The chapters of the report template in their order."""

from __future__ import annotations

from report_back import council, findings, method, no_actual, population, sources
from report_follow import contents, measures, opinions, survey
from report_front import cover, summary
from report_goals import goals
from report_plan import plan_data


def body() -> str:
    """The whole report, from the cover to the appendices."""
    return "".join(
        (
            cover(),
            contents(),
            summary(),
            goals(),
            measures(),
            population(),
            survey(),
            no_actual(),
            opinions(),
            council(),
            findings(),
            sources(),
            method(),
            plan_data(),
        )
    )

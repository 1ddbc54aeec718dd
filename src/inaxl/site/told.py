"""What the pages of both languages share: texts and figures of the report, chart data, small figures; each made once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from markupsafe import Markup

from inaxl.report.context_appendix import method
from inaxl.report.context_goals import goal_chapters
from inaxl.report.context_population import population
from inaxl.report.context_summary import summary
from inaxl.report.context_survey import survey
from inaxl.report.context_words import Context, shown_decimals, trend
from inaxl.report.pdf_charts import KINDS
from inaxl.report.results import Results
from inaxl.site.addresses import Addresses, addresses_of
from inaxl.site.svg_charts import trend_picture

Row = Mapping[str, Any]
Made = TypeVar("Made")


@dataclass(frozen=True)
class Told:
    """Public results in the words of the report, which are the same on Japanese and English pages."""

    results: Results
    _made: dict[tuple[str, ...], Any] = field(default_factory=dict)

    @cached_property
    def addresses(self) -> Addresses:
        """Where the pages of the plan lie."""
        return addresses_of(self.results.plan)

    @cached_property
    def summary(self) -> Context:
        """The page 要点."""
        return summary(self.results)

    @cached_property
    def chapters(self) -> list[Context]:
        """A chapter per goal, and one for what belongs to none, if there is any."""
        return goal_chapters(self.results)

    @cached_property
    def population(self) -> Context | None:
        """The chapter 人口."""
        return population(self.results)

    @cached_property
    def survey(self) -> Context | None:
        """The chapter 市民意識調査."""
        return survey(self.results)

    @cached_property
    def method(self) -> Context:
        """The appendix 評価の方法."""
        return method(self.results)

    @cached_property
    def years(self) -> dict[str, dict[int, Row]]:
        """The rows of every KPI by fiscal year."""
        found: dict[str, dict[int, Row]] = {}
        for row in self.results.rows:
            found.setdefault(row["kpi_id"], {})[row["fy"]] = row
        return found

    @cached_property
    def decimals(self) -> dict[str, int]:
        """Decimals for all figures of a KPI of the year."""
        return {row["kpi_id"]: shown_decimals(self.results, row) for row in self.results.current}

    @cached_property
    def trends(self) -> dict[str, Context]:
        """The small figure of every KPI of the year, as shares of its height, with its values in words."""
        return {row["kpi_id"]: trend(self.results, row) for row in self.results.current}

    @cached_property
    def trend_pictures(self) -> dict[str, Markup | str]:
        """The same, drawn."""
        return {kpi_id: trend_picture(data) for kpi_id, data in self.trends.items()}

    def chart_data(self, kind: str, goal_id: str) -> Mapping[str, Any]:
        """The figures of a chart, from the one definition that Word and PDF draw too. goal_id: '' where it is of none."""
        return self.once(("chart", kind, goal_id), lambda: KINDS[kind](self.results, goal_id or None))

    def once(self, key: tuple[str, ...], make: Callable[[], Made]) -> Made:
        """What is made for one language is there for the other: the result of `make`, kept under a key."""
        if key not in self._made:
            self._made[key] = make()
        found: Made = self._made[key]
        return found

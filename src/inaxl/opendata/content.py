"""All that open data of one year says: the rows of every table that has any, its licence, edition and address. No file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from inaxl.opendata.addresses import ITEM_LICENCE
from inaxl.opendata.columns import DATATYPES, Column, Reference, Table
from inaxl.opendata.licences import Licence, licence_of
from inaxl.opendata.rows_plan import PLAN_ROWS
from inaxl.opendata.rows_year import YEAR_ROWS
from inaxl.opendata.tables import TABLES
from inaxl.report.results import Results
from inaxl.values.periods import fy_label

Row = Mapping[str, Any]


class OpenData(NamedTuple):
    """Open data of one evaluated year. `rows`: table name → its rows, only of tables that have any.

    `base`: address of the site or ''. `edition`: number of the evaluation's edition, None where it has none.
    """

    results: Results
    rows: Mapping[str, tuple[Row, ...]]
    licence: Licence | None
    base: str
    edition: int | None
    is_draft: bool

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables that have rows, in the order of the catalogue."""
        return tuple(table for table in TABLES if table.name in self.rows)

    def references(self, table: Table) -> tuple[Reference, ...]:
        """The references of a table to tables that are there."""
        return tuple(reference for reference in table.references if reference.table in self.rows)

    @property
    def title(self) -> str:
        """`第2期…総合戦略　令和5年度の評価`, with 案 and 架空 where they are so."""
        marks = "（案）" * self.is_draft + "（数値は架空）" * self.results.is_sample
        return f"{self.results.plan.title}　{fy_label(self.results.fy)}の評価{marks}"

    @property
    def title_en(self) -> str:
        """The same in English; the plan's own title stays."""
        marks = " (draft)" * self.is_draft + " (made-up figures)" * self.results.is_sample
        return f"{self.results.plan.title}: evaluation of fiscal year {self.results.fy}{marks}"

    @property
    def version(self) -> str:
        """`2023.2`: fiscal year and edition."""
        return f"{self.results.fy}" + ("" if self.edition is None else f".{self.edition}")

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the figures are from, each once: the plan, then the statistics and the survey."""
        survey = self.results.survey
        named = [
            self.results.plan.title,
            *(item.source for item in self.results.population.observations),
            *([survey.survey.source] if survey else []),
        ]
        return tuple(dict.fromkeys(source for source in named if source))


def open_data(
    public: Results, *, base: str = "", edition: int | None = None, is_draft: bool = False
) -> OpenData:
    """What is published of a year. `public`: results that `site/redaction.py` has made public.

    Raises ValueError for results that still hold what is never published: then something forgot the redaction.
    """
    _must_be_public(public)
    licence = licence_of(public.plan.facts.get(ITEM_LICENCE, ""))
    found = {name: tuple(rows(public)) for name, rows in YEAR_ROWS.items()}
    found |= {name: tuple(rows(public.plan)) for name, rows in PLAN_ROWS.items()}
    found["plan"] = (_plan_row(public, licence, edition, is_draft),)
    rows = {name: own for name, own in found.items() if own}
    names = (*rows, "columns")
    rows["columns"] = tuple(_dictionary(table for table in TABLES if table.name in names))
    return OpenData(public, rows, licence, base, edition, is_draft)


def _must_be_public(results: Results) -> None:
    kept_back = results.findings or results.submissions or results.plan.life.withheld
    if kept_back or any(row["source_book"] for row in results.rows):
        raise ValueError(
            "results with findings, submissions, a list of what is withheld or places of origin are not public"
        )


def _plan_row(results: Results, licence: Licence | None, edition: int | None, is_draft: bool) -> Row:
    plan = results.plan
    return {
        "city": plan.city, "title": plan.title, "plan_status": plan.status, "first_fy": plan.first_fy,
        "last_fy": plan.last_fy, "fy": results.fy, "date": results.date,
        "edition": None if edition is None else str(edition), "is_draft": is_draft, "is_sample": plan.is_sample,
        "judged_against": plan.rules.judged_against, "decrease_by": plan.rules.decrease_by,
        "licence": licence.title if licence else None,
    }  # fmt: skip


def _dictionary(tables: Iterator[Table]) -> Iterator[Row]:
    """The rows of columns.csv: every column of every table."""
    for table in tables:
        for column in table.columns:
            yield {
                "file": table.file_name, "column": column.name, "title": column.title, "title_en": column.title_en,
                "type": DATATYPES[column.kind], "unit": column.unit, "about": about(column), "about_en": column.about_en,
            }  # fmt: skip


def about(column: Column) -> str:
    """What a column says beyond its title, with the words that it may hold."""
    same = column.words is not None and all(key == word for key, word in column.words.items())
    words = (
        ""
        if column.words is None or same
        else "、".join(f"{key} {word}" for key, word in column.words.items())
    )
    covered = column.words is not None and all(key in column.about for key in column.words)
    return "。".join(part for part in (column.about, "" if covered else words) if part)

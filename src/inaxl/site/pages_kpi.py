"""A page per KPI: what it measures, its figures through the years, its rating with the working."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from inaxl.evaluate.aggregate import effective_rating
from inaxl.plan.model import Kpi
from inaxl.report.chart_goals import GoalPoint, GoalSeries, shortfall
from inaxl.report.context_pace import needed
from inaxl.report.context_words import aim_text, share_text
from inaxl.site.material import Context, Link, Material, Page, Row
from inaxl.site.svg_charts import drawn
from inaxl.values.display import number, with_unit
from inaxl.values.periods import fy_short

_SUMS = ("cumulative", "running")
_NAMED = ("evaluated", "baseline", "target")  # the figures that the chart names


def kpi_pages(material: Material) -> Iterator[Page]:
    """A page for every KPI that is judged in the year."""
    for row in material.results.current:
        yield _kpi_page(material, row)


def _kpi_page(material: Material, row: Row) -> Page:
    kpi = material.plan.kpi_by_id[row["kpi_id"]]
    project = material.link(row["project_id"])
    crumbs = [Link("kpis.html", material.words("all_kpis"), is_data=False)]
    data = material.told.once(("kpi chart", kpi.id), lambda: _chart_data(kpi_series(material, row)))
    rating = effective_rating(row)
    return Page(
        material.told.addresses.kpis[kpi.id],
        "kpi.html",
        row["name"],
        {
            "row": material.kpi_rows[kpi.id],
            "rating": material.rating(rating, is_manual=bool(row["rating_override"])),
            "rating_title": material.words("rating_of", year=material.words.fiscal_year(row["fy"])),
            "explanation": row["explanation"] if not material.reason(row) else "",
            "reason": material.reason(row),
            "override_reason": row["override_reason"] if row["rating_override"] else "",
            "facts": _facts(material, row),
            "definition": _definition(material, kpi, row),
            "chart": _chart(material, row, data),
            "history": _history(material, row),
            "links": [
                link
                for link in (material.link(row["goal_id"]), material.link(row["measure_id"]), project)
                if link
            ],
            "defined_since": _defined_since(material, kpi),
            "replaces": [material.name(id_) for id_ in kpi.replaces],
            "published": _published(material, kpi),
            "opinions": material.opinions(kpi.id),
            "evidence": material.evidence(kpi.id),
            "tags": material.tags(kpi.id),
        },
        "kpis",
        tuple(crumbs),
        search="　".join(filter(None, [row["department"], project.text if project else "", row["unit"]])),
    )


def _defined_since(material: Material, kpi: Kpi) -> Context | None:
    """Since when the KPI measures what it measures, and why earlier years are not compared."""
    found = material.results.not_compared.get(kpi.id)
    if found is not None:
        return {"text": found.text, "is_data": True}
    if kpi.defined_fy is None:
        return None
    year = material.words.fiscal_year(kpi.defined_fy)
    return {"text": material.words("defined_since", year=year), "is_data": False}


def _redefined_in(material: Material, kpi: Kpi) -> int:
    """The fiscal year from which the KPI measures what it measures now; 0 where it always has."""
    found = material.results.not_compared.get(kpi.id)
    return max(kpi.defined_fy or 0, found.since if found else 0)


def kpi_series(material: Material, row: Row) -> GoalSeries:
    """A KPI's figures in the form of the goals' chart, from the year of its baseline or the term's first.

    Years before the KPI was defined as it stands are left out: they measured something else.
    """
    kpi, plan = material.plan.kpi_by_id[row["kpi_id"]], material.plan
    years = material.told.years[kpi.id]
    is_sum = row["accumulation"] in _SUMS
    baseline_fy = row["baseline_fy"] if row["baseline"] is not None and row["baseline_comparable"] else None
    first = plan.first_fy if is_sum or baseline_fy is None else min(baseline_fy, plan.first_fy)
    first = max(first, _redefined_in(material, kpi))
    last = max(row["fy"], min(row["final_target_fy"] or row["fy"], plan.last_fy))
    points = []
    for fy in range(first, last + 1):
        own = years.get(fy)
        points.append(
            GoalPoint(
                fy_short(fy),
                own["actual"] if own and row["accumulation"] == "cumulative" else None,
                own["evaluated"] if own else None,
                own["even_path"] if own and row["direction"] != "maintain" else None,
                row["baseline"] if fy == baseline_fy and not is_sum else None,
                row["final_target"] if fy == row["final_target_fy"] else None,
            )
        )
    return GoalSeries(row["unit"], material.told.decimals[row["kpi_id"]], tuple(points), is_sum)


def _chart(material: Material, row: Row, data: dict[str, Any]) -> Context | None:
    """The chart of a KPI; None where no year has a figure."""
    if not any(point["evaluated"] is not None for point in data["points"]):
        return None
    title = material.words("trend")
    figures = material.told.trends[row["kpi_id"]]
    return {
        "title": title,
        "label": material.words("chart_goal"),
        "unit": row["unit"],
        "svg": drawn("goal", data, f"{row['name']}　{title}", figures["alt"], material.words),
        "table": None,  # the history under it has every figure
        "note": "",
    }


def _chart_data(series: GoalSeries) -> dict[str, Any]:
    names = ("single", "evaluated", "even_path", "baseline", "target")
    gap = shortfall(series)

    def text(value: Decimal | None) -> str:
        return "" if value is None else with_unit(value, series.unit, series.decimals)

    points = []
    for point in series.points:
        values = {name: getattr(point, name) for name in names}
        points.append(
            {"label": point.label}
            | {name: None if value is None else float(value) for name, value in values.items()}
            | {f"{name}_text": text(values[name]) for name in _NAMED}
        )
    said = None if gap is None else {"at": gap[0], "text": f"△{text(abs(gap[1]))}"}
    return {"is_sum": series.is_sum, "points": points, "gap": said}


def _history(material: Material, row: Row) -> list[Context]:
    """What each comparable fiscal year so far reported, and how it was judged."""
    kpi = material.plan.kpi_by_id[row["kpi_id"]]
    found = []
    for fy, own in sorted(material.told.years[kpi.id].items()):
        if fy < _redefined_in(material, kpi):
            continue
        found.append(
            {
                "year": material.words.fiscal_year(fy),
                "actual": material.value(own, "actual"),
                "evaluated": material.value(own, "evaluated"),
                "target": aim_text(own, material.told.decimals[row["kpi_id"]], row["unit"]),
                "achievement": share_text(own["achievement"]),
                "rating": material.rating(effective_rating(own), is_manual=bool(own["rating_override"])),
                "reason": material.reason(own),
                "is_now": fy == row["fy"],
            }
        )
    return found


def _facts(material: Material, row: Row) -> list[tuple[str, str]]:
    """The figures beside the rating, as name and value."""
    words, places = material.words, material.told.decimals[row["kpi_id"]]
    facts = [
        (words("baseline"), material.value(row, "baseline") + _year(row["baseline_fy"], row["baseline"])),
        (words("actual"), material.value(row, "actual")),
    ]
    if row["accumulation"] == "cumulative":
        facts.append((words("total_so_far"), material.value(row, "evaluated")))
    facts += [
        (words("target"), aim_text(row, places, row["unit"]) + _year(row["target_fy"], row["target"])),
        (words("achievement"), share_text(row["achievement"])),
    ]
    if row["years_left"]:
        said = needed(row["needed_per_year"], row["accumulation"], places)
        facts.append((words("needed", years=row["years_left"]), said))
    if row["outlook"] is not None:
        low, high = (number(row[key], places) for key in ("outlook_low", "outlook_high"))
        value = with_unit(row["outlook"], row["unit"], places)
        between = words("outlook_between", value=value, low=low, high=high)
        facts.append(
            (words("outlook", year=words.fiscal_year(row["outlook_fy"])), between if low != high else value)
        )
    return facts


def _year(fy: int | None, value: Decimal | None) -> str:
    return f"（{fy_short(fy)}）" if fy and value is not None else ""


def _definition(material: Material, kpi: Kpi, row: Row) -> list[tuple[str, str, bool]]:
    """Name, text, and whether the text is Japanese whatever the page's language is."""
    words = material.words
    parts = [
        (words("unit"), row["unit"], True),
        (words("direction"), words(f"direction_{row['direction']}") if row["direction"] else "", False),
        (
            words("accumulation"),
            words(f"accumulation_{row['accumulation']}") if row["accumulation"] else "",
            False,
        ),
        (words("department"), row["department"] or "", True),
        (words("source"), row["source_note"] or "", True),
        (words("valid_years"), _valid(material, kpi), False),
    ]
    return [part for part in parts if part[1]]


def _valid(material: Material, kpi: Kpi) -> str:
    if kpi.first_fy is None and kpi.last_fy is None:
        return ""
    first, last = (material.words.fiscal_year(fy) if fy else "" for fy in (kpi.first_fy, kpi.last_fy))
    return material.words("from_to", first=first, last=last)


def _published(material: Material, kpi: Kpi) -> list[Context]:
    return [
        {
            "year": material.words.fiscal_year(item.fy),
            "value": with_unit(item.value, kpi.indicator.unit),
            "rating": item.rating_text,
            "source": item.source,
        }
        for item in material.plan.published
        if item.kpi_id == kpi.id and item.fy <= material.results.fy
    ]

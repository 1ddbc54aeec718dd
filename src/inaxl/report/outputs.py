"""The list of what a build writes, and the data files among it: kpis.csv, findings, summary.json, population.json.

To add a paper: a writer and a line in `write_all`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from inaxl.evaluate.aggregate import Counts, Level
from inaxl.evaluate.goals import GoalResult
from inaxl.findings import Finding
from inaxl.merging.submissions import Submission
from inaxl.plan.model import RATINGS, VisionPoint
from inaxl.population.vision import Gap, PopulationResult
from inaxl.report.results import Results
from inaxl.report.stage_facts import stage_facts
from inaxl.values.display import plain
from inaxl.values.outgoing import csv_field

KPI_COLUMNS = (
    "kpi_id goal_id field_id measure_id project_id department name unit direction accumulation baseline_fy baseline "
    "target_fy target fy actual evaluated status achievement progress rating note "
    "source_book source_sheet source_cell source_text rating_override override_reason"
).split()
RATIO_PLACES = 10  # far beyond what any figure entered can tell apart
FINDING_COLUMNS = "code severity book sheet cell kpi_id field value message remedy".split()


def write_kpis_csv(results: Results, path: Path) -> None:
    """One row per KPI and fiscal year (contract, section 3)."""
    _write_csv(
        path, KPI_COLUMNS, [[_kpi_text(row, column) for column in KPI_COLUMNS] for row in results.rows]
    )


def _kpi_text(row: Mapping[str, Any], column: str) -> str:
    value = row[column]
    if column in ("achievement", "progress") and value is not None:
        value = round(value, RATIO_PLACES)
        value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    return _text(value)


def write_findings_csv(findings: Sequence[Finding], path: Path) -> None:
    """All findings, one per row; UTF-8 with BOM so that Excel shows Japanese."""
    rows = [[_text(value) for value in finding.as_dict().values()] for finding in findings]
    _write_csv(path, FINDING_COLUMNS, rows)


def _write_csv(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows([csv_field(text) for text in row] for row in rows)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return plain(value) if isinstance(value, Decimal) else str(value)


def write_json(document: Any, path: Path) -> None:
    """A JSON file: UTF-8, figures as numbers."""
    text = json.dumps(document, ensure_ascii=False, indent=1, default=_json) + "\n"
    path.write_bytes(text.encode("utf-8"))  # the same bytes on every system


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(f"no JSON form of {type(value).__name__}")


def summary_document(results: Results) -> dict[str, Any]:
    """summary.json (contract, section 7), with last year's total, rating words and the departments' state beside."""
    counts = results.counts[results.fy]
    previous = results.previous
    departments = {department.name: department.id for department in results.plan.departments}
    return {
        "fy": results.fy,
        "plan": results.plan.title,
        "sample": results.is_sample,
        "ratings": {rating: results.plan.rules.label(rating) for rating in RATINGS},
        "total": counts_document(counts.total),
        "previous": counts_document(previous.total) if previous else None,
        "by_goal": [_level(level) for level in counts.by_goal],
        "by_field": [_level(level) for level in counts.by_field],
        "by_measure": [_level(level) for level in counts.by_measure],
        "by_project": [_level(level) for level in counts.by_project],
        "by_department": [
            _level(level._replace(id=departments.get(level.id or ""))) for level in counts.by_department
        ],
        "goal_targets": [_goal_target(result, results.fy) for result in results.goals],
        "submissions": {
            "departments": len(results.submissions),
            "submitted": sum(item.submitted for item in results.submissions),
            "missing": [item.department for item in results.submissions if not item.submitted],
            "details": [submission_document(item) for item in results.submissions],
        },
        "stage": stage_facts(results).as_document(),
        "plan_versions": [
            {"fy": fy, "label": version.label, "effective": version.effective, "book": version.book}
            for fy, version in sorted(results.versions.items())
        ],
        "not_compared": [
            {"id": item.id, "name": item.name, "since": item.since, "text": item.text}
            for item in results.not_compared.values()
        ],
    }


def counts_document(counts: Counts) -> dict[str, Any]:
    """COUNTS of the contract."""
    return {
        "kpis": counts.kpis,
        **{rating: getattr(counts, rating) for rating in RATINGS},
        "shares": counts.shares,
        "average_achievement": counts.average_achievement,
    }


def _level(level: Level) -> dict[str, Any]:
    return {"id": level.id, "title": level.title, **counts_document(level.counts)}


def _goal_target(result: GoalResult, fy: int) -> dict[str, Any]:
    target, judgement = result.goal.target, result.judgement
    return {
        "goal_id": result.goal.id,
        "name": target.name,
        "unit": target.unit,
        "baseline": target.baseline,
        "baseline_fy": target.baseline_fy,
        "target": judgement.target,
        "target_fy": judgement.target_fy,
        "fy": fy,
        "actual": result.years[fy].value if fy in result.years else None,
        "evaluated": judgement.evaluated,
        "status": result.years[fy].status if fy in result.years else "missing",
        "achievement": judgement.achievement,
        "rating": judgement.rating,
        "explanation": judgement.explanation,
    }


def submission_document(item: Submission) -> dict[str, Any]:
    """One department of `status` (contract, section 7)."""
    return {
        "department": item.department,
        "submitted": item.submitted,
        "book": item.book,
        "entries": item.kpis,
        "reported": item.reported,
        "errors": item.errors,
        "warnings": item.warnings,
        "state": item.state,
    }


def population_document(population: PopulationResult) -> dict[str, Any]:
    """population.json: vision, observations with their sources, gaps; indicators, decomposition, target, projections."""
    from inaxl.population.document import assessment_document

    return {
        "vision": [_point(point) for point in population.vision],
        "observations": [item._asdict() for item in population.observations],
        "gaps": [_gap(gap) for gap in population.gaps],
        **assessment_document(population.assessment),
    }


def _point(point: VisionPoint) -> dict[str, Any]:
    return {name: getattr(point, name) for name in ("indicator", "year", "value", "kind", "unit", "note")}


def _gap(gap: Gap) -> dict[str, Any]:
    return gap._asdict()


def outputs_of(folder: Path) -> Mapping[str, Path]:
    """Every file below an output folder by its name relative to it, in a fixed order."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path for path in files}

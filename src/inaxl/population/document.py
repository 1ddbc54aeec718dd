"""An assessment as plain data, for population.json and `inaxl population --json`. Keys are only ever added."""

from __future__ import annotations

from typing import Any

from inaxl.population.assessment import Assessment
from inaxl.population.gap import CumulativeTarget
from inaxl.population.outlook import Outlook, Path

_PERSONS = 1  # decimals of projected persons
_DIGITS = 6


def assessment_document(found: Assessment | None) -> dict[str, Any]:
    """The keys that `population.json` has beside vision, observations and gaps."""
    if found is None:
        return {}
    return {
        "indicators": [_rounded(item._asdict()) for item in found.indicators],
        "decomposition": found.decomposition._asdict() if found.decomposition else None,
        "cumulative_targets": [_cumulative(item) for item in found.cumulative],
        "artefacts": [item._asdict() for item in found.artefacts],
        "pyramids": [
            item._asdict() | {sex: _persons(getattr(item, sex)) for sex in ("male", "female")}
            for item in found.pyramids
        ],
        "cohorts": [_rounded(item._asdict()) for item in found.cohorts],
        "projection": _outlook(found.outlook) if found.outlook else None,
    }


def _rounded(item: dict[str, Any]) -> dict[str, Any]:
    return {key: round(value, _DIGITS) if isinstance(value, float) else value for key, value in item.items()}


def _persons(values: Any) -> list[float]:
    return [round(float(value), _PERSONS) for value in values]


def _cumulative(item: CumulativeTarget) -> dict[str, Any]:
    return item._asdict() | {
        "window": list(item.window),
        "years": [year._asdict() for year in item.years],
    }


def _outlook(found: Outlook) -> dict[str, Any]:
    return {
        "base": found.series,
        "survival": found.survival_series,
        "ages": list(found.ages),
        "scenarios": [_path(path) for path in found.paths],
        "influence": [_rounded(item._asdict()) for item in found.influences],
    }


def _path(path: Path) -> dict[str, Any]:
    return {
        "key": path.key,
        "label": path.label,
        "note": path.note,
        "reason": path.reason,
        "years": list(path.years),
        "totals": None if path.totals is None else _persons(path.totals),
        "by_age": None
        if path.by_age is None
        else [{"male": _persons(step[0]), "female": _persons(step[1])} for step in path.by_age],
    }

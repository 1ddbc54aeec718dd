"""The versions of the plan behind a report: which judged which years, what caused them, what is not compared because of it."""

from __future__ import annotations

from collections.abc import Iterator

from inaxl.plan.life import TRIGGERS
from inaxl.plan.lineage import PlanVersion
from inaxl.report.context_words import Context
from inaxl.report.results import Results
from inaxl.values.periods import day_label, fy_label, fy_short

_LISTED = 12  # changes of a version that the report lists; all are told by `inaxl plan diff`


def revisions(results: Results) -> Context:
    """The section 計画の改訂と比較; `shown` is False where one version judges all years and nothing was redefined."""
    versions = _versions(results)
    return {
        "shown": results.is_revised or bool(results.not_compared),
        "lede": _lede(results, len(versions)),
        "versions": [_version(version, years) for version, years in versions],
        "changes": [
            {"title": f"{version.label}で変わったこと", "lines": _changes(version)}
            for version, _ in versions
            if version.changes
        ],
        "not_compared": [item.text for item in results.not_compared.values()],
    }


def revision_rules(results: Results) -> Iterator[tuple[str, str]]:
    """One row of the table of rules, so that a template without the section says it too; none where nothing changed."""
    judged = "、".join(_judged(version, years) for version, years in _versions(results))
    names = "".join(f"「{item.name}」" for item in results.not_compared.values())
    parts = (
        f"{judged}で判定する。" if results.is_revised else "",
        f"{names}は、定義が変わる前の年度と比べない。" if names else "",
    )
    if any(parts):
        yield "計画の改訂", "".join(parts)


def _versions(results: Results) -> list[tuple[PlanVersion, list[int]]]:
    """Every version with the years that it judges, the oldest first."""
    found: dict[str, tuple[PlanVersion, list[int]]] = {}
    for fy, version in sorted(results.versions.items()):
        found.setdefault(version.book, (version, []))[1].append(fy)
    return list(found.values())


def _lede(results: Results, count: int) -> str:
    revised = (
        f"計画期間の始めから{fy_label(results.fy)}までに、計画は{count - 1}回改訂された。"
        if count > 1
        else ""
    )
    parts = [revised, "どの年度も、その年度の末日に効力のあった版で判定した。" if revised else ""]
    if results.not_compared:
        parts.append(f"定義を変えた{len(results.not_compared)}指標は、変わる前の年度と比べていない。")
    return "".join(parts)


def _judged(version: PlanVersion, years: list[int]) -> str:
    return f"{_span(years)}は{version.label}"


def _span(years: list[int]) -> str:
    if len(years) == 1:
        return fy_label(years[0])
    return f"{fy_label(years[0])}から{fy_label(years[-1])}まで"


def _version(version: PlanVersion, years: list[int]) -> Context:
    return {
        "label": version.label,
        "effective": day_label(version.effective) if version.effective else "計画の始めから",
        "years": f"{fy_short(years[0])}～{fy_short(years[-1])}" if len(years) > 1 else fy_short(years[0]),
        "trigger": TRIGGERS.get(version.trigger, "－"),
        "cause": _cause(version),
        "reason": version.reason or "－",
    }


def _cause(version: PlanVersion) -> str:
    parts = [f"{fy_label(version.cause_fy)}の評価" if version.cause_fy else ""]
    parts.append(f"審議会の意見 {'、'.join(version.cause_ids)}" if version.cause_ids else "")
    return "、".join(part for part in parts if part) or "－"


def _changes(version: PlanVersion) -> list[str]:
    lines = [change.text for change in version.changes if change.kind != "counted"]
    more = len(lines) - _LISTED
    return lines[:_LISTED] + ([f"ほか{more}件。"] if more > 0 else [])

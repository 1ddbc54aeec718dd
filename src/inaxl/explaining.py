"""One figure traced from the report back to book, sheet, cell, raw text and rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from inaxl.building import evaluate_folder
from inaxl.errors import UnreadableInput
from inaxl.findings import E009, Finding
from inaxl.manifest import sha256_of
from inaxl.plan.model import ACCUMULATION_LABELS, DIRECTION_LABELS, STATUS_LABELS, Kpi
from inaxl.report.results import Results
from inaxl.values.display import percent, with_unit
from inaxl.values.labels import label_key, nearest
from inaxl.values.periods import day_label, fy_label
from inaxl.workfolder import WorkFolder, open_folder

if TYPE_CHECKING:
    from inaxl.evaluation import Progress


class Step(NamedTuple):
    """One step of the way: what was done, what came out, by which rule."""

    what: str
    result: str
    rule: str


class Explanation(NamedTuple):
    """The way of one figure. `source` as in the contract, section 7; None values where nothing was reported."""

    kpi_id: str
    name: str
    fy: int
    actual: Decimal | None
    source: dict[str, str | None]
    steps: tuple[Step, ...]
    rating: str
    findings: tuple[Finding, ...]


def explain(folder: Path, kpi: str, fy: int, *, progress: Progress | None = None) -> Explanation:
    """Trace a KPI (its ID or its exact name) in a fiscal year. Raises UnreadableInput(E009) for an unknown KPI."""
    work = open_folder(folder, fy)
    results = evaluate_folder(work, progress=progress)
    found = _find(kpi, results)
    row = results.row_by_year[found.id, fy]
    return Explanation(
        found.id,
        found.name,
        fy,
        row["actual"],
        _source(row, work),
        tuple(_steps(row, results)),
        str(row["rating_override"] or row["rating"]),
        tuple(finding for finding in results.findings if finding.kpi_id == found.id),
    )


def _find(text: str, results: Results) -> Kpi:
    kpis = results.plan.kpis_in(results.fy)
    key = label_key(text)
    named = [kpi for kpi in kpis if label_key(kpi.id) == key] or [
        kpi for kpi in kpis if label_key(kpi.name) == key
    ]
    if len(named) == 1:
        return named[0]
    near = [f"{kpi.id} {kpi.name}" for kpi in named] or nearest(text, [kpi.name for kpi in kpis])
    hint = f"近いのは「{'」「'.join(near)}」です。" if near else ""
    raise UnreadableInput(E009.at(value=text, nearest=hint))


def _source(row: Mapping[str, Any], work: WorkFolder) -> dict[str, str | None]:
    book = row["source_book"] or None
    return {
        "book": book,
        "sheet": row["source_sheet"] or None,
        "cell": row["source_cell"] or None,
        "text": row["source_text"] if book else None,
        "sha256": sha256_of(work.root / book) if book else None,
    }


def _steps(row: Mapping[str, Any], results: Results) -> list[Step]:
    unit, decimals = row["unit"], row["decimals"]

    def show(value: Decimal | None) -> str:
        return with_unit(value, unit, decimals)

    place = f"{row['source_book']} シート「{row['source_sheet']}」 {row['source_cell']}"
    steps = [
        Step(
            "セル",
            f"「{row['source_text']}」" if row["source_cell"] else "報告なし",
            place if row["source_cell"] else "",
        ),
        Step("読み取り", show(row["actual"]), f"状態 {STATUS_LABELS[row['status']]}"),
    ]
    if row["accumulation"] == "cumulative" and row["evaluated"] is not None:
        years = [
            item for item in results.rows if item["kpi_id"] == row["kpi_id"] and item["actual"] is not None
        ]
        terms = "＋".join(f"{show(item['actual'])}({fy_label(item['fy'])})" for item in years)
        steps.append(Step("累計", show(row["evaluated"]), terms))
    rule = f"{ACCUMULATION_LABELS.get(row['accumulation'], '集計方法なし')}、{DIRECTION_LABELS.get(row['direction'], '方向なし')}"
    target_year = f"{fy_label(row['target_fy'])}の値" if row["target_fy"] else "年度の定めなし"
    steps += [
        Step("現状値", show(row["baseline"]), fy_label(row["baseline_fy"]) if row["baseline_fy"] else ""),
        Step("指標値", show(row["target"]), f"{target_year}、{rule}"),
        Step("達成率", percent(row["achievement"]), row["explanation"]),
        Step(
            "進捗率",
            percent(row["progress"]),
            "(実績値−現状値)÷(指標値−現状値)" if row["progress"] is not None else "",
        ),
        Step("評価", results.plan.rules.label(row["rating"]), "戦略台帳の評価基準"),
    ]
    if row["rating_override"]:
        label = results.plan.rules.label(row["rating_override"])
        steps.append(Step("手動の評価", label, row["override_reason"]))
    return [*steps, *_version_steps(row, results)]


def _version_steps(row: Mapping[str, Any], results: Results) -> Iterator[Step]:
    """Which version of the plan judged the year, where there is more than one; and what is not compared with it."""
    version = results.versions.get(row["fy"])
    if version is not None and results.is_revised:
        start = f"{day_label(version.effective)}から" if version.effective else "計画の始めから"
        yield Step("計画の版", f"{version.label}（{start}）", version.book)
    if row["kpi_id"] in results.not_compared:
        yield Step("比較", results.not_compared[row["kpi_id"]].text, "定義が同じ年度だけを比べる")

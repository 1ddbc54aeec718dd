"""Reads the sheets 基本目標実績 and 公表実績 of a plan book. A figure without a year belongs nowhere and is left out."""

from __future__ import annotations

from inaxl.plan.actuals import GoalActual, PublishedActual
from inaxl.plan.cells import is_blank, label_of, number_of, text_of
from inaxl.plan.model import Status
from inaxl.plan.tables import FoundTable


def goal_actuals(table: FoundTable, words: dict[str, Status]) -> tuple[GoalActual, ...]:
    """The actuals of the goals by year. `words`: words that may stand in place of a figure, with their status."""
    by_label = {label_of(word): status for word, status in words.items()}
    actuals = []
    for line in table.lines:
        fy, raw = line.year("fy"), line.cells.get("value")
        if fy is None:
            continue  # E411 or E405 is at that cell; without a year the figure belongs nowhere
        value = number_of(raw)
        status: Status = "reported" if value is not None else by_label.get(label_of(raw), "invalid")
        if is_blank(raw):
            chosen = table.word(line, "status")
            status = chosen if chosen not in (None, "reported") else "missing"  # type: ignore[assignment]
        actuals.append(
            GoalActual(
                goal_id=line.text("goal_id"),
                fy=fy,
                value=value,
                status=status,
                as_of=line.text("as_of"),
                source=line.text("source"),
                note=line.text("note"),
                sheet=table.sheet,
                cell=table.cell(line, "value") or "",
                text=text_of(raw),
            )
        )
    return tuple(actuals)


def published_actuals(table: FoundTable) -> tuple[PublishedActual, ...]:
    """What the city has published, kept for reference."""
    return tuple(
        PublishedActual(
            kpi_id=line.text("kpi_id"),
            fy=fy,
            value=line.number("value"),
            rating_text=line.text("rating"),
            source=line.text("source"),
            sheet=table.sheet,
            cell=table.cell(line, "value") or "",
            text=line.text("value"),
        )
        for line in table.lines
        if (fy := line.year("fy")) is not None
    )

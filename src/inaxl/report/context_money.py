"""予算額 and 決算額 of the evaluated year by project (R32), in the units as the plan book has them.

Sums are drawn within one unit only, and only where every amount is known and none is withheld.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from inaxl.plan.life import Budget
from inaxl.plan.model import Plan
from inaxl.report.context_focus import item_label
from inaxl.report.context_words import Context
from inaxl.values.display import number, with_unit
from inaxl.values.periods import fy_column, fy_label


class MoneyLine(NamedTuple):
    """One project, or a sum: amounts in `unit`, last year's in `previous_unit`; None where they are not known."""

    name: str
    unit: str
    budget: Decimal | None
    settlement: Decimal | None
    previous_unit: str
    previous_budget: Decimal | None
    previous_settlement: Decimal | None


class Money(NamedTuple):
    """The lines of the projects in the plan's order, a sum for each unit that several have, and how many are withheld."""

    projects: tuple[MoneyLine, ...]
    sums: tuple[MoneyLine, ...]
    withheld: int


def money_of(plan: Plan, fy: int) -> Money:
    """The money of a fiscal year beside the year before; without the rows that are marked 非公開."""
    own = {budget.project_id: budget for budget in plan.life.budgets if budget.fy == fy}
    before = {b.project_id: b for b in plan.life.budgets if b.fy == fy - 1 and not b.is_withheld}
    shown = [own[p.id] for p in plan.projects if p.id in own and not own[p.id].is_withheld]
    lines = tuple(_line(plan, budget, before.get(budget.project_id)) for budget in shown)
    hidden = [budget.unit for budget in own.values() if budget.is_withheld]
    units = dict.fromkeys(line.unit for line in lines)
    groups = ([line for line in lines if line.unit == unit] for unit in units)
    sums = tuple(_sum(group, group[0].unit in hidden) for group in groups if len(group) > 1)
    return Money(lines, sums, len(hidden))


def _line(plan: Plan, budget: Budget, before: Budget | None) -> MoneyLine:
    return MoneyLine(
        item_label(plan, plan.project_by_id[budget.project_id]),
        budget.unit,
        budget.budget,
        budget.settlement,
        before.unit if before else budget.unit,
        before.budget if before else None,
        before.settlement if before else None,
    )


def _sum(lines: Sequence[MoneyLine], is_withheld: bool) -> MoneyLine:
    unit = lines[0].unit
    is_same = all(line.previous_unit == unit for line in lines)

    def whole(values: list[Decimal | None], is_whole: bool) -> Decimal | None:
        known = [value for value in values if value is not None]
        return sum(known, Decimal(0)) if is_whole and len(known) == len(lines) else None

    return MoneyLine(
        f"計（{len(lines)}事業）",
        unit,
        whole([line.budget for line in lines], not is_withheld),
        whole([line.settlement for line in lines], not is_withheld),
        unit,
        whole([line.previous_budget for line in lines], not is_withheld and is_same),
        whole([line.previous_settlement for line in lines], not is_withheld and is_same),
    )


def budgets(plan: Plan, fy: int) -> Context:
    """The section 予算と決算 of the appendix."""
    money = money_of(plan, fy)
    count = len(money.projects)
    return {
        "title": "予算と決算",
        "count": f"予算と決算{count}事業",
        "withheld": str(money.withheld or ""),
        "rows": [_texts(line) for line in money.projects],
        "heads": {"current": fy_column(fy), "previous": fy_column(fy - 1)},
        "scope": f"{len(plan.projects)}事業のうち{count}事業に{fy_label(fy)}の記載がある",
        "sums": [_texts(line) for line in money.sums],
        "note": money_note(money),
    }


def _texts(line: MoneyLine) -> Context:
    """A line as text; last year's amounts carry their unit where it was another one."""
    unit = "" if line.previous_unit == line.unit else line.previous_unit
    return {
        "name": line.name,
        "budget": number(line.budget),
        "settlement": number(line.settlement),
        "unit": line.unit,
        "previous_budget": with_unit(line.previous_budget, unit),
        "previous_settlement": with_unit(line.previous_settlement, unit),
    }


def money_note(money: Money) -> str:
    """Why a sum is not there."""
    several = len({line.unit for line in money.projects}) > 1
    amounts = [(s.budget, s.settlement, s.previous_budget, s.previous_settlement) for s in money.sums]
    is_lacking = any(None in row for row in amounts)
    parts = (
        "単位の違う額は合わせて計を出していない。" if several else "",
        "「－」の計は、額の分からない事業、単位の変わった事業か非公開の事業があるため出していない。" if is_lacking else "",
    )  # fmt: skip
    return "".join(parts)

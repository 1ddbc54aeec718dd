"""What departments got wrong in the demo's last year, each with the code that a check must give.

The true figures stay in `kpis.csv`; here stands only what was typed instead. Four departments have errors,
a few more have warnings, the others are clean, and one has not handed in its book.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

MISTAKES_FY = 2023
NOT_SUBMITTED = "kensetsu-toshi-seibi"


class Typed(NamedTuple):
    """What was typed in a KPI's row; None leaves what the figures say. `code` is the finding, '' for none."""

    kpi_id: str
    code: str
    actual: str | Decimal | None = None
    status: str | None = None
    note: str | None = None


class ExtraRow(NamedTuple):
    """A row that a department added: an indicator of its own, or one that another department reports."""

    department_id: str
    code: str
    after: str
    kpi_id: str = ""
    name: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    earlier: tuple[tuple[int, Decimal], ...] = ()
    actual: Decimal = Decimal(0)


TYPED = (
    Typed("K001", "", "13 ※1", note="※1 婚姻届の提出を確認できた人数"),
    Typed("K002", "W101", "２１４人"),
    Typed("K019", "W102", Decimal("30.2")),  # a slipped point: 3.02, after 2.81 the year before
    Typed("K023", "W101", "のべ104人"),
    Typed("K024", "E103", "214組"),
    Typed("K035", "W101", "3,950千人"),
    Typed("K038", "E102", "△2.3", note="前年度からの増減"),
    Typed("K049", "E101", "130～135"),
    Typed("K050", "E110", "調査中", status="実績あり"),
    Typed("K054", "E109", "", status=""),
    Typed("K059", "E108", status="未公表", note="労働局の公表を待っている"),
    Typed("K066", "W103", "約146件"),
)
EXTRA_ROWS = (
    ExtraRow(
        "shoko-kanko", "E302", after="K039", name="公式SNSの登録者数", unit="人", baseline=Decimal(4100),
        target=Decimal(6000), earlier=((2021, Decimal(4480)), (2022, Decimal(4870))), actual=Decimal(5230),
    ),
    ExtraRow("kensetsu-kanri", "E301", after="K031", kpi_id="K032", actual=Decimal(29)),
)  # fmt: skip
# An earlier year's figure that was changed without a word: (KPI, year) -> what stands there now (E304).
CHANGED_EARLIER = {("K036", 2022): Decimal(24800)}
# A formula over cells that were cleared (E104), and a row that was hidden but still counts (W201).
FORMULA_ERROR = ("K055", "AVERAGE(P6:P13)", "#DIV/0!")
HIDDEN_ROW = "K051"
# Parts of cards that were left blank (W203).
BLANK_PARTS = {"p22": ("decision", "next_action"), "p28": ("result",), "p33": ("next_action",)}

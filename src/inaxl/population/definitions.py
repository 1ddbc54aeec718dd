"""What a series counts: kind of survey, period, nationality, unknown ages; and the refusal to mix two of them.

Two figures that differ in one of these are not comparable, however alike they look: a census and a register count
different people, a fiscal year and a calendar year different months.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from inaxl.errors import InaxlError
from inaxl.findings import E501, E502, E503, E504, E505, Finding

BASIS_LABELS = {
    "census": "国勢調査",
    "register": "住民基本台帳",
    "estimate": "人口推計・異動調査",
    "vital": "人口動態統計",
    "migration_report": "住民基本台帳人口移動報告",
    "projection": "将来推計",
    "life_table": "生命表",
    "sample": "見本",
}
PERIOD_LABELS = {"date": "時点", "calendar": "暦年", "fiscal": "年度", "interval": "期間"}
NATIONALITY_LABELS = {"all": "総人口", "japanese": "日本人"}
UNKNOWN_LABELS = {
    "included": "総数に含む",
    "excluded": "除く",
    "apportioned": "按分済み",
    "none": "該当なし",
}


class MixedDefinitions(InaxlError):
    """Two series that count different things were to be put into one figure; `finding` says which and why."""

    exit_code = 1


class Definition(NamedTuple):
    """What a series counts; '' or None where it is not said, and then it is not compared.

    `basis` a key of BASIS_LABELS · `period` `date`, `calendar`, `fiscal` or `interval` · `nationality` `all` or
    `japanese` · `unknown` how persons of unknown age are treated, a key of UNKNOWN_LABELS · `as_of` the reference date.
    """

    name: str = ""
    basis: str = ""
    period: str = ""
    nationality: str = ""
    unknown: str = ""
    as_of: dt.date | None = None

    @property
    def title(self) -> str:
        """How messages call it."""
        return self.name or BASIS_LABELS.get(self.basis, self.basis) or "系列"


def differences(
    first: Definition, second: Definition, *, compare: str = "basis nationality"
) -> list[Finding]:
    """E501–E505: in what two series differ. `compare`: which of `basis period date nationality unknown` matter."""
    found = []
    holes = {"first": first.title, "second": second.title}
    words = compare.split()
    if "basis" in words and _differ(first.basis, second.basis):
        kinds = [BASIS_LABELS.get(item.basis, item.basis) for item in (first, second)]
        found.append(E501.at(field="basis", **holes, kinds="と".join(kinds)))
    if "period" in words and _differ(first.period, second.period):
        kinds = [PERIOD_LABELS.get(item.period, item.period) for item in (first, second)]
        found.append(E502.at(field="period", **holes, kinds="と".join(kinds)))
    if "date" in words and first.as_of and second.as_of and first.as_of != second.as_of:
        dates = f"{first.as_of.isoformat()}と{second.as_of.isoformat()}"
        found.append(E503.at(field="as_of", **holes, dates=dates))
    if "nationality" in words and _differ(first.nationality, second.nationality):
        kinds = [NATIONALITY_LABELS.get(item.nationality, item.nationality) for item in (first, second)]
        found.append(E504.at(field="nationality", **holes, kinds="と".join(kinds)))
    if "unknown" in words and _unknown_differ(first.unknown, second.unknown):
        kinds = [UNKNOWN_LABELS.get(item.unknown, item.unknown) for item in (first, second)]
        found.append(E505.at(field="includes_age_unknown", **holes, kinds="と".join(kinds)))
    return found


def require_same(
    first: Definition, second: Definition, *, compare: str = "basis nationality", allow_mixed: bool = False
) -> None:
    """Raise MixedDefinitions with the first of `differences`, unless `allow_mixed`."""
    found = [] if allow_mixed else differences(first, second, compare=compare)
    if found:
        raise MixedDefinitions(found[0])


def require_within(flow: Definition, year: int, stock: Definition, *, allow_mixed: bool = False) -> None:
    """E503 where a population's date lies outside of the year whose events it is to be the denominator of.

    The year is January to December, for `fiscal` April to March; its first day and the day after its last count in.
    """
    if allow_mixed or stock.as_of is None or flow.period not in ("calendar", "fiscal"):
        return
    month = 4 if flow.period == "fiscal" else 1
    if not dt.date(year, month, 1) <= stock.as_of <= dt.date(year + 1, month, 1):
        dates = f"{year}{'年度' if month == 4 else '年'}と{stock.as_of.isoformat()}"
        raise MixedDefinitions(E503.at(field="as_of", first=flow.title, second=stock.title, dates=dates))


def _differ(first: str, second: str) -> bool:
    return bool(first) and bool(second) and first != second


def _unknown_differ(first: str, second: str) -> bool:
    """`none` (a survey that knows every age) agrees with everything; included and apportioned both count everybody."""
    everybody = {"included": "all", "apportioned": "all"}
    kinds = {everybody.get(first, first), everybody.get(second, second)} - {"none", ""}
    return len(kinds) > 1

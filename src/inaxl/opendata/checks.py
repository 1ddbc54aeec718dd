"""What the plan book should say before it becomes open data: W731 no licence, W732 an address that is none."""

from __future__ import annotations

from inaxl.findings import W731, W732, Finding
from inaxl.opendata.addresses import ITEM_LICENCE, ITEM_SITE, is_address
from inaxl.plan.layout import FACTS
from inaxl.plan.model import Plan


def open_data_findings(plan: Plan, book: str) -> list[Finding]:
    """Warnings only: without a licence none is claimed, without an address lasting numbers stand in its place."""
    findings = []
    if not plan.facts.get(ITEM_LICENCE, "").strip():
        findings.append(W731.at(book=book, sheet=FACTS.sheet, column=ITEM_LICENCE))
    address = plan.facts.get(ITEM_SITE, "").strip()
    if address and not is_address(address):
        findings.append(W732.at(book=book, sheet=FACTS.sheet, column=ITEM_SITE, value=address))
    return findings

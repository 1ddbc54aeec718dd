"""Where each page lies: names of files from the IDs of the plan, the same in every year and on every system."""

from __future__ import annotations

import hashlib
import re

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))]
)


def file_name(id_: str) -> str:
    """The file name, without ending, for an ID of the plan; the same ID always gives the same name.

    An ID of plain letters and digits stays as it is. Any other (Japanese, blanks, dots, names that Windows reserves, too
    long) becomes a short digest, so that no ID can name a place outside of its folder.
    """
    if _PLAIN.fullmatch(id_) and id_.lower() not in _DEVICES:
        return id_
    return "x" + hashlib.sha256(id_.encode()).hexdigest()[:16]


def year_folder(fy: int) -> str:
    """The folder of a fiscal year: `fy2023`."""
    return f"fy{fy}"


def goal_page(id_: str) -> str:
    """Address of a goal's page within its year; the KPIs and projects of no goal are under ''."""
    return f"goal/{file_name(id_) if id_ else 'unset'}.html"


def measure_page(id_: str) -> str:
    """Address of a measure's page within its year."""
    return f"measure/{file_name(id_)}.html"


def project_page(id_: str) -> str:
    """Address of a project's page within its year."""
    return f"project/{file_name(id_)}.html"


def kpi_page(id_: str) -> str:
    """Address of a KPI's page within its year."""
    return f"kpi/{file_name(id_)}.html"

"""inaxl: the yearly PDCA evaluation of a city's regional-revitalisation strategy, inside the sheets that staff have.

The functions here do what the commands do; each loads what it needs when it is called, so importing `inaxl` is cheap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from inaxl import population as population
    from inaxl.building import build as build
    from inaxl.checking import check as check
    from inaxl.evaluate.table import rate as rate
    from inaxl.integrating import merge as merge

__all__ = ["__version__", "build", "check", "merge", "population", "rate"]

_HOMES = {
    "build": ("inaxl.building", "build"),
    "check": ("inaxl.checking", "check"),
    "merge": ("inaxl.integrating", "merge"),
    "rate": ("inaxl.evaluate.table", "rate"),
    "population": ("inaxl.population", None),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'inaxl' has no attribute {name!r}")
    from importlib import import_module

    module_name, attribute = _HOMES[name]
    module = import_module(module_name)
    return getattr(module, attribute) if attribute else module


def __dir__() -> list[str]:
    return __all__

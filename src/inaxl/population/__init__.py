"""Population: the population book, the indicators, the vision and the gap to it, the cohort-component projection.

`vision.py` expected value on a date, gaps · `gap.py` where the gap comes from, the cumulative target, the age-unknown
artefact · `structure.py`, `flows.py`, `fertility.py`, `cohorts.py` indicators · `projection.py`, `scenarios.py`,
`influence.py` the projection · `book.py` what staff keep · `importing.py` published files · `assessment.py` all of it
for one fiscal year. Reports and charts are made in `report/`, not here.

Importing this package is cheap: numpy and pandas are loaded when one of the names below is first used.

To add an indicator: a documented function in `structure.py`, `flows.py`, `fertility.py` or `cohorts.py`, and a line
in `assessment.INDICATORS` if it is to be printed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inaxl.population.ages import age_label as age_label
    from inaxl.population.assessment import assess as assess
    from inaxl.population.book import read_population_book as read_population_book
    from inaxl.population.cohorts import cohort_change_ratios as cohort_change_ratios
    from inaxl.population.cohorts import net_migration as net_migration
    from inaxl.population.cohorts import net_migration_under_5 as net_migration_under_5
    from inaxl.population.cohorts import survival_ratios as survival_ratios
    from inaxl.population.fertility import age_specific_fertility as age_specific_fertility
    from inaxl.population.fertility import general_fertility_rate as general_fertility_rate
    from inaxl.population.fertility import gross_reproduction_rate as gross_reproduction_rate
    from inaxl.population.fertility import net_reproduction_rate as net_reproduction_rate
    from inaxl.population.fertility import total_fertility_rate as total_fertility_rate
    from inaxl.population.flows import annual_growth_rate as annual_growth_rate
    from inaxl.population.flows import balance_check as balance_check
    from inaxl.population.flows import crude_birth_rate as crude_birth_rate
    from inaxl.population.flows import crude_death_rate as crude_death_rate
    from inaxl.population.flows import growth_rate as growth_rate
    from inaxl.population.flows import in_migration_rate as in_migration_rate
    from inaxl.population.flows import mean_population as mean_population
    from inaxl.population.flows import natural_change as natural_change
    from inaxl.population.flows import natural_change_rate as natural_change_rate
    from inaxl.population.flows import out_migration_rate as out_migration_rate
    from inaxl.population.flows import social_change as social_change
    from inaxl.population.flows import social_change_rate as social_change_rate
    from inaxl.population.gap import age_unknown_artefacts as age_unknown_artefacts
    from inaxl.population.gap import cumulative_target as cumulative_target
    from inaxl.population.gap import decompose as decompose
    from inaxl.population.importing import read_estat_csv as read_estat_csv
    from inaxl.population.importing import read_ipss_workbook as read_ipss_workbook
    from inaxl.population.influence import influence_of as influence_of
    from inaxl.population.projection import calibrate as calibrate
    from inaxl.population.projection import implied_rates as implied_rates
    from inaxl.population.projection import project as project
    from inaxl.population.projection import project_births as project_births
    from inaxl.population.scenarios import child_woman_ratio_of as child_woman_ratio_of
    from inaxl.population.scenarios import conversion_factor as conversion_factor
    from inaxl.population.scenarios import total_fertility_of as total_fertility_of
    from inaxl.population.structure import age_share as age_share
    from inaxl.population.structure import ageing_index as ageing_index
    from inaxl.population.structure import ageing_rate as ageing_rate
    from inaxl.population.structure import child_sex_ratio as child_sex_ratio
    from inaxl.population.structure import child_woman_ratio as child_woman_ratio
    from inaxl.population.structure import old_dependency as old_dependency
    from inaxl.population.structure import population_aged as population_aged
    from inaxl.population.structure import total_dependency as total_dependency
    from inaxl.population.structure import women_15_49 as women_15_49
    from inaxl.population.structure import women_20_39 as women_20_39
    from inaxl.population.structure import young_dependency as young_dependency
    from inaxl.population.tables import age_table as age_table
    from inaxl.population.vision import gaps as gaps
    from inaxl.population.vision import vision_at as vision_at

_ROOMS = {
    "ages": ("age_label",),
    "assessment": ("assess",),
    "book": ("read_population_book",),
    "cohorts": ("cohort_change_ratios", "net_migration", "net_migration_under_5", "survival_ratios"),
    "fertility": (
        "age_specific_fertility",
        "general_fertility_rate",
        "gross_reproduction_rate",
        "net_reproduction_rate",
        "total_fertility_rate",
    ),
    "flows": (
        "annual_growth_rate",
        "balance_check",
        "crude_birth_rate",
        "crude_death_rate",
        "growth_rate",
        "in_migration_rate",
        "mean_population",
        "natural_change",
        "natural_change_rate",
        "out_migration_rate",
        "social_change",
        "social_change_rate",
    ),
    "gap": ("age_unknown_artefacts", "cumulative_target", "decompose"),
    "importing": ("read_estat_csv", "read_ipss_workbook"),
    "influence": ("influence_of",),
    "projection": ("calibrate", "implied_rates", "project", "project_births"),
    "scenarios": ("child_woman_ratio_of", "conversion_factor", "total_fertility_of"),
    "structure": (
        "age_share",
        "ageing_index",
        "ageing_rate",
        "child_sex_ratio",
        "child_woman_ratio",
        "old_dependency",
        "population_aged",
        "total_dependency",
        "women_15_49",
        "women_20_39",
        "young_dependency",
    ),
    "tables": ("age_table",),
    "vision": ("gaps", "vision_at"),
}
_HOMES = {name: room for room, names in _ROOMS.items() for name in names}
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'inaxl.population' has no attribute {name!r}")
    return getattr(import_module(f"inaxl.population.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_HOMES)

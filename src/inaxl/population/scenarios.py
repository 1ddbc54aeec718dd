"""Scenarios: what a projection assumes about births and migration, and the arrays that follow from it.

TFR and child-woman ratio are turned into each other with the nation's: k(t) = TFR_nat(t)/CWR_nat(t), CWR = TFR/k. The TFR
of a step is the one of the year at its end; CWR at that date reflects the births of the five years before, so a TFR
that jumps shows half a step late. k is data of the population book, because the nation's assumed TFR is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from inaxl.population.ages import STEP
from inaxl.population.projection import FIRST_MOTHER, project
from inaxl.population.tables import Array

AS_GIVEN, TFR_PATH, TFR_TARGET = "as_given", "vision_tfr", "tfr_target"
NO_MIGRATION, SCALED, NET_PATH = "zero", "scaled", "vision_net_migration"
FERTILITY_LABELS = {
    AS_GIVEN: "推計のまま",
    TFR_PATH: "将来展望の合計特殊出生率",
    TFR_TARGET: "目標の合計特殊出生率へ",
}
MIGRATION_LABELS = {
    AS_GIVEN: "推計のまま",
    NO_MIGRATION: "移動なし",
    SCALED: "推計の移動率に倍率",
    NET_PATH: "将来展望の社会増減",
}
_SPREAD = slice(FIRST_MOTHER, 8)  # 15–19 … 35–39 at the beginning of the step: the ages that move most
PATTERN_1, SIMULATION_1, SIMULATION_2 = "ipss", "tfr_2_1", "tfr_2_1_no_migration"


class Scenario(NamedTuple):
    """One scenario. `tfr`, `tfr_year` for TFR_TARGET: linear from the base year, constant after; `factor` for SCALED."""

    key: str
    label: str
    fertility: str = AS_GIVEN
    migration: str = AS_GIVEN
    tfr: float | None = None
    tfr_year: int | None = None
    factor: float | None = None
    note: str = ""

    @property
    def problem(self) -> str:
        """What is missing, '' where it is complete."""
        if self.fertility == TFR_TARGET and (self.tfr is None or self.tfr_year is None):
            return "目標の合計特殊出生率と到達年が必要です。"
        if self.migration == SCALED and self.factor is None:
            return "移動率の倍率が必要です。"
        return ""


STANDARD = (
    Scenario(PATTERN_1, "社人研推計に準拠", note="パターン1"),
    Scenario("plan", "将来展望の出生率と社会増減", TFR_PATH, NET_PATH),
    Scenario("no_migration", "移動なし", AS_GIVEN, NO_MIGRATION),
    Scenario(SIMULATION_1, "出生率2.1", TFR_TARGET, AS_GIVEN, 2.1, 2030, note="シミュレーション1"),
    Scenario(
        SIMULATION_2, "出生率2.1・移動なし", TFR_TARGET, NO_MIGRATION, 2.1, 2030, note="シミュレーション2"
    ),
)


class Base(NamedTuple):
    """What all scenarios of one area start from.

    years [steps + 1], start [2, ages] persons, survival and migration [steps, 2, ages − 1], child_woman_ratio and
    child_sex_ratio [steps], conversion [steps + 1]: k(t) at `years`, None where it is not known.
    """

    years: tuple[int, ...]
    start: Array
    survival: Array
    migration: Array
    child_woman_ratio: Array
    child_sex_ratio: Array
    conversion: Array | None = None
    start_child_woman_ratio: float = float("nan")


def conversion_factor(national_tfr: npt.ArrayLike, national_ratio: npt.ArrayLike) -> Array:
    """k = TFR_nat/CWR_nat [births per woman ÷ children per woman], of the same years."""
    factor: Array = np.asarray(national_tfr, dtype=np.float64) / np.asarray(national_ratio, dtype=np.float64)
    return factor


def child_woman_ratio_of(tfr: npt.ArrayLike, factor: npt.ArrayLike) -> Array:
    """CWR = TFR/k."""
    ratio: Array = np.asarray(tfr, dtype=np.float64) / np.asarray(factor, dtype=np.float64)
    return ratio


def total_fertility_of(ratio: npt.ArrayLike, factor: npt.ArrayLike) -> Array:
    """TFR = CWR·k."""
    tfr: Array = np.asarray(ratio, dtype=np.float64) * np.asarray(factor, dtype=np.float64)
    return tfr


def without_migration(change: npt.ArrayLike, survival: npt.ArrayLike) -> tuple[Array, Array]:
    """(S, m) from change ratios S + m and survival ratios, both [..., sex, transition].

    A stationary life table's ratio for the open group is too low where the group is young (Japan 2015–20: 0.395 for men
    against 0.468 implied for the city): there the change ratio itself is taken as survival and m is 0.
    """
    whole = np.asarray(change, dtype=np.float64)
    survived = np.broadcast_to(np.asarray(survival, dtype=np.float64), whole.shape).copy()
    survived[..., -1] = whole[..., -1]
    return survived, whole - survived


def project_scenarios(
    base: Base,
    scenarios: Sequence[Scenario],
    *,
    vision_tfr: Mapping[int, float] | None = None,
    vision_net_migration: Mapping[int, float] | None = None,
) -> tuple[Array, dict[str, str]]:
    """Population [scenario, steps + 1, 2, ages] of every scenario in one go; NaN and a reason where one cannot be had.

    vision_tfr          TFR by year; linear between the years, for TFR_PATH
    vision_net_migration  net migrants per year by year, all ages; linear between, for NET_PATH. The base's migration
                        rates are kept, and what the path has more or less than they give is spread over the cohorts
                        aged 15–39 at the beginning of the step, as the base projection has them.
    The reasons are by the scenario's key.
    """
    size, steps = len(scenarios), len(base.years) - 1
    ratios = np.tile(base.child_woman_ratio, (size, 1))
    migration = np.tile(base.migration, (size, 1, 1, 1))
    migrants = np.zeros_like(migration)
    reasons: dict[str, str] = {}
    for number, scenario in enumerate(scenarios):
        reason = scenario.problem
        if not reason and scenario.fertility != AS_GIVEN:
            path = _tfr_path(base, scenario, vision_tfr)
            if base.conversion is None or path is None:
                reason = "出生率と子ども女性比の換算率、または将来展望の合計特殊出生率がありません。"
            else:
                ratios[number] = child_woman_ratio_of(path, base.conversion[1:])
        if scenario.migration == NO_MIGRATION:
            migration[number] = 0
        elif scenario.migration == SCALED and scenario.factor is not None:
            migration[number] *= scenario.factor
        elif scenario.migration == NET_PATH:
            if not vision_net_migration:
                reason = reason or "将来展望に社会増減がありません。"
            else:
                migrants[number] = _extra_migrants(base, vision_net_migration)
        if not reason and (base.survival + migration[number] < 0).any():
            reason = "移動率が大きく、人口が負になります。"
            migration[number] = 0
        if reason:
            reasons[scenario.key] = reason
    found = project(
        base.start,
        base.survival,
        migration,
        child_woman_ratio=ratios,
        child_sex_ratio=base.child_sex_ratio,
        migrants=migrants if migrants.any() else None,
    )
    for number, scenario in enumerate(scenarios):
        if scenario.key in reasons:
            found[number, 1:] = np.nan
    assert found.shape[1] == steps + 1
    return found, reasons


def _tfr_path(base: Base, scenario: Scenario, vision: Mapping[int, float] | None) -> Array | None:
    """TFR at the end of each step; None where what it needs is not known."""
    ends = np.array(base.years[1:], dtype=np.float64)
    if scenario.fertility == TFR_PATH:
        return (
            None if not vision else np.interp(ends, sorted(vision), [vision[year] for year in sorted(vision)])
        )
    if base.conversion is None or scenario.tfr is None or scenario.tfr_year is None:
        return None
    first = float(total_fertility_of(base.start_child_woman_ratio, base.conversion[0]))
    if np.isnan(first):
        return None
    return np.interp(ends, [base.years[0], scenario.tfr_year], [first, scenario.tfr])


def net_per_step(path: Mapping[int, float], years: Sequence[int]) -> Array:
    """Net migrants of each five-year step [persons]: the sum of five years of a path that is linear between its years.

    The years of a step from 2015 to 2020 are 2016 … 2020. Outside of the path its first or last value stands.
    """
    known = sorted(path)
    singles = [np.arange(year + 1, year + STEP + 1) for year in years[:-1]]
    return np.array([np.interp(each, known, [path[year] for year in known]).sum() for each in singles])


def _extra_migrants(base: Base, path: Mapping[int, float]) -> Array:
    run = project(
        base.start,
        base.survival,
        base.migration,
        child_woman_ratio=base.child_woman_ratio,
        child_sex_ratio=base.child_sex_ratio,
    )
    cohorts = run[:-1, :, :-1].copy()
    cohorts[:, :, -1] += run[:-1, :, -1]
    given = (cohorts * base.migration).sum(axis=(1, 2))
    extra = net_per_step(path, base.years) - given
    weights = np.zeros_like(cohorts)
    weights[:, :, _SPREAD] = cohorts[:, :, _SPREAD]
    weights /= weights.sum(axis=(1, 2), keepdims=True)
    spread: Array = weights * extra[:, None, None]
    return spread

"""Published figures beside what the public functions give: for the tests and for docs/population-verification.md."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from inaxl import population as pop
from inaxl.population.cohorts import migrants_of
from inaxl.population.fertility import total_fertility_rate

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EXAMPLES: dict[str, Any] = tomllib.loads((HERE / "published" / "examples.toml").read_text(encoding="utf-8"))
FACTS: dict[str, Any] = tomllib.loads(
    (ROOT / "workbooks/sources/population.toml").read_text(encoding="utf-8")
)
AGES = [f"{low}-{low + 4}" for low in range(0, 90, 5)] + ["90+"]


class Check(NamedTuple):
    """One comparison: the largest difference between published and computed figures, and what is allowed."""

    name: str
    source: str
    figures: int
    difference: float
    allowed: float
    unit: str

    @property
    def passes(self) -> bool:
        return self.difference <= self.allowed


def _check(name: str, source: str, published: Any, computed: Any, allowed: float, unit: str) -> Check:
    aims, found = np.atleast_1d(np.asarray(published, float)), np.atleast_1d(np.asarray(computed, float))
    assert aims.shape == found.shape
    return Check(name, source, aims.size, float(np.abs(aims - found).max()), allowed, unit)


def projection_of_the_city() -> np.ndarray:
    """IPSS 2018 of the city: [year, sex, age] persons, 2015 to 2045."""
    rows = {(row[0], row[1]): row[2:] for row in FACTS["projection"]["rows"]}
    return np.array([[rows[year, sex] for sex in ("male", "female")] for year in range(2015, 2050, 5)], float)


def census(year: int) -> pd.DataFrame:
    """A census of the city as a tidy table."""
    records = []
    for day, sex, *figures in FACTS["census"]["rows"]:
        if day.year == year:
            records += [
                ("国勢調査", "census", day, sex, age, n)
                for age, n in zip([*AGES, "unknown"], figures, strict=True)
            ]
    return pd.DataFrame(records, columns=["series", "basis", "date", "sex", "age", "population"])


def mothers(births: list[float], women: list[float], first: int = 15) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Births and women of one year as tables."""
    ages = [f"{low}-{low + 4}" for low in range(first, first + 5 * len(births), 5)]
    frame = pd.DataFrame({"year": 2000, "age": ages})
    return frame.assign(births=births), frame.assign(women=women)


def checks() -> Iterator[Check]:
    """All comparisons."""
    yield from _sweden()
    yield from _textbooks()
    yield from _ipss()


def _sweden() -> Iterator[Check]:
    s = EXAMPLES["sweden_1993"]
    start, lived = [s["male"], s["female"]], [s["lived_male"], s["lived_female"]]
    plain = pop.project_births(start, lived, s["fertility"], steps=2)
    totals = np.rint(plain[:, 1].sum(axis=1))
    yield _check("スウェーデン女1993年から2期、総数", s["source"], s["female_totals"], totals, 0, "人")
    yield _check("同、1998年の0～4歳女", s["source"], s["girls_1998"], np.rint(plain[1, 1, 0]), 0, "人")
    moved = [[0] * len(s["female"]), s["female_migrants"]]
    open_ = pop.project_births(start, lived, s["fertility"], moved)
    yield _check(
        "同、移動のあるとき1998年の女、年齢別",
        s["source"],
        s["female_with_migration_1998"],
        np.rint(open_[1, 1]),
        0,
        "人",
    )


def _textbooks() -> Iterator[Check]:
    b = EXAMPLES["bombay"]
    found = np.rint(migrants_of(b["before"], b["after"], b["survival"]))
    yield _check(
        "ボンベイ1941～51年の純移動、年齢別（前進法）", b["source"], b["net_migrants"], found, 0, "人"
    )
    w = EXAMPLES["worksheet_2002"]
    ages = [*(f"{low}-{low + 4}" for low in range(0, 85, 5)), "85+"]
    tables = [pd.DataFrame({"sex": "male", "age": ages, "L": w[f"lived_{year}"]}) for year in (1995, 2000)]
    ratios = [pop.survival_ratios(table)["survival_ratio"].to_numpy() for table in tables]
    published = [w["ratio_1995"], w["ratio_2000"], w["period"]]
    found = [*ratios, (ratios[0] + ratios[1]) / 2]
    name = "生残率のワークシート（平成7年・12年・期間の平均、男）"
    yield _check(name, w["source"], published, found, 5.5e-6, "")
    e = EXAMPLES["bangladesh_1974"]
    tfr = total_fertility_rate(*mothers(e["births"], e["women"])).value
    yield _check("バングラデシュ1974年の合計特殊出生率", e["source"], e["tfr"], round(tfr or 0, 2), 0, "")
    u = EXAMPLES["united_states_1991"]
    births, women = mothers(u["daughters"], u["women"], u["first_age"])
    table = births[["age"]].assign(L=u["lived"])
    grr = pop.gross_reproduction_rate(births, women, sex_ratio=None).value
    nrr = pop.net_reproduction_rate(births, women, table, sex_ratio=None).value
    yield _check(
        "アメリカ1991年の総再生産率・純再生産率",
        u["source"],
        [u["grr"], u["nrr"]],
        np.round([grr or 0, nrr or 0], 3),
        0,
        "",
    )
    g = EXAMPLES["egypt_1997"]
    births, women = mothers(g["rates"], [1.0] * 7)
    nrr = pop.net_reproduction_rate(
        births, women, births[["age"]].assign(L=g["lived"]), radix=1, sex_ratio=None
    ).value
    yield _check("エジプト1997年の純再生産率", g["source"], g["nrr"], round(nrr or 0, 2), 0, "")
    d = EXAMPLES["sweden_1988"]
    deaths = pd.DataFrame({"year": [1988], "deaths": [d["deaths"]]})
    people = pd.DataFrame({"year": [1988], "population": [d["population"]]})
    cdr = pop.crude_death_rate(deaths, people).value
    yield _check("スウェーデン1988年の普通死亡率", d["source"], d["cdr"], round(cdr or 0, 2), 0, "‰")


def _ipss() -> Iterator[Check]:
    source = "社人研「日本の地域別将来推計人口（平成30（2018）年推計）」伊那市"
    path = projection_of_the_city()
    nation = {row[0]: row[1:] for row in FACTS["conversion"]["rows"]}
    years = range(2015, 2050, 5)
    ratios = np.array([(nation[y][0] + nation[y][1]) / nation[y][2] for y in years])
    sexes = np.array([100 * nation[y][0] / nation[y][1] for y in years])
    women = path[:, 1, 3:10].sum(axis=1)
    own = path[:, :, 0].sum(axis=1) / women
    children = (ratios * own[0] / ratios[0] * women)[1:]
    boys = np.rint(children * sexes[1:] / (100 + sexes[1:]))
    girls = np.rint(children * 100 / (100 + sexes[1:]))
    yield _check(
        "0～4歳の男女（全国の子ども女性比との比を2015年で固定、全国の性比）", source,
        [path[1:, 0, 0], path[1:, 1, 0]], [boys, girls], 1, "人",
    )  # fmt: skip
    rates = pop.implied_rates(path)
    again = pop.project(
        path[0], np.round(rates.change, 5), child_woman_ratio=rates.child_woman_ratio,
        child_sex_ratio=rates.child_sex_ratio,
    )  # fmt: skip
    yield _check(
        "5歳以上（推計から求めた率を小数第5位に丸め、2045年まで連鎖）", source, path, again, 0.5, "人"
    )
    exact = pop.project(
        path[0],
        rates.change,
        child_woman_ratio=rates.child_woman_ratio,
        child_sex_ratio=rates.child_sex_ratio,
    )
    yield _check("推計から求めた率による再現（閉じているか）", source, path, exact, 1e-9, "人")
    base = sum(n for _, *row in FACTS["census"]["rows"] if _.year == 2015 for n in row[1:])
    yield _check("2015年の基準人口の合計（国勢調査の総数、不詳を含む）", source, base, path[0].sum(), 0, "人")

"""Makes the population book of this folder from the figures in `sources/population.toml`, each with its source.

    python workbooks/make_population.py [FOLDER]

A figure that is not published or not found stays blank; sheets without any figure keep their headings for the staff.
"""

from __future__ import annotations

import datetime as dt
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from inaxl.population.definitions import BASIS_LABELS, NATIONALITY_LABELS, PERIOD_LABELS, UNKNOWN_LABELS
from inaxl.population.influence import KIND_LABELS
from inaxl.population.layout import AGES, SEX_LABELS, STEPS, UNCONFIRMED
from inaxl.population.writer import write_population_book

HERE = Path(__file__).parent
SOURCE = HERE / "sources" / "population.toml"
UNCHECKED = "手引きの原文で確かめていない値"
Row = dict[str, Any]


def main(folder: Path = HERE) -> None:
    """Write the book into a folder."""
    facts = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    write_population_book(folder / "population.xlsx", population_tables(facts))


def population_tables(facts: dict[str, Any]) -> dict[str, list[Row]]:
    """The rows of every sheet."""
    return {
        "series": [series_row(item) for item in facts["series"]],
        "totals": list(total_rows(facts["totals"])),
        "ages": list(age_rows(facts["census"])),
        "groups": [*group_rows(facts["groups_register"]), *group_rows(facts["groups_projection"])],
        "vital": list(event_rows(facts["vital"], "出生数", "死亡数")),
        "moves": list(event_rows(facts["moves"], "転入数", "転出数")),
        "mothers": [],
        "survival": list(survival_rows(facts["survival"])),
        "projection": list(projection_rows(facts["projection"])),
        "conversion": list(conversion_rows(facts["conversion"])),
        "scenarios": [],
        "thresholds": list(threshold_rows(facts["thresholds"])),
    }


def series_row(item: dict[str, Any]) -> Row:
    """系列: what a series counts and where it is from."""
    return {
        "系列": item["name"],
        "調査": BASIS_LABELS[item["basis"]],
        "期間": PERIOD_LABELS[item["period"]],
        "国籍": NATIONALITY_LABELS.get(item["nationality"]),
        "年齢不詳": UNKNOWN_LABELS[item["age_unknown"]],
        "公表日": item.get("published"),
        "出典": item["source"],
        "利用条件": item["licence"],
        "備考": item["note"],
    }


def total_rows(table: dict[str, Any]) -> Iterable[Row]:
    """総人口: one row per date."""
    for day, total, male, female in table["rows"]:
        note = (
            "令和2年国勢調査による基準の改定があり、令和2年までの値とは段差がある" if day.year == 2021 else ""
        )
        yield {"系列": table["series"], "時点": day, "総数": total, "男": male, "女": female, "備考": note}


def age_rows(table: dict[str, Any]) -> Iterable[Row]:
    """年齢別人口: one row per date and sex; the total includes unknown ages."""
    for day, sex, *figures in table["rows"]:
        *ages, unknown = figures
        yield {
            "系列": table["series"],
            "時点": day,
            "性別": SEX_LABELS[sex],
            "総数": sum(figures),
            **dict(zip(AGES, ages, strict=True)),
            "不詳": unknown,
        }


def projection_rows(table: dict[str, Any]) -> Iterable[Row]:
    """将来推計: one row per year and sex."""
    for year, sex, *ages in table["rows"]:
        head = {"系列": table["series"], "年": year, "性別": SEX_LABELS[sex], "総数": sum(ages)}
        yield head | dict(zip(AGES, ages, strict=True))


def group_rows(table: dict[str, Any]) -> Iterable[Row]:
    """年齢3区分: a year stands for its 1 October."""
    for when, total, young, working, old, *note in table["rows"]:
        day = when if isinstance(when, dt.date) else dt.date(when, 10, 1)
        figures = {"総数": total, "0～14": young, "15～64": working, "65～": old}
        yield {"系列": table["series"], "時点": day, **figures, "備考": note[0] if note else ""}


def event_rows(table: dict[str, Any], first: str, second: str) -> Iterable[Row]:
    """出生・死亡 or 転入・転出: one row per year."""
    for year, one, other, note in table["rows"]:
        yield {"系列": table["series"], "年": year, first: one, second: other, "備考": note}


def survival_rows(table: dict[str, Any]) -> Iterable[Row]:
    """生残率: one row per period and sex."""
    for first, last, sex, *ratios in table["rows"]:
        head = {"系列": table["series"], "期首": first, "期末": last, "性別": SEX_LABELS[sex]}
        yield head | dict(zip(STEPS, ratios, strict=True))


def conversion_rows(table: dict[str, Any]) -> Iterable[Row]:
    """換算率: the nation's child-woman ratio and 0–4 sex ratio from its persons, TFR as assumed."""
    for year, boys, girls, women, tfr in table["rows"]:
        yield {
            "系列": table["series"],
            "年": year,
            "子ども女性比": (boys + girls) / women,
            "合計特殊出生率": tfr,
            "0～4歳性比": 100 * boys / girls,
            "確認": UNCONFIRMED,
            "備考": "合計特殊出生率は原典で確かめていない値",
        }


def threshold_rows(table: dict[str, Any]) -> Iterable[Row]:
    """影響度: grade 1 has no lower bound."""
    for kind, label in KIND_LABELS.items():
        for grade, low in enumerate([None, *table[kind]], start=1):
            yield {"種類": label, "段階": grade, "下限(%)": low, "確認": UNCONFIRMED, "備考": UNCHECKED}


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)

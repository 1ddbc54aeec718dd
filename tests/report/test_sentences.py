"""The sentences that open pages and sheets: their numbers, and what they say where something is missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from inaxl.evaluate.aggregate import Counts, Level
from inaxl.population.vision import Gap, PopulationResult
from inaxl.report import sentences
from tests.report.sample_results import sample_results

RESULTS = sample_results()


def test_the_summary_says_share_change_moves_and_missing() -> None:
    assert sentences.summary_lede(RESULTS) == (
        "14指標のうち6指標（42.9%）が「順調」か「おおむね順調」で、前年度より21.4ポイント低い。"
        "3指標で評価が上がり、2指標で下がった。4指標は実績値がない。"
    )


def test_without_last_year_the_summary_says_so() -> None:
    lede = sentences.summary_lede(sample_results(with_last_year=False))
    assert "である。前年度の評価がないため、比較は載せていない。" in lede


@pytest.mark.parametrize(
    ("now", "last", "expected"),
    [
        (Counts(41, 22, 15, 6, None), Counts(36, 25, 17, 5, None), "前年度より1.5ポイント高い"),
        (Counts(1, 0, 1, 0, None), Counts(1, 0, 1, 0, None), "前年度と同じである"),
        (Counts(0, 0, 1, 0, None), Counts(1, 0, 1, 0, None), "前年度より50.0ポイント低い"),
        (Counts(1, 0, 0, 0, None), None, ""),
        (Counts(1, 0, 0, 0, None), Counts(0, 0, 0, 0, None), ""),
    ],
)
def test_shares_are_compared_as_printed(now: Counts, last: Counts | None, expected: str) -> None:
    """63 of 84 against 61 of 83 are 75.0 and 73.5 %: 1.5 points."""
    assert sentences.compared_share(now, last) == expected


@pytest.mark.parametrize(
    ("difference", "percent", "end"),
    [
        ("-453", "-0.7006", "将来展望の線を453人（0.7%）下回った。"),
        ("289", "0.4", "将来展望の線を289人（0.4%）上回った。"),
        ("-30", "-0.05", "将来展望の線とほぼ同じである。"),
        ("-39", "-0.06", "将来展望の線を39人（0.1%）下回った。"),
    ],
)
def test_the_population_is_held_against_the_vision_of_the_same_day(
    difference: str, percent: str, end: str
) -> None:
    actual = Decimal(64211)
    gap = Gap("total_population", 2024, dt.date(2024, 1, 1), actual, actual - Decimal(difference), Decimal(difference), Decimal(percent), True)  # fmt: skip
    assert (
        sentences.population_sentence(PopulationResult((), (), (gap,)))
        == f"令和6年1月1日の人口は64,211人で、{end}"
    )


def test_a_population_outside_of_the_vision_is_not_compared() -> None:
    gap = Gap("total_population", 2050, dt.date(2050, 1, 1), Decimal(50000), None, None, None, False)
    assert "記載がない" in sentences.population_sentence(PopulationResult((), (), (gap,)))
    assert sentences.population_sentence(PopulationResult((), (), ())) == "人口ビジョンは登録されていない。"


def test_submissions_are_counted_by_state() -> None:
    assert sentences.submission_lede(RESULTS) == (
        "6部署のうち4部署が完了。1部署に修正が必要、1部署が未提出。KPI 14件のうち10件に実績値がある。"
    )
    assert sentences.submission_note(RESULTS) == "6部署のうち5部署が提出。修正が必要な誤りは1部署に2件。"


def test_findings_say_what_to_do_and_none_says_so() -> None:
    assert sentences.findings_lede(RESULTS).startswith("誤りが3件、警告が2件あります。")
    assert sentences.findings_lede(replace(RESULTS, findings=())) == "誤りも警告もありません。"


def test_levels_name_the_highest_and_the_lowest() -> None:
    levels = [Level("a", "甲", Counts(1, 0, 0, 0, None)), Level("b", "乙", Counts(0, 0, 1, 0, None))]
    assert sentences.levels_lede(levels, "部署") == (
        "「順調」か「おおむね順調」の割合は、「甲」が最も高く100.0%、「乙」が最も低く0.0%である。"
    )
    assert (
        sentences.levels_lede(levels[:1], "部署")
        == "「順調」か「おおむね順調」の割合は、どの部署も100.0%である。"
    )
    assert sentences.levels_lede([], "部署") == "指標のある部署はない。"

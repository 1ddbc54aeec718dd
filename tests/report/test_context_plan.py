"""What the plan book says about itself reaches the report where it is filled, and nothing of what is withheld."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inaxl.plan.life import NOTHING_KEPT, Budget
from inaxl.report.context import report_context
from inaxl.report.context_money import money_of
from inaxl.report.context_plan import plan_data
from inaxl.report.results import Results
from tests.report.sample_plan_data import LIFE, SECRET, full_results, with_life
from tests.report.sample_results import FY, sample_results
from tests.report.test_context import DOCS, paths, plain

COUNTS = {
    f"plan_data.{part}.{name}"
    for part in ("evidence", "partners", "principles", "budgets", "tags")
    for name in ("count", "withheld")
} | {"plan_data.tags.rows[].rows[].kind"}
"""What the sentences of the appendix are made of: at hand for a template, not used by the standard ones."""


@pytest.fixture(scope="module")
def results() -> Results:
    return full_results()


@pytest.fixture(scope="module")
def told(results: Results) -> dict[str, Any]:
    return plan_data(results)


def test_a_plan_that_keeps_nothing_shows_nothing() -> None:
    """No section, no sentence about what is not there."""
    context = plan_data(sample_results())
    assert not context["shown"]
    assert context["withheld"] == ""
    assert [context[part]["rows"] for part in ("evidence", "partners", "principles", "budgets", "tags")] == [
        []
    ] * 5


def test_the_first_sentence_counts_what_there_is_and_the_second_what_is_withheld(
    told: dict[str, Any],
) -> None:
    assert told["lede"] == (
        "戦略台帳に記載のある計画の根拠2件、連携する相手2者、5原則の自己点検1事業、予算と決算3事業、関連する目標3件を示す。"
    )
    assert told["withheld"] == (
        "非公開とされた計画の根拠1件、連携する相手1件、5原則の自己点検2件、予算と決算1件は載せていない。"
    )


def test_nothing_withheld_and_no_contact_is_in_the_context(results: Results) -> None:
    """Neither rows that are marked 非公開, nor their amounts."""
    text = json.dumps(report_context(results), ensure_ascii=False)
    assert SECRET not in text
    assert "777,123" not in text


def test_evidence_says_when_who_what_and_about_what(told: dict[str, Any]) -> None:
    first, second = told["evidence"]["rows"]
    assert first == {
        "kind": "懇談会・会議", "when": "令和元年7月18日", "title": "子育て世代との懇談会", "people": "参加24人",
        "text": "場所が足りない。", "subjects": "基本目標①、施策①-1、事業2", "source": "記録",
    }  # fmt: skip
    assert (second["people"], second["subjects"]) == ("", "計画全体")


def test_respondents_of_a_survey_are_counted_as_answers() -> None:
    life = NOTHING_KEPT._replace(evidence=(LIFE.evidence[0]._replace(kind="survey", people=1320),))
    context = plan_data(with_life(sample_results(), life))
    assert context["evidence"]["rows"][0]["people"] == "回答1,320人"


def test_partners_stand_with_what_they_work_on(told: dict[str, Any]) -> None:
    assert told["partners"]["rows"] == [
        {"subject": "分野2　まち", "kind": "地域・市民", "name": "移住応援隊", "role": "相談に乗る"},
        {"subject": "事業3　移住促進事業", "kind": "団体", "name": "田舎暮らしの会", "role": "－"},
    ]


def test_principles_have_a_cell_each_and_the_reasons_in_their_order(told: dict[str, Any]) -> None:
    """A principle that is not checked, or withheld, is a dash; a project with withheld entries only has no row."""
    (row,) = told["principles"]["rows"]
    assert row["name"] == "事業3　移住促進事業"
    assert [plain(state) for state in row["states"]] == ["満たさない", "－", "－", "－", "満たす"]
    assert plain(row["reasons"]) == "自立性　補助がまだ要る。　結果重視　毎年度確かめている。"


def test_money_is_that_of_the_year_beside_the_year_before_in_the_plans_order(told: dict[str, Any]) -> None:
    rows = told["budgets"]["rows"]
    assert [row["name"] for row in rows] == [
        "事業1　結婚支援事業",
        "事業3　移住促進事業",
        "事業5　就労支援事業",
    ]
    assert rows[0] == {
        "name": "事業1　結婚支援事業", "budget": "9,100", "settlement": "－", "unit": "千円",
        "previous_budget": "8百万円", "previous_settlement": "7.5百万円",
    }  # fmt: skip
    assert (rows[2]["budget"], rows[2]["unit"], rows[2]["previous_budget"]) == ("1.2", "億円", "－")


def test_a_sum_is_drawn_within_one_unit_and_only_where_all_is_known(told: dict[str, Any]) -> None:
    """The settlement of one project is not known, the unit of the other year is another one; the note says so."""
    (total,) = told["budgets"]["sums"]
    assert total == {
        "name": "計（2事業）", "budget": "33,900", "settlement": "－", "unit": "千円",
        "previous_budget": "－", "previous_settlement": "－",
    }  # fmt: skip
    assert told["budgets"]["note"] == (
        "単位の違う額は合わせて計を出していない。"
        "「－」の計は、額の分からない事業、単位の変わった事業か非公開の事業があるため出していない。"
    )


def test_no_sum_gives_a_withheld_amount_away(results: Results) -> None:
    """A sum without the withheld project would be a part of the whole: there is none."""
    hidden = Budget("p04", FY, Decimal(5), Decimal(5), "千円", True, "B20")
    plan = replace(results.plan, life=LIFE._replace(budgets=(*LIFE.budgets, hidden)))
    (total,) = money_of(plan, FY).sums
    assert (total.budget, total.settlement) == (None, None)


def test_a_whole_sum_is_exact() -> None:
    """0.1 + 0.2 億円 is 0.3 億円."""
    own = (Budget("p01", FY, Decimal("0.1"), Decimal("0.10"), "億円", False, ""),
           Budget("p02", FY, Decimal("0.2"), Decimal("0.25"), "億円", False, ""))  # fmt: skip
    context = plan_data(with_life(sample_results(), NOTHING_KEPT._replace(budgets=own)))["budgets"]
    assert [(s["budget"], s["settlement"]) for s in context["sums"]] == [("0.3", "0.35")]
    assert context["sums"][0]["previous_budget"] == "－"


def test_tags_stand_by_kind_with_what_has_them_and_unused_ones_do_not(told: dict[str, Any]) -> None:
    groups = told["tags"]["rows"]
    assert [(g["title"], [(r["name"], r["subjects"]) for r in g["rows"]]) for g in groups] == [
        ("横断的な視点", [("多様な人材の活躍", "事業3")]),
        ("SDGs", [("11 住み続けられるまちづくりを", "事業3、KPI「移住者数」")]),
        ("上位計画の項目", [("総合計画 3-1", "事業3、事業5")]),
    ]


def test_every_variable_is_documented_where_all_of_it_is_filled(results: Results) -> None:
    """docs/templates.md knows the variables that an empty plan book does not bring about."""
    report = DOCS.read_text(encoding="utf-8").partition("\n## 評価シートのひな型")[0]
    missing = [path for path in paths(report_context(results)) if f"| `{path}` |" not in report]
    assert not missing


def test_the_standard_templates_can_be_filled_with_all_of_it(results: Results) -> None:
    """No unknown variable, and every new one is used."""
    from inaxl.report.template_check import check_template
    from inaxl.workfolder import PDF_TEMPLATE, REPORT_TEMPLATE, packaged

    pytest.importorskip("typst")
    for name in (REPORT_TEMPLATE, PDF_TEMPLATE):
        found = check_template(packaged("templates", name), results)
        assert [f for f in found if f.severity == "error"] == []
        unused = {
            path
            for f in found
            for path in re.findall(r"[\w.\[\]]+", f.message)
            if "focus" in path or "plan_data" in path
        }
        assert unused <= {"plan_data.principles.rows[].checks", *COUNTS}


def test_the_document_shows_it_and_leaves_it_out(results: Results, tmp_path: Path) -> None:
    """The appendix and the marks with a filled plan book, no word of them without."""
    from inaxl.report.word import write_report
    from inaxl.workfolder import REPORT_TEMPLATE, packaged
    from tests.report.test_golden_papers import document_text

    shown: dict[str, str] = {}
    for name, year in (("full", results), ("bare", sample_results())):
        target = tmp_path / f"{name}.docx"
        write_report(year, packaged("templates", REPORT_TEMPLATE), target)
        shown[name] = document_text(target)
    assert SECRET not in shown["full"]
    for word in (
        "付録4",
        "計画の根拠と事業の資料",
        "重点的に取り組むもの",
        "事業5　就労支援事業　重点",
        "計（2事業）",
    ):
        assert word in shown["full"]
        assert word not in shown["bare"]
    assert "重点分野" not in shown["bare"]

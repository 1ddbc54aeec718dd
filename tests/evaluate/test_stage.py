"""Where a year stands in Plan → Do → Check → Action: only what the data show, and who is next."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from inaxl.evaluate.follow_up import NOTHING_OPEN, Opinion
from inaxl.evaluate.stage import FolderFacts, Owed, Submitted, YearFacts, stage, year_facts
from inaxl.plan.model import Department

NOTHING_WRONG = YearFacts(
    kpis=84, version="第2版", plan_errors=0, no_target=(), no_lead=(), idle=(), decided=2, undecided=(),
    opinions=3, unanswered=(), open_actions=0,
)  # fmt: skip
EVERYTHING = FolderFacts(handed_out=2, is_built=True, is_current=True, published="公開")
SENT = (Submitted("農政課", "done"), Submitted("観光課", "done"))


def steps(facts=NOTHING_WRONG, departments=SENT, folder=EVERYTHING) -> dict:
    """The four steps by key."""
    return {step.key: step for step in stage(facts, departments, folder).steps}


def asked(step) -> list[tuple]:
    """What a step lacks, how much of it, and who acts."""
    return [(missing.what, missing.number, missing.who) for missing in step.missing]


def opinion(number: str, fy: int, response: str = "", department: str = "") -> Opinion:
    """An opinion of the council, answered or not."""
    state = "in_progress" if response else "unanswered"
    return Opinion(number, fy, None, "all", "", "意見", response, state, department, "", None)


def test_R2_a_year_with_everything_done_has_no_next_step():
    """All four steps are done, nobody has to act."""
    found = stage(NOTHING_WRONG, SENT, EVERYTHING)
    assert [step.state for step in found.steps] == ["done"] * 4
    assert found.current is None
    assert all(step.next == () for step in found.steps)


def test_R2_a_year_of_which_nothing_lies_there_has_begun_with_its_plan_only():
    """The plan stands; the secretariat hands out the forms next."""
    facts = NOTHING_WRONG._replace(decided=0, opinions=0, undecided=(Owed("移住の支援", "農政課"),))
    departments = (Submitted("農政課", "missing"), Submitted("観光課", "missing"))
    found = stage(facts, departments, FolderFacts())
    assert [step.state for step in found.steps] == ["done", "not_begun", "not_begun", "not_begun"]
    assert found.current == "do"
    assert found.steps[1].next == ("事務局",)


def test_a_plan_with_gaps_is_under_way_and_the_secretariat_is_next():
    """KPIs without a target, projects without a lead and findings about the plan book are counted and named."""
    facts = NOTHING_WRONG._replace(plan_errors=2, no_target=("相談件数",), no_lead=("婚活の支援", "見守り"))
    plan = steps(facts)["plan"]
    assert plan.state == "under_way"
    assert asked(plan) == [
        ("戦略台帳の誤り", 2, ("事務局",)),
        ("指標値のない KPI", 1, ("事務局",)),
        ("報告する部署の決まっていない事業", 2, ("事務局",)),
    ]
    assert [missing.names for missing in plan.missing] == [(), ("相談件数",), ("婚活の支援", "見守り")]


def test_a_plan_without_any_KPI_in_the_year_has_not_begun():
    """Nothing can be evaluated then."""
    plan = steps(NOTHING_WRONG._replace(kpis=0))["plan"]
    assert (plan.state, plan.missing[0].what) == ("not_begun", "この年度の KPI が戦略台帳にない")


def test_R3_departments_that_have_not_submitted_are_next():
    """Do waits for the books; a department with nothing to report is not waited for."""
    departments = (*SENT, Submitted("建設課", "missing"), Submitted("議会事務局", "missing"))
    do = steps(NOTHING_WRONG._replace(idle=("議会事務局",)), departments)["do"]
    assert do.state == "under_way"
    assert asked(do) == [("ブックが未提出", 1, ("建設課",))]
    assert do.done == ("様式を2冊作成", "3部署のうち2部署が提出")


def test_forms_handed_out_and_no_book_yet_waits_for_every_department():
    """The secretariat has done its part."""
    departments = (Submitted("農政課", "missing"), Submitted("観光課", "missing"))
    do = steps(departments=departments)["do"]
    assert (do.state, do.next) == ("under_way", ("農政課", "観光課"))


@pytest.mark.parametrize(
    ("departments", "folder", "opinions", "wanted"),
    [
        ((Submitted("農政課", "needs_fix"),), EVERYTHING, 1, [("ブックに誤り", 1, ("農政課",))]),
        (SENT, FolderFacts(), 1, [("評価の出力がない", None, ("事務局",))]),
        (
            SENT,
            FolderFacts(is_built=True),
            1,
            [("入力が変わったため、評価の出力を作り直していない", None, ("事務局",))],
        ),
        (SENT, EVERYTHING, 0, [("この年度の評価への意見の登録がない", None, ("審議会", "事務局"))]),
    ],
    ids=["mistakes", "not built", "built from other inputs", "no opinions"],
)
def test_R4_what_a_check_still_lacks(departments, folder, opinions, wanted):
    """Books without mistakes, current outputs, the council's opinions: each is asked for by whom it concerns."""
    check = steps(NOTHING_WRONG._replace(opinions=opinions), departments, folder)["check"]
    assert check.state == "under_way"
    assert asked(check) == wanted


def test_R5_action_names_who_owes_an_answer_or_a_decision():
    """Opinions without a response and cards without a decision; one without a department is the secretariat's."""
    facts = NOTHING_WRONG._replace(
        undecided=(Owed("移住の支援", "農政課"),), unanswered=(Owed("5-01", "観光課"), Owed("5-02", ""))
    )
    action = steps(facts)["action"]
    assert action.state == "under_way"
    assert asked(action) == [
        ("「今後の方針」か「今後の取組」の記入がない事業", 1, ("農政課",)),
        ("回答のない審議会の意見", 2, ("観光課", "事務局")),
    ]
    assert action.next == ("農政課", "観光課", "事務局")


@pytest.mark.parametrize(
    ("published", "is_draft", "wanted"), [("", False, "公表の記録がない"), ("公開", True, "公表したものは案")]
)
def test_R10_action_ends_with_a_publication_that_is_no_draft(published, is_draft, wanted):
    """What is not on record, or marked 案, is still to be published."""
    folder = EVERYTHING._replace(published=published, is_draft=is_draft)
    assert asked(steps(folder=folder)["action"]) == [(wanted, None, ("事務局",))]


@pytest.mark.parametrize(
    ("decided", "published", "state"), [(0, "", "not_begun"), (0, "公開", "under_way"), (1, "", "under_way")]
)
def test_action_begins_with_the_first_decision_or_a_publication(decided, published, state):
    """Either of them; what is owed stays owed."""
    facts = NOTHING_WRONG._replace(decided=decided, undecided=(Owed("移住の支援", "農政課"),))
    assert steps(facts, folder=EVERYTHING._replace(published=published))["action"].state == state


def test_a_department_without_project_and_kpi_is_idle(plan):
    """Nothing is asked of it, so nobody waits for its book; every other department is busy."""
    more = replace(
        plan, departments=(*plan.departments, Department("d3", 3, "議会", "事務局", None, None, ()))
    )
    assert year_facts(more, 2023, NOTHING_OPEN, []).idle == ("議会事務局",)


def test_facts_come_from_plan_cards_and_register(plan):
    """A card counts with both 今後の方針 and 今後の取組; opinions of this and earlier years ask for a response."""
    follow = NOTHING_OPEN._replace(
        own=(opinion("5-01", 2023), opinion("5-02", 2023, "行う。")), open=(opinion("4-07", 2022, "", "課"),)
    )
    first, second = plan.projects[:2]
    cards = [(first.id, "継続", "会場を増やす"), (second.id, "継続", " ")]
    facts = year_facts(plan, 2023, follow, cards, version="第2版", plan_errors=1)
    assert (facts.kpis, facts.version, facts.plan_errors) == (3, "第2版", 1)
    assert facts.decided == 1
    assert [owed.name for owed in facts.undecided] == [second.title]
    assert (facts.opinions, facts.unanswered) == (2, (Owed("5-01", ""), Owed("4-07", "課")))


def test_facts_survive_json_because_a_build_keeps_them():
    """`status` after a build takes them from summary.json."""
    facts = NOTHING_WRONG._replace(
        no_target=("相談件数",), undecided=(Owed("移住の支援", "農政課"),), unanswered=(Owed("5-01", ""),)
    )
    assert YearFacts.from_document(json.loads(json.dumps(facts.as_document()))) == facts


def test_the_document_says_state_missing_and_next():
    """Key `stage` of `inaxl status --json`."""
    document = stage(NOTHING_WRONG, (Submitted("農政課", "missing"), *SENT), EVERYTHING).as_document()
    assert document["current"] == "do"
    assert document["steps"][1] == {
        "step": "do",
        "label": "Do",
        "state": "under_way",
        "done": ["様式を2冊作成", "3部署のうち2部署が提出"],
        "missing": [{"what": "ブックが未提出", "count": 1, "names": ["農政課"], "who": ["農政課"]}],
        "next": ["農政課"],
    }

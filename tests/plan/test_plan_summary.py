"""A plan in words and as a document: focus first, gaps named, evidence as current state, versions, counts at the end."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from inaxl.plan.gaps import gaps_of
from inaxl.plan.summary import summary_lines, summary_tree
from inaxl.plan.summary_document import summary_document
from inaxl.plan.versions import FrozenCopy

TWO_FIELDS = {
    ("分野", "E1"): "重点", ("分野", "A3"): "field2", ("分野", "B3"): 2.0, ("分野", "C3"): "観光",
    ("分野", "D3"): "goal1", ("分野", "E3"): "あり",
    ("施策", "A3"): "m2", ("施策", "B3"): "field2", ("施策", "C3"): 1.0, ("施策", "D3"): "誘客",
}  # fmt: skip


def test_R12_what_is_in_focus_comes_first_and_is_marked(read: Any) -> None:
    """Before everything else as a list, and in the tree before what is not in focus."""
    lines = summary_lines(read(TWO_FIELDS)[0])
    assert lines[2:4] == ["重点（選択と集中）", "  分野2　観光"]
    fields = [line for line in lines[4:] if "分野" in line[:6] and "〔基本目標" in line]
    assert fields == ["【重点】分野2　観光　〔基本目標 1〕", "分野1　子育て　〔基本目標 1〕"]


def test_a_plan_without_focus_evidence_and_revisions_says_nothing_about_them(read: Any) -> None:
    """Parts that have nothing to say are left out."""
    text = "\n".join(summary_lines(read({})[0]))
    assert not [word for word in ("重点", "現状と課題", "\n版", "タグ", "連携", "予算") if word in text]


def test_the_tree_tells_what_is_kept_about_an_item_below_it(read_life: Any) -> None:
    """Tags, partners, self-check, money in fiscal order; contacts never."""
    lines = summary_tree(read_life({})[0])
    at = lines.index("    事業1　保育事業　福祉部保育課")
    assert lines[at + 1 : at + 5] == [
        "      タグ　4 質の高い教育をみんなに、多様な人材の活躍を推進する",
        "      連携　見本保育",
        "      5原則　満たす 2、一部満たす 1、満たさない 1、当てはまらない 1",
        "      予算　R02 1,200千円（決算 1,180）〔非公開〕、R03 0千円",
    ]
    assert "  連携　見守りの会〔非公開〕" in lines
    assert "見本太郎" not in "".join(lines)


def test_R8_the_evidence_is_the_current_state_with_what_it_concerns(read_life: Any) -> None:
    """By kind; the number of people only where the book says it."""
    lines = summary_lines(read_life({})[0])
    at = lines.index("現状と課題（根拠）")
    assert lines[at + 1 : at + 9] == [
        "  懇談会・会議 1件　のべ24人",
        "    令和元年7月18日　保育の懇談会　24人",
        "      預け先が足りない。",
        "      → 基本目標1 安心して暮らせるまち、事業1 保育事業",
        "  アンケート 1件",
        "    令和元年8月～9月　保護者アンケート　〔非公開〕",
        "      満足62%",
        "      → 計画全体",
    ]


def test_a_sum_of_people_says_how_many_meetings_it_leaves_out(read_life: Any) -> None:
    """Unknown is not nothing: 24 persons, and one meeting of which nobody wrote down how many came."""
    plan = read_life({})[0]
    meeting = plan.life.evidence[0]
    more = (meeting, meeting._replace(id="e9", people=None))
    lines = summary_lines(replace(plan, life=plan.life._replace(evidence=more)))
    assert "  懇談会・会議 2件　のべ24人（ほかに人数の記入のないもの1件）" in lines


def test_R21_R28_versions_are_listed_with_their_cause_and_earlier_books(read_life: Any) -> None:
    """What the sheet 改訂 says, and the frozen copies of the working folder."""
    copy = FrozenCopy(dt.date(2022, 3, 31), "戦略台帳_2022-03-31まで.xlsx")
    lines = summary_lines(read_life({})[0], [copy])
    at = lines.index("版")
    assert lines[at + 1 : at + 4] == [
        "  第2版　令和3年4月1日から　（法令）　法の改正",
        "  第3版　令和4年4月1日から　（審議会意見、令和2年度の評価、意見 3-01、3-02）　意見による",
        "  前の版の台帳　令和4年3月31日まで　戦略台帳_2022-03-31まで.xlsx",
    ]


def test_gaps_are_named_with_their_items(read: Any) -> None:
    """A second measure without project, a project without KPI and lead, a field without goal, a KPI without target."""
    plan, _ = read(
        {
            ("分野", "D2"): None,
            ("施策", "A3"): "m2", ("施策", "B3"): "field1", ("施策", "D3"): "給食",
            ("事業", "A3"): "p02", ("事業", "C3"): "送迎", ("事業", "E3"): "m1", ("事業", "G3"): "d1、d2",
            ("KPI", "K3"): None,
        }
    )  # fmt: skip
    assert {gap.key: gap.items for gap in gaps_of(plan)} == {
        "fields_without_goal": (("field1", "子育て"),),
        "measures_without_projects": (("m2", "給食"),),
        "projects_without_kpi": (("p02", "送迎"),),
        "projects_without_lead": (("p02", "送迎"),),
        "kpis_without_target": (("k2", "待機児童の数"),),
        "goals_without_evidence": (("goal1", "安心して暮らせるまち"),),
        "measures_without_evidence": (("m1", "保育の充実"), ("m2", "給食")),
    }


def test_R31_a_KPI_without_any_years_target_is_a_gap_and_marked_in_the_tree(read: Any) -> None:
    """k1 has a target for R03, k2 has none."""
    plan, _ = read({})
    assert [gap.items for gap in gaps_of(plan) if gap.key == "kpis_without_interim"] == [
        (("k2", "待機児童の数"),)
    ]
    marked = [line.split()[0] for line in summary_tree(plan) if "年度の目標なし" in line]
    assert marked == ["k2"]


def test_evidence_about_a_project_or_its_KPI_bears_out_the_measure(read_life: Any) -> None:
    """Whether it names the measure, the project or the KPI."""
    for subject in ("m1", "p01", "k2"):
        plan, _ = read_life({("根拠", "G2"): subject})
        assert "measures_without_evidence" not in {gap.key for gap in gaps_of(plan)}
    plan, _ = read_life({("根拠", "G2"): "goal1"})
    assert "measures_without_evidence" in {gap.key for gap in gaps_of(plan)}


def test_a_long_gap_names_five_and_counts_the_rest(read: Any) -> None:
    """The tree shows all of them; the last line of the summary counts the plan."""
    changes: dict[tuple[str, str], Any] = {}
    for row in range(3, 10):
        changes |= {
            ("施策", f"A{row}"): f"m{row}",
            ("施策", f"B{row}"): "field1",
            ("施策", f"D{row}"): f"施策{row}",
        }
    lines = summary_lines(read(changes)[0])
    assert "  事業のない施策　7施策　m3、m4、m5、m6、m7 ほか2施策" in lines
    assert lines[-1] == "基本目標 1　分野 1　施策 8　事業 1　KPI 2　部署 2"


def test_the_document_holds_the_tree_and_no_contact_or_note(read_life: Any) -> None:
    """Numbers as they are, absent values None."""
    document = summary_document(read_life({})[0])
    project = document["tree"][0]["measures"][0]["projects"][0]
    assert (project["id"], project["lead_id"], project["tags"]) == ("p01", "d1", ["sdg04", "view1"])
    assert [kpi["interim"] for kpi in project["kpis"]] == [{"2021": 130}, {}]
    assert [version["effective"] for version in document["versions"]] == ["2021-04-01", "2022-04-01"]
    assert document["counts"]["kpis"] == 2
    assert "見本太郎" not in str(document)
    assert "内部" not in str(document)


def test_what_belongs_nowhere_is_in_the_document_too(read: Any) -> None:
    """Shown by its ID, never dropped."""
    document = summary_document(read({("施策", "B2"): None})[0])
    assert document["unplaced"] == {"measures": ["m1"], "projects": [], "kpis": []}

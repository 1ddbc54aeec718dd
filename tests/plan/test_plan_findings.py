"""Every finding about a plan book stands at its cell, and one bad cell never hides another."""

from __future__ import annotations

from typing import Any

import pytest

from inaxl.errors import UnreadableInput


def test_a_sound_plan_has_nothing_to_find(read: Any) -> None:
    """A complete plan book is passed without a word."""
    _, findings = read({})
    assert findings == ()


AT_CELL: list[tuple[str, str, str, dict[tuple[str, str], Any]]] = [
    ("E402", "KPI", "A1", {("KPI", "E1"): "呼び名"}),
    ("E403", "KPI", "C2", {("KPI", "C2"): "p99"}),
    ("E403", "KPI", "N3", {("KPI", "N3"): "d9"}),
    ("E403", "事業", "G2", {("事業", "G2"): "d1、d2、d9"}),
    ("E403", "事業", "E2", {("事業", "E2"): "m9"}),
    ("E403", "施策", "B2", {("施策", "B2"): "field9"}),
    ("E403", "分野", "D2", {("分野", "D2"): "goal9"}),
    ("E404", "KPI", "A3", {("KPI", "A3"): "k1"}),
    ("E404", "部署", "A2", {("部署", "A3"): "d1", ("事業", "G2"): "d1", ("KPI", "N3"): "d1"}),
    ("E404", "状態語", "A3", {("状態語", "A3"): "集計中", ("状態語", "B3"): "対象外"}),
    ("E405", "KPI", "A2", {("KPI", "A2"): None}),
    ("E405", "KPI", "E2", {("KPI", "E2"): "  "}),
    ("E405", "KPI", "F2", {("KPI", "F2"): None}),
    ("E405", "KPI", "G2", {("KPI", "G2"): None}),
    ("E405", "KPI", "H2", {("KPI", "H2"): None}),
    ("E405", "事業", "C2", {("事業", "C2"): None}),
    ("E406", "KPI", "K2", {("KPI", "K2"): 100.0}),
    ("E406", "KPI", "K3", {("KPI", "K3"): 9.0}),
    ("E406", "基本目標", "J2", {("基本目標", "J2"): -30.0}),
    ("E407", "KPI", "G2", {("KPI", "G2"): "伸ばす"}),
    ("E407", "KPI", "H2", {("KPI", "H2"): "年度ごと"}),
    ("E407", "状態語", "B2", {("状態語", "B2"): "まだ"}),
    ("E407", "評価基準", "B8", {("評価基準", "B8"): "前年度"}),
    ("E407", "計画", "B3", {("計画", "B3"): "素案"}),
    ("E408", "KPI", "K2", {("KPI", "K2"): "多数"}),
    ("E408", "KPI", "I3", {("KPI", "I3"): "10～20"}),
    ("E408", "KPI", "M2", {("KPI", "M2"): "未定"}),
    ("E408", "人口ビジョン", "C2", {("人口ビジョン", "C2"): "約6万"}),
    ("E408", "評価基準", "B10", {("評価基準", "B10"): 0.5}),
    ("E408", "基本目標実績", "C2", {("基本目標実績", "C2"): "たくさん"}),
    ("E409", "計画", "B6", {("計画", "B6"): "R01"}),
    ("E410", "評価基準", "A1", {("評価基準", "A4"): "2"}),
    ("E410", "評価基準", "D2", {("評価基準", "D2"): None}),
    ("E411", "KPI", "L2", {("KPI", "L2"): "来年"}),
    ("E411", "計画", "B6", {("計画", "B6"): "当分の間"}),
    ("E403", "読替", "C2", {("読替", "C2"): "k9"}),
    ("E403", "読替", "C3", {("読替", "C3"): "福祉部児童課"}),
    ("E403", "読替", "C4", {("読替", "C4"): "k1"}),
    ("E405", "読替", "B2", {("読替", "B2"): None}),
    ("E405", "読替", "C2", {("読替", "C2"): " "}),
    ("E407", "読替", "A2", {("読替", "A2"): "指標"}),
    ("E411", "読替", "D2", {("読替", "D2"): "昔"}),
    ("E412", "読替", "E2", {("読替", "E2"): "R01"}),
    ("E412", "検証規則", "I3", {("検証規則", "I3"): "R02"}),
    (
        "E412",
        "部署",
        "F2",
        {
            ("部署", "E1"): "有効開始年度",
            ("部署", "F1"): "有効終了年度",
            ("部署", "E2"): 2024.0,
            ("部署", "F2"): 2020.0,
        },
    ),
    ("E413", "KPI", "J2", {("KPI", "J2"): 2025.0}),
    ("E413", "基本目標", "I2", {("基本目標", "I2"): "R07"}),
    ("E414", "読替", "B5", {("読替", "A5"): "KPI", ("読替", "B5"): "保育所の 定員数", ("読替", "C5"): "k2"}),
    ("E414", "読替", "B5", {("読替", "A5"): "部署", ("読替", "B5"): "福祉部児童課", ("読替", "C5"): "d2"}),
    ("E404", "検証規則", "A3", {("検証規則", "A3"): "r1"}),
    ("E405", "検証規則", "G2", {("検証規則", "G2"): None}),
    ("E407", "検証規則", "C2", {("検証規則", "C2"): "人数"}),
    ("E407", "検証規則", "D2", {("検証規則", "D2"): "だいたい"}),
    ("E407", "検証規則", "F2", {("検証規則", "F2"): "注意"}),
    ("E415", "検証規則", "E2", {("検証規則", "E2"): "多め"}),
    ("E415", "検証規則", "E2", {("検証規則", "D2"): "前年度比の範囲", ("検証規則", "E2"): "2～0.5"}),
    ("E415", "検証規則", "E4", {("検証規則", "E4"): None}),
    ("E415", "検証規則", "D3", {("検証規則", "D3"): "前年度以上"}),
    ("W407", "KPI", "N2", {("KPI", "N1"): "R04目標", ("KPI", "N2"): 125.0, ("KPI", "O1"): "担当部署ID"}),
    ("W408", "読替", "B2", {("読替", "B2"): "待機児童の数"}),
    ("W409", "検証規則", "B2", {("検証規則", "B2"): "k9"}),
    ("W401", "評価基準", "C4", {("評価基準", "C4"): "△"}),
    ("W401", "評価基準", "C4", {("評価基準", "C4"): "▲"}),
    ("W402", "事業", "H2", {("事業", "H2"): None}),
    ("W403", "KPI", "K2", {("KPI", "K2"): None}),
    ("W404", "KPI", "N2", {("事業", "H2"): None}),
    ("W405", "事業", "H2", {("事業", "G2"): "d2"}),
    ("W406", "KPI", "D3", {("KPI", "D3"): "m2", ("施策", "A3"): "m2", ("施策", "D3"): "給食"}),
    ("W406", "事業", "D2", {("事業", "D2"): "field2", ("分野", "A3"): "field2", ("分野", "C3"): "観光"}),
    ("I401", "施策", "A3", {("施策", "A3"): "m2", ("施策", "D3"): "給食"}),
    ("I402", "事業", "A3", {("事業", "A3"): "p02", ("事業", "C3"): "給食事業"}),
    ("I403", "分野", "D2", {("分野", "D2"): None}),
    ("I404", "分野", "C2", {("分野", "C2"): None}),
    ("I404", "計画", "B7", {("計画", "A7"): "事務局"}),
    ("I405", "計画", "B7", {("計画", "A7"): "見本", ("計画", "B7"): "はい（数値は架空）"}),
]


@pytest.mark.parametrize(
    ("code", "sheet", "cell", "changes"), AT_CELL, ids=[f"{c}-{s}-{a}" for c, s, a, _ in AT_CELL]
)
def test_each_finding_stands_at_its_cell(
    read: Any, code: str, sheet: str, cell: str, changes: dict[tuple[str, str], Any]
) -> None:
    """The code is raised exactly once at the cell, with the book's name, and no message keeps a hole."""
    _, findings = read(changes)
    assert [(code, "plan.xlsx")] == [
        (f.code, f.book) for f in findings if (f.code, f.sheet, f.cell) == (code, sheet, cell)
    ]
    assert not [f for f in findings if "{" in f.message + f.remedy]


def test_E401_a_book_without_a_KPI_sheet_is_refused(read: Any) -> None:
    """Without the KPI sheet there is nothing to evaluate: the one sheet that stops the work."""
    with pytest.raises(UnreadableInput) as refused:
        read({}, without=("KPI",))
    assert refused.value.finding.code == "E401"
    assert refused.value.finding.value == "KPI"


def test_E401_any_other_missing_sheet_is_named_and_the_rest_is_read(read: Any) -> None:
    """The plan can still be used; 基本目標実績 may be left out without a word."""
    plan, findings = read({}, without=("人口ビジョン", "状態語", "基本目標実績", "評価基準"))
    assert {"人口ビジョン", "状態語", "評価基準"} == {f.value for f in findings if f.code == "E401"}
    assert len(plan.kpis) == 2
    assert [level.label for level in plan.rules.levels] == [
        "順調",
        "おおむね順調",
        "努力を要する",
        "実績値なし",
    ]


def test_E402_a_KPI_sheet_without_a_recognisable_header_is_refused(read: Any) -> None:
    """A sheet called KPI that holds something else is not read as a plan."""
    with pytest.raises(UnreadableInput) as refused:
        read({("KPI", f"{letter}1"): None for letter in "ABCDEFGHIJKLMN"})
    assert refused.value.finding.code == "E402"


def test_E405_a_plan_without_a_term_is_refused_where_no_column_tells_it(read: Any) -> None:
    """The yearly targets' columns give the term as long as there are any; without them it is asked for."""
    plan, findings = read({("計画", "B5"): None, ("計画", "B6"): None})
    assert (plan.first_fy, plan.last_fy) == (2021, 2021)
    assert {"I404"} == {f.code for f in findings}
    with pytest.raises(UnreadableInput) as refused:
        read({("計画", "B5"): None, ("KPI", "M1"): None})
    assert refused.value.finding.code == "E405"


def test_one_bad_cell_never_hides_another(read: Any) -> None:
    """Three mistakes in one row and one in the next are four findings."""
    _, findings = read(
        {("KPI", "C2"): "p99", ("KPI", "G2"): "伸ばす", ("KPI", "K2"): "多数", ("KPI", "K3"): "少し"}
    )
    errors = {(f.code, f.cell) for f in findings if f.severity == "error"}
    assert {("E403", "C2"), ("E407", "G2"), ("E408", "K2"), ("E408", "K3")} == errors


def test_a_KPI_row_with_mistakes_stays_in_the_plan(read: Any) -> None:
    """What cannot be read is None; the row is there with everything else."""
    plan, _ = read({("KPI", "K2"): "多数", ("KPI", "G2"): "伸ばす"})
    kpi = plan.kpi_by_id["k1"]
    assert (kpi.indicator.target, kpi.indicator.target_text, kpi.indicator.direction) == (None, "多数", None)
    assert (kpi.name, kpi.indicator.baseline) == ("保育所の定員", 120)


def test_E404_rows_with_the_same_ID_are_both_kept(read: Any) -> None:
    """The second gets a stand-in, so that its figures are not lost behind the first."""
    plan, _ = read({("KPI", "A3"): "k1"})
    assert [(kpi.id, kpi.name) for kpi in plan.kpis] == [
        ("k1", "保育所の定員"),
        ("k1（3行）", "待機児童の数"),
    ]


def test_E404_two_blank_ids_are_two_missing_values(read: Any) -> None:
    """A blank is no ID that is used twice."""
    _, findings = read({("KPI", "A2"): None, ("KPI", "A3"): None})
    own = [(f.code, f.cell) for f in findings if f.sheet == "KPI"]
    assert own == [("E405", "A2"), ("E405", "A3")]


def test_E406_is_silent_where_baseline_and_target_cannot_be_compared(read: Any) -> None:
    """A sum over five years below the single year's baseline says nothing about the direction."""
    _, findings = read({("KPI", "K2"): 100.0, ("KPI", "H2"): "累計(年度の値を足す)"})
    assert findings == ()
    _, findings = read({("KPI", "K2"): 100.0, ("KPI", "O1"): "現状値との比較", ("KPI", "O2"): "できない"})
    assert findings == ()


def test_E406_maintain_may_have_a_target_on_either_side(read: Any) -> None:
    """就業者数 34,567 → 34,500 is no mistake."""
    assert read({("KPI", "K2"): 100.0, ("KPI", "G2"): "維持する"})[1] == ()


def test_findings_of_the_KPI_sheet_name_the_KPI_and_the_field(read: Any) -> None:
    """Outputs can sort and link by them."""
    _, findings = read({("KPI", "K2"): "多数"})
    assert [(f.kpi_id, f.field, f.value) for f in findings] == [("k1", "target", "多数")]


def test_the_sheets_読替_and_検証規則_may_be_left_out(read: Any) -> None:
    """A plan book from before these sheets is read as it was, without a word."""
    plan, findings = read({}, without=("読替", "検証規則"))
    assert (findings, plan.renamings, plan.check_rules) == ((), (), ())


def test_renamings_and_rules_arrive_in_the_plan(read: Any) -> None:
    """As records with their years; a department may be given by its name."""
    plan, _ = read({})
    assert [(r.kind, r.old_name, r.new_id, r.first_fy, r.last_fy) for r in plan.renamings] == [
        ("kpi", "保育所の定員数", "k1", 2020, 2021),
        ("department", "福祉部児童課", "d1", None, None),
        ("project", "保育所事業", "p01", None, None),
    ]
    assert [(r.id, r.field, r.comparison, r.severity, r.first_fy) for r in plan.check_rules] == [
        ("r1", "actual", "at_least", "warning", None),
        ("r2", "note", "required", "error", 2022),
        ("r3", "decision", "one_of", "error", None),
    ]


def test_E414_is_silent_for_years_apart_and_for_KPIs_of_different_projects(read: Any) -> None:
    """A name that meant one thing until R03 and another from R04 on is no contradiction."""
    later = {
        ("読替", "A5"): "KPI",
        ("読替", "B5"): "保育所の定員数",
        ("読替", "C5"): "k2",
        ("読替", "D5"): "R04",
    }
    assert read(later)[1] == ()
    projects = {("事業", "A3"): "p02", ("事業", "C3"): "給食事業", ("事業", "G3"): "d1", ("KPI", "C3"): "p02"}
    apart = later | projects | {("読替", "D5"): None, ("KPI", "D3"): None}
    assert "E414" not in {finding.code for finding in read(apart)[1]}


def test_check_false_gives_the_same_plan_without_cell_findings(read: Any) -> None:
    """The light way is for commands that only need the plan."""
    changes = {("KPI", "K2"): "多数", ("KPI", "C3"): "p99"}
    assert read(changes)[0] == read(changes, check=False)[0]
    assert read(changes, check=False)[1] == ()

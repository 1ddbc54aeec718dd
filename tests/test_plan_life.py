"""A plan lives as a city's does: adopted, evaluated, revised after an opinion, followed by the next; nothing gets lost."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from inaxl.books.edits import SetValue
from inaxl.books.patch import apply_edits
from inaxl.books.read import read_workbook
from inaxl.books.save import edit_book
from inaxl.cli import cli
from inaxl.cli.running import run
from tests.small_folder import KPIS, plan_rows, write_opinions, write_plan, write_report

YEARS = ("R02", "R03", "R04", "R06", "R07")
"""The five evaluated years: two by the first version, two by the second, one by the next plan."""


def call(*arguments: object) -> int:
    """The command as a user gives it."""
    return run(cli, [str(argument) for argument in arguments])


def report(
    folder: Path, fy_code: str, k1: int, k2: int, k3: int, *, unit: str = "件", k4: Any = None
) -> None:
    """Both departments' books of a year."""
    first = "政策部地域創造課" if fy_code >= "R04" else "企画部地域創造課"
    write_report(folder, fy_code, first, [("移住者数", "人", k1), ("相談件数", unit, k2)])
    others = [("満足度", "%", k3), *([("講座の回数", "回", k4)] if k4 is not None else [])]
    write_report(folder, fy_code, "保健福祉部子育て支援課", others)


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def evaluate(folder: Path, fy_code: str, kept: Path) -> None:
    """Build a year and keep a copy of what the council got."""
    assert call("build", folder, "--fy", fy_code) == 0
    shutil.copytree(folder / "out" / fy_code, kept / fy_code)


def edit_as_a_person(folder: Path) -> None:
    """What the office does to the copy in Excel: another target, another unit, an ended KPI, a new name."""

    def change(data: bytes) -> bytes:
        return apply_edits(
            data,
            [
                SetValue("KPI", "O5", 12),
                SetValue("KPI", "G6", "人"),
                SetValue("KPI", "AA8", 2021),
                SetValue("部署", "C5", "政策部"),
                SetValue("部署", "G5", "企画部地域創造課"),
            ],
        )

    edit_book(folder / "plan.xlsx", change, command="test")


@pytest.fixture(scope="module")
def life(tmp_path_factory) -> tuple[Path, Path]:
    """The folder at the end of its life, and the copies of all outputs as they were made."""
    folder, kept = (tmp_path_factory.mktemp("life") / name for name in ("作業", "控え"))
    folder.mkdir()
    write_plan(folder / "plan.xlsx")
    report(folder, "R02", 9, 8, 70, k4=4)
    evaluate(folder, "R02", kept)
    report(folder, "R03", 8, 12, 75, k4=3)
    evaluate(folder, "R03", kept)

    write_opinions(folder, [("3-01", 2021, "KPI", "K2", "件数ではなく人数で数えるべきである。")])
    reason = "相談した人の数で見ることにしたため。"
    assert call("plan", "revise", folder, "--effective", "令和4年4月1日", "--trigger", "審議会意見",
                "--cause-fy", "R03", "--cause-opinion", "3-01", "--reason", reason) == 0  # fmt: skip
    edit_as_a_person(folder)
    report(folder, "R04", 12, 20, 78, unit="人")
    evaluate(folder, "R04", kept)
    report(folder, "R05", 13, 22, 79, unit="人")
    report(folder, "R06", 14, 24, 81, unit="人")
    evaluate(folder, "R06", kept)

    others = {"N1": {**KPIS["K1"], "target": 30}, "N2": {**KPIS["K3"], "name": "住みよさ", "target": 90}}
    following = write_plan(folder.parent / "次期計画.xlsx", plan_rows(2025, others))
    assert call("plan", "revise", folder, "--effective", "2025-04-01", "--trigger", "次期計画",
                "--reason", "計画期間が終わったため。", "--to", following) == 0  # fmt: skip
    write_report(folder, "R07", "企画部地域創造課", [("移住者数", "人", 25)])
    write_report(folder, "R07", "保健福祉部子育て支援課", [("住みよさ", "%", 85)])
    evaluate(folder, "R07", kept)
    return folder, kept


def kpis(folder: Path) -> dict[tuple[str, str], dict[str, str]]:
    """kpis.csv by KPI and year."""
    with (folder / "kpis.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {(row["kpi_id"], row["fy"]): row for row in csv.DictReader(stream)}


def summary(folder: Path) -> dict[str, Any]:
    """summary.json."""
    document: dict[str, Any] = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    return document


def docx_text(path: Path) -> str:
    """All words of a document."""
    import docx

    document = docx.Document(str(path))
    return "".join(t.text or "" for t in document.element.body.iter() if t.tag.endswith("}t"))


def inputs(folder: Path) -> list[str]:
    """Plan books of the manifest."""
    names = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["inputs"]
    return [name for name in names if "plan" in name]


@pytest.mark.parametrize("fy_code", YEARS)
def test_every_evaluation_is_made_again_byte_for_byte(life, fy_code, tmp_path):
    """At the end of the plan's life, from what was recorded: papers, data, evaluation sheets and the manifest."""
    folder, kept = life
    assert call("build", folder, "--fy", fy_code, "--recorded", "-o", tmp_path / "out") == 0
    assert files(tmp_path / "out") == files(kept / fy_code)


def test_a_year_is_judged_by_the_version_in_force_on_its_last_day(life):
    """The manifests name the books: FY2021 by the first, FY2022 by the second with the first beside it."""
    _, kept = life
    assert inputs(kept / "R03") == ["plan.xlsx"]
    assert inputs(kept / "R04") == ["plans/戦略台帳_2022-03-31まで.xlsx", "plan.xlsx"]
    first, second = "plans/戦略台帳_2022-03-31まで.xlsx", "plans/戦略台帳_2025-03-31まで.xlsx"
    assert inputs(kept / "R07") == [first, second, "plan.xlsx"]


def test_an_earlier_year_keeps_the_target_it_was_judged_by(life):
    """移住者数 of FY2021: 8 of 10 is mostly on track, though the target is 12 since FY2022."""
    _, kept = life
    rows = kpis(kept / "R04")
    assert (rows["K1", "2021"]["target"], rows["K1", "2021"]["rating"]) == ("10", "mostly_on_track")
    assert (rows["K1", "2022"]["target"], rows["K1", "2022"]["rating"]) == ("12", "on_track")


def test_a_kpi_with_another_unit_is_not_compared_across_the_change(life):
    """相談件数 counts persons since FY2022: its sum begins there, and earlier rows are gone."""
    _, kept = life
    rows = kpis(kept / "R06")
    assert sorted(fy for kpi, fy in rows if kpi == "K2") == ["2022", "2023", "2024"]
    assert rows["K2", "2024"]["evaluated"] == "66"
    assert rows["K1", "2020"]["actual"] == "9"


def test_last_year_is_counted_as_it_was(life):
    """FY2021 in the papers of FY2022 is FY2021 in its own: four KPIs, by the first version."""
    _, kept = life
    assert summary(kept / "R04")["previous"] == summary(kept / "R03")["total"]
    assert summary(kept / "R04")["total"]["kpis"] == 3


def test_an_evaluation_stands_when_the_next_version_begins(life, capsys):
    """FY2024 is not built again because its plan book lies in plans/ now: the version is the same one."""
    folder, kept = life
    assert call("build", folder, "--fy", "R06") == 0
    assert "前回の出力のまま" in capsys.readouterr().out
    assert files(folder / "out" / "R06") == files(kept / "R06")


def test_the_papers_say_which_version_judged_and_what_is_not_compared(life):
    """In summary.json, and in the report's table of rules."""
    _, kept = life
    told = summary(kept / "R04")
    assert [(v["fy"], v["label"], v["effective"]) for v in told["plan_versions"]] == [
        (2020, "第1版", None), (2021, "第1版", None), (2022, "第2版", "2022-04-01"),
    ]  # fmt: skip
    sentence = "「相談件数」は、令和4年度から単位が「件」から「人」に変わった。令和3年度以前とは比べない。"
    assert [item["text"] for item in told["not_compared"]] == [sentence]
    report = docx_text(kept / "R04" / "report.docx")
    assert sentence in report
    assert "令和2年度から令和3年度までは第1版、令和4年度は第2版で判定する。「相談件数」は、定義が" in report
    assert "定義変更1を含む" in report
    assert "計画の改訂" not in docx_text(kept / "R03" / "report.docx")


def test_the_merged_book_says_that_a_kpi_was_redefined(life):
    """Where it would say that the KPI is new, in the list of KPIs and among the moves."""
    _, kept = life
    grids = {
        grid.name: grid for grid in read_workbook(kept / "R04" / "merged.xlsx", name="merged.xlsx").grids
    }
    for name in ("KPI一覧", "評価の動き"):
        words = [value for row in grids[name].rows for value in row if isinstance(value, str)]
        assert [word.strip() for word in words].count("定義変更") == 1


def test_explain_says_which_version_judged(life, capsys):
    """The last steps of the way of a figure."""
    folder, _ = life
    assert call("explain", folder, "K2", "--fy", "R06") == 0
    said = capsys.readouterr().out
    assert "第2版（令和4年4月1日から）　（plans/戦略台帳_2025-03-31まで.xlsx）" in said
    assert "令和3年度以前とは比べない。" in said


def test_the_next_plan_has_no_last_year(life):
    """Nothing of the old term is compared with the new one, and the old one's last year is still judged by its own."""
    folder, kept = life
    assert summary(kept / "R07")["previous"] is None
    assert {kpi for kpi, _ in kpis(kept / "R07")} == {"N1", "N2"}
    assert call("build", folder, "--fy", "R06", "-o", kept / "R06-again") == 0
    assert {kpi for kpi, _ in kpis(kept / "R06-again")} == {"K1", "K2", "K3", "K4"}

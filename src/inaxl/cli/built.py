"""The words that `inaxl build` ends with."""

from __future__ import annotations

from datetime import date
from typing import Any

from inaxl.building import Built
from inaxl.cli import output
from inaxl.values.periods import day_label, year_label


def show(built: Built, screen: output.Screen) -> None:
    """Six lines: what was read, checked, rated, where the population stands, what was written, what to do next."""
    summary, submissions = built.summary, built.summary["submissions"]
    out = built.folder.name(built.folder.out)
    missing = len(submissions["missing"])
    late = f"　（{submissions['departments']}部署のうち {missing}部署が未提出）" if missing else ""
    output.line("読み込み", f"{submissions['submitted']}冊", f"KPI {summary['total']['kpis']}件{late}")
    errors = sum(finding.severity == "error" for finding in built.findings)
    warnings = sum(finding.severity == "warning" for finding in built.findings)
    output.line("検証", f"誤り {errors}", f"警告 {warnings}", f"（{out}/findings.csv）")
    ratings = summary["ratings"]
    output.line("評価", *(f"{label} {summary['total'][rating]}" for rating, label in ratings.items()))
    _population(built)
    papers = [name for name in ("report.docx", "report.pdf", "merged.xlsx") if name in built.outputs]
    sheets = sum(name.startswith("sheets/") for name in built.outputs)
    others = len(built.outputs) - len(papers) - sheets + 1  # the manifest is not among its own outputs
    output.line("出力", f"{out}/", *papers, f"sheets/ {sheets}冊", f"ほか{others}")
    if built.again:
        output.line("完了", f"{screen.seconds:.1f}秒", _next(built, errors))
    else:
        output.line("完了", "前回から入力が変わっていないため、前回の出力のままです。", _next(built, errors))


def _population(built: Built) -> None:
    gaps = [gap for gap in built.population["gaps"] if gap["indicator"] == "total_population"]
    if not gaps:
        output.line("人口", "人口統計のブック(population.xlsx)に総人口がありません。")
        return
    latest = gaps[-1]
    actual = f"{latest['actual']:,}人（{_when(latest)}）"
    if latest["difference"] is None:
        output.line("人口", actual, "将来展望のない時点です。")
        return
    difference = round(latest["difference"])
    sign = "△" if difference < 0 else "＋"
    output.line("人口", actual, f"将来展望との差 {sign}{abs(difference):,}人")


def _when(gap: dict[str, Any]) -> str:
    if not gap["as_of"]:
        return year_label(gap["year"])
    return day_label(date.fromisoformat(gap["as_of"]))


def _next(built: Built, errors: int) -> str:
    if built.unreadable:
        return "読めないファイルがあります。inaxl status で部署を確かめてください。"
    if errors:
        return "誤りが残っています。inaxl status で部署を確かめてください。"
    return ""

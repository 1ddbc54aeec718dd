"""What the three buttons of the secretariat do: the same as `inaxl merge`, `build` and `status`, for the book's folder."""

from __future__ import annotations

from pathlib import Path

from inaxl.books.edits import CellLook, OwnCell, OwnRow, SetSheet
from inaxl.errors import UnreadableInput
from inaxl.excel.clicking import Click, ClickResult
from inaxl.excel.judging import no_plan, working_folder, year_of
from inaxl.findings import Finding
from inaxl.values.periods import fy_label

STATES = {"done": "● 完了", "needs_fix": "▼ 修正が必要", "missing": "○ 未提出"}
SHEET = "提出状況"
_HEAD = CellLook(size=10, colour="555B63", top=("medium", "1A1A1A"), bottom=("thin", "AEB5BD"))
_TEXT = CellLook(size=10, bottom=("thin", "DDE1E6"))
_FIGURE = CellLook(font="BIZ UDゴシック", size=10, bottom=("thin", "DDE1E6"), horizontal="right")
_ACT = _TEXT._replace(bold=True, colour="BF5308")


def _place(click: Click) -> tuple[Path, int]:
    root = working_folder(click.host)
    if root is None:
        raise UnreadableInput(no_plan(click.host))
    return root, year_of(root, click.host.path)


def _lead(findings: tuple[Finding, ...]) -> str:
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = sum(finding.severity == "warning" for finding in findings)
    return f"誤り {errors}件、警告 {warnings}件"


def merge(click: Click) -> ClickResult:
    """統合: merged.xlsx of the year."""
    from inaxl.integrating import write_merged
    from inaxl.workfolder import open_folder

    root, fy = _place(click)
    target = open_folder(root, fy).out / "merged.xlsx"
    made = write_merged(root, fy, target, progress=_progress(click))
    text = f"{fy_label(fy)}のブックを統合しました。\n\n{_lead(made.findings)}\n\n場所　{target}"
    return ClickResult(text, made.findings, target)


def build_report(click: Click) -> ClickResult:
    """PDCA報告書作成: everything that `inaxl build` makes."""
    from inaxl.building import build

    root, fy = _place(click)
    built = build(root, fy, progress=_progress(click))
    target = built.folder.out / "report.docx"
    done = "作りました" if built.again else "入力が変わっていないため、前に作ったものがそのまま使えます"
    text = f"{fy_label(fy)}のPDCA報告書を{done}。\n\n{_lead(built.findings)}\n\n報告書　{target}\nほかの資料　{built.folder.out}"
    return ClickResult(text, built.findings, target)


def show_status(click: Click) -> ClickResult:
    """提出状況: a sheet of the departments in the open book."""
    from inaxl.submitting import submission_status

    root, fy = _place(click)
    found = submission_status(root, fy, progress=_progress(click))
    states = [department["state"] for department in found.departments]
    counts = "　".join(f"{label} {states.count(state)}" for state, label in STATES.items())
    click.host.apply([_status_sheet(found.departments, fy, counts)])
    text = f"{fy_label(fy)}の提出状況を表示しました。\n\n{len(states)}部署　{counts}\n\nシート「{SHEET}」にあります。"
    return ClickResult(text, found.findings)


def _status_sheet(departments: tuple[dict[str, object], ...], fy: int, counts: str) -> SetSheet:
    heads = ("部署", "状態", "KPI", "実績値", "誤り", "警告", "ブック")
    rows = [
        OwnRow((OwnCell(f"{fy_label(fy)}　提出状況", CellLook(size=18, bold=True, colour="17406D")),), 32),
        OwnRow((OwnCell(f"{len(departments)}部署　{counts}", CellLook(size=12, bold=True)),), 24),
        OwnRow(height=8),
        OwnRow(tuple(OwnCell(head, _HEAD) for head in heads), 22),
    ]
    for department in departments:
        is_open = department["state"] != "done"
        figures = [
            department["entries"],
            department["reported"],
            department["errors"],
            department["warnings"],
        ]
        shown = figures if department["submitted"] else [figures[0], figures[1], "－", "－"]
        cells = [
            OwnCell(str(department["department"]), _TEXT),
            OwnCell(STATES[str(department["state"])], _ACT if is_open else _TEXT),
            *(OwnCell(value, _FIGURE) for value in shown),  # type: ignore[arg-type]
            OwnCell(str(department["book"] or "－"), _TEXT),
        ]
        rows.append(OwnRow(tuple(cells), 20))
    return SetSheet(
        SHEET, tuple(rows), (40, 18, 9, 9, 9, 9, 50), frozen_rows=4, tab_colour="17406D", footer="&C－ &P －"
    )


def _progress(click: Click):  # type: ignore[no-untyped-def]
    return lambda done, total, name: click.progress(f"読み込み {done}/{total}冊　{name}")

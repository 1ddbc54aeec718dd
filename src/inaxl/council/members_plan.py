"""The sheets 計画の資料 and 予算と決算 of the members' book; no sheet where the plan book says nothing of the kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inaxl.books.sheet_styles import decimals_of
from inaxl.council.members_frame import Cell, Listing, write_listing
from inaxl.report.context_money import MoneyLine, money_note, money_of
from inaxl.report.context_plan import plan_data
from inaxl.report.context_words import Context
from inaxl.report.merged_frame import Column, Merged
from inaxl.values.display import with_unit
from inaxl.values.periods import fy_column, fy_label

_HEADS = (("対象", 250), ("区分・日付", 150), ("名称・題名", 250), ("内容", 470))


def write_plan_data(merged: Merged) -> None:
    """計画の資料: evidence, partners, the five principles and tags, each under its own head."""
    told = plan_data(merged.results)
    counts = [told[key]["count"] for key in _PARTS if told[key]["rows"]]
    if counts:
        listing = Listing(
            "計画の資料",
            f"{fy_label(merged.results.fy)}　計画の根拠と事業の資料",
            f"戦略台帳に{'、'.join(counts)}の記載がある。",
            [Column(head, width, "head") for head, width in _HEADS],
            1,
            note=told["withheld"],
        )
        write_listing(merged, listing, _rows(merged, told))


def _rows(merged: Merged, told: Context) -> Iterator[Sequence[Cell] | str]:
    look = merged.styles("wrap", valign="top")
    for key, lines in _PARTS.items():
        part = told[key]
        if part["rows"]:
            yield part["title"]
            for line in lines(part):
                yield [Cell(text, look, 10) for text in line]


Line = tuple[str, str, str, str]


def _evidence(part: Context) -> Iterator[Line]:
    for row in part["rows"]:
        people = f"（{row['people']}）" if row["people"] else ""
        source = f"　出典：{row['source']}" if row["source"] else ""
        yield row["subjects"], f"{row['kind']}\n{row['when']}", row["title"] + people, row["text"] + source


def _partners(part: Context) -> Iterator[Line]:
    for row in part["rows"]:
        yield row["subject"], row["kind"], row["name"], row["role"]


def _principles(part: Context) -> Iterator[Line]:
    for row in part["rows"]:
        for check in row["checks"]:
            yield row["name"], check["principle"], check["state"], check["reason"]


def _tags(part: Context) -> Iterator[Line]:
    for group in part["rows"]:
        for row in group["rows"]:
            yield row["subjects"], part["title"], group["title"], row["name"]


_PARTS = {"evidence": _evidence, "partners": _partners, "principles": _principles, "tags": _tags}


def write_money(merged: Merged) -> None:
    """予算と決算: the amounts of the year and of the year before by project, in the units as entered."""
    results = merged.results
    money = money_of(results.plan, results.fy)
    if not money.projects:
        return
    now, before = fy_column(results.fy), fy_column(results.fy - 1)
    columns = [
        Column("事業", 340, "head"),
        *(Column(head, 110, "head_figure") for head in (f"{before}\n予算額", f"{before}\n決算額")),
        *(Column(head, 110, "head_figure") for head in (f"{now}\n予算額", f"{now}\n決算額")),
        Column("　単位", 70, "head"),
    ]
    held = f"非公開とされた{money.withheld}件は載せていない。" if money.withheld else ""
    listing = Listing(
        "予算と決算",
        f"{fy_label(results.fy)}　事業の予算と決算",
        f"{len(results.plan.projects)}事業のうち{len(money.projects)}事業に記載がある。{held}",
        columns,
        1,
        note=money_note(money),
    )
    write_listing(merged, listing, (_money_row(merged, line) for line in (*money.projects, *money.sums)))


def _money_row(merged: Merged, line: MoneyLine) -> Sequence[Cell]:
    styles = merged.styles
    unit = "" if line.previous_unit == line.unit else line.previous_unit
    earlier, own = (line.previous_budget, line.previous_settlement), (line.budget, line.settlement)
    decimals = decimals_of(*own, *earlier)
    past, now = styles.figure(decimals, "figure_past"), styles.figure(decimals, "figure_now")
    return [
        Cell(line.name, styles("wrap"), 10),
        *(Cell(with_unit(value, unit) if unit and value is not None else value, past) for value in earlier),
        *(Cell(value, now) for value in own),
        Cell(line.unit, styles("text_sub", indent=1)),
    ]

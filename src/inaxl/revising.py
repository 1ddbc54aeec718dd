"""The next version of the plan: the present book is kept byte for byte in plans/, and a new one takes its place.

The kept copy is written first and the plan book replaced in one step, with a backup: killed at any moment, every fiscal
year has the plan book that judges it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from inaxl.books.read import read_bytes
from inaxl.books.save import CellChange, clear_leftovers, replace_book, replace_file, system_faults
from inaxl.books.save_lock import book_lock, refuse_if_open
from inaxl.carrying import read_register
from inaxl.errors import UnreadableInput, UnwritableOutput, WrongUsage
from inaxl.findings import E001, E003, E004, E012, E014, E018, E431, E432, E435, W434, Code, Finding
from inaxl.manifest import MANIFEST
from inaxl.plan.book import plan_from_grids, read_plan_book
from inaxl.plan.life import TRIGGERS, Revision
from inaxl.plan.model import Plan
from inaxl.plan.revision_row import with_revision
from inaxl.plan.tables import find_tables
from inaxl.plan.versions import FrozenCopy, fiscal_year_of, frozen_name, judging_day
from inaxl.recording import HISTORY
from inaxl.values.labels import label_key
from inaxl.values.periods import day_label, fy_label, parse_fiscal_year
from inaxl.workfolder import EARLIER_PLANS, OUTPUTS, PLAN_BOOK, WorkFolder

_NUMBERED = re.compile(r"第\s*(\d+)\s*版")
_ONE_DAY = dt.timedelta(1)
_TITLED: dict[str, Callable[[Any], str]] = {
    "goals": lambda item: item.title,
    "measures": lambda item: item.title,
    "projects": lambda item: item.title,
    "kpis": lambda item: item.name,
}


class Wanted(NamedTuple):
    """A revision as it is asked for.

    `trigger` a key of `life.TRIGGERS`; `cause_fy` the evaluated year and `cause_ids` the opinions that caused it; `book`
    the next plan book, None for a copy of the present one that is edited afterwards.
    """

    effective: dt.date
    trigger: str
    reason: str
    cause_fy: int | None = None
    cause_ids: tuple[str, ...] = ()
    book: Path | None = None


class Revised(NamedTuple):
    """What was done: the kept copy and its last day, the new version and the first fiscal year that it judges.

    `judges`: the last fiscal year that the kept copy judges; None where the version before it is in force until later.
    """

    frozen: str
    until: dt.date
    version: str
    effective: dt.date
    first_fy: int
    judges: int | None
    findings: tuple[Finding, ...]


def revise(folder: Path, wanted: Wanted) -> Revised:
    """Start the next version of the plan in a working folder.

    Raises WrongUsage: E431 the day cannot be (before the term, after it, not after the last revision, in or before a year
    that is evaluated already, outside the new book's term), E432 year or opinion that caused it is not known.
    UnreadableInput: E001, E003, E004; E012 the new book is no .xlsx, E435 it has errors. UnwritableOutput as `save.write_book`.
    """
    work = _folder(folder)
    plan_book = work.root / PLAN_BOOK
    old = plan_book.read_bytes()
    present, _ = read_plan_book(plan_book, check=False)
    kept = [copy for copy in work.frozen_plans() if work.frozen(copy).read_bytes() != old]
    following, findings = _following(wanted, present)
    _refuse_day(wanted, present, following, kept, work.root)
    _refuse_causes(wanted, present, work)
    findings = (*findings, *_used_again(present, following, wanted.book))
    source = old if wanted.book is None else wanted.book.read_bytes()
    revision = Revision(
        _label(following, present, kept), wanted.effective, wanted.trigger, wanted.cause_fy, wanted.cause_ids, wanted.reason, ""
    )  # fmt: skip
    new, cells, revision = _with_row(source, following, revision)
    frozen = _write(work, old, new, revision, kept, cells)
    first_fy = fiscal_year_of(wanted.effective)
    return Revised(
        work.name(frozen),
        wanted.effective - _ONE_DAY,
        revision.version,
        wanted.effective,
        first_fy,
        None if any(fiscal_year_of(copy.until + _ONE_DAY) >= first_fy for copy in kept) else first_fy - 1,
        findings,
    )


def _folder(folder: Path) -> WorkFolder:
    if not folder.is_dir():
        raise UnreadableInput(E001.at(value=folder))
    root = folder.resolve()
    if not (root / PLAN_BOOK).is_file():
        raise UnreadableInput(E004.at(value=folder))
    return WorkFolder(root, 0, root / OUTPUTS)


def _following(wanted: Wanted, present: Plan) -> tuple[Plan, tuple[Finding, ...]]:
    """The next version's plan: the present one, or that of the new book if nothing is wrong with it."""
    if wanted.book is None:
        return present, ()
    if not wanted.book.is_file():
        raise UnreadableInput(E003.at(value=wanted.book))
    if wanted.book.suffix.lower() != ".xlsx":  # it becomes plan.xlsx as it is
        raise UnreadableInput(E012.at(book=wanted.book.name, value=wanted.book.suffix))
    plan, findings = read_plan_book(wanted.book, name=wanted.book.name)
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        first = f"{errors[0].code} {errors[0].where}: {errors[0].message}"
        codes = "・".join(sorted({error.code for error in errors}))
        raise UnreadableInput(E435.at(value=wanted.book.name, count=len(errors), codes=codes, first=first))
    return plan, findings


def _used_again(present: Plan, following: Plan, book: Path | None) -> Iterator[Finding]:
    """W434: an ID that means something else in the new book, by the title; KPIs whose name 読替 accepts are the same."""
    renamed = {(r.new_id, label_key(r.old_name)) for r in following.renamings}
    for table, titled in _TITLED.items():
        old = {item.id: titled(item) for item in getattr(present, table)}
        for item in getattr(following, table) if book is not None else ():
            before = old.get(item.id, titled(item))
            if label_key(before) != label_key(titled(item)) and (item.id, label_key(before)) not in renamed:
                name = book.name if book else None
                yield W434.at(book=name, value=item.id, old=before, new=titled(item))


# --- what cannot be -----------------------------------------------------------------------------------------------


def _refuse_day(
    wanted: Wanted, present: Plan, following: Plan, kept: Sequence[FrozenCopy], root: Path
) -> None:
    day, year = wanted.effective, fiscal_year_of(wanted.effective)
    first = dt.date(present.first_fy, 4, 1)
    if day < first:
        raise _impossible(
            day,
            f"計画期間は{fy_label(present.first_fy)}からです。",
            f"{day_label(first)}以後の日にしてください。",
        )
    known = [revision.effective for revision in present.life.revisions]
    last = max([*known, *(copy.until + _ONE_DAY for copy in kept)], default=None)
    if last is not None and day <= last:
        raise _impossible(
            day,
            f"いまの版は{day_label(last)}からです。",
            f"{day_label(last + _ONE_DAY)}以後の日にしてください。",
        )
    evaluated = max(evaluated_years(root), default=None)
    if evaluated is not None and day <= judging_day(evaluated):
        raise _impossible(
            day,
            f"{fy_label(evaluated)}は、いまの台帳で評価しています。",
            f"{day_label(judging_day(evaluated) + _ONE_DAY)}以後の日にしてください。評価した年度の台帳は変えられません。",
        )
    if not following.first_fy <= year <= following.last_fy:
        term = f"{fy_label(following.first_fy)}から{fy_label(following.last_fy)}まで"
        how = "計画期間の中の日にするか、次の計画の台帳を --to で指定してください。"
        if wanted.book is not None:
            how = "新しい台帳の計画期間の中の日にしてください。"
        raise _impossible(day, f"台帳の計画期間は{term}です。", how)


def _impossible(day: dt.date, reason: str, how: str) -> WrongUsage:
    return _refusal(E431, value=day_label(day), reason=reason, how=how)


def _refusal(code: Code, **holes: str) -> WrongUsage:
    return WrongUsage(code.at(**holes))


def evaluated_years(root: Path) -> list[int]:
    """Fiscal years that have been evaluated: with outputs in out/, or with a recorded edition."""
    work = WorkFolder(root, 0, root / OUTPUTS)
    built = (path.parent for path in work.out.glob(f"*/{MANIFEST}"))
    recorded = (path.parent for path in (work.private / HISTORY).glob("*/*.json"))
    years = (parse_fiscal_year(folder.name) for folder in {*built, *recorded})
    return sorted(year for year in years if year is not None)


def _refuse_causes(wanted: Wanted, present: Plan, work: WorkFolder) -> None:
    if wanted.cause_fy is not None and wanted.cause_fy not in evaluated_years(work.root):
        year = fy_label(wanted.cause_fy)
        raise _refusal(
            E432, what="年度", value=year, reason="この年度は、まだ評価していません。",
            how=f"先に{year}を「inaxl build」で評価するか、評価した年度を指定してください。",
        )  # fmt: skip
    if not wanted.cause_ids:
        return
    register, _ = read_register(work, present)
    known = [opinion.id for opinion in register.opinions]
    for number in wanted.cause_ids:
        if number not in known:
            how = (
                f"opinions.xlsx にある番号は{'、'.join(known)}です。"
                if known
                else "先に意見を登録してください。"
            )
            reason = "" if register.is_there else "作業フォルダーに opinions.xlsx がありません。"
            raise _refusal(E432, what="意見", value=number, reason=reason, how=how)


# --- the new book -------------------------------------------------------------------------------------------------


def _label(following: Plan, present: Plan, kept: Sequence[FrozenCopy]) -> str:
    """`第3版` after 第2版; by the number of the term's versions where the book has no numbered one."""
    numbers = [int(found[1]) for r in following.life.revisions if (found := _NUMBERED.search(r.version))]
    if numbers:
        return f"第{max(numbers) + 1}版"
    inside = [copy for copy in kept if fiscal_year_of(copy.until) >= following.first_fy]
    so_far = len(inside) + 1 if following.first_fy == present.first_fy else 0
    return f"第{max(len(following.life.revisions), so_far) + 1}版"


def _with_row(source: bytes, following: Plan, revision: Revision) -> tuple[bytes, list[CellChange], Revision]:
    """The next book with its row in 改訂; as it is where it has a row of that day already."""
    written = next((r for r in following.life.revisions if r.effective == revision.effective), None)
    if written is not None:
        return source, [], written
    table = find_tables(read_bytes(source, name=PLAN_BOOK).grids)["revisions"]
    try:
        new = with_revision(source, table, revision)
    except KeyError:
        finding = f"シート「{table.sheet}」の表の見出しを読み取れません。"
        raise UnreadableInput(E435.at(value=PLAN_BOOK, count=1, codes="E402", first=finding)) from None
    read_back, _ = plan_from_grids(read_bytes(new, name=PLAN_BOOK).grids, check=False)
    if revision.effective not in [
        r.effective for r in read_back.life.revisions
    ]:  # never put in the plan's place
        raise UnwritableOutput(E018.at(reason="書き込んだ改訂の行を読み返せません。"))
    changes = [CellChange(table.sheet, "", "", f"{revision.version} {revision.effective.isoformat()}")]
    return new, changes, revision


def _write(
    work: WorkFolder,
    old: bytes,
    new: bytes,
    revision: Revision,
    kept: Sequence[FrozenCopy],
    cells: Sequence[CellChange],
) -> Path:
    """Keep the present book under its last day, then put the new one in its place; gives the kept copy."""
    plan_book = work.root / PLAN_BOOK
    frozen = work.root / EARLIER_PLANS / frozen_name(revision.effective - _ONE_DAY)
    with system_faults(plan_book), book_lock(plan_book, work.private):
        if plan_book.read_bytes() != old:
            raise UnwritableOutput(E014.at(value=PLAN_BOOK, holder="読み取った後に内容が変わりました。"))
        refuse_if_open(plan_book)
        frozen.parent.mkdir(exist_ok=True)
        clear_leftovers(frozen)
        replace_file(frozen, old)
        _forget_undone(work, frozen, kept)
        replace_book(
            plan_book, old, new, command="plan revise", edits=len(cells), cells=cells, now=None,
            more={"frozen": work.name(frozen), "trigger": TRIGGERS[revision.trigger]},
        )  # fmt: skip
    return frozen


def _forget_undone(work: WorkFolder, frozen: Path, kept: Sequence[FrozenCopy]) -> None:
    """A copy of the very same bytes under another day is left from a revision that was undone: the new one replaces it."""
    for copy in work.frozen_plans():
        path = work.frozen(copy)
        if path != frozen and copy not in kept:
            path.unlink(missing_ok=True)

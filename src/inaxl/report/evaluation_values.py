"""What the placeholders of the form `evaluation_sheet.xlsx` stand for, from the content of a department's book.

`page_content` is one sheet of a project, `index_content` every other sheet of the form. The names are listed for the
office in docs/templates.md; `LISTS` are those that repeat their rows. Nothing is laid out here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from inaxl.books.sheet_styles import SAMPLE_TEXT, decimals_of
from inaxl.forms.entry_content import CardText, CarriedAction
from inaxl.plan.model import RATINGS, RatingLevel, RatingRules
from inaxl.report.evaluation_content import EvaluationBook, ProjectSheet, SheetKpi
from inaxl.report.evaluation_opinions import NO_RESPONSE, SheetOpinion
from inaxl.report.evaluation_plan import PlanLine
from inaxl.report.form_rows import Content, Item, Value
from inaxl.values.display import ABSENT, percent
from inaxl.values.periods import fy_label, fy_short

_ON_PAGES = (
    "about carried no_carried kpi_head kpi no_kpi remark opinion earlier_opinion no_opinion".split()  # of a project
)
_ON_INDEX = "page_head page council_head council".split()
LISTS = (*_ON_PAGES, *_ON_INDEX)
EARLIER_YEARS = 6
"""Earlier years that a form can show: `kpi.before1` is last year, `kpi.before6` six years ago."""
NOTHING = "この部署が報告する事業と指標はありません。"
RATE_NOTE = "達成率＝実績値÷指標値。（減）は少ないほどよい指標で、指標値÷実績値"
_NO_CARRIED = "前年度の「今後の取組」は登録されていません。"
_ABOVE = "「前年度から引き継いだこと」に載せています。"
_NO_KPI = "この事業には指標がありません。事業の点検だけを行います。"
_GONE = Value(None)


def index_content(book: EvaluationBook, names: Sequence[str]) -> Content:
    """The index and all other sheets of the form; `names`: the sheets of the projects, in order."""
    pages = [_index_item(book, name, page) for name, page in zip(names, book.sheets, strict=True)]
    head = {f"page_head.{rating}": Value(book.rules.glyph(rating)) for rating in RATINGS}
    values = _common(book) | {"index.lede": Value(index_lede(book))}
    lists: dict[str, Sequence[Item]] = {"page": pages, "page_head": [head] if pages else []}
    lists |= _council(book)
    return Content("", values, lists | dict.fromkeys(_ON_PAGES, ()))


def page_content(book: EvaluationBook, name: str, page: ProjectSheet) -> Content:
    """One project's sheet, under its name."""
    years = book.years
    span = f"{fy_short(years[0])}～{fy_short(years[-1])}は{fy_label(years[0])}～{fy_label(years[-1])}"
    text = page.text
    number = "" if page.number is None else page.number
    place = "" if page.number is None else f"事業 {page.number} ／ {book.projects}"
    values = _common(book) | {
        "project.number": Value(number),
        "project.place": Value(place),
        "project.title": Value(page.title),
        "project.position": Value(page.position),
        "project.departments": Value(page.departments),
        "project.purpose": Value(page.purpose),
        "text.done": Value(text.done),
        "text.result": Value(text.result),
        "text.issue": Value(text.issue),
        "text.decision": Value(text.decision),
        "text.decisions": Value(decision_boxes(book.decisions, text.decision)),
        "text.next_action": Value(text.next_action),
        "rate.note": Value(RATE_NOTE if page.kpis else ""),
        "opinions.note": Value("" if any(o.is_new for o in page.opinions) else "審議会のあとに記入"),
        "source.cells": Value(f"出典：{page.source}　　" if page.source else ""),
        "source.years": Value(span),
    }
    return Content(name, values, _page_lists(book, page) | dict.fromkeys(_ON_INDEX, ()))


def _page_lists(book: EvaluationBook, page: ProjectSheet) -> dict[str, Sequence[Item]]:
    remarks = [remark for kpi in page.kpis for remark in kpi.remarks]
    return {
        "about": [{"about.label": Value(line.label), "about.text": Value(line.text)} for line in page.about],
        "carried": [
            {
                "carried.label": Value(action.label),
                "carried.text": Value(action.text),
                "carried.state": Value(action.state, look=action.state),
            }
            for action in page.carried
        ],
        "no_carried": [] if page.carried else [{"no_carried.text": Value(_NO_CARRIED)}],
        "kpi_head": [_kpi_head(book, page.kpis)] if page.kpis else [],
        "kpi": [_kpi(book, kpi) for kpi in page.kpis],
        "no_kpi": [] if page.kpis else [{"no_kpi.text": Value(_NO_KPI)}],
        "remark": [{"remark.text": Value(remark)} for remark in remarks],
        **_opinion_lists(page.opinions),
    }


def _opinion_lists(opinions: Sequence[SheetOpinion]) -> dict[str, Sequence[Item]]:
    """This year's in full, the open ones of earlier years by their number; boxes to fill in where nothing is said yet."""
    new = [opinion for opinion in opinions if opinion.is_new]
    return {
        "opinion": [
            {
                "opinion.label": Value(f"意見 {opinion.number}"),
                "opinion.text": Value(opinion.text + (f"（{opinion.day}）" if opinion.day else "")),
                "opinion.response": _response(opinion),
                "opinion.state": Value(opinion.state, look=opinion.state),
            }
            for opinion in new
        ],
        "earlier_opinion": [
            {
                "earlier_opinion.label": Value(f"意見 {opinion.number}"),
                "earlier_opinion.text": Value(f"{opinion.year}の評価への意見。{_ABOVE}"),
                "earlier_opinion.state": Value(opinion.state, look=opinion.state),
            }
            for opinion in opinions
            if not opinion.is_new
        ],
        "no_opinion": [] if new else [{"no_opinion.box": Value("")}],
    }


def _response(opinion: SheetOpinion) -> Value:
    return Value(opinion.response, look="回答なし" if opinion.response == NO_RESPONSE else "")


def _common(book: EvaluationBook) -> dict[str, Value]:
    return {
        "plan.title": Value(book.plan_title),
        "year.label": Value(fy_label(book.fy)),
        "year.column": Value(fy_short(book.fy)),
        "department.name": Value(book.department),
        "department.section": Value(book.section),
        "sample": Value(SAMPLE_TEXT if book.is_sample else "", look="見本" if book.is_sample else ""),
    }


# --- KPIs ---------------------------------------------------------------------------------------------------------


def _kpi_head(book: EvaluationBook, kpis: Iterable[SheetKpi]) -> Item:
    years = {kpi.target_fy for kpi in kpis if kpi.target_fy}
    target = f"指標値 {fy_short(years.pop())}" if len(years) == 1 else "指標値"
    heads = {f"kpi_head.before{n}": _year_head(book, book.fy - n) for n in range(1, EARLIER_YEARS + 1)}
    return {"kpi_head.now": Value(fy_short(book.fy)), "kpi_head.target": Value(target), **heads}


def _year_head(book: EvaluationBook, fy: int) -> Value:
    return Value(fy_short(fy)) if fy in book.years else _GONE


def _kpi(book: EvaluationBook, kpi: SheetKpi) -> Item:
    decimals = decimals_of(kpi.baseline, kpi.target, kpi.actual, *kpi.history.values(), declared=kpi.decimals)
    rules, rating = book.rules, kpi.rating
    by_hand = "\n（手動）" if kpi.is_manual else ""
    before = rules.glyph(kpi.previous_rating) if kpi.previous_rating else "・"
    years = {
        f"kpi.before{n}": _figure(kpi.history.get(book.fy - n), decimals)
        if book.fy - n in book.years
        else _GONE
        for n in range(1, EARLIER_YEARS + 1)
    }
    return {
        "kpi.name": Value(kpi.name),
        "kpi.unit": Value(kpi.unit),
        "kpi.baseline": _figure(kpi.baseline, decimals),
        "kpi.now": _figure(kpi.actual, decimals),
        "kpi.target": _figure(kpi.target, decimals),
        "kpi.achievement": Value(ABSENT) if kpi.achievement is None else Value(kpi.achievement, 1),
        "kpi.rating": Value(f"{rules.glyph(rating)} {rules.label(rating)}{by_hand}", look=rating),
        "kpi.previous_rating": Value(before),
        **years,
    }


def _figure(value: Decimal | None, decimals: int) -> Value:
    return Value(ABSENT) if value is None else Value(value, decimals)


# --- the index ----------------------------------------------------------------------------------------------------


def _index_item(book: EvaluationBook, name: str, page: ProjectSheet) -> Item:
    counts = Counter(kpi.rating for kpi in page.kpis)
    return {
        "page.number": Value(ABSENT if page.number is None else page.number),
        "page.title": Value(page.title, link=name),
        "page.kpis": Value(len(page.kpis)),
        **{f"page.{r}": _count(counts[r]) for r in RATINGS},
        "page.opinions": _count(sum(opinion.is_new for opinion in page.opinions)),
        "page.open_opinions": _count(sum(not opinion.is_new for opinion in page.opinions)),
        "page.decision": Value(page.text.decision or ABSENT),
    }


def _count(number: int) -> Value:
    return Value(number, look="" if number else "件数なし")


def _council(book: EvaluationBook) -> dict[str, Sequence[Item]]:
    """All opinions of the department's book, under a heading that counts them; no heading where there are none."""
    new = sum(opinion.is_new for opinion in book.opinions)
    title = f"審議会の意見　{fy_label(book.fy)}の評価に{new}件、前年度までの未了{len(book.opinions) - new}件"
    return {
        "council_head": [{"council_head.title": Value(title), "council_head.state": Value("状態")}]
        if book.opinions
        else [],
        "council": [
            {
                "council.number": Value(opinion.number),
                "council.about": Value(opinion.about),
                "council.text": Value(f"【{opinion.about}】{opinion.text}"),
                "council.response": _response(opinion),
                "council.state": Value(opinion.state, look=opinion.state),
            }
            for opinion in book.opinions
        ],
    }


def index_lede(book: EvaluationBook) -> str:
    """The first sentence: how many KPIs and how many of them are on the way."""
    kpis = [kpi for sheet in book.sheets for kpi in sheet.kpis]
    if not book.sheets:
        return NOTHING
    if not kpis:
        return f"{len(book.sheets)}事業の点検です。指標はありません。"
    good = sum(kpi.rating in ("on_track", "mostly_on_track") for kpi in kpis)
    first, second = (book.rules.label(r) for r in RATINGS[:2])
    counted = f"{len(book.sheets)}事業・{len(kpis)}指標のうち{good}指標（{percent(good / len(kpis))}）"
    return f"{counted}が「{first}」か「{second}」です。"


def decision_boxes(decisions: Iterable[str], chosen: str) -> str:
    """`□継続　☑拡充　□見直し`; a decision that the plan does not list stands at the end, ticked."""
    choices = [*decisions, *([chosen] if chosen and chosen not in decisions else [])]
    return "　".join(("☑" if choice == chosen else "□") + choice for choice in choices)


# --- what there is ------------------------------------------------------------------------------------------------


def known_names() -> tuple[set[str], set[str]]:
    """The names that the sheet of a project may use, and those of all other sheets."""
    kpi = SheetKpi("", "", 0, None, {}, None, None, None, None, "no_actual", False, None, ("",))
    said = SheetOpinion("", "", "", "", "", "", "", is_new=True)
    opinions = (said, said._replace(is_new=False))
    page = ProjectSheet(1, "", "", "", "", (CarriedAction("", "", ""),), (kpi,), CardText(), "", opinions)
    page = replace(page, about=(PlanLine("", ""),))
    bare = replace(page, carried=(), kpis=(), opinions=(), about=())
    levels = tuple(RatingLevel(rating, "", "", None, "") for rating in RATINGS)
    book = EvaluationBook("", 1, (1,), 1, "", "", False, 1, RatingRules(levels), (), (page,), opinions)
    own = _names_of(page_content(book, "", page)) | _names_of(page_content(book, "", bare))
    return own, _names_of(index_content(book, [""]))


def _names_of(content: Content) -> set[str]:
    return {*content.values, *(name for items in content.lists.values() for item in items for name in item)}

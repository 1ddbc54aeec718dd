"""Evaluation sheets (評価シート): one book per department, an index and one A4 page per project.

What the pages say comes from `evaluation_content.py`. Every row is high enough for its text: Excel does
not fit the height of merged cells by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from inaxl.plan.model import RATINGS, Plan
from inaxl.report.evaluation_content import EvaluationBook, ProjectSheet, SheetKpi, evaluation_books
from inaxl.report.sheet_styles import (
    INDENT,
    MEDIUM,
    PALETTE,
    SAMPLE_TEXT,
    THIN,
    Styles,
    column_pixels,
    decimals_of,
    lines_needed,
    new_book,
    row_height,
    set_up_print,
    sheet_names,
)
from inaxl.values.display import ABSENT, number, percent
from inaxl.values.periods import fy_label, fy_short

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from inaxl.entries.table import Card
    from inaxl.merging.reviews import Review
    from inaxl.report.results import Results

INDEX = "目次"
NOTHING = "この部署が報告する事業と指標はありません。"
RATE_NOTE = "達成率＝実績値÷指標値。（減）は少ないほどよい指標で、指標値÷実績値"
_SHARE_AND_GAP = '0.0%_0;"△"0.0%_0'  # half an em between the figure and the fill beside it
_CARRIED_FILL = {"対応中": PALETTE.sky, "未対応": PALETTE.error}
_WIDTH, _LABEL = 820, 112  # pixels: all columns together, the column of labels
_PAGE = 800.0  # height [pt] of what stands above the source line on one page of that width
_BOX = 38.0  # least height [pt] of a box for a text of several lines
_SMALL = 9.5  # size [pt] of notes: stays at 8 pt after fitting to the page's width


def write_evaluation_book(target: Path | str | IO[bytes], content: EvaluationBook) -> None:
    """Write one department's evaluation book to a path or a binary stream; same content, same bytes."""
    book = new_book(target, f"{fy_label(content.fy)}　評価シート　{content.department}")
    styles = Styles(book)
    _write_index(book.add_worksheet(INDEX), styles, content)
    for name, project in zip(_names(content), content.sheets, strict=True):
        _Page(book.add_worksheet(name), styles, content, project).write()
    book.close()


def write_evaluation_sheets(
    results: Results, folder: Path, previous_cards: Mapping[str, Card] | None = None
) -> list[Path]:
    """One book per department into `folder`; `previous_cards`: last year's by project ID."""
    folder.mkdir(parents=True, exist_ok=True)
    cards = cards_by_project(results.plan, results.reviews)
    paths = []
    for content in evaluation_books(results.plan, results.fy, results.rows, cards, previous_cards):
        paths.append(folder / content.file_name)
        write_evaluation_book(paths[-1], content)
    return paths


def cards_by_project(plan: Plan, reviews: Iterable[Review]) -> dict[str, Card]:
    """The card that counts for each project: from the department that reports it, else the first."""
    cards: dict[str, Card] = {}
    for review in reviews:
        project = plan.project_by_id.get(review.project_id)
        lead = plan.department_by_id.get((project.reporting_id if project else None) or "")
        if review.project_id not in cards or (lead is not None and review.department == lead.name):
            cards[review.project_id] = review.card
    return cards


def _names(content: EvaluationBook) -> list[str]:
    return sheet_names("事業なし" if p.number is None else f"事業{p.number}" for p in content.sheets)


# --- the index ---------------------------------------------------------------------------------


def _write_index(sheet: Worksheet, styles: Styles, content: EvaluationBook) -> None:
    for column, pixels in enumerate((56, 300, 60, *(50,) * len(RATINGS), 90)):
        sheet.set_column_pixels(column, column, pixels)
    last = 3 + len(RATINGS)
    sheet.write_string(0, 0, content.plan_title, styles("plan"))
    sheet.set_row(1, 30)
    sheet.write_string(1, 0, f"{fy_label(content.fy)}　評価シート", styles("title"))
    sheet.write_string(1, last, content.department, styles("body", align="right"))
    if content.is_sample:
        sheet.merge_range(0, last - 2, 0, last, SAMPLE_TEXT, styles("sample"))
    sheet.set_row(2, 24)
    sheet.write_string(2, 0, index_lede(content), styles("lede"))
    set_up_print(sheet, repeat_rows=(4, 4))
    if not content.sheets:
        return
    _write_index_head(sheet, styles, content)
    pages = zip(_names(content), content.sheets, strict=True)
    for row, (name, project) in enumerate(pages, start=5):
        _write_index_row(sheet, styles, row, name, project)


def _write_index_head(sheet: Worksheet, styles: Styles, content: EvaluationBook) -> None:
    ink_above = {"top": MEDIUM, "top_color": PALETTE.ink}
    left, right = styles("head", **ink_above), styles("head_figure", **ink_above)
    sheet.set_row(4, 20)
    sheet.write_string(4, 0, "事業", left)
    sheet.write_string(4, 1, "事業名", left)
    sheet.write_string(4, 2, "指標", right)
    for column, rating in enumerate(RATINGS, start=3):
        sheet.write_string(4, column, content.rules.glyph(rating), right)
    sheet.write_string(4, 3 + len(RATINGS), "今後の方針", styles("head_center", **ink_above))


def _write_index_row(sheet: Worksheet, styles: Styles, row: int, name: str, project: ProjectSheet) -> None:
    counts = Counter(kpi.rating for kpi in project.kpis)
    sheet.set_row(row, row_height(lines_needed(project.title, 300), least=22))
    if project.number is None:
        sheet.write_string(row, 0, ABSENT, styles("text_sub"))
    else:
        sheet.write_number(row, 0, project.number, styles("text", align="left"))
    sheet.write_url(row, 1, f"internal:'{name}'!A1", styles("link", text_wrap=True), project.title)
    sheet.write_number(row, 2, len(project.kpis), styles("figure_now"))
    for column, rating in enumerate(RATINGS, start=3):
        style = "figure" if counts[rating] else "figure_past"
        sheet.write_number(row, column, counts[rating], styles(style))
    sheet.write_string(row, 3 + len(RATINGS), project.text.decision or ABSENT, styles("center"))


def index_lede(content: EvaluationBook) -> str:
    """The first sentence: how many KPIs and how many of them are on the way."""
    kpis = [kpi for sheet in content.sheets for kpi in sheet.kpis]
    if not content.sheets:
        return NOTHING
    if not kpis:
        return f"{len(content.sheets)}事業の点検です。指標はありません。"
    good = sum(kpi.rating in ("on_track", "mostly_on_track") for kpi in kpis)
    first, second = (content.rules.label(r) for r in RATINGS[:2])
    counted = f"{len(content.sheets)}事業・{len(kpis)}指標のうち{good}指標（{percent(good / len(kpis))}）"
    return f"{counted}が「{first}」か「{second}」です。"


# --- one page per project ----------------------------------------------------------------------


class _Page:
    """Draws one page from top to bottom; `row` is the next free row, from 0.

    Columns: label, rest of the name, unit, baseline, one per year, target, achievement, rating, last year's.
    """

    def __init__(
        self, sheet: Worksheet, styles: Styles, content: EvaluationBook, project: ProjectSheet
    ) -> None:
        self.sheet, self.styles, self.content, self.project = sheet, styles, content, project
        self.first_year = 4
        self.target = self.first_year + len(content.years)
        self.achievement, self.rating, self.last = self.target + 1, self.target + 2, self.target + 3
        self.widths = self._column_widths()
        self.value_width = sum(self.widths[1:])
        self.row, self.used = 0, 0.0

    def write(self) -> None:
        project, text = self.project, self.project.text
        for column, pixels in enumerate(self.widths):
            self.sheet.set_column_pixels(column, column, pixels)
        self._write_top()
        self._line("事業名", project.title, size=12, bold=True)
        self._line("位置づけ", project.position)
        self._line("担当", project.departments)
        self._line("目的", project.purpose)
        self._write_carried()
        self._write_kpis()
        self._section("実施（Do）")
        self._line("取組内容", text.done, least=_BOX * 1.3)
        self._section("検証（Check）")
        self._line("成果", text.result, least=_BOX)
        self._line("課題と要因", text.issue, least=_BOX)
        self._section("改善（Action）")
        self._line("今後の方針", decision_boxes(self.content.decisions, text.decision))
        self._line("今後の取組", text.next_action, least=_BOX)
        self._section("審議会の意見と対応", "審議会のあとに記入")
        height = min(_BOX * 3.5, max(_BOX * 1.2, (_PAGE - self.used) / 2))  # what the page has left
        self._box("意見\n（　月　日）", height)
        self._box("市の対応", height)
        self._write_source()
        set_up_print(self.sheet, one_page=True)
        self.sheet.print_area(0, 0, self.row - 1, self.last)

    def _column_widths(self) -> list[int]:
        kpis, years = self.project.kpis, self.content.years
        now = self.content.fy
        columns = [
            ([kpi.baseline for kpi in kpis], 58),
            *(([_in_year(kpi, fy, now) for kpi in kpis], 60 if fy == now else 52) for fy in years),
            ([kpi.target for kpi in kpis], 76),
        ]
        figures = [column_pixels(map(_shown, kpis, values), least, figures=True) for values, least in columns]
        figures[len(years)] += 6  # the year itself is bold and a size larger
        unit = column_pixels((kpi.unit for kpi in kpis), 44, most=96)
        rest = [66, 140, 48]
        name = max(100, _WIDTH - _LABEL - unit - sum(figures) - sum(rest))
        return [_LABEL, name, unit, *figures, *rest]

    def _write_top(self) -> None:
        sheet, styles, content, project = self.sheet, self.styles, self.content, self.project
        sheet.write_string(0, 0, content.plan_title, styles("plan"))
        if content.is_sample:
            sheet.merge_range(0, self.rating, 0, self.last, SAMPLE_TEXT, styles("sample"))
        self._height(1, 30)
        sheet.write_string(1, 0, f"{fy_label(content.fy)}　評価シート", styles("title"))
        place = "" if project.number is None else f"事業 {project.number} ／ {content.projects}"
        sheet.write_string(1, self.last, place, styles("body", align="right"))
        self._rule(2)
        self._height(2, 6)
        self.row = 3

    def _height(self, row: int, points: float) -> None:
        self.sheet.set_row(row, points)
        self.used += points

    def _rule(self, row: int) -> None:
        for column in range(self.last + 1):
            self.sheet.write_blank(row, column, None, self.styles("ink_rule"))

    def _section(self, title: str, note: str = "") -> None:
        self._height(self.row, 8)
        self._rule(self.row + 1)
        self._height(self.row + 1, 20)
        self.sheet.write_string(self.row + 1, 0, title, self.styles("section"))
        if note:
            self.sheet.write_string(
                self.row + 1, self.last, note, self.styles("section_note", font_size=_SMALL)
            )
        self.row += 2

    def _line(
        self, label: str, text: str, *, size: float = 10, least: float = 22, bold: bool = False
    ) -> None:
        """A label and its text in the merged cell beside it."""
        self._height(self.row, row_height(lines_needed(text, self.value_width - INDENT, size), size, least))
        self.sheet.write_string(self.row, 0, label, self.styles("label"))
        style = self.styles("wrap", indent=1, font_size=size, bold=bold)
        self.sheet.merge_range(self.row, 1, self.row, self.last, text, style)
        self.row += 1

    def _box(self, label: str, height: float) -> None:
        """A box that a person fills in after the council."""
        self._height(self.row, height)
        self.sheet.write_string(self.row, 0, label, self.styles("label"))
        self.sheet.merge_range(
            self.row, 1, self.row, self.last, "", self.styles("entry_long", border=0, bottom=THIN)
        )
        self.row += 1

    def _note(self, text: str) -> None:
        """A line of small print over the whole width."""
        lines = lines_needed(text, sum(self.widths), _SMALL)
        self._height(self.row, lines * _SMALL * 1.4 + 3)
        style = self.styles("note", font_size=_SMALL, text_wrap=True)
        self.sheet.merge_range(self.row, 0, self.row, self.last, text, style)
        self.row += 1

    def _empty(self, text: str) -> None:
        self._height(self.row, 22)
        style = self.styles("text_sub", font_size=10, indent=1)
        self.sheet.merge_range(self.row, 0, self.row, self.last, text, style)
        self.row += 1

    def _write_carried(self) -> None:
        self._section("前年度から引き継いだこと", "終わるまで毎年ここに載ります")
        width = self.value_width - sum(self.widths[self.rating :]) - INDENT
        for action in self.project.carried:
            lines = max(lines_needed(action.text, width), lines_needed(action.label, _LABEL - INDENT, 9))
            self._height(self.row, row_height(lines, least=22))
            self.sheet.write_string(self.row, 0, action.label, self.styles("label"))
            style = self.styles("wrap", indent=1)
            self.sheet.merge_range(self.row, 1, self.row, self.rating - 1, action.text, style)
            fill = {"bg_color": _CARRIED_FILL.get(action.state, PALETTE.same)} if action.state else {}
            state = self.styles("center", font_size=_SMALL, text_wrap=True, **fill)
            self.sheet.merge_range(self.row, self.rating, self.row, self.last, action.state, state)
            self.row += 1
        if not self.project.carried:
            self._empty("前年度の「今後の取組」は登録されていません。")

    def _write_kpis(self) -> None:
        kpis = self.project.kpis
        self._section("KPI", RATE_NOTE if kpis else "")
        if not kpis:
            self._empty("この事業には指標がありません。事業の点検だけを行います。")
            return
        self._write_kpi_head()
        for kpi in kpis:
            self._write_kpi(kpi)
        for remark in (remark for kpi in kpis for remark in kpi.remarks):
            self._note(remark)

    def _write_kpi_head(self) -> None:
        left, right, row = self.styles("head"), self.styles("head_figure"), self.row
        years = {kpi.target_fy for kpi in self.project.kpis if kpi.target_fy}
        target = f"指標値 {fy_short(years.pop())}" if len(years) == 1 else "指標値"
        self._height(row, 20)
        self.sheet.merge_range(row, 0, row, 1, "指標", self.styles("head", indent=1))
        self.sheet.write_string(row, 2, "単位", left)
        self.sheet.write_string(row, 3, "現状値", right)
        for column, fy in enumerate(self.content.years, start=self.first_year):
            self.sheet.write_string(row, column, fy_short(fy), right)
        self.sheet.write_string(row, self.target, target, right)
        self.sheet.write_string(row, self.achievement, "達成率", right)
        self.sheet.write_string(row, self.rating, "評価", self.styles("head", indent=1))
        self.sheet.write_string(row, self.last, "前年度", self.styles("head_center"))
        self.row += 1

    def _write_kpi(self, kpi: SheetKpi) -> None:
        sheet, styles, row = self.sheet, self.styles, self.row
        lines = max(lines_needed(kpi.name, sum(self.widths[:2]) - INDENT), 2 if kpi.is_manual else 1)
        self._height(row, row_height(lines, least=24))
        decimals = decimals_of(
            kpi.baseline, kpi.target, kpi.actual, *kpi.history.values(), declared=kpi.decimals
        )
        past, now = (
            styles.figure(decimals, "figure_past"),
            styles.figure(decimals, "figure_now", font_size=11),
        )
        sheet.merge_range(row, 0, row, 1, kpi.name, styles("wrap", indent=1))
        sheet.write_string(row, 2, kpi.unit, styles("text_sub"))
        self._figure(3, kpi.baseline, past)
        for column, fy in enumerate(self.content.years, start=self.first_year):
            is_now = fy == self.content.fy
            self._figure(column, _in_year(kpi, fy, self.content.fy), now if is_now else past)
        self._figure(self.target, kpi.target, styles.figure(decimals))
        self._figure(self.achievement, kpi.achievement, styles("share", num_format=_SHARE_AND_GAP))
        self._write_rating(kpi)
        self.row += 1

    def _write_rating(self, kpi: SheetKpi) -> None:
        rules, row = self.content.rules, self.row
        word = f"{rules.glyph(kpi.rating)} {rules.label(kpi.rating)}" + (
            "\n（手動）" if kpi.is_manual else ""
        )
        fit = {"font_size": _SMALL, "text_wrap": True} if kpi.is_manual else {}
        self.sheet.write_string(row, self.rating, word, self.styles.rating(kpi.rating, **fit))
        before = rules.glyph(kpi.previous_rating) if kpi.previous_rating else "・"
        self.sheet.write_string(row, self.last, before, self.styles("center", font_color=PALETTE.sub))

    def _figure(self, column: int, value: Any, style: Format) -> None:
        if value is None:
            self.sheet.write_string(self.row, column, ABSENT, style)
        else:
            self.sheet.write_number(self.row, column, float(value), style)

    def _write_source(self) -> None:
        years = self.content.years
        span = f"{fy_short(years[0])}～{fy_short(years[-1])}は{fy_label(years[0])}～{fy_label(years[-1])}"
        source = f"出典：{self.project.source}　　" if self.project.source else ""
        self._note(f"{source}{span}")


def decision_boxes(decisions: Iterable[str], chosen: str) -> str:
    """`□継続　☑拡充　□見直し`; a decision that the plan does not list stands at the end, ticked."""
    choices = [*decisions, *([chosen] if chosen and chosen not in decisions else [])]
    return "　".join(("☑" if choice == chosen else "□") + choice for choice in choices)


def _in_year(kpi: SheetKpi, fy: int, current: int) -> Any:
    return kpi.actual if fy == current else kpi.history.get(fy)


def _shown(kpi: SheetKpi, value: Any) -> str:
    return number(value, kpi.decimals)

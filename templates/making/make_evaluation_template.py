"""Makes the standard form of the evaluation sheets, `evaluation_sheet.xlsx`.

    python templates/making/make_evaluation_template.py [FILE]

Staff may redesign the result in Excel instead: placeholders are texts in its cells (docs/templates.md). The same script
gives the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inaxl.books.sheet_styles import MEDIUM, PALETTE, THIN, Styles, new_book, set_up_print
from inaxl.plan.model import RATINGS
from inaxl.report.evaluation_sheets import PAGE
from inaxl.report.form_book import SAMPLES
from inaxl.report.form_rows import REST

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HERE = Path(__file__).parent
INDEX = "目次"
# pixels: label, rest of the name, unit, baseline, four earlier years, this year, target, achievement, rating, last year
WIDTHS = (119, 53, 42, 50, 44, 44, 44, 44, 54, 66, 66, 152, 46)
RATING, LAST = 11, 12
BOX = 36.0
SIZE = {"font_size": 10}  # of all small print: at the scale that makes the page fit, 8 pt on paper
SHARE = '0.0%_0;"△"0.0%_0'  # half an em between the figure and the fill beside it
FIT = {"shrink": True}


def main(target: Path = HERE.parent / "evaluation_sheet.xlsx") -> None:
    """Write the form."""
    book = new_book(target, "評価シートのひな型")
    styles = Styles(book)
    index(book.add_worksheet(INDEX), styles)
    Page(book.add_worksheet(PAGE), styles).write()
    samples(book.add_worksheet(SAMPLES), styles)
    book.close()


def index(sheet: Worksheet, styles: Styles) -> None:
    """目次: the department's result in a sentence, a line per project."""
    for column, pixels in enumerate((64, 300, 50, *(44,) * len(RATINGS), 64, 64, 96)):
        sheet.set_column_pixels(column, column, pixels)
    said = 3 + len(RATINGS)
    last = said + 2
    sheet.write_string(0, 0, "{{ plan.title }}", styles("plan"))
    sheet.merge_range(0, last - 2, 0, last, "{{ sample }}", styles("body", align="center"))
    sheet.set_row(1, 30)
    sheet.write_string(1, 0, "{{ year.label }}　評価シート", styles("title"))
    sheet.write_string(1, last, "{{ department.name }}", styles("body", align="right"))
    sheet.set_row(2, 24)
    sheet.write_string(2, 0, "{{ index.lede }}", styles("lede"))
    above = {"top": MEDIUM, "top_color": PALETTE.ink}
    sheet.set_row(4, 32)
    sheet.write_string(4, 0, "事業", styles("head", **above, **SIZE))
    sheet.write_string(4, 1, "事業名", styles("head", **above, **SIZE))
    sheet.write_string(4, 2, "指標", styles("head_figure", **above, **SIZE))
    for column, rating in enumerate(RATINGS, start=3):
        sheet.write_string(4, column, f"{{{{ page_head.{rating} }}}}", styles("head_figure", **above, **SIZE))
    sheet.write_string(4, said, "意見\n今年度", styles("head_figure", **above, **SIZE))
    sheet.write_string(4, said + 1, "意見\n未了", styles("head_figure", **above, **SIZE))
    sheet.write_string(4, last, "今後の方針", styles("head_center", **above, **SIZE))
    sheet.set_row(5, 22)
    sheet.write_string(5, 0, "{{ page.number }}", styles("text", align="left"))
    sheet.write_string(5, 1, "{{ page.title }}", styles("link", text_wrap=True))
    sheet.write_string(5, 2, "{{ page.kpis }}", styles("figure_now"))
    for column, rating in enumerate(RATINGS, start=3):
        sheet.write_string(5, column, f"{{{{ page.{rating} }}}}", styles("figure"))
    sheet.write_string(5, said, "{{ page.opinions }}", styles("figure"))
    sheet.write_string(5, said + 1, "{{ page.open_opinions }}", styles("figure"))
    sheet.write_string(5, last, "{{ page.decision }}", styles("center"))
    council(sheet, styles, 7, last)
    set_up_print(sheet)


def council(sheet: Worksheet, styles: Styles, row: int, last: int) -> None:
    """All opinions that concern the department: the text, the city's response beside it, the state."""
    sheet.set_row(row, 24)
    sheet.write_string(row, 0, "{{ council_head.title }}", styles("lede", font_size=11))
    sheet.set_row(row + 1, 20)
    head = styles("head", **SIZE)
    sheet.write_string(row + 1, 0, "番号", head)
    sheet.write_string(row + 1, 1, "意見", head)
    answer = styles("head", indent=1, **SIZE)
    sheet.merge_range(row + 1, 2, row + 1, last - 1, "市の対応", answer)
    sheet.write_string(row + 1, last, "{{ council_head.state }}", styles("head_center", **SIZE))
    sheet.set_row(row + 2, 22)
    sheet.write_string(row + 2, 0, "{{ council.number }}", styles("wrap"))
    sheet.write_string(row + 2, 1, "{{ council.text }}", styles("wrap"))
    sheet.merge_range(row + 2, 2, row + 2, last - 1, "{{ council.response }}", styles("wrap", indent=1))
    sheet.write_string(row + 2, last, "{{ council.state }}", styles("center", **SIZE))


class Page:
    """評価シート: one project on one page of A4. `row` is the next free row, from 0."""

    def __init__(self, sheet: Worksheet, styles: Styles) -> None:
        self.sheet, self.styles, self.row = sheet, styles, 0

    def write(self) -> None:
        """From top to bottom."""
        for column, pixels in enumerate(WIDTHS):
            self.sheet.set_column_pixels(column, column, pixels)
        self.top()
        self.line("事業名", "{{ project.title }}", size=12, bold=True)
        self.line("位置づけ", "{{ project.position }}")
        self.line("担当", "{{ project.departments }}")
        self.line("目的", "{{ project.purpose }}")
        self.line("{{ about.label }}", "{{ about.text }}")
        self.carried()
        self.kpis()
        self.section("実施（Do）")
        self.line("取組内容", "{{ text.done }}", height=44)
        self.section("検証（Check）")
        self.line("成果", "{{ text.result }}", height=BOX)
        self.line("課題と要因", "{{ text.issue }}", height=BOX)
        self.section("改善（Action）")
        self.line("今後の方針", "{{ text.decisions }}")
        self.line("今後の取組", "{{ text.next_action }}", height=BOX)
        self.council()
        self.note("{{ source.cells }}{{ source.years }}")
        set_up_print(self.sheet, one_page=True, repeat_rows=(0, 2))
        self.sheet.print_area(0, 0, self.row - 1, LAST)

    def top(self) -> None:
        """Plan, year, number of the project, the mark of made-up figures."""
        self.sheet.write_string(0, 0, "{{ plan.title }}", self.styles("plan"))
        self.sheet.merge_range(0, RATING, 0, LAST, "{{ sample }}", self.styles("body", align="center"))
        self.sheet.set_row(1, 30)
        self.sheet.write_string(1, 0, "{{ year.label }}　評価シート", self.styles("title"))
        self.sheet.write_string(1, LAST, "{{ project.place }}", self.styles("body", align="right"))
        self.rule(2)
        self.sheet.set_row(2, 6)
        self.row = 3

    def rule(self, row: int) -> None:
        """A line over the whole width."""
        for column in range(LAST + 1):
            self.sheet.write_blank(row, column, None, self.styles("ink_rule"))

    def section(self, title: str, note: str = "") -> None:
        """A heading with its line, and small print at the right."""
        self.sheet.set_row(self.row, 8)
        self.rule(self.row + 1)
        self.sheet.set_row(self.row + 1, 20)
        self.sheet.write_string(self.row + 1, 0, title, self.styles("section"))
        if note:
            self.sheet.write_string(self.row + 1, LAST, note, self.styles("section_note", **SIZE))
        self.row += 2

    def merged(self, first: int, last: int, text: str, style: str, **changes: Any) -> None:
        """A text over several columns of the row."""
        self.sheet.merge_range(self.row, first, self.row, last, text, self.styles(style, **changes))

    def line(
        self, label: str, text: str, *, size: float = 10, height: float = 22, bold: bool = False
    ) -> None:
        """A label and its text beside it."""
        self.sheet.set_row(self.row, 24 if bold else height)
        self.sheet.write_string(self.row, 0, label, self.styles("label", **SIZE))
        self.merged(1, LAST, text, "wrap", indent=1, font_size=size, bold=bold)
        self.row += 1

    def box(self, label: str) -> None:
        """A box that a person fills in after the council; it takes what the page has left."""
        self.sheet.set_row(self.row, 132)
        self.sheet.write_string(self.row, 0, label, self.styles("label", **SIZE))
        self.merged(1, LAST, f"{{{{ no_opinion.box }}}}{{{{ {REST} }}}}", "entry_long", border=0, bottom=THIN)
        self.row += 1

    def council(self) -> None:
        """What the council said this year, with the response; what is open from before; boxes where nothing is said yet."""
        self.section("審議会の意見と対応", "{{ opinions.note }}")
        self.stated("opinion", "label")
        self.sheet.set_row(self.row, 22)
        self.sheet.write_string(self.row, 0, "市の対応", self.styles("label", **SIZE))
        self.merged(1, LAST, "{{ opinion.response }}", "wrap", indent=1)
        self.row += 1
        self.stated("earlier_opinion", "label")
        self.box("意見\n（　月　日）")
        self.box("市の対応")

    def stated(self, name: str, label: str) -> None:
        """A label, a text and its state: one row of a list."""
        self.sheet.set_row(self.row, 22)
        self.sheet.write_string(self.row, 0, f"{{{{ {name}.{label} }}}}", self.styles("label", **SIZE))
        self.merged(1, RATING - 1, f"{{{{ {name}.text }}}}", "wrap", indent=1)
        self.merged(RATING, LAST, f"{{{{ {name}.state }}}}", "center", **SIZE, text_wrap=True)
        self.row += 1

    def note(self, text: str) -> None:
        """A line of small print over the whole width."""
        self.sheet.set_row(self.row, 16.5)
        self.merged(0, LAST, text, "note", **SIZE, text_wrap=True)
        self.row += 1

    def carried(self) -> None:
        """What last year left open."""
        self.section("前年度から引き継いだこと", "終わるまで毎年ここに載ります")
        self.stated("carried", "label")
        self.sentence("{{ no_carried.text }}")

    def sentence(self, text: str) -> None:
        """What stands where a list is empty."""
        self.sheet.set_row(self.row, 22)
        self.merged(0, LAST, text, "text_sub", font_size=10, indent=1)
        self.row += 1

    def kpis(self) -> None:
        """The head of the table, a row per KPI, the remarks below."""
        self.section("KPI", "{{ rate.note }}")
        left, right = self.styles("head", **SIZE), self.styles("head_figure", **SIZE)
        self.sheet.set_row(self.row, 20)
        self.merged(0, 1, "指標", "head", indent=1, **SIZE)
        self.sheet.write_string(self.row, 2, "単位", left)
        self.sheet.write_string(self.row, 3, "現状値", right)
        for column, years in enumerate(range(4, 0, -1), start=4):
            self.sheet.write_string(self.row, column, f"{{{{ kpi_head.before{years} }}}}", right)
        self.sheet.write_string(
            self.row, 8, "{{ kpi_head.now }}", self.styles("head_figure", bold=True, **SIZE)
        )
        self.sheet.write_string(
            self.row, 9, "{{ kpi_head.target }}", self.styles("head_figure", **FIT, **SIZE)
        )
        self.sheet.write_string(self.row, 10, "達成率", right)
        self.sheet.write_string(self.row, RATING, "評価", self.styles("head", indent=1, **SIZE))
        self.sheet.write_string(self.row, LAST, "前年度", self.styles("head_center", **SIZE))
        self.row += 1
        self.kpi()
        self.note("{{ remark.text }}")
        self.sentence("{{ no_kpi.text }}")

    def kpi(self) -> None:
        """The row that is repeated. Figures that find no room are shrunk, never cut."""
        past, now = self.styles("figure_past", **FIT), self.styles("figure_now", font_size=11, **FIT)
        self.sheet.set_row(self.row, 24)
        self.merged(0, 1, "{{ kpi.name }}", "wrap", indent=1)
        self.sheet.write_string(
            self.row, 2, "{{ kpi.unit }}", self.styles("text_sub", text_wrap=True, **SIZE)
        )
        self.sheet.write_string(self.row, 3, "{{ kpi.baseline }}", past)
        for column, years in enumerate(range(4, 0, -1), start=4):
            self.sheet.write_string(self.row, column, f"{{{{ kpi.before{years} }}}}", past)
        self.sheet.write_string(self.row, 8, "{{ kpi.now }}", now)
        self.sheet.write_string(self.row, 9, "{{ kpi.target }}", self.styles("figure", **FIT))
        self.sheet.write_string(
            self.row, 10, "{{ kpi.achievement }}", self.styles("share", num_format=SHARE, **FIT)
        )
        self.sheet.write_string(self.row, RATING, "{{ kpi.rating }}", self.styles("wrap", indent=1))
        self.sheet.write_string(
            self.row, LAST, "{{ kpi.previous_rating }}", self.styles("center", font_color=PALETTE.sub)
        )
        self.row += 1


def samples(sheet: Worksheet, styles: Styles) -> None:
    """書式: cells whose format is taken for ratings, states and marks."""
    for column, pixels in enumerate((150, 150, 560)):
        sheet.set_column_pixels(column, column, pixels)
    sheet.hide_gridlines(2)
    small = {**SIZE, "text_wrap": True}
    rows: Sequence[tuple[str, str, Any, str]] = [
        ("on_track", "◎ 順調", styles.rating("on_track", text_wrap=True), "評価のセル"),
        ("mostly_on_track", "○ おおむね順調", styles.rating("mostly_on_track", text_wrap=True), "〃"),
        ("needs_effort", "▼ 努力を要する", styles.rating("needs_effort", text_wrap=True), "〃"),
        ("no_actual", "－ 実績値なし", styles.rating("no_actual", text_wrap=True), "〃"),
        ("未回答", "未回答", styles("center", bg_color=PALETTE.error, **small), "審議会の意見の状態"),
        ("対応中", "対応中", styles("center", bg_color=PALETTE.sky, **small), "〃"),
        ("対応済み", "対応済み", styles("center", bg_color=PALETTE.same, **small), "〃"),
        ("未着手", "未着手", styles("center", bg_color=PALETTE.error, **small), "引き継いだ取組の状態"),
        ("実施中", "実施中", styles("center", bg_color=PALETTE.sky, **small), "〃"),
        ("実施済み", "実施済み", styles("center", bg_color=PALETTE.same, **small), "〃"),
        ("取りやめ", "取りやめ", styles("center", bg_color=PALETTE.same, **small), "〃"),
        (
            "回答なし",
            "回答がありません。",
            styles("wrap", indent=1, bold=True, font_color=PALETTE.rust),
            "市の対応がないとき",
        ),
        ("見本", "見本　数値は架空", styles("sample", **SIZE), "数値が架空のときの印"),
        ("件数なし", "0", styles("figure_past"), "目次の件数が0のとき"),
    ]
    sheet.write_string(0, 0, "名前", styles("head"))
    sheet.write_string(0, 1, "書式の見本（このセルの色・字・線を使います）", styles("head"))
    sheet.write_string(0, 2, "使うところ（このシートは評価シートのブックには入りません）", styles("head"))
    for row, (name, text, style, meaning) in enumerate(rows, start=1):
        sheet.set_row(row, 24)
        sheet.write_string(row, 0, name, styles("text"))
        sheet.write_string(row, 1, text, style)
        sheet.write_string(row, 2, meaning, styles("text_sub", indent=1))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

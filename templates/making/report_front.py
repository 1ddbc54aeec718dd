"""The cover and the one page that answers first."""

from __future__ import annotations

from report_pieces import GAP, LEFT, NO_RULES, RIGHT, WIDTH, chapter, focus_name, heading
from word_markup import (
    BETTER,
    HAIR,
    NAVY,
    RUST,
    SAME,
    SKY,
    WHITE,
    WORSE,
    beside,
    cell,
    cells,
    drawing,
    loop,
    loop_rows,
    paragraph,
    row,
    run,
    runs,
    table,
    tag_cell,
    when,
    when_rows,
)


def cover() -> str:
    """Number of the paper, title, term, what is judged and by which scale."""
    shut = '<w:tcMar><w:left w:w="0" w:type="dxa"/></w:tcMar>'
    right = '<w:jc w:val="right"/>'
    top = table(
        (83, 83),
        row(
            cell(
                83, paragraph("inaxlCoverSmall", run("{{ sample }}", "inaxlSample")), top=True, margins=shut
            ),
            cell(
                83,
                paragraph("inaxlNumber", "{{ document.number }}"),
                paragraph("inaxlCoverSmall", "{{ document.date }}", properties=right),
                paragraph("inaxlCoverSmall", "{{ plan.council }}", properties=right),
                top=True,
            ),
            height=74,
        ),
        style="inaxlLayout",
    )
    return "".join(
        (
            top,
            paragraph("inaxlCoverPlan", "{{ plan.title_with_status }}"),
            paragraph("inaxlTitle", "{{ document.title }}"),
            paragraph("inaxlSubtitle", "重要業績評価指標（KPI）と施策の点検・評価、改善の方針"),
            paragraph("inaxlCoverSmall"),
            _cover_facts(),
        )
    )


def _cover_facts() -> str:
    label, rest = 31.0, WIDTH - 31.0

    def fact(name: str, *blocks: str) -> str:
        return row(
            cell(label, paragraph("inaxlCoverLabel", name), top=True),
            cell(rest, *blocks, top=True),
        )

    def year(fill: str) -> str:
        return cell(20, paragraph("inaxlTermYear", runs("item.text")), fill=fill)

    term = table(
        (20,) * 5,
        row(
            tag_cell("for item in cover.years"),
            tag_cell("if item.is_now"),
            year(NAVY),
            tag_cell("elif item.is_past"),
            year(HAIR),
            tag_cell("else"),
            year(WHITE),
            tag_cell("endif"),
            tag_cell("endfor"),
        ),
        style="inaxlTerm",
    )
    return table(
        (label, rest),
        fact("計画期間", paragraph("inaxlGap"), term, paragraph("inaxlCoverSmall", "{{ cover.position }}")),
        fact("対象", paragraph("inaxlCoverCell", "{{ cover.subject }}")),
        fact(
            "評価の基準",
            loop(
                "level in cover.levels",
                paragraph("inaxlCoverCell", "{{ level.label }}：{{ level.meaning }}"),
            ),
        ),
        fact("実績値の時点", paragraph("inaxlCoverCell", "{{ cover.as_of }}")),
        style="inaxlLayout",
    )


# --- summary ------------------------------------------------------------------------------------------------------


def summary() -> str:
    """要点: one page."""
    return "".join(
        (
            chapter("{{ year.label }}評価の", "要点"),
            paragraph("inaxlLede", runs("summary.lede")),
            _focus(),
            beside(LEFT, GAP, RIGHT, _counts(), _goal_chart()),
            paragraph("inaxlEnd"),
            beside(LEFT, GAP, RIGHT, _moves() + _missing(), _move_list("worse") + _move_list("better")),
            _goal_targets(),
        )
    )


def _counts() -> str:
    widths = (26.0, 8.5, 11.5, 8.5, 11.5, 9.0)
    styles = (
        "inaxlNumTightPast",
        "inaxlNumTightPast",
        "inaxlNumTightNow",
        "inaxlNumTightNow",
        "inaxlNumTight",
    )

    def figures(item: str) -> list[tuple[str, str]]:
        names = ("previous_count", "previous_share", "count", "share", "change")
        return [(style, f"{{{{ {item}.{name} }}}}") for style, name in zip(styles, names, strict=True)]

    years = row(
        cell(widths[0], paragraph("inaxlHead"), lines=NO_RULES),
        cell(20, paragraph("inaxlHeadNum", "{{ summary.counts.previous }}"), span=2, lines=NO_RULES),
        cell(20, paragraph("inaxlHeadNow", "{{ summary.counts.current }}"), span=2, lines=NO_RULES),
        cell(widths[5], paragraph("inaxlHead"), lines=NO_RULES),
        header=True,
    )
    names = row(
        *cells(
            widths,
            [
                ("inaxlHead", "評価区分"),
                ("inaxlHeadNum", "件"),
                ("inaxlHeadNum", "割合"),
                ("inaxlHeadNow", "件"),
                ("inaxlHeadNow", "割合"),
                ("inaxlHeadNum", "増減"),
            ],
            lines='<w:tcBorders><w:top w:val="nil"/><w:bottom w:val="single" w:sz="3" w:space="0" w:color="AEB5BD"/></w:tcBorders>',
        ),
        header=True,
    )
    each = row(*cells(widths, [("inaxlTight", runs("item.rating")), *figures("item")]))
    total = row(
        *cells(
            widths, [("inaxlTight", runs("summary.counts.total.rating")), *figures("summary.counts.total")]
        )
    )
    return (
        heading("評価区分ごとの件数", "件、%")
        + table(
            widths, years, names, loop_rows("item in summary.counts.rows", each), total, style="inaxlList"
        )
        + paragraph("inaxlNote", "{{ summary.counts.note }}")
    )


def _goal_chart() -> str:
    return when(
        "summary.chart",
        heading("基本目標ごとの内訳", "◎○▼－の順、淡い帯は前年度"),
        paragraph("inaxlChart", drawing("summary.chart|chart(84, 45)")),
    )


_RATING_FILLS = (NAVY, SKY, RUST, "", "")


def _moves() -> str:
    """The matrix: below the diagonal better, above worse; figures of what moved are bold."""
    widths = (28.0, 9.4, 9.4, 9.4, 9.4, 9.4)
    head = row(
        cell(widths[0], paragraph("inaxlHead", "{{ summary.moves.previous }}"), bottom=True),
        *(
            cell(width, paragraph("inaxlMove", runs(f"summary.moves.heads[{i}]")), fill=fill)
            for i, (width, fill) in enumerate(zip(widths[1:], _RATING_FILLS, strict=True))
        ),
        header=True,
    )
    top = row(
        cell(widths[0], paragraph("inaxlHead")),
        cell(sum(widths[1:5]), paragraph("inaxlHeadCenter", "{{ summary.moves.current }}"), span=4),
        cell(widths[5], paragraph("inaxlHead")),
        header=True,
    )

    def fill(r: int, c: int) -> str:
        if r == 4 or c == 4:
            return ""
        return SAME if r == c else BETTER if c < r else WORSE

    lines = [
        row(
            cell(widths[0], paragraph("inaxlTight", runs(f"summary.moves.rows[{r}].label"))),
            *(
                cell(
                    width,
                    paragraph("inaxlMove", runs(f"summary.moves.rows[{r}].cells[{c}]")),
                    fill=fill(r, c),
                )
                for c, width in enumerate(widths[1:])
            ),
        )
        for r in range(5)
    ]
    return when(
        "summary.moves.shown",
        heading("前年度からの動き", "件"),
        table(widths, top, head, *lines, style="inaxlMoves"),
        loop("line in summary.moves.note", paragraph("inaxlNote", "{{ line }}")),
    )


def _missing() -> str:
    widths = (43.0, 32.0)
    each = row(*cells(widths, [("inaxlTight", focus_name("item")), ("inaxlTightRight", runs("item.reason"))]))
    empty = row(cell(LEFT, paragraph("inaxlTight", "{{ summary.no_actual.empty }}"), span=2))
    return heading("{{ summary.no_actual.title }}", "{{ summary.no_actual.scope }}") + table(
        widths,
        loop_rows("item in summary.no_actual.rows", each),
        when_rows("summary.no_actual.empty", empty),
        style="inaxlList",
    )


def _move_list(which: str) -> str:
    widths = (44.0, 14.0, 14.0, 12.0)
    name = f"summary.{which}"
    head = row(
        *cells(
            widths,
            [
                ("inaxlHead", "指標"),
                ("inaxlHeadNum", "実績値"),
                ("inaxlHeadNum", "指標値"),
                ("inaxlHeadCenter", "評価"),
            ],
        ),
        header=True,
    )
    each = row(
        *cells(
            widths,
            [
                ("inaxlTight", focus_name("item")),
                ("inaxlNumTight", "{{ item.current }}"),
                ("inaxlNumTight", "{{ item.target }}"),
                ("inaxlTightCenter", runs("item.move")),
            ],
        )
    )
    empty = row(cell(RIGHT, paragraph("inaxlTight", f"{{{{ {name}.empty }}}}"), span=4))
    return heading(f"{{{{ {name}.title }}}}", f"{{{{ {name}.scope }}}}") + table(
        widths, head, loop_rows(f"item in {name}.rows", each), when_rows(f"{name}.empty", empty)
    )


def _focus() -> str:
    """The ratings of what the plan concentrates on; no section where nothing is chosen."""
    widths = (94.0, 12.0, 7.5, 7.5, 7.5, 7.5, 16.5, 13.5)
    marks = [
        cell(width, paragraph("inaxlMove", runs(f"summary.moves.heads[{i}]")), fill=fill)
        for i, (width, fill) in enumerate(zip(widths[2:6], _RATING_FILLS[:4], strict=True))
    ]
    head = row(
        *cells(widths[:2], [("inaxlHead", ""), ("inaxlHeadNum", "KPI")], bottom=True),
        *marks,
        *cells(widths[6:], [("inaxlHeadNow", "順調など"), ("inaxlHeadNum", "前年度")], bottom=True),
        header=True,
    )
    each = [
        ("inaxlTight", run("{{ item.name }}", "inaxlStrong")),
        ("inaxlNumTightNow", "{{ item.kpis }}"),
        *(("inaxlNumCenter", f"{{{{ item.counts[{i}] }}}}") for i in range(4)),
        ("inaxlNumTightNow", "{{ item.share }}"),
        ("inaxlNumTightPast", "{{ item.previous }}"),
    ]
    return when(
        "summary.focus",
        heading("{{ summary.focus.title }}", "{{ summary.focus.scope }}"),
        table(widths, head, loop_rows("item in summary.focus.rows", row(*cells(widths, each)))),
        paragraph("inaxlEnd"),  # two tables in a row would become one
    )


def _goal_targets() -> str:
    widths = (33.0, 15.0, 16.5, 18.0, 15.0, 24.0, 44.5)
    head = [
        ("inaxlHead", "指標"),
        ("inaxlHeadNum", "基準値"),
        ("inaxlHeadNow", "{{ year.label }}"),
        ("inaxlHeadCenter", "推移"),
        ("inaxlHeadNum", "指標値"),
        ("inaxlHead", "評価"),
        ("inaxlHead", "読み取り"),
    ]
    each = [
        ("inaxlCell", "{{ item.name }}"),
        ("inaxlNumPast", "{{ item.baseline }}"),
        ("inaxlNumNow", "{{ item.current }}"),
        ("inaxlTrend", drawing("item.trend|trend")),
        ("inaxlNum", "{{ item.target }}"),
        ("inaxlCell", runs("item.rating")),
        ("inaxlTight", "{{ item.reading }}"),
    ]
    return heading("基本目標の数値目標", "{{ summary.goals_scope }}") + table(
        widths,
        row(*cells(widths, head), header=True),
        loop_rows("item in summary.goals", row(*cells(widths, each))),
    )

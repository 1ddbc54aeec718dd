"""The chapters of the report template, from the cover to the appendices: layout and template tags, no result."""

from __future__ import annotations

from word_markup import (
    BETTER,
    HAIR,
    NAVY,
    SAME,
    TAB,
    TINT,
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

WIDTH = 166.0  # A4 without margins [mm]
LEFT, GAP = 75.0, 7.0
RIGHT = WIDTH - LEFT - GAP

_OPEN = 'w:val="nil"'
NO_RULES = f"<w:tcBorders><w:top {_OPEN}/><w:bottom {_OPEN}/></w:tcBorders>"


def heading(text: str, scope: str = "") -> str:
    """A section's heading, its unit or scope beside it."""
    return paragraph("Heading2", run(text), run(f"　{scope}", "inaxlScope") if scope else "")


def chapter(before: str, name: str, after: str = "", *rest: str) -> str:
    """A chapter's heading; `name` is the part that stands in the page's header."""
    return paragraph(
        "Heading1",
        run(before) if before else "",
        run(name, "inaxlChapter"),
        run(after) if after else "",
        *rest,
    )


def body() -> str:
    """The whole report."""
    return "".join((cover(), summary(), goals(), population(), no_actual(), council(), findings(), sources(), method()))


# --- cover --------------------------------------------------------------------------------------------------------


def cover() -> str:
    """Number of the paper, title, term, what is judged and by which scale."""
    shut = '<w:tcMar><w:left w:w="0" w:type="dxa"/></w:tcMar>'
    right = '<w:jc w:val="right"/>'
    top = table(
        (83, 83),
        row(
            cell(83, paragraph("inaxlCoverSmall", run("{{ sample }}", "inaxlSample")), top=True, margins=shut),
            cell(
                83,
                paragraph("inaxlCoverCell", run("{{ document.number }}", "inaxlNumber"), properties=right),
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
        return cell(20, paragraph("inaxlTermYear", runs("year.text")), fill=fill)

    term = table(
        (20,) * 5,
        row(
            tag_cell("for year in cover.years"),
            tag_cell("if year.is_now"),
            year(NAVY),
            tag_cell("elif year.is_past"),
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
            beside(LEFT, GAP, RIGHT, _counts(), _goal_chart()),
            beside(LEFT, GAP, RIGHT, _moves() + _missing(), _move_list("worse") + _move_list("better")),
            _goal_targets(),
        )
    )


def _counts() -> str:
    widths = (26.0, 8.5, 11.5, 8.5, 11.5, 9.0)
    styles = ("inaxlNumPast", "inaxlNumPast", "inaxlNumNow", "inaxlNumNow", "inaxlNum")

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
    each = row(*cells(widths, [("inaxlCell", runs("item.rating")), *figures("item")]))
    total = row(*cells(widths, [("inaxlCell", runs("summary.counts.total.rating")), *figures("summary.counts.total")]))
    return (
        heading("評価区分ごとの件数", "件、%")
        + table(widths, years, names, loop_rows("item in summary.counts.rows", each), total, style="inaxlList")
        + paragraph("inaxlNote", "{{ summary.counts.note }}")
    )


def _goal_chart() -> str:
    return heading("基本目標ごとの内訳", "上の太い帯が{{ year.label }}、件") + paragraph(
        "inaxlChart", drawing("summary.chart|chart(84, 57)")
    )


def _moves() -> str:
    """The matrix: below the diagonal better, above worse; figures of what moved are bold."""
    widths = (28.0, 9.4, 9.4, 9.4, 9.4, 9.4)
    head = row(
        cell(widths[0], paragraph("inaxlHead", "{{ summary.moves.previous }}"), bottom=True),
        *(
            cell(width, paragraph("inaxlHeadCenter", runs(f"summary.moves.heads[{i}]")), bottom=True)
            for i, width in enumerate(widths[1:])
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
            cell(widths[0], paragraph("inaxlCell", runs(f"summary.moves.rows[{r}].label"))),
            *(
                cell(width, paragraph("inaxlCenter", runs(f"summary.moves.rows[{r}].cells[{c}]")), fill=fill(r, c))
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
    each = row(*cells(widths, [("inaxlTight", "{{ item.name }}"), ("inaxlTightRight", runs("item.reason"))]))
    empty = row(cell(LEFT, paragraph("inaxlTight", "{{ summary.no_actual.empty }}"), span=2))
    return heading("{{ summary.no_actual.title }}", "{{ summary.no_actual.scope }}") + table(
        widths,
        loop_rows("item in summary.no_actual.rows", each),
        when_rows("summary.no_actual.empty", empty),
        style="inaxlList",
    )


def _move_list(which: str) -> str:
    widths = (41.0, 15.0, 15.0, 13.0)
    name = f"summary.{which}"
    head = row(
        *cells(
            widths,
            [("inaxlHead", "指標"), ("inaxlHeadNum", "実績値"), ("inaxlHeadNum", "指標値"), ("inaxlHeadCenter", "評価")],
        ),
        header=True,
    )
    each = row(
        *cells(
            widths,
            [
                ("inaxlTight", "{{ item.name }}"),
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


def _goal_targets() -> str:
    widths = (34.0, 15.5, 16.5, 18.5, 15.5, 24.0, 42.0)
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
        widths, row(*cells(widths, head), header=True), loop_rows("item in summary.goals", row(*cells(widths, each)))
    )


# --- goals --------------------------------------------------------------------------------------------------------


def goals() -> str:
    """One chapter per goal."""
    return loop(
        "goal in goals",
        chapter("", "{{ goal.chapter }}", "　{{ goal.title }}", TAB, runs("goal.rating")),
        paragraph("inaxlLede", runs("goal.lede")),
        when("goal.target", _target()),
        when("goal.has_kpis", _rating_chart(), _kpi_table(), paragraph("inaxlNote", "{{ goal.notes }}")),
        heading("事業の点検と改善", "{{ goal.projects_scope }}"),
        when("not goal.has_projects", paragraph("inaxlBody", "{{ goal.no_projects }}")),
        loop("measure in goal.measures", _projects()),
    )


def _target() -> str:
    left, gap = 108.0, 6.0
    right = WIDTH - left - gap
    facts = (right - 22.0, 22.0)
    chart = heading("数値目標　{{ goal.target.name }}", "{{ goal.target.scope }}") + "".join(
        (
            paragraph("inaxlChart", drawing("goal.target.chart|chart(108, 58)")),
            _year_table(left),
            paragraph("inaxlNote", "{{ goal.target.chart_note }}"),
        )
    )
    first = row(
        cell(facts[0], paragraph("inaxlCell", "{{ fact.name }}")),
        cell(facts[1], paragraph("inaxlBig", "{{ fact.value }}")),
    )
    other = row(
        cell(facts[0], paragraph("inaxlCell", "{{ fact.name }}")),
        cell(facts[1], paragraph("inaxlNum", "{{ fact.value }}")),
    )
    side = (
        heading("評価")
        + table(
            facts,
            loop_rows("fact in goal.target.facts[:1]", first),
            loop_rows("fact in goal.target.facts[1:]", other),
            style="inaxlList",
        )
        + paragraph("inaxlNote", "{{ goal.target.working }}")
        + paragraph("inaxlExplain", "{{ goal.target.explanation }}")
    )
    return beside(left, gap, right, chart, side)


def _year_table(width: float) -> str:
    """The numbers behind the chart, one column per year of the term."""
    label, year = 23.0, (width - 23.0) / 5

    def line(first: str, style: str, values: str, value: str) -> str:
        return row(
            cell(label, paragraph(style, first)),
            tag_cell(f"for value in {values}"),
            cell(year, paragraph(value, "{{ value }}")),
            tag_cell("endfor"),
        )

    return table(
        (label, *(year,) * 5),
        line("年度", "inaxlSmallRight", "goal.target.years.heads", "inaxlSmallCenter"),
        loop_rows(
            "line in goal.target.years.rows",
            line("{{ line.label }}", "inaxlSmallRight", "line.figures", "inaxlNumCenter"),
        ),
        style="inaxlYears",
    )


def _rating_chart() -> str:
    return when(
        "goal.chart",
        heading("評価の内訳", "施策ごと、件"),
        paragraph("inaxlChart", drawing("goal.chart|chart(166, goal.chart.height)")),
    )


KPI_WIDTHS = (42.0, 13.0, 13.0, 13.0, 18.5, 13.0, 13.5, 24.2, 15.8)


def _kpi_table() -> str:
    head = [
        ("inaxlHead", "指標　単位"),
        ("inaxlHeadNum", "基準値"),
        ("inaxlHeadNum", "{{ year.previous_column }}"),
        ("inaxlHeadNow", "{{ year.column }}"),
        ("inaxlHeadCenter", "推移"),
        ("inaxlHeadNum", "指標値"),
        ("inaxlHeadNum", "達成率"),
        ("inaxlHead", "評価"),
        ("inaxlHead", "前年度から"),
    ]
    figures = [
        ("inaxlNumPast", "{{ kpi.baseline }}"),
        ("inaxlNumPast", "{{ kpi.previous }}"),
        ("inaxlNumNow", "{{ kpi.current }}"),
        ("inaxlTrend", drawing("kpi.trend|trend")),
        ("inaxlNum", "{{ kpi.target }}"),
        ("inaxlNum", "{{ kpi.achievement }}"),
        ("inaxlCell", runs("kpi.rating")),
        ("inaxlCell", runs("kpi.move")),
    ]
    name = cell(
        KPI_WIDTHS[0], paragraph("inaxlCell", run("{{ kpi.name }}"), run("　{{ kpi.unit }}", "inaxlUnit"))
    )
    empty = row(cell(WIDTH, paragraph("inaxlLabel", "{{ measure.no_kpi }}"), span=9))
    return heading("KPI", "{{ goal.kpi_scope }}") + table(
        KPI_WIDTHS,
        row(*cells(KPI_WIDTHS, head), header=True),
        loop_rows(
            "measure in goal.measures",
            row(cell(WIDTH, paragraph("inaxlGroup", "{{ measure.title }}"), span=9, fill=TINT)),
            loop_rows("kpi in measure.kpis", row(name, *cells(KPI_WIDTHS[1:], figures))),
            when_rows("measure.no_kpi", empty),
        ),
    )


def _projects() -> str:
    label, rest = 24.0, WIDTH - 24.0
    title = row(
        cell(96, paragraph("inaxlProject", "{{ project.title }}"), fill=TINT, span=2),
        cell(70, paragraph("inaxlProjectRight", runs("project.departments")), fill=TINT),
    )

    def step(name: str, *content: str, keep: bool = True) -> str:
        return row(
            cell(label, paragraph("inaxlCardLabel" if keep else "inaxlCardLast", run(name)), top=True),
            cell(rest, paragraph("inaxlCardKeep" if keep else "inaxlCard", *content), span=2, top=True),
        )

    who = row(cell(WIDTH, paragraph("inaxlCardLabel", "{{ card.department }}"), span=3))
    project = table(
        (label, 72.0, 70.0),
        title,
        loop_rows(
            "card in project.cards",
            when_rows("card.department", who),
            step("Do　取組", runs("card.do")),
            when_rows("card.check", step("Check　検証", runs("card.check"))),
            when_rows(
                "card.action",
                step("Action　改善", run("{{ card.decision }}", "inaxlDecision"), run("　"), runs("card.action"), keep=False),
            ),
        ),
        style="inaxlList",
    )
    return "".join(
        (
            paragraph("Heading3", "{{ measure.title }}"),
            when("measure.no_project", paragraph("inaxlCell", "{{ measure.no_project }}")),
            loop("project in measure.projects", project, paragraph("inaxlGap")),
        )
    )


# --- population ---------------------------------------------------------------------------------------------------


def population() -> str:
    """Population against the vision."""
    gap_widths = (36.0, 32.5, 32.5, 32.5, 32.5)
    gaps = table(
        gap_widths,
        row(
            *cells(
                gap_widths,
                [
                    ("inaxlHead", "期日"),
                    ("inaxlHeadNow", "実績　人"),
                    ("inaxlHeadNum", "将来展望　人"),
                    ("inaxlHeadNum", "差　人"),
                    ("inaxlHeadNum", "差　%"),
                ],
            ),
            header=True,
        ),
        loop_rows(
            "gap in population.gaps",
            row(
                *cells(
                    gap_widths,
                    [
                        ("inaxlCell", "{{ gap.day }}"),
                        ("inaxlNumNow", "{{ gap.actual }}"),
                        ("inaxlNumPast", "{{ gap.expected }}"),
                        ("inaxlNum", "{{ gap.difference }}"),
                        ("inaxlNum", "{{ gap.percent }}"),
                    ],
                )
            ),
        ),
    )
    return when(
        "population",
        chapter("", "人口", "の動きと将来展望"),
        paragraph("inaxlLede", runs("population.lede")),
        heading("総人口：実績と将来展望", "人"),
        paragraph("inaxlChart", drawing("population.chart|chart(166, 78)")),
        paragraph("inaxlNote", "{{ population.source }}"),
        heading("将来展望との差", "実績－将来展望"),
        when("population.gaps", gaps),
        when("population.no_gaps", paragraph("inaxlBody", "{{ population.no_gaps }}")),
        beside((WIDTH - 8) / 2, 8, (WIDTH - 8) / 2, _indicator(0), _indicator(1)),
        loop("note in population.notes", paragraph("inaxlNote", "{{ note }}")),
    )


def _indicator(index: int) -> str:
    widths = (34.0, 15.0, 15.0, 15.0)
    name = f"population.tables[{index}]"
    return heading(f"{{{{ {name}.name }}}}", f"{{{{ {name}.unit }}}}") + table(
        widths,
        row(
            *cells(
                widths,
                [("inaxlHead", "年"), ("inaxlHeadNow", "実績"), ("inaxlHeadNum", "将来展望"), ("inaxlHeadNum", "差")],
            ),
            header=True,
        ),
        loop_rows(
            f"item in {name}.rows",
            row(
                *cells(
                    widths,
                    [
                        ("inaxlCell", "{{ item.year }}"),
                        ("inaxlNumNow", "{{ item.actual }}"),
                        ("inaxlNumPast", "{{ item.expected }}"),
                        ("inaxlNum", "{{ item.difference }}"),
                    ],
                )
            ),
        ),
        when_rows(
            f"{name}.empty", row(cell(sum(widths), paragraph("inaxlLabel", f"{{{{ {name}.empty }}}}"), span=4))
        ),
    )


# --- what is missing, what the council says -----------------------------------------------------------------------


def no_actual() -> str:
    """All KPIs without an actual, by goal."""
    widths = (8.0, 46.0, 37.0, 18.0, 18.0, 39.0)
    heads = ("番号", "指標", "担当部署", "{{ year.previous_column }}", "指標値", "理由・把握の見込み")
    kinds = ("inaxlHeadNum", "inaxlHead", "inaxlHead", "inaxlHeadNum", "inaxlHeadNum", "inaxlHead")
    each = [
        ("inaxlNumTightPast", "{{ item.number }}"),
        ("inaxlTight", "{{ item.name }}"),
        ("inaxlSmall", "{{ item.department }}"),
        ("inaxlNumTightPast", "{{ item.previous }}"),
        ("inaxlNumTight", "{{ item.target }}"),
        ("inaxlTight", runs("item.reason")),
    ]
    return "".join(
        (
            chapter("", "実績値のない指標"),
            paragraph("inaxlLede", runs("no_actual.lede")),
            when(
                "no_actual.groups",
                paragraph("inaxlGap"),
                table(
                    widths,
                    row(*cells(widths, list(zip(kinds, heads, strict=True))), header=True),
                    loop_rows(
                        "group in no_actual.groups",
                        row(cell(WIDTH, paragraph("inaxlGroup", "{{ group.title }}"), span=6, fill=TINT)),
                        loop_rows("item in group.rows", row(*cells(widths, each))),
                    ),
                ),
            ),
        )
    )


def council() -> str:
    """Last year's opinions, and boxes to fill in at this year's meeting."""
    return "".join(
        (
            chapter("", "審議会の意見"),
            heading("前年度の審議会の意見と対応", "{{ year.previous_label }}の評価への意見"),
            paragraph("inaxlBody", "{{ opinions.empty }}"),
            loop(
                "box in boxes",
                heading("{{ box.title }}", "記入欄"),
                table(
                    (WIDTH,),
                    loop_rows("line in box.lines", row(cell(WIDTH, paragraph("inaxlBox", "{{ line }}")), height=8, exact=True)),
                    style="inaxlBoxTable",
                ),
            ),
        )
    )


# --- appendices ---------------------------------------------------------------------------------------------------


def findings() -> str:
    """付録1."""
    widths = (12.0, 47.0, 11.0, 96.0)
    head = [("inaxlHead", "区分"), ("inaxlHead", "ブック ／ シート"), ("inaxlHead", "セル"), ("inaxlHead", "内容と直し方")]
    each = row(
        cell(widths[0], paragraph("inaxlTight", runs("item.severity")), top=True),
        cell(widths[1], paragraph("inaxlTight", "{{ item.place }}"), top=True),
        cell(widths[2], paragraph("inaxlTight", run("{{ item.cell }}", "inaxlFigure")), top=True),
        cell(
            widths[3],
            paragraph("inaxlTight", run("{{ item.message }}"), run("　{{ item.code }}", "inaxlUnit")),
            paragraph("inaxlTight", run("→ {{ item.remedy }}", "inaxlSub")),
            top=True,
        ),
    )
    return "".join(
        (
            chapter("", "付録1", "　検証結果"),
            paragraph("inaxlLede", runs("findings.lede")),
            when(
                "findings.rows",
                heading("誤りと警告"),
                table(widths, row(*cells(widths, head), header=True), loop_rows("item in findings.rows", each)),
            ),
            _submissions(),
        )
    )


def _submissions() -> str:
    widths = (62.0, 26.0, 13.0, 13.0, 13.0, 13.0, 13.0, 13.0)
    heads = ("部署", "状態", "KPI", "実績値", "値なし", "空欄", "誤り", "警告")
    kinds = ("inaxlHead", "inaxlHead", *("inaxlHeadNum",) * 6)
    names = ("kpis", "reported", "absent", "blank", "errors", "warnings")
    each = [
        ("inaxlTight", "{{ item.department }}"),
        ("inaxlTight", runs("item.state")),
        *(("inaxlNumTight", f"{{{{ item.{name} }}}}") for name in names),
    ]
    return "".join(
        (
            heading("提出状況"),
            table(
                widths,
                row(*cells(widths, list(zip(kinds, heads, strict=True))), header=True),
                loop_rows("item in findings.submissions", row(*cells(widths, each))),
            ),
            paragraph("inaxlNote", "{{ findings.submitted }}"),
        )
    )


def sources() -> str:
    """付録2."""
    widths = (9.0, 52.0, 20.0, 45.0, 11.0, 21.0, 8.0)
    head = [
        ("inaxlHeadNum", "番号"),
        ("inaxlHead", "指標"),
        ("inaxlHeadNum", "実績値"),
        ("inaxlHead", "ブック ／ シート"),
        ("inaxlHead", "セル"),
        ("inaxlHeadNum", "セルの文字"),
        ("inaxlHead", "＊"),
    ]
    each = [
        ("inaxlNumTightPast", "{{ item.number }}"),
        ("inaxlTight", "{{ item.name }}"),
        ("inaxlNumTightNow", "{{ item.value }}"),
        ("inaxlTight", "{{ item.place }}"),
        ("inaxlTight", run("{{ item.cell }}", "inaxlFigure")),
        ("inaxlNumTight", runs("item.text")),
        ("inaxlTight", run("{{ item.mark }}", "inaxlFigure")),
    ]
    return "".join(
        (
            chapter("", "付録2", "　数値の出典"),
            paragraph("inaxlBody", "{{ sources.lede }}"),
            when("sources.empty", paragraph("inaxlBody", "{{ sources.empty }}")),
            when(
                "sources.groups",
                table(
                    widths,
                    row(*cells(widths, head), header=True),
                    loop_rows(
                        "group in sources.groups",
                        row(cell(WIDTH, paragraph("inaxlGroup", "{{ group.title }}"), span=7, fill=TINT)),
                        loop_rows("item in group.rows", row(*cells(widths, each))),
                    ),
                    style="inaxlTightTable",
                ),
            ),
            loop("note in sources.notes", paragraph("inaxlNote", "{{ note }}")),
        )
    )


def method() -> str:
    """付録3."""
    widths = (31.0, 60.0, 75.0)
    item_widths = (46.0, 120.0)
    return "".join(
        (
            chapter("", "付録3", "　評価の方法"),
            paragraph("inaxlBody", "評価の区分と計算は、戦略台帳に定めたとおりである。どの値も次の規則で機械的に判定した。"),
            heading("評価区分"),
            table(
                widths,
                row(
                    *cells(widths, [("inaxlHead", "区分"), ("inaxlHead", "範囲"), ("inaxlHead", "意味")]),
                    header=True,
                ),
                loop_rows(
                    "item in method.levels",
                    row(
                        *cells(
                            widths,
                            [
                                ("inaxlCell", runs("item.mark")),
                                ("inaxlCell", "{{ item.bound }}"),
                                ("inaxlCell", "{{ item.meaning }}"),
                            ],
                        )
                    ),
                ),
            ),
            heading("計算と用語"),
            table(
                item_widths,
                loop_rows(
                    "item in method.rules",
                    row(*cells(item_widths, [("inaxlLabel", "{{ item.name }}"), ("inaxlCell", "{{ item.text }}")], top=True)),
                ),
                style="inaxlList",
            ),
        )
    )


"""The chapter that is repeated for every goal."""

from __future__ import annotations

from report_follow import pace
from report_pieces import WIDTH, chapter, focus, heading
from word_markup import (
    TAB,
    TINT,
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
    twips,
    when,
    when_rows,
)


def goals() -> str:
    """One chapter per goal."""
    return loop(
        "goal in goals",
        chapter("", "{{ goal.chapter }}", "　{{ goal.title }}", TAB, runs("goal.rating")),
        paragraph("inaxlLede", runs("goal.lede")),
        when("goal.target", _target()),
        when("goal.has_kpis", _rating_chart(), _kpi_table(), paragraph("inaxlNote", "{{ goal.notes }}")),
        pace(),
        heading("事業の点検と改善", "{{ goal.projects_scope }}"),
        when("not goal.has_projects", paragraph("inaxlBody", "{{ goal.no_projects }}")),
        loop("measure in goal.measures", _projects()),
    )


def _target() -> str:
    left, gap = 104.0, 5.0
    right = WIDTH - left - gap
    facts = (right - 21.0, 21.0)
    chart = heading("数値目標　{{ goal.target.name }}", "{{ goal.target.scope }}") + "".join(
        (
            when(
                "goal.target.years",
                paragraph(
                    "inaxlChart", drawing("goal.target.chart|chart(92, 54)"), properties=_OVER_THE_YEARS
                ),
                _year_table(),
                otherwise=[paragraph("inaxlChart", drawing("goal.target.chart|chart(104, 62)"))],
            ),
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


# The plot takes the middle 80 % of a chart (chart_goals.py): 92 mm wide and moved by 13.8 mm it lies over the years
_OVER_THE_YEARS = f'<w:ind w:left="{twips(13.8)}"/>'


def _year_table() -> str:
    """The numbers behind the chart of a sum, one column per year of the term, under its axis."""
    label, year = 23.0, 92.0 * 0.8 / 5

    def line(first: str, style: str, values: str, value: str) -> str:
        return row(
            cell(label, paragraph(style, first)),
            tag_cell(f"for value in {values}"),
            cell(year, paragraph(value, "{{ value }}")),
            tag_cell("endfor"),
        )

    return table(
        (label, *(year,) * 5),
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
        paragraph(
            "inaxlKey",
            run("{%r for level in method.levels %}"),
            runs("level.mark"),
            run("　"),
            run("{%r endfor %}"),
            run("　淡い帯は前年度", "inaxlSub"),
        ),
        paragraph("inaxlChart", drawing("goal.chart|chart(166, goal.chart.height - 6)")),
    )


KPI_WIDTHS = (43.9, 12.8, 12.8, 12.8, 17.9, 12.8, 13.2, 24.0, 15.8)


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
        KPI_WIDTHS[0], paragraph("inaxlName", run("{{ kpi.name }}"), run(" {{ kpi.unit }}", "inaxlUnit"))
    )
    empty = row(cell(WIDTH, paragraph("inaxlLabel", "{{ measure.no_kpi }}"), span=9))
    return heading("KPI", "{{ goal.kpi_scope }}") + table(
        KPI_WIDTHS,
        row(*cells(KPI_WIDTHS, head), header=True),
        loop_rows(
            "measure in goal.measures",
            row(
                cell(
                    WIDTH,
                    paragraph("inaxlGroup", "{{ measure.title }}", focus("measure.focus")),
                    span=9,
                    fill=TINT,
                )
            ),
            loop_rows("kpi in measure.kpis", row(name, *cells(KPI_WIDTHS[1:], figures))),
            when_rows("measure.no_kpi", empty),
        ),
    )


def _projects() -> str:
    label, rest = 24.0, WIDTH - 24.0
    title = row(
        cell(84, paragraph("inaxlProject", "{{ project.title }}", focus("project.focus")), fill=TINT, span=2),
        cell(82, paragraph("inaxlProjectRight", runs("project.departments")), fill=TINT),
    )

    def step(name: str, *content: str, keep: bool = True) -> str:
        return row(
            cell(label, paragraph("inaxlCardLabel" if keep else "inaxlCardLast", run(name)), top=True),
            cell(rest, paragraph("inaxlCardKeep" if keep else "inaxlCard", *content), span=2, top=True),
        )

    who = row(cell(WIDTH, paragraph("inaxlCardLabel", "{{ card.department }}"), span=3))
    project = table(
        (label, 60.0, 82.0),
        title,
        loop_rows(
            "card in project.cards",
            when_rows("card.department", who),
            step("Do　取組", runs("card.do")),
            when_rows("card.check", step("Check　検証", runs("card.check"))),
            when_rows(
                "card.action",
                step(
                    "Action　改善",
                    runs("card.decision"),
                    runs("card.action"),
                    keep=False,
                ),
            ),
        ),
        style="inaxlList",
    )
    return "".join(
        (
            paragraph("Heading3", "{{ measure.title }}", focus("measure.focus")),
            when("measure.no_project", paragraph("inaxlCell", "{{ measure.no_project }}")),
            loop("project in measure.projects", project, paragraph("inaxlGap")),
        )
    )

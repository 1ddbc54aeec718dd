"""Contents, measures, survey, and what became of earlier years' opinions and actions."""

from __future__ import annotations

from report_pieces import WIDTH, chapter, focus, heading
from word_markup import (
    NAVY,
    RUST,
    SKY,
    TINT,
    WHITE,
    cell,
    cells,
    drawing,
    field,
    loop,
    loop_rows,
    paragraph,
    row,
    run,
    runs,
    table,
    when,
)


def contents() -> str:
    """目次: a table of contents of Word's own kind. inaxl fills it from the chapters' headings; no page numbers."""
    code = 'TOC \\o "1-1" \\n \\h \\z'
    return paragraph("inaxlContents", "目次") + paragraph(
        "TOC1", field(code, "章の見出しが、差し込みのときにここに入る。")
    )


def measures() -> str:
    """Every measure with its projects and KPIs; what it lacks is said."""
    widths = (72.0, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 15.0, 15.0, 4.0)
    widths = (*widths[:-1], WIDTH - sum(widths[:-1]))
    marks = [
        cell(width, paragraph("inaxlMove", runs(f"summary.moves.heads[{i}]")), fill=fill)
        for i, (width, fill) in enumerate(zip(widths[3:7], (NAVY, SKY, RUST, WHITE), strict=True))
    ]
    head = row(
        *cells(
            widths[:3],
            [("inaxlHead", "施策"), ("inaxlHeadNum", "事業"), ("inaxlHeadNum", "KPI")],
            bottom=True,
        ),
        *marks,
        *cells(
            widths[7:],
            [("inaxlHeadNow", "順調など"), ("inaxlHeadNum", "前年度"), ("inaxlHead", "")],
            bottom=True,
        ),
        header=True,
    )
    each = row(
        cell(
            widths[0],
            paragraph("inaxlTight", run("{{ item.name }}"), focus("item.focus")),
            when("item.lacking.text", paragraph("inaxlTight", runs("item.lacking"))),
        ),
        *cells(
            widths[1:],
            [
                ("inaxlNumTight", "{{ item.projects }}"),
                ("inaxlNumTightNow", "{{ item.kpis }}"),
                *(("inaxlNumCenter", f"{{{{ item.counts[{i}] }}}}") for i in range(4)),
                ("inaxlNumTightNow", "{{ item.share }}"),
                ("inaxlNumTightPast", "{{ item.previous }}"),
                ("inaxlTight", ""),
            ],
        ),
    )
    return "".join(
        (
            chapter("", "施策の点検"),
            paragraph("inaxlLede", runs("measures.lede")),
            heading("施策ごとの事業と指標", "件。「順調など」は順調とおおむね順調の割合"),
            table(
                widths,
                head,
                loop_rows(
                    "group in measures.groups",
                    row(
                        cell(
                            WIDTH,
                            paragraph("inaxlGroup", "{{ group.title }}", focus("group.focus")),
                            span=10,
                            fill=TINT,
                        )
                    ),
                    loop_rows("item in group.rows", each),
                ),
            ),
            paragraph(
                "inaxlNote", "指標のない施策と事業の記載がない施策も、計画にあるものはすべて載せている。"
            ),
        )
    )


def survey() -> str:
    """The citizens' survey; no chapter at all where there was none."""
    widths = (9.0, 31.0, 13.0, 38.0, 14.0, 12.0, 12.0, 19.0, 18.0)
    heads = ("順位", "項目", "必要度", "", "前回順位", "重要度", "満足度", "95%区間", "わからない")
    kinds = (
        "inaxlHeadNum", "inaxlHead", "inaxlHeadNum", "inaxlHead", "inaxlHeadNum", "inaxlHeadNum", "inaxlHeadNum",
        "inaxlHeadCenter", "inaxlHeadNum",
    )  # fmt: skip
    each = [
        ("inaxlNumTight", "{{ item.rank }}"),
        ("inaxlTight", runs("item.name")),
        ("inaxlNumTight", "{{ item.index }}"),
        ("inaxlTrend", drawing("item.bar|bar")),
        ("inaxlNumTightPast", "{{ item.previous }}"),
        ("inaxlNumTight", "{{ item.importance }}"),
        ("inaxlNumTight", "{{ item.satisfaction }}"),
        ("inaxlNumTight", "{{ item.interval }}"),
        ("inaxlNumTight", runs("item.unsure")),
    ]
    return when(
        "survey",
        chapter("", "市民意識調査", "：重要度と満足度"),
        paragraph("inaxlLede", runs("survey.lede")),
        when(
            "survey.chart",
            heading("重要度と満足度の関係", "{{ survey.scope }}"),
            paragraph("inaxlChart", drawing("survey.chart|chart(166, 80)")),
            paragraph("inaxlNote", "{{ survey.source }}"),
        ),
        heading("改善の必要度が高い順", "{{ survey.index_scope }}"),
        table(
            widths,
            row(*cells(widths, list(zip(kinds, heads, strict=True)), bottom=True), header=True),
            loop_rows("item in survey.rows", row(*cells(widths, each))),
            style="inaxlTightTable",
        ),
        loop("note in survey.notes", paragraph("inaxlNote", "{{ note }}")),
    )


def opinions() -> str:
    """What the council said on earlier evaluations, and what was announced and is not done."""
    return when(
        "opinions.shown",
        chapter("", "前年度の審議会の意見と対応"),
        paragraph("inaxlLede", runs("opinions.lede")),
        when("opinions.open.rows", opinion_table("opinions.open")),
        when("opinions.closed.rows", opinion_table("opinions.closed")),
        when("opinions.empty", paragraph("inaxlBody", "{{ opinions.empty }}")),
        when("opinions.actions.rows", _action_table()),
    )


def opinion_table(name: str) -> str:
    """Opinions with the city's response, state and department."""
    widths = (11.0, 58.0, 59.0, 38.0)
    head = [
        ("inaxlHead", "番号"),
        ("inaxlHead", "審議会の意見"),
        ("inaxlHead", "市の対応"),
        ("inaxlHead", "状態・担当"),
    ]
    each = row(
        cell(widths[0], paragraph("inaxlOpinion", run("{{ item.number }}", "inaxlFigure")), top=True),
        cell(widths[1], paragraph("inaxlOpinion", runs("item.text")), top=True),
        cell(widths[2], paragraph("inaxlOpinion", runs("item.response")), top=True),
        cell(
            widths[3],
            paragraph("inaxlOpinion", runs("item.state")),
            when("item.who", paragraph("inaxlSmall", "{{ item.who }}")),
            top=True,
        ),
    )
    return heading(f"{{{{ {name}.title }}}}", f"{{{{ {name}.scope }}}}") + table(
        widths, row(*cells(widths, head), header=True), loop_rows(f"item in {name}.rows", each)
    )


def _action_table() -> str:
    widths = (14.0, 50.0, 9.0, 71.0, 22.0)
    head = [
        ("inaxlHead", "事業"),
        ("inaxlHead", "決めたこと"),
        ("inaxlHead", "年度"),
        ("inaxlHead", "現在の状況"),
        ("inaxlHead", "担当"),
    ]
    each = [
        ("inaxlTight", "{{ item.number }}"),
        ("inaxlTight", "{{ item.text }}"),
        ("inaxlTight", "{{ item.fy }}"),
        ("inaxlTight", runs("item.progress")),
        ("inaxlTight", "{{ item.department }}"),
    ]
    return "".join(
        (
            heading("{{ opinions.actions.title }}", "{{ opinions.actions.scope }}"),
            table(
                widths,
                row(*cells(widths, head), header=True),
                loop_rows("item in opinions.actions.rows", row(*cells(widths, each))),
            ),
            when("opinions.actions.note", paragraph("inaxlNote", "{{ opinions.actions.note }}")),
        )
    )


def pace() -> str:
    """What the remaining years have to bring, for the KPIs of a goal that have not reached their target."""
    widths = (62.0, 20.0, 20.0, 20.0, 20.0, 24.0)
    head = [
        ("inaxlHead", "指標"),
        ("inaxlHeadNow", "{{ year.column }}"),
        ("inaxlHeadNum", "指標値"),
        ("inaxlHeadNum", "{{ goal.pace.need }}"),
        ("inaxlHeadNum", "{{ goal.pace.outlook }}"),
        ("inaxlHeadNum", "見込みの幅（80%）"),
    ]
    each = [
        ("inaxlTight", "{{ item.name }}"),
        ("inaxlNumTightNow", "{{ item.current }}"),
        ("inaxlNumTight", "{{ item.target }}"),
        ("inaxlNumTight", "{{ item.need }}"),
        ("inaxlNumTightPast", "{{ item.outlook }}"),
        ("inaxlNumTightPast", "{{ item.interval }}"),
    ]
    return when(
        "goal.pace.rows",
        heading("最終年度の指標値に届いていない指標", "{{ goal.pace.scope }}"),
        table(
            widths,
            row(*cells(widths, head), header=True),
            loop_rows("item in goal.pace.rows", row(*cells(widths, each))),
            style="inaxlTightTable",
        ),
        paragraph("inaxlNote", "{{ goal.pace.note }}"),
    )


def second_scale() -> str:
    """The further scale of the plan book beside the ratings, where one is chosen."""
    widths = (52.0, 74.0, 20.0, 20.0)
    return when(
        "method.scale.rows",
        heading("{{ method.scale.name }}による集計", "{{ method.scale.scope }}"),
        table(
            widths,
            row(
                *cells(
                    widths,
                    [
                        ("inaxlHead", "段階"),
                        ("inaxlHead", "条件"),
                        ("inaxlHeadNow", "件"),
                        ("inaxlHeadNum", "割合 %"),
                    ],
                ),
                header=True,
            ),
            loop_rows(
                "item in method.scale.rows",
                row(
                    *cells(
                        widths,
                        [
                            ("inaxlTight", "{{ item.label }}"),
                            ("inaxlTight", "{{ item.condition }}"),
                            ("inaxlNumTightNow", "{{ item.count }}"),
                            ("inaxlNumTight", "{{ item.share }}"),
                        ],
                    )
                ),
            ),
        ),
        paragraph("inaxlNote", "{{ method.scale.note }}"),
    )

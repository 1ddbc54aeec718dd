"""Population, what is missing, the council's boxes, the appendices."""

from __future__ import annotations

from report_follow import opinion_table, second_scale
from report_pieces import WIDTH, chapter, heading
from report_revisions import revisions
from word_markup import (
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
    when,
    when_rows,
)


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
                        ("inaxlTight", "{{ gap.day }}"),
                        ("inaxlNumTightNow", "{{ gap.actual }}"),
                        ("inaxlNumTightPast", "{{ gap.expected }}"),
                        ("inaxlNumTight", "{{ gap.difference }}"),
                        ("inaxlNumTight", "{{ gap.percent }}"),
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
        paragraph("inaxlChart", drawing("population.chart|chart(166, 68)")),
        paragraph("inaxlNote", "{{ population.source }}"),
        loop(
            "pair in population.pairs",
            beside((WIDTH - 8) / 2, 8, (WIDTH - 8) / 2, _figure("pair.left"), _figure("pair.right")),
            paragraph("inaxlEnd"),
        ),
        heading("将来展望との差", "実績－将来展望"),
        when("population.gaps", gaps, paragraph("inaxlEnd")),
        when("population.no_gaps", paragraph("inaxlBody", "{{ population.no_gaps }}")),
        beside((WIDTH - 8) / 2, 8, (WIDTH - 8) / 2, _indicator(0), _indicator(1)),
        loop("note in population.notes", paragraph("inaxlNote", "{{ note }}")),
    )


def _figure(name: str) -> str:
    """One chart of half the page's width, with its heading and note; nothing where there is none."""
    return when(
        name,
        heading(f"{{{{ {name}.title }}}}", f"{{{{ {name}.unit }}}}"),
        paragraph("inaxlChart", drawing(f"{name}.chart|chart(79, 64)")),
        paragraph("inaxlNote", f"{{{{ {name}.note }}}}"),
    )


def _indicator(index: int) -> str:
    widths = (34.0, 15.0, 15.0, 15.0)
    name = f"population.tables[{index}]"
    return heading(f"{{{{ {name}.name }}}}", f"{{{{ {name}.unit }}}}") + table(
        widths,
        row(
            *cells(
                widths,
                [
                    ("inaxlHead", "年"),
                    ("inaxlHeadNow", "実績"),
                    ("inaxlHeadNum", "将来展望"),
                    ("inaxlHeadNum", "差"),
                ],
            ),
            header=True,
        ),
        loop_rows(
            f"item in {name}.rows",
            row(
                *cells(
                    widths,
                    [
                        ("inaxlTight", "{{ item.year }}"),
                        ("inaxlNumTightNow", "{{ item.actual }}"),
                        ("inaxlNumTightPast", "{{ item.expected }}"),
                        ("inaxlNumTight", "{{ item.difference }}"),
                    ],
                )
            ),
        ),
        when_rows(
            f"{name}.empty",
            row(cell(sum(widths), paragraph("inaxlLabel", f"{{{{ {name}.empty }}}}"), span=4)),
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
            chapter("", "実績値のない指標", "と提出状況"),
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
            _submissions(),
        )
    )


def council() -> str:
    """Boxes to fill in at this year's meeting."""
    return "".join(
        (
            chapter("", "審議会の意見"),
            when(
                "not opinions.shown",
                heading("前年度の審議会の意見と対応", "{{ year.previous_label }}の評価への意見"),
                paragraph("inaxlBody", "{{ opinions.empty }}"),
            ),
            when("opinions.own.rows", opinion_table("opinions.own")),
            loop(
                "box in boxes",
                heading("{{ box.title }}", "記入欄"),
                table(
                    (WIDTH,),
                    loop_rows(
                        "line in box.lines",
                        row(cell(WIDTH, paragraph("inaxlBox", "{{ line }}")), height=8, exact=True),
                    ),
                    style="inaxlBoxTable",
                ),
            ),
        )
    )


# --- appendices ---------------------------------------------------------------------------------------------------


def findings() -> str:
    """付録1."""
    widths = (12.0, 47.0, 11.0, 96.0)
    head = [
        ("inaxlHead", "区分"),
        ("inaxlHead", "ブック ／ シート"),
        ("inaxlHead", "セル"),
        ("inaxlHead", "内容と直し方"),
    ]
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
                table(
                    widths, row(*cells(widths, head), header=True), loop_rows("item in findings.rows", each)
                ),
            ),
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
    widths = (8.0, 58.0, 19.0, 45.0, 9.5, 19.5, 7.0)
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
            paragraph("inaxlNote", "{{ sources.notes|join('　') }}"),
        )
    )


def method() -> str:
    """付録3."""
    widths = (31.0, 60.0, 75.0)
    item_widths = (46.0, 120.0)
    return "".join(
        (
            chapter("", "付録3", "　評価の方法"),
            paragraph(
                "inaxlBody",
                "評価の区分と計算は、戦略台帳に定めたとおりである。どの値も次の規則で機械的に判定した。",
            ),
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
                    row(
                        *cells(
                            item_widths,
                            [("inaxlLabel", "{{ item.name }}"), ("inaxlCell", "{{ item.text }}")],
                            top=True,
                        )
                    ),
                ),
                style="inaxlList",
            ),
            second_scale(),
            revisions(),
        )
    )

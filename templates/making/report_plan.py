"""Appendix 4: what the plan book keeps about the plan itself. Every section, and the whole, only where it is filled."""

from __future__ import annotations

from report_pieces import WIDTH, chapter, heading
from word_markup import TINT, cell, cells, loop_rows, paragraph, row, run, runs, table, when, when_rows


def plan_data() -> str:
    """付録4: evidence, partners, the five principles, money, tags."""
    return when(
        "plan_data.shown",
        chapter("", "付録4", "　計画の根拠と事業の資料"),
        paragraph("inaxlBody", "{{ plan_data.lede }}{{ plan_data.withheld }}"),
        _evidence(),
        _partners(),
        _principles(),
        _budgets(),
        _tags(),
    )


def _section(name: str, *blocks: str, scope: str = "") -> str:
    part = f"plan_data.{name}"
    return when(f"{part}.rows", heading(f"{{{{ {part}.title }}}}", scope), *blocks)


def _evidence() -> str:
    widths = (27.0, 40.0, 69.0, 30.0)
    heads = ("種類・日付", "題名・人数", "意見・結果", "対象")
    each = row(
        cell(
            widths[0],
            paragraph("inaxlTight", "{{ item.kind }}"),
            paragraph("inaxlTight", run("{{ item.when }}", "inaxlSub")),
            top=True,
        ),
        cell(
            widths[1],
            paragraph("inaxlTight", "{{ item.title }}"),
            when("item.people", paragraph("inaxlTight", run("{{ item.people }}", "inaxlSub"))),
            top=True,
        ),
        cell(
            widths[2],
            paragraph("inaxlTight", "{{ item.text }}"),
            when("item.source", paragraph("inaxlTight", run("出典：{{ item.source }}", "inaxlSub"))),
            top=True,
        ),
        *cells(widths[3:], [("inaxlTight", "{{ item.subjects }}")], top=True),
    )
    return _section("evidence", _listing(widths, heads, "item in plan_data.evidence.rows", each))


def _partners() -> str:
    widths = (58.0, 20.0, 40.0, 48.0)
    names = ("subject", "kind", "name", "role")
    each = row(*cells(widths, [("inaxlTight", f"{{{{ item.{name} }}}}") for name in names], top=True))
    heads = ("対象", "区分", "名称", "役割")
    return _section("partners", _listing(widths, heads, "item in plan_data.partners.rows", each))


def _principles() -> str:
    widths = (51.0, *(23.0,) * 5)
    head = row(
        cell(widths[0], paragraph("inaxlHead", "事業"), bottom=True),
        *(
            cell(width, paragraph("inaxlHeadCenter", f"{{{{ plan_data.principles.heads[{i}] }}}}"))
            for i, width in enumerate(widths[1:])
        ),
        header=True,
    )
    states = row(
        cell(widths[0], paragraph("inaxlGroup", "{{ item.name }}"), fill=TINT),
        *(
            cell(width, paragraph("inaxlTightCenter", runs(f"item.states[{i}]")), fill=TINT)
            for i, width in enumerate(widths[1:])
        ),
    )
    reasons = row(cell(WIDTH, paragraph("inaxlTight", runs("item.reasons")), span=6))
    rows = loop_rows("item in plan_data.principles.rows", states, when_rows("item.reasons", reasons))
    return _section("principles", table(widths, head, rows), scope="{{ plan_data.principles.scope }}")


def _budgets() -> str:
    widths = (56.0, 24.0, 24.0, 24.0, 24.0, 14.0)
    part = "plan_data.budgets"
    heads = row(
        *cells(
            widths,
            [
                ("inaxlHead", "事業"),
                ("inaxlHeadNum", f"{{{{ {part}.heads.previous }}}} 予算額"),
                ("inaxlHeadNum", "決算額"),
                ("inaxlHeadNow", f"{{{{ {part}.heads.current }}}} 予算額"),
                ("inaxlHeadNow", "決算額"),
                ("inaxlHead", "単位"),
            ],
            bottom=True,
        ),
        header=True,
    )
    figures = [
        ("inaxlNumTightPast", "{{ item.previous_budget }}"),
        ("inaxlNumTightPast", "{{ item.previous_settlement }}"),
        ("inaxlNumTightNow", "{{ item.budget }}"),
        ("inaxlNumTightNow", "{{ item.settlement }}"),
        ("inaxlTight", run("{{ item.unit }}", "inaxlSub")),
    ]
    line = [("inaxlTight", "{{ item.name }}"), *figures]
    each = row(*cells(widths, line))
    kept = [
        paragraph(style, text, properties="<w:keepNext/>") for style, text in line
    ]  # no sum alone on a page
    last = row(*(cell(width, inner) for width, inner in zip(widths, kept, strict=True)))
    total = row(*cells(widths, [("inaxlGroup", "{{ item.name }}"), *figures], fill=TINT))
    return _section(
        "budgets",
        table(
            widths,
            heads,
            loop_rows(
                f"item in {part}.rows",
                when_rows(f"loop.last and {part}.sums", last),
                when_rows(f"not (loop.last and {part}.sums)", each),
            ),
            loop_rows(f"item in {part}.sums", total),
        ),
        when(f"{part}.note", paragraph("inaxlNote", f"{{{{ {part}.note }}}}")),
        scope=f"{{{{ {part}.scope }}}}",
    )


def _tags() -> str:
    widths = (83.0, 83.0)
    group = row(cell(WIDTH, paragraph("inaxlGroup", "{{ group.title }}"), span=2, fill=TINT))
    each = row(*cells(widths, [("inaxlTight", "{{ item.name }}"), ("inaxlTight", "{{ item.subjects }}")]))
    rows = loop_rows("item in group.rows", each)
    return _section(
        "tags", _listing(widths, ("目標・視点", "対象"), "group in plan_data.tags.rows", group, rows)
    )


def _listing(widths: tuple[float, ...], heads: tuple[str, ...], statement: str, *rows: str) -> str:
    head = row(*cells(widths, [("inaxlHead", text) for text in heads]), header=True)
    return table(widths, head, loop_rows(statement, *rows))

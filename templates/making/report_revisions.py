"""The section of appendix 3 on the versions of the plan, where it was revised or an indicator defined anew."""

from __future__ import annotations

from report_pieces import heading
from word_markup import cells, loop, loop_rows, paragraph, row, table, when

WIDTHS = (26.0, 27.0, 15.0, 22.0, 36.0, 40.0)


def revisions() -> str:
    """Which version judged which years, what each changed, what is not compared because of it."""
    heads = ("版", "施行日", "年度", "きっかけ", "もとになった評価・意見", "理由")
    names = ("label", "effective", "years", "trigger", "cause", "reason")
    versions = table(
        WIDTHS,
        row(*cells(WIDTHS, [("inaxlHead", head) for head in heads]), header=True),
        loop_rows(
            "item in revisions.versions",
            row(*cells(WIDTHS, [("inaxlCell", f"{{{{ item.{name} }}}}") for name in names], top=True)),
        ),
    )
    return when(
        "revisions.shown",
        heading("計画の改訂と比較"),
        paragraph("inaxlBody", "{{ revisions.lede }}"),
        when("revisions.versions", versions),
        loop(
            "item in revisions.changes",
            paragraph("Heading3", "{{ item.title }}"),
            loop("line in item.lines", paragraph("inaxlNote", "{{ line }}")),
        ),
        loop("line in revisions.not_compared", paragraph("inaxlNote", "{{ line }}")),
    )

"""Further styles of the report template: contents, states of opinions."""

from __future__ import annotations

from word_markup import INK, NAVY, RUST, SKY, SUB, WHITE, line
from word_styles import character_style, letters, paragraph_style, spacing

DONE = "E1E4E8"


def more_styles() -> str:
    """The styles as text of `word/styles.xml`."""

    def state(key: str, word: str, color: str, fill: str, bold: bool) -> str:
        look = letters(7.8, color, bold=bold, box=line(fill, 1.5), fill=fill)
        return character_style(key, f"状態_{word}", look)

    return "".join(
        (
            paragraph_style(
                "inaxlContents",
                "目次の題",
                f"<w:keepNext/><w:pageBreakBefore/>{spacing(0, 14, 26)}",
                letters(17, NAVY, bold=True),
                following="TOC1",
            ),
            paragraph_style(
                "TOC1",
                "toc 1",
                f"<w:keepNext/>{spacing(9, 1, 16)}",
                letters(11, NAVY, bold=True),
                gallery=False,
            ),
            paragraph_style(
                "inaxlContentsText",
                "目次の説明",
                f'{spacing(0, 0, 14)}<w:ind w:left="240"/>',
                letters(9, SUB),
                gallery=False,
            ),
            paragraph_style(
                "inaxlKey", "図の凡例", f"<w:keepNext/>{spacing(0, 2, 14)}", letters(7.8, INK), gallery=False
            ),
            paragraph_style("inaxlOpinion", "意見の本文", spacing(1.2, 1.2, 12.2), letters(8.4, INK)),
            character_style("inaxlFocus", "重点", letters(7.8, NAVY, bold=True, box=line(NAVY, 0.5))),
            state("inaxlStateOpen", "未回答", WHITE, RUST, True),
            state("inaxlStateWork", "対応中", INK, SKY, False),
            state("inaxlStateDone", "対応済み", INK, DONE, False),
        )
    )

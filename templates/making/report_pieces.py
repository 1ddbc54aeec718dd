"""What the chapters of the report template share: widths, headings."""

from __future__ import annotations

from word_markup import (
    paragraph,
    run,
    runs,
)

WIDTH = 166.0  # A4 without margins [mm]
LEFT, GAP = 75.0, 7.0
RIGHT = WIDTH - LEFT - GAP

_OPEN = 'w:val="nil"'
NO_RULES = f"<w:tcBorders><w:bottom {_OPEN}/></w:tcBorders>"


def heading(text: str, scope: str = "") -> str:
    """A section's heading, its unit or scope beside it."""
    return paragraph("Heading2", run(text), run(f"　{scope}", "inaxlScope") if scope else "")


def focus(expression: str) -> str:
    """The mark of a focus item behind its name; no run at all where it is none."""
    return run(f"{{%r if {expression} %}}") + run("　") + runs(expression) + run("{%r endif %}")


def focus_name(item: str) -> str:
    """A KPI's name, bold where it belongs to a focus item."""
    name = f"{{{{ {item}.name }}}}"
    parts = (f"{{%r if {item}.is_focus %}}", "{%r else %}", "{%r endif %}")
    return run(parts[0]) + run(name, "inaxlStrong") + run(parts[1]) + run(name) + run(parts[2])


def chapter(before: str, name: str, after: str = "", *rest: str) -> str:
    """A chapter's heading; `name` is the part that stands in the page's header."""
    return paragraph(
        "Heading1",
        run(before) if before else "",
        run(name, "inaxlChapter"),
        run(after) if after else "",
        *rest,
    )

"""Pieces of WordprocessingML as text: paragraphs, runs, tables, and the rows and paragraphs that carry template tags.

Widths are in millimetres. Text is escaped; template expressions inside it are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
INK, SUB, MID, RULE, HAIR, TINT = "1A1A1A", "555B63", "7A828C", "AEB5BD", "DDE1E6", "F3F5F8"
NAVY, SKY, RUST, PAST, WHITE = "17406D", "A9CBEA", "BF5308", "CBD5E0", "FFFFFF"
BETTER, WORSE, SAME, READ = "D6E7F6", "F8DFCC", "E9EDF2", "FFF3C9"
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def twips(millimetres: float) -> int:
    """Twentieths of a point, the unit of lengths in a document."""
    return round(millimetres * 1440 / 25.4)


def line(color: str, points: float, space: float = 0) -> str:
    """Attributes of a border line; its width is stored in eighths of a point."""
    return f'w:val="single" w:sz="{round(points * 8)}" w:space="{round(space)}" w:color="{color}"'


NO_LINE = 'w:val="nil"'


def borders(tag: str, **sides: str) -> str:
    """A border element such as `tcBorders`; each side a `line(...)`."""
    inner = "".join(f"<w:{side} {sides[side]}/>" for side in SIDES if side in sides)
    return f"<w:{tag}>{inner}</w:{tag}>" if inner else ""


def run(text: str, style: str = "", properties: str = "") -> str:
    """A run of text with a character style."""
    chosen = f'<w:rStyle w:val="{style}"/>' if style else ""
    format_ = f"<w:rPr>{chosen}{properties}</w:rPr>" if chosen or properties else ""
    return f'<w:r>{format_}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def runs(expression: str) -> str:
    """A value that brings its own character styles, such as a rating."""
    return run("{{r " + expression + "|runs }}")


def drawing(expression: str) -> str:
    """A chart or a small figure; the expression ends with the filter that draws it."""
    return run("{{r " + expression + " }}")


TAB = "<w:r><w:tab/></w:r>"
BREAK = "<w:r><w:br/></w:r>"


def field(code: str, shown: str) -> str:
    """A field that Word computes; `shown` stands there until it does."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def paragraph(style: str, *content: str, properties: str = "") -> str:
    """A paragraph; a content that is no markup becomes a run of text."""
    inner = "".join(part if part.startswith("<w:") else run(part) for part in content if part)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inner}</w:p>'


def tag(statement: str, style: str = "inaxlTag") -> str:
    """A paragraph that only carries a template statement and is gone after filling in."""
    return paragraph(style, "{%p " + statement + " %}")


def loop(statement: str, *blocks: str) -> str:
    """Paragraphs and tables repeated by `for`."""
    return tag(f"for {statement}") + "".join(blocks) + tag("endfor")


def when(condition: str, *blocks: str, otherwise: Iterable[str] = ()) -> str:
    """Paragraphs and tables that stand there on a condition."""
    other = "".join(otherwise)
    return tag(f"if {condition}") + "".join(blocks) + (tag("else") + other if other else "") + tag("endif")


def cell(
    width: float,
    *paragraphs: str,
    span: int = 1,
    fill: str = "",
    lines: str = "",
    top: bool = False,
    bottom: bool = False,
    margins: str = "",
) -> str:
    """A table cell, centred vertically unless `top` or `bottom`."""
    align = "top" if top else "bottom" if bottom else "center"
    parts = (
        f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>',
        f'<w:gridSpan w:val="{span}"/>' if span > 1 else "",
        lines,
        f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "",
        margins,
        f'<w:vAlign w:val="{align}"/>',
    )
    return f"<w:tc><w:tcPr>{''.join(parts)}</w:tcPr>{''.join(paragraphs) or paragraph('inaxlCell')}</w:tc>"


def cells(widths: Sequence[float], contents: Sequence[tuple[str, str]], **options: object) -> list[str]:
    """One cell per width, each holding a paragraph of (style, text or markup)."""
    return [
        cell(width, paragraph(style, text), **options)  # type: ignore[arg-type]
        for width, (style, text) in zip(widths, contents, strict=True)
    ]


def row(*parts: str, header: bool = False, height: float = 0, exact: bool = False) -> str:
    """A row that is never split between pages; `header` repeats it on each page."""
    rule = ' w:hRule="exact"' if exact else ""
    tall = f'<w:trHeight w:val="{twips(height)}"{rule}/>' if height else ""
    repeat = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{tall}{repeat}</w:trPr>{''.join(parts)}</w:tr>"


def tag_row(statement: str) -> str:
    """A row that only carries a template statement and is gone after filling in."""
    return f"<w:tr><w:tc><w:tcPr/>{paragraph('inaxlTag', '{%tr ' + statement + ' %}')}</w:tc></w:tr>"


def tag_cell(statement: str) -> str:
    """A cell that only carries a template statement and is gone after filling in."""
    return f"<w:tc><w:tcPr/>{paragraph('inaxlTag', '{%tc ' + statement + ' %}')}</w:tc>"


def loop_rows(statement: str, *rows: str) -> str:
    """Rows repeated by `for`."""
    return tag_row(f"for {statement}") + "".join(rows) + tag_row("endfor")


def when_rows(condition: str, *rows: str) -> str:
    """Rows that stand there on a condition."""
    return tag_row(f"if {condition}") + "".join(rows) + tag_row("endif")


def table(widths: Sequence[float], *rows: str, style: str = "inaxlTable", caption: str = "") -> str:
    """A table of fixed column widths; `caption` is its text for those who cannot see it."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    described = f'<w:tblCaption w:val="{escape(caption)}"/>' if caption else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(map(twips, widths))}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{described}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def beside(left: float, gap: float, right: float, left_blocks: str, right_blocks: str) -> str:
    """Two columns: a table without lines, each cell ending in a paragraph of no height."""
    end = paragraph("inaxlEnd")
    shut = '<w:tcMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar>'
    return table(
        (left, gap, right),
        row(
            cell(left, left_blocks + end, top=True, margins=shut),
            cell(gap, end, top=True, margins=shut),
            cell(right, right_blocks + end, top=True, margins=shut),
        ),
        style="inaxlLayout",
    )


def expressions(markup: str) -> list[str]:
    """Every template tag in a markup, for the tests and the documentation."""
    return re.findall(r"\{[{%](?:p|tr|tc|r)?\s(.*?)\s*[%}]\}", markup)

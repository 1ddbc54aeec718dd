"""Makes the standard template of the evaluation report, `report.docx`, from nothing.

    python templates/making/make_report_template.py [FILE]

Staff may edit the result in Word instead: it is an ordinary document whose text holds template tags (docs/templates.md).
Written as plain parts: no other document's styles come along, and the same script gives the same bytes.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from report_chapters import body
from word_markup import NAMESPACES, RULE, TAB, field, line, paragraph, run, twips
from word_more_styles import more_styles
from word_styles import font_table_part, settings_part, styles_part, theme_part

HERE = Path(__file__).parent
PAGE = {"top": 25, "right": 20, "bottom": 19, "left": 24, "header": 13, "footer": 9}  # mm
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATED = (
    ("rId1", "styles", "styles.xml"),
    ("rId2", "settings", "settings.xml"),
    ("rId3", "fontTable", "fontTable.xml"),
    ("rId4", "header", "header1.xml"),
    ("rId5", "footer", "footer1.xml"),
    ("rId6", "header", "header2.xml"),
    ("rId7", "footer", "footer2.xml"),
    ("rId8", "theme", "theme/theme1.xml"),
)


def main(target: Path = HERE.parent / "report.docx") -> None:
    """Write the template."""
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(
            (
                ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
                ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                ("rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml"),
            )
        ),
        "word/document.xml": document(),
        "word/_rels/document.xml.rels": relationships(
            (i, f"{_OFFICE}/{kind}", name) for i, kind, name in _RELATED
        ),
        "word/styles.xml": styles_part(more_styles()),
        "word/settings.xml": settings_part(),
        "word/fontTable.xml": font_table_part(),
        "word/theme/theme1.xml": theme_part(),
        "word/header1.xml": header(),
        "word/footer1.xml": footer(),
        "word/header2.xml": f"<w:hdr {NAMESPACES}>{paragraph('inaxlEnd')}</w:hdr>",
        "word/footer2.xml": f"<w:ftr {NAMESPACES}>{paragraph('inaxlCity', '{{ plan.city }}')}</w:ftr>",
        "docProps/core.xml": core(),
        "docProps/app.xml": (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            "<Application>Microsoft Office Word</Application></Properties>"
        ),
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            package.writestr(info, (_HEAD + text).encode())


def document() -> str:
    """The main part: all chapters and the page set-up. The cover is page 0 and shows no number."""
    margins = " ".join(f'w:{side}="{twips(size)}"' for side, size in PAGE.items())
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:headerReference w:type="first" r:id="rId6"/>'
        '<w:footerReference w:type="default" r:id="rId5"/><w:footerReference w:type="first" r:id="rId7"/>'
        f'<w:pgSz w:w="{twips(210)}" w:h="{twips(297)}"/><w:pgMar {margins} w:gutter="0"/>'
        '<w:pgNumType w:start="0"/><w:titlePg/></w:sectPr>'
    )
    return f"<w:document {NAMESPACES}><w:body>{body()}{section}</w:body></w:document>"


def header() -> str:
    """Document at the left, chapter at the right, the mark of made-up figures while there are any."""
    under = f"<w:pBdr><w:bottom {line(RULE, 0.5, 3)}/></w:pBdr>"
    inner = paragraph(
        "Header",
        run("{{ document.running_title }}"),
        TAB,
        field("STYLEREF inaxlChapter", ""),
        run("　"),
        run("{{ sample }}", "inaxlSample"),
        properties=under,
    )
    return f"<w:hdr {NAMESPACES}>{inner}</w:hdr>"


def footer() -> str:
    """`－ 8 －`."""
    inner = paragraph("Footer", run("－ "), field("PAGE", "1"), run(" －"))
    return f"<w:ftr {NAMESPACES}>{inner}</w:ftr>"


def core() -> str:
    """Properties of the document; those of a report are written by inaxl."""
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>効果検証報告書のひな型</dc:title>'
        "<dc:creator>inaxl</dc:creator></cp:coreProperties>"
    )


def relationships(items: object) -> str:
    """A relationships part from (id, type, target)."""
    inner = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in items)  # type: ignore[attr-defined]
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def content_types() -> str:
    """`[Content_Types].xml`."""
    parts = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/word/styles.xml": f"{_WORD}.styles+xml",
        "/word/settings.xml": f"{_WORD}.settings+xml",
        "/word/fontTable.xml": f"{_WORD}.fontTable+xml",
        "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "/word/header1.xml": f"{_WORD}.header+xml",
        "/word/header2.xml": f"{_WORD}.header+xml",
        "/word/footer1.xml": f"{_WORD}.footer+xml",
        "/word/footer2.xml": f"{_WORD}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

"""Charts as parts of a package: what XlsxWriter leaves open is said outright, and a chart is taken out for Word.

Excel, Word and LibreOffice read an absent element differently (a missing `c:smooth` is "no" to one and "yes" to the
other), and Japanese text needs its font named for East Asian script too. `mended` says all of that once, for the charts
in `merged.xlsx` (`finished_book`) and for those in Word (`word_chart`). What a chart shows is in `charts.py`.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from inaxl.books.sheet_styles import TEXT_FONT, new_book
from inaxl.report.charts import Place

if TYPE_CHECKING:
    from lxml.etree import _Element
    from xlsxwriter.chart import Chart

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK_REL_ID = "rId1"
DATA_SHEET = "図の元の値"

_LABEL_FLAGS = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
_AFTER_FLAGS = {f"{{{C}}}{name}" for name in ("separator", "showLeaderLines", "leaderLines", "extLst")}
_AFTER_TICKS = {
    f"{{{C}}}{name}"
    for name in ("tickLblPos", "spPr", "txPr", "crossAx", "crosses", "crossesAt", "minorTickMark")
}
# value, parents, element, and what it has to follow in each parent
_PLAIN = (
    ("0", ("barChart", "lineChart"), "varyColors", ("grouping",)),
    ("0", ("scatterChart",), "varyColors", ("scatterStyle",)),
    ("0", ("title", "legend"), "overlay", ("tx", "layout", "legendPos", "legendEntry")),
    ("gap", ("chart",), "dispBlanksAs", ("plotVisOnly",)),
)
_SQUARE = re.compile("([■□])")
_CHART_FILE = re.compile(r"xl/charts/chart\d+\.xml")
_DRAWING = re.compile(rb"<drawing [^>]*/>")
_SHARED_TEXT = re.compile(rb' t="s"><v>(\d+)</v></c>')
_TEXT = re.compile(rb"<si>(.*?)</si>", re.DOTALL)


class WordChart(NamedTuple):
    """A chart for Word: the chart part, and the workbook that "Edit data" opens.

    The chart part refers to the workbook by relationship `rId1` (type `…/package`).
    """

    chart_xml: bytes
    workbook: bytes


def word_charts(builds: Sequence[Callable[[Place], Chart]]) -> list[WordChart]:
    """Take charts out for Word. Each of `builds` writes its data at the place it is given and returns the chart.

    The same charts and data give the same bytes. All are drawn in one book, a sheet for each, because
    a book costs more than a chart; every chart's own workbook is then cut out of it.
    """
    if not builds:
        return []
    target = io.BytesIO()
    book = new_book(target, DATA_SHEET)
    for number, build in enumerate(builds, 1):
        sheet = book.add_worksheet(f"{DATA_SHEET}{number}")
        sheet.select()
        sheet.set_column(0, 0, 24)
        sheet.insert_chart("A1", build(Place(book, sheet)))
    book.close()
    frame = _empty_book()
    with zipfile.ZipFile(target) as package:
        frame["xl/styles.xml"] = package.read("xl/styles.xml")
        texts = _shared_texts(package)
        return [_taken_out(package, number, frame, texts) for number in range(1, len(builds) + 1)]


def _taken_out(
    package: zipfile.ZipFile, number: int, frame: Mapping[str, bytes], texts: Sequence[bytes]
) -> WordChart:
    """The n-th chart of a book and its data sheet, the latter alone in a workbook of its own."""
    chart = package.read(f"xl/charts/chart{number}.xml")
    chart = chart.replace(f"{DATA_SHEET}{number}!".encode(), f"{DATA_SHEET}!".encode())
    sheet = _DRAWING.sub(b"", package.read(f"xl/worksheets/sheet{number}.xml"))
    sheet = _SHARED_TEXT.sub(
        lambda cell: b' t="inlineStr"><is>' + texts[int(cell[1])] + b"</is></c>",
        sheet,
    )
    data = _packed({**frame, "xl/worksheets/sheet1.xml": sheet})
    return WordChart(mended(chart, external_data=WORKBOOK_REL_ID), data)


def _empty_book() -> dict[str, bytes]:
    """The parts of a book with nothing in its one sheet."""
    target = io.BytesIO()
    book = new_book(target, DATA_SHEET)
    book.add_worksheet(DATA_SHEET)
    book.close()
    with zipfile.ZipFile(target) as package:
        return {name: package.read(name) for name in package.namelist()}


def _shared_texts(package: zipfile.ZipFile) -> list[bytes]:
    """The texts of a book's cells, each as the element that holds it."""
    name = "xl/sharedStrings.xml"
    return _TEXT.findall(package.read(name)) if name in package.namelist() else []


def finished_book(book: bytes) -> bytes:
    """The same workbook with every chart mended, and links to other books as addresses that every program reads.

    XlsxWriter writes backslashes into relative links, which only Windows understands.
    """
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, data in parts.items():
        if _CHART_FILE.fullmatch(name):
            parts[name] = mended(data)
        elif name.startswith("xl/worksheets/_rels/"):
            parts[name] = data.replace(b"\\", b"/")
    return _packed(parts)


def mended(chart_xml: bytes, *, external_data: str | None = None) -> bytes:
    """A chart part in which nothing is left to be guessed: label flags, ticks, smoothing, corners, fonts of all scripts.

    external_data: relationship of the workbook with the data; then the part is one for Word, without print settings.
    """
    from lxml import etree

    root = etree.fromstring(chart_xml)
    _say_corners(root)
    _say_plainly(root)
    _say_label_flags(root)
    _say_smoothing(root)
    _say_ticks(root)
    _color_key(root)
    _keep_labels_whole(root)
    _name_fonts(root)
    _close_part(root, external_data)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _say_corners(root: _Element) -> None:
    if root.find(f"{{{C}}}roundedCorners") is None:
        corners = _element(f"{{{C}}}roundedCorners", val="0")
        lang = root.find(f"{{{C}}}lang")
        root.insert(0 if lang is None else root.index(lang) + 1, corners)


def _say_plainly(root: _Element) -> None:
    """One colour per series, also below zero; no title or legend over the plot; a year without a value stays a gap."""
    for value, names, child, after in _PLAIN:
        for element in root.iter(*(f"{{{C}}}{name}" for name in names)):
            if element.find(f"{{{C}}}{child}") is None:
                before = [
                    i for i, own in enumerate(element) if own.tag in {f"{{{C}}}{name}" for name in after}
                ]
                element.insert(before[-1] + 1 if before else 0, _element(f"{{{C}}}{child}", val=value))


def _color_key(root: _Element) -> None:
    """Colour the n-th square of a title as the n-th series: a key that is native text in every program."""
    for title in root.iter(f"{{{C}}}title"):
        for run in list(title.iter(f"{{{A}}}r")):
            text = run.find(f"{{{A}}}t")
            if text is not None and text.text and _SQUARE.search(text.text):
                _split_run(run, text.text, _series_colors(root))


def _series_colors(root: _Element) -> list[str]:
    fills = root.iterfind(f".//{{{C}}}ser/{{{C}}}spPr/{{{A}}}solidFill/{{{A}}}srgbClr")
    return [fill.get("val", "000000") for fill in fills]


def _keep_labels_whole(root: _Element) -> None:
    """No line break inside a label: it has all the room around its point."""
    for labels in root.iter(f"{{{C}}}dLbls"):
        for body in labels.iter(f"{{{A}}}bodyPr"):
            body.set("wrap", "none")


def _split_run(run: _Element, text: str, colors: list[str]) -> None:
    parent = run.getparent()
    assert parent is not None
    at = parent.index(run)
    parent.remove(run)
    following = iter(colors)
    for offset, part in enumerate(filter(None, _SQUARE.split(text))):
        piece = deepcopy(run)
        piece.find(f"{{{A}}}t").text = part  # type: ignore[union-attr]
        color = next(following, "000000") if _SQUARE.fullmatch(part) else None
        if color is not None and part == "■":
            piece.find(f".//{{{A}}}srgbClr").set("val", color)  # type: ignore[union-attr]
        parent.insert(at + offset, piece)


def _say_label_flags(root: _Element) -> None:
    for group in [*root.iter(f"{{{C}}}dLbls"), *root.iter(f"{{{C}}}dLbl")]:
        if group.find(f"{{{C}}}delete") is not None:
            continue
        said = {}
        for flag in _LABEL_FLAGS:
            found = group.find(f"{{{C}}}{flag}")
            if found is not None:
                said[flag] = found.get("val", "1")
                group.remove(found)
        at = next((i for i, child in enumerate(group) if child.tag in _AFTER_FLAGS), len(group))
        for offset, flag in enumerate(_LABEL_FLAGS):
            group.insert(at + offset, _element(f"{{{C}}}{flag}", val=said.get(flag, "0")))


def _say_smoothing(root: _Element) -> None:
    for series in root.iterfind(f".//{{{C}}}barChart/{{{C}}}ser"):
        if series.find(f"{{{C}}}invertIfNegative") is None:
            fill = series.find(f"{{{C}}}spPr")
            at = series.index(fill) + 1 if fill is not None else 3
            series.insert(at, _element(f"{{{C}}}invertIfNegative", val="0"))
    for kind in ("lineChart", "scatterChart"):
        for chart in root.iter(f"{{{C}}}{kind}"):
            for series in chart.findall(f"{{{C}}}ser"):
                if series.find(f"{{{C}}}smooth") is None:
                    series.append(_element(f"{{{C}}}smooth", val="0"))


def _say_ticks(root: _Element) -> None:
    for kind in ("catAx", "valAx", "dateAx"):
        for axis in root.iter(f"{{{C}}}{kind}"):
            for name in ("minorTickMark", "majorTickMark"):
                if axis.find(f"{{{C}}}{name}") is None:
                    at = next(i for i, child in enumerate(axis) if child.tag in _AFTER_TICKS)
                    axis.insert(at, _element(f"{{{C}}}{name}", val="none"))


def _name_fonts(root: _Element) -> None:
    """Every font for Latin, East Asian and complex script, and a default for texts without one."""
    for latin in list(root.iter(f"{{{A}}}latin")):
        parent = latin.getparent()
        if parent is None:
            continue
        face = latin.get("typeface", TEXT_FONT)
        for key in set(latin.attrib) - {"typeface"}:
            del latin.attrib[key]
        for script in ("cs", "ea"):
            if parent.find(f"{{{A}}}{script}") is None:
                parent.insert(parent.index(latin) + 1, _element(f"{{{A}}}{script}", typeface=face))


def _close_part(root: _Element, external_data: str | None) -> None:
    settings = root.find(f"{{{C}}}printSettings")
    if settings is not None:
        root.remove(settings)
    root.append(_default_text())
    if external_data is not None:
        outside = _element(f"{{{C}}}externalData")
        outside.set(f"{{{R}}}id", external_data)
        outside.append(_element(f"{{{C}}}autoUpdate", val="0"))
        root.append(outside)
    elif settings is not None:
        root.append(settings)


def _default_text() -> _Element:
    from lxml import etree

    fonts = "".join(f'<a:{script} typeface="{TEXT_FONT}"/>' for script in ("latin", "ea", "cs"))
    return etree.fromstring(
        f'<c:txPr xmlns:c="{C}" xmlns:a="{A}"><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900">{fonts}'
        f'</a:defRPr></a:pPr><a:endParaRPr lang="ja-JP"/></a:p></c:txPr>'
    )


def _element(tag: str, **attributes: str) -> _Element:
    from lxml import etree

    return etree.Element(tag, attributes)


def _packed(parts: dict[str, bytes]) -> bytes:
    """A package with a fixed date, so that the same parts give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            package.writestr(info, data)
    return target.getvalue()

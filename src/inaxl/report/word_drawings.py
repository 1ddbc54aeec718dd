"""What stands in a line of a Word document beside text: styled runs, small trend figures, frames of native charts.

Each function gives WordprocessingML as text, with the namespaces it needs; nothing is read or written here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

EMU = 36000  # English metric units per millimetre
TREND_WIDTH, TREND_HEIGHT = 17.0, 4.4  # mm
_AIR = 0.55  # room above and below the line, for its last point
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WPG = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAVY, _PAST, _MID = "17406D", "CBD5E0", "7A828C"
_RUST, _LATER, _INK = "BF5308", "B9C7D8", "1A1A1A"
BAR_WIDTH, BAR_HEIGHT = 36.0, 3.0  # mm
_ZERO = 0.45  # where the zero line of a bar stands, as a share of the width


def runs(value: Any) -> str:
    """Runs of a text with styles: a string, a piece `{"text", "style"}`, or a list of both; '' for None."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "".join(map(runs, value))
    text, style = (value["text"], value["style"]) if isinstance(value, Mapping) else (str(value), "")
    if not text:
        return ""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    body = escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r>{look}<w:t xml:space="preserve">{body}</w:t></w:r>'


def chart_frame(relationship: str, width: float, height: float, alt: str, identifier: int) -> str:
    """The run that holds a native chart; width and height in mm, `alt` for those who cannot see it."""
    graphic = f'<c:chart xmlns:c="{_C}" xmlns:r="{_R}" r:id="{relationship}"/>'
    return _inline(graphic, _C, width, height, alt, f"図 {identifier}", identifier)


def _inline(graphic: str, uri: str, width: float, height: float, alt: str, name: str, identifier: int) -> str:
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{_emu(width)}" cy="{_emu(height)}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{identifier}" name={quoteattr(name)} descr={quoteattr(alt)}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{uri}">{graphic}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def trend_figure(trend: Mapping[str, Any], identifier: int) -> str:
    """A small native drawing: line or bars, dashed target, last point large. No axis; its own scale.

    trend: `kind`, `points`, `target`, `zero` as shares of the height, None where a year is missing, and `alt`.
    """
    points = trend["points"]
    if all(point is None for point in points):
        return runs("－")
    shapes = _bars(trend) if trend["kind"] == "bar" else _line(points)
    if trend["target"] is not None:
        y = _y(trend["target"])
        shapes.insert(0, _path([f"{_move(0, y)}{_to(TREND_WIDTH, y)}"], line=_MID, width=0.6, dash="sysDash"))
    group = (
        f'<wpg:wgp xmlns:wpg="{_WPG}"><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/>{_size("ext")}'
        f'<a:chOff x="0" y="0"/>{_size("chExt")}</a:xfrm></wpg:grpSpPr>{"".join(shapes)}</wpg:wgp>'
    )
    name = f"推移 {identifier}"
    return _inline(group, _WPG, TREND_WIDTH, TREND_HEIGHT, trend["alt"], name, identifier)


def bar_figure(bar: Mapping[str, Any], identifier: int) -> str:
    """A bar to the right or left of a zero line, on one scale for the whole table; rust where somebody has to act.

    bar: `share` of the half width (−1 to 1, None for no bar), `acts`, and `alt`.
    """
    if bar["share"] is None:
        return runs("－")
    middle, top, bottom = BAR_WIDTH * _ZERO, 0.4, BAR_HEIGHT - 0.4
    reach = (BAR_WIDTH - middle if bar["share"] > 0 else middle) - 0.5
    end = middle + bar["share"] * reach
    size = (BAR_WIDTH, BAR_HEIGHT)
    box = "".join(
        (_move(middle, top), *(_to(x, y) for x, y in ((end, top), (end, bottom), (middle, bottom))))
    )
    shapes = [
        _path([box + "<a:close/>"], fill=_RUST if bar["acts"] else _LATER, size=size),
        _path([_move(middle, 0) + _to(middle, BAR_HEIGHT)], line=_INK, width=0.6, size=size),
    ]
    extent = _size("ext", size)
    group = (
        f'<wpg:wgp xmlns:wpg="{_WPG}"><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/>{extent}'
        f'<a:chOff x="0" y="0"/>{_size("chExt", size)}</a:xfrm></wpg:grpSpPr>{"".join(shapes)}</wpg:wgp>'
    )
    return _inline(group, _WPG, BAR_WIDTH, BAR_HEIGHT, bar["alt"], f"必要度 {identifier}", identifier)


def _line(points: Sequence[float | None]) -> list[str]:
    places = [
        (x, _y(p)) if p is not None else None for x, p in zip(_across(len(points)), points, strict=True)
    ]
    path, pen_down = "", False
    for place in places:
        if place is None:
            pen_down = False
            continue
        path += _to(*place) if pen_down else _move(*place)
        pen_down = True
    last = next(place for place in reversed(places) if place is not None)
    return [_path([path], line=_NAVY, width=1.1), _dot(*last)]


def _bars(trend: Mapping[str, Any]) -> list[str]:
    points = trend["points"]
    ground = _y(trend["zero"] or 0.0)
    half = TREND_WIDTH / len(points) * 0.28
    shapes = []
    for index, (x, point) in enumerate(zip(_across(len(points)), points, strict=True)):
        if point is None:
            continue
        y = _y(point)
        corners = [(x - half, ground), (x - half, y), (x + half, y), (x + half, ground)]
        path = _move(*corners[0]) + "".join(_to(*corner) for corner in corners[1:]) + "<a:close/>"
        shapes.append(_path([path], fill=_NAVY if index == len(points) - 1 else _PAST))
    shapes.append(_path([_move(0, ground) + _to(TREND_WIDTH, ground)], line=_MID, width=0.5))
    return shapes


def _across(count: int) -> list[float]:
    step = TREND_WIDTH / count
    return [step * (index + 0.5) for index in range(count)]


def _y(share: float) -> float:
    return _AIR + (1 - share) * (TREND_HEIGHT - 2 * _AIR)


def _emu(millimetres: float) -> int:
    return round(millimetres * EMU)


def _size(tag: str, size: tuple[float, float] = (TREND_WIDTH, TREND_HEIGHT)) -> str:
    return f'<a:{tag} cx="{_emu(size[0])}" cy="{_emu(size[1])}"/>'


def _point(x: float, y: float) -> str:
    return f'<a:pt x="{_emu(x)}" y="{_emu(y)}"/>'


def _move(x: float, y: float) -> str:
    return f"<a:moveTo>{_point(x, y)}</a:moveTo>"


def _to(x: float, y: float) -> str:
    return f"<a:lnTo>{_point(x, y)}</a:lnTo>"


def _path(
    paths: Sequence[str],
    *,
    line: str = "",
    width: float = 0,
    dash: str = "",
    fill: str = "",
    size: tuple[float, float] = (TREND_WIDTH, TREND_HEIGHT),
) -> str:
    """A shape over the whole figure that consists of one path."""
    drawn = "".join(
        f'<a:path w="{_emu(size[0])}" h="{_emu(size[1])}"{"" if fill else " fill=" + quoteattr("none")}>'
        f"{path}</a:path>"
        for path in paths
    )
    geometry = (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{drawn}</a:pathLst></a:custGeom>'
    )
    place = f'<a:xfrm><a:off x="0" y="0"/>{_size("ext", size)}</a:xfrm>'
    return _shape(place + geometry, line, width, dash, fill)


def _dot(x: float, y: float) -> str:
    size = 1.1
    place = (
        f'<a:xfrm><a:off x="{_emu(x - size / 2)}" y="{_emu(y - size / 2)}"/>'
        f'<a:ext cx="{_emu(size)}" cy="{_emu(size)}"/></a:xfrm><a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>'
    )
    return _shape(place, "", 0, "", _NAVY)


def _shape(geometry: str, line: str, width: float, dash: str, fill: str) -> str:
    inside = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>' if fill else "<a:noFill/>"
    stroke = f'<a:solidFill><a:srgbClr val="{line}"/></a:solidFill>' if line else "<a:noFill/>"
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    thick = f' w="{round(width * 12700)}"' if width else ""
    return (
        f'<wps:wsp xmlns:wps="{_WPS}"><wps:cNvSpPr/><wps:spPr>{geometry}{inside}<a:ln{thick}>{stroke}{dashed}</a:ln>'
        "</wps:spPr><wps:bodyPr/></wps:wsp>"
    )

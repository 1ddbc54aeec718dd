"""A worksheet without its rows: an instruction `<?form name?>` stands where each of the parts belongs that rows move.

What is taken out here is put back, for the filled rows, in `form_sheet.py`.
"""

from __future__ import annotations

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MARKED = (
    "cols",
    "sheetData",
    "mergeCells",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "rowBreaks",
)


def take_out(root: etree._Element) -> dict[str, list[etree._Element]]:
    """Take out what names rows and columns, and leave an instruction `<?form name?>` where each belongs."""
    for element in root.findall(f"{{{MAIN}}}dimension"):
        root.remove(element)
    for view in root.iterfind(f"{{{MAIN}}}sheetViews/{{{MAIN}}}sheetView"):
        view.attrib.pop("tabSelected", "")
    for properties in root.iterfind(f"{{{MAIN}}}sheetPr"):
        properties.attrib.pop("codeName", "")
    found: dict[str, list[etree._Element]] = {name: root.findall(f"{{{MAIN}}}{name}") for name in _MARKED}
    for name in _MARKED:
        place = root.index(found[name][0]) if found[name] else _place(root, name)
        for element in found[name]:
            root.remove(element)
        root.insert(place, etree.ProcessingInstruction("form", name))
    return found


_ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations "
    "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches "
    "ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems "
    "tableParts extLst"
).split()


def _place(root: etree._Element, name: str) -> int:
    """Where an element of that name belongs among the children of a worksheet."""
    rank = _ORDER.index(name)
    for index, child in enumerate(root):
        own = (
            child.text or ""
            if isinstance(child, etree._ProcessingInstruction)
            else etree.QName(child).localname
        )
        if own in _ORDER and _ORDER.index(own) > rank:
            return index
    return len(root)

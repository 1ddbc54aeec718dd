"""One workbook with everything that a careless writer loses, and a probe for each feature: is it still there?

What XlsxWriter cannot write is put in by hand: threaded comments with their persons, a shape with a macro, form
controls, pivot table, slicer, ribbon, custom XML, furigana, printer settings, an external link, 1904 dates.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
from collections.abc import Callable
from typing import NamedTuple

import xlsxwriter
from lxml import etree

from inaxl.books.edits import Mark, MarkLook, NoteRun, SetValue
from tests.books.rich_books import MAIN, RELATIONS, _picture, packed, parts

Parts = dict[str, bytes]
SPACES = {
    "m": MAIN,
    "x14": "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
SHEET, OTHER, WORKBOOK = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml"
TYPES = "[Content_Types].xml"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_MS = "http://schemas.microsoft.com/office/"
_THREAD = "{6F0B1C4A-0000-4000-8000-00000000000A}"
_PERSON = "{6F0B1C4A-0000-4000-8000-00000000000B}"

LOOK = MarkLook("F8D3BC", "thick", "BF5308")
NOTE = (NoteRun("誤り E101　数値として読めません\n", True, "BF5308"), NoteRun("直し方　…"))
MARKED = ("D6", "E5", "C9", "B22")
MARKS = [Mark("KPI", cell, LOOK, NOTE) for cell in MARKED] + [Mark("一覧", "B2", LOOK, NOTE)]
VALUES = [SetValue("KPI", "D6", 51), SetValue("KPI", "E7", "集計中"), SetValue("一覧", "B3", 7)]


# --- the book ---------------------------------------------------------------------------------------------------------
def feature_book() -> bytes:
    """The workbook (.xlsm) with every feature of FEATURES."""
    content = parts(_written())
    for put in (
        _furigana,
        _shape_with_macro,
        _threaded_comment,
        _form_control,
        _printer_settings,
        _pivot,
        _slicer,
        _external_link,
        _custom_xml,
        _ribbon,
    ):
        put(content)
    return packed(content)


def _written() -> bytes:
    """What XlsxWriter can write."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": True})
    book.set_properties({"created": dt.datetime(2024, 4, 1)})
    book.add_vba_project(io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no real project"), is_stream=True)
    sheet, listed, codes, charts = (
        book.add_worksheet("KPI"),
        book.add_worksheet("一覧"),
        book.add_worksheet("区分"),
        book.add_chartsheet("グラフ"),
    )
    entry = book.add_format({"bg_color": "#FFF9DB", "border": 1, "num_format": "#,##0", "locked": False})
    head = book.add_format({"bold": True, "bg_color": "#17406D", "font_color": "white"})
    sheet.write_row("A1", ["No", "KPI", "単位", "R04", "R05", "合計"], head)
    for row in range(1, 19):
        sheet.write_row(row, 0, [row, f"指標{row}", "人"])
        sheet.write_row(row, 3, [row * 10, row * 11], entry)
    sheet.write_formula("F2", "=SUM(D2:E2)", None, 21)
    sheet.write_array_formula("H20:I20", "{=D2:E2*2}", None, 20)
    sheet.write_datetime("J1", dt.datetime(2024, 3, 31), book.add_format({"num_format": "yyyy/m/d"}))
    sheet.write_rich_string("B7", "移住", head, "者数")
    sheet.write_comment("E5", "担当者のメモ", {"author": "田中"})
    sheet.write_comment("B3", "別のメモ")
    sheet.conditional_format("E2:E19", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("D2:D19", {"type": "icon_set", "icon_style": "3_arrows"})
    sheet.data_validation("G2:G9", {"validate": "list", "source": "=区分!$A$1:$A$3"})
    sheet.add_sparkline("H2", {"range": "KPI!D2:E2"})
    sheet.insert_textbox("J2", "手引き")
    sheet.insert_button("J10", {"macro": "check", "caption": "入力チェック"})
    sheet.insert_image("J15", "seal.png", {"image_data": _picture()})
    for place, kind in ((sheet, "column"), (charts, "line")):
        chart = book.add_chart({"type": kind})
        chart.add_series({"values": "=KPI!$D$2:$D$9"})
        place.set_chart(chart) if place is charts else place.insert_chart("L2", chart)
    sheet.merge_range("B22:D24", "結合", entry)
    sheet.freeze_panes(1, 2)
    sheet.protect("", {"objects": True})
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_header("&C&A")
    sheet.fit_to_pages(1, 0)
    listed.add_table("A1:B4", {"columns": [{"header": "項目"}, {"header": "値"}]})
    listed.write_column("A2", ["甲", "乙", "丙"])
    listed.write_column("B2", [1, 2, 3])
    listed.print_area("A1:C10")
    codes.write_column("A1", ["実績あり", "集計中", "未公表"])
    codes.very_hidden()
    book.define_name("合計", "=KPI!$F$2")
    book.close()
    return out.getvalue()


def _relate(content: Parts, owner: str, kind: str, target: str, *, mode: str = "") -> str:
    """A relationship of a part; its id."""
    folder, name = posixpath.split(owner)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    old = content.get(rels, empty)
    identifier = f"rIdF{old.count(b'<Relationship ') + 1}"
    where = target if mode else "/" + target
    put = f'<Relationship Id="{identifier}" Type="{kind}" Target="{where}"{mode}/></Relationships>'
    content[rels] = old.replace(b"</Relationships>", put.encode())
    return identifier


def _add(content: Parts, name: str, text: str | bytes, kind: str = "") -> None:
    """A part with its content type."""
    content[name] = (
        text if isinstance(text, bytes) else f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()
    )
    if kind:
        put = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
        content[TYPES] = content[TYPES].replace(b"</Types>", put.encode())


def _before(content: Parts, name: str, mark: bytes, put: str) -> None:
    """Put text in front of a mark that must be there."""
    assert mark in content[name], (name, mark)
    content[name] = content[name].replace(mark, put.encode() + mark, 1)


def _furigana(content: Parts) -> None:
    name = "xl/sharedStrings.xml"
    put = '<si><t>指標3</t><rPh sb="0" eb="2"><t>シヒョウ</t></rPh><phoneticPr fontId="0" type="fullwidthKatakana"/></si>'
    assert b"<si><t>\xe6\x8c\x87\xe6\xa8\x993</t></si>" in content[name]
    content[name] = content[name].replace("<si><t>指標3</t></si>".encode(), put.encode())


def _shape_with_macro(content: Parts) -> None:
    name = "xl/drawings/drawing1.xml"
    content[name] = content[name].replace(b'<xdr:sp macro=""', b'<xdr:sp macro="[0]!check"')
    assert b"[0]!check" in content[name]


def _threaded_comment(content: Parts) -> None:
    """On C9: the thread, its author, and the legacy note that older Excels show."""
    threads = f"{_MS}spreadsheetml/2018/threadedcomments"
    _add(
        content,
        "xl/threadedComments/threadedComment1.xml",
        f'<ThreadedComments xmlns="{threads}"><threadedComment ref="C9" dT="2024-04-01T00:00:00.00" personId="{_PERSON}" '
        f'id="{_THREAD}"><text>単位は合っていますか</text></threadedComment></ThreadedComments>',
        "application/vnd.ms-excel.threadedcomments+xml",
    )
    _add(
        content,
        "xl/persons/person.xml",
        f'<personList xmlns="{threads}"><person displayName="唐木" id="{_PERSON}" userId="karaki" providerId="None"/></personList>',
        "application/vnd.ms-excel.person+xml",
    )
    office = f"{_MS}2017/10/relationships"
    _relate(content, SHEET, f"{office}/threadedComment", "xl/threadedComments/threadedComment1.xml")
    _relate(content, WORKBOOK, f"{office}/person", "xl/persons/person.xml")
    name = "xl/comments1.xml"
    _before(content, name, b"</authors>", f"<author>tc={_THREAD}</author>")
    author = content[name].count(b"<author>") - 1
    legacy = f'<comment ref="C9" authorId="{author}"><text><t>[Threaded comment]\n単位は合っていますか</t></text></comment>'
    _before(content, name, b"</commentList>", legacy)
    _before(content, "xl/drawings/vmlDrawing1.vml", b"</xml>", _VML_NOTE)


_VML_NOTE = (
    '<v:shape id="_x0000_s1090" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><x:ClientData '
    'ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>3, 15, 7, 10, 5, 15, 11, 4</x:Anchor><x:AutoFill>'
    "False</x:AutoFill><x:Row>8</x:Row><x:Column>2</x:Column></x:ClientData></v:shape>"
)


def _form_control(content: Parts) -> None:
    """A check box of the form tools, as Excel 2010 and later write it."""
    _add(
        content,
        "xl/ctrlProps/ctrlProp1.xml",
        f'<formControlPr xmlns="{SPACES["x14"]}" objectType="CheckBox" fmlaLink="$K$1" lockText="1" noThreeD="1"/>',
        "application/vnd.ms-excel.controlproperties+xml",
    )
    control = _relate(content, SHEET, f"{RELATIONS}/ctrlProp", "xl/ctrlProps/ctrlProp1.xml")
    anchor = (
        "<from><xdr:col>10</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></from>"
        "<to><xdr:col>11</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>0</xdr:rowOff></to>"
    )
    put = (
        f'<mc:AlternateContent xmlns:mc="{SPACES["mc"]}"><mc:Choice xmlns:x14="{SPACES["x14"]}" Requires="x14"><controls>'
        f'<mc:AlternateContent><mc:Choice Requires="x14"><control shapeId="1091" r:id="{control}" name="Check Box 1">'
        f'<controlPr defaultSize="0"><anchor xmlns:xdr="{SPACES["xdr"]}" moveWithCells="1">{anchor}</anchor></controlPr>'
        "</control></mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>"
    )
    _before(content, SHEET, b"<extLst><ext xmlns:x14=" + _last_ext(content), put)
    _before(
        content,
        "xl/drawings/vmlDrawing1.vml",
        b"</xml>",
        '<v:shape id="_x0000_s1091" type="#_x0000_t201" style="position:absolute" filled="f" stroked="f" o:insetmode="auto">'
        '<x:ClientData ObjectType="Checkbox"><x:Anchor>10, 0, 1, 0, 11, 0, 2, 0</x:Anchor><x:FmlaLink>$K$1</x:FmlaLink>'
        "<x:NoThreeD/></x:ClientData></v:shape>",
    )


def _last_ext(content: Parts) -> bytes:
    """What tells the sheet's own extLst, at its end, from those inside of rules."""
    at = content[SHEET].rfind(b"<extLst><ext xmlns:x14=")
    return content[SHEET][at + len(b"<extLst><ext xmlns:x14=") :]


def _printer_settings(content: Parts) -> None:
    name = "xl/printerSettings/printerSettings1.bin"
    _add(content, name, b"\x00P\x00r\x00i\x00n\x00t" * 40, f"{_OFFICE}spreadsheetml.printerSettings")
    identifier = _relate(content, SHEET, f"{RELATIONS}/printerSettings", name)
    content[SHEET] = re.sub(
        rb"<pageSetup ([^>]*)/>", rf'<pageSetup \1 r:id="{identifier}"/>'.encode(), content[SHEET]
    )
    assert identifier.encode() in content[SHEET]


def _pivot(content: Parts) -> None:
    kind = f"{_OFFICE}spreadsheetml."
    records = "xl/pivotCache/pivotCacheRecords1.xml"
    cache = "xl/pivotCache/pivotCacheDefinition1.xml"
    table = "xl/pivotTables/pivotTable1.xml"
    _add(
        content,
        records,
        f'<pivotCacheRecords xmlns="{MAIN}" count="3"><r><x v="0"/><n v="1"/></r><r><x v="1"/><n v="2"/></r><r><x v="2"/>'
        '<n v="3"/></r></pivotCacheRecords>',
        kind + "pivotCacheRecords+xml",
    )
    held = _relate(content, cache, f"{RELATIONS}/pivotCacheRecords", records)
    _add(
        content,
        cache,
        f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{RELATIONS}" r:id="{held}" recordCount="3"><cacheSource type="worksheet">'
        '<worksheetSource ref="A1:B4" sheet="一覧"/></cacheSource><cacheFields count="2"><cacheField name="項目" numFmtId="0">'
        '<sharedItems count="3"><s v="甲"/><s v="乙"/><s v="丙"/></sharedItems></cacheField><cacheField name="値" numFmtId="0">'
        '<sharedItems containsSemiMixedTypes="0" containsString="0" containsNumber="1" containsInteger="1" minValue="1" '
        'maxValue="3"/></cacheField></cacheFields></pivotCacheDefinition>',
        kind + "pivotCacheDefinition+xml",
    )
    _add(
        content,
        table,
        f'<pivotTableDefinition xmlns="{MAIN}" name="集計" cacheId="1" dataCaption="値"><location ref="E1:F5" firstHeaderRow="1" '
        'firstDataRow="1" firstDataCol="1"/><pivotFields count="2"><pivotField axis="axisRow" showAll="0"><items count="4">'
        '<item x="0"/><item x="1"/><item x="2"/><item t="default"/></items></pivotField><pivotField dataField="1" showAll="0"/>'
        '</pivotFields><rowFields count="1"><field x="0"/></rowFields><rowItems count="4"><i><x/></i><i><x v="1"/></i><i>'
        '<x v="2"/></i><i t="grand"><x/></i></rowItems><colItems count="1"><i/></colItems><dataFields count="1"><dataField '
        'name="合計 / 値" fld="1"/></dataFields></pivotTableDefinition>',
        kind + "pivotTable+xml",
    )
    _relate(content, table, f"{RELATIONS}/pivotCacheDefinition", cache)
    _relate(content, OTHER, f"{RELATIONS}/pivotTable", table)
    book = _relate(content, WORKBOOK, f"{RELATIONS}/pivotCacheDefinition", cache)
    put = f'<pivotCaches><pivotCache cacheId="1" r:id="{book}"/></pivotCaches>'
    _before(content, WORKBOOK, b"</workbook>", put)


def _slicer(content: Parts) -> None:
    x14 = SPACES["x14"]
    _add(
        content,
        "xl/slicerCaches/slicerCache1.xml",
        f'<slicerCacheDefinition xmlns="{x14}" name="スライサー_項目" sourceName="項目"><pivotTables><pivotTable tabId="2" '
        'name="集計"/></pivotTables><data><tabular pivotCacheId="1"><items count="3"><i x="0" s="1"/><i x="1" s="1"/>'
        '<i x="2" s="1"/></items></tabular></data></slicerCacheDefinition>',
        "application/vnd.ms-excel.slicerCache+xml",
    )
    _add(
        content,
        "xl/slicers/slicer1.xml",
        f'<slicers xmlns="{x14}"><slicer name="項目" cache="スライサー_項目" caption="項目" rowHeight="241300"/></slicers>',
        "application/vnd.ms-excel.slicer+xml",
    )
    cache = _relate(
        content, WORKBOOK, f"{_MS}2007/relationships/slicerCache", "xl/slicerCaches/slicerCache1.xml"
    )
    slicer = _relate(content, OTHER, f"{_MS}2007/relationships/slicer", "xl/slicers/slicer1.xml")
    _before(
        content,
        WORKBOOK,
        b"</workbook>",
        f'<extLst><ext xmlns:x14="{x14}" uri="{{BBE1A952-AA13-448e-AADC-164F8A28A991}}"><x14:slicerCaches><x14:slicerCache '
        f'r:id="{cache}"/></x14:slicerCaches></ext></extLst>',
    )
    _before(
        content,
        OTHER,
        b"</worksheet>",
        f'<extLst><ext xmlns:x14="{x14}" uri="{{A8765BA9-456A-4dab-B4F3-ACF838C121DE}}"><x14:slicerList><x14:slicer '
        f'r:id="{slicer}"/></x14:slicerList></ext></extLst>',
    )


def _external_link(content: Parts) -> None:
    name = "xl/externalLinks/externalLink1.xml"
    path = _relate(
        content, name, f"{RELATIONS}/externalLinkPath", "前年度.xlsx", mode=' TargetMode="External"'
    )
    _add(
        content,
        name,
        f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{RELATIONS}" r:id="{path}"><sheetNames><sheetName val="KPI"/>'
        '</sheetNames><sheetDataSet><sheetData sheetId="0"><row r="2"><cell r="D2"><v>9</v></cell></row></sheetData>'
        "</sheetDataSet></externalBook></externalLink>",
        f"{_OFFICE}spreadsheetml.externalLink+xml",
    )
    held = _relate(content, WORKBOOK, f"{RELATIONS}/externalLink", name)
    put = f'<externalReferences><externalReference r:id="{held}"/></externalReferences>'
    _before(content, WORKBOOK, b"<definedNames>", put)
    at = content[SHEET].index(b'<c r="F2"')
    _put_formula(content, at)


def _put_formula(content: Parts, at: int) -> None:
    """A formula that looks into the other book, in G2, behind F2."""
    end = content[SHEET].index(b"</c>", at) + 4
    cell = b'<c r="G2"><f>[1]KPI!$D$2</f><v>9</v></c>'
    content[SHEET] = content[SHEET][:end] + cell + content[SHEET][end:]


def _custom_xml(content: Parts) -> None:
    content["customXml/item1.xml"] = '<台帳 xmlns="urn:inaxl:test"><様式>R05</様式></台帳>'.encode()
    _add(
        content,
        "customXml/itemProps1.xml",
        '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
        'ds:itemID="{6F0B1C4A-0000-4000-8000-00000000000C}"><ds:schemaRefs/></ds:datastoreItem>',
        f"{_OFFICE}customXmlProperties+xml",
    )
    _relate(content, "customXml/item1.xml", f"{RELATIONS}/customXmlProps", "customXml/itemProps1.xml")
    _relate(content, WORKBOOK, f"{RELATIONS}/customXml", "customXml/item1.xml")


def _ribbon(content: Parts) -> None:
    content["customUI/customUI14.xml"] = (
        f'<customUI xmlns="{_MS}2009/07/customui"><ribbon><tabs><tab id="t" label="KPI"><group id="g" label="確認">'
        '<button id="b" label="確認" onAction="check"/></group></tab></tabs></ribbon></customUI>'.encode()
    )
    kind = f"{_MS}2007/relationships/ui/extensibility"
    put = f'<Relationship Id="rIdUi" Type="{kind}" Target="customUI/customUI14.xml"/></Relationships>'
    content["_rels/.rels"] = content["_rels/.rels"].replace(b"</Relationships>", put.encode())


# --- the probes -------------------------------------------------------------------------------------------------------
class Feature(NamedTuple):
    """`evidence` gives what can be seen of the feature in a package; `is_part` where more of the same may be added."""

    name: str
    evidence: Callable[[Parts], list[str]]
    is_part: bool = False

    def is_kept(self, before: Parts, after: Parts) -> bool:
        """Whether all that was there is still there."""
        old, new = self.evidence(before), self.evidence(after)
        assert old, f"{self.name}: the book has nothing of the kind"
        return set(old) <= set(new) if self.is_part else old == new


def whole(pattern: str) -> Callable[[Parts], list[str]]:
    """Parts of these names, byte by byte."""
    return lambda p: [f"{name} {data.hex()}" for name, data in p.items() if re.fullmatch(pattern, name)]


def found(part: str, path: str) -> Callable[[Parts], list[str]]:
    """Elements or attributes in a part, in canonical form."""

    def evidence(content: Parts) -> list[str]:
        if part not in content:
            return []
        items = etree.fromstring(content[part]).xpath(path, namespaces=SPACES)
        return [item if isinstance(item, str) else _canonical(item) for item in items]

    return evidence


def _canonical(element: etree._Element) -> str:
    """Canonical form of an element alone; an id of its text carries no meaning beyond."""
    copy = etree.fromstring(etree.tostring(element, with_tail=False))
    return etree.tostring(copy, method="c14n", exclusive=True).decode()


def both(*evidences: Callable[[Parts], list[str]]) -> Callable[[Parts], list[str]]:
    """All of them; nothing where one is missing."""

    def evidence(content: Parts) -> list[str]:
        pieces = [one(content) for one in evidences]
        return [text for piece in pieces for text in piece] if all(pieces) else []

    return evidence


def _cells(content: Parts) -> list[str]:
    """Every cell but the edited ones: place, style, formula and value."""
    edited = {*MARKED, "E7", "C22", "D22", "B23", "C23", "D23", "B24", "C24", "D24"}
    strings = etree.fromstring(content["xl/sharedStrings.xml"]).findall(f"{{{MAIN}}}si")
    said = []
    for cell in etree.fromstring(content[SHEET]).iter(f"{{{MAIN}}}c"):
        if cell.get("r") in edited:
            continue
        value = cell.findtext(f"{{{MAIN}}}v")
        text = _canonical(strings[int(value)]) if cell.get("t") == "s" else value
        formula = cell.find(f"{{{MAIN}}}f")
        said.append(
            f"{cell.get('r')} {cell.get('s')} {text} {'' if formula is None else _canonical(formula)}"
        )
    return said


def _styles(content: Parts) -> list[str]:
    """Every format of the book; new ones may stand behind."""
    root = etree.fromstring(content["xl/styles.xml"])
    return [
        _canonical(item)
        for item in root.iter(*(f"{{{MAIN}}}{name}" for name in ("xf", "font", "fill", "dxf")))
    ]


def _old_notes(content: Parts) -> list[str]:
    """Each piece of each note with its cell; a mark adds pieces of its own."""
    root = etree.fromstring(content["xl/comments1.xml"])
    return [
        f"{note.get('ref')} {''.join(piece.itertext())}"
        for note in root.iter(f"{{{MAIN}}}comment")
        for piece in note.find(f"{{{MAIN}}}text")
    ]


def _vml_of(kind: str) -> Callable[[Parts], list[str]]:
    """Shapes of one kind in the VML drawing, as written."""
    shape = re.compile(rf'<v:shape .*?ObjectType="{kind}".*?</v:shape>', re.DOTALL)

    def evidence(content: Parts) -> list[str]:
        text = content.get("xl/drawings/vmlDrawing1.vml", b"").decode()
        return [text[m.start() + m[0].rfind("<v:shape ") : m.end()] for m in shape.finditer(text)]

    return evidence


FEATURES = (
    Feature("値・数式・計算結果", _cells),
    Feature("セルの書式(すべての書式の定義)", _styles, is_part=True),
    Feature("フォームのボタン(マクロ付き)", _vml_of("Button")),
    Feature(
        "フォームのチェックボックス",
        both(_vml_of("Checkbox"), whole("xl/ctrlProps/.*"), found(SHEET, "//m:controls")),
    ),
    Feature("マクロを割り当てた図形", found("xl/drawings/drawing1.xml", "//xdr:sp[@macro='[0]!check']")),
    Feature("マクロ(VBA プロジェクト)", whole("xl/vbaProject.bin")),
    Feature("画像", both(whole("xl/media/.*"), found("xl/drawings/drawing1.xml", "//xdr:pic"))),
    Feature("グラフ(シート内・グラフシート)", whole("xl/(?:charts|chartsheets)/.*")),
    Feature("スパークライン", found(SHEET, "//x14:sparklineGroups")),
    Feature("データバー", both(found(SHEET, "//m:dataBar"), found(SHEET, "//x14:dataBar"))),
    Feature("アイコンセット", found(SHEET, "//m:iconSet")),
    Feature("ほかのシートを使うドロップダウン", found(SHEET, "//m:dataValidations")),
    Feature("スレッド形式のコメントと書き手", whole("xl/(?:threadedComments|persons)/.*")),
    Feature("メモ(従来のコメント)", _old_notes, is_part=True),
    Feature("文字ごとの書式", found("xl/sharedStrings.xml", "//m:si[m:r]")),
    Feature("ふりがな", found("xl/sharedStrings.xml", "//m:rPh")),
    Feature("名前の定義", found(WORKBOOK, "//m:definedName[not(starts-with(@name, '_xlnm'))]")),
    Feature(
        "印刷の設定",
        both(
            found(SHEET, "//m:pageSetup | //m:pageMargins | //m:headerFooter"),
            found(WORKBOOK, "//m:definedName[starts-with(@name, '_xlnm')]"),
            whole("xl/printerSettings/.*"),
        ),
        is_part=True,  # our own sheet has its own settings
    ),
    Feature("シートの保護", found(SHEET, "//m:sheetProtection")),
    Feature("結合セル・ウィンドウ枠", both(found(SHEET, "//m:mergeCells"), found(SHEET, "//m:pane"))),
    Feature("カスタム XML", whole("customXml/.*"), is_part=True),
    Feature("リボン", both(whole("customUI/.*"), found("_rels/.rels", "//*[@Id='rIdUi']"))),
    Feature("テーブル", both(whole("xl/tables/.*"), found(OTHER, "//m:tableParts"))),
    Feature("ピボットテーブル", both(whole("xl/pivot.*"), found(WORKBOOK, "//m:pivotCaches"))),
    Feature(
        "スライサー",
        both(whole("xl/slicer.*"), found(WORKBOOK, "//x14:slicerCaches"), found(OTHER, "//x14:slicerList")),
    ),
    Feature("外部リンク", both(whole("xl/externalLinks/.*"), found(WORKBOOK, "//m:externalReferences"))),
    Feature("1904年から数える日付", found(WORKBOOK, "//m:workbookPr/@date1904")),
    Feature("完全に隠したシート", found(WORKBOOK, "//m:sheet[@state='veryHidden']/@name")),
    Feature("配列数式", found(SHEET, "//m:f[@t='array']")),
)

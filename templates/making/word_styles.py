"""Styles, settings and fonts of the report template: everything that staff change in Word under 「スタイル」."""

from __future__ import annotations

from word_markup import (
    HAIR,
    INK,
    MID,
    NAMESPACES,
    NAVY,
    NO_LINE,
    READ,
    RULE,
    RUST,
    SKY,
    SUB,
    TINT,
    WHITE,
    borders,
    line,
)

TEXT_FONT = "BIZ UDPゴシック"
FIGURE_FONT = "BIZ UDゴシック"  # its digits are of one width; those of the P face are not


def fonts(name: str) -> str:
    """The same face for Japanese, Latin and complex text, so that no text falls back to a Latin font."""
    return f'<w:rFonts w:ascii="{name}" w:eastAsia="{name}" w:hAnsi="{name}" w:cs="{name}"/>'


def letters(
    size: float = 0,
    color: str = "",
    *,
    bold: bool | None = None,
    figure: bool = False,
    box: str = "",
    fill: str = "",
) -> str:
    """Run properties in the order that the schema wants; size in points."""
    parts = (
        fonts(FIGURE_FONT) if figure else "",
        "" if bold is None else "<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>',
        f'<w:color w:val="{color}"/>' if color else "",
        f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else "",
        f"<w:bdr {box}/>" if box else "",
        f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "",
    )
    return f"<w:rPr>{''.join(parts)}</w:rPr>"


def spacing(before: float = 0, after: float = 0, height: float = 0, rule: str = "exact") -> str:
    """Space before and after, and line height [pt]."""
    lines = f' w:line="{round(height * 20)}" w:lineRule="{rule}"' if height else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{lines}/>'


def paragraph_style(
    key: str,
    name: str,
    layout: str,
    look: str = "",
    *,
    based_on: str = "Normal",
    following: str = "",
    gallery: bool = True,
) -> str:
    """A paragraph style; `layout` its paragraph properties, `look` its run properties."""
    own = "" if key in _BUILT_IN else ' w:customStyle="1"'
    parts = (
        f'<w:name w:val="{name}"/>',
        f'<w:basedOn w:val="{based_on}"/>' if based_on else "",
        f'<w:next w:val="{following}"/>' if following else "",
        '<w:uiPriority w:val="1"/>',
        "<w:qFormat/>" if gallery else "",
        f"<w:pPr>{layout}</w:pPr>" if layout else "",
        look,
    )
    return f'<w:style w:type="paragraph" w:styleId="{key}"{own}>{"".join(parts)}</w:style>'


_BUILT_IN = ("Normal", "Heading1", "Heading2", "Heading3", "Header", "Footer", "TOC1")


def character_style(key: str, name: str, look: str) -> str:
    """A character style."""
    return (
        f'<w:style w:type="character" w:styleId="{key}" w:customStyle="1"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="2"/><w:qFormat/>{look}</w:style>'
    )


def table_style(key: str, name: str, lines: str, side: int, first_row: str = "") -> str:
    """A table style; `side` is the cells' inner margin left and right [twips]."""
    head = f'<w:tblStylePr w:type="firstRow"><w:tcPr>{first_row}</w:tcPr></w:tblStylePr>' if first_row else ""
    return (
        f'<w:style w:type="table" w:styleId="{key}" w:customStyle="1"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="3"/><w:qFormat/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{lines}<w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        f'<w:left w:w="{side}" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr>{head}</w:style>"
    )


# Off: blanks between Japanese and Latin, hanging punctuation, the grid; on: kinsoku
PARAGRAPHS = (
    '<w:widowControl/><w:kinsoku/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    '<w:snapToGrid w:val="0"/>'
)
RIGHT, CENTER = '<w:jc w:val="right"/>', '<w:jc w:val="center"/>'
KEEP = "<w:keepNext/><w:keepLines/>"
_CELL = spacing(1.9, 1.9, 13)
_HEAD = spacing(1.2, 1.6, 11)


def _running() -> list[str]:
    """Prose and headings."""
    lede_bar = f"<w:pBdr><w:left {line(NAVY, 2.4, 7)}/></w:pBdr>"
    head_tabs = '<w:tabs><w:tab w:val="right" w:pos="9411"/></w:tabs>'
    return [
        # the paragraph settings stand here too: LibreOffice does not take all of them from the defaults
        f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{PARAGRAPHS}</w:pPr>{letters(10.5, INK)}</w:style>",
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        paragraph_style(
            "Heading1",
            "heading 1",
            f'{KEEP}<w:pageBreakBefore/>{head_tabs}{spacing(0, 5, 26)}<w:outlineLvl w:val="0"/>',
            letters(17, NAVY, bold=True),
            following="inaxlLede",
        ),
        paragraph_style(
            "Heading2",
            "heading 2",
            f'{KEEP}{spacing(12, 3.5, 15)}<w:outlineLvl w:val="1"/>',
            letters(11.5, INK, bold=True),
            following="inaxlBody",
        ),
        paragraph_style(
            "Heading3",
            "heading 3",
            f'{KEEP}<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>{spacing(9, 4, 15)}<w:outlineLvl w:val="2"/>',
            letters(9, INK, bold=True),
            following="inaxlBody",
        ),
        paragraph_style(
            "inaxlLede",
            "要旨",
            f'<w:keepLines/>{lede_bar}{spacing(0, 0, 20)}<w:ind w:left="180"/>',
            letters(11.5),
        ),
        paragraph_style("inaxlBody", "本文", f'{spacing(0, 2, 18)}<w:jc w:val="both"/>', letters(10.5)),
        paragraph_style("inaxlExplain", "説明", spacing(4, 0, 15), letters(9.2)),
        paragraph_style("inaxlNote", "注記", spacing(2.4, 0, 11.5), letters(7.8, SUB)),
        paragraph_style("inaxlChart", "図", f"<w:keepNext/>{spacing(0, 0)}", ""),
        paragraph_style("inaxlEnd", "段の終わり", spacing(0, 0, 1), letters(1), gallery=False),
        paragraph_style("inaxlGap", "表の間", spacing(0, 0, 7), letters(4), gallery=False),
        paragraph_style("inaxlTag", "差し込みの指示", spacing(0, 0, 10), letters(7, MID), gallery=False),
        paragraph_style("Header", "header", head_tabs + spacing(0, 0, 13), letters(8, SUB), gallery=False),
        paragraph_style(
            "Footer", "footer", spacing(0, 0, 12) + CENTER, letters(9, SUB, figure=True), gallery=False
        ),
    ]


def _cover() -> list[str]:
    rule = f"<w:pBdr><w:top {line(NAVY, 1.4, 31)}/></w:pBdr>"
    under = f"<w:pBdr><w:bottom {line(RULE, 0.5, 31)}/></w:pBdr>"
    return [
        paragraph_style("inaxlCoverPlan", "報告書の計画名", rule + spacing(0, 0, 22), letters(13, INK)),
        paragraph_style("inaxlTitle", "報告書表題", spacing(20, 16, 36), letters(27, NAVY, bold=True)),
        paragraph_style("inaxlSubtitle", "報告書副題", under + spacing(0, 0, 20), letters(12, SUB)),
        paragraph_style(
            "inaxlNumber",
            "資料番号",
            f"<w:pBdr>{''.join(f'<w:{side} {line(INK, 0.7, 3)}/>' for side in ('top', 'left', 'bottom', 'right'))}</w:pBdr>"
            f'{spacing(3, 7, 17)}<w:ind w:left="3500" w:right="80"/>{CENTER}',
            letters(12),
        ),
        paragraph_style("inaxlCoverCell", "表紙の項目", spacing(2.5, 2.5, 17), letters(10.5)),
        paragraph_style("inaxlCoverLabel", "表紙の見出し", spacing(2.5, 2.5, 17), letters(10.5, SUB)),
        paragraph_style("inaxlCoverSmall", "表紙の注", spacing(0, 2, 15), letters(9, SUB)),
        paragraph_style("inaxlTermYear", "計画期間の年度", spacing(2.4, 2.4, 13) + CENTER, letters(9)),
        paragraph_style(
            "inaxlCity",
            "市の名",
            spacing(0, 42, 24) + CENTER,
            f'<w:rPr><w:b/><w:bCs/><w:color w:val="{INK}"/><w:spacing w:val="120"/><w:sz w:val="32"/>'
            '<w:szCs w:val="32"/></w:rPr>',
        ),
    ]


def _cells() -> list[str]:
    """Text of tables."""
    return [
        paragraph_style("inaxlCell", "表本文", _CELL, letters(9)),
        paragraph_style("inaxlLabel", "表の見出し語", "", letters(color=SUB), based_on="inaxlCell"),
        paragraph_style("inaxlName", "表の指標名", spacing(1.4, 1.4, 12), letters(8.8), based_on="inaxlCell"),
        paragraph_style(
            "inaxlMove", "動きの件数", spacing(1.2, 1.2, 12) + CENTER, letters(9), based_on="inaxlCell"
        ),
        paragraph_style("inaxlCenter", "表中央", CENTER, "", based_on="inaxlCell"),
        paragraph_style("inaxlRight", "表右", RIGHT, "", based_on="inaxlCell"),
        paragraph_style(
            "inaxlSmall", "表の小さな字", spacing(1.5, 1.5, 12), letters(8, SUB), based_on="inaxlCell"
        ),
        paragraph_style("inaxlSmallRight", "表の小さな字右", RIGHT, "", based_on="inaxlSmall"),
        paragraph_style(
            "inaxlTight", "表本文（詰め）", spacing(0.9, 0.9, 11.5), letters(8), based_on="inaxlCell"
        ),
        paragraph_style("inaxlNum", "表数値", RIGHT, letters(figure=True), based_on="inaxlCell"),
        paragraph_style("inaxlNumNow", "表数値_今年度", "", letters(bold=True), based_on="inaxlNum"),
        paragraph_style("inaxlNumPast", "表数値_過年度", "", letters(color=SUB), based_on="inaxlNum"),
        paragraph_style("inaxlTightRight", "表本文（詰め）右", RIGHT, "", based_on="inaxlTight"),
        paragraph_style("inaxlTightCenter", "表本文（詰め）中央", CENTER, "", based_on="inaxlTight"),
        paragraph_style("inaxlSmallCenter", "表の小さな字中央", CENTER, "", based_on="inaxlSmall"),
        paragraph_style(
            "inaxlNumCenter", "表数値中央", spacing(1, 1, 12) + CENTER, letters(8.4), based_on="inaxlNum"
        ),
        paragraph_style(
            "inaxlNumTight", "表数値（詰め）", spacing(0.9, 0.9, 11.5), letters(8), based_on="inaxlNum"
        ),
        paragraph_style(
            "inaxlNumTightNow", "表数値（詰め）_今年度", "", letters(bold=True), based_on="inaxlNumTight"
        ),
        paragraph_style(
            "inaxlNumTightPast", "表数値（詰め）_過年度", "", letters(color=SUB), based_on="inaxlNumTight"
        ),
        paragraph_style(
            "inaxlBig", "数値_大", spacing(2, 2, 18), letters(13, bold=True), based_on="inaxlNum"
        ),
        paragraph_style("inaxlHead", "表見出し", f"<w:keepNext/>{_HEAD}", letters(8, SUB)),
        paragraph_style("inaxlHeadNum", "表見出し右", RIGHT, "", based_on="inaxlHead"),
        paragraph_style("inaxlHeadCenter", "表見出し中央", CENTER, "", based_on="inaxlHead"),
        paragraph_style(
            "inaxlHeadNow", "表見出し_今年度", "", letters(color=INK, bold=True), based_on="inaxlHeadNum"
        ),
        paragraph_style(
            "inaxlGroup", "表の区切り", f"<w:keepNext/>{spacing(1.2, 1.2, 12)}", letters(8.4, bold=True)
        ),
        paragraph_style(
            "inaxlProject", "事業の名", f"<w:keepNext/>{spacing(1.6, 1.6, 13)}", letters(9, bold=True)
        ),
        paragraph_style(
            "inaxlProjectRight", "事業の部署", RIGHT, letters(8, SUB, bold=False), based_on="inaxlProject"
        ),
        paragraph_style("inaxlCard", "点検の本文", spacing(1.3, 1.3, 13), letters(9), based_on="inaxlCell"),
        paragraph_style("inaxlCardKeep", "点検の本文_続く", "<w:keepNext/>", "", based_on="inaxlCard"),
        paragraph_style(
            "inaxlCardLabel", "点検の見出し", "<w:keepNext/>", letters(color=SUB), based_on="inaxlCard"
        ),
        paragraph_style("inaxlCardLast", "点検の見出し_終わり", "", letters(color=SUB), based_on="inaxlCard"),
        paragraph_style("inaxlTrend", "推移", spacing(1, 1) + CENTER, letters(6)),
        paragraph_style("inaxlBox", "記入欄", spacing(0, 0, 14), letters(10.5)),
    ]


def _words() -> list[str]:
    """Character styles: ratings, decisions, moves, units."""

    def rating(key: str, word: str, color: str, fill: str, edge: str, bold: bool, width: float = 1.5) -> str:
        # the frame in the colour of the fill is the air around the word
        look = letters(7.8, color, bold=bold, box=line(edge, width), fill=fill)
        return character_style(key, f"評価_{word}", look)

    return [
        rating("inaxlRateOn", "順調", WHITE, NAVY, NAVY, True),
        rating("inaxlRateMostly", "おおむね順調", INK, SKY, SKY, False),
        rating("inaxlRateEffort", "努力を要する", WHITE, RUST, RUST, True),
        rating("inaxlRateNone", "実績値なし", SUB, WHITE, MID, False, 0.5),
        character_style("inaxlDecision", "方針", letters(8.2, INK, bold=True, box=line(INK, 0.7))),
        character_style("inaxlMoveUp", "動き_上", letters(8.2, NAVY, bold=True)),
        character_style("inaxlMoveDown", "動き_下", letters(8.2, RUST, bold=True)),
        character_style("inaxlMoveSame", "動き_同じ", letters(8.2, SUB, bold=False)),
        character_style("inaxlStrong", "強調", letters(bold=True)),
        character_style("inaxlAlert", "要対応", letters(color=RUST, bold=True)),
        character_style("inaxlSub", "補足", letters(color=SUB, bold=False)),
        character_style("inaxlFaint", "ゼロ", letters(color=RULE, bold=False)),
        character_style("inaxlUnit", "単位", letters(8, SUB, bold=False)),
        character_style("inaxlScope", "範囲", letters(8, SUB, bold=False)),
        character_style("inaxlOnDark", "濃い地の文字", letters(color=WHITE, bold=True)),
        character_style("inaxlChapter", "章の名", ""),
        character_style("inaxlSample", "見本の印", letters(8, SUB, box=line(MID, 0.5))),
        character_style("inaxlRead", "読み替え", letters(fill=READ)),
        character_style("inaxlFigure", "数字", letters(figure=True)),
    ]


def _tables() -> list[str]:
    ink, hair = line(INK, 0.9), line(HAIR, 0.4)
    under_head = borders("tcBorders", bottom=line(RULE, 0.4))
    return [
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
        table_style(
            "inaxlTable", "表", borders("tblBorders", top=ink, bottom=ink, insideH=hair), 45, under_head
        ),
        table_style(
            "inaxlList", "表（見出しなし）", borders("tblBorders", top=ink, bottom=ink, insideH=hair), 45
        ),
        table_style(
            "inaxlTightTable", "表（線なし）", borders("tblBorders", top=ink, bottom=ink), 45, under_head
        ),
        table_style("inaxlLayout", "段組み", borders("tblBorders", top=NO_LINE, bottom=NO_LINE), 0),
        table_style(
            "inaxlMoves",
            "動きの表",
            borders("tblBorders", insideH=line(WHITE, 1), insideV=line(WHITE, 1)),
            30,
        ),
        table_style("inaxlYears", "図の下の表", borders("tblBorders", insideH=hair), 20),
        table_style(
            "inaxlBoxTable",
            "記入欄の表",
            borders("tblBorders", top=ink, bottom=line(RULE, 0.5), insideH=hair),
            45,
        ),
        table_style(
            "inaxlTerm",
            "計画期間の表",
            borders(
                "tblBorders",
                **{side: line(RULE, 0.5) for side in ("top", "left", "bottom", "right", "insideV")},
            ),
            30,
        ),
    ]


def styles_part(more: str = "") -> str:
    """`word/styles.xml`; `more`: further styles, as text."""
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts(TEXT_FONT)}<w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{PARAGRAPHS}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    everything = [*_running(), *_cover(), *_cells(), *_words(), *_tables()]
    return f"<w:styles {NAMESPACES}>{defaults}{''.join(everything)}{more}</w:styles>"


def settings_part() -> str:
    """`word/settings.xml`."""
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="840"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="ja-JP"/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    )


def theme_part() -> str:
    """`word/theme/theme1.xml`: the faces and colours that charts and new tables fall back to."""
    colors = (
        ("dk1", INK),
        ("lt1", WHITE),
        ("dk2", NAVY),
        ("lt2", TINT),
        ("accent1", NAVY),
        ("accent2", SKY),
        ("accent3", RUST),
        ("accent4", MID),
        ("accent5", RULE),
        ("accent6", SUB),
        ("hlink", NAVY),
        ("folHlink", SUB),
    )
    scheme = "".join(f'<a:{name}><a:srgbClr val="{color}"/></a:{name}>' for name, color in colors)
    faces = f'<a:latin typeface="{TEXT_FONT}"/><a:ea typeface="{TEXT_FONT}"/><a:cs typeface="{TEXT_FONT}"/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    style = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="inaxl"><a:themeElements>'
        f'<a:clrScheme name="inaxl">{scheme}</a:clrScheme><a:fontScheme name="inaxl"><a:majorFont>{faces}</a:majorFont>'
        f'<a:minorFont>{faces}</a:minorFont></a:fontScheme><a:fmtScheme name="inaxl"><a:fillStyleLst>{fill * 3}'
        f"</a:fillStyleLst><a:lnStyleLst>{f'<a:ln>{fill}</a:ln>' * 3}</a:lnStyleLst><a:effectStyleLst>{style * 3}"
        f"</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def font_table_part() -> str:
    """`word/fontTable.xml`."""
    one = (
        '<w:font w:name="{0}"><w:altName w:val="{1}"/><w:charset w:val="80"/><w:family w:val="modern"/>'
        '<w:pitch w:val="{2}"/></w:font>'
    )
    listed = one.format(TEXT_FONT, "BIZ UDPGothic", "variable") + one.format(
        FIGURE_FONT, "BIZ UDGothic", "fixed"
    )
    return f"<w:fonts {NAMESPACES}>{listed}</w:fonts>"

"""Colours and type of the bind preview (look, sections 2, 4 and 10)."""

STYLE = """
@page{size:A4 landscape;margin:12mm}
body{font:13px/1.5 "BIZ UDPゴシック","BIZ UDPGothic","Noto Sans CJK JP",sans-serif;color:#1A1A1A;margin:24px}
section{page-break-after:always;break-after:page;margin-bottom:36px}
section:last-child{page-break-after:auto;break-after:auto}
header{display:flex;align-items:baseline;gap:16px;border-bottom:2px solid #1A1A1A;padding-bottom:8px;color:#1A1A1A}
h1{font-size:22px;color:#17406D;margin:0;white-space:nowrap}
.sample{margin-left:auto;color:#555B63}
.lede{font-size:14px;margin:12px 0}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:6px 18px;padding:0;margin:0 0 10px}
.legend i{display:inline-block;width:24px;height:13px;border:1px solid #AEB5BD;margin-right:6px;vertical-align:-2px}
.cell{font-family:"BIZ UDゴシック","BIZ UDGothic","Noto Sans CJK JP",monospace;color:#555B63;margin:0 6px}
.sheet{display:table;border-spacing:0}
.grid,aside{display:table-cell;vertical-align:top}
.grid{padding-right:20px}
table{border-collapse:collapse}
td,th{border:1px solid #DDE1E6;padding:3px 7px;vertical-align:middle}
td{max-width:22em;white-space:pre-line}
th{background:#F3F5F8;color:#555B63;font-weight:normal;font-size:11px;text-align:center}
td.o{max-width:0;overflow:visible;white-space:nowrap}
td.n{text-align:right;font-family:"BIZ UDゴシック","BIZ UDGothic","Noto Sans CJK JP",monospace}
em{font-style:normal;font-weight:bold;font-size:10px;background:#1A1A1A;color:#FFF;padding:1px 4px;white-space:nowrap}
td b,aside b{display:inline-block;background:#BF5308;color:#FFF;font-size:11px;padding:0 5px}
.t-project{background:#D6E7F6}.t-name{background:#CFE3D6}.t-unit{background:#E4E7EB}.t-baseline{background:#E6DEF0}
.t-target{background:#FBE3D0}.t-actual{background:#A9CBEA}.t-note{background:#FFF3C9}.t-other{background:#F3F5F8}
.hatch{background:repeating-linear-gradient(135deg,#FFF 0,#FFF 5px,#CBD5E0 5px,#CBD5E0 6px);border:1px dashed #555B63}
aside{width:210px}
h2{font-size:13px;border-bottom:2px solid #1A1A1A;margin:0 0 6px;padding-bottom:4px}
aside ol,footer ul{list-style:none;margin:0;padding:0}
aside li,footer li{border-bottom:1px solid #DDE1E6;padding:5px 0}
footer{display:table;width:100%;margin-top:20px;table-layout:fixed}
footer>div{display:table-cell;padding-right:36px;vertical-align:top}
footer p{margin:4px 0}
.cut{color:#555B63}
@media print{body{margin:0;-webkit-print-color-adjust:exact;print-color-adjust:exact;font-size:9.5px}
td,th{padding:2px 4px;font-size:9px}em{font-size:8px}h1{font-size:17px}.lede{font-size:11px;margin:8px 0}aside{width:150px}}
"""

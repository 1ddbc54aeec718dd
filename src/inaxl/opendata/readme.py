"""README.txt beside the data: what it is, for a person who has downloaded it and opens it first."""

from __future__ import annotations

from collections.abc import Iterator

from inaxl.opendata.content import OpenData
from inaxl.opendata.rows_plan import status_words
from inaxl.values.periods import day_label

README = "README.txt"


def readme_text(data: OpenData) -> str:
    """The readme, in Japanese."""
    return "\n".join(_lines(data)) + "\n"


def _lines(data: OpenData) -> Iterator[str]:
    plan = data.results.plan
    yield data.title
    yield f"{plan.city}　{day_label(data.results.date)}　版 {data.version}"
    yield ""
    if data.results.is_sample:
        yield "数値は見本のための架空のものです。実際の値ではありません。"
    if data.is_draft:
        yield "公表前の案です。"
    yield _licence(data)
    yield ""
    yield "■ ファイル"
    for table in data.tables:
        yield f"{table.file_name}　{table.title}（{len(data.rows[table.name])}行）{table.about}"
    yield ""
    yield "■ 読み方"
    yield "文字コードは UTF-8（BOM 付き）、改行は CRLF です。Excel でそのまま開けます。"
    yield "列の名前・単位・説明は columns.csv にあります。数値に桁区切りはなく、空欄は値がないことを示します。"
    yield "年度は、始まる年の西暦です（2023 は令和5年度）。比は 1 が 100% です。"
    yield "= + - @ で始まる文字は、表計算ソフトが式として計算しないよう、前に ' を付けています。"
    yield "値がない理由は、列 status の言葉で区別します。"
    for word in status_words(plan):
        yield f"　{word['status']}　{word['label']}　{word['meaning']}"
    yield "機械向けの説明は datapackage.json（Data Package）と csv-metadata.json（CSV on the Web）にあります。"
    yield ""
    yield "■ 出典"
    yield from data.sources


def _licence(data: OpenData) -> str:
    if data.licence is None:
        return "利用の条件は定められていません。利用の前に市に確かめてください。"
    return f"利用の条件: {data.licence.title}" + (f"　{data.licence.url}" if data.licence.url else "")

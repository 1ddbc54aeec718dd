"""The report as a PDF, directly: the office's `report.typ` set by typst with the same context as the Word document.

Tagged as PDF/UA-1, with bookmarks; fonts come from Python packages and are embedded, so that every machine prints the
same. Needs the extra `pdf`; nothing of it is imported before a PDF is asked for. The drawings are in `inaxl.typ`.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from inaxl.errors import UnreadableInput, system_reason
from inaxl.findings import E016, E022
from inaxl.report.context import report_context
from inaxl.report.pdf_charts import with_chart_data
from inaxl.report.results import Results

FONT_PACKAGES = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")
PARTS = "inaxl.typ"
_MAIN, _DATA = "main.typ", "data.json"
_BESIDE = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".typ")  # what a template may use from its own folder
_PLACE = re.compile(r"┌─ \\?([^\s:]+):(\d+):(\d+)")
_MESSAGES = (
    (re.compile(r'dictionary does not contain key "([^"]+)"'), "変数「{0}」はありません"),
    (re.compile(r"unknown variable: (\S+)"), "「{0}」という名前はありません"),
    (re.compile(r"file not found \(searched at \\?([^)]+)\)"), "ファイル「{0}」が見つかりません"),
)


def write_pdf(results: Results, template: Path, out: Path) -> None:
    """Write the report of one evaluated year. The same results and template give the same bytes.

    Raises UnreadableInput: E016 for a template that cannot be used, naming the line, E022 without the extra `pdf`.
    """
    out.write_bytes(render_pdf(pdf_data(results, report_context(results)), template, results.date))


@contextmanager
def pdf_beside(results: Results, context: Mapping[str, Any], template: Path, out: Path) -> Iterator[None]:
    """Write the PDF while the body of the `with` makes other papers: typst needs the interpreter only at its ends.

    Raises as `write_pdf`, when the body is through.
    """
    data = pdf_data(results, context)
    with ThreadPoolExecutor(max_workers=1) as beside:
        made = beside.submit(lambda: out.write_bytes(render_pdf(data, template, results.date)))
        yield
        made.result()


def pdf_data(results: Results, context: Mapping[str, Any]) -> dict[str, Any]:
    """What the template reads as `data.json`: the context of the Word document, and the figures of its charts."""
    found: dict[str, Any] = with_chart_data(context, results)
    return found


def render_pdf(data: Mapping[str, Any], template: Path, date: dt.date) -> bytes:
    """The PDF as bytes; `date` is the only date in it. Raises as `write_pdf`."""
    typst = _library("typst")
    faces = [str(Path(str(_library(name).__file__)).parent) for name in FONT_PACKAGES]
    stamp = int(dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC).timestamp())
    try:
        made: bytes = typst.compile(
            _files(data, template),
            format="pdf",
            font_paths=faces,
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=stamp,
        )
    except typst.TypstError as why:
        raise _broken(template, why) from None
    except OSError as why:
        raise UnreadableInput(
            E016.at(book=template.name, value=template.name, reason=f"読めません。{system_reason(why)}")
        ) from None
    except BaseException as why:
        if type(why).__name__ != "PanicException":  # a fault inside typst itself
            raise
        reason = "組版の途中で止まりました。直前に変えたところを元に戻してください。"
        raise UnreadableInput(E016.at(book=template.name, value=template.name, reason=reason)) from None
    return made


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise UnreadableInput(E022.at(value=name.replace("_", "-"))) from None


def _files(data: Mapping[str, Any], template: Path) -> dict[str, bytes]:
    """The template, what lies beside it, the data, and the drawings unless the office has its own."""
    files = {
        path.name: path.read_bytes()
        for path in sorted(template.parent.iterdir())
        if path.suffix.lower() in _BESIDE and path.is_file() and path != template
    }
    files.setdefault(PARTS, Path(__file__).with_name(PARTS).read_bytes())
    files[_DATA] = json.dumps(data, ensure_ascii=False).encode()
    files[_MAIN] = template.read_bytes()
    return files


def _broken(template: Path, why: Any) -> UnreadableInput:
    """E016 with the line of the template, as it is written there."""
    message = str(why.message)
    for pattern, words in _MESSAGES:
        if found := pattern.search(message):
            message = words.format(found[1])
    places = [place for place in _PLACE.findall(str(why.diagnostic)) if place[0] in (_MAIN, PARTS)]
    own = next((place for place in places if place[0] == _MAIN), None)
    if own is None:
        at = f"{places[0][0]} の{places[0][1]}行目：" if places else ""
        reason = f"{at}{message}。"
        return UnreadableInput(E016.at(book=template.name, value=template.name, reason=reason))
    line = template.read_text(encoding="utf-8").splitlines()[int(own[1]) - 1].strip()
    reason = f"{own[1]}行目「{line[:60]}」：{message}。"
    return UnreadableInput(
        E016.at(book=template.name, cell=f"{own[1]}行", value=template.name, reason=reason)
    )

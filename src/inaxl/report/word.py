"""The report as a Word document: the template filled in with what `context.py` says, native charts put in.

Filling in is docxtpl's: tags in the text of an ordinary document. Escaped, in a sandbox, and strict: a name that the
context does not have stops the work and is named, instead of leaving a hole in the paper.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb
from typing import Any, BinaryIO

from docxtpl.template import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup

from inaxl.errors import UnreadableInput
from inaxl.findings import E016
from inaxl.report.context import report_context
from inaxl.report.results import Results
from inaxl.report.word_charts import report_chart
from inaxl.report.word_contents import fill_contents
from inaxl.report.word_drawings import bar_figure, chart_frame, runs, trend_figure
from inaxl.report.word_grids import fit_grids
from inaxl.report.word_package import (
    Charts,
    core_properties,
    packed,
    read_parts,
    text_parts,
    with_properties,
)

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EMPTY_RUN = re.compile(r'<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space="preserve"></w:t></w:r>')
_LINES = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*\n[^<]*)(?=</w:t>)")
_DRAWING_ID = re.compile(r'(<wp:docPr [^>]*?\bid=")\d+(")')
_PARAGRAPH = re.compile(r"<w:p([ >])")
_TAG = re.compile(r"<[^>]+>")
_LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_BRACKETS = (
    ("{_{", "{{"),
    ("}_}", "}}"),
    ("{_%", "{%"),
    ("%_}", "%}"),
)  # docxtpl's way to write a bracket itself
_PARAGRAPH_IDS = re.compile(r' w14:(?:paraId|textId)="[^"]*"')


def write_report(results: Results, template: Path, out: Path | BinaryIO) -> None:
    """Write the report of one evaluated year.

    template: a Word document with template tags (docs/templates.md). out: a path or an open binary file.
    Raises UnreadableInput (E016) for a template that cannot be used, naming the unknown variable or the fault.
    The same results and template give the same bytes.
    """
    data = render_report(results, report_context(results), template)
    if isinstance(out, Path):
        out.write_bytes(data)
    else:
        out.write(data)


def render_report(results: Results, context: Mapping[str, Any], template: Path) -> bytes:
    """The document as bytes; see `write_report`. `results` gives the charts, `context` all texts."""
    try:
        parts = read_parts(template)
        charts = Charts()
        environment = _environment(results, charts)
        shown = _printable(context)
        for name in text_parts(parts):
            parts[name] = _filled(parts[name], shown, environment)
    except FaultyParagraph as why:
        raise _broken(template, why.reason, why.paragraph) from None
    except etree.XMLSyntaxError as why:
        raise _broken(template, f"差し込みの途中で止まりました（{why}）。") from None
    except (OSError, zipfile.BadZipFile, ValueError) as why:
        raise _broken(template, _reason(why)) from None
    title = f"{context['plan']['title']}　{context['document']['title']}"
    properties = core_properties(title, results.plan.city or "inaxl", results.date)
    return packed(with_properties(charts.added_to(parts), properties))


def _broken(template: Path, reason: str, paragraph: str = "") -> UnreadableInput:
    where = f"段落「{paragraph[:60]}」：" if paragraph else ""
    return UnreadableInput(E016.at(book=template.name, value=template.name, reason=f"{where}{reason}"))


def _reason(why: Exception) -> str:
    if isinstance(why, FileNotFoundError):
        return "ファイルが見つかりません。"
    if isinstance(why, zipfile.BadZipFile):
        return "Word の文書(.docx)として開けません。"
    return str(why)


class _Unknown(StrictUndefined):
    """A name that the context does not have; says which."""

    @property
    def _undefined_message(self) -> str:
        return f"変数「{self._undefined_name}」はありません。使える変数は docs/templates.md にあります。"


def _environment(results: Results, charts: Charts) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=_Unknown, optimized=False)
    numbers = iter(range(1, 1_000_000))

    def chart(spec: Mapping[str, Any], width: float, height: float) -> Markup:
        relationship = charts.add(report_chart(results, spec))
        return Markup(chart_frame(relationship, width, height, spec["alt"], next(numbers)))

    environment.filters["runs"] = lambda value: Markup(runs(value))
    environment.filters["trend"] = lambda value: Markup(trend_figure(value, next(numbers)))
    environment.filters["bar"] = lambda value: Markup(bar_figure(value, next(numbers)))
    environment.filters["chart"] = chart
    return environment


class FaultyParagraph(Exception):
    """A template tag that cannot be carried out, with the text of its paragraph ('' where it is not known)."""

    def __init__(self, reason: str, paragraph: str) -> None:
        super().__init__(reason)
        self.reason, self.paragraph = reason, paragraph


def template_sources(
    template: Path, results: Results
) -> list[tuple[str, list[str], ImmutableSandboxedEnvironment]]:
    """The Jinja text of every part with tags, its lines as a person reads them, and what it would be rendered with.

    Raises UnreadableInput(E016) for a template that cannot be read or whose tags are no Jinja.
    """
    try:
        parts = read_parts(template)
        environment = _environment(results, Charts())
        found = (_source(parts[name]) for name in text_parts(parts))
        sources = [_numbered(source) for source in found if source]
        for source in sources:
            with _named_paragraphs(source):
                environment.parse(source)
    except FaultyParagraph as why:
        raise _broken(template, why.reason, why.paragraph) from None
    except (OSError, zipfile.BadZipFile, ValueError, etree.XMLSyntaxError) as why:
        raise _broken(template, _reason(why)) from None
    return [(source, _read_lines(source), environment) for source in sources]


def _source(part: bytes) -> str:
    """The Jinja text of a part; '' for a part without tags."""
    if b"{" not in part:
        return ""
    root = etree.fromstring(
        part, etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True)
    )
    tags = DocxTemplate(io.BytesIO())  # it reads the tags only; the package is ours
    source: str = tags.patch_xml(etree.tostring(root, encoding="unicode"))  # type: ignore[no-untyped-call]
    return _PARAGRAPH_IDS.sub("", _EMPTY_RUN.sub("", source))


def _numbered(source: str) -> str:
    """A line per paragraph, as docxtpl counts them."""
    return _PARAGRAPH.sub(r"\n<w:p\1", source)


def _read_lines(source: str) -> list[str]:
    """Each line's own paragraph; a line whose paragraph has no tag is one of a loop or condition."""
    found = []
    for line in source.split("\n"):
        paragraph = line.partition("</w:p>")[0]
        found.append(html.unescape(_TAG.sub("", paragraph if "{" in paragraph else line)))
    return found


@contextmanager
def _named_paragraphs(source: str) -> Iterator[None]:
    """Turns what Jinja says into a reason and the paragraph that it concerns."""
    try:
        yield
    except TemplateSyntaxError as why:
        reason = f"差し込みの指示の書き方に誤りがあります（{why.message}）。"
        raise FaultyParagraph(reason, _line(source, why.lineno)) from None
    except UndefinedError as why:
        raise FaultyParagraph(str(why), _line(source, _line_number(why))) from None
    except (TemplateError, TypeError, LookupError, ArithmeticError) as why:
        reason = f"差し込みの途中で止まりました（{why}）。"
        raise FaultyParagraph(reason, _line(source, _line_number(why))) from None


def _line_number(why: Exception) -> int:
    """Line of the template in which Jinja stopped; it puts its own frames into the traceback."""
    lines = [line for frame, line in walk_tb(why.__traceback__) if frame.f_code.co_filename == "<template>"]
    return lines[-1] if lines else 0


def _line(source: str, number: int) -> str:
    lines = _read_lines(source)
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""


def _filled(part: bytes, context: Mapping[str, Any], environment: ImmutableSandboxedEnvironment) -> bytes:
    source = _source(part)
    if not source:
        return part
    numbers = iter(range(1, 1_000_000))
    text = _rendered(_numbered(source), context, environment)
    data = _DRAWING_ID.sub(lambda m: f"{m[1]}{next(numbers)}{m[2]}", text).encode()
    root = etree.fromstring(data)  # what is not well-formed must not leave the house
    has_contents = fill_contents(root)
    if fit_grids(root) or has_contents:
        data = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + data


def _rendered(source: str, context: Mapping[str, Any], environment: ImmutableSandboxedEnvironment) -> str:
    """What docxtpl does after its reading of the tags, without its passes over every run of the result."""
    with _named_paragraphs(source):
        text = environment.from_string(source).render(context)
    for paragraph in ("<w:p>", "<w:p "):
        text = text.replace(f"\n{paragraph}", paragraph)
    for written, meant in _BRACKETS:
        text = text.replace(written, meant)
    if (
        "\n" in text
    ):  # inside a text; nothing else has a meaning here, for control characters are gone already
        text = _LINES.sub(lambda m: m[1] + m[2].replace("\n", _LINE_BREAK), text)
    return text


def _printable(value: Any) -> Any:
    """The context without characters that a document may not contain; a tab becomes a blank."""
    if isinstance(value, str):
        return _FORBIDDEN.sub("", value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "　"))
    if isinstance(value, Mapping):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value

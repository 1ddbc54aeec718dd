"""A template tried out on an example: unknown and unused variables with their places, and whether it can be filled in.

Each kind of template has its function; all give findings and write nothing: E016 the template cannot be used, E028 a
variable does not exist, I001 one is not used. How variables are found is in `template_names.py`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from inaxl.errors import InaxlError
from inaxl.findings import E028, I001, Finding
from inaxl.report.context import report_context
from inaxl.report.results import Results
from inaxl.report.template_names import Use, is_known, known_paths, typst_names, unused, word_names
from inaxl.workfolder import EVALUATION_TEMPLATE, PDF_TEMPLATE, REPORT_TEMPLATE


def check_template(template: Path, example: Results) -> list[Finding]:
    """What is to be said about one template; `example` is the year that it is tried out on."""
    return list(CHECKS[template.name](template, example))


def _word(template: Path, example: Results) -> Iterator[Finding]:
    from inaxl.report.word import template_sources, write_report

    known = set(known_paths(report_context(example)))
    uses: list[Use] = []
    try:
        for source, lines, environment in template_sources(template, example):
            uses += word_names(source, environment, lines)
    except InaxlError as error:
        yield error.finding
        return
    wrong = list(_unknown(template, uses, known))
    yield from wrong
    if not wrong:
        yield from _tried(lambda: write_report(example, template, io.BytesIO()))
    yield from _unused(template, known, uses)


def _typst(template: Path, example: Results) -> Iterator[Finding]:
    from inaxl.report.pdf import pdf_data, render_pdf

    context = report_context(example)
    known = set(known_paths(context))
    try:
        source = template.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        source = ""
    uses = typst_names(source)
    wrong = list(_unknown(template, uses, known))
    yield from wrong
    if not wrong:
        yield from _tried(lambda: render_pdf(pdf_data(example, context), template, example.date))
    yield from _unused(template, known, uses)


def _form(template: Path, example: Results) -> Iterator[Finding]:
    from inaxl.report.evaluation_sheets import PAGE, books_of, evaluation_book_bytes, evaluation_form
    from inaxl.report.evaluation_values import known_names
    from inaxl.report.form_rows import REST
    from inaxl.report.form_template import PLACEHOLDER
    from inaxl.report.form_texts import texts_outside

    try:
        model = evaluation_form(template)
    except InaxlError as error:
        yield error.finding
        return
    own, other = known_names()
    used: set[str] = set()
    wrong = False
    for sheet in model.sheets:
        known = own if sheet.name == PAGE else other
        for cell, text, name in sheet.placeholders():
            used.add(name)
            if name not in known and name != REST:
                wrong = True
                yield _no_variable(template, name, f"「{text}」", known, sheet=sheet.name, cell=cell)
        for place, text in texts_outside(model.form, sheet):
            for name in PLACEHOLDER.findall(text):
                used.add(name)
                if name not in known:
                    wrong = True
                    yield _no_variable(template, name, f"{place}「{text}」", known, sheet=sheet.name)
    if not wrong:
        for book in books_of(example):
            found = list(_tried(lambda book=book: evaluation_book_bytes(model, book)))  # type: ignore[misc]
            if found:
                yield from found
                break
    for name in sorted((own | other) - used):
        yield I001.at(book=template.name, value=name)


def _tried(work: Callable[[], object]) -> Iterator[Finding]:
    try:
        work()
    except InaxlError as error:
        yield error.finding


def _unknown(template: Path, uses: Iterable[Use], known: set[str]) -> Iterator[Finding]:
    for use in dict.fromkeys(uses):
        if not is_known(use.path, known):
            text = f"{use.place}「{use.text}」" if use.text and use.text[:20] not in use.place else use.place
            yield _no_variable(template, use.path, text, known)


def _no_variable(
    template: Path,
    name: str,
    text: str,
    known: set[str],
    *,
    sheet: str | None = None,
    cell: str | None = None,
) -> Finding:
    near = get_close_matches(name, known, n=1, cutoff=0.8)
    nearest = f"「{near[0]}」ではありませんか。" if near else ""
    return E028.at(book=template.name, sheet=sheet, cell=cell, value=name, text=text, nearest=nearest)


def _unused(template: Path, known: set[str], uses: Iterable[Use]) -> Iterator[Finding]:
    for path in sorted(unused(known, uses)):
        yield I001.at(book=template.name, value=path)


CHECKS: dict[str, Callable[[Path, Results], Iterator[Finding]]] = {
    REPORT_TEMPLATE: _word,
    PDF_TEMPLATE: _typst,
    EVALUATION_TEMPLATE: _form,
}

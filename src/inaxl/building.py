"""The main job: check → merge → rate → aggregate → population → report, all outputs of one fiscal year.

Unchanged inputs are not read again: if the manifest still holds, what lies in the output folder is the result.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from inaxl import __version__
from inaxl.errors import UnreadableInput, UnwritableOutput, system_reason
from inaxl.findings import E001, W432, W433, Finding
from inaxl.manifest import MANIFEST, hashes, is_current, manifest_text, read_manifest, sha256_of
from inaxl.values.periods import fy_code
from inaxl.workfolder import (
    EVALUATION_TEMPLATE,
    OUTPUTS,
    PDF_TEMPLATE,
    REPORT_TEMPLATE,
    WorkFolder,
    open_folder,
    refuse_as_output,
)

if TYPE_CHECKING:
    import datetime as dt
    from concurrent.futures import Executor

    from inaxl.evaluation import Inputs, Progress
    from inaxl.recording import Edition
    from inaxl.report.results import Results

_LIBRARIES = ("docxtpl", "pandas", "pandera", "python-calamine", "XlsxWriter")


class Options(NamedTuple):
    """Parameters of a build. `date` is printed on the papers (default: the newest input's own date).

    `pdf` makes report.pdf too, which needs the extra `pdf` (E022 where it is missing).
    """

    out: Path | None = None
    date: dt.date | None = None
    force: bool = False
    pdf: bool = False


class Built(NamedTuple):
    """What a build gives: findings, the outputs with their hashes, summary and population as in their files.

    `again` is False where nothing had changed and the earlier outputs stand. `unreadable` counts refused inputs.
    `edition`: the number under which the inputs are recorded, None where they are not.
    """

    folder: WorkFolder
    findings: tuple[Finding, ...]
    outputs: dict[str, str]
    summary: dict[str, Any]
    population: dict[str, Any]
    again: bool
    edition: int | None = None

    @property
    def unreadable(self) -> int:
        """Inputs that could not be read."""
        return sum(finding.code.startswith("E0") for finding in self.findings)


def build(
    folder: Path | str,
    fy: int,
    options: Options | None = None,
    *,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Built:
    """All outputs of one fiscal year (contract, section 3) in `out/R05/`, or in `options.out`.

    Raises UnreadableInput where the folder, plan book or year is missing (E001–E006, E401), UnwritableOutput where
    outputs cannot be written (E014, E015); then earlier outputs stay as they were.
    """
    options = options or Options()
    work = open_folder(Path(folder), fy, options.out)
    parameters = {"date": options.date.isoformat() if options.date else None, "pdf": options.pdf}
    manifest = read_manifest(work)
    if not options.force and is_current(work, manifest, parameters):
        return _recorded(_as_it_stands(work, manifest or {}))
    inputs = hashes(work, work.inputs())  # before they are read: what is saved meanwhile is another input
    results = evaluate_folder(work, date=options.date, executor=executor, progress=progress)
    outputs = write_outputs(results, work, inputs, parameters, manifest)
    return _recorded(_read_back(work, outputs, results.findings, again=True))


def _recorded(built: Built) -> Built:
    """With the number of the edition under which its inputs are kept; W433 where they could not be kept."""
    from inaxl.recording import record

    reason = "入力のファイルが、評価の間に変わりました。"
    try:
        edition = record(built.folder, read_manifest(built.folder) or {}, link_base(built.folder))
    except OSError as error:
        edition, reason = None, system_reason(error)
    except UnwritableOutput as error:
        edition, reason = None, error.finding.message
    findings = built.findings if edition else (*built.findings, W433.at(reason=reason))
    return built._replace(edition=edition, findings=findings)


def build_again(
    folder: Path | str,
    fy: int,
    number: int | None = None,
    *,
    out: Path | None = None,
    progress: Progress | None = None,
) -> Built:
    """A recorded edition (the last one for None) once more, from the inputs that were recorded with it.

    The outputs are those of that time byte for byte, whatever has become of the inputs; W432 names those that are not,
    as another version of inaxl may write them. Raises WrongUsage(E433: no such edition), UnreadableInput (E001, E434:
    inputs are not there any more), UnwritableOutput as `build`.
    """
    import datetime as dt
    from tempfile import TemporaryDirectory

    from inaxl.recording import edition_of, restore

    if not Path(folder).is_dir():
        raise UnreadableInput(E001.at(value=folder))
    root = Path(folder).resolve()
    work = WorkFolder(root, fy, out.resolve() if out else root / OUTPUTS / fy_code(fy))
    refuse_as_output(root, work.out)
    edition = edition_of(work, number)
    parameters = edition.manifest["parameters"]
    with TemporaryDirectory(prefix="inaxl-") as place:
        then = work._replace(root=Path(place).resolve(), links=edition.links)
        restore(work, edition, then.root)
        date = dt.date.fromisoformat(parameters["date"]) if parameters.get("date") else None
        results = evaluate_folder(then, date=date, progress=progress)
        inputs = hashes(then, then.inputs())
        outputs = write_outputs(results, then, inputs, parameters, read_manifest(work))
    built = _read_back(work, outputs, results.findings, again=True)._replace(edition=edition.number)
    return built._replace(findings=(*built.findings, *_differing(outputs, edition)))


def _differing(outputs: Mapping[str, str], edition: Edition) -> Iterator[Finding]:
    then: dict[str, str] = edition.manifest.get("outputs") or {}
    names = sorted(name for name in {*outputs, *then} if outputs.get(name) != then.get(name))
    if names:
        made_by = edition.manifest.get("inaxl")
        reason = f"当時の inaxl は {made_by}、今は {__version__} です。" if made_by != __version__ else ""
        reason = reason or "使っているパッケージの版が当時と違います。"
        yield W432.at(value=edition.number, names="、".join(names[:5]), reason=reason)


def current_build(work: WorkFolder) -> Built | None:
    """The last build of this folder and year, if nothing has changed since; None otherwise."""
    manifest = read_manifest(work)
    if manifest is None or not is_current(work, manifest, manifest.get("parameters") or {}):
        return None
    return _as_it_stands(work, manifest)


def evaluate_folder(
    work: WorkFolder,
    *,
    date: dt.date | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    adjust: Callable[[Inputs], Inputs] | None = None,
) -> Results:
    """Results of one fiscal year, from the books in the folder; nothing is written except the cache.

    adjust: puts what is known better than the folder, such as a book that is open in Excel, into what was read.
    """
    import datetime as dt

    from inaxl.books.facts import newest_date
    from inaxl.carrying import read_register
    from inaxl.evaluation import evaluate, read_surveys, read_year_books
    from inaxl.population.book import read_population_book
    from inaxl.population.records import PopulationBook
    from inaxl.reading_plans import read_plans

    plans = read_plans(work)
    inputs = read_year_books(work, plans.plan, plans.versions, executor=executor, progress=progress)
    inputs = adjust(inputs) if adjust else inputs
    population = PopulationBook()
    if work.population_book.is_file():
        population = read_population_book(work.population_book, name=work.name(work.population_book))
    register, register_findings = read_register(work, plans.known)
    surveys, survey_findings = read_surveys(work, plans.known)
    return evaluate(
        plans.plan,
        work.fy,
        inputs,
        population,
        register=register,
        surveys=surveys,
        plan_findings=[*plans.findings, *population.findings, *register_findings, *survey_findings],
        date=date or newest_date(work.inputs()) or dt.date(work.fy + 1, 3, 31),
        versions=plans.versions,
    )


def write_outputs(
    results: Results,
    work: WorkFolder,
    inputs: Mapping[str, str],
    parameters: Mapping[str, Any],
    earlier: Mapping[str, Any] | None,
) -> dict[str, str]:
    """Write every paper and data file, then the manifest; hash by name relative to the output folder.

    inputs: hash of every input by name, as it was when it was read.
    """
    from inaxl.report.outputs import outputs_of
    from inaxl.staging import publish, staged

    with staged(work.out) as folder:
        write_papers(results, folder, work, pdf=bool(parameters.get("pdf")))
        written = {name: sha256_of(path) for name, path in outputs_of(folder).items()}
        text = manifest_text(work, inputs, written, parameters, _library_versions())
        (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
        stale = [name for name in (earlier or {}).get("outputs", {}) if name not in written]
        publish(folder, work.out, [*written, MANIFEST], stale)
    return written


def write_papers(results: Results, folder: Path, work: WorkFolder, *, pdf: bool = False) -> None:
    """All outputs except the manifest into a folder; report.pdf only if asked for."""
    from inaxl.report import outputs

    outputs.write_kpis_csv(results, folder / "kpis.csv")
    outputs.write_findings_csv(results.findings, folder / "findings.csv")
    outputs.write_json({"findings": [f.as_dict() for f in results.findings]}, folder / "findings.json")
    outputs.write_json(outputs.summary_document(results), folder / "summary.json")
    outputs.write_json(outputs.population_document(results.population), folder / "population.json")
    _write_documents(results, folder, work, pdf=pdf)


def _write_documents(results: Results, folder: Path, work: WorkFolder, *, pdf: bool) -> None:
    """The books and the report; the PDF is set beside the others, which takes hardly longer than without it."""
    from inaxl.report.context import report_context
    from inaxl.report.evaluation_sheets import cards_by_project, write_evaluation_sheets
    from inaxl.report.merged_book import write_merged_book
    from inaxl.report.word import render_report

    context = report_context(results)
    with _pdf_beside(results, context, folder, work) if pdf else nullcontext():
        write_merged_book(results, folder / "merged.xlsx", link_base=link_base(work))
        report = render_report(results, context, work.template(REPORT_TEMPLATE))
        (folder / "report.docx").write_bytes(report)
        last_year = cards_by_project(results.plan, results.previous_reviews)
        write_evaluation_sheets(results, work.template(EVALUATION_TEMPLATE), folder / "sheets", last_year)


def _pdf_beside(
    results: Results, context: Mapping[str, Any], folder: Path, work: WorkFolder
) -> AbstractContextManager[None]:
    from inaxl.report.pdf import pdf_beside

    return pdf_beside(results, context, work.template(PDF_TEMPLATE), folder / "report.pdf")


def link_base(work: WorkFolder) -> str:
    """How a book in the output folder reaches the working folder: `../../` for out/R05."""
    if work.links is not None:
        return work.links
    from os.path import relpath

    try:
        return Path(relpath(work.root, work.out)).as_posix() + "/"
    except ValueError:  # another drive
        return work.root.as_uri() + "/"


def _library_versions() -> dict[str, str]:
    from importlib.metadata import version

    return {name: version(name) for name in _LIBRARIES}


def _as_it_stands(work: WorkFolder, manifest: Mapping[str, Any]) -> Built:
    findings = _json(work, "findings.json")["findings"]
    return _read_back(work, dict(manifest["outputs"]), tuple(_findings(findings)), again=False)


def _read_back(
    work: WorkFolder, outputs: dict[str, str], findings: tuple[Finding, ...], *, again: bool
) -> Built:
    return Built(work, findings, outputs, _json(work, "summary.json"), _json(work, "population.json"), again)


def _json(work: WorkFolder, name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((work.out / name).read_text(encoding="utf-8"))
    return document


def _findings(documents: list[dict[str, Any]]) -> Iterator[Finding]:
    for document in documents:
        yield Finding(**{name: document[name] for name in Finding._fields})

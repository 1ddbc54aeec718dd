"""`inaxl council`: report, members' book and opinion forms of one year, all from one set of results, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from inaxl.building import evaluate_folder
from inaxl.council.form_book import FormContent, write_form
from inaxl.council.form_layout import FORM_KIND, MEMBERS_BOOK
from inaxl.council.items import form_items
from inaxl.council.members_book import write_members_book
from inaxl.errors import UnwritableOutput, WrongUsage
from inaxl.findings import E015, E710, Finding
from inaxl.report.pdf import write_pdf
from inaxl.staging import publish, staged
from inaxl.values.outgoing import file_name
from inaxl.values.periods import fy_code
from inaxl.workfolder import PDF_TEMPLATE, open_folder, refuse_as_output

if TYPE_CHECKING:
    from inaxl.evaluation import Progress
    from inaxl.report.results import Results

REPORT = "report.pdf"


class CouncilPackage(NamedTuple):
    """Folder and names of what was written, and the findings of the year's books (for the secretariat alone)."""

    folder: Path
    names: tuple[str, ...]
    findings: tuple[Finding, ...]


def write_package(
    folder: Path,
    fy: int,
    out: Path,
    *,
    members: Sequence[str] = (),
    copies: int = 0,
    first: int = 1,
    progress: Progress | None = None,
) -> CouncilPackage:
    """Write `report.pdf`, `審議会資料_R05.xlsx` and the forms into `out`.

    members: names, each with a form of its own; copies: that many numbered forms without a name; one form without a
    number where neither is given. first: number of the first form; a second council of the same year goes on where the
    first one ended, as an opinion is known by the number of its form. Raises UnreadableInput as `build` does and E022 without the extra `pdf`,
    WrongUsage(E710: a name twice), UnwritableOutput(E015: another form of that name is there already, E014).
    Nothing is written then.
    """
    _refuse_twice(members)
    work = open_folder(folder, fy)
    refuse_as_output(work.root, out)
    results = evaluate_folder(work, progress=progress)
    target = out.resolve()
    forms = dict(_forms(results, members, copies, first))
    with staged(target) as fresh:
        for name, data in forms.items():
            path = target / name
            if path.exists() and path.read_bytes() != data:
                raise UnwritableOutput(E015.at(value=path, reason="同じ名前の記入票がすでにあります。"))
        write_pdf(results, work.template(PDF_TEMPLATE), fresh / REPORT)
        names = (REPORT, f"{MEMBERS_BOOK}_{fy_code(fy)}.xlsx", *forms)
        book = BytesIO()
        write_members_book(book, results)
        for name, data in {names[1]: book.getvalue(), **forms}.items():
            (fresh / name).write_bytes(data)
        publish(fresh, target, names)
    return CouncilPackage(target, names, results.findings)


def _forms(results: Results, members: Sequence[str], copies: int, first: int) -> Iterator[tuple[str, bytes]]:
    """File name and bytes of each form; a form's number tells it apart without the member's name."""
    content = FormContent(
        results.plan.title, results.fy, results.date, results.is_sample, form_items(results)
    )
    if members:
        for number, member in enumerate(members, first):
            name = f"{FORM_KIND}_{file_name(member)}.xlsx"
            yield name, _bytes(content._replace(number=f"{number:02d}", member=member))
    elif copies:
        for number in range(first, first + copies):
            yield f"{FORM_KIND}_{number:02d}.xlsx", _bytes(content._replace(number=f"{number:02d}"))
    else:
        yield f"{FORM_KIND}.xlsx", _bytes(content)


def _bytes(content: FormContent) -> bytes:
    stream = BytesIO()
    write_form(stream, content)
    return stream.getvalue()


def _refuse_twice(members: Sequence[str]) -> None:
    """Two members of one name would share a form."""
    names = [file_name(member).casefold() for member in members]
    twice = next((m for at, m in enumerate(members) if names[at] in names[:at]), None)
    if twice is not None:
        raise WrongUsage(E710.at(value=twice))

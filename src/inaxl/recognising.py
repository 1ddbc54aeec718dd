"""What `inaxl bind` does: books of any origin, with or without a plan, and what is recognised in each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from inaxl.entries.json_form import bind_entry
from inaxl.entries.table import BookReading
from inaxl.errors import InaxlError, UnwritableOutput
from inaxl.findings import E024, Finding
from inaxl.forms.binding import Bound
from inaxl.workfolder import BINDINGS, find_root


class Recognised(NamedTuple):
    """One book: its binding and entries, or the finding that says why it cannot be read."""

    book: str
    bound: Bound | None
    reading: BookReading | None
    failure: Finding | None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything to be said about the book."""
        if self.failure is not None:
            return (self.failure,)
        found = self.reading.findings if self.reading else ()
        return tuple(finding for finding in found if isinstance(finding, Finding))

    def as_dict(self) -> dict[str, Any]:
        """The book in the form of the contract, section 7 (`bind`)."""
        if self.bound is None or self.reading is None:
            return {"book": self.book, "sheets": [], "tables": [], "unrecognised": [], "entries": []}
        entries = [bind_entry(entry) for entry in self.reading.entries]
        return {**self.bound.as_dict(), "entries": entries}


def recognise(
    paths: Iterable[Path], *, fy: int | None = None, progress: Callable[[int, int, str], None] | None = None
) -> list[Recognised]:
    """Recognise the tables, cards and entries of books; a book that cannot be read does not stop the others.

    Args:
        paths: books, or folders of books.
        fy: fiscal year where neither headings, title nor sheet name say one.
        progress: called with done, total and name.
    """
    books = [book for path in paths for book in _books_in(path)]
    found = []
    for done, path in enumerate(books, 1):
        found.append(_recognise_one(path, fy))
        if progress is not None:
            progress(done, len(books), path.name)
    return found


def _books_in(path: Path) -> list[Path]:
    from inaxl.books.formats import SUFFIXES

    if not path.is_dir():
        return [path]
    return sorted(
        item
        for item in path.iterdir()
        if item.suffix.lower() in SUFFIXES and not item.name.startswith(("~$", "."))
    )


def _recognise_one(path: Path, fy: int | None) -> Recognised:
    from inaxl.books.read import read_workbook
    from inaxl.entries.read import read_entries
    from inaxl.forms.binding import bind
    from inaxl.reading import saved_forms

    name = path.as_posix()
    try:
        forms = saved_forms(form_folder(path))
        workbook = read_workbook(path, name=name)
    except InaxlError as error:
        return Recognised(name, None, None, error.finding)
    bound = bind(workbook, fy=fy, forms=forms)
    return Recognised(name, bound, read_entries(workbook, bound=bound, wants_actuals=False), None)


def form_folder(book: Path) -> Path:
    """The folder whose `bindings/` hold for a book: its working folder, else the folder that it lies in."""
    return find_root(book.parent) or book.resolve().parent


def save_form(found: Sequence[Recognised], target: Path | None = None) -> Path | None:
    """Write what was recognised as a binding file, for a person to review; None where nothing was recognised.

    Args:
        found: books of one form.
        target: the file; default `bindings/<form>.toml` in the first book's working folder or beside it.

    Raises UnwritableOutput: E024 where the default file is there already (a review is never overwritten), E014, E015.
    """
    from inaxl.books.save import replace_file, system_faults
    from inaxl.forms.saving import form_name, form_text

    books = [(Path(item.book), item.bound) for item in found if item.bound is not None]
    if not books:
        return None
    form = target.stem if target is not None else form_name(books[0][0].name)
    text = form_text(form, [bound for _, bound in books])
    if not text:
        return None
    place = target or form_folder(books[0][0]) / BINDINGS / f"{form}.toml"
    if target is None and place.exists():
        raise UnwritableOutput(E024.at(value=place))
    with system_faults(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        replace_file(place, text.encode("utf-8"))
    return place

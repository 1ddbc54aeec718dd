"""Where things lie in a working folder: plan book, department books by year, templates, outputs.

Only paths and the check that they exist; nothing is read here, so the module stays light.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from inaxl.errors import UnreadableInput, UnwritableOutput
from inaxl.findings import E001, E002, E003, E004, E006, E015
from inaxl.plan.versions import FrozenCopy, frozen_copies, in_force, judging_day
from inaxl.values.periods import fy_code, fy_label, parse_fiscal_year

PLAN_BOOK, POPULATION_BOOK, SURVEY_BOOK = "plan.xlsx", "population.xlsx", "survey.xlsx"
OPINIONS_BOOK = "opinions.xlsx"
EARLIER_PLANS = "plans"
BOOKS, OUTPUTS, TEMPLATES, BINDINGS, PRIVATE = "workbooks", "out", "templates", "bindings", ".inaxl"
FORMS = "forms"
REPORT_TEMPLATE, PDF_TEMPLATE, EVALUATION_TEMPLATE = "report.docx", "report.typ", "evaluation_sheet.xlsx"
TEMPLATE_NAMES = (REPORT_TEMPLATE, PDF_TEMPLATE, EVALUATION_TEMPLATE)
_JUNK_STARTS, _JUNK_ENDS, _JUNK_NAMES = ("~$", "."), (".tmp", ".bak"), ("desktop.ini", "thumbs.db")


class WorkFolder(NamedTuple):
    """One working folder, one fiscal year and the folder that outputs go to.

    `links`: how books in the output folder reach the working folder, where that is not to be told from the paths.
    """

    root: Path
    fy: int
    out: Path
    links: str | None = None

    @property
    def plan_book(self) -> Path:
        """The plan book (戦略台帳) of the version that judges `fy`: plan.xlsx, else a frozen copy in plans/."""
        return self.plan_book_of(self.fy)

    def plan_book_of(self, fy: int) -> Path:
        """The plan book of the version in force on the last day of a fiscal year."""
        copy = in_force(self.frozen_plans(), judging_day(fy))
        return self.frozen(copy) if copy else self.root / PLAN_BOOK

    def frozen_plans(self) -> tuple[FrozenCopy, ...]:
        """Earlier versions of the plan book, the oldest first."""
        return frozen_copies(path.name for path in plan_files(self.root))

    def frozen(self, copy: FrozenCopy) -> Path:
        """Where a frozen copy lies."""
        return self.root / EARLIER_PLANS / copy.name

    def plan_books(self) -> list[Path]:
        """The plan book of `fy` and those of all versions before it, the oldest first."""
        copies = [copy for copy in self.frozen_plans() if copy.until < judging_day(self.fy)]
        return [*(self.frozen(copy) for copy in copies), self.plan_book]

    def unused_plans(self) -> list[Path]:
        """The books in plans/ that judge no year for their names, of which the findings of every year tell."""
        used = {copy.name for copy in self.frozen_plans()}
        return [path for path in plan_files(self.root) if path.name not in used]

    @property
    def population_book(self) -> Path:
        """Population statistics, optional."""
        return self.root / POPULATION_BOOK

    @property
    def survey_book(self) -> Path:
        """The citizens' surveys, optional."""
        return self.root / SURVEY_BOOK

    @property
    def opinions_book(self) -> Path:
        """The council's opinions and the city's responses, optional."""
        return self.root / OPINIONS_BOOK

    @property
    def private(self) -> Path:
        """Cache, backups and audit log: safe to delete."""
        return self.root / PRIVATE

    def name(self, path: Path) -> str:
        """Path relative to the working folder, with forward slashes on every system."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

    def books_by_year(self) -> dict[int, list[Path]]:
        """The department books of every year up to `fy`, by name."""
        return {
            year: book_files(folder) for year, folder in year_folders(self.root).items() if year <= self.fy
        }

    def template(self, name: str) -> Path:
        """The office's own template, else the standard one."""
        own = self.root / TEMPLATES / name
        return own if own.is_file() else packaged(TEMPLATES, name)

    def inputs(self) -> list[Path]:
        """Every file that outputs of this year can depend on, in a fixed order."""
        single = [
            *self.plan_books(),
            *self.unused_plans(),
            self.population_book,
            self.survey_book,
            self.opinions_book,
        ]
        folders = [self.root / TEMPLATES, self.root / BINDINGS]
        files = [path for path in single if path.is_file()]
        files += [path for folder in folders if folder.is_dir() for path in book_files(folder)]
        return files + [path for books in self.books_by_year().values() for path in books]


def packaged(*parts: str) -> Path:
    """A file that comes with inaxl: beside the package when installed, else in the source tree."""
    here = Path(__file__).parent
    installed = here.joinpath(*parts)
    return installed if installed.exists() else here.parents[1].joinpath(*parts)


def year_folders(root: Path) -> dict[int, Path]:
    """Folders under workbooks/ whose name is a fiscal year in any spelling; `R05` wins over other spellings."""
    found: dict[int, Path] = {}
    parent = root / BOOKS
    for folder in sorted(parent.iterdir()) if parent.is_dir() else []:
        year = parse_fiscal_year(folder.name) if folder.is_dir() else None
        if year is not None and (year not in found or folder.name == fy_code(year)):
            found[year] = folder
    return dict(sorted(found.items()))


def is_plan_book(name: str) -> bool:
    """Whether an input's name, relative to the working folder, is that of a version of the plan."""
    return name == PLAN_BOOK or name.startswith(f"{EARLIER_PLANS}/")


def plan_files(root: Path) -> list[Path]:
    """The workbooks in plans/, whatever their names say; by name."""
    folder = root / EARLIER_PLANS
    return [path for path in book_files(folder) if path.suffix.lower() == ".xlsx"] if folder.is_dir() else []


def book_files(folder: Path) -> list[Path]:
    """Files of a folder that a person put there: no owner files, hidden or temporary ones."""
    return sorted(path for path in folder.iterdir() if path.is_file() and not is_junk(path.name.lower()))


def is_junk(name: str) -> bool:
    """Whether a file, by its name in small letters, is none that a person put there."""
    return name.startswith(_JUNK_STARTS) or name.endswith(_JUNK_ENDS) or name in _JUNK_NAMES


def open_folder(folder: Path, fy: int, out: Path | None = None) -> WorkFolder:
    """The working folder, after a look that what a year needs is there.

    Raises UnreadableInput: E001 no such folder, E004 no plan book, E006 no folder of the year, E002 it is empty;
    UnwritableOutput: E015 `out` lies among the inputs.
    """
    if not folder.is_dir():
        raise UnreadableInput(E001.at(value=folder))
    root = folder.resolve()
    work = WorkFolder(root, fy, out.resolve() if out else root / OUTPUTS / fy_code(fy))
    if out:
        refuse_as_output(root, out)
    if not work.plan_book.is_file():
        raise UnreadableInput(E004.at(value=folder))
    year = year_folders(root).get(fy)
    if year is None:
        raise UnreadableInput(E006.at(value=f"{folder / BOOKS / fy_code(fy)}", year=fy_label(fy)))
    if not book_files(year):
        raise UnreadableInput(E002.at(value=f"{folder / BOOKS / year.name}"))
    return work


def refuse_as_output(root: Path, out: Path) -> None:
    """Refuse an output in a folder whose files are inputs: what is written there would be read as one the next time.

    Raises UnwritableOutput(E015).
    """
    place = out.resolve()
    for name, holds in (
        (BOOKS, "部署のブック"),
        (EARLIER_PLANS, "前の版の台帳"),
        (BINDINGS, "様式の読み取り"),
    ):
        if place.is_relative_to(root / name):
            raise UnwritableOutput(E015.at(value=out, reason=f"{holds}を入れるフォルダーです。"))


def find_root(path: Path) -> Path | None:
    """The working folder that a book or folder lies in: the nearest one above that holds a plan book."""
    start = path.resolve()
    return next((place for place in [start, *start.parents] if (place / PLAN_BOOK).is_file()), None)


def books_in(paths: list[Path]) -> list[Path]:
    """The books that a person named: files as they are, folders with every book in them and their year folders.

    Raises UnreadableInput(E003) for a path that does not exist.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inner = year_folders(path).values() if (path / BOOKS).is_dir() else [path]
            found += [book for folder in inner for book in book_files(folder)]
        elif path.exists():
            found.append(path)
        else:
            raise UnreadableInput(E003.at(value=path))
    return list(dict.fromkeys(found))

"""Try out the templates of a folder on the demo's year, before a report depends on them: what is wrong, and where."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from inaxl.errors import UnreadableInput
from inaxl.findings import E001, E003, Finding
from inaxl.workfolder import TEMPLATE_NAMES, TEMPLATES

if TYPE_CHECKING:
    from inaxl.report.results import Results


class CheckedTemplates(NamedTuple):
    """The templates that were tried out, by name, and what there is to say about them."""

    names: tuple[str, ...]
    findings: tuple[Finding, ...]


def check_templates(folder: Path) -> CheckedTemplates:
    """Try out every template of a working folder, or of the folder that holds them.

    Nothing is written into the folder. Raises UnreadableInput: E001 no such folder, E003 no template in it.
    """
    from inaxl.report.template_check import check_template

    if not folder.is_dir():
        raise UnreadableInput(E001.at(value=folder))
    place = folder / TEMPLATES if (folder / TEMPLATES).is_dir() else folder
    found = [place / name for name in TEMPLATE_NAMES if (place / name).is_file()]
    if not found:
        raise UnreadableInput(E003.at(value=place / TEMPLATE_NAMES[0]))
    example = _example()
    findings = [finding for path in found for finding in check_template(path, example)]
    return CheckedTemplates(tuple(path.name for path in found), tuple(findings))


def _example() -> Results:
    """The last year of the demo: every chapter has something to say in it."""
    from inaxl.building import evaluate_folder
    from inaxl.demo.folder import make_demo
    from inaxl.demo.sample import SAMPLE_YEARS
    from inaxl.workfolder import open_folder

    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "demo"
        make_demo(folder)
        return evaluate_folder(open_folder(folder, SAMPLE_YEARS[-1]))

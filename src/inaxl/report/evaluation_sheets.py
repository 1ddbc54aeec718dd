"""Evaluation sheets (評価シート): one book per department, an index and one page per project, from the office's form.

The form is `templates/evaluation_sheet.xlsx`: its sheet 評価シート once per project, all other sheets once. What the
pages say comes from `evaluation_content.py`, what each placeholder stands for from `evaluation_values.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from inaxl.books.sheet_styles import sheet_names
from inaxl.evaluate.follow_up import NOTHING_OPEN
from inaxl.forms.carried import carried_by_project
from inaxl.plan.model import Plan
from inaxl.report.evaluation_content import EvaluationBook, evaluation_books
from inaxl.report.evaluation_opinions import council_opinions
from inaxl.report.evaluation_values import index_content, page_content
from inaxl.report.form_book import Model, fill_book, make_ready
from inaxl.report.form_template import read_form
from inaxl.values.periods import fy_label

if TYPE_CHECKING:
    from inaxl.entries.table import Card
    from inaxl.merging.reviews import Review
    from inaxl.report.results import Results

PAGE = "評価シート"
"""The sheet of the form that is filled in once per project."""


def evaluation_form(template: Path) -> Model:
    """The form, ready to be filled in. Raises UnreadableInput(E016) where it cannot be used."""
    form = read_form(template)
    if form.sheet(PAGE) is None:
        raise form.broken(f"シート「{PAGE}」がありません。")
    return make_ready(form)


def evaluation_book_bytes(model: Model, content: EvaluationBook) -> bytes:
    """One department's evaluation book; the same form and content give the same bytes.

    Raises UnreadableInput(E016) for a placeholder that does not exist, with its sheet and cell.
    """
    names = sheet_names(
        "事業なし" if page.number is None else f"事業{page.number}" for page in content.sheets
    )
    pages = [page_content(content, name, page) for name, page in zip(names, content.sheets, strict=True)]
    title = f"{fy_label(content.fy)}　評価シート　{content.department}"
    return fill_book(model, {"": [index_content(content, names)], PAGE: pages}, title)


def write_evaluation_sheets(
    results: Results, template: Path, folder: Path, previous_cards: Mapping[str, Card] | None = None
) -> list[Path]:
    """One book per department into `folder`; `previous_cards`: last year's by project ID. Raises as above."""
    model = evaluation_form(template)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for content in books_of(results, previous_cards):
        paths.append(folder / content.file_name)
        paths[-1].write_bytes(evaluation_book_bytes(model, content))
    return paths


def books_of(
    results: Results, previous_cards: Mapping[str, Card] | None = None
) -> tuple[EvaluationBook, ...]:
    """What the books of an evaluated year say, of every department."""
    plan, left = results.plan, results.follow_up
    carried = carried_by_project(plan, left, results.fy) if left != NOTHING_OPEN else None
    cards, council = cards_by_project(plan, results.reviews), council_opinions(plan, left)
    return evaluation_books(plan, results.fy, results.rows, cards, previous_cards, carried, council)


def cards_by_project(plan: Plan, reviews: Iterable[Review]) -> dict[str, Card]:
    """The card that counts for each project: from the department that reports it, else the first."""
    cards: dict[str, Card] = {}
    for review in reviews:
        project = plan.project_by_id.get(review.project_id)
        lead = plan.department_by_id.get((project.reporting_id if project else None) or "")
        if review.project_id not in cards or (lead is not None and review.department == lead.name):
            cards[review.project_id] = review.card
    return cards

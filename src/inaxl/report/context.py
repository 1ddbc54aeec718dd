"""What the report template can say: every sentence and figure of one evaluated year, ready as text.

`report_context` is pure: no template, no file. Its keys are the variables of `templates/report.docx`, listed for the
office in docs/templates.md. Figures are written by the rules of `values/display.py`; nothing is computed in a template.
"""

from __future__ import annotations

from inaxl.books.sheet_styles import SAMPLE_TEXT
from inaxl.plan.model import Plan
from inaxl.report.context_appendix import boxes, findings, method, no_actual, sources
from inaxl.report.context_follow_up import opinions
from inaxl.report.context_goals import goal_chapters
from inaxl.report.context_measures import measures
from inaxl.report.context_plan import plan_data
from inaxl.report.context_population import population
from inaxl.report.context_revisions import revisions
from inaxl.report.context_summary import summary
from inaxl.report.context_survey import survey
from inaxl.report.context_words import Context, piece, rating_mark
from inaxl.report.results import Results
from inaxl.values.periods import day_label, fy_column, fy_label, year_label


def report_context(results: Results) -> Context:
    """All variables of the report template.

    Texts, lists and mappings of texts only (and the shares of the small trend figures), so that the whole can be
    compared as JSON. The same results give the same context.
    """
    return {
        "sample": f" {SAMPLE_TEXT} " if results.is_sample else "",
        "plan": _plan(results.plan),
        "year": _year(results),
        "document": _document(results),
        "cover": _cover(results),
        "summary": summary(results),
        "goals": goal_chapters(results),
        "population": population(results),
        "measures": measures(results),
        "survey": survey(results),
        "no_actual": no_actual(results),
        "opinions": opinions(results),
        "boxes": boxes(results),
        "findings": findings(results),
        "sources": sources(results),
        "method": method(results),
        "revisions": revisions(results),
        "plan_data": plan_data(results),
    }


def _plan(plan: Plan) -> Context:
    draft = f"（{plan.status}）" if plan.status == "案" else ""
    return {
        "title": plan.title,
        "title_with_status": plan.title + draft,
        "status": plan.status,
        "city": plan.city,
        "council": plan.facts.get("審議会") or "審議会",
    }


def _year(results: Results) -> Context:
    return {
        "label": fy_label(results.fy),
        "previous_label": fy_label(results.fy - 1),
        "column": fy_column(results.fy),
        "previous_column": fy_column(results.fy - 1),
    }


def _document(results: Results) -> Context:
    label = fy_label(results.fy)
    return {
        "title": f"{label}　効果検証報告書",
        "running_title": f"{results.plan.title}　{label}　効果検証報告書",
        "date": day_label(results.date),
        "number": "資料 1",
    }


def _cover(results: Results) -> Context:
    plan = results.plan
    term = plan.term
    years = []
    for fy in term:
        text = fy_label(fy) if fy == plan.first_fy else fy_column(fy)
        years.append(
            {
                "text": piece(text, "inaxlOnDark" if fy == results.fy else ""),
                "is_now": fy == results.fy,
                "is_past": fy < results.fy,
            }
        )
    counts = (
        ("基本目標", len(plan.goals)),
        ("施策", len(plan.measures)),
        ("事業", len(plan.projects)),
        ("KPI", results.total.kpis),
    )
    return {
        "years": years,
        "position": f"{len(term)}年間のうち{results.fy - plan.first_fy + 1}年目",
        "subject": "　／　".join(f"{name} {number}" for name, number in counts),
        "levels": [
            {"label": level.label, "meaning": level.meaning, "mark": rating_mark(plan.rules, level.rating)}
            for level in plan.rules.levels
        ],
        "as_of": f"{year_label(results.fy + 1)}3月31日（異なるものは表に示す）",
    }

"""Reads a plan book (戦略台帳) into a `Plan`, and says what is wrong with it, cell by cell.

A row with a mistake stays in the plan as far as it can be used: what cannot be read is None, never a guess.
pandera is loaded only for `check=True`; what is checked is in `schemas` (one cell) and `checks` (several).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import get_args

from inaxl.books.grid import Grid
from inaxl.errors import UnreadableInput
from inaxl.findings import CATALOGUE, Finding
from inaxl.plan import actuals_book, agreements_book, defaults, layout, life_book
from inaxl.plan.cells import items_of, label_of, number_of, text_of, word_of, year_of
from inaxl.plan.model import (
    Department,
    Field,
    Goal,
    Grade,
    Indicator,
    Kpi,
    Measure,
    Plan,
    Project,
    RatingLevel,
    RatingRules,
    Scale,
    Status,
    VisionPoint,
)
from inaxl.plan.tables import FoundTable, Line, department_ids_by_name, find_tables
from inaxl.values.ranges import parse_range

E401, E402, E405 = (CATALOGUE[code] for code in ("E401", "E402", "E405"))


def read_plan_book(
    path: Path, *, name: str = "plan.xlsx", check: bool = True
) -> tuple[Plan, tuple[Finding, ...]]:
    """The plan that a book holds, and the findings about it; `name` is how findings call the book.

    `check=False` leaves out every check of cells (and the import of pandera); missing sheets and columns are
    still found. Errors: `UnreadableInput` with E401 where there is no KPI sheet, E402 where its table is not
    recognisable, E405 where the book gives no term, E0xx where the file is no readable workbook.
    """
    from inaxl.books.read import read_workbook

    return plan_from_grids(read_workbook(path, name=name).grids, name=name, check=check)


def plan_from_grids(
    grids: Sequence[Grid], *, name: str = "plan.xlsx", check: bool = True
) -> tuple[Plan, tuple[Finding, ...]]:
    """As `read_plan_book`, for a book that has been read already (one open in Excel)."""
    tables = find_tables(grids)
    findings = list(_structure(tables, name))
    kpis = tables["kpis"]
    if not kpis.is_there or not kpis.header_row:
        raise UnreadableInput(next(f for f in findings if f.sheet == kpis.sheet or f.value == kpis.sheet))
    plan = _plan(tables, name)
    if check:
        from inaxl.plan import checks, schemas

        findings += schemas.cell_findings(tables, name)
        findings += checks.plan_findings(plan, tables, name)
    return plan, tuple(findings)


def _structure(tables: dict[str, FoundTable], book: str) -> list[Finding]:
    """Sheets and columns that are not there; each sheet is named once."""
    findings = []
    absent = [table for table in tables.values() if not table.is_there and not table.table.optional]
    for sheet in dict.fromkeys(table.sheet for table in absent):
        findings.append(E401.at(book=book, sheet=None, value=sheet))
    for table in tables.values():
        for column in table.missing:
            cell = f"A{table.header_row}" if table.header_row else "A1"
            findings.append(
                E402.at(book=book, sheet=table.sheet, cell=cell, field=column.key, value=column.header)
            )
    return findings


def _plan(tables: dict[str, FoundTable], book: str) -> Plan:
    facts = {line.text("item"): line.text("value") for line in tables["facts"].lines}
    first, last = _term(facts, tables, book)
    settings = {line.text("item"): line.cells.get("value") for line in tables["options"].lines}
    return Plan(
        title=facts.get(layout.ITEM_TITLE, ""),
        status=facts.get(layout.ITEM_STATUS, ""),
        city=facts.get(layout.ITEM_CITY, ""),
        first_fy=first,
        last_fy=last,
        is_sample=facts.get(layout.ITEM_SAMPLE, "").startswith("はい"),
        facts=facts,
        goals=tuple(_goal(tables["goals"], line, at) for at, line in _numbered(tables["goals"])),
        fields=tuple(_field(tables["fields"], line, at) for at, line in _numbered(tables["fields"])),
        measures=tuple(_measure(tables["measures"], line, at) for at, line in _numbered(tables["measures"])),
        projects=_projects(tables),
        kpis=_kpis(tables),
        departments=tuple(_department(line, at) for at, line in _numbered(tables["departments"])),
        vision=_vision(tables["vision"]),
        rules=_rules(tables["levels"], settings),
        status_words=_status_words(tables["status_words"]),
        decisions=items_of(settings.get(layout.OPTION_DECISIONS)) or layout.DECISIONS,
        goal_actuals=actuals_book.goal_actuals(tables["goal_actuals"], _status_words(tables["status_words"])),
        options=_options(settings),
        published=actuals_book.published_actuals(tables["published"]),
        renamings=agreements_book.renamings(
            tables["crosswalk"], department_ids_by_name(tables["departments"])
        ),
        check_rules=agreements_book.check_rules(tables["check_rules"]),
        scales=_scales(tables["scales"]),
        life=life_book.plan_life(tables),
    )


def _term(facts: dict[str, str], tables: dict[str, FoundTable], book: str) -> tuple[int, int]:
    """First and last year: from the 計画 sheet, else from the columns of yearly targets."""
    years = tables["kpis"].interim_years
    first = year_of(facts.get(layout.ITEM_FIRST)) or min(years, default=None)
    last = year_of(facts.get(layout.ITEM_LAST)) or max(years, default=None)
    if first is None or last is None:
        item = layout.ITEM_FIRST if first is None else layout.ITEM_LAST
        hint = f"「計画」シートに「{item}」を 2020 か R02 のように入れてください。"
        raise UnreadableInput(E405.at(book=book, sheet=layout.FACTS.sheet, column=item, hint=hint))
    return first, last


def _numbered(table: FoundTable) -> list[tuple[int, Line]]:
    return list(enumerate(table.lines, start=1))


def _number(line: Line, place: int) -> int:
    """番号 of a row; its place in the table where none is written."""
    number = line.number("number")
    return int(number) if number is not None else place


def _id(line: Line) -> str:
    """ID of a row; where it is blank a stand-in by its row, so that the row is not lost."""
    return line.text("id") or f"（{line.row}行）"


def _indicator(table: FoundTable, line: Line, identifier: str) -> Indicator:
    accumulation = table.word(line, "accumulation")
    comparable = table.word(line, "comparable")
    unit, decimals = line.text("unit"), line.number("decimals")
    # a target may be a range: in its own cell, or as its wording where that cell is blank
    span = (
        None
        if line.number("target") is not None
        else parse_range(line.text("target") or line.text("target_text"))
    )
    return Indicator(
        id=identifier,
        name=line.text("name"),
        unit="" if label_of(unit) == label_of(layout.NO_UNIT) else unit,
        decimals=int(decimals) if decimals is not None else None,
        direction=table.word(line, "direction"),  # type: ignore[arg-type]  # the words' keys are the directions
        accumulation=accumulation,  # type: ignore[arg-type]
        baseline=line.number("baseline"),
        baseline_fy=line.year("baseline_fy"),
        baseline_text=line.text("baseline_text") or line.text("baseline"),
        # A sum over the term against a baseline of one year says nothing, unless the book says so.
        baseline_comparable=accumulation != "cumulative" if comparable is None else comparable == "yes",
        target=span.low if span else line.number("target"),
        target_fy=line.year("target_fy"),
        target_text=line.text("target_text") or line.text("target"),
        interim=_interim(table, line),
        source=line.text("source"),
        note=line.text("note"),
        target_upper=span.high if span else None,
    )


def _interim(table: FoundTable, line: Line) -> dict[int, Decimal]:
    targets = ((year, line.number(layout.interim_key(year))) for year in table.interim_years)
    return {year: target for year, target in targets if target is not None}


def _goal(table: FoundTable, line: Line, place: int) -> Goal:
    title = line.text("title")
    target = _indicator(table, line, _id(line))
    return Goal(_id(line), _number(line, place), title, line.text("short_title") or title, target)


def _field(table: FoundTable, line: Line, place: int) -> Field:
    goals = line.items("goal_ids")
    return Field(
        id=_id(line),
        number=_number(line, place),
        title=line.text("title"),
        goal_ids=goals,
        note=line.text("note"),
        is_focus=table.word(line, "is_focus") == "yes",
    )


def _measure(table: FoundTable, line: Line, place: int) -> Measure:
    return Measure(
        id=_id(line),
        number=_number(line, place),
        title=line.text("title"),
        field_id=line.text("field_id") or None,
        goal_id=line.text("goal_id") or None,
        note=line.text("note"),
        is_focus=table.word(line, "is_focus") == "yes",
        parent_item=line.text("parent_item"),
    )


def _projects(tables: dict[str, FoundTable]) -> tuple[Project, ...]:
    named = department_ids_by_name(tables["departments"])
    table = tables["projects"]
    return tuple(_project(table, line, place, named) for place, line in _numbered(table))


def _project(table: FoundTable, line: Line, place: int, named: dict[str, str]) -> Project:
    lead = line.text("lead_id")
    return Project(
        id=_id(line),
        number=_number(line, place),
        title=line.text("title"),
        measure_id=line.text("measure_id") or None,
        goal_id=line.text("goal_id") or None,
        department_ids=tuple(named.get(label_of(item), item) for item in line.items("department_ids")),
        lead_id=named.get(label_of(lead), lead) or None,
        purpose=line.text("purpose"),
        note=line.text("note"),
        is_focus=table.word(line, "is_focus") == "yes",
        parent_item=line.text("parent_item"),
    )


def _kpis(tables: dict[str, FoundTable]) -> tuple[Kpi, ...]:
    """Every row of the KPI sheet; later rows with a taken ID get a stand-in, so that none is lost."""
    named = department_ids_by_name(tables["departments"])
    kpis: dict[str, Kpi] = {}
    for place, line in _numbered(tables["kpis"]):
        identifier = _id(line)
        if identifier in kpis:
            identifier = f"{identifier}（{line.row}行）"
        kpis[identifier] = _kpi(tables["kpis"], line, place, identifier, named)
    return tuple(kpis.values())


def _kpi(table: FoundTable, line: Line, place: int, identifier: str, named: dict[str, str]) -> Kpi:
    department = line.text("department_id")
    return Kpi(
        indicator=_indicator(table, line, identifier),
        number=_number(line, place),
        project_id=line.text("project_id") or None,
        measure_id=line.text("measure_id") or None,
        goal_id=line.text("goal_id") or None,
        department_id=named.get(label_of(department), department) or None,
        minimum=line.number("minimum"),
        maximum=line.number("maximum"),
        first_fy=line.year("first_fy"),
        last_fy=line.year("last_fy"),
        defined_fy=line.year("defined_fy"),
        replaces=line.items("replaces"),
    )


def _department(line: Line, place: int) -> Department:
    return Department(
        id=_id(line),
        number=_number(line, place),
        division=line.text("division"),
        section=line.text("section"),
        first_fy=line.year("first_fy"),
        last_fy=line.year("last_fy"),
        former_names=line.items("former_names"),
    )


def _vision(table: FoundTable) -> tuple[VisionPoint, ...]:
    points = []
    for line in table.lines:
        indicator, kind = table.word(line, "indicator"), table.word(line, "kind")
        year, value = line.year("year"), line.number("value")
        if year is not None and value is not None and kind is not None:
            unit = line.text("unit")
            unit = "" if label_of(unit) == label_of(layout.NO_UNIT) else unit
            points.append(
                VisionPoint(indicator or line.text("indicator"), year, value, kind, unit, line.text("note"))
            )
    return tuple(points)


def _rules(table: FoundTable, settings: Mapping[str, object]) -> RatingRules:
    """The scale of the book; a step that it lacks comes from the defaults (and is found by E410)."""
    levels = {row["rating"]: _default_level(row) for row in defaults.LEVEL_ROWS}
    for line in table.lines:
        rating = table.word(line, "rating")
        if rating:
            levels[rating] = RatingLevel(
                rating,  # type: ignore[arg-type]
                line.text("label"),
                line.text("glyph"),
                line.number("at_least"),
                line.text("meaning"),
            )
    judged = word_of(settings.get(layout.OPTION_JUDGED), layout.JUDGED_WORDS)
    decrease = word_of(settings.get(layout.OPTION_DECREASE), layout.DECREASE_WORDS)
    return RatingRules(tuple(levels.values()), judged or "interim", decrease or "ratio")  # type: ignore[arg-type]


def _scales(table: FoundTable) -> tuple[Scale, ...]:
    """The further scales, each with its steps in the order of the book."""
    steps: dict[str, list[Grade]] = {}
    for line in table.lines:
        condition = table.word(line, "condition")
        if condition:
            grade = Grade(
                line.text("label"),
                line.text("glyph"),
                condition,
                line.number("bound"),
                line.text("meaning"),
                line.text("source"),
            )
            steps.setdefault(line.text("scale"), []).append(grade)
    return tuple(Scale(name, tuple(grades)) for name, grades in steps.items())


def _default_level(row: dict[str, object]) -> RatingLevel:
    at_least = row.get("at_least")
    return RatingLevel(
        row["rating"],  # type: ignore[arg-type]
        str(row["label"]),
        str(row["glyph"]),
        at_least if isinstance(at_least, Decimal) else None,
        str(row["meaning"]),
    )


def _options(settings: Mapping[str, object]) -> dict[str, str]:
    """`jump_factor` [times], `interpolation` (`population`, `all`); defaults where the book says nothing."""
    factor = number_of(settings.get(layout.OPTION_JUMP))
    interpolation = word_of(settings.get(layout.OPTION_INTERPOLATION), layout.INTERPOLATION_WORDS)
    return {
        "jump_factor": str(factor) if factor is not None and factor > 1 else "3",
        "interpolation": interpolation or "population",
        "second_scale": text_of(settings.get(layout.OPTION_SCALE)),
    }


def _status_words(table: FoundTable) -> dict[str, Status]:
    words: dict[str, Status] = {}
    for line in table.lines:
        status = table.word(line, "status")
        if status in get_args(Status) and line.text("word"):
            words[line.text("word")] = status  # type: ignore[assignment]
    return words or {str(row["word"]): row["status"] for row in defaults.STATUS_ROWS}

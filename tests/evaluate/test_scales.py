"""The grades of the national grants as a further scale: its steps are data of the plan book."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest

from inaxl.evaluate.scales import NOT_DECIDED, grade_of
from inaxl.plan import defaults
from inaxl.plan.model import Grade, Scale

D = Decimal
GRANT = Scale(
    "国の交付金の区分",
    tuple(
        Grade(row["label"], "", row["condition"], row.get("bound"), row["meaning"], "")
        for row in defaults.SCALE_ROWS
    ),
)


def row(
    value: object,
    *,
    target: int = 100,
    before: object = 40,
    direction: str = "increase",
    comparable: bool = True,
):
    """A rated row."""
    actual = None if value is None else D(str(value))
    ratio = None if actual is None else (actual / target if direction == "increase" else target / actual)
    return {
        "evaluated": actual, "target": D(target), "direction": direction, "achievement": ratio,
        "reached": None if ratio is None else ratio >= 1,
        "baseline": None if before is None else D(str(before)), "baseline_comparable": comparable,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        (101, "非常に効果的であった"),
        (100, "相当程度効果があった"),
        (70, "相当程度効果があった"),
        (69, "効果があった"),
        (41, "効果があった"),
        (39, "効果がなかった"),
        (40, NOT_DECIDED),
        (None, NOT_DECIDED),
    ],
)
def test_the_grades_of_the_grants_follow_their_published_words(value, grade):
    """Exceeded; 70–80 % reached; better than before; worse than before. Equal to before is in none of the words."""
    assert grade_of(row(value), GRANT).label == grade


def test_a_figure_that_should_fall_is_better_when_it_falls():
    """9,090 t against 8,432 t, before 9,500 t."""
    assert (
        grade_of(row(9090, target=8432, before=9500, direction="decrease"), GRANT).label
        == "相当程度効果があった"
    )
    assert (
        grade_of(row(20000, target=8432, before=9500, direction="decrease"), GRANT).label == "効果がなかった"
    )


@pytest.mark.parametrize("changes", [{"before": None}, {"comparable": False}])
def test_without_a_comparable_value_before_the_grade_is_not_guessed(changes):
    """Half the target reached: better or worse than before cannot be said."""
    found = grade_of(row(50, **changes), GRANT)
    assert found.label == NOT_DECIDED
    assert "比べられる現状値がない" in found.reason


def test_the_scale_is_read_from_the_plan_book_and_chosen_by_its_name():
    """Sheet 別の尺度, option 併記する尺度."""
    from inaxl.plan import layout
    from inaxl.plan.book import read_plan_book
    from inaxl.plan.rows import read_plan_rows
    from inaxl.plan.writer import PlanBookData, write_plan_book
    from inaxl.workfolder import packaged

    tables = dict(read_plan_rows(packaged("workbooks", "plan.xlsx")).tables)
    options = [
        r | {"value": "自市の尺度"} if r["item"] == layout.OPTION_SCALE else r for r in tables["options"]
    ]
    own = {"scale": "自市の尺度", "label": "優", "condition": "at_least", "bound": D("0.9"), "glyph": "優"}
    stream = BytesIO()
    write_plan_book(
        stream, PlanBookData({**tables, "options": options, "scales": [*defaults.SCALE_ROWS, own]})
    )
    path = stream.getvalue()
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "plan.xlsx"
        book.write_bytes(path)
        plan, _ = read_plan_book(book, check=False)
    assert [scale.name for scale in plan.scales] == ["国の交付金の区分", "自市の尺度"]
    assert plan.second_scale.name == "自市の尺度"
    assert (plan.second_scale.grades[0].condition, plan.second_scale.grades[0].bound) == (
        "at_least",
        D("0.9"),
    )

"""A new working folder has what the secretariat fills in: besides plan and templates, two empty registers."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from inaxl.books.read import read_workbook
from inaxl.founding import REGISTERS, found_folder
from inaxl.plan.book import read_plan_book
from inaxl.registers.opinions import read_opinions_book
from inaxl.registers.survey import read_survey_book

ROOT = Path(__file__).parents[1]


def test_a_new_folder_has_empty_registers_that_say_how_to_use_them(tmp_path: Path) -> None:
    """Headings, drop-downs and a sheet 使い方; nothing in them yet, and nothing to complain about."""
    made = found_folder(tmp_path / "市", ROOT / "workbooks" / "plan.xlsx")
    assert set(REGISTERS) <= set(made.names)
    plan, _ = read_plan_book(tmp_path / "市" / "plan.xlsx", check=False)
    register, findings = read_opinions_book(tmp_path / "市" / "opinions.xlsx", plan, name="opinions.xlsx")
    assert (register.opinions, register.actions, findings) == ((), (), [])
    assert read_survey_book(tmp_path / "市" / "survey.xlsx", plan, name="survey.xlsx") == ((), [])
    for name, sheets in (
        ("opinions.xlsx", ["審議会の意見", "今後の取組", "使い方"]),
        ("survey.xlsx", ["調査", "項目", "使い方"]),
    ):
        assert [grid.name for grid in read_workbook(tmp_path / "市" / name).grids] == sheets


def test_the_empty_registers_are_what_their_script_makes(tmp_path: Path) -> None:
    """A new column is in them, too."""
    script = ROOT / "workbooks" / "make_registers.py"
    spec = importlib.util.spec_from_file_location("make_registers", script)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.main(tmp_path)
    for name in REGISTERS:
        assert (tmp_path / name).read_bytes() == (ROOT / "workbooks" / name).read_bytes()


def test_every_column_of_the_register_of_opinions_is_explained() -> None:
    """By its heading, in the sheet 使い方; remarks and the action's own text explain themselves."""
    grids = {grid.name: grid for grid in read_workbook(ROOT / "workbooks" / "opinions.xlsx").grids}
    told = " ".join(str(value) for row in grids["使い方"].rows for value in row if value is not None)
    heads = {
        str(value) for sheet in ("審議会の意見", "今後の取組") for value in grids[sheet].rows[3] if value
    }
    assert {head for head in heads if head not in told} == {"備考", "決めたこと"}

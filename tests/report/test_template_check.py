"""`templates check`: every unknown or unused variable with its place, in all three kinds of template."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from inaxl.findings import Finding
from inaxl.report.results import Results
from inaxl.report.template_check import check_template
from inaxl.report.template_names import Use, is_known, known_paths, typst_names, unused
from inaxl.workfolder import (
    EVALUATION_TEMPLATE,
    PDF_TEMPLATE,
    REPORT_TEMPLATE,
    TEMPLATE_NAMES,
    TEMPLATES,
    packaged,
)

from .sample_results import sample_results


@pytest.fixture(scope="module")
def results() -> Results:
    """The year that templates are tried out on."""
    return sample_results()


def changed(folder: Path, name: str, part: str, before: str, after: str) -> Path:
    """A copy of a standard template with one text of a part changed, everywhere it stands."""
    target = folder / name
    with zipfile.ZipFile(packaged(TEMPLATES, name)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.namelist():
            data = old.read(entry)
            if entry == part:
                assert before in data.decode()
                data = data.decode().replace(before, after).encode()
            new.writestr(entry, data)
    return target


def errors(found: list[Finding]) -> list[Finding]:
    """Without what is only not used."""
    return [finding for finding in found if finding.severity == "error"]


@pytest.mark.parametrize("name", TEMPLATE_NAMES)
def test_the_standard_templates_have_no_error(name: str, results: Results) -> None:
    """They use only what there is, and can be filled in."""
    if name == PDF_TEMPLATE:
        pytest.importorskip("typst")
    assert errors(check_template(packaged(TEMPLATES, name), results)) == []


def test_E028_names_the_paragraph_of_an_unknown_variable(tmp_path: Path, results: Results) -> None:
    """Inside of a loop too, with the name that was probably meant."""
    template = changed(tmp_path, REPORT_TEMPLATE, "word/document.xml", "kpi.achievement", "kpi.achievment")
    found = errors(check_template(template, results))
    assert {finding.code for finding in found} == {"E028"}
    assert found[0].value == "goals[].measures[].kpis[].achievment"
    assert "{{ kpi.achievment }}" in found[0].message
    assert "goals[].measures[].kpis[].achievement" in found[0].remedy


def test_E016_names_the_paragraph_of_a_broken_tag(tmp_path: Path, results: Results) -> None:
    """A loop that is not closed, and nothing is written."""
    template = changed(
        tmp_path, REPORT_TEMPLATE, "word/document.xml", "{{ cover.subject }}", "{{ cover.subject | }}"
    )
    (finding,) = errors(check_template(template, results))
    assert finding.code == "E016"
    assert "段落「{{ cover.subject | }}」" in finding.message


def test_E028_names_the_cell_of_an_unknown_variable(tmp_path: Path, results: Results) -> None:
    """Sheet and cell of the form."""
    template = changed(
        tmp_path, EVALUATION_TEMPLATE, "xl/sharedStrings.xml", "{{ text.done }}", "{{ text.doen }}"
    )
    (finding,) = errors(check_template(template, results))
    assert (finding.code, finding.sheet, finding.cell, finding.value) == (
        "E028",
        "評価シート",
        "B21",
        "text.doen",
    )


@pytest.mark.parametrize(
    ("after", "code", "words"),
    [
        ("{{ year.labl }}", "E028", ("フッター「", "year.labl")),
        ("{{ kpi.name }}", "E016", ("フッターの変数「kpi.name」", "繰り返さない変数")),
        ("{{ year.label", "E016", ("フッターの差し込みの書き方",)),
    ],
)
def test_a_placeholder_in_a_footer_is_named_with_its_place(
    tmp_path: Path, results: Results, after: str, code: str, words: tuple[str, ...]
) -> None:
    """Shapes and headers are checked like cells: nothing is left in print."""
    template = changed(tmp_path, EVALUATION_TEMPLATE, "xl/worksheets/sheet2.xml", "－ &amp;P －", after)
    (finding,) = errors(check_template(template, results))
    assert (finding.code, finding.sheet) == (code, "評価シート")
    assert all(word in finding.message for word in words)


def test_a_known_variable_in_a_footer_is_filled_in(tmp_path: Path, results: Results) -> None:
    """令和5年度 on every page."""
    template = changed(
        tmp_path, EVALUATION_TEMPLATE, "xl/worksheets/sheet2.xml", "－ &amp;P －", "{{ year.label }}"
    )
    assert errors(check_template(template, results)) == []


def test_E028_names_the_line_of_an_unknown_variable(tmp_path: Path, results: Results) -> None:
    """Line of the typst template, with its text."""
    pytest.importorskip("typst")
    source = packaged(TEMPLATES, PDF_TEMPLATE).read_text(encoding="utf-8")
    (tmp_path / PDF_TEMPLATE).write_text(source.replace("now(k.current)", "now(k.curent)"), encoding="utf-8")
    found = errors(check_template(tmp_path / PDF_TEMPLATE, results))
    assert [finding.value for finding in found] == ["goals[].measures[].kpis[].curent"]
    assert "行" in found[0].message


def test_I001_names_what_is_not_used(tmp_path: Path, results: Results) -> None:
    """A chapter taken out is named once, not field by field."""
    source = packaged(TEMPLATES, PDF_TEMPLATE).read_text(encoding="utf-8")
    assert "d.boxes" in source
    (tmp_path / PDF_TEMPLATE).write_text(source.replace("d.boxes", "()"), encoding="utf-8")
    named = [f.value for f in check_template(tmp_path / PDF_TEMPLATE, results) if f.code == "I001"]
    assert "boxes" in named
    assert not any(name and name.startswith("boxes[") for name in named)


def test_what_the_example_leaves_open_is_not_an_error() -> None:
    """An empty list or an absent chapter says nothing about its fields."""
    known = set(known_paths({"rows": [], "part": None, "mark": {"text": "", "style": ""}, "name": ""}))
    assert is_known("rows[].anything", known)
    assert is_known("part.rows[].x", known)
    assert is_known("mark.text", known)
    assert not is_known("name.x", known)
    assert not is_known("other", known)


def test_unused_branches_are_named_by_their_root() -> None:
    """And a whole that is used covers what is below it."""
    known = list(known_paths({"a": {"b": "", "c": ""}, "d": [{"e": "", "f": ""}]}))
    assert unused(known, [Use("d[].e", "")]) == ["a", "d[].f"]
    assert unused(known, [Use("a", ""), Use("d", "", "", False)]) == ["d[]"]


def test_typst_names_follow_loops_and_bindings() -> None:
    """`for`, `let`, `map`; strings and comments are no code."""
    source = (
        '#let d = json("data.json")\n#for g in d.goals [#g.title "g.no" #let t = g.target\n#t.name]\n'
        "#d.rows.map(r => (r.x, r.y)) // r.z\n"
    )
    paths = {use.path for use in typst_names(source)}
    assert paths == {
        "goals",
        "goals[].title",
        "goals[].target",
        "goals[].target.name",
        "rows",
        "rows[].x",
        "rows[].y",
    }


def test_check_writes_nothing_into_the_folder(tmp_path: Path, results: Results) -> None:
    """Templates are only read."""
    for name in TEMPLATE_NAMES:
        shutil.copyfile(packaged(TEMPLATES, name), tmp_path / name)
        check_template(tmp_path / name, results)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(TEMPLATE_NAMES)

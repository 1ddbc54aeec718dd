"""The judges of open data: frictionless for the Data Package, a CSVW processor for the metadata. Both can say no."""

from __future__ import annotations

import json
import shutil
import warnings
from dataclasses import replace
from pathlib import Path

import pytest
from csvw import CSVW
from frictionless import validate

from inaxl.opendata.csvw import GROUP
from inaxl.opendata.data_package import DESCRIPTOR
from inaxl.opendata.writing import write_open_data
from inaxl.plan.life import Withheld
from inaxl.site.redaction import public_results
from tests.opendata.sample_public import full_results, public_sample


def csvw_complaints(metadata: Path) -> list[str]:
    """What a strict CSVW validator says about a metadata document and the files that it describes."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")  # its complaints are warnings, which it collects itself
        document = CSVW(str(metadata), validate=True)
        try:
            document.is_valid  # noqa: B018  # reads every file
        except ValueError as error:
            return [str(error)]
    return [str(warning.message) for warning in document.warnings]


def package_complaints(folder: Path) -> list[list[str]]:
    """What frictionless says about a folder's descriptor, files, sizes, hashes and references."""
    return validate(str(folder / DESCRIPTOR)).flatten(["title", "type", "message"])


@pytest.fixture(params=["demo_data", "sample_data"])
def data(request) -> Path:
    """Both years of open data, one after the other."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def broken(sample_data: Path, tmp_path: Path):
    """Changes a file of a copy: `broken("kpis.csv", "before", "after")` gives the copy's folder."""

    def change(name: str, before: str, after: str) -> Path:
        folder = tmp_path / "data"
        shutil.copytree(sample_data, folder)
        text = (folder / name).read_bytes().decode()
        assert before in text
        (folder / name).write_bytes(text.replace(before, after, 1).encode())
        return folder

    return change


def test_the_data_package_is_valid(data):
    """Descriptor, types, required values, words, keys, references, sizes and hashes all hold."""
    assert package_complaints(data) == []


def test_the_csvw_of_all_tables_is_valid(data):
    """Headers, types, keys and references of the common document hold."""
    assert csvw_complaints(data / GROUP) == []


@pytest.mark.parametrize(
    ("licence", "base"),
    [
        ("", "https://www.example.jp/sogo/"),
        ("CC0", ""),
        ("市の規約による", ""),
        ("市の規約 https://www.example.jp/kiyaku による", "https://www.example.jp/sogo/"),
    ],
)
def test_any_licence_and_address_leave_it_valid(tmp_path, licence, base):
    """Absent, known, in the city's own words, with an address: all descriptions stay valid."""
    public = public_sample(licence)
    write_open_data(public, tmp_path, base=base, is_draft=True)
    assert csvw_complaints(tmp_path / GROUP) == []
    assert csvw_complaints(tmp_path / "plan.csv-metadata.json") == []
    assert package_complaints(tmp_path) == []


WITHHELD = {
    "a goal": [("goals", "g1", "", None)],
    "a measure and a department": [("measures", "m2", "", None), ("departments", "d02", "", None)],
    "columns": [
        ("kpis", "k0001", column, None)
        for column in (
            "name",
            "unit",
            "direction",
            "baseline",
            "target",
            "comparable",
            "project_id",
            "number",
        )
    ],
    "years": [("kpis", "k0005", "", 2022), ("goals", "g2", "", 2021)],
}


@pytest.mark.parametrize("what", WITHHELD)
def test_whatever_is_withheld_leaves_it_valid(tmp_path, what):
    """What is taken out leaves no reference to nothing and no required value blank."""
    results = full_results()
    withheld = tuple(Withheld(*item, "", "A5") for item in WITHHELD[what])
    plan = replace(results.plan, life=results.plan.life._replace(withheld=withheld))
    write_open_data(public_results(replace(results, plan=plan)), tmp_path)
    assert csvw_complaints(tmp_path / GROUP) == []
    assert package_complaints(tmp_path) == []


def test_a_life_of_which_every_row_is_withheld_leaves_it_valid(tmp_path):
    """Evidence, self-checks, partners and money are held back by their own column 公開; their tables are left empty."""
    results = full_results()
    life = results.plan.life
    parts = ("evidence", "principle_checks", "partners", "budgets")
    gone = {name: tuple(item._replace(is_withheld=True) for item in getattr(life, name)) for name in parts}
    plan = replace(results.plan, life=life._replace(**gone))
    write_open_data(public_results(replace(results, plan=plan)), tmp_path)
    assert csvw_complaints(tmp_path / GROUP) == []
    assert package_complaints(tmp_path) == []
    assert "働く場がほしい" not in "".join(
        path.read_text(encoding="utf-8-sig") for path in tmp_path.glob("*.csv")
    )


@pytest.mark.parametrize(
    "text",
    [
        '="a"&"b"',
        "#注",
        "  前の空白",
        '引用"符',
        "1行目\n2行目\r3行目",
        "a,b;c\td",
        "、",
        "null",
        "-",
        "\x01\x0b␀",
        "𠮷髙①㈱",
    ],
)
def test_hostile_texts_and_ids_leave_it_valid(tmp_path, text):
    """What a spreadsheet or a CSV reader could take for something else is a text, also as an ID that is referred to."""
    public = public_sample()
    life = public.plan.life
    plan = replace(
        public.plan,
        title=text + public.plan.title,
        goals=tuple(replace(goal, title=text) for goal in public.plan.goals),
        life=life._replace(
            tags=tuple(tag._replace(id=text + tag.id, title=text) for tag in life.tags),
            taggings=tuple(item._replace(tag_id=text + item.tag_id) for item in life.taggings),
        ),
    )
    write_open_data(replace(public, plan=plan), tmp_path)
    assert csvw_complaints(tmp_path / GROUP) == []
    assert package_complaints(tmp_path) == []


def test_each_file_has_valid_csvw_of_its_own(data):
    """A file that is downloaded alone with its metadata can be read too."""
    files = sorted(data.glob("*.csv"))
    assert len(files) > 20
    assert {file.name: csvw_complaints(data / f"{file.name}-metadata.json") for file in files} == {
        file.name: [] for file in files
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("kpi_id,", "kpi,"),
        (",2022,", ",令和4年度,"),
        (",true,2022,", ",はい,2022,"),
        (",reported,", ",counted,"),
        ("k0002,", "k0001,"),
        (",p01,結婚", ",p99,結婚"),
    ],
    ids=["header", "integer", "flag", "word", "double row", "reference"],
)
def test_a_changed_kpis_csv_is_refused_by_both(broken, before, after):
    """The validators really look: another header, type, word, key or reference is found by each of them."""
    folder = broken("kpis.csv", before, after)
    _without_sizes(folder)
    assert csvw_complaints(folder / GROUP)
    assert package_complaints(folder)


def test_a_changed_figure_is_noticed_by_its_hash(broken):
    """A figure changed on the way to the reader is found by the hash in the descriptor."""
    folder = broken("kpis.csv", ",16,16,reported,", ",17,17,reported,")
    assert [kind for _, kind, _ in package_complaints(folder)] == ["hash-count"]


def test_the_descriptors_are_utf8_json_without_a_mark(data):
    """JSON must not begin with a BOM; the CSV files do, for Excel."""
    for name in (GROUP, DESCRIPTOR, "kpis.csv-metadata.json", "dataset.jsonld"):
        content = (data / name).read_bytes()
        assert content.startswith(b"{"), name
        json.loads(content)
    assert (data / "kpis.csv").read_bytes().startswith("\ufeffkpi_id,".encode())


def _without_sizes(folder: Path) -> None:
    """Sizes and hashes taken out of the descriptor, so that the content alone decides."""
    document = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    for resource in document["resources"]:
        del resource["bytes"], resource["hash"]
    (folder / DESCRIPTOR).write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")

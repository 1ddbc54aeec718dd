"""`inaxl council` and `inaxl council import` as a person types them."""

from __future__ import annotations

import pytest

from inaxl.books.edits import SetValue
from inaxl.books.patch import apply_edits


@pytest.fixture
def forms(inaxl, demo_copy, tmp_path):
    """A package for two members made by the command, the first form filled in."""
    pytest.importorskip("typst")
    out = tmp_path / "審議会"
    done = inaxl(
        "council", demo_copy, "--fy", "R05", "-o", out, "--member", "山田太郎", "--member", "佐藤花子"
    )
    assert done.code == 0
    assert "report.pdf　審議会資料_R05.xlsx　意見記入票 2冊" in done.out
    form = out / "意見記入票_山田太郎.xlsx"
    edits = [
        SetValue("意見", cell, text)
        for cell, text in {"B7": "全体", "D7": "読みやすい。", "B8": "人口"}.items()
    ]
    form.write_bytes(apply_edits(form.read_bytes(), edits))
    return out


def test_R22_R25_from_the_package_to_the_report(inaxl, demo_copy, forms):
    """Package, import, build: the opinion stands in the register, and status no longer misses it."""
    before = inaxl("status", demo_copy, "--fy", "R05").out
    assert "審議会、事務局　この年度の評価への意見の登録がない" in before
    done = inaxl("council", "import", forms / "意見記入票_山田太郎.xlsx", "--dir", demo_copy)
    assert (done.code, done.out.splitlines()[0]) == (0, "取り込み   1件（R05-01）　opinions.xlsx")
    assert "W712" in done.out
    after = inaxl("status", demo_copy, "--fy", "R05").out
    assert "審議会の意見 1件" in after
    assert "回答のない審議会の意見 2件（R05-01、4-07）" in after
    assert inaxl("undo", demo_copy / "opinions.xlsx").code == 0
    assert inaxl("status", demo_copy, "--fy", "R05").out == before


def test_import_json_names_number_cell_item_and_source(inaxl, demo_copy, forms):
    """One document, for other programs; a second import adds nothing and says so."""
    form = forms / "意見記入票_山田太郎.xlsx"
    document = inaxl("council", "import", form, "--dir", demo_copy, "--json").json
    (added,) = document["added"]
    assert (added["number"], added["cell"], added["kind"], added["target_id"]) == (
        "R05-01",
        "D7",
        "all",
        None,
    )
    assert added["source"].startswith("意見記入票01 意見!D7 ")
    assert [finding["code"] for finding in document["findings"]] == ["W712"]
    again = inaxl("council", "import", form, "--dir", demo_copy, "--json").json
    assert again["added"] == []


def test_a_form_of_another_year_is_exit_code_1_and_an_unreadable_one_3(inaxl, demo_copy, forms):
    """E711 is an error that the user mends; E010 is an input that cannot be read."""
    form = forms / "意見記入票_山田太郎.xlsx"
    assert inaxl("council", "import", form, "--dir", demo_copy, "--fy", "R04", "--json").codes == {"E711"}
    form.write_bytes(b"")
    assert inaxl("council", "import", form, "--dir", demo_copy).code == 3


def test_package_json_names_its_outputs(inaxl, demo_copy, tmp_path):
    """`--members` numbers the forms."""
    pytest.importorskip("typst")
    done = inaxl("council", demo_copy, "--fy", "R05", "-o", tmp_path / "審議会", "--members", "2", "--json")
    assert done.json["outputs"] == [
        "report.pdf", "審議会資料_R05.xlsx", "意見記入票_01.xlsx", "意見記入票_02.xlsx"
    ]  # fmt: skip


def test_first_goes_on_with_the_numbers_of_the_first_council(inaxl, demo_copy, tmp_path):
    """`--members 2 --first 13` gives 13 and 14."""
    pytest.importorskip("typst")
    words = ("--fy", "R05", "-o", tmp_path / "審議会", "--members", "2", "--first", "13", "--json")
    assert inaxl("council", demo_copy, *words).json["outputs"][2:] == [
        "意見記入票_13.xlsx", "意見記入票_14.xlsx"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--fy", "R05", "-o", "x", "--first", "13"], "--member か --members と一緒に"),
        (["--fy", "R05", "-o", "x", "--members", "2", "--first", "0"], "--first"),
        (["--fy", "R05"], "オプション「-o」を指定してください。"),
        (["--fy", "R05", "-o", "x", "--member", "山田", "--members", "3"], "どちらか一方だけ"),
        (["--fy", "R05", "-o", "x", "--member", "山田", "--member", "山田"], "E710"),
    ],
)
def test_wrong_usage_is_said_in_japanese(inaxl, demo_copy, arguments, said):
    """Exit code 2, nothing written."""
    done = inaxl("council", demo_copy, *arguments)
    assert done.code == 2
    assert said in done.err


def test_help_shows_both_ways(inaxl):
    """The package needs no name of its own."""
    assert "council フォルダー --fy 年度 -o 出力先" in inaxl("council", "--help").out
    assert "import 記入票…" in inaxl("council", "--help").out

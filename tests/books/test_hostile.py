"""E010–E013, E201, W202: a hostile or broken file cannot hang, crash or fool inaxl.

Every file is built in the test (`hostile_books.py`) and checked by one process of its own, which measures itself.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.books.hostile_books import HOSTILE, KPI_ROWS, Bomb, book, honest_ods, honest_xlsb, with_bomb

MEMORY = 300  # above what a started process has [MB]
CHECKER = """
import contextlib, io, json, sys, time
from pathlib import Path
import inaxl.checking, inaxl.entries.checks, inaxl.forms.marks, inaxl.reading
from inaxl.cli import cli
from inaxl.cli.running import run

def peak():  # of this process alone; what it inherited from its parent does not count
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))

def fresh():
    Path("/proc/self/clear_refs").write_text("5")
    return peak()

def checked(path, *more):
    before, out, err, start = fresh(), io.StringIO(), io.StringIO(), time.process_time()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(cli, ["check", path, "--json", *more])
    seconds = time.process_time() - start
    return code, out.getvalue(), err.getvalue(), seconds, peak() - before

start = time.process_time()
sum(range(20_000_000))
unit = time.process_time() - start
checked(sys.argv[1])  # what is imported late belongs to the start
for path in sys.argv[2:]:
    first = checked(path)
    marked = checked(path, "--mark") if first[0] in (0, 1) else None
    print(json.dumps([path, unit, first, marked], ensure_ascii=False), flush=True)
"""


class Seen(NamedTuple):
    """What `inaxl check FILE --json` did: exit code, stdout, stderr, processor time [s], memory [MB]."""

    code: int
    out: str
    err: str
    seconds: float
    memory: int


class Outcome(NamedTuple):
    """A file looked at, and marked where it could be read; `unit` is this machine's pace [s]."""

    unit: float
    looked: Seen
    marked: Seen | None


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory) -> dict[str, Outcome]:
    """Every hostile file, checked one after the other by one process."""
    if not Path("/proc/self/clear_refs").exists():
        pytest.skip("Linux だけで測れます")
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "honest.xlsx").write_bytes(book())
    paths = []
    for name, file in HOSTILE.items():
        paths.append(folder / f"{name}{file.suffix}")
        paths[-1].write_bytes(file.make())
    done = subprocess.run(
        [sys.executable, "-c", CHECKER, str(folder / "honest.xlsx"), *map(str, paths)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = {}
    for line in done.stdout.splitlines():
        path, unit, looked, marked = json.loads(line)
        found[Path(path).stem] = Outcome(unit, Seen(*looked), Seen(*marked) if marked else None)
    return found


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_named_by_its_code_in_good_time_and_little_memory(name, outcomes):
    """Exit code 0, 1 or 3, one valid JSON document, no traceback; 2 seconds and 300 MB, also where it is marked."""
    outcome = outcomes[name]
    for seen in filter(None, (outcome.looked, outcome.marked)):
        document = json.loads(seen.out)
        assert seen.code in (0, 1, 3)
        assert document["exit_code"] == seen.code
        assert "Traceback" not in seen.err
        assert seen.seconds < max(2.0, 12 * outcome.unit)  # a slow machine gets more, a hang nowhere near it
        assert seen.memory < MEMORY
    codes = {finding["code"] for finding in json.loads(outcome.looked.out)["findings"]}
    wanted = set(HOSTILE[name].codes)
    assert codes & wanted if wanted else not any(code.startswith("E0") for code in codes - {"E018"})


def test_E010_one_hostile_file_does_not_keep_the_others_of_a_folder_from_being_read(tmp_path):
    """Every file is named, and the honest ones among them are read."""
    from inaxl.checking import check

    for name in (
        "empty_file",
        "billion_laughs",
        "truncated_zip",
        "damaged_xls",
        "path_traversal",
        "external_dtd",
    ):
        (tmp_path / f"{name}{HOSTILE[name].suffix}").write_bytes(HOSTILE[name].make())
    (tmp_path / "正しい.xlsx").write_bytes(book())
    books = {Path(item.book).stem: item for item in check(tmp_path).books}
    assert [name for name, item in books.items() if item.readable] == ["正しい"]
    assert books["正しい"].entries == 1


def test_E010_nothing_is_written_outside_of_the_book_s_folder(tmp_path):
    """An entry called ../../x is never unpacked; reading leaves no file at all."""
    from inaxl.checking import check

    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "x.xlsx").write_bytes(HOSTILE["path_traversal"].make())
    check(inner)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["x.xlsx"]
    assert not Path("/tmp/inaxl-escaped.txt").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="名前付きパイプのない環境です")
def test_E010_a_pipe_is_not_waited_for(tmp_path):
    """A file that is none never ends."""
    from inaxl.books.read import read_workbook
    from inaxl.errors import UnreadableInput

    os.mkfifo(tmp_path / "pipe.xlsx")
    with pytest.raises(UnreadableInput, match="ふつうのファイル"):
        read_workbook(tmp_path / "pipe.xlsx")


def test_E013_a_file_larger_than_any_book_is_not_read(tmp_path):
    """A sparse file of a terabyte takes no room and no time."""
    from inaxl.checking import check

    with (tmp_path / "x.xlsx").open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(2**40)
    (found,) = check(tmp_path / "x.xlsx").findings
    assert found.code == "E013"


def test_other_formats_give_their_values(tmp_path):
    """.ods and .xlsb are read, with the same entries as .xlsx."""
    from inaxl.books.read import read_bytes

    expected = [["指標名", "単位", "目標値(R06)", "R05実績値"], ["移住者数", "人", 100, 93]]
    for data in (book(), honest_ods(), honest_xlsb()):
        assert read_bytes(data, name="b").grids[0].rows == expected


def test_a_strict_book_gives_the_same_entries_and_is_not_written(tmp_path):
    """E018: read, but refused where marks are wanted."""
    from inaxl.checking import check

    path = tmp_path / "strict.xlsx"
    path.write_bytes(HOSTILE["strict_book"].make())
    assert [item.entries for item in check(path).books] == [1]


@pytest.mark.parametrize("rounds", [1_000, 100_000])
def test_blank_cells_are_cut_out_without_touching_the_others(rounds):
    """A large sheet loses its blank cells before it is parsed; values, hidden rows and merges stay."""
    from inaxl.books.read import read_bytes

    blank = "".join(f'<row r="{n}" hidden="1"><c r="A{n}" s="1"/></row>' for n in range(3, rounds))
    last = f'<row r="{rounds}" hidden="1"><c r="A{rounds}" s="1"/><c r="C{rounds}" s="1"><v>7</v></c></row>'
    grid = read_bytes(
        book(KPI_ROWS + blank + last, after='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>'), name="b"
    ).grids[0]
    assert grid.value(rounds, 3) == 7
    assert rounds in grid.hidden_rows
    assert grid.value(2, 4) == 93
    assert len(grid.merges) == 1


def test_cells_without_a_reference_keep_their_places_in_a_large_sheet():
    """Where a cell stands behind a blank one, the blank one is not cut out."""
    from inaxl.books.read import read_bytes

    filler = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(2, 40_000))
    grid = read_bytes(book('<row r="1"><c r="B1" s="1"/><c><v>7</v></c></row>' + filler), name="b").grids[0]
    assert grid.rows[0] == [None, None, 7]


def test_E013_a_bomb_inside_a_book_is_refused_for_marks_too():
    """Reading and writing look at a package in the same way."""
    from inaxl.books.edits import SetValue
    from inaxl.books.patch import apply_edits
    from inaxl.errors import InaxlError

    data = with_bomb("xl/styles.xml", Bomb(b"<styleSheet>", b" " * 2**22, 64, b"</styleSheet>"))
    with pytest.raises(InaxlError) as refused:
        apply_edits(data, [SetValue("KPI", "D2", 5)])
    assert refused.value.finding.code in ("E010", "E013")


def test_a_message_quotes_no_more_of_a_cell_than_a_person_reads():
    """A cell may hold 32,767 characters; the finding's value has them all, its message does not."""
    from inaxl.findings import E101

    found = E101.at(value="9" * 30_000, reason="")
    assert len(found.value) == 30_000
    assert len(found.message) < 300


# --- passwords --------------------------------------------------------------------------------------------------------
@pytest.fixture
def encrypted(tmp_path) -> Path:
    """The honest book behind the password ina-2023."""
    import io

    from msoffcrypto.format.ooxml import OOXMLFile

    path = tmp_path / "暗号.xlsx"
    words = "".join(chr(0x4E00 + 7 * n % 20_000) for n in range(3_000))  # the library encrypts no small file
    with path.open("wb") as out:
        OOXMLFile(io.BytesIO(book(strings=f"<si><t>{words}</t></si>"))).encrypt("ina-2023", out)
    return path


def test_E011_a_book_behind_a_password_is_named(encrypted, monkeypatch):
    """Without a password it stays closed."""
    monkeypatch.delenv("INAXL_PASSWORD", raising=False)
    assert code_of(encrypted) == "E011"


def test_E021_a_wrong_password_is_told_from_none(encrypted, monkeypatch):
    """The person knows what to check."""
    monkeypatch.setenv("INAXL_PASSWORD", "wrong")
    assert code_of(encrypted) == "E021"


def test_the_right_password_opens_a_book_for_reading(encrypted, monkeypatch):
    """The same entries as without encryption, and the hash of the file as it lies there."""
    import hashlib

    from inaxl.books.read import read_workbook

    monkeypatch.setenv("INAXL_PASSWORD", "ina-2023")
    found = read_workbook(encrypted)
    assert found.grids[0].value(2, 4) == 93
    assert found.sha256 == hashlib.sha256(encrypted.read_bytes()).hexdigest()


def test_E013_a_password_that_takes_hours_to_check_is_refused(encrypted, monkeypatch):
    """The number of hash rounds stands in the file, so that a hostile one can ask for any."""
    monkeypatch.setenv("INAXL_PASSWORD", "ina-2023")
    data = encrypted.read_bytes()
    assert b'spinCount="100000"' in data
    encrypted.write_bytes(data.replace(b'spinCount="100000"', b'spinCount="900000000"'))
    assert code_of(encrypted) == "E013"


def code_of(path: Path) -> str:
    """The code with which a book is refused."""
    from inaxl.books.read import read_workbook
    from inaxl.errors import UnreadableInput

    with pytest.raises(UnreadableInput) as refused:
        read_workbook(path)
    return refused.value.finding.code


def test_the_limits_in_the_docs_are_those_of_the_code():
    """docs/security.md names every limit that a user can run into."""
    from inaxl.books import foreign_child, limits

    page = Path("docs/security.md").read_text(encoding="utf-8")
    for megabytes in (
        limits.MAX_FILE_BYTES,
        limits.MAX_FOREIGN_BYTES,
        limits.MAX_PART_BYTES,
        limits.MAX_READ_BYTES,
        foreign_child.MEMORY_BYTES,
    ):
        assert f"{megabytes // 2**20} MB" in page
    for number in (
        limits.MAX_PARTS,
        limits.MAX_CELLS,
        limits.MAX_PLACES,
        limits.MAX_CELL_TEXT,
        limits.MAX_TEXT,
        limits.MAX_MERGES,
        limits.MAX_TAGS,
        limits.MAX_TABLES,
        limits.MAX_KPIS,
    ):
        assert f"{number:,}" in page
    for words in (f"{limits.MAX_RATIO} 倍", f"{limits.MAX_SHEETS} 枚", f"（{foreign_child.CPU_SECONDS} 秒）"):
        assert words in page

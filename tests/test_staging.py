"""Two runs that write to the same place do so in turn: neither takes the other's files away or mixes them with its own."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from inaxl import building, publishing, staging
from inaxl.errors import UnwritableOutput
from inaxl.manifest import sha256_of
from inaxl.publications import publication_of, record_publication
from inaxl.publishing import publish_site, read_record
from inaxl.recording import editions
from inaxl.staging import only_writer, publish, staged
from inaxl.workfolder import WorkFolder


def test_a_second_run_waits_until_the_first_has_ended(tmp_path):
    """Both write the same names; each run's two files stay together."""
    out, mixed = tmp_path / "out", []

    def run(letter: str) -> None:
        for _ in range(20):
            with staged(out) as folder:
                for name in ("a", "b"):
                    (folder / name).write_text(letter, encoding="utf-8")
                publish(folder, out, ["a", "b"])
                mixed.append({(out / name).read_text(encoding="utf-8") for name in ("a", "b")} != {letter})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(run, "wxyz"))
    assert mixed == [False] * 80
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_E033_a_run_that_does_not_end_is_not_waited_for_forever(tmp_path, monkeypatch):
    """The message names the place, and what the first run is writing stays."""
    monkeypatch.setattr(staging, "WAIT_SECONDS", 0.1)
    out = tmp_path / "出力 R05"
    with staged(out) as folder:
        (folder / "a").write_text("1", encoding="utf-8")
        with pytest.raises(UnwritableOutput) as caught, staged(out):
            pass
        assert (folder / "a").is_file()
    assert caught.value.finding.code == "E033"
    assert "出力 R05" in caught.value.finding.message
    assert list(tmp_path.iterdir()) == []


def test_a_lock_file_that_a_killed_run_left_behind_stops_nobody(tmp_path):
    (tmp_path / ".out.lock").write_bytes(b"")
    with only_writer(tmp_path / "out"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_opened_the_lock_file_before_it_was_removed_locks_the_new_one(tmp_path, monkeypatch):
    """Else a third run would hold another lock at the same time."""
    path, real = tmp_path / ".out.lock", staging.try_lock
    removed = []

    def removing(file):
        if not removed:
            removed.append(path.unlink())
        return real(file)

    monkeypatch.setattr(staging, "try_lock", removing)
    monkeypatch.setattr(staging, "WAIT_SECONDS", 0.2)
    with only_writer(tmp_path / "out"):
        assert path.is_file()
        with pytest.raises(UnwritableOutput, match="別の処理"), only_writer(tmp_path / "out"):
            pass


def test_E015_a_place_that_cannot_be_written_to_is_named(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UnwritableOutput) as caught, staged(tmp_path / "file" / "out"):
        pass
    assert caught.value.finding.code == "E015"
    assert "同じ名前のファイルがあります" in caught.value.finding.message


def test_two_builds_of_one_folder_at_the_same_time_leave_one_whole_build(demo_copy, monkeypatch):
    """For two dates: both end well, the manifest fits the files beside it, and it is the last edition."""
    gate, real = threading.Barrier(2), building.write_papers

    def together(*arguments, **options):
        with suppress(threading.BrokenBarrierError):
            gate.wait(timeout=1)  # two that are here at once write at once; one alone goes on
        real(*arguments, **options)

    monkeypatch.setattr(building, "write_papers", together)
    days = (dt.date(2024, 6, 1), dt.date(2024, 6, 2))
    with ThreadPoolExecutor(2) as pool:
        built = list(pool.map(lambda day: building.build(demo_copy, 2022, building.Options(date=day)), days))
    assert [one.again for one in built] == [True, True]
    out = demo_copy / "out/R04"
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["outputs"] == {name: sha256_of(out / name) for name in manifest["outputs"]}
    assert [path.name for path in out.parent.iterdir()] == ["R04"]
    last = editions(demo_copy / ".inaxl", 2022)[-1]
    assert last.manifest == manifest


def test_two_years_that_are_published_at_the_same_time_are_both_in_the_site(demo_copy, tmp_path, monkeypatch):
    """The second run reads the record of the site only when the first has written its own."""
    site, gate = tmp_path / "公開 サイト", threading.Barrier(2, timeout=120)
    real = publishing.write_site

    def together(*arguments, **options):
        gate.wait()  # both have looked at the empty site
        return real(*arguments, **options)

    monkeypatch.setattr(publishing, "write_site", together)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda fy: publish_site(demo_copy, fy, site), (2021, 2022)))
    assert sorted(read_record(site)["years"]) == ["2021", "2022"]
    assert (site / "fy2021/index.html").is_file()
    assert (site / "fy2022/index.html").is_file()
    for fy in (2021, 2022):
        found = publication_of(WorkFolder(demo_copy.resolve(), fy, demo_copy))
        assert found is not None


def test_publications_that_are_recorded_at_the_same_time_are_all_kept(tmp_path):
    def record(fy: int) -> None:
        record_publication(WorkFolder(tmp_path, fy, tmp_path), tmp_path / f"site{fy}", is_draft=False)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(record, range(2000, 2040)))
    known = json.loads((tmp_path / ".inaxl/published.json").read_text(encoding="utf-8"))
    assert len(known) == 40


def test_a_form_of_the_council_that_appears_meanwhile_is_not_replaced(demo_copy, tmp_path, monkeypatch):
    """Another run has written forms for other members under the same name while this one waited."""
    from inaxl.council import package

    pytest.importorskip("typst")
    real = package.staged

    def late(target: Path):
        target.mkdir()
        (target / "意見記入票.xlsx").write_bytes(b"filled in")
        return real(target)

    monkeypatch.setattr(package, "staged", late)
    with pytest.raises(UnwritableOutput, match="同じ名前の記入票"):
        package.write_package(demo_copy, 2022, tmp_path / "審議会")
    assert (tmp_path / "審議会/意見記入票.xlsx").read_bytes() == b"filled in"
    shutil.rmtree(tmp_path / "審議会")

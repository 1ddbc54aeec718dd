"""Editions: what each evaluation was made from, kept so that it can be made again byte for byte.

`.inaxl/history/objects/` holds copies of inputs under their sha256, each content once; `.inaxl/history/R03/001.json` the
manifest of an edition. A new edition stands only where the manifest is another than that of the last one. Who deletes
`.inaxl` loses the editions.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from inaxl.errors import UnreadableInput, WrongUsage
from inaxl.findings import E433, E434
from inaxl.values.periods import fy_code, fy_label
from inaxl.workfolder import WorkFolder, is_plan_book

HISTORY, OBJECTS = "history", "objects"
_DIGEST = 64


class Edition(NamedTuple):
    """One recorded evaluation. `links`: how its merged.xlsx reaches the working folder from its output folder."""

    number: int
    manifest: dict[str, Any]
    links: str


def editions(root_private: Path, fy: int) -> list[Edition]:
    """The editions of a fiscal year, the oldest first; a file that cannot be read is none."""
    folder = root_private / HISTORY / fy_code(fy)
    found = []
    for path in folder.glob("*.json") if folder.is_dir() else ():
        edition = _read(path)
        if edition is not None:
            found.append(edition)
    return sorted(found, key=lambda edition: edition.number)


def _read(path: Path) -> Edition | None:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        edition = Edition(int(path.stem), dict(document["manifest"]), str(document["links"]))
        return edition if _is_whole(edition.manifest) else None
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _is_whole(manifest: Mapping[str, Any]) -> bool:
    """Whether a manifest says from what and how its papers are made. Raises where a part is of another kind."""
    date = manifest["parameters"].get("date")
    if date is not None:
        dt.date.fromisoformat(date)
    return all(isinstance(digest, str) for digest in manifest["inputs"].values())


def record(work: WorkFolder, manifest: Mapping[str, Any], links: str) -> int | None:
    """Keep the inputs and the manifest of what lies in the output folder; gives the number of the edition.

    None where an input has changed since it was read: then there is nothing to be made again. Killed at any moment, an
    edition is there whole or not at all. Raises OSError where `.inaxl` cannot be written to,
    UnwritableOutput(E014) where another run does not end.
    """
    folder = work.private / HISTORY / fy_code(work.fy)
    last, known = _last(folder)
    objects = work.private / HISTORY / OBJECTS
    digests = [digest for _, digest in _files(manifest)]
    if known == (manifest, links) and all(_object(objects, digest).is_file() for digest in digests):
        return last  # as after most builds: nothing is written, so nobody has to wait
    from inaxl.books.save_lock import book_lock

    with book_lock(folder, work.private):
        return _record(work, folder, manifest, links)


def _last(folder: Path) -> tuple[int, tuple[dict[str, Any], str] | None]:
    """Number of the last edition (0: none), with its manifest and links; None where it cannot be read."""
    numbers = [int(path.stem) for path in folder.glob("*.json") if path.stem.isdecimal()]
    last = max(numbers, default=0)
    edition = _read(folder / _file_name(last)) if last else None
    return last, (edition.manifest, edition.links) if edition else None


def _record(work: WorkFolder, folder: Path, manifest: Mapping[str, Any], links: str) -> int | None:
    last, known = _last(folder)
    objects = work.private / HISTORY / OBJECTS
    if not all(_keep(objects, _places(work, name), digest) for name, digest in _files(manifest)):
        return None
    if known == (manifest, links):
        return last
    folder.mkdir(parents=True, exist_ok=True)
    document = {"links": links, "manifest": dict(manifest)}
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    _put(folder / _file_name(last + 1), text.encode("utf-8"))
    return last + 1


def _file_name(number: int) -> str:
    return f"{number:03d}.json"


def _files(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Inputs that have a hash: what was too large to be read at all is none that a copy could bring back."""
    for name, digest in (manifest.get("inputs") or {}).items():
        if len(digest) == _DIGEST:
            yield name, digest


def _object(objects: Path, digest: str) -> Path:
    return objects / digest[:2] / digest


def _places(work: WorkFolder, name: str) -> Iterator[Path]:
    """Where an input may lie: under its name; a version of the plan that has been revised since, in plans/."""
    yield work.root / name
    if is_plan_book(name):
        yield from work.plan_books()


def _keep(objects: Path, sources: Iterable[Path], digest: str) -> bool:
    """Copy an input unless its content is there. A link would change with the file when a program writes into it."""
    target = _object(objects, digest)
    if target.is_file():
        return True
    for source in sources:
        if not source.is_file():
            continue
        data = source.read_bytes()
        if hashlib.sha256(data).hexdigest() == digest:
            target.parent.mkdir(parents=True, exist_ok=True)
            _put(target, data)
            return True
    return False


def _put(target: Path, data: bytes) -> None:
    beside = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(data)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def edition_of(work: WorkFolder, number: int | None) -> Edition:
    """An edition by its number, the last one for None. Raises WrongUsage(E433) where there is none."""
    known = editions(work.private, work.fy)
    chosen = [edition for edition in known if number in (None, edition.number)]
    if chosen:
        return chosen[-1]
    how = "「inaxl build」で評価すると、記録が残ります。"
    if known:
        how = f"あるのは{'、'.join(str(edition.number) for edition in known)}です。"
    raise WrongUsage(E433.at(year=fy_label(work.fy), value=number or "", how=how))


def restore(work: WorkFolder, edition: Edition, root: Path) -> None:
    """Put the recorded inputs into an empty folder, under their names.

    Raises UnreadableInput(E434) where one is not there any more or is not what was recorded, also where its name leads
    out of the folder: nobody but a person who edited the manifest writes such a name.
    """
    objects = work.private / HISTORY / OBJECTS
    inputs: dict[str, str] = edition.manifest["inputs"]
    found = {
        name: _content(objects, digest) if _lies_in(root, name) else None for name, digest in inputs.items()
    }
    missing = [name for name, data in found.items() if data is None]
    if missing:
        names = "、".join(missing[:3]) + (f"ほか{len(missing) - 3}件" if len(missing) > 3 else "")
        raise UnreadableInput(E434.at(year=fy_label(work.fy), value=edition.number, names=names))
    for name, data in found.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data or b"")


def _lies_in(root: Path, name: str) -> bool:
    return root.resolve() in (root / name).resolve().parents


def _content(objects: Path, digest: str) -> bytes | None:
    try:
        data = _object(objects, digest).read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == digest else None

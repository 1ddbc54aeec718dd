"""What a build was made from and what it made: sha256 of inputs and outputs, version, parameters.

Also the quick answer to "has anything changed since?", which needs nothing but hashes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from inaxl import __version__
from inaxl.books.limits import MAX_FILE_BYTES
from inaxl.workfolder import WorkFolder, is_plan_book

MANIFEST = "manifest.json"
_CHUNK = 1 << 20


def sha256_of(path: Path) -> str:
    """Hash of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def hashes(work: WorkFolder, files: Iterable[Path]) -> dict[str, str]:
    """Hash by name relative to the working folder; of a file too large to be read at all, its size."""
    return {work.name(path): sha256_or_none(path) or f"{path.stat().st_size} bytes" for path in files}


def sha256_or_none(path: Path) -> str | None:
    """Hash of a file, None where it is too large to be a book, no ordinary file, or cannot be read."""
    try:
        if not path.is_file() or path.stat().st_size > MAX_FILE_BYTES:
            return None
        return sha256_of(path)
    except OSError:
        return None


def manifest_text(
    work: WorkFolder,
    inputs: Mapping[str, str],
    outputs: Mapping[str, str],
    parameters: Mapping[str, Any],
    libraries: Mapping[str, str],
) -> str:
    """The manifest as JSON. `outputs` are named relative to the output folder, so that it can be moved."""
    document = {
        "inaxl": __version__,
        "fy": work.fy,
        "parameters": dict(parameters),
        "libraries": dict(libraries),
        "inputs": dict(inputs),
        "outputs": dict(sorted(outputs.items())),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def read_manifest(work: WorkFolder) -> dict[str, Any] | None:
    """The last build's manifest, None where there is none or it cannot be read."""
    try:
        document = json.loads((work.out / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return document if isinstance(document, dict) else None


def is_current(work: WorkFolder, manifest: Mapping[str, Any] | None, parameters: Mapping[str, Any]) -> bool:
    """Whether a build with these inputs and parameters would write what already lies in the output folder."""
    if manifest is None or manifest.get("inaxl") != __version__ or manifest.get("fy") != work.fy:
        return False
    if manifest.get("parameters") != dict(parameters):
        return False
    if _by_role(manifest.get("inputs") or {}) != _by_role(hashes(work, work.inputs())):
        return False
    outputs = manifest.get("outputs") or {}
    return bool(outputs) and all(_holds(work.out / name, digest) for name, digest in outputs.items())


def _by_role(inputs: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
    """Plan books by their order, all others by name: a version stays the same one when it moves to plans/."""
    plans = [digest for name, digest in inputs.items() if is_plan_book(name)]
    return plans, {name: digest for name, digest in inputs.items() if not is_plan_book(name)}


def _holds(path: Path, digest: str) -> bool:
    return path.is_file() and sha256_of(path) == digest

"""Where an open workbook lies on this machine: drives, shares, and the local copy behind an address of OneDrive.

With automatic saving, Excel names a book of OneDrive or SharePoint by its address on the web. OneDrive itself writes
down which local folder stands for which address (`mounts`); its folder in the environment is the second source.
Nothing is searched for: a file of the same name elsewhere would be another department's book.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import NamedTuple
from urllib.parse import unquote

_PERSONAL = ("OneDriveConsumer", "OneDrive")
_COMMERCIAL = ("OneDriveCommercial", "OneDrive")


class Synced(NamedTuple):
    """What a machine knows about its synchronised folders: address → local folder, and OneDrive's environment."""

    mounts: Mapping[str, str]
    environment: Mapping[str, str]


def is_address(full_name: str) -> bool:
    """Whether Excel names the book by an address on the web."""
    return "://" in full_name


def is_place(full_name: str, flavour: type[PurePath] = Path) -> bool:
    """Whether it is a full path (a drive, a share, `\\\\?\\…`); a book that was never saved has only a name."""
    return not is_address(full_name) and flavour(full_name).is_absolute()


def local_copy(address: str, synced: Synced) -> Path | None:
    """The file on this machine that an address stands for; None where none is known or it is not there."""
    found = (path for path in _candidates(address, synced) if path.is_file())
    return next(found, None)


def _candidates(address: str, synced: Synced) -> Iterator[Path]:
    """Places to look at, the surest first. Excel gives an address with or without its letters encoded."""
    for spelled in dict.fromkeys((address, unquote(address))):
        by_length = sorted(synced.mounts.items(), key=lambda item: -len(item[0]))
        for prefix, folder in by_length:
            rest = _behind(spelled, prefix) or _behind(spelled, unquote(prefix))
            if rest:
                yield from _below(Path(folder), rest)
        names, rest = _of_onedrive(spelled)
        for name in names:
            if rest and synced.environment.get(name):
                yield Path(synced.environment[name], *rest)


def _behind(address: str, prefix: str) -> list[str]:
    start = prefix.rstrip("/") + "/"
    return _parts(address[len(start) :]) if address.casefold().startswith(start.casefold()) else []


def _parts(text: str) -> list[str]:
    """The folders and the file of an address; [] where it would lead out of the folder."""
    parts = [part for part in text.split("/") if part]
    return [] if any(part in (".", "..") or "\\" in part or ":" in part for part in parts) else parts


def _below(folder: Path, rest: list[str]) -> Iterator[Path]:
    """In the folder; or, where only a folder of a library is synchronised as `site - folder`, behind that folder."""
    yield folder.joinpath(*rest)
    for number, part in enumerate(rest[:-1], 1):
        if folder.name.casefold().endswith(f" - {part}".casefold()):
            yield folder.joinpath(*rest[number:])


def _of_onedrive(address: str) -> tuple[tuple[str, ...], list[str]]:
    """Variables that may name the local folder, and the way from there: OneDrive of a person, or of their office."""
    host, *parts = address.split("://", 1)[-1].split("/")
    if host.casefold() == "d.docs.live.net":  # /<number of the account>/…
        return _PERSONAL, _parts("/".join(parts[1:]))
    if "-my.sharepoint." in host.casefold() and parts[:1] == ["personal"]:  # /personal/<account>/Documents/…
        return _COMMERCIAL, _parts("/".join(parts[3:]))
    return (), []

"""Who else is at a workbook: other runs of inaxl (a lock of the system), Excel and LibreOffice (their owner files)."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from inaxl.errors import UnwritableOutput
from inaxl.findings import E014

WAIT_SECONDS = 10.0
"""How long another run of inaxl is waited for; a write takes well below a second."""
_PAUSE_SECONDS = 0.05
_NAME_BYTES = 54  # the owner file of Excel: length, the user's name padded to here, then the same in UTF-16


@contextlib.contextmanager
def book_lock(book: Path, private: Path) -> Iterator[None]:
    """Hold the lock on a book. It belongs to the open file, so the system frees it when a process is killed.

    Raises UnwritableOutput(E014) where another run holds it longer than WAIT_SECONDS.
    """
    folder = private / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(os.path.normcase(book).encode("utf-8", "surrogatepass")).hexdigest()[:24]
    with (folder / f"{name}.lock").open("a+b") as file:
        _wait_for(file, book)
        try:
            yield
        finally:
            unlock(file)


def _wait_for(file: IO[bytes], book: Path) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not try_lock(file):
        if time.monotonic() > deadline:
            raise UnwritableOutput(E014.at(value=book.name, holder="inaxl の別の処理が書き込んでいます。"))
        time.sleep(_PAUSE_SECONDS)


if sys.platform == "win32":
    import msvcrt

    def try_lock(file: IO[bytes]) -> bool:
        """Lock an open file for this process; False where another has it. The system frees it with the process."""
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def unlock(file: IO[bytes]) -> None:
        """Free a file that `try_lock` has locked."""
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import errno
    import fcntl

    def try_lock(file: IO[bytes]) -> bool:
        """Lock an open file for this process; False where another has it. The system frees it with the process."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as why:
            # a file system without locks (some network shares): the owner files and the hash still protect
            return why.errno not in (errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK)
        return True

    def unlock(file: IO[bytes]) -> None:
        """Free a file that `try_lock` has locked."""
        fcntl.flock(file, fcntl.LOCK_UN)


def refuse_if_open(book: Path) -> None:
    """Raise UnwritableOutput(E014) where Excel or LibreOffice has the book open, with the person's name if known."""
    for owner, read in (
        (book.with_name(f"~${book.name}"), excel_owner),
        (book.with_name(f".~lock.{book.name}#"), libreoffice_owner),
    ):
        if owner.is_file():
            name = ""
            with contextlib.suppress(OSError):  # Excel keeps its owner file to itself on some systems
                name = read(owner.read_bytes())
            who = f"{name} さんが開いています。" if name else "だれかが開いています。"
            raise UnwritableOutput(
                E014.at(
                    value=book.name, holder=f"{who}(開いていないときは「{owner.name}」を消してください。)"
                )
            )


def excel_owner(data: bytes) -> str:
    """The user's name in an owner file `~$…` of Excel, '' where it cannot be read."""
    for at in (_NAME_BYTES, _NAME_BYTES + 1):
        if len(data) > at + 2 and 0 < data[at] <= 60 and data[at + 1] == 0:
            wide = data[at + 2 : at + 2 + 2 * data[at]]
            return wide.decode("utf-16-le", "ignore").strip("\0 ")
    length = data[0] if data else 0
    return data[1 : 1 + length].decode("cp932", "ignore").strip("\0 ") if 0 < length < _NAME_BYTES else ""


def libreoffice_owner(data: bytes) -> str:
    """The user's name in a lock file `.~lock.…#` of LibreOffice: first field, else the account's name."""
    fields = data.decode("utf-8", "replace").split(",")
    return next((field.strip() for field in fields[:2] if field.strip()), "")

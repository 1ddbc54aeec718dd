"""Where an imported opinion came from (column 出典): the form without its member's name, sheet, cell, hash of the file."""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

from inaxl.council.form_layout import FORM_KIND, OPINIONS

HASH_LENGTH = 12
_NAME_HASH = 6
_WRITTEN = re.compile(rf"(\S+) {OPINIONS}!(D\d+) ([0-9a-f]{{{HASH_LENGTH}}})")


class Provenance(NamedTuple):
    """`form` is `意見記入票03`; of a form without a number, `意見記入票-3f9a2c` after the hash of its file's name."""

    form: str
    cell: str
    sha256: str

    def __str__(self) -> str:
        return f"{self.form} {OPINIONS}!{self.cell} {self.sha256}"


def provenance(file: str, number: str, cell: str, sha256: str) -> Provenance:
    """Of an opinion in a form. file: its name, which members often give their own; it is never written down."""
    unnamed = f"-{hashlib.sha256(file.encode()).hexdigest()[:_NAME_HASH]}"
    return Provenance(FORM_KIND + (number or unnamed), cell, sha256[:HASH_LENGTH])


def read_provenance(text: str) -> Provenance | None:
    """What a cell of the column 出典 says; None for anything else that somebody wrote there."""
    found = _WRITTEN.fullmatch(" ".join(text.split()))
    return Provenance(*found.groups()) if found else None

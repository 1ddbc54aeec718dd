"""Books behind a password: opened for reading where the password is given and msoffcrypto-tool is installed.

The password comes from the environment variable INAXL_PASSWORD (the option --password sets it for one run). It is
never written anywhere, and an encrypted book is never written into.
"""

from __future__ import annotations

import io
import os
import re

from inaxl.books import limits
from inaxl.errors import UnreadableInput
from inaxl.findings import E010, E011, E013, E021

PASSWORD = "INAXL_PASSWORD"
_ROUNDS = re.compile(rb'spinCount="(\d{1,12})"')


def decrypted(data: bytes, name: str) -> bytes:
    """The package inside an encrypted book.

    E011 without password or without msoffcrypto-tool, E021 where the password is wrong, E010 where the file is
    damaged, E013 where it asks for more hash rounds than Excel ever writes.
    """
    password = os.environ.get(PASSWORD)
    if not password:
        raise UnreadableInput(E011.at(book=name))
    try:
        import msoffcrypto
    except ModuleNotFoundError:
        raise UnreadableInput(E011.at(book=name)) from None
    if any(int(found[1]) > limits.MAX_PASSWORD_ROUNDS for found in _ROUNDS.finditer(data)):
        raise UnreadableInput(E013.at(book=name, reason="暗号の計算が多すぎます。"))
    out = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))  # type: ignore[no-untyped-call]
        file.load_key(password=password, verify_password=True)
        file.decrypt(out)
    except msoffcrypto.exceptions.InvalidKeyError:
        raise UnreadableInput(E021.at(book=name)) from None
    except Exception as why:  # a parser of a damaged container fails in many ways, all of which say the same
        raise UnreadableInput(E010.at(book=name, reason="暗号化された中身が壊れています。")) from why
    return out.getvalue()

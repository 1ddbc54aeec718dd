"""What the system says in English is said in Japanese, wherever a file cannot be written."""

from __future__ import annotations

import errno
import os

import pytest

from inaxl.building import build
from inaxl.errors import UnwritableOutput, system_reason
from inaxl.revising import Wanted, revise


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.EACCES, "権限がありません。"),
        (errno.ENOSPC, "空き容量が足りません。"),
        (errno.EROFS, "読み取り専用の場所です。"),
        (errno.ENAMETOOLONG, "名前が長すぎます。"),
        (errno.EIO, f"{os.strerror(errno.EIO)}。"),
    ],
)
def test_the_reason_is_a_japanese_sentence(number, expected):
    """What is hardly ever met stays in the system's words."""
    assert system_reason(OSError(number, os.strerror(number))) == expected


def test_a_file_in_the_place_of_a_private_folder_is_told_in_japanese(demo_copy):
    """W433 of a build, E015 of a write into a book: neither shows `Not a directory`."""
    import datetime as dt

    (demo_copy / ".inaxl").write_bytes(b"")
    told = [finding.message for finding in build(demo_copy, 2022).findings if finding.code == "W433"]
    with pytest.raises(UnwritableOutput) as caught:
        revise(demo_copy, Wanted(dt.date(2024, 4, 1), "other", "x"))
    told.append(caught.value.finding.message)
    assert len(told) == 2
    assert not [message for message in told if "irectory" in message]

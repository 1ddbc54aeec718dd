"""What stops inaxl: one family of errors, each wrapping a finding with its code, Japanese message and remedy.

A finding that does not stop the work is returned, not raised: see `findings.py`.
"""

from __future__ import annotations

import errno

from inaxl.findings import Finding

_REASONS = {
    errno.EACCES: "権限がありません。",
    errno.EPERM: "権限がありません。",
    errno.EEXIST: "同じ名前のファイルがあります。",
    errno.ENOTDIR: "フォルダーがあるはずのところに、同じ名前のファイルがあります。",
    errno.EISDIR: "同じ名前のフォルダーがあります。",
    errno.ENOENT: "フォルダーがありません。",
    errno.ENOSPC: "空き容量が足りません。",
    getattr(errno, "EDQUOT", errno.ENOSPC): "空き容量が足りません。",
    errno.EROFS: "読み取り専用の場所です。",
    errno.ENAMETOOLONG: "名前が長すぎます。",
}


class InaxlError(Exception):
    """Something that the user can mend; shown as code, message and remedy, never as a traceback.

    `exit_code` is that of the command line (contract, section 1): 2 wrong usage, 3 an input could not be read or
    an output could not be written.
    """

    exit_code = 3

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def system_reason(error: OSError) -> str:
    """Why the system refused, as a Japanese sentence; in the system's own words where we have none."""
    known = _REASONS.get(error.errno or 0)
    return known or f"{str(error.strerror or error).rstrip('。.')}。"


class WrongUsage(InaxlError):
    """An argument that has no meaning, such as a fiscal year that cannot be read."""

    exit_code = 2


class UnreadableInput(InaxlError):
    """A folder, plan book, workbook or template that is missing, broken or refused."""


class UnwritableOutput(InaxlError):
    """A file that could not be written: held open by another program, or no permission."""

"""What stops inaxl: one family of errors, each wrapping a finding with its code, Japanese message and remedy.

A finding that does not stop the work is returned, not raised: see `findings.py`.
"""

from __future__ import annotations

from inaxl.findings import Finding


class InaxlError(Exception):
    """Something that the user can mend; shown as code, message and remedy, never as a traceback.

    `exit_code` is that of the command line (contract, section 1): 2 wrong usage, 3 an input could not be read or
    an output could not be written.
    """

    exit_code = 3

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class WrongUsage(InaxlError):
    """An argument that has no meaning, such as a fiscal year that cannot be read."""

    exit_code = 2


class UnreadableInput(InaxlError):
    """A folder, plan book, workbook or template that is missing, broken or refused."""


class UnwritableOutput(InaxlError):
    """A file that could not be written: held open by another program, or no permission."""

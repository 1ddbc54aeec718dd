"""Text on its way into another program: CSV fields that a spreadsheet leaves alone, and names for files.

What a cell holds is nobody's command: text that a spreadsheet would calculate goes out as Excel itself shows such a
text, with an apostrophe in front. Texts inside of .xlsx, .docx, JSON and HTML are escaped where they are written.
"""

from __future__ import annotations

import re

_FIGURE = re.compile(r"[-+](?:[0-9][^-+*/^&=<>()|!\[\]{}\"'@:;\r\n]*)?\Z")
_CALCULATED = ("=", "+", "-", "@")
_NO_FILE_NAME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\Z)", re.IGNORECASE)
MAX_NAME = 200
"""Bytes of a file name in UTF-8; a file system takes 255, and a suffix is still to come."""


def csv_field(text: str) -> str:
    """The text as a field of a CSV file that no spreadsheet calculates.

    Unchanged, except where it begins with = + - @ (also behind blanks or a tab) and is no figure such as `-25人`:
    then with an apostrophe in front, as Excel shows a text of this kind. NUL, which no CSV reader takes, becomes ␀.
    """
    text = text.replace("\0", "␀")
    start = text.lstrip()
    if start.startswith(_CALCULATED) and not _FIGURE.match(start):
        return "'" + text
    return text


def file_name(text: str) -> str:
    """The text as a part of a file name on any system, `_` for what none allows; never a way to another folder."""
    name = _NO_FILE_NAME.sub("_", text).strip(" .").encode()[:MAX_NAME].decode(errors="ignore").strip(" .")
    if not name or _DEVICES.match(name):
        return f"_{name}"
    return name

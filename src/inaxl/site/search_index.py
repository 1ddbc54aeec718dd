"""The index of the search page: address, title and text of every page, as a script that needs no server.

A page opened from a folder may not fetch a file, so the index is assigned to a variable; only the search page loads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from inaxl.site.material import Page

LONGEST = 900
"""Characters of a page's text that are kept: the whole index has to stay a small file."""


def search_index(pages: Iterable[Page]) -> str:
    """The script with the index, in the order of the pages."""
    entries = [[page.path, page.title, " ".join(page.search.split())[:LONGEST]] for page in pages]
    lines = (json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in entries)
    listed = ",\n".join(lines).replace("<", "\\u003c")
    return f"window.inaxlPages = [\n{listed}\n];\n"

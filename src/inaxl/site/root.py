"""The first page of the site: that of the latest year, one folder higher, with the list of all published years.

It is made from the latest year's own page as it stands in the site, so that publishing an earlier year needs nothing of
the later ones and leaves them as they are.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

from inaxl.site.addresses import year_folder
from inaxl.site.render import environment
from inaxl.site.words import Words

YEARS_HERE = "<!-- years -->"
"""Where a year's first page gets the list of all years when it becomes the first page of the site."""
_ADDRESS = re.compile(r'(?<= )(href|src)="([^"#][^"]*)"')


def root_page(latest_page: str, latest: int, years: Sequence[int], words: Words) -> str:
    """The first page in one language.

    latest_page: HTML of the first page of the year `latest`; years: all that are published.
    """
    folder = year_folder(latest)

    def moved(found: re.Match[str]) -> str:
        name, address = found.groups()
        return f'{name}="{posixpath.normpath(posixpath.join(folder, address))}"'

    listed = [
        {"folder": year_folder(fy), "label": words.fiscal_year(fy), "is_latest": fy == latest}
        for fy in sorted(years, reverse=True)
    ]
    template = environment().get_template("years.html")
    return _ADDRESS.sub(moved, latest_page).replace(YEARS_HERE, template.render(t=words, years=listed), 1)

"""Every word of the site's interface, in Japanese and in English. What comes from the plan or its results stays Japanese.

The texts are in `texts.py`; to change a word: its line there.
"""

from __future__ import annotations

from typing import NamedTuple

from inaxl.plan.model import RATINGS, RatingRules
from inaxl.site.texts import LANGUAGES, TEXTS

_RATINGS_EN = {
    "on_track": "On track",
    "mostly_on_track": "Mostly on track",
    "needs_effort": "Needs effort",
    "no_actual": "No figure",
}


class Words(NamedTuple):
    """The interface texts of one language."""

    lang: str

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, with values put in."""
        text = TEXTS[key][LANGUAGES.index(self.lang)]
        return text.format(**values) if values else text

    @property
    def ratings(self) -> tuple[str, ...]:
        """The ratings in their order."""
        return RATINGS

    @property
    def data_lang(self) -> str:
        """The language of what comes from the plan, where it is not that of the page; else ''."""
        return "" if self.lang == "ja" else "ja"

    def rating_word(self, rules: RatingRules, rating: str) -> str:
        """The word of a rating: the plan's own in Japanese."""
        return rules.label(rating) if self.lang == "ja" else _RATINGS_EN[rating]

    def rating(self, rules: RatingRules, rating: str) -> str:
        """Glyph and word of a rating, always together."""
        return f"{rules.glyph(rating)} {self.rating_word(rules, rating)}"

    def fiscal_year(self, fy: int) -> str:
        """A fiscal year in full: 令和5年度, or FY2023 (April 2023 to March 2024)."""
        from inaxl.values.periods import fy_label

        return fy_label(fy) if self.lang == "ja" else f"FY{fy}"

    def day(self, iso: str) -> str:
        """A day that is given as YYYY-MM-DD."""
        from datetime import date

        from inaxl.values.periods import day_label

        return day_label(date.fromisoformat(iso)) if self.lang == "ja" else iso

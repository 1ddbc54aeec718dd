"""All habits of filling in forms, in the order in which they were written."""

from habits_of_cards import CARDS
from habits_of_offices import OFFICES
from habits_of_public_forms import PUBLIC_FORMS
from habits_of_sheets import SHEETS
from habits_of_tables import TABLES
from habits_of_towns import TOWNS
from habits_of_villages import VILLAGES
from habits_of_years import YEARS

TUNED = [*TABLES, *CARDS]
"""Written while the reader was written."""
UNSEEN = [*PUBLIC_FORMS, *YEARS, *SHEETS, *OFFICES, *TOWNS, *VILLAGES]
"""Written afterwards, with their entries, before the reader saw them; then it was mended. docs/binding.md: first results."""
HABITS = [*TUNED, *UNSEEN]

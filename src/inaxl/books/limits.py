"""How much of a workbook inaxl is willing to take in: named limits against hostile and runaway files.

All limits are far above what an office's KPI book needs (a few thousand cells), and together they keep any file within
2 seconds and 300 MB. Passing one gives E013; no file is opened here.
"""

from __future__ import annotations

MAX_FILE_BYTES = 100 * 2**20
"""Size of the file on disk [bytes]: pictures count here, and it is held in memory once."""
MAX_FOREIGN_BYTES = 20 * 2**20
"""Size of an .xls, .xlsb, .ods or .csv [bytes]: these are read as a whole, not part by part."""
MAX_PARTS = 5_000
"""Entries in the package: a real book has some ten per sheet."""
MAX_PART_BYTES = 96 * 2**20
"""Unpacked size of one part that is read [bytes]: a sheet formatted down to its last row has about 60 MB."""
MAX_READ_BYTES = 160 * 2**20
"""Unpacked size of all parts that are read, each time they are read [bytes]: unpacking takes a second for this."""
RATIO_FREE_BYTES = 16 * 2**20
"""Below this unpacked size a part may be packed as tightly as it likes [bytes]."""
MAX_RATIO = 250
"""Unpacked to packed size of a large part; a sheet full of equal rows reaches about 100."""
MAX_PENDING_BYTES = 4 * 2**20
"""XML that is held as a tree at a time [bytes]; the tree takes up to thirty times the room of its text."""
BLANKS_FROM_BYTES = 2**20
"""From this size of a sheet on, blank cells and rows are cut out before it is parsed [bytes]."""
MAX_TAGS = 3_000_000
"""Tags in all XML parts that are parsed, blank cells left out: twenty for each of MAX_CELLS cells."""
MAX_SHEETS = 500
"""Sheets in a book."""
MAX_SHEET_NAME = 255
"""Characters of a sheet's name; Excel takes 31, other programs more."""
MAX_CELLS = 150_000
"""Cells with a value in a book; reading and recognising them takes one second or two."""
MAX_PLACES = 3_000_000
"""Places in the rows of a book that carry values, each row up to its last value: 8 bytes each."""
MAX_CELL_TEXT = 32_767
"""Characters in a cell, as in Excel."""
MAX_TEXT = 8_000_000
"""Characters in all cells of a book, a shared text counted wherever it stands: each is looked at several times."""
MAX_MERGES = 100_000
"""Merged areas of a sheet."""
MAX_TABLES = 300
"""Tables of a book; each is looked at together with all titles above it."""
MAX_KPIS = 5_000
"""Indicators of a book; a plan has a hundred or so, all of a city's plans together a thousand."""
MAX_NUMBER_TEXT = 400
"""Characters of a stored number: a double has 17 digits and at most 309 places before the point."""
LAST_ROW = 1_048_576
"""Last row of an Excel sheet."""
LAST_COLUMN = 16_384
"""Last column of an Excel sheet (XFD)."""
MAX_PASSWORD_ROUNDS = 1_000_000
"""Hash rounds of an encrypted book; Excel takes 100,000, and a million takes about a second."""

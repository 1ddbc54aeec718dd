"""How much of a workbook inaxl is willing to take in: named limits against hostile and runaway files.

All limits are far above what an office's KPI book needs. Passing one gives E013; no file is opened here.
"""

from __future__ import annotations

MAX_FILE_BYTES = 100 * 2**20
"""Size of the file on disk [bytes]."""
MAX_PARTS = 5_000
"""Entries in the package."""
MAX_PART_BYTES = 256 * 2**20
"""Unpacked size of one part [bytes]."""
MAX_TOTAL_BYTES = 512 * 2**20
"""Unpacked size of all parts together [bytes]."""
RATIO_FREE_BYTES = 16 * 2**20
"""Below this unpacked size a part may be packed as tightly as it likes [bytes]."""
MAX_RATIO = 250
"""Unpacked to packed size of a large part; a sheet full of equal rows reaches about 100."""
MAX_SHEETS = 500
"""Sheets in a book."""
MAX_CELLS = 3_000_000
"""Cells of a sheet, counted as rows that carry values, each up to its last value."""
MAX_MERGES = 100_000
"""Merged areas of a sheet."""
LAST_ROW = 1_048_576
"""Last row of an Excel sheet."""
LAST_COLUMN = 16_384
"""Last column of an Excel sheet (XFD)."""

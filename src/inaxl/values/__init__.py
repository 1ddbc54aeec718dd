"""One entered value: figures, units, years, labels, and how they are shown. Nothing here opens a file."""

"""Workbook packages on disk: read into grids within limits, patched without loss, saved atomically, undone.

Where the tables are in a grid is not known here: see `forms/`.
To add a format: a reader here and a row in the table of formats.
"""

"""Buttons inside Excel: what they are called, the workbook that is open there, and the macro books and add-in.

What a click does is in `inaxl/buttons.py`, which the macros call. Nothing here knows a KPI.

To add a button: a row in `button_table.py`, a Sub and a callback in `macros/InaxlButtons.bas`, a button in
`macros/ribbon.xml`, and a function of that name in `inaxl/buttons.py`; a test holds the four against each other.
"""

"""The strategy as data: the plan book, its pandera schemas, and the records made from it.

To add a column: a row in `layout.py`, its field in `model.py`, its check in `schemas.py`.
"""

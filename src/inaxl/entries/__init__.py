"""The tidy entry table: read from bound books, checked with pandera and with `checks/`.

How books are merged is not here: see `merging/`.
"""

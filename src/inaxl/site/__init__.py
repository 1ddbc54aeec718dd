"""The public web site of one evaluated year: what may be shown, and the pages that show it.

`redaction.py` comes first: everything public is made from `public_results` alone. Then one module per kind of page turns
the results into texts (`pages_*.py`), and `render.py` puts them into the templates. Writing is in `publishing.py`.

To add a page: a function that yields a `Page` in a module of its kind, its line in `pages.py`, and a template.
"""

"""Where tables and cards are in a book, and the entry form that we write ourselves.

To add a spelling of a heading: a word in `synonyms.py`.
"""

"""The population vision, the indicators against it, and the population book.

To add an indicator: a function here and its Japanese label in `vision.INDICATOR_LABELS`.
"""

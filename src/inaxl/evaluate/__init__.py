"""Achievement, progress, rating and aggregation: plain functions over values and tables, without any file.

To add a rule: an option in the plan book and its branch in `achievement.py` or `rating.py`.
"""

"""The books that the secretariat keeps beside the plan: opinions.xlsx (審議会の意見) and survey.xlsx (市民意識調査).

Both are optional. What follows from them is computed in `evaluate/follow_up.py` and `evaluate/survey.py`.
To add one: a module with its tables and its reader, and a line in `evaluation.py`.
"""

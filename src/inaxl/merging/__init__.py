"""Many department books into one table: matching with the plan, provenance, conflicts, submissions.

Rating is not here: see `evaluate/`.
"""

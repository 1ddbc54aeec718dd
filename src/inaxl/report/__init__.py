"""The papers: merged workbook, Word report, evaluation sheets, CSV and JSON, all from one `Results`.

To add a paper: a writer here, and a line in `outputs.py`; the manifest follows.
"""

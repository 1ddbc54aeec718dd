"""A working folder of made-up figures (架空) on the real strategy, to try everything on.

`folder.make_demo` writes it. `kpis.csv` holds the 84 sample KPIs with their actuals, `cards.csv` the PDCA
texts of 38 projects and three years, `mistakes.py` what departments got wrong in the last year.
To change a figure: the CSV; the tests say which distribution of ratings it has to keep.
"""

"""The evaluated year as open data: CSV tables, what describes them (CSVW, Data Package, DCAT), and a feed of changes.

Everything is made from results that `site/redaction.py` has made public; nothing is withheld here. What is published is
data: `tables_plan.py` and `tables_year.py` name every table and column, `rows_plan.py` and `rows_year.py` fill them,
`csv_files.py` writes them, `csvw.py`, `data_package.py` and `catalogue.py` describe them, `feed.py` tells what is new,
and `reading.py` is for whoever has downloaded it.

To add a table: its `Table` in one of the two lists and a function of the same name that yields its rows.
"""

from inaxl.opendata.reading import PublishedYear as PublishedYear
from inaxl.opendata.reading import read_kpis as read_kpis
from inaxl.opendata.reading import read_year as read_year

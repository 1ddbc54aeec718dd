"""CSV on the Web (W3C): what each file holds, for machines. One document per table, and one for all with the references.

References between files stand in the common document only: CSVW allows them within one group of tables. A blank breaks a
reference there, so that columns with blanks have none; datapackage.json, where a blank is allowed, has all of them.
"""

from __future__ import annotations

import re
from typing import Any

from inaxl.opendata.addresses import data_path, lasting_id
from inaxl.opendata.columns import DATATYPES, SEPARATOR, Column, Table
from inaxl.opendata.content import OpenData, about
from inaxl.opendata.csv_files import LINE_END

GROUP = "csv-metadata.json"
"""Name of the common document; where a file has none of its own, CSVW looks for this one."""
CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "ja"}]
_DIALECT = {"encoding": "utf-8", "lineTerminators": [LINE_END], "header": True, "commentPrefix": None}

Document = dict[str, Any]


def metadata_name(table: Table) -> str:
    """`kpis.csv-metadata.json`: where CSVW looks for what describes kpis.csv."""
    return f"{table.file_name}-metadata.json"


def table_document(table: Table, data: OpenData) -> Document:
    """The metadata of one file on its own."""
    return {"@context": CONTEXT, **_table(table), **_rights(data), "dialect": _DIALECT}


def group_document(data: OpenData) -> Document:
    """The metadata of all files together, with the references between them."""
    path = data_path(data.results.fy, GROUP)
    return {
        "@context": CONTEXT,
        "@id": lasting_id(data.results.plan.city, data.base, path),
        "dc:title": _both(data.title, data.title_en),
        **_rights(data),
        "dc:source": list(data.sources),
        "schema:version": data.version,
        "dialect": _DIALECT,
        "tables": [_with_references(table, data) for table in data.tables],
    }


def _rights(data: OpenData) -> Document:
    """Who published it, when, and under which licence; no licence is claimed where none is stated."""
    found: Document = {
        "dc:publisher": data.results.plan.city,
        "dc:issued": {"@value": data.results.date.isoformat(), "@type": "xsd:date"},
    }
    if data.licence is not None:
        url, title = data.licence.url, data.licence.title
        found["dc:license"] = {"@id": url} if url else {"@value": title, "@language": "ja"}
        found["dc:rights"] = title
    return found


def _with_references(table: Table, data: OpenData) -> Document:
    document = _table(table)
    keys = [
        {
            "columnReference": [reference.column],
            "reference": {"resource": f"{reference.table}.csv", "columnReference": [reference.target]},
        }
        for reference in data.references(table)
        if all(row.get(reference.column) for row in data.rows[table.name])
    ]
    if keys:
        document["tableSchema"]["foreignKeys"] = keys
    return document


def _table(table: Table) -> Document:
    schema: Document = {"columns": [_column(column) for column in table.columns]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    return {
        "url": table.file_name,
        "dc:title": _both(table.title, table.title_en),
        "dc:description": _both(table.about, table.about_en),
        "tableSchema": schema,
    }


def _column(column: Column) -> Document:
    document: Document = {
        "name": column.name,
        # the header of the file is among the titles: processors hold it against them
        "titles": {"ja": column.title, "en": list(dict.fromkeys([column.name, column.title_en]))},
        "datatype": _datatype(column),
    }
    if column.must:
        document["required"] = True
    if column.kind == "list":
        document["separator"] = SEPARATOR
    if about(column):
        document["dc:description"] = _both(about(column), column.about_en)
    if column.unit:
        document["schema:unitText"] = column.unit
    return document


def _datatype(column: Column) -> Any:
    if column.words is None:
        return DATATYPES[column.kind]
    return {"base": "string", "format": "|".join(re.escape(word) for word in column.words)}


def _both(ja: str, en: str) -> list[Document]:
    texts = [{"@value": ja, "@language": "ja"}]
    return texts + ([{"@value": en, "@language": "en"}] if en else [])

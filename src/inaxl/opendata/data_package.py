"""datapackage.json (Data Package 2.0): the same files for tools that speak Frictionless Data."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from inaxl.opendata.addresses import data_path, lasting_id
from inaxl.opendata.columns import DATATYPES, Column, Table
from inaxl.opendata.content import OpenData, about
from inaxl.opendata.csv_files import LINE_END
from inaxl.opendata.readme import README

DESCRIPTOR = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = {"decimal": "number"}
"""What Data Package calls otherwise than CSV on the Web."""

Document = dict[str, Any]


def package_document(data: OpenData, files: Mapping[str, bytes]) -> Document:
    """The descriptor. `files`: name of each CSV file → its bytes, for its size and hash."""
    plan, fy = data.results.plan, data.results.fy
    document: Document = {
        "$schema": _PROFILE,
        "name": f"strategy-evaluation-fy{fy}",
        "id": lasting_id(plan.city, data.base, data_path(fy, DESCRIPTOR)),
        "title": data.title,
        "description": data.title_en,
        "version": data.version,
        # the day is what is known; a Data Package asks for a time too
        "created": f"{data.results.date.isoformat()}T00:00:00+09:00",
        "contributors": [{"title": plan.city, "roles": ["publisher"]}],
        "sources": [{"title": source} for source in data.sources],
        "resources": [_resource(table, data, files[table.file_name]) for table in data.tables],
    }
    if data.base:
        document["homepage"] = data.base
    if data.licence is not None:
        document["licenses"] = [_licence(data)]
    return document


def _licence(data: OpenData) -> Document:
    """A name or an address has to be there; words that only the city knows are written out in the readme."""
    assert data.licence is not None
    name, title, url = data.licence
    return {**({"name": name} if name else {}), "path": url or README, "title": title}


def _resource(table: Table, data: OpenData, content: bytes) -> Document:
    return {
        "name": table.name,
        "type": "table",
        "path": table.file_name,
        "title": table.title,
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {"lineTerminator": LINE_END},
        "schema": _schema(table, data),
    }


def _schema(table: Table, data: OpenData) -> Document:
    schema: Document = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    keys = [
        {
            "fields": [reference.column],
            "reference": {"resource": reference.table, "fields": [reference.target]},
        }
        for reference in data.references(table)
    ]
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _field(column: Column) -> Document:
    datatype = DATATYPES[column.kind]
    field: Document = {"name": column.name, "type": _TYPES.get(datatype, datatype), "title": column.title}
    if about(column):
        field["description"] = about(column)
    if column.unit:
        field["unit"] = column.unit
    constraints: Document = {"required": True} if column.must else {}
    if column.words is not None:
        constraints["enum"] = list(column.words)
    if constraints:
        field["constraints"] = constraints
    return field

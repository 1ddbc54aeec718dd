"""Writes the open data of a year into a folder: the CSV files, their descriptions, the readme. The same bytes every time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inaxl.opendata.catalogue import DATASET, dataset_document
from inaxl.opendata.content import OpenData, open_data
from inaxl.opendata.csv_files import csv_bytes
from inaxl.opendata.csvw import GROUP, group_document, metadata_name, table_document
from inaxl.opendata.data_package import DESCRIPTOR, package_document
from inaxl.opendata.readme import README, readme_text
from inaxl.report.results import Results


def write_open_data(
    public: Results, folder: Path, *, base: str = "", edition: int | None = None, is_draft: bool = False
) -> tuple[str, ...]:
    """Write the open data of a year; the names of the files, in a fixed order.

    public: results that `site/redaction.py` has made public (ValueError for others). folder: `fy2023/data` of the site,
    made if it is not there. base: address of the site (`addresses.site_address`) or ''. Raises OSError.
    """
    files = open_data_files(open_data(public, base=base, edition=edition, is_draft=is_draft))
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return tuple(files)


def open_data_files(data: OpenData) -> dict[str, bytes]:
    """Name of each file → its bytes. Pure: for a caller that writes by itself."""
    tables = {table.file_name: csv_bytes(table, data.rows[table.name]) for table in data.tables}
    documents: dict[str, Mapping[str, Any]] = {
        metadata_name(table): table_document(table, data) for table in data.tables
    }
    documents[GROUP] = group_document(data)
    documents[DESCRIPTOR] = package_document(data, tables)
    documents[DATASET] = dataset_document(data, tables)
    texts = {README: "\ufeff" + readme_text(data).replace("\n", "\r\n")}
    texts |= {name: json_text(document) for name, document in documents.items()}
    return tables | {name: text.encode() for name, text in texts.items()}


def json_text(document: Mapping[str, Any]) -> str:
    """A JSON document as it is written here."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

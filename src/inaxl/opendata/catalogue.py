"""DCAT as JSON-LD: one dataset per year beside its files, and the catalogue of all years at the root of the site.

Small on purpose: title, publisher, day, period, licence and files, in the terms of DCAT-AP, so that a portal can harvest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from inaxl.opendata.addresses import CATALOGUE, data_path, lasting_id
from inaxl.opendata.content import OpenData
from inaxl.opendata.published import Publication, PublishedPlan

DATASET = "dataset.jsonld"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_CSV = "https://www.iana.org/assignments/media-types/text/csv"

Document = dict[str, Any]


def dataset_document(data: OpenData, files: Mapping[str, bytes]) -> Document:
    """The year as a dcat:Dataset with a distribution per file. `files`: name of each CSV file → its bytes."""
    plan, fy = data.results.plan, data.results.fy
    rights = _licence(data)
    return {
        "@context": _CONTEXT,
        "@id": lasting_id(plan.city, data.base, data_path(fy, DATASET)),
        "@type": "dcat:Dataset",
        "dct:title": [_said(data.title, "ja"), _said(data.title_en, "en")],
        "dct:description": _said("総合戦略のKPIの実績と評価、計画、人口、意見と対応の表です。", "ja"),
        "dct:publisher": _publisher(plan.city),
        "dct:issued": _day(data.results.date.isoformat()),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(f"{plan.first_fy}-04-01"),
            "dcat:endDate": _day(f"{fy + 1}-03-31"),
        },
        "owl:versionInfo": data.version,
        **rights,
        "dcat:distribution": [
            {
                "@id": lasting_id(plan.city, data.base, data_path(fy, table.file_name)),
                "@type": "dcat:Distribution",
                "dct:title": [_said(table.title, "ja"), _said(table.title_en, "en")],
                "dcat:downloadURL": {"@id": _download(data, table.file_name)},
                "dcat:mediaType": {"@id": _CSV},
                "dcat:byteSize": {
                    "@value": str(len(files[table.file_name])),
                    "@type": "xsd:nonNegativeInteger",
                },
                **rights,
            }
            for table in data.tables
        ],
    }


def catalogue_document(publications: Sequence[Publication], plan: PublishedPlan) -> Document:
    """The dcat:Catalog of the site: a dataset per published year. `plan`: that of all years (`published.plan_of_all`)."""
    return {
        "@context": _CONTEXT,
        "@id": lasting_id(plan.city, plan.base, CATALOGUE),
        "@type": "dcat:Catalog",
        "dct:title": _said(plan.title or plan.city, "ja"),
        "dct:description": _said("年度ごとの評価のオープンデータの目録です。", "ja"),
        "dct:publisher": _publisher(plan.city),
        "dct:modified": _day(max(item.date for item in publications).isoformat()),
        "dcat:dataset": [
            {
                "@id": lasting_id(plan.city, plan.base, data_path(item.fy, DATASET)),
                "@type": "dcat:Dataset",
                "dct:title": _said(item.title, "ja"),
                "dct:description": _said(item.summary, "ja"),
                "dct:issued": _day(item.date.isoformat()),
                "rdfs:seeAlso": {"@id": (plan.base or "./") + data_path(item.fy, DATASET)},
            }
            for item in publications
        ],
    }


def _licence(data: OpenData) -> Document:
    """dct:license where one is stated; a licence without an address is told in its own words."""
    if data.licence is None:
        return {}
    if data.licence.url:
        return {"dct:license": {"@id": data.licence.url}}
    return {"dct:license": {"@type": "dct:LicenseDocument", "rdfs:label": _said(data.licence.title, "ja")}}


def _download(data: OpenData, name: str) -> str:
    return data.base + data_path(data.results.fy, name) if data.base else name


def _publisher(city: str) -> Document:
    return {"@type": "foaf:Organization", "foaf:name": _said(city, "ja")}


def _said(text: str, language: str) -> Document:
    return {"@value": text, "@language": language}


def _day(text: str) -> Document:
    return {"@value": text, "@type": "xsd:date"}

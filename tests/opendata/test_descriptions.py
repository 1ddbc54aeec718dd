"""What the descriptions say: titles, units, licence, addresses, references; and the DCAT catalogue as RDF."""

from __future__ import annotations

import datetime as dt
import json

import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, RDF

from inaxl.opendata.catalogue import catalogue_document
from inaxl.opendata.content import OpenData, open_data
from inaxl.opendata.licences import licence_of
from inaxl.opendata.published import Publication, published_plan
from inaxl.opendata.writing import open_data_files
from tests.opendata.sample_public import public_sample

BASE = "https://www.example.jp/sogo/"
old_class_in_rdflib = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def data(licence: str = "", **options) -> OpenData:
    """The sample's open data."""
    return open_data(public_sample(licence), **options)


def documents(found: OpenData) -> dict[str, dict]:
    """The JSON documents by name."""
    files = open_data_files(found)
    return {name: json.loads(text) for name, text in files.items() if "json" in name}


def test_the_package_says_whose_it_is_when_and_which_edition():
    """Title with its marks, publisher, day, version of fiscal year and edition, sources."""
    package = documents(data(edition=2, is_draft=True))["datapackage.json"]
    assert package["title"] == "第2期伊那市地方創生総合戦略　令和5年度の評価（案）（数値は架空）"
    assert package["version"] == "2023.2"
    assert package["created"] == "2024-06-14T00:00:00+09:00"
    assert package["contributors"] == [{"title": "伊那市", "roles": ["publisher"]}]
    assert package["sources"] == [
        {"title": "第2期伊那市地方創生総合戦略"}, {"title": "長野県毎月人口異動調査（架空）"}, {"title": "架空"},
    ]  # fmt: skip
    assert documents(data())["datapackage.json"]["version"] == "2023"


@pytest.mark.parametrize(
    ("text", "name", "url"),
    [
        ("CC BY 4.0", "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/deed.ja"),
        ("ＣＣ－ＢＹ　４．０", "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/deed.ja"),
        ("クリエイティブ・コモンズ・ライセンス 表示4.0国際", "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/deed.ja"),
        ("cc0", "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.ja"),
        ("CC BY 2.1 JP", "", "https://creativecommons.org/licenses/by/2.1/jp/"),
        ("公共データ利用規約（第1.0版）", "", "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0"),
        ("市の規約 https://www.example.jp/kiyaku.html による", "", "https://www.example.jp/kiyaku.html"),
        ("市の規約による", "", ""),
        ("CC BY", "", ""),
        ("CC BY-NC 4.0", "", ""),
    ],
)  # fmt: skip
def test_a_known_licence_gets_its_name_and_address_and_no_other(text, name, url):
    """A licence is never guessed: CC BY without a version, or with NC, stays words."""
    found = licence_of(text)
    assert (found.name, found.url) == (name, url)
    assert name or url.startswith(("https://creative", "https://www.digital")) or found.title == text


def test_no_licence_is_claimed_where_none_is_stated():
    """Absent stays absent in every description, and the readme says so."""
    found = data()
    files = documents(found)
    assert "licenses" not in files["datapackage.json"]
    assert not any("dc:license" in document for document in files.values())
    assert not any("dct:license" in str(document) for document in files.values())
    assert found.rows["plan"][0]["licence"] is None


def test_a_licence_in_the_city_s_own_words_stands_in_the_readme():
    """A Data Package needs a name or an address: the readme holds the words."""
    found = data("市の規約による")
    assert documents(found)["datapackage.json"]["licenses"] == [
        {"path": "README.txt", "title": "市の規約による"}
    ]
    assert documents(found)["csv-metadata.json"]["dc:license"] == {
        "@value": "市の規約による",
        "@language": "ja",
    }
    assert "利用の条件: 市の規約による" in open_data_files(found)["README.txt"].decode()


def test_the_columns_have_titles_in_two_languages_units_and_types():
    """A person reads 達成率, a machine a decimal with its unit; the header is among the titles."""
    tables = {table["url"]: table for table in documents(data())["csv-metadata.json"]["tables"]}
    columns = {column["name"]: column for column in tables["kpis.csv"]["tableSchema"]["columns"]}
    assert columns["achievement"]["titles"] == {"ja": "達成率", "en": ["achievement", "Achievement"]}
    assert columns["achievement"]["datatype"] == "decimal"
    assert columns["achievement"]["schema:unitText"] == "比（1＝100%）"
    assert columns["status"]["datatype"]["format"].split("|")[:2] == ["reported", "pending"]
    assert columns["fy"]["required"] is True
    assert tables["kpis.csv"]["tableSchema"]["primaryKey"] == ["kpi_id", "fy"]


def test_csvw_has_references_only_where_no_cell_is_blank():
    """CSVW takes a blank for a broken reference; the Data Package has it all the same."""
    found = documents(data())
    csvw = next(table for table in found["csv-metadata.json"]["tables"] if table["url"] == "kpis.csv")
    named = [key["columnReference"] for key in csvw["tableSchema"]["foreignKeys"]]
    assert ["status"] in named
    assert ["project_id"] in named
    assert ["rating_override"] not in named
    package = next(item for item in found["datapackage.json"]["resources"] if item["name"] == "kpis")
    assert ["rating_override"] in [key["fields"] for key in package["schema"]["foreignKeys"]]


def test_addresses_are_full_with_a_base_and_lasting_without():
    """IDs are addresses where the site's is known, else the same URN every time."""
    with_base, without = documents(data(base=BASE)), documents(data())
    assert with_base["datapackage.json"]["id"] == BASE + "fy2023/data/datapackage.json"
    assert with_base["datapackage.json"]["homepage"] == BASE
    assert with_base["csv-metadata.json"]["@id"] == BASE + "fy2023/data/csv-metadata.json"
    assert without["datapackage.json"]["id"] == "urn:uuid:5584e1f9-55fa-528e-8c02-f8c9c704e7e7"
    assert "homepage" not in without["datapackage.json"]
    for found in (with_base, without):  # files are found beside their description, also after a download
        assert found["datapackage.json"]["resources"][0]["path"] == "kpis.csv"
        assert found["csv-metadata.json"]["tables"][0]["url"] == "kpis.csv"


@old_class_in_rdflib
@pytest.mark.parametrize("base", ["", BASE])
def test_the_dataset_is_dcat(base):
    """Read as RDF: one dataset with title, publisher, licence, period, and a distribution per file."""
    found = data("CC BY 4.0", base=base)
    graph = rdflib.Graph().parse(
        data=open_data_files(found)["dataset.jsonld"], format="json-ld", base="https://download.example/"
    )
    [dataset] = graph.subjects(RDF.type, DCAT.Dataset)
    files = set(graph.objects(dataset, DCAT.distribution))
    assert len(files) == len(found.tables)
    assert graph.value(dataset, DCTERMS.license) == rdflib.URIRef(
        "https://creativecommons.org/licenses/by/4.0/deed.ja"
    )
    assert graph.value(dataset, DCTERMS.issued).toPython() == dt.date(2024, 6, 14)
    period = graph.value(dataset, DCTERMS.temporal)
    assert graph.value(period, DCAT.startDate).toPython() == dt.date(2020, 4, 1)
    assert graph.value(period, DCAT.endDate).toPython() == dt.date(2024, 3, 31)
    downloads = {str(graph.value(item, DCAT.downloadURL)) for item in files}
    assert (f"{base}fy2023/data/kpis.csv" if base else "https://download.example/kpis.csv") in downloads


@old_class_in_rdflib
def test_the_catalogue_lists_every_year():
    """The catalogue at the root leads to the dataset of each year, by the same ID that the year's own file has."""
    records = [Publication(fy, dt.date(fy + 1, 6, 1), f"{fy}", "") for fy in (2022, 2023)]
    graph = rdflib.Graph().parse(
        data=json.dumps(catalogue_document(records, published_plan(public_sample().plan))),
        format="json-ld",
        base="https://site.example/",
    )
    [catalogue] = graph.subjects(RDF.type, DCAT.Catalog)
    datasets = {str(item) for item in graph.objects(catalogue, DCAT.dataset)}
    assert len(datasets) == 2
    assert documents(data())["dataset.jsonld"]["@id"] in datasets
    assert graph.value(catalogue, DCTERMS.modified).toPython() == dt.date(2024, 6, 1)

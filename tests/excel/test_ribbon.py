"""The ribbon as text: what Office's published rules allow, pictures that Office has, and nothing a person cannot read."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from inaxl.excel import vba
from inaxl.excel.button_table import BUTTONS

UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("customui14.xsd")))
PICTURES = {
    # Each name stands in a published gallery of the pictures that Office's command bars accept, or is the picture of
    # buttons in several ribbons that others have published for Excel.
    "AcceptInvitation",
    "ChartInsert",
    "ChartTypeBarInsertGallery",
    "Clear",
    "DistributionListSelectMembers",
    "FilePrintPreview",
    "FileSaveAs",
    "FileSaveAsWordDocx",
    "TableInsert",
    "Undo",
}


@pytest.fixture
def ribbon():
    return etree.fromstring(vba.ribbon_xml())


def problems(document) -> list[str]:
    SCHEMA.validate(document)
    return [entry.message for entry in SCHEMA.error_log]


def test_the_ribbon_keeps_to_the_published_rules(ribbon) -> None:
    """Elements, attributes, types, lengths and unique identifiers."""
    assert problems(ribbon) == []


@pytest.mark.parametrize(
    ("node", "attribute", "value"),
    [
        ("button", "id", "inaxlUndo"),  # a second control of that name
        ("button", "id", "1 check"),
        ("button", "size", "huge"),
        ("button", "onAction", "入力チェック"),
        ("button", "onaction", "RibbonCheck"),
        ("button", "image", "own.png"),  # a picture of our own would need a part of its own
        ("button", "screentip", ""),
        ("button", "supertip", "あ" * 1025),
        ("button", "imageMso", "Clear All"),
        ("group", "size", "large"),
        ("group", "label", ""),
        ("tab", "keytip", "KPI1"),
        ("tabs", "id", "tabs"),
        ("ribbon", "startFromScratch", "maybe"),
    ],
)
def test_the_rules_refuse_what_excel_would_not_show(ribbon, node, attribute, value) -> None:
    """Excel drops a whole ribbon without a word for one wrong attribute, so the rules themselves are tested."""
    next(ribbon.iter(f"{UI}{node}")).set(attribute, value)
    assert problems(ribbon) != []


@pytest.mark.parametrize(
    ("parent", "child"), [("tab", "button"), ("group", "label"), ("ribbon", "group"), ("button", "button")]
)
def test_the_rules_refuse_elements_in_the_wrong_place(ribbon, parent, child) -> None:
    """A button stands in a group, a group in a tab."""
    etree.SubElement(next(ribbon.iter(f"{UI}{parent}")), f"{UI}{child}", id="x", label="x", onAction="x")
    assert problems(ribbon) != []


def test_every_picture_is_one_of_office_and_stands_once(ribbon) -> None:
    """A name that Office does not know leaves a button without a picture."""
    used = [button.get("imageMso") for button in ribbon.iter(f"{UI}button")]
    assert sorted(used) == sorted(PICTURES)
    assert len(used) == len(BUTTONS)


def test_every_text_is_japanese(ribbon) -> None:
    """Labels and tips of what is clicked on; the tab's own name is KPI."""
    for node in ribbon.iter(f"{UI}button", f"{UI}group"):
        for attribute in ("label", "screentip", "supertip"):
            assert not node.get(attribute, "あ").isascii(), (node.get("id"), attribute)
    assert all(button.get("supertip") for button in ribbon.iter(f"{UI}button"))
    assert next(ribbon.iter(f"{UI}tab")).get("label") == "KPI"

"""Where a book lies: drives, shares and long paths, and the local copy behind an address of OneDrive or SharePoint.

The forms of the addresses are those that Excel gives as `Workbook.FullName` while a book of a synchronised folder is
saved automatically; `mounts` is what OneDrive writes into the registry (UrlNamespace → MountPoint).
"""

from __future__ import annotations

from pathlib import PureWindowsPath
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inaxl.excel.places import Synced, is_address, is_place, local_copy

NOWHERE = Synced({}, {})
PERSON = "https://d.docs.live.net/1a2b3c4d5e6f7a8b/"
OFFICE = "https://ina-my.sharepoint.com/personal/t_yamada_ina_lg_jp/Documents/"
SITE = "https://ina.sharepoint.com/sites/kikaku/Shared Documents/"
NAME = "総合戦略 R05/02_地域創造課 (最終).xlsx"


@pytest.fixture
def synced(tmp_path):
    """A folder `OneDrive - 市` that holds the book."""
    root = tmp_path / "OneDrive - 市"
    (root / NAME).parent.mkdir(parents=True)
    (root / NAME).write_bytes(b"")
    return root


@pytest.mark.parametrize(
    ("full_name", "is_full"),
    [
        (r"C:\Users\山田 太郎\Documents\02_地域創造課.xlsx", True),
        (r"S:\総合戦略\workbooks\R05\02.xlsx", True),
        (r"\\server\share\総合 戦略\02.xlsx", True),
        (r"\\server.ina.lg.jp\部署$\02.xlsx", True),
        (r"\\?\UNC\server\share\02.xlsx", True),
        (r"\\?\C:" + r"\深い" * 120 + r"\02.xlsx", True),
        ("Book1", False),
        ("02.xlsx", False),
        (r"workbooks\02.xlsx", False),
        (OFFICE + NAME, False),
        ("http://intranet/kikaku/02.xlsx", False),
    ],
)
def test_drives_shares_and_long_paths_are_places(full_name, is_full) -> None:
    """As Windows counts them; a book that was never saved has a name and no place."""
    assert is_place(full_name, PureWindowsPath) is is_full
    assert is_address(full_name) is ("://" in full_name)


@pytest.mark.parametrize("spell", [str, quote], ids=["plain", "encoded"])
@pytest.mark.parametrize(
    ("address", "variable"),
    [
        (PERSON, "OneDriveConsumer"),
        (PERSON, "OneDrive"),
        (OFFICE, "OneDriveCommercial"),
        (OFFICE, "OneDrive"),
    ],
)
def test_a_onedrive_address_is_found_below_the_folder_of_the_environment(
    synced, address, variable, spell
) -> None:
    """Japanese, blanks and brackets, written out or encoded."""
    found = local_copy(address + spell(NAME), Synced({}, {variable: str(synced)}))
    assert found == synced / NAME


@pytest.mark.parametrize(
    ("address", "variable"),
    [(PERSON, "OneDriveCommercial"), (OFFICE, "OneDriveConsumer"), (SITE, "OneDrive")],
)
def test_the_folder_of_another_account_is_not_looked_into(synced, address, variable) -> None:
    """A private OneDrive may hold a book of the same name: it is not the office's."""
    assert local_copy(address + NAME, Synced({}, {variable: str(synced)})) is None


def test_a_site_is_found_where_onedrive_says_that_it_is_mounted(tmp_path) -> None:
    """Shared libraries have a local folder of any name; OneDrive notes it down with the address."""
    library, other = tmp_path / "市" / "企画 - ドキュメント", tmp_path / "OneDrive"
    for folder in (library, other):
        (folder / NAME).parent.mkdir(parents=True)
        (folder / NAME).write_bytes(b"")
    mounts = {"https://ina.sharepoint.com/": str(other), SITE: str(library)}
    assert local_copy(SITE + NAME, Synced(mounts, {})) == library / NAME  # the longest address first
    encoded = "HTTPS://ina.sharepoint.com/sites/kikaku/Shared%20Documents/" + quote(NAME)
    assert local_copy(encoded, Synced(mounts, {})) == library / NAME


def test_a_folder_of_a_library_that_is_synchronised_alone_is_found(tmp_path) -> None:
    """OneDrive calls it `site - folder` and notes down the address of the library."""
    part = tmp_path / "企画 - 総合戦略 R05"
    part.mkdir()
    (part / "02.xlsx").write_bytes(b"")
    mounts = {SITE: str(part)}
    assert local_copy(SITE + "総合戦略 R05/02.xlsx", Synced(mounts, {})) == part / "02.xlsx"
    assert local_copy(SITE + "別の計画/02.xlsx", Synced(mounts, {})) is None


def test_a_letter_that_only_looks_encoded_is_kept(tmp_path) -> None:
    """`%20` may stand in a file's own name."""
    (tmp_path / "達成率%20.xlsx").write_bytes(b"")
    synced = Synced({}, {"OneDrive": str(tmp_path)})
    assert local_copy(PERSON + "達成率%20.xlsx", synced) == tmp_path / "達成率%20.xlsx"


@pytest.mark.parametrize(
    "address",
    [
        PERSON + "../secret.xlsx",
        PERSON + "%2e%2e/secret.xlsx",
        PERSON + r"..\secret.xlsx",
        PERSON + "C:/secret.xlsx",
        PERSON,
        "https://d.docs.live.net",
        "https://example.org/02.xlsx",
        "://",
    ],
)
def test_an_address_never_leads_out_of_the_folder(tmp_path, address) -> None:
    """Nor anywhere else: unknown hosts and broken addresses are no place."""
    (tmp_path / "secret.xlsx").write_bytes(b"")
    (tmp_path / "02.xlsx").write_bytes(b"")
    folder = tmp_path / "OneDrive"
    folder.mkdir()
    assert local_copy(address, Synced({PERSON: str(folder)}, {"OneDrive": str(folder)})) is None


def test_a_file_that_is_not_there_is_no_place(synced) -> None:
    """Kept on the web only, not on this machine."""
    assert local_copy(OFFICE + "ほか.xlsx", Synced({}, {"OneDrive": str(synced)})) is None
    assert local_copy(OFFICE + NAME, NOWHERE) is None


@given(st.text(), st.sampled_from([PERSON, OFFICE, SITE, "https://", ""]))
def test_no_name_of_a_book_is_a_crash(text, start) -> None:
    """Whatever Excel calls a book."""
    name = start + text
    assert isinstance(is_place(name, PureWindowsPath), bool)
    if is_address(name):
        assert local_copy(name, Synced({SITE: "企画 - 総合戦略"}, {"OneDrive": "存在しない場所"})) is None

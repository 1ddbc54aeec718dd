"""What `inaxl doctor` says about the buttons: the add-in, the program that a click starts, Excel's trust settings."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from inaxl.errors import InaxlError
from inaxl.excel import installation

_POLICIES = (
    r"Software\Policies\Microsoft\Office\16.0\Excel\Security",
    r"Software\Microsoft\Office\16.0\Excel\Security",
)
_WARNINGS = {
    1: "すべてのマクロが有効です。",
    2: "マクロのあるブックを開くと、確認の帯が出ます。「コンテンツの有効化」を押してください。",
    3: "署名のあるマクロだけが動きます。",
    4: "マクロは止められています。",
}
Words = tuple[str, bool, str, str]
"""Name, whether it is there, detail, remedy."""


def examine_buttons() -> tuple[Words, ...]:
    """Everything that a click needs, each with what to do where it is missing."""
    return (_packages(), *_addin(), *_trust())


def _packages() -> Words:
    missing, found = [], []
    for name in ("xlwings", "pyOpenVBA"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return "ボタンのパッケージ", False, "、".join(missing), "使うには pip install inaxl[excel]"
    too_new = version("xlwings").split(".", 1)[0] != "0"
    remedy = "xlwings は 1.0 より前の版を使ってください。" if too_new else ""
    return "ボタンのパッケージ", not too_new, "　".join(found), remedy


def _addin() -> tuple[Words, ...]:
    try:
        found = installation.status()
    except InaxlError as error:
        return (("アドイン", False, "", error.finding.remedy),)
    remedy = "" if found.is_there else "使うには inaxl addin install"
    items: list[Words] = [("アドイン", found.is_there, str(found.addin) if found.is_there else "", remedy)]
    if found.starts:
        detail = found.starts if found.starts_exists else f"{found.starts} が見つかりません"
        again = (
            ""
            if found.starts_exists
            else "場所が変わったときは、inaxl addin install をもう一度行ってください。"
        )
        items.append(("クリックで起動するもの", found.starts_exists, detail, again))
    return tuple(items)


def _trust() -> tuple[Words, ...]:
    """Excel's setting for macros, of a policy before the person's own; nothing where there is no registry."""
    if platform.system() != "Windows":
        return ()
    import winreg  # Windows only

    level = 2  # what Excel does where nothing is set
    for key in reversed(_POLICIES):
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:  # type: ignore[attr-defined]
                level = int(winreg.QueryValueEx(opened, "VBAWarnings")[0])  # type: ignore[attr-defined]
        except (OSError, ValueError):
            continue
    remedy = (
        ""
        if level < 3
        else "アドインを使うか、フォルダーを「信頼できる場所」にするよう、担当者に頼んでください。"
    )
    return (("マクロの設定", level < 3, _WARNINGS.get(level, ""), remedy),)

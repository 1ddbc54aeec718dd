"""What a write by inaxl keeps of a workbook: feature by feature, and book by book of several programs.

    python benchmarks/preservation.py [--soffice soffice]

Builds every book itself, marks it, takes the marks out, puts values in, and writes docs/preservation.md. Where
LibreOffice is installed, it opens each result and its values are compared with those of the original.
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.books.feature_books import FEATURES, MARKED, VALUES, feature_book
from tests.books.rich_books import openpyxl_book, parts, rich_book
from tests.office_rules import violations

from inaxl.books.edits import SetValue
from inaxl.books.patch import apply_edits
from inaxl.books.read import read_workbook
from inaxl.findings import E101, Finding
from inaxl.forms.marks import mark, unmark

PAGE = Path(__file__).parents[1] / "docs" / "preservation.md"
HEAD = """# 書き込みで失われないもの

このページは `python benchmarks/preservation.py` が作ります。機能をすべて含むブックをスクリプトが自分で作り、しるしを付け、消し、値を書き込んで、書き込みの前後の部品を比べます。同じ検査の小さいものが `tests/books/test_preservation.py` にあります。

## 機能ごと

「○」は、書き込みの前にあったものがすべてそのまま残ったことを表します。「しるしを消す」では、部品がすべて1バイトも違わないことを確かめています。参考に、広く使われるライブラリ openpyxl で開いて保存した場合も載せます（×は、なくなったか、書き換えられたもの。inaxl は、職員のブックをこの方法で保存しません）。

| 機能 | しるしを付ける | しるしを消す | 値を書き込む | 参考：openpyxl で保存 |
|---|:-:|:-:|:-:|:-:|
"""
BOOKS_HEAD = """
## ブックごと

「新しい違反」は、元のブックにはなく、書き込んだ後のブックにある Office の決まりへの違反の数です。「同じ値」は、LibreOffice が修復なしに開き、元のシートのすべての値が同じだったことを表します。

| ブック | しるしを消すと元のバイト | 触れない部品が元のバイト | 新しい違反 | LibreOffice で同じ値 |
|---|:-:|:-:|:-:|:-:|
"""


def saved_by_openpyxl(data: bytes) -> bytes:
    """What the usual way leaves of a book."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), keep_vba=True)
        out = io.BytesIO()
        book.save(out)
    return out.getvalue()


def findings(sheet: str, cells: tuple[str, ...]) -> list[Finding]:
    """One finding in each cell."""
    return [E101.at(sheet=sheet, cell=cell, value="8万", reason="") for cell in cells]


def sign(kept: bool) -> str:
    """○ or ×."""
    return "○" if kept else "×"


def held(is_kept: Callable[[dict[str, bytes], dict[str, bytes]], bool], before: bytes, after: bytes) -> str:
    """○ or × for one feature; a part that is gone is × too."""
    try:
        return sign(is_kept(parts(before), parts(after)))
    except (KeyError, AttributeError):
        return "×"


def feature_rows() -> list[str]:
    """One line per feature."""
    before = feature_book()
    marked = mark(before, [*findings("KPI", MARKED), *findings("一覧", ("B2",))])
    results = (marked, unmark(marked), apply_edits(before, VALUES), saved_by_openpyxl(before))
    return [
        f"| {feature.name} | " + " | ".join(held(feature.is_kept, before, after) for after in results) + " |"
        for feature in FEATURES
    ]


def department_book() -> bytes:
    """A department's book as `inaxl demo` makes it."""
    from inaxl.demo.folder import make_demo

    with tempfile.TemporaryDirectory() as place:
        make_demo(Path(place) / "demo")
        return next((Path(place) / "demo" / "workbooks" / "R05").glob("03_*.xlsx")).read_bytes()


def values_by(office: str, data: bytes, suffix: str, place: Path) -> dict[str, list[list[object]]]:
    """Values of every sheet as LibreOffice shows them."""
    place.mkdir()
    source = place / f"book{suffix}"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(place.parent / 'profile').as_uri()}"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(place / "out"),
        str(source),
    ]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    return {grid.name: grid.rows for grid in read_workbook(place / "out" / "book.xlsx").grids}


def resaved(office: str, data: bytes, place: Path) -> bytes:
    """The book as LibreOffice writes it."""
    values_by(office, data, ".xlsx", place)
    return (place / "out" / "book.xlsx").read_bytes()


def faults(path: Path) -> set[str]:
    """Violations; that a text stands in its own cell and not in the shared list is none, Excel takes both."""
    return {fault for fault in violations(path) if "inline-string" not in fault}


def book_row(name: str, data: bytes, suffix: str, cell: str, office: str | None, place: Path) -> str:
    """One line per book: marked in its first sheet, and back."""
    place.mkdir()
    (place / f"a{suffix}").write_bytes(data)
    sheet = read_workbook(place / f"a{suffix}").grids[0].name
    marked = mark(data, findings(sheet, ("A1", "B3", "C5", "XFD9")))
    valued = apply_edits(data, [SetValue("KPI", cell, 51)])
    touched = {name for name, content in parts(marked).items() if parts(data).get(name) != content}
    untouched = not any(
        name.startswith(("xl/charts", "xl/media", "xl/vba", "xl/tables", "xl/pivot")) for name in touched
    )
    new, same = 0, "－"
    for number, result in enumerate((marked, unmark(marked), valued)):
        path = place / f"r{number}{suffix}"
        path.write_bytes(result)
        new += len(faults(path) - faults(place / f"a{suffix}"))
    if office:
        before = values_by(office, data, suffix, place / "before")
        same = sign(before.items() <= values_by(office, marked, suffix, place / "after").items())
    return f"| {name} | {sign(parts(unmark(marked)) == parts(data))} | {sign(untouched)} | {new} | {same} |"


def main() -> None:
    """Write the page and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--soffice", default=shutil.which("soffice") or shutil.which("libreoffice"))
    office = parser.parse_args().soffice
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        books = [
            ("すべての機能を含むブック(.xlsm)", feature_book(), ".xlsm", "D6"),
            ("XlsxWriter のブック(.xlsx)", rich_book(), ".xlsx", "D6"),
            ("XlsxWriter のブック(.xlsm)", rich_book(has_macros=True), ".xlsm", "D6"),
            ("openpyxl のブック", openpyxl_book(), ".xlsx", "D6"),
            ("部署の入力様式", department_book(), ".xlsx", "J6"),
        ]
        if office:
            books.append(
                (
                    "LibreOffice で保存し直したブック",
                    resaved(office, rich_book(), place / "resaved"),
                    ".xlsx",
                    "D6",
                )
            )
        rows = [book_row(*book, office, place / str(number)) for number, book in enumerate(books)]
    page = HEAD + "\n".join(feature_rows()) + "\n" + BOOKS_HEAD + "\n".join(rows) + "\n"
    PAGE.write_text(page, encoding="utf-8", newline="\n")
    print(page)
    if "×" in page.replace("参考", "").split("## ブックごと")[1]:
        sys.exit(1)


if __name__ == "__main__":
    main()

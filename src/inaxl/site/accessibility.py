"""What is tested before a release, as data: the statement page shows it, and the tests read it, so neither can drift."""

from __future__ import annotations

from typing import NamedTuple


class Check(NamedTuple):
    """One check: its key (the test of the same name runs it), its name (ja, en), success criteria, how it is done."""

    key: str
    name: tuple[str, str]
    criteria: str
    by: tuple[str, str]


_BROWSER = ("ブラウザーで自動", "automatic, in a browser")
_SOURCE = ("HTML を読んで自動", "automatic, on the HTML")
CHECKS = (
    Check("axe", ("axe-core の A・AA の規則に違反がない", "No violation of the level A and AA rules of axe-core"),
          "1.1.1, 1.3.1, 1.4.3, 2.4.2, 2.4.4, 3.1.1, 3.1.2, 4.1.2", _BROWSER),
    Check("headings", ("見出しの段が飛ばない。h1 は1つ", "Heading levels are not skipped; one h1"), "1.3.1, 2.4.6", _SOURCE),
    Check("landmarks", ("ヘッダー、ナビゲーション、本文、フッターが区別される", "Header, navigation, main and footer are told apart"),
          "1.3.1, 2.4.1", _SOURCE),
    Check("skip_link", ("最初の Tab で本文へ移動できる", "The first Tab leads to the content"), "2.4.1", _BROWSER),
    Check("keyboard", ("検索と横に動かせる表を、キーボードだけで使える", "Search and scrolling tables work by keyboard alone"),
          "2.1.1, 2.4.3", _BROWSER),
    Check("focus_visible", ("フォーカスの位置が見える", "The focus is visible"), "2.4.7", _BROWSER),
    Check("table_headers", ("表の見出しのセルに向きがある", "Header cells of tables have a scope"), "1.3.1", _SOURCE),
    Check("images", ("図に題と説明があり、数値が表にもある", "Charts have a title and description, and their data as a table"),
          "1.1.1", _SOURCE),
    Check("language", ("ページと部分の言語が示されている", "The language of page and parts is marked"), "3.1.1, 3.1.2", _SOURCE),
    Check("colour", ("評価を色だけで示さない（記号と言葉を付ける）", "Ratings are never shown by colour alone"), "1.4.1", _SOURCE),
    Check("phone", ("幅 360 ピクセルで、ページが横にはみ出さない", "At 360 pixels the page does not scroll sideways"), "1.4.4", _BROWSER),
    Check("links", ("すべてのリンクの先がある。外のサイトを読み込まない", "Every link leads somewhere; nothing is loaded from elsewhere"),
          "2.4.4", _SOURCE),
    Check("no_script", ("スクリプトなしで、すべてのページを読める", "Every page can be read without script"), "4.1.2", _BROWSER),
)  # fmt: skip

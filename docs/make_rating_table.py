"""Writes the table of all combinations into docs/rating.md, from the cases that the tests use (tests/evaluate/cases.py).

    python docs/make_rating_table.py

A test compares the page with what this script gives, so that it cannot go stale.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from tests.evaluate.cases import RULES, Case, cases  # noqa: E402

from inaxl.plan.model import ACCUMULATION_LABELS, DIRECTION_LABELS  # noqa: E402
from inaxl.values.display import percent  # noqa: E402

BEGIN = "<!-- ここから下は docs/make_rating_table.py が作ります -->"
PAGE = HERE / "rating.md"


def table() -> str:
    """The section as Markdown: one table per awkward number, one row per direction and accumulation."""
    parts = [
        BEGIN,
        "",
        "## すべての組み合わせ",
        "",
        "現状値40人（平成30年度）、指標値100人（令和6年度）を基に、令和3年度の値を1つずつ変えたときの結果です。"
        "同じ結果になる集計方法は1行にまとめています。",
        "",
    ]
    for title, group in groupby(cases(), key=lambda case: case.number.title):
        parts += [
            f"### {title}",
            "",
            "| 方向 | 集計方法 | 達成率 | 進捗率 | 評価 | 説明 |",
            "|---|---|--:|--:|---|---|",
        ]
        parts += [*_rows(list(group)), ""]
    return "\n".join(parts)


def _rows(group: list[Case]) -> Iterator[str]:
    """Combinations with the same outcome share a row."""
    rows: dict[tuple[str, ...], list[str]] = {}
    for case in group:
        found = case.judgement
        key = (
            DIRECTION_LABELS[case.direction],
            percent(found.achievement),
            percent(found.progress),
            RULES.label(found.rating),
            found.explanation.replace("|", "\\|"),
        )
        rows.setdefault(key, []).append(ACCUMULATION_LABELS[case.accumulation])
    for (direction, achievement, progress, rating, text), kinds in rows.items():
        yield f"| {direction} | {'、'.join(kinds)} | {achievement} | {progress} | {rating} | {text} |"


def page(text: str) -> str:
    """A page with its generated section replaced, or added at the end."""
    return text.partition(BEGIN)[0].rstrip() + "\n\n" + table()


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

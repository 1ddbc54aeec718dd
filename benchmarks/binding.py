"""Accuracy of recognising forms: fields right, wrong, unrecognised and spurious over all habits and their changes.

    python benchmarks/binding.py

Prints the table that stands in docs/binding.md.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "forms"))

from compare import compare
from habits_of_cards import CARDS
from habits_of_tables import TABLES
from mutations import MUTATIONS

NAMES = {
    "as_it_is": "そのまま",
    "rows_on_top": "上に2行を挿入",
    "column_on_the_left": "左に1列を挿入",
    "memo_column_at_the_end": "右にメモ欄を追加",
    "sheet_renamed": "シート名を変更",
    "headings_spaced_out": "見出しに空白",
    "headings_broken_in_two_lines": "見出しを改行",
    "headings_in_full_width": "見出しを全角に",
    "headings_in_other_words": "見出しを別の言葉に",
}
KINDS = ("right", "wrong", "unrecognised", "spurious")


def main() -> None:
    """Print one line per change and the total."""
    total: Counter[str] = Counter()
    print("| 様式への変更 | ブック | 正しい | 誤り | 読み取らず | 余分 |\n|---|---:|---:|---:|---:|---:|")
    for mutation, change in MUTATIONS.items():
        counts: Counter[str] = Counter()
        for habit in (*TABLES, *CARDS):
            if mutation == "sheet_renamed" and habit.keeps_sheet_names:
                continue
            counts["books"] += 1
            counts.update(compare(habit, habit.workbook(change(habit.matrices()))).counts)
        total.update(counts)
        print(
            f"| {NAMES[mutation]} | {counts['books']} | "
            + " | ".join(str(counts[kind]) for kind in KINDS)
            + " |"
        )
    print(f"| 計 | {total['books']} | " + " | ".join(str(total[kind]) for kind in KINDS) + " |")


if __name__ == "__main__":
    main()

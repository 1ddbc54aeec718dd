"""Accuracy of recognising forms: fields right, wrong, unrecognised and spurious over all habits and their changes.

    python benchmarks/binding.py

Prints the tables that stand in docs/binding.md.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "forms"))

from compare import compare
from drawn_sheets import Habit
from habits import HABITS, TUNED, UNSEEN
from mutations import MUTATIONS, changed

from inaxl.forms.binding import bind
from inaxl.forms.saved import parse_form
from inaxl.forms.saving import form_text

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
    """Print the tables: forms as they are, and what departments do to them, without and with a saved reading."""
    print("| 様式 | ブック | 正しい | 誤り | 読み取らず | 余分 |\n|---|---:|---:|---:|---:|---:|")
    for name, habits in (("読み取りを作りながら書いた様式", TUNED), ("後から書いた様式", UNSEEN)):
        _line(name, _count(habits, "as_it_is"))
    for saved in (False, True):
        title = "保存した読み取りで" if saved else "見出しの言葉だけで"
        print(f"\n| {title} | ブック | 正しい | 誤り | 読み取らず | 余分 |\n|---|---:|---:|---:|---:|---:|")
        total: Counter[str] = Counter()
        for mutation in MUTATIONS:
            counts = _count(HABITS, mutation, saved=saved)
            total.update(counts)
            _line(NAMES[mutation], counts)
        _line("計", total)


def _count(habits: Sequence[Habit], mutation: str, *, saved: bool = False) -> Counter[str]:
    counts: Counter[str] = Counter()
    for habit in habits:
        if mutation == "sheet_renamed" and habit.keeps_sheet_names:
            continue
        forms = parse_form(form_text("様式", [bind(habit.workbook())]), "様式") if saved else ()
        counts["books"] += 1
        counts.update(compare(habit, changed(habit, mutation), forms=forms).counts)
    return counts


def _line(name: str, counts: Counter[str]) -> None:
    print(f"| {name} | {counts['books']} | " + " | ".join(str(counts[kind]) for kind in KINDS) + " |")


if __name__ == "__main__":
    main()

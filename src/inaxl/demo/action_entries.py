"""What the demo's departments wrote about earlier years' actions, in their own entry books. 架空.

The departments of some projects left the cells blank; the secretariat asked them, and keeps the answer in its register.
"""

from __future__ import annotations

from collections.abc import Iterator

from inaxl.demo.sample import SAMPLE_YEARS, sample_cards
from inaxl.evaluate.follow_up import ActionReport
from inaxl.forms.entry_content import ActionEntry
from inaxl.values.action_states import ACTION_STATES, read_action_state

LEFT_BLANK = frozenset("p02 p03 p04 p05 p06 p07 p09 p13 p14 p25 p30 p37".split())
_DONE = ActionEntry(ACTION_STATES["closed"], "予定どおり行った。")
# (project, year of the action, year of the book) -> what the book says; all others were done in the year after
_OTHERS = {
    ("p24", 2021, 2022): ("in_progress", "企業31社に聞き取った。利用の時期の確認が残っている。"),
    ("p24", 2021, 2023): ("in_progress", "4社に利用の時期を確かめた。残る3社には令和6年秋に聞く。"),
    ("p12", 2022, 2023): ("dropped", "予約サイトの事業者が替わるため、新しい画面で改めて考える。"),
    (
        "p20",
        2022,
        2023,
    ): ("in_progress", "案内の表示は14か所を改めた。駐車場の割引は事業者と協議している。"),
    ("p27", 2022, 2023): ("in_progress", "経路を3つに絞った。運行の時期は県と再調整している（1年延期）。"),
    ("p36", 2022, 2023): ("in_progress", "320haで終えた。残る区域の航空測量の計画案を作成している。"),
}


def action_entries(fy: int) -> dict[tuple[str, int], ActionEntry]:
    """What the books of a fiscal year say, by project and the year that announced the action."""
    entries = {}
    for project, year in sample_cards():
        if project in LEFT_BLANK or year >= fy:
            continue
        state, progress = _OTHERS.get((project, year, fy), ("", ""))
        if state:
            entries[project, year] = ActionEntry(ACTION_STATES[state], progress)
        elif year == fy - 1:
            entries[project, year] = _DONE
    return entries


def reports_before(fy: int) -> Iterator[ActionReport]:
    """What the books of all years before `fy` say."""
    for said in SAMPLE_YEARS:
        for (project, year), entry in action_entries(said).items() if said < fy else ():
            yield ActionReport(project, year, said, read_action_state(entry.state)[0] or "", entry.progress)

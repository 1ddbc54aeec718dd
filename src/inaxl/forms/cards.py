"""Cards (調書): labels with their value to the right, below, or behind a colon; PDCA texts and indicators.

A label is understood whole. A value is what stands next to it; where two cells could be meant, none is taken.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace

from inaxl.forms import synonyms
from inaxl.forms.canvas import Canvas, Place, is_text
from inaxl.forms.carried_rows import CarriedRow, carried_row
from inaxl.forms.headings import Heading, is_name_label
from inaxl.forms.indicators import Figure, KpiRow, Skipped
from inaxl.forms.row_words import is_figure_or_status

_SAME_CELL = re.compile(r"^([^:：\n]{1,24})[:：]\s*(.+)$", re.DOTALL)
_TITLE = re.compile(
    r"^(?:事業名?|事務事業名?)\s*(?:[:：]\s*)?((?:No\.?\s*)?[0-9０-９①-⑳]+(?:[-－][0-9０-９]+)*[\s　.．:：]+\S.*)$",
    re.DOTALL,
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_LABELS = frozenset(
    {
        "project",
        "department",
        "goal",
        "measure",
        "area",
        "name",
        "unit",
        "kpi_id",
        "status",
        "note",
        *synonyms.CARD_TEXTS,
        *synonyms.VALUE_FIELDS,
        "baseline_fy",
        "target_fy",
        "decision",
    }
)
_MAX_GAP = 2


@dataclass(slots=True)
class Label:
    """A label, where it stands, and the cell and text of its value (`value` None where nothing can be told)."""

    heading: Heading
    place: Place
    value: Place | None
    text: str


@dataclass(slots=True)
class CardPart:
    """One project's card: its labels by field, its indicators, and what it says of earlier years' actions."""

    top: int
    bottom: int
    labels: dict[str, Label] = field(default_factory=dict)
    kpis: list[KpiRow] = field(default_factory=list)
    kpi_labels: list[Label] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    carried: list[CarriedRow] = field(default_factory=list)

    @property
    def has_texts(self) -> bool:
        """Whether any of the PDCA labels is there, filled or not."""
        return any(name in self.labels for name in synonyms.CARD_TEXTS)


def find_cards(canvas: Canvas, taken: list[tuple[int, int, int, int]]) -> list[CardPart]:
    """The cards of a sheet; `taken` are the areas (top, left, bottom, right) that tables already use."""
    carried: list[CarriedRow] = []
    labels = _labels(canvas, taken, carried)
    if not labels:
        return []
    cards: list[CardPart] = []
    for label in labels:
        name = str(label.heading.field)
        if not cards or (
            name == "project" and "project" in cards[-1].labels and label.place[0] > cards[-1].top
        ):
            if cards and cards[-1].labels["project"].text == label.text:
                continue
            cards.append(CardPart(label.place[0], label.place[0]))
        card = cards[-1]
        card.bottom = max(card.bottom, label.place[0])
        if name in synonyms.VALUE_FIELDS or name in (
            "name",
            "unit",
            "baseline_fy",
            "target_fy",
            "note",
            "status",
            "kpi_id",
        ):
            card.kpi_labels.append(label)
        elif name not in card.labels or not card.labels[name].text:
            card.labels[name] = label  # 検証(Check) may head a section; the label that has a text is meant
    for card in cards:
        _indicators(canvas, card)
        _indicators_across(canvas, card)
        card.carried = [row for row in carried if card.top <= row.state[0] <= card.bottom]
    return cards


def _labels(canvas: Canvas, taken: list[tuple[int, int, int, int]], carried: list[CarriedRow]) -> list[Label]:
    """The labels of a sheet; rows about earlier years' actions go to `carried`, and no word in them is a label."""
    found: list[Label] = []
    used: set[Place] = set()
    for row in canvas.rows:
        for column in canvas.columns_of[row]:
            if (
                (row, column) in used
                or _is_taken(row, column, taken)
                or canvas.anchor(row, column) != (row, column)
            ):
                continue
            value = canvas.value(row, column)
            if not is_text(value):
                continue
            action = carried_row(canvas, row, column)
            if action is not None:
                carried.append(action)
                used.update(action.places)
                continue
            label = _label_at(canvas, row, column, str(value), taken)
            if label is not None:
                found.append(label)
                if label.value is not None:
                    used.add(label.value)
    return found


def _is_taken(row: int, column: int, taken: list[tuple[int, int, int, int]]) -> bool:
    return any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in taken)


def _label_at(
    canvas: Canvas, row: int, column: int, text: str, taken: list[tuple[int, int, int, int]]
) -> Label | None:
    heading = canvas.heading(text)
    if heading.field is None and is_name_label(text):
        heading = replace(heading, field="name")
    if heading.field in _LABELS:
        place = _value_place(canvas, row, column, heading, taken)
        return Label(heading, (row, column), place, _value_text(canvas, place, heading))
    title = _TITLE.match(canvas.text(row, column))
    if title:
        return Label(Heading(text, "project"), (row, column), (row, column), title[1].strip())
    same = _SAME_CELL.match(text)
    if same:
        heading = canvas.heading(same[1])
        if (
            heading.field in _LABELS
            and heading.field not in synonyms.VALUE_FIELDS
            and heading.field not in ("note", "unit")
        ):
            return Label(heading, (row, column), (row, column), same[2].strip())
    return None


def _value_place(
    canvas: Canvas, row: int, column: int, heading: Heading, taken: list[tuple[int, int, int, int]]
) -> Place | None:
    """The cell of a label's value: to the right, else below."""
    area = canvas.area(row, column)
    right = _beside(canvas, row, area.right + 1, taken)
    if heading.field in synonyms.VALUE_FIELDS and right is not None and _goes_on(canvas, right, column):
        return None  # figures of several years or indicators in a row
    below = _below(canvas, area.bottom + 1, column, taken)
    if right is not None and canvas.value(*right) is not None:
        wants_figure = heading.field in synonyms.VALUE_FIELDS
        if (
            wants_figure
            and below is not None
            and canvas.value(*below) is not None
            and _both(canvas, right, below)
        ):
            return None
        return right
    if right is not None and canvas.anchor(*right) == right and canvas.area(*right) != (*right, *right):
        return right  # an empty merged block beside the label waits for its text
    if below is not None and canvas.value(*below) is not None:
        return below
    return right or below


def _goes_on(canvas: Canvas, place: Place, label: int) -> bool:
    """Whether more figures follow to the right of a value, and no indicator's name stands over each of them."""
    row, column = place
    for other in canvas.filled(row, canvas.area(row, column).right + 1, canvas.last_column):
        if canvas.anchor(row, other) == (row, other):
            return canvas.is_figure(row, other) and not _is_named_above(canvas, row, label, other)
    return False


def _is_named_above(canvas: Canvas, row: int, label: int, column: int) -> bool:
    """Whether a label for the indicator stands above, in the labels' column, with a name over this column."""
    for above in reversed(canvas.rows_between(row - 8, row - 1)):
        text = canvas.own_text(above, label)
        if text and canvas.heading(text).field == "name":
            return bool(canvas.own_text(above, column)) and not _is_label(canvas, (above, column))
    return False


def _both(canvas: Canvas, right: Place, below: Place) -> bool:
    """Figures on both sides: a grid of figures, not a label with its value."""
    return canvas.is_figure(*right) and canvas.is_figure(*below)


def _beside(canvas: Canvas, row: int, start: int, taken: list[tuple[int, int, int, int]]) -> Place | None:
    """The cell to the right; past a few blank ones of a grid sheet. None where another label comes first."""
    first: Place | None = None
    for column in range(start, start + _MAX_GAP + 1):
        if _is_taken(row, column, taken):
            break
        place = canvas.anchor(row, column)
        if first is None:
            first = place
        value = canvas.value(*place)
        if value is None:
            # a blank cell is the (empty) value itself, unless its whole column is a spacer of a grid sheet
            if canvas.area(*place).right > canvas.area(*place).left or _column_is_used(canvas, row, column):
                return place
            continue
        return (
            None
            if column == start and _is_label(canvas, place)
            else (first if _is_label(canvas, place) else place)
        )
    return first


def _column_is_used(canvas: Canvas, row: int, column: int) -> bool:
    """Whether a column holds anything in the rows around."""
    return any(canvas.value(r, column) is not None for r in canvas.rows_between(row - 4, row + 4) if r != row)


def _below(canvas: Canvas, row: int, column: int, taken: list[tuple[int, int, int, int]]) -> Place | None:
    if _is_taken(row, column, taken):
        return None
    place = canvas.anchor(row, column)
    return None if canvas.value(*place) is not None and _is_label(canvas, place) else place


def _is_label(canvas: Canvas, place: Place) -> bool:
    value = canvas.value(*place)
    if not is_text(value):
        return False
    heading = canvas.heading(str(value))
    return is_name_label(str(value)) or heading.field is not None or heading.is_weak or heading.is_year_only


def _value_text(canvas: Canvas, place: Place | None, heading: Heading) -> str:
    if place is None:
        return ""
    if heading.field == "decision":
        return choice(_cells_of_choice(canvas, place))
    value = canvas.value(*place)
    text = str(value) if is_text(value) else canvas.text(*place)
    return (
        re.sub(r"\r\n?", "\n", text).strip(" \t\n\u3000")
        if heading.field in synonyms.CARD_TEXTS
        else canvas.text(*place)
    )


def _cells_of_choice(canvas: Canvas, place: Place) -> str:
    """The text of a choice, and of the boxes to its right that belong to it."""
    row, column = place
    text = canvas.text(row, column)
    if not _boxes(text):
        return text
    parts = [text]
    for other in canvas.filled(row, canvas.area(row, column).right + 1, canvas.last_column):
        if not _boxes(canvas.text(row, other)):
            break
        parts.append(canvas.text(row, other))
    return " ".join(parts)


def _boxes(text: str) -> bool:
    return any(mark in text for mark in synonyms.CHECKED + synonyms.UNCHECKED)


_BOX = re.compile(
    f"([{synonyms.CHECKED}{synonyms.UNCHECKED}])\\s*([^{synonyms.CHECKED}{synonyms.UNCHECKED}]*)"
)
_CIRCLED_CHOICE = re.compile(
    f"([{_CIRCLED}]|(?<![0-9])[0-9]{{1,2}}(?![0-9]))[\\s　.．、:：]*([^{_CIRCLED}0-9]+)"
)


def choice(text: str) -> str:
    """What is chosen among printed choices: `☑継続 □見直し` is 継続, `①継続 2 見直し` is 継続; else the text itself.

    Nothing ticked gives ''; several ticked ones are joined with ・.
    """
    boxes = _BOX.findall(text)
    is_printed = any(mark in synonyms.UNCHECKED for mark, _ in boxes)
    if is_printed or (len(boxes) == 1 and text.strip()[:1] in synonyms.CHECKED):
        return "・".join(_trim(word) for mark, word in boxes if mark in synonyms.CHECKED and _trim(word))
    choices = _CIRCLED_CHOICE.findall(text)
    circled = [word for mark, word in choices if mark in _CIRCLED]
    if circled and len(circled) < len(choices):
        return "・".join(_trim(word) for word in circled)
    return text.strip()


def _trim(word: str) -> str:
    return unicodedata.normalize("NFC", word).strip(" \t\n\u3000・,、/／|｜")


def _indicators(canvas: Canvas, card: CardPart) -> None:
    """The indicators that a card names by labels alone: from one name label to the next."""
    current: KpiRow | None = None
    for label in card.kpi_labels:
        name = str(label.heading.field)
        if name == "name":
            current = None
            if label.value is not None and label.text:
                current = KpiRow(name=label.value)
                card.kpis.append(current)
        elif current is not None and label.value is not None:
            _add(current, name, label)
    card.kpis = [kpi for kpi in card.kpis if kpi.baseline or kpi.targets or kpi.actuals]


def _indicators_across(canvas: Canvas, card: CardPart) -> None:
    """Further indicators to the right of labels that stand below each other: a table turned on its side."""
    stack = card.kpi_labels
    names = [label for label in stack if label.heading.field == "name"]
    if len(names) != 1 or len(stack) < 3 or len({label.place[1] for label in stack}) > 1 or not card.kpis:
        return
    right = names[0].value
    if (
        right is None
        or right[0] != names[0].place[0]
        or any(label.value != (label.place[0], right[1]) for label in stack)
    ):
        return
    for column in canvas.filled(right[0], right[1] + 1, canvas.last_column):
        if not canvas.own_text(right[0], column) or _is_label(canvas, (right[0], column)):
            return
        kpi = KpiRow(name=(right[0], column))
        for label in stack:
            if label is not names[0]:
                _add(
                    kpi, str(label.heading.field), replace(label, value=canvas.anchor(label.place[0], column))
                )
        figures = [*kpi.targets, *kpi.actuals, *([kpi.baseline] if kpi.baseline else [])]
        if any(is_figure_or_status(canvas.text(*figure.place)) for figure in figures):
            card.kpis.append(kpi)


def complete(kpi: KpiRow, label: Label) -> None:
    """Add what a label says about an indicator whose figures stand in a table below; the table comes first."""
    name = str(label.heading.field)
    has = {"baseline": kpi.baseline is not None, "target": bool(kpi.targets), "plan": True, "actual": True}
    if not has.get(name, name in synonyms.VALUE_FIELDS):
        _add(kpi, name, label)


def _add(kpi: KpiRow, name: str, label: Label) -> None:
    if label.value is None:
        return
    figure = Figure(
        label.value,
        None if label.heading.spans_years and name != "target" else label.heading.fy,
        label.heading.unit,
    )
    if name == "baseline":
        kpi.baseline = kpi.baseline or figure
    elif name in ("target", "plan"):
        kpi.targets.append(figure)
    elif name == "actual":
        kpi.actuals.append(figure)
    elif name not in synonyms.VALUE_FIELDS:
        kpi.texts.setdefault(name, label.value)

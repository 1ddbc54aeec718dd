"""The rows under a header: which of them are indicators, and which cells belong to each.

What a row's words say is told in `row_words.py`; values are read in `entries/read.py`.
"""

from __future__ import annotations

import re

from inaxl.books import limits
from inaxl.errors import UnreadableInput
from inaxl.findings import E013
from inaxl.forms import synonyms
from inaxl.forms.canvas import Canvas, Place, is_text
from inaxl.forms.header import Column, Header
from inaxl.forms.headings import is_name_label, read_heading
from inaxl.forms.indicators import Figure, KpiRow, Rows, Skipped
from inaxl.forms.row_words import (
    are_letters,
    group_of,
    is_example,
    is_figure_or_status,
    is_note,
    is_total,
    kind_of,
)
from inaxl.values.periods import parse_fiscal_year

_WORDY = re.compile(r"[^\W\d_]{2,}|[一-鿿ぁ-んァ-ヺ]")
_OF_ROW_YEAR = ("actual", "target")
_ENDING_FIELDS = (*synonyms.CARD_TEXTS, "opinion", "money", "overview", *synonyms.CONTEXT_FIELDS)


class RowReader:
    """Walks down a table once."""

    def __init__(self, canvas: Canvas, header: Header, last: int, kinds: int | None) -> None:
        self.canvas, self.header, self.limit, self.kinds = canvas, header, last, kinds
        self.result = Rows(last=header.bottom)
        self.name = next((c for c in header.columns if c.field == "name"), header.columns[0])
        self.carried: dict[str, Place] = {}
        self.group: KpiRow | None = None
        self.group_kinds: set[str] = set()
        self.after_gap = False
        self.year = next((c for c in header.columns if c.field == "fy"), None)
        # 指標名 | 年度 | 目標値 | 実績値: the target is that of the row's year too
        self._is_yearly = self.year is not None and len(self.year.texts) == 1 and not header.of("target_fy")

    def read(self) -> Rows:
        """All rows down to the end of the table."""
        previous = self.header.bottom
        for row in self.canvas.rows_between(self.header.bottom + 1, self.limit):
            shown = self.canvas.shown(row, self.header.left, self.header.right)
            if not shown:
                continue
            self.after_gap = row > previous + 1
            if self._ends(row, shown):
                break
            previous = row
            self._read_row(row, shown)
        return self.result

    def read_single(self, row: int, name: Place) -> KpiRow:
        """The one row of a table whose indicator is named outside of it."""
        return self._kpi(row, name)

    def read_kinds(self, name: Place) -> KpiRow | None:
        """The rows 目標 and 実績 of the one indicator that is named outside of the table."""
        kpi = KpiRow(name=name)
        seen: set[str] = set()
        for row in self.canvas.rows_between(self.header.bottom + 1, self.limit):
            kind = kind_of(self.canvas.text(row, self.kinds or 0))
            if kind is None or kind in seen - {"other"}:
                break
            seen.add(kind)
            if kind != "other":
                self._fill(kpi, row, kind)
            self.result.last = row
        return kpi if "actual" in seen else None

    def _own(self, row: int, columns: list[int]) -> list[int]:
        return [c for c in columns if self.canvas.anchor(row, c) == (row, c)]

    def _ends(self, row: int, shown: list[int]) -> bool:
        """Labels of a card or the headings of another table end this one."""
        own = [c for c in self._own(row, shown) if c != self.kinds and is_text(self.canvas.value(row, c))]
        headings = [self.canvas.heading(str(self.canvas.value(row, c))) for c in own]
        if headings and headings[0].field in _ENDING_FIELDS and not headings[0].names_year:
            return True
        has_figures = any(self.canvas.is_figure(row, c) for c in shown)
        return sum(heading.field is not None for heading in headings) >= 2 and not has_figures

    def _read_row(self, row: int, shown: list[int]) -> None:
        own = self._own(row, shown)
        texts = [(c, self.canvas.text(row, c)) for c in own if is_text(self.canvas.value(row, c))]
        before = [text for column, text in texts if column <= self.name.right]
        if texts and is_note(texts[0][1]) and len(own) <= 2:
            return
        if any(map(is_example, before)):
            self._skip(row, own, "記入例の行なので除きました。")
            return
        if len(texts) == len(own) and are_letters([text for _, text in texts]):
            return
        if any(map(is_total, before)):
            self._skip(row, own, "小計・合計の行なので除きました。")
            return
        if self._is_group(row, own, texts):
            self._take_group(row, texts)
            return
        if self.kinds is not None:
            self._read_kind_row(row)
            return
        place = self._name_place(row)
        if place is None:
            self._remember_contexts(row)
            if any(
                self._figure_place(row, column) in [(row, c) for c in own]
                for column in self.header.of("target", "actual", "baseline")
            ):
                self._skip(row, own, "指標名のない行です。")
            return
        reason = self._why_no_indicator(row, own, place)
        if reason is None:
            self.result.kpis.append(self._kpi(row, place))
            if len(self.result.kpis) > limits.MAX_KPIS:  # a trap, or a table of something else
                raise UnreadableInput(
                    E013.at(sheet=self.canvas.grid.name, reason=f"指標が {limits.MAX_KPIS:,} を超えます。")
                )
            self.result.last = row
        elif reason:
            self._skip(row, own, reason)

    def _why_no_indicator(self, row: int, own: list[int], name: Place) -> str | None:
        """Why a row with a name is no indicator; None where it is one, '' where there is nothing to say about it."""
        is_undated = any(column.field == "actual" and column.fy is None for column in self.header.columns)
        if self.year is not None and is_undated and self._year_of_row(row) is None:
            return "何年度の行か分かりません。"
        if not self._has_own_year(row):
            if name[0] != row:  # with nothing to tell the rows of a merged name apart
                return "前の行の指標名と結合されています。"
            if self._has_several_rows(name):
                return "1つの指標名に2行以上の値があり、何の値か分かりません。"
        if name[0] == row and not self._is_indicator(row, own, name):
            if read_heading(self.canvas.text(*name)).names_year:
                return ""  # the title of the table below
            return "指標の行か、見出しの行か分かりません。"
        return "指標の行か、見出しの行か分かりません。" if self._is_row_of_headings(row) else None

    def _year_of_row(self, row: int) -> int | None:
        """The year that a row names in a column of its own (年度 | R5)."""
        place = self._text_place(row, self.year) if self.year is not None else None
        return parse_fiscal_year(self.canvas.value(*place)) if place is not None else None

    def _has_own_year(self, row: int) -> bool:
        undated = any(column.fy is None for column in self.header.of("actual"))
        return undated and self.year is not None and self.canvas.anchor(row, self.year.left)[0] == row

    def _is_row_of_headings(self, row: int) -> bool:
        """Words where several figures should stand, and not one figure: the headings of something else."""
        places = [self._figure_place(row, column) for column in self.header.of(*synonyms.VALUE_FIELDS)]
        filled = [place for place in places if self.canvas.value(*place) is not None]
        return len(filled) > 1 and not any(is_figure_or_status(self.canvas.text(*place)) for place in filled)

    def _has_several_rows(self, name: Place) -> bool:
        """An indicator merged downwards over rows that each have figures of their own (県内, 県外)."""
        rows = range(name[0] + 1, self.canvas.area(*name).bottom + 1)
        columns = self.header.of("target", "actual", "baseline")
        return any(
            self.canvas.anchor(r, c.left) == (r, c.left) and self.canvas.value(r, c.left) is not None
            for r in rows
            for c in columns
        )

    def _skip(self, row: int, own: list[int], reason: str) -> None:
        first = own[0] if own else self.header.left
        self.result.skipped.append(Skipped((row, first), self.canvas.text(row, first), reason))

    def _is_group(self, row: int, own: list[int], texts: list[tuple[int, str]]) -> bool:
        """A row that holds one text and nothing else, and that is no lone indicator name."""
        if len(own) != 1 or len(texts) != 1:
            return False
        column, text = texts[0]
        area = self.canvas.area(row, column)
        if area.right > area.left and (area.left < self.name.left or area.right > self.name.right):
            return True
        return not self.name.left <= column <= self.name.right or group_of(text) is not None

    def _take_group(self, row: int, texts: list[tuple[int, str]]) -> None:
        column, text = texts[0]
        named = group_of(text)
        if named is None:
            named = next(
                (
                    item.field
                    for item in self.header.of(*synonyms.CONTEXT_FIELDS)
                    if item.left <= column <= item.right
                ),
                None,
            )
        if named is None:
            return
        order = synonyms.CONTEXT_FIELDS
        for lower in order[order.index(named) : order.index("project") + 1]:
            self.carried.pop(lower, None)  # a new goal ends the project before it
        self.carried[named] = (row, column)

    def _name_place(self, row: int) -> Place | None:
        place = self._text_place(row, self.name)
        if place is None or not _WORDY.search(self.canvas.text(*place)):
            return None
        area = self.canvas.area(*place)
        if area.left < self.name.left or self._covers_figures(area.right):
            return None
        return place

    def _covers_figures(self, right: int) -> bool:
        return any(
            c.left <= right
            for c in self.header.of("baseline", "target", "actual")
            if c.left > self.name.right
        )

    def _text_place(self, row: int, column: Column) -> Place | None:
        places = [
            self.canvas.anchor(row, number)
            for number in range(column.left, column.right + 1)
            if self.canvas.value(row, number) is not None and number != self.kinds
        ]
        if len(places) > 1 and column is self.name:
            own = [place for place in places if not is_name_label(self.canvas.text(*place))]
            places = own or places  # 成果指標 | 満足度: the kind of indicator stands before its name
        return places[0] if places else None

    def _figure_place(self, row: int, column: Column) -> Place:
        return self._text_place(row, column) or self.canvas.anchor(row, column.left)

    def _is_indicator(self, row: int, own: list[int], name: Place) -> bool:
        """A lone name is an indicator only where a number, or a 事業 merged over it, says that it is a row of the table."""
        known = [c for c in self.header.columns if c.field is not None]
        if sum(any(c.left <= number <= c.right for c in known) for number in own) > 1:
            return True
        if is_note(self.canvas.text(*name)):
            return False
        merged = any(
            self.canvas.value(row, column.left) is not None and self.canvas.anchor(row, column.left)[0] < row
            for column in self.header.of(*synonyms.CONTEXT_FIELDS)
        )
        return merged or (not self.header.of("unit", "no") and not self.after_gap)

    def _remember_contexts(self, row: int) -> None:
        """A row with a 事業 but without an indicator still says what the rows below belong to."""
        self._contexts(row)

    def _contexts(self, row: int) -> dict[str, Place]:
        found: dict[str, Place] = {}
        for column in self.header.of(*synonyms.CONTEXT_FIELDS):
            name = str(column.field)
            place = self._text_place(row, column)
            if place is not None:
                if column.left < self.name.left or column in self.header.shared:
                    if self.carried.get(name) != place:
                        self._forget_below(name)
                    self.carried[name] = place
                found[name] = place
        return {**self.carried, **found}

    def _forget_below(self, name: str) -> None:
        order = synonyms.CONTEXT_FIELDS
        for lower in order[order.index(name) + 1 :]:
            columns = self.header.of(lower)
            if columns and lower != "department":
                self.carried.pop(lower, None)

    def _kpi(self, row: int, name: Place) -> KpiRow:
        kpi = KpiRow(name=name, texts=dict(self._contexts(row)))
        self._fill(kpi, row, "actual")
        return kpi

    def _fill(self, kpi: KpiRow, row: int, kind: str) -> None:
        """Add the cells of one physical row; what an earlier row of the same indicator gave, stays."""
        for column in self.header.columns:
            fy = self._year_of_row(row) if column.fy is None and column.field in _OF_ROW_YEAR else column.fy
            if column.field == "target" and not self._is_yearly:
                fy = column.fy
            at = self._figure_place(row, column)
            figure = Figure(at, fy, column.heading.unit, column.heading.key, self._is_shared(kpi, column, at))
            if column.field == "baseline":
                kpi.baseline = self._first(kpi.baseline, figure)
            elif column.field in ("actual", "year"):
                (kpi.actuals if kind == "actual" else kpi.targets).append(figure)
            elif column.field == "target":
                self._add_target(kpi, figure)
            elif (
                column.field is not None
                and column.field not in synonyms.CONTEXT_FIELDS
                and column.field != "name"
            ):
                place = self._text_place(row, column)
                if place is not None:
                    kpi.texts.setdefault(column.field, place)
                elif (
                    column.field in ("status", "note")
                    and column.field not in kpi.texts
                    and self.kinds is None
                ):
                    kpi.texts[column.field] = self.canvas.anchor(row, column.left)

    def _is_shared(self, kpi: KpiRow, column: Column, place: Place) -> bool:
        """A figure merged across columns of other figures, or an actual merged down over several indicators."""
        area = self.canvas.area(*place)
        if area == (*place, *place):
            return False
        for other in self.header.columns:
            if other is column or other.field not in synonyms.VALUE_FIELDS or other.right < area.left:
                continue
            if other.left <= area.right and (other.field != column.field or column.field == "actual"):
                return True
        name = self.canvas.area(*kpi.name)
        return (
            column.field == "actual"
            and self.kinds is None
            and area.bottom - area.top > name.bottom - name.top
        )

    def _first(self, before: Figure | None, figure: Figure) -> Figure:
        if before is not None and self.canvas.value(*before.place) is not None:
            return before
        return figure

    def _add_target(self, kpi: KpiRow, figure: Figure) -> None:
        for index, before in enumerate(kpi.targets):
            if before.fy == figure.fy:
                kpi.targets[index] = self._first(before, figure)
                return
        kpi.targets.append(figure)

    def _read_kind_row(self, row: int) -> None:
        """A row of an indicator that has one row per kind (目標, 実績)."""
        kind = kind_of(self.canvas.text(row, self.kinds or 0))
        place = self._name_place(row)
        is_new = (
            place is not None
            and (self.group is None or self.group.name != place)
            and not self._repeats(place)
        )
        if is_new and place is not None:
            self.group, self.group_kinds = KpiRow(name=place, texts=dict(self._contexts(row))), set()
            self.result.kpis.append(self.group)
        if self.group is None or kind is None or kind == "other":
            self.result.last = row
            return
        if kind in self.group_kinds:
            self._skip(
                row,
                self._own(row, self.canvas.shown(row, self.header.left, self.header.right)),
                "どの指標の行か分かりません。",
            )
            return
        self.group_kinds.add(kind)
        self._fill(self.group, row, kind)
        self.result.last = row

    def _repeats(self, place: Place) -> bool:
        """The name typed again in the indicator's next row."""
        return (
            self.group is not None
            and self.canvas.text(*place) == self.canvas.text(*self.group.name)
            and len(self.group_kinds) < 2
        )

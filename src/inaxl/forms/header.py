"""The header of a KPI table: which rows it takes, which columns it has, and what each of them means.

Found by meaning: a heading for the indicator, and beside it headings for figures. Position counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from inaxl.books import limits
from inaxl.errors import UnreadableInput
from inaxl.findings import E013
from inaxl.forms import synonyms
from inaxl.forms.canvas import Canvas, Place, is_moment
from inaxl.forms.headings import Heading, combine, read_heading
from inaxl.forms.saved import ANY_YEAR
from inaxl.values.units import is_unit

MAX_HEADER_ROWS = 4
_GROUPS = (*synonyms.VALUE_FIELDS, "achievement", "rating", "money")
_BESIDE_FIGURES = ("unit", "note", "achievement", "rating", "baseline_fy", "target_fy", "source", "status")
_BEFORE_NAME = ("no", "kpi_id", *synonyms.CONTEXT_FIELDS)


@dataclass(slots=True)
class Column:
    """A column, or several under one heading; `place` is the cell of its lowest heading, `texts` are all of them.

    `is_bound`: a saved reading says what it means; `reason` why it is not read.
    """

    heading: Heading
    left: int
    right: int
    place: Place
    field: str | None = None
    fy: int | None = None
    texts: tuple[str, ...] = ()
    is_bound: bool = False
    reason: str = ""

    def __post_init__(self) -> None:
        self.field = self.heading.field
        self.fy = self.heading.fy


@dataclass(slots=True)
class Header:
    """Header rows `top` to `bottom` and the columns, left to right, of one table."""

    top: int
    bottom: int
    columns: list[Column] = field(default_factory=list)
    shared: list[Column] = field(default_factory=list)

    @property
    def left(self) -> int:
        """First column of the table."""
        return min(column.left for column in self.columns)

    @property
    def right(self) -> int:
        """Last column of the table."""
        return max(column.right for column in self.columns)

    def of(self, *fields: str) -> list[Column]:
        """The columns that mean one of these fields."""
        return [column for column in (*self.shared, *self.columns) if column.field in fields]


def heading_at(canvas: Canvas, row: int, column: int) -> Heading | None:
    """The heading that starts in this cell; None for blanks, figures and the rest of merged areas."""
    place = (row, column)
    if place not in canvas.headings:
        canvas.headings[place] = _heading_at(canvas, row, column)
    return canvas.headings[place]


def _heading_at(canvas: Canvas, row: int, column: int) -> Heading | None:
    if canvas.anchor(row, column) != (row, column):
        return None
    value = canvas.value(row, column)
    if value is None or isinstance(value, bool):
        return None
    if is_moment(value) or isinstance(value, int | float):
        if canvas.is_figure(row, column):
            return None
        shown = canvas.year_text(row, column)
        return read_heading(shown) if shown else _typed_year(value)
    return canvas.heading(str(value))


def _typed_year(value: object) -> Heading | None:
    from inaxl.values.periods import parse_fiscal_year

    fy = parse_fiscal_year(value)
    return Heading(str(value), fy=fy) if fy is not None else None


def _is_typed_year(heading: Heading) -> bool:
    return heading.fy is not None and not heading.key and heading.text[4:5] in ("", "-")


def find_headers(canvas: Canvas) -> list[Header]:
    """All KPI table headers of a sheet, from top to bottom and left to right. E013 where there is no end of them."""
    found: list[Header] = []
    done = 0
    for row in canvas.rows:
        if row <= done:
            continue
        names = [c for c, heading in _headings(canvas, row) if _is_name(heading)]
        if not names:
            continue
        headers = _headers_at(canvas, row, names)
        if headers:
            found.extend(headers)
            if len(found) > limits.MAX_TABLES:  # no form of an office, and reading it would take minutes
                raise UnreadableInput(
                    E013.at(sheet=canvas.grid.name, reason=f"表の見出しが {limits.MAX_TABLES} を超えます。")
                )
            done = max(header.bottom for header in headers)
    return found


def _is_name(heading: Heading) -> bool:
    """A heading of the indicators; `指標2023` is the name of one."""
    return (heading.field == "name" or heading.is_weak) and not heading.names_year


def find_nameless_headers(canvas: Canvas, taken: list[tuple[int, int, int, int]]) -> list[Header]:
    """Headings of figures without one for the indicator: in cards, where a label above names it."""
    found: list[Header] = []
    for row in canvas.rows:
        if any(top <= row <= bottom for top, _, bottom, _ in taken) or (
            found and row <= found[-1].bottom + 1
        ):
            continue
        if any(canvas.is_figure(row, c) for c in canvas.columns_of[row]):
            continue
        own = [heading for _, heading in _headings(canvas, row)]
        if sum(h.field in synonyms.VALUE_FIELDS or h.is_year_only for h in own) < 2 or any(
            map(_is_name, own)
        ):
            continue  # no figures, or the label that names the indicator
        bottom = row
        while bottom - row < MAX_HEADER_ROWS - 1 and _continues(canvas, bottom + 1, []):
            bottom += 1
        columns = _columns(canvas, row, bottom)
        if _are_figures([column.heading for column in columns]):
            found.append(Header(row, bottom, columns))
    return found


def _are_figures(headings: list[Heading]) -> bool:
    """Whether headings speak of figures and of nothing else."""
    years = sum(h.is_year_only for h in headings)
    fields = [h.field for h in headings if h.field in synonyms.VALUE_FIELDS]
    known = (*synonyms.VALUE_FIELDS, *_BESIDE_FIGURES)
    others = [h for h in headings if h.field not in known and not h.is_unit_only]
    if {"baseline", "target"} & set(fields) and len(others) == years and years + len(fields) > 2:
        return True
    return years > 1 and len(others) <= years + 1


def _headings(
    canvas: Canvas, row: int, left: int = 1, right: int | None = None
) -> Iterator[tuple[int, Heading]]:
    for column in canvas.filled(row, left, right or canvas.last_column):
        heading = heading_at(canvas, row, column)
        if heading is not None:
            yield column, heading


def _headers_at(canvas: Canvas, row: int, names: list[int]) -> list[Header]:
    """The headers, side by side, whose indicator headings stand in this row."""
    names = [column for column in names if not _is_beside_rows(canvas, row, column, names)]
    if not names:
        return []
    top, bottom = row, max(canvas.area(row, column).bottom for column in names)
    while bottom - row < MAX_HEADER_ROWS - 1 and _continues(canvas, bottom + 1, names):
        bottom += 1
    while bottom - top < MAX_HEADER_ROWS - 1 and top > 1 and _leads(canvas, top - 1, top, names):
        top -= 1
    if any(
        canvas.is_figure(r, c)
        for r in range(top, bottom + 1)
        for c in canvas.filled(r, 1, canvas.last_column)
    ):
        return []  # figures beside labels: a card, not a header
    columns = _columns(canvas, top, bottom)
    return [header for header in _split(top, bottom, columns) if _is_kpi_header(header)]


def _is_beside_rows(canvas: Canvas, row: int, column: int, names: list[int]) -> bool:
    """A word merged down along the rows of a table, as 指標 written downwards: it heads no column."""
    last = canvas.area(row, column).bottom
    for other in names:
        below = canvas.area(row, other).bottom + 1
        if other != column and below <= last and canvas.value(below, other) is not None:
            heading = heading_at(canvas, *canvas.anchor(below, other))
            if heading is None or not heading.is_known:
                return True
    return False


def _continues(canvas: Canvas, row: int, names: list[int]) -> bool:
    """Whether a row below still belongs to the header: only headings, and no indicator in it."""
    if _is_unit_row(canvas, row):
        return True
    known = unknown = 0
    for column in canvas.filled(row, 1, canvas.last_column):
        if canvas.anchor(row, column) != (row, column):
            continue
        heading = heading_at(canvas, row, column)
        if heading is None:
            return False
        is_word = (
            heading.is_known or heading.key in synonyms.INHERITING or heading.key in synonyms.YEAR_LEAVES
        )
        if column in names and not is_word:
            return False
        known, unknown = known + is_word, unknown + (not is_word)
    return known > 0 and known >= unknown


def _is_unit_row(canvas: Canvas, row: int) -> bool:
    """A header row of its own that gives every column's unit (人 | 人 | 世帯)."""
    texts = [canvas.own_text(row, column) for column in canvas.filled(row, 1, canvas.last_column)]
    units = [text for text in texts if text]
    return len(units) > 1 and all(is_unit(text) for text in units)


def _leads(canvas: Canvas, row: int, below: int, names: list[int]) -> bool:
    """Whether a row above belongs to the header: group headings such as 実績値 over the years."""
    groups = 0
    for column in canvas.filled(row, 1, canvas.last_column):
        area = canvas.area(row, column)
        heading = heading_at(canvas, row, column)
        is_wide = area.right > area.left
        if heading is None or (not heading.is_known and not is_wide):
            return False
        if not canvas.shown(below, area.left, area.right):
            return False  # nothing below it: a title or a date beside the table
        if heading.is_known and area.bottom >= below:
            groups += 1  # 事業名 merged down into the row of the indicator's heading
            continue
        is_group = heading.field in _GROUPS or heading.is_year_only
        if is_group and (is_wide or column > min(names)):
            groups += 1
        elif heading.field == "name" or heading.is_weak:
            groups += is_wide
    return groups > 0


def _columns(canvas: Canvas, top: int, bottom: int) -> list[Column]:
    """Each column that has a heading, with all headings above it combined."""
    right = max(
        (canvas.area(r, c).right for r in range(top, bottom + 1) for c in canvas.columns_of.get(r, [])),
        default=0,
    )
    labels = {c: _path(canvas, top, bottom, c) for c in range(1, min(right, canvas.last_column + 50) + 1)}
    _spread_unmerged(labels, top, bottom)
    columns: list[Column] = []
    for number, path in labels.items():
        present = [item for item in path if item is not None]
        if not present:
            continue
        place = present[-1][0]
        if columns and columns[-1].place == place and columns[-1].right == number - 1:
            columns[-1].right = number
            continue
        headings = [heading for _, heading in present]
        texts = tuple(ANY_YEAR if _is_typed_year(h) else h.text for h in headings)
        columns.append(Column(combine(headings), number, number, place, texts=texts))
    return columns


_Label = tuple[Place, Heading]


def _path(canvas: Canvas, top: int, bottom: int, column: int) -> list[_Label | None]:
    """Per header row the heading that a column shows there; a heading merged downwards counts once."""
    path: list[_Label | None] = []
    seen: set[Place] = set()
    for row in range(top, bottom + 1):
        anchor = canvas.anchor(row, column)
        heading = heading_at(canvas, *anchor) if anchor not in seen and anchor[0] >= top else None
        if heading is not None and row > top and is_unit(heading.text) and _is_unit_row(canvas, row):
            heading = Heading(heading.text, unit=heading.text)
        seen.add(anchor)
        path.append((anchor, heading) if heading is not None else None)
    return path


def _spread_unmerged(labels: dict[int, list[_Label | None]], top: int, bottom: int) -> None:
    """Group headings that were not merged but only typed over their first column reach to the right."""
    for level in range(bottom - top):
        group: _Label | None = None
        under: set[str | None] = set()
        for path in labels.values():
            lower = combine([item[1] for item in path[level + 1 :] if item is not None])
            own = path[level]
            if own is not None:
                group, under = own, {lower.field} if lower.text else set()
                if not lower.text:
                    group = None
                continue
            if group is None or not lower.text or not _takes(lower, group[1], under):
                group = None
                continue
            path[level] = group
            under.add(lower.field)


def _takes(lower: Heading, group: Heading, under: set[str | None]) -> bool:
    if group.is_year_only:
        return lower.field in _GROUPS and not lower.names_year and lower.field not in under
    return group.field in _GROUPS and (lower.is_year_only or lower.is_unit_only) and None in under


def _split(top: int, bottom: int, columns: list[Column]) -> list[Header]:
    """One header per table side by side: apart by a blank column, or where the headings start over."""
    spans: list[list[Column]] = []
    for column in columns:
        if spans and spans[-1][-1].right + 1 == column.left:
            spans[-1].append(column)
        else:
            spans.append([column])
    joined: list[list[Column]] = []
    for span in spans:
        if joined and (not _has_name(span) or not _has_name(joined[-1])):
            joined[-1].extend(span)
        else:
            joined.append(span)
    headers: list[Header] = []
    for span in joined:
        headers.extend(Header(top, bottom, part, shared) for part, shared in _start_over(span))
    return headers


def _has_name(columns: list[Column]) -> bool:
    return any(column.field == "name" or column.heading.is_weak for column in columns)


def _start_over(span: list[Column]) -> Iterator[tuple[list[Column], list[Column]]]:
    """Parts of a span, each with one indicator column; a part without 事業 etc. of its own shares the first part's."""
    parts: list[list[Column]] = [[]]
    for index, column in enumerate(span):
        current = {item.field for item in parts[-1]}
        rest = span[index:]
        starts = column.field in (*_BEFORE_NAME, "name") and column.field in current
        if starts and "name" in current and current & synonyms.VALUE_FIELDS and _figures_follow(rest):
            parts.append([])
        elif (
            column.field in _BEFORE_NAME
            and "name" in current
            and current & synonyms.VALUE_FIELDS
            and _figures_follow(rest)
        ):
            parts.append([])  # No. or 事業 again before the next indicator column
        parts[-1].append(column)
    first = [column for column in parts[0] if column.field in synonyms.CONTEXT_FIELDS]
    for part in parts:
        own = {column.field for column in part}
        shared = [] if part is parts[0] or own & set(synonyms.CONTEXT_FIELDS) else first
        yield part, shared


def _figures_follow(rest: list[Column]) -> bool:
    fields = {column.field for column in rest}
    return "name" in fields and bool(fields & synonyms.VALUE_FIELDS)


def _is_kpi_header(header: Header) -> bool:
    """Whether these are the headings of a KPI table; settles which column is the indicator's."""
    fields = {column.field for column in header.columns}
    years = [column for column in header.columns if column.heading.is_year_only]
    strong = [column for column in header.columns if column.field == "name"]
    weak = [column for column in header.columns if column.heading.is_weak and column.field is None]
    figures = fields & {"baseline", "target", "plan", "actual", "latest"}
    if strong:
        return bool(figures or years)
    if weak and (
        ("target" in fields and figures - {"target"}) or ("baseline" in fields and figures - {"baseline"})
    ):
        weak[0].field = "name"
        return True
    return False

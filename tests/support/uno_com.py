"""Excel's COM objects as far as ExcelHost uses them, over UNO: Interior, Borders, Font, Protection, windows.

Only what is asked for exists: a call that Excel knows and this does not fails with AttributeError, so that the
imitation cannot hide a mistake.
"""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import Any

NONE, SOLID = -4142, 1
CONTINUOUS, DASH = 1, -4115
_SIDES = {7: "LeftBorder2", 8: "TopBorder2", 9: "BottomBorder2", 10: "RightBorder2"}
_WIDTH_OF = {
    (CONTINUOUS, 1): 2,
    (CONTINUOUS, 2): 26,
    (CONTINUOUS, -4138): 62,
    (CONTINUOUS, 4): 88,
    (DASH, -4138): 62,
}
_LINE_STYLES = {CONTINUOUS: 0, DASH: 2}


def swapped(colour: int) -> int:
    """Excel counts blue first, UNO red first."""
    return (colour & 0xFF) << 16 | colour & 0xFF00 | colour >> 16 & 0xFF


class Interior:
    def __init__(self, cells: Any) -> None:
        object.__setattr__(self, "cells", cells)

    @property
    def Pattern(self) -> int:
        return NONE if self.cells.CellBackColor == -1 else SOLID

    @Pattern.setter
    def Pattern(self, value: int) -> None:
        if value == NONE:
            self.cells.CellBackColor = -1
        elif self.cells.CellBackColor == -1:
            self.cells.CellBackColor = 0xFFFFFF

    @property
    def Color(self) -> float:
        colour = self.cells.CellBackColor
        return 16777215.0 if colour == -1 else float(swapped(colour))

    @Color.setter
    def Color(self, value: float) -> None:
        self.cells.CellBackColor = swapped(int(value))

    ThemeColor = None
    TintAndShade = 0.0


class Border:
    """One edge; a merged or larger block has the edge of its first cell, as far as we read it."""

    ThemeColor = None
    TintAndShade = 0.0

    def __init__(self, cells: Any, index: int) -> None:
        self.__dict__.update(cells=cells, index=index)

    def _blocks(self) -> list[tuple[Any, str]]:
        if self.index in _SIDES:
            edges = [(self._edge(), _SIDES[self.index])]
            if self.cells.getIsMerged():  # its first cell stands for the whole area where it is saved
                edges.append((self.cells.getCellRangeByPosition(0, 0, 0, 0), _SIDES[self.index]))
            return edges
        address = self.cells.RangeAddress
        rows, columns = address.EndRow - address.StartRow + 1, address.EndColumn - address.StartColumn + 1
        if (rows if self.index == 12 else columns) == 1:
            raise RuntimeError("Unable to set the LineStyle property of the Border class")  # as Excel does
        if self.index == 12:
            parts = [self.cells.getCellRangeByPosition(0, r, columns - 1, r) for r in range(rows)]
            return [(p, "TopBorder2") for p in parts[1:]] + [(p, "BottomBorder2") for p in parts[:-1]]
        parts = [self.cells.getCellRangeByPosition(c, 0, c, rows - 1) for c in range(columns)]
        return [(p, "LeftBorder2") for p in parts[1:]] + [(p, "RightBorder2") for p in parts[:-1]]

    def _edge(self) -> Any:
        address = self.cells.RangeAddress
        rows, columns = address.EndRow - address.StartRow, address.EndColumn - address.StartColumn
        return {
            7: lambda: self.cells.getCellRangeByPosition(0, 0, 0, rows),
            8: lambda: self.cells.getCellRangeByPosition(0, 0, columns, 0),
            9: lambda: self.cells.getCellRangeByPosition(0, rows, columns, rows),
            10: lambda: self.cells.getCellRangeByPosition(columns, 0, columns, rows),
        }[self.index]()

    def _line(self) -> Any:
        block, side = self._blocks()[0]
        return getattr(block.getCellByPosition(0, 0), side)

    def _change(self, **values: Any) -> None:
        for block, side in self._blocks():
            address = block.RangeAddress
            for row in range(address.EndRow - address.StartRow + 1):
                for column in range(address.EndColumn - address.StartColumn + 1):
                    cell = block.getCellByPosition(column, row)  # a block of merged cells would lose edges
                    line = getattr(cell, side)
                    for name, value in values.items():
                        setattr(line, name, value)
                    setattr(cell, side, line)

    @property
    def LineStyle(self) -> int:
        line = self._line()
        if not line.OuterLineWidth and not line.LineWidth:
            return NONE
        return CONTINUOUS if line.LineStyle == 0 else DASH

    @LineStyle.setter
    def LineStyle(self, value: int) -> None:
        if value == NONE:
            self._change(LineWidth=0, OuterLineWidth=0, InnerLineWidth=0, LineStyle=0x7FFF, Color=0)
        else:
            width = self._line().LineWidth or 26
            self._change(
                LineWidth=width, OuterLineWidth=width, InnerLineWidth=0, LineStyle=_LINE_STYLES[value]
            )

    @property
    def Weight(self) -> int:
        width = self._line().LineWidth
        return min((abs(w - width), key[1]) for key, w in _WIDTH_OF.items())[1]

    @Weight.setter
    def Weight(self, value: int) -> None:
        width = _WIDTH_OF[self.LineStyle, value]
        self._change(LineWidth=width, OuterLineWidth=width)

    @property
    def Color(self) -> float:
        return float(swapped(self._line().Color))

    @Color.setter
    def Color(self, value: float) -> None:
        self._change(Color=swapped(int(value)))


class Font:
    """Settings of text, written only."""

    def __init__(self, cells: Any) -> None:
        object.__setattr__(self, "cells", cells)

    def __setattr__(self, name: str, value: Any) -> None:
        setters = {
            "Name": lambda: [setattr(self.cells, n, value) for n in ("CharFontName", "CharFontNameAsian")],
            "Size": lambda: [setattr(self.cells, n, float(value)) for n in ("CharHeight", "CharHeightAsian")],
            "Bold": lambda: [
                setattr(self.cells, n, 150.0 if value else 100.0) for n in ("CharWeight", "CharWeightAsian")
            ],
            "Color": lambda: setattr(self.cells, "CharColor", swapped(int(value))),
            "Underline": lambda: setattr(self.cells, "CharUnderline", 1 if value == 2 else 0),
        }
        setters[name]()


class Lines:
    """EntireRow or EntireColumn of a block: whether it is hidden, None where mixed."""

    def __init__(self, items: Any) -> None:
        self._items = items

    @property
    def Hidden(self) -> bool | None:
        states = {not self._items.getByIndex(i).IsVisible for i in range(self._items.Count)}
        return states.pop() if len(states) == 1 else None


class RangeApi:
    """`Range.api`."""

    def __init__(self, cells: Any, add_note: Any) -> None:
        self.__dict__.update(cells=cells, add_note=add_note)

    Interior = property(lambda self: Interior(self.cells))
    Font = property(lambda self: Font(self.cells))
    EntireRow = property(lambda self: Lines(self.cells.Rows))
    EntireColumn = property(lambda self: Lines(self.cells.Columns))
    CommentThreaded = None

    def Borders(self, index: int) -> Border:
        return Border(self.cells, index)

    def AddComment(self, text: str) -> Any:
        self.add_note(text)
        characters = lambda start, length: SimpleNamespace(Font=SimpleNamespace())  # noqa: E731
        frame = SimpleNamespace(Characters=characters)
        return SimpleNamespace(Shape=SimpleNamespace(TextFrame=frame, Width=0.0, Height=0.0))

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "HorizontalAlignment":
            import uno

            side = {-4131: "LEFT", -4108: "CENTER", -4152: "RIGHT"}[value]
            self.cells.HoriJustify = uno.Enum("com.sun.star.table.CellHoriJustify", side)
        elif name == "VerticalAlignment":
            self.cells.VertJustify = {-4160: 1, -4108: 2, -4107: 3}[value]
        elif name == "WrapText":
            self.cells.IsTextWrapped = value
        elif name == "IndentLevel":
            self.cells.ParaIndent = 353 * value
        else:
            raise AttributeError(name)


class SheetApi:
    """`Sheet.api`."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self.Tab = Tab(sheet)
        self.PageSetup = SimpleNamespace()
        names = (
            "FormattingCells",
            "FormattingColumns",
            "FormattingRows",
            "InsertingColumns",
            "InsertingRows",
        )
        more = (
            "InsertingHyperlinks",
            "DeletingColumns",
            "DeletingRows",
            "Sorting",
            "Filtering",
            "UsingPivotTables",
        )
        self.Protection = SimpleNamespace(
            **{f"Allow{name}": name.startswith("Formatting") for name in (*names, *more)}
        )
        self.ProtectDrawingObjects = self.ProtectScenarios = True

    @property
    def ProtectContents(self) -> bool:
        return bool(self._sheet.isProtected())

    def Unprotect(self, password: str) -> None:
        self._sheet.unprotect(password)

    def Protect(self, **options: Any) -> None:
        assert options["Contents"] is True
        self._sheet.protect("")


class ChartApi:
    """A chart's title, legend and colours."""

    def __init__(self, chart: Any) -> None:
        self.__dict__["_chart"] = chart

    @property
    def ChartTitle(self) -> Any:
        return Colouring(lambda name, value: setattr(self._chart.Title, "String", value), "Text")

    def SeriesCollection(self, number: int) -> Series:
        return Series(self._chart, number)

    def Axes(self, kind: int) -> Any:
        assert kind == 1
        return Colouring(
            lambda name, value: setattr(self._chart.Diagram.XAxis, "ReverseDirection", value),
            "ReversePlotOrder",
        )

    def __setattr__(self, name: str, value: bool) -> None:
        setattr(self._chart, {"HasTitle": "HasMainTitle", "HasLegend": "HasLegend"}[name], value)


class Series:
    """`SeriesCollection(n)`, and one of its points."""

    def __init__(self, chart: Any, number: int, point: int | None = None) -> None:
        self.__dict__.update(_chart=chart, _number=number, _point=point)

    def Points(self, number: int) -> Series:
        return Series(self._chart, self._number, number)

    def _properties(self) -> Any:
        diagram = self._chart.Diagram
        if self._point is None:
            return diagram.getDataRowProperties(self._number - 1)
        return diagram.getDataPointProperties(self._point - 1, self._number - 1)

    @property
    def Format(self) -> Any:
        parts = {}
        for part in ("Fill", "Line"):
            put = partial(self._paint, f"{part}Color")
            parts[part] = SimpleNamespace(ForeColor=Colouring(put, "RGB"))
        return SimpleNamespace(**parts)

    def _paint(self, part: str, _: str, value: int) -> None:
        setattr(self._properties(), part, swapped(value))

    def __setattr__(self, name: str, value: bool) -> None:
        assert name == "HasDataLabels"
        self._properties().DataCaption = 1 if value else 0


class Colouring:
    """An object with one attribute that can be set."""

    def __init__(self, put: Any, name: str) -> None:
        self.__dict__.update(_put=put, _name=name)

    def __setattr__(self, name: str, value: Any) -> None:
        assert name == self._name
        self._put(name, value)


class Tab:
    def __init__(self, sheet: Any) -> None:
        object.__setattr__(self, "_sheet", sheet)

    def __setattr__(self, name: str, value: Any) -> None:
        assert name == "Color"
        self._sheet.TabColor = swapped(value)


class Window:
    """The scroll position of the active window."""

    def __init__(self, controller: Any) -> None:
        self.__dict__["_controller"] = controller

    ScrollRow = property(
        lambda self: self._controller.getFirstVisibleRow() + 1,
        lambda self, value: self._controller.setFirstVisibleRow(value - 1),
    )
    ScrollColumn = property(
        lambda self: self._controller.getFirstVisibleColumn() + 1,
        lambda self, value: self._controller.setFirstVisibleColumn(value - 1),
    )

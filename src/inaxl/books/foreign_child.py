"""Run as a program of its own: an .xls, .xlsb or .ods from standard input, its values as JSON to standard output.

calamine lays out the whole rectangle of a sheet and cannot be stopped from within, so it runs in a process with limits
on memory and time: whatever the file does there, only this process ends. Nothing of inaxl is imported here.

    python -I -S foreign_child.py FOLDER_OF_CALAMINE MAX_CELLS MAX_PLACES MAX_SHEETS MAX_TEXT < BOOK
"""

from __future__ import annotations

import json
import sys
from typing import Any

MEMORY_BYTES = 320 * 2**20
CPU_SECONDS = 2


def limit_resources() -> None:
    """Address space and processor time; Windows has no such limits, there the parent's time limit holds."""
    if sys.platform == "win32":
        return
    import resource

    for kind, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, CPU_SECONDS)):
        try:
            resource.setrlimit(kind, (most, most))
        except (OSError, ValueError):  # the system's own limit is lower, or it knows none of this kind
            continue


class TooLarge(Exception):
    """More than is taken in; the text says what."""


def sheets_of(data: bytes, most_cells: int, most_places: int, most_sheets: int, most_text: int) -> list[Any]:
    """Each worksheet: name, whether hidden, first row and column of its rows (from 0), rows, merged areas."""
    import io

    import python_calamine as calamine

    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    metas = [meta for meta in book.sheets_metadata if str(meta.typ).endswith("WorkSheet")]
    if len(metas) > most_sheets:
        raise TooLarge(f"シートが {most_sheets:,} 枚を超えます。")
    found, cells, text = [], 0, 0
    for meta in metas:
        sheet = book.get_sheet_by_name(meta.name)
        most_places -= sheet.total_height * sheet.total_width
        if most_places < 0:
            raise TooLarge("使っている範囲が広すぎます。")
        rows = [[plain(value) for value in row] for row in sheet.to_python(skip_empty_area=True)]
        cells += sum(value is not None for row in rows for value in row)
        text += sum(len(value) for row in rows for value in row if isinstance(value, str))
        if cells > most_cells or text > most_text:
            raise TooLarge(f"値の入ったセルが {most_cells:,} 個を超えるか、文字が長すぎます。")
        hidden = not str(meta.visible).endswith(".Visible")
        found.append([sheet.name, hidden, list(sheet.start or (0, 0)), rows, sheet.merged_cell_ranges or []])
    return found


def plain(value: Any) -> Any:
    """A value as JSON has it: dates, times and durations with their kind in front."""
    import datetime as dt

    if isinstance(value, dt.timedelta):
        return {"seconds": value.total_seconds()}
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return {type(value).__name__: value.isoformat()}
    if isinstance(value, float) and not abs(value) < float("inf"):
        return str(value)
    return None if value == "" else value


def answer(data: bytes, most: list[int]) -> dict[str, Any]:
    """The sheets, or the code that says why there are none."""
    import python_calamine as calamine

    try:
        return {"sheets": sheets_of(data, *most)}
    except calamine.PasswordError:
        return {"error": "E011"}
    except TooLarge as why:
        return {"error": "E013", "reason": str(why)}
    except MemoryError:
        return {"error": "E013", "reason": "使っている範囲が広すぎます。"}
    except BaseException:  # calamine's own panics are no Exception
        return {"error": "E012"}


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    limit_resources()
    told = answer(sys.stdin.buffer.read(), [int(text) for text in sys.argv[2:]])
    sys.stdout.buffer.write(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace"))

"""Figures as the papers show them, and the same as Excel formats: `64,211`, `△453`, `＋28`, `75.0%`, `－`.

Rounding is half up and only for show; judgements use the stored value.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

ABSENT = "－"
MINUS = "△"
PLUS = "＋"

_DISPLAYED_UNITS = {"％": "%"}


def rounded(value: Decimal, decimals: int) -> Decimal:
    """`value` with that many decimals, half up, exact however long it is."""
    context = Context(prec=max(value.adjusted() + decimals + 3, len(value.as_tuple().digits) + 1, 1))
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=context)


def _digits(value: Decimal, decimals: int | None) -> str:
    """Digits with thousands separators; '-' in front of what is still negative after rounding."""
    shown = value if decimals is None else rounded(value, decimals)
    return format(abs(shown) if shown.is_zero() else shown, ",f")


def number(value: Decimal | None, decimals: int | None = None) -> str:
    """`64,211`, `△453`, `－` for None; with None `decimals`, the precision as entered."""
    return ABSENT if value is None else _digits(value, decimals).replace("-", MINUS)


def with_unit(value: Decimal | None, unit: str, decimals: int | None = None) -> str:
    """`64,211人`, `75.0%`; `－` alone for None."""
    return ABSENT if value is None else number(value, decimals) + _DISPLAYED_UNITS.get(unit, unit)


def change(value: Decimal | None, decimals: int | None = None) -> str:
    """A difference: `＋28`, `△3`, `0`; `－` for None."""
    if value is None:
        return ABSENT
    shown = _digits(value, decimals)
    is_zero = not shown.strip("-0,.")
    return shown if is_zero else shown.replace("-", MINUS) if shown.startswith("-") else PLUS + shown


def percent(ratio: Decimal | float | None, places: int = 1) -> str:
    """A plain ratio as a share: `75.0%` for 0.75; `－` for None."""
    if ratio is None:
        return ABSENT
    exact = ratio if isinstance(ratio, Decimal) else Decimal(repr(ratio))
    return number(_hundredfold(exact), places) + "%"


def _hundredfold(value: Decimal) -> Decimal:
    sign, digits, exponent = value.as_tuple()
    return Decimal((sign, digits, int(exponent) + 2))


def plain(value: Decimal | None) -> str:
    """Plain decimal notation for CSV, precision as entered, no separators; '' for None."""
    if value is None:
        return ""
    return format(abs(value) if value.is_zero() else value, "f")


def excel_format(decimals: int | None = 0) -> str:
    """`#,##0;"△"#,##0;0`; None shows whatever decimals the value has."""
    shape, zero = _shape(decimals)
    return f'{shape};"{MINUS}"{shape};{zero}'


def excel_change_format(decimals: int | None = 0) -> str:
    """`"＋"#,##0;"△"#,##0;0`."""
    shape, zero = _shape(decimals)
    return f'"{PLUS}"{shape};"{MINUS}"{shape};{zero}'


def excel_percent_format(places: int = 1) -> str:
    """`0.0%;"△"0.0%`, for a plain ratio in the cell."""
    shape = ("0." + "0" * places if places else "0") + "%"
    return f'{shape};"{MINUS}"{shape}'


def _shape(decimals: int | None) -> tuple[str, str]:
    if decimals is None:
        return "General", "0"
    tail = "." + "0" * decimals if decimals else ""
    return "#,##0" + tail, "0" + tail

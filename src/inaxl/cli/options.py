"""Options and arguments that several commands share, so that each has one name, one meaning and one help text."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from inaxl.values.periods import parse_fiscal_year

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class FiscalYear(click.ParamType):  # type: ignore[type-arg]  # older click knows no type argument
    """R05, R5, 令和5, 令和5年度, 2023 → 2023."""

    name = "年度"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        year = parse_fiscal_year(value)
        if year is None:
            self.fail(
                f"「{value}」は年度として読めません(E005)。R05、R5、令和5年度、2023 のように書いてください。",
                param,
                ctx,
            )
        return year


class Day(click.ParamType):  # type: ignore[type-arg]  # older click knows no type argument
    """2022-04-01, 2022/4/1, 令和4年4月1日 → the day."""

    name = "日付"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        from inaxl.plan.cells import date_of

        day = date_of(value)
        if day is None:
            self.fail(
                f"「{value}」は日付として読めません。2022-04-01 か 令和4年4月1日 のように書いてください。",
                param,
                ctx,
            )
        return day


folder: Decorator = click.argument("folder", metavar="フォルダー", type=click.Path(path_type=Path))
books: Decorator = click.argument(
    "books", metavar="ブック…", nargs=-1, required=True, type=click.Path(path_type=Path)
)
fy: Decorator = click.option(
    "--fy", type=FiscalYear(), required=True, metavar="年度", help="年度(例 R05、令和5年度、2023)"
)
as_json: Decorator = click.option("--json", "as_json", is_flag=True, help="結果を JSON で標準出力に出す")


def _remember_password(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """For this process and those that it starts; it is written nowhere."""
    if value:
        os.environ["INAXL_PASSWORD"] = value


password: Decorator = click.option(
    "--password",
    metavar="パスワード",
    expose_value=False,
    callback=_remember_password,
    help="パスワードで保護されたブックを読む(環境変数 INAXL_PASSWORD でも渡せる。pip install 'inaxl[encrypted]' が要る)",
)

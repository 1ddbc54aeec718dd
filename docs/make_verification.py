"""Writes docs/population-verification.md: published figures beside what the functions give, from the tests' own numbers."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from tests.population.verification import checks  # noqa: E402 - the tests are not installed


def verification_page() -> str:
    """The page."""
    lines = [
        "# 人口の計算の検証",
        "",
        "このページは `docs/make_verification.py` が試験(`tests/population/verification.py`)の数値から作ります。",
        "公表値と計算値の差の最大を示します。差が許容を超えると試験が失敗します。",
        "",
        "| 何を | 出典 | 値の数 | 差の最大 | 許容 |",
        "|---|---|--:|--:|--:|",
    ]
    for check in checks():
        shown = f"{_plain(check.difference)}{check.unit}"
        lines.append(
            f"| {check.name} | {check.source} | {check.figures} | {shown} | {_plain(check.allowed)}{check.unit} |"
        )
    lines += [
        "",
        "確かめていないこと：市町村の生残率と純移動率の公表表、令和5年推計の男女5歳階級別、影響度の段階の境目（手引きの原文）。",
        "",
    ]
    return "\n".join(lines)


def _plain(value: float) -> str:
    """Differences below a billionth are rounding of the machine."""
    return "0" if value < 1e-9 else f"{value:.2g}" if value < 0.01 else f"{value:.2f}".rstrip("0").rstrip(".")


if __name__ == "__main__":
    (HERE / "population-verification.md").write_text(verification_page(), encoding="utf-8", newline="\n")

"""A small sound plan, drawn as sheets, in which a test changes single cells."""

from __future__ import annotations

import datetime as dt
import functools
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from inaxl.books.grid import Grid, column_number
from inaxl.findings import Finding
from inaxl.plan.book import plan_from_grids
from inaxl.plan.model import Plan

Place = tuple[str, str]
Read = tuple[Plan, tuple[Finding, ...]]

SOUND: dict[str, list[list[Any]]] = {
    "計画": [
        ["項目", "内容"],
        ["計画の名称", "見本市総合戦略"],
        ["状態", "策定"],
        ["市町村", "見本市"],
        ["計画期間の始まり（年度）", 2020.0],
        ["計画期間の終わり（年度）", "R06"],
    ],
    "基本目標": [
        ["基本目標ID", "番号", "基本目標", "数値目標", "単位", "方向", "集計方法", "現状値", "現状値の年度",
         "指標値", "指標値の年度"],
        ["goal1", 1.0, "安心して暮らせるまち", "転入超過数", "人", "増やす", "単年度", -25.0, 2018.0, 100.0, "R06"],
    ],
    "分野": [["分野ID", "番号", "分野名", "基本目標ID"], ["field1", 1.0, "子育て", "goal1"]],
    "施策": [["施策ID", "分野ID", "番号", "施策名", "基本目標ID"], ["m1", "field1", 1.0, "保育の充実", None]],
    "事業": [
        ["事業ID", "番号", "事業名", "分野ID", "施策ID", "基本目標ID", "担当部署ID", "主担当部署ID"],
        ["p01", 1.0, "保育事業", "field1", "m1", None, "d1、d2", "d1"],
    ],
    "KPI": [
        ["KPI ID", "番号", "事業ID", "施策ID", "指標名", "単位", "方向", "集計方法", "現状値", "現状値の年度",
         "指標値", "指標値の年度", "R03目標", "担当部署ID"],
        ["k1", 1.0, "p01", None, "保育所の定員", "人", "増やす", "時点", 120.0, 2019.0, 150.0, 2024.0, 130.0, None],
        ["k2", 2.0, "p01", "m1", "待機児童の数", "人", "減らす", "時点", 8.0, 2019.0, 2.0, 2024.0, None, "d2"],
    ],
    "部署": [["部署ID", "番号", "部", "課"], ["d1", 1.0, "福祉部", "保育課"], ["d2", 2.0, "企画部", "政策課"]],
    "人口ビジョン": [["指標", "年", "値", "種別"], ["総人口", 2020.0, 65900.0, "将来展望"]],
    "評価基準": [
        ["段階", "評価", "記号", "達成率の下限"],
        ["1", "順調", "◎", 1.0],
        ["2", "おおむね順調", "○", 0.8],
        ["3", "努力を要する", "▼", None],
        ["なし", "実績値なし", "－", None],
        [],
        ["項目", "設定"],
        ["判定の相手", "指標値"],
        ["減らす指標の達成率", "指標値÷実績値"],
        ["急変の倍率", 2.5],
        ["今後の方針", "継続、廃止"],
    ],
    "状態語": [["書かれている言葉", "状態"], ["集計中", "集計中"]],
    "基本目標実績": [["基本目標ID", "年度", "実績値", "状態"], ["goal1", "R02", 12.0, None]],
    "読替": [
        ["種類", "旧名称", "新ID", "有効開始年度", "有効終了年度", "理由"],
        ["KPI", "保育所の定員数", "k1", "R02", "R03", "表記の統一"],
        ["部署", "福祉部児童課", "福祉部保育課", None, None, "組織の見直し"],
        ["事業", "保育所事業", "p01", None, None, None],
    ],
    "検証規則": [
        ["規則ID", "対象", "項目", "比べ方", "値", "重さ", "指摘の文", "有効開始年度", "有効終了年度"],
        ["r1", "k1", "実績値", "以上", "k2", "警告", "待機児童より少なくなっています。", None, None],
        ["r2", "*の数", "備考", "必須", None, "誤り", "備考に調べた日を書いてください。", 2022.0, None],
        ["r3", "保育事業", "今後の方針", "いずれか", "継続、廃止", "誤り", "方針を選んでください。", None, None],
    ],
}  # fmt: skip


LIFE: dict[str, list[list[Any]]] = {
    "根拠": [
        ["根拠ID", "種類", "日付", "題名", "参加者・回答者数", "意見・結果", "対象ID", "出典", "公開", "備考"],
        ["e1", "懇談会・会議", dt.datetime(2019, 7, 18), "保育の懇談会", 24.0, "預け先が足りない。", "goal1、p01", "議事録", None, "内部"],
        ["e2", "アンケート", "令和元年8月～9月", "保護者アンケート", None, "満足62%", None, None, "非公開", None],
    ],
    "5原則": [
        ["事業ID", "原則", "自己点検", "理由", "公開", "備考"],
        ["p01", "将来性", "満たす", "待機児童が減る。", None, None],
        ["p01", "自立性", "一部満たす", "国の補助による。", None, None],
        ["p01", "地域性", "当てはまらない", None, None, None],
        ["p01", "総合性", "満たさない", "部署ごとに行っている。", "非公開", None],
        ["p01", "結果重視", "満たす", "定員を確かめている。", "公開", None],
    ],
    "タグ": [
        ["タグID", "種類", "名称", "英語名"],
        ["sdg04", "SDGs", "4 質の高い教育をみんなに", "4 Quality Education"],
        ["view1", "横断的な視点", "多様な人材の活躍を推進する", None],
    ],
    "タグ付け": [["タグID", "対象ID"], ["view1", "p01"], ["sdg04", "p01"], ["sdg04", "k1"]],
    "連携": [
        ["対象ID", "区分", "名称", "役割", "連絡先", "公開"],
        ["p01", "企業", "見本保育", "園の運営", "見本太郎", None],
        ["field1", "地域・市民", "見守りの会", None, None, "非公開"],
    ],
    "予算": [
        ["事業ID", "年度", "予算額", "決算額", "単位", "公開", "備考"],
        ["p01", "R03", 0.0, None, "千円", None, None],
        ["p01", 2020.0, 1200.0, "1,180", "千円", "非公開", None],
    ],
    "改訂": [
        ["版", "施行日", "きっかけ", "きっかけの年度", "意見の番号", "理由"],
        ["第2版", "令和3年4月1日", "法令", None, None, "法の改正"],
        ["第3版", dt.datetime(2022, 4, 1), "審議会意見", "R02", "3-01、3-02", "意見による"],
    ],
    "非公開": [
        ["シート", "ID", "項目", "年度", "理由"],
        ["KPI", "k1", "実績値", "R03", "公表前"],
        ["KPI", "k2", "R03目標", None, "検討中"],
        ["事業", "p01", None, None, "公表前"],
        ["計画", "市町村", "内容", None, None],
    ],
}  # fmt: skip
"""The optional sheets about the plan's own life, without a mistake."""


def read_with(
    changes: Mapping[Place, Any],
    *,
    without: tuple[str, ...] = (),
    more: Mapping[str, list[list[Any]]] = MappingProxyType({}),
    check: bool = True,
) -> Read:
    """The sound plan after writing single cells, such as `{("KPI", "K2"): "多数"}`, leaving out sheets and adding some."""
    there = {**SOUND, **more}
    sheets = {name: [list(row) for row in rows] for name, rows in there.items() if name not in without}
    for (sheet, cell), value in changes.items():
        letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()  # type: ignore[union-attr]
        rows = sheets[sheet]
        rows.extend([] for _ in range(int(digits) - len(rows)))
        row = rows[int(digits) - 1]
        row.extend([None] * (column_number(letters) - len(row)))
        row[column_number(letters) - 1] = value
    return plan_from_grids([Grid(name, rows) for name, rows in sheets.items()], check=check)


@pytest.fixture
def read() -> Callable[..., Read]:
    """`read_with`."""
    return read_with


@pytest.fixture
def read_life() -> Callable[..., Read]:
    """`read_with`, for the sound plan with the sheets about its own life."""
    return functools.partial(read_with, more=LIFE)


@pytest.fixture
def sound() -> dict[str, list[list[Any]]]:
    """The cells of the sound plan by sheet."""
    return SOUND


@pytest.fixture(scope="session")
def draft_facts() -> dict[str, Any]:
    """The facts of the draft."""
    source = Path(__file__).parents[2] / "workbooks" / "sources" / "strategy.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))

"""Which fields of each record may be published. A field that is not named here is blanked, also one added later.

Blank means: no text, no member, None. Records are rebuilt field by field, so nothing withheld by nature (every 備考, every
contact, every cell and book that a value came from) can travel along with what is shown.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from inaxl.entries.table import Card
from inaxl.evaluate.follow_up import CarriedAction, Opinion
from inaxl.evaluate.survey import Survey, SurveyItem
from inaxl.merging.reviews import Review
from inaxl.plan.actuals import GoalActual, PublishedActual
from inaxl.plan.life import Budget, Evidence, Partner, PlanLife, PrincipleCheck, Revision, Tag, Tagging
from inaxl.plan.model import (
    Department,
    Field,
    Goal,
    Indicator,
    Kpi,
    Measure,
    Plan,
    Project,
    VisionPoint,
)
from inaxl.population.vision import Observation

Record = TypeVar("Record")

_JUDGED = (
    "id name unit decimals direction accumulation baseline baseline_fy baseline_text baseline_comparable target target_fy "
    "target_text target_upper interim source"
)
PUBLIC: dict[type, frozenset[str]] = {
    kind: frozenset(names.split())
    for kind, names in {
        Plan: "title status city first_fy last_fy is_sample facts goals fields measures projects kpis departments vision "
        "rules decisions goal_actuals options published scales life",
        Goal: "id number title short_title target",
        Indicator: _JUDGED,
        Field: "id number title goal_ids is_focus",
        Measure: "id number title field_id goal_id is_focus parent_item",
        Project: "id number title measure_id goal_id department_ids lead_id purpose is_focus parent_item",
        Kpi: "indicator number project_id measure_id goal_id department_id minimum maximum first_fy last_fy defined_fy "
        "replaces",
        Department: "id number division section first_fy last_fy former_names",
        VisionPoint: "indicator year value kind unit",
        GoalActual: "goal_id fy value status as_of source",
        PublishedActual: "kpi_id fy value rating_text source",
        PlanLife: "evidence principle_checks tags taggings partners budgets revisions",
        Evidence: "id kind when title people text subject_ids source",
        PrincipleCheck: "project_id principle state reason",
        Tag: "id kind title title_en",
        Tagging: "tag_id subject_id",
        Partner: "subject_id kind name role",
        Budget: "project_id fy budget settlement unit",
        Revision: "version effective trigger cause_fy cause_ids reason",
        Review: "project_id department card",
        Card: "project done result issue decision next_action",
        Opinion: "id fy date kind target_id text response state department due closed_fy responded",
        CarriedAction: "project_id fy text progress state",
        Survey: "fy name when population sent returned steps source items",
        SurveyItem: "id name measure_ids importance importance_unsure satisfaction satisfaction_unsure",
        Observation: "indicator year as_of value unit kind source series published",
    }.items()
}
ROW_COLUMNS = frozenset(
    (
        "kpi_id number goal_id field_id measure_id project_id department name unit decimals direction accumulation "
        "baseline_fy baseline baseline_text baseline_comparable target_fy target final_target final_target_fy "
        "interim_target target_upper minimum maximum source_note fy actual status rating_override override_reason "
        "evaluated achievement progress rating reached omitted even_path explanation needed_per_year years_left outlook "
        "outlook_low outlook_high outlook_fy"
    ).split()
)
"""Columns of a KPI's row that may be published (`Results.rows`)."""
FACTS = (
    "計画の名称 状態 作成年月 市町村 都道府県 計画期間の表記 見直しの決まり 法的根拠 審議会 審議会の構成 審議会の役割 構想 "
    "上位計画 前の計画 人口ビジョンの文書 オープンデータのライセンス 公開サイトのURL 公表の問い合わせ先"
).split()
"""Items of the sheet 計画 that may be published; any other one is the office's own."""
FACT_STARTS = ("基本的視点",)


def blank(value: Any) -> Any:
    """Nothing, in the form of a value: no text, no member, None."""
    if isinstance(value, bool):
        return False
    for kind in (str, tuple, dict):
        if isinstance(value, kind):
            return kind()
    return None


def only_public(record: Record) -> Record:
    """The record with every field blanked that `PUBLIC` does not name for its type."""
    public = PUBLIC[type(record)]
    return changed(record, {name: blank(getattr(record, name)) for name in field_names(record) - public})


def field_names(record: object) -> frozenset[str]:
    """Names of the fields of a dataclass or named tuple."""
    if dataclasses.is_dataclass(record):
        return frozenset(field.name for field in dataclasses.fields(record))
    return frozenset(cast(Any, record)._fields)


def changed(record: Record, values: Mapping[str, Any]) -> Record:
    """A copy of a record with other values, whether it is a dataclass or a named tuple."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        return cast(Record, dataclasses.replace(record, **values))
    return cast(Record, cast(Any, record)._replace(**values))


def public_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A KPI's row with the columns blanked that are not public: notes, and where each figure was read."""
    return {key: value if key in ROW_COLUMNS else blank(value) for key, value in row.items()}

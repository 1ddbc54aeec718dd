"""Made-up opinions, actions and a small survey for the sample results of the report's tests."""

from __future__ import annotations

import datetime as dt

from inaxl.evaluate.follow_up import ActionState, FollowUp, Opinion, Register, follow_up
from inaxl.evaluate.survey import Assessment, Survey, SurveyItem, assess_survey

FY = 2023
OPINIONS = (
    Opinion("3-02", 2021, dt.date(2022, 8, 25), "project", "p02", "費用の負担を示してほしい。", "検討している。",
            "in_progress", "企画部地域創造課", "令和7年3月", None, "F6"),
    Opinion("4-01", 2022, dt.date(2023, 8, 24), "goal", "g1", "合同で行うほうがよい。", "2回開いた。",
            "closed", "企画部地域創造課", "", None, "F7"),
    Opinion("4-02", 2022, dt.date(2023, 8, 24), "all", "", "指標が要るのではないか。<R&D>", "", "unanswered",
            "企画部地域創造課", "", None, "F8"),
    Opinion("5-01", 2023, dt.date(2024, 8, 23), "project", "p01", "対面も残してほしい。", "", "unanswered",
            "企画部地域創造課", "", None, "F9"),
)  # fmt: skip
ANNOUNCED = {("p01", 2022): "窓口を設ける。", ("p02", 2022): "周知を改める。"}
STATES = (ActionState("p02", 2022, "周知した。", "closed", None),)


def sample_follow_up() -> FollowUp:
    """One unanswered opinion, one under way since the year before, one closed; one action open, one done."""
    return follow_up(Register(OPINIONS, STATES, True), ANNOUNCED, FY)


def item(
    name: str, importance: tuple[int, ...], satisfaction: tuple[int, ...], unsure: int = 0
) -> SurveyItem:
    """An item with its counts from the highest score down."""
    scores = range(len(importance), 0, -1)
    return SurveyItem(
        name,
        name,
        ("m1",),
        dict(zip(scores, importance, strict=True)),
        unsure,
        dict(zip(scores, satisfaction, strict=True)),
        unsure,
    )


def sample_survey(fy: int = FY) -> Assessment:
    """Four items, one of them to be improved first, one answered by too few."""
    items = (
        item("公共交通", (60, 30, 10, 0, 0), (5, 10, 20, 35, 30), 40),
        item("子育て支援", (40, 40, 20, 0, 0), (30, 40, 20, 10, 0), 5),
        item("国際交流", (5, 15, 40, 30, 10), (10, 30, 40, 15, 5), 20),
        item("新しい取組", (5, 5, 5, 0, 0), (5, 5, 5, 0, 0), 0),
    )
    return assess_survey(
        Survey(
            fy, "市民意識調査", "令和5年10月", "18歳以上の市民を無作為抽出", 300, 140, 5, "架空", "", items
        )
    )

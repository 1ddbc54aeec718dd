"""Pages about the plan itself: what it rests on and how it is built, and what has changed in it."""

from __future__ import annotations

from collections.abc import Iterator

from inaxl.plan.life import TAG_KINDS
from inaxl.site.material import Context, Link, Material, Page
from inaxl.site.pages_tree import fields_of


def plan_pages(material: Material) -> Iterator[Page]:
    """The plan, and its changes."""
    yield _plan_page(material)
    yield _changes_page(material)


_SHOWN_FACTS = (
    "計画期間の表記", "作成年月", "構想", "上位計画", "前の計画", "法的根拠", "人口ビジョンの文書", "見直しの決まり",
    "審議会", "審議会の構成", "審議会の役割",
)  # fmt: skip


def _plan_page(material: Material) -> Page:
    plan = material.plan
    facts = [(item, plan.facts[item]) for item in _SHOWN_FACTS if plan.facts.get(item)]
    facts += [(item, value) for item, value in plan.facts.items() if item.startswith("基本的視点") and value]
    return Page(
        "plan.html",
        "plan.html",
        material.words("plan"),
        {
            "title": plan.title,
            "facts": facts,
            "goals": [material.links[goal.id] for goal in plan.goals],
            "fields": fields_of(material),
            "evidence": material.evidence(),
            "tags": _tag_index(material),
        },
        "plan",
        search="　".join(
            [plan.title, *(value for _, value in facts), *(e["title"] for e in material.evidence())]
        ),
        is_data=False,
    )


def _tag_index(material: Material) -> list[Context]:
    """Every tag that is used, with the items that bear it, by kind."""
    life = material.plan.life
    found = []
    for kind in TAG_KINDS:
        tags = [
            {
                "title": tag.title,
                "title_en": tag.title_en if material.words.lang == "en" else "",
                "items": [material.name(t.subject_id) for t in life.taggings if t.tag_id == tag.id],
            }
            for tag in life.tags
            if tag.kind == kind
        ]
        used = [tag for tag in tags if tag["items"]]
        if used:
            found.append({"kind": material.words(f"tag_{kind}"), "tags": used})
    return found


def _changes_page(material: Material) -> Page:
    plan, words, results = material.plan, material.words, material.results
    revisions = [
        {
            "version": item.version,
            "effective": words.day(item.effective.isoformat()),
            "trigger": words(f"trigger_{item.trigger}"),
            "causes": _causes(material, item.cause_fy, item.cause_ids),
            "reason": item.reason,
        }
        for item in plan.life.revisions
    ]
    versions = {version.book: version for version in results.versions.values() if version.changes}
    return Page(
        "changes.html",
        "changes.html",
        words("changes"),
        {
            "revisions": revisions,
            "versions": [
                {"label": version.label, "lines": [change.text for change in version.changes]}
                for version in versions.values()
            ],
            "not_compared": [item.text for item in results.not_compared.values()],
            "replaced": [
                {
                    "link": material.links.get(kpi.id) or Link("", kpi.name),
                    "old": [material.name(id_) for id_ in kpi.replaces],
                }
                for kpi in plan.kpis
                if kpi.replaces
            ],
        },
        "plan",
        (Link("plan.html", words("plan"), is_data=False),),
        search="　".join(item.reason for item in plan.life.revisions),
        is_data=False,
    )


def _causes(material: Material, fy: int | None, ids: tuple[str, ...]) -> list[str]:
    words = material.words
    own = [words("cause_evaluation", year=words.fiscal_year(fy))] if fy else []
    return own + [words("cause_opinion", number=number) for number in ids]

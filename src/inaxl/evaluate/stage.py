"""Where a fiscal year stands in Plan → Do → Check → Action (requirements R2–R5), from what the data show and nothing else.

Each step is done, under way or not begun, with what was done, what is missing and who is to act. Values only, no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:  # `status` after a build has to start without them
    from inaxl.evaluate.follow_up import FollowUp
    from inaxl.plan.model import Plan

STEPS = {"plan": "Plan", "do": "Do", "check": "Check", "action": "Action"}
STATES = {"done": "済み", "under_way": "進行中", "not_begun": "未着手"}
SECRETARIAT, COUNCIL = "事務局", "審議会"


class Owed(NamedTuple):
    """One thing that somebody still has to do: its name, and the department that does it, '' for the secretariat."""

    name: str
    department: str


class YearFacts(NamedTuple):
    """What plan, cards and register say about the progress of one fiscal year.

    `kpis` that exist in the year; `plan_errors` findings about the plan book; `no_target` names of KPIs, `no_lead` of
    projects without a department that reports; `idle` departments that have nothing to report. `decided` projects whose
    card says 今後の方針 and 今後の取組, `undecided` those whose card does not. `opinions` of the council on this year;
    `unanswered` of this and earlier years; `open_actions` announced earlier and neither done nor dropped.
    """

    kpis: int
    version: str
    plan_errors: int
    no_target: tuple[str, ...]
    no_lead: tuple[str, ...]
    idle: tuple[str, ...]
    decided: int
    undecided: tuple[Owed, ...]
    opinions: int
    unanswered: tuple[Owed, ...]
    open_actions: int

    def as_document(self) -> dict[str, Any]:
        """The facts as JSON holds them."""
        return self._asdict()

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> YearFacts:
        """The facts again, from what `as_document` gave."""
        known: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in document.items()}
        for key in ("undecided", "unanswered"):
            known[key] = tuple(Owed(*item) for item in document[key])
        return cls(**known)


class Submitted(NamedTuple):
    """A department of the year: `state` is `done`, `needs_fix` or `missing`."""

    department: str
    state: str


class FolderFacts(NamedTuple):
    """What lies in the working folder: entry books handed out, whether outputs are there and still hold, publication.

    `published` says where the year's site was written, '' where no publication is on record; `is_draft` marks a 案.
    """

    handed_out: int = 0
    is_built: bool = False
    is_current: bool = False
    published: str = ""
    is_draft: bool = False


class Missing(NamedTuple):
    """Something that a step still lacks: what, how many of which unit (None: not counted), which ones, and who acts."""

    what: str
    number: int | None
    unit: str
    names: tuple[str, ...]
    who: tuple[str, ...]


class Step(NamedTuple):
    """One of the four steps. `key` of `STEPS`, `state` of `STATES`, `done` sentences that the data bear out."""

    key: str
    state: str
    done: tuple[str, ...]
    missing: tuple[Missing, ...]

    @property
    def next(self) -> tuple[str, ...]:
        """Who is to act, each once."""
        return tuple(dict.fromkeys(name for missing in self.missing for name in missing.who))


class Stage(NamedTuple):
    """The four steps in their order."""

    steps: tuple[Step, ...]

    @property
    def current(self) -> str | None:
        """Key of the first step that is not done; None where all are."""
        return next((step.key for step in self.steps if step.state != "done"), None)

    def as_document(self) -> dict[str, Any]:
        """The stage as JSON (key `stage` of `inaxl status --json`)."""
        return {"current": self.current, "steps": [_document(step) for step in self.steps]}


def year_facts(
    plan: Plan,
    fy: int,
    follow: FollowUp,
    cards: Iterable[tuple[str, str, str]],
    *,
    version: str = "",
    plan_errors: int = 0,
) -> YearFacts:
    """What is known of a fiscal year. cards: (project ID, 今後の方針, 今後の取組) as far as they are written."""
    kpis = plan.kpis_in(fy)
    decided = {project for project, decision, action in cards if decision.strip() and action.strip()}
    projects = [project for project in plan.projects if project.reporting_id in plan.department_by_id]
    names = {p.id: plan.department_by_id[p.reporting_id or ""].name for p in projects}
    busy = set(names.values()) | {d.name for kpi in kpis if (d := plan.department_of(kpi)) is not None}
    asked = [opinion for opinion in (*follow.own, *follow.open) if opinion.is_unanswered]
    return YearFacts(
        kpis=len(kpis),
        version=version,
        plan_errors=plan_errors,
        no_target=tuple(kpi.name for kpi in kpis if kpi.indicator.target is None),
        no_lead=tuple(p.title for p in plan.projects if p.id not in names),
        idle=tuple(d.name for d in plan.departments_in(fy) if d.name not in busy),
        decided=sum(project.id in decided for project in projects),
        undecided=tuple(Owed(p.title, names[p.id]) for p in projects if p.id not in decided),
        opinions=len(follow.own),
        unanswered=tuple(Owed(opinion.id, opinion.department) for opinion in asked),
        open_actions=len(follow.actions),
    )


def stage(facts: YearFacts, departments: Sequence[Submitted], folder: FolderFacts) -> Stage:
    """The four steps of a fiscal year."""
    due = [d for d in departments if d.state != "missing" or d.department not in facts.idle]
    return Stage((_plan(facts), _do(due, folder), _check(facts, due, folder), _action(facts, folder)))


def _plan(facts: YearFacts) -> Step:
    office = (SECRETARIAT,)
    missing = []
    if not facts.kpis:
        missing.append(Missing("この年度の KPI が戦略台帳にない", None, "", (), office))
    if facts.plan_errors:
        missing.append(Missing("戦略台帳の誤り", facts.plan_errors, "件", (), office))
    if facts.no_target:
        missing.append(Missing("指標値のない KPI", len(facts.no_target), "件", facts.no_target, office))
    if facts.no_lead:
        missing.append(
            Missing("報告する部署の決まっていない事業", len(facts.no_lead), "件", facts.no_lead, office)
        )
    done = (facts.version, f"KPI {facts.kpis}件" if facts.kpis else "")
    return _step("plan", done, missing, has_begun=facts.kpis > 0)


def _do(due: Sequence[Submitted], folder: FolderFacts) -> Step:
    late = tuple(d.department for d in due if d.state == "missing")
    sent = len(due) - len(late)
    done = (
        f"様式を{folder.handed_out}冊作成" if folder.handed_out else "",
        f"{len(due)}部署のうち{sent}部署が提出" if sent else "",
    )
    missing = []
    if not sent and not folder.handed_out:
        missing.append(Missing("作業フォルダーに入力様式がない", None, "", (), (SECRETARIAT,)))
    elif late:
        missing.append(Missing("ブックが未提出", len(late), "部署", late, late))
    return _step("do", done, missing, has_begun=bool(sent or folder.handed_out))


def _check(facts: YearFacts, due: Sequence[Submitted], folder: FolderFacts) -> Step:
    wrong = tuple(d.department for d in due if d.state == "needs_fix")
    sent = any(d.state != "missing" for d in due)
    missing = []
    if wrong:
        missing.append(Missing("ブックに誤り", len(wrong), "部署", wrong, wrong))
    if not folder.is_built:
        missing.append(Missing("評価の出力がない", None, "", (), (SECRETARIAT,)))
    elif not folder.is_current:
        missing.append(
            Missing("入力が変わったため、評価の出力を作り直していない", None, "", (), (SECRETARIAT,))
        )
    if not facts.opinions:
        missing.append(Missing("この年度の評価への意見の登録がない", None, "", (), (COUNCIL, SECRETARIAT)))
    done = (
        "評価の出力は最新" if folder.is_current else "",
        f"審議会の意見 {facts.opinions}件" if facts.opinions else "",
    )
    return _step("check", done, missing, has_begun=sent)


def _action(facts: YearFacts, folder: FolderFacts) -> Step:
    missing = [
        *_owed("「今後の方針」か「今後の取組」の記入がない事業", facts.undecided),
        *_owed("回答のない審議会の意見", facts.unanswered),
    ]
    if not folder.published:
        missing.append(Missing("公表の記録がない", None, "", (), (SECRETARIAT,)))
    elif folder.is_draft:
        missing.append(Missing("公表したものは案", None, "", (), (SECRETARIAT,)))
    done = (
        f"{facts.decided}事業の「今後の方針」と「今後の取組」" if facts.decided else "",
        f"前年度までの取組のうち{facts.open_actions}件が継続" if facts.open_actions else "",
        f"公表 {folder.published}" if folder.published else "",
    )
    return _step("action", done, missing, has_begun=bool(facts.decided or folder.published))


def _owed(what: str, owed: Sequence[Owed]) -> Iterator[Missing]:
    if owed:
        names = tuple(item.name for item in owed)
        who = tuple(dict.fromkeys(item.department or SECRETARIAT for item in owed))
        yield Missing(what, len(owed), "件", names, who)


def _step(key: str, done: Sequence[str], missing: Sequence[Missing], *, has_begun: bool) -> Step:
    state = "not_begun" if not has_begun else "under_way" if missing else "done"
    return Step(key, state, tuple(text for text in done if text), tuple(missing))


def _document(step: Step) -> dict[str, Any]:
    return {
        "step": step.key,
        "label": STEPS[step.key],
        "state": step.state,
        "done": list(step.done),
        "missing": [
            {"what": item.what, "count": item.number, "names": list(item.names), "who": list(item.who)}
            for item in step.missing
        ],
        "next": list(step.next),
    }

"""From forms to new opinions: numbers, doubles, changed forms, and everything that a form can lack."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inaxl.council.form_layout import Stamp
from inaxl.council.form_reading import FilledForm, FormLine, ListedItem
from inaxl.council.merging import KnownOpinion, merge_forms
from inaxl.council.provenance import provenance, read_provenance

WHOLE = ListedItem("all", "", "全体")
WIDTH = 360


def line(
    row: int, text: str, item: ListedItem | None = WHOLE, *, chosen: str | None = None, view: str = ""
) -> FormLine:
    """A row of a form."""
    return FormLine(row, (item.label if item else "") if chosen is None else chosen, item, text, view)


def form(
    plan, *lines: FormLine, number: str = "01", fy: int = 2023, sha: str = "a" * 64, **changes
) -> FilledForm:
    """A form of the plan's FY2023."""
    values = {"book": "意見記入票_山田.xlsx", "alteration": "", **changes}
    stamp = Stamp(values.pop("title", plan.title), fy, number, "")
    return FilledForm(sha256=sha, stamp=stamp, member="", lines=lines, **values)


def merged(plan, *forms, known=(), numbers=()):
    """The forms merged into a register."""
    return merge_forms(forms, plan, 2023, known, numbers, width=WIDTH)


def known_of(merge) -> list[KnownOpinion]:
    """The register after an import."""
    return [KnownOpinion(o.number, o.source, o.item.kind, o.item.id, o.text) for o in merge.new]


def codes(merge) -> list[tuple[str, str | None]]:
    """Findings by code and cell."""
    return [(finding.code, finding.cell) for finding in merge.findings]


def test_R25_new_numbers_follow_the_highest_of_the_year(plan):
    """Numbers of other years and of other kinds do not count."""
    merge = merged(
        plan, form(plan, line(7, "一"), line(8, "二")), numbers=["R05-09", "R05-3", "R04-20", "4-01"]
    )
    assert [opinion.number for opinion in merge.new] == ["R05-10", "R05-11"]


def test_the_department_that_has_to_respond_is_the_plan_s(plan):
    """That of the project or KPI; for the whole plan nobody is named, because the plan names nobody."""
    project, kpi = plan.projects[0], plan.kpis[0]
    merge = merged(
        plan,
        form(
            plan,
            line(7, "一", ListedItem("project", project.id, "事業")),
            line(8, "二", ListedItem("kpi", kpi.id, "KPI")),
            line(9, "三"),
        ),
    )
    wanted = [plan.department_by_id[project.reporting_id].name, plan.department_of(kpi).name, ""]
    assert [opinion.department for opinion in merge.new] == wanted


def test_the_same_form_a_second_time_adds_nothing_and_is_named(plan):
    """Whatever name the file has by then."""
    first = form(plan, line(7, "一"))
    known = known_of(merged(plan, first))
    again = merged(plan, first._replace(book="写し.xlsx"), known=known)
    assert (again.new, again.known_files, again.findings) == ((), ("写し.xlsx",), ())


def test_a_form_given_twice_in_one_import_is_taken_once(plan):
    """Two names of one file in the same command."""
    first = form(plan, line(7, "一"))
    merge = merged(plan, first, first._replace(book="写し.xlsx"))
    assert ([o.text for o in merge.new], merge.known_files) == (["一"], ("写し.xlsx",))


def test_W714_a_form_changed_after_its_import_is_named_and_not_taken_over(plan):
    """Another text, another item, a text that was taken out; what is new in the form is added."""
    goal = ListedItem("goal", plan.goals[0].id, "基本目標1")
    known = known_of(merged(plan, form(plan, line(7, "一"), line(8, "二"), line(9, "三"), line(10, "四"))))
    later = form(plan, line(7, "一、改め"), line(8, "二", goal), line(10, "四"), line(11, "五"), sha="b" * 64)
    merge = merged(plan, later, known=known, numbers=["R05-04"])
    assert codes(merge) == [("W714", "D7"), ("W714", "D8"), ("W714", "D9")]
    assert [finding.message for finding in merge.findings] == [
        "取り込んだ意見R05-01と記入票が違います。記入票の意見の文が違います。帳簿の意見はそのままです。",
        "取り込んだ意見R05-02と記入票が違います。記入票の項目が違います。帳簿の意見はそのままです。",
        "取り込んだ意見R05-03と記入票が違います。記入票からは消されています。帳簿の意見はそのままです。",
    ]
    assert [(opinion.number, opinion.text) for opinion in merge.new] == [("R05-05", "五")]


def test_the_forms_of_a_second_council_come_in_whole_under_numbers_that_follow(plan):
    """With the first council's number again they are taken for its changed forms (W714), which says how to number them."""
    known = known_of(merged(plan, form(plan, line(7, "一"))))
    second = form(plan, line(7, "2回目の一"), line(8, "2回目の二"), sha="b" * 64)
    again = merged(plan, second, known=known, numbers=["R05-01"])
    assert [opinion.text for opinion in again.new] == ["2回目の二"]
    assert "--first" in again.findings[0].remedy
    stamp = second.stamp._replace(number="13")
    merge = merged(plan, second._replace(stamp=stamp), known=known, numbers=["R05-01"])
    assert [opinion.text for opinion in merge.new] == ["2回目の一", "2回目の二"]
    assert merge.findings == ()


def test_an_opinion_that_the_secretariat_edited_is_not_held_against_the_same_file(plan):
    """Only a form that changed is named."""
    first = form(plan, line(7, "一"))
    known = [
        opinion._replace(text="一（整えた）", kind="goal", target_id="g")
        for opinion in known_of(merged(plan, first))
    ]
    again = merged(plan, first, known=known)
    assert (again.new, again.findings) == ((), ())


def test_two_forms_without_a_number_are_told_apart_by_their_file_names(plan):
    """Copies of the one blank form."""
    a = form(plan, line(7, "一"), number="", book="記入票（佐藤）.xlsx")
    b = form(plan, line(7, "二"), number="", book="記入票（鈴木）.xlsx", sha="b" * 64)
    merge = merged(plan, a, b)
    assert [opinion.text for opinion in merge.new] == ["一", "二"]
    assert len({opinion.source.form for opinion in merge.new}) == 2


def test_a_member_s_name_never_stands_in_the_provenance(plan):
    """Neither that of the file nor that on the form."""
    for number in ("07", ""):
        (opinion,) = merged(plan, form(plan, line(7, "一"), number=number)).new
        assert "山田" not in str(opinion.source)
    assert (
        str(provenance("意見記入票_山田.xlsx", "07", "D7", "0123456789abcdef"))
        == "意見記入票07 意見!D7 0123456789ab"
    )


def test_W711_an_opinion_without_an_item_goes_to_the_whole(plan):
    """It is not lost, and it is named."""
    merge = merged(plan, form(plan, line(7, "何か", None)))
    assert codes(merge) == [("W711", "B7")]
    assert [(o.item.kind, o.item.id) for o in merge.new] == [("all", "")]


def test_W712_an_item_without_an_opinion_is_named(plan):
    """A view alone is no opinion that could be answered."""
    merge = merged(
        plan, form(plan, line(7, ""), line(8, "", view="見直しが必要"), line(9, "", None, view="妥当"))
    )
    assert codes(merge) == [("W712", "D7"), ("W712", "D8"), ("W712", "D9")]
    assert "見方「見直しが必要」だけ" in merge.findings[1].message
    assert merge.new == ()


def test_E714_an_item_that_form_or_plan_does_not_have_waits_until_it_is_mended(plan):
    """The rest of the form is imported; once mended, only the mended row is added."""
    gone = ListedItem("project", "p99", "事業99（p99）")
    first = form(plan, line(7, "一"), line(8, "二", None, chosen="道路"), line(9, "三", gone))
    merge = merged(plan, first)
    assert codes(merge) == [("E714", "B8"), ("E714", "B9")]
    mended = merged(plan, form(plan, line(7, "一"), line(8, "二"), sha="b" * 64), known=known_of(merge))
    assert ([o.text for o in mended.new], mended.findings) == (["二"], ())


def test_W713_an_opinion_longer_than_a_cell_shows_is_taken_whole(plan):
    """Excel's rows end at 409 points."""
    merge = merged(plan, form(plan, line(7, "長" * 700), line(8, "長" * 600)))
    assert codes(merge) == [("W713", "D7")]
    assert [len(opinion.text) for opinion in merge.new] == [700, 600]


def test_E711_a_form_of_another_year_gives_nothing(plan):
    """It names both years."""
    merge = merged(plan, form(plan, line(7, "一"), fy=2022))
    assert (merge.new, codes(merge)) == ((), [("E711", None)])
    assert "令和4年度" in merge.findings[0].message
    assert "令和5年度" in merge.findings[0].message


def test_E712_a_form_of_another_plan_gives_nothing(plan):
    """The plan's title is in the stamp."""
    assert codes(merged(plan, form(plan, line(7, "一"), title="別の計画"))) == [("E712", None)]


def test_E713_an_altered_form_gives_nothing_and_the_others_go_on(plan):
    """One bad form never stops the rest."""
    bad = form(plan, line(7, "一"), alteration="見出しが違います。")
    merge = merged(plan, bad, form(plan, line(7, "二"), number="02", sha="b" * 64))
    assert (codes(merge), [o.text for o in merge.new]) == ([("E713", None)], ["二"])


def test_a_provenance_is_read_as_it_was_written():
    """What somebody typed into the column is none."""
    source = provenance("記入票.xlsx", "", "D12", "f" * 64)
    assert read_provenance(f" {source}\n") == source
    assert read_provenance("議事録 3ページ") is None


lines = st.lists(
    st.builds(line, st.integers(7, 26), st.text("あいう ", max_size=5).map(str.strip), st.sampled_from([WHOLE, None])),
    max_size=8,
    unique_by=lambda item: item.row,
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=st.lists(lines, min_size=1, max_size=4))
def test_importing_again_adds_nothing_and_numbers_are_never_given_twice(plan, written):
    """Whatever the forms hold, in whatever order they come."""
    forms = [form(plan, *own, number=f"{at:02d}", sha=f"{at:064d}") for at, own in enumerate(written, 1)]
    merge = merged(plan, *forms, numbers=["R05-02"])
    given_numbers = [opinion.number for opinion in merge.new]
    assert len(set(given_numbers)) == len(given_numbers)
    assert "R05-02" not in given_numbers
    again = merged(plan, *reversed(forms), known=known_of(merge), numbers=given_numbers)
    assert again.new == ()

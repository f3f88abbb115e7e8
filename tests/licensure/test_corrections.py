"""What was corrected counts instead of the pack, in answers and in covers already written."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from licensure.catalog import Extension, Fact, Level
from licensure.corrections import FIELDS, Correction, corrected, extended, plain_value, row_of
from licensure.expressions import from_letters, in_letters
from licensure.facts.corrected import touched, touched_by_move
from licensure.packs import PackError, packs
from licensure.workflow import corrections
from licensure.workflow.corrections import contradicting
from network.access import Role
from network.events import timeline
from network.models import Job
from network.transitions import Refused
from tests.licensure.test_authority import ask, codes, hold
from tests.licensure.test_covers import AT, TODAY, World
from tests.network.cast import staff

FACT = Fact(TODAY, "https://board.example/page", "high", "'as quoted there'")


def said(kind, subject, field, value):
    """The packs with one correction over them."""
    return corrected(packs(), [Correction(kind, subject, field, value, FACT)])


ROWS = [
    ("place", "US-TX"), ("register", "US-TX:bhec"), ("title", "US-TX:lpc"), ("member", "counseling:US-OH"),
    ("requirement", "US-TX:counseling"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "subject"), ROWS)
def test_every_field_of_every_kind_of_row_reads_back_as_it_was_written(kind, subject):
    for field in FIELDS[kind]:
        plain = plain_value(packs(), kind, subject, field)
        again = said(kind, subject, field, plain)
        assert getattr(row_of(again, kind, subject), field) == getattr(row_of(packs(), kind, subject), field)
        fact = FIELDS[kind][field].fact
        assert not fact or getattr(row_of(again, kind, subject), fact) == FACT


@pytest.mark.parametrize(("kind", "field", "value", "stands"), [
    ("title", "title", "", False), ("title", "title", "   ", False), ("title", "title", "x", True),
    ("title", "title", "x" * 200, True), ("title", "title", "x" * 201, False), ("register", "name", "", False),
    ("title", "abbreviation", "", True), ("title", "abbreviation", "x" * 40, True), ("title", "abbreviation", "x" * 41, False),
    ("title", "pattern", "x" * 200, True), ("title", "pattern", "x" * 201, False), ("title", "level", "none", False),
])
def test_a_name_is_not_empty_and_nothing_is_longer_than_its_row(kind, field, value, stands):
    subject = dict(ROWS)[kind]
    found = [each.code for each in contradicting(packs(), kind, subject, field, value, FACT)]
    assert found == ([] if stands else ["not_a_value"])


def test_what_stands_corrected_already_never_stops_the_packs_from_being_read():
    assert said("title", "US-TX:lpc", "title", "").types["US-TX:lpc"].title == ""


def test_a_source_for_the_renewal_says_nothing_of_the_level():
    row = row_of(said("title", "US-TX:lpc", "renewal_months", 12), "title", "US-TX:lpc")
    assert (row.renewal_months, row.renewal_fact, row.fact) == (12, FACT, packs().types["US-TX:lpc"].fact)


@pytest.mark.parametrize("field", ["title", "abbreviation"])
def test_a_source_for_the_title_says_nothing_of_the_level(field):
    row = row_of(said("title", "US-TX:lpc", field, "Counselor"), "title", "US-TX:lpc")
    assert (getattr(row, field), row.titled_by, row.fact) == ("Counselor", FACT, packs().types["US-TX:lpc"].fact)


def test_a_corrected_level_member_zone_and_requirement_move_the_answers():
    lower = said("title", "US-TX:lpc", "level", "supervised").types["US-TX:lpc"]
    assert codes(ask([replace(hold("US-TX:LPC"), type=lower)], "US-TX")) == ["supervision_not_allowed"]
    assert lower.level is Level.SUPERVISED
    need = said("member", "counseling:US-OH", "issuing", False).requirement("US-OH", "counseling")
    (compact,) = [each for each in need.compacts if each.key == "counseling"]
    assert not compact.member("US-OH").issuing and compact.member("US-OH").fact == FACT
    moved = said("place", "US-TX", "zone", "America/Denver")
    assert {moved.types["US-TX:lpc"].zone, moved.requirement("US-TX", "counseling").zone} == {"America/Denver"}
    asked = said("requirement", "US-TX:counseling", "expression", "all(US-TX:lpc, US-TX:lp)").requirement("US-TX", "counseling")
    assert in_letters(asked.expression) == "all(US-TX:lpc, US-TX:lp)"


@pytest.mark.parametrize(
    ("given", "reason", "codes"),
    [
        ({}, "Misread", []), ({"checked_on": date(2027, 1, 8)}, "Misread", []), ({"checked_on": date(2027, 1, 10)}, "Misread", ["no_day"]),
        ({"checked_on": None}, "Misread", ["no_day"]), ({"source": " "}, "Misread", ["no_source"]), ({}, " ", ["no_reason"]),
        ({"checked_on": None, "source": ""}, "", ["no_source", "no_day", "no_reason"]),
    ],
)  # fmt: skip
def test_a_correction_names_its_source_the_day_it_was_read_and_why(given, reason, codes):
    assert [each.code for each in corrections.unsourced(replace(FACT, **given), reason, date(2027, 1, 9))] == codes


def test_nothing_wrong_is_no_refusal():
    assert corrections.refuse(iter(())) is None
    with pytest.raises(Refused) as refused:
        corrections.refuse(corrections.unreasoned(""))
    assert refused.value.codes == ["no_reason"]


@pytest.mark.parametrize("text", ["US-TX:lpc", "any(US-TX:lpc, all(BE:a, BE:b), voluntary)", "all(any(A:a, A:b), A:c)"])
def test_a_requirement_reads_back_from_its_line(text):
    assert in_letters(from_letters(text)) == text


@pytest.mark.parametrize("text", ["", "any(", "any()", "any(A:a", "any(A:a) B:b", "all(A:a,, B:b)", ")"])
def test_a_line_that_is_no_requirement_is_an_error(text):
    with pytest.raises(ValueError):  # noqa: PT011  the words differ
        from_letters(text)


def test_a_row_or_field_nobody_knows_is_an_error_and_a_vanished_row_changes_nothing():
    for subject, field in (("US-TX:nothing", "level"), ("US-TX:lpc", "key")):
        with pytest.raises(PackError):
            plain_value(packs(), "title", subject, field)
    assert said("title", "US-TX:nothing", "level", "supervised") == packs()


@pytest.mark.parametrize(("kind", "subject"), [("title", "counseling:US-OH"), ("member", "US:none:US-OH"), ("member", "US-TX:lpc")])
def test_a_member_is_asked_for_as_one_and_of_a_compact_there_is(kind, subject):
    with pytest.raises(PackError, match=subject):
        row_of(packs(), kind, subject)


def test_of_a_compact_the_other_members_stay_as_they_were():
    before, after = (found.compacts["counseling"].members for found in (packs(), said("member", "counseling:US-OH", "issuing", False)))
    changed = [(one.state, other.state) for one, other in zip(before, after, strict=True) if one != other]
    assert changed == [("US-OH", "US-OH")]


def test_an_announcement_stands_with_its_title_and_one_of_a_title_nobody_knows_nowhere():
    announced = Extension(date(2027, 1, 1), date(2027, 1, 31), date(2027, 3, 31), "Board")
    found = extended(packs(), [("US-TX:lpc", announced), ("US-TX:nothing", announced)])
    assert {key: row.extensions for key, row in found.types.items() if row != packs().types.get(key)} == {
        "US-TX:lpc": (*packs().types["US-TX:lpc"].extensions, announced),
    }


# ── What was written before follows ──────────────────────────────────────────


@pytest.fixture
def world():
    found = World()
    found.admin = staff(found.harbor, "Corin Ashgrove", Role.ADMIN)
    found.granted()
    return found


def judged(world, **given):
    """A correction of Ohio's LISW, and the job that follows."""
    row = corrections.correct(
        organization=world.harbor, kind="title", subject="US-OH:lisw", fact=FACT, reason="Read there", actor=world.admin, at=AT, **given
    )
    (job,) = Job.objects.filter(name="licensure.judge_again")
    assert job
    corrections.judge_again(kind="title", subject="US-OH:lisw", organization=world.harbor, at=AT)
    return row


@pytest.mark.django_db
def test_a_level_corrected_downwards_takes_the_covers_that_rested_on_it_and_a_withdrawn_correction_gives_them_back(world):
    world.verify(world.license())
    assert world.codes(TODAY) == ()
    row = judged(world, field="level", value="supervised")
    assert world.codes(TODAY) != () and world.covers() == []
    corrections.withdraw(row, reason="A misreading", actor=world.admin, at=AT)
    corrections.judge_again(kind="title", subject="US-OH:lisw", at=AT)
    assert world.codes(TODAY) == ()
    assert [event.action for event in timeline(row)][0] == "reference.withdrawn"


@pytest.mark.django_db
def test_a_correction_of_another_title_leaves_her_covers_alone(world):
    world.verify(world.license())
    before = [cover.pk for cover in world.covers()]
    corrections.judge_again(kind="title", subject="US-TX:lpc", at=AT)
    assert [cover.pk for cover in world.covers()] == before


@pytest.mark.django_db
def test_a_row_concerns_who_holds_the_title_or_any_license_there_and_whoever_holds_a_compact_authority():
    world = World()
    row = world.license()
    check = world.verify(row)

    def concerned(kind, subject):
        found = touched(kind, subject, world.harbor)
        return [each.pk for each in found.checks], set(found.keys), found.place

    for kind, subject in (("requirement", "US-OH:counseling"), ("member", "counseling:US-OH"), ("place", "US-OH")):
        assert concerned(kind, subject) == ([check.pk], {row.key}, "US-OH")
    assert concerned("title", "US-OH:lisw") == ([check.pk], {row.key}, "")
    assert (concerned("place", "US-AZ"), concerned("register", "US-OH:cswmft")) == (([], set(), "US-AZ"), ([], set(), ""))
    assert touched_by_move(world.wren).keys == frozenset()
    compact = world.license("US-TX", "US:apit")
    assert concerned("place", "US-AZ") == ([check.pk], {compact.key}, "US-AZ")
    assert touched_by_move(world.wren).keys == {compact.key}


@pytest.mark.parametrize(("field", "value", "said"), [
    ("pattern", "[", "US-TX:lpc heeft een patroon dat niet klopt: "),
    ("successor", "US-TX:nothing", "US-TX:lpc noemt de onbekende opvolger US-TX:nothing."),
])
def test_why_rows_would_contradict_each_other_is_said_in_the_readers_language(field, value, said):
    with override("nl"):
        (found,) = contradicting(packs(), "title", "US-TX:lpc", field, value, FACT)
        assert said in str(found.message)


@pytest.mark.parametrize(("line", "said"), [
    ("all(US-TX:lpc", "Een haakje is niet gesloten."), ("US-TX:lpc US-TX:x", "Na het einde van de eis staat nog iets: US-TX:x"),
    (")", "Hier hoort de sleutel van een titel in plaats van ')'."),
])
def test_why_a_line_is_no_requirement_is_said_in_the_readers_language(line, said):
    with override("nl"):
        (found,) = contradicting(packs(), "requirement", dict(ROWS)["requirement"], "expression", line, FACT)
        assert found.code == "not_a_value" and said in str(found.message)

"""A call from the first word to covered or not; employers by every name; crisis lines with their source."""

from datetime import date

import pytest
from django.apps import apps
from django.db import transaction

from network.access import Forbidden
from network.care.facts.calls import subject_key
from network.care.models import Contact, CrisisLine
from network.care.queries.calls import crisis_lines
from network.care.queries.employers import named
from network.care.workflow import calls, employers, settings
from network.care.workflow.calls import Call, verdict_of
from network.events import timeline
from network.models import Contract, Event
from network.transitions import Refused
from tests.care.care_world import AT, DAY, TODAY, CareWorld
from tests.vetting.pages import sign_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _world(django_db_setup, django_db_blocker):
    """Built once for this file; each test acts in a transaction of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield CareWorld()
        transaction.set_rollback(True)


@pytest.fixture
def world(_world, db):
    return _world


def test_an_employer_is_found_by_every_name_and_a_part_of_it(world):
    yard, bank = world.employer("Waddenhaven Shipyards", "The Yard"), world.employer("Waddenhaven Bank")
    assert named(world.harbor, "the  YARD") == [yard]
    assert named(world.harbor, "shipyard") == [yard]
    assert named(world.harbor, "waddenhaven") == [bank, yard]
    assert named(world.harbor, "nobody") == [] and named(world.harbor, " - ") == []


@pytest.mark.parametrize(("said", "typed"), [
    ("Café Zuid", "cafe zuid"), ("Übermut", "UBERMUT"), ("Straße & Co.", "strasse co"), ("Łódź Smørrebrød", "lodz smorrebrod"),
    ("Œuvre", "oeuvre"), ("Ἀθήνα", "αθηνα"), ("Ça va?", "ca-va"), ("株式会社", "株式会社"),
])
def test_a_name_is_found_without_its_accents_and_with_them(world, said, typed):
    row = world.employer(said)
    assert named(world.harbor, typed) == named(world.harbor, said) == [row]
    with pytest.raises(Refused) as refused:
        world.employer(typed)
    assert refused.value.codes == ["name_taken"]


def test_a_name_grows_no_longer_than_its_column(world):
    assert named(world.harbor, "ß" * 120) == [] and len(world.employer("ß" * 120).aliases.get().folded) == 120


def test_a_contract_that_ended_since_the_call_covers_it_no_more_and_the_page_says_so(client, world, settings):
    settings.STAFF_SECOND_FACTOR = False
    contact = world.call(world.employer(last=TODAY))
    assert verdict_of(contact, on=TODAY).code == "covered"
    assert verdict_of(contact, on=TODAY + DAY).code == "no_contract"
    sign_in(client, world.rosa)
    assert "no contract with this employer runs today" in text(client.get(f"/harbor/intake/calls/{contact.reference}/"))


def test_two_employers_share_no_name_and_keep_their_own(world):
    yard = world.employer("Waddenhaven Shipyards", "The Yard")
    alias = {"employer": yard, "name": "The-Yard", "actor": world.alden, "at": AT}
    for attempted in (lambda: world.employer("the yard"), lambda: employers.add_alias(**alias)):
        with pytest.raises(Refused) as refused:
            attempted()
        assert refused.value.codes == ["name_taken"]
    with pytest.raises(Refused) as refused:
        employers.drop_alias(alias=yard.aliases.get(folded="waddenhaven shipyards"), actor=world.alden, at=AT)
    assert refused.value.codes == ["own_name"]
    employers.drop_alias(alias=yard.aliases.get(folded="the yard"), actor=world.alden, at=AT)
    assert named(world.harbor, "the yard") == []


def test_contracts_of_one_employer_never_run_on_the_same_day(world):
    yard = world.employer(last=date(2026, 6, 30))
    for first, refused in ((date(2026, 6, 30), True), (date(2026, 7, 1), False)):
        add = lambda first=first: employers.add_contract(  # noqa: E731
            employer=yard, contract=Contract(first=first, sessions=3), actor=world.alden, at=AT
        )
        if refused:
            with pytest.raises(Refused) as why:
                add()
            assert why.value.codes == ["contract_overlaps"]
        else:
            assert add().pk


def test_intake_takes_calls_and_enters_no_employers(world):
    yard = world.employer()
    with pytest.raises(Forbidden):
        employers.add_alias(employer=yard, name="Yard", actor=world.rosa, at=AT)
    with pytest.raises(Forbidden):
        calls.take_call(organization=world.harbor, call=Call(employer=yard), actor=world.maya, at=AT)


def test_of_the_number_only_a_keyed_hash_is_kept(world):
    contact = world.call(world.employer(), number="a-12345")
    assert contact.subject_key == subject_key(world.harbor, "A12345") and len(contact.subject_key) == 64
    assert (contact.outcome, contact.why_not, contact.taken_by_id) == ("covered", "", world.rosa.person_id)
    for model in apps.get_models():
        for row in model._base_manager.values():
            assert "12345" not in {part for value in row.values() for part in str(value).replace("-", " ").split()}, model


def test_the_trail_counts_the_call_and_names_nobody(world):
    contact = world.call(world.employer())
    assert [event.action for event in timeline(contact)] == ["contact.taken"]
    said = str([event.payload.values for event in Event.objects.filter(subject=f"care.contact:{contact.pk}").select_related("payload")])
    assert "Blue" not in said and "sleep" not in said and "0199" not in said


@pytest.mark.parametrize(
    "changes, codes",
    [
        ({"employer": None}, ["no_employer"]), ({"number": ""}, ["no_number"]), ({"number": "12345"}, ["wrong_number"]),
        ({"service": ""}, ["no_service"]), ({"number": "", "service": ""}, ["no_number", "no_service"]),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_half_saved(world, changes, codes):
    employer = changes.pop("employer", world.employer())
    with pytest.raises(Refused) as refused:
        world.call(employer, **changes)
    assert refused.value.codes == codes
    assert not Contact.objects.within(world.harbor).exists()


def test_the_contract_decides_by_its_days_and_whom_it_covers(world):
    yard = world.employer(last=TODAY)
    assert world.call(yard).outcome == "covered"
    after = world.call(yard, at=AT + DAY)
    assert (after.outcome, after.why_not) == ("not_covered", "no_contract")
    partner = world.call(yard, relation="partner")
    assert (partner.outcome, partner.why_not) == ("not_covered", "not_household")


def test_sessions_left_are_counted_per_person_and_issue(world):
    yard, row = world.employer(household=True), world.therapist("Ada First", capacity=9)
    first = world.call(yard)
    assert verdict_of(first, on=TODAY).left == 5
    world.refer(first, row)
    assert verdict_of(world.call(yard), on=TODAY).code == "used_up"
    others = [world.call(yard, number="B54321"), world.call(yard, relation="partner"), world.call(yard, service="couples")]
    assert [verdict_of(contact, on=TODAY).left for contact in others] == [5, 5, 5]


def test_a_call_kept_half_filled_is_finished_later_as_one_contact(world):
    yard = world.employer()
    half = Call(employer=yard, number="A12345", employer_said="")
    kept = calls.keep_unfinished(organization=world.harbor, call=half, actor=world.rosa, at=AT, crisis=True)
    assert (kept.outcome, kept.crisis) == ("started", True) and kept.subject_key
    done = calls.take_call(
        organization=world.harbor, call=Call(employer=yard, service="counseling"), actor=world.rosa, at=AT, contact=kept
    )
    assert (done.pk, done.outcome, done.crisis) == (kept.pk, "covered", True)
    assert Contact.objects.within(world.harbor).count() == 1


def keep(world, *, kept=None, **said):
    return calls.keep_unfinished(organization=world.harbor, call=Call(**said), actor=world.rosa, at=AT, crisis=True, contact=kept)


def finish(world, kept, employer, number=""):
    call = Call(employer=employer, service="counseling", number=number)
    row = Contact.objects.within(world.harbor).select_related("organization", "employer").get(pk=kept.pk)
    return calls.take_call(organization=world.harbor, call=call, actor=world.rosa, at=AT, contact=row)


def test_a_number_kept_before_the_employer_was_known_is_asked_for_again_where_the_contract_has_a_format(world):
    yard, mill = world.employer(), world.employer("Quarrystone Mills", number_pattern="")
    for kept in (keep(world, employer_said="Wadd", number="A12345"), keep(world, employer=mill, number="77")):
        assert kept.subject_key
        with pytest.raises(Refused) as refused:
            finish(world, kept, yard)
        assert refused.value.codes == ["number_again"] and "look like @#####" in str(refused.value.refusals[0].message)
        kept.refresh_from_db()
        assert (kept.outcome, bool(kept.subject_key)) == ("started", True)  # nothing half saved
        with pytest.raises(Refused) as refused:
            finish(world, kept, yard, "77")
        assert refused.value.codes == ["wrong_number"]
        done = finish(world, kept, yard, "a-12345")
        assert (done.pk, done.outcome, done.subject_key) == (kept.pk, "covered", subject_key(world.harbor, "A12345"))
    free = keep(world, employer_said="Quarry", number="77")
    assert finish(world, free, mill).subject_key == subject_key(world.harbor, "77")  # without a format any will do


def test_a_number_is_held_against_the_format_when_the_crisis_button_keeps_it(world):
    yard = world.employer()
    wrong = keep(world, employer=yard, number="77")
    assert (wrong.outcome, wrong.crisis, wrong.subject_key) == ("started", True, "")
    with pytest.raises(Refused) as refused:
        finish(world, wrong, yard)
    assert refused.value.codes == ["no_number"]
    # kept twice: the employer was chosen meanwhile, the number not typed again
    twice = keep(world, kept=keep(world, number="77"), employer=yard)
    assert (twice.employer, twice.subject_key) == (yard, "")
    right = keep(world, kept=keep(world, employer=yard, number="A12345"), employer=yard)
    assert finish(world, right, yard).outcome == "covered"


@pytest.mark.parametrize("number", ["-", " .. "])
def test_a_number_without_letter_or_digit_is_asked_for_and_no_empty_format_named(world, number):
    mill = world.employer("Quarrystone Mills", number_pattern="")
    for kept in (None, keep(world, employer=mill)):
        with pytest.raises(Refused) as refused:
            call = Call(employer=mill, number=number, service="counseling")
            calls.take_call(organization=world.harbor, call=call, actor=world.rosa, at=AT, contact=kept)
        assert refused.value.codes == ["no_number"] and "look like" not in str(refused.value)
    known = keep(world, employer=mill, number="77")
    assert finish(world, known, mill, number).subject_key == subject_key(world.harbor, "77")


def test_even_an_empty_page_is_kept_and_counted(world):
    kept = calls.keep_unfinished(organization=world.harbor, call=Call(employer_said="Wadd"), actor=world.rosa, at=AT, crisis=True)
    assert (kept.employer, kept.employer_said, kept.outcome) == (None, "Wadd", "started")


def test_crisis_lines_are_rows_with_source_and_day_the_nearest_first(world):
    line = {"note": "", "source": "their site", "actor": world.alden, "at": AT}
    for place, name in (("us", "Country line"), ("US-IL", "State line"), ("NL", "Far line")):
        settings.add_line(organization=world.harbor, place=place, name=name, number="555", checked_on=TODAY, **line)
    assert [row.name for row in crisis_lines(world.harbor, "US-IL")] == ["State line", "Country line"]
    assert len(crisis_lines(world.harbor, "")) == 3
    with pytest.raises(Refused) as refused:
        settings.add_line(organization=world.harbor, place="US", name="x", number="1", checked_on=TODAY + DAY, **line)
    assert refused.value.codes == ["checked_later"]
    settings.drop_line(line=CrisisLine.objects.within(world.harbor).get(name="State line"), actor=world.alden, at=AT)
    assert [row.name for row in crisis_lines(world.harbor, "US-IL")] == ["Country line"]

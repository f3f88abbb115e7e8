"""A list that changed, or a person who did: screened again at once, in every organization, once, whatever is killed meanwhile."""

from datetime import UTC, date, datetime, timedelta

import pytest

from licensure import jobs as declared
from licensure.models import Hit, Screening
from licensure.nightly import rescreen
from licensure.sources.oig_leie import SOURCE
from licensure.workflow import rescreening
from licensure.workflow.lists import load_list
from licensure.workflow.rescreening import (
    LIST_CHANGED,
    PEOPLE,
    PERSON_CHANGED,
    ask_for_changed,
    concerned,
    screen_people,
)
from network import jobs
from network.access import system, therapist_actor
from network.models import Job
from network.worker import Worker
from network.workflow.participation import take_part
from network.workflow.people import add_name, change_profile, remove_name
from tests.licensure.list_files import leie, row
from tests.network.cast import organization, staff, therapist

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
ELM, OAK = row(LASTNAME="ELM"), row(LASTNAME="OAK")


@pytest.fixture
def summit():
    return organization("summit")


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Jobs run the day after everything else happened."""
    monkeypatch.setattr("network.clock.now", lambda: NOON + timedelta(days=30))


def joins(where, name, reference):
    """Somebody who takes part."""
    who, user = therapist(name, reference)
    take_part(organization=where, practitioner=who, actor=staff(where, f"Tom {reference}"), at=NOON)
    return who


def load(*rows, day=0):
    """A list of these rows; the version."""
    at = NOON + timedelta(days=day)
    return load_list(source=SOURCE, content=leie(*rows), filename="x.csv", as_of=at.date(), actor=system("test"), at=at).version


def work():
    """Run what waits."""
    Worker(until_empty=True, interval=0).run()


def hits(where) -> list:
    """Who has a hit on which row, and how it stands."""
    return [(hit.practitioner.reference, hit.entry.family_name, hit.state) for hit in Hit.objects.within(where).order_by("pk")]


def herself(who):
    return therapist_actor(who, None)


@pytest.mark.django_db(transaction=True)
def test_a_new_row_is_raised_at_once_wherever_she_takes_part_and_nobody_else_is_asked(harbor, summit):
    wren = joins(harbor, "Wren Halloway", "T-1")
    take_part(organization=summit, practitioner=wren, actor=staff(summit, "Tom Summit"), at=NOON)
    joins(harbor, "Bronte Ashenfell", "T-2")
    load(ELM, OAK)
    work()
    assert (hits(harbor), Screening.objects.within(harbor).count()) == ([], 2), "the first file is held against everybody"
    version = load(ELM, OAK, row(), day=1)
    work()
    assert hits(harbor) == hits(summit) == [("T-1", "HALLOWAY", "open")]
    new = Screening.objects.within(harbor).filter(version=version)
    assert [each.practitioner.reference for each in new] == ["T-1"]
    assert new.get().basis.version_id < version.pk, "and only the new row was compared"
    assert Job.objects.filter(name=PEOPLE).count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_night_screens_who_was_left_out_and_nobody_again(harbor):
    joins(harbor, "Wren Halloway", "T-1"), joins(harbor, "Bronte Ashenfell", "T-2")
    load(ELM, OAK)
    load(ELM, OAK, row(), day=1)
    work()
    before = hits(harbor)
    night = NOON + timedelta(days=30, hours=1)
    assert rescreen(on=night.date(), at=night) == 0, "both versions were new when the first job came to run"
    load(ELM, OAK, row(), row(LASTNAME="ASH"), day=30)
    work()
    assert rescreen(on=night.date(), at=night) == 2, "the new row concerned neither, the proof of both is kept at night"
    assert hits(harbor) == before == [("T-1", "HALLOWAY", "open")]


@pytest.mark.django_db(transaction=True)
def test_a_row_that_was_written_anew_is_asked_at_once_and_one_that_ended_stays_as_it_was_judged(harbor):
    joins(harbor, "Wren Halloway", "T-1")
    load(ELM, row())
    work()
    first = Hit.objects.within(harbor).get()
    load(ELM, row(ADDRESS="2 NOWHERE STREET"), day=1)
    work()
    moved = Hit.objects.within(harbor).get()
    assert (moved.pk, moved.entry.raw["ADDRESS"]) == (first.pk, "2 NOWHERE STREET")
    version = load(ELM, OAK, day=2)
    assert concerned("oig-leie", version.pk) == {first.practitioner_id}
    work()
    assert hits(harbor) == [("T-1", "HALLOWAY", "open")], "a hit is two people's to settle, ended row or not"
    newest = Screening.objects.within(harbor).first()
    assert (newest.version, newest.found) == (version, [])


def test_who_left_or_was_declined_is_nobodys_question(harbor):
    who = joins(harbor, "Wren Halloway", "T-1")
    load(ELM)
    version = load(ELM, row(), day=1)
    assert concerned("oig-leie", version.pk) == {who.pk}
    who.participations.within(harbor).update(state="ended")
    assert concerned("oig-leie", version.pk) == set()


def test_every_name_the_prefix_and_the_npi_are_searched(harbor):
    wren, bronte, ida = (joins(harbor, name, f"T-{at}") for at, name in enumerate(("Wren Oakmoor", "Bronte Ashenfell", "Ida Elmsworth")))
    add_name(wren, actor=herself(wren), at=NOON, given_name="Wren", prefix="van der", family_name="Brook", kind="former")
    change_profile(ida, actor=herself(ida), at=NOON, npi="1234567893")
    load(OAK)
    version = load(OAK, row(LASTNAME="VANDERBROOK"), row(LASTNAME="THORNELL", FIRSTNAME="ALDEN", NPI="1234567893"), day=1)
    assert concerned("oig-leie", version.pk) == {wren.pk, ida.pk}


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_asks_or_screens_leaves_nothing_half_done(harbor, monkeypatch):
    monkeypatch.setattr(rescreening, "TOGETHER", 1)
    people = [joins(harbor, f"Wren Hallowa{sign}", f"T-{sign}") for sign in "xyz"]
    load(ELM)
    version = load(ELM, row(), day=1)
    Job.objects.all().delete()
    asked, real = [], jobs.enqueue

    def dies(*arguments, **more):
        if len(asked) == 2:
            raise KeyboardInterrupt
        asked.append(real(*arguments, **more))

    monkeypatch.setattr(jobs, "enqueue", dies)
    with pytest.raises(KeyboardInterrupt):
        ask_for_changed(list_key="oig-leie", version_id=version.pk)
    assert Job.objects.count() == 0
    monkeypatch.setattr(jobs, "enqueue", real)
    for _ in range(2):
        assert ask_for_changed(list_key="oig-leie", version_id=version.pk) == 3
    assert Job.objects.filter(name=PEOPLE).count() == 3
    for _ in range(2):
        declared.screen_people(list_key="oig-leie", practitioners=[who.pk for who in people])
    assert len(hits(harbor)) == Screening.objects.within(harbor).count() == 3


@pytest.mark.django_db(transaction=True)
def test_another_name_day_of_birth_or_npi_is_screened_at_once_where_she_was_screened_before(harbor, summit):
    wren = joins(harbor, "Wren Oakmoor", "T-1")
    load(ELM, row(DOB="19800203"))
    work()
    assert hits(harbor) == []
    take_part(organization=summit, practitioner=wren, actor=staff(summit, "Tom Summit"), at=NOON)
    name = add_name(wren, actor=herself(wren), at=NOON, given_name="Wren", family_name="Halloway", kind="former")
    work()
    assert hits(harbor) == [("T-1", "HALLOWAY", "open")]
    assert not Screening.objects.within(summit).exists(), "where she was never screened she waits for her file to be checked"
    before = Hit.objects.within(harbor).get()
    change_profile(wren, actor=herself(wren), at=NOON, person={"date_of_birth": date(1980, 2, 3)})
    work()
    assert Hit.objects.within(harbor).get().score > before.score
    remove_name(name, actor=herself(wren), at=NOON)
    work()
    assert Screening.objects.within(harbor).first().found == []
    assert [each.candidates for each in Screening.objects.within(harbor).order_by("pk")] == [0, 1, 1, 0]


@pytest.mark.django_db(transaction=True)
def test_who_takes_back_a_change_is_screened_as_she_was_before(harbor):
    wren = joins(harbor, "Wren Halloway", "T-1")
    load(ELM, row(DOB="19800203"))
    work()
    (first,) = Hit.objects.within(harbor)
    told = [(first.score, first.terms_hash)]
    for born in (date(1980, 2, 3), None):
        change_profile(wren, actor=herself(wren), at=NOON, person={"date_of_birth": born})
        work()
        told += Hit.objects.within(harbor).values_list("score", "terms_hash")
    assert told[0] == told[2] != told[1] and len(told) == 3


def test_what_no_list_is_searched_by_asks_for_nothing(harbor):
    wren = joins(harbor, "Wren Oakmoor", "T-1")
    Job.objects.all().delete()
    change_profile(wren, actor=herself(wren), at=NOON, phone="555-0100", npi=wren.npi, person={"given_name": "Wren"})
    assert not Job.objects.filter(name=PERSON_CHANGED).exists()
    change_profile(wren, actor=herself(wren), at=NOON, npi="1234567893")
    assert Job.objects.filter(name=PERSON_CHANGED).count() == 1


def test_loading_a_list_asks_for_it_in_the_same_transaction_and_the_same_file_again_does_not():
    load(ELM)
    load(ELM)
    assert Job.objects.filter(name=LIST_CHANGED).count() == 1


def test_who_was_never_screened_is_screened_unless_only_those_known_are_asked_for(harbor):
    wren = joins(harbor, "Wren Halloway", "T-1")
    load(row())
    assert (screen_people([wren.pk], at=NOON, known_only=True), hits(harbor)) == (0, [])
    assert (screen_people([wren.pk], at=NOON), hits(harbor)) == (1, [("T-1", "HALLOWAY", "open")])
    assert screen_people([wren.pk], at=NOON) == 0, "the same list and the same person say nothing new"

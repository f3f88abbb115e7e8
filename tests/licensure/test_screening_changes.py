"""Screening what changed agrees with screening everything, whatever happens to a list and to people."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from licensure.facts_screening import index_of
from licensure.models import Hit, ListEntry, ListVersion, Screening
from licensure.sources.oig_leie import SOURCE
from licensure.workflow import adjudication
from licensure.workflow.lists import load_list
from licensure.workflow.rescreening import concerned, screen_people
from licensure.workflow.screening import screen_practitioner
from network.access import Role, system
from network.models import Practitioner, PractitionerName
from network.workflow.participation import take_part
from tests.licensure.list_files import leie, row
from tests.network.cast import organization, person, staff

pytestmark = pytest.mark.django_db
BEGUN = datetime(2026, 1, 5, 12, tzinfo=UTC)
FAMILIES = ("Halloway", "Holloway", "Ashenfell", "Ashenfel", "Elm-Oakmoor", "Oakmoor", "Elm")
FIRSTS = ("Wren", "Bronte", "Ida", "I", "Bill", "William", "")
BORN = (None, date(1980, 2, 3), date(1980, 3, 2), date(1961, 7, 9))
NPIS = ("", "1234567893", "1679576722")


def invented_row(dice) -> dict:
    """A row that may well be one of the people."""
    born = dice.choice(BORN)
    return row(
        LASTNAME=dice.choice(FAMILIES).upper(), FIRSTNAME=dice.choice(FIRSTS).upper(), NPI=dice.choice(NPIS),
        DOB=f"{born:%Y%m%d}" if born else "", ADDRESS=f"{dice.randrange(4)} NOWHERE STREET",
    )  # fmt: skip


def newcomer(dice, number) -> Practitioner:
    """Somebody who may well be on the list."""
    who = person(f"{dice.choice(FIRSTS) or 'Wren'} {dice.choice(FAMILIES)}")
    who.date_of_birth = dice.choice(BORN)
    who.save()
    return Practitioner.objects.create(person=who, reference=f"T-{number:05}", npi=dice.choice(NPIS))


def change_somebody(dice, people) -> Practitioner:
    """She gives another name, another day of birth, or loses a name again. Returns her."""
    who = dice.choice(people)
    match dice.randrange(3):
        case 0:
            PractitionerName(practitioner=who, given_name=dice.choice(FIRSTS) or "Wren", family_name=dice.choice(FAMILIES)).save()
        case 1:
            who.person.date_of_birth = dice.choice(BORN)
            who.person.save()
        case 2:
            PractitionerName.objects.of(who).delete()
    return who


def publish(dice, rows, step) -> list[dict]:
    """The next file of the list: some rows gone, some new; now and then a supplement instead. Returns what it shows."""
    at = BEGUN + timedelta(days=step)
    told = {"source": SOURCE, "filename": "x.csv", "as_of": at.date(), "actor": system("test"), "at": at}
    fresh = [invented_row(dice) for _ in range(dice.randrange(1, 4))]
    if rows and dice.random() < 0.3:
        load_list(content=leie(*fresh), kind="exclusions", **told)
        return rows + [each for each in fresh if each not in rows]
    gone = dice.sample(range(len(rows)), dice.randrange(1 + min(3, len(rows) // 3)))
    rows = [each for place, each in enumerate(rows) if place not in gone] + fresh
    load_list(content=leie(*rows), **told)
    return rows


def raised(where) -> set:
    """Every hit of an organization as anybody would compare it."""
    fields = ("practitioner_id", "entry_id", "band", "score", "state", "name", "listed_as", "terms_hash")
    return set(Hit.objects.within(where).values_list(*fields))


def proofs(where) -> list:
    """Every screening of an organization: who, which version, what it found."""
    rows = Screening.objects.within(where).order_by("practitioner_id", "version_id", "pk")
    return [(each.practitioner_id, each.version_id, sorted(each.found), each.candidates) for each in rows]


def judge(dice, where, maya, ines, at) -> None:
    """Two people clear, confirm or reopen some hits; both organizations do the same to the same hits."""
    for hit in Hit.objects.within(where).order_by("practitioner_id", "entry_id"):
        lot = random.Random(f"{dice}:{hit.practitioner_id}:{hit.entry_id}").random()  # noqa: S311  the same in both
        if hit.state == "open" and lot < 0.6:
            word = "clear" if lot < 0.4 else "confirm"
            says = {"differing": ("license_number",)} if word == "clear" else {}
            getattr(adjudication, f"propose_{word}")(hit, reason="Looked.", actor=maya, at=at, **says)
            getattr(adjudication, word)(hit, reason="Looked too.", actor=ines, at=at)
        elif hit.state == "confirmed" and lot < 0.5:
            adjudication.reopen(hit, reason="A letter came in.", actor=maya, at=at)


@pytest.mark.long
@pytest.mark.django_db
def test_screening_what_changed_agrees_with_screening_everything(seeds):
    for seed in seeds:
        with transaction.atomic():
            walk(seed)
            transaction.set_rollback(True)


def walk(seed: int) -> None:
    """Three organizations, the same people and list: each night one compares what changed and one everything; one never waits."""
    dice = random.Random(seed)  # noqa: S311  picks what happens, keeps no secret
    by_change, by_all, at_once = organization("change"), organization("whole"), organization("once")
    crews = {
        each.pk: [staff(each, name, Role.DIRECTOR, Role.VERIFIER) for name in ("Maya Lindenwood", "Ines Calloway")]
        for each in (by_change, by_all, at_once)
    }
    people = [newcomer(dice, number) for number in range(4)]
    for who in people:
        take_part(organization=at_once, practitioner=who, actor=crews[at_once.pk][0], at=BEGUN)
    rows: list[dict] = []
    screened_now = 0
    for step in range(6):
        rows = publish(dice, rows, step + 10 * seed)
        changed = [change_somebody(dice, people).pk] if dice.random() < 0.4 else []
        people = [Practitioner.objects.everywhere(reason="read again").select_related("person").get(pk=each.pk) for each in people]
        at = BEGUN + timedelta(days=step + 10 * seed, hours=1)
        lots = dice.random()
        version = ListVersion.objects.first()
        listed = sorted(concerned(version.exclusion_list_id, version.pk))
        screened_now += screen_people(listed, list_key=version.exclusion_list_id, at=at) + screen_people(changed, known_only=True, at=at)
        judge(lots, at_once, *crews[at_once.pk], at)
        for where in (by_change, by_all):
            for who in people:
                screen_practitioner(organization=where, practitioner=who, actor=system("test", where), at=at, whole=where == by_all)
            judge(lots, where, *crews[where.pk], at)
        assert raised(by_change) == raised(by_all), f"seed {seed}, step {step}"
        assert proofs(by_change) == proofs(by_all), f"seed {seed}, step {step}"
        assert raised(at_once) == raised(by_all), f"seed {seed}, step {step}: at once"
    assert screened_now <= 24, "nobody is screened twice for one change"
    rested = Screening.objects.within(by_change).filter(basis__isnull=False).count()
    assert rested >= 4, "most screenings compare only what changed"
    assert not Screening.objects.within(by_all).filter(basis__isnull=False).exists()


def screened(where, who, **more):
    """Her newest screening."""
    (done,) = screen_practitioner(organization=where, practitioner=who, actor=system("test", where), at=BEGUN, **more)
    return done


@pytest.fixture
def wren():
    return Practitioner.objects.create(person=person("Wren Halloway"), reference="T-00042")


def load(*rows, day=1):
    """A list of these rows."""
    at = BEGUN + timedelta(days=day)
    load_list(source=SOURCE, content=leie(*rows), filename="x.csv", as_of=at.date(), actor=system("test"), at=at)


def test_a_screening_that_compares_what_was_added_says_what_it_rests_on_and_carries_over_what_it_found(wren):
    harbor = organization()
    load(row(), row(LASTNAME="ELM"))
    first = screened(harbor, wren)
    load(row(), row(LASTNAME="OAK"), row(ADDRESS="2 NOWHERE STREET"), day=2)
    second = screened(harbor, wren)
    assert (first.basis, first.candidates, second.basis, second.candidates) == (None, 1, first, 2)
    assert second.found == [*first.found, ListEntry.objects.get(raw__ADDRESS="2 NOWHERE STREET").pk]
    assert len(index_of(second.version, since=first.version).entries) == 2, "only the two rows that are new are compared"
    load(row(LASTNAME="OAK"), row(ADDRESS="2 NOWHERE STREET"), day=3)
    third = screened(harbor, wren)
    assert (third.basis, third.found) == (second, second.found[1:])


def test_nothing_rests_on_a_screening_by_other_identifiers_bands_or_another_rule(wren, monkeypatch):
    harbor, summit = organization(), organization("summit")
    load(row())
    screened(harbor, wren)
    load(row(), row(LASTNAME="OAK"), day=2)
    assert screened(summit, wren).basis is None, "another organization's screening is none of ours"
    PractitionerName(practitioner=wren, given_name="Wren", family_name="Oak").save()
    assert screened(harbor, wren).candidates == 2
    load(row(), row(LASTNAME="OAK"), row(LASTNAME="ELM"), day=3)
    monkeypatch.setattr("licensure.facts_screening.RULE", 2)
    assert screened(harbor, wren).basis is None

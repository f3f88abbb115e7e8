"""The lists as the office sees them, and for each month and list whether she was screened, with the proof."""

from datetime import timedelta

import pytest

from licensure import examinations
from licensure.models import ExclusionList, ListMapping, ListVersion, Screening
from licensure.queries.lists import months_of
from licensure.sources import ListUnavailable
from licensure.sources.oig_leie import SOURCE
from licensure.workflow.lists import load_list
from licensure.workflow.screening import screen_practitioner
from network.access import Role, system
from network.doctor import BAD, GOOD
from network.formats import in_days
from network.models import Participation
from network.workflow.participation import decline, take_part
from tests.licensure.list_files import leie, row
from tests.network.cast import organization, staff, therapist
from tests.shared import shared
from tests.vetting.pages import get, sign_in, text
from tests.vetting.staff_world import DAYS, World, listed

pytestmark = pytest.mark.django_db


_world, world = shared(World)


def refused(world, content=b"", ago=0):
    """Try to load a file that is refused."""
    at = world.at(ago)
    with pytest.raises(ListUnavailable):
        load_list(source=SOURCE, content=content, filename="BROKEN.csv", as_of=at.date(), actor=system("load_list"), at=at)


def test_a_list_stands_with_its_day_age_rows_and_what_changed(client, world):
    listed(row(LASTNAME="OAK", DOB="1"), at=world.at(3))
    sign_in(client, world.maya)
    (box,) = get(client, "lists", world).context["page"].lists
    told = {pair.label: str(pair.value) for pair in box.facts}
    assert box.name == SOURCE.name and box.publisher == SOURCE.publisher and box.tag.word == "In use"
    assert told["As of"].endswith(in_days((world.at(3).date() - 2 * DAYS - world.day()).days))
    assert (told["Rows"], told["Odd rows, kept"], told["New with this file"], told["Ended with this file"]) == ("2", "1", "1", "0")
    assert "Every list is in order" in text(get(client, "lists", world))


def test_a_refused_file_is_told_with_its_reason_until_a_better_one_came(client, world):
    listed(row(LASTNAME="OAK"), at=world.at(3))
    refused(world, b"", ago=2)
    sign_in(client, world.maya)
    said = text(get(client, "lists", world))
    assert "The file BROKEN.csv was refused on" in said and "The file is empty." in said and "1 list needs a new file" in said
    bad = [finding for finding in examinations.lists_are_fresh(world.now) if finding.level == BAD]
    assert ["BROKEN.csv" in finding.message and "The file is empty." in finding.message for finding in bad] == [True]
    listed(row(LASTNAME="OAK"), row(LASTNAME="ELM"), at=world.at(1))
    assert "refused" not in text(get(client, "lists", world))
    assert [finding.level for finding in examinations.lists_are_fresh(world.now)] == [GOOD]


def test_a_list_that_lost_half_or_its_columns_is_told_as_refused(client, world):
    listed(*(row(LASTNAME=f"OAK {n}") for n in range(5)), at=world.at(3))
    sign_in(client, world.maya)
    refused(world, leie(row()), ago=2)
    assert "The file has lost half of its rows or more" in text(get(client, "lists", world))
    refused(world, leie(row()).replace(b"EXCLDATE", b"SINCE"), ago=1)
    assert "The columns are not those of this list: EXCLDATE." in text(get(client, "lists", world))


def test_an_old_list_says_that_it_is_too_old(client, world):
    ExclusionList.objects.update(max_age_days=30)
    sign_in(client, world.maya)
    (box,) = get(client, "lists", world).context["page"].lists
    assert (box.tag.kind, box.tag.word) == ("stop", "Too old to be used")


def test_the_mapping_of_a_table_is_told_with_who_and_when(client, world):
    listing = ExclusionList.objects.get()
    ListMapping.objects.create(exclusion_list=listing, fields={"full_name": "Name"}, set_at=world.at(4), set_by="load_list")
    sign_in(client, world.maya)
    (box,) = get(client, "lists", world).context["page"].lists
    assert any(pair.label == "Columns mapped" and str(pair.value).endswith("load_list") for pair in box.facts)


def test_who_was_not_screened_this_month_is_named_to_who_reads_files_and_counted_for_an_administrator(client, world):
    her, other = therapist("Wren Halloway", "T-1")[0], therapist("Otis Fernsby", "T-2")[0]
    for who in (her, other):
        take_part(organization=world.organization, practitioner=who, actor=world.maya, at=world.now)
    listed(row(LASTNAME="OAK"), at=world.at(1))
    screen_practitioner(organization=world.organization, practitioner=her, actor=system("nightly", world.organization), at=world.now)
    sign_in(client, world.maya)
    (box,) = get(client, "lists", world).context["page"].lists
    assert box.month.endswith("1 of 2 screened")
    assert [who.label for who in box.lacking] == ["Otis Fernsby"]
    sign_in(client, staff(world.organization, "Alden Brook", Role.ADMIN))
    (box,) = get(client, "lists", world).context["page"].lists
    assert (box.month.endswith("1 of 2 screened"), box.lacking) == (True, ())


def test_the_page_of_the_lists_asks_the_database_as_often_for_many_lists_as_for_one(client, world, django_assert_max_num_queries):
    sign_in(client, world.maya)
    get(client, "lists", world)
    with django_assert_max_num_queries(25) as one:
        get(client, "lists", world)
    for number in range(5):
        ExclusionList.objects.create(key=f"list-{number}", name=f"List {number}")
        refusing = ExclusionList.objects.get(pk=f"list-{number}")
        refusing.refusals.create(code="empty", at=world.now, by="load_list")
    with django_assert_max_num_queries(len(one)):
        said = text(get(client, "lists", world))
    assert "Never loaded" in said


def test_who_sees_the_lists(client, world):
    outsider = staff(organization("summit"), "Greta Saltmarsh", Role.NETWORK_MANAGER)
    for who, status in [(world.maya, 200), (world.tom, 200), (world.una, 403), (world.odell, 403), (world.rosa, 403), (outsider, 404)]:
        sign_in(client, who)
        assert get(client, "lists", world).status_code == status
    file = world.checking()
    for who, status in [(world.maya, 200), (world.odell, 200), (world.rosa, 403), (outsider, 404)]:
        sign_in(client, who)
        assert get(client, "file_screening", world, reference=file.reference).status_code == status


# ── Month by month ───────────────────────────────────────────────────────────
def test_a_month_without_a_screening_is_named_between_months_with_their_proof(client, world):
    listed(row(LASTNAME="OAK"), at=world.at(25))
    ListVersion.objects.update(loaded_at=world.at(150))
    file = world.checking(ago=20)
    where, her = file.organization, file.practitioner
    for ago in (130, 0):
        screen_practitioner(organization=where, practitioner=her, actor=system("nightly", where), at=world.at(ago))
    months = months_of(where, her, on=world.day())
    assert [each.first for each in months] == sorted({world.day(ago).replace(day=1) for ago in range(131)}, reverse=True)
    screened = {row.on.replace(day=1) for row in Screening.objects.within(where).filter(practitioner=her)}
    assert {each.first for each in months if each.proof} == screened
    assert len(months) > len(screened)
    sign_in(client, world.maya)
    shown = get(client, "file_screening", world, reference=file.reference)
    line = shown.context["months"][0]
    proof = months[0].proof
    assert (line.sha256, line.by, line.tag.word) == (proof.version.sha256, proof.by_label, "Nobody found")
    said = text(shown)
    assert f"{len(months) - len(screened)} months without a screening" in said and "Not screened" in said
    assert proof.version.sha256[:4] in said


@pytest.mark.parametrize(("usable", "young"), [(-1, False), (0, True), (1, True)])
def test_a_screening_on_a_file_too_old_is_no_proof_of_its_month(client, world, usable, young):
    file = world.checking(ago=20)
    where, her = file.organization, file.practitioner
    screen_practitioner(organization=where, practitioner=her, actor=system("nightly", where), at=world.now)
    row = Screening.objects.within(where).filter(practitioner=her, on__gte=world.day().replace(day=1)).earliest("on", "pk")
    age = (row.on - row.version.as_of).days
    ExclusionList.objects.update(max_age_days=age + usable)
    month = months_of(where, her, on=world.day())[0]
    assert (month.first, month.proof is not None, month.too_old is None) == (world.day().replace(day=1), young, young)
    sign_in(client, world.maya)
    line = get(client, "file_screening", world, reference=file.reference).context["months"][0]
    assert (line.tag.word == "Only on a file too old to count", line.sha256) == (not young, row.version.sha256)
    (box,) = get(client, "lists", world).context["page"].lists
    assert (her.person.full_name in {who.label for who in box.lacking}) is not young


def test_a_month_begins_and_ends_where_the_organization_is(world):
    file = world.checking(ago=59)
    where, her = file.organization, file.practitioner
    edge = world.now.replace(day=1, hour=2, minute=0)  # still the month before in New York
    screen_practitioner(organization=where, practitioner=her, actor=system("nightly", where), at=edge)
    month = (edge - timedelta(days=1)).date().replace(day=1)
    found = {each.first: each.proof for each in months_of(where, her, on=(edge + 5 * DAYS).date())}
    assert found[month] is not None
    assert found[edge.date()] is None


def test_a_month_before_she_came_or_the_list_was_loaded_asks_for_nothing(world):
    who = therapist("Otis Fernsby", "T-9")[0]
    assert months_of(world.organization, who, on=world.day()) == []
    take_part(organization=world.organization, practitioner=who, actor=world.maya, at=world.now)
    (month,) = months_of(world.organization, who, on=world.day())
    assert (month.first, month.proof) == (world.day().replace(day=1), None)


def test_after_she_was_declined_no_month_asks_for_a_screening(world):
    ListVersion.objects.update(loaded_at=world.at(150))
    who = therapist("Otis Fernsby", "T-9")[0]
    take_part(organization=world.organization, practitioner=who, actor=world.maya, at=world.at(140))
    screen_practitioner(organization=world.organization, practitioner=who, actor=world.tom, at=world.at(130))
    assert months_of(world.organization, who, on=world.day())[0].first == world.day().replace(day=1)
    row = Participation.objects.within(world.organization).get(practitioner=who)
    decline(participation=row, decision="D-1", on=world.day(70), actor=world.ines, at=world.at(70))
    months = months_of(world.organization, who, on=world.day())
    assert (months[0].first, months[-1].first) == (world.day(70).replace(day=1), world.day(130).replace(day=1))

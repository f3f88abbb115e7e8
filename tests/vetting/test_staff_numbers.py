"""The numbers people steer by, from files made by calling workflow: as sentences, as a table, as CSV, and for whom."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.utils import translation

from licensure.models import Screening
from network.access import Role
from network.workflow import standing
from tests.network.cast import organization, staff
from tests.shared import shared
from tests.vetting.pages import get, sign_in, text
from tests.vetting.staff_world import World
from tests.vetting.test_staff_network import csv as roster
from tests.vetting.test_staff_network import person
from vetting.monitoring import last_of
from vetting.queries import steering as reading
from vetting.queries.waiting import load, sides
from vetting.resources_moving import read_movers
from vetting.steering import period, times
from vetting.views.numbers import SHOWN
from vetting.workflow import applying, checking, deciding, moves_in

pytestmark = pytest.mark.django_db


def built():
    world = World()
    world.petra = staff(world.organization, "Petra Dunmore", Role.DIRECTOR)
    return world


_world, world = shared(built)


def asked(world, months=3):
    return period(world.day(), months)


# ── Read ─────────────────────────────────────────────────────────────────────


def test_a_decided_file_took_the_days_from_her_signature_to_the_decision(world):
    world.approved("Wren Halloway", ago=20)
    world.denied("Otis Fernsby", ago=12)
    world.checking("Ida Lanternberg")
    found = reading.vetted(world.organization, asked(world))
    assert sorted(len(row.strokes) for row in found) == [7, 7], "signed 20 and 12 days ago, decided a week later; an open file took nothing"
    assert sorted(row.clean for row in found) == [False, True]
    assert times(found).files == 2


def test_her_days_are_those_on_which_a_question_was_hers(world):
    file = world.checking("Wren Halloway", ago=20)
    for check in world.checks(file):
        checking.request_information(file, message="Send it.", element=check.element, item=check.item, actor=world.tom, at=world.at(17))
    for question in file.information_requests.all():
        applying.answer(question, text="Here it is.", actor=file.herself, at=world.at(14))
    strokes = sides(file, load([file], on=world.day())[file.pk], last=world.day(10))
    assert strokes == ("ours",) * 3 + ("theirs",) * 3 + ("ours",) * 4, "ours before we asked and again from the day she answered"


def test_a_decision_of_another_time_or_organization_is_left_out(world):
    world.approved("Wren Halloway")
    assert reading.vetted(world.organization, period(world.day() + timedelta(days=800), 3)) == []
    assert reading.vetted(organization("summit"), asked(world)) == []
    assert len(reading.vetted(world.organization, asked(world))) == 1


def test_open_files_have_their_age_and_whose_turn_it_is(world):
    world.draft("Wren Halloway", ago=20)
    world.checking("Otis Fernsby", ago=15)
    world.approved("Ida Lanternberg")
    found = {row.state: row for row in reading.open_files(world.organization, world.day())}
    assert (found["draft"].days, found["draft"].whose) == (20, "theirs")
    assert (found["checking"].days, found["checking"].whose) == (15, "ours") and set(found) == {"draft", "checking"}


def test_what_ends_is_the_last_of_several_and_only_of_people_in_the_network(world):
    world.active("Wren Halloway")
    world.approved("Otis Fernsby")
    found = reading.last_days(world.organization)
    assert found["insurance"] == [world.day(-200)], "whoever has not accepted the terms is not in the network yet"
    assert len(found["vetting"]) == 1 and len(found["authority"]) >= 1


def test_a_vetting_that_came_due_is_found_by_its_own_last_day(world):
    file = world.active("Wren Halloway")
    due = file.decisions.get().due_on
    assert reading.dues(world.organization, asked(world)) == [], "it comes due in years"
    (row,) = reading.dues(world.organization, period(due, 2))
    assert (row.due, row.decided, row.left) == (due, None, None)


def test_a_vacated_approval_never_came_due(world):
    file = world.active("Wren Halloway")
    due = file.decisions.get().due_on
    deciding.propose(file, outcome="vacated", reason="Not her license.", actor=world.petra, at=world.now)
    deciding.vacate(file, reason="Not her license.", actor=world.ines, at=world.now)
    assert reading.dues(world.organization, period(due, 1)) == []


def test_who_was_in_the_network_all_month_is_held_against_every_list(world):
    file = world.active("Wren Halloway", ago=58)
    when = asked(world)
    people = reading.members_by_month(world.organization, when)
    inside = {month for month, who in people.items() if file.practitioner_id in who}
    granted = world.day(51)
    assert inside == {month for month in when.months if month >= granted}, "not in the month she was let in, nor before"
    seen = reading.screened(world.organization, when)
    days = Screening.objects.within(world.organization).values_list("on", flat=True)
    assert {(day.replace(day=1), file.practitioner_id, "oig-leie") for day in days} == {
        (month, *pair) for month, pairs in seen.items() for pair in pairs
    }
    assert reading.lists_asked(world.organization, world.day()) == ["oig-leie"]


def test_who_loses_one_place_or_service_is_in_the_network_still(world):
    file = world.active("Wren Halloway", ago=58)
    before = reading.members_by_month(world.organization, asked(world))
    standing.record_denial(
        participation=file.participation, decision="decision:9", on=world.day(40), actor=world.ines, at=world.at(40), service="couples",
        jurisdictions=["US-IL"],
    )
    assert reading.members_by_month(world.organization, asked(world)) == before and any(before.values())
    standing.record_denial(participation=file.participation, decision="decision:10", on=world.day(40), actor=world.ines, at=world.at(40))
    assert not any(who for month, who in reading.members_by_month(world.organization, asked(world)).items() if month > world.day(40))


def test_a_list_is_asked_for_in_the_months_in_which_the_version_of_then_asked_for_it(world):
    months = period(world.day(), 6)
    asked_for = reading.lists_by_month(world.organization, months)
    first = world.day(60)
    assert asked_for == {month: ["oig-leie"] if last_of(month, world.day()) >= first else [] for month in months.months}
    assert [] in asked_for.values() and ["oig-leie"] in asked_for.values()


def test_who_came_in_past_due_is_counted_among_those_whose_vetting_is_over(world):
    content = roster(person(world, 1, due_on=world.day(5).isoformat())).encode()
    movers = read_movers(content, on=world.day(), overdue=world.day()).rows
    moves_in.ask(movers, content, organization=world.organization, actor=world.maya, at=world.now, past_due=True)
    assert reading.last_days(world.organization)["vetting"] == [world.day(5)]


# ── The pages ────────────────────────────────────────────────────────────────


def test_every_number_is_a_sentence_with_a_way_to_its_page(client, world):
    world.approved("Wren Halloway", ago=20)
    sign_in(client, world.maya)
    answer = get(client, "numbers", world)
    shown, page = text(answer), answer.content.decode()
    assert answer.status_code == 200 and "Half of the decided files took at most 7 days, nine in ten at most 7 days" in shown
    assert "1 of 1 decided files were clean (100%)" in shown and "No file is open" in shown
    assert all(f"/harbor/numbers/{topic}/?months=12" in page for topic in SHOWN)


def test_a_number_has_a_plot_that_is_read_out_and_the_same_table_on_the_page_and_as_csv(client, world):
    world.active("Wren Halloway", ago=40)
    world.checking("Otis Fernsby")
    sign_in(client, world.una)
    for topic in SHOWN:
        answer = get(client, "number", world, topic=topic, query={"months": "3"})
        page, shown = answer.content.decode(), text(answer)
        assert answer.status_code == 200 and 'role="img" aria-label="' in page and "style=" not in page.partition("<main")[2]
        download = get(client, "number_csv", world, topic=topic, query={"months": "3"})
        rows = list(csv.reader(StringIO(download.content.decode("utf-8-sig"))))
        assert download["Content-Type"].startswith("text/csv") and len(rows) > 1 and len({len(row) for row in rows}) == 1
        body = page.partition("<tbody")[2].partition("</tbody>")[0]
        assert body.count("<tr>") == len(rows) - 1
        assert all(cell in shown for row in rows for cell in row if cell)


def test_the_months_chosen_stay_and_nonsense_is_a_year(client, world):
    sign_in(client, world.ines)
    three = get(client, "number", world, topic="clean", query={"months": "3"}).content.decode()
    assert "/numbers/clean.csv?months=3" in three and three.count('<th scope="row" class="short">') == 4
    for nonsense in ("", "7", "<b>", "9" * 30):
        page = get(client, "number", world, topic="clean", query={"months": nonsense}).content.decode()
        assert page.count('<th scope="row" class="short">') == 13


def test_a_dutch_reader_gets_dutch_words_and_semicolons(client, world):
    world.approved("Wren Halloway")
    sign_in(client, world.maya)
    client.cookies["django_language"] = "nl"
    answer = get(client, "number_csv", world, topic="clean")
    with translation.override("nl"):
        assert answer.content.decode("utf-8-sig").splitlines()[0].count(";") == 3


def test_an_unknown_number_is_not_found(client, world):
    sign_in(client, world.maya)
    assert get(client, "number", world, topic="happiness").status_code == 404
    assert get(client, "number_csv", world, topic="happiness").status_code == 404


@pytest.mark.parametrize("who, status", [("maya", 200), ("ines", 200), ("una", 200), ("tom", 403), ("odell", 403), ("rosa", 403)])
def test_managers_directors_and_auditors_read_numbers(client, world, who, status):
    sign_in(client, getattr(world, who))
    pages = [get(client, "numbers", world)]
    pages += [get(client, name, world, topic="time") for name in ("number", "number_csv")]
    assert {answer.status_code for answer in pages} == {status}
    assert ("/harbor/numbers/" in client.get("/harbor/queue/", follow=True).content.decode()) == (status == 200)


def test_somebody_of_another_organization_finds_nothing(client, world):
    other = World("summit")
    sign_in(client, other.maya)
    assert get(client, "numbers", world).status_code == 404


def test_more_files_take_no_more_queries(client, world, django_assert_max_num_queries):
    sign_in(client, world.maya)

    def queries(topic):
        with django_assert_max_num_queries(30) as caught:
            get(client, "number", world, topic=topic)
        return len(caught.captured_queries)

    counted = []
    for names in (("Wren Halloway", "Otis Fernsby"), ("Ida Lanternberg", "Rafa Solmare")):
        world.active(names[0], ago=30)
        world.checking(names[1])
        counted.append({topic: queries(topic) for topic in SHOWN})
    assert counted[0] == counted[1]

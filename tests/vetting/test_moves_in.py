"""A roster of many rows goes in by jobs: a page tells how far it is, who lost the right records nobody, and a week later its rows go."""

import csv as csv_files
import io
import re
from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from network import personal
from network.models import Event, Job, Membership, Practitioner, User
from network.transitions import Refused
from network.worker import drain
from tests.network.cast import organization, staff
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import World
from tests.vetting.test_staff_network import confirm, csv, person, recorded
from vetting import jobs, nightly
from vetting.models import MoveIn, MoveInRow
from vetting.resources_moving import read_movers
from vetting.workflow import moves_in

pytestmark = pytest.mark.django_db
NAMES = ["Alma Brightwater", "Bruno Castellan", "Cy Dunnock", "Dora Elmsworth", "Edwin Fairlight"]
WEEK = timedelta(days=7)

_world, world = shared(World)


@pytest.fixture(autouse=True)
def few(monkeypatch):
    monkeypatch.setattr(moves_in, "AT_ONCE", 2)
    monkeypatch.setattr(moves_in, "PART", 2)


def rows(world, **changes):
    return [person(world, number, name, **changes) for number, name in enumerate(NAMES, 1)]


def brought(client, world, *people):
    sign_in(client, world.maya)
    answer = confirm(client, world, csv(*(people or rows(world))))
    assert answer.status_code == 302, text(answer)
    return MoveIn.objects.within(world.organization).latest("pk")


def asked(world, *people):
    content = csv(*people).encode()
    movers = read_movers(content, on=world.day()).rows
    return moves_in.ask(movers, content, organization=world.organization, actor=world.maya, at=world.now)


def one_part(move, part=1):
    move.refresh_from_db()
    moves_in.go_on(move, part, at=move.asked_at)


def page_of(client, world, move):
    return get(client, "moved_in", world, pk=move.pk)


def test_as_many_as_are_recorded_at_once_need_no_job(world):
    two = asked(world, *rows(world)[:2])
    assert not two.waits and two.recorded == 2 and not Job.objects.filter(name="vetting.move_in").exists()
    three = asked(world, *rows(world)[2:])
    assert three.waits and recorded(world).count() == 2 and Job.objects.filter(name="vetting.move_in").count() == 1


def test_many_rows_wait_for_a_job_and_a_page_tells_how_far_it_is(client, world):
    move = brought(client, world)
    page = page_of(client, world, move)
    assert "0 of 5 rows done" in text(page) and "Look again" in text(page) and not recorded(world).exists()
    one_part(move)
    page = page_of(client, world, move)
    assert "2 of 5 rows done" in text(page) and "Bruno Castellan" in text(page) and "Cy Dunnock" not in text(page)
    assert "2 of 5 rows done" in text(get(client, "record_network", world)), "whoever left the page finds it again"
    drain()
    page = page_of(client, world, move)
    assert "5 therapists moved in" in text(page) and "Nobody was left out." in text(page) and "Look again" not in text(page)
    assert recorded(world).count() == 5
    assert list(Job.objects.filter(name="vetting.move_in").order_by("pk").values_list("key", flat=True)) == [
        f"{move.pk}:1", f"{move.pk}:2",
    ]
    told = {event.action: event for event in Event.objects.filter(subject=f"vetting.movein:{move.pk}")}
    assert (told["roster.moving"].actor_label, told["roster.moving"].payload.values["after"]) == ("Maya Lindenwood", {"rows": 5})
    assert told["roster.moved"].payload.values["after"] == {"recorded": 5, "left_out": 0}


def test_what_is_recorded_is_what_was_read_of_each_row(client, world):
    move = brought(client, world)
    drain()
    for row, named in zip(MoveInRow.objects.within(world.organization).filter(move=move), NAMES, strict=True):
        assert (row.decision.application.practitioner.person.full_name, row.cells, row.refusals) == (named, [], [])
        assert row.practitioner == row.decision.application.practitioner
    assert {row.original["body"] for row in recorded(world)} == {"Committee of Pier EAP"}


def test_the_same_file_again_adds_nothing(client, world):
    brought(client, world)
    drain()
    again = brought(client, world)
    listed = [row.url for row in get(client, "record_network", world).context["moves"]]
    assert listed[0].endswith(f"/{again.pk}/") and len(listed) == 2, "the newest first"
    drain()
    assert "5 therapists moved in" in text(page_of(client, world, again))
    assert recorded(world).count() == Practitioner.objects.within(world.organization).count() == 5


def test_one_roster_at_a_time(client, world):
    brought(client, world)
    with pytest.raises(Refused) as refused:
        asked(world, *rows(world)[:1])
    assert refused.value.codes == ["move_waits"]
    answer = confirm(client, world, csv(*rows(world)))
    assert answer.status_code == 409 and "Another roster is being recorded." in text(answer)
    drain()
    assert not asked(world, *rows(world)[:1]).waits


def test_who_lost_the_right_meanwhile_records_nobody(client, world):
    move = brought(client, world)
    one_part(move)
    Membership.objects.within(world.organization).filter(person=world.maya.person_id).update(ends_on=world.day(2))
    drain()
    move.refresh_from_db()
    assert (move.failure, move.recorded, move.left_out, recorded(world).count()) == ("no_right", 2, 3, 2)
    sign_in(client, world.ines)
    page = page_of(client, world, move)
    assert "2 therapists moved in" in text(page) and "may not record therapists any more" in text(page)


def test_a_row_that_breaks_ends_it_and_the_next_roster_may_come(client, world, monkeypatch):
    move = brought(client, world)

    def broken(*args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr(moves_in, "move_in", broken)
    drain()
    for _time in range(4):
        DBTaskResult.objects.update(run_after=world.now - WEEK)
        drain()
    move.refresh_from_db()
    assert (move.failure, move.recorded, move.left_out) == ("given_up", 0, 5)
    assert "Tell the operator" in text(page_of(client, world, move))
    monkeypatch.undo()
    assert asked(world, *rows(world)[:1]).recorded == 1


def test_a_day_that_passed_between_the_yes_and_the_turn_leaves_the_row_out_with_words_in_both_languages(client, world):
    late = person(world, 2, "Bruno Castellan", due_on=world.day().isoformat())
    move = brought(client, world, person(world, 1), late, person(world, 3, "Cy Dunnock"))
    for part in (1, 2):
        move.refresh_from_db()
        moves_in.go_on(move, part, at=world.now + timedelta(days=1))
    page = text(page_of(client, world, move))
    assert "2 therapists moved in" in page and "The next vetting was due before today." in page and "row 3" in page
    (told,) = MoveInRow.objects.within(world.organization).get(move=move, number=3).refusals
    assert told["code"] == "fault" and told["en"][0] in page
    User.objects.filter(pk=world.maya.user_id).update(language="nl")
    page = text(page_of(client, world, move))
    assert told["nl"][0] in page and told["nl"][0].startswith("De volgende") and told["en"][0] not in page


def test_the_rows_left_out_come_as_a_file_that_can_be_mended_and_brought_again(client, world):
    late = person(world, 2, "Bruno Castellan", due_on=world.day().isoformat(), decided_by="=Committee; of Pier")
    move = brought(client, world, person(world, 1), late, person(world, 3, "Cy Dunnock"))
    for part in (1, 2):
        move.refresh_from_db()
        moves_in.go_on(move, part, at=world.now + timedelta(days=1))
    answer = get(client, "left_out_rows", world, pk=move.pk)
    (row,) = csv_files.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (row["Row"], row["given_name"], row["family_name"]) == ("3", "Bruno", "Castellan")
    assert "The next vetting was due before today." in row["Why"] and row["decided_by"] == "'=Committee; of Pier"
    mended = read_movers(answer.content.replace(late["due_on"].encode(), world.day(-400).isoformat().encode()), on=world.day())
    assert [mover.claims.name for mover in mended.rows] == ["Bruno Castellan"] and not mended.faults


def test_those_nobody_said_anything_about_are_gone_on_with_alone(client, world, monkeypatch):
    brought(client, world)
    drain()
    monkeypatch.setattr("vetting.forms.network.MOST_ASKED", 2)
    new = [person(world, number, name, reference=f"NEW{number}") for number, name in enumerate(NAMES[:3], 1)]
    sign_in(client, world.maya)
    answer = post(client, "record_network", world, {"text": csv(*new), "same-2": "new", "same-3": "new"})
    assert answer.status_code == 302
    drain()
    move = MoveIn.objects.within(world.organization).latest("pk")
    page = page_of(client, world, move)
    assert recorded(world).count() == 7 and "1 row may be somebody you know" in text(page) and page.context["later"] == 1
    (form,) = re.findall(r'<form method="post" action="([^"]+)">.*?value="rest"', page.content.decode().partition("<main")[2], re.DOTALL)
    rest = client.post(form, {"do": "rest", "text": page.context["form"].initial["text"]})
    assert "1 therapist will move in" in text(rest) and "Cy Dunnock" in text(rest) and "Bruno" not in text(rest)


def test_somebody_said_to_be_known_who_left_the_network_meanwhile_is_nobody_else(world):
    asked(world, person(world, 1))
    her = Practitioner.objects.within(world.organization).get()
    content = csv(*(person(world, n, NAMES[0], reference=f"N{n}", license_number=f"I.{n:07d}") for n in (1, 2, 3))).encode()
    movers = read_movers(content, on=world.day()).rows
    same = {2: her, 3: None, 4: None}
    move = moves_in.ask(
        movers, content, organization=world.organization, actor=world.maya, at=world.now, asked=tuple(same), same=same
    )
    MoveInRow.objects.within(world.organization).filter(move=move, same=her.reference).update(same="T-NOBODY")
    drain()
    said = {row.number: [told["code"] for told in row.refusals] for row in MoveInRow.objects.within(world.organization).filter(move=move)}
    assert said == {2: ["not_ours"], 3: [], 4: []}


def test_a_week_after_its_end_the_rows_go_and_their_number_stays(client, world):
    move = brought(client, world)
    drain()
    move.refresh_from_db()
    end = move.ended_at + WEEK
    assert nightly.remove_moved(on=world.day(), at=end - timedelta(seconds=1)) == 0
    assert nightly.remove_moved(on=world.day(), at=end) == 5 == 5 + nightly.remove_moved(on=world.day(), at=end)
    move.refresh_from_db()
    assert (move.recorded, move.count) == (5, 5) and page_of(client, world, move).status_code == 404
    assert "Brought lately" not in text(get(client, "record_network", world))


def test_rows_that_wait_do_not_go(client, world):
    move = brought(client, world)
    assert nightly.remove_moved(on=world.day(), at=move.asked_at + 52 * WEEK) == 0


def test_an_erasure_reaches_the_row_that_became_her_and_those_that_read_like_her(client, world):
    brought(client, world)
    drain()
    her = Practitioner.objects.within(world.organization).get(person__given_name="Alma")
    others = [
        person(world, 7, "Brightwater Alma", license_number="X.1"), person(world, 8, "Other Name", license_number="I.0000001"),
        person(world, 9, "Other Person", license_number="X.9"),
    ]
    asked(world, *others)
    (table,) = [table for table in personal.tables() if table.label == "vetting.MoveInRow"]
    found = {row.name for row in table.rows(her, world.organization)}
    assert found == {"Alma Brightwater", "Brightwater Alma", "Other Name"} and table.goes


def test_who_may_look(client, world):
    move = brought(client, world)
    for who, status in [("maya", 200), ("ines", 200), ("tom", 403), ("una", 403)]:
        sign_in(client, getattr(world, who))
        assert page_of(client, world, move).status_code == get(client, "left_out_rows", world, pk=move.pk).status_code == status, who
    sign_in(client, staff(organization("summit"), "Calder Rimrock"))
    assert page_of(client, world, move).status_code == 404


def test_delivered_twice_is_once(client, world):
    move = brought(client, world)
    drain()
    before = Event.objects.count()
    jobs.move_in(id=move.pk, part=3)
    jobs.move_in(id=0, part=1)
    assert Event.objects.count() == before

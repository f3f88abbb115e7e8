"""The concern log: recorded by whoever hears it, taken up and closed by a named person within days, never naming a client."""

from datetime import timedelta

import pytest

from network.access import Forbidden, Role, staff_actor, system, therapist_actor
from network.events import timeline
from network.facts.personal import tables
from network.models import Concern, Membership, Parameter, Participation, Person, Task, User
from network.transitions import Refused
from network.workflow import concerns
from network.workflow.participation import take_part
from tests.network import cast
from tests.shared import shared

NOON, DAY = cast.NOON, timedelta(days=1)
ON = NOON.date()
pytestmark = pytest.mark.django_db


class World:
    """Harbor, its people, and one therapist in its network."""

    def __init__(self):
        self.harbor = cast.organization()
        self.maya = cast.staff(self.harbor, "Maya Lindenwood", Role.NETWORK_MANAGER)
        self.ines = cast.staff(self.harbor, "Ines Calloway", Role.DIRECTOR)
        self.tom = cast.staff(self.harbor, "Tom Wetherby", Role.VERIFIER)
        self.odell = cast.staff(self.harbor, "Odell Marsh", Role.COMMITTEE)
        self.rosa = cast.staff(self.harbor, "Rosa Quillfeather", Role.INTAKE)
        self.her, self.herself = cast.therapist()
        self.wren = take_part(organization=self.harbor, practitioner=self.her, actor=self.herself, at=NOON)

    def log(self, text="The client waited for an hour, and nobody came.", **given):
        said = {"kind": "access", "severity": "minor", "channel": "call", "received_on": ON, "actor": self.rosa, "at": NOON, **given}
        return concerns.log(self.wren, text=text, **said)

    def closed(self, outcome="substantiated", **given):
        row = self.log(**given)
        concerns.take_up(row, actor=self.maya, at=NOON)
        concerns.close(row, outcome=outcome, finding="The calendar shows it.", closing_note="Told the board.", actor=self.maya, at=NOON)
        return row

    def tasks(self):
        rows = Task.objects.within(self.harbor).open().order_by("pk")
        return [(row.kind, row.due_on, row.owner and row.owner.person_id) for row in rows]


_world, world = shared(World)


def codes(act, *args, **given):
    with pytest.raises(Refused) as caught:
        act(*args, **given)
    return caught.value.codes


def test_whoever_hears_it_records_it_and_it_waits_for_somebody_by_its_days(world):
    row = world.log(received_on=ON - 2 * DAY)
    assert (row.state, row.recorded_by_id) == ("open", world.rosa.person_id)
    assert (row.acknowledge_by, row.close_by) == (ON + 3 * DAY, ON + 28 * DAY)
    assert world.tasks() == [("acknowledge_concern", ON + 3 * DAY, None)]
    (event,) = timeline(row)
    assert event.action == "concern.logged" and "hour" not in str(event.payload.values), "its words stay on its row alone"


def test_the_days_are_the_organizations_own(world):
    for key, days in ((concerns.ACKNOWLEDGE_DAYS, 2), (concerns.CLOSE_DAYS, 10)):
        Parameter.objects.create(
            organization=world.harbor, key=key, value=days, effective_from=ON, author=Person.objects.get(pk=world.maya.person_id)
        )
    row = world.log()
    assert (row.acknowledge_by, row.close_by) == (ON + 2 * DAY, ON + 10 * DAY)


def test_a_named_person_takes_it_up_and_closes_it(world):
    row = world.log()
    concerns.take_up(row, actor=world.maya, at=NOON + DAY)
    assert (row.state, row.acknowledged_by_id, row.acknowledged_on) == ("looked_into", world.maya.person_id, ON + DAY)
    assert world.tasks() == [("look_into_concern", row.close_by, world.maya.person_id)]
    concerns.close(row, outcome="not_substantiated", finding="Nothing shows it.", actor=world.ines, at=NOON + 3 * DAY)
    assert (row.state, row.closed_by_id, row.closed_on, row.finding) == (
        "not_substantiated", world.ines.person_id, ON + 3 * DAY, "Nothing shows it.",
    )
    assert world.tasks() == []
    assert [event.action for event in timeline(row)] == ["concern.not_substantiate", "concern.take_up", "concern.logged"]


@pytest.mark.parametrize(("outcome", "counts"), [("substantiated", 1), ("not_substantiated", 0), ("referred_on", 0)])
def test_only_what_was_found_to_be_so_counts(world, outcome, counts):
    row = world.closed(outcome)
    assert row.state == outcome and Concern.objects.within(world.harbor).counted().count() == counts


@pytest.mark.parametrize(("given", "code"), [
    ({"text": " "}, "no_text"), ({"received_on": ON + DAY}, "received_in_future"),
    ({"text": "The client Ada Byron waited."}, "names_client"),
    ({"text": "It was Mrs. Rivers, 312-555-0199."}, "names_client"),
])
def test_what_cannot_be_recorded_is_refused_and_nothing_is_left(world, given, code):
    assert set(codes(world.log, **given)) == {code}
    assert not Concern.objects.within(world.harbor).exists() and not Task.objects.within(world.harbor).exists()


def test_the_piece_is_shown_with_why_it_may_not_stand_there(world):
    with pytest.raises(Refused) as caught:
        world.log("The client Ada Byron waited; her number is 312-555-0199.")
    said = [str(refusal.message) for refusal in caught.value.refusals]
    assert said == ["“Ada Byron” looks like a client’s name, or a relative’s.", "“312-555-0199” looks like a telephone number."]
    assert all("write “the client”" in str(refusal.cure) for refusal in caught.value.refusals)


def test_the_therapists_own_name_may_stand_there(world):
    assert world.log("The client says that Mrs. Halloway came late.").state == "open"


@pytest.mark.parametrize(("given", "refused"), [
    ({"finding": " "}, ["no_finding"]), ({"finding": "Client Ada Byron was right."}, ["names_client"]),
    ({"finding": "It was so.", "closing_note": "Told ada@mail.example."}, ["names_client"]),
    ({"finding": "Not ours.", "outcome": "referred_on"}, ["no_recipient"]),
])
def test_a_closing_says_what_was_found_and_names_no_client_either(world, given, refused):
    row = world.log()
    concerns.take_up(row, actor=world.maya, at=NOON)
    assert codes(concerns.close, row, **{"outcome": "substantiated", "actor": world.maya, "at": NOON, **given}) == refused
    row.refresh_from_db()
    assert row.state == "looked_into" and world.tasks() == [("look_into_concern", row.close_by, world.maya.person_id)]


def test_nothing_is_closed_before_somebody_took_it_up(world):
    assert codes(concerns.close, world.log(), outcome="substantiated", finding="So.", actor=world.maya, at=NOON) == ["wrong_state"]


def test_it_is_opened_again_with_a_reason_and_keeps_what_was_found(world):
    row = world.closed()
    assert codes(concerns.reopen, row, reason=" ", actor=world.maya, at=NOON) == ["no_reason"]
    assert codes(concerns.reopen, row, reason="Client Ada Byron wrote.", actor=world.maya, at=NOON) == ["names_client"]
    concerns.reopen(row, reason="A second calendar was found.", actor=world.ines, at=NOON + 40 * DAY)
    assert (row.state, row.finding, row.closed_on) == ("looked_into", "The calendar shows it.", None)
    assert world.tasks() == [("look_into_concern", ON + 70 * DAY, world.ines.person_id)]
    assert not Concern.objects.within(world.harbor).counted().exists()


def test_what_should_not_have_been_recorded_is_struck_and_counts_nowhere(world):
    row = world.log()
    assert codes(concerns.strike, row, reason="", actor=world.maya, at=NOON) == ["no_reason"]
    concerns.strike(row, reason="It was about a colleague of hers.", actor=world.maya, at=NOON)
    assert row.state == "struck" and world.tasks() == []
    assert codes(concerns.take_up, row, actor=world.maya, at=NOON) == ["wrong_state"]


def test_who_may_do_what(world):
    for actor in (world.odell, world.herself, system("test", world.harbor)):
        with pytest.raises(Forbidden):
            world.log(actor=actor)
    row = world.log(actor=world.tom)
    for actor in (world.rosa, world.tom, world.odell, world.herself):
        assert codes(concerns.take_up, row, actor=actor, at=NOON) == ["not_allowed"]


def test_nobody_looks_into_what_is_said_about_herself_or_reads_it(world):
    user = User.objects.create_user("wren@harbor.example", person=world.her.person)
    seat = Membership.objects.create(organization=world.harbor, user=user, person=world.her.person, roles=[Role.NETWORK_MANAGER])
    row, colleague = world.log(), staff_actor(seat)
    assert codes(concerns.take_up, row, actor=colleague, at=NOON) == ["about_you"]
    assert list(Concern.objects.visible_to(colleague)) == []
    assert list(Concern.objects.visible_to(world.maya)) == [row]


def test_the_therapist_and_another_organization_never_see_it(world):
    world.log()
    summit = cast.organization("summit")
    assert not Concern.objects.visible_to(world.herself).exists()
    assert not Concern.objects.visible_to(therapist_actor(world.her, None)).exists()
    assert not Concern.objects.visible_to(cast.staff(summit, "Priya Fenwick", Role.NETWORK_MANAGER)).exists()


def test_her_own_data_tell_that_there_was_one_and_nothing_that_was_said(world):
    (table,) = [table for table in tables() if table.label == "network.Concern"]
    assert table.shows == ("kind", "received_on", "state", "closed_on") and table.empties == ("text", "finding", "closing_note")
    world.closed()
    assert table.rows(world.her, world.harbor).count() == 1


def test_it_is_about_somebody_in_this_network(world):
    assert Participation.objects.within(world.harbor).get(pk=world.wren.pk).concerns.within(world.harbor).count() == 0
    row = world.log()
    assert row.practitioner == world.her and str(row) == f"concern {row.pk}"

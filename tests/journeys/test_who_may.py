"""Who may not: staff cannot sign for a therapist; whoever verified does not decide, under no account; old evidence refuses."""

from datetime import UTC, datetime, timedelta

import pytest

from tests import world as worlds
from tests.journeys.hand import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


def test_staff_cannot_attest(world, person):
    who = worlds.therapist(world, "Wren Halloway")
    file = worlds.draft(world, world.harbor, who)
    maya = person(world.user(world.maya))
    maya.open("/harbor/queue/?view=drafts").follow("Wren Halloway").sees("The therapist submits")
    assert not {"Sign", "Submit", "Sign and send to Harbor EAP"} & set(maya.buttons())
    for page in ("signature/", "check/", ""):
        maya.open(f"/me/applications/{file.reference}/{page}").sees("There is nothing at this address")
    wren = person(world.user(who.herself), width=390)
    wren.open(f"/me/applications/{file.reference}/signature/").prove(PASSWORD)
    wren.fill("Type your full name", "Maya Lindenwood").pick("I have read the statement above, and it is true.")
    wren.press("Sign and send to Harbor EAP").sees("Type your name as it stands in your profile: Wren Halloway.")
    wren.fill("Type your full name", "Wren Halloway").press("Sign and send to Harbor EAP").sees("Harbor EAP has your application")
    maya.open(f"/harbor/applications/{file.reference}/timeline/").sees("Signed and submitted · Wren Halloway")


def test_the_verifier_cannot_decide_nor_can_her_second_account(world, person):
    file = worlds.checking(world, world.harbor)
    world.file(file).verify(world.at, by=world.maya)
    world.file(file).refer(world.at, by=world.maya)
    address = f"/harbor/applications/{file.reference}/decision/"
    maya = person(world.user(world.maya)).open(address)
    maya.sees("Your role does not let you decide a file.")
    assert "Approve" not in maya.buttons()
    second = person(world.user(world.maya2)).open(address)
    second.sees("Someone else must decide. You verified this file on", "Hand it to a director who verified nothing of it.")
    assert "Approve" not in second.buttons()
    ines = person(world.user(world.ines)).open(address)
    ines.press("Approve").sees("What was decided", "Ines Calloway")


@pytest.mark.parametrize(("age", "passes"), [(119, True), (120, True), (121, False)])
def test_evidence_one_day_too_old_refuses(begin, move_to, person, age, passes):
    today = datetime.now(UTC).replace(hour=18)
    world = begin(today - timedelta(days=age - 3))
    file = worlds.in_review(world, world.harbor, evidence_on=world.day(world.harbor, ago=3))
    move_to(today)
    ines = person(world.user(world.ines)).open(f"/harbor/applications/{file.reference}/decision/")
    if passes:
        ines.press("Approve").sees("What was decided")
        return
    ines.sees("Evidence is missing or too old today", "License verified recently", "Send it back to checking and verify again.")
    assert "Approve" not in ines.buttons()

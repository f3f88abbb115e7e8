"""One therapist applies once to two organizations with different standards: the same facts, two verdicts, two letters."""

from datetime import UTC, date, datetime

import pytest

from network import clock
from tests import world as worlds

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2027, 2, 1, 17, tzinfo=UTC)


def apply(wren, organization, *, first):
    """Through the therapist's own pages, on a phone: rights, where, questions the first time, consent, check, signature."""
    wren.open("/me/apply/").press(f"Apply to {organization}").press("I have read my rights, go on")
    wren.follow("Where and for what").pick("Illinois").pick("Counseling").press("Save")
    if first:
        wren.follow("Questions about your practice")
        for group in wren.page.get_by_role("group").all():
            if group.get_by_label("No", exact=True).count():
                group.get_by_label("No", exact=True).first.check()
        wren.press("Save my answers")
    wren.follow("What they will see").press(f"I agree to share this with {organization}")
    wren.follow("Check, sign and send").follow("All of it is right, go on to sign")
    if "Show that it is you" in wren.text():
        wren.prove()
    wren.fill("Type your full name", "Wren Halloway").pick("I have read the statement above, and it is true.")
    wren.press(f"Sign and send to {organization}").sees(f"{organization} has your application")


def check(world, organization, who, reviewer):
    """The reviewer takes the file on and hands it over; between the two its sources confirm everything."""
    reviewer.open(f"/{organization.slug}/queue/?view=new").follow("Wren Halloway").press("Begin the checks")
    file = worlds.taken_up(world, organization, who)
    file.verify(clock.now())
    reviewer.open(f"/{organization.slug}/applications/{file.application.reference}/").press("Hand over for decision")
    return f"/{organization.slug}/applications/{file.application.reference}/"


def test_the_same_person_and_two_policies(begin, person, tmp_path):
    world = begin(NOW)
    who = worlds.therapist(
        world, "Wren Halloway", degree_on=date(2023, 6, 15), license_issued=date(2024, 1, 8), license_expires=date(2028, 11, 30)
    )
    wren = person(world.user(who.herself), width=390)
    apply(wren, "Harbor EAP", first=True)
    apply(wren, "Summit EAP", first=False)

    harbor = check(world, world.harbor, who, person(world.user(world.tom)))
    ines = person(world.user(world.ines)).open(f"{harbor}decision/").sees("Every rule is met").misses("Summit")
    ines.press("Approve").sees("What was decided", "Ines Calloway")

    summit = check(world, world.summit, who, person(world.user(world.perrin)))
    linnea = person(world.user(world.linnea)).open(f"{summit}decision/").misses("Harbor")
    linnea.sees("Years since the degree", "The policy is not met: Years since the degree")
    assert "Approve" not in linnea.buttons()
    linnea.fill("Reason", "We ask for five years since the master's degree.").press("Deny: a rule is not met")
    linnea.sees("What was decided", "We ask for five years since the master's degree.")

    worlds.work()
    wren.open("/me/").sees("You are approved at Harbor EAP through 1 Feb 2030.")
    letters = wren.open("/me/letters/").letters(tmp_path)
    approval = next(text for text in letters if "Harbor EAP" in text)
    denial = next(text for text in letters if "Summit EAP" in text)
    assert "we decided to admit you to the network of Harbor EAP" in approval and "Summit" not in approval
    assert "This is an administrative decision" in denial and "Years since the degree" in denial and "Harbor" not in denial
    assert "appeal" in denial

    wren.open("/me/terms/harbor/")
    if "Accepting is a signature" in wren.text():
        wren.follow("Show that it is you").prove()
    wren.pick("I accept the referral terms and the payment terms.").press("Accept both")
    rosa, lark = person(world.user(world.rosa)), person(world.user(world.lark))
    assert "yes" in rosa.open("/harbor/standing/").row("Wren Halloway")
    assert "yes" not in lark.open("/summit/standing/").row("Wren Halloway")

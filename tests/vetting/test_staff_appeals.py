"""Appeals on pages: what she sees and sends, what the staff record, name, say, and are refused."""

from datetime import timedelta
from functools import partial

import pytest

from network import clock
from network.access import Role
from network.models import Parameter, Person, PersonLink, RefusedAttempt
from network.transitions import Refused
from tests.network.cast import organization, staff
from tests.shared import shared
from tests.vetting.hers import as_her
from tests.vetting.hers import get as hers
from tests.vetting.hers import post as sends
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.story import Story, right_of
from vetting import governance
from vetting.facts.appeals import PANEL
from vetting.workflow import appealing, deciding

GROUNDS = "The policy was raised in time."
pytestmark = pytest.mark.django_db


_story, story = shared(Story, "_story")


@pytest.fixture
def world(story, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: story.now)
    return story


def denied(story):
    """For quality, by two; the rest is in order."""
    row = story.in_review()
    deciding.propose(row, outcome="denied", reason="Two complaints.", actor=story.odell, at=story.at(7))
    deciding.deny(row, basis="quality", reason="Two complaints, both upheld.", actor=story.ines, at=story.at(6))
    return row


_file, file = shared(denied, "_file")


def boxes(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def on_page(client, world, right, do, **given):
    return post(client, "appeal", world, {"do": do, **given}, pk=right.pk)


def test_a_denial_leads_to_the_appeal_and_staff_record_one_that_came_by_letter(client, world, file):
    sign_in(client, world.maya)
    page = get(client, "decision", world, reference=file.reference)
    (act,) = [act for act in page.context["page"].after if act.name == "appeal"]
    assert client.get(act.url).status_code == 200 and "Last day to appeal" in text(page)
    right = right_of(file)
    assert on_page(client, world, right, "take_in", grounds="").status_code == 422
    assert on_page(client, world, right, "take_in", **boxes("received_on", world.day(1)), grounds=GROUNDS).status_code == 302
    assert right_of(file).state == "received"
    assert GROUNDS in text(get(client, "decision", world, reference=file.reference))
    assert on_page(client, world, right, "take_in", **boxes("received_on", world.day(1)), grounds=GROUNDS).status_code == 409, "once"
    assert RefusedAttempt.objects.get().action == "appeal.take_in"


def test_the_whole_way_on_one_page_by_two_people(client, world, file):
    right = right_of(file)
    appealing.take_in(right, received_on=world.day(3), grounds=GROUNDS, actor=world.maya, at=world.at(3))
    sign_in(client, world.maya)
    said = text(get(client, "appeal", world, pk=right.pk))
    assert "Took part, and cannot be named: Ines Calloway and Odell Marsh" in said and "Name them" in said
    assert on_page(client, world, right, "appoint", panel=[world.ines.person_id]).status_code == 422, "no choice of the form"
    assert on_page(client, world, right, "appoint", panel=[world.petra.person_id]).status_code == 302
    assert on_page(client, world, right, "vote", outcome="uphold", reason="Yes.").status_code == 403
    sign_in(client, world.petra)
    odd = {"outcome": "overturn", "limits": ["no_minors"], "reason": "Read again."}
    assert on_page(client, world, right, "vote", **odd).status_code == 422
    assert on_page(client, world, right, "vote", **{**odd, "outcome": "modify"}).status_code == 302
    said = text(get(client, "appeal", world, pk=right.pk))
    assert "Modified" in said and "no clients under 18" in said and "Read again." in said
    file.refresh_from_db()
    assert file.state == "approved"


def test_who_decided_it_reads_why_she_may_not_and_is_refused_when_she_posts_anyway(client, world, file):
    right = right_of(file)
    appealing.take_in(right, received_on=world.day(3), grounds=GROUNDS, actor=world.maya, at=world.at(3))
    sign_in(client, world.ines)
    said = text(get(client, "appeal", world, pk=right.pk))
    assert "You took part in the decision." in said and "Record what I say" not in said
    assert on_page(client, world, right, "vote", outcome="uphold", reason="It was right.").status_code == 409
    assert right_of(file).state == "received"


def test_a_late_one_is_refused_with_who_may_extend_and_a_director_does(client, world, file):
    right = right_of(file)
    world.now += timedelta(days=40)
    sign_in(client, world.maya)
    assert "A clinical director of Harbor may extend the time" in text(get(client, "appeal", world, pk=right.pk))
    late = {**boxes("received_on", world.day()), "grounds": GROUNDS}
    answer = on_page(client, world, right, "take_in", **late)
    assert answer.status_code == 409 and "The last day to appeal was" in text(answer) and GROUNDS in answer.content.decode()
    more = {**boxes("until", world.day(-5)), "reason": "In hospital."}
    assert on_page(client, world, right, "extend", **more).status_code == 409, "not her role"
    sign_in(client, world.ines)
    assert on_page(client, world, right, "extend", **more).status_code == 302
    sign_in(client, world.maya)
    assert on_page(client, world, right, "take_in", **late).status_code == 302


def test_the_list_shows_what_waits_with_its_day(client, world, file):
    sign_in(client, world.tom)
    assert "No appeal waits" in text(get(client, "appeals", world))
    right = right_of(file)
    appealing.take_in(right, received_on=world.day(3), grounds=GROUNDS, actor=world.maya, at=world.at(3))
    said = text(get(client, "appeals", world))
    assert "1 waits to be settled" in said and "Settle by" in said and "Wren Halloway" in said
    world.now += timedelta(days=40)
    assert "1 is late" in text(get(client, "appeals", world))


def test_an_outsider_and_an_unknown_form_reach_nothing(client, world, file):
    right = right_of(file)
    sign_in(client, staff(organization("summit"), "Calder Rimrock", Role.DIRECTOR))
    assert get(client, "appeal", world, pk=right.pk).status_code == 404
    assert post(client, "appeal", world, {"do": "take_in"}, pk=right.pk).status_code == 404
    sign_in(client, world.maya)
    assert on_page(client, world, right, "exalt").status_code == 200


# ── Hers ─────────────────────────────────────────────────────────────────────


def test_she_reads_why_by_when_and_appeals_on_her_own_page(client, world, file):
    as_her(client, file.herself)
    right = right_of(file)
    assert "Appeal this decision" in text(hers(client, "my_application", reference=file.reference))
    said = text(hers(client, "my_appeal", pk=right.pk))
    assert "Two complaints, both upheld." in said and "until midnight where Harbor is" in said and "Odell" not in said
    assert sends(client, "my_appeal", {"grounds": ""}, pk=right.pk).status_code == 422
    assert sends(client, "my_appeal", {"grounds": GROUNDS, "hearing": "on"}, pk=right.pk).status_code == 302
    said = text(hers(client, "my_appeal", pk=right.pk))
    assert GROUNDS in said and "You hear by" in said and "Send my appeal" not in said
    assert sends(client, "my_appeal", {"grounds": GROUNDS}, pk=right.pk).status_code == 409


def test_she_reads_the_outcome_and_its_reasons_and_never_who_said_what(client, world, file):
    right = right_of(file)
    appealing.take_in(right, received_on=world.day(3), grounds=GROUNDS, actor=world.maya, at=world.at(3))
    appealing.appoint(right, panel=[Person.objects.get(pk=world.petra.person_id)], actor=world.maya, at=world.at(2))
    appealing.vote(right, outcome="uphold", reason="The complaints stand.", actor=world.petra, at=world.now)
    as_her(client, file.herself)
    said = text(hers(client, "my_appeal", pk=right.pk))
    assert "The complaints stand." in said and "Upheld" in said


def test_the_day_after_the_last_she_reads_who_may_extend(client, world, file):
    right = right_of(file)
    world.now += timedelta(days=25)
    as_her(client, file.herself)
    said = text(hers(client, "my_appeal", pk=right.pk))
    assert "The last day to appeal was" in said and "clinical director" in said and "Send my appeal" not in said
    assert sends(client, "my_appeal", {"grounds": GROUNDS}, pk=right.pk).status_code == 409
    assert "Appeal this decision" not in text(hers(client, "my_application", reference=file.reference))


def test_she_takes_it_back(client, world, file):
    right = right_of(file)
    as_her(client, file.herself)
    sends(client, "my_appeal", {"grounds": GROUNDS}, pk=right.pk)
    assert hers(client, "my_appeal_withdrawal", pk=right.pk).status_code == 200
    assert sends(client, "my_appeal_withdrawal", pk=right.pk).status_code == 302
    assert right_of(file).state == "withdrawn"
    assert sends(client, "my_appeal_withdrawal", pk=right.pk).status_code == 409


def test_somebody_elses_appeal_is_not_there(client, world, file):
    right = right_of(file)
    as_her(client, world.approved("Juniper Vale").herself)
    assert hers(client, "my_appeal", pk=right.pk).status_code == 404
    assert sends(client, "my_appeal_withdrawal", pk=right.pk).status_code == 404


def test_what_those_who_settle_it_said_is_peer_review(client, world, file):
    """A policy may keep it from a verifier: neither the page of the appeal nor the file's timeline tells it."""
    right, others = right_of(file), [staff(world.organization, name, Role.COMMITTEE) for name in ("Ada Fern", "Bo Reed")]
    appealing.take_in(right, received_on=world.day(3), grounds=GROUNDS, actor=world.maya, at=world.at(3))
    panel = [Person.objects.get(pk=actor.person_id) for actor in (world.petra, *others)]
    appealing.appoint(right, panel=panel, actor=world.maya, at=world.at(2))
    appealing.vote(right, outcome="overturn", reason="The second complaint is thin.", actor=world.petra, at=world.at(1))

    def said():
        sign_in(client, world.tom)
        pages = get(client, "appeal", world, pk=right.pk), get(client, "file_timeline", world, reference=file.reference)
        return [("The second complaint is thin." in text(page), "It is undone" in text(page)) for page in pages]

    assert said()[0] == (True, True) and said()[1][0]
    policy = Parameter.objects.within(world.organization).filter(key=governance.PARAMETER)
    policy.update(value={**policy.get().value, "peer_verifier": False})
    assert said() == [(False, False), (False, False)]
    assert "Said; not shown to your role" in text(get(client, "appeal", world, pk=right.pk))
    sign_in(client, world.petra)
    assert "The second complaint is thin." in text(get(client, "appeal", world, pk=right.pk))


def linked(one, other):
    low, high = sorted((one.person_id, other.person_id))
    PersonLink.objects.create(one_id=low, other_id=high, reason="Same desk", proposed_by_id=one.person_id)


def test_who_settles_it_reads_what_the_others_said_once_she_has_said_it_herself(client, world, file):
    """Neither on the page of the appeal nor on the timeline of the file, under any account; a colleague who is not asked reads it."""
    right, others = right_of(file), [staff(world.organization, name, Role.COMMITTEE) for name in ("Ada Fern", "Bo Reed")]
    twin = staff(world.organization, "Ada Fern-Holt", Role.COMMITTEE)
    linked(others[0], twin)
    appealing.take_in(right, received_on=world.day(3), grounds=GROUNDS, actor=world.maya, at=world.at(3))
    panel = [Person.objects.get(pk=actor.person_id) for actor in (world.petra, *others)]
    appealing.appoint(right, panel=panel, actor=world.maya, at=world.at(2))
    appealing.vote(right, outcome="overturn", reason="The second complaint is thin.", actor=world.petra, at=world.at(1))

    def reads(actor):
        sign_in(client, actor)
        pages = get(client, "appeal", world, pk=right.pk), get(client, "file_timeline", world, reference=file.reference)
        seats = pages[0].context["page"].seats
        return ["The second complaint is thin." in text(page) for page in pages] + [any(seat.tag.word == "It is undone" for seat in seats)]

    ada, bo = others
    assert [reads(actor) for actor in (world.maya, world.petra)] == [[True] * 3] * 2
    assert [reads(actor) for actor in (ada, bo, twin)] == [[False] * 3] * 3
    said = text(get(client, "appeal", world, pk=right.pk))
    assert "Petra Lindqvist" in said and "You see what the others said once you have said what you think." in said
    appealing.vote(right, outcome="uphold", reason="It was right.", actor=ada, at=world.now)
    assert [reads(actor) for actor in (ada, twin, bo)] == [[True] * 3, [True] * 3, [False] * 3]
    appealing.vote(right, outcome="uphold", reason="Right again.", actor=world.petra, at=world.now)
    assert right_of(file).state == "upheld" and reads(bo)[1], "settled: nothing is left to follow"
    assert "Right again." in text(get(client, "appeal", world, pk=right.pk))


def test_one_person_under_two_accounts_is_one_voice(world, file):
    right = right_of(file)
    Parameter.objects.within(world.organization).filter(key=PANEL).update(value=2)
    ada, twin, bo = (staff(world.organization, name, Role.COMMITTEE) for name in ("Ada Fern", "Ada Fern-Holt", "Bo Reed"))
    appealing.take_in(right, received_on=world.day(3), grounds=GROUNDS, actor=world.maya, at=world.at(3))
    appoint = partial(appealing.appoint, right, actor=world.maya, at=world.at(2))
    three = [Person.objects.get(pk=actor.person_id) for actor in (ada, twin, bo)]
    appoint(panel=three)
    appealing.vote(right, outcome="overturn", reason="One.", actor=ada, at=world.at(1))
    linked(ada, twin)
    with pytest.raises(Refused) as refused:
        appoint(panel=three[:2])
    assert [unmet.code for unmet in refused.value.refusals] == ["too_few"]
    appealing.vote(right, outcome="overturn", reason="Two.", actor=twin, at=world.at(1))
    assert right.state == "received", "one voice of two"
    appealing.vote(right, outcome="overturn", reason="Three.", actor=bo, at=world.now)
    assert right.state == "overturned"

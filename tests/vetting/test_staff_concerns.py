"""Concerns on pages: recorded by who hears one, read by few, closed by a named person, sent back with what may tell who a client is."""

import pytest

from network import clock
from network.models import Concern, Participation, RefusedAttempt, User
from network.workflow import concerns
from tests.shared import shared
from tests.vetting.hers import as_her
from tests.vetting.pages import address, get, post, sign_in, text
from tests.vetting.story import Story

SAID = "The client waited for an hour, and nobody came."
pytestmark = pytest.mark.django_db


def in_the_network():
    story = Story()
    file = story.active(ago=40)
    story.her = Participation.objects.within(story.organization).get(pk=file.participation_id)
    story.who = {"reference": story.her.practitioner.reference}
    story.file = file
    return story


_world, story = shared(in_the_network)


@pytest.fixture
def world(story, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: story.now)
    return story


def boxes(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def given(world, **more):
    return {"kind": "access", "severity": "moderate", "channel": "call", **boxes("received_on", world.day(2)), "text": SAID, **more}


def logged(world, **more):
    said = {"kind": "access", "severity": "moderate", "channel": "call", "received_on": world.day(2), "text": SAID, **more}
    return concerns.log(world.her, actor=world.rosa, at=world.at(1), **said)


def one(world):
    return Concern.objects.within(world.organization).get()


def test_intake_records_one_from_the_page_of_standing_and_reads_no_other(client, world):
    sign_in(client, world.rosa)
    page = get(client, "standing_of", world, **world.who)
    assert address("concern_new", world, **world.who) in page.content.decode()
    assert f"{address('concerns_of', world, **world.who)}\"" not in page.content.decode()
    answer = post(client, "concern_new", world, given(world), **world.who)
    assert answer.status_code == 302 and answer.url == address("standing_of", world, **world.who)
    assert (one(world).text, one(world).received_on) == (SAID, world.day(2))
    for name, kwargs in (("concerns", {}), ("concerns_of", world.who), ("concern", {"pk": one(world).pk})):
        assert get(client, name, world, **kwargs).status_code == 403


def test_the_piece_that_may_tell_who_a_client_is_stands_beside_the_text_in_both_languages(client, world):
    sign_in(client, world.maya)
    named = given(world, text="The client Ada Byron waited; 312-555-0199.")
    answer = post(client, "concern_new", world, named, **world.who)
    said = text(answer)
    assert answer.status_code == 422 and not Concern.objects.within(world.organization).exists()
    assert "“Ada Byron” looks like a client’s name" in said and "“312-555-0199” looks like a telephone number" in said
    assert "write “the client”" in said and "The client Ada Byron waited" in said, "what was typed is kept to be mended"
    User.objects.filter(pk=world.maya.user_id).update(language="nl")
    answer = post(client, "concern_new", world, named, **world.who)
    assert "“Ada Byron” lijkt op de naam van een cliënt" in text(answer)


@pytest.mark.parametrize("wrong", [
    {"kind": "odd"}, {"severity": ""}, {"channel": "pigeon"}, {"received_on_day": "31", "received_on_month": "2"}, {"text": " "},
    {"received_on_year": "2999"},
])
def test_every_field_can_be_wrong_and_nothing_is_saved(client, world, wrong):
    sign_in(client, world.maya)
    assert post(client, "concern_new", world, given(world, **wrong), **world.who).status_code == 422
    assert not Concern.objects.within(world.organization).exists()


def test_the_manager_takes_it_up_and_closes_it_on_its_page(client, world):
    row = logged(world)
    sign_in(client, world.maya)
    said = text(get(client, "concern", world, pk=row.pk))
    assert "How much it weighs Moderate How it came" in said
    assert SAID in said and "By telephone" in said and "Rosa Quillfeather" in said and "Take it up" in said
    assert "Close it" not in said
    assert post(client, "concern", world, {"do": "close", "outcome": "substantiated", "finding": "So."}, pk=row.pk).status_code == 409
    assert RefusedAttempt.objects.get().action == "concern.close"
    assert post(client, "concern", world, {"do": "take_up"}, pk=row.pk).status_code == 302
    closing = {"do": "close", "outcome": "referred_on", "finding": "The calendar shows it."}
    assert post(client, "concern", world, closing, pk=row.pk).status_code == 422, "to whom is not said"
    named = {**closing, "closing_note": "Told client Ada Byron."}
    answer = post(client, "concern", world, named, pk=row.pk)
    assert answer.status_code == 422 and "“Ada Byron” looks like" in text(answer)
    assert post(client, "concern", world, {**closing, "outcome": "substantiated"}, pk=row.pk).status_code == 302
    said = text(get(client, "concern", world, pk=row.pk))
    assert "Substantiated" in said and "The calendar shows it." in said and "Something new is known" in said
    assert post(client, "concern", world, {"do": "reopen", "reason": ""}, pk=row.pk).status_code == 422
    assert post(client, "concern", world, {"do": "nonsense"}, pk=row.pk).status_code == 200
    assert one(world).state == "substantiated"


def test_the_lists_tell_what_waits_first_and_whose_it_is(client, world):
    late, done = logged(world, received_on=world.day(20)), logged(world, kind="billing", severity="serious")
    concerns.take_up(done, actor=world.ines, at=world.at(1))
    concerns.close(done, outcome="substantiated", finding="Billed twice.", actor=world.ines, at=world.now)
    sign_in(client, world.ines)
    said = text(get(client, "concerns", world))
    assert "1 waits to be closed · 1 is late" in said and said.index("Access and punctuality") < said.index("Billing")
    assert "To take up since" in said and SAID not in said, "a list tells no words"
    said = text(get(client, "concerns_of", world, **world.who))
    assert "1 substantiated" in said and "Billing · Serious" in said
    assert address("concern", world, pk=late.pk) in get(client, "concerns_of", world, **world.who).content.decode()
    assert get(client, "concerns", world, query={"before": str(done.pk)}).context["page"].closed == ()
    assert get(client, "concerns", world, query={"before": "odd"}).status_code == 200


def test_the_committee_reads_and_does_nothing_and_the_verifier_only_records(client, world):
    row = logged(world)
    sign_in(client, world.odell)
    page = get(client, "concern", world, pk=row.pk)
    assert page.status_code == 200 and page.context["page"].steps == () and page.context["page"].off
    assert post(client, "concern", world, {"do": "take_up"}, pk=row.pk).status_code == 409
    assert get(client, "concern_new", world, **world.who).status_code == 403
    sign_in(client, world.tom)
    assert get(client, "concern_new", world, **world.who).status_code == 200
    assert get(client, "concern", world, pk=row.pk).status_code == 403
    assert "Concerns" not in text(get(client, "appeals", world))


def test_an_auditor_a_stranger_and_she_herself_read_nothing(client, world):
    row = logged(world)
    sign_in(client, world.una)
    assert get(client, "concern", world, pk=row.pk).status_code == 403
    as_her(client, world.file.herself)
    assert get(client, "concern", world, pk=row.pk).status_code in (403, 404)
    assert SAID not in client.get("/me/").content.decode()
    sign_in(client, world.maya)
    assert get(client, "concern", world, pk=row.pk + 99).status_code == 404
    assert get(client, "concerns_of", world, reference="T-99999").status_code == 404

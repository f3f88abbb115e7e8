"""Referees answer by a link: single-use, for a while, without an account; their words are evidence and never reach the therapist."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from licensure.workflow import evidence, verifications
from network.events import timeline
from network.models import Job, Message
from network.transitions import Refused
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import KEPT, STATEMENT, World
from vetting.facts.collect import collect
from vetting.models import RefereeRequest
from vetting.workflow import applying, checking, referees

pytestmark = pytest.mark.django_db
TICK = timedelta(microseconds=1)
SENT_TO = "ember@clinic.example"
CANARY = "Quietly brilliant, never late: CANARY-7719."
SAID = {"relation": "supervisor", "known_since": 2016, "rating": 5, "recommends": "yes", "comment": "", "signed": "Ember Lindqvist"}
FORM = {**SAID, "rating": "5", "itself": "on", "do": "answer"}


def asks_for_references():
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tests.vetting.staff_world.KEPT", {**KEPT, "references": {}})
        return World(preset="EASNA-high")


_world, world = shared(asks_for_references)


def check_of_a_referee(world):
    file = world.draft(ago=20)
    evidence.add_credential(
        practitioner=file.practitioner, kind="reference", title="Ember Lindqvist", code="peer", issuer=SENT_TO, actor=file.herself,
        at=world.at(16),
    )
    signature = applying.Signature("Wren Halloway", world.at(15), STATEMENT)
    applying.submit(file, signature=signature, missing=(), actor=file.herself, at=world.at(15))
    checking.begin_checks(file, actor=world.tom, at=world.at(13))
    found = world.checks(file).get(element="reference")
    found.herself = file.herself
    return found


_check, check = shared(check_of_a_referee, "_check")


def ask(world, check, at=None, **changes):
    said = {"name": "Ember Lindqvist", "address": SENT_TO, "language": "en", **changes}
    return referees.ask_referee(check, actor=world.tom, at=at or world.at(1), **said)


def mails():
    return Message.objects.everywhere(reason="a test reads what was sent").filter(template="referee").order_by("pk")


def link():
    """Where the newest mail leads."""
    return re.search(r"/account/reference/\S+", mails().last().body)[0]


def file_of(world, check):
    return check.practitioner.applications.within(world.organization).get()


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return caught.value.codes


def test_asking_sends_a_link_that_is_kept_nowhere_and_waits_for_the_referee(world, check):
    row = ask(world, check)
    check.refresh_from_db()
    assert (check.state, check.source) == ("requested", "Ember Lindqvist")
    assert check.due_on == world.day(1) + timedelta(days=21) and row.expires_at == world.at(1) + timedelta(days=21)
    token = link().rstrip("/").rpartition("/")[2]
    assert token not in row.token_hash and len(token) >= 22
    assert mails().get().address == SENT_TO and mails().get().context["once"] is True
    assert Job.objects.filter(name="network.send_message").exists()
    (told,) = [event for event in timeline(row) if event.action.startswith("referee.")]
    assert told.action == "referee.asked" and token not in str(told.payload.values)


def test_the_answer_is_obtained_from_the_referee_and_counts_once_a_person_verified_it(client, world, check):
    row = ask(world, check)
    assert client.get(link()).status_code == 200
    answer = client.post(link(), FORM)
    assert answer.status_code == 200 and "Thank you" in answer.content.decode()
    check.refresh_from_db(), row.refresh_from_db()
    assert (check.state, check.source, check.method, check.query) == ("obtained", "Ember Lindqvist", "letter", SENT_TO)
    assert check.values["relation"] == "supervisor" and check.values["rating"] == 5 and len(check.artefact_sha256) == 64
    assert row.answered_at and row.answer["signed"] == "Ember Lindqvist"
    told = [event.action for event in timeline(row) if event.action.startswith("referee.")]
    assert told == ["referee.answered", "referee.asked"]
    file = file_of(world, check)
    assert collect(file, on=world.day()).references == ()
    sign_in(client, world.tom)
    shown = text(get(client, "file", world, reference=file.reference, query={"item": check.pk}))
    assert "Ember Lindqvist (ember@clinic.example) answered" in shown and "supervisor" in shown
    confirmed = post(client, "verification_confirm", world, {"obtained_at": check.obtained_at.isoformat()}, pk=check.pk)
    assert confirmed.status_code == 302
    (reference,) = collect(file, on=world.day()).references
    assert (reference.relation, reference.rating, reference.received_on) == ("supervisor", 5, check.as_of)


def test_a_doubt_is_read_before_it_is_verified(client, world, check):
    ask(world, check)
    client.post(link(), {**FORM, "recommends": "reserved", "comment": "Often late with reports."})
    check.refresh_from_db()
    assert check.values["remarks"] == "Often late with reports."
    assert refused(verifications.confirm, check, obtained_at=check.obtained_at, actor=world.tom, at=world.at(0)) == ["to_read"]


@pytest.mark.parametrize("missing", ["itself", "relation", "known_since", "rating", "recommends", "signed"])
def test_who_and_what_is_said_before_an_answer_counts(client, world, check, missing):
    row = ask(world, check)
    assert client.post(link(), {**FORM, missing: ""}).status_code == 422
    row.refresh_from_db()
    assert row.is_open


@pytest.mark.parametrize(("said", "remarks"), [
    ({}, None), ({"rating": 3}, None), ({"rating": 2}, "yes"), ({"recommends": "reserved"}, "reserved"),
    ({"comment": "Kind."}, "Kind."), ({"rating": 1, "comment": "Late."}, "Late."),
])
def test_a_low_rating_a_reservation_or_words_of_their_own_are_what_must_be_read(world, check, said, remarks):
    referees.answer(ask(world, check), said={**SAID, **said}, at=world.at(0))
    check.refresh_from_db()
    assert check.values.get("remarks") == remarks and check.values["signed"] == "Ember Lindqvist"


def test_the_fingerprint_is_of_the_words_as_they_were_said_in_whatever_order(world, check):
    referees.answer(ask(world, check), said={**SAID, "comment": "Zélden te laat"}, at=world.at(0))
    check.refresh_from_db()
    kept = (
        '{"comment": "Zélden te laat", "known_since": 2016, "rating": 5, "recommends": "yes", "relation": "supervisor", '
        '"signed": "Ember Lindqvist"}'
    )
    assert check.artefact_sha256 == hashlib.sha256(kept.encode()).hexdigest()


def test_a_link_is_good_to_its_last_instant_and_no_longer(world, check):
    row = ask(world, check)
    token, last = link().rstrip("/").rpartition("/")[2], row.expires_at
    assert referees.open_request(token, at=last) == row and referees.open_request(token, at=last + TICK) is None
    assert refused(referees.answer, row, said=SAID, at=last + TICK) == ["not_open"]
    referees.answer(row, said=SAID, at=last)
    assert referees.open_request(token, at=last) is None


def test_nobody_is_asked_at_what_is_no_address_and_nothing_is_kept(world, check):
    with pytest.raises(ValidationError, match="This is no e-mail address"):
        ask(world, check, address="nobody")
    check.refresh_from_db()
    assert check.state == "required" and not RefereeRequest.objects.within(world.organization).exists()


def test_a_link_works_once_and_an_invented_or_old_one_answers_kindly(client, world, check):
    row = ask(world, check)
    used = link()
    client.post(used, FORM)
    for address in (used, "/account/reference/invented/"):
        answer = client.get(address)
        assert answer.status_code == 404 and "no longer works" in answer.content.decode()
        assert "Wren" not in answer.content.decode()
    assert client.post(used, FORM).status_code == 404
    row.refresh_from_db()
    assert refused(referees.answer, row, said=SAID, at=world.at(0)) == ["not_open"]


def test_the_therapist_cannot_answer_for_her_referee(client, world, check):
    row = ask(world, check)
    sign_in(client, check.herself)
    for answer in (client.get(link()), client.post(link(), FORM)):
        assert answer.status_code == 403 and "asks somebody else about you" in text(answer)
    row.refresh_from_db()
    assert row.is_open and not row.answer
    sign_in(client, world.rosa)
    assert client.get(link()).status_code == 200, "a colleague may be the referee"


def test_after_its_last_day_the_link_is_closed_and_staff_are_told_what_to_do(client, world, check):
    row = ask(world, check, at=world.at(10))
    RefereeRequest.objects.within(world.organization).filter(pk=row.pk).update(expires_at=world.at(2))
    row.refresh_from_db()
    assert client.get(link()).status_code == 404
    assert refused(referees.decline, row, at=world.at(1)) == ["not_open"]
    sign_in(client, world.tom)
    page = get(client, "file", world, reference=check.file, query={"item": check.pk})
    assert "did not answer by" in text(page) and page.context["page"].pane.referee_url


def test_a_referee_may_decline_and_somebody_else_is_asked(client, world, check):
    row = ask(world, check)
    assert "would rather not answer" in client.post(link(), {"do": "decline"}).content.decode()
    row.refresh_from_db(), check.refresh_from_db()
    assert row.declined_at and check.state == "requested"
    other = ask(world, check, name="Rowan Ashby", address="rowan@clinic.example")
    assert other.is_open and RefereeRequest.objects.within(world.organization).count() == 2


def test_asking_again_ends_the_link_before_it(client, world, check):
    first, before = ask(world, check), link()
    ask(world, check)
    first.refresh_from_db()
    assert first.withdrawn_at and client.get(before).status_code == 404 and client.get(link()).status_code == 200


def test_a_referee_is_reminded_on_the_days_of_the_ladder_with_a_new_link(client, world, check):
    row = ask(world, check, at=world.at(15))
    before = link()
    assert referees.remind_referees(world.organization, at=world.at(9)) == 0
    assert referees.remind_referees(world.organization, at=world.at(8)) == 1
    assert referees.remind_referees(world.organization, at=world.at(8)) == 0
    assert mails().count() == 2 and client.get(before).status_code == 404
    assert len(link().rstrip("/").rpartition("/")[2]) >= 22 and mails().last().context["once"] is True
    assert referees.remind_referees(world.organization, at=world.at(1)) == 1
    row.refresh_from_db()
    assert row.sent == 3 and row.expires_at == world.at(15) + timedelta(days=21)


def test_what_may_not_be_asked(world, check):
    herself = check.practitioner.person.users.get().email
    assert refused(ask, world, check, address=herself.upper()) == ["own_address"]
    check.practitioner.email = "Wren.Private@mail.example"
    check.practitioner.save()
    assert refused(ask, world, check, address=" wren.private@mail.example ") == ["own_address"]
    license_check = world.checks(file_of(world, check)).get(element="license")
    assert refused(ask, world, license_check) == ["no_reference"]
    ask(world, check)
    referees.answer(RefereeRequest.objects.within(world.organization).get(), said=SAID, at=world.at(0))
    check.refresh_from_db()
    assert refused(ask, world, check) == ["wrong_state"]


def test_the_therapist_never_reads_it(client, world, check):
    ask(world, check)
    client.post(link(), {**FORM, "comment": CANARY})
    check.refresh_from_db()
    assert RefereeRequest.objects.visible_to(check.herself).count() == 0
    sign_in(client, check.herself)
    file = file_of(world, check)
    for address in ("/me/", f"/me/applications/{file.reference}/", "/me/references/", "/me/letters/"):
        page = client.get(address, follow=True).content.decode()
        assert "CANARY-7719" not in page and SAID["signed"] + " (ember" not in page, address
    assert not [mail for mail in Message.objects.everywhere(reason="a test reads what was sent") if "CANARY-7719" in mail.body]


def test_the_form_speaks_the_language_of_the_mail_and_the_other_one(client, world, check):
    ask(world, check, language="nl")
    assert mails().last().language == "nl"
    assert 'lang="nl"' in client.get(link()).content.decode()
    assert "Send your answer" in client.get(f"{link()}?language=en").content.decode()
    client.cookies["django_language"] = "en"  # what the switch in the bar sets
    assert "Send your answer" in client.get(link()).content.decode()


def test_staff_ask_from_the_file_and_strangers_may_not(client, world, check):
    sign_in(client, world.tom)
    form = get(client, "file", world, reference=check.file, query={"item": check.pk}).context["asking"]
    assert (form.initial["name"], form.initial["address"]) == ("Ember Lindqvist", SENT_TO)
    said = {"name": "Ember Lindqvist", "address": "no address", "language": "en"}
    assert post(client, "verification_referee", world, said, pk=check.pk).status_code == 422
    assert post(client, "verification_referee", world, {**said, "address": SENT_TO}, pk=check.pk).status_code == 302
    assert mails().count() == 1
    other = world.checks(file_of(world, check)).get(element="license")
    assert post(client, "verification_referee", world, {**said, "address": SENT_TO}, pk=other.pk).status_code == 404
    sign_in(client, world.una)
    assert post(client, "verification_referee", world, {}, pk=check.pk).status_code == 403
    stranger = World("summit")
    sign_in(client, stranger.tom)
    assert post(client, "verification_referee", world, {}, pk=check.pk).status_code == 404


def test_too_many_tries_from_one_address_wait(client, world, check):
    answers = [client.get(f"/account/reference/guess-{number}/").status_code for number in range(25)]
    assert answers[0] == 404 and answers[-1] == 429

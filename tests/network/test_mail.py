"""Mail: written with its change, sent once, in the recipient's language, to her stored address, without detail."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core import mail as outbox
from django.db import transaction
from django.template import TemplateDoesNotExist
from django.urls import reverse
from django_tasks_db.models import DBTaskResult, get_date_max

from network.mail import message_id, send, send_message
from network.models import Message, User
from network.worker import drain
from tests.network import cast

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 15, tzinfo=UTC)
FACTS = {"reference": "HB-0042", "until": "8 December 2026", "url": "http://localhost:8000/me/"}
NAMES = sorted(path.stem for path in Path(project.BASE_DIR, "templates/mail").glob("*.txt") if path.stem + "_subject.txt" in {
    other.name for other in Path(project.BASE_DIR, "templates/mail").glob("*.txt")
})  # fmt: skip


@pytest.fixture
def sending(settings):
    settings.DEMO = False


def wren(language="en"):
    practitioner, actor = cast.therapist()
    User.objects.filter(pk=actor.user_id).update(language=language)
    return User.objects.get(pk=actor.user_id)


def row(key="k"):
    return Message.objects.everywhere(reason="test").get(key=key)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_mail_has_a_subject_and_a_body_in_both_languages(name, language):
    message = send(wren(language), name, FACTS, key="k", organization=cast.organization(), at=AT)
    assert message.language == language and message.subject and "\n" not in message.subject
    called = {"en": "Dear Wren Halloway,", "nl": "Beste Wren,"}[language]
    assert "{{" not in message.body and called in message.body and "Harbor" in message.body + message.subject


def test_a_mail_is_written_with_its_change_or_not_at_all():
    user = wren()
    with pytest.raises(RuntimeError), transaction.atomic():
        send(user, "letter", FACTS, key="k", at=AT)
        raise RuntimeError
    drain()
    assert not Message.objects.everywhere(reason="test").exists()


def test_the_same_key_writes_one_mail():
    user = wren()
    first = send(user, "letter", FACTS, key="k", at=AT)
    assert send(user, "letter", FACTS, key="k", at=AT) == first
    assert DBTaskResult.objects.count() == 1


def test_a_mail_without_a_template_fails_when_it_is_written():
    with pytest.raises(TemplateDoesNotExist):
        send(wren(), "nothing_of_the_kind", FACTS, key="k", at=AT)


def test_in_the_demo_mail_is_kept_and_nothing_leaves(settings):
    settings.DEMO = True
    send(wren(), "letter", FACTS, key="k", at=AT)
    drain()
    assert row().state == Message.State.KEPT and outbox.outbox == []


@pytest.mark.usefixtures("sending")
def test_a_mail_goes_to_the_stored_address_alone_with_its_own_number():
    harbor = cast.organization()
    harbor.sender_email = "network@harbor.example"
    harbor.save()
    message = send(wren(), "letter", {**FACTS, "to": "other@example.com"}, key="k", organization=harbor, at=AT)
    drain()
    (sent,) = outbox.outbox
    assert sent.recipients() == ["t-00042@mail.example"] and sent.reply_to == ["network@harbor.example"]
    assert sent.extra_headers["Message-ID"] == message_id(message) and re.fullmatch(r"<[0-9a-f-]{36}@[\w.-]+>", message_id(message))
    assert row().state == Message.State.SENT and row().sent_at


@pytest.mark.usefixtures("sending")
def test_a_mail_delivered_again_is_not_sent_again():
    message = send(wren(), "letter", FACTS, key="k", at=AT)
    drain()
    send_message(id=message.pk)
    assert len(outbox.outbox) == 1


@pytest.mark.usefixtures("sending")
def test_a_mail_sent_twice_by_a_crash_has_the_same_number():
    message = send(wren(), "letter", FACTS, key="k", at=AT)
    send_message(id=message.pk)
    Message.objects.everywhere(reason="test").update(state=Message.State.QUEUED)  # the mark was lost
    send_message(id=message.pk)
    assert len({sent.extra_headers["Message-ID"] for sent in outbox.outbox}) == 1 and len(outbox.outbox) == 2


@pytest.mark.usefixtures("sending")
def test_a_mail_server_that_is_down_is_tried_again_and_then_shown(monkeypatch):
    def down(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("network.mail.EmailMessage.send", down)
    send(wren(), "letter", FACTS, key="k", at=AT)
    drain()
    assert row().state == Message.State.QUEUED
    for _ in range(10):
        DBTaskResult.objects.filter(status="READY").update(run_after=get_date_max())
        drain()
    assert row().state == Message.State.FAILED and DBTaskResult.objects.get().status == "FAILED"


HOSTILE = ["Wren\r\nBcc: all@example.com", "Wren\nSubject: x", "<b>Wren</b>", "{{ settings.SECRET_KEY }}", "{% debug %}"]


@pytest.mark.usefixtures("sending")
@pytest.mark.parametrize("text", HOSTILE)
def test_text_in_a_field_stays_text(text):
    harbor = cast.organization()
    harbor.name = text
    harbor.save()
    send(wren(), "letter", {**FACTS, "reference": text}, key="k", organization=harbor, at=AT)
    drain()
    (sent,) = outbox.outbox
    built = sent.message()
    assert built.get_all("Bcc") is None and len(built.get_all("Subject")) == 1 and len(built.get_all("To")) == 1
    assert text in sent.body


BAD_ADDRESSES = ["", "nobody", "a@b.example\nBcc: x@y.example", "a@b.example, c@d.example", "Wren <a@b.example>", "a" * 300 + "@b.example"]


@pytest.mark.parametrize("address", BAD_ADDRESSES)
@pytest.mark.usefixtures("sending")
def test_what_is_not_one_address_is_kept_as_not_delivered_and_undoes_nothing(address):
    assert send(address, "letter", FACTS, key="k", at=AT).state == Message.State.FAILED
    drain()
    assert outbox.outbox == []


def test_the_demo_mailbox_shows_what_would_have_been_sent(client, settings):
    settings.DEMO = True
    send(wren("nl"), "letter", FACTS, key="k", organization=cast.organization(), at=AT)
    page = client.get(reverse("demo-mail"))
    assert page.status_code == 200 and "t-00042@mail.example" in page.content.decode()
    settings.DEMO = False
    assert client.get(reverse("demo-mail")).status_code == 404


def test_mails_are_seen_by_their_organization_and_their_reader():
    harbor, summit = cast.organization(), cast.organization("summit")
    user = wren()
    message = send(user, "letter", FACTS, key="k", organization=harbor, at=AT)
    stranger = cast.therapist("Juniper Ashdown", "T-00043")[1]
    her = cast.therapist_actor(user.person.practitioner, user)
    actors = (cast.staff(harbor), cast.staff(summit, "Tamsin Overlook"), her, stranger)
    assert [Message.objects.visible_to(actor).filter(pk=message.pk).exists() for actor in actors] == [True, False, True, False]

"""Mail that comes back: read from notifications (RFC 3464), a task for a named role, closed by a person or by a later mail that arrives."""

import json
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.message import Message as Part
from io import BytesIO, StringIO
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.management import CommandError, call_command

from network import bounces, clock
from network.access import Role
from network.events import timeline
from network.mail import message_id, send
from network.models import Message, RefusedAttempt, Task, User
from network.transitions import Refused
from network.worker import drain
from network.workflow import undelivered
from network.workflow.bouncing import take_in
from tests.network import cast

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 15, tzinfo=UTC)
FACTS = {"reference": "HB-0042", "url": "http://localhost:8000/me/"}


@pytest.fixture
def sending(settings):
    settings.DEMO = False


@pytest.fixture
def harbor():
    return cast.organization()


@pytest.fixture
def wren():
    return User.objects.get(pk=cast.therapist()[1].user_id)


def mailed(harbor, to, key="k", at=AT):
    return send(to, "letter", FACTS, key=key, organization=harbor, at=at)


def notice(row, action="failed", status="5.1.1", *, headers_only=False, about=None):
    """A notification as servers write it."""
    report = EmailMessage()
    report["From"], report["To"], report["Subject"] = "MAILER-DAEMON@mx.example", "network@harbor.example", "Undelivered"
    report.set_content("It did not arrive.")
    report.make_mixed()
    report.replace_header("Content-Type", 'multipart/report; report-type="delivery-status"; boundary="b0undary"')
    status_part = Part()
    status_part["Content-Type"] = "message/delivery-status"
    whole, one = Part(), Part()
    whole["Reporting-MTA"] = "dns; mx.example"
    one["Final-Recipient"], one["Action"], one["Status"] = f"rfc822; {row.address}", action, status
    status_part.set_payload([whole, one])
    returned, sent = Part(), Part()
    sent["Message-ID"], sent["Subject"] = about or message_id(row), "A letter"
    sent.set_payload("...")
    returned["Content-Type"] = "text/rfc822-headers" if headers_only else "message/rfc822"
    returned.set_payload(sent.as_string() if headers_only else [sent])
    report.attach(status_part)
    report.attach(returned)
    return report.as_bytes()


def open_tasks(harbor):
    return list(Task.objects.within(harbor).open().filter(kind="mail_undelivered"))


def now_in(row):
    return Message.objects.everywhere(reason="test").get(pk=row.pk)


@pytest.mark.parametrize("headers_only", [False, True])
def test_a_notification_says_which_mail_failed_and_how(harbor, wren, headers_only):
    row = mailed(harbor, wren)
    assert bounces.read(notice(row, headers_only=headers_only)) == (bounces.Notice(row.reference, "failed", "5.1.1"),)


def test_a_mail_that_comes_back_is_a_task_of_the_network_manager_once(harbor, wren):
    row = mailed(harbor, wren)
    drain()
    for _ in range(2):
        assert take_in(notice(row), at=AT).failed == 1
    (task,) = open_tasks(harbor)
    assert (task.role, task.about, task.facts["failure"]) == (Role.NETWORK_MANAGER, "HB-0042", "5.1.1")
    assert (now_in(row).state, now_in(row).failure, now_in(row).failed_at) == ("failed", "5.1.1", AT)
    assert [event.action for event in timeline(task)] == ["task.opened"]
    assert row.address not in json.dumps(task.facts)


@pytest.mark.parametrize(
    ("spoiled", "counted"),
    [
        (lambda row: b"Subject: Out of office\n\nI am away.\n", "unknown"),
        (lambda row: notice(row, about="<00000000-0000-0000-0000-000000000000@localhost>"), "unknown"),
        (lambda row: notice(row, about="<made-up@elsewhere.example>"), "unknown"),
        (lambda row: notice(row, action="delayed", status="4.4.1"), "delayed"),
        (lambda row: b"x" * (bounces.LARGEST + 1), "unreadable"),
        (lambda row: b"Content-Type: multipart/report; boundary=a\n\n" + b"--a\nContent-Type: message/rfc822\n\n" * 3000, "unreadable"),
    ],
)
def test_what_is_no_failure_of_a_mail_of_ours_becomes_nothing(harbor, wren, spoiled, counted):
    row = mailed(harbor, wren)
    taken = take_in(spoiled(row), at=AT)
    assert open_tasks(harbor) == [] and now_in(row).state == "queued"
    assert getattr(taken, counted) == 1 or counted == "unreadable" and taken.unknown == 1


def test_another_mail_to_the_same_address_does_not_close_it_but_one_to_a_new_address_does(harbor, wren):
    row = mailed(harbor, wren)
    drain()
    take_in(notice(row), at=AT)
    mailed(harbor, wren, key="second", at=AT + timedelta(days=1))
    drain()
    assert len(open_tasks(harbor)) == 1
    User.objects.filter(pk=wren.pk).update(email="wren@new.example")
    mailed(harbor, User.objects.get(pk=wren.pk), key="third", at=AT + timedelta(days=2))
    drain()
    assert open_tasks(harbor) == []
    assert [event.action for event in timeline(Task.objects.within(harbor).get())] == ["task.done", "task.opened"]


def test_a_later_mail_that_a_server_says_was_delivered_closes_it_and_an_earlier_one_does_not(harbor, wren):
    before, row = mailed(harbor, wren, key="before", at=AT - timedelta(days=1)), mailed(harbor, wren)
    later = mailed(harbor, wren, key="later", at=AT + timedelta(days=1))
    drain()
    take_in(notice(row), at=AT)
    assert take_in(notice(before, action="delivered", status="2.0.0"), at=AT).delivered == 1 and len(open_tasks(harbor)) == 1
    take_in(notice(later, action="delivered", status="2.0.0"), at=AT)
    assert open_tasks(harbor) == []


@pytest.mark.usefixtures("sending")
def test_a_server_that_refuses_the_address_for_good_is_asked_once_and_later_mail_closes_the_task(harbor, wren, monkeypatch):
    calls = []

    def refuse(message, **kwargs):
        calls.append(message)
        raise SMTPRecipientsRefused({"x": (550, b"no such user")})

    monkeypatch.setattr("network.mail.EmailMessage.send", refuse)
    mailed(harbor, wren)
    drain()
    (task,) = open_tasks(harbor)
    assert (len(calls), task.facts["failure"]) == (1, "refused")
    monkeypatch.setattr("network.mail.EmailMessage.send", lambda message, **kwargs: 1)
    mailed(harbor, wren, key="later", at=AT + timedelta(days=1))
    drain()
    assert open_tasks(harbor) == []


def test_an_address_that_is_none_is_a_task_at_once(harbor):
    assert mailed(harbor, "nobody at all").state == "failed"
    assert [task.facts["failure"] for task in open_tasks(harbor)] == ["address"]


def test_a_person_closes_it_with_what_was_done(harbor, wren):
    maya = cast.staff(harbor)
    row = mailed(harbor, wren)
    task = undelivered.failed(row, failure="5.1.1", at=AT)
    with pytest.raises(Refused) as refused:
        undelivered.settle(task, reason=" ", actor=maya, at=AT)
    assert refused.value.codes == ["no_reason"]
    undelivered.settle(task, reason="Called; sent by post.", actor=maya, at=AT)
    with pytest.raises(Refused) as refused:
        undelivered.settle(task, reason="Again.", actor=maya, at=AT)
    task.refresh_from_db()
    assert (refused.value.codes, task.done_by_id, task.done_at) == (["done_already"], maya.person_id, AT)


# ── At the terminal, on the page ─────────────────────────────────────────────


def test_a_mailbox_of_notifications_is_read_from_a_file_or_standard_input(harbor, wren, tmp_path, monkeypatch):
    first, second = mailed(harbor, wren), mailed(harbor, wren, key="second")
    box = b"".join(b"From MAILER-DAEMON Tue Nov 24 15:00:00 2026\n" + notice(row) + b"\n" for row in (first, second))
    (tmp_path / "box").write_bytes(box)
    out = StringIO()
    call_command("mail", "bounces", str(tmp_path / "box"), "--json", stdout=out)
    assert json.loads(out.getvalue())["failed"] == 2 and len(open_tasks(harbor)) == 2
    monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": BytesIO(box)}))
    call_command("mail", "bounces", "--json", stdout=StringIO())
    assert len(open_tasks(harbor)) == 2
    with pytest.raises(CommandError, match="No such file"):
        call_command("mail", "bounces", str(tmp_path / "none"))


def test_the_page_says_to_whom_and_why_and_closes_one(client, harbor, wren):
    maya = cast.staff(harbor)
    task = undelivered.failed(mailed(harbor, wren), failure="5.1.1", at=clock.now())
    client.force_login(User.objects.get(pk=maya.user_id))
    page = client.get("/harbor/mail/").content.decode()
    for said in ("There is no such mailbox. (5.1.1)", "Wren Halloway · t-00042@mail.example", "Network manager", "HB-0042"):
        assert said in page
    assert client.post(f"/harbor/mail/{task.pk}/", {"reason": ""}).status_code == 409
    assert RefusedAttempt.objects.get().codes == ["no_reason"]
    assert client.post(f"/harbor/mail/{task.pk}/", {"reason": "Called."}).status_code == 302
    assert "Everything arrived" in client.get("/harbor/mail/").content.decode()


def test_another_organization_neither_sees_nor_closes_it(client, harbor, wren):
    task = undelivered.failed(mailed(harbor, wren), failure="5.1.1", at=AT)
    summit = cast.organization("summit")
    other = cast.staff(summit, "Ada Fielding")
    client.force_login(User.objects.get(pk=other.user_id))
    assert client.get("/harbor/mail/").status_code == 404
    assert "t-00042" not in client.get("/summit/mail/").content.decode()
    assert client.post(f"/summit/mail/{task.pk}/", {"reason": "x"}).status_code == 404

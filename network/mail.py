"""Mail: an outbox row written with the change, sent by a job, in the recipient's language, without detail.

`templates/mail/<name>.txt` holds the body and `<name>_subject.txt` the subject. A mail may be sent twice after a crash,
then with the same Message-ID, so that mailboxes show it once.
"""

from smtplib import SMTPRecipientsRefused
from types import SimpleNamespace

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from network import clock, jobs
from network.jobs import job
from network.models import Message, User
from network.workflow import undelivered


def send(to, template, context=None, *, key, language=None, organization=None, at=None) -> Message:
    """Put one mail into the outbox, inside the caller's transaction; the same `key` again returns the first one.

    `to` is a User (her stored address and language) or an address. `context` holds JSON values: names, references, a
    path under `url` (with `once`, one that works once and is forgotten when sent); never what the mail is about in detail.
    An address that is none (an imported therapist without
    one) undoes nothing: the row is kept as not delivered.
    """
    row = drafted(to, template, context, key=key, language=language, organization=organization, at=at)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return Message.objects.everywhere(reason="a mail is written once per key").get(key=key)
    if row.state == Message.State.QUEUED:
        jobs.enqueue("network.send_message", key=str(row.reference), organization=organization, id=row.pk)
    else:
        undelivered.failed(row, failure="address", at=row.created_at)
    return row


def drafted(to, template, context=None, *, key, language=None, organization=None, at=None) -> Message:
    """One mail that is not in the outbox yet."""
    user = to if isinstance(to, User) else None
    language = language or (user.language if user else organization.language if organization else settings.LANGUAGE_CODE)
    context = context or {}
    subject, body = render(template, context, language=language, user=user, organization=organization)
    address = user.email if user else to
    return Message(
        key=key, organization=organization, recipient=user, address=address[:254], template=template, context=context,
        language=language, subject=subject, body=body, created_at=at or clock.now(),
        state=Message.State.QUEUED if deliverable(address) else Message.State.FAILED,
    )


def send_all(organization, rows: list[Message]) -> None:
    """As `send` for each of these that were drafted, in a few statements for all of them."""
    with transaction.atomic():
        known = set(Message.objects.within(organization).filter(key__in=[row.key for row in rows]).values_list("key", flat=True))
        fresh = Message.objects.within(organization).bulk_create([row for row in rows if row.key not in known])
        asked = {str(row.reference): {"id": row.pk} for row in fresh if row.state == Message.State.QUEUED}
        jobs.enqueue_all("network.send_message", asked, organization=organization)
        for row in fresh:
            if row.state == Message.State.FAILED:
                undelivered.failed(row, failure="address", at=row.created_at)


def deliverable(address: str) -> bool:
    """Whether this is one mail address and nothing else (at most 254 characters, RFC 5321)."""
    try:
        validate_email(address)
    except ValidationError:
        return False
    return len(address) <= 254


def render(template, context, *, language, user=None, organization=None) -> tuple[str, str]:
    """Subject (one line) and body in `language`."""
    values = {
        "name": called(user.person, language) if user else "",
        "language": language,
        "site_url": settings.SITE_URL,
        **context,
        "organization": SimpleNamespace(name=organization.name) if organization else None,
    }
    with translation.override(language):
        subject, body = (
            get_template(f"mail/{template}{part}.txt").template.render(Context(values, autoescape=False))
            for part in ("_subject", "")
        )
    return " ".join(subject.split())[:200], body.strip() + "\n"


def called(person, language) -> str:
    """How a mail addresses somebody, who has a given and a full name: Dutch by the given one, English by the whole."""
    return person.given_name if language == "nl" and person.given_name else person.full_name


def message_id(row: Message) -> str:
    """The same for every attempt to send this mail."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    return f"<{row.reference}@{domain}>"


def _given_up(*, id, failure="unreachable"):
    rows = Message.objects.everywhere(reason="a job loads its row by id")
    undelivered.failed(rows.select_related("organization").get(pk=id), failure=failure, at=clock.now())


@job(name="network.send_message", external=True, retries=8, backoff=60, given_up=_given_up)
def send_message(*, id):
    """Hand one mail to the mail server, or keep it in demo mode."""
    rows = Message.objects.everywhere(reason="a job loads its row by id")
    row = rows.select_related("organization").get(pk=id)
    if row.state in (Message.State.SENT, Message.State.KEPT):
        return
    if not settings.DEMO and not _taken(row):
        return
    state = Message.State.KEPT if settings.DEMO else Message.State.SENT
    rows.filter(pk=id, state=Message.State.QUEUED).update(state=state, sent_at=clock.now(), **_forgotten(row))
    undelivered.arrived(row, at=clock.now())


def _taken(row: Message) -> bool:
    """Whether the mail server took it; what it refuses for good is not tried again but becomes a task."""
    try:
        _deliver(row)
    except SMTPRecipientsRefused as refused:
        if not all(500 <= code < 600 for code, _said in refused.recipients.values()):
            raise
        _given_up(id=row.pk, failure="refused")
        return False
    return True


def _forgotten(row: Message) -> dict:
    """A link that works once is in the mail alone as soon as it left; the demo keeps it, since nobody gets the mail."""
    if settings.DEMO or not row.context.get("once"):
        return {}
    kept = {name: value for name, value in row.context.items() if name != "url"}
    return {"body": row.body.replace(row.context["url"], "…"), "context": kept}


def _deliver(row: Message) -> None:
    sender = row.organization.sender_email if row.organization else ""
    EmailMessage(
        row.subject, row.body, from_email=settings.DEFAULT_FROM_EMAIL, to=[row.address],
        reply_to=[sender] if sender else None, headers={"Message-ID": message_id(row), "Auto-Submitted": "auto-generated"},
    ).send()

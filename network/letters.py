"""Letters: a formal PDF in the recipient's language, written by a job and kept as a document of the organization.

`templates/letters/<kind>.html` extends `letters/base.html`. The HTML is made here, with every value escaped; WeasyPrint
turns it into a tagged PDF (PDF/UA-1) in a jail whose only fetcher knows `data:` and nothing else, so a link in somebody's
name or reason fetches nothing. The same letter gives the same bytes.

Everything a letter says is a copy frozen when it is asked for, kept with its hash: what changes afterwards (a name, a
letterhead, a due day, the organization's own wording) changes no letter that was asked for before.
"""

import hashlib
import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import pgettext_lazy

from network import clock, documents, jail, jobs
from network.access import system
from network.events import canonical, record
from network.jail import JailError, Limits
from network.jobs import job, once
from network.models import Letter
from network.queries.wordings import wording_on
from network.typography import addresses_whole, keep_together
from network.wording import day_in, filled

KIND = re.compile(r"^[a-z][a-z_]*$")
LIMITS = Limits(memory=1024 * 2**20, seconds=60, patience=120)

SUBJECTS = {
    "rights": pgettext_lazy("letter", "Your application to %(organization)s and your rights"),
    "receipt": pgettext_lazy("letter", "%(organization)s has received your application"),
    "reminder": pgettext_lazy("letter", "Reminder: %(organization)s waits for something from you"),
    "discrepancy": pgettext_lazy("letter", "%(organization)s found a difference in your information"),
    "closed": pgettext_lazy("letter", "Your application to %(organization)s is closed"),
    "conditional": pgettext_lazy("letter", "You are approved for the network of %(organization)s, with conditions"),
    "provisional": pgettext_lazy("letter", "You are provisionally approved for the network of %(organization)s"),
    "renewal": pgettext_lazy("letter", "Your next review at %(organization)s"),
    "expiry": pgettext_lazy("letter", "Something you showed %(organization)s is about to end"),
    "resignation": pgettext_lazy("letter", "You leave the network of %(organization)s"),
    "leave": pgettext_lazy("letter", "Your leave from the network of %(organization)s"),
    "approval": pgettext_lazy("letter", "You are approved for the network of %(organization)s"),
    "denial": pgettext_lazy("letter", "Your application to %(organization)s is denied"),
    "not_accepted": pgettext_lazy("letter", "We cannot take up your application to %(organization)s"),
    "vacated": pgettext_lazy("letter", "Your approval for the network of %(organization)s has been undone"),
    "information_request": pgettext_lazy("letter", "We need something from you for your application to %(organization)s"),
    "review_opened": pgettext_lazy("letter", "%(organization)s looks at your participation again"),
    "appeal_received": pgettext_lazy("letter", "Your appeal to %(organization)s is here"),
    "hearing_notice": pgettext_lazy("letter", "%(organization)s hears you about your appeal"),
    "appeal_settled": pgettext_lazy("letter", "What became of your appeal to %(organization)s"),
    "suspension": pgettext_lazy("letter", "%(organization)s suspends your participation"),
    "termination": pgettext_lazy("letter", "Your participation in the network of %(organization)s ends"),
    "restricted": pgettext_lazy("letter", "Your participation in the network of %(organization)s changes"),
    "action_undone": pgettext_lazy("letter", "What %(organization)s did about your participation is undone"),
    "recovery_opened": pgettext_lazy("letter", "%(organization)s paid you for a session that does not count"),
    "recovery_closed": pgettext_lazy("letter", "A session counts again: %(organization)s closes its claim"),
    "overpaid": pgettext_lazy("letter", "%(organization)s paid you more than was due"),
    "overpaid_closed": pgettext_lazy("letter", "Nothing was paid too much: %(organization)s closes its claim"),
    "standing_changed": pgettext_lazy("letter", "Something changed in your participation at %(organization)s"),
}


class LetterFailed(Exception):
    """The PDF could not be made; the message says why, for whoever runs the installation."""


def page_html(template: str, context: dict, *, language: str) -> str:
    """A template as the page its PDF is made from, every value escaped."""
    with translation.override(language):
        return addresses_whole(keep_together(render_to_string(template, {**context, "language": language})))


def render_pdf(template: str, context: dict, *, language: str) -> bytes:
    """A template as PDF in `language`. The same input gives the same bytes. Raises LetterFailed."""
    html = page_html(template, context, language=language)
    request = {"identifier": hashlib.sha256(html.encode()).hexdigest()[:32]}
    try:
        answer, pdf = jail.run("letters_child", request, html.encode(), LIMITS)
    except JailError as error:
        raise LetterFailed(f"WeasyPrint gave no PDF ({error.reason}). {error.log}".strip()) from error
    if not answer["ok"]:
        raise LetterFailed(answer["error"])
    return pdf


def issue(*, organization, practitioner, kind, context, reference, key, at, language=None) -> Letter:
    """Ask for one letter to a therapist, inside the caller's transaction; the same `key` again returns the first.

    `context` holds text, numbers, days, lists and dicts of them; see each template for the names it reads. The letter is
    there once its state is `issued` and its document is set.
    """
    language = language or language_of(practitioner, organization)
    own = wording_on(organization, kind, language, on=_day_of(organization, at))
    row = drafted(
        organization=organization, practitioner=practitioner, kind=kind, context=context, reference=reference, key=key, at=at,
        language=language, own=own,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return Letter.objects.within(organization).get(key=key)
    jobs.enqueue("network.write_letter", key=str(row.reference), organization=organization, id=row.pk)
    return row


def drafted(*, organization, practitioner, kind, context, reference, key, at, language, own) -> Letter:
    """One letter that is not asked for yet; `own` is what the organization adds to its kind that day, or None."""
    if not KIND.match(kind):
        raise ValueError(f"Not a kind of letter: {kind!r}")
    frozen = packed(_frozen(organization, practitioner, kind, context, reference, at, language, own))
    return Letter(
        key=key, organization=organization, practitioner=practitioner, kind=kind, about=reference, language=language,
        context=frozen, facts_sha256=facts_hash(frozen), requested_at=at,
    )


def issue_all(organization, rows: list[Letter]) -> None:
    """As `issue` for each of these that were drafted, in a few statements for all of them."""
    with transaction.atomic():
        known = set(Letter.objects.within(organization).filter(key__in=[row.key for row in rows]).values_list("key", flat=True))
        fresh = Letter.objects.within(organization).bulk_create([row for row in rows if row.key not in known])
        asked = {str(row.reference): {"id": row.pk} for row in fresh}
        jobs.enqueue_all("network.write_letter", asked, organization=organization)


def _day_of(organization, at):
    return at.astimezone(ZoneInfo(organization.zone)).date()


def _frozen(organization, practitioner, kind, context, reference, at, language, own) -> dict:
    """The letter's own values, and what every letter has, as they are now."""
    name, on = practitioner.person.full_name, _day_of(organization, at)
    with translation.override(language):
        subject = SUBJECTS[kind] % {"organization": organization.name} if kind in SUBJECTS else ""
    said = {"name": name, "organization": organization.name, "reference": reference, "day": day_in(language, on)}
    return {
        "recipient": name,
        "recipient_name": name,
        "on": on,
        "reference": reference,
        "subject": subject,
        "organization": {key: getattr(organization, key) for key in ("name", "letterhead", "country", "reply_to")},
        "wording": filled(own.text, said) if own else "",
        "wording_version": own.version if own else 0,
        **context,
    }


def facts_hash(frozen: dict) -> str:
    """The SHA-256 of a letter's frozen facts, in canonical JSON."""
    return hashlib.sha256(canonical(frozen).encode()).hexdigest()


def language_of(practitioner, organization) -> str:
    """Hers, when she has an account; else the organization's."""
    user = practitioner.person.account
    return user.language if user else organization.language


@job(name="network.write_letter", external=True, retries=5, backoff=60, lease=300)
def write_letter(*, id):
    """Make the PDF of a letter and keep it, once."""
    rows = Letter.objects.everywhere(reason="a job loads its row by id")
    letter = rows.select_related("organization", "practitioner__person").get(pk=id)
    if letter.state == Letter.State.ISSUED:
        return
    values = page_values(letter)
    pdf = render_pdf(f"letters/{letter.kind}.html", values, language=letter.language)
    with once(f"letter:{letter.reference}") as first:
        if first:
            _keep(letter, pdf, subject=values["subject"])


def _keep(letter, pdf, *, subject):
    at, actor = clock.now(), system("letters", letter.organization)
    letter.document = documents.keep_own(
        owner=letter.organization, kind="letter", content=pdf, content_type="application/pdf",
        filename=f"{letter.about or letter.kind}-{letter.kind}.pdf", actor=actor, at=at,
    )
    letter.state, letter.issued_at, letter.subject = Letter.State.ISSUED, at, subject[:200]
    letter.save()
    record(
        letter, "letter.issued", actor=actor, at=at, after={"kind": letter.kind, "facts_sha256": letter.facts_sha256},
        document={"reference": str(letter.document.reference), "kind": letter.kind, "sha256": letter.document.sha256},
    )


def page_values(letter: Letter) -> dict:
    """What the letter's template reads: its frozen facts. Raises LetterFailed when they are not those it was asked with."""
    if facts_hash(letter.context) != letter.facts_sha256:
        raise LetterFailed(f"The facts of letter {letter.reference} are not those it was asked for with.")
    return unpacked(letter.context)


# ── Days survive JSON ────────────────────────────────────────────────────────


def packed(value):
    """JSON of a context: days and instants are marked so that `unpacked` gives them back, text never becomes a day."""
    if isinstance(value, dict):
        return {str(key): packed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [packed(item) for item in value]
    if isinstance(value, datetime):
        return {"$instant": value.isoformat()}
    if isinstance(value, date):
        return {"$day": value.isoformat()}
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)


def unpacked(value):
    """The context again, with its days and instants."""
    if isinstance(value, list):
        return [unpacked(item) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"$day"}:
        return date.fromisoformat(value["$day"])
    if set(value) == {"$instant"}:
        return datetime.fromisoformat(value["$instant"])
    return {key: unpacked(item) for key, item in value.items()}

"""Asking a referee by mail, and what the link in it takes: an answer or a no, once, from whoever it was sent to.

The answer becomes the reference's evidence, *obtained* from the referee; a named person reviews it. The therapist never reads it.
"""

import hashlib
import json
import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from licensure.facts.questions import ASKABLE
from licensure.workflow.verifications import ask_source, obtain
from network import mail
from network.access import Action, Actor, ActorKind, require, system
from network.events import record
from network.nights import one_by_one
from network.queries.people import same_persons
from network.site import absolute
from network.transitions import Refusal, Refused
from network.workflow.invitations import hashed, in_language
from vetting.facts.clocks import clocks_of
from vetting.models import RefereeRequest
from vetting.queries.judging import day_of


def ask_referee(check, *, name, address, language, actor, at) -> RefereeRequest:
    """Send a referee the link to a short form; the check waits for the source. A link sent before stops working. Raises Refused."""
    require(actor, Action.OBTAIN, check)
    address = address.strip().lower()
    with transaction.atomic():
        if unmet := list(_may_ask(check, address)):
            raise Refused(unmet)
        _withdraw_open(check, actor=actor, at=at)
        on, token = day_of(check.organization, at), secrets.token_urlsafe(16)
        life = timedelta(days=clocks_of(check.organization, on)["referee_days"])
        row = RefereeRequest(
            organization=check.organization, verification=check, name=name.strip(), address=address, language=language,
            token_hash=hashed(token), asked_by_id=actor.person_id, asked_at=at, expires_at=at + life,
        )
        row.save()
        record(row, "referee.asked", actor=actor, at=at, after={"name": row.name, "address": row.address, "expires_at": row.expires_at})
        if check.state == "required":
            ask_source(check, source=row.name, due_on=on + life, actor=actor, at=at)
        _post(row, token, at)
    return row


def _may_ask(check, address):
    if check.element != "reference":
        yield Refusal("no_reference", _("This check is no reference."), _("Ask its source instead."))
    if check.state not in ASKABLE:
        yield Refusal("wrong_state", _("This reference is answered already."), _("Open a new check of it first."))
    hers = check.practitioner.person.users.filter(email__iexact=address).exists() or check.practitioner.email.lower() == address
    if hers:
        yield Refusal(
            "own_address", _("This is the therapist’s own address."), _("Use an address the referee can be reached at directly.")
        )


def _withdraw_open(check, *, actor, at):
    rows = RefereeRequest.objects.within(check.organization).select_for_update()
    for row in rows.unanswered().filter(verification=check):
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        record(row, "referee.withdrawn", actor=actor, at=at)


def remind(row, *, at) -> None:
    """Send the link again, as a new one: the old stops working, and how long it may be answered stays."""
    with transaction.atomic():
        row.refresh_from_db(fields=["sent"])
        token = secrets.token_urlsafe(16)
        row.token_hash, row.sent = hashed(token), row.sent + 1
        row.save(update_fields=["token_hash", "sent"])
        record(row, "referee.reminded", actor=system("nightly", row.organization), at=at, after={"sent": row.sent})
        _post(row, token, at)


def open_request(token: str, *, at) -> RefereeRequest | None:
    """The request this link opens at `at`; None when it is answered, replaced, too old or invented."""
    rows = RefereeRequest.objects.everywhere(reason="a link does not say which organization wrote it")
    row = rows.select_related("organization", "verification__practitioner__person").filter(token_hash=hashed(token)).first()
    return row if row and row.is_open and at <= row.expires_at else None


def speaks_of_herself(row, person_id) -> bool:
    """Whether whoever opened the link is the therapist it asks about, under any account of hers."""
    return person_id is not None and row.verification.practitioner.person_id in same_persons(person_id)


def answer(row, *, said: dict, at) -> None:
    """Keep what the referee says: relation, since (a year), rating 1 to 5, recommends (yes, reserved, no), comment, signed.

    The check's answer is obtained, its source the referee, with the fingerprint of the words. Raises Refused.
    """
    with transaction.atomic():
        row = _locked(row, at)
        kept = json.dumps(said, sort_keys=True, ensure_ascii=False)
        row.answered_at, row.answer = at, said
        row.save(update_fields=["answered_at", "answer"])
        fingerprint = hashlib.sha256(kept.encode()).hexdigest()
        record(row, "referee.answered", actor=_herself(row), at=at, after={"sha256": fingerprint})
        check = row.verification
        if check.state in ASKABLE:
            obtain(
                check, method="letter", source=row.name, query=row.address, as_of=day_of(row.organization, at),
                values=_values(said), artefact_sha256=fingerprint, actor=system("referee", row.organization), at=at,
            )


def _values(said: dict) -> dict:
    """What the reviewer sees of the answer; a doubt or words of the referee's own must be read before it is verified."""
    values = {name: said[name] for name in ("relation", "known_since", "rating", "recommends", "signed")}
    doubt = said["recommends"] != "yes" or said["rating"] < 3
    return values | ({"remarks": said["comment"] or said["recommends"]} if said["comment"] or doubt else {})


def decline(row, *, at) -> None:
    """The referee says nothing about her. It is not held against anybody; staff ask somebody else. Raises Refused."""
    with transaction.atomic():
        row = _locked(row, at)
        row.declined_at = at
        row.save(update_fields=["declined_at"])
        record(row, "referee.declined", actor=_herself(row), at=at)


def _locked(row, at) -> RefereeRequest:
    rows = RefereeRequest.objects.within(row.organization).select_for_update(of=("self",))
    found = rows.select_related("organization", "verification__practitioner__person").get(pk=row.pk)
    if not found.is_open or at > found.expires_at:
        raise Refused([Refusal("not_open", _("This was answered before, or it is too late."), _("Ask for a new link."))])
    return found


def _herself(row) -> Actor:
    return Actor(label=row.name, kind=ActorKind.GUEST, organization_id=row.organization_id)


def _post(row, token, at) -> None:
    context = {
        "name": row.name, "therapist": row.verification.practitioner.person.full_name, "once": True,
        "url": absolute(reverse("referee", kwargs={"token": token})),
        "until": in_language(row.language, row.expires_at, row.organization.zone),
    }
    message = mail.send(
        row.address, "referee", context, key=f"referee:{row.pk}:{row.sent}", language=row.language, organization=row.organization,
        at=at,
    )
    if not mail.deliverable(message.address):
        raise ValidationError({"address": _("This is no e-mail address.")})


def remind_referees(organization, *, at) -> int:
    """Send every link nobody used again on the days of the organization's ladder; how many were sent."""
    on = day_of(organization, at)
    ladder = sorted(clocks_of(organization, on)["referee_reminders"])
    rows = RefereeRequest.objects.within(organization).unanswered().filter(expires_at__gt=at)

    def reached(row) -> bool:  # the first mail is no reminder; a night that was slept through is made up for once
        return sum(step <= (on - day_of(organization, row.asked_at)).days for step in ladder) >= row.sent

    def send(row) -> int:
        remind(row, at=at)
        return 1

    due = [row for row in rows.select_related("organization", "verification__practitioner__person") if reached(row)]
    return one_by_one(due, send, about=lambda row: row.verification.practitioner.reference)

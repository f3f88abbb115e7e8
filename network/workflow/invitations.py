"""Invitations: to a colleague with her roles, to a therapist, to the owner of an imported profile.

Bound to one address and purpose, good once and for two weeks. The link's token (128 random bits) is in the mail alone;
the row keeps its hash. Whoever invited must still have the right when it is accepted.
"""

import hashlib
import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from network import mail
from network.access import Action, Role, require
from network.events import record
from network.formats import day_long
from network.models import Invitation, Membership, Organization, Participation, User
from network.queries.accounts import in_force
from network.site import absolute
from network.transitions import Refusal, Refused
from network.workflow.staff import auditor_refusals, still

LIFE = timedelta(days=14)
WRONG_NUMBERS = 5  # license numbers one may type wrong before the invitation closes
NEEDED = {
    Invitation.Kind.STAFF: Action.MANAGE_STAFF,
    Invitation.Kind.THERAPIST: Action.INVITE_THERAPIST,
    Invitation.Kind.CLAIM: Action.INVITE_THERAPIST,
}
MAILS = {
    Invitation.Kind.STAFF: "staff_invitation",
    Invitation.Kind.THERAPIST: "invitation",
    Invitation.Kind.CLAIM: "claim_invitation",
}


def invite_colleague(*, organization, address, roles, actor, at, **name) -> Invitation:
    """Invite somebody to work here with these roles. `name`: given_name, family_name, prefix, language. Raises Refused."""
    require(actor, Action.MANAGE_STAFF, organization)
    roles = sorted({str(Role(role)) for role in roles})
    if not roles:
        raise Refused([Refusal("no_role", _("A colleague has at least one role."), _("Choose a role."))])
    if unmet := auditor_refusals(roles):
        raise Refused(unmet)
    members = Membership.objects.within(organization).filter(user__email__iexact=address)
    if any(in_force(row, at) for row in members):
        raise Refused([Refusal("already_here", _("This person already works here."), _("Change the roles instead."))])
    return _invite(Invitation.Kind.STAFF, organization, address, actor, at, roles=roles, **name)


def invite_therapist(*, organization, address, actor, at, **name) -> Invitation:
    """Invite a therapist to apply. What she then is and does elsewhere stays unknown here. Raises Refused."""
    require(actor, Action.INVITE_THERAPIST, organization)
    accounts = User.objects.filter(email__iexact=address).values("person")
    rows = Participation.objects.within(organization).filter(practitioner__person__in=accounts)
    if rows.exclude(state__in=("declined", "ended")).exists():
        raise Refused([Refusal("already_here", _("This person already takes part here."), _("Look under the name."))])
    return _invite(Invitation.Kind.THERAPIST, organization, address, actor, at, **name)


def invite_owner(*, practitioner, organization, address, actor, at, language="") -> Invitation:
    """Invite the therapist an imported profile is about to take it over. Raises Refused."""
    require(actor, Action.INVITE_THERAPIST, practitioner)
    if practitioner.imported_by_id != organization.pk or practitioner.claimed_at is not None:
        words = _("This profile is not an unclaimed one of yours.")
        raise Refused([Refusal("not_imported", words, _("Invite them as a therapist instead."))])
    person = practitioner.person
    name = {"given_name": person.given_name, "prefix": person.prefix, "family_name": person.family_name, "language": language}
    return _invite(Invitation.Kind.CLAIM, organization, address, actor, at, practitioner=practitioner, **name)


def _invite(kind, organization, address, actor, at, *, language="", **fields) -> Invitation:
    address = address.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValidationError({"address": error.messages}) from None
    rows = Invitation.objects.within(organization).open().filter(address=address)
    with transaction.atomic():
        Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
        if rows.filter(kind=kind).exists():
            words = _("This address has an open invitation.")
            raise Refused([Refusal("already_invited", words, _("Send that one again, or withdraw it first."))])
        token = secrets.token_urlsafe(16)
        row = Invitation(
            organization=organization, kind=kind, address=address, language=language or organization.language,
            token_hash=hashed(token), invited_by_id=actor.person_id, inviter_id=actor.user_id, invited_at=at,
            expires_at=at + LIFE, **fields,
        )
        row.full_clean(validate_constraints=False)
        row.save()
        record(row, "invitation.sent", actor=actor, at=at, after=_told(row))
        _post(row, token, at)
    return row


def resend(invitation, *, actor, at) -> None:
    """Send it again with a new link; the old one stops working. From now on it stands on this colleague's rights."""
    with transaction.atomic():
        row = _still_open(invitation, actor, at)
        token = secrets.token_urlsafe(16)
        row.token_hash, row.expires_at, row.sent, row.failed = hashed(token), at + LIFE, row.sent + 1, 0
        row.invited_by_id, row.inviter_id = actor.person_id, actor.user_id
        row.save()
        record(row, "invitation.resent", actor=actor, at=at, after={"expires_at": row.expires_at})
        _post(row, token, at)


def revoke(invitation, *, actor, at) -> None:
    """Withdraw it: the link stops working."""
    with transaction.atomic():
        row = _still_open(invitation, actor, at)
        row.revoked_at, row.revoked_by_id = at, actor.person_id
        row.save()
        record(row, "invitation.revoked", actor=actor, at=at, after={"address": row.address})


def _still_open(invitation, actor, at) -> Invitation:
    require(actor, NEEDED[invitation.kind], invitation)
    require(still(actor, invitation.organization, at=at), NEEDED[invitation.kind], invitation)
    row = lock(invitation)
    if row.accepted_at or row.revoked_at:
        raise Refused([Refusal("not_open", _("This invitation was accepted or withdrawn before."), _("Load the page again."))])
    return row


def lock(invitation) -> Invitation:
    """The row as it is now, locked for the rest of the transaction."""
    rows = Invitation.objects.within(invitation.organization).select_for_update(of=("self",))
    return rows.select_related("organization", "practitioner__person", "inviter").get(pk=invitation.pk)


def open_invitation(token: str, *, at) -> Invitation | None:
    """The invitation this link opens at the instant `at`; None when it is used, withdrawn, replaced, too old or invented."""
    rows = Invitation.objects.everywhere(reason="a link does not say which organization wrote it")
    row = rows.open().select_related("organization", "practitioner__person", "inviter").filter(token_hash=hashed(token)).first()
    return row if row and at <= row.expires_at else None


def hashed(token: str) -> str:
    """How a token is kept: SHA-256, which needs no salt for 128 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def _told(row) -> dict:
    return {"kind": row.kind, "address": row.address, "roles": row.roles, "expires_at": row.expires_at}


def _post(row, token, at) -> None:
    context = {
        "name": mail.called(row, row.language), "url": absolute(reverse("invitation", kwargs={"token": token})), "once": True,
        "until": in_language(row.language, row.expires_at, row.organization.zone),
    }
    mail.send(
        row.address, MAILS[row.kind], context, key=f"invitation:{row.pk}:{row.sent}", language=row.language,
        organization=row.organization, at=at,
    )


def in_language(language, instant, zone) -> str:
    """The day as the reader of a mail in this language writes it."""
    with translation.override(language):
        return day_long(instant, zone)

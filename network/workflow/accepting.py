"""Accepting an invitation: with a new account, or as the account that has the address. Everything is asked again at that moment."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import actor_for, can, therapist_actor
from network.events import record
from network.models import Invitation, Person, User
from network.transitions import Refusal, Refused
from network.workflow.claims import check_number, make_claim
from network.workflow.invitations import NEEDED, lock
from network.workflow.people import become_practitioner
from network.workflow.revising import day_of
from network.workflow.staff import join, newcomer
from network.workflow.standing import take_part


def accept_anew(invitation, *, password, given_name, family_name, prefix="", number="", at) -> User:
    """Make the account the invitation is for, with this password, and take up what it offers. Raises Refused."""
    _check(invitation, number, at=at)
    with transaction.atomic():
        row = _usable(invitation, at)
        if User.objects.filter(email__iexact=row.address).exists():
            words = _("There is an account with this address by now.")
            raise Refused([Refusal("has_account", words, _("Sign in with it, then open the invitation again."))])
        person = Person(given_name=given_name, prefix=prefix, family_name=family_name)
        person.full_clean()
        person.save()
        user = User.objects.create_user(row.address, password, person=person, language=row.language, joined_at=at)
        record(user, "account.created", actor=newcomer(user, row.organization), at=at, after={"email": user.email})
        _take_up(row, user, number, at)
    return user


def accept_as(invitation, *, user, number="", at) -> None:
    """Take up what the invitation offers as the account it was written to. Raises Refused."""
    _check(invitation, number, user=user, at=at)
    with transaction.atomic():
        _take_up(_usable(invitation, at), user, number, at)


def _check(invitation, number, *, at, user=None):
    if user is not None and user.email.lower() != invitation.address:
        words = _("This invitation was written to another address.")
        raise Refused([Refusal("wrong_address", words, _("Sign out, and sign in with the address it was sent to."))])
    if unmet := usable_refusals(invitation, at=at):
        raise Refused(unmet)
    if invitation.kind == Invitation.Kind.CLAIM:
        check_number(invitation, number, at=at)  # before the transaction: a wrong number must stay counted


def usable_refusals(invitation, *, at) -> list[Refusal]:
    """Why nobody can accept it now; empty when somebody can."""
    if invitation.accepted_at or invitation.revoked_at or at > invitation.expires_at:
        return [Refusal("not_open", _("This invitation no longer works."), _("Ask whoever invited you for a new one."))]
    organization = invitation.organization
    inviter = actor_for(invitation.inviter, organization, on=day_of(organization, at))
    if inviter is None or not can(inviter, NEEDED[invitation.kind], organization):
        words = _("Who invited you may no longer do so at %(name)s.") % {"name": organization.name}
        return [Refusal("inviter_may_not", words, _("Ask them to send the invitation again; a colleague can."))]
    return []


def _usable(invitation, at) -> Invitation:
    row = lock(invitation)
    if unmet := usable_refusals(row, at=at):
        raise Refused(unmet)
    return row


def _take_up(row, user, number, at) -> None:
    row.accepted_at, row.accepted_by = at, user
    row.save(update_fields=["accepted_at", "accepted_by"])
    record(row, "invitation.accepted", actor=newcomer(user, row.organization), at=at, after={"kind": row.kind, "email": user.email})
    if row.kind == Invitation.Kind.STAFF:
        join(organization=row.organization, user=user, roles=row.roles, at=at)
    elif row.kind == Invitation.Kind.THERAPIST:
        practitioner = become_practitioner(user.person, email=user.email, at=at)
        take_part(organization=row.organization, practitioner=practitioner, actor=therapist_actor(practitioner, user), at=at)
    else:
        make_claim(row, user, number=number, at=at)

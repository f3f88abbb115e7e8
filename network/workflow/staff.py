"""Who works for an organization, and as what: joining by invitation, new roles, leaving. Only an administrator, never alone for herself."""

from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network import mail
from network.access import Action, Actor, ActorKind, Role, actor_for, require
from network.dates import ONE_DAY
from network.events import record
from network.models import Membership, Organization
from network.queries.accounts import in_force
from network.queries.people import same_persons
from network.transitions import Refusal, Refused
from network.workflow.revising import day_of


def join(*, organization, user, roles, at) -> Membership:
    """The account takes up these roles, as her invitation says; what she had before and ended is not given back."""
    membership = Membership.objects.within(organization).select_for_update().filter(user=user).first()
    before = sorted(membership.roles) if membership and in_force(membership, at) else []
    if membership is None:
        membership = Membership(organization=organization, user=user, person=user.person)
    elif not before:
        membership.starts_on = day_of(organization, at)
    membership.roles, membership.ends_on = sorted({*before, *roles}), None
    membership.full_clean()
    membership.save()
    after = {"roles": membership.roles, "email": user.email}
    record(membership, "membership.joined", actor=newcomer(user, organization), at=at, before={"roles": before}, after=after)
    return membership


def newcomer(user, organization) -> Actor:
    """Who accepts an invitation: herself, with no rights in the organization yet."""
    return Actor(
        label=user.person.full_name, kind=ActorKind.STAFF, person_id=user.person_id, user_id=user.pk, organization_id=organization.pk
    )


def change_roles(membership, *, roles, actor, at) -> None:
    """Give a colleague exactly these roles. Raises Refused, and Forbidden when the actor is no administrator any more."""
    roles = sorted({str(Role(role)) for role in roles})
    with _locked(membership, actor, at):
        before = sorted(membership.roles)
        if unmet := role_refusals(membership, roles, actor=actor, at=at):
            raise Refused(unmet)
        if roles == before:
            return
        membership.roles = roles
        membership.save(update_fields=["roles"])
        event = record(membership, "membership.roles", actor=actor, at=at, before={"roles": before}, after={"roles": roles})
        mail.send(membership.user, "roles_changed", key=f"roles:{event.pk}", organization=membership.organization, at=at)


def end_membership(membership, *, last_day, actor, at) -> None:
    """Her last day here, which may be yesterday: then her next click already finds nothing. Raises Refused and Forbidden."""
    with _locked(membership, actor, at):
        if unmet := end_refusals(membership, last_day, actor=actor, at=at):
            raise Refused(unmet)
        before, membership.ends_on = membership.ends_on, last_day
        if membership.starts_on and membership.starts_on > last_day:
            membership.starts_on = last_day
        membership.save(update_fields=["ends_on", "starts_on"])
        event = record(membership, "membership.ended", actor=actor, at=at, before={"ends_on": before}, after={"ends_on": last_day})
        mail.send(membership.user, "membership_ended", key=f"ended:{event.pk}", organization=membership.organization, at=at)


def set_audit(membership, *, first, last, last_day, actor, at) -> None:
    """What an auditor reads: people decided on from `first` through `last`, until her `last_day`. Raises Refused and Forbidden."""
    with _locked(membership, actor, at):
        if unmet := audit_refusals(membership, first, last, last_day, actor=actor, at=at):
            raise Refused(unmet)
        names = ("audit_first", "audit_last", "ends_on")
        before = {name: getattr(membership, name) for name in names}
        after = dict(zip(names, (first, last, last_day), strict=True))
        if before == after:
            return
        for name, value in after.items():
            setattr(membership, name, value)
        membership.save(update_fields=names)
        record(membership, "membership.audit", actor=actor, at=at, before=before, after=after)


def audit_refusals(membership, first=None, last=None, last_day=None, *, actor, at) -> list[Refusal]:
    """Why the actor may not say what this auditor reads; asked without days for the page."""
    unmet = _own(membership, actor)
    if not membership.audits:
        words = _("This colleague is no auditor.")
        unmet.append(Refusal("no_auditor", words, _("Give the role of auditor, and no other, first.")))
    if first and last and last < first:
        unmet.append(Refusal("days_in_order", _("The first day lies after the last one."), _("Change one of the two.")))
    if last_day is not None and last_day < day_of(membership.organization, at):
        unmet.append(Refusal("in_the_past", _("This day has passed."), _("Choose today or a later day, or end the work here.")))
    return unmet


def role_refusals(membership, roles=None, *, actor, at) -> list[Refusal]:
    """Why the actor may not give this colleague other roles; asked without `roles` for the page."""
    unmet = _own(membership, actor)
    if roles is not None and not roles:
        unmet.append(Refusal("no_role", _("A colleague has at least one role."), _("End the membership if they no longer work here.")))
    if roles is not None:
        unmet += auditor_refusals(roles)
    if roles is not None and Role.ADMIN not in roles:
        unmet += _last_administrator(membership, day_of(membership.organization, at))
    return unmet


def auditor_refusals(roles) -> list[Refusal]:
    """Why nobody has these roles at once: an auditor reads, and does nothing else."""
    if Role.AUDITOR not in roles or len(set(roles)) == 1:
        return []
    words = _("An auditor reads and does nothing else, so this role stands alone.")
    return [Refusal("auditor_alone", words, _("Leave out the other roles, or leave out this one."))]


def end_refusals(membership, last_day=None, *, actor, at) -> list[Refusal]:
    """Why the actor may not end this membership on that day; asked without a day for the page."""
    today = day_of(membership.organization, at)
    unmet = [*_own(membership, actor), *_last_administrator(membership, last_day or today)]
    if last_day is not None and last_day < today - ONE_DAY:
        unmet.append(Refusal("in_the_past", _("This day has passed."), _("Choose yesterday to end it now, today or a later day.")))
    return unmet


def _own(membership, actor) -> list[Refusal]:
    if membership.person_id not in same_persons(actor.person_id):
        return []
    return [Refusal("own_membership", _("This is your own membership."), _("Another administrator changes it; appoint one first."))]


def _last_administrator(membership, last_day) -> list[Refusal]:
    """After `last_day` somebody else must still be able to manage staff, and for as long as nobody says otherwise."""
    if Role.ADMIN not in membership.roles:
        return []
    others = Membership.objects.within(membership.organization).exclude(pk=membership.pk).filter(ends_on__isnull=True)
    if any(Role.ADMIN in row.roles and (row.starts_on is None or row.starts_on <= last_day) for row in others):
        return []
    words = _("Without this colleague nobody could manage staff accounts.")
    return [Refusal("last_administrator", words, _("Give somebody else the role of administrator first."))]


@contextmanager
def _locked(membership, actor, at):
    """One at a time per organization, with both sides read again: two administrators cannot remove each other at once."""
    with transaction.atomic():
        organization = Organization.objects.select_for_update(no_key=True).get(pk=membership.organization_id)
        membership.refresh_from_db()
        require(still(actor, organization, at=at), Action.MANAGE_STAFF, membership)
        yield


def still(actor, organization, *, at) -> Actor:
    """What the actor may do here at this instant, read anew; the roles she came with may be gone."""
    row = Membership.objects.within(organization).filter(user=actor.user_id).select_related("user").first()
    now = actor_for(row.user, organization, on=day_of(organization, at)) if row else None
    return now or Actor(label=actor.label, kind=ActorKind.STAFF, person_id=actor.person_id, organization_id=organization.pk)

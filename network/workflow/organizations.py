"""An organization begins, with its first administrator, and changes what it says of itself."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Role
from network.events import record
from network.models import Membership, Organization, Person, User


@transaction.atomic
def create_organization(*, actor, at, **fields) -> Organization:
    """A new tenant. `fields` are those of `Organization`. Raises ValidationError, with every wrong field named."""
    organization = Organization(**fields)
    _insist(organization)
    organization.save()
    after = {name: fields[name] for name in sorted(fields)}
    record(organization, "organization.created", actor=actor, at=at, after=after)
    return organization


@transaction.atomic
def change_organization(organization, *, actor, at, **fields) -> Organization:
    """Other letterhead, sender, name or zone: the fields given, where they differ. Raises ValidationError like creation.

    Address, country, currency and prefix stay: references, amounts and links rest on them.
    """
    row = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    before = {name: getattr(row, name) for name in sorted(fields) if getattr(row, name) != fields[name]}
    if not before:
        return row
    for name in before:
        setattr(row, name, fields[name])
    _insist(row)
    row.save()
    after = {name: fields[name] for name in before}
    record(row, "organization.changed", actor=actor, at=at, before=before, after=after)
    return row


def _insist(organization) -> None:
    if organization.zone not in available_timezones():
        raise ValidationError({"zone": [_("This is no time zone. One is written like America/Denver.")]})
    organization.full_clean()


@transaction.atomic
def appoint(*, organization, email, given_name, family_name, prefix="", roles=(Role.ADMIN,), starts_on=None, actor, at):
    """Give the account with this address roles in the organization, making account and person where there are none.

    Returns the Membership. An account that exists keeps its person; roles it already has here stay. Raises ValidationError.
    """
    try:
        validate_email(email)
    except ValidationError as error:
        raise ValidationError({"email": error.messages}) from None
    user = User.objects.filter(email__iexact=email).select_related("person").first()
    if user is None:
        person = Person(given_name=given_name, prefix=prefix, family_name=family_name)
        person.full_clean()
        person.save()
        user = User.objects.create_user(email, person=person, language=organization.language, joined_at=at)
    membership = Membership.objects.within(organization).filter(user=user).first()
    before = sorted(membership.roles) if membership else []
    if membership is None:
        membership = Membership(organization=organization, user=user, person=user.person, starts_on=starts_on)
    membership.roles = sorted({*before, *(str(Role(role)) for role in roles)})
    membership.full_clean()
    membership.save()
    record(
        membership,
        "membership.appointed",
        actor=actor,
        at=at,
        before={"roles": before},
        after={"roles": membership.roles, "email": user.email},
    )
    return membership

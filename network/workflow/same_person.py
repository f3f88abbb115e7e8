"""Two person rows that are one natural person: suspected by one colleague, confirmed or cleared by another.

A suspicion counts at once, because separation of duties is worth more than a day's delay.
"""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, Forbidden, not_allowed, require
from network.events import record
from network.guards_accounts import link_refusals
from network.models import Organization, PersonLink
from network.queries.same_person import known_persons, links_within
from network.transitions import Refusal, Refused


def suspect_same_person(*, one, other, reason, actor, at) -> PersonLink:
    """Link two people of the actor's organization. Said again, the first link stays. Raises Forbidden and Refused."""
    organization = _organization(actor)
    low, high = sorted((one, other), key=lambda person: person.pk)
    if low == high:
        raise Refused([Refusal("same_row", _("These are one person already."), _("Name two different people."))])
    if known_persons(organization).filter(pk__in=(low.pk, high.pk)).count() != 2:
        raise Forbidden(not_allowed(Action.LINK_PERSONS))
    if not str(reason).strip():
        raise Refused([Refusal("no_reason", _("A reason is missing."), _("Say what the two have in common."))])
    with transaction.atomic():
        values = {"reason": reason[:300], "proposed_by_id": actor.person_id}
        link, fresh = PersonLink.objects.get_or_create(one=low, other=high, defaults=values)
        if fresh:
            record(organization, "person.linked", actor=actor, at=at, after=_told(link), reason=reason)
    return link


def confirm_same_person(link, *, actor, at, reason=""):
    """A second person confirms the link. Raises Forbidden and Refused."""
    organization = _organization(actor, link)
    with transaction.atomic():
        link = PersonLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
        if unmet := link_refusals(link, actor=actor):
            raise Refused(unmet)
        link.confirmed_by_id = actor.person_id
        link.full_clean()
        link.save()
        return record(organization, "person.link_confirmed", actor=actor, at=at, after=_told(link), reason=reason)


def clear_same_person(link, *, reason, actor, at):
    """A second person says that these are two people after all; what was done meanwhile stays. Raises Forbidden and Refused."""
    organization = _organization(actor, link)
    if not str(reason).strip():
        raise Refused([Refusal("no_reason", _("A reason is missing."), _("Say how you know that these are two people."))])
    with transaction.atomic():
        link = PersonLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
        if unmet := link_refusals(link, actor=actor, confirming=False):
            raise Refused(unmet)
        event = record(organization, "person.link_cleared", actor=actor, at=at, before=_told(link), reason=reason)
        link.delete()
        return event


def _organization(actor, link=None) -> Organization:
    require(actor, Action.LINK_PERSONS)
    organization = Organization.objects.get(pk=actor.organization_id)
    if link is not None and not links_within(organization).filter(pk=link.pk).exists():
        raise Forbidden(not_allowed(Action.LINK_PERSONS))
    return organization


def _told(link) -> dict:
    return {"one": link.one_id, "other": link.other_id, "names": [link.one.full_name, link.other.full_name]}

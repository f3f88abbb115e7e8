"""Who is known in an organization, and which of them may be one person."""

from django.db.models import Q

from network.models import Membership, Participation, Person, PersonLink, Practitioner


def known_persons(organization):
    """Everybody who works or worked here, or takes part as a therapist."""
    working = Membership.objects.within(organization).values("person")
    taking = Participation.objects.within(organization).values("practitioner__person")
    return Person.objects.filter(Q(pk__in=working) | Q(pk__in=taking))


def links_within(organization):
    """The suspected and confirmed links between people of this organization."""
    known = known_persons(organization).values("pk")
    rows = PersonLink.objects.filter(one__in=known, other__in=known)
    return rows.select_related("one", "other", "proposed_by", "confirmed_by").order_by("-pk")


def person_named(organization, text: str) -> Person | None:
    """The person of this organization with this e-mail address or therapist's reference; None when there is none."""
    text = text.strip()
    therapist = Practitioner.objects.within(organization).filter(reference__iexact=text).select_related("person").first()
    if therapist:
        return therapist.person
    return known_persons(organization).filter(users__email__iexact=text).first()

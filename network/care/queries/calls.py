"""What the page of a call reads."""

from network.care.matching import Wish, within
from network.care.models import Availability, Contact, CrisisLine, Referral
from network.dates import At
from network.models import Panel


def wish_of(contact: Contact, at) -> Wish:
    """What the call asks for, now."""
    organization = contact.organization
    point = None if contact.latitude is None else (contact.latitude, contact.longitude)
    return Wish(
        service=contact.service, jurisdiction=contact.jurisdiction or organization.country, point=point, at=at,
        on=At(at).day_in(organization.zone), mode=contact.mode, language=contact.language, gender=contact.gender, hours=contact.hours,
        max_km=contact.max_km, age_band=contact.age_band, panel=contact.panel.code if contact.panel else "",
    )


def panels_of(organization):
    """The panels of the organization, by name."""
    return Panel.objects.within(organization).order_by("name")


def referral_of(contact: Contact) -> Referral | None:
    """The referral this call led to, unless it came to nothing or went on to somebody else."""
    rows = Referral.objects.within(contact.organization).filter(contact=contact).exclude(state__in=("withdrawn", "transferred"))
    return rows.select_related("organization").first()


def handed_on(contact: Contact):
    """The referrals of a call that were transferred, the latest first: whoever had them has had this client."""
    rows = Referral.objects.within(contact.organization).filter(contact=contact, state="transferred")
    return rows.order_by("-made_at", "-pk")


def had_before(contact: Contact) -> frozenset[int]:
    """Participations that handed this client on: somebody else is looked for."""
    return frozenset(handed_on(contact).values_list("placed_with_id", flat=True))


def languages_of(organization, participations) -> dict[int, list[str]]:
    """In what each of them works."""
    rows = Availability.objects.within(organization).filter(participation__in=participations)
    return dict(rows.values_list("participation_id", "languages"))


def crisis_lines(organization, jurisdiction: str) -> list[CrisisLine]:
    """The lines that count where the caller is, the nearest first; all of them while that is not known."""
    rows = list(CrisisLine.objects.within(organization))
    around = within(jurisdiction)
    mine = [row for row in rows if row.place in around]
    return sorted(mine, key=lambda row: around.index(row.place)) if mine else rows

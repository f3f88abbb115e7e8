"""Mails to therapists: that there is an offer, or is no more, or that something is to be confirmed. Never for whom or about what."""

from network import mail
from network.letters import language_of


def tell(offer, template: str, *, at) -> None:
    """One mail to the therapist of an offer, once per offer and kind."""
    write(offer.participation, template, url=f"/me/referrals/{offer.pk}/", key=str(offer.pk), at=at)


def write(participation, template: str, *, url: str, key: str, once=False, at) -> None:
    """One mail with a link, once per key; none where nobody can be reached. `once`: the link works once and is kept nowhere else."""
    practitioner, organization = participation.practitioner, participation.organization
    to = practitioner.person.users.filter(is_active=True).order_by("pk").first() or practitioner.email
    if to:
        mail.send(
            to, template, {"url": url} | ({"once": True} if once else {}), key=f"{template}:{key}", at=at, organization=organization,
            language=language_of(practitioner, organization),
        )

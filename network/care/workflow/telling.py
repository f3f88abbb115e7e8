"""Mails about offers: that there is one, or is no more. Never for whom, about what, or of which employer."""

from network import mail
from network.letters import language_of


def tell(offer, template: str, *, at) -> None:
    """One mail to the therapist of an offer, once per offer and kind; none where nobody can be reached."""
    practitioner = offer.participation.practitioner
    to = practitioner.person.users.filter(is_active=True).order_by("pk").first() or practitioner.email
    if not to:
        return
    mail.send(
        to, template, {"url": f"/me/referrals/{offer.pk}/"}, key=f"{template}:{offer.pk}", at=at, organization=offer.organization,
        language=language_of(practitioner, offer.organization),
    )

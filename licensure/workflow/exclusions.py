"""What a confirmed exclusion sets going: the organization's own people hear of it, other organizations are only asked."""

from django.conf import settings
from django.urls import reverse

from licensure.models import Hit
from licensure.workflow.screening import screen_practitioner
from network import mail
from network.access import Role, system
from network.models import Membership, Participation

COMPLIANCE = (Role.DIRECTOR, Role.NETWORK_MANAGER, Role.ADMIN)  # who ends a participation, tells clients and authorities
OUT = ("declined", "ended")


def tell_compliance(hit: Hit, *, at) -> int:
    """One mail without names to everyone who has to act now; how many. The therapist hears through her changed standing."""
    address = settings.SITE_URL.rstrip("/") + reverse("match", kwargs={"organization": hit.organization.slug, "pk": hit.pk})
    members = Membership.objects.within(hit.organization).current(hit.known_on).select_related("user")
    told = [member.user for member in members if set(member.roles) & set(COMPLIANCE)]
    for user in told:
        key = f"exclusion:{hit.pk}:{hit.settled_at.isoformat()}:{user.pk}"
        mail.send(user, "exclusion_confirmed", {"url": address}, key=key, organization=hit.organization, at=at)
    return len(told)


def raise_elsewhere(hit: Hit, *, at) -> int:
    """Screen her against that list wherever else she takes part and the row is not known yet; in how many organizations.

    They get the hit, to judge themselves: neither that it was confirmed nor by whom, nor that somebody else knows her.
    """
    rows = Participation.objects.everywhere(reason="a confirmed exclusion is looked for wherever she takes part")
    rows = rows.filter(practitioner=hit.practitioner).exclude(organization=hit.organization_id).exclude(state__in=OUT)
    asked = 0
    for row in rows.select_related("organization", "practitioner__person").order_by("pk"):
        if not Hit.objects.within(row.organization).filter(practitioner=hit.practitioner, entry=hit.entry_id).exists():
            screen_practitioner(
                organization=row.organization, practitioner=row.practitioner, actor=system("screening", row.organization), at=at,
                lists=[hit.entry.exclusion_list_id],
            )
            asked += 1
    return asked

"""What an account is part of: where it works on a day."""

from zoneinfo import ZoneInfo

from network.models import Claim, Membership


def workplaces(user, *, at) -> list[Membership]:
    """Her memberships in force at the instant `at`, each judged by its organization's own day; by organization name."""
    rows = Membership.objects.everywhere(reason="which organizations this account works for").filter(user=user)
    return [row for row in rows.select_related("organization", "person").order_by("organization__name", "pk") if in_force(row, at)]


def in_force(membership, at) -> bool:
    """Whether the membership counts at the instant `at`: both its days are included, in the organization's zone."""
    day = at.astimezone(ZoneInfo(membership.organization.zone)).date()
    begun = membership.starts_on is None or membership.starts_on <= day
    return begun and (membership.ends_on is None or membership.ends_on >= day)


def ended_audit(user, organization, *, on) -> Membership | None:
    """Her account as an auditor here that ended before the day `on`; None when she has another or never had one."""
    row = Membership.objects.within(organization).filter(user=user, ends_on__lt=on).select_related("organization").first()
    return row if row and row.audits else None


def waiting_claims(user) -> list[Claim]:
    """Profiles she says are hers, which nobody confirmed yet."""
    rows = Claim.objects.everywhere(reason="what somebody waits for in every organization").filter(user=user, state="made")
    return list(rows.select_related("organization"))

"""The rollouts of an organization as the rules take them, and which class of person somebody is."""

from datetime import date

from vetting import rollouts, rules
from vetting.facts.policies import policies_of
from vetting.models import Application, Decision, Rollout
from vetting.models.application import OPEN
from vetting.rollouts import Who


def rollouts_of(organization) -> tuple[rollouts.Rollout, ...]:
    """Every rollout of an approved version. One query."""
    rows = Rollout.objects.within(organization).filter(policy__state="approved").select_related("policy")
    return tuple(pure_rollout(row) for row in rows)


def pure_rollout(row: Rollout) -> rollouts.Rollout:
    """One stored row as the rules take it."""
    return rollouts.Rollout(row.policy.version, row.criterion, rollouts.Who(row.who), rollouts.Reach(row.reach), row.cure_until)


def classes_of(organization, approvals) -> dict[int, Who]:
    """The class of everybody these approvals are about, by the key of the approval. Two queries."""
    decided = Decision.objects.within(organization).filter(application__in=approvals, outcome="approved").order_by("pk")
    origins = dict(decided.values_list("application_id", "origin"))
    open_ones = Application.objects.within(organization).filter(kind="renewal", state__in=OPEN)
    renewing = set(open_ones.values_list("participation_id", flat=True))
    return {row.pk: _class(row, origins.get(row.pk, "own"), renewing) for row in approvals}


def _class(approval, origin, renewing) -> Who:
    if approval.participation_id in renewing:
        return Who.RENEWING
    return Who.DECIDED if origin == "own" else Who.RECORDED


def held_policies(approval: Application, since: date) -> tuple[rules.Policy, ...]:
    """The versions as they count for the standing of who this approval of day `since` is about. Five queries."""
    organization = approval.organization
    known, found = policies_of(organization), rollouts_of(organization)
    if not found:
        return known
    return rollouts.held_to(known, found, who=classes_of(organization, [approval])[approval.pk], since=since)


def interim_policies(file: Application) -> tuple[rules.Policy, ...]:
    """The versions as they count for a file opened between two vettings: what she keeps is asked as it was when she was decided on."""
    organization = file.organization
    known, found = policies_of(organization), [row for row in rollouts_of(organization) if row.reach is rollouts.Reach.KEEP]
    approval = newest_approval(file.participation) if found else None
    if approval is None:
        return known
    since = Decision.objects.within(organization).filter(application=approval, outcome="approved").latest("pk").decided_on
    return rollouts.judged_by(known, found, who=classes_of(organization, [approval])[approval.pk], since=since)


OWN_WAY = ("addition", "for_cause")  # files that do not hold everything she is in the network by


def newest_approval(participation) -> Application | None:
    """What she is in the network by: her newest approval but for additions and reviews."""
    rows = Application.objects.within(participation.organization).filter(participation=participation, state="approved")
    return rows.exclude(kind__in=OWN_WAY).order_by("pk").last()

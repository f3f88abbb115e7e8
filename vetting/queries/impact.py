"""Who a version of the policy would touch on its first day: open files, and people in the network. Nothing is written.

A fixed number of queries for a thousand people, since facts are read for all of them at once.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from vetting import impact
from vetting.facts.policies import policies_of, pure_policy
from vetting.facts.together import collect_many
from vetting.models import Application, Decision, Policy
from vetting.models.application import OPEN
from vetting.queries.judging import asked_of
from vetting.rules import in_force

GRANTED = ("onboarding", "active", "leaving")  # participations that somebody decided on and that have not ended
OWN_WAY = ("addition", "for_cause")  # files that do not hold everything she is in the network by


@dataclass(frozen=True, slots=True)
class Touched:
    """One file, or somebody in the network by her newest approval, and what differs."""

    application: Application
    difference: impact.Difference


@dataclass(frozen=True, slots=True)
class Preview:
    """What differs on day `on`, file by file and person by person, and how many were asked about; `keys`: the rules that change."""

    on: date
    keys: tuple[str, ...]
    files: tuple[Touched, ...]
    members: tuple[Touched, ...]
    files_asked: int
    members_asked: int


def first_day(policy: Policy, today: date) -> date:
    """The day a version would begin to count: its own, or tomorrow while it has none that is still to come."""
    return policy.effective_from if policy.effective_from and policy.effective_from > today else today + timedelta(days=1)


def previewed(policy: Policy, today: date) -> bool:
    """Whether there is anything to preview: a version that counts already, or was not approved, changes nothing any more."""
    begun = policy.state == "approved" and policy.effective_from <= today
    return policy.state != "rejected" and not begun


def preview(policy: Policy, *, today: date) -> Preview:
    """What the version changes on its first day beside the versions approved without it."""
    on = first_day(policy, today)
    others = tuple(row for row in policies_of(policy.organization) if row.version != policy.version)
    version = impact.starting(pure_policy(policy), on)
    keys = impact.changed(in_force(others, on), version)
    files = _files(policy.organization)
    members = members_of(policy.organization)
    return Preview(
        on, keys, _touched_files(policy.organization, files, others, version, on),
        _touched_members(policy.organization, members, others, version, keys, on), len(files), len(members),
    )


def _files(organization) -> list[Application]:
    rows = Application.objects.within(organization).filter(state__in=OPEN)
    return _with_people(rows, organization)


def members_of(organization) -> list[Application]:
    """The newest approval of everybody in the network; an addition or a review holds only a part of what she is in it by."""
    rows = Application.objects.within(organization).filter(state="approved", participation__state__in=GRANTED)
    newest = {}
    for row in _with_people(rows.exclude(kind__in=OWN_WAY).order_by("pk"), organization):
        newest[row.participation_id] = row
    return list(newest.values())


def _with_people(rows, organization) -> list[Application]:
    found = list(rows.select_related("practitioner__person", "participation"))
    for row in found:
        row.organization = organization
    return found


def _touched_files(organization, files, policies, version, on) -> tuple[Touched, ...]:
    facts = collect_many(organization, [(row, None) for row in files], on=on)
    found = []
    for row, known in zip(files, facts, strict=True):
        differs = impact.of_file(asked_of(policies, row.kind), asked_of([version], row.kind)[0], known, on=on)
        found += [Touched(row, differs)] if differs else []
    return _by_name(found)


def _touched_members(organization, members, policies, version, keys, on) -> tuple[Touched, ...]:
    days = decided_days(organization, members)
    facts = collect_many(organization, [(row, days.get(row.pk)) for row in members], on=on)
    found = []
    for row, known in zip(members, facts, strict=True):
        differs = impact.of_member(policies, version, keys, known, on=on)
        found += [Touched(row, differs)] if differs else []
    return _by_name(found)


def decided_days(organization, applications) -> dict[int, date]:
    """The day of the last approval or denial of each application, by its key. One query."""
    rows = Decision.objects.within(organization).filter(application__in=applications, outcome__in=("approved", "denied"))
    return dict(rows.order_by("pk").values_list("application_id", "decided_on"))


def _by_name(found) -> tuple[Touched, ...]:
    return tuple(sorted(found, key=lambda each: (each.application.practitioner.person.family_name, each.application.reference)))

"""Who a version of the policy would touch on its first day: open files, and people in the network. Nothing is written.

A fixed number of queries for a thousand people, since facts are read for all of them at once.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from network.models import Grant
from vetting import impact
from vetting.facts.panels import asking, panels_of
from vetting.facts.policies import policies_of, pure_policy
from vetting.facts.rollouts import OWN_WAY, classes_of, rollouts_of
from vetting.facts.together import collect_many
from vetting.models import Application, Decision, Policy
from vetting.models.application import OPEN
from vetting.queries.judging import asked_of
from vetting.rollouts import Who, held_to
from vetting.rules import in_force

GRANTED = ("onboarding", "active", "leaving")  # participations that somebody decided on and that have not ended


@dataclass(frozen=True, slots=True)
class Touched:
    """One file, or somebody in the network by her newest approval and her class of person, and what differs."""

    application: Application
    difference: impact.Difference
    who: Who | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What differs on day `on`, file by file and person by person, and how many were asked about; `keys`: the rules that change."""

    on: date
    keys: tuple[str, ...]
    files: tuple[Touched, ...]
    members: tuple[Touched, ...]
    files_asked: int
    members_asked: int
    panels: tuple["PanelPreview", ...] = ()


@dataclass(frozen=True, slots=True)
class PanelPreview:
    """What differs for one panel: files that could come onto it, and people who are on it; `keys`: its own rules that change."""

    name: str
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
        tuple(_panels(policy, files, members, on)),
    )


def _panels(policy: Policy, files, members, on):
    """What the panels ask of their own, where that changes; a panel's rule reaches who is on it at her next vetting."""
    organization = policy.organization
    before, after = panels_of(organization, but=policy), panels_of(organization, also=policy)
    for pk, panel in after.items():
        version = impact.starting(next(row for row in panel.policies if row.version == policy.version), on)
        others = before[pk].policies if pk in before else policies_of(organization)
        others = tuple(row for row in others if row.version != policy.version)
        own = panel.own.get(policy.version, frozenset()) | (asking(before[pk], on) if pk in before else frozenset())
        keys = tuple(key for key in impact.changed(in_force(others, on), version) if key in own)
        if keys:
            mine = _on_panel(organization, pk, members)
            touched = _touched_members(organization, mine, others, version, keys, on)
            reached = _touched_files(organization, files, others, version, on)
            own_lines = (replace(each, difference=impact.only(each.difference, keys)) for each in reached)
            yield PanelPreview(panel.name, keys, tuple(each for each in own_lines if each.difference), touched, len(files), len(mine))


def _on_panel(organization, pk, members) -> list[Application]:
    rows = Grant.objects.within(organization).current().filter(panel=pk, granted=True)
    there = set(rows.values_list("participation_id", flat=True))
    return [row for row in members if row.participation_id in there]


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
    days, classes = decided_days(organization, members), classes_of(organization, members)
    facts, known = collect_many(organization, [(row, days.get(row.pk)) for row in members], on=on), rollouts_of(organization)
    found = []
    for row, hers in zip(members, facts, strict=True):
        who, since = classes[row.pk], days.get(row.pk) or on
        held = held_to(policies, known, who=who, since=since) if known else policies
        differs = impact.of_member(held, version, keys, hers, on=on)
        found += [Touched(row, differs, who)] if differs else []
    return _by_name(found)


def decided_days(organization, applications) -> dict[int, date]:
    """The day of the last approval or denial of each application, by its key. One query."""
    rows = Decision.objects.within(organization).filter(application__in=applications, outcome__in=("approved", "denied"))
    return dict(rows.order_by("pk").values_list("application_id", "decided_on"))


def _by_name(found) -> tuple[Touched, ...]:
    return tuple(sorted(found, key=lambda each: (each.application.practitioner.person.family_name, each.application.reference)))

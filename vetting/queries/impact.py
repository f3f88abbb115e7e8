"""Who a version of the policy would touch on its first day: open files, and people in the network. Nothing is written.

A fixed number of queries for a thousand people, since facts are read for all of them at once. They are read once, whatever number of
panels asks about them, and judged in columns (`vetting.flips`); only who flips is judged line by line, and only her facts are kept.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from network.models import Grant
from vetting import flips, impact
from vetting.facts.panels import asking, panels_of
from vetting.facts.policies import policies_of, pure_policy
from vetting.facts.rollouts import OWN_WAY, classes_of, rollouts_of
from vetting.facts.together import in_parts
from vetting.models import Application, Decision, Policy
from vetting.models.application import OPEN
from vetting.queries.judging import asked_of
from vetting.rollouts import Who, held_to
from vetting.rules import Policy as Version
from vetting.rules import in_force

GRANTED = ("onboarding", "active", "leaving")  # participations that somebody decided on and that have not ended


@dataclass(frozen=True, slots=True)
class Touched:
    """One file, or somebody in the network by her newest approval and her class of person, and what differs."""

    application: Application
    difference: impact.Difference
    who: Who | None = None
    closed: bool = False  # the reader takes no part in what is decided about her


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
    organization, on = policy.organization, first_day(policy, today)
    others = tuple(row for row in policies_of(organization) if row.version != policy.version)
    version = impact.starting(pure_policy(policy), on)
    whole = _Asked("", others, version, impact.changed(in_force(others, on), version))
    files, members = _files(organization), members_of(organization)
    asked = [whole, *_of_panels(policy, on)]
    of_files, of_members = _touched_files(organization, files, asked, on), _touched_members(organization, members, asked, on)
    panels = tuple(
        PanelPreview(each.name, each.keys, _own_lines(open_ones, each.keys), there, len(files), sum(map(each.about, members)))
        for each, open_ones, there in zip(asked[1:], of_files[1:], of_members[1:], strict=True)
    )
    return Preview(on, whole.keys, of_files[0], of_members[0], len(files), len(members), panels)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question of a preview: a version beside the others, of everybody or, on a panel, of those who are on it (`there`)."""

    name: str
    others: tuple[Version, ...]
    version: Version
    keys: tuple[str, ...]
    there: frozenset[int] | None = None

    def about(self, application: Application) -> bool:
        return self.there is None or application.participation_id in self.there


def _of_panels(policy: Policy, on: date):
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
            yield _Asked(panel.name, others, version, keys, _on_panel(organization, pk))


def _own_lines(touched, keys) -> tuple[Touched, ...]:
    reached = (replace(each, difference=impact.only(each.difference, keys)) for each in touched)
    return tuple(each for each in reached if each.difference)


def _on_panel(organization, pk) -> frozenset[int]:
    rows = Grant.objects.within(organization).current().filter(panel=pk, granted=True)
    return frozenset(rows.values_list("participation_id", flat=True))


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


def _touched_files(organization, files, asked: list[_Asked], on) -> list[tuple[Touched, ...]]:
    """Of each question: the files that differ. A file is asked what its kind is asked."""
    found = [[] for _each in asked]
    for rows, facts in in_parts(organization, [(row, None) for row in files], on=on):
        many, kinds = flips.Many(facts), defaultdict(list)
        for place, row in enumerate(rows):
            kinds[row.kind].append(place)
        for each, touched in zip(asked, found, strict=True):
            for kind, places in kinds.items():
                policies, (version,) = asked_of(each.others, kind), asked_of([each.version], kind)
                touched += [Touched(rows[at], differs) for at, differs in flips.of_files(many, places, policies, version, on=on)]
    return [_by_name(touched) for touched in found]


def _touched_members(organization, members, asked: list[_Asked], on) -> list[tuple[Touched, ...]]:
    """Of each question: who differs of those in the network whom it is about."""
    days, classes, rollouts = decided_days(organization, members), classes_of(organization, members), rollouts_of(organization)
    held, found = [holding(each.others, rollouts) for each in asked], [[] for _each in asked]
    for rows, facts in in_parts(organization, [(row, days.get(row.pk)) for row in members], on=on):
        many = flips.Many(facts)
        for each, to, touched in zip(asked, held, found, strict=True):
            hers = {at: to(classes[row.pk], days.get(row.pk) or on) for at, row in enumerate(rows) if each.about(row)}
            for at, differs in flips.of_members(many, hers, each.version, each.keys, on=on):
                touched.append(Touched(rows[at], differs, classes[rows[at].pk]))
    return [_by_name(touched) for touched in found]


def holding(policies, rollouts) -> Callable[[Who, date], tuple[Version, ...]]:
    """What somebody of a class who was decided on on a day is held to: the same object wherever it is the same.

    The day counts by which versions had not begun by then, and by nothing else (`vetting.rollouts`).
    """
    kept = {}

    def of(who: Who, since: date):
        if not rollouts:
            return policies
        key = (who, *(row.effective_from > since for row in policies))
        if key not in kept:
            kept[key] = held_to(policies, rollouts, who=who, since=since)
        return kept[key]

    return of


def decided_days(organization, applications) -> dict[int, date]:
    """The day of the last approval or denial of each application, by its key. One query."""
    rows = Decision.objects.within(organization).filter(application__in=applications, outcome__in=("approved", "denied"))
    return dict(rows.order_by("pk").values_list("application_id", "decided_on"))


def _by_name(found) -> tuple[Touched, ...]:
    return tuple(sorted(found, key=lambda each: (each.application.practitioner.person.family_name, each.application.reference)))

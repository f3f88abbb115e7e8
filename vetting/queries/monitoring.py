"""Alerts by view with their counts, what is watched about one therapist, and calendar months covered and missed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from licensure.models import ExclusionList, Screening, Verification
from network.dates import plus_months
from network.models import Grant, Participation
from network.models.standing import OUT
from vetting import monitoring
from vetting.facts.clocks import clocks_of
from vetting.facts.policies import policies_of
from vetting.facts.watching import approvals_of, facts_of, standards
from vetting.models import Alert
from vetting.models.monitoring import WAITING
from vetting.monitoring import Color, Covered, Effect, Sight
from vetting.rules import in_force

PAGE = 50
MONTHS = 6
MONTHLY = 31  # a rule that asks for a look so often is counted by calendar months


@dataclass(frozen=True, slots=True)
class AlertView:
    """A saved view of alerts. `group`: to be seen to, or seen to."""

    key: str
    label: object
    group: str


VIEWS = (
    AlertView("open", _("All of them"), "waiting"), AlertView("red", _("Red"), "waiting"), AlertView("amber", _("Amber"), "waiting"),
    AlertView("late", _("Past their day"), "waiting"), AlertView("mine", _("Mine"), "waiting"),
    AlertView("done", _("Done, not in order yet"), "seen"), AlertView("dismissed", _("Dismissed"), "seen"),
    AlertView("cleared", _("In order again"), "seen"),
)
GROUPS = {"waiting": _("To see to"), "seen": _("Seen to")}


def _which(key: str, actor, on) -> Q:
    waiting = Q(state__in=WAITING)
    return {
        "open": waiting, "red": waiting & Q(color="red"), "amber": waiting & Q(color="amber"), "late": waiting & Q(due_on__lt=on),
        "mine": waiting & Q(taken_by=actor.person_id), "done": Q(state="done"), "dismissed": Q(state="dismissed"),
        "cleared": Q(state="cleared"),
    }[key]


@dataclass(frozen=True, slots=True)
class Alerts:
    """One page of a view, how many every view holds, and the key to go on after; `who`: only hers."""

    rows: tuple[Alert, ...]
    counts: dict[str, int]
    after: int | None


def alerts_of(actor, view: AlertView, *, on: date, after: int | None = None, who: str = "", closed=()) -> Alerts:
    """A page of 50, the reddest and oldest first, without the therapists `closed` to the reader. Three queries at any depth."""
    rows = Alert.objects.visible_to(actor)
    rows = rows.exclude(participation__practitioner__in=closed) if closed else rows
    rows = rows.filter(participation__practitioner__reference=who) if who else rows
    counts = rows.aggregate(**{each.key: Count("pk", filter=_which(each.key, actor, on)) for each in VIEWS})
    shown = rows.filter(_which(view.key, actor, on)).select_related("participation__practitioner__person", "taken_by", "organization")
    if after and (last := rows.filter(pk=after).values_list("color", "effective_on").first()):
        later = Q(effective_on__gt=last[1]) | Q(effective_on=last[1], pk__gt=after)
        shown = shown.filter(Q(color__lt=last[0]) | Q(color=last[0]) & later)
    found = tuple(shown.order_by("-color", "effective_on", "pk")[: PAGE + 1])
    return Alerts(found[:PAGE], counts, found[PAGE - 1].pk if len(found) > PAGE else None)


@dataclass(frozen=True, slots=True)
class Watched:
    """One thing that is hers to keep, as it stands in one organization, with the color the system gives it."""

    sight: Sight
    color: Color


def watched_of(participation: Participation, *, on: date) -> tuple[Watched, ...]:
    """What is hers to keep in this organization, whether it is in order or not; what is ours to look up is left out."""
    organization = participation.organization
    approvals = list(approvals_of(organization, [participation.pk]).values())
    days, asked = standards(organization, approvals)
    ahead, found = clocks_of(organization, on)["alert_ahead"], []
    for approval, facts in zip(approvals, facts_of(organization, approvals, days, on=on), strict=True):
        for sight in monitoring.sights(asked[approval.pk], facts, on=on):
            if monitoring.effect_of(sight.criterion) in (Effect.COVER, Effect.HOLD):
                found.append(Watched(sight, monitoring.color(sight, on=on, ahead=ahead)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class CoveredRow:
    """One check of one therapist over the months; `days` are the first days it was made in each, where it was."""

    participation: Participation
    check: str
    label: str
    months: tuple[Covered, ...]
    days: tuple[date | None, ...]

    @property
    def gaps(self) -> int:
        """How many months were missed."""
        return self.months.count(Covered.GAP)


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """Therapist by check by month, the oldest month first."""

    months: tuple[date, ...]
    rows: tuple[CoveredRow, ...]

    @property
    def gaps(self) -> int:
        """How many months of how many checks were missed altogether."""
        return sum(row.gaps for row in self.rows)


LICENSE = "license"


def coverage_report(organization, *, actor, on: date, count: int = MONTHS) -> CoverageReport:
    """Everybody of the network the reader may see, whoever left meanwhile too, by what the policy asked in each month. Six queries."""
    months = tuple(plus_months(monitoring.month_of(on), back - count + 1) for back in range(count))
    checks, people = _checks(organization, months, on), _people(organization, actor)
    done = {**_screened(organization, months[0], on), **_looked_up(organization, months[0], on)}
    rows = [
        _row(member, check, done.get((member.participation.practitioner_id, check.key), ()), months, on)
        for member in people for check in checks
    ]
    asked = [row for row in rows if any(month is not Covered.OUT for month in row.months)]
    return CoverageReport(months, tuple(sorted(asked, key=lambda row: -row.gaps)))


@dataclass(frozen=True, slots=True)
class _Member:
    """Somebody with the first and last day of each time she was in the network."""

    participation: Participation
    spans: tuple[tuple[date, date | None], ...]


@dataclass(frozen=True, slots=True)
class _Check:
    """What is looked at every month, in those months in which the policy asked for it."""

    key: str
    label: str
    months: frozenset[date]


def _checks(organization, months, on) -> list[_Check]:
    """What the version in force at the end of each month asked for: each list by its name, and licenses where it asks that often."""
    policies, asked = policies_of(organization), defaultdict(set)
    for month in months:
        for key in _asked(in_force(policies, monitoring.last_of(month, on))):
            asked[key].add(month)
    names = dict(ExclusionList.objects.filter(pk__in=asked).order_by("name").values_list("pk", "name"))
    return [_Check(key, label, frozenset(asked[key])) for key, label in {**names, LICENSE: ""}.items() if key in asked]


def _asked(policy) -> set[str]:
    if policy is None:
        return set()
    again = policy.threshold("license_rechecked")
    lists = {code for row in policy.thresholds for code in row.limit.get("lists", ())}
    return {*lists, LICENSE} if again and again.limit["days"] <= MONTHLY else lists


def _people(organization, actor) -> list[_Member]:
    """Everybody a grant was given, from its first day; through the day she left, where she has, and from the day she came back."""
    zone, turns = ZoneInfo(organization.zone), defaultdict(list)
    of_all = Q(granted=True) | Q(service="")  # what ends one service or place takes nobody out of the network
    rows = Grant.objects.within(organization).current().filter(of_all).order_by("first", "decided_at", "pk")
    for pk, first, granted in rows.values_list("participation", "first", "granted"):
        turns[pk].append(monitoring.Turn(first, granted))
    rows = Participation.objects.visible_to(actor).filter(pk__in=turns).select_related("practitioner__person")
    rows = rows.order_by("practitioner__person__family_name", "pk")
    left = {row.pk: row.state_since.astimezone(zone).date() for row in rows if row.state in OUT}
    found = [_Member(row, monitoring.stays(turns[row.pk], left.get(row.pk))) for row in rows]
    return [member for member in found if member.spans]


def _screened(organization, first, on) -> defaultdict:
    rows = Screening.objects.within(organization).filter(on__range=(first, on)).order_by()
    return _by_key(rows.values_list("practitioner_id", "version__exclusion_list_id", "on"))


def _looked_up(organization, first, on) -> defaultdict:
    """The days of the boards' answers that a person or a documented rule stands behind."""
    rows = Verification.objects.within(organization).filter(element=LICENSE, verified_at__isnull=False, as_of__range=(first, on))
    return _by_key((who, LICENSE, as_of) for who, as_of in rows.order_by().values_list("practitioner_id", "as_of"))


def _by_key(rows) -> defaultdict:
    found = defaultdict(list)
    for who, key, day in rows:
        found[(who, key)].append(day)
    return found


def _row(member, check, days, months, on) -> CoveredRow:
    firsts = {}
    for day in sorted(days):
        firsts.setdefault(monitoring.month_of(day), day)
    found = monitoring.coverage_over(months, days, spans=member.spans, asked=check.months, on=on)
    return CoveredRow(member.participation, check.key, check.label, found, tuple(firsts.get(month) for month in months))

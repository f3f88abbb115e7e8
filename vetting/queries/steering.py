"""What the numbers people steer by are made of: decided files, open ones, what ends, what came due, meetings, who was screened.

Each reads one organization in a fixed number of queries; those that ask what is open about files do so by the thousand.
"""

from collections import defaultdict
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Max, Q
from django.db.models.functions import TruncMonth

from licensure.models import Screening
from network.models import Cover, Grant
from vetting import rules
from vetting.facts.policies import policies_of
from vetting.facts.rollouts import OWN_WAY
from vetting.models import AgendaItem, Application, Decision
from vetting.models.application import OPEN
from vetting.monitoring import last_of
from vetting.queries.past_due import came_past_due
from vetting.queries.waiting import load, sides, waiting
from vetting.steering import Due, OpenFile, Period, Vetted, inside, standing_decisions

AT_ONCE = 1_000
TAKING_PART = ("active", "leaving")
RESOLVED = ("approved", "denied")


def vetted(organization, period: Period) -> list[Vetted]:
    """Files this organization decided itself in the period, each once, by its first decision in it."""
    rows = Decision.objects.within(organization).filter(
        decided_on__range=(period.first, period.on), outcome__in=RESOLVED, origin="own", application__submitted_on__isnull=False
    )
    rows = rows.exclude(application__kind="for_cause").select_related("application", "assessment").order_by("-pk")
    decided = list({row.application_id: row for row in rows}.values())
    for row in decided:
        row.application.organization = organization
    found = []
    for start in range(0, len(decided), AT_ONCE):
        part = decided[start : start + AT_ONCE]
        loaded = load([row.application for row in part], on=period.on)
        found += [_vetted(row, loaded[row.application_id]) for row in part]
    return found


def _vetted(row, loaded) -> Vetted:
    route = row.assessment.route if row.assessment else ""
    return Vetted(row.application.kind, row.decided_on, sides(row.application, loaded, last=row.decided_on), route == rules.Route.CLEAN)


def open_files(organization, on: date) -> list[OpenFile]:
    """Every file that is not decided, with its age and whose turn it is."""
    rows = Application.objects.within(organization).filter(state__in=OPEN).select_related("participation", "assignee")
    files, found = list(rows.order_by("pk")), []
    for row in files:
        row.organization = organization
    for start in range(0, len(files), AT_ONCE):
        part = files[start : start + AT_ONCE]
        loaded = load(part, on=on)
        found += [_open(row, waiting(row, on=on, loaded=loaded[row.pk]), on) for row in part]
    return found


def _open(row, stands, on) -> OpenFile:
    since = row.submitted_on or row.opened_at.astimezone(ZoneInfo(row.organization.zone)).date()
    return OpenFile(row.state, (on - since).days, stands.turn.whose, stands.late)


# ── What ends, and what came due ─────────────────────────────────────────────


def last_days(organization) -> dict[str, list[date]]:
    """Of everybody in the network: the last day of each license and insurance, of several in a row the last, and of her vetting."""
    covers = Cover.objects.within(organization).current().filter(participation__state__in=TAKING_PART).order_by()
    rows = covers.values("kind", "participation", "jurisdiction", "service")
    rows = rows.annotate(ends=Max("last"), endless=Count("pk", filter=Q(last__isnull=True)))
    found = defaultdict(list)
    for kind, ends in rows.filter(endless=0).values_list("kind", "ends"):
        found[kind].append(ends)
    inside = Q(participation__state__in=TAKING_PART) | came_past_due(organization)
    approved = Application.objects.within(organization).filter(inside, state="approved", next_due_on__isnull=False)
    newest = approved.exclude(kind__in=OWN_WAY).order_by("pk").values_list("participation_id", "next_due_on")
    found["vetting"] = list(dict(newest).values())
    return dict(found)


def dues(organization, period: Period) -> list[Due]:
    """Every vetting whose last day lay in the period, with the day the next one was decided, or she left. Two queries."""
    rows = Decision.objects.within(organization).filter(outcome__in=(*RESOLVED, "vacated")).exclude(application__kind__in=OWN_WAY)
    theirs = defaultdict(list)
    who = ("application__participation_id", "pk", "application_id", "outcome", "decided_on", "due_on")
    for participation, *row in rows.order_by("pk").values_list(*who):
        theirs[participation].append(row)
    gone, found = _gone(organization), []
    for participation, decisions in theirs.items():
        stood = standing_decisions(decisions)
        for index, (_pk, file, outcome, _on, due) in enumerate(stood):
            if outcome == "approved" and due and period.first <= due <= period.on:
                later = next((row[3] for row in stood[index + 1 :] if row[1] != file), None)
                found.append(Due(due, later, gone.get(participation)))
    return found


def _gone(organization) -> dict[int, date]:
    rows = Application.objects.within(organization).filter(participation__state__in=("ended", "declined")).order_by()
    rows = rows.values_list("participation_id", "participation__last_day", "participation__state_since").distinct()
    zone = ZoneInfo(organization.zone)
    return {pk: last or since.astimezone(zone).date() for pk, last, since in rows}


# ── The committee, and monitoring ────────────────────────────────────────────


def agenda(organization, period: Period) -> list[tuple[date, int, str, str]]:
    """What was on the agenda of meetings held in the period: (day, meeting, what became of it, outcome). One query."""
    rows = AgendaItem.objects.within(organization).filter(
        meeting__opened_on__range=(period.first, period.on), meeting__state__in=("closed", "signed")
    )
    return list(rows.order_by("meeting__opened_on", "pk").values_list("meeting__opened_on", "meeting_id", "state", "outcome"))


def waiting_for_committee(organization) -> int:
    """Files that only the committee can decide and nobody has yet. One query."""
    return Application.objects.within(organization).filter(state="in_review", route="committee").count()


def committee(organization, period: Period) -> tuple[list, int]:
    """The agenda of the period, and how many files wait for the committee. Two queries."""
    return agenda(organization, period), waiting_for_committee(organization)


def members_by_month(organization, period: Period) -> dict[date, set[int]]:
    """Who was in the network the whole of each month (of the running one: until now), by her grants. Two queries."""
    of_all = Q(granted=True) | Q(service="")  # what ends one service or place takes nobody out of the network
    grants = Grant.objects.within(organization).current().filter(of_all).order_by("decided_at", "pk")
    rows = list(grants.annotate(who=F("participation__practitioner")).values_list(
        "who", "participation_id", "granted", "first", "last", "serve_until"
    ))
    gone, found = _gone(organization), {}
    for month in period.months:
        found[month] = inside(rows, gone, month) & inside(rows, gone, last_of(month, period.on))
    return found


def lists_asked(organization, on: date) -> list[str]:
    """The exclusion lists the version in force asks for. Two queries."""
    return _lists(policies_of(organization), on)


def lists_by_month(organization, period: Period) -> dict[date, list[str]]:
    """Those the version in force at the end of each month asked for. Two queries."""
    policies = policies_of(organization)
    return {month: _lists(policies, last_of(month, period.on)) for month in period.months}


def _lists(policies, on) -> list[str]:
    policy = rules.in_force(policies, on)
    asked = policy.threshold("not_excluded") if policy else None
    return list(asked.limit["lists"]) if asked else []


def screened(organization, period: Period) -> dict[date, set[tuple[int, str]]]:
    """Who was held against which list in each month. One query."""
    rows = Screening.objects.within(organization).filter(on__range=(period.first, period.on)).order_by()
    rows = rows.annotate(month=TruncMonth("on")).values_list("month", "practitioner_id", "version__exclusion_list_id")
    found = defaultdict(set)
    for month, who, code in rows.distinct():
        found[month].add((who, code))
    return found


def monitored(organization, period: Period) -> tuple[dict, dict, dict]:
    """Of each month: the lists that were asked for, who was in the network, and who was held against which list in it."""
    return lists_by_month(organization, period), members_by_month(organization, period), screened(organization, period)

"""Counts one calendar year of one employer. Judges nothing: `care.disclosure` says what of it is told."""

from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from network.care.disclosure import USUAL, Counted
from network.care.models import Contact, Referral, Satisfaction
from network.care.parameters import MINIMUM
from network.facts.parameters import in_force
from network.models import Service
from payments.models import Session


def minimum(organization, on: date) -> int:
    """How many people must stand behind a number the organization tells an employer."""
    return in_force(organization, MINIMUM, on=on) or USUAL


def counted(employer, year: int, eligible: int) -> Counted:
    """Finished calls of a year, the cases accepted in it and the sessions held in it. A person is counted once."""
    organization = employer.organization
    first, after = (datetime(each, 1, 1, tzinfo=ZoneInfo(organization.zone)) for each in (year, year + 1))
    calls = Contact.objects.within(organization).filter(employer=employer, began_at__gte=first, began_at__lt=after)
    calls = list(calls.exclude(outcome=Contact.Outcome.STARTED).order_by("began_at", "pk"))
    people = {}
    for call in calls:
        people.setdefault(_person(call), call)  # by the first call of the year
    cases = _cases(organization, employer, first, after)
    begun = {_person(row.contact) for row in cases}
    seen = _sessions(organization, employer, year)
    said = Satisfaction.objects.within(organization).filter(employer=employer, year=year).first()
    return Counted(
        eligible=eligible, people=len(people), contacts=len(calls), cases=len(cases), sessions=sum(seen.values()),
        helped=len(begun & set(people)), late=len(begun - set(people)), seen=len(set(seen) & begun), carried=len(set(seen) - begun),
        answered=_answered(organization, employer, first, after), answers=said.answers if said else 0,
        content=said.satisfied if said else 0,
        tables={
            "service": _table(Service.values, (call.service for call in people.values())),
            "relation": _table(("employee", "family"), (_relation(call) for call in people.values())),
        },
    )


def _person(call) -> tuple[str, str, str]:
    return call.subject_key, call.relation, call.member_key


def _relation(call) -> str:
    return "employee" if call.relation == "employee" else "family"


def _table(names, found) -> dict[str, int]:
    many = Counter(found)
    return {name: many[name] for name in names}


def _cases(organization, employer, first, after) -> list[Referral]:
    rows = Referral.objects.within(organization).filter(contact__employer=employer, accepted_at__gte=first, accepted_at__lt=after)
    return list(rows.filter(follows=None).select_related("contact"))


def _answered(organization, employer, first, after) -> int:
    """People who said how content they were with what ended in the year: each once, however often they were helped."""
    rows = Referral.objects.within(organization).filter(contact__employer=employer, answered=True, state="closed")
    rows = rows.filter(state_since__gte=first, state_since__lt=after).select_related("contact")
    return len({_person(row.contact) for row in rows})


def _sessions(organization, employer, year) -> Counter:
    """Sessions of the year by person: those that took place."""
    rows = Referral.objects.within(organization).filter(contact__employer=employer).exclude(authorization="").select_related("contact")
    whose = {row.authorization: _person(row.contact) for row in rows}
    last = date(year + 1, 1, 1) - timedelta(days=1)
    held = Session.objects.within(organization).counting().filter(attendance="attended", day__range=(date(year, 1, 1), last))
    held = held.filter(authorization__reference__in=list(whose)).values_list("authorization__reference", flat=True)
    return Counter(whose[reference] for reference in held)

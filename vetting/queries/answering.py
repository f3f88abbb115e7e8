"""For a file, an appeal or an action: who answers for its next step, by which day, and to whom that day goes when it has passed."""

from dataclasses import dataclass
from datetime import date

from network.events import name_of, scope_of
from network.models import Event, Parameter, Person
from network.queries.people import every_account, same_persons
from vetting.answering import DESKS, PARAMETER, Office, Seat, answers, escalates_to
from vetting.facts.interests import recused_from_her
from vetting.guards_interests import closed_in
from vetting.queries.committee import recused_from
from vetting.queries.waiting import Loaded, Waiting, waiting
from vetting.turns import OURS, Turn


@dataclass(frozen=True, slots=True)
class Answered:
    """One thing that waits: whose step it is and which, the same for both sides; on ours who answers, and who hears of it when late."""

    turn: Turn
    due: date | None
    owner: Seat | None
    escalates_to: Seat | None


def closed_to(practitioner) -> set[int]:
    """Herself as a colleague answers for nothing about her."""
    return same_persons(practitioner.person_id)


def answered(application, office: Office, *, on: date, loaded: Loaded | None = None, now: Waiting | None = None) -> Answered:
    """A file on the organization's day `on`."""
    now = now or waiting(application, on=on, loaded=loaded)
    closed = closed_to(application.practitioner) | recused_from(application)
    owner = answers(now.turn, application.assignee_id, office, closed)
    return Answered(now.turn, now.due or now.latest, owner, _hears(owner, office, closed))


def _hears(owner, office, closed) -> Seat | None:
    """Who hears of a day that passed: nobody's second account hears of her own."""
    return escalates_to(owner, office, closed | same_persons(owner.person) if owner else closed)


@dataclass(frozen=True, slots=True)
class Named:
    """One time somebody named who sits at which desk: the names by desk, a desk left to the rule not among them."""

    event: Event
    names: dict[str, str]


def times_named(organization, most=20) -> list[Named]:
    """Every time desks were named, the latest first; also one that was said anew on the same day."""
    rows = Parameter.objects.within(organization).filter(key=PARAMETER)
    events = Event.objects.filter(scope=scope_of(organization), subject__in=[name_of(row) for row in rows], action="parameter.set")
    events = list(events.select_related("payload").order_by("-sequence")[:most])
    said = [((event.payload.values or {}).get("after") or {}).get("value") or {} for event in events]
    people = Person.objects.in_bulk({number for value in said for number in value.values()})
    return [
        Named(event, {desk: people[value[desk]].full_name for desk in DESKS if value.get(desk) in people})
        for event, value in zip(events, said, strict=True)
    ]


SETTLE = Turn(OURS, "committee", "settle")
REVIEW = Turn(OURS, "director", "review")


def of_appeal(appeal, office: Office) -> Answered:
    """An appeal that was received: who settles it and has not said what she thinks, else whoever answers for the committee."""
    seats = appeal.seats.order_by("outcome", "pk").values_list("person_id", flat=True)
    return _of(appeal, SETTLE, appeal.decide_by, next(iter(seats), None), office, closed_in(appeal))


def of_action(action, office: Office) -> Answered:
    """A summary suspension that is not reviewed yet: its reviewer, else whoever answers for the directors."""
    return _of(action, REVIEW, action.review_by, action.reviewer_id, office, recused_from_her(action.participation))


def _of(row, turn, due, named, office, recused) -> Answered:
    closed = closed_to(row.practitioner) | every_account(recused)
    owner = answers(turn, named, office, closed)
    return Answered(turn, due, owner, _hears(owner, office, closed))

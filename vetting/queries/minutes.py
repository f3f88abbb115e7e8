"""The minutes of a meeting, from its own rows: who was there, the clean files, and every case with its votes and reasons.

Therapists stand in it by the number of their file, never by name: whoever reads it looks the name up.
"""

from network.models import Person
from vetting.models import ConflictOfInterest, Decision, Meeting, Vote
from vetting.queries.committee import counted_on, seats
from vetting.queries.matters import matters


def content_of(meeting: Meeting, *, at) -> dict:
    """Everything the minutes say as of `at`, as plain values that can be frozen."""
    items = list(meeting.items.select_related("application"))
    votes = list(Vote.objects.within(meeting.organization).filter(item__in=items).select_related("person"))
    members = list(seats(meeting.organization, counted_on(meeting, meeting.opened_at or meeting.planned_at)))
    voted = {vote.person_id for vote in votes}
    decisions = _decisions(meeting, items)
    return {
        "on": meeting.on.isoformat(), "kind": meeting.kind, "place": meeting.place,
        "opened_at": _instant(meeting.opened_at), "closed_at": _instant(meeting.closed_at),
        "members": [
            {"name": seat.person.full_name, "chair": seat.chair, "took_part": seat.person_id in voted} for seat in members
        ],
        "clean": [_clean(item, decisions.get(item.application_id)) for item in items if item.kind == "clean"],
        "cases": [
            _case(item, [vote for vote in votes if vote.item_id == item.pk], decisions.get(item.application_id))
            for item in items if item.kind != "clean"
        ],
        "matters": [matter.kept() for matter in matters(meeting, at=at)],
    }


def _decisions(meeting, items) -> dict[int, Decision]:
    """The last decision of each file on the agenda made while the meeting went on, by file."""
    rows = Decision.objects.within(meeting.organization).filter(
        application__in=[item.application_id for item in items], decided_at__gte=meeting.planned_at
    )
    if meeting.closed_at:
        rows = rows.filter(decided_at__lte=meeting.closed_at)
    return {row.application_id: row for row in rows.select_related("decided_by").order_by("pk")}


def _clean(item, decision) -> dict:
    return {
        "file": item.application.reference, "outcome": decision.outcome if decision else "",
        "by": decision.decided_by.full_name if decision else "", "on": decision.decided_on.isoformat() if decision else "",
    }


def _case(item, votes, decision) -> dict:
    conflicts = ConflictOfInterest.objects.within(item.organization).filter(application=item.application_id, state="recused")
    return {
        "file": item.application.reference, "kind": item.kind, "state": item.state, "outcome": item.outcome,
        "terms": item.terms, "question": item.question, "discussion": item.discussion, "counted": item.counted, "rounds": item.round,
        "recused": [row.person.full_name for row in conflicts.select_related("person").order_by("pk")],
        "reason": decision.reason if decision and decision.agenda_item_id == item.pk else "",
        "votes": [
            {"name": vote.person.full_name, "choice": vote.choice, "reason": vote.reason, "round": vote.round} for vote in votes
        ],
    }


def _instant(at) -> str:
    return at.isoformat() if at else ""


def names_of(meeting: Meeting) -> dict[str, str]:
    """The names of the therapists on the agenda, by the number of their file."""
    rows = meeting.items.values_list("application__reference", "application__practitioner__person")
    people = {person.pk: person.full_name for person in Person.objects.filter(pk__in=[who for _file, who in rows])}
    return {file: people[who] for file, who in rows}

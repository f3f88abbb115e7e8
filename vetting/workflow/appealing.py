"""Appeals: the right to one, asking for it in time, who decides it, and what they said."""

from datetime import timedelta

from network import jobs
from network.access import Action, require
from network.dates import ONE_DAY
from network.events import record
from network.queries.people import same_persons
from network.transitions import Refused, locked, perform, refusals
from vetting.facts.appeals import appeal_terms
from vetting.guards_appeals import parts_in
from vetting.guards_interests import closed_in
from vetting.models import Appeal, AppealSeat
from vetting.queries.judging import day_of
from vetting.workflow import appealed
from vetting.workflow.outcomes import due_after


def ask(appeal: Appeal, *, grounds, hearing=False, representative="", actor, at):
    """She appeals on her own page; today is the day it is received. Raises Refused."""
    return _receive(
        appeal, "file", on=day_of(appeal.organization, at), grounds=grounds, hearing=hearing, representative=representative,
        actor=actor, at=at,
    )


def take_in(appeal: Appeal, *, received_on, grounds, hearing=False, representative="", actor, at):
    """Staff write down an appeal that came by letter or telephone, with the day it was received. Raises Refused."""
    return _receive(
        appeal, "take_in", on=received_on, grounds=grounds, hearing=hearing, representative=representative, actor=actor, at=at
    )


def _receive(appeal, step, *, on, actor, at, **given):
    terms = appeal_terms(appeal.organization, on)
    with locked(appeal):
        event = perform(
            appeal, step, actor=actor, at=at, on=on, decide_by=on + timedelta(days=terms.settle), **given
        )
        if appeal.holds_back:
            appealed.hold_back(appeal, actor=actor, at=at)
        write_to_her(appeal, "appeal_received")
    return event


def write_to_her(appeal: Appeal, kind: str):
    """Ask for a letter about the appeal, in the transaction of what it tells."""
    jobs.enqueue(
        "vetting.write_of_appeal", key=f"{kind}:{appeal.pk}:{appeal.hearing_on or ''}", organization=appeal.organization,
        id=appeal.pk, kind=kind,
    )


def extend(appeal: Appeal, *, until, reason, actor, at):
    """A director gives her more days to appeal, with a reason; also when the last day is over. Raises Refused."""
    with locked(appeal):
        event = perform(appeal, "extend", actor=actor, at=at, note=reason, until=until, reason=reason, detail={"until": until})
        if appeal.holds_back:
            appealed.put_off(appeal, until + ONE_DAY, actor=actor, at=at)
    return event


def appoint(appeal: Appeal, *, panel, hearing_on=None, hearing_where="", actor, at):
    """Name the people who decide an appeal, and when she is heard where she asked for it. Raises Refused.

    Named again, whoever already said something keeps the seat; the others may be replaced. A hearing is told in a letter.
    """
    terms, people = appeal_terms(appeal.organization, day_of(appeal.organization, at)), tuple(panel)
    with locked(appeal):
        told = appeal.hearing_on
        decide_by = hearing_on + timedelta(days=terms.settle) if hearing_on else None
        event = perform(
            appeal, "appoint", actor=actor, at=at, panel=people, least=terms.panel, notice=terms.notice, hearing_on=hearing_on,
            hearing_where=hearing_where, decide_by=decide_by,
            detail={"panel": [person.full_name for person in people], "hearing_on": hearing_on},
        )
        _seat(appeal, people, at)
        if hearing_on and hearing_on != told:
            write_to_her(appeal, "hearing_notice")
    return event


def _seat(appeal, people, at) -> None:
    seats = AppealSeat.objects.within(appeal.organization).filter(appeal=appeal)
    seats.filter(outcome="").exclude(person__in=people).delete()
    sitting = set(seats.values_list("person", flat=True))
    for person in people:
        if person.pk not in sitting:
            AppealSeat(organization=appeal.organization, appeal=appeal, person=person, appointed_at=at).save()


def vote(appeal: Appeal, *, outcome, reason, terms=None, actor, at) -> AppealSeat:
    """One of those named says what should become of it; more than half of the seats settle it at once. Raises Refused.

    `outcome` is uphold, overturn or modify; `terms` of a modified one may hold `due_on` (an earlier last day, ISO) and
    `limits`. Until it is settled, who voted may vote again. `reason` of the vote that settles it stands in the letter.
    """
    require(actor, Action.DECIDE, appeal)
    on, terms = day_of(appeal.organization, at), terms or {}
    with locked(appeal):
        latest = due_after(appeal.decision.application, on) if appeal.decision else None
        given = {"actor": actor, "at": at, "on": on, "reason": reason, "terms": terms, "latest": latest}
        if unmet := refusals(appeal, outcome, votes=1, seats=1, **given):
            raise Refused(unmet)
        seats = AppealSeat.objects.within(appeal.organization).filter(appeal=appeal)
        seat = seats.get(person_id=actor.person_id)
        seat.outcome, seat.reason, seat.terms, seat.voted_at = outcome, reason, terms, at
        seat.save()
        record(seat, "appeal.voted", actor=actor, at=at, after={"outcome": outcome, "terms": terms}, reason=reason)
        said = voices(seats)
        agree = sum(row.outcome == outcome and row.terms == terms for row in said if counts(appeal, row))
        if 2 * agree > len(said):
            _settle(appeal, outcome, votes=agree, seats=len(said), **given)
    return seat


def voices(seats) -> list[AppealSeat]:
    """One seat for each natural person, the one she spoke on last: two accounts that turn out to be one person are one voice."""
    found = {}
    for row in sorted(seats, key=lambda row: row.voted_at.timestamp() if row.voted_at else 0):
        found[min(same_persons(row.person_id))] = row
    return list(found.values())


def counts(appeal, seat: AppealSeat) -> bool:
    """Whether what somebody said counts: not once it came out that she took part, or since she takes no part in the file."""
    return not same_persons(seat.person_id) & (parts_in(appeal) | closed_in(appeal) | {appeal.practitioner.person_id})


def _settle(appeal, outcome, *, actor, at, reason, **given):
    perform(appeal, outcome, actor=actor, at=at, note=reason, reason=reason, **given)
    appealed.take_effect(appeal, actor=actor, at=at)
    write_to_her(appeal, "appeal_settled")


def withdraw(appeal: Appeal, *, actor, at, reason=""):
    """She takes her appeal back: the decision stands, and what was held back takes effect."""
    with locked(appeal):
        event = perform(appeal, "withdraw", actor=actor, at=at, note=reason, on=day_of(appeal.organization, at))
        appealed.let_stand(appeal, actor=actor, at=at)
    return event

"""What the others said of a file or an appeal before the reader said what she thinks: kept from her until then, so that nobody follows."""

from network.events import name_of
from network.queries.people import same_persons
from vetting.models import AgendaItem, Appeal, AppealSeat, CommitteeMember
from vetting.queries.committee import committee_on, recused_from, seat_of


def has_not_said(appeal: Appeal, actor) -> bool:
    """Whether the reader, under any account, was named to settle an appeal that waits and has not said what she thinks."""
    if appeal.state != "received" or not actor.person_id:
        return False
    return appeal.seats.filter(person__in=same_persons(actor.person_id), outcome="").exists()


def said_before_her(organization, actor) -> set[str]:
    """The votes on open items, and the seats of appeals that wait, which this reader does not read yet, as events name them."""
    if not actor.person_id:
        return set()
    votes = (vote for item in not_voted_on(organization, actor) for vote in item.votes.filter(round=item.round))
    return {*_seats(organization, same_persons(actor.person_id)), *map(name_of, votes)}


def _seats(organization, mine):
    waits = AppealSeat.objects.within(organization).filter(appeal__state="received")
    asked = waits.filter(person__in=mine, outcome="").values("appeal")
    return map(name_of, waits.filter(appeal__in=asked).exclude(outcome=""))


def not_voted_on(organization, actor) -> list[AgendaItem]:
    """The items of meetings in session on which this reader, a member who takes part, has not voted in the present round."""
    seats = CommitteeMember.objects.within(organization)
    if not actor.person_id or not seats.filter(person__in=same_persons(actor.person_id)).exists():
        return []
    rows = AgendaItem.objects.within(organization).filter(state="open", meeting__state="open").select_related("meeting", "application")
    committees, found = {}, []
    for item in rows:
        on = item.meeting.opened_on
        committees[on] = committees.get(on) or committee_on(organization, on)
        seat = seat_of(committees[on], actor)
        if seat and seat not in recused_from(item.application) and not item.votes.filter(round=item.round, person=seat).exists():
            found.append(item)
    return found

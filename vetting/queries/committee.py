"""Who sits on the committee, who takes part in what, and how a vote stands: what steps and pages ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from network.formats import day
from network.models import PersonLink
from network.queries.people import every_account, same_persons
from network.transitions import Refusal
from vetting.committee import Committee, Tally, tally
from vetting.facts.committee import news_since, settings_of
from vetting.facts.interests import OF_THE_FILE, answers_of
from vetting.models import AgendaItem, Application, CommitteeMember, ConflictOfInterest, Meeting, Vote
from vetting.models.application import OPEN
from vetting.queries.judging import day_of

GOING_ON = ("planned", "open")


def seats(organization, on):
    """The seats held on a day, with their persons."""
    return CommitteeMember.objects.within(organization).on(on).select_related("person")


def committee_on(organization, on) -> Committee:
    """The committee of a day. Three queries."""
    rows = dict(seats(organization, on).values_list("person_id", "chair"))
    once, chosen = _once(rows), settings_of(organization, on)
    return Committee(
        members=frozenset(once.values()), chairs=frozenset(once[person] for person, chair in rows.items() if chair),
        meetings=chosen["meetings"], asynchronous=chosen["asynchronous"], least=chosen["quorum_least"],
        every=chosen["meeting_days"],
    )


def _once(persons) -> dict[int, int]:
    """Each of these persons by the number under which she counts: two accounts with a seat are one member. One query, as a rule."""
    if not PersonLink.objects.filter(Q(one__in=persons) | Q(other__in=persons)).exists():
        return {person: person for person in persons}
    return {person: min(same_persons(person) & set(persons)) for person in persons}


def counted_on(meeting, at):
    """The day whose membership counts for a meeting: the one it was opened on, else today."""
    return meeting.opened_on or day_of(meeting.organization, at)


def seat_of(committee: Committee, actor) -> int | None:
    """The member the actor is, under any account; None for anybody else."""
    mine = same_persons(actor.person_id) & committee.members if actor.person_id else set()
    return min(mine) if mine else None


def recused_from(application) -> set[int]:
    """The persons who take no part in a file, under every account of theirs."""
    return every_account(application.conflicts.filter(state="recused").values_list("person_id", flat=True))


def closed_to(application, actor) -> bool:
    """Whether the file is closed to the actor, who takes no part in it."""
    return application.pk in closed_files(application.organization, actor, practitioner=application.practitioner_id)


def closed_files(organization, actor, practitioner=None) -> set[int]:
    """The files of the organization, or of one therapist in it, that are closed to the actor.

    Those she takes no part in; and the decided ones of a therapist she takes no part in for what connects them, unless it was said
    that she takes part in that very file. Of another open file that is said anew. Two queries, one where she takes part in everything.
    """
    answers = _answers(organization, actor, practitioner)
    recused = {file for file, _her, state, _kinds in answers if state == "recused"}
    if not (hers := _connected(answers)):
        return recused
    decided = Application.objects.within(organization).filter(practitioner__in=hers).exclude(state__in=OPEN).values_list("pk", flat=True)
    return recused | set(decided) - {file for file, _her, state, _kinds in answers if state == "dismissed"}


def closed_therapists(organization, actor) -> set[int]:
    """The therapists about whom the actor decides nothing and reads nothing that is decided, for what connects her with them.

    Who only verified something of an earlier file is kept from that file and from nothing else.
    """
    return _connected(_answers(organization, actor))


def _answers(organization, actor, practitioner=None) -> list[tuple]:
    """What was said of the actor taking part, under any account: file, therapist, what was said, and what connects them. One query."""
    if not actor.person_id:
        return []
    rows = ConflictOfInterest.objects.within(organization).filter(person__in=same_persons(actor.person_id)).exclude(state="proposed")
    rows = rows.filter(application__practitioner=practitioner) if practitioner else rows
    return list(rows.values_list("application_id", "application__practitioner", "state", "kinds"))


def _connected(answers) -> set[int]:
    return {her for _file, her, state, kinds in answers if state == "recused" and kinds != OF_THE_FILE}


def tally_of(item: AgendaItem, committee: Committee) -> Tally:
    """The vote on one item in its present round, as it stands."""
    votes = dict(item.votes.filter(round=item.round).values_list("person_id", "choice"))
    return tally(committee.members, recused_from(item.application), votes, least=committee.least)


def news_after_votes(item: AgendaItem) -> list[str]:
    """The acts by which evidence came into the file since the first vote of this round; none without a vote."""
    first = item.votes.filter(round=item.round).order_by("seen").values_list("seen", flat=True).first()
    return news_since(item.application, first) if first is not None else []


def undecided(item: AgendaItem, committee: Committee) -> list[str]:
    """The members of whom it is not said whether they take part."""
    rows = item.application.conflicts.filter(state="proposed", person__in=committee.members).select_related("person")
    return [row.person.full_name for row in rows]


@dataclass(frozen=True, slots=True)
class Standing:
    """How one item stands for one reader: the committee, the vote, who is undecided, what came in, whether it is closed to her."""

    committee: Committee
    tally: Tally
    news: tuple[str, ...]
    undecided: tuple[str, ...]
    closed: bool
    seat: int | None
    interest: str
    voted: bool

    @property
    def inputs(self) -> dict:
        """What the guards of an item's steps ask for."""
        return {
            "committee": self.committee, "tally": self.tally, "news": self.news, "undecided": self.undecided, "closed": self.closed,
            "seat": self.seat, "interest": self.interest, "voted": self.voted,
        }


def standing_of(item: AgendaItem, *, actor, at) -> Standing:
    """Everything the steps of an item ask, read now."""
    committee = committee_on(item.organization, counted_on(item.meeting, at))
    seat = seat_of(committee, actor)
    interest = _interest(item.application, seat) if seat else ""
    return Standing(
        committee, tally_of(item, committee), tuple(news_after_votes(item)), tuple(undecided(item, committee)),
        closed_to(item.application, actor), seat, interest,
        bool(seat) and item.votes.filter(round=item.round, person=seat).exists(),
    )


def _interest(application, seat) -> str:
    """What was said of a member taking part in a file, under any account: that she does not, that it is open, or that she does."""
    said = answers_of(application, same_persons(seat))
    return next((each for each in ("recused", "proposed", "dismissed") if each in said), "")


def next_meeting(organization) -> Meeting | None:
    """The planned meeting that comes first."""
    return Meeting.objects.within(organization).filter(state="planned").order_by("on", "pk").first()


def meet_by(organization, committee: Committee, on):
    """The day by which the committee meets again in its rhythm; None without one, or while a meeting in time is planned.

    Counted from the last meeting held; where none was, from today.
    """
    if not (committee.meetings and committee.every):
        return None
    rows = Meeting.objects.within(organization)
    last = rows.filter(opened_on__isnull=False).order_by("-opened_on").values_list("opened_on", flat=True).first()
    due = (last or on) + timedelta(days=committee.every)
    return None if rows.filter(state__in=GOING_ON, on__lte=due).exists() else due


def not_placeable(application, meeting: Meeting | None, actor):
    """Why the actor cannot put a file on the agenda of a meeting; None where none is planned."""
    if application.state != "in_review":
        yield Refusal("not_in_review", _("This file does not wait for a decision."), _("Hand it over first."))
        return
    if closed_to(application, actor):
        yield Refusal("recused", _("You take no part in this file."), _("Another colleague who prepares meetings does this."))
    item = placed([application]).get(application.pk)
    if item is not None:
        on = day(item.meeting.on)
        yield Refusal("on_agenda", _("The committee has this file on its agenda for %(day)s.") % {"day": on}, _("Vote on it there."))
    elif meeting is None:
        yield Refusal("no_meeting", _("No meeting is planned."), _("Plan one first."))
    elif meeting.state != "planned":
        yield Refusal("no_meeting", _("This meeting has begun, or does not take place."), _("Choose another meeting."))
    elif meeting.items.filter(application=application).exists():
        told = _("This file was taken off the agenda of the meeting of %(day)s.") % {"day": day(meeting.on)}
        yield Refusal("on_agenda", told, _("Plan another meeting."))


def placed(applications: Iterable[Application]) -> dict[int, AgendaItem]:
    """The open item of each of these files, by file; on a meeting that is planned or in session."""
    rows = list(applications)
    if not rows:
        return {}
    items = AgendaItem.objects.within(rows[0].organization).filter(
        application__in=rows, state="open", meeting__state__in=GOING_ON
    )
    return {item.application_id: item for item in items.select_related("meeting")}


def votes_of(items):
    """The votes of the present round of many items, by item."""
    found = {item.pk: [] for item in items}
    if found:
        organization = items[0].organization
        rows = Vote.objects.within(organization).filter(item__in=found).select_related("person")
        rounds = {item.pk: item.round for item in items}
        for row in rows:
            if row.round == rounds[row.item_id]:
                found[row.item_id].append(row)
    return found

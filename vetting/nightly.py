"""What vetting does every night, for every organization. Nothing here makes a lapse take effect: standing is computed.

Each function takes the schedule's day and the instant, may run twice, and says how much it did.
"""

from collections.abc import Callable

from network.access import system
from network.facts.due import changed_since, last_night
from network.models import Organization, Participation
from network.queries.turned import turned
from network.transitions import refusals
from network.workflow.standing import end_left
from vetting.queries.judging import day_of
from vetting.workflow import (
    between,
    escalating,
    keeping,
    lapsing,
    late_letters,
    leaving,
    monitoring,
    moves_in,
    packs,
    referees,
    reminding,
    renewing,
    retaining,
    rollouts,
    telling,
)
from vetting.workflow.correspondence import tell_standing


def _everywhere(act: Callable, at) -> int:
    """One act for every organization, on its own day; the sum of what each says."""
    return sum(act(organization, at=at) for organization in Organization.objects.order_by("pk"))


def lapse(*, on, at) -> int:
    """Close files nobody completes; how many."""
    return _everywhere(lambda organization, at: lapsing.lapse_old(organization, actor=system("nightly", organization), at=at), at)


def end_participations(*, on, at) -> int:
    """Who agreed to leave has left, once her last day is over; how many."""
    return _everywhere(_end_left, at)


def _end_left(organization, *, at) -> int:
    actor, ended = system("nightly", organization), 0
    for row in Participation.objects.within(organization).filter(state="leaving"):
        if not refusals(row, "end", actor=actor, at=at):
            end_left(participation=row, actor=actor, at=at)
            ended += 1
    return ended


def open_renewals(*, on, at) -> int:
    """Begin the next vetting of everyone who comes due within the days its organization gives; how many."""
    return _everywhere(_open_renewals, at)


def _open_renewals(organization, *, at) -> int:
    due, actor = renewing.due_for_renewal(organization, at=at), system("nightly", organization)
    for approved in due:
        renewing.open_renewal(approved, actor=actor, at=at)
    return len(due)


def put_off(*, on, at) -> int:
    """Move the day a vetting is due where leave falls on it, and back where it did not; how many files that were."""
    return _everywhere(leaving.settle_dues, at)


def remind_renewals(*, on, at) -> int:
    """Remind therapists of a re-vetting they have not signed; how many."""
    return _everywhere(renewing.remind_renewals, at)


def end_overdue(*, on, at) -> int:
    """End re-vettings for which it is too late, and begin a first vetting instead; how many."""
    return _everywhere(renewing.end_overdue, at)


def remind_requests(*, on, at) -> int:
    """Remind therapists of questions they have not answered."""
    return _everywhere(reminding.remind_requests, at)


def remind_referees(*, on, at) -> int:
    """Send referees who have not answered a new link; how many."""
    return _everywhere(referees.remind_referees, at)


def remind_expiries(*, on, at) -> int:
    """Remind therapists of licenses and insurance that end."""
    return _everywhere(reminding.remind_expiries, at)


def watch_letters(*, on, at) -> int:
    """Decisions whose letter is not out become somebody's task; how many are."""
    return _everywhere(late_letters.watch, at)


def escalate(*, on, at) -> int:
    """Hand tasks nobody did in time to the network manager; how many."""
    return _everywhere(reminding.escalate, at)


def look_between(*, on, at) -> int:
    """See what came up about people in the network since they were vetted; how many things."""
    since = last_night("vetting.nightly.look_between", on)
    return _everywhere(lambda organization, at: between.look(organization, since=since, at=at), at)


def escalate_dates(*, on, at) -> int:
    """Tell a named person of every day that passed without its step, each once; how many."""
    return _everywhere(escalating.escalate_dates, at)


def tell_voters(*, on, at) -> int:
    """Tell members of the committee that evidence came in after their vote; how many votes were overtaken."""
    return _everywhere(telling.tell_voters, at)


def tell_changes(*, on, at) -> int:
    """Tell everyone whose standing changed by the clock alone; how many. Only those are read of whom some row turns."""
    since = last_night("vetting.nightly.tell_changes", on)

    def tell(organization, *, at) -> int:
        turning = turned(organization, since=since, on=day_of(organization, at))
        return sum(tell_standing(participation_id=pk, at=at) for pk in turning)

    return _everywhere(tell, at)


def retain(*, on, at) -> int:
    """Tell what is about to be erased, erase what the policies keep no longer, and clear the logs; how many of all."""
    return _everywhere(retaining.retain, at) + _everywhere(retaining.clear_logs, at)


def roll_out(*, on, at) -> int:
    """Ask who does not meet a rule that reaches people now, and see to who was asked; how many of both."""
    return _everywhere(rollouts.roll_out, at) + _everywhere(rollouts.follow_up, at)


def keep_queue(*, on, at) -> int:
    """Derive the queue's rows on which somebody has to act as they are today, and add up their counts; how many."""
    since = changed_since("vetting.nightly.keep_queue", on)
    return _everywhere(lambda organization, at: keeping.keep(organization, since=since, at=at), at)


def watch(*, on, at) -> int:
    """Look at whoever is due, every due day in order, whatever day it has become; how many looks that were."""
    since = changed_since("vetting.nightly.watch", on)
    return _everywhere(lambda organization, at: monitoring.watch(organization, since=since, at=at), at)


def remove_packs(*, on, at) -> int:
    """Files of evidence of a sample go when their days are over; how many."""
    return _everywhere(packs.remove_old, at)


def remove_moved(*, on, at) -> int:
    """Rows of rosters that came in a week ago go; how many."""
    return _everywhere(moves_in.remove_old, at)

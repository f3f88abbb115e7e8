"""What vetting does every night, for each organization. Nothing here makes a lapse take effect: standing is computed.

Each function takes an organization, the schedule's day and the instant, may run twice, and says how much it did.
"""

from network.access import system
from network.facts.due import changed_since, last_night
from network.models import Participation
from network.nights import each_organization, one_by_one
from network.queries.people import called
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


@each_organization
def lapse(organization, *, on, at) -> int:
    """Close files nobody completes; how many."""
    return lapsing.lapse_old(organization, actor=system("nightly", organization), at=at)


@each_organization
def end_participations(organization, *, on, at) -> int:
    """Who agreed to leave has left, once her last day is over; how many."""
    actor = system("nightly", organization)

    def end(row) -> int:
        if refusals(row, "end", actor=actor, at=at):
            return 0
        end_left(participation=row, actor=actor, at=at)
        return 1

    leaving_now = Participation.objects.within(organization).filter(state="leaving").select_related("practitioner")
    return one_by_one(leaving_now, end, about=lambda row: row.practitioner.reference)


@each_organization
def open_renewals(organization, *, on, at) -> int:
    """Begin the next vetting of everyone who comes due within the days its organization gives; how many."""
    actor = system("nightly", organization)

    def begin(approved) -> int:
        renewing.open_renewal(approved, actor=actor, at=at)
        return 1

    return one_by_one(renewing.due_for_renewal(organization, at=at), begin, about=lambda file: file.reference)


@each_organization
def put_off(organization, *, on, at) -> int:
    """Move the day a vetting is due where leave falls on it, and back where it did not; how many files that were."""
    return leaving.settle_dues(organization, at=at)


@each_organization
def remind_renewals(organization, *, on, at) -> int:
    """Remind therapists of a re-vetting they have not signed; how many."""
    return renewing.remind_renewals(organization, at=at)


@each_organization
def end_overdue(organization, *, on, at) -> int:
    """End re-vettings for which it is too late, and begin a first vetting instead; how many."""
    return renewing.end_overdue(organization, at=at)


@each_organization
def remind_requests(organization, *, on, at) -> int:
    """Remind therapists of questions they have not answered."""
    return reminding.remind_requests(organization, at=at)


@each_organization
def remind_referees(organization, *, on, at) -> int:
    """Send referees who have not answered a new link; how many."""
    return referees.remind_referees(organization, at=at)


@each_organization
def remind_expiries(organization, *, on, at) -> int:
    """Remind therapists of licenses and insurance that end."""
    return reminding.remind_expiries(organization, at=at)


@each_organization
def watch_letters(organization, *, on, at) -> int:
    """Decisions whose letter is not out become somebody's task; how many are."""
    return late_letters.watch(organization, at=at)


@each_organization
def escalate(organization, *, on, at) -> int:
    """Hand tasks nobody did in time to the network manager; how many."""
    return reminding.escalate(organization, at=at)


@each_organization
def look_between(organization, *, on, at) -> int:
    """See what came up about people in the network since they were vetted; how many things."""
    return between.look(organization, since=last_night("vetting.nightly.look_between", on, organization), at=at)


@each_organization
def escalate_dates(organization, *, on, at) -> int:
    """Tell a named person of every day that passed without its step, each once; how many."""
    return escalating.escalate_dates(organization, at=at)


@each_organization
def tell_voters(organization, *, on, at) -> int:
    """Tell members of the committee that evidence came in after their vote; how many votes were overtaken."""
    return telling.tell_voters(organization, at=at)


@each_organization
def tell_changes(organization, *, on, at) -> int:
    """Tell everyone whose standing changed by the clock alone; how many. Only those are read of whom some row turns."""
    since = last_night("vetting.nightly.tell_changes", on, organization)
    turning = turned(organization, since=since, on=day_of(organization, at))
    return one_by_one(turning, lambda pk: tell_standing(participation_id=pk, at=at), about=called(organization))


@each_organization
def retain(organization, *, on, at) -> int:
    """Tell what is about to be erased, erase what the policies keep no longer, and clear the logs; how many of all."""
    return retaining.retain(organization, at=at) + retaining.clear_logs(organization, at=at)


@each_organization
def roll_out(organization, *, on, at) -> int:
    """Ask who does not meet a rule that reaches people now, and see to who was asked; how many of both."""
    return rollouts.roll_out(organization, at=at) + rollouts.follow_up(organization, at=at)


@each_organization
def keep_queue(organization, *, on, at) -> int:
    """Derive the queue's rows on which somebody has to act as they are today, and add up their counts; how many."""
    return keeping.keep(organization, since=changed_since("vetting.nightly.keep_queue", on, organization), at=at)


@each_organization
def watch(organization, *, on, at) -> int:
    """Look at whoever is due, every due day in order, whatever day it has become; how many looks that were."""
    return monitoring.watch(organization, since=changed_since("vetting.nightly.watch", on, organization), at=at)


@each_organization
def remove_packs(organization, *, on, at) -> int:
    """Files of evidence of a sample go when their days are over; how many."""
    return packs.remove_old(organization, at=at)


@each_organization
def remove_moved(organization, *, on, at) -> int:
    """Rows of rosters that came in a week ago go; how many."""
    return moves_in.remove_old(organization, at=at)

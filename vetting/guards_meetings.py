"""Guards of the committee's machines. What a guard cannot read from the row (who sits, the vote as counted) comes as an input."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from network.formats import day, listed
from network.guards import today
from network.queries.people import same_persons
from network.transitions import Refusal
from vetting.committee import Committee
from vetting.words_events import act_words

NOBODY = Committee()
SPOKEN_OF = ("discussion", "appeal", "monitoring")  # what a meeting must settle; a clean file waits for its signature


def meetings_are_held(meeting, *, actor, at, committee=NOBODY, **inputs):
    """The organization decides in meetings."""
    if not committee.meetings:
        yield Refusal(
            "no_meetings", _("This organization does not decide in meetings."), _("A policy in force switches meetings on first.")
        )


def by_its_kind(meeting, *, actor, at, committee=NOBODY, **inputs):
    """Votes by a day are taken only where a policy switched them on."""
    if meeting.kind == "asynchronous" and not committee.asynchronous:
        yield Refusal(
            "no_asynchronous", _("Votes outside a meeting are switched off."), _("Plan a live meeting, or switch them on in a policy.")
        )


def leads(committee, actor) -> bool:
    """Whether the actor, under any account, may lead meetings."""
    return bool(actor.person_id and same_persons(actor.person_id) & committee.chairs)


def chairs(meeting, *, actor, at, committee=NOBODY, **inputs):
    """Whoever leads the meetings does this."""
    if not leads(committee, actor):
        yield Refusal("not_the_chair", _("Only the chair does this."), _("Ask a member who leads the meetings."))


def day_has_come(meeting, *, actor, at, **inputs):
    """A live meeting begins on its day; a vote by a day begins before that day is over."""
    on = today(meeting, at)
    if meeting.kind == "live" and on < meeting.on:
        yield Refusal(
            "too_early", _("The meeting is on %(day)s.") % {"day": day(meeting.on)}, _("Open it on that day, or plan another one.")
        )
    if meeting.kind == "asynchronous" and on > meeting.on:
        yield Refusal("day_to_vote_passed", _("The last day to vote has passed."), _("Cancel it and plan another one."))


def something_to_do(meeting, *, actor, at, **inputs):
    """There is something on the agenda."""
    if not meeting.items.filter(state="open").exists():
        yield Refusal("empty_agenda", _("The agenda is empty."), _("It fills itself with files handed over to the committee."))


def all_settled(meeting, *, actor, at, **inputs):
    """Nothing to discuss is left open, but files that need no decision any more."""
    left = meeting.items.filter(state="open", kind__in=SPOKEN_OF, application__state="in_review").count()
    if left:
        message = ngettext("%(count)s case is not settled.", "%(count)s cases are not settled.", left) % {"count": left}
        yield Refusal("items_open", message, _("Resolve it, or table it with a question or for want of a quorum."))


def gives_reason(row, *, actor, at, reason="", **inputs):
    """A reason is written down."""
    if not str(reason).strip():
        yield Refusal("no_reason", _("A reason is missing."), _("Say why in one or two sentences."))


def escalated(application) -> bool:
    """Whether somebody asked the committee to discuss the file, since it was handed over; taking it off the agenda ends that."""
    asked = application.agenda_items.filter(kind__in=SPOKEN_OF).exclude(state="struck")
    return asked.filter(Q(settled_at__isnull=True) | Q(settled_at__gte=application.state_since)).exists()


def resolved(application, outcome, basis, resolution):
    """The committee resolved this very outcome of this very file (a denial for quality or conduct is the committee's alone)."""
    said = (application.reference, outcome, basis)
    if resolution is None or said != (resolution.reference, resolution.outcome, resolution.basis):
        yield Refusal(
            "needs_meeting", _("Only the committee decides this, in a meeting."), _("Put this file on the agenda of the next meeting.")
        )


# ── What is on the agenda ────────────────────────────────────────────────────


def chairs_it(item, *, actor, at, committee=NOBODY, closed=False, **inputs):
    """Whoever leads the meetings does this, unless she takes no part in the file."""
    yield from chairs(item, actor=actor, at=at, committee=committee)
    if closed:
        yield Refusal("recused", _("You take no part in this file."), _("Another member who leads the meetings does this."))


def in_session(item, *, actor, at, **inputs):
    """The meeting is in session."""
    if item.meeting.state != "open":
        yield Refusal("not_in_session", _("The meeting is not in session."), _("The chair opens it."))


def not_over(item, *, actor, at, **inputs):
    """The meeting has not been closed, and nobody voted yet."""
    if item.meeting.state not in ("planned", "open"):
        yield Refusal("meeting_over", _("The meeting is over."), _("Plan the next one."))
    elif item.votes.exists():
        yield Refusal("voted_on", _("Members have voted on it."), _("The chair resolves or tables it."))


def nothing_new(item, *, actor, at, news=(), **inputs):
    """No evidence came in after a vote: whoever voted did not know of it."""
    if news:
        yield Refusal(
            "new_evidence", _("Evidence came in after the vote: %(what)s.") % {"what": listed(map(act_words, news))},
            _("The members read it and vote again."),
        )


def no_open_interest(item, *, actor, at, undecided=(), **inputs):
    """Nobody who voted may still turn out to have an interest."""
    if undecided:
        yield Refusal(
            "interest_open", _("It is not said whether these members take part: %(names)s.") % {"names": listed(undecided)},
            _("They say so themselves, or the chair does."),
        )


def quorum(item, *, actor, at, tally=None, **inputs):
    """Enough members took part, counted from the membership on the day."""
    if tally is None or not tally.quorate:
        voted, needed = (tally.voted, tally.quorum) if tally else (0, 0)
        cure = _("Wait for more votes, or table it for the next meeting.")
        if tally is not None and tally.eligible < tally.quorum:  # no vote to come would be enough
            cure = _("Fewer members take part in this file than a quorum needs: table it, and appoint members for the next meeting.")
        said = _("There is no quorum: %(voted)s of %(needed)s members took part.") % {"voted": voted, "needed": needed}
        yield Refusal("no_quorum", said, cure)


def majority(item, *, actor, at, tally=None, **inputs):
    """More than half of those who may vote say the same."""
    if tally is None or not tally.outcome:
        eligible, needed = (tally.eligible, tally.needed) if tally else (0, 0)
        yield Refusal(
            "no_majority",
            _("No outcome has %(needed)s votes, more than half of the %(eligible)s who may vote.") % {
                "needed": needed, "eligible": eligible,
            },
            _("Wait for more votes, or table it with a question."),
        )


# ── Voting and taking part ───────────────────────────────────────────────────


def may_vote(item, *, actor, at, seat=None, interest="", voted=False, **inputs):
    """A member in office on the day, who takes part in the file and has not voted on it in this round."""
    yield from in_session(item, actor=actor, at=at)
    if item.state != "open":
        yield Refusal("settled", _("This is settled."), _("Nothing is left to vote on."))
    if seat is None:
        yield Refusal("no_seat", _("You were no member of the committee on that day."), _("Members in office vote."))
    if interest == "recused":
        yield Refusal("recused", _("You take no part in this file."), _("The other members decide it."))
    if interest == "proposed":
        yield Refusal(
            "interest_open", _("It is not said whether you take part in this file."), _("Say first whether you have an interest.")
        )
    if voted:
        yield Refusal("voted", _("You have voted on this."), _("A vote is not changed; say at the meeting what you would add."))


def in_time(item, *, actor, at, **inputs):
    """Where each votes by a day, that day is not over."""
    if item.meeting.kind == "asynchronous" and today(item, at) > item.meeting.on:
        yield Refusal("day_to_vote_passed", _("The last day to vote has passed."), _("The chair resolves or tables it."))


def hers_or_the_chairs(conflict, *, actor, at, committee=NOBODY, **inputs):
    """She says so herself, or whoever leads the meetings does."""
    if not (actor.person_id and conflict.person_id in same_persons(actor.person_id)) and not leads(committee, actor):
        yield Refusal("not_hers_to_say", _("Only the member or the chair says this."), _("Tell the chair what you know."))


def another_chairs(conflict, *, actor, at, committee=NOBODY, **inputs):
    """Nobody clears herself: somebody else who leads the meetings says that she takes part, or who decides where none are held."""
    if committee.meetings:
        yield from chairs(conflict, actor=actor, at=at, committee=committee)
    if actor.person_id and conflict.person_id in same_persons(actor.person_id):
        yield Refusal("about_you", _("This is about you."), _("Another member who leads the meetings says so."))


def not_decided_yet(conflict, *, actor, at, **inputs):
    """While the file is not decided or is appealed; afterwards an interest is a reason to look at the decision again."""
    application = conflict.application
    if not (application.is_open or application.decisions.filter(appeal__state="received").exists()):
        yield Refusal("file_decided", _("The file is decided."), _("Tell a director: two people undo a wrong decision."))


def may_be_dismissed(conflict, *, actor, at, **inputs):
    """What she verified herself, and her own file, are no matter of opinion."""
    if {"verified", "herself"} & set(conflict.kinds):
        yield Refusal(
            "never_takes_part", _("Whoever verified a file, or whom it is about, does not decide it."), _("The other members decide it.")
        )

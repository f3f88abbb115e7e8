"""Voting on a file: members vote with reasons, the chair resolves what carries, tables what does not, or has it voted anew."""

from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.events import last_sequence, record, serialize
from network.transitions import Refusal, Refused, locked, perform
from vetting.committee import ABSTAIN, Resolution, Tally
from vetting.guards_meetings import chairs_it, in_time, may_vote
from vetting.guards_putting_off import could_be_decided
from vetting.models import AgendaItem, Decision, Vote
from vetting.queries.committee import closed_to, committee_on, counted_on, news_after_votes, standing_of
from vetting.queries.judging import day_of, judge
from vetting.terms import load
from vetting.workflow import deciding
from vetting.workflow.agenda import fill_next
from vetting.workflow.checking import ask, defer
from vetting.workflow.telling import tell_to_vote_again

TABLE_WAYS = ("wait", "ask", "defer")  # for the next meeting, with a question to the therapist, back to the reviewers


def cast(item: AgendaItem, *, choice, reason, actor, at) -> Vote:
    """A member votes, once a round; everything but an approval says why. Raises Refused with every reason why not."""
    require(actor, Action.DECIDE, item)
    with locked(item):
        serialize(item)
        stands = standing_of(item, actor=actor, at=at)
        unmet = [*may_vote(item, actor=actor, at=at, **stands.inputs), *in_time(item, actor=actor, at=at)]
        if choice not in ("approved", ABSTAIN) and not reason.strip():
            unmet.append(Refusal("no_reason", _("A reason is missing."), _("Say why in one or two sentences.")))
        if unmet:
            raise Refused(unmet)
        vote = Vote(
            organization=item.organization, item=item, person_id=stands.seat, round=item.round, choice=choice, reason=reason,
            cast_at=at, seen=last_sequence(item),
        )
        vote.save()
        record(vote, "vote.cast", actor=actor, at=at, after={"choice": choice, "round": item.round}, reason=reason)
    return vote


def carry(item: AgendaItem, *, reason, actor, at, seen=None) -> Decision:
    """Carry out what the members resolved: the file's own decision, which names the meeting. Raises Refused, or Changed.

    `reason` is what the therapist may read; a denial needs one.
    """
    with locked(item):
        serialize(item)
        stands = standing_of(item, actor=actor, at=at)
        chosen = Resolution(item.pk, item.application.reference, stands.tally.carried, load(item.terms))
        perform(item, "carry", actor=actor, at=at, note=reason, seen=seen, **{**stands.inputs, "counted": told(stands.tally)})
        given = {"reason": reason, "actor": actor, "at": at, "resolution": chosen}
        if chosen.outcome == "denied":
            return deciding.deny(item.application, basis=chosen.basis, **given)
        return deciding.approve(item.application, **given)


def told(tally: Tally) -> dict:
    """A vote as counted, for the minutes."""
    return {
        "members": tally.members, "eligible": tally.eligible, "voted": tally.voted, "quorum": tally.quorum, "needed": tally.needed,
        "counts": dict(tally.counts), "outcome": tally.carried,
    }


def table(item: AgendaItem, *, reason, way="wait", actor, at, seen=None):
    """Not decided today: for the next meeting, with a question to the therapist, or back to checking. Raises Refused."""
    if way not in TABLE_WAYS:
        raise ValueError(f"Not a way to table a file: {way}")
    with locked(item):
        serialize(item)
        stands = standing_of(item, actor=actor, at=at)
        today = judge(item.application, on=day_of(item.organization, at)).assessment
        event = perform(
            item, "table", actor=actor, at=at, note=reason, seen=seen, reason=reason, detail={"way": way}, way=way, assessment=today,
            **{**stands.inputs, "counted": told(stands.tally)},
        )
        if way == "ask":
            ask(item.application, message=reason, actor=actor, at=at)
            put_off(item.application, today)
        if way == "defer":
            defer(item.application, reason=reason, actor=actor, at=at)
        else:
            fill_next(item.organization, actor=actor, at=at)
    return event


def put_off(application, assessment):
    """Count it, where the file could have been decided; the step of the item is its record."""
    with locked(application):
        application.deferrals += could_be_decided(assessment)
        application.save(update_fields=["deferrals"])


def vote_again(item: AgendaItem, *, actor, at):
    """Evidence came in after a vote: the votes of this round stay readable and count no more. Raises Refused."""
    require(actor, Action.DECIDE, item)
    with locked(item):
        serialize(item)
        committee = committee_on(item.organization, counted_on(item.meeting, at))
        if unmet := list(_may_vote_again(item, committee, actor, at)):
            raise Refused(unmet)
        item.round += 1
        item.save(update_fields=["round"])
        tell_to_vote_again(item, before=item.round - 1, at=at)
        return record(item, "agenda.voted_anew", actor=actor, at=at, after={"round": item.round})


def _may_vote_again(item, committee, actor, at):
    yield from chairs_it(item, actor=actor, at=at, committee=committee, closed=closed_to(item.application, actor))
    if item.state != "open":
        yield Refusal("settled", _("This is settled."), _("Nothing is left to vote on."))
    elif not news_after_votes(item):
        yield Refusal("nothing_new", _("Nothing came in since the vote."), _("The votes stand."))


def note(item: AgendaItem, *, discussion, actor, at):
    """Write down what was discussed about a file, for the minutes; until they are signed. Raises Refused."""
    require(actor, Action.PREPARE_MEETING if Action.PREPARE_MEETING in actor.actions else Action.DECIDE, item)
    with locked(item):
        if item.meeting.state not in ("open", "closed"):
            message = _("Notes are taken from the opening of the meeting until its minutes are signed.")
            raise Refused([Refusal("not_in_session", message, _("A correction is a new signed version of the minutes."))])
        if closed_to(item.application, actor):
            raise Refused([Refusal("recused", _("You take no part in this file."), _("Somebody else takes the notes."))])
        before, item.discussion = item.discussion, discussion
        item.save(update_fields=["discussion"])
        return record(
            item, "agenda.noted", actor=actor, at=at, before={"discussion": before}, after={"discussion": discussion}
        )
